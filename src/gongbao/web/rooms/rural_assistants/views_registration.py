"""Registrations before the review, for district and city: what universities say of each, and what the district finds."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, read
from gongbao.platform.rural_assistants import services as rural
from gongbao.policies.rural_assistants.facts import UNIVERSITY_SAYS
from gongbao.web.rooms.rural_assistants import tables, tables_joining
from gongbao.web.rooms.rural_assistants.deeds import Deed, ask, today, worked
from gongbao.web.rooms.rural_assistants.views_officers import CITY, DISTRICT
from gongbao.web.shared.doors import page_of
from gongbao.web.shared.refusals import shown
from gongbao.web.shared.sheets import query, taken, wanted
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation

TITLE = Text("协理员报名和高校核实", "Registrations and what universities say")
YES = {"yes": Text("属实", "as stated"), "no": Text("不符", "not as stated")}


@officers(*DISTRICT, *CITY)
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest) -> HttpResponse:
    """The registrations of an intake (``?intake=``, else the newest), narrowed by ``?said=``; contradicted ones come first."""
    actor, on = request.actor, today()
    intakes = rural.recruiting.open_intakes(on)
    intake = rural.recruiting.in_view(intakes, request.GET.get("intake", ""))
    context: dict[str, Any] = {
        "queues": navigation(request, "rural_assistants:registration"),
        "title": TITLE,
        "forms": [],
        "sections": [],
    }
    if intake is None:
        return shown(
            request,
            "rural_assistants/desk.html",
            {**context, "note": Text("还没有发布公告", "Nothing is announced yet")},
            [],
        )
    with read(actor, purpose="rural.registration"):
        every = rural.graduation.lines(actor, intake)
        schools = rural.graduation.by_university(every)
    said = request.GET.get("said", "")
    chosen = [line for line in every if said in ("", line.said)]
    title = Text(f"报名人员：{intake.title}", f"Registrations: {intake.title}")
    if wanted(request):
        return taken(request, tables_joining.registered(chosen, title))
    deeds = _deeds() if rural.reach.level_of(actor) == "district" and every else []
    done, forms, problems = worked(request, deeds, request.get_full_path())
    if done is not None:
        return done
    page = page_of(request, chosen, 100)
    counts = {word: sum(line.said == word for line in every) for word in UNIVERSITY_SAYS}
    last = rural.graduation.due(intake, on)
    context |= {
        "forms": forms, "page": page,
        "note": Text(
            f"报名 {len(every)} 人；请高校在 {last} 前核实。没有核实的不挡审查，有出入的由区核对后再办。",
            f"{len(every)} registered; universities are asked to confirm until {last}. Silence bars nobody; a contradiction is for the district to check.",
        ),
        "links": [
            *({"text": Text(f"{words.zh} {counts[word]}", f"{words.en} {counts[word]}"), "href": query(request, said="" if said == word else word, page="")}
              for word, words in UNIVERSITY_SAYS.items()),
            *([{"text": Text("下载", "Download"), "href": query(request, export="xlsx")}] if chosen else []),
            *({"text": Text(row.title, row.title), "href": f"?intake={row.number}"} for row in intakes if row != intake),
        ],
        "sections": [
            tables.section(tables_joining.registered(list(page), title), "没有这样的报名", "No such registration"),
            *([tables.section(tables_joining.schools(schools, Text("按高校", "By university")), "", "")] if schools else []),
        ],
    }  # fmt: skip
    return shown(request, "rural_assistants/desk.html", context, problems)


def _deeds() -> list[Deed]:
    """What the district finds of a registration."""
    case = ask("case", "text", "办件编号", "Number", max_length=40)

    def check(tx: Tx, v: dict[str, Any]) -> object:
        return rural.graduation.find(tx, v["case"], v["found"] == "yes", v["why"])

    return [
        Deed(
            "check", Text("登记毕业信息核对", "Record the check of a graduation"),
            (case, ask("found", "choice", "核对结果", "Found", words=YES), ask("why", "text", "核对了什么", "What was checked", max_length=300)),
            check, "bi-2020-22/7.6.s1", Text("核对毕业证书或学籍材料后登记；高校指出有出入的，登记属实后才能通过审查。", "After diploma or records were checked; a contradicted registration passes once it is found as stated."),
        ),
        Deed(
            "major", Text("认定专业（同等条件优先）", "Find the subject, for ties"),
            (case, ask("found", "yes_no", "是涉农或信息化专业", "Agricultural or digital")),
            lambda tx, v: rural.registering.find_major(tx, v["case"], v["found"]), "bi-2020-22/7.7",
        ),
    ]  # fmt: skip
