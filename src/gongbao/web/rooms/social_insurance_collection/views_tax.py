"""The tax authority's desk: how far collecting has come, batches, results, what waits, differences, acts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gongbao.kernel.calendar import month as months
from gongbao.kernel.districts import office
from gongbao.law.cite import Cite
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import note
from gongbao.platform.collections import services as collections
from gongbao.platform.db.services import now, read
from gongbao.platform.parties.services import Role
from gongbao.platform.social_insurance_collection import services as social
from gongbao.policies.social_insurance_collection.forms import BANKS
from gongbao.web.i18n import language
from gongbao.web.rooms.social_insurance_collection import acts
from gongbao.web.shared import again, stepping
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import tried
from gongbao.web.shared.sheets import Sheet, column, file_response, query, taken
from gongbao.web.workbench import forms
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation

SCHEME = social.SCHEME
TAX = (Role.TAX_OFFICER, Role.TAX_REVIEWER)
MOST = 4_000_000


@officers(*TAX)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Everything of the desk; each list can be taken away (``?export=``)."""
    today = now().date()
    with read(request.actor, purpose="tax desk"):
        sheets = _sheets()
        note(f"tax desk {sum(len(sheet.rows) for sheet in sheets.values())} rows")
        whole = collections.sums(SCHEME, today)
    if (wanted := request.GET.get("export", "")) in sheets:
        return taken(request, sheets[wanted])
    values = {
        "queues": navigation(request, "social:tax"),
        "title": Text("社保征收", "Collection"),
        "figures": _figures(whole),
        "lists": [
            {"id": name, "title": sheet.title, "table": sheet.table() if sheet.rows else None, "export": query(request, export=name)}
            for name, sheet in sheets.items()
        ],
        "acts": [
            {"text": each.title, "href": reverse("social:act", args=[each.name])}
            for each in acts.ACTS
            if each.role in request.actor.roles
        ],
        "books": _books(request),
        "check_books": query(request, check="books"),
    }  # fmt: skip
    return render(request, "social_insurance_collection/tax.html", values)


def _figures(whole: collections.Sums) -> list[dict[str, Any]]:
    return [
        {"label": Text("应缴", "Charged"), "sum_fen": whole.charged},
        {"label": Text("已缴", "Paid"), "sum_fen": whole.paid},
        {"label": Text("待缴", "To be paid"), "sum_fen": whole.open},
        {"label": Text("其中逾期", "Of that overdue"), "sum_fen": whole.overdue},
        {"label": Text("未分配款", "Loose money"), "sum_fen": whole.loose},
    ]


def _sheets() -> dict[str, Sheet]:
    batches = [
        {
            "number": b.number, "bank": _bank(b.bank), "on": b.debit_on, "state": b.state, "count": b.count, "total": b.total,
            "paid": b.paid, "failed": b.failed,
            "_links": {"number": reverse("social:bank-file", args=[b.id])} if b.code != "planned" else {},
        }
        for b in collections.batches(SCHEME, limit=30)
    ]  # fmt: skip
    waiting = [
        {
            "file": p.file,
            "row": p.row or "",
            "number": p.number,
            "amount": p.amount,
            "reason": p.reason,
            "mend": p.mend,
            "clause": Cite(p.clause).label() if p.clause else "",
        }
        for p in collections.parked(SCHEME)
    ]
    wrong = [
        {
            "name": m.name,
            "shown": m.shown,
            "bank": _bank(m.bank),
            "account": m.account,
            "why": social.MISMATCHES[m.why],
        }
        for m in social.mismatches()
    ]
    runs = [
        {
            "name": r.name, "made_at": r.made_at, "agency": _total(r, "agency"), "tax": _total(r, "tax"),
            "treasury": _total(r, "treasury"), "agreed": r.agreed, "differing": r.differing, "unexplained": r.unexplained,
            "_links": {"name": reverse("social:run", args=[r.id])},
        }
        for r in collections.runs(SCHEME, limit=12)
    ]  # fmt: skip
    unsigned = [
        {"name": f.name, "code": f.code, "office": office(f.office).short, "kind": f.kind, "since": f.since}
        for f in social.waiting(now().date())
    ]  # fmt: skip
    late = [
        {"payer": c.payer_name, "shown": c.payer_shown, "month": c.period, "item": social.ITEMS.get(c.item, c.item),
         "left": c.left, "due": c.due, "fee": social.fee_shown(c, now().date())}
        for c in collections.charges(SCHEME, overdue_on=now().date(), limit=100)
    ]  # fmt: skip
    return {
        "batches": Sheet("social-batches", Text("扣款批次", "Debit batches"), (
            column("number", "批次", "Batch"), column("bank", "银行", "Bank"), column("on", "扣款日", "Day", "date"),
            column("state", "状态", "State"), column("count", "笔数", "Debits", "integer"), column("total", "金额（元）", "Yuan", "money"),
            column("paid", "成功", "Debited", "integer"), column("failed", "不成功", "Not", "integer")), batches),
        "parked": Sheet("social-parked", Text("待人工处理", "Waiting for a person"), (
            column("file", "文件", "File"), column("row", "行", "Row"), column("number", "编号", "Number"),
            column("amount", "金额（元）", "Yuan", "money"), column("reason", "原因", "Reason"), column("mend", "怎样处理", "What to do"),
            column("clause", "条款", "Clause")), waiting),
        "mismatches": Sheet("social-mismatches", Text("登记不一致（灵活就业人员）", "Registrations that do not agree"), (
            column("name", "姓名", "Name"), column("shown", "证件号码", "Number"), column("bank", "银行", "Bank"),
            column("account", "账号", "Account"), column("why", "哪里不一致", "In what")), wrong),
        "unsigned": Sheet("social-unsigned", Text("还不能扣款的企业（要签三方协议）", "Firms still to sign the tri-party agreement"), (
            column("name", "单位", "Firm"), column("code", "统一社会信用代码", "Credit code"), column("office", "区", "District"),
            column("kind", "现在的方式", "Now"), column("since", "签订", "Signed", "date")), unsigned),
        "late": Sheet("social-late", Text("逾期未缴", "Overdue"), (
            column("payer", "缴费人", "Payer"), column("shown", "号码", "Number"), column("month", "所属月", "Month", "month"),
            column("item", "险种", "Insurance"), column("left", "未缴（元）", "Yuan", "money"), column("due", "截止日", "Due", "date"),
            column("fee", "至今日滞纳金（元）", "Late fee today", "money")), late),
        "runs": Sheet("social-runs", Text("对账", "Reconciliations"), (
            column("name", "所属月", "Month"), column("agency", "经办机构（元）", "Agency", "money"), column("tax", "税务（元）", "Tax", "money"),
            column("treasury", "国库（元）", "Treasury", "money"), column("agreed", "一致", "Agree", "integer"),
            column("differing", "有差异", "Differ", "integer"), column("unexplained", "未解释（元）", "Unexplained", "money"),
            column("made_at", "时间", "Made")), runs),
    }  # fmt: skip


def _bank(name: str) -> Text:
    return next((each.label for each in BANKS if each.value == name), Text(name, name))


def _total(run: collections.RunRow, side: str) -> int:
    return int(run.sides.get(side, {}).get("total", 0))


def _books(request: HttpRequest) -> dict[str, Any] | None:
    if request.GET.get("check") != "books":
        return None
    with read(request.actor, purpose="check the books"):
        found = collections.check_books(SCHEME)
    return {"sound": not found, "found": found[:50], "count": len(found)}


@officers(*TAX)
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, name: str) -> HttpResponse:
    """One act: its form, then its doing; the second factor first where it moves money."""
    known = acts.of(request.actor, name)
    if done := again.answered(request, reverse("social:tax")):
        return done
    if request.method == "POST":
        do = stepping.stepped_up(_do) if known.step_up else _do
        return do(request, known)
    return _page(request, known)


def _do(request: HttpRequest, known: acts.Act) -> HttpResponse:
    filled = forms.filled(request, known.fields(request.actor))
    problems = filled.problems
    upload = request.FILES.get("file")
    data = upload.read(MOST) if upload else b""
    if known.upload and not data:
        problems = [*problems, Refusal(Text("没有选择文件", "No file was chosen"), where="file")]
    if not problems:
        file_name = (upload.name or "") if upload else ""
        said, problems = tried(
            lambda: acts.carry_out(request.actor, known, filled.values, data, file_name, key_of(request))
        )
        if said is not None:
            messages.success(request, said.say(language()))
            return redirect("social:tax")
    return _page(request, known, filled.raw, problems)


def _page(
    request: HttpRequest,
    known: acts.Act,
    raw: dict[str, Any] | None = None,
    problems: list[Refusal] | None = None,
) -> HttpResponse:
    fields = known.fields(request.actor)
    today = now().date()
    first = {"month": months.iso(months.month_of(today)), "on": today.isoformat()}
    first |= {f.name: f.options[0].value for f in fields if len(f.options) == 1}
    values = {
        "queues": navigation(request, "social:tax"),
        "title": known.title,
        "text": known.text,
        "clause": known.clause,
        "fields": forms.shown(fields, raw if raw is not None else first),
        "upload": known.upload,
        "problems": problems or [],
        "step_up": known.step_up and not stepping.is_stepped_up(request.actor, now()),
        "back": reverse("social:tax"),
    }
    return render(request, "workbench/plain_act.html", values, status=422 if problems else 200)


@officers(*TAX)
@require_GET
def bank_file(request: HttpRequest, key: UUID) -> HttpResponse:
    """A batch's file for the bank, with account numbers in full: the second factor first, and it is logged."""
    return stepping.stepped_up(_bank_file)(request, key)


def _bank_file(request: HttpRequest, key: UUID) -> HttpResponse:
    with read(request.actor, purpose="debit file"):
        found, _ = tried(lambda: collections.debit_file(key))
        if found is None:
            raise Http404
        note(f"debit file {found.name} {found.count} debits")
    return file_response(found.name, found.content, "application/octet-stream")


@officers(*TAX)
@require_GET
def run(request: HttpRequest, key: UUID) -> HttpResponse:
    """A reconciliation: what each side says of every difference, and why."""
    with read(request.actor, purpose="reconciliation"):
        found = collections.run(SCHEME, key)
        if found is None:
            raise Http404
        rows = collections.differences(key)
        note(f"reconciliation {found.name} {len(rows)} differences")
    sheet = Sheet(
        "social-differences",
        Text("差异清单", "Differences"),
        (
            column("number", "应缴编号", "Charge"),
            column("kind", "原因", "Reason"),
            column("agency", "经办机构（元）", "Agency", "money"),
            column("tax", "税务（元）", "Tax", "money"),
            column("treasury", "国库（元）", "Treasury", "money"),
            column("amount", "相差（元）", "Gap", "money"),
            column("settled", "处理结果", "Settled"),
        ),
        [
            {"number": d.number, "kind": d.kind, **d.said, "amount": d.amount, "settled": d.settled_how}
            for d in rows
        ],
    )
    if request.GET.get("export"):
        return taken(request, sheet)
    values = {
        "queues": navigation(request, "social:tax"),
        "title": Text(f"{found.name} 对账", f"Reconciliation of {found.name}"),
        "run": found,
        "figures": [
            {"label": label, "sum_fen": _total(found, side)}
            for side, label in (
                ("agency", Text("经办机构", "Agency")),
                ("tax", Text("税务", "Tax")),
                ("treasury", Text("国库", "Treasury")),
            )
        ],
        "table": sheet.table() if rows else None,
        "export": query(request, export="1"),
        "back": reverse("social:tax"),
    }
    return render(request, "social_insurance_collection/run.html", values)
