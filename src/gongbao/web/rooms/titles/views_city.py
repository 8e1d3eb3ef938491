"""The city bureau: bodies and what is ordered of them, rounds, results to be accepted, statistics with Excel."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, now
from gongbao.platform.parties.services import RoomRole
from gongbao.platform.titles import services as titles
from gongbao.policies import policy
from gongbao.web.rooms.titles import parts, tables
from gongbao.web.shared import sheets
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import shown
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation

STAFF: Any = RoomRole(titles.CITY_ROLE, Text("市人社局职称管理", "City bureau, titles"))
TITLE = Text("职称评审管理", "Titles")
WAITING = ("accept", "check")
"""Forms that are there only while something waits for them: they stand first."""
CHECKS = (
    ("material_ok", "材料", "Material"),
    ("scope_ok", "范围", "Scope"),
    ("procedure_ok", "程序", "Procedure"),
    ("quality_ok", "质量", "Quality"),
)


@officers(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def city(request: HttpRequest) -> HttpResponse:
    """Everything the city decides about reviews, beside the single cases of the workbench."""
    offered, problems = _forms(), list[Refusal]()
    if request.method == "POST":
        done, problems = parts.posted(request, offered, lambda go, values: _do(request, go, values))
        if done:
            return redirect("titles:city")
    today = now().date()
    context = {
        "queues": navigation(request, "titles:city"), "title": TITLE,
        "first": [each for each in offered if each["go"] in WAITING], "forms": [each for each in offered if each["go"] not in WAITING],
        "sections": [
            tables.section(tables.bodies(titles.bodies()), "还没有备案机构", "No body yet"),
            tables.section(tables.rounds(titles.rounds(), today), "还没有安排", "No round yet"),
            tables.section(tables.schools(titles.all_schools()), "还没有学校", "No school yet"),
            tables.section(tables.experts(titles.experts(), today), "还没有专家", "No expert yet"),
        ],
        "acts": [{"text": Text("开放数据", "Open data"), "href": reverse("titles:open")}] + [{"text": Text(f"统计：{words.zh}", f"By {words.en.lower()}"), "href": reverse("titles:statistics", args=[by])} for by, words in titles.BY.items()],
    }  # fmt: skip
    return shown(request, "titles/desk.html", context, problems)


@officers(STAFF)
@require_safe
def statistics(request: HttpRequest, report: str) -> HttpResponse:
    """A year's reviews by one feature, to read or to take away."""
    if report not in titles.BY:
        raise Http404(report)
    years = titles.years() or [now().year]
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else years[0]
    sheet = _statistics(report, year)
    if sheets.wanted(request):
        others = (_statistics(by, year) for by in titles.BY if by != report)
        return sheets.taken(request, sheet, *others, tables.dictionary())
    context = {
        "queues": navigation(request, "titles:city"), "title": sheet.title, "sections": [tables.section(sheet, "还没有申报", "No application yet")],
        "acts": [
            {"text": Text("导出Excel（各分类和数据字典）", "Excel: every feature, with dictionary"), "href": sheets.export_address(request)},
            *({"text": Text(f"{each}年", str(each)), "href": f"?year={each}"} for each in years if each != year),
            *({"text": words, "href": reverse("titles:statistics", args=[by])} for by, words in titles.BY.items() if by != report),
        ],
        "lede": Text(f"{year}年", str(year)),
    }  # fmt: skip
    return render(request, "titles/desk.html", context)


def _statistics(by: str, year: int) -> sheets.Sheet:
    return tables.statistics(titles.reviews(by, year, titles.title_rooms()), by)


def _forms() -> list[dict[str, Any]]:
    names = {str(each.party): Text(each.name, each.name) for each in titles.bodies()}
    rooms = {room: policy(room).title for room in titles.title_rooms()}
    body = parts.field("body", "choice", "评审机构", "Body", options=parts.options(names))
    room = parts.field("room", "choice", "政策", "Policy", options=parts.options(rooms))
    found = [
        parts.form(
            "accredit", "机构备案", "File a body", parts.field("credit_code", "credit_code", "统一社会信用代码", "Credit code"),
            parts.field("name", "text", "机构名称", "Name", max_length=120), parts.field("kind", "choice", "类别", "Kind", options=parts.options(titles.KINDS)), room,
            parts.field("titles", "text", "职称（用顿号分开）", "Titles", max_length=120), parts.field("speciality", "text", "专业，不填为全部", "Speciality, empty for all", required=False, max_length=60),
            parts.field("first", "date", "有效期开始", "From"), parts.field("last", "date", "有效期结束", "To"), clause="gong-2020-17/art.3.4.3.s2", folded=True,
        )
    ]  # fmt: skip
    if names:
        found += [
            parts.form(
                "order", "监督措施", "Measure", body, parts.field("kind", "choice", "措施", "Measure", options=parts.options(titles.ORDERS)),
                parts.field("reason", "long_text", "理由", "Reason", max_length=500), clause="gong-2020-17/art.3.4.4.s6",
                text=Text("先整改，不合格才能暂停，暂停后才能收回", "Rectification first, then suspension, then withdrawal"), folded=True,
            ),
            parts.form(
                "arrange", "安排评审", "Arrange a round", body, room, parts.field("name", "text", "名称", "Name", max_length=100),
                parts.field("titles", "text", "职称（用顿号分开）", "Titles", max_length=120), parts.field("specialities", "text", "专业，不填为全部", "Specialities, empty for all", required=False, max_length=200),
                parts.field("opens", "date", "申报开始", "Opens"), parts.field("closes", "date", "申报截止", "Closes"), parts.field("cut_off", "date", "年限计算截止", "Years counted to"),
                clause="ai-2020-30/art.3.s2", folded=True,
            ),
        ]  # fmt: skip
    unchecked = {
        str(each.party): Text(each.name, each.name)
        for each in titles.all_schools()
        if each.checked_on is None
    }
    if unchecked:
        found.insert(0, parts.form(
            "check", "核对学校岗位", "Check a school's posts", parts.field("school", "choice", "学校", "School", options=parts.options(unchecked)),
            clause="zhongzhi-2020-27/art.3.5.2.s1", text=Text("与核定的结构比例一致的，核对后可以推荐", "As the approved ratio says; then it may recommend"),
        ))  # fmt: skip
    waiting = {
        str(row.key): Text(f"{row.name}（{n}人）", f"{row.name} ({n})") for row, n in titles.to_accept()
    }
    if waiting:
        found.insert(0, parts.form(
            "accept", "验收并公示", "Accept and publish", parts.field("meeting", "choice", "哪次会议", "Meeting", options=parts.options(waiting)),
            *(parts.field(name, "yes_no", zh, en) for name, zh, en in CHECKS), clause="ai-2020-30/art.5.6.s1",
            text=Text("通过的人员列入一份公示", "Those who passed stand in one notice"),
        ))  # fmt: skip
    return found


def _do(request: HttpRequest, go: str, values: dict[str, Any]) -> None:
    key = key_of(request)
    if go == "accept":
        raw = {name: values[parts.RAW][name] for name, _, _ in CHECKS}
        if not all(values[name] for name, _, _ in CHECKS):
            raise Refusal(
                Text("有一项不合格，不能验收", "one part is not in order: not accepted"), mend=Text("请在工作台逐件退回重新处理", "Send the cases back from the workbench"),
                clause="ai-2020-30/art.5.6.s1",
            )  # fmt: skip
        titles.accept_meeting(request.actor, UUID(values["meeting"]), raw, key=key)
        return

    def accredit(tx: Tx) -> str:
        scope = [
            (values["room"], title, values.get("speciality") or "") for title in _listed(values["titles"])
        ]
        return str(
            titles.accredit(
                tx,
                values["credit_code"],
                values["name"],
                values["kind"],
                scope,
                values["first"],
                values["last"],
            )
        )

    def order(tx: Tx) -> str:
        return str(titles.order(tx, UUID(values["body"]), values["kind"], values["reason"]))

    def arrange(tx: Tx) -> str:
        made = titles.arrange(
            tx, values["room"], UUID(values["body"]), values["name"], _listed(values["titles"]), values["opens"], values["closes"], values["cut_off"],
            _listed(values.get("specialities") or ""),
        )  # fmt: skip
        return str(made)

    def check(tx: Tx) -> None:
        titles.check_school(tx, UUID(values["school"]))

    act = {"accredit": accredit, "order": order, "arrange": arrange, "check": check}[go]
    asked = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
        if name != parts.RAW
    }
    titles.command(request.actor, key, go, act, asked)


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.replace(",", "、").replace("，", "、").split("、") if each.strip()]
