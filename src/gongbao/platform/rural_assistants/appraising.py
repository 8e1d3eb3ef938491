"""The district's appraisal of years and terms: opinions, grades, the quota counted under a lock (15.2, 15.3)."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import reach
from gongbao.platform.rural_assistants.carrying import (
    asked,
    begun,
    carries,
    required,
    tell,
    tell_office,
)
from gongbao.platform.rural_assistants.models import Appraisal, Assistant, Intake, Round
from gongbao.platform.rural_assistants.rounds import (
    TITLES,
    hand_out,
    join,
    lock_quota,
    people_in,
    person_in,
    quota_of,
    round_of,
)
from gongbao.platform.rural_assistants.words import ANNUAL, TERM, refuse, today_of
from gongbao.policies.rural_assistants import quotas, rules
from gongbao.policies.rural_assistants.dates import quarters_of, work_year
from gongbao.policies.rural_assistants.facts import GRADES

KINDS = {"annual": ANNUAL, "term": TERM}
NO_REASON = refuse(
    "15.2.s2", "没有写依据", "No grounds are given", "写明实绩和各方意见", "Results and opinions", "grounds"
)


def open_round(tx: Tx, kind: str, intake: str, number: int = 0) -> dict[str, Any]:
    """Open a year (`number` of the service) or the end-of-term round of an intake in the officer's district (5.2.3)."""
    reach.officer(tx.actor, "15.2.s1" if kind == "annual" else "15.3.s1")
    office = tx.actor.office
    with opened("a round"):
        batch = Intake.objects.get(number=intake)
        period = f"{intake}/{number}" if kind == "annual" else f"{intake}/{'ext' if number else 'term'}"
        people = [a for a in _of_intake(office, batch) if _ready(a, kind, number, today_of(tx.now))]
        if not people:
            raise refuse(
                "15.2.s1" if kind == "annual" else "15.3.s1", "没有到考核时间的在岗人员", "Nobody's period is over",
                "年度考核在工作年度满后，期满考核在合同期满日开展", "After the work year, or on the contract's last day", intake,
            )  # fmt: skip
        tx.lock(f"rural:round:{office}:{kind}:{period}")
        if Round.objects.filter(kind=kind, office=office, period=period).exists():
            raise refuse("15.2.s1", f"{period} 已经开展", "This round is under way", "请在原办件中办理", "Go on in that case", period)  # fmt: skip
        case = begun(tx, KINDS[kind], office, None, f"{batch.title} {TITLES[kind].zh} {period}")
        row = Round.objects.create(office=office, case=case.key, kind=kind, period=period, intake=batch)
        join(row, people)
        hand_out(case, people)
        for party in {p for a in people for p in (a.village, a.township) if p}:
            tell(tx, party, case, f"{case.key}:{party}", f"请为{TITLES[kind].zh}（{period}）提出意见", "Please give your opinion")  # fmt: skip
    return {"number": case.number, "people": len(people)}


def _of_intake(office: str, batch: Intake) -> list[Assistant]:
    """The district's people of an intake, those whose term has just ended included; who left early is not."""
    rows = Assistant.objects.filter(
        office=office, intake=batch, left_how__in=("", "term"), serves_from__isnull=False
    )
    return list(rows.order_by("number"))


def _ready(row: Assistant, kind: str, number: int, on: date) -> bool:
    """Whether the period of one person is over and was served, by the rules (15.2.s1, 15.3.s1)."""
    assert row.serves_from is not None
    facts: dict[str, Any] = {"on_duty": True, "village_opinion": True, "township_opinion": True}
    if kind == "annual":
        span = work_year(row.serves_from, number)
        facts |= {"work_year_from": span.first, "calendar_year_over": False}
        facts["on_duty"] = (row.left_on or span.last) >= span.last
        return asked(rules.ANNUAL, facts, on).outcome == "met"
    if Appraisal.objects.filter(assistant=row, kind="term").exists():
        return False
    facts["contract_ends_on"] = row.contract_to if row.longer == "renewed" else row.ends_on
    return asked(rules.TERM, facts, on).outcome == "met"


def give_opinion(tx: Tx, number: str, assistant: str, text: str) -> None:
    """The village's or township's opinion on one person of a round (15.2.s2)."""
    level = reach.level_of(tx.actor)
    case = reach.handed(tx, number, "opinion")
    if level not in ("village", "township") or case.state != "open" or not text.strip():
        raise refuse("15.2.s2", "现在不能提意见，或没有写内容", "Not now, or nothing written", "写明意见", "Write it down", assistant)  # fmt: skip
    with opened("an opinion"):
        row = person_in(case, assistant)
        if getattr(row.assistant, level) != tx.actor.party:
            raise refuse(
                "15.2.s2",
                "不归本级管理",
                "Not with this institution",
                "请核对编号",
                "Check the number",
                assistant,
            )
        setattr(row, f"{level}_opinion", text.strip()[:500])
        row.save(update_fields=[f"{level}_opinion"])


def behind(row: Appraisal) -> dict[str, int]:
    """The excellent quarters of a work year, and excellent years, that stand behind a grade; inside `opened`."""
    own = Appraisal.objects.filter(assistant=row.assistant, grade=quotas.EXCELLENT, told_on__isnull=False)
    years = own.filter(kind="annual").count()
    quarters = 0
    if row.kind == "annual" and row.assistant.serves_from:
        number = int(row.period.rsplit("/", 1)[1])
        names = [quarter.name for quarter in quarters_of(row.assistant.serves_from, number)]
        quarters = own.filter(kind="quarterly", period__in=names).count()
    return {"excellent_quarters": quarters, "excellent_years": years}


def grade(
    tx: Tx, number: str, assistant: str, mark: str, grounds: str, exception: str = ""
) -> dict[str, Any]:
    """The district's grade for one person, with grounds; the quota is counted under a lock, one too many is refused.

    An excellent grade outside the pool needs a reason, and the round's reviewer as second person (15.2.s3, 15.3.s3).
    """
    reach.officer(tx.actor, "15.2.s2")
    case = Case.objects.select_for_update().filter(number=number, procedure__in=KINDS.values()).first()
    if case is None or case.state != "open":
        raise refuse(
            "15.2.s2",
            "没有评定中的考核",
            "No round is being graded",
            "请核对办件编号",
            "Check the number",
            number,
        )
    if mark not in GRADES or not grounds.strip():
        raise NO_REASON
    today = today_of(tx.now)
    with opened("a grade"):
        row = person_in(case, assistant)
        lock_quota(tx, row.round)
        if not (row.village_opinion and row.township_opinion):
            raise refuse("15.2.s2", "村或乡镇的意见还没有", "Village or township has not given its opinion", "请先提意见", "They give it first", assistant)  # fmt: skip
        if mark == quotas.EXCELLENT:
            _pool(row, exception, today)
        row.grade, row.grounds, row.exception = mark, grounds.strip()[:500], exception.strip()[:500]
        row.save(update_fields=["grade", "grounds", "exception"])
        found = quota_of(row.round, today)
        if mark == quotas.EXCELLENT and found.over:
            raise refuse(
                "15.s5", f"优秀名额已满：{found.people}人参加，最多{found.most}人，这是第{found.excellent}人", "The quota of excellent grades is full",
                "改评合格，或先调整已评优秀的人员", "Grade as qualified, or change another first", assistant,
            )  # fmt: skip
    return {"excellent": found.excellent, "most": found.most, "people": found.people}


def _pool(row: Appraisal, exception: str, on: date) -> None:
    question = rules.EXCELLENT_YEAR if row.kind == "annual" else rules.EXCELLENT_TERM
    facts = {
        **behind(row),
        "reason_given": bool(exception.strip()),
        "second_reviewed": bool(exception.strip()),
    }
    what = "平时考核" if row.kind == "annual" else "年度考核"
    required(question, facts, on, Text(f"没有{what}优秀的，写明特殊理由，复核人一并审查", "Give the reason; the reviewer examines it"), row.assistant.number)  # fmt: skip


@carries("close_grading", ANNUAL, TERM)
def close_grading(tx: Tx, case: Case, act: Act) -> None:
    """The handler has graded everybody: the reviewer is told."""
    tell_office(
        tx, case.office, f"{case.key}:graded", f"{case.number} 待复核", "A round waits for review", case
    )


@carries("tell_grades", ANNUAL, TERM)
def tell_grades(tx: Tx, case: Case, act: Act) -> None:
    """Confirmed by a second person: everybody learns the grade."""
    row, today = round_of(case.key), today_of(tx.now)
    for each in people_in(row):
        tell(tx, each.party, case, f"{case.key}:{each.id}:told", f"{TITLES[row.kind].zh}：{GRADES[each.grade].zh}，有异议请在期限内提出", f"{TITLES[row.kind].en}: {GRADES[each.grade].en}")  # fmt: skip
    people_in(row).update(told_on=today)
