"""What the offices do about a month's money: open, collect, aggregate, ask for, allocate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse

from gongbao.kernel.calendar import month as months
from gongbao.kernel.forms import Field, Option
from gongbao.kernel.money import format_yuan
from gongbao.law.text import Text
from gongbao.platform.db.services import Actor
from gongbao.platform.training_subsidy import services as training
from gongbao.web.rooms.training_subsidy.city import figures
from gongbao.web.shared.values import plain
from gongbao.web.workbench.doors import CITY, FINANCE, HANDLER, REVIEWER
from gongbao.web.workbench.reaching import today

Do = Callable[[Actor, int, dict[str, Any], str], Text]


@dataclass(frozen=True)
class Act:
    """One act: for which role, what it asks, what it shows before, what it says when done."""

    name: str
    role: str
    title: Text
    text: Text
    clause: str
    do: Do
    fields: Callable[[Actor, int], tuple[Field, ...]]
    step_up: bool = False
    table: Callable[[training.FundView], dict[str, Any] | None] | None = None
    first: Callable[[Actor, int], dict[str, Any]] = lambda actor, month: {}


def of(actor: Actor, name: str) -> Act:
    """The act of this name, if it is of the officer's roles. Raises Http404."""
    for each in ACTS:
        if each.name == name and each.role in actor.roles:
            return each
    raise Http404(name)


def links(actor: Actor, month: int, view: training.FundView) -> list[dict[str, Any]]:
    """The acts of the officer's roles on this month, as links with a hint of what waits."""
    return [
        {"text": each.title, "href": reverse("city:act", args=[each.name, months.iso(month)]), "kind": "plain",
         "hint": _hint(each, view)}
        for each in ACTS
        if each.role in actor.roles
    ]  # fmt: skip


def may_pay(actor: Actor) -> bool:
    """Whether the officer takes in the bank's receipts: a district's own."""
    return bool({HANDLER.value, REVIEWER.value} & actor.roles)


def _hint(act: Act, view: training.FundView) -> Text | None:
    waiting = {"aggregate": "submitted", "request-money": "aggregated", "preallocate": "requested"}.get(
        act.name
    )
    if waiting:
        count = sum(line.state == waiting for line in view.requests)
        return Text(f"{count} 份待办", f"{count} waiting")
    if act.name == "collect":
        return Text(f"{len(view.ready)} 件可列入", f"{len(view.ready)} can join")
    return None


def _nothing(actor: Actor, month: int) -> tuple[Field, ...]:
    return ()


def _document(actor: Actor, month: int) -> tuple[Field, ...]:
    return (
        Field(name="document", kind="text", label=Text("请款文号", "Number of the request"), max_length=80),
    )


def _allocation(actor: Actor, month: int) -> tuple[Field, ...]:
    day = today()
    now = day.year * 4 + (day.month - 1) // 3
    quarters = tuple(
        Option(q, plain(q)) for q in (f"{each // 4}Q{each % 4 + 1}" for each in range(now - 1, now + 3))
    )
    return (
        Field(name="quarter", kind="choice", label=Text("季度", "Quarter"), options=quarters),
        Field(name="amount", kind="money", label=Text("预拨金额", "Sum"), unit=Text("元", "yuan"), minimum=1),
        Field(name="document", kind="text", label=Text("预拨文号", "Number of the document"), max_length=80),
    )


def _ready(actor: Actor, month: int) -> tuple[Field, ...]:
    rows = training.fund_view(actor, month).ready
    options = tuple(
        Option(row.number, Text(f"{row.number}　{row.title}　{format_yuan(row.amount)} 元", f"{row.number}  {row.title}  {format_yuan(row.amount)} yuan"))
        for row in rows
    )  # fmt: skip
    nobody = (Option("", Text("没有可列入的办件", "No case can join")),)
    return (
        Field(
            name="cases", kind="choices", label=Text("列入哪些办件", "Which cases"), options=options or nobody
        ),
    )


def _all_ready(actor: Actor, month: int) -> dict[str, Any]:
    return {"cases": [row.number for row in training.fund_view(actor, month).ready]}


def _open(actor: Actor, month: int, values: dict[str, Any], key: str) -> Text:
    done = training.open_fund_month(actor, month, key=key)
    return Text(f"已开启 {done['number']}", f"Opened {done['number']}")


def _collect(actor: Actor, month: int, values: dict[str, Any], key: str) -> Text:
    training.collect(actor, values["cases"], key=key, month=month)
    count = len(values["cases"])
    return Text(f"已列入 {count} 件", f"{count} cases have joined")


def _aggregate(actor: Actor, month: int, values: dict[str, Any], key: str) -> Text:
    done = training.aggregate_requests(actor, month, key=key)
    count, total = len(done["requests"]), format_yuan(done["total"])
    return Text(f"已汇总 {count} 份，合计 {total} 元", f"{count} requests added up: {total} yuan")


def _request(actor: Actor, month: int, values: dict[str, Any], key: str) -> Text:
    done = training.request_money(actor, month, values["document"], key=key)
    total = format_yuan(done["total"])
    return Text(f"已向市财政局请款 {total} 元", f"{total} yuan asked for")


def _allocate(actor: Actor, month: int, values: dict[str, Any], key: str) -> Text:
    done = training.preallocate(actor, values["quarter"], values["amount"], values["document"], key=key)
    approved, waiting = len(done["approved"]), len(done["waiting"])
    return Text(
        f"预拨已入账，批准 {approved} 份，{waiting} 份排队", f"Booked; {approved} approved, {waiting} wait"
    )


def _listed(view: training.FundView) -> dict[str, Any] | None:
    rows = figures.requests(view, everyone=False)
    return figures.requests_sheet(view, rows).table() if rows else None


ACTS: tuple[Act, ...] = (
    Act(
        "open-month", HANDLER.value, Text("开启当月", "Open the month"), Text("每区每月一份用款申请", "One request per district and month"),
        "neng-2020-6/3.3.a", _open, _nothing,
    ),
    Act(
        "collect", HANDLER.value, Text("列入办件", "Collect cases"),
        Text("公示期满且无异议的办件", "Cases whose publicity ended without objection"),
        "neng-2020-6/3.3", _collect, _ready, first=_all_ready,
    ),
    Act(
        "aggregate", CITY.value, Text("全市汇总", "Aggregate"), Text("核对并汇总各区已报送的申请", "Check and add up what the districts sent"),
        "neng-2020-6/3.3.b", _aggregate, _nothing, table=_listed,
    ),
    Act(
        "request-money", CITY.value, Text("向财政请款", "Ask the finance bureau"), Text("按汇总数请款", "By the aggregated sum"),
        "neng-2020-6/3.3.b", _request, _document, step_up=True, table=_listed,
    ),
    Act(
        "preallocate", FINANCE.value, Text("按季预拨", "Allocate a quarter"),
        Text("拨到专账支出账户；够几份批几份，余下排队", "Into the special account; requests it covers are approved, the rest wait"),
        "neng-2020-6/3.3.c", _allocate, _allocation, step_up=True, table=_listed,
    ),
)  # fmt: skip
