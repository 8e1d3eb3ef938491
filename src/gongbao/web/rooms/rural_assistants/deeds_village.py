"""What a village can do: attendance, proposals and opinions, memberships received."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants.models import Assistant
from gongbao.platform.rural_assistants.words import QUARTERLY, refuse, said_month
from gongbao.policies.rural_assistants.facts import GRADES
from gongbao.web.rooms.rural_assistants.deeds import Deed, ask
from gongbao.web.rooms.rural_assistants.deeds_people import MONTH, entry, opinion, training_of, venture, whose


def village_deeds(actor: Any, people: list[Assistant], waiting: Any, month: int, on: date) -> list[Deed]:
    """Everything the village can do now, cases in its hands apart."""
    if not people:
        return []
    known = {p.number: p for p in people}

    def keep(tx: Tx, values: dict[str, Any]) -> object:
        row = known[values["who"]]
        when = values.get("month", month)
        told = rural.attendance.suggested(row, when, on)
        for day in _days(values.get("absent", ""), when):
            told[day] = "absent"
        return rural.attendance.keep(tx, row, when, told)

    who = whose(people)
    deeds = [
        Deed(
            "keep", Text("登记考勤", "Enter attendance"),
            (who, MONTH, ask("absent", "text", "旷工的日子（没有就不填）", "Days absent, if any", required=False, max_length=120,
                              help=Text("只写几号，如 12 15", "Days of the month: 12 15"))),
            keep, "bi-2020-22/14.2.s1", Text("批准的请假和外派自动并入，其余工作日为在村。", "Approved leave and duty are entered by themselves; other days are in the village."),
            {"month": said_month(month)},
        ),
        Deed("send", Text("报送乡镇", "Send to the township"), (MONTH,),
             lambda tx, v: rural.attendance.send(tx, v["month"]), "bi-2020-22/14.2.s2", None, {"month": said_month(month)}),
    ]  # fmt: skip
    for case in waiting:
        if case.procedure == QUARTERLY and case.state == "submitted":
            deeds.append(_propose(case.number, case.title, people))
        if case.procedure.endswith((".annual", ".term")) and case.state == "open":
            deeds.append(opinion(case.number, case.title, people))
    if letters := rural.membership.waiting(people, on):
        deeds.append(Deed(
            "membership", Text("确认接收组织关系", "Confirm a membership"), (whose(letters),),
            lambda tx, v: rural.membership.confirm(tx, known[v["who"]]), "bi-2020-22/11.s2",
            Text("村党组织收到介绍信后确认，待遇和转接随之登记。", "Once the letter has come; the checklist follows."), waits=True,
        ))  # fmt: skip
    return [
        *deeds,
        training_of(people),
        *venture(actor, people),
        entry(people, ("conditions", "reserve_village", "elected", "party_member", "delegate")),
    ]


def _propose(number: str, title: str, people: list[Assistant]) -> Deed:
    return Deed(
        f"{number}-propose", Text(f"提考核建议：{title}", f"Propose a grade: {title}"),
        (whose(people), ask("grade", "choice", "建议等次", "Grade", words=GRADES), ask("why", "long_text", "依据（日常表现、任务、考勤）", "Grounds", max_length=500)),
        lambda tx, v: rural.quarters.propose(tx, number, v["who"], v["grade"], v["why"]), "bi-2020-22/15.1.s3",
        Text("由村党组织提出。", "By the village Party organisation."),
    )  # fmt: skip


def _days(text: str, month: int) -> list[date]:
    """Days of a month from their numbers; refuses what is no day of it."""
    found = []
    for word in text.replace("，", " ").replace("、", " ").replace(",", " ").split():
        try:
            found.append(date(month // 12, month % 12 + 1, int(word)))
        except ValueError:
            raise refuse("14.2.s1", f"“{word}”不是这个月的日子", "Not a day of the month", "只写几号，用空格分开", "Numbers of days, with blanks", "absent") from None  # fmt: skip
    return found
