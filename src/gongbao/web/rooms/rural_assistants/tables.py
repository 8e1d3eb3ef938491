"""The room's lists as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from gongbao.kernel import districts
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case
from gongbao.platform.cases.services import registered as procedure_of
from gongbao.platform.db.clock import ZONE
from gongbao.platform.parties import services as parties
from gongbao.platform.rural_assistants import ventures as venturing
from gongbao.platform.rural_assistants.graduation import say
from gongbao.platform.rural_assistants.words import BENEFITS, ENTRIES, LEFT, said_month
from gongbao.policies.rural_assistants.examining import WORDS
from gongbao.policies.rural_assistants.facts import (
    DEGREES,
    GRADES,
    LEVELS,
    STUDENTS,
    TRAINING_FORMS,
    UNIVERSITY_SAYS,
)
from gongbao.policies.rural_assistants.facts import GRADUATES as GRADUATES_AS
from gongbao.policies.rural_assistants.forms import DESTINATIONS, LEAVES
from gongbao.policies.rural_assistants.rules import READINGS
from gongbao.web.i18n import language
from gongbao.web.shared.sheets import Sheet, column
from gongbao.web.templatetags.words import clause_label

PEOPLE = (
    column("number", "编号", "Number"), column("name", "姓名", "Name"), column("village", "村", "Village"),
    column("intake", "批次", "Intake"), column("serves_from", "上岗", "From", "date"), column("ends_on", "期满", "To", "date"), column("state", "状态", "State"),
)  # fmt: skip
CASES = (column("title", "事项", "Matter"), column("number", "办件编号", "Number"), column("state", "状态", "State"), column("due", "时限", "Due", "date"))  # fmt: skip
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
RANKS = (column("post", "岗位", "Post"), column("ticket", "准考证号", "Ticket"), column("total", "总分", "Total"), column("rank", "名次", "Rank"), column("result", "结果", "Result"))  # fmt: skip
POSTS = (column("post", "岗位编号", "Post"), column("title", "岗位", "Title"), column("office", "区", "District"), column("places", "名额", "Places", "integer"), column("shortlist", "进入体检", "Shortlist", "integer"), column("degree", "学历", "Degree"))  # fmt: skip
INTAKES = (column("name", "批次", "Intake"), column("opens", "报名自", "Opens", "date"), column("closes", "报名至", "Closes", "date"), column("on_duty", "上岗日", "First day", "date"), column("planned", "计划", "Planned", "integer"), column("state", "状态", "State"))  # fmt: skip
LEDGER = (column("number", "编号", "Number"), column("name", "姓名", "Name"), column("left", "期满", "Term over", "date"), column("went", "去向", "Whereabouts"), column("place", "单位", "Where"))  # fmt: skip
CELLS = (
    column("row", "行", "Row", "integer"), column("sheet", "表", "Sheet"), column("column", "列", "Column"), column("what", "问题", "What is wrong"), column("mend", "怎么改", "How to mend it"),
    column("clause", "条款", "Clause"),
)  # fmt: skip
CAME = (column("at", "导入时间", "Came", "date"), column("name", "文件", "File"), column("good", "已收下", "Taken", "integer"), column("faulty", "有问题", "With faults", "integer"))  # fmt: skip
PAID = (
    column("name", "姓名", "Name"), column("grade", "等次", "Grade"), column("subsidy", "生活补贴（元）", "Subsidy (yuan)", "money"),
    column("deduction", "考勤扣发（元）", "Deducted (yuan)", "money"), column("reward", "等次奖励（元）", "Reward (yuan)", "money"), column("paid", "应发（元）", "To be paid (yuan)", "money"),
)  # fmt: skip
VENTURES = (
    column("name", "姓名", "Name"), column("field", "领域", "Field"), column("title", "项目", "Venture"), column("on", "开始", "Since", "date"), column("ended", "结束", "Ended", "date"),
    column("support", "支持措施", "Support"), column("results", "成效", "Result"),
)  # fmt: skip
WAYS = (column("title", "渠道", "Way"), column("open", "能否办理", "Open"), column("about", "说明", "About"))
DEMANDS = (
    column("intake", "批次", "Intake"),
    column("office", "区", "District"),
    column("township", "乡镇", "Township"),
    column("wanted", "需求", "Needed", "integer"),
    column("why", "依据", "Why"),
)
BUILT_IN = (
    column("question", "问题", "Question"), column("choice", "现在的理解", "Reading that holds"), column("why", "为什么不能在这里改", "Why not here"),
    column("who", "由谁明确", "Who decides"),
)  # fmt: skip
ADOPTED = (
    column("question", "问题", "Question"),
    column("choice", "采用的理解", "Adopted"),
    column("from_on", "自", "From", "date"),
    column("source", "依据", "Source"),
)
COUNTS = (column("what", "项目", "What"), column("n", "数量", "Count", "integer"))
GRADUATES = (
    column("case", "办件编号", "Number"), column("name", "姓名", "Name"), column("post", "岗位", "Post"), column("degree", "学历", "Degree"), column("major", "专业", "Subject"),
    column("graduate", "毕业情况", "Graduate status"), column("listed", "本校名册", "The list"), column("said", "核实结果", "Said"), column("why", "说明", "Remarks"),
)  # fmt: skip
REGISTERED = (
    column("case", "办件编号", "Number"), column("name", "姓名", "Name"), column("post", "岗位", "Post"), column("school", "毕业院校", "School"), column("state", "办件状态", "State"),
    column("said", "高校核实", "The university"), column("why", "说明", "Remarks"), column("checked", "区核对", "The district"),
)  # fmt: skip
SCHOOLS = (
    column("school", "高校", "University"), column("all", "报名", "Registered", "integer"), column("confirmed", "已核实", "Confirmed", "integer"),
    column("contradicted", "有出入", "Contradicted", "integer"), column("waiting", "待核实", "Waiting", "integer"),
)  # fmt: skip
SAID = {"confirmed": "met", "contradicted": "not_met", "waiting": "unknown", "absent": "unknown"}
STATES = {
    "draft": Text("起草", "draft"), "announced": Text("已公告", "announced"), "ranked": Text("已排名", "ranked"), "published": Text("已公布成绩", "published"),
}  # fmt: skip
APPROVED = {
    "township": Text("乡镇", "township"),
    "district": Text("区人社局", "district"),
    "city": Text("市人社局", "city"),
    "": Text("—", "—"),
}
KINDS = {"quarterly": Text("平时", "quarter"), "annual": Text("年度", "year"), "term": Text("期满", "term")}


def names(rows: Iterable[Any], *fields: str) -> dict[UUID, str]:
    """The names of the institutions that rows point to."""
    keys = {getattr(row, field) for row in rows for field in fields} - {None}
    return {key: each.name for key, each in parties.parties(keys).items()}


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


def cases(rows: Sequence[Case], title: Text, href: str = "") -> Sheet:
    """Cases in hand."""
    out = []
    for case in rows:
        state = procedure_of(case.procedure, case.version).procedure.state(case.state)
        line: dict[str, Any] = {"title": case.title, "number": case.number, "state": state.title, "due": case.due, "_tags": {"state": "unknown"}}  # fmt: skip
        if href:
            line["_links"] = {"number": reverse(href, args=[case.number])}
        out.append(line)
    return Sheet("rural-cases", title, CASES, out)


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


def ranks(rows: Sequence[Any], title: Text) -> Sheet:
    """The published ranking: tickets and totals, no names."""
    out = [
        {
            "post": getattr(row.post, "number", row.post), "ticket": row.ticket, "total": f"{(row.total or 0) / 100:.2f}", "rank": _rank(row),
            "result": WORDS[row.result], "_tags": {"result": "met" if row.result == "shortlisted" else "unknown"},
        }
        for row in rows
    ]  # fmt: skip
    return Sheet("rural-ranks", title, RANKS, out)


def _rank(row: Any) -> str:
    if not row.rank:
        return "—"
    return f"{row.rank}（{row.sharing}人并列）" if (row.sharing or 0) > 1 else str(row.rank)


def posts(rows: Sequence[Any], title: Text) -> Sheet:
    """Posts of an announcement."""
    out = [
        {
            "post": row.number, "title": row.title, "office": districts.office(row.office).name, "places": row.places, "shortlist": row.shortlist,
            "degree": Text("大专及以上", "junior college or more") if row.relaxed else Text("本科及以上", "bachelor or more"),
        }
        for row in rows
    ]  # fmt: skip
    return Sheet("rural-posts", title, POSTS, out)


def intakes(rows: Sequence[Any], title: Text, *, links: bool = False) -> Sheet:
    """Intakes; with `links` each leads to its marks."""
    out = [
        {**({"_links": {"name": reverse("rural_assistants:marks", args=[row.number])}} if links and row.state == "announced" else {}),
         "name": row.title, "opens": row.opens_on, "closes": row.closes_on, "on_duty": row.on_duty_on, "planned": row.planned, "state": STATES[row.state]}
        for row in rows
    ]  # fmt: skip
    return Sheet("rural-intakes", title, INTAKES, out)


def came(rows: Sequence[Any], title: Text, href: str) -> Sheet:
    """Sheets that came; each leads to its findings at `href`."""
    out = [
        {
            "at": row.at.astimezone(ZONE).date(), "name": row.name, "good": row.good, "faulty": row.faulty,
            "_links": {"name": f"{href}sheet={row.id}"},
            "_tags": {"name": "unknown" if row.faulty else "met"},
        }
        for row in rows
    ]  # fmt: skip
    return Sheet("rural-sheets", title, CAME, out)


def graduates(rows: Sequence[Any], title: Text) -> Sheet:
    """Who registered and named the university: what is stated, what the list says, what was said."""
    out = []
    for row in rows:
        claims, found = row.applicant.claims, row.listed
        out.append({
            "case": row.case, "name": row.applicant.name, "post": row.applicant.post.number, "degree": DEGREES.get(claims.get("degree"), "—"),
            "major": claims.get("major") or "—", "graduate": GRADUATES_AS.get(claims.get("graduate"), "—"), "listed": _listed(found, row.differs),
            "said": UNIVERSITY_SAYS[row.check.said], "why": row.check.note or "—", "_tags": {"said": SAID[row.check.said]},
        })  # fmt: skip
    return Sheet("rural-graduates", title, GRADUATES, out)


def _listed(found: Any, differs: Sequence[str]) -> Text:
    if found is None:
        return Text("名册中没有", "not on it")
    if not differs:
        return Text("一致", "the same")
    words = say(differs)
    told = Text(
        f"{DEGREES[found.degree].zh}，{found.major}，{found.year}年，{STUDENTS[found.student].zh}",
        f"{DEGREES[found.degree].en}, {found.major}, {found.year}, {STUDENTS[found.student].en}",
    )
    return Text(f"不同：{words.zh}（{told.zh}）", f"differs: {words.say('en')} ({told.say('en')})")


def registered(rows: Sequence[Any], title: Text) -> Sheet:
    """Registrations with what universities say of them, for the bureaus."""
    out = []
    for row in rows:
        one, check = row.applicant, row.check
        state = procedure_of(row.case.procedure, row.case.version).procedure.state(row.case.state)
        why = say(check.differs) if check and check.differs else Text("", "")
        note = check.note if check else ""
        checked = one.findings.get("graduation_checked")
        out.append({
            "case": row.case.number, "name": one.name, "post": one.post.number, "school": one.claims.get("school") or "—", "state": state.title,
            "said": UNIVERSITY_SAYS[row.said], "why": Text(" ".join(filter(None, (why.zh, note))) or "—", " ".join(filter(None, (why.say("en"), note))) or "—"),
            "checked": "—" if checked is None else Text("属实", "as stated") if checked else Text("不符", "not as stated"),
            "_tags": {"said": SAID[row.said]}, "_links": {"case": reverse("workbench:case", args=[row.case.number])},
        })  # fmt: skip
    return Sheet("rural-registrations", title, REGISTERED, out)


def schools(rows: Sequence[Any], title: Text) -> Sheet:
    """Registrations by university and what it said of them."""
    out = [
        {
            "school": name or Text("没有接入的学校", "schools that take no part"), "all": count.total(),
            **{said: count[said] for said in ("confirmed", "contradicted", "waiting")},
        }
        for name, count in rows
    ]  # fmt: skip
    return Sheet("rural-schools", title, SCHOOLS, out)


def cells(rows: Sequence[Any], title: Text) -> Sheet:
    """What is wrong in a sheet, each at its row and column as Excel shows them."""
    out = [
        {"row": each.row, "sheet": each.sheet, "clause": clause_label(each.clause, language(), True) if each.clause else "—", "column": f"{each.column}「{each.label.zh}」" if each.column else "—", "what": each.what, "mend": each.mend}
        for each in rows
    ]  # fmt: skip
    return Sheet("rural-findings", title, CELLS, out)


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


def demands(rows: Sequence[Any], title: Text) -> Sheet:
    """What districts need for an intake."""
    known = names(rows, "township")
    out = [
        {"intake": row.intake.number, "office": districts.office(row.office).name, "township": known.get(row.township, "—"), "wanted": row.wanted, "why": row.why}
        for row in rows
    ]  # fmt: skip
    return Sheet("rural-demand", title, DEMANDS, out)


def readings(rows: Sequence[Any], title: Text) -> Sheet:
    """Readings adopted."""
    out = []
    for row in rows:
        reading = READINGS[row.reading]
        out.append(
            {
                "question": reading.question,
                "choice": reading.choices[row.choice],
                "from_on": row.from_on,
                "source": row.source,
            }
        )
    return Sheet("rural-readings", title, ADOPTED, out)


def built_in(rows: Mapping[str, tuple[Text, Text]], title: Text) -> Sheet:
    """Readings that hold by themselves: which, why they cannot be adopted, who decides."""
    out = [
        {"question": READINGS[name].question, "choice": READINGS[name].choices[READINGS[name].default], "why": why, "who": who}
        for name, (why, who) in rows.items()
    ]  # fmt: skip
    return Sheet("rural-built-in", title, BUILT_IN, out)


def counts(told: Sequence[tuple[Text, int]], title: Text) -> Sheet:
    """Numbers under their words."""
    return Sheet("rural-counts", title, COUNTS, [{"what": what, "n": n} for what, n in told])


def section(sheet: Sheet, empty_zh: str, empty_en: str, mark: str = "") -> dict[str, Any]:
    """A part of a page: the table whose rows stand as cards on a phone, or the words where it is empty."""
    return {
        "id": sheet.name + mark,
        "title": sheet.title,
        "table": sheet.stacked(),
        "empty": Text(empty_zh, empty_en),
    }
