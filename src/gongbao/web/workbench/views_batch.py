"""Many cases at once: a reason for each, the second factor where it is grave, and each result told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import access_cases
from gongbao.platform.cases.services import Case
from gongbao.platform.db.services import Actor, done_before, new_key, now, read
from gongbao.web.i18n import language
from gongbao.web.shared import stepping
from gongbao.web.shared.doors import key_of, next_of
from gongbao.web.shared.sheets import Sheet, column
from gongbao.web.workbench.batches import Batch, Became, batch_of
from gongbao.web.workbench.doors import caseworkers
from gongbao.web.workbench.queues import navigation
from gongbao.web.workbench.reaching import address, state_title

MOST = 100
DONE, KEPT = "batches_done", 5


@caseworkers
@require_POST
def prepare(request: HttpRequest) -> HttpResponse:
    """The chosen cases with a place for a reason each; those that cannot join say why."""
    batch = batch_of(request.actor, request.POST.get("action", ""))
    numbers = request.POST.getlist("case")
    back = next_of(request, reverse("workbench:queue"))
    if not 0 < len(set(numbers)) <= MOST:
        messages.warning(request, _HOW_MANY.say(language()))
        return redirect(back)
    return _page(request, batch, _rows(request.actor, batch, numbers, {}), back)


@caseworkers
@require_POST
def carry_out(request: HttpRequest) -> HttpResponse:
    """Do it, one case after the other; what one case refuses does not stop the rest."""
    batch = batch_of(request.actor, request.POST.get("action", ""))
    if batch.step_up:
        return stepping.stepped_up(_do)(request, batch)
    return _do(request, batch)


@caseworkers
@require_GET
def done(request: HttpRequest, token: UUID) -> HttpResponse:
    """What became of each case."""
    kept = request.session.get(DONE, {}).get(str(token))
    if kept is None:
        raise Http404("no such batch")
    rows = [_told(row) for row in kept["rows"]]
    sheet = Sheet("batch", Text(*kept["label"]), _COLUMNS, rows)
    failed = sum(not row["ok"] for row in kept["rows"])
    values = {
        "queues": navigation(request),
        "title": Text(*kept["label"]),
        "table": sheet.table(),
        "well": len(rows) - failed,
        "failed": failed,
        "back": kept["back"],
    }
    return render(request, "workbench/batch_done.html", values)


def _do(request: HttpRequest, batch: Batch) -> HttpResponse:
    key, numbers = key_of(request), list(dict.fromkeys(request.POST.getlist("case")))[:MOST]
    back = next_of(request, reverse("workbench:queue"))
    typed = {number: _typed(request, number) for number in numbers}
    rows = _rows(request.actor, batch, numbers, typed)
    for row in rows:
        if not row["free"] and (done_before(key) or done_before(f"{key}:{row['number']}")):
            row["barred"] = None  # sent a second time: it was done then
    if any(row["problem"] for row in rows if row["free"]) or all(row["barred"] for row in rows):
        return _page(request, batch, rows, back, status=422)
    free = {row["number"]: _wanted(batch, typed[row["number"]]) for row in rows if row["free"]}
    became = batch.do(request.actor, free, key) if free else []
    became += [Became(row["number"], row["barred"]) for row in rows if not row["free"]]
    return redirect("workbench:batch-done", _keep(request, batch, became, back))


def _page(
    request: HttpRequest, batch: Batch, rows: list[dict[str, Any]], back: str, status: int = 200
) -> HttpResponse:
    values = {
        "queues": navigation(request),
        "batch": batch,
        "rows": rows,
        "free": sum(row["free"] for row in rows),
        "problems": [row["problem"] for row in rows if row["problem"] and row["free"]]
        if status != 200
        else [],
        "step_up": batch.step_up and not stepping.is_stepped_up(request.actor, now()),
        "back": back,
    }
    return render(request, "workbench/batch.html", values, status=status)


def _rows(
    actor: Actor, batch: Batch, numbers: list[str], typed: dict[str, dict[str, str]]
) -> list[dict[str, Any]]:
    """The chosen cases in the order chosen; a number out of reach says only that there is none."""
    with read(actor, purpose="workbench: batch"):
        found = {case.number: case for case in access_cases(actor, doing="batch").filter(number__in=numbers)}
    rows = []
    for number in dict.fromkeys(numbers):
        case, own = found.get(number), typed.get(number, {})
        barred = _barred(batch, case, number)
        lacks = batch.reasoned and not own.get("reason")
        rows.append(
            {
                "number": number,
                "name": (case.title.rpartition(" ")[0] or case.title) if case else "",
                "free": barred is None,
                "barred": barred,
                "reason": own.get("reason", ""),
                "note": own.get("note", ""),
                "outcome": own.get("outcome") or (batch.outcomes[0][0] if batch.outcomes else ""),
                "problem": Refusal(_REASON_LACKS, where=f"reason-{number}") if lacks and typed else None,
            }
        )
    return rows


def _barred(batch: Batch, case: Case | None, number: str) -> Refusal | None:
    if case is None:
        return Refusal(Text("没有这个办件", "There is no such case"), where=number)
    if case.state not in batch.states or (batch.procedure and case.procedure != batch.procedure):
        title = state_title(case)
        return Refusal(
            Text(f"现为“{title.zh}”，不能这样办理", f"It is at “{title.en}”: not possible now"), where=number
        )
    return None


def _typed(request: HttpRequest, number: str) -> dict[str, str]:
    return {
        name: request.POST.get(f"{name}-{number}", "").strip()[:1000]
        for name in ("reason", "note", "outcome")
    }


def _wanted(batch: Batch, typed: dict[str, str]) -> dict[str, Any]:
    known = {reason.id for reason in batch.reasons}
    reasons = [typed["reason"]] if typed["reason"] in known else []
    wanted: dict[str, Any] = {"reasons": reasons, "note": typed["note"]}
    if batch.outcomes:
        wanted["outcome"] = typed["outcome"]
    return wanted


def _keep(request: HttpRequest, batch: Batch, became: list[Became], back: str) -> str:
    token = str(new_key())
    rows = [
        {"number": one.number, "ok": one.refusal is None, "what": list(one.refusal.what) if one.refusal else None,
         "mend": list(one.refusal.mend) if one.refusal else None}
        for one in became
    ]  # fmt: skip
    kept = list(request.session.get(DONE, {}).items())[1 - KEPT :]
    request.session[DONE] = dict([*kept, (token, {"label": list(batch.label), "rows": rows, "back": back})])
    return token


def _told(row: dict[str, Any]) -> dict[str, Any]:
    links = {"number": address(row["number"])}
    if row["ok"]:
        return {
            "number": row["number"],
            "result": Text("已办", "Done"),
            "why": "",
            "_links": links,
            "_tags": {"result": "met"},
        }
    why = Refusal(Text(*row["what"]), mend=Text(*row["mend"]))
    result = Text("没有办成", "Not done")
    return {
        "number": row["number"],
        "result": result,
        "why": why,
        "_links": links,
        "_tags": {"result": "not_met"},
    }


_COLUMNS = (
    column("number", "编号", "Number"),
    column("result", "结果", "Result"),
    column("why", "原因", "Why"),
)
_HOW_MANY = Text(f"请先选中办件，一次最多 {MOST} 件", f"Choose cases first, at most {MOST} at once")
_REASON_LACKS = Text("不予通过须写理由", "A refusal needs a reason")
