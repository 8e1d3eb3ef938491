"""One row of the roster or the statement on screen: mended, added, removed; and the sheet with its findings."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongbao.kernel.forms import Field
from gongbao.kernel.masking import mask_identity
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit import services as audit
from gongbao.platform.db.services import read
from gongbao.platform.files.services import attachment
from gongbao.platform.training_subsidy import services as training
from gongbao.policies.training_subsidy.forms import APPLICATION
from gongbao.web.i18n import language
from gongbao.web.rooms.training_subsidy.hall import sheet_data, steps
from gongbao.web.shared.doors import for_party, key_of
from gongbao.web.shared.refusals import shown, tried

NUMBER = "identity_number"
PURPOSE = Field(
    name="purpose",
    kind="text",
    label=Text("为什么要看全号", "Why the whole number is needed"),
    max_length=200,
)


@never_cache
@for_party(steps.ROOM)
@require_http_methods(["GET", "POST"])
def row(request: HttpRequest, number: str, part: str, line: int) -> HttpResponse:
    """A row as typed, its number masked; ``line`` 0 adds one. A POST mends, removes or reveals it."""
    draft = training.draft_of(request.actor, number)
    if draft.state not in ("draft", "returned"):
        return redirect("hall:case", number=number)
    sheet = {"roster": draft.roster, "statement": draft.statement}.get(part)
    found = next((each for each in sheet.rows if each.number == line), None) if sheet else None
    if part not in sheet_data.TITLES or (line and found is None):
        raise Http404
    go = request.POST.get("go", "")
    if request.method == "POST" and go == "reveal":
        return _revealed(request, draft, part, line, found)
    if request.method == "POST":
        cells = None if go == "remove" else _cells(request, part, found)
        key = key_of(request)
        _, problems = tried(lambda: training.mend_row(request.actor, number, part, line, cells, key=key))
        if not problems:
            return _mended(request, number, part, line, removed=cells is None)
        return _page(request, draft, part, line, found, problems, cells)
    return _page(request, draft, part, line, found, [], None)


def _mended(request: HttpRequest, number: str, part: str, line: int, *, removed: bool) -> HttpResponse:
    """Back to the sheet; to the row again where it still has faults."""
    draft = training.draft_of(request.actor, number)
    sheet = draft.roster if part == "roster" else draft.statement
    again = next((each for each in sheet.rows if each.number == line), None) if sheet else None
    if line and not removed and again and again.problems:
        return redirect("hall:row", number=number, part=part, line=line)
    return redirect(reverse("hall:apply", args=[number, part]))


def _cells(request: HttpRequest, part: str, found: training.SheetRow | None) -> dict[str, str]:
    """The cells posted, a choice in the words a sheet has; a number left blank stays as it was."""
    cells = {}
    for column in APPLICATION.field(part).columns:
        typed = request.POST.get(column.name, "").strip()
        label = sheet_data.label_of(column, typed)
        cells[column.name] = label.zh if label else typed
    if found is not None and not cells.get(NUMBER) and request.POST.get("kept") == "yes":
        cells[NUMBER] = found.cells.get(NUMBER, "")
    return cells if found is None else {k: v for k, v in cells.items() if v or k in found.cells}


def _revealed(
    request: HttpRequest, draft: training.DraftView, part: str, line: int, found: Any
) -> HttpResponse:
    purpose = request.POST.get("purpose", "").strip()
    if not purpose or found is None:
        problem = Refusal(
            Text("要写明用途", "Say what it is needed for"), where="purpose", mend=Text("请填写", "Write it")
        )
        return _page(request, draft, part, line, found, [problem], None)
    with read(request.actor, purpose=purpose):
        audit.note(f"training_subsidy.{part} {draft.number} row {line} identity number")
    return _page(request, draft, part, line, found, [], None, revealed=True)


def _page(
    request: HttpRequest, draft: training.DraftView, part: str, line: int, found: training.SheetRow | None,
    problems: list[Refusal], typed: dict[str, str] | None, *, revealed: bool = False,
) -> HttpResponse:  # fmt: skip
    own = (
        [Refusal(p.what, where=p.field, mend=p.mend, clause=p.clause) for p in found.problems]
        if found
        else []
    )
    cells = typed if typed is not None else dict(found.cells) if found else {}
    kept = bool(found and cells.get(NUMBER)) and not revealed and typed is None
    fields = [_field(column, cells, kept) for column in APPLICATION.field(part).columns]
    title = Text(f"第 {line} 行", f"Row {line}") if line else Text("加一行", "Add a row")
    context = {
        **steps.frame(draft, part),
        "title": title,
        "steps": None,
        "draft": None,
        "fields": fields,
        "kept": kept,
        "removable": bool(line),
        "reveal": {"field": PURPOSE, "value": None} if kept else None,
        "back": reverse("hall:apply", args=[draft.number, part]),
        "button": Text("保存这一行", "Save this row"),
        "remark": draft.returned.get("rows", {}).get(str(line)) if draft.returned else None,
    }
    return shown(request, "hall/row.html", context, [*problems, *([] if problems else own)])


def _field(column: Field, cells: dict[str, str], kept: bool) -> dict[str, Any]:
    value: Any = cells.get(column.name, "")
    if column.name == NUMBER and kept:
        shown_ = mask_identity(str(value))
        help_ = Text(f"已填 {shown_}，留空不改", f"Kept as {shown_}; leave empty to keep it")
        return {
            "field": {"name": NUMBER, "kind": "text", "label": column.label, "help": help_},
            "value": None,
        }
    if column.kind == "choice":
        value = next((o.value for o in column.options if value in (o.value, o.label.zh, o.label.en)), value)
    return {"field": column, "value": value}


@never_cache
@for_party(steps.ROOM)
@require_safe
def findings(request: HttpRequest, number: str, part: str) -> HttpResponse:
    """The sheet as it came, with a column that says what is wrong in each row."""
    if part not in sheet_data.TITLES:
        raise Http404
    data = training.findings_workbook(request.actor, number, part)
    return attachment(f"{number} {sheet_data.TITLES[part].say(language())}.xlsx", "xlsx", data)
