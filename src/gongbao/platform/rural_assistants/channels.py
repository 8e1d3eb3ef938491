"""The ways after a full term: civil service, institutions, direct hire without probation, credit in examinations (28)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from gongbao.kernel.rules.question import Ruling
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case
from gongbao.platform.casework.services import step
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import reach
from gongbao.platform.rural_assistants.carrying import answered, asked, required, ruling_of
from gongbao.platform.rural_assistants.ending import term_facts, term_grades
from gongbao.platform.rural_assistants.models import Assistant, Certificate
from gongbao.platform.rural_assistants.readings import of_contract
from gongbao.platform.rural_assistants.words import WHEREABOUTS, refuse, today_of
from gongbao.policies.rural_assistants import rules

ELSEWHERE = Text(
    "条件、分值和时间以主管部门的公告为准", "conditions, points and days are as the authority announces"
)
CHANNELS = (
    ("civil_service", Text("公务员定向考录", "civil service, dedicated examination"), "28.1", ELSEWHERE),
    ("institution", Text("事业单位专项招聘", "public institutions, dedicated recruitment"), "28.2.s1", ELSEWHERE),
    ("direct_hire", Text("服务地基层事业单位直接聘用", "direct hire at the place of service"), "28.2.s2",
     Text("单位有岗位空缺的，不再约定试用期", "where there is a vacancy, without probation")),
    ("enterprise", Text("企业、创业、灵活就业", "enterprises, own business, flexible work"), "28.3",
     Text("见灵活就业和以工代训等政策", "see the policies on flexible work and training")),
    ("exam_credit", Text("考研加分", "credit in postgraduate examinations"), "28.4", ELSEWHERE),
)  # fmt: skip


class Channel(NamedTuple):
    """A way after the term: whether it is open to somebody, by which clause, and what else is to be known."""

    key: str
    title: Text
    clause: str
    open: bool
    about: Text


def standing(row: Assistant, on: date) -> list[Channel]:
    """Every way with whether it is open; where not, the condition that is missing."""
    with opened("channels"):
        answer = asked(rules.CHANNELS, term_facts(row, on), on, of_contract(row.contract_from))
    if answer.outcome == "met":
        return [
            Channel(key, title, f"bi-2020-22/{clause}", True, about) for key, title, clause, about in CHANNELS
        ]
    missing = [each.unit.tag.label for each in answer.reasons if answer.state_of(each) != "met"]
    why = Text(
        "还缺：" + "、".join(each.zh for each in missing),
        "missing: " + ", ".join(each.say("en") for each in missing),
    )
    return [Channel(key, title, f"bi-2020-22/{clause}", False, why) for key, title, clause, _ in CHANNELS]


class Eligible(NamedTuple):
    """Somebody to whom the ways are open, with the certificate that proves it."""

    assistant: Assistant
    certificate: Certificate | None


def eligible(actor: Actor, on: date) -> list[Eligible]:
    """Of the actor's people everybody to whom the ways are open: what civil service, institutions and universities are given."""
    reach.officer(actor, "28")
    with opened("channels"):
        rows = list(reach.own(actor).filter(left_how="term"))
        grades, rulings = term_grades(rows), _rulings(rows, on)
        found = [
            row
            for row in rows
            if answered(rulings[row.contract_from], term_facts(row, on, grades)).outcome == "met"
        ]
        have = {each.assistant_id: each for each in Certificate.objects.filter(assistant__in=found)}
    return [Eligible(row, have.get(row.pk)) for row in found]


def _rulings(rows: Sequence[Assistant], on: date) -> dict[date | None, Ruling]:
    """The ruling by the first day of a contract: intakes share theirs."""
    return {
        first: ruling_of(rules.CHANNELS, on, of_contract(first))
        for first in {row.contract_from for row in rows}
    }


def hire(tx: Tx, assistant: str, unit: str, *, grassroots: bool, vacancy: bool, probation: int) -> None:
    """Record a direct hire by a grass-roots institution at the place of service: no vacancy or a probation is refused (28.2.s2)."""
    reach.officer(tx.actor, "28.2.s2")
    row, today = reach.person(tx.actor, assistant, doing="hire"), today_of(tx.now)
    with opened("direct hire"):
        facts = {
            **term_facts(row, today),
            "grassroots_found": grassroots,
            "vacancy": vacancy,
            "probation_months": probation,
        }
        mend = Text(
            "核对单位是否在服务地基层、有空缺，合同不约定试用期",
            "Check place and vacancy; the contract has no probation",
        )
        required(rules.DIRECT_HIRE, facts, today, mend, assistant)
        case = Case.objects.filter(
            procedure=WHEREABOUTS, party=row.party, state__in=("due", "helping")
        ).first()
        if case is None or not unit.strip():
            raise refuse("28.2.s2", "没有待登记的去向，或没有写单位", "No whereabouts to record, or no institution named", "期满后登记，写明单位", "After the term, naming it", "unit")  # fmt: skip
        step(tx, case, "record", raw={"kind": "institution", "where": f"{unit.strip()}（直接聘用）"[:120]})
    tx.audit("rural.direct_hire", assistant=assistant, unit=unit.strip())
