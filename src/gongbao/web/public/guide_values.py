"""The dated values of a policy: a chart for each that changes, and a table of all with source and confidence."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from gongbao.law.parameters import Parameter
from gongbao.law.text import Text
from gongbao.law.units import is_money
from gongbao.policies.base import Policy
from gongbao.web.shared.values import listed, parameter_words, plain, unit_words
from gongbao.web.templatetags import formats

CONFIDENCE = {
    "A": (Text("原文", "Official text"), "met"),
    "B": (Text("两处印证", "Two sources"), ""),
    "C": (Text("待核实", "To be confirmed"), "unknown"),
    "D": (Text("待核实：暂定", "To be confirmed: provisional"), "unknown"),
    "E": (Text("待核实：推算", "To be confirmed: computed"), "unknown"),
}


@cache
def charts(policy: Policy) -> list[dict[str, Any]]:
    """A step chart of every amount or number that has changed; years before the document's own are left out."""
    found = [
        each
        for each in policy.parameters.values()
        if len(each.values) > 1 and isinstance(each.values[0].value, int)
    ]
    return [_chart(policy, each) for each in found]


def _chart(policy: Policy, parameter: Parameter) -> dict[str, Any]:
    numbers = [(dated.from_, dated.value, _number(parameter, dated.value)) for dated in parameter.values]
    told = [
        Text(f"{formats.month(day, 'zh')}起 {label}", f"{label} from {formats.month(day, 'en')}")
        for day, _, label in numbers
    ]
    last = parameter.values[-1]
    return {
        "id": f"chart-{parameter.name}",
        "title": parameter.title,
        "unit": unit_words(parameter),
        "summary": listed(told),
        "periods": numbers,
        "until": last.to or date(last.from_.year + 1, 12, 31),
        "band": (policy.in_force, policy.closes) if policy.closes else None,
        "band_label": Text("受理期", "Applications taken"),
        "rows": [
            {
                "from": dated.from_,
                "value": _number(parameter, dated.value),
                "source": dated.source,
                "confidence": dated.confidence,
                "flagged": dated.flagged,
                "note": dated.note if dated.note.zh else None,
            }
            for dated in parameter.values
        ],
    }


def _number(parameter: Parameter, value: Any) -> str:
    return formats.yuan(value) if is_money(parameter.unit) else str(value)


@cache
def table(policy: Policy) -> dict[str, Any]:
    """Every value with the days it holds, its source, how sure it is, and its clause."""
    options = words(policy)
    heads = (
        Text("名称", "Name"), Text("数值", "Value"), Text("起", "From"), Text("止", "Until"),
        Text("来源", "Source"), Text("可信", "How sure"),
    )  # fmt: skip
    rows = []
    for parameter in policy.parameters.values():
        for dated in parameter.values:
            label, kind = CONFIDENCE[dated.confidence]
            until = {"when": dated.to, "style": "year"} if dated.to else Text("今后", "open")
            source = {"text": dated.source, "note": dated.note if dated.note.zh else None}
            value = parameter_words(parameter, dated.value, options)
            start = {"when": dated.from_, "style": "year"}
            rows.append(
                {
                    "cells": [
                        parameter.title,
                        value,
                        start,
                        until,
                        source,
                        {"text": label, "tag": kind or "plain"},
                    ]
                }
            )
    return {
        "caption": Text("全部数值", "All values"),
        "show_caption": True,
        "small": True,
        "head": [{"label": label} for label in heads],
        "rows": rows,
    }


def words(policy: Policy) -> dict[str, Text]:
    """What the words inside the policy's lists mean: the options of its facts and forms."""
    found: dict[str, Text] = {}
    for question in policy.questions:
        for fact in question.facts:
            found |= {option.word: option.label for option in fact.options}
    for form in (policy.forms or {}).values():
        for field in [*form.fields, *(column for each in form.fields for column in each.columns)]:
            found |= {option.value: option.label for option in field.options if option.value not in found}
    return (
        found
        | {key: text for key, text in (policy.registers or {}).items() if key not in found}
        | {"": plain("")}
    )
