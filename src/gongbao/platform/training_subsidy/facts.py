"""Facts for the rules: from the form, the registers, the statement, the books and officers' findings.

A register that does not answer leaves a fact unknown (None); an empty answer is "has none". Insurance is
asked month by month. Registers imported monthly count as complete for a yes-or-no of the year when they
answer up to the end of the month before the application. A claimed month without a wage line counts as a
wage of 0 once a statement was handed in (it is not shown, neng-2020-6/3.1.d), and is unknown before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from gongbao.kernel.calendar.month import first_day, last_day, month_of
from gongbao.kernel.districts import office_of_region
from gongbao.platform.registers.services import FirmFacts, Graduation, RegisterFacts, Spell
from gongbao.platform.training_subsidy.books import Books
from gongbao.platform.training_subsidy.people import Person, Wages
from gongbao.platform.training_subsidy.words import EXPAND, POLICY_NAMES, days, value

ONE_DAY = timedelta(days=1)
NEVER = date(9999, 12, 31)
DEGREES = frozenset({"doctor", "master", "bachelor", "junior_college"})
CLASSES = {"senior_worker": "senior_worker", "pre_technician": "preparatory_technician",
           "technician": "technician", "intermediate_worker": "intermediate_worker"}  # fmt: skip
FIGURES = ("firm_trade", "firm_staff", "firm_revenue", "firm_assets")
Facts = dict[str, Any]


class Known:
    """For which days the registers answer completely; the people of one look-up share it, so it is asked once."""

    def __init__(self) -> None:
        self._whole: dict[tuple[str, date, date], bool] = {}

    def whole(self, register: RegisterFacts, kind: str, starts_on: date, ends_on: date) -> bool:
        """Whether the register of that kind answers for every day between."""
        key = kind, starts_on, ends_on
        if key not in self._whole:
            self._whole[key] = register.cover.whole(kind, starts_on, ends_on)
        return self._whole[key]

    def month(self, register: RegisterFacts, months: frozenset[int] | None, month: int) -> bool | None:
        """Whether insurance has the month among `months`; None where it does not answer for it."""
        if months and month in months:
            return True
        return False if self.whole(register, "insurance", *_span(month)) else None

    def day(self, register: RegisterFacts, kind: str, spells: tuple[Spell, ...], day: date) -> bool | None:
        """Whether one of the spells holds the day; None where the register does not answer for it."""
        if any(spell.holds(day) for spell in spells):
            return True
        return False if self.whole(register, kind, day, day) else None


@cache
def _span(month: int) -> tuple[date, date]:
    return first_day(month), last_day(month)


@dataclass(frozen=True)
class Basis:
    """What the facts of every row of one claim rest on."""

    scheme: str
    firm: UUID
    applied_on: date
    committed: bool
    firm_side: FirmFacts
    is_dispatch: bool
    answers: Mapping[str, Any]
    listed: bool | None
    papers: frozenset[tuple[str, str]]
    registers: Mapping[str, RegisterFacts]
    books: Books
    wages: Wages | None
    found: Mapping[tuple[str, str], bool] = field(default_factory=dict)
    half_year: int = 6
    known: Known = field(default_factory=Known)


def firm_facts(basis: Basis) -> Facts:
    """The facts of the firm and the application, the same for every row."""
    side, size = basis.firm_side, basis.firm_side.size
    known = side.is_dispatch
    figures = {name: basis.answers.get(name) for name in FIGURES} | registered_figures(side)
    granted = basis.books.firm_granted
    return {
        "applied_on": basis.applied_on,
        "commitment_made": basis.committed,
        "firm_insured_here": None if side.office is None else bool(side.office),
        "firm_registered_here": _registered_here(side.firm),
        "firm_size": size.size_class or None if size else None,
        **figures,
        "firm_size_found": basis.found.get(("", "firm_size_found")),
        "firm_dispatches": basis.is_dispatch if known is None else known,
        "on_recognised_list": basis.listed,
        "firm_granted": granted,
        "unit_granted": granted,
        "firm_months_granted": len(basis.books.firm_months),
    }


def registered_figures(side: FirmFacts) -> Facts:
    """The figures the register of sizes has of the firm; they stand before those typed."""
    size = side.size
    if size is None:
        return {}
    told = {"firm_trade": size.trade or None, "firm_staff": size.staff, "firm_revenue": size.revenue_fen,
            "firm_assets": size.assets_fen}  # fmt: skip
    return {name: each for name, each in told.items() if each is not None}


def row_facts(basis: Basis, firm: Facts, person: Person) -> Facts:
    """The facts of one row, typed as the questions ask for them."""
    register = basis.registers[person.fingerprint]
    facts = firm | _subsidies(basis, register) | _own_books(basis, person)
    facts["months"] = _months(basis, register, person)
    found = basis.found
    facts["earlier_scheme_cleared"] = found.get((person.fingerprint, "earlier_scheme_cleared"))
    if basis.scheme == EXPAND:
        facts |= _hire(basis, register, person)
        judged = found.get((person.fingerprint, "hard_to_employ"))
        if judged is not None and facts["hard_to_employ"] is None:
            facts["hard_to_employ"] = judged
        facts["host_confirmation"] = _paper(basis, "host_confirmation", person.host_unit)
        facts["dispatch_agreement"] = _paper(basis, "dispatch_agreement", person.host_unit)
    return facts


def _hire(basis: Basis, register: RegisterFacts, person: Person) -> Facts:
    hired = month_of(person.hired_on)
    insurance = register.insurance
    first = None
    if insurance is not None:
        first = min((month for month in insurance.here if month >= hired), default=hired)
    return {
        "hired_on": person.hired_on,
        "first_insured_month": first,
        "prior_months": _prior_months(basis, register, hired, first),
        "registered_unemployed": _unemployed(basis, register, person.hired_on),
        "hard_to_employ": register.hard_to_employ_on(person.hired_on)
        if register.hardship
        else basis.known.day(register, "hard_to_employ", (), person.hired_on),
        **_graduation(basis, register),
    }


def _unemployed(basis: Basis, register: RegisterFacts, hired_on: date) -> bool | None:
    """Registered as unemployed on the day of the hire or, taken off the register by it, on the day before."""
    spells = register.unemployed or ()
    return _either(
        *(basis.known.day(register, "unemployed", spells, day) for day in (hired_on, hired_on - ONE_DAY))
    )


def _prior_months(basis: Basis, register: RegisterFacts, hired: int, first: int | None) -> list[Facts] | None:
    if first is None or register.insurance is None:
        return None
    here = register.insurance.here
    prior = sorted(month for month in here if hired - basis.half_year - 2 <= month < hired)
    back = range(first - basis.half_year, first)
    if not any(month in prior for month in back) and any(
        basis.known.month(register, here, month) is None for month in back
    ):
        return None
    return [{"month": month, "until": _span(month)[1]} for month in prior]


def _graduation(basis: Basis, register: RegisterFacts) -> Facts:
    """The graduation that fits best: of the year if there is one, else the last; none where the register knows."""
    year = value("graduation_year_end", basis.applied_on).year
    every = register.graduations or ()
    found = tuple(each for each in every if each.graduated_on.year == year)
    if not found and not _known_lately(basis, register, "graduates", date(year, 1, 1)):
        return dict.fromkeys(("graduated_on", "graduate_kind", "school_here", "household_here"))
    if not (found or every):
        return {"graduated_on": NEVER, "graduate_kind": "none", "school_here": False, "household_here": False}
    best = max(found or every[-1:], key=lambda each: (_kind(each) != "other", each.graduated_on))
    return {
        "graduated_on": best.graduated_on,
        "graduate_kind": _kind(best),
        "school_here": best.school_in_beijing,
        "household_here": best.household_in_beijing,
    }


def _known_lately(basis: Basis, register: RegisterFacts, kind: str, since: date) -> bool:
    """Whether a register imported monthly answers from `since` to the end of the month before the application."""
    until = basis.applied_on.replace(day=1) - ONE_DAY
    return until < since or basis.known.whole(register, kind, since, until)


def _kind(each: Graduation) -> str:
    if each.level in DEGREES:
        return "university"
    return CLASSES.get(each.class_kind, "other")


def _subsidies(basis: Basis, register: RegisterFacts) -> Facts:
    year = basis.applied_on.year
    known = _known_lately(basis, register, "training_subsidies", date(year, 1, 1))
    ours = set(POLICY_NAMES.values())
    times = {
        y: {p: n for p, n in had.items() if p not in ours} for y, had in (register.training or {}).items()
    }
    this_year = times.get(year, {})
    before = any(times.get(y) for y in (year - 1, year))
    other = next(name for scheme, name in POLICY_NAMES.items() if scheme != basis.scheme)
    had_other = any(other in had for had in (register.training or {}).values())
    earlier = register.earlier
    return {
        "subsidies_this_year": len(this_year) if known else None,
        "payments_this_year": sum(this_year.values()) if known else None,
        "subsidies_12_months": 0 if known and not before else None,
        "payments_12_months": 0 if known and not before else None,
        "other_scheme_anywhere": True if had_other else False if known else None,
        "earlier_scheme_person": None if earlier is None else bool(earlier.whole or earlier.months),
    }


def _own_books(basis: Basis, person: Person) -> Facts:
    """What other claims of this policy hold; theirs is the last word on a grant of the other scheme."""
    granted = [each for each in basis.books.of(person.fingerprint) if each.standing == "granted"]
    own = [each for each in granted if each.scheme == basis.scheme]
    if basis.scheme == EXPAND:
        own = [each for each in own if each.party == basis.firm]
    others = [each for each in granted if each.scheme != basis.scheme]
    told: Facts = {"months_granted": len({month for each in own for month in each.granted_months})}
    told["other_scheme_here"] = any(each.party == basis.firm for each in others)
    if others:
        told["other_scheme_anywhere"] = True
    return told


def _months(basis: Basis, register: RegisterFacts, person: Person) -> list[Facts]:
    elsewhere = basis.books.of(person.fingerprint)
    insurance, earlier, wages = register.insurance, register.earlier, basis.wages
    rows = []
    for month in person.months:
        paid = basis.known.month(register, insurance.paid_here if insurance else None, month)
        here = basis.known.month(register, insurance.here if insurance else None, month)
        rows.append(
            {
                "month": month,
                "insured": paid,
                "pension_paid": True if paid else False if here is False else None,
                "paid_late": None if insurance is None or paid is None else month in insurance.backpaid_here,
                "wage": None if wages is None else wages.by.get((person.fingerprint, month), 0),
                "full": bool(paid) and (month > month_of(person.hired_on) or person.hired_on.day == 1),
                "other_scheme": any(e.scheme != basis.scheme and month in e.months for e in elsewhere),
                "earlier_scheme": None if earlier is None else month in earlier.months,
                "granted": any(e.standing == "granted" and month in e.granted_months for e in elsewhere),
            }
        )
    return rows


def _paper(basis: Basis, kind: str, host_unit: str) -> bool:
    """Whether this host unit's paper is there; a person without a host unit is covered by any."""
    hosts = {host for its, host in basis.papers if its == kind}
    return bool(hosts) and (not host_unit or host_unit in hosts or "" in hosts)


def _registered_here(credit_code: str) -> bool | None:
    """From the registrar's region in the code; registrars of the whole country leave it open."""
    region = credit_code[2:8]
    if region.startswith("10"):
        return None
    return region.startswith("11") or office_of_region(region) is not None


def _either(*answers: bool | None) -> bool | None:
    if True in answers:
        return True
    return None if None in answers else False


def half_year_months(readings: Mapping[str, str], on: date) -> int:
    """The months that must be covered to look half a year back; counted in days it may touch one more."""
    return days("lookback_months", on) + (readings.get("half_year") == "days_183")


def fingerprints(people: Iterable[Person]) -> list[str]:
    """The people's fingerprints in their order."""
    return [person.fingerprint for person in people]
