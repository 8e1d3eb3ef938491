"""Facts for the rules: a silent register is unknown, an empty answer is "has none", and the amounts that follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from gongbao.platform.registers.services import (
    Cover,
    Earlier,
    FirmFacts,
    Graduation,
    Hardship,
    Insurance,
    RegisterFacts,
    Size,
    Spell,
)
from gongbao.platform.training_subsidy.books import Books, Elsewhere
from gongbao.platform.training_subsidy.determine import determine, explained, grant
from gongbao.platform.training_subsidy.facts import Basis, firm_facts, row_facts
from gongbao.platform.training_subsidy.people import Person, Wages
from gongbao.platform.training_subsidy.words import EXPAND, POLICY_NAMES, STABILISE

FIRM, OTHER_FIRM = UUID(int=1), UUID(int=2)
ON = date(2020, 9, 21)
JUNE, JULY, AUGUST = 2020 * 12 + 5, 2020 * 12 + 6, 2020 * 12 + 7
ALWAYS = (Spell(date(2019, 1, 1), date(2020, 12, 31)),)
ALL = ("insurance", "unemployed", "hard_to_employ", "graduates", "training_subsidies", "earlier_scheme")
COVER = Cover(dict.fromkeys(ALL, ALWAYS))
ANN = Person(2, "ann", "number", "样甲一", "registered_unemployed", date(2020, 7, 6), (JULY, AUGUST))
MONTHS = frozenset({JULY, AUGUST})
GOOD = RegisterFacts(
    "ann", ON, COVER, "样甲一", Insurance(here=MONTHS, paid_here=MONTHS), (Spell(date(2020, 3, 2), date(2020, 7, 6)),), (), (),
    {}, Earlier(),
)  # fmt: skip
SIZE = Size(date(2019, 12, 31), "small", "", None, None, None)
SIDE = FirmFacts("91110108999000005L", ON, "haidian", SIZE, (), False, {})
WAGES = Wages(by={("ann", JULY): 220_000, ("ann", AUGUST): 220_000})


def basis(**more: Any) -> Basis:
    start = Basis(EXPAND, FIRM, ON, True, SIDE, False, {}, None, frozenset(), {"ann": GOOD}, Books(), WAGES)
    register = {name: more.pop(name) for name in list(more) if name in RegisterFacts.__dataclass_fields__}
    changed = replace(start, **more)
    return replace(changed, registers={"ann": replace(GOOD, **register)})


def facts(where: Basis, person: Person = ANN) -> dict[str, Any]:
    return row_facts(where, firm_facts(where), person)


def result(where: Basis, person: Person = ANN) -> tuple[str, int]:
    (found,) = determine(where, [person])
    answer = explained(where, person)
    assert found.outcome == answer.outcome, "the compiled rule and the interpreter say the same"
    assert answer.outcome != "met" or answer.amount_bounds == (found.amount, found.amount + found.open_amount)
    return found.outcome, found.amount


def elsewhere(
    scheme: str, months: tuple[int, ...], standing: str = "granted", party: UUID = OTHER_FIRM
) -> Books:
    granted = months if standing == "granted" else ()
    row = Elsewhere(
        UUID(int=9), "CY-2020-06-000001", scheme, "chaoyang", party, ON, months, granted, standing
    )
    return Books({"ann": [row]})


def test_two_good_months_bring_3080_yuan() -> None:
    assert result(basis()) == ("met", 308_000)


@pytest.mark.parametrize(("wage", "amount"), [(220_000, 308_000), (219_999, 154_000)])
def test_the_minimum_wage_is_enough_and_a_fen_less_is_not(wage: int, amount: int) -> None:
    wages = Wages(by={("ann", JULY): 220_000, ("ann", AUGUST): wage})
    assert result(basis(wages=wages)) == ("met", amount)


def test_before_a_statement_wages_are_unknown_and_after_it_a_missing_line_is_no_wage() -> None:
    assert [row["wage"] for row in facts(basis(wages=None))["months"]] == [None, None]
    assert result(basis(wages=None))[0] == "unknown"
    (found,) = determine(basis(wages=Wages(by={("ann", JULY): 300_000})), [ANN])
    assert (found.amount, found.countable, found.short) == (154_000, (JULY,), [(AUGUST, "neng-2020-6/3.1.d")])


@pytest.mark.parametrize("register", ["insurance", "unemployed", "graduates", "earlier"])
def test_a_register_that_is_silent_leaves_the_case_open(register: str) -> None:
    names = {"earlier": "earlier_scheme"}
    cover = Cover(
        {kind: spells for kind, spells in COVER.spells.items() if kind != names.get(register, register)}
    )
    more = {register: None, "cover": cover}
    if register == "graduates":
        more = {"graduations": None, "cover": cover, "unemployed": ()}
    assert result(basis(**more))[0] in {"unknown", "judgement"}


def test_an_empty_answer_is_has_none() -> None:
    assert result(basis(unemployed=())) == ("not_met", 0)


def test_a_pending_recognition_waits_for_the_street_and_its_finding_decides() -> None:
    pending = (Hardship("age", None, date(2020, 7, 1), None, "街道", date(2020, 7, 30)),)
    where = basis(unemployed=(), hardship=pending)
    assert result(where) == ("judgement", 0)
    assert result(replace(where, found={("ann", "hard_to_employ"): True})) == ("met", 308_000)
    assert result(replace(where, found={("ann", "hard_to_employ"): False})) == ("not_met", 0)


def test_a_register_that_knows_is_not_overruled_by_a_finding() -> None:
    assert result(basis(unemployed=(), found={("ann", "hard_to_employ"): True})) == ("not_met", 0)


@pytest.mark.parametrize(
    ("ends", "outcome"), [(date(2020, 7, 6), "met"), (date(2020, 7, 5), "met"), (date(2020, 7, 4), "not_met")]
)
def test_unemployment_taken_off_the_register_by_the_hire_still_counts(ends: date, outcome: str) -> None:
    assert result(basis(unemployed=(Spell(date(2020, 3, 2), ends),)))[0] == outcome


@pytest.mark.parametrize(("level", "class_kind", "outcome"), [
    ("bachelor", "", "met"), ("junior_college", "", "met"), ("technician_college", "senior_worker", "met"),
    ("technician_college", "intermediate_worker", "not_met"), ("secondary", "", "not_met"),
])  # fmt: skip
def test_graduates_of_the_year(level: str, class_kind: str, outcome: str) -> None:
    degree = Graduation(date(2020, 7, 1), "样例学院", True, None, level, class_kind)
    assert result(basis(unemployed=(), graduations=(degree,)))[0] == outcome


@pytest.mark.parametrize(("month", "outcome"), [(JULY - 6, "not_met"), (JULY - 7, "met")])
def test_half_a_year_looks_back_six_months_from_the_first_insured(month: int, outcome: str) -> None:
    insured = Insurance(here=MONTHS | {month}, paid_here=MONTHS)
    assert result(basis(insurance=insured))[0] == outcome


def test_a_look_back_the_register_does_not_cover_is_unknown() -> None:
    short = Cover({**COVER.spells, "insurance": (Spell(date(2020, 3, 1), date(2020, 12, 31)),)})
    assert facts(basis(cover=short))["prior_months"] is None
    assert result(basis(cover=short))[0] == "unknown"


def test_a_month_the_register_has_not_reached_is_left_open() -> None:
    upto_july = Cover({**COVER.spells, "insurance": (Spell(date(2019, 1, 1), date(2020, 7, 31)),)})
    july = Insurance(here=frozenset({JULY}), paid_here=frozenset({JULY}))
    (found,) = determine(basis(cover=upto_july, insurance=july), [ANN])
    assert (found.outcome, found.amount, found.open_amount) == ("met", 154_000, 154_000)


def test_a_month_paid_in_arrears_does_not_count() -> None:
    late = Insurance(here=MONTHS, paid_here=MONTHS, backpaid_here=frozenset({AUGUST}))
    (found,) = determine(basis(insurance=late), [ANN])
    assert (found.amount, found.short) == (154_000, [(AUGUST, "neng-2020-6/1.1.e")])


def test_the_other_scheme_anywhere_bars_this_one() -> None:
    assert result(basis(books=elsewhere(STABILISE, (JUNE,)))) == ("not_met", 0)
    assert result(basis(training={2020: {POLICY_NAMES[STABILISE]: 1}})) == ("not_met", 0)
    assert result(basis(books=elsewhere(STABILISE, (JUNE,), "claimed"))) == ("met", 308_000), (
        "a claim is no grant yet"
    )


def test_a_month_granted_before_counts_no_second_time() -> None:
    where = basis(books=elsewhere(EXPAND, (JULY,)))
    assert result(where) == ("met", 154_000)
    assert facts(where)["months_granted"] == 0, "the six months are counted per firm"
    assert facts(basis(books=elsewhere(EXPAND, (JULY,), party=FIRM)))["months_granted"] == 1


@pytest.mark.parametrize(("others", "outcome"), [(2, "met"), (3, "not_met")])
def test_three_training_subsidies_a_year_with_this_one(others: int, outcome: str) -> None:
    assert result(basis(training={2020: {f"另一政策{n}": 1 for n in range(others)}}))[0] == outcome


def test_our_own_entries_do_not_count_as_other_policies() -> None:
    assert facts(basis(training={2020: {POLICY_NAMES[EXPAND]: 3}}))["subsidies_this_year"] == 0


def test_the_earlier_scheme_waits_for_the_districts_finding() -> None:
    had = basis(earlier=Earlier(frozenset({JUNE})))
    assert result(had) == ("judgement", 0)
    assert result(replace(had, found={("ann", "earlier_scheme_cleared"): True})) == ("met", 308_000)
    month = replace(had, found={("ann", "earlier_scheme_cleared"): True})
    month = replace(month, registers={"ann": replace(GOOD, earlier=Earlier(frozenset({JULY})))})
    assert result(month) == ("met", 154_000)


def test_dispatch_papers_are_asked_per_host_unit() -> None:
    side, at_host = replace(SIDE, is_dispatch=True), replace(ANN, host_unit="样例用工公司")
    both = frozenset({("host_confirmation", "样例用工公司"), ("dispatch_agreement", "")})
    assert result(basis(firm_side=side, papers=frozenset()))[0] == "not_met"
    assert result(basis(firm_side=side, papers=both), at_host)[0] == "met"
    assert result(basis(firm_side=side, papers=both), replace(ANN, host_unit="另一家"))[0] == "not_met"


def test_the_firms_figures_decide_where_no_class_is_registered_and_a_finding_where_nothing_is() -> None:
    none = replace(SIDE, size=None)
    typed = {"firm_trade": "software_it", "firm_staff": 299, "firm_revenue": 10**12}
    assert result(basis(firm_side=none, answers=typed))[0] == "met"
    assert result(basis(firm_side=none))[0] == "unknown"
    assert (
        result(basis(firm_side=none, answers={"firm_trade": "other"}, found={("", "firm_size_found"): True}))[
            0
        ]
        == "met"
    )
    assert result(basis(firm_side=replace(SIDE, size=replace(SIZE, size_class="large"))))[0] == "not_met"


def test_a_cap_half_used_pays_the_remainder_in_sheet_order() -> None:
    people = [replace(ANN, row=row, fingerprint=f"p{row}") for row in (2, 3, 4)]
    registers = {person.fingerprint: replace(GOOD, person=person.fingerprint) for person in people}
    wages = Wages(by={(person.fingerprint, month): 300_000 for person in people for month in MONTHS})
    where = replace(basis(books=Books(firm_granted=30_000_000 - 500_000)), registers=registers, wages=wages)
    found = grant(determine(where, people), scheme=EXPAND, firm="f", applied_on=ON, number="n", cap=500_000)
    assert [each.granted for each in found] == [308_000, 192_000, 0]
    assert [each.cut_by for each in found] == ["", "cap", "cap"]
    assert [len(each.granted_months) for each in found] == [2, 2, 0], "a remainder takes its month up"


def test_an_exhausted_cap_refuses_every_row_by_its_clause() -> None:
    (found,) = determine(basis(books=Books(firm_granted=30_000_000)), [ANN])
    assert ["firm_cap", "neng-2020-6/2.3", "not_met"] in found.reasons


def test_a_month_that_was_granted_is_told_as_such_not_as_uninsured() -> None:
    (found,) = determine(basis(books=elsewhere(EXPAND, (JULY, AUGUST))), [ANN])
    assert [number for _, number, state in found.reasons if state == "not_met"] == ["neng-2020-6/3.1.a"]


def test_an_uninsured_person_with_a_good_wage_fails_by_insurance_alone() -> None:
    (found,) = determine(basis(insurance=Insurance()), [ANN])
    assert [number for _, number, state in found.reasons if state == "not_met"] == ["neng-2020-6/1.1.e"]


def test_nothing_on_the_statement_is_told_as_missing_not_as_low() -> None:
    (found,) = determine(basis(wages=Wages()), [ANN])
    assert [number for _, number, state in found.reasons if state == "not_met"] == ["neng-2020-6/3.1.d"]
