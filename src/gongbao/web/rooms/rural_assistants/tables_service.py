"""Lists of assistants and their service: attendance, appraisals, training, benefits, ventures, what comes after the term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from gongbao.law.text import Text
from gongbao.platform.rural_assistants import ventures as venturing
from gongbao.platform.rural_assistants.words import BENEFITS, ENTRIES, LEFT, said_month
from gongbao.policies.rural_assistants.facts import GRADES, LEVELS, TRAINING_FORMS
from gongbao.policies.rural_assistants.forms import DESTINATIONS, LEAVES
from gongbao.web.rooms.rural_assistants.tables import names
from gongbao.web.shared.sheets import Sheet, column

PEOPLE = (
    column("number", "编号", "Number"), column("name", "姓名", "Name"), column("village", "村", "Village"),
    column("intake", "批次", "Intake"), column("serves_from", "上岗", "From", "date"), column("ends_on", "期满", "To", "date"), column("state", "状态", "State"),
)  # fmt: skip
MONTHS = (
    column("name", "姓名", "Name"), column("month", "月份", "Month"), column("working", "应出勤", "Working days", "integer"), column("village", "在村", "In the village", "integer"),
    column("duty", "外派", "Duty", "integer"), column("leave", "请假", "Leave", "integer"), column("absent", "旷工", "Absent", "integer"), column("state", "报送", "Sent"),
)  # fmt: skip
APPRAISED = (
    column("name", "姓名", "Name"), column("kind", "考核", "Appraisal"), column("period", "考核期", "Period"), column("proposal", "村建议", "Proposed"),
    column("village", "村意见", "Village"), column("township", "乡镇意见", "Township"), column("grade", "等次", "Grade"), column("told", "告知", "Told", "date"), column("filed", "归档", "Filed"),
)  # fmt: skip
ABSENCES = (
    column("name", "姓名", "Name"), column("what", "事项", "What"), column("starts", "自", "From", "date"), column("ends", "至", "To", "date"),
    column("days", "工作日", "Working days", "integer"), column("by", "批准", "Approved by"),
)  # fmt: skip
COURSES = (column("course", "培训", "Course"), column("on", "日期", "Day", "date"), column("hours", "学时", "Hours", "integer"), column("level", "层级", "Level"), column("form", "形式", "Form"))  # fmt: skip
LINES = (column("kind", "项目", "Item"), column("from_on", "自", "From", "date"), column("to_on", "至", "To", "date"), column("amount", "金额（元）", "Yuan", "money"), column("done_on", "登记", "Recorded", "date"))  # fmt: skip
RECORDS = (column("kind", "类别", "Kind"), column("title", "内容", "Contents"), column("name", "姓名", "Name"), column("on", "日期", "Day", "date"), column("amount", "金额（元）", "Yuan", "money"))  # fmt: skip
SHORT = (column("number", "编号", "Number"), column("name", "姓名", "Name"), column("total", "已有学时", "Hours", "integer"), column("missing", "还差", "Missing", "integer"))  # fmt: skip
LEDGER = (column("number", "编号", "Number"), column("name", "姓名", "Name"), column("left", "期满", "Term over", "date"), column("went", "去向", "Whereabouts"), column("place", "单位", "Where"))  # fmt: skip
PAID = (
    column("name", "姓名", "Name"), column("grade", "等次", "Grade"), column("subsidy", "生活补贴（元）", "Subsidy (yuan)", "money"),
    column("deduction", "考勤扣发（元）", "Deducted (yuan)", "money"), column("reward", "等次奖励（元）", "Reward (yuan)", "money"), column("paid", "应发（元）", "To be paid (yuan)", "money"),
)  # fmt: skip
VENTURES = (
    column("name", "姓名", "Name"), column("field", "领域", "Field"), column("title", "项目", "Venture"), column("on", "开始", "Since", "date"), column("ended", "结束", "Ended", "date"),
    column("support", "支持措施", "Support"), column("results", "成效", "Result"),
)  # fmt: skip
WAYS = (column("title", "渠道", "Way"), column("open", "能否办理", "Open"), column("about", "说明", "About"))
APPROVED = {
    "township": Text("乡镇", "township"),
    "district": Text("区人社局", "district"),
    "city": Text("市人社局", "city"),
    "": Text("—", "—"),
}
KINDS = {"quarterly": Text("平时", "quarter"), "annual": Text("年度", "year"), "term": Text("期满", "term")}


def people(rows: Sequence[Any], title: Text, *, links: bool = True) -> Sheet:
    """Assistants."""
    known = names(rows, "village")
    out = [
        {
            "number": row.number, "name": row.name, "village": known.get(row.village, "—"), "intake": row.intake.number,
            "serves_from": row.serves_from, "ends_on": row.ends_on, "state": LEFT.get(row.left_how, Text("未报到", "did not report")),
            "_tags": {"state": "met" if not row.left_how else "unknown"},
            **({"_links": {"number": reverse("rural_assistants:person", args=[row.number])}} if links else {}),
        }
        for row in rows
    ]  # fmt: skip
    return Sheet("rural-people", title, PEOPLE, out)


def months(rows: Sequence[Any], title: Text) -> Sheet:
    """Attendance by month."""
    out = [
        {
            "name": row.assistant.name, "month": said_month(row.month), "working": row.working_days, "village": row.village_days,
            "duty": row.duty_days, "leave": row.leave_days, "absent": row.absent_days,
            "state": Text("已报区", "filed") if row.passed_on else Text("已报乡镇", "sent") if row.sent_on else Text("未报", "not sent"),
            "_tags": {"state": "met" if row.sent_on else "unknown"},
        }
        for row in rows
    ]  # fmt: skip
    return Sheet("rural-attendance", title, MONTHS, out)


def paid(rows: Sequence[Any], title: Text) -> Sheet:
    """What grades come to in the month's pay."""
    out = [
        {
            "name": row.name, "grade": GRADES.get(row.grade, "—"), "subsidy": row.pay.subsidy, "deduction": row.pay.deduction,
            "reward": row.pay.reward, "paid": row.pay.paid,
        }
        for row in rows
    ]  # fmt: skip
    return Sheet("rural-pay", title, PAID, out)


def appraised(rows: Sequence[Any], title: Text) -> Sheet:
    """Appraisals; a grade shows once it was told, except to those who grade."""
    out = [
        {
            "name": row.assistant.name, "kind": KINDS[row.kind], "period": row.period, "proposal": GRADES.get(row.proposal, "—"),
            "village": row.village_opinion or "—", "township": row.township_opinion or "—", "grade": GRADES.get(row.grade, "—"),
            "told": row.told_on, "filed": _filed(row),
        }
        for row in rows
    ]  # fmt: skip
    return Sheet("rural-appraisals", title, APPRAISED, out)


def _filed(row: Any) -> Any:
    """Where the form is: in the archive since a day, or on its way; a quarter's papers stay with the township."""
    if row.archived_on:
        return Text(f"{row.archived_on} 已归入档案", f"In the archive since {row.archived_on}")
    return Text("已送存，待归入档案", "Sent, to be put in") if row.filing else row.filed_on


def absences(rows: Sequence[Any], title: Text) -> Sheet:
    """Leaves, duties, studies."""
    words = {"duty": Text("外派", "duty elsewhere"), "study": Text("脱产学习", "full-time study")}
    out = [
        {
            "name": row.assistant.name, "what": LEAVES.get(row.kind) or words.get(row.what, row.kind), "starts": row.starts_on,
            "ends": row.ends_on, "days": row.working_days or None, "by": APPROVED[row.approved_by],
        }
        for row in rows
    ]  # fmt: skip
    return Sheet("rural-absences", title, ABSENCES, out)


def courses(rows: Sequence[Any], title: Text) -> Sheet:
    """Training."""
    out = [
        {"course": row.course, "on": row.on, "hours": row.hours, "level": LEVELS[row.level], "form": TRAINING_FORMS[row.form]}
        for row in rows
    ]  # fmt: skip
    return Sheet("rural-training", title, COURSES, out)


def benefits(rows: Mapping[str, Any], title: Text) -> Sheet:
    """The checklist: what is recorded and what is missing."""
    out = []
    for kind, (words, _) in BENEFITS.items():
        row = rows.get(kind)
        out.append({
            "kind": words, "from_on": row.from_on if row else None, "to_on": row.to_on if row else None,
            "amount": row.amount if row else None, "done_on": row.done_on if row else None, "_tags": {"kind": "met" if row else "unknown"},
        })  # fmt: skip
    return Sheet("rural-benefits", title, LINES, out)


def records(rows: Sequence[Any], title: Text) -> Sheet:
    """Records kept beside."""
    out = [
        {"kind": ENTRIES[row.kind][0], "title": row.title, "name": row.assistant.name if row.assistant else "—", "on": row.on, "amount": row.amount}
        for row in rows
    ]  # fmt: skip
    return Sheet("rural-records", title, RECORDS, out)


def short(rows: Sequence[Any], title: Text) -> Sheet:
    """Who misses hours."""
    out = [
        {"number": row.number, "name": row.name, "total": hours.total, "missing": hours.missing}
        for row, hours in rows
    ]
    return Sheet("rural-hours", title, SHORT, out)


def ledger(rows: Sequence[Any], title: Text) -> Sheet:
    """Whereabouts after the term."""
    out = [
        {
            "number": row.number, "name": row.name, "left": row.left_on, "went": DESTINATIONS[gone.kind] if gone else Text("待登记", "to be recorded"),
            "place": gone.place if gone else "—",
        }
        for row, gone in rows
    ]  # fmt: skip
    return Sheet("rural-whereabouts", title, LEDGER, out)


def ventures(rows: Sequence[Any], title: Text) -> Sheet:
    """Ventures with their measures and what came of them."""
    out = [
        {"name": row.assistant.name, "field": venturing.FIELDS[row.field], "title": row.title, "on": row.on, "ended": row.ended_on,
         "support": venturing.said(row), "results": row.results or "—"}
        for row in rows
    ]  # fmt: skip
    return Sheet("rural-ventures", title, VENTURES, out)


def ways(rows: Sequence[Any], title: Text) -> Sheet:
    """The ways after a full term, open or not and why."""
    out = [
        {"title": row.title, "open": Text("可以", "open") if row.open else Text("还不能", "not yet"), "about": row.about, "_tags": {"open": "met" if row.open else "unknown"}}
        for row in rows
    ]  # fmt: skip
    return Sheet("rural-ways", title, WAYS, out)
