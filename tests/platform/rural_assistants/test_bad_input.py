"""What is wrong is refused with clause and mend, and nothing is lost: issue 7's list and the edges around it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import Http404
from tests.platform.rural_assistants import rural_world as r
from tests.platform.rural_assistants.rural_world import CITY_OFFICER, HANDLER, OTHER, REVIEWER, Place

from gongbao.law.errors import Refusal
from gongbao.platform.cases.services import Case
from gongbao.platform.messages.models import Message
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants import words as w
from gongbao.platform.rural_assistants.models import Absence, Appraisal, Assistant, Attendance

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("free_clock")]


def refused(clause: str, why: str, act: Callable[[], Any]) -> None:
    """Refused for this reason, by this clause, with a way to mend it."""
    with pytest.raises(Refusal) as told:
        act()
    assert why in told.value.what.zh, told.value
    assert told.value.clause == f"bi-2020-22/{clause}"
    assert told.value.mend.zh


@pytest.fixture
def place() -> Place:
    r.to("2021-03-01")
    return Place()


def test_leave_over_holidays_and_make_up_days(place: Place) -> None:
    actor, row = r.hired(place, 1)[0]
    r.to("2021-09-24")

    def ask(first: str, last: str) -> str:
        number = r.start(actor, w.LEAVE)
        r.step(
            actor, number, "submit", {"kind": "personal", "starts_on": first, "ends_on": last, "why": "家事"}
        )
        return number

    refused("14.1.s1", "含有要上班的日子", lambda: ask("2021-10-01", "2021-10-07"))
    refused("14.1.s1", "早于", lambda: ask("2021-09-29", "2021-09-28"))
    refused("2", "不在岗", lambda: ask("2026-07-31", "2026-08-05"))
    make_up = ask("2021-09-26", "2021-09-26")
    across = ask("2021-09-30", "2021-10-09")
    days = r.seen(
        lambda: {
            a.starts_on.day: (a.working_days, a.joined_days) for a in Absence.objects.filter(assistant=row)
        }
    )
    assert days == {26: (1, 0), 30: (3, 0)}
    refused("14.1.s1", "重叠", lambda: ask("2021-10-08", "2021-10-08"))
    head = place.heads[0]
    r.by_hand(head, across, "consent")
    r.by_hand(place.clerk, across, "approve", outcome="short")
    assert (r.state(across), r.state(make_up)) == ("approved", "submitted")
    next_day = ask("2021-10-11", "2021-10-11")
    r.by_hand(head, next_day, "consent")
    refused("14.1.s2", "须报区备案", lambda: r.by_hand(place.clerk, next_day, "approve", outcome="short"))
    r.by_hand(place.clerk, next_day, "approve", outcome="long")
    assert r.state(next_day) == "to_file"


def test_only_the_right_institution_acts_on_a_leave(place: Place) -> None:
    actor, _ = r.hired(place, 1)[0]
    number = r.start(actor, w.LEAVE)
    r.step(
        actor,
        number,
        "submit",
        {"kind": "sick", "starts_on": "2021-08-11", "ends_on": "2021-08-11", "why": "就医"},
    )
    elsewhere = Place(n=940)
    refused("5.s2", "不经您办理", lambda: r.by_hand(elsewhere.heads[0], number, "consent"))
    refused("5.s2", "不经您办理", lambda: r.by_hand(place.heads[1], number, "consent"))
    with pytest.raises(Refusal):
        r.by_hand(place.clerk, number, "consent")  # the township is not the village
    with pytest.raises(Refusal):
        r.by_hand(place.heads[0], number, "approve", outcome="short")
    assert r.state(number) == "submitted"


def test_a_transfer_without_the_right_approver(place: Place) -> None:
    _, row = r.hired(place, 1)[0]

    def ask(kind: str, first: str = "2021-09-01", last: str = "2021-09-30", who: str = row.number) -> str:
        number = r.start(place.clerk, w.DUTY)
        r.step(
            place.clerk,
            number,
            "submit",
            {
                "assistant": who,
                "kind": kind,
                "plan": "防汛值守",
                "place": "乡政府",
                "starts_on": first,
                "ends_on": last,
            },
        )
        return number

    refused("13.s3", "没有这名协理员", lambda: ask("urgent", who="XL20219999"))
    refused("13.s3", "早于", lambda: ask("urgent", "2021-09-02", "2021-09-01"))
    event = ask("district_event")
    refused("13.s3", "条件未满足", lambda: r.step(REVIEWER, event, "decide", outcome="approve"))
    r.step(HANDLER, event, "pass_on")
    with pytest.raises(Refusal):
        r.step(REVIEWER, event, "decide_city", outcome="approve")
    r.step(CITY_OFFICER, event, "decide_city", outcome="approve")
    work = ask("township_stage", "2021-10-11", "2021-11-11")
    refused("13.s4", "条件未满足", lambda: r.step(HANDLER, work, "pass_on"))
    r.to("2021-10-12")
    refused("13.s3", "先批准后派出", lambda: r.step(REVIEWER, work, "decide", outcome="approve"))
    r.step(REVIEWER, work, "decide", outcome="refuse", reasons=["village_time"])
    kept = r.seen(lambda: {a.kind: (a.state, a.approved_by) for a in Absence.objects.filter(what="duty")})
    assert kept == {"district_event": ("approved", "city"), "township_stage": ("dropped", "")}
    refused(
        "13.s2",
        "没有经批准的外派",
        lambda: r.do(
            lambda tx: str(rural.attendance.keep(tx, row, 2021 * 12 + 9, {date(2021, 10, 11): "duty"})),
            place.heads[0],
        ),
    )
    r.step(place.clerk, event, "return_to_village")
    assert r.seen(lambda: Absence.objects.get(kind="district_event").back_on) == date(2021, 10, 12)


def test_attendance_keeps_to_the_calendar_and_to_the_service(place: Place) -> None:
    _, row = r.hired(place, 1)[0]
    r.to("2021-10-12")

    def keep(day: date, code: str, head: Any = None) -> Any:
        return r.do(
            lambda tx: str(rural.attendance.keep(tx, row, day.year * 12 + day.month - 1, {day: code}).pk),
            head or place.heads[0],
        )

    refused("14.2.s1", "不是在岗的工作日", lambda: keep(date(2021, 10, 1), "village"))
    refused("14.2.s1", "不是在岗的工作日", lambda: keep(date(2021, 10, 13), "village"))
    refused("14.1.s1", "没有经批准的请假", lambda: keep(date(2021, 10, 8), "leave"))
    refused("14.2.s1", "没有这种考勤", lambda: keep(date(2021, 10, 8), "sleeping"))
    refused("5.4.1", "不在本村服务", lambda: keep(date(2021, 10, 8), "absent", place.heads[1]))
    keep(date(2021, 10, 9), "absent")  # a make-up Saturday
    kept = r.seen(lambda: Attendance.objects.get(assistant=row))
    assert (kept.absent_days, kept.working_days) == (1, 4)
    refused(
        "14.2.s2",
        "还没有结束",
        lambda: r.do(lambda tx: rural.attendance.send(tx, 2021 * 12 + 9), place.heads[0]),
    )


def test_somebody_not_on_duty_is_not_appraised(place: Place) -> None:
    (actor, row), (_, other) = r.hired(place, 2)
    number = r.start(actor, w.TERMINATION)
    r.step(actor, number, "submit", {"last_day": "2021-09-30", "why": "升学", "agreed": "1"})
    r.by_hand(place.clerk, number, "agree")
    r.to("2021-10-08")
    r.step(HANDLER, number, "record")
    r.to("2022-01-05")
    quarter = r.start(place.clerk, w.QUARTERLY)
    refused(
        "15.1.s1",
        "还没有结束",
        lambda: r.step(place.clerk, quarter, "submit", {"year": "2022", "quarter": "1"}),
    )
    r.step(place.clerk, quarter, "submit", {"year": "2021", "quarter": "4"})
    assert r.seen(lambda: list(Appraisal.objects.values_list("assistant__number", flat=True))) == [
        other.number
    ]
    head = next(h for h in place.heads if h.party == row.village)
    their = next(h for h in place.heads if h.party == other.village)
    refused(
        "5.s2",
        "不经您办理",
        lambda: r.do(lambda tx: rural.quarters.propose(tx, quarter, row.number, "qualified", "好"), head),
    )
    refused(
        "2",
        "不在岗",
        lambda: r.do(lambda tx: rural.quarters.propose(tx, quarter, row.number, "qualified", "好"), their),
    )
    refused(
        "15.1.s2",
        "工作纪实",
        lambda: r.do(lambda tx: rural.quarters.propose(tx, quarter, other.number, "qualified", "好"), their),
    )
    refused("15.1.s3", "条件未满足", lambda: r.step(place.clerk, quarter, "decide"))
    again = r.start(place.clerk, w.QUARTERLY)
    refused(
        "15.1.s1", "已经开展", lambda: r.step(place.clerk, again, "submit", {"year": "2021", "quarter": "4"})
    )
    refused(
        "2", "没有在岗协理员", lambda: r.step(place.clerk, again, "submit", {"year": "2020", "quarter": "4"})
    )


def test_one_too_many_by_a_change_after_the_round(place: Place) -> None:
    """The quota holds when an objection is answered too, and at the review."""
    served = r.hired(place, 5)
    r.to("2022-08-02")
    number = r.do(lambda tx: rural.appraising.open_round(tx, "annual", "2021", 1), HANDLER)["number"]
    refused(
        "15.2.s1",
        "已经开展",
        lambda: r.do(lambda tx: rural.appraising.open_round(tx, "annual", "2021", 1), HANDLER),
    )
    refused(
        "15.2.s1",
        "没有到考核时间",
        lambda: r.do(lambda tx: rural.appraising.open_round(tx, "annual", "2021", 2), HANDLER),
    )
    refused(
        "15.3.s1",
        "没有到考核时间",
        lambda: r.do(lambda tx: rural.appraising.open_round(tx, "term", "2021"), HANDLER),
    )
    for _, row in served:
        for who in (next(h for h in place.heads if h.party == row.village), place.clerk):
            r.do(lambda tx, row=row: rural.appraising.give_opinion(tx, number, row.number, "同意"), who)
    for n, (_, row) in enumerate(served):
        mark = "excellent" if n == 0 else "qualified"
        if n == 0:
            refused(
                "15.2.s3",
                "平时考核有优秀",
                lambda row=row: r.do(
                    lambda tx: rural.appraising.grade(tx, number, row.number, "excellent", "实绩"), HANDLER
                ),
            )
        r.do(
            lambda tx, row=row, mark=mark: rural.appraising.grade(
                tx, number, row.number, mark, "实绩", "特殊贡献" if mark == "excellent" else ""
            ),
            HANDLER,
        )
    second = served[1][1].number
    refused(
        "15.s5",
        "优秀名额已满",
        lambda: r.do(
            lambda tx: rural.appraising.grade(tx, number, second, "excellent", "实绩", "特殊贡献"), HANDLER
        ),
    )
    assert r.seen(lambda: Appraisal.objects.get(assistant__number=second).grade) == "qualified"
    r.step(HANDLER, number, "grade")
    both = r.Actor(
        "officer",
        account=HANDLER.account,
        name="x",
        office=r.OFFICE,
        roles=frozenset({"district_handler", "district_reviewer"}),
    )
    with pytest.raises(Refusal, match="另一人"):
        r.step(both, number, "confirm")
    r.step(REVIEWER, number, "confirm")
    objector = served[1][0]
    r.do(lambda tx: rural.objections.objecting(tx, number, "贡献更大"), objector)
    refused(
        "15.s6",
        "已经提出过",
        lambda: r.do(lambda tx: rural.objections.objecting(tx, number, "再提"), objector),
    )
    refused(
        "15.s5",
        "优秀名额已满",
        lambda: r.do(
            lambda tx: rural.objections.settle(tx, number, second, "change", "改为优秀", "excellent"),
            REVIEWER,
        ),
    )
    r.do(lambda tx: rural.objections.settle(tx, number, second, "keep", "维持"), REVIEWER)
    refused("15.z.s2", "条件未满足", lambda: r.step(HANDLER, number, "file"))


def test_marks_missing_and_ties_are_not_published(place: Place) -> None:
    post = r.intake(place, places=2, shortlist=2)
    r.to("2021-03-15")
    seekers = [r.person(n) for n in range(1, 5)]
    cases = [r.apply(s, post) for s in seekers]
    for case in cases:
        r.step(HANDLER, case, "confirm")
    refused(
        "8.3",
        "种子",
        lambda: r.do(lambda tx: rural.ranking.draw_seats(tx, "2021", [("甲", 9)]), CITY_OFFICER),
    )
    r.do(lambda tx: rural.ranking.publish_seed(tx, "2021", "seed-2021"), CITY_OFFICER)
    refused(
        "8.3",
        "种子已公布",
        lambda: r.do(lambda tx: rural.ranking.publish_seed(tx, "2021", "another-1"), CITY_OFFICER),
    )
    refused(
        "8.3",
        "座位",
        lambda: r.do(lambda tx: rural.ranking.draw_seats(tx, "2021", [("甲", 3)]), CITY_OFFICER),
    )
    r.do(lambda tx: rural.ranking.draw_seats(tx, "2021", [("甲", 9)]), CITY_OFFICER)
    tickets = r.seen(
        lambda: [a.ticket for a in rural.registering.applicants(CITY_OFFICER, "2021")], CITY_OFFICER
    )
    tickets.sort()

    def enter(marks: dict[str, Any]) -> Any:
        return r.do(lambda tx: rural.marking.enter_marks(tx, "2021", marks), HANDLER)

    def ranks() -> Any:
        return r.do(lambda tx: rural.ranking.make_ranks(tx, "2021"), CITY_OFFICER)

    refused("8.3", "没有这个准考证号", lambda: enter({"0": (1, 1)}))
    refused("8.3", "超出满分", lambda: enter({tickets[0]: (10001, 1)}))
    enter({tickets[0]: (9000, 9000), tickets[1]: (8000, 8000), tickets[2]: (8000, 8000)})
    refused("8.3", "成绩不全", ranks)
    enter({tickets[3]: None})
    assert ranks() == {"shortlisted": 1, "decide": 2, "absent": 1}
    refused("8.3", "已经排名", lambda: enter({tickets[0]: (1, 1)}))
    refused("8.3", "并列", lambda: r.do(lambda tx: rural.ranking.publish_results(tx, "2021"), CITY_OFFICER))
    with pytest.raises(Refusal, match="没有公布"):
        r.seen(lambda: rural.ranking.published("2021"))
    refused(
        "7.7",
        "没有写理由",
        lambda: r.do(lambda tx: rural.ranking.decide_tie(tx, "2021", tickets[1], True, " "), HANDLER),
    )
    r.do(lambda tx: rural.ranking.decide_tie(tx, "2021", tickets[1], True, "加试一题"), HANDLER)
    refused(
        "8.3",
        "名额已满",
        lambda: r.do(lambda tx: rural.ranking.decide_tie(tx, "2021", tickets[2], True, "也好"), HANDLER),
    )
    r.do(lambda tx: rural.ranking.decide_tie(tx, "2021", tickets[2], False, "加试一题"), HANDLER)
    assert r.do(lambda tx: rural.ranking.publish_results(tx, "2021"), CITY_OFFICER) == 4
    r.jobs()
    states = sorted(r.state(case) for case in cases)
    assert states == ["medical", "medical", "rejected", "rejected"]


def test_registration_keeps_to_window_district_and_conditions(place: Place) -> None:
    post = r.intake(place)
    seeker = r.person(1)
    r.to("2021-03-09")
    refused("8.2", "报名时间", lambda: r.apply(seeker, post))
    r.to("2021-04-10")
    late = r.apply(seeker, post, beijing_origin="no")
    with pytest.raises(Refusal, match="条件未满足"):
        r.step(HANDLER, late, "confirm")
    with pytest.raises(Http404):
        r.step(OTHER, late, "confirm")
    r.step(HANDLER, late, "refuse", reasons=["origin"])
    assert r.state(late) == "rejected"
    r.to("2021-04-11")
    refused("8.2", "报名时间", lambda: r.apply(r.person(2), post))


def test_the_plan_counts_who_is_extended_on_the_first_day(place: Place) -> None:
    (_, row), *_ = r.hired(place, 2)
    r.do(lambda tx: Assistant.objects.filter(pk=row.pk).update(ends_on=date(2027, 3, 31), longer="extended"))
    assert rural.recruiting.stock_on(date(2026, 8, 1)) == (1, 1, 0)
    assert rural.recruiting.stock_on(date(2026, 8, 2)) == (0, 1, 0)
    assert rural.recruiting.stock_on(date(2027, 4, 1)) == (0, 0, 0)
    assert r.seen(lambda: Case.objects.filter(procedure=w.SERVICE_START, state="settled").count()) == 2


def test_long_and_overdue_duties_are_flagged_each_once(place: Place) -> None:
    """More than the local mark of days in a year, and a duty that ended without a return; nothing is decided by it."""
    _, row = r.hired(place, 1)[0]

    def sent(first: str, last: str) -> str:
        number = r.start(place.clerk, w.DUTY)
        r.step(
            place.clerk,
            number,
            "submit",
            {
                "assistant": row.number,
                "kind": "township_stage",
                "plan": "普查",
                "place": "乡政府",
                "starts_on": first,
                "ends_on": last,
            },
        )
        r.step(REVIEWER, number, "decide", outcome="approve")
        return number

    sent("2021-09-01", "2021-10-15")  # 45 days
    second = sent("2021-11-01", "2021-12-15")  # 45 days: 90 in all, at the mark
    r.to("2021-12-16")
    assert r.seen(lambda: rural.watching.away_long(HANDLER, r.today()), HANDLER) == []
    assert len(r.seen(lambda: rural.watching.not_back(HANDLER, r.today()), HANDLER)) == 2
    assert len(r.seen(lambda: rural.watching.not_back(OTHER, r.today()), OTHER)) == 0
    r.step(place.clerk, second, "return_to_village")
    sent("2021-12-20", "2021-12-20")
    r.to("2021-12-21")
    assert r.seen(lambda: rural.watching.away_long(HANDLER, r.today()), HANDLER) == [row]
    found = r.do(lambda tx: rural.watching.look(tx))
    assert found["duties"] == 3

    def told() -> list[str]:
        rows = Message.objects.filter(dedupe__regex=":(over$|long:)", office=r.OFFICE)
        return r.seen(lambda: sorted(rows.values_list("zh", flat=True)))

    once = told()
    assert len(once) == 3
    assert sum("期满未回村" in each for each in once) == 2
    r.do(lambda tx: rural.watching.look(tx))
    assert told() == once


def test_nobody_is_ended_in_a_period_of_legal_protection(place: Place) -> None:
    """A term that is over goes on, and the office is told, until the protection ends (9.s2)."""
    (_, safe), (_, other) = r.hired(place, 2)
    r.to("2026-07-01")
    r.do(
        lambda tx: rural.ledger.enter(
            tx, "protected", "哺乳期", on=date(2026, 6, 1), until=date(2026, 10, 31), assistant=safe
        ),
        place.clerk,
    )
    r.to("2026-08-02")
    assert r.do(lambda tx: rural.watching.look(tx))["ended"] == 1
    assert (r.fresh(safe).left_how, r.fresh(other).left_how) == ("", "term")
    r.to("2026-10-31")
    assert r.do(lambda tx: rural.watching.look(tx))["ended"] == 0
    r.to("2026-11-01")
    assert r.do(lambda tx: rural.watching.look(tx))["ended"] == 1
    assert (r.fresh(safe).left_how, r.fresh(safe).left_on) == ("term", date(2026, 10, 31))


def test_places_beyond_the_demand_of_the_district(place: Place) -> None:
    def plan(tx: Any) -> str:
        return str(
            rural.recruiting.plan_intake(
                tx, "2022", "2022年招聘", opens_on=date(2022, 3, 1), closes_on=date(2022, 4, 1), on_duty_on=date(2022, 8, 1), planned=3, papers=r.PAPERS,
            )
        )  # fmt: skip

    def need(actor: Any, count: int, why: str = "村里缺人") -> None:
        r.do(lambda tx: rural.recruiting.report_demand(tx, "2022", place.township, count, why), actor)

    def announce() -> None:
        r.do(lambda tx: rural.recruiting.announce(tx, "2022"), CITY_OFFICER)

    r.do(plan, CITY_OFFICER)
    r.do(
        lambda tx: str(
            rural.recruiting.add_post(tx, "2022", "2022-01", "协理", township=place.township, places=3)
        ),
        CITY_OFFICER,
    )
    refused("6.s2", "超过区里上报的需求", announce)
    refused("6.s2", "不是本区的乡镇", lambda: need(OTHER, 3))
    refused("6.s2", "没有写需求依据", lambda: need(HANDLER, 3, " "))
    refused("6.s2", "人数不对", lambda: need(HANDLER, -1))
    need(HANDLER, 2)
    refused("6.s2", "超过区里上报的需求", announce)
    need(HANDLER, 3)
    announce()
    refused("6.s2", "公告已发布", lambda: need(HANDLER, 4))


def test_a_direct_hire_needs_a_vacancy_a_qualified_term_and_no_probation(place: Place) -> None:
    _, row = r.hired(place, 1)[0]

    def hire(vacancy: bool = True, probation: int = 0, grassroots: bool = True) -> None:
        r.do(
            lambda tx: rural.channels.hire(
                tx,
                row.number,
                "样例乡农业服务中心",
                grassroots=grassroots,
                vacancy=vacancy,
                probation=probation,
            ),
            HANDLER,
        )

    refused("28", "期满考核合格", hire)  # still serving, nothing graded
    ways = r.seen(lambda: rural.channels.standing(row, r.today()))
    assert {each.key for each in ways if each.open} == set()
    assert "合同期满" in ways[0].about.zh
    r.do(lambda tx: _finished(row))
    assert all(each.open for each in r.seen(lambda: rural.channels.standing(r.fresh(row), r.today())))
    for why, wrong in (
        ("岗位空缺", {"vacancy": False}),
        ("不再约定试用期", {"probation": 3}),
        ("基层事业单位", {"grassroots": False}),
    ):
        refused("28.2.s2", why, lambda wrong=wrong: hire(**wrong))
    refused("28.2.s2", "没有待登记的去向", hire)
    r.do(lambda tx: rural.watching.look(tx))
    hire()
    told = r.seen(
        lambda: [(a.number, d.kind, d.place) for a, d in rural.ending.ledger(HANDLER) if d], HANDLER
    )
    assert told == [(row.number, "institution", "样例乡农业服务中心（直接聘用）")]
    assert [
        each.assistant.number for each in r.seen(lambda: rural.channels.eligible(HANDLER, r.today()), HANDLER)
    ] == [row.number]


def _finished(row: Assistant) -> None:
    """The term is over and graded qualified; the night's look has still to come."""
    from gongbao.platform.parties.services import opened
    from gongbao.platform.rural_assistants.models import Round

    with opened("test"):
        round_ = Round.objects.create(
            office=row.office, case=r.new_key(), kind="term", period="2021/term", intake=row.intake
        )
        Appraisal.objects.create(
            office=row.office, party=row.party, round=round_, assistant=row, kind="term", period="2021/term", intake=row.intake,
            grade="qualified", told_on=date(2026, 8, 2),
        )  # fmt: skip
    r.to("2026-08-20")


def test_ventures_are_registered_while_on_duty_and_only_on_their_level(place: Place) -> None:
    _, row = r.hired(place, 1)[0]
    head = place.heads[0]

    def begin(actor: Any = head, field: str = "leisure", on: date = date(2021, 8, 2)) -> str:
        return str(r.do(lambda tx: rural.ventures.begin(tx, row, field, "采摘园", on=on), actor))

    refused("23.s1", "领域", lambda: begin(field="mining"))
    refused("23.s1", "当日不在岗", lambda: begin(on=date(2021, 8, 1)))
    refused("23.s1", "日期不对", lambda: begin(on=date(2021, 8, 3)))
    refused("23.s1", "由村、乡镇或区登记", lambda: begin(CITY_OFFICER))
    key = r.UUID(begin())
    elsewhere = Place(n=960).heads[0]
    refused("23.s1", "没有这个项目", lambda: r.do(lambda tx: rural.ventures.result(tx, key, "好"), elsewhere))
    refused("23.s3", "没有写成效", lambda: r.do(lambda tx: rural.ventures.result(tx, key, " "), head))
    refused(
        "23.s2",
        "措施",
        lambda: r.do(
            lambda tx: rural.ventures.support(tx, key, "gift", "某局", asked_on=date(2021, 8, 2)), head
        ),
    )
    r.do(lambda tx: rural.ventures.result(tx, key, "带动5户", date(2021, 8, 2)), head)
    assert r.seen(lambda: [(v.results, v.ended_on) for v in rural.ventures.of([row])]) == [
        ("带动5户", date(2021, 8, 2))
    ]


def test_a_reading_adopted_changes_what_is_filed_from_its_day(place: Place) -> None:
    """Friday and Monday are two working days and four calendar days: filed with the district by calendar days only."""
    actor, _ = r.hired(place, 1)[0]

    def adopt(
        by: Any = CITY_OFFICER,
        choice: str = "calendar_joined",
        on: date = date(2021, 9, 1),
        source: str = "样例〔2021〕1号",
    ) -> None:
        r.do(lambda tx: rural.readings.adopt(tx, "leave_days", choice, from_on=on, source=source), by)

    refused("5.1.1", "由市人社局明确", lambda: adopt(HANDLER))
    refused("5.1.1", "没有这种理解", lambda: adopt(choice="moon"))
    refused("5.1.1", "起始日已过", lambda: adopt(on=date(2021, 8, 1)))
    refused("5.1.1", "没有写依据", lambda: adopt(source=" "))
    adopt()

    def granted(first: str, last: str, outcome: str) -> str:
        number = r.start(actor, w.LEAVE)
        r.step(
            actor, number, "submit", {"kind": "personal", "starts_on": first, "ends_on": last, "why": "家事"}
        )
        r.by_hand(place.heads[0], number, "consent")
        r.by_hand(place.clerk, number, "approve", outcome=outcome)
        return r.state(number)

    assert granted("2021-08-13", "2021-08-16", "short") == "approved"
    r.to("2021-09-02")
    refused("14.1.s2", "须报区备案", lambda: granted("2021-09-10", "2021-09-13", "short"))
    assert granted("2021-09-24", "2021-09-27", "long") == "to_file"
