"""Publicity of five working days, objections to the last second, and what they block."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, Actor, new_key, read, write
from gongbao.platform.jobs import services as jobs
from gongbao.platform.notices import services as notices

pytestmark = pytest.mark.django_db
CY, HD = (
    Actor("officer", account=UUID(int=1), office="chaoyang"),
    Actor("officer", account=UUID(int=2), office="haidian"),
)
FIRM = Actor("party", party=UUID(int=77))
COLUMNS = [Text("单位", "Firm"), Text("人数", "People"), Text("拟拨付（元）", "Sum (yuan)")]


def do(command: Any, actor: Actor = CY) -> Any:
    return write(command, actor=actor, key=str(new_key()), name="test")


def moment(day: int, hour: int = 9, minute: int = 30, second: int = 0, month: int = 9) -> datetime:
    return datetime(2020, month, day, hour, minute, second, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def day(free_clock: None) -> None:
    clock.set_clock(moment(21))


def told(*names: str) -> list[notices.Told]:
    return [notices.Told(new_key(), "chaoyang", FIRM.party, [name, 10, "49,280"]) for name in names]


def publish(cases: list[notices.Told], days: int = 5, **more: Any) -> tuple[UUID, str]:
    title = Text("以工代训补贴拟拨付公示", "Proposed subsidies")
    found = do(
        lambda tx: (lambda n: [str(n.pk), n.slug])(
            notices.publish(
                tx,
                cases,
                "chaoyang",
                title,
                COLUMNS,
                days=days,
                room="training_subsidy",
                clause="neng-2020-6/3.2.b",
                **more,
            )
        )
    )
    return UUID(found[0]), found[1]


def raise_objection(slug: str, actor: Actor = FIRM, **more: Any) -> str:
    return do(lambda tx: str(notices.raise_objection(tx, slug, "人数有误", **more).objection), actor)


def clear(case: UUID) -> notices.Clearance:
    with read(SYSTEM, purpose="test"):
        return notices.clearance(case, clock.now())


def test_five_working_days_from_a_monday_end_on_the_worked_sunday() -> None:
    _, slug = publish(told("甲公司"))
    page = notices.page(slug, clock.now())
    assert page.line.last_day == date(2020, 9, 27), "worked in exchange for a day of the National Day holiday"
    assert page.closes_at == moment(28, 0, 0)


def test_over_national_day_2020_the_holiday_is_skipped_and_the_make_up_saturday_counts() -> None:
    clock.set_clock(moment(29))
    _, slug = publish(told("甲公司"))
    assert notices.page(slug, clock.now()).line.last_day == date(2020, 10, 13)
    clock.set_clock(moment(24))
    _, slug = publish(told("乙公司"))
    page = notices.page(slug, clock.now())
    assert page.line.last_day == date(2020, 9, 30), "Sunday the 27th is worked"
    clock.set_clock(moment(27, 0, 0))
    assert notices.page(slug, clock.now()).counted == 2


def test_an_objection_at_23_59_59_of_the_last_day_is_accepted_and_at_midnight_refused() -> None:
    _, slug = publish(told("甲公司"))
    clock.set_clock(moment(27, 23, 59, 59))
    assert raise_objection(slug)
    clock.set_clock(moment(28, 0, 0, 0))
    with pytest.raises(Refusal, match="2020-09-27 24时截止") as refused:
        raise_objection(slug)
    assert refused.value.clause == "neng-2020-6/3.2.b"


def test_payment_is_blocked_until_the_last_day_is_over() -> None:
    cases = told("甲公司")
    publish(cases)
    clock.set_clock(moment(27, 23, 59, 59))
    assert clear(cases[0].case) == notices.Clearance(
        False, Text("公示至 2020-09-27 24时", "Published until the end of 2020-09-27"), moment(28, 0, 0)
    )
    clock.set_clock(moment(28, 0, 0))
    assert clear(cases[0].case).clear
    assert not clear(new_key()).clear, "never published"


@pytest.mark.parametrize(("outcome", "free"), [("rejected", True), ("upheld", False), ("partly", False)])
def test_an_objection_blocks_its_case_until_settled_and_beyond_if_upheld(outcome: str, free: bool) -> None:
    cases = told("甲公司", "乙公司")
    _, slug = publish(cases)
    objection = raise_objection(slug, row=1)
    clock.set_clock(moment(29))
    assert not clear(cases[0].case).clear
    assert clear(cases[1].case).clear, "the other row is not touched"
    with read(CY, purpose="test"):
        assert len(notices.open_objections(cases[0].case)) == 1
        assert notices.open_objections(cases[1].case) == []
    do(lambda tx: notices.settle(tx, UUID(objection), outcome, "已核对社保记录。"))
    assert clear(cases[0].case).clear is free
    assert notices.page(slug, clock.now()).objections_open == 0
    with pytest.raises(Refusal, match="已经办结"):
        do(lambda tx: notices.settle(tx, UUID(objection), outcome, "再次"))


def test_an_objection_to_the_whole_blocks_every_case() -> None:
    cases = told("甲公司", "乙公司")
    _, slug = publish(cases)
    raise_objection(slug)
    clock.set_clock(moment(29))
    assert [clear(c.case).clear for c in cases] == [False, False]


def test_an_upheld_objection_is_cured_by_a_correction_with_its_own_period() -> None:
    cases = told("甲公司")
    notice, slug = publish(cases)
    objection = raise_objection(slug, row=1)
    do(lambda tx: notices.settle(tx, UUID(objection), "upheld", "人数应为9人。"))
    mended = [cases[0]._replace(row=["甲公司", 9, "44,352"])]
    later = do(lambda tx: notices.correct(tx, notice, mended, "人数更正").slug)
    old, new = notices.page(slug, clock.now()), notices.page(later, clock.now())
    assert (old.line.code, old.corrected_by, new.corrects) == ("corrected", later, slug)
    assert not clear(cases[0].case).clear
    clock.set_clock(moment(29))
    assert clear(cases[0].case).clear
    with pytest.raises(Refusal, match="不再接受异议"):
        raise_objection(slug)


def test_a_case_left_out_of_the_correction_is_not_paid() -> None:
    cases = told("甲公司", "乙公司")
    notice, _ = publish(cases)
    do(lambda tx: notices.correct(tx, notice, cases[:1], "乙公司撤回").slug)
    clock.set_clock(moment(29))
    assert [clear(c.case).clear for c in cases] == [True, False]


def test_a_suspension_does_not_count_and_the_period_resumes() -> None:
    cases = told("甲公司")
    notice, slug = publish(cases)
    clock.set_clock(moment(23))
    do(lambda tx: notices.suspend(tx, notice, "系统故障"))
    clock.set_clock(moment(29))
    assert not clear(cases[0].case).clear, "a suspended period never ends by itself"
    assert raise_objection(slug)
    do(lambda tx: notices.resume(tx, notice).isoformat())
    page = notices.page(slug, clock.now())
    # 22 September counts; 23 to 29 do not; then 30 September, 9, 10 (worked) and 12 October
    assert page.line.last_day == date(2020, 10, 12)
    assert [h.act.zh for h in page.history] == ["发布", "中止", "恢复"]


def test_an_extension_moves_the_last_day_and_is_too_late_after_it() -> None:
    notice, slug = publish(told("甲公司"))
    assert do(lambda tx: notices.extend(tx, notice, 2, "资料补充").isoformat()) == "2020-09-29"
    assert notices.page(slug, clock.now()).line.last_day == date(2020, 9, 29)
    clock.set_clock(moment(30, 0, 0, 0))
    with pytest.raises(Refusal, match="公示期已满"):
        do(lambda tx: notices.extend(tx, notice, 1, "再延").isoformat())


def test_a_withdrawn_notice_tells_nothing_and_blocks_payment() -> None:
    cases = told("甲公司")
    notice, slug = publish(cases)
    do(lambda tx: notices.withdraw(tx, notice, "误发"))
    assert notices.page(slug, clock.now()).rows == []
    clock.set_clock(moment(29))
    assert not clear(cases[0].case).clear


def test_the_anonymous_come_back_with_their_code_and_strangers_see_nothing() -> None:
    _, slug = publish(told("甲公司"))
    who, code = notices.anonymous()
    raise_objection(slug, who, name="王小川", contact="13800138000")
    back, _ = notices.anonymous(f" {code.lower()} ")
    seen = []
    for reader in (back, notices.anonymous()[0], FIRM, HD, CY):
        with read(reader, purpose="test"):
            seen.append(len(notices.objections()))
    assert seen == [1, 0, 0, 0, 1]
    with read(CY, purpose="test"):
        one = notices.objections(office="chaoyang")[0]
        assert notices.reveal_objector(one.objection) == ("王小川", "13800138000")
    page = notices.page(slug, clock.now())
    assert (page.line.objections, page.objections_open) == (1, 1)
    assert "王小川" not in repr(page)


def test_the_time_to_answer_is_counted_in_working_days_if_one_is_set() -> None:
    _, slug = publish(told("甲公司"))
    clock.set_clock(moment(25))
    due = do(lambda tx: str(notices.raise_objection(tx, slug, "有误", handling_days=3).due), FIRM)
    assert due == "2020-09-29", "Sunday the 27th is worked"
    assert do(lambda tx: notices.raise_objection(tx, slug, "有误").due, FIRM) is None


@pytest.mark.parametrize(
    "cell",
    [
        "110101199003070011",
        "1101011990 03070011",
        "11010119900307001X",
        "13800138000",
        "6222020000000000011",
        "１３８００１３８０００",
    ],
)
def test_rows_with_a_whole_personal_number_are_not_published(cell: str) -> None:
    with pytest.raises(Refusal, match="未遮盖"):
        publish([notices.Told(new_key(), "chaoyang", None, [cell, 1, "1"])])


@pytest.mark.parametrize(
    "cell", ["110***********0011", "91110105MA0****X1", "4,928,000.00", "CY-20200921-000012"]
)
def test_masked_rows_sums_and_case_numbers_are(cell: str) -> None:
    publish([notices.Told(new_key(), "chaoyang", None, [cell, 1, "1"])])


def test_personal_data_goes_after_its_time_and_the_hash_stays() -> None:
    _, slug = publish(told("甲公司"), keep_until=date(2020, 12, 31))
    before = notices.page(slug, clock.now())
    clock.set_clock(datetime(2020, 12, 31, 23, 59, tzinfo=clock.ZONE))
    assert do(lambda tx: notices.clear_expired(tx), SYSTEM) == 0
    jobs.plan_nights(date(2021, 1, 1))
    clock.set_clock(datetime(2021, 1, 1, 3, tzinfo=clock.ZONE))
    jobs.run_due()
    after = notices.page(slug, clock.now())
    assert (after.rows, after.cleared, after.content_hash) == ([], True, before.content_hash)
    assert after.content_hash == notices.content_hash(
        "chaoyang", before.line.title, before.columns, before.rows, date(2020, 9, 21), 5
    )


def test_lists_hold_running_notices_and_the_archive_the_rest() -> None:
    _, first = publish(told("甲公司"))
    clock.set_clock(moment(22))
    _, second = publish(told("乙公司"))
    assert [n.slug for n in notices.listed(clock.now(), office="chaoyang")] == [second, first]
    clock.set_clock(moment(28))
    assert [n.slug for n in notices.listed(clock.now())] == [second]
    assert [(n.slug, n.code) for n in notices.listed(clock.now(), archive=True)] == [(first, "over")]
    assert notices.listed(clock.now() + timedelta(days=1), office="haidian") == []


def test_an_empty_notice_and_rows_that_do_not_fit_are_refused() -> None:
    with pytest.raises(Refusal, match="没有内容"):
        publish([])
    with pytest.raises(Refusal, match="列数") as refused:
        publish([notices.Told(new_key(), "chaoyang", None, ["甲公司"])])
    assert refused.value.where == "第1行"
