"""The lists of hard-hit firms: made by the district governments, reported in two batches, read by the city."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongbao.kernel.forms import Field, Option
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import new_key
from gongbao.platform.training_subsidy import services as training
from gongbao.policies.training_subsidy.forms import RECOGNITION_LIST
from gongbao.policies.training_subsidy.procedure import RECOGNITION
from gongbao.web.i18n import language
from gongbao.web.rooms.training_subsidy.workbench import list_data
from gongbao.web.rooms.training_subsidy.workbench.claims import fact_label
from gongbao.web.shared import stepping
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import at_field, tried
from gongbao.web.shared.sheets import Sheet, export_address, file_response, taken, wanted
from gongbao.web.workbench import casepage, forms
from gongbao.web.workbench.doors import CITY, GOVERNMENT, INDUSTRY, SUPERVISOR, officers
from gongbao.web.workbench.queues import navigation
from gongbao.web.workbench.reaching import reached, today

JUDGED = ("firm_size_found", "industry_found", "revenue_drop_found")
FILE = Field(name="file", kind="file", label=Text("名单文件", "The list"), accept=("xlsx", "csv"))
FOUND = tuple(
    Field(name=name, kind="yes_no", label=fact_label(name), help=Text("登记数据判断不了时填写", "Only where the data cannot tell"), required=False)
    for name in JUDGED
)  # fmt: skip
EVIDENCE = Field(
    name="evidence", kind="text", label=Text("依据", "On what evidence"), required=False, max_length=500
)
BATCH = Field(
    name="batch",
    kind="choice",
    label=Text("报送哪一批", "Which batch"),
    options=(Option("1", Text("第一批", "First batch")), Option("2", Text("第二批", "Second batch"))),
)
WHY_NOT = forms.reasons(RECOGNITION.action("decline").reasons)
IMPORTED, KEPT = "imported_lists", 3


@officers(GOVERNMENT, CITY, SUPERVISOR, INDUSTRY)
@require_GET
def lists(request: HttpRequest) -> HttpResponse:
    """The city sees every district's list; a district government goes to its own, or begins it."""
    found = training.lists(request.actor)
    if not request.actor.is_city and found:
        return redirect("workbench:list", found[0].number)
    rows = [
        {"office": each.office, "number": each.number, "state": each.state_title,
         "listed": sum(firm.outcome == "met" for firm in each.firms), "declined": sum(firm.outcome != "met" for firm in each.firms),
         "due": each.limits[0].due if each.limits else None, "_links": {"number": reverse("workbench:list", args=[each.number])}}
        for each in found
    ]  # fmt: skip
    sheet = Sheet(
        "lists", Text("重点行业企业名单", "Lists of firms in key industries"), list_data.DISTRICTS, rows
    )
    if wanted(request):
        return taken(request, sheet)
    values = {
        "queues": navigation(request, "lists"),
        "title": sheet.title,
        "table": sheet.table(),
        "export": export_address(request),
        "may_open": GOVERNMENT.value in request.actor.roles,
        "today": today(),
    }
    return render(request, "workbench/lists.html", values)


@officers(GOVERNMENT)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin the district's list."""
    done = training.open_list(request.actor, key=key_of(request))
    return redirect("workbench:list", done["number"])


@officers(GOVERNMENT, CITY, SUPERVISOR, INDUSTRY)
@require_GET
def one(request: HttpRequest, number: str) -> HttpResponse:
    """One district's list, its firms with their grounds, copies and receipts, and what can be done."""
    return _page(request, number)


@officers(GOVERNMENT)
@require_POST
def import_list(request: HttpRequest, number: str) -> HttpResponse:
    """Rule on every firm of a sheet; what became of each row is shown next."""
    key, upload = key_of(request), request.FILES.get("file")
    evidence = request.POST.get("evidence", "")[:500]
    if upload is None:
        lacks = Refusal(
            Text("没有上传名单", "No list was uploaded"),
            where="file",
            mend=Text("请选择文件", "Choose the file"),
        )
        return _page(request, number, [lacks])
    done, problems = tried(
        lambda: training.import_list(request.actor, number, upload.read(), key=key, evidence=evidence)
    )
    if problems or done is None:
        return _page(request, number, at_field(problems, "file"))
    return redirect("workbench:list-imported", number, _keep(request, done))


@officers(GOVERNMENT)
@require_GET
def imported(request: HttpRequest, number: str, token: UUID) -> HttpResponse:
    """What became of each row of an imported list."""
    kept = request.session.get(IMPORTED, {}).get(str(token))
    if kept is None:
        return redirect("workbench:list", number)
    rows = [list_data.ruled(row) for row in kept["rows"]]
    title = Text(f"导入结果：列入 {kept['listed']} 家", f"Imported: {kept['listed']} firms listed")
    sheet = Sheet("list.imported", title, list_data.ROWS, rows)
    if wanted(request):
        return taken(request, sheet)
    values = {"queues": navigation(request, "lists"), "title": title, "table": sheet.table(), "export": export_address(request),
              "back": reverse("workbench:list", args=[number]), "back_words": Text("回到名单", "Back to the list")}  # fmt: skip
    return render(request, "workbench/list.html", values)


@officers(GOVERNMENT)
@require_http_methods(["GET", "POST"])
def firm(request: HttpRequest, number: str) -> HttpResponse:
    """Put one firm on the list, or decline it with the condition it fails."""
    reached(request.actor, number, "list a firm")
    declining = (request.POST.get("do") or request.GET.get("do")) == "decline"
    fields = (*list_data.COLUMNS, *((WHY_NOT,) if declining else FOUND), EVIDENCE)
    raw: dict[str, Any] = {}
    problems: list[Refusal] = []
    if request.method == "POST":
        filled = forms.filled(request, fields)
        raw, problems = filled.raw, filled.problems
        if not problems:
            key = key_of(request)
            _, problems = tried(lambda: _decide(request, number, filled.values, raw, key, declining))
        if not problems:
            said = Text("已登记", "Recorded")
            messages.success(request, said.say(language()))
            return redirect("workbench:list", number)
    title = (
        Text("不予认定一家企业", "Decline a firm") if declining else Text("认定一家企业", "Recognise a firm")
    )
    values = {
        "queues": navigation(request, "lists"),
        "title": title,
        "text": RECOGNITION.action("decline" if declining else "recognise").explain,
        "clause": RECOGNITION.action("decline" if declining else "recognise").clause,
        "fields": forms.shown(fields, raw),
        "problems": problems,
        "do": "decline" if declining else "recognise",
        "back": reverse("workbench:list", args=[number]),
    }
    return render(request, "workbench/firm.html", values, status=422 if problems else 200)


@officers(GOVERNMENT)
@require_POST
def submit(request: HttpRequest, number: str) -> HttpResponse:
    """Report a batch to the city; the second factor first."""
    return stepping.stepped_up(_submit)(request, number)


@officers(INDUSTRY)
@require_POST
def receive(request: HttpRequest, number: str, key: UUID) -> HttpResponse:
    """An industry department confirms that the copy filed with it has arrived."""
    once = key_of(request)
    done, problems = tried(lambda: training.confirm_filing(request.actor, number, str(key), key=once))
    if problems or done is None:
        return _page(request, number, problems)
    messages.success(request, Text("备案回执已登记", "The receipt is recorded").say(language()))
    return redirect("workbench:list", number)


@officers(GOVERNMENT)
@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """The workbook for a list."""
    return file_response(f"{RECOGNITION_LIST.title.say(language())}.xlsx", training.list_template())


def _submit(request: HttpRequest, number: str) -> HttpResponse:
    key = key_of(request)
    filled = forms.filled(request, (BATCH,))
    problems = filled.problems
    if not problems:
        batch = int(filled.values["batch"])
        done, problems = tried(lambda: training.submit_batch(request.actor, number, batch, key=key))
    if problems or done is None:
        return _page(request, number, problems)
    said = Text(
        f"已报送 {done['firms']} 家，回执 {done['receipt']}",
        f"{done['firms']} firms reported, receipt {done['receipt']}",
    )
    messages.success(request, said.say(language()))
    return redirect("workbench:list", number)


def _page(request: HttpRequest, number: str, problems: list[Refusal] | None = None) -> HttpResponse:
    view = training.list_view(request.actor, number)
    sheet = Sheet(
        "list",
        Text(f"{view.office.zh}名单", f"List of {view.office.en}"),
        list_data.FIRMS,
        [list_data.firm(each) for each in view.firms],
    )
    if wanted(request):
        return taken(request, sheet)
    copies = Sheet(
        "copies",
        Text("备案", "Copies filed"),
        list_data.COPIES,
        [list_data.copy(each) for each in view.copies],
    )
    offered = {choice.action.name: choice for choice in view.acts}
    values = {
        "queues": navigation(request, "lists"),
        "view": view,
        "title": sheet.title,
        "table": sheet.table(),
        "copies": copies.table() if view.copies else None,
        "export": export_address(request),
        "works": "recognise" in offered,
        "waiting": [each for each in view.copies if each.received_at is None and "receive_copy" in offered],
        "submitting": offered.get("submit_batch"),
        "importing": forms.shown((FILE, EVIDENCE)),
        "batching": forms.shown((BATCH,), {"batch": "1" if view.state == "first_batch" else "2"}),
        "events": [casepage.told(each) for each in view.happened],
        "problems": problems or [],
        "today": today(),
    }
    return render(request, "workbench/one_list.html", values, status=422 if problems else 200)


def _decide(
    request: HttpRequest, number: str, values: dict[str, Any], raw: dict[str, Any], key: str, declining: bool
) -> Any:
    answers = {each.name: raw.get(each.name) for each in list_data.COLUMNS}
    evidence = values.get("evidence", "")
    if declining:
        return training.decline(
            request.actor, number, answers, forms.listed(values), key=key, evidence=evidence
        )
    found = {name: values[name] for name in JUDGED if values.get(name) is not None}
    return training.recognise(request.actor, number, answers, key=key, found=found, evidence=evidence)


def _keep(request: HttpRequest, done: dict[str, Any]) -> str:
    token = str(new_key())
    kept = list(request.session.get(IMPORTED, {}).items())[1 - KEPT :]
    request.session[IMPORTED] = dict(
        [*kept, (token, {"listed": done["listed"], "rows": done["rows"][:2000]})]
    )
    return token
