"""A contract's whole life: proposed, negotiated, signed, logged, packed, verified, changed, renewed, ended."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.platform.electronic_contracts import world
from tests.platform.electronic_contracts.world import PASSWORD, key

from gongbao.law.errors import Refusal
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.electronic_contracts import (
    agreeing,
    compensating,
    drafting,
    ending,
    ledger,
    packing,
    reports,
    signing,
    store,
)
from gongbao.platform.electronic_contracts.models import Contract
from gongbao.policies.electronic_contracts import wording

pytestmark = pytest.mark.django_db

ENDING: dict[str, Any] = {
    "ends_on": date(2020, 12, 31), "proposed_by": "employer", "worked_from": date(2020, 12, 1), "average_wage": 780000,
    "triple_average": 2654100,
}  # fmt: skip


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
        ("end_agreement", ENDING),
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


def test_an_agreed_ending_says_what_the_law_gives_to_both_before_they_sign(ready: world.Town) -> None:
    """Two years, five months and a day: two and a half months' wage, in the text both read; less is told to both."""
    number = world.effective(ready)
    asked = {**ENDING, "worked_from": date(2018, 7, 31), "compensation": 1500000}
    ending_of = drafting.succeed(ready.employer, number, "end_agreement", asked, key=key())
    drafting.propose(ready.employer, ending_of, key=key())
    for who in (ready.employer, ready.worker):
        told = reports.whole(who, ending_of)
        assert (told["terms"]["compensation_due"], told["terms"]["compensation_halves"]) == (1950000, 5)
        said = "".join(wording.articles("end_agreement", told["terms"])[1].paragraphs)
        for words in (
            "解除由甲方提出", "自2018年7月31日起在甲方工作 29 个月又 1 天", "第四十六条、第四十七条计 2.5 个月工资",
            "平均工资 7,800 元", "法定经济补偿为 19,500 元", "支付经济补偿 15,000 元", "比上述法定金额少 4,500 元",
        ):  # fmt: skip
            assert words in said, (words, said)
        (hint,) = told["hints"]
        assert "少 4,500 元" in hint.what.zh
        assert hint.clause == "lao-2020-28/5"
    agreeing.explain(ready.worker, ending_of, key=key())
    agreeing.agree_form(ready.worker, ending_of, key=key())
    agreeing.answer(ready.worker, ending_of, "change", wish="按法定金额", key=key())
    drafting.revise(ready.employer, ending_of, {"compensation": None}, key=key())
    drafting.propose(ready.employer, ending_of, key=key())
    told = reports.whole(ready.worker, ending_of)
    assert [(label.zh, before, now) for label, before, now in told["differences"]] == [
        ("约定的经济补偿", "15,000", "19,500")
    ]
    assert told["hints"] == []


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (Debian poppler-utils) is not installed")
def test_the_paper_both_sign_says_what_the_law_gives(ready: world.Town, tmp_path: Path) -> None:
    number = world.effective(ready)
    made = drafting.succeed(ready.employer, number, "end_agreement", ENDING, key=key())
    drafting.propose(ready.employer, made, key=key())
    world.agree(ready.worker, made)
    file = tmp_path / "ending.pdf"
    file.write_bytes(packing.download(ready.worker, made, "contract")[1])
    told = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    told = "".join(told.split())
    for words in (
        "劳动合同法第四十六条、第四十七条计0.5个月工资",
        "法定经济补偿为3,900元",
        "支付经济补偿3,900元",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("changes", "due", "words"),
    [
        ({"proposed_by": "worker"}, 0, "第四十六条，甲方没有支付经济补偿的法定义务"),
        ({}, 390000, "计 0.5 个月工资"),
        ({"worked_from": date(2020, 7, 1)}, 780000, "计 1 个月工资"),
        ({"worked_from": date(2020, 7, 2)}, 390000, "5 个月又 30 天"),
        ({"average_wage": 2654100}, 1327050, "法定经济补偿为 13,270.50 元"),
        ({"average_wage": 9000001, "worked_from": date(2005, 1, 1)}, 31849200, "年限最高十二年"),
    ],
)
def test_what_the_law_gives_at_an_agreed_ending(
    ready: world.Town, changes: dict[str, Any], due: int, words: str
) -> None:
    number = world.effective(ready)
    made = drafting.succeed(ready.employer, number, "end_agreement", ENDING | changes, key=key())
    terms = reports.whole(ready.employer, made)["terms"]
    assert (terms["compensation_due"], terms["compensation"]) == (due, due)
    assert words in "".join(wording.articles("end_agreement", terms)[1].paragraphs)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"worked_from": date(2020, 12, 2)}, "不能晚于 2020-12-01"),
        ({"average_wage": 219999}, "低于当时的月最低工资 2,200 元"),
        ({"proposed_by": None}, "请填写解除由谁提出"),
        ({"ends_on": date(2020, 11, 30)}, "结束日期早于"),
    ],
)
def test_an_agreed_ending_is_refused_where_its_grounds_cannot_be(
    ready: world.Town, changes: dict[str, Any], words: str
) -> None:
    number = world.effective(ready)
    with pytest.raises(Refusal, match=words) as refused:
        drafting.succeed(ready.employer, number, "end_agreement", ENDING | changes, key=key())
    assert refused.value.clause == "lao-2020-28/5"


def test_unbroken_contracts_count_together_and_a_gap_starts_anew(ready: world.Town) -> None:
    world.effective(ready, starts_on=date(2020, 1, 1), ends_on=date(2020, 5, 31), probation_months=0)
    world.effective(ready, starts_on=date(2020, 7, 1), ends_on=date(2020, 11, 30), probation_months=0)
    number = world.effective(ready, probation_months=0)
    with read(SYSTEM, purpose="test"):
        assert compensating.unbroken_since(world.contract(number)) == date(2020, 7, 1)
    for first, words in ((date(2020, 7, 2), "不能晚于 2020-07-01"), (date(2020, 7, 1), "")):
        asked = {**ENDING, "worked_from": first}
        if words:
            with pytest.raises(Refusal, match=words):
                drafting.succeed(ready.employer, number, "end_agreement", asked, key=key())
        else:
            made = drafting.succeed(ready.employer, number, "end_agreement", asked, key=key())
            assert reports.whole(ready.employer, made)["terms"]["compensation_due"] == 780000


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
