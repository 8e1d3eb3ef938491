"""The review's lists as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from gongbao.kernel.procedure import Procedure
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case, registered
from gongbao.platform.titles import services as titles
from gongbao.policies import policy
from gongbao.web.shared import title_tree
from gongbao.web.shared.sheets import Sheet, column

TONES = {"now": "unknown", "done": "met", "stopped": "not_met"}
ROUNDS = (
    column("name", "评审安排", "Round"), column("titles", "职称", "Titles"), column("specialities", "专业", "Specialities"),
    column("opens", "申报开始", "Opens", "date"), column("closes", "申报截止", "Closes", "date"), column("cut_off", "年限计算截止", "Years counted to", "date"),
    column("body", "评审机构", "Body"), column("state", "状态", "State"),
)  # fmt: skip
BODIES = (
    column("name", "机构", "Body"), column("kind", "类别", "Kind"), column("scope", "备案范围", "Filed for"), column("until", "有效期至", "Until", "date"),
    column("state", "状态", "State"), column("due", "整改期限", "To rectify by", "date"),
)  # fmt: skip
EXPERTS = (
    column("code", "编号", "Code"), column("name", "姓名", "Name"), column("specialities", "专业", "Specialities"), column("title", "职称", "Title"),
    column("until", "聘期至", "Until", "date"), column("state", "状态", "State"),
)  # fmt: skip
CASES = (
    column("number", "办件编号", "Number"), column("name", "申报人", "Applicant"), column("title", "职称", "Title"), column("speciality", "专业", "Speciality"),
    column("state", "状态", "State"), column("conditions", "条件", "Conditions"), column("due", "时限", "Due", "date"),
)  # fmt: skip
MEETINGS = (
    column("name", "会议", "Meeting"), column("purpose", "类别", "Kind"), column("on", "日期", "Day", "date"), column("items", "件数", "Items", "integer"),
    column("seats", "席位", "Seats", "integer"),
)  # fmt: skip
DRAWS = (
    column("name", "抽取", "Draw"), column("number", "第几次", "No.", "integer"), column("at", "公布", "Announced", "date"), column("position", "日志位置", "Log position", "integer"),
    column("state", "状态", "State"),
)  # fmt: skip
ITEMS = (
    column("number", "件", "Item", "integer"), column("case", "申报", "Application"), column("title", "职称", "Title"), column("for_", "同意", "For", "integer"),
    column("against", "不同意", "Against", "integer"), column("abstained", "弃权", "Abstained", "integer"), column("uncast", "未投", "Not cast", "integer"),
    column("needed", "须得", "Needed", "integer"), column("state", "状态", "State"),
)  # fmt: skip
TO_MARK, MARKED = Text("待评议", "To be marked"), Text("已评议", "Marked")
POSTS = (
    column("level", "层级", "Level"), column("titles", "职称", "Titles"), column("posts", "核定岗位", "Posts", "integer"), column("held", "已聘", "Held", "integer"),
    column("waiting", "推荐或待聘", "Waiting", "integer"), column("left", "余", "Left", "integer"), column("published", "本次公布", "Published"),
)  # fmt: skip
SCHOOLS = (
    column("name", "学校", "School"), column("staff", "专业技术人员", "Staff", "integer"), column("posts", "核定／已聘", "Posts / held"),
    column("checked", "核对日期", "Checked", "date"),
)  # fmt: skip
PANEL = (column("name", "姓名", "Name"), column("kind", "身份", "Capacity"))
STATISTICS = (
    column("room", "政策", "Policy"), column("what", "分类", "Group"), column("applied", "申报", "Applied", "integer"), column("voted", "表决", "Voted", "integer"),
    column("passed", "通过", "Passed", "integer"), column("certified", "持证", "Certified", "integer"),
)  # fmt: skip

MEANINGS = {
    "room": Text("依据的政策", "the policy"), "what": Text("分类：层级、专业、区或年龄段", "title, speciality, district or age band"),
    "applied": Text("本年提交的申报件数", "applications of the year"), "voted": Text("其中已表决的件数", "of them voted on"),
    "passed": Text("其中表决通过的件数", "of them passed"), "certified": Text("其中持有有效证书的件数", "of them with a valid certificate"),
}  # fmt: skip
"""What each column of the statistics says."""
DICTIONARY = (
    column("label", "列", "Column"), column("name", "数据文件中的字段名", "Field of the data files"), column("says", "含义", "Meaning"), column("kind", "类型", "Type"),
)  # fmt: skip


def section(sheet: Sheet, zh: str, en: str) -> dict[str, Any]:
    """A part of a page: the table, whose rows are cards on a phone, or the words where it is empty."""
    return {
        "id": sheet.name,
        "title": sheet.title,
        "table": sheet.stacked(),
        "empty": Text(zh, en),
    }


def rounds(rows: Iterable[titles.Round], today: Any) -> Sheet:
    """Rounds with whether one may apply now."""
    out = []
    for row in rows:
        open_ = row.opens_on <= today <= row.closes_on
        state = (
            Text("申报中", "open")
            if open_
            else Text("未开始", "not yet")
            if today < row.opens_on
            else Text("已截止", "closed")
        )
        out.append(
            {"name": row.name, "titles": "、".join(row.titles), "specialities": "、".join(row.specialities) or Text("全部", "all"), "opens": row.opens_on,
             "closes": row.closes_on, "cut_off": row.cut_off, "body": row.body.name, "state": state, "_tags": {"state": "met" if open_ else "unknown"}}
        )  # fmt: skip
    return Sheet("title-rounds", Text("年度评审安排", "Rounds of the year"), ROUNDS, out)


def bodies(rows: Iterable[titles.Body]) -> Sheet:
    """Bodies, what they are filed for, and whether something was ordered."""
    out = []
    for row in rows:
        last = next(
            (each for each in sorted(row.orders.all(), key=lambda o: o.on, reverse=True) if each.due), None
        )
        scope = "；".join(f"{policy(r).short.zh} {t or '全部'}{s}" for r, t, s in row.authority)
        out.append(
            {"name": row.name, "kind": titles.KINDS[row.kind], "scope": scope, "until": row.valid_until, "state": titles.BODY_STATES[row.state],
             "due": last.due if last and row.state == "rectifying" else None, "_tags": {"state": "met" if row.state == "active" else "not_met"}}
        )  # fmt: skip
    return Sheet("title-bodies", Text("评审服务机构", "Review bodies"), BODIES, out)


def experts(rows: Iterable[titles.Expert], today: Any) -> Sheet:
    """The pool with who may be drawn now."""
    out = []
    for row in rows:
        good = (
            not row.removed
            and row.term_from <= today <= row.term_to
            and not (row.suspended_until and row.suspended_until >= today)
        )
        state = (
            Text("可抽取", "may be drawn")
            if good
            else Text("已移出", "removed")
            if row.removed
            else Text("暂停或期满", "suspended or over")
        )
        out.append({"code": row.code, "name": row.name, "specialities": "、".join(row.specialities), "title": row.title, "until": row.term_to,
                    "state": state, "_tags": {"state": "met" if good else "not_met"}})  # fmt: skip
    return Sheet("title-experts", Text("专家库", "Pool of experts"), EXPERTS, out)


def procedure_of(case: Case) -> Procedure:
    """The procedure of a case."""
    return registered(case.procedure, case.version).procedure


def cases(
    rows: Iterable[tuple[Case, titles.Application]], answers: Mapping[UUID, Any] | None = None
) -> Sheet:
    """Cases in which an institution stands, with what the dossiers attached say of those that wait."""
    out = [
        {"number": row.number, "name": row.name, "title": row.title, "speciality": row.speciality, "state": procedure_of(case).state(case.state).title,
         "due": case.due, "conditions": title_tree.tally(answers[case.key]) if answers and case.key in answers else "",
         "_links": {"number": reverse("titles:case", args=[row.number])},
         "_tags": {"state": TONES[case.tone]} | ({"conditions": title_tree.STATES[answers[case.key].state]} if answers and case.key in answers else {})}
        for case, row in rows
    ]  # fmt: skip
    return Sheet("title-cases", Text("申报", "Applications"), CASES, out)


def meetings(rows: Iterable[titles.Meeting], page: str = "titles:meeting") -> Sheet:
    """Meetings of a body, or of a member."""
    out = [
        {"name": row.name, "purpose": titles.PURPOSES[row.purpose], "on": row.held_on, "items": len(row.items.all()), "seats": len(row.seats.all()),
         "_links": {"name": reverse(page, args=[row.key])}}
        for row in rows
    ]  # fmt: skip
    return Sheet("title-meetings", Text("会议", "Meetings"), MEETINGS, out)


def draws(rows: Iterable[titles.Draw]) -> Sheet:
    """Draws, public."""
    out = []
    for row in rows:
        state = (
            Text("已抽取", "drawn")
            if row.drawn_at
            else Text("根已公布", "root published")
            if row.root
            else Text("名单已公布", "announced")
        )
        out.append({"name": row.meeting.name, "number": row.number, "at": row.announced_at.date(), "position": row.position, "state": state,
                    "_links": {"name": reverse("titles:draw", args=[row.key])}, "_tags": {"state": "met" if row.drawn_at else "unknown"}})  # fmt: skip
    return Sheet("title-draws", Text("随机抽取", "Random draws"), DRAWS, out)


def items(rows: Sequence[titles.Item], links: bool = False, group: bool = False) -> Sheet:
    """The agenda with its counts; an expert group's has none."""
    out = []
    for row in rows:
        counted = row.state == "counted" and row.passed is not None
        state = (MARKED if row.state == "counted" else TO_MARK) if group else titles.ITEM_STATES[row.state]
        if counted:
            state = Text("通过", "passed") if row.passed else Text("未通过", "not passed")
        told: dict[str, Any] = {
            "number": row.number, "case": row.application.number, "title": f"{row.application.title}（{row.application.speciality}）", "state": state,
            "_tags": {"state": ("met" if row.passed else "not_met") if counted else "unknown"},
        }  # fmt: skip
        if counted:
            told |= {
                "for_": row.in_favour,
                "against": row.against,
                "abstained": row.abstained,
                "uncast": row.uncast,
                "needed": row.needed,
            }
        if links:
            told["_links"] = {"number": reverse("titles:ballot", args=[row.meeting_id, row.number])}
        out.append(told)
    fields = tuple(each for each in ITEMS if not group or each.kind != "integer" or each.name == "number")
    return Sheet("title-items", Text("议程", "Agenda"), fields, out)


def statistics(rows: Iterable[titles.Line], by: str) -> Sheet:
    """Statistics by one feature."""
    out = [each._asdict() for each in rows]
    whole = {name: sum(row[name] for row in out) for name in ("applied", "voted", "passed", "certified")}
    foot = {"room": Text("合计", "Total"), **whole} if out else None
    return Sheet(
        f"titles-{by}",
        Text(f"职称评审统计：{titles.BY[by].zh}", f"Titles by {titles.BY[by].en.lower()}"),
        STATISTICS,
        out,
        foot,
    )


def open_statistics(rows: Iterable[titles.OpenLine], by: str) -> Sheet:
    """Open data by one feature; an empty cell is a suppressed one."""
    return Sheet(
        f"open-{by}", titles.BY[by], STATISTICS, [{**row._asdict(), "what": row.group} for row in rows]
    )


def dictionary(*more: Text) -> Sheet:
    """What the columns of the statistics say, as a sheet of its own; `more` stands below."""
    words, whole = Text("文字", "text"), Text("整数", "whole number")
    rows: list[dict[str, Any]] = [
        {"label": each.label, "name": "group" if each.name == "what" else each.name, "says": MEANINGS[each.name],
         "kind": whole if each.kind == "integer" else words}
        for each in STATISTICS
    ]  # fmt: skip
    return Sheet(
        "dictionary", Text("数据字典", "Dictionary"), DICTIONARY, rows + [{"says": each} for each in more]
    )


def posts(view: titles.SchoolView) -> Sheet:
    """A school's posts by level, and what is left of them."""
    rows = [
        {
            "level": each.level, "titles": "、".join(titles.levels()[each.level]), "posts": each.posts, "held": each.held, "waiting": each.waiting, "left": each.left,
            "published": "；".join(f"{title}{view.published[title]}岗" for title in titles.levels()[each.level] if title in view.published),
            "_tags": {"left": "met" if each.left else "not_met"},
        }
        for each in view.levels
    ]  # fmt: skip
    whole = {name: sum(row[name] for row in rows) for name in ("posts", "held", "waiting", "left")}  # type: ignore[misc]
    return Sheet(
        "school-posts",
        Text("岗位和余额", "Posts, and what is left"),
        POSTS,
        rows,
        {"level": Text("合计", "Total"), **whole} if rows else None,
    )


def panel(view: titles.SchoolView) -> Sheet:
    """A school's panel."""
    kinds = {"administrator": Text("行政人员", "Administrator"), "teacher": Text("教师代表", "Teacher")}
    return Sheet(
        "school-panel",
        Text("考评小组", "Panel"),
        PANEL,
        [{"name": each.name, "kind": kinds[each.kind]} for each in view.panel],
    )


def schools(rows: Iterable[titles.School]) -> Sheet:
    """Schools with their posts by level, those to be checked first."""
    out = [
        {"name": row.name, "staff": row.staff, "posts": "；".join(f"{each.level}{each.posts}／{each.held}" for each in row.posts.all()), "checked": row.checked_on}
        for row in rows
    ]  # fmt: skip
    return Sheet("titles-schools", Text("学校岗位", "Posts of schools"), SCHOOLS, out)
