"""A month from declaration to the agency's record: assessed once by the rule, collected as handed over, proved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.platform.social_insurance_collection.world import (
    AGENCY,
    MONTH,
    OFFICE,
    REVIEW,
    TAX,
    act,
    bank_line,
    declared,
    do,
    firm,
    flexible,
    handed_over,
    person_number,
    seen,
    staff,
)

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases import services as cases
from gongbao.platform.collections import services as collections
from gongbao.platform.db import clock
from gongbao.platform.db.services import CITY, new_key
from gongbao.platform.jobs.services import run_due
from gongbao.platform.letters import services as letters
from gongbao.platform.social_insurance_collection import services as social

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
SCHEME = social.SCHEME


@pytest.fixture
def january() -> Iterator[None]:
    with clock.frozen(datetime(2021, 1, 11, 10, 0, tzinfo=clock.ZONE)):
        yield


def state(case: UUID) -> str:
    return seen(lambda: cases.Case.objects.get(key=case).state)


def charges() -> list[collections.ChargeRow]:
    return seen(lambda: sorted(collections.charges(SCHEME), key=lambda c: c.number))


def test_a_firms_month_is_assessed_and_collected_exactly_as_handed_over() -> None:
    _, actor = firm()
    case = handed_over(actor, staff(3))
    rows = {c.item: c for c in charges()}
    # 10,000.01 + 10,000.02 + 10,000.03 yuan; each part rounded for each person
    assert rows["pension"].parts == {"employer": 480_000, "employee": 240_000}
    assert rows["unemployment"].parts == {"employer": 24_000, "employee": 6_000}
    assert rows["injury"].parts == {"employer": 4_800}
    assert rows["medical"].parts == {"employer": 294_000, "employee": 60_900}
    assert (rows["pension"].due, rows["medical"].due) == (date(2021, 1, 28), date(2021, 2, 25))
    assert rows["pension"].basis["parameters"]["pension_employer_rate"]["value"] == "4/25"
    assert rows["pension"].basis["parameters"]["pension_employer_rate"]["source"][0]
    assert "medical_employer_rate" not in rows["pension"].basis["parameters"]
    row = seen(lambda: cases.Case.objects.get(key=case))
    assert (row.state, row.due) == ("handed_over", date(2021, 1, 28))
    assert seen(lambda: collections.check_books(SCHEME)) == []


def test_who_is_not_registered_cannot_declare() -> None:
    from gongbao.platform.db.services import Actor, new_key

    stranger = Actor("party", account=new_key(), party=new_key())
    with pytest.raises(Refusal, match="没有参保登记"):
        do(lambda tx: str(social.open_declaration(tx, MONTH).key), stranger)


def test_a_person_twice_is_refused_and_names_the_line() -> None:
    _, actor = firm()
    people = staff(2)
    with pytest.raises(Refusal, match="第3行"):
        declared(actor, [*people, people[0]])


def test_a_back_dated_base_sends_differences_for_every_month_since() -> None:
    key, actor = firm()
    handed_over(actor, staff(1), MONTH - 1)
    handed_over(actor, staff(1), MONTH)
    paid_all()
    with clock.frozen(datetime(2021, 1, 20, 10, 0, tzinfo=clock.ZONE)):
        higher = [social.Staff("职工1", person_number(1), 2_000_000, False)]
        handed_over(actor, higher, MONTH - 1)
    differences = [c for c in charges() if c.corrects]
    pension = {c.period: c.amount for c in differences if c.item == "pension"}
    # 24 % of 9,999.99 yuan more, in both months
    assert pension == {MONTH - 1: 240_000, MONTH: 240_000}
    assert all(c.due and c.due >= date(2021, 1, 20) for c in differences)
    assert {c.corrects for c in differences if c.item == "pension"} <= {c.number for c in charges()}
    assert seen(lambda: collections.check_books(SCHEME)) == []
    assert key


def test_a_lower_base_becomes_credit_for_what_is_still_owed() -> None:
    _, actor = firm()
    handed_over(actor, staff(1, base=2_000_000), MONTH - 1)
    paid_all()
    handed_over(actor, staff(1, base=1_000_000), MONTH - 1)
    less = [c for c in charges() if c.amount < 0]
    assert {c.item for c in less} == {"pension", "unemployment", "injury", "medical"}
    loose = sum(p.unallocated for p in seen(lambda: collections.payments(SCHEME, loose=True)))
    assert loose == -sum(c.amount for c in less)
    handed_over(actor, staff(1, base=1_000_000), MONTH)
    assert seen(lambda: collections.check_books(SCHEME)) == []


def paid_all() -> None:
    """Everything owed is paid by transfer."""
    owed: dict[str, list[collections.ChargeRow]] = {}
    for row in charges():
        if row.left > 0:
            owed.setdefault(row.payer_hash, []).append(row)
    for rows in owed.values():
        who = collections.Payer("firm", rows[0].payer_name, rows[0].payer_hash, rows[0].payer_shown, OFFICE)
        do(
            lambda tx, who=who, rows=rows: (
                collections.receive(
                    tx,
                    SCHEME,
                    who,
                    sum(r.left for r in rows),
                    channel="transfer",
                    source="test",
                    reference=rows[0].number,
                    received_on=date(2021, 1, 20),
                    charges=[r.number for r in rows],
                ).settled
            )
        )


def test_paid_months_close_and_the_agency_is_told() -> None:
    _, actor = firm()
    case = handed_over(actor, staff(2))
    with pytest.raises(Refusal):
        act(case, "close", TAX, "tax_officer")
    paid_all()
    with clock.frozen(datetime(2021, 1, 21, 2, 30, tzinfo=clock.ZONE)):
        run_due(limit=20)
        run_due(limit=20)
    assert state(case) == "collected", "the nightly round was planned by the hand-over"
    from gongbao.platform.social_insurance_collection.models import RightsNotice

    assert seen(lambda: RightsNotice.objects.count()) == 4


def test_a_dispute_goes_back_to_the_agency_and_the_tax_side_never_recomputes() -> None:
    _, actor = firm()
    case = handed_over(actor, staff(1))
    act(case, "dispute", actor, "applicant", {"statement": "基数不对"})
    assert state(case) == "disputed"
    with pytest.raises(Refusal):
        act(case, "settle_dispute", TAX, "tax_officer", {"outcome": "upheld"})
    act(
        case,
        "settle_dispute",
        AGENCY,
        "insurance_agency",
        {"outcome": "corrected", "reasons": ["record_wrong"]},
    )
    assert state(case) == "handed_over"
    assert [c.number for c in charges() if c.corrects] == [], "nothing changed, nothing is sent"


def test_flexible_workers_are_debited_on_the_stored_days_and_mismatches_wait() -> None:
    for n in (701, 702, 703):
        flexible(n)
    do(
        lambda tx: social.load_debit_calendar(tx, MONTH, [date(2021, 1, 8), date(2021, 1, 18)], "扣款日历"),
        TAX,
    )
    assert do(lambda tx: social.assess_month(tx, MONTH).assessed) == 3
    assert do(lambda tx: social.assess_month(tx, MONTH).assessed) == 0
    assert {c.amount for c in charges() if c.item == "pension"} == {72_260}
    assert {c.due for c in charges() if c.item == "pension"} == {date(2021, 1, 18)}
    lines = [bank_line(701), bank_line(702, name="别人"), bank_line(703, number=person_number(1))]
    do(lambda tx: social.record_bank(tx, "bob", lines, date(2021, 1, 5)), TAX)
    assert do(lambda tx: len(social.compare_registrations(tx, MONTH)), TAX) == 2
    kept = [(m.name, m.why) for m in seen(social.mismatches)]
    assert kept == [("灵活702", "name"), ("灵活703", "number")]
    batch = UUID(do(lambda tx: str(social.plan(tx, "bob", date(2021, 1, 18), flexible=True)), TAX))
    do(lambda tx: collections.send_debits(tx, batch), TAX)
    file = seen(lambda: collections.debit_file(batch))
    assert (file.count, file.total) == (1, 72_260 + 3_613), "the medical sum is collected in February"
    do(
        lambda tx: social.record_bank(tx, "bob", [bank_line(702), bank_line(703)], date(2021, 1, 16)),
        TAX,
    )
    assert do(lambda tx: len(social.compare_registrations(tx, MONTH)), TAX) == 0
    assert do(lambda tx: str(social.plan(tx, "bob", date(2021, 1, 18), flexible=True)), TAX) != "None"


def test_injury_insurance_is_refused_for_a_flexible_worker() -> None:
    with pytest.raises(Refusal, match="没有工伤保险") as caught:
        flexible(710, joins=("pension", "injury"))
    assert caught.value.clause == "she-2020-18/1.2.a"


def test_a_failed_debit_is_tried_three_times_in_a_month() -> None:
    _, actor = firm()
    handed_over(actor, staff(1))
    who = seen(lambda: social.payer_of_firm(social.registration_of(actor.party)))
    do(
        lambda tx: str(
            collections.sign(
                tx, who, "tri_party", bank="icbc", account_name=who.name, account="6222000012345678",
                signed_on=date(2021, 1, 1),
            )
        ),
        TAX,
    )  # fmt: skip
    for turn in range(3):
        day = date(2021, 1, 11 + turn)
        batch = UUID(do(lambda tx, day=day: str(social.plan(tx, "icbc", day, flexible=False)), TAX))
        do(lambda tx, batch=batch: collections.send_debits(tx, batch), TAX)
        file = seen(lambda batch=batch: collections.debit_file(batch))
        layout = collections.LAYOUTS["fixed"]
        number, debits = collections.read_debits(layout, file.content)
        told = [collections.Result(d.number, d.amount, "failed", day, "余额不足", 2) for d in debits]
        content = collections.write_results(layout, number, told)
        do(
            lambda tx, content=content: (
                collections.import_results(tx, SCHEME, content, name="r", sender="icbc", office=CITY).failed
            ),
            TAX,
        )
    assert do(lambda tx: social.plan(tx, "icbc", date(2021, 1, 14), flexible=False), TAX) is None
    out = seen(lambda: social.left_out(date(2021, 1, 14), payer_hash=who.hash))
    assert ["3次" in (out.why(c) or Text("", "")).zh for c in charges() if c.item != "medical"] == [True] * 3
    assert seen(lambda: social.left_out(date(2021, 2, 1))).numbers == {}, "a new month ends it"


def test_a_project_pays_once_by_project() -> None:
    key, _ = firm()
    project = do(
        lambda tx: str(social.register_project(tx, key, "P-1", "样例大厦", 1_000_000_000, date(2021, 1, 11))),
        AGENCY,
    )
    sent = do(lambda tx: list(map(str, social.charge_project(tx, project))), AGENCY)
    assert sent[:3] == ["SI-PROJECT-P-1", "1", "8000000"]
    do(lambda tx: list(map(str, social.charge_project(tx, project))), AGENCY)
    assert len(charges()) == 1


def test_late_payers_are_reminded_once_a_day_with_the_fee() -> None:
    _, actor = firm()
    handed_over(actor, staff(1))
    with clock.frozen(datetime(2021, 2, 1, 9, 0, tzinfo=clock.ZONE)):
        assert do(lambda tx: social.remind(tx), TAX) == 3, "medical is due in February"
        assert do(lambda tx: social.remind(tx), TAX) == 0
        pension = next(c for c in charges() if c.item == "pension")
        assert social.fee_shown(pension, date(2021, 2, 1)) == 480  # 2,400 yuan × 4 days × 0.05 %
        assert social.fee_shown(pension, date(2021, 1, 28)) == 0


def test_paying_online_needs_an_agreement_and_happens_once(tmp_path: Path) -> None:
    _, actor = firm()
    handed_over(actor, staff(1))
    who = seen(lambda: social.payer_of_firm(social.registration_of(actor.party)))
    numbers = [c.number for c in charges()]

    def pay(why: str = "") -> int:
        bank = collections.LocalDebitBank(tmp_path / (why or "good"), lambda _: why)
        return social.pay_online(actor, numbers, key=f"pay-{new_key()}", bank=bank)

    with pytest.raises(Refusal, match="三方协议"):
        pay()
    case = UUID(do(lambda tx: social.send_agreement(tx, "icbc", who.name, "6222000012345678")["case"], actor))
    from gongbao.platform.access.services import StepUpNeeded

    with pytest.raises((Refusal, StepUpNeeded)):
        act(case, "confirm", TAX, "tax_officer", {"outcome": "confirmed"})
    stepped = TAX.__class__(**{**TAX.__dict__, "stepped_up_at": clock.now()})
    act(case, "confirm", stepped, "tax_officer", {"outcome": "confirmed"})
    with pytest.raises(Refusal, match="余额不足"):
        pay("余额不足")
    assert {c.state for c in charges()} == {"open"}
    assert pay() == sum(c.amount for c in charges())
    with pytest.raises(Refusal, match="已缴清"):
        pay()
    assert seen(lambda: collections.check_books(SCHEME)) == []


def test_the_days_without_service_collect_nothing() -> None:
    _, actor = firm()
    with clock.frozen(datetime(2020, 11, 8, 23, 0, tzinfo=clock.ZONE)):
        with pytest.raises(Refusal, match="恢复办理") as caught:
            social.pay_online(actor, ["x"], key=f"pay-{new_key()}")
        assert caught.value.clause == "she-2020-18/4.p1"
        with pytest.raises(Refusal, match="恢复办理"):
            do(lambda tx: str(social.plan(tx, "icbc", date(2020, 11, 8), flexible=True)), TAX)


def test_an_account_with_two_holders_is_refused_and_the_same_line_twice_is_one() -> None:
    same = [bank_line(730), bank_line(730)]
    assert do(lambda tx: social.record_bank(tx, "bob", same, date(2021, 1, 5)), TAX) == 1
    two = [bank_line(731), bank_line(731, name="别人")]
    with pytest.raises(Refusal, match="两个不同的户主") as caught:
        do(lambda tx: social.record_bank(tx, "bob", two, date(2021, 1, 5)), TAX)
    assert caught.value.where == "…0731"


def test_whom_the_rule_does_not_settle_waits_and_the_others_go_on() -> None:
    from gongbao.platform.social_insurance_collection.models import FlexibleRegistration

    flexible(740)
    odd = flexible(741)
    seen(lambda: FlexibleRegistration.objects.filter(pk=odd).update(insured_by_employer=True))

    def assess(tx: Any) -> list[Any]:
        done = social.assess_month(tx, MONTH)
        return [done.assessed, [each.name for each in done.unsettled]]

    assert do(assess) == [1, ["灵活741"]]
    assert {c.payer_name for c in charges()} == {"灵活740"}


def test_a_months_assessment_goes_on_by_itself_in_few_statements(django_assert_max_num_queries: Any) -> None:
    for n in range(750, 757):
        flexible(n)
    with django_assert_max_num_queries(60):
        done = do(lambda tx: list(social.assess_month(tx, MONTH, most=3)))
    assert (done[0], done[2]) == (3, 4)
    run_due()
    assert len(charges()) == 21
    from gongbao.platform.social_insurance_collection.models import Assessment

    files = seen(lambda: set(Assessment.objects.values_list("charge_file", flat=True)))
    assert files == {f"SI-2021-01-flexible-{OFFICE}-0001", f"SI-2021-01-flexible-{OFFICE}-0002"}
    assert seen(lambda: collections.check_books(SCHEME)) == []


def test_an_agreement_in_another_name_is_refused() -> None:
    _, actor = firm()
    with pytest.raises(Refusal, match="账户属于本企业"):
        do(lambda tx: social.send_agreement(tx, "icbc", "别的公司", "6222000012345678"), actor)


def test_voucher_and_certificate_are_letters_of_the_payer() -> None:
    _, actor = firm()
    handed_over(actor, staff(1))
    who = seen(lambda: social.payer_of_firm(social.registration_of(actor.party)))
    numbers = [c.number for c in charges() if c.item == "pension"]
    made = do(lambda tx: [str(x) for x in social.print_voucher(tx, who, numbers, "client")[0]], actor)
    again = do(lambda tx: [str(x) for x in social.print_voucher(tx, who, numbers, "client")[0]], actor)
    assert made == again
    do(
        lambda tx: (
            collections.pay_voucher(
                tx, made[1], int(made[2]), on=date(2021, 1, 12), bank="icbc", reference="B-1"
            ).settled
        ),
        TAX,
    )
    medical = [c.number for c in charges() if c.item == "medical"]
    do(lambda tx: social.print_voucher(tx, who, medical, "client")[0].code, actor)
    with clock.frozen(datetime(2021, 1, 18, 23, 59, tzinfo=clock.ZONE)):
        assert do(lambda tx: collections.expire_vouchers(tx)) == 0, "good to the end of its seventh day"
    with clock.frozen(datetime(2021, 1, 19, 0, 1, tzinfo=clock.ZONE)):
        shown = seen(lambda: collections.vouchers(SCHEME, who.hash, date(2021, 1, 19)))
        assert [each.state for each in shown] == ["expired", "used"], "before the nightly round has closed it"
        assert do(lambda tx: collections.expire_vouchers(tx)) == 1
    found = [each.standing.en for each in seen(lambda: letters.letters(office=OFFICE))]
    assert found == ["Used", "Expired"], "who checks the printed code is told so"
    letter = do(lambda tx: str(social.certificate(tx, who, MONTH, MONTH).number), actor)
    assert letter.startswith("京税社保证〔2021〕")
    assert REVIEW.roles


def test_the_late_fee_is_shown_only_unless_the_other_reading_is_chosen() -> None:
    _, actor = firm()
    handed_over(actor, staff(1))
    rows = [c for c in charges() if c.item == "pension"]
    who = seen(lambda: social.payer_of_firm(social.registration_of(actor.party)))
    do(
        lambda tx: collections.receive(
            tx, SCHEME, who, rows[0].amount, channel="transfer", source="t", reference="late",
            received_on=date(2021, 1, 30), charges=[rows[0].number],
        ).settled
    )  # fmt: skip
    assert do(lambda tx: social.charge_late_fees(tx)) == 0
    charge = {"late_fee_effect": "charge"}
    assert do(lambda tx: social.charge_late_fees(tx, charge)) == 1
    assert do(lambda tx: social.charge_late_fees(tx, charge)) == 0
    fees = [c for c in charges() if c.corrects == rows[0].number]
    assert [c.amount for c in fees] == [240]  # 2,400.00 yuan × 2 days × 0.05 %


def test_three_failed_months_stop_the_debit() -> None:
    flexible(720)
    months = [2021 * 12 + 6 + n for n in range(3)]  # July to September 2021
    do(lambda tx: social.record_bank(tx, "bob", [bank_line(720)], date(2021, 7, 1)), TAX)
    for turn, month in enumerate(months):
        with clock.frozen(datetime(2021, 7 + turn, 5, 9, 0, tzinfo=clock.ZONE)):
            do(lambda tx, month=month: social.assess_month(tx, month).assessed)
            day = date(2021, 7 + turn, 8)
            found = do(lambda tx, day=day: str(social.plan(tx, "bob", day, flexible=True)), TAX)
            batch = UUID(found)
            do(lambda tx, batch=batch: collections.send_debits(tx, batch), TAX)
            layout = collections.LAYOUTS["fixed"]
            file = seen(lambda batch=batch: collections.debit_file(batch))
            number, debits = collections.read_debits(layout, file.content)
            told = [collections.Result(d.number, d.amount, "failed", day, "余额不足", 2) for d in debits]
            content = collections.write_results(layout, number, told)
            do(
                lambda tx, content=content: (
                    collections.import_results(
                        tx, SCHEME, content, name="r", sender="bob", office=CITY
                    ).failed
                ),
                TAX,
            )
    with clock.frozen(datetime(2021, 9, 17, 9, 0, tzinfo=clock.ZONE)):
        assert do(lambda tx: social.plan(tx, "bob", date(2021, 9, 18), flexible=True), TAX) is None
        out = seen(lambda: social.left_out(date(2021, 9, 18)))
    assert ["连续3个月" in (out.why(c) or Text("", "")).zh for c in charges()] == [True] * 9


def test_who_pays_by_quarter_is_debited_in_its_last_month() -> None:
    july = 2021 * 12 + 6
    with clock.frozen(datetime(2021, 7, 5, 9, 0, tzinfo=clock.ZONE)):
        flexible(760, pays="quarter", registered_on=date(2021, 7, 1))
        do(lambda tx: social.record_bank(tx, "bob", [bank_line(760)], date(2021, 7, 1)), TAX)
        do(lambda tx: social.assess_month(tx, july).assessed)
        due = {c.item: c.due for c in charges()}
        assert due == {
            "pension": date(2021, 9, 18),
            "unemployment": date(2021, 9, 18),
            "medical": date(2021, 8, 18),
        }
        assert do(lambda tx: social.plan(tx, "bob", date(2021, 7, 8), flexible=True), TAX) is None
    with clock.frozen(datetime(2021, 9, 7, 9, 0, tzinfo=clock.ZONE)):
        batch = UUID(do(lambda tx: str(social.plan(tx, "bob", date(2021, 9, 8), flexible=True)), TAX))
        assert seen(lambda: collections.debit_file(batch)).total == sum(c.amount for c in charges())
    with pytest.raises(Refusal, match="缴费周期") as caught:
        flexible(761, pays="quarter")
    assert caught.value.clause == "she-2020-18/2.2.b"
