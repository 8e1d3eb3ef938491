"""Values of facts and parameters in words, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from gongbao.kernel.calendar import month as months
from gongbao.kernel.money import format_yuan
from gongbao.kernel.rules.interpret import NEVER
from gongbao.kernel.rules.nodes import Fact
from gongbao.law.parameters import Parameter
from gongbao.law.text import Text
from gongbao.law.units import is_money
from gongbao.web.templatetags import formats

YES, NO = Text("是", "yes"), Text("否", "no")
UNITS = {
    "months": Text("个月", "months"),
    "days": Text("日", "days"),
    "working_days": Text("个工作日", "working days"),
    "day_of_month": Text("日", "of the month"),
    "times": Text("次", "times"),
    "times_per_year": Text("次/年", "times a year"),
    "persons": Text("人", "people"),
    "parts": Text("份", "parts"),
    "millilitres": Text("毫升", "ml"),
    "fen_per_year": Text("元/年", "yuan a year"),
    "fen_per_tonne_year": Text("元/吨·年", "yuan a tonne and year"),
    "fen_per_month": Text("元/月", "yuan a month"),
    "fen_per_person_month": Text("元/人月", "yuan a person and month"),
}
YUAN = Text("元", "yuan")


def plain(words: str) -> Text:
    """The same in both languages."""
    return Text(words, words)


def listed(parts: list[Text]) -> Text:
    """Words in a row."""
    return Text("、".join(each.zh for each in parts), ", ".join(each.say("en") for each in parts))


def day(value: date) -> Text:
    """A date with its year."""
    return Text(formats.day(value, "zh", "year"), formats.day(value, "en", "year"))


def fact_words(fact: Fact, value: Any) -> Text | None:
    """A fact's value as told to a reader; None where it is not known."""
    if value is None:
        return None
    match fact.kind:
        case "yes_no":
            return YES if value else NO
        case "fen":
            return Text(f"{format_yuan(value)} 元", f"{format_yuan(value)} yuan")
        case "date":
            return Text("没有", "none") if value == NEVER else day(value)
        case "month":
            return months.label(value)
        case "word":
            return next((option.label for option in fact.options if option.word == value), plain(value))
        case "records":
            return _records(fact, value)
        case _:
            return plain(str(value))


def _records(fact: Fact, rows: list[Mapping[str, Any]]) -> Text:
    """The months of records that have one, else how many there are."""
    if not rows:
        return Text("没有", "none")
    if all(row.get("month") is not None for row in rows):
        return listed([months.label(row["month"]) for row in rows])
    return Text(f"{len(rows)} 条", f"{len(rows)} on record")


def unit_words(parameter: Parameter) -> Text:
    """The unit of a parameter, empty for dates and words."""
    return UNITS.get(parameter.unit, YUAN if is_money(parameter.unit) else Text("", ""))


def parameter_words(parameter: Parameter, value: Any, options: Mapping[str, Text] | None = None) -> Text:
    """A parameter's value with its unit; words of a list as `options` name them."""
    unit, known = unit_words(parameter), options or {}
    if is_money(parameter.unit):
        return Text(f"{format_yuan(value)} {unit.zh}", f"{format_yuan(value)} {unit.en}")
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Fraction):
        return plain(f"{float(value * 100):g} %")
    if parameter.unit == "month":
        return months.label(value)
    if isinstance(value, tuple):
        return listed([known.get(each, plain(each)) for each in value])
    if isinstance(value, Mapping):
        return listed([_pair(known.get(key, plain(key)), plain(each)) for key, each in value.items()])
    return Text(f"{value} {unit.zh}".strip(), f"{value} {unit.en}".strip())


def _pair(key: Text, value: Text) -> Text:
    return Text(f"{key.zh}：{value.zh}", f"{key.say('en')}: {value.say('en')}")
