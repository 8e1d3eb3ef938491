"""Values back into words: what a page, letter or sheet says, and the JSON a form posts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from gongbao.kernel import masking
from gongbao.kernel.calendar import month as months
from gongbao.kernel.forms.fields import Field, Form
from gongbao.kernel.money import format_yuan

_MASKS: Mapping[str, Callable[[str], str]] = {
    "identity_number": masking.mask_identity,
    "account": masking.mask_account,
    "phone": masking.mask_phone,
}


def show(field: Field, value: Any, language: str = "zh", *, masked: bool = False) -> str:
    """A value of `field` in words, with its unit; `masked` hides identity, account and phone numbers."""
    if value is None:
        return ""
    if field.kind in ("choice", "choices"):
        labels = [option.label for each in _each(value) if (option := field.option(each))]
        return _comma(language).join(label.say(language) for label in labels)
    if field.kind in ("month", "months"):
        return _comma(language).join(months.label(each).say(language) for each in _each(value))
    if field.kind == "yes_no":
        return (("是", "否"), ("yes", "no"))[language.startswith("en")][not value]
    if masked and field.kind in _MASKS:
        return _MASKS[field.kind](value)
    if field.kind == "table":
        return f"{len(value)}{'行' if not language.startswith('en') else ' rows'}"
    if isinstance(value, tuple):
        return _comma(language).join(str(each) for each in value)
    return _plain(field, value, language)


def _plain(field: Field, value: Any, language: str) -> str:
    if field.kind == "money":
        return f"{format_yuan(value)}{' yuan' if language.startswith('en') else '元'}"
    if isinstance(value, date):
        return (
            value.isoformat() if language.startswith("en") else f"{value.year}年{value.month}月{value.day}日"
        )
    if field.kind == "ratio":
        percent = f"{Decimal(value) * 100:f}"
        return f"{percent.rstrip('0').rstrip('.') if '.' in percent else percent}%"
    unit = field.unit.say(language)
    return f"{value}{f' {unit}' if unit and language.startswith('en') else unit}"


def _comma(language: str) -> str:
    return ", " if language.startswith("en") else "、"


def _each(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def to_json(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the JSON that `json_schema` describes; `parse` reads it back to the same values."""
    return _row_to_json(form.fields, values)


def _row_to_json(fields: Iterable[Field], values: Mapping[str, Any]) -> dict[str, Any]:
    known = ((field, values[field.name]) for field in fields if values.get(field.name) is not None)
    return {field.name: _to_json(field, value) for field, value in known}


def _to_json(field: Field, value: Any) -> Any:
    if field.kind == "table":
        return [_row_to_json(field.columns, row) for row in value]
    if field.kind == "money":
        return format_yuan(value).replace(",", "")
    if field.kind == "month":
        return months.iso(value)
    if field.kind == "months":
        return [months.iso(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return list(value) if isinstance(value, tuple) else value
