"""Reports as tables: uses of the money, supervision and recovery, changes of the lists, handling times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongbao.kernel.calendar import Calendar
from gongbao.kernel.districts import office as office_of
from gongbao.kernel.forms import Column, Field, columns
from gongbao.kernel.forms.fields import Kind
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import require_step_up
from gongbao.platform.cases.services import Case, Event
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor
from gongbao.platform.excel.services import export
from gongbao.platform.funds import services as funds
from gongbao.platform.training_subsidy.commands import reading
from gongbao.platform.training_subsidy.models import Claim, Inspection, ListedFirm, Recovery
from gongbao.platform.training_subsidy.words import APPLICATION, SHORT
from gongbao.policies.training_subsidy import forms
from gongbao.policies.training_subsidy.register import REPORTS

USES = {option.value: option.label for option in forms.USES}
STAGES = (("submit", "pass_review"), ("pass_review", "approve"), ("approve", "publish"), ("publish", "close_publicity"),
          ("close_publicity", "fund"), ("fund", "pay"), ("submit", "close"))  # fmt: skip
"""Pairs of steps between which handling times are measured, in working days."""


@dataclass(frozen=True)
class Report:
    """A report's columns and rows (values by field name), with its title and the clause that asks for it."""

    name: str
    title: Text
    clause: str
    columns: tuple[Column, ...]
    rows: tuple[dict[str, Any], ...]


def report(actor: Actor, name: str, since: date, until: date) -> Report:
    """A report over what happened between two days, both included, in what the officer may see."""
    told = next((each for each in REPORTS if each.name == name), None)
    if told is None or actor.kind not in ("officer", "system"):
        raise Refusal(Text("没有这份统计", "there is no such report"), where=name,
                      mend=Text("、".join(each.title.zh for each in REPORTS), ", ".join(r.name for r in REPORTS)))  # fmt: skip
    with reading(actor, f"report {name}"):
        make, fields = _REPORTS[name]
        rows = make(since, until)
    return Report(name, told.title, told.clause, columns(fields), tuple(rows))


def report_workbook(actor: Actor, name: str, since: date, until: date) -> bytes:
    """The report as a workbook; taking it away asks for the second factor."""
    with reading(actor, f"export {name}") as reader:
        require_step_up(actor, reader.now)
    found = report(actor, name, since, until)
    return export(found.columns, found.rows, title=found.title)


def _field(name: str, kind: Kind, zh: str, en: str) -> Field:
    return Field(name=name, kind=kind, label=Text(zh, en), required=False)


OFFICE = _field("office", "text", "区", "District")
QUEUE_COLUMNS = columns((
    _field("number", "text", "编号", "Number"), _field("firm", "text", "企业", "Firm"),
    _field("scheme", "text", "项目", "Scheme"), _field("stage", "text", "阶段", "Stage"),
    _field("people", "integer", "人数", "People"), _field("person_months", "integer", "人月", "Person-months"),
    _field("amount", "money", "金额（元）", "Yuan"), _field("due", "date", "到期日", "Due"),
))  # fmt: skip


def _uses(since: date, until: date) -> list[dict[str, Any]]:
    paid = list(Claim.objects.exclude(fund_case=None).order_by("number"))
    rows = []
    for claim in paid:
        for use in funds.uses(claim.case):
            if since <= local_day(use.recorded_at) <= until:
                label = USES.get(use.use, Text(use.use, use.use))
                rows.append({"office": office_of(claim.office).name.zh, "number": claim.number, "use": label.zh,
                             "month": use.month, "amount": use.amount, "flagged": use.flagged})  # fmt: skip
    return rows


def _supervision(since: date, until: date) -> list[dict[str, Any]]:
    orders = {row.case: row for row in Recovery.objects.all()}
    rows = []
    for each in Inspection.objects.order_by("opened_at", "number"):
        if since <= local_day(each.opened_at) <= until:
            order = orders.get(each.case)
            rows.append({
                "office": office_of(each.office).name.zh, "number": each.number, "claim": each.claim_number,
                "kind": {"sample": "抽查", "lead": "线索"}[each.kind],
                "outcome": {"clear": "未见问题", "finding": "发现问题"}.get(each.outcome, "检查中"),
                "ordered": order.ordered if order else 0, "returned": order.returned if order else 0,
                "opened": local_day(each.opened_at),
            })  # fmt: skip
    return rows


def _lists(since: date, until: date) -> list[dict[str, Any]]:
    names = {"met": "列入", "declined": "不予认定"}
    rows = ListedFirm.objects.order_by("office", "batch", "firm")
    return [
        {"office": office_of(row.office).name.zh, "firm": row.name, "code": row.firm, "batch": row.batch,
         "change": names[row.outcome], "day": local_day(row.found_at), "filed_on": row.filed_on}
        for row in rows
        if since <= local_day(row.found_at) <= until
    ]  # fmt: skip


def _times(since: date, until: date) -> list[dict[str, Any]]:
    cases = {row.key: row for row in Case.objects.filter(procedure=APPLICATION).exclude(state="draft")}
    wanted = {step for pair in STAGES for step in pair}
    done: dict[Any, dict[str, date]] = {}
    for case, action, at in Event.objects.filter(case__in=list(cases), action__in=wanted).order_by(
        "case", "sequence"
    ).values_list("case", "action", "at"):  # fmt: skip
        done.setdefault(case, {})[action] = local_day(at)
    claims = {row.case: row for row in Claim.objects.filter(case__in=list(cases))}
    calendar, rows = Calendar.as_known(), []
    for case, days in sorted(done.items(), key=lambda item: cases[item[0]].number):
        if "submit" not in days or not since <= days["submit"] <= until:
            continue
        row: dict[str, Any] = {"office": office_of(cases[case].office).name.zh, "number": cases[case].number,
                               "scheme": SHORT[claims[case].scheme].zh, "submitted": days["submit"]}  # fmt: skip
        for first, last in STAGES:
            if first in days and last in days and days[last] >= days[first]:
                row[f"{first}_{last}"] = len(
                    calendar.working_days(days[first], days[last])
                ) - calendar.is_working_day(days[first])
        rows.append(row)
    return rows


_STEPS = {"submit": "提交", "pass_review": "初审", "approve": "复核", "publish": "公示", "close_publicity": "公示期满",
          "fund": "资金到区", "pay": "拨付", "close": "办结"}  # fmt: skip
_REPORTS: dict[str, tuple[Callable[[date, date], list[dict[str, Any]]], tuple[Field, ...]]] = {
    "uses": (_uses, (
        OFFICE, _field("number", "text", "编号", "Number"), _field("use", "text", "用途", "Use"),
        _field("month", "month", "月份", "Month"), _field("amount", "money", "金额（元）", "Yuan"),
        _field("flagged", "yes_no", "不在规定用途内", "Not an allowed use"),
    )),
    "supervision": (_supervision, (
        OFFICE, _field("number", "text", "检查编号", "Inspection"), _field("claim", "text", "办件编号", "Case"),
        _field("kind", "text", "来源", "Kind"), _field("outcome", "text", "结果", "Outcome"),
        _field("ordered", "money", "应追回（元）", "Ordered back"), _field("returned", "money", "已退回（元）", "Returned"),
        _field("opened", "date", "立案日期", "Opened"),
    )),
    "list_changes": (_lists, (
        OFFICE, _field("firm", "text", "企业", "Firm"), _field("code", "credit_code", "统一社会信用代码", "Credit code"),
        _field("batch", "integer", "批次", "Batch"), _field("change", "text", "变动", "Change"),
        _field("day", "date", "日期", "Day"), _field("filed_on", "date", "报送日期", "Reported on"),
    )),
    "handling_times": (_times, (
        OFFICE, _field("number", "text", "编号", "Number"), _field("scheme", "text", "项目", "Scheme"),
        _field("submitted", "date", "提交日期", "Submitted"),
        *(_field(f"{a}_{b}", "integer", f"{_STEPS[a]}至{_STEPS[b]}（工作日）", f"{a} to {b} (working days)") for a, b in STAGES),
    )),
}  # fmt: skip
