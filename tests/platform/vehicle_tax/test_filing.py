"""Filing and remitting by ten-day periods: whole, in time, nothing netted; what is late or short is found by itself."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from tests.platform.vehicle_tax.conftest import to
from tests.platform.vehicle_tax.test_collecting import caller, collect, do, entered

from gongbao.law.errors import Refusal
from gongbao.platform.audit import services as audit
from gongbao.platform.cases.services import act
from gongbao.platform.collections import services as collections
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import SYSTEM, read, write
from gongbao.platform.jobs.models import Due
from gongbao.platform.jobs.services import run_due
from gongbao.platform.vehicle_tax import demo
from gongbao.platform.vehicle_tax import services as tax
from gongbao.platform.vehicle_tax.models import FeeClaim, Item
from gongbao.platform.vehicle_tax.vehicles import owner_hash

pytestmark = pytest.mark.django_db
FEBRUARY = date(2021, 2, 3)
INSTRUMENT, KIND = "电子缴库专用缴款书", "四代解缴"


def form(number: str, amount: int, on: date, **more: Any) -> dict[str, Any]:
    return {
        "number": number, "instrument": INSTRUMENT, "tax_type": KIND, "amount": amount, "remitted_on": on,
        "treasury_reference": f"T{number}", **more,
    }  # fmt: skip


def file(insurer: demo.Insurer, day: date = FEBRUARY, **more: Any) -> dict[str, Any]:
    return do(caller(insurer), lambda tx: tax.draw_up(tx, insurer.party, day, **more))


def remit(insurer: demo.Insurer, filing: str, made: dict[str, Any]) -> dict[str, Any]:
    return do(caller(insurer), lambda tx: tax.remit(tx, insurer.party, filing, made))


def watched() -> list[tuple[str, str, int, int]]:
    write(lambda tx: tax.watch(tx), actor=SYSTEM, key=f"watch-{local_day(tax_now())}", name="test")
    with read(SYSTEM, purpose="test"):
        return sorted((f.insurer[:2], f.kind, f.amount, f.days) for f in tax.findings())


def tax_now() -> Any:
    from gongbao.platform.db import clock

    return clock.now()


def faults() -> list[Any]:
    with read(SYSTEM, purpose="test"):
        return collections.check_books("vehicle_tax")


def test_a_period_is_filed_from_its_items_and_remitted_whole(scene: demo.Scene) -> None:
    for number in (1, 2, 34):
        collect(scene.careful, number)
    gone = collect(scene.careful, 3)
    who = caller(scene.careful)
    do(who, lambda tx: tax.void(tx, who, gone["collection"], "退保"))
    with pytest.raises(tax.Coded, match="还没有结束"):
        file(scene.careful)
    to("2021-02-18 09:00")
    made = file(scene.careful)
    assert (made["lines"], made["not_due"], made["tax_fen"], made["total_fen"]) == (3, 1, 70000, 70000)
    assert (made["filing_due"], made["filing_late_after"]) == ("2021-02-18", "2021-02-23")
    assert (made["remittance_due"], made["remittance_late_after"]) == ("2021-02-20", "2021-03-02")
    with pytest.raises(tax.Coded, match="已经申报"):
        file(scene.careful)
    done = remit(scene.careful, made["filing"], form("F1", 70000, date(2021, 2, 18)))
    assert (done["state"], done["left_fen"]) == ("remitted", 0)
    assert remit(scene.careful, made["filing"], form("F1", 70000, date(2021, 2, 18))) == done
    to("2021-03-10 09:00")
    assert watched() == []
    assert faults() == []


def test_a_filed_collection_is_not_undone(scene: demo.Scene) -> None:
    first, who = collect(scene.careful, 1), caller(scene.careful)
    to("2021-02-18 09:00")
    file(scene.careful)
    with pytest.raises(tax.Coded) as fault:
        do(who, lambda tx: tax.void(tx, who, first["collection"], "退保"))
    assert fault.value.code == "filed"


def test_the_payment_form_is_the_prescribed_one(scene: demo.Scene) -> None:
    collect(scene.careful, 1)
    to("2021-02-18 09:00")
    made = file(scene.careful)
    whole = form("F9", 35000, date(2021, 2, 18))
    for change, code in (
        ({"instrument": "现金缴款书"}, "wrong_instrument"),
        ({"tax_type": "正税"}, "wrong_tax_type"),
        ({"amount": 35001}, "amount"),
        ({"amount": 0}, "amount"),
        ({"remitted_on": date(2021, 2, 19)}, "day"),
    ):
        with pytest.raises(tax.Coded) as fault:
            remit(scene.careful, made["filing"], whole | change)
        assert fault.value.code == code
    netted = whole | {"amount": 33951}  # a fee of 3 % kept back: taken, and short
    assert remit(scene.careful, made["filing"], netted)["left_fen"] == 1049
    assert faults() == []


def test_two_insurers_may_use_the_same_form_number_and_learn_nothing_of_each_other(scene: demo.Scene) -> None:
    collect(scene.careful, 1)
    collect(scene.careless, 2)
    to("2021-02-18 09:00")
    for insurer in (scene.careful, scene.careless):
        made = file(insurer)
        done = remit(insurer, made["filing"], form("F1", 35000, date(2021, 2, 18)))
        assert done["state"] == "remitted"
    with pytest.raises(tax.Coded) as fault:
        remit(scene.careless, made["filing"], form("F1", 34999, date(2021, 2, 18)))
    assert fault.value.code == "form_used"
    assert faults() == []


def test_late_and_short_are_found_by_themselves_each_once(scene: demo.Scene) -> None:
    collect(scene.careless, 1)
    collect(scene.careful, 2)
    to("2021-02-23 23:59")
    assert watched() == []
    to("2021-02-24 08:00")
    assert watched() == [("华京", "not_filed", 35000, 1), ("朔方", "not_filed", 35000, 1)]
    file(scene.careful)
    made = file(scene.careless)
    remit(scene.careless, made["filing"], form("S1", 33950, date(2021, 2, 24)))
    to("2021-03-03 08:00")
    found = watched()
    assert ("朔方", "under_remitted", 1050, 1) in found
    assert ("华京", "under_remitted", 35000, 1) in found
    assert ("朔方", "late_filing", 35000, 1) in found
    to("2021-03-05 08:00")
    remit(scene.careless, made["filing"], form("S2", 1050, date(2021, 3, 5)))
    assert ("朔方", "late_remittance", 35000, 3) in watched()
    with read(SYSTEM, purpose="test"):
        cases = [f.case for f in tax.findings()]
        rows = {(f.insurer[:2], f.kind): f for f in tax.findings()}
    # 339.50 yuan came in time; 10.50 came three days late: 1050 × 3 × 0.05 % = 1.575 fen
    assert rows["朔方", "late_remittance"].late_fee == 2
    # 350 yuan of the other insurer are three days late and still missing: 35000 × 3 × 0.05 % = 52.5 fen
    assert rows["华京", "under_remitted"].late_fee == 53
    ended = {place: (row.ended_on, row.ended.en) for place, row in rows.items() if row.ended_on}
    assert ended == {
        ("朔方", "not_filed"): (date(2021, 3, 3), "Put right"),
        ("华京", "not_filed"): (date(2021, 3, 3), "Put right"),
        ("朔方", "under_remitted"): (date(2021, 3, 5), "Put right"),
    }
    assert None not in cases
    assert len(set(cases)) == len(cases)
    assert faults() == []


def test_the_daily_look_runs_by_itself_and_plans_the_next(scene: demo.Scene) -> None:
    collect(scene.careless, 1)
    to("2021-02-24 06:00")
    run_due()
    with read(SYSTEM, purpose="test"):
        assert [f.kind for f in tax.findings()] == ["not_filed"]
        assert Due.objects.filter(kind=tax.WATCH, key=f"{tax.WATCH}:2021-02-25").exists()


def test_the_other_reading_is_late_earlier(scene: demo.Scene) -> None:
    collect(scene.careful, 1)
    to("2021-02-19 09:00")
    made = file(scene.careful, reading="roll")
    assert made["filing_late_after"] == "2021-02-18"
    assert [kind for _, kind, *_ in watched()] == ["late_filing"]


def test_our_books_the_insurers_and_the_treasurys_agree_to_the_fen(scene: demo.Scene) -> None:
    items = [collect(scene.careful, n)["years"][0]["number"] for n in (1, 2, 3)]
    to("2021-02-18 09:00")
    made = file(scene.careful)
    remit(scene.careful, made["filing"], form("F1", 70000, date(2021, 2, 18)))
    lines = [f"{items[0]},350.00", f"{items[1]},340.00", "VT-NOWHERE,350.00", "bad line", "TOTAL,1040.00"]
    content = "\n".join(["number,amount", *lines, ""]).encode()
    party, who = scene.careful.party, caller(scene.careful)
    told = do(who, lambda tx: tax.reconcile(tx, party, FEBRUARY, content))
    assert told["totals"] == {"insurer": 104000, "platform": 105000, "treasury": 70000}
    assert (told["differing"], told["unexplained"], len(told["faults"])) == (3, 0, 1)
    with read(who.actor, purpose="test"):
        (row,) = tax.books(party)
    assert {d.number: d.amount for d in row.differences} == {
        items[1]: 1000,
        items[2]: 35000,
        "VT-NOWHERE": 35000,
    }
    for broken, code in (
        (b"number,amount\nA,1.00\n", "books_truncated"),
        (b"number,amount\nA,1.00\nTOTAL,2.00\n", "books_total"),
        (b"a,b\n", "books_head"),
        (b"\xff\xfe", "books_encoding"),
    ):
        with pytest.raises(tax.Coded) as fault:
            do(who, lambda tx, b=broken: tax.reconcile(tx, party, FEBRUARY, b))
        assert fault.value.code == code


def test_the_fee_is_applied_for_checked_and_paid_never_netted(scene: demo.Scene) -> None:
    for number in (1, 2, 38):
        collect(scene.careful, number)
    to("2021-02-18 09:00")
    made = file(scene.careful)
    assert made["late_fee_fen"] > 0
    remit(scene.careful, made["filing"], form("F1", made["total_fen"] - 1, date(2021, 2, 18)))
    party, clerk = scene.careful.party, scene.careful.actor
    with pytest.raises(tax.Coded, match="入库税款为 0 元"):
        demo.do(lambda tx: tax.apply_for_fee(tx, party, 2021, made["tax_fen"]), clerk, key="fee/0")
    remit(scene.careful, made["filing"], form("F2", 1, date(2021, 2, 18)))
    case = demo.do(lambda tx: tax.apply_for_fee(tx, party, 2021, made["tax_fen"]), clerk, key="fee/1")
    with pytest.raises(Refusal, match="已有同一事项"):
        demo.do(lambda tx: tax.apply_for_fee(tx, party, 2021, made["tax_fen"]), clerk, key="fee/2")

    def step(action: str, role: str, person: str, **body: Any) -> Any:
        who = demo.officer(role, person=person)
        return demo.do(
            lambda tx: act(tx, UUID(case["case"]), action, role, body), who, key=f"{action}/{person}"
        )

    step("check", "tax_officer", "ann")
    with pytest.raises(Refusal, match="另一人"):
        step("approve", "tax_reviewer", "ann")
    step("approve", "tax_reviewer", "ben")
    step("pay", "tax_officer", "ann", slip="P-2021-001")
    with read(SYSTEM, purpose="test"):
        claim = FeeClaim.objects.get()
        assert (claim.state, claim.slip, claim.rate) == ("paid", "P-2021-001", "3/100")
        assert claim.fee == (made["tax_fen"] * 3 + 50) // 100
    assert faults() == []


def test_the_certificate_comes_after_the_tenth_and_only_once_the_tax_arrived(scene: demo.Scene) -> None:
    made = collect(scene.careful, 1)
    owner = entered(1)["owner_number"]

    def ask() -> Any:
        return demo.do(
            lambda tx: tax.issue_certificate(tx, vin=demo.vin(1), owner_number=owner, tax_year=2021),
            demo.SYSTEM, key=f"certificate/{tax_now()}",
        )  # fmt: skip

    assert tax.first_day(FEBRUARY) == date(2021, 3, 11)
    to("2021-03-10 23:00")
    with pytest.raises(tax.Coded, match="2021-03-11起"):
        ask()
    to("2021-03-11 08:00")
    with pytest.raises(tax.Coded, match="没有入库"):
        ask()
    filed = file(scene.careful)
    remit(scene.careful, filed["filing"], form("F1", 35000, date(2021, 3, 11)))
    to("2021-03-11 09:00")
    first = ask()
    to("2021-03-12 09:00")
    assert ask() == first
    from gongbao.platform.letters.services import verify_code

    found = verify_code(first["code"])
    assert found is not None
    assert found.number == first["number"]
    assert made["collection"]
    with pytest.raises(tax.Coded) as fault:
        demo.do(
            lambda tx: tax.issue_certificate(tx, vin=demo.vin(1), owner_number="110102198001019999", tax_year=2021),
            demo.SYSTEM, key="certificate/other",
        )  # fmt: skip
    assert fault.value.code == "not_found"


def test_taxpayers_are_read_for_tax_only_and_each_reading_is_logged(scene: demo.Scene) -> None:
    number = collect(scene.careful, 1)["years"][0]["number"]
    officer = demo.officer("tax_officer")
    for purpose in ("", "marketing", "insurance sales"):
        with pytest.raises(Refusal, match="只能用于办税"):
            tax.taxpayer(officer, number, purpose)
    assert tax.taxpayer(officer, number, "inspect") == "样例车主"
    with pytest.raises(Refusal):
        tax.taxpayer(scene.careless.actor, number, "inspect")
    subject = owner_hash(entered(1)["owner_number"])
    log = [(a.allowed, a.purpose) for a in audit.accesses(subject=subject)]
    assert log == [(True, "vehicle_tax.inspect")]


def test_an_inspection_shows_the_insurer_whole(scene: demo.Scene) -> None:
    collect(scene.careful, 1)
    collect(scene.careful, 2, token=scene.careful.unit_token)
    party = scene.careful.party
    control = {
        "title": "代收代缴工作制度",
        "release": "1",
        "in_force": date(2021, 1, 1),
        "duties": "收取、申报、复核分设",
    }
    training = {"held_on": date(2021, 1, 20), "subject": "车船税政策", "unit": "HD02", "people": 12}
    demo.do(lambda tx: tax.keep_control(tx, party, control), scene.careful.actor, key="control")
    demo.do(lambda tx: tax.keep_training(tx, party, training), scene.careful.actor, key="training")
    with read(demo.officer("tax_officer"), purpose="inspect"):
        seen = tax.inspect(party, date(2021, 1, 1), date(2021, 12, 31))
    assert [(t.unit, t.lines, t.tax) for t in seen.totals] == [("", 1, 35000), ("HD02", 1, 35000)]
    assert [(s.release, s.code) for s in seen.systems] == [(demo.RELEASE, "accepted")]
    assert [r.code for r in seen.records] == ["training", "control"]
    assert seen.standings[0].collected == 70000
    with (
        read(demo.officer("tax_officer", "haidian", person="other"), purpose="inspect"),
        pytest.raises(tax.Coded),
    ):
        tax.inspect(party, date(2021, 1, 1), date(2021, 12, 31))
    with read(SYSTEM, purpose="test"):
        assert Item.objects.count() == 2


def test_a_duty_not_met_is_heard_and_decided_by_a_second_person(scene: demo.Scene) -> None:
    collect(scene.careless, 1)
    to("2021-02-24 08:00")
    watched()
    with read(SYSTEM, purpose="test"):
        (finding,) = tax.findings()
    first, second = demo.officer("tax_officer", person="ann"), demo.officer("tax_reviewer", person="ben")
    number = next(line.number for line in tax.cases(first) if "到期未申报" in line.title)
    insurer = scene.careless.actor

    def step(who: Any, action: str, **body: Any) -> None:
        tax.do(who, number, action, body, key=f"{action}/{who.name}", seen=None)

    step(first, "notify")
    with pytest.raises(Refusal, match="不办理这一步"):
        step(insurer, "decide", outcome="drop", reasons=["put_right"])
    step(insurer, "state", statement="系统升级耽误，已补报")
    with pytest.raises(Refusal):
        step(second, "decide", outcome="sanction", basis="征管法第六十二条")  # no reason chosen
    step(second, "decide", outcome="sanction", reasons=["late_filing"], basis="征管法第六十二条")
    view = tax.case_view(second, number)
    assert (view.case.state, view.case.key) == ("decided", finding.case)
    assert [entry.action for entry in view.entries] == ["notify", "state", "decide"]
    with read(SYSTEM, purpose="test"):
        (ended,) = tax.findings()
    assert (ended.ended_on, ended.ended.en) == (date(2021, 2, 24), "Decided")
    to("2021-02-25 08:00")
    watched()
    with read(SYSTEM, purpose="test"):
        (after,) = tax.findings()
    assert (after.ended_on, after.days) == (date(2021, 2, 24), 1), "what was decided is not opened again"


def test_many_insurers_and_periods_are_looked_at_in_a_few_statements(
    scene: demo.Scene, django_assert_max_num_queries: Any
) -> None:
    for number, insurer in enumerate((scene.careful, scene.careless) * 3, 1):
        to(f"2021-02-{3 + 10 * ((number - 1) // 2):02d} 10:00")
        collect(insurer, number)
    to("2021-02-24 08:00")
    watched()
    to("2021-02-25 08:00")
    with django_assert_max_num_queries(25):
        watched()


def test_a_closed_unit_collects_no_more(scene: demo.Scene) -> None:
    assert collect(scene.careful, 1, token=scene.careful.unit_token)["total_fen"] == 35000
    party, clerk = scene.careful.party, scene.careful.actor
    assert demo.do(lambda tx: tax.close_unit(tx, party, "HD02"), clerk, key="close") == 1
    with pytest.raises(tax.Coded) as fault:
        tax.admit(scene.careful.unit_token)
    assert fault.value.status == 401
    with pytest.raises(tax.Coded):
        demo.do(lambda tx: tax.close_unit(tx, party, "HD02"), clerk, key="close/2")
    demo.do(lambda tx: tax.add_unit(tx, party, "HD02", "海淀营业部", "branch"), clerk, key="open")
    with read(SYSTEM, purpose="test"):
        assert [u.active for u in tax.units(party) if u.code == "HD02"] == [True]


def test_the_late_fee_of_a_sanction_is_charged_once_and_paid_with_its_own_form(scene: demo.Scene) -> None:
    collect(scene.careless, 1)
    to("2021-02-18 09:00")
    made, party, clerk = file(scene.careless), scene.careless.party, scene.careless.actor
    to("2021-03-12 08:00")
    watched()
    with read(SYSTEM, purpose="test"):
        (finding,) = tax.findings()
    assert (finding.kind, finding.late_fee) == ("under_remitted", 175)  # 35000 fen × 10 days × 0.05 %
    remit(scene.careless, made["filing"], form("L1", 35000, date(2021, 3, 12)))
    first, second = demo.officer("tax_officer", person="ann"), demo.officer("tax_reviewer", person="ben")
    number = next(line.number for line in tax.cases(first) if "未足额" in line.title)
    for who, action, body in (
        (first, "notify", {}),
        (clerk, "state", {"statement": "系统故障"}),
        (
            second,
            "decide",
            {"outcome": "sanction", "reasons": ["under_remitted"], "basis": "征管法第三十二条"},
        ),
    ):
        tax.do(who, number, action, body, key=f"{action}/{who.name}", seen=None)
    with read(clerk, purpose="test"):
        (owed,) = tax.late_fees(party)
    assert (owed.amount, owed.left) == (175, 175)

    def pay(name: str, amount: int) -> Any:
        return do(
            caller(scene.careless),
            lambda tx: tax.pay_late_fee(tx, party, owed.number, form(name, amount, date(2021, 3, 12))),
        )

    for name, amount, code in (("L2", 176, "amount"), ("L1", 175, "form_used")):
        with pytest.raises(tax.Coded) as fault:
            pay(name, amount)
        assert fault.value.code == code
    assert pay("L2", 175) == {"late_fee": owed.number, "left_fen": 0}
    assert pay("L2", 175)["left_fen"] == 0, "the same form again changes nothing"
    assert faults() == []
