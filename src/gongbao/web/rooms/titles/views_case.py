"""For employers and review bodies: the applications in which they stand, one of them whole, and their steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongbao.kernel.procedure import Choice, Hindrance
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case
from gongbao.platform.casework import services as casework
from gongbao.platform.db.services import now
from gongbao.platform.files import services as files
from gongbao.platform.titles import services as titles
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.titles import parts, tables
from gongbao.web.shared import title_tree
from gongbao.web.shared.doors import for_party, key_of
from gongbao.web.shared.forms import answers_shown
from gongbao.web.shared.refusals import shown
from gongbao.web.workbench import casepage, doing
from gongbao.web.workbench.forms import listed

DESK = Text("职称评审", "Titles")
SCHOOL = Text("学校岗位和考评小组", "Posts and panel of the school")
OWN = Text("从这里申报；评审专家从这里参加会议。", "Apply from here; experts go to their meetings from here.")
THROUGH = Text("职工的申报、推荐和评审在这里办理。", "Applications that pass through you are worked on here.")
CHECKING = "checking"
LOOKED_AT = ("employer_review", "appraising", CHECKING, "expert_review")
NO_DOSSIER = Text("没有附档案", "no dossier attached")
CRUMB = {"text": DESK, "href": "/titles/desk/"}


@for_party(titles.APP)
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the employer, the review body or the expert one acts for or is; a body accepts several at once."""
    actor, today = request.actor, now().date()
    body, seats = titles.body_of(actor.party), titles.of_member(actor)
    person = body is None and actor.on_behalf_of is None
    passing, acts = titles.lists(actor), list[dict[str, Any]]()
    answers = titles.answers_of(
        actor,
        [each for each in passing if each[0].state in LOOKED_AT],
    )
    offered, problems = _several(passing, answers) if body is not None else [], list[Refusal]()
    if request.method == "POST":
        done, problems = parts.posted(request, offered, lambda go, values: _accept(request, values))
        if done:
            return redirect("titles:desk")
    sections = (
        [tables.section(tables.cases(passing, answers), "没有申报经过这里", "No application passes here")]
        if passing or not person
        else []
    )
    if body is not None:
        acts.append({"text": Text("评审会议和专家库", "Meetings and pool"), "href": reverse("titles:body")})
    if titles.school_office(actor.party):
        own = titles.school_view(actor) is not None
        school = SCHOOL if own else Text("是中等职业学校：填报岗位", "A vocational school: enter the posts")
        acts.append({"text": school, "href": reverse("titles:school")})
    if body is None and not person:
        acts.append(
            {
                "text": Text("全员能申报哪些职称", "What the staff may apply for"),
                "href": reverse("dossiers:staff"),
            }
        )
    if seats:
        meetings = [seat.meeting for seat in seats]
        sections.insert(0, tables.section(tables.meetings(meetings, "titles:seat"), "", ""))
    if person:
        acts += [
            {"text": Text("申报职称", "Apply for a title"), "href": reverse("hall:start")},
            {"text": Text("我能评哪些职称", "Which titles may I have"), "href": reverse("dossiers:which")},
            {"text": Text("我的申报到哪一步", "Where my applications stand"), "href": reverse("hall:cases")},
        ]
        sections.append(tables.section(tables.rounds(titles.rounds(), today), "还没有安排", "No round yet"))
    context = {
        "crumbs": [HOME_CRUMB, {"text": DESK}], "title": DESK, "sections": sections, "acts": acts,
        "lede": OWN if person else THROUGH, "forms": offered,
    }  # fmt: skip
    return shown(request, "titles/page.html", context, problems)


def _several(passing: Sequence[tuple[Case, Any]], answers: Mapping[UUID, Any]) -> list[dict[str, Any]]:
    """The form by which a body accepts several; nothing while fewer than two wait."""
    waiting = [(case, row) for case, row in passing if case.state == CHECKING]
    if len(waiting) < 2:
        return []
    found = {}
    for case, row in waiting:
        told = title_tree.tally(answers[case.key]) if case.key in answers else NO_DOSSIER
        found[row.number] = Text(
            f"{row.number} {row.name} {row.title}：{told.zh}",
            f"{row.number} {row.name} {row.title}: {told.say('en')}",
        )
    room = waiting[0][0].room
    return [
        parts.form(
            "several", "批量审核通过", "Accept several", parts.field("numbers", "choices", "哪些", "Which", options=parts.options(found)),
            parts.field("note", "long_text", "审核意见", "Note", required=False, max_length=500),
            text=Text("逐件看过材料的，可以一起通过；通不过的逐件说明", "Those whose papers were read; what cannot pass is told one by one"),
            clause=titles.step_clause(room, "accept_for_review"),
        )
    ]  # fmt: skip


def _accept(request: HttpRequest, values: dict[str, Any]) -> None:
    """Accept one after the other, each on its own; raises what stands against the others, the accepted stay so."""
    wrong = []
    for number in values["numbers"]:
        try:
            titles.do(
                request.actor, number, "accept_for_review", key=f"{key_of(request)}/{number}", raw={"note": values.get("note") or ""}
            )  # fmt: skip
        except Refusal as refusal:
            wrong.append(f"{number}：{refusal.what.zh}")
    if wrong:
        raise Refusal(Text("；".join(wrong), "; ".join(wrong)), where="numbers", mend=Text("其余已通过；这些请逐件办理", "The others are accepted; see to these one by one"))  # fmt: skip


@for_party(titles.APP)
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, case: str) -> HttpResponse:
    """An application to an institution that stands in it: answers, papers, history, and the steps it can take."""
    view = titles.view(request.actor, case)
    offered = [_form(request, view, choice) for choice in view.choices]
    turned_down = {
        each.action.name for each in view.choices if each.action.reasons and not each.action.outcomes
    }
    ready = next(
        (each["go"] for each in offered if not each["why_not"] and each["go"] not in turned_down), ""
    )
    for each in offered:
        each["folded"] = not each["why_not"] and each["go"] != ready
    problems = []
    if request.method == "POST":
        done, problems = parts.posted(
            request, offered, lambda go, values: _do(request, case, view, go, values)
        )
        if done:
            return redirect("titles:case", case=case)
    state = tables.procedure_of(view.case).state(view.case.state)
    facts, sheets = [], []
    for answers in casework.applied(view.case, view.answers)[-1:]:
        facts, sheets = answers_shown(casework.shown(answers))
    told = [
        {"title": answers.form.title, "facts": answers_shown(casework.shown(answers))[0]}
        for answers in view.answers
        if answers.form.id in ("recommendation", "appraisal", "check", "assessment", "appointment")
    ]
    context = {
        "crumbs": [HOME_CRUMB, CRUMB, {"text": Text(view.row.number, view.row.number)}],
        "title": Text(f"{view.row.name}：{view.row.title}", f"{view.row.name}: {view.row.title}"), "number": view.row.number,
        "result": {"outcome": "" if state.name == titles.WITHDRAWN else {"done": "met", "stopped": "not_met"}.get(view.case.tone, ""), "title": state.title, "text": state.explain, "sum_fen": None},
        "facts": facts, "told": told, "sheets": sheets, "forms": offered, "events": casepage.timeline(view.case, view.entries),
        "conditions": [title_tree.node(view.answer, whole=True)] if view.answer else [],
        "dossier": view.dossier,
        "papers": [{"title": Text(row.name, row.name), "href": reverse("titles:paper", args=[case, row.id]), "note": Text(row.kind.upper(), row.kind)} for row in view.papers],
    }  # fmt: skip
    return shown(request, "titles/case.html", context, problems)


@for_party(titles.APP)
@require_safe
def paper(request: HttpRequest, case: str, paper: UUID) -> HttpResponse:
    """One paper of the application, as an attachment; the reading is logged."""
    found = titles.paper(request.actor, case, paper)
    return files.attachment(found.name, found.kind, found.data)


def _form(request: HttpRequest, view: titles.CaseView, choice: Choice) -> dict[str, Any]:
    action = choice.action
    fields = doing.derived(view.case, action.name).fields(request.actor, view.case, choice)
    return parts.form(
        action.name, action.title.zh, action.title.en, *fields, text=action.explain, clause=action.clause,
        why_not=[_why(view, each) for each in choice.hindrances],
    )  # fmt: skip


def _why(view: titles.CaseView, found: Hindrance) -> Refusal:
    """Why a step cannot be taken: of the quota with its numbers, the clause and what can be done."""
    if found.kind == "guard" and view.quota is not None:
        return view.quota
    return Refusal(found.why, mend=found.mend, clause=found.clause)


def _do(request: HttpRequest, number: str, view: titles.CaseView, go: str, values: dict[str, Any]) -> None:
    form = casework.form_for(view.case, go)
    raw = {each.name: values[parts.RAW].get(each.name) for each in (form.fields if form else ())}
    decided: dict[str, Any] = {name: values[name] for name in ("outcome",) if values.get(name)}
    if reasons := listed(values):
        decided["reasons"] = list(reasons)
    if values.get("settles"):
        decided["settles"] = int(values["settles"])
    titles.do(
        request.actor, number, go, key=key_of(request), raw=raw, decided=decided, note=values.get("note") or "", seen=view.case.sequence,
    )  # fmt: skip
