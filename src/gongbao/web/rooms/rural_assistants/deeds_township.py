"""What a township can do: attendance to file, quarters to grade, mentors, letters and benefits."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongbao.law.text import Text
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants.models import Assistant
from gongbao.platform.rural_assistants.words import MENTORS, said_month
from gongbao.policies.rural_assistants.facts import GRADES
from gongbao.web.rooms.rural_assistants.deeds import Deed, ask
from gongbao.web.rooms.rural_assistants.deeds_people import (
    MONTH,
    archive,
    benefit,
    breach,
    entry,
    opinion,
    settle,
    training_of,
    venture,
    whose,
)


def township_deeds(actor: Any, people: list[Assistant], waiting: Any, month: int, on: date) -> list[Deed]:
    """Everything the township can do now, cases in its hands apart."""
    deeds = [
        Deed("pass_on", Text("考勤报区备案", "File attendance"), (MONTH,),
             lambda tx, v: rural.attendance.pass_on(tx, v["month"]), "bi-2020-22/14.2.s3", None, {"month": said_month(month)}),
    ]  # fmt: skip
    deeds += _quarter_deeds(actor)
    if not people:
        return deeds
    known = {p.number: p for p in people}
    who = whose(people)
    for case in waiting:
        if case.procedure.endswith((".annual", ".term")) and case.state == "open":
            deeds.append(opinion(case.number, case.title, people))
    deeds += [
        Deed("give_back", Text("考勤退回村", "Give attendance back"), (who, MONTH),
             lambda tx, v: rural.attendance.give_back(tx, known[v["who"]], v["month"]), "bi-2020-22/14.2.s2", None, {"month": said_month(month)}),
        Deed("mentor", Text("确定培养联系人", "Name a mentor"),
             (who, ask("name", "text", "姓名", "Name", max_length=64), ask("kind", "choice", "类别", "Kind", words=MENTORS)),
             lambda tx, v: rural.training.name_mentor(tx, known[v["who"]], v["name"], v["kind"]), "bi-2020-22/22"),
        archive(people),
        Deed("letter", Text("登记组织关系介绍信", "Record a letter of membership"),
             (who, ask("number", "text", "介绍信编号", "Number", max_length=60), ask("giver", "text", "开具的组织", "Issued by", max_length=120),
              ask("issued_on", "date", "开具日期", "Issued on"), ask("valid_until", "date", "有效期至", "Valid until")),
             lambda tx, v: rural.membership.send_letter(tx, known[v["who"]], v["number"], v["giver"], issued_on=v["issued_on"], valid_until=v["valid_until"]), "bi-2020-22/11.s2",
             Text("党团关系用介绍信在党团组织之间转接，不随人事档案；由村党组织确认接收。", "Membership goes by letter between organisations, not with the archive; the village confirms it.")),
        benefit(people), breach(people), training_of(people), *venture(actor, people),
        entry(people, ("conditions", "reserve_village", "reserve_township", "elected", "delegate", "protected")),
    ]  # fmt: skip
    return deeds


def _quarter_deeds(actor: Any) -> list[Deed]:
    """Grades that differ from the proposal, and answers to objections, in the township's own quarters."""
    deeds: list[Deed] = []
    for row, case in rural.rounds.listed(actor):
        if row.kind != "quarterly" or case.party != actor.party:
            continue
        _, _, inside = rural.rounds.in_round(actor, case.number)
        people = [each.assistant for each in inside]
        number = case.number
        if case.state == "submitted":
            deeds.append(Deed(
                f"{number}-grade", Text(f"研究等次：{row.period}", f"Grade: {row.period}"),
                (whose(people), ask("grade", "choice", "等次", "Grade", words=GRADES), ask("why", "long_text", "与建议不同的理由", "Why it differs", required=False, max_length=500)),
                lambda tx, v, number=number: rural.quarters.grade_quarter(tx, number, v["who"], v["grade"], v.get("why", "")), "bi-2020-22/15.1.s4",
                Text("不单独研究的按村建议确定。", "Where nothing is entered the proposal stands."),
            ))  # fmt: skip
        objected = [each.assistant for each in inside if each.objection is not None]
        if case.state == "decided" and objected:
            deeds.append(settle(number, row.period, objected))
    return deeds
