"""The money of a month as the fund page shows it: figures, requests of all districts, ledger, chart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from gongbao.kernel import districts
from gongbao.kernel.calendar import month as months
from gongbao.law.text import Text
from gongbao.platform.db.clock import ZONE
from gongbao.platform.funds import services as funds
from gongbao.platform.training_subsidy import services as training
from gongbao.web.shared.sheets import Sheet, column

KINDS = {
    "preallocation": Text("季度预拨", "Quarterly allocation"),
    "transfer": Text("拨付到区", "Transfer to a district"),
}
LEDGER = (
    column("at", "时间", "When"), column("kind", "事项", "Entry"), column("memo", "摘要", "Note"),
    column("amount", "金额（元）", "Yuan", "money"), column("balance", "余额（元）", "Balance", "money"),
)  # fmt: skip
PAYMENTS = (
    column("number", "支付编号", "Payment"), column("payee", "收款单位", "Payee"), column("account", "账号", "Account"),
    column("amount", "金额（元）", "Yuan", "money"), column("state", "状态", "State"), column("reason", "说明", "Note"),
    column("settled_on", "到账日", "Settled on", "date"),
)  # fmt: skip
BATCHES = (
    column("number", "批次", "Batch"), column("state", "状态", "State"), column("count", "笔数", "Payments", "integer"),
    column("total", "合计（元）", "Total", "money"), column("sent_at", "送出", "Sent"), column("digest", "文件摘要", "Digest"),
)  # fmt: skip
REQUESTS = (
    column("district", "区", "District"), column("number", "编号", "Number"), column("state", "状态", "State"),
    column("cases", "件数", "Cases", "integer"), column("total", "金额（元）", "Yuan", "money"), column("submitted", "报送", "Submitted"),
    column("due", "应报日", "Due", "date"), column("late", "逾期报送", "Late"),
)  # fmt: skip
CASES = (
    column("number", "编号", "Number"), column("title", "企业", "Firm"), column("scheme", "项目", "Scheme"),
    column("people", "人数", "People", "integer"), column("person_months", "人月", "Person-months", "integer"),
    column("amount", "金额（元）", "Yuan", "money"), column("state", "状态", "State"),
)  # fmt: skip
_TONES = {
    "settled": "met",
    "paying": "met",
    "transferred": "met",
    "returned": "not_met",
    "planned": "unknown",
    "open": "unknown",
}


def glance(view: training.FundView) -> list[dict[str, Any]]:
    """The special account at a glance."""
    return [
        {
            "label": Text("专账余额", "Balance of the special account"),
            "sum_fen": view.balance,
            "note": view.account,
        },
        {"label": Text("累计预拨", "Allocated so far"), "sum_fen": view.allocated, "note": view.fund},
        {"label": Text("累计拨付到区", "Passed on to districts"), "sum_fen": view.transferred, "note": None},
    ]


def requests(view: training.FundView, *, everyone: bool) -> list[dict[str, Any]]:
    """The month's requests; with `everyone` also the districts that have none yet."""
    shown = {line.office: _request(line) for line in view.requests}
    if everyone:
        for office in districts.OFFICES:
            shown.setdefault(office.code, _missing(office))
    order = {office.code: place for place, office in enumerate(districts.OFFICES)}
    return [shown[code] for code in sorted(shown, key=lambda code: order.get(code, 99))]


def _request(line: training.RequestLine) -> dict[str, Any]:
    late = Text("（逾期）", " (late)") if line.late else Text("", "")
    queued = Text("，排队等专账余额", ", queued for money") if line.books == "queued" else Text("", "")
    return {
        "district": line.district,
        "number": line.number,
        "href": reverse("city:request", args=[line.number]),
        "submitted": line.submitted_at,
        "due": line.due,
        "cases": line.cases,
        "sum_fen": line.total,
        "state": Text(line.state_title.zh + late.zh + queued.zh, line.state_title.en + late.en + queued.en),
        "kind": "unknown" if line.books == "queued" else _TONES.get(line.state, "info"),
        "late": line.late,
    }


def _missing(office: districts.Office) -> dict[str, Any]:
    return {"district": office.short, "number": "", "href": "", "submitted": None, "due": None, "cases": None, "sum_fen": None,
            "state": Text("没有用款申请", "No request"), "kind": "", "late": False}  # fmt: skip


def requests_sheet(view: training.FundView, rows: Sequence[dict[str, Any]]) -> Sheet:
    """The month's requests as a list to take away."""
    label = months.label(view.month)
    yes = Text("是", "yes")
    listed = [
        {
            **row,
            "total": row["sum_fen"],
            "late": yes if row["late"] else "",
            "_links": {"number": row["href"]},
        }
        for row in rows
    ]
    foot = {"district": Text("合计", "In all"), "total": view.total}
    return Sheet("requests", Text(f"{label.zh}用款申请", f"Requests of {label.en}"), REQUESTS, listed, foot)


def ledger(view: training.FundView) -> Sheet:
    """The special account entry by entry, the latest first."""
    rows = [
        {
            "at": each.at,
            "kind": KINDS.get(each.kind, each.kind),
            "memo": _memo(each.memo),
            "amount": each.amount,
            "balance": each.balance,
        }
        for each in reversed(view.ledger)
    ]
    return Sheet("ledger", Text("专账明细", "Ledger of the special account"), LEDGER, rows)


def _memo(memo: str) -> Any:
    known = {office.code: office.short for office in districts.OFFICES}
    return known.get(memo, memo)


def payments(rows: Sequence[funds.PaymentRow]) -> Sheet:
    """Payments, accounts masked."""
    tags = {"paid": "met", "returned": "not_met", "sent": "info", "planned": "unknown"}
    listed = [{**row._asdict(), "_tags": {"state": tags.get(row.code, "info")}} for row in rows]
    foot = {"number": Text("合计", "In all"), "amount": sum(row.amount for row in rows)}
    return Sheet("payments", Text("拨付明细", "Payments"), PAYMENTS, listed, foot if rows else None)


def batches(rows: Sequence[funds.BatchRow]) -> Sheet:
    """Batches of payments, each leading to its page."""
    listed = [
        {**row._asdict(), "state": funds.STATES.get(row.state, row.state), "digest": row.digest[:16],
         "_links": {"number": reverse("city:batch", args=[row.id])}}
        for row in rows
    ]  # fmt: skip
    return Sheet("batches", Text("支付批次", "Batches of payments"), BATCHES, listed)


def cases(rows: Sequence[training.CaseLine], title: Text) -> Sheet:
    """Cases of a request or waiting for one."""
    shown = ("number", "scheme", "people", "person_months", "amount")
    listed = [
        {**{name: getattr(row, name) for name in shown}, "title": row.title.rpartition(" ")[0] or row.title, "state": row.state_title,
         "_links": {"number": reverse("workbench:case", args=[row.number])}}
        for row in rows
    ]  # fmt: skip
    foot = {"number": Text("合计", "In all"), "people": sum(row.people for row in rows), "amount": sum(row.amount for row in rows),
            "person_months": sum(row.person_months for row in rows)}  # fmt: skip
    return Sheet("cases", title, CASES, listed, foot if rows else None)


def chart(view: training.FundView) -> dict[str, Any] | None:
    """What was passed on to the districts, month by month, with the same numbers as a table."""
    sums: dict[int, int] = defaultdict(int)
    for each in view.ledger:
        if each.amount < 0:
            sums[months.month_of(each.at.astimezone(ZONE).date())] -= each.amount
    if not sums:
        return None
    last = max(sums)
    rows = [(month, sums.get(month, 0)) for month in range(max(min(sums), last - 11), last + 1)]
    title = Text("每月拨付到区", "Passed on to districts by month")
    head = [{"label": Text("月份", "Month")}, {"label": Text("金额（元）", "Yuan"), "num": True}]
    table = {
        "caption": title,
        "head": head,
        "rows": [{"cells": [months.label(m), {"fen": fen, "num": True}]} for m, fen in rows],
    }
    top = max(rows, key=lambda each: each[1])
    summary = Text(f"{months.label(top[0]).zh}最多", f"most in {months.label(top[0]).en}")
    drawn = [(Text(f"{m % 12 + 1}月", months.label(m).en[:3]), (fen,)) for m, fen in rows]
    return {
        "id": "transfers",
        "title": title,
        "summary": summary,
        "series": [Text("拨付到区", "To districts")],
        "rows": drawn,
        "table": table,
    }
