"""Lists of recruitment: intakes and posts, who registered, sheets that came in and what was wrong, ranks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from gongbao.kernel import districts
from gongbao.law.text import Text
from gongbao.platform.cases.services import registered as procedure_of
from gongbao.platform.db.clock import ZONE
from gongbao.platform.rural_assistants.graduation import say
from gongbao.policies.rural_assistants.examining import WORDS
from gongbao.policies.rural_assistants.facts import DEGREES, STUDENTS, UNIVERSITY_SAYS
from gongbao.policies.rural_assistants.facts import GRADUATES as GRADUATES_AS
from gongbao.web.i18n import language
from gongbao.web.rooms.rural_assistants.tables import names
from gongbao.web.shared.sheets import Sheet, column
from gongbao.web.templatetags.words import clause_label

RANKS = (column("post", "岗位", "Post"), column("ticket", "准考证号", "Ticket"), column("total", "总分", "Total"), column("rank", "名次", "Rank"), column("result", "结果", "Result"))  # fmt: skip
POSTS = (column("post", "岗位编号", "Post"), column("title", "岗位", "Title"), column("office", "区", "District"), column("places", "名额", "Places", "integer"), column("shortlist", "进入体检", "Shortlist", "integer"), column("degree", "学历", "Degree"))  # fmt: skip
INTAKES = (column("name", "批次", "Intake"), column("opens", "报名自", "Opens", "date"), column("closes", "报名至", "Closes", "date"), column("on_duty", "上岗日", "First day", "date"), column("planned", "计划", "Planned", "integer"), column("state", "状态", "State"))  # fmt: skip
CELLS = (
    column("row", "行", "Row", "integer"), column("sheet", "表", "Sheet"), column("column", "列", "Column"), column("what", "问题", "What is wrong"), column("mend", "怎么改", "How to mend it"),
    column("clause", "条款", "Clause"),
)  # fmt: skip
CAME = (column("at", "导入时间", "Came", "date"), column("name", "文件", "File"), column("good", "已收下", "Taken", "integer"), column("faulty", "有问题", "With faults", "integer"))  # fmt: skip
DEMANDS = (
    column("intake", "批次", "Intake"),
    column("office", "区", "District"),
    column("township", "乡镇", "Township"),
    column("wanted", "需求", "Needed", "integer"),
    column("why", "依据", "Why"),
)
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


def demands(rows: Sequence[Any], title: Text) -> Sheet:
    """What districts need for an intake."""
    known = names(rows, "township")
    out = [
        {"intake": row.intake.number, "office": districts.office(row.office).name, "township": known.get(row.township, "—"), "wanted": row.wanted, "why": row.why}
        for row in rows
    ]  # fmt: skip
    return Sheet("rural-demand", title, DEMANDS, out)
