"""What the law gives at an agreed ending: worked out by the room's rule, checked against the record, kept in the document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.electronic_contracts.models import Contract
from gongbao.platform.electronic_contracts.words import refuse, yuan
from gongbao.policies.electronic_contracts.derive import severance
from gongbao.policies.electronic_contracts.forms import ENDING_FIELDS
from gongbao.policies.electronic_contracts.rules import BOOK


def filled_in(original: Contract, terms: Mapping[str, Any], on: date) -> dict[str, Any]:
    """What the form of an agreed ending may be filled in with: the unbroken first day, the wage, the city's figure."""
    figure = next((each for each in BOOK["triple_average_wage"].values if each.holds(on)), None)
    return {
        "worked_from": unbroken_since(original),
        "average_wage": terms.get("wage"),
        "triple_average": figure.value if figure else None,
    }


def complete(original: Contract, terms: Mapping[str, Any]) -> dict[str, Any]:
    """The terms of an agreed ending with what the law gives; refuses what is missing or cannot be.

    Left empty, the compensation agreed is what the law gives; less may be agreed, and the document says by how much.
    """
    for each in ENDING_FIELDS:
        if each.required and terms.get(each.name) is None:
            raise refuse(f"请填写{each.label.zh}", f"Give: {each.label.en}", clause="5")
    _check(original, terms)
    given = severance(terms)
    agreed = terms.get("compensation")
    return {
        **terms,
        "compensation": given.due if agreed is None else agreed,
        "compensation_due": given.due,
        "compensation_halves": given.half_months,
        "worked_months": given.months,
        "worked_days": given.days,
    }


def _check(original: Contract, terms: Mapping[str, Any]) -> None:
    first, last, since = terms["worked_from"], terms["ends_on"], unbroken_since(original)
    if since is not None and first > since:
        raise refuse(
            f"本单位工作起始日不能晚于 {since}，那天起的合同没有间断",
            f"The first day is not later than {since}: the contracts since then are unbroken",
            ("改为这一天或更早", "Give that day or an earlier one"),
            "5",
        )
    if last < first:
        raise refuse("结束日期早于工作起始日", "The last day is before the first", clause="5")
    least = BOOK["minimum_wage"].at(last).value
    if terms["contract_type"] != "part_time" and terms["average_wage"] < least:
        raise refuse(
            f"平均工资低于当时的月最低工资 {yuan(int(str(least)))} 元",
            "The average is below the minimum wage of the time",
            ("低于最低工资的，按最低工资填写（劳动合同法实施条例第二十七条）", "Give the minimum wage then"),
            "5",
        )


def unbroken_since(row: Contract) -> date | None:
    """The first day of the contracts and renewals of the two that lead to this one without a day between."""
    spans = Contract.objects.filter(
        employer=row.employer, worker=row.worker, kind__in=("contract", "renewal"), effective_at__isnull=False,
        starts_on__isnull=False,
    ).values_list("starts_on", "ended_on", "ends_on")  # fmt: skip
    first = row.starts_on
    for start, ended, ends in sorted(spans, reverse=True):
        last = ended or ends or date.max - timedelta(days=1)
        if first is not None and start < first <= last + timedelta(days=1):
            first = start
    return first


def shortfall(row: Contract, terms: Mapping[str, Any]) -> Refusal | None:
    """Less agreed than the law gives: told to both before they sign; nothing bars it."""
    due, agreed = terms.get("compensation_due") or 0, terms.get("compensation") or 0
    if row.kind != "end_agreement" or row.effective_at is not None or agreed >= due:
        return None
    return Refusal(
        Text(
            f"约定的经济补偿 {yuan(agreed)} 元，比法定的 {yuan(due)} 元少 {yuan(due - agreed)} 元",
            f"The compensation agreed, {yuan(agreed)} yuan, is {yuan(due - agreed)} yuan less than the {yuan(due)} the law gives",
        ),
        mend=Text(
            "不同意的，可以要求修改或不签；签署即按约定金额",
            "Whoever disagrees may ask for changes or not sign; signing settles the amount agreed",
        ),
        clause="lao-2020-28/5",
    )
