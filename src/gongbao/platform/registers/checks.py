"""Checks across the columns of one register row; each returns the row's values, completed."""

from __future__ import annotations

from typing import Any

from gongbao.law.errors import Refusal
from gongbao.law.text import Text

Values = dict[str, Any]


def insured(values: Values) -> Values:
    """Kinds paid are among those insured and come with their day; adds whether all were paid."""
    if not set(values["paid_kinds"]) <= set(values["kinds"]):
        raise _fault("实缴险种", "实缴险种多于参保险种", "more kinds paid than insured")
    if bool(values["paid_kinds"]) != (values["paid_on"] is not None):
        raise _fault(
            "到账日期", "实缴险种与到账日期须同时填写", "kinds paid and the day of payment go together"
        )
    return {**values, "paid": set(values["paid_kinds"]) == set(values["kinds"])}


def spell(values: Values) -> Values:
    """The last day is not before the first."""
    first, last = values["starts_on"], values["ends_on"]
    if first and last and last < first:
        raise _fault("终止日期", "终止日期早于起始日期", "the last day is before the first")
    return values


def hardship(values: Values) -> Values:
    """An application or a recognition, not both granted and refused."""
    if not (values["applied_on"] or values["starts_on"]):
        raise _fault(
            "申请日期", "申请日期和起始日期不能都空", "both the day applied and the first day are empty"
        )
    if values["refused_on"] and values["starts_on"]:
        raise _fault(
            "不予认定日期",
            "同一申请不能既认定又不予认定",
            "one application cannot be both granted and refused",
        )
    return spell(values)


def year(values: Values) -> Values:
    """The day of enjoyment lies in the year given."""
    enjoyed = values["enjoyed_on"]
    if enjoyed and enjoyed.year != values["year"]:
        raise _fault("享受日期", "享受日期不在所填年度", "the day is not in the year given")
    return values


def size(values: Values) -> Values:
    """A size class, or a trade with at least one figure."""
    figures = (values["staff"], values["revenue_fen"], values["assets_fen"])
    if not values["size_class"] and (not values["trade"] or all(figure is None for figure in figures)):
        raise _fault(
            "划型", "划型结果，或行业及指标，至少填一组", "give the size class, or the trade with a figure"
        )
    return values


def _fault(where: str, zh: str, en: str) -> Refusal:
    return Refusal(Text(zh, en), where=where, mend=Text("请核对这一行", "Check this row"))
