"""A contract's whole life: proposed, negotiated, signed, logged, packed, verified, changed, renewed, ended."""

from __future__ import annotations

from datetime import date

import pytest
from tests.platform.electronic_contracts import world
from tests.platform.electronic_contracts.world import PASSWORD, key

from gongbao.law.errors import Refusal
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.electronic_contracts import (
    agreeing,
    drafting,
    ending,
    ledger,
    packing,
    reports,
    signing,
    store,
)
from gongbao.platform.electronic_contracts.models import Contract

pytestmark = pytest.mark.django_db


def test_from_draft_to_a_package_that_verifies(ready: world.Town) -> None:
    number = world.effective(ready)
    assert world.contract(number).state == "effective"
    world.jobs()
    with read(SYSTEM, purpose="test"):
        assert ledger.check() >= 2
        assert store.broken_event(Contract.objects.get(number=number)) is None
    for who in (ready.employer, ready.worker):
        name, package = packing.download(who, number, "package")
        assert name.endswith(".zip")
        assert packing.verify_upload(who, package).answer == "valid", packing.verify_upload(
            who, package
        ).say()
    _, pdf = packing.download(ready.worker, number, "contract")
    assert pdf.startswith(b"%PDF")
    report = packing.verify_own(ready.worker, number)
    assert report.answer == "valid", report.say()
    spoiled = bytearray(package)
    spoiled[len(spoiled) // 2] ^= 1
    assert packing.verify_upload(ready.worker, bytes(spoiled)).answer == "invalid"


def test_negotiated_versions_are_compared(ready: world.Town) -> None:
    number = world.proposed(ready)
    agreeing.answer(ready.worker, number, "change", wish="月工资改为八千元", key=key())
    drafting.revise(ready.employer, number, {"wage": 800000, "probation_wage": 640000}, key=key())
    drafting.propose(ready.employer, number, key=key())
    told = reports.whole(ready.worker, number)
    assert told["wish"] == "月工资改为八千元"
    assert {label.zh for label, _, _ in told["differences"]} == {"月工资", "试用期月工资"}


def test_a_gap_is_refused_with_its_clause(ready: world.Town) -> None:
    number = drafting.start(
        ready.employer, world.terms(probation_months=6, ends_on=date(2021, 11, 30)), key=key()
    )
    with pytest.raises(Refusal, match="试用期") as refused:
        drafting.propose(ready.employer, number, key=key())
    assert refused.value.clause == "lao-2020-28/3.s2"


def test_renewal_change_and_agreed_ending_leave_the_original_whole(ready: world.Town) -> None:
    number = world.effective(ready)
    before = packing.download(ready.worker, number, "contract")[1]
    for kind, changes in (
        ("change", {"starts_on": date(2021, 1, 1), "wage": 900000}),
        ("end_agreement", {"ends_on": date(2020, 12, 31), "compensation": 390000}),
    ):
        successor = drafting.succeed(ready.employer, number, kind, changes, key=key())
        drafting.propose(ready.employer, successor, key=key())
        world.agree(ready.worker, successor)
        signing.sign(ready.employer, successor, PASSWORD, key=key())
        signing.sign(ready.worker, successor, PASSWORD, key=key())
        assert world.contract(successor).state == "effective"
    assert packing.download(ready.worker, number, "contract")[1] == before
    world.to("2021-01-01 08:00")
    world.jobs()
    ended = world.contract(number)
    assert (ended.state, ended.ended_on) == ("ended", date(2020, 12, 31))
    assert packing.download(ready.worker, number, "package")[1].startswith(b"PK"), (
        "the worker reads on after leaving"
    )


def test_a_renewal_keeps_the_contract_from_expiring_alone(ready: world.Town) -> None:
    short = world.effective(ready, ends_on=date(2021, 2, 28), probation_months=0)
    renewed = drafting.succeed(
        ready.employer,
        short,
        "renewal",
        {"starts_on": date(2021, 3, 1), "ends_on": date(2022, 2, 28)},
        key=key(),
    )
    drafting.propose(ready.employer, renewed, key=key())
    world.agree(ready.worker, renewed)
    signing.sign(ready.employer, renewed, PASSWORD, key=key())
    signing.sign(ready.worker, renewed, PASSWORD, key=key())
    world.to("2021-03-01 08:00")
    world.jobs()
    assert world.contract(short).state == "effective"


def test_the_term_runs_out_on_its_day_and_is_certified(ready: world.Town) -> None:
    number = world.effective(ready, ends_on=date(2021, 2, 28), probation_months=0)
    world.to("2021-02-28 23:59")
    world.jobs()
    assert world.contract(number).state == "effective"
    world.to("2021-03-01 08:00")
    world.jobs()
    assert world.contract(number).state == "ended"
    world.verified(ready.employer, "槐荫巷餐饮有限公司", world.code_of(1))
    proof = ending.certify_end(ready.employer, number, PASSWORD, key=key())
    assert world.contract(proof).state == "certified"
    assert packing.verify_own(ready.worker, proof).answer == "cannot_be_judged", (
        "the log has not taken it yet"
    )


def test_the_workers_notice_needs_one_signature_and_thirty_days(ready: world.Town) -> None:
    number = world.effective(ready, probation_months=0)
    with pytest.raises(Refusal, match="不能这样结束"):
        ending.give_notice(
            ready.worker, number, "worker_notice", date(2020, 12, 30), "个人原因", {}, PASSWORD, key=key()
        )
    notice = ending.give_notice(
        ready.worker,
        number,
        "worker_notice",
        date(2020, 12, 31),
        "个人原因",
        {"protected": False},
        PASSWORD,
        key=key(),
    )
    assert world.contract(notice).state == "delivered"
    assert world.contract(number).state == "effective"
    world.to("2021-01-01 00:06")
    world.jobs()
    assert world.contract(number).state == "ended"


def test_the_calendar_names_probation_notice_and_expiry(ready: world.Town) -> None:
    world.effective(ready)
    told = [(each.title.en, each.due) for each in reports.calendar_of(ready.employer)]
    assert told == [
        ("Probation ends", date(2021, 1, 31)),
        ("Settle whether to renew", date(2023, 10, 31)),
        ("The term ends", date(2023, 11, 30)),
    ]


def test_a_third_fixed_term_is_told_to_be_open_ended(ready: world.Town) -> None:
    first = world.effective(ready, ends_on=date(2021, 2, 28), probation_months=0)

    def renewed(number: str, starts: date, ends: date) -> str:
        changes = {"starts_on": starts, "ends_on": ends}
        return drafting.succeed(ready.employer, number, "renewal", changes, key=key())

    second = renewed(first, date(2021, 3, 1), date(2022, 2, 28))
    assert reports.whole(ready.employer, second)["hints"] == []
    drafting.propose(ready.employer, second, key=key())
    world.agree(ready.worker, second)
    signing.sign(ready.employer, second, PASSWORD, key=key())
    signing.sign(ready.worker, second, PASSWORD, key=key())
    third = renewed(first, date(2022, 3, 1), date(2023, 2, 28))
    (hint,) = reports.whole(ready.employer, third)["hints"]
    assert "已连续订立 2 次固定期限" in hint.what.zh
    assert hint.clause == "lao-2020-28/3.s2"


def test_double_pay_is_told_from_the_day_after_the_month(ready: world.Town) -> None:
    number = drafting.start(ready.employer, world.terms(starts_on=date(2020, 11, 1)), key=key())
    assert reports.whole(ready.employer, number)["hints"] == [], "1 December is the month's last day"
    world.to("2020-12-02 09:30")
    (hint,) = reports.whole(ready.employer, number)["hints"]
    assert "满一个月（2020-12-01）" in hint.what.zh
    assert "第八十二条" in hint.what.zh
