"""A review body's own page: its meetings, planning one, its part of the pool of experts."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, now
from gongbao.platform.parties import services as parties
from gongbao.platform.titles import services as titles
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.titles import parts, tables
from gongbao.web.rooms.titles.views_case import CRUMB
from gongbao.web.shared.doors import for_party, key_of
from gongbao.web.shared.refusals import refused, shown

TITLE = Text("评审会议和专家库", "Meetings and pool of experts")


@for_party(titles.APP)
@require_http_methods(["GET", "HEAD", "POST"])
def body(request: HttpRequest) -> HttpResponse:
    """Meetings and experts of the body one acts for; planning and entering."""
    actor, today = request.actor, now().date()
    row = titles.body_of(actor.party)
    if row is None:
        return refused(request, [NOT_A_BODY], status=403)
    offered, problems = _forms(row), list[Refusal]()
    if request.method == "POST":
        done, problems = parts.posted(request, offered, lambda go, values: _do(request, row, go, values))
        if done:
            return redirect("titles:body")
    sections = [
        tables.section(tables.meetings(titles.of_body(actor.party)), "还没有会议", "No meeting yet"),
    ]
    pool = tables.section(tables.experts(titles.experts(row.party), today), "还没有入库专家", "No expert yet")
    context = {
        "crumbs": [HOME_CRUMB, CRUMB, {"text": TITLE}], "title": TITLE, "sections": sections, "forms": offered, "more": [pool],
        "lede": Text(f"{row.name}，{titles.BODY_STATES[row.state].zh}", f"{row.name}, {titles.BODY_STATES[row.state].en}"),
    }  # fmt: skip
    return shown(request, "titles/page.html", context, problems)


NOT_A_BODY = Refusal(
    Text("您代表的不是备案的评审服务机构", "You do not act for an accredited review body"),
    mend=Text("请选择代哪家机构办理", "Choose the body you act for"), clause="gong-2020-17/art.3.4.3.s2",
)  # fmt: skip


def _forms(row: titles.Body) -> list[dict[str, Any]]:
    rounds = {
        str(each.key): Text(each.name, each.name) for each in titles.rounds() if each.party == row.party
    }
    when = parts.field("held_on", "date", "会议日期", "Day")
    choose = parts.field("round", "choice", "评审安排", "Round", options=parts.options(rounds))
    rooms_filed = dict.fromkeys(room for room, _, _ in row.authority)
    named = [name for room in rooms_filed for name in titles.committees(room, now().date())]
    which = [
        parts.field(
            "committee", "choice", "评委会", "Committee", required=False, options=parts.plain_options(named),
            help=Text("不填按申报的层级；条文允许代评的，选代评的评委会", "Left empty: the level’s own; choose the one that stands in where the text lets it"),
        )
    ] if named else []  # fmt: skip
    return [
        parts.form(
            "plan", "安排会议", "Plan a meeting", choose, parts.field("purpose", "choice", "类别", "Kind", options=parts.options(titles.PURPOSES)),
            *which, parts.field("name", "text", "会议名称", "Name", max_length=120), when,
            parts.field("speciality", "text", "专业", "Speciality", required=False, max_length=60, help=Text("按专业组建的，填专业", "For one speciality: which")),
            parts.field("size", "integer", "人数", "Members", required=False, minimum=1, maximum=99, help=Text("不填按规定的最少人数", "Left empty: the least allowed")),
            text=Text("等待这类会议的申报自动列入议程", "Applications that wait for such a meeting are put on the agenda"),
            clause=titles.clause_of(row.authority[0][0], "committee_size"),
        ),
        parts.form(
            "enter", "专家入库", "Enter an expert", parts.field("identity_number", "identity_number", "身份证号码", "Identity number"),
            parts.field("name", "text", "姓名", "Name", max_length=60), parts.field("specialities", "text", "专业（用顿号分开）", "Specialities", max_length=200),
            parts.field("title", "text", "职称", "Title", max_length=40), parts.field("employer_code", "credit_code", "单位信用代码", "Employer's code", required=False),
            parts.field("employer_name", "text", "单位名称", "Employer", required=False, max_length=120),
            parts.field("first", "date", "聘期开始", "Term from"), parts.field("last", "date", "聘期结束", "Term to"), clause="gong-2020-17/art.3.4.3.s4", folded=True,
        ),
        parts.form(
            "suspend", "暂停专家", "Suspend an expert", parts.field("code", "text", "专家编号", "Code", max_length=8), parts.field("until", "date", "暂停到", "Until"),
            parts.field("reason", "text", "理由", "Reason", max_length=200), clause="gong-2020-17/art.3.4.3.s5", folded=True,
        ),
    ]  # fmt: skip


def _do(request: HttpRequest, row: titles.Body, go: str, values: dict[str, Any]) -> None:
    assert row.party is not None
    party, key = row.party, key_of(request)

    def plan(tx: Tx) -> str:
        made = titles.plan(
            tx, party, UUID(values["round"]), values["purpose"], values["name"], values["held_on"], values.get("speciality") or "", values.get("size") or 0,
            committee=values.get("committee") or "",
        )  # fmt: skip
        return str(made)

    def enter(tx: Tx) -> str:
        person = parties.find_or_create_person(tx, values["identity_number"], values["name"])
        found = [
            each.strip() for each in values["specialities"].replace(",", "、").split("、") if each.strip()
        ]
        return titles.enter(
            tx, person, source=party, specialities=found, title=values["title"], employer_code=values.get("employer_code") or "",
            employer_name=values.get("employer_name") or "", term=(values["first"], values["last"]),
        )  # fmt: skip

    def suspend(tx: Tx) -> None:
        titles.suspend(tx, values["code"].strip().upper(), values["until"], values["reason"])

    act = {"plan": plan, "enter": enter, "suspend": suspend}[go]
    titles.command(request.actor, key, go, act, _asked(values))


def _asked(values: dict[str, Any]) -> dict[str, Any]:
    """What was asked, for the command's digest: an identity number stands there by its fingerprint."""
    found = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
        if name != parts.RAW
    }
    if "identity_number" in found:
        found["identity_number"] = parties.person_fingerprint(found["identity_number"])
    return found
