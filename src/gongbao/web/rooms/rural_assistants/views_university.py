"""The university's page: its list of graduates by Excel, who of them registered, and what it says of each graduation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, read
from gongbao.platform.excel.services import Table
from gongbao.platform.files import services as files
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants.graduation import OUTCOMES, Registered
from gongbao.platform.rural_assistants.models import Intake
from gongbao.platform.rural_assistants.words import ROOM
from gongbao.web.i18n import language
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.rural_assistants import lists, tables, tables_joining
from gongbao.web.rooms.rural_assistants.deeds import Deed, ask, today, worked
from gongbao.web.shared.doors import for_party, page_of
from gongbao.web.shared.refusals import refused, shown, tried
from gongbao.web.shared.sheets import file_response, taken, wanted

TITLE, CLAUSE = Text("协理员报名：高校工作台", "Registration of assistants: the university"), "bi-2020-22/8.2"


@never_cache
@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def university(request: HttpRequest) -> HttpResponse:
    """An intake (``?intake=``, else the newest): the list to send, who registered, what was said; ``?sheet=`` shows findings."""
    actor, on = request.actor, today()
    try:
        me = rural.graduates.acting(actor)
    except Refusal as why:
        return refused(request, [why], status=403)
    intakes = rural.recruiting.open_intakes(on)
    intake = rural.recruiting.in_view(intakes, request.GET.get("intake", ""))
    context: dict[str, Any] = {
        "crumbs": [HOME_CRUMB, {"text": TITLE}],
        "title": TITLE,
        "who": rural.reach.name_of(me),
        "clause": CLAUSE,
    }
    if intake is None:
        none = Text(
            "还没有发布招聘公告，公告后在这里导入名册。",
            "No intake is announced yet; lists are taken once one is.",
        )
        return shown(
            request, "rural_assistants/level.html", {**context, "note": none, "forms": [], "sections": []}, []
        )
    problems: list[Refusal] = []
    if request.method == "POST" and request.POST.get("go") == lists.GO:
        done, problems = tried(lambda: _take(request, intake.number))
        if done is not None:
            return redirect(f"{request.path}?intake={intake.number}&sheet={done['sheet']}")
    with read(actor, purpose="rural.university"):
        rows = rural.graduation.registered(actor, intake)
        length = rural.graduates.length(intake, me)
        came, links = _came(request, intake)
        sheets = rural.graduates.sheets(actor, intake)
    people = tables_joining.graduates(rows, Text("报考的本校毕业生", "Graduates of ours who registered"))
    if wanted(request):
        return taken(request, people)
    deeds = _deeds(intake, rows, length)
    forms = [lists.form(
        Text("导入毕业生名册", "Take in the list of graduates"), Text("填好的名册（xlsx 或 csv）", "The list filled in (xlsx or csv)"),
        Text("没有问题的行先收下，其余的行连同问题退回；同一人再次导入的，以后一次为准。", "Good rows are kept, the others come back; a later row of one person replaces the former."), CLAUSE,
    )]  # fmt: skip
    if problems:
        more = [each.shown(None, False) for each in deeds]
    else:
        answer, more, problems = worked(request, deeds, request.get_full_path())
        if answer is not None:
            return answer
    page = page_of(request, rows, 100)
    said = {
        each: sum(row.check.said == each for row in rows) for each in ("confirmed", "contradicted", "waiting")
    }
    last = rural.graduation.due(intake, on)
    context |= {
        "note": Text(
            f"{intake.title}：名册 {length} 人，报考 {len(rows)} 人，已核实 {said['confirmed']}，有出入 {said['contradicted']}，待核实 {said['waiting']}；请在 {last} 前核实。审查由区人社局作出。",
            f"{intake.title}: {length} on the list, {len(rows)} registered, {said['confirmed']} confirmed, {said['contradicted']} contradicted, {said['waiting']} waiting, until {last}. The district decides.",
        ),
        "links": [
            {"text": Text("招聘公告（宣传用）", "The announcement, to be passed on"), "href": reverse("rural_assistants:announcement")},
            {"text": Text("下载名册模板", "The list to fill in"), "href": reverse("rural_assistants:graduates", args=[intake.number])},
            *([{"text": Text("下载报考情况", "The table below"), "href": f"?intake={intake.number}&export=xlsx"}] if rows else []), *links,
            *({"text": Text(row.title, row.title), "href": f"?intake={row.number}"} for row in intakes if row != intake),
        ],
        "forms": [*more, *forms], "page": page,
        "sections": [
            *came, tables.section(tables_joining.graduates(list(page), people.title), "还没有本校毕业生报名", "Nobody of yours registered yet"),
            tables.section(tables_joining.came(sheets, Text("导入过的名册", "Lists that came"), f"?intake={intake.number}&"), "还没有导入", "None yet"),
        ],
    }  # fmt: skip
    return shown(request, "rural_assistants/level.html", context, problems)


def _take(request: HttpRequest, number: str) -> dict[str, Any]:
    def enter(tx: Tx, table: Table, received: files.Received) -> dict[str, Any]:
        return rural.graduates.take_list(tx, number, table, received)

    return lists.take(request, number, CLAUSE, rural.graduates.read, enter)


def _came(request: HttpRequest, intake: Intake) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The findings of the list asked for by ``?sheet=``, and the way to have it back; inside a reading."""
    try:
        row = rural.graduates.sheet(request.actor, intake, UUID(request.GET.get("sheet", "")))
    except ValueError:
        return [], []
    back = reverse("rural_assistants:graduate_findings", args=[intake.number, row.id])
    return lists.came(row, rural.graduates.problems_of(row), back)


def _deeds(intake: Intake, rows: list[Registered], length: int) -> list[Deed]:
    if not rows:
        return []
    waiting = sum(row.check.said == "waiting" for row in rows)
    deeds = [Deed(
        "one", Text("逐人核实", "Confirm one person"),
        (ask("case", "text", "办件编号", "Number", max_length=40), ask("outcome", "choice", "毕业信息", "The graduation is", words=OUTCOMES),
         ask("why", "text", "依据或哪里不符", "Reason, or what is wrong", required=False, max_length=300)),
        lambda tx, v: rural.graduation.one(tx, intake.number, v["case"], v["outcome"], v.get("why", "")), CLAUSE,
        Text("名册里没有的、与名册不一致但已查明的，在这里办；结果告知本人和区人社局。", "For those who are not on the list, or of whom it is wrong; applicant and district are told."),
    )]  # fmt: skip
    if waiting and length:
        deeds.insert(0, Deed(
            "by_list", Text(f"按名册核实（待核实{waiting}人）", f"Confirm by the list ({waiting} waiting)"), (),
            lambda tx, v: rural.graduation.by_list(tx, intake.number), CLAUSE,
            Text("一致的登记为已核实，不一致的登记为有出入并告知本人和区人社局，名册里没有的仍待核实。", "Where they agree it is confirmed; where not, applicant and district are told; who is not listed goes on waiting."),
            waits=True,
        ))  # fmt: skip
    return deeds


@never_cache
@for_party(ROOM)
@require_safe
def blank(request: HttpRequest, number: str) -> HttpResponse:
    """The list to fill in."""
    intake, problems = tried(
        lambda: (rural.graduates.acting(request.actor), rural.recruiting.intake_of(number))[1]
    )
    if intake is None:
        return refused(request, problems, status=403)
    return file_response(
        f"{number} {Text('毕业生名册', 'graduates').say(language())}.xlsx", rural.graduates.blank(intake)
    )


@never_cache
@for_party(ROOM)
@require_safe
def findings(request: HttpRequest, number: str, file: UUID) -> HttpResponse:
    """The list as it came, with a column that says what is wrong in each row."""
    found, problems = tried(
        lambda: (rural.graduates.acting(request.actor), rural.recruiting.intake_of(number))[1]
    )
    if found is None:
        return refused(request, problems, status=403)
    with read(request.actor, purpose="rural.university"):
        row = rural.graduates.sheet(request.actor, found, file)
        data = rural.graduates.findings(request.actor, row, language())
    return file_response(f"{number} {Text('名册核对结果', 'findings').say(language())}.xlsx", data)
