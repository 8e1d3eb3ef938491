"""Applying: begin, then step by step to the commitment; everything typed is kept at every step."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongbao.kernel.forms import Form, parse
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import now
from gongbao.platform.training_subsidy import services as training
from gongbao.policies.training_subsidy.forms import APPLICATION, SCHEMES
from gongbao.policies.training_subsidy.policy import POLICY
from gongbao.web.hall import case_data
from gongbao.web.rooms.training_subsidy.hall import check_data, sheet_data, steps
from gongbao.web.shared.doors import for_party, key_of, page_of
from gongbao.web.shared.refusals import problems_of, shown, tried
from gongbao.web.shared.values import parameter_words

ROWS = 50  # rows of a sheet on one page
LARGEST = 30 * 2**20
FIRM_FORM = Form(id="hall.firm", version="1", title=steps.STEPS["firm"], fields=steps.FIRM_FIELDS)
STATEMENT_PAPERS = ("statement_files",)
DISPATCH_PAPERS = ("host_confirmation", "dispatch_agreement")


@never_cache
@for_party(steps.ROOM)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Choose the scheme; a claim begins at the district where the firm is insured."""
    problems: list[Refusal] = []
    if request.method == "POST":
        scheme, key = request.POST.get("scheme", ""), key_of(request)
        done, problems = tried(lambda: training.start(request.actor, scheme, key=key))
        if done:
            return redirect("hall:apply", number=done["number"], step="firm")
    today = now().date()
    drafts = [line for line in case_data.own_cases(request) if line.state == "draft"]
    context = {
        "crumbs": steps.crumbs({"text": Text("申请", "Apply")}),
        "matter": POLICY.title,
        "title": Text("申请哪一项？", "Which subsidy?"),
        "lede": Text(
            "两项补贴面向不同的人，同一个人只能算进一项。",
            "The two are for different people; one person counts in one of them.",
        ),
        "choices": [_choice(option.value, today) for option in SCHEMES],
        "limits": [_limit(name, today) for name in ("acceptance_last_day", "firm_cap", "minimum_wage")],
        "drafts": [
            {"href": reverse("hall:apply", args=[d.number, "firm"]), "number": d.number} for d in drafts
        ],
    }
    return shown(request, "hall/start.html", context, problems)


def _choice(scheme: str, today: Any) -> dict[str, Any]:
    name, _, title = steps.scheme_label(scheme).zh.partition("：")
    name_en, _, title_en = steps.scheme_label(scheme).en.partition(": ")
    question = POLICY.question(scheme)
    assert question is not None
    rate, most = (POLICY.parameters[f"{scheme}_{part}"] for part in ("rate", "month_limit"))
    told, limit = (parameter_words(each, each.at(today).value) for each in (rate, most))
    return {
        "value": scheme,
        "name": Text(name, name_en),
        "title": Text(title, title_en.capitalize()),
        "text": Text(f"每人最多 {limit.zh}", f"At most {limit.en} for each person"),
        "sum": told,
        "clause": question.clauses[0],
    }


def _limit(name: str, today: Any) -> dict[str, Any]:
    parameter = POLICY.parameters[name]
    value = parameter_words(parameter, parameter.at(today).value)
    zh, en = f"{parameter.title.zh}：{value.zh}", f"{parameter.title.say('en')}: {value.en}"
    return {"text": Text(zh, en[:1].upper() + en[1:]), "clause": parameter.clause}


@never_cache
@for_party(steps.ROOM)
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, number: str, step: str) -> HttpResponse:
    """One step of an unsent claim; a claim already sent shows its status instead."""
    if step not in _STEPS:
        raise Http404
    draft = training.draft_of(request.actor, number)
    if draft.state not in ("draft", "returned"):
        return redirect("hall:case", number=number)
    return _STEPS[step](request, draft)


def _firm(request: HttpRequest, draft: training.DraftView) -> HttpResponse:
    side, problems, typed = steps.firm_side(request.actor), [], None
    if request.method == "POST":
        given = steps.answers_of(request, draft, side)
        _, problems = tried(
            lambda: training.save_draft(request.actor, draft.number, given, key=key_of(request))
        )
        if not problems and request.POST.get("go") == "save":
            return redirect("hall:apply", number=draft.number, step="firm")
        problems = problems or problems_of(parse(FIRM_FORM, given).problems)
        if not problems:
            return redirect(steps.after(draft.number, "firm"))
        typed = {name: request.POST.get(name, "") for name in given} | {"use": request.POST.getlist("use")}
        draft = replace(draft, answers={**draft.answers, **given})
    context = {
        **steps.frame(draft, "firm"),
        "lede": steps.scheme_label(draft.scheme),
        "fields": steps.firm_fields(draft.answers, side, typed),
        "aside": [
            {
                "title": Text("为什么问", "Why this is asked"),
                "text": Text(
                    "行业、人数和收入决定企业规模；账户用来收款。",
                    "Trade, staff and revenue tell the size of the firm; the account is where it is paid.",
                ),
                "clause": f"{steps.DOCUMENT}/1.1.b",
            }
        ],
    }
    return shown(request, "hall/apply_scheme.html", context, problems)


def _roster(request: HttpRequest, draft: training.DraftView) -> HttpResponse:
    return _sheet(request, draft, "roster", training.upload_roster)


def _statement(request: HttpRequest, draft: training.DraftView) -> HttpResponse:
    if request.method == "POST" and request.POST.get("paper"):
        return _paper(request, draft)
    return _sheet(request, draft, "statement", training.upload_statement)


def _sheet(request: HttpRequest, draft: training.DraftView, part: str, upload: Any) -> HttpResponse:
    problems: list[Refusal] = []
    sheet = draft.roster if part == "roster" else draft.statement
    if request.method == "POST":
        file, key = request.FILES.get(part), key_of(request)
        if file is not None:
            problems = _size(file, part)
            if not problems:
                _, problems = tried(
                    lambda: upload(request.actor, draft.number, file.read(), file.name, key=key)
                )
            if not problems:
                return redirect("hall:apply", number=draft.number, step=part)
        elif request.POST.get("go") == "save" or sheet is not None:
            here = request.POST.get("go") == "save"
            return redirect(
                reverse("hall:apply", args=[draft.number, part]) if here else steps.after(draft.number, part)
            )
        else:
            problems = [
                Refusal(
                    Text("还没有选择文件", "No file was chosen"),
                    mend=Text("请选择填好的表格", "Choose the sheet you filled in"),
                )
            ]
        problems = [Refusal(p.what, where=part, mend=p.mend, clause=p.clause) for p in problems]
    context = {
        **steps.frame(draft, part),
        "upload": True,
        "fields": [{"field": _upload_field(part), "value": None}],
        "template": reverse("blank-sheet", args=[steps.DOCUMENT, f"application.{part}"]),
        "report": _report(request, draft, part, sheet) if sheet else None,
        "button": Text("继续", "Go on") if sheet else Text("上传", "Upload"),
        "add": reverse("hall:row", args=[draft.number, part, 0]),
    }
    if part == "statement":
        context |= _papers(draft, request)
    return shown(request, f"hall/apply_{part}.html", context, problems)


def _size(file: Any, part: str) -> list[Refusal]:
    if file.size <= LARGEST:
        return []
    most = LARGEST // 2**20
    return [
        Refusal(
            Text(f"文件超过 {most} MB", f"The file is over {most} MB"),
            where=part,
            mend=Text("请分开上传", "Send it in parts"),
        )
    ]


def _upload_field(part: str) -> dict[str, Any]:
    field = APPLICATION.field(part)
    return {
        "name": part, "kind": "file", "label": field.label, "required": True, "accept": ("xlsx", "csv"),
        "help": Text("XLSX 或 CSV；再传一次就换成新的", "XLSX or CSV; a new upload takes the place of the old"),
    }  # fmt: skip


def _report(
    request: HttpRequest, draft: training.DraftView, part: str, sheet: training.SheetView
) -> dict[str, Any]:
    done, _ = tried(lambda: training.check_draft(request.actor, draft.number))
    every = done.found if done else [training.Found("fault", part, each) for each in sheet.problems]
    found = [each for each in every if each.part == part]
    return sheet_data.report(draft.number, part, sheet, found, page_of(request, sheet.rows, ROWS))


def _papers(draft: training.DraftView, request: HttpRequest) -> dict[str, Any]:
    side = steps.firm_side(request.actor)
    kinds = STATEMENT_PAPERS + (DISPATCH_PAPERS if side.firm.is_dispatch_agency else ())
    return {
        "papers": [check_data.paper(draft.number, paper) for paper in draft.papers],
        "kinds": [
            {"name": kind, "field": APPLICATION.field(kind), "host": kind in DISPATCH_PAPERS}
            for kind in kinds
        ],
    }


def _paper(request: HttpRequest, draft: training.DraftView) -> HttpResponse:
    kind, key, file = request.POST["paper"], key_of(request), request.FILES.get(request.POST["paper"])
    if kind.startswith("remove:"):
        training.remove_paper(request.actor, draft.number, kind.removeprefix("remove:"), key=key)
        return redirect("hall:apply", number=draft.number, step="statement")
    problems = (
        [Refusal(Text("还没有选择文件", "No file was chosen"), where=kind)]
        if file is None
        else _size(file, kind)
    )
    if not problems:
        unit = request.POST.get("host_unit", "")
        data = file.read()
        _, problems = tried(
            lambda: training.upload_paper(
                request.actor, draft.number, kind, data, file.name, key=key, host_unit=unit
            )
        )
    if not problems:
        return redirect("hall:apply", number=draft.number, step="statement")
    problems = [Refusal(p.what, where=kind, mend=p.mend, clause=p.clause) for p in problems]
    context = {
        **steps.frame(draft, "statement"),
        "upload": True,
        "fields": [{"field": _upload_field("statement"), "value": None}],
        "template": reverse("blank-sheet", args=[steps.DOCUMENT, "application.statement"]),
        "report": _report(request, draft, "statement", draft.statement) if draft.statement else None,
        "button": Text("继续", "Go on"),
        **_papers(draft, request),
    }
    return shown(request, "hall/apply_statement.html", context, problems)


def _check(request: HttpRequest, draft: training.DraftView) -> HttpResponse:
    problems: list[Refusal] = []
    if request.method == "POST" and request.POST.get("go") == "save":
        return redirect("hall:case", number=draft.number)
    if request.method == "POST":
        send = training.submit if draft.state == "draft" else training.resubmit
        commitment, left = request.POST.get("commitment", ""), request.POST.get("leave_out") == "yes"
        key = key_of(request)
        done, problems = tried(
            lambda: send(request.actor, draft.number, commitment=commitment, key=key, leave_out=left)
        )
        if done:
            return redirect("hall:submitted", number=draft.number)
        label = APPLICATION.field("commitment").label.zh
        problems = [
            Refusal(p.what, where="commitment" if p.where == label else "", mend=p.mend, clause=p.clause)
            for p in problems
        ]
    done = training.check_draft(request.actor, draft.number)
    context = {**steps.frame(draft, "check"), **check_data.page(draft, done, request)}
    return shown(request, "hall/apply_check.html", context, problems)


_STEPS = {"firm": _firm, "roster": _roster, "statement": _statement, "check": _check}
