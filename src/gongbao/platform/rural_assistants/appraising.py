"""Appraisal: the township's quarters and the district's years and terms, quotas under a lock, objections, forms (15)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from gongbao.kernel.districts import office as office_of
from gongbao.kernel.procedure import CaseState
from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case
from gongbao.platform.casework.services import step
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.letters import services as letters
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import reach
from gongbao.platform.rural_assistants.attendance import due_days
from gongbao.platform.rural_assistants.carrying import (
    asked,
    begun,
    carries,
    given,
    required,
    tell,
    tell_office,
)
from gongbao.platform.rural_assistants.models import (
    Appraisal,
    Assistant,
    Attendance,
    Intake,
    Round,
    WorkRecord,
)
from gongbao.platform.rural_assistants.words import (
    ANNUAL,
    QUARTERLY,
    TERM,
    TOWNSHIP_KIND,
    VILLAGE_KIND,
    refuse,
    said_month,
    today_of,
)
from gongbao.policies.rural_assistants import quotas, rules
from gongbao.policies.rural_assistants.dates import Quarter, months_served, quarters_of, work_year
from gongbao.policies.rural_assistants.facts import GRADES

KINDS = {"annual": ANNUAL, "term": TERM}
TITLES = {
    "quarterly": Text("平时考核", "Quarterly appraisal"),
    "annual": Text("年度考核", "Annual appraisal"),
    "term": Text("期满考核", "End-of-term appraisal"),
}
NO_REASON = refuse(
    "15.2.s2", "没有写依据", "No grounds are given", "写明实绩和各方意见", "Results and opinions", "grounds"
)


# The quarter, by village and township
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
    _join(row, people)
    _hands(case, people)
    for village in {a.village for a in people if a.village}:
        tell(tx, village, case, f"{case.key}:{village}", f"请为 {quarter.name} 平时考核提出建议", "Please propose grades for the quarter")  # fmt: skip
    return row


def served(row: Assistant, quarter: Quarter) -> tuple[int, ...]:
    """The months of a quarter in which somebody was on duty."""
    assert row.serves_from is not None
    return months_served(quarter, row.serves_from, row.left_on)


def _join(row: Round, people: Iterable[Assistant]) -> None:
    Appraisal.objects.bulk_create(
        [
            Appraisal(office=a.office, party=a.party, round=row, assistant=a, kind=row.kind, period=row.period, intake_id=a.intake_id)
            for a in people
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _hands(case: Case, people: Iterable[Assistant]) -> None:
    for a in people:
        hands = [("village", a.village), ("township", a.township), ("assistant", a.party)]
        reach.pass_through(case, [(role, party) for role, party in hands if party], a.id)


def round_of(case: UUID) -> Round:
    """The round of a case."""
    with opened("round"):
        return Round.objects.select_related("intake").get(case=case)


def people_in(row: Round) -> QuerySet[Appraisal]:
    """Everybody in a round, by number; evaluate inside `opened`."""
    return Appraisal.objects.filter(round=row).select_related("assistant").order_by("assistant__number")


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
        row = _person(case, assistant)
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


def _person(case: Case, assistant: str) -> Appraisal:
    row = Appraisal.objects.select_related("assistant", "round").filter(round__case=case.key, assistant__number=assistant).first()  # fmt: skip
    if row is None:
        raise refuse(
            "2", "这名协理员不在本次考核范围内（考核期内不在岗）", "Not in this round: not on duty in the period",
            "请核对编号；不在岗的人不能考核", "Check the number; only those on duty are appraised", assistant,
        )  # fmt: skip
    return row


def grade_quarter(tx: Tx, number: str, assistant: str, grade: str, grounds: str = "") -> None:
    """The township's grade for one person, with grounds where it differs from the proposal (15.1.s4)."""
    township = reach.institution(tx.actor, TOWNSHIP_KIND, "15.1.s4")
    case = Case.objects.select_for_update().filter(number=number, party=township, procedure=QUARTERLY).first()
    if case is None or case.state != "submitted" or grade not in GRADES:
        raise refuse("15.1.s4", "没有可确定的平时考核", "No quarter to decide", "请核对办件和等次", "Check case and grade", number)  # fmt: skip
    with opened("a grade"):
        row = _person(case, assistant)
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
    remark = quarter_remark(people, today)
    if remark:
        tx.event(case.key, "share", {"people": len(people), "excellent": _best(people), "target": quotas.about_excellent(len(people), today)})  # fmt: skip


def quarter_remark(people: list[Appraisal], on: date) -> Text | None:
    """What is to be said where the excellent are not about two fifths; None where they are. Never a bar."""
    best = _best(people)
    facts = {"township_people": len(people), "township_excellent": best}
    if asked(rules.QUARTERLY_SHARE, facts, on).outcome == "met":
        return None
    target = quotas.about_excellent(len(people), on)
    return Text(f"优秀{best}人，四成左右为{target}人；只提示，不拦截", f"{best} are excellent, about two fifths are {target}: a remark only")  # fmt: skip


def _best(people: Iterable[Appraisal]) -> int:
    return sum(each.grade == quotas.EXCELLENT for each in people)


@carries("file_quarter", QUARTERLY)
def file_quarter(tx: Tx, case: Case, act: Act) -> None:
    """The district puts the result on record as it is; the papers stay with the township (15.1.s4, 15.1.s5)."""
    Appraisal.objects.filter(round__case=case.key).update(filed_on=today_of(tx.now))


# The year and the term, by the district
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
        _join(row, people)
        _hands(case, people)
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
        row = _person(case, assistant)
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
        tx.lock(f"rural:quota:{case.key}")
        row = _person(case, assistant)
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


def quota_of(row: Round, on: date) -> quotas.Quota:
    """The quota of a round: the district's people of the same intake appraised in it; inside `opened`."""
    marks = [("all", mark or "qualified") for mark in people_in(row).values_list("grade", flat=True)]
    return quotas.quotas(marks, on)["all"]


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


def objecting(tx: Tx, number: str, statement: str) -> dict[str, Any]:
    """The person appraised objects to the grade while the period runs (15.s6)."""
    with opened("an objection"):
        case = reach.handed(tx, number, "object")
        row = Appraisal.objects.filter(round__case=case.key, party=tx.actor.party).first()
        if row is None or not statement.strip():
            raise refuse("15.s6", "没有您的考核结果，或没有写理由", "No grade of yours, or no reason", "写明理由", "Give the reason", "statement")  # fmt: skip
        if row.objection is not None:
            raise refuse("15.s6", "已经提出过异议", "You have objected already", "请等答复", "Wait for the answer", "statement")  # fmt: skip
        done: dict[str, Any] = step(tx, case, "object", raw={"statement": statement})
        case.refresh_from_db()
        row.objection = max(item.number for item in CaseState.load(case.fold).opened("objection"))
        row.save(update_fields=["objection"])
    return done


@carries("answer_objection", QUARTERLY, ANNUAL, TERM)
def answer_objection(tx: Tx, case: Case, act: Act) -> None:
    """Tell who objected what came of it; a changed grade must have been entered by `change_grade` first."""
    item = int(act.body.get("settles") or 0)
    row = Appraisal.objects.filter(round__case=case.key, objection=item).first()
    if row is None:
        raise refuse("15.s6", "没有这件异议", "There is no such objection", "请核对", "Check it", str(item))
    kept = act.body.get("outcome") == "keep"
    tell(tx, row.party, case, f"{case.key}:{row.id}:answered", f"异议已答复：{'维持' if kept else '改为'}{GRADES[row.grade].zh}", f"Answered: {GRADES[row.grade].en}")  # fmt: skip


def settle(tx: Tx, number: str, assistant: str, outcome: str, answer: str, mark: str = "") -> dict[str, Any]:
    """Answer an objection; with ``change`` the grade becomes `mark`, within the quota (15.s5, 15.s6)."""
    with opened("an objection"):
        case = Case.objects.select_for_update().filter(number=number).first()
        own = case is not None and (
            (tx.actor.kind == "party" and case.party == tx.actor.party) or (tx.actor.kind == "officer" and tx.actor.office in (case.office, "city_hr"))
        )  # fmt: skip
        if case is None or not own:
            raise refuse(
                "15.s6", "没有这个办件", "There is no such case", "请核对编号", "Check the number", number
            )
        row = _person(case, assistant)
        if outcome == "change":
            if mark not in GRADES or mark == row.grade:
                raise refuse("15.s6", "没有选新的等次", "No new grade is chosen", "选一个不同的等次", "Choose another grade", "grade")  # fmt: skip
            tx.lock(f"rural:quota:{case.key}")
            row.grade = mark
            row.save(update_fields=["grade"])
            if (
                row.kind != "quarterly"
                and mark == quotas.EXCELLENT
                and quota_of(row.round, today_of(tx.now)).over
            ):
                raise refuse("15.s5", "优秀名额已满", "The quota of excellent grades is full", "只能在名额内改变", "Only within the quota", assistant)  # fmt: skip
        decided = {
            "outcome": outcome,
            "settles": row.objection,
            "reasons": ["facts" if outcome == "change" else "as_found"],
        }
        done: dict[str, Any] = step(tx, case, "settle_objection", raw={"answer": answer}, decided=decided)
        return done


@carries("file_forms", ANNUAL, TERM)
def file_forms(tx: Tx, case: Case, act: Act) -> None:
    """Make the registration form of everybody and file it in the personal archive; certificates follow a term (15.z, 16)."""
    from gongbao.platform.rural_assistants import ending, ordering

    row, today = round_of(case.key), today_of(tx.now)
    year = f"（第{row.period.rpartition('/')[2]}工作年度）" if row.kind == "annual" else ""
    for each in people_in(row):
        form = registration_form(tx, case, each)
        each.letter, each.filed_on = form.letter, today
        each.filing = ordering.send_form(tx, each, f"乡村振兴协理员{TITLES[row.kind].zh}登记表{year}")
        each.save(update_fields=["letter", "filed_on", "filing"])
        if row.kind == "term":
            ending.after_term(tx, case, each)
    tx.audit("rural.forms_filed", round=str(row.id), people=people_in(row).count())


def registration_form(tx: Tx, case: Case, row: Appraisal) -> letters.Issued:
    """The registration form as a letter whose PDF carries a code: facts, opinions, results, grade (15.z.s1)."""
    a, title = row.assistant, TITLES[row.kind]
    before = (
        Appraisal.objects.filter(assistant=a, told_on__isnull=False).exclude(pk=row.pk).order_by("period")
    )
    kinds = ("quarterly",) if row.kind == "annual" else ("annual",)
    results = [f"{each.period} {GRADES[each.grade].zh}" for each in before if each.kind in kinds]
    shown = parties.person(a.party).number_masked if a.party else ""
    return letters.issue(
        tx, f"rural_{row.kind}", Text(f"乡村振兴协理员{title.zh}登记表", f"Registration form: {title.en}"),
        letters.Content(
            facts=(
                ("姓名", a.name), ("编号", a.number), ("证件号码", shown), ("服务乡镇", reach.name_of(a.township)),
                ("服务村", reach.name_of(a.village)), ("服务期", f"{a.serves_from} 至 {a.ends_on}"), ("考核期", row.period),
                ("村意见", row.village_opinion), ("乡镇意见", row.township_opinion),
                ("有关考核结果", "；".join(results) or "无"), ("评定依据", row.grounds),
                *((("特殊理由", row.exception),) if row.exception else ()),
            ),
            basis=("京人社毕发〔2020〕22号第十五条",), decision=(f"{title.zh}等次：{GRADES[row.grade].zh}",),
            closing=("本表存入本人人事档案。",),
        ),
        office=case.office, addressee=a.name, prefix=f"{office_of(case.office).short.zh}协{title.zh[:2]}考", case=case.key, party=a.party,
    )  # fmt: skip


def guards(case: Case, on: date) -> dict[str, str]:
    """Guards of quarters and rounds; inside `opened`."""
    row = Round.objects.filter(case=case.key).first()
    if row is None:
        return {}
    people = list(people_in(row))
    proposed = all(each.proposal for each in people)
    graded = all(each.grade and each.village_opinion and each.township_opinion for each in people)
    kept = row.kind == "quarterly" or not quota_of(row, on).over
    run = CaseState.load(case.fold).clock("objection")
    over = run is not None and (run.status == "expired" or run.late(on))
    return {
        "proposals_in": "met" if proposed else "not_met",
        "all_graded": "met" if graded else "not_met",
        "quota_kept": "met" if kept else "not_met",
        "objections_over": "met" if over else "not_met",
        "may_file": "met" if over and kept else "not_met",
    }


def rounds(actor: Actor) -> list[tuple[Round, Case]]:
    """The rounds the actor's people are in, newest first."""
    with opened("rounds"):
        keys = Appraisal.objects.filter(assistant__in=reach.own(actor)).values("round")
        rows = list(Round.objects.filter(pk__in=keys).select_related("intake").order_by("-id")[:60])
        cases = {case.key: case for case in Case.objects.filter(key__in=[row.case for row in rows])}
    return [(row, cases[row.case]) for row in rows]


def in_round(actor: Actor, number: str) -> tuple[Case, Round, list[Appraisal]]:
    """A round with those of the actor's people who are in it. Raises Refusal where there are none."""
    with opened("a round"):
        case = Case.objects.filter(number=number).first()
        row = Round.objects.select_related("intake").filter(case=case.key).first() if case else None
        people = list(people_in(row).filter(assistant__in=reach.own(actor))) if row else []
    if case is None or row is None or not people:
        raise refuse("5.s2", "没有这次考核，或没有本级的人", "No such round, or none of yours in it", "请核对编号", "Check the number", number)  # fmt: skip
    return case, row, people
