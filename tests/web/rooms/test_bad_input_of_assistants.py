"""Bad input of the assistants' room, posted as its people post it; each answer says what, where, how to mend it, the clause.

| bad input | where it comes in | test |
|---|---|---|
| quota exceeded by one | the city's announcement; the district's round | ``test_a_plan_one_beyond…``, ``test_one_excellent…`` |
| leave over holidays and make-up days, overlapping, after the term | the assistant's form in the hall | ``test_a_leave…`` |
| appraisal of somebody not on duty | village, township, district | ``test_nobody_who_was_not_on_duty…`` |
| transfer without its approver, after it began, secondment, a stranger | township's form, district's desk | ``test_a_transfer…`` |
| marks missing, no number, twice | the city's page | ``test_marks…`` |
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.platform.rural_assistants import rural_world as r
from tests.platform.training_subsidy import world
from tests.web import test_rural_pages as pages
from tests.web.hall.people import browser, html, post
from tests.web.rooms.on_screen import told
from tests.web.test_rural_pages import done, institution, officer, send
from tests.web.workbench import scene as desk

from gongbao.platform.parties.demo_people import someone
from gongbao.platform.rural_assistants import demo
from gongbao.platform.rural_assistants.models import Absence, Applicant, Appraisal, Intake

pytestmark = pytest.mark.django_db
made, scene = pages.made, pages.scene


def begun(client: Client, procedure: str) -> str:
    """A case begun in the hall; the address of its form."""
    answer = post(client, f"/hall/begin/rural_assistants.{procedure}/", office="haidian")
    assert answer.status_code == 302, html(answer)[:2000]
    return str(answer["Location"])


def sent(client: Client, procedure: str, **answers: str) -> Any:
    """A form of the hall filled in, checked and sent; the answer that says how it ended."""
    form = begun(client, procedure)
    checked = post(client, form, go="next", **answers)
    return post(client, form, go="send") if checked.status_code == 200 else checked


def number_in(answer: Any) -> str:
    assert answer.status_code == 302, html(answer)[:3000]
    found = re.search(r"/cases/([^/]+)/", answer["Location"])
    assert found is not None
    return found[1]


def test_a_plan_one_beyond_the_ceiling_is_refused_and_one_less_is_announced(scene: demo.Scene) -> None:
    city, handler = officer("city"), officer("haidian-handler")
    town = pages.town_code(scene)
    for number, planned in (("2022", 1998), ("2023", 1997)):  # three are on duty on that day
        plan = {
            "number": number, "title": f"{number}批", "opens_on": "2021-08-02", "closes_on": "2021-08-20",
            "on_duty_on": "2021-12-01", "planned": str(planned), "written": "60",
        }  # fmt: skip
        done(send(city, "city", "plan", **plan))
        post_ = {"intake": number, "number": f"{number}-01", "title": "协理", "places": str(planned)}
        done(send(city, "city", "post", **post_, township=town))
        needed = {"intake": number, "town": town, "wanted": str(planned), "why": "各村上报"}
        done(send(handler, "district", "demand", **needed))
    told(
        send(city, "city", "announce", intake="2022"),
        "上岗日全市总量不超过上限", "减少计划人数，或推迟上岗日", "c6-s1", "f-announce-intake",
    )  # fmt: skip
    done(send(city, "city", "announce", intake="2023"))
    states = r.seen(lambda: dict(Intake.objects.values_list("number", "state")))
    assert (states["2022"], states["2023"]) == ("draft", "announced")


def test_one_excellent_beyond_the_fifth_is_refused(scene: demo.Scene) -> None:
    world.to("2022-08-02 10:00")
    handler, town = officer("haidian-handler"), institution("township1", scene.township)
    done(send(handler, "district", "open", kind="annual", intake="E1", year="1"))
    number = html(handler.get(f"{pages.ROOT}/district/")).split("/rounds/")[1].split("/")[0]
    one = pages.people()[0]
    village = institution("village1", scene.villages[0])
    for client, page in ((village, "village"), (town, "township")):
        done(send(client, page, f"{number}-opinion", who=one.number, text="同意"))
    best = {"who": one.number, "grade": "excellent", "grounds": "实绩", "exception": "防汛突出"}
    told(send(handler, f"rounds/{number}", "grade", **best), "优秀名额已满", "改评合格", "c15-s5")
    assert r.seen(lambda: Appraisal.objects.get(assistant=one).grade) == ""


def test_a_leave_counts_working_days_and_refuses_what_takes_none(scene: demo.Scene) -> None:
    world.to("2021-09-24 10:00")
    mine = browser("assistant1")

    def leave(first: str, last: str) -> Any:
        return sent(mine, "leave", kind="personal", starts_on=first, ends_on=last, why="家事")

    told(leave("2021-10-01", "2021-10-07"), "含有要上班的日子", "调休上班日要请", "c14-1-s1", "starts-on")
    told(leave("2021-09-29", "2021-09-28"), "结束日期早于开始日期", "请核对起止日期", "c14-1-s1", "ends-on")
    told(leave("2026-07-31", "2026-08-05"), "起止日期内不在岗服务", "请核对日期", "c2", "starts-on")
    done(leave("2021-09-26", "2021-09-26"))  # a make-up Sunday
    done(leave("2021-09-30", "2021-10-09"))  # a Thursday, the holiday, a Friday and a make-up Saturday
    told(
        leave("2021-10-08", "2021-10-08"), "2021-09-30 至 2021-10-09", "先撤回那一件", "c14-1-s1", "starts-on"
    )
    kept = r.seen(lambda: {a.starts_on: (a.working_days, a.joined_days) for a in Absence.objects.all()})
    assert kept == {date(2021, 9, 26): (1, 0), date(2021, 9, 30): (3, 0)}


def test_nobody_who_was_not_on_duty_in_the_quarter_is_appraised(scene: demo.Scene) -> None:
    world.to("2021-10-08 10:00")
    newcomer = someone(226)
    key = UUID(r.do(lambda tx: str(r.parties.find_or_create_person(tx, newcomer.number, newcomer.name))))
    demo._on_duty(scene, 4, key, newcomer.name)
    late = r.seen(lambda: r.Assistant.objects.get(party=key))
    assert (late.serves_from, late.village) == (date(2021, 10, 8), scene.villages[0])
    town, village = institution("township1", scene.township), institution("village1", scene.villages[0])
    told(sent(town, "quarterly", year="2021", quarter="2"), "没有在岗协理员", "请核对", "c2")
    told(sent(town, "quarterly", year="2021", quarter="4"), "还没有结束", "季度", "c15-1-s1")
    number = number_in(sent(town, "quarterly", year="2021", quarter="3"))
    told(
        send(village, "village", f"{number}-propose", who=late.number, grade="qualified", why="良好"),
        "考核期内不在岗", "不在岗的人不能考核", "c2", f"f-{number}-propose-who",
    )  # fmt: skip
    assert not r.seen(lambda: Appraisal.objects.filter(assistant=late).exists())
    stranger = send(village, "village", f"{number}-propose", who="XLE19999", grade="qualified", why="良好")
    told(stranger, "协理员", "", "c15-1-s3", f"f-{number}-propose-who")


def test_a_transfer_needs_its_approver_and_a_secondment_has_none(scene: demo.Scene) -> None:
    row = pages.people()[0]
    town, handler, reviewer = institution("township1", scene.township), officer("haidian-handler"), officer("haidian-reviewer")  # fmt: skip

    def duty(kind: str, first: str = "2021-09-01", last: str = "2021-09-30", who: str = row.number) -> Any:
        task = {"kind": kind, "plan": "值守", "place": "乡政府", "starts_on": first, "ends_on": last}
        return sent(town, "duty", assistant=who, **task)

    told(duty("urgent", who="XL20219999"), "本乡镇没有这名协理员", "请核对编号", "c13-s3", "assistant")
    told(duty("secondment"), "任务类别", "", "c13-s4", "kind")
    told(
        duty("urgent", "2021-09-02", "2021-09-01"),
        "结束日期早于开始日期",
        "请核对起止日期",
        "c13-s3",
        "ends-on",
    )

    def act(client: Client, number: str, action: str, **values: str) -> Any:
        return desk.post(client, f"/workbench/cases/{number}/act/{action}/", **values)

    event, work = (
        number_in(duty("district_event")),
        number_in(duty("township_stage", "2021-10-11", "2021-10-20")),
    )
    for client, number, action, words in (
        (reviewer, event, "decide", ("属于区人社局批准的任务", "转报市人社局批准", "#c13-s3")),
        (handler, work, "pass_on", ("属于市人社局批准的任务", "由区里决定", "#c13-s4")),
    ):
        answer = act(client, number, action, outcome="approve")
        assert answer.status_code == 409
        assert [each for each in words if each not in html(answer)] == []
    world.to("2021-10-12 10:00")
    late = act(officer("haidian-reviewer"), work, "decide", outcome="approve")
    told(late, "先批准后派出", "先批准后派出；重大活动和紧急任务报市人社局批准", "c13-s3")
    kept = r.seen(lambda: sorted(Absence.objects.values_list("kind", "state")))
    assert kept == [("district_event", "asked"), ("township_stage", "asked")]


def test_marks_that_are_missing_or_wrong_are_told_and_nothing_is_ranked(scene: demo.Scene) -> None:
    city, seeker = officer("city"), r.person(502, "苏晓")
    number = r.apply_at("haidian", seeker, scene.post)
    r.step(demo.officer("district_handler", "haidian"), number, "confirm")
    done(send(city, "city", "seed", intake="2021", seed="seed-of-the-day"))
    done(send(city, "city", "seats", intake="2021", rooms="第一考场 30"))
    ticket = r.seen(lambda: Applicant.objects.get(party=seeker.party).ticket)
    told(send(city, "city", "ranks", intake="2021"), f"{ticket}：成绩不全", "请补录或更正后再排名", "c8-3")
    for typed, what, mend in (
        (f"{ticket} 九十 80", "不是数字", "写分数，最多两位小数"),
        (f"{ticket} 80 80\n{ticket} 81 80", "写了两行", "删去重复的一行"),
        (f"{ticket} 80", f"{ticket}：成绩超出满分范围，或科目数不对", "请核对后整批再录"),
    ):
        told(send(city, "city", "marks", intake="2021", marks=typed), what, mend, "c8-3")
    assert r.seen(lambda: Applicant.objects.get(party=seeker.party).rank) is None
