"""The quarter's appraisal by village and township: proposals, grades, the share of excellent ones (15.1)."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import reach, readings
from gongbao.platform.rural_assistants.attendance import due_days
from gongbao.platform.rural_assistants.carrying import asked, carries, given, required, tell
from gongbao.platform.rural_assistants.models import Appraisal, Assistant, Attendance, Round, WorkRecord
from gongbao.platform.rural_assistants.rounds import began_on, hand_out, join, people_in, person_in, round_of
from gongbao.platform.rural_assistants.words import (
    QUARTERLY,
    TOWNSHIP_KIND,
    VILLAGE_KIND,
    refuse,
    said_month,
    today_of,
)
from gongbao.policies.rural_assistants import quotas, rules
from gongbao.policies.rural_assistants.dates import Quarter, months_served
from gongbao.policies.rural_assistants.facts import GRADES


def start_quarter(tx: Tx, case: Case, told: dict[str, Any]) -> Round:
    """Open a township's quarter for everybody on duty in it; once a quarter, and only when it is over."""
    township = case.party
    if township is None or reach.organisation_kind(township) != TOWNSHIP_KIND:
        raise refuse(
            "15.1.s1",
            "平时考核由乡镇开展",
            "The township holds it",
            "请以乡镇身份办理",
            "Act for the township",
        )
    quarter, today = Quarter(int(told["year"]), int(told["quarter"])), today_of(tx.now)
    if today <= quarter.span.last:
        raise refuse("15.1.s1", "本季度还没有结束", "The quarter is not over", f"{quarter.span.last}后办理", f"After {quarter.span.last}", "quarter")  # fmt: skip
    tx.lock(f"rural:round:{township}:{quarter.name}")
    if (
        Round.objects.filter(kind="quarterly", township=township, period=quarter.name)
        .exclude(case=case.key)
        .exists()
    ):
        raise refuse("15.1.s1", f"{quarter.name} 已经开展", "This quarter is under way", "请在原办件中办理", "Go on in that case", "quarter")  # fmt: skip
    people = [
        a
        for a in Assistant.objects.filter(township=township, serves_from__isnull=False)
        if served(a, quarter)
    ]
    if not people:
        raise refuse("2", "本季度没有在岗协理员", "Nobody was on duty in the quarter", "请核对季度", "Check the quarter", "quarter")  # fmt: skip
    row, _ = Round.objects.get_or_create(
        case=case.key, defaults={"office": case.office, "party": township, "kind": "quarterly", "period": quarter.name, "township": township},
    )  # fmt: skip
    join(row, people)
    hand_out(case, people)
    for village in {a.village for a in people if a.village}:
        tell(tx, village, case, f"{case.key}:{village}", f"请为 {quarter.name} 平时考核提出建议", "Please propose grades for the quarter")  # fmt: skip
    return row


def served(row: Assistant, quarter: Quarter) -> tuple[int, ...]:
    """The months of a quarter in which somebody was on duty."""
    assert row.serves_from is not None
    return months_served(quarter, row.serves_from, row.left_on)


def quarter_of(period: str) -> Quarter:
    """The quarter named ``2021Q3``."""
    return Quarter(int(period[:4]), int(period[5]))


def records_given(row: Assistant, quarter: Quarter) -> int:
    """How many monthly records somebody handed in for a quarter; inside `opened`."""
    return WorkRecord.objects.filter(assistant=row, month__in=served(row, quarter)).count()


def propose(tx: Tx, number: str, assistant: str, grade: str, why: str) -> None:
    """The village Party organisation proposes a grade from records, work and attendance (15.1.s3)."""
    village = reach.institution(tx.actor, VILLAGE_KIND, "15.1.s3")
    case = reach.handed(tx, number, "propose")
    with opened("a proposal"):
        row = person_in(case, assistant)
        quarter = quarter_of(row.period)
        if row.assistant.village != village:
            raise refuse(
                "15.1.s3", "不在本村服务", "Not of this village", "请核对编号", "Check the number", assistant
            )
        if case.state != "submitted" or grade not in GRADES or not why.strip():
            raise refuse("15.1.s3", "已过提建议的环节，或没有选等次、写理由", "Too late, or grade or reason is missing", "选等次并写理由", "Choose a grade and give the reason", assistant)  # fmt: skip
        wanted = len(served(row.assistant, quarter))
        facts = {"on_duty": wanted > 0, "records_given": records_given(row.assistant, quarter), "months_served": wanted, "proposed_by": "village_party"}  # fmt: skip
        mend = Text("请协理员补交工作纪实", "The assistant hands in the missing records")
        required(rules.QUARTERLY, facts, today_of(tx.now), mend, assistant)
        missing = [
            m for m in served(row.assistant, quarter) if not _attended(row.assistant, m, today_of(tx.now))
        ]
        if missing:
            raise refuse("15.1.s3", f"{said_month(missing[0])} 考勤还没有报", "Attendance is not sent in", "先报考勤", "Send it in first", assistant)  # fmt: skip
        row.proposal, row.proposal_why, row.proposed_on = grade, why.strip()[:500], today_of(tx.now)
        row.save(update_fields=["proposal", "proposal_why", "proposed_on"])


def _attended(row: Assistant, month: int, on: date) -> bool:
    if not due_days(row, month, on):
        return True
    return Attendance.objects.filter(assistant=row, month=month, sent_on__isnull=False).exists()


def grade_quarter(tx: Tx, number: str, assistant: str, grade: str, grounds: str = "") -> None:
    """The township's grade for one person, with grounds where it differs from the proposal (15.1.s4)."""
    township = reach.institution(tx.actor, TOWNSHIP_KIND, "15.1.s4")
    case = Case.objects.select_for_update().filter(number=number, party=township, procedure=QUARTERLY).first()
    if case is None or case.state != "submitted" or grade not in GRADES:
        raise refuse("15.1.s4", "没有可确定的平时考核", "No quarter to decide", "请核对办件和等次", "Check case and grade", number)  # fmt: skip
    with opened("a grade"):
        row = person_in(case, assistant)
        if not row.proposal:
            raise refuse("15.1.s3", "村党组织还没有提出建议", "The village has not proposed", "请村里先提建议", "The village proposes first", assistant)  # fmt: skip
        if grade != row.proposal and not grounds.strip():
            raise refuse("15.1.s4", "与村建议不同，没有写理由", "It differs from the proposal without a reason", "写明理由", "Give the reason", "grounds")  # fmt: skip
        row.grade, row.grounds = grade, grounds.strip()[:500]
        row.save(update_fields=["grade", "grounds"])


@carries("open_quarter", QUARTERLY)
def open_quarter(tx: Tx, case: Case, act: Act) -> None:
    """Open the quarter (15.1.s1)."""
    start_quarter(tx, case, given(case, act))


@carries("decide_quarter", QUARTERLY)
def decide_quarter(tx: Tx, case: Case, act: Act) -> None:
    """Everybody not graded otherwise gets the grade proposed; the people are told; about two fifths is a remark."""
    row, today = round_of(case.key), today_of(tx.now)
    people = list(people_in(row))
    for each in people:
        each.grade, each.told_on = each.grade or each.proposal, today
        tell(tx, each.party, case, f"{case.key}:{each.id}:told", f"{row.period} 平时考核：{GRADES[each.grade].zh}，有异议请在期限内提出", f"Quarter {row.period}: {GRADES[each.grade].en}")  # fmt: skip
    Appraisal.objects.bulk_update(people, ["grade", "told_on"])
    share = share_of(row, today)
    if not share.about_right:
        tx.event(case.key, "share", {"base": share.base, "people": share.people, "excellent": share.excellent, "target": share.target})  # fmt: skip


class QuarterShare(NamedTuple):
    """The excellent grades of a quarter among those of the township or the district (`base`), and about how many they should be."""

    base: str
    people: int
    excellent: int
    target: int
    about_right: bool

    def said(self) -> Text:
        """In a line: whose people are counted, and that it bars nothing."""
        where = Text("本乡镇", "of the township") if self.base == "township" else Text("全区已评定的", "graded in the district")  # fmt: skip
        return Text(
            f"{where.zh}{self.people}人，优秀{self.excellent}人，四成左右为{self.target}人；只提示，不拦截",
            f"{self.people} people {where.en}, {self.excellent} excellent, about two fifths are {self.target}: a remark only",
        )  # fmt: skip


def share_of(row: Round, on: date) -> QuarterShare:
    """The share of a quarter, by the reading of the day the round began; a remark, never a bar. Inside `opened`."""
    base = readings.chosen("quarterly_base", began_on([row])[row.case])
    people = people_in(row) if base == "township" else Appraisal.objects.filter(kind=row.kind, office=row.office, period=row.period).exclude(grade="")  # fmt: skip
    marks = list(people.values_list("grade", flat=True))
    best = marks.count(quotas.EXCELLENT)
    facts = {f"{base}_people": len(marks), f"{base}_excellent": best}
    right = asked(rules.QUARTERLY_SHARE, facts, on, {"quarterly_base": base}).outcome == "met"
    return QuarterShare(base, len(marks), best, quotas.about_excellent(len(marks), on), right)


@carries("file_quarter", QUARTERLY)
def file_quarter(tx: Tx, case: Case, act: Act) -> None:
    """The district puts the result on record as it is; the papers stay with the township (15.1.s4, 15.1.s5)."""
    Appraisal.objects.filter(round__case=case.key).update(filed_on=today_of(tx.now))
