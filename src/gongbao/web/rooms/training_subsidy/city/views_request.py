"""One district's request of a month, its batches of payments, the bank's file and receipts."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongbao.kernel.calendar import month as months
from gongbao.kernel.money import format_yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import access_case
from gongbao.platform.audit.services import note_refused
from gongbao.platform.cases.services import history
from gongbao.platform.db.services import Actor, now, read
from gongbao.platform.funds import services as funds
from gongbao.platform.training_subsidy import services as training
from gongbao.web.i18n import language
from gongbao.web.rooms.training_subsidy.city import acts, figures
from gongbao.web.rooms.training_subsidy.city.planners import planners_of
from gongbao.web.shared import stepping
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import refused, tried
from gongbao.web.shared.sheets import file_response, query, taken
from gongbao.web.workbench import casepage
from gongbao.web.workbench.doors import DISTRICT, HANDLER, MONEY, REVIEWER, officers
from gongbao.web.workbench.queues import navigation
from gongbao.web.workbench.reaching import today

MOST = 5 * 2**20  # bytes of a receipts file
_KINDS = {"settled": "met", "paying": "met", "transferred": "met", "returned": "not_met"}


@officers(*MONEY)
@require_GET
def request_page(request: HttpRequest, number: str) -> HttpResponse:
    """The request: its cases and sum, what the officer can do, its batches, payments and history."""
    view = training.request_view(request.actor, number)
    line = view.line
    label = months.label(line.month)
    listed = figures.cases(
        view.cases,
        Text(f"{line.district.zh}{label.zh}用款申请", f"Request of {line.district.en}, {label.en}"),
    )
    sheets = {"cases": listed, "payments": figures.payments(view.payments)}
    if (wanted := request.GET.get("export", "")) in sheets:
        return taken(request, sheets[wanted])
    with read(request.actor, purpose="fund request"):
        case = access_case(request.actor, number, doing="see")
        events = casepage.timeline(case, history(case.key))
    values = {
        "queues": navigation(request, "fund"),
        "title": listed.title,
        "number": number,
        "line": line,
        "state": line.state_title,
        "kind": _KINDS.get(line.state, "info"),
        "due": line.due if line.submitted_at is None else None,
        "limits": view.limits,
        "warnings": _warnings(view),
        "table": listed.table(),
        "sum_fen": line.total,
        "acts": casepage.acts(case, view.acts),
        "batches": figures.batches(view.batches).table() if view.batches else None,
        "payments": sheets["payments"].table() if view.payments else None,
        "returned": any(each.code == "returned" for each in view.payments) and acts.may_pay(request.actor),
        "receipts": acts.may_pay(request.actor) and any(each.code == "sent" for each in view.payments),
        "exports": {name: query(request, export=name) for name in sheets},
        "events": events,
        "back": f"{reverse('city:fund')}?month={months.iso(line.month)}",
        "today": today(),
    }
    return render(request, "city/request.html", values)


@officers(HANDLER, REVIEWER)
@require_GET
def collect(request: HttpRequest, number: str) -> HttpResponse:
    """From a request to choosing the cases that join it."""
    line = training.request_view(request.actor, number).line
    return redirect("city:act", "collect", months.iso(line.month))


@officers(*DISTRICT)
@require_POST
def repay(request: HttpRequest, number: str) -> HttpResponse:
    """Plan again what came back and has a corrected account."""

    def do(request: HttpRequest) -> HttpResponse:
        training.plan_repayments(request.actor, number, key=key_of(request))
        messages.success(request, Text("已编制再次拨付批次", "Planned again").say(language()))
        return redirect("city:request", number)

    return stepping.stepped_up(do)(request)


@officers(*MONEY)
@require_http_methods(["GET", "POST"])
def batch(request: HttpRequest, key: UUID) -> HttpResponse:
    """A batch of payments: what it holds, its release by another officer, its file."""
    row, rows = _batch(request.actor, key)
    if request.method == "POST":
        return stepping.stepped_up(_release)(request, key)
    return _batch_page(request, row, rows)


@officers(*DISTRICT)
@require_GET
def bank_file(request: HttpRequest, key: UUID) -> HttpResponse:
    """The file for the bank, the same bytes each time; the second factor first, and the log keeps who took it."""
    _batch(request.actor, key)

    def give(request: HttpRequest) -> HttpResponse:
        made = training.payment_file(request.actor, str(key))
        return file_response(made.name, made.content, "application/octet-stream")

    return stepping.stepped_up(give)(request)


@officers(HANDLER, REVIEWER)
@require_POST
def receipts(request: HttpRequest) -> HttpResponse:
    """Take the bank's receipts; the same file twice changes nothing."""
    key, upload = key_of(request), request.FILES.get("file")
    if upload is None or upload.size > MOST:
        what = Text("没有上传回执文件，或文件太大", "No receipts were uploaded, or the file is too large")
        return refused(
            request,
            [
                Refusal(
                    what,
                    mend=Text("请选择银行返回的文件，不超过 5 MB", "Choose the bank’s file, at most 5 MB"),
                )
            ],
            back=_fund(),
        )
    done, problems = tried(lambda: training.import_receipts(request.actor, upload.read(), key=key))
    if problems or done is None:
        return refused(request, problems, back=_fund())
    said = Text(
        f"回执已导入：到账 {done['paid']} 笔，退回 {done['returned']} 笔，已有 {done['known']} 笔，拒收 {len(done['refused'])} 行",
        f"Receipts taken: {done['paid']} paid, {done['returned']} returned, {done['known']} known, {len(done['refused'])} lines refused",
    )
    messages.success(request, said.say(language()))
    for fault in done["refused"][:10]:
        messages.warning(
            request,
            Refusal(Text(*fault["what"]), where=fault["where"], mend=Text(*fault["mend"])).say(language()),
        )
    return redirect(
        (request.POST.get("number") and reverse("city:request", args=[request.POST["number"]])) or _fund()
    )


def _release(request: HttpRequest, key: UUID) -> HttpResponse:
    row, rows = _batch(request.actor, key)
    own = key_of(request)
    done, problems = tried(lambda: training.release_payments(request.actor, str(key), key=own))
    if problems or done is None:
        return _batch_page(request, row, rows, problems)
    total = format_yuan(done["total"])
    messages.success(
        request,
        Text(f"已放行 {total} 元，付款文件可以下载", f"{total} yuan released; the file is ready").say(
            language()
        ),
    )
    return redirect("city:batch", key)


def _batch(actor: Actor, key: UUID) -> tuple[funds.BatchRow, list[funds.PaymentRow]]:
    """The batch and its payments, as far as they are the officer's to see. Raises Http404."""
    with read(actor, purpose="payments"):
        row = next(
            (each for each in funds.batches(office="" if actor.is_city else actor.office) if each.id == key),
            None,
        )
        if row is None:
            note_refused(actor, "payments", f"batch {key}: not visible")
            raise Http404("no such batch")
        return row, funds.payments(batch=key)


def _batch_page(
    request: HttpRequest,
    row: funds.BatchRow,
    rows: list[funds.PaymentRow],
    problems: list[Refusal] | None = None,
) -> HttpResponse:
    sheet = figures.payments(rows)
    if request.GET.get("export") == "payments":
        return taken(request, sheet)
    may = bool({HANDLER.value, REVIEWER.value} & request.actor.roles)
    values = {
        "queues": navigation(request, "fund"),
        "title": Text(f"支付批次 {row.number}", f"Batch {row.number}"),
        "batch": row,
        "state": funds.STATES.get(row.state, row.state),
        "table": sheet.table(),
        "export": query(request, export="payments"),
        "may_release": may and row.state == "planned",
        "may_download": may and row.state != "planned",
        "why_not": _why_not(request.actor, rows) if row.state == "planned" else None,
        "step_up": not stepping.is_stepped_up(request.actor, now()),
        "problems": problems or [],
        "back": _fund(),
        "today": today(),
    }
    return render(request, "city/batch.html", values, status=422 if problems else 200)


def _why_not(actor: Actor, rows: list[funds.PaymentRow]) -> Text | None:
    """Four eyes, told before the button is pressed: whoever planned every batch of the request may not release it."""
    with read(actor, purpose="payments"):
        planned = planners_of(rows)
    if planned and planned == {actor.identity}:
        return Text("批次由您编制，须由另一人放行", "You planned this batch; somebody else must release it")
    return None


def _warnings(view: training.RequestView) -> list[Text]:
    found = []
    if view.line.books == "queued":
        found.append(
            Text(
                "专账余额不足，拨付在排队，到账后自动办理",
                "The special account is short; the transfer waits and runs by itself",
            )
        )
    returned = sum(each.code == "returned" for each in view.payments)
    if returned:
        found.append(
            Text(
                f"有 {returned} 笔被银行退回，等企业更正账户",
                f"{returned} payments came back; the firms must correct their accounts",
            )
        )
    return found


def _fund() -> str:
    return reverse("city:fund")
