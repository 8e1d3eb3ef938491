"""A form as JSON Schema (2020-12), for the API and for outside programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gongbao.kernel.forms.fields import Field, Form

_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "long_text": {"type": "string"},
    "identity_number": {"type": "string", "pattern": "^[0-9]{17}[0-9X]$"},
    "credit_code": {"type": "string", "pattern": "^[0-9A-HJ-NP-RTUW-Y]{18}$"},
    "account": {"type": "string", "pattern": "^[0-9]{8,32}$"},
    "phone": {"type": "string", "pattern": "^1[3-9][0-9]{9}$"},
    "date": {"type": "string", "format": "date"},
    "month": {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
    "money": {"type": "string", "pattern": "^-?[0-9]{1,15}([.][0-9]{1,2})?$", "x-unit": "CNY"},
    "integer": {"type": "integer"},
    "ratio": {"type": "string", "pattern": "^[0-9]+([.][0-9]+)?$"},
    "yes_no": {"type": "boolean"},
    "file": {"type": "string", "format": "uuid"},
}


def json_schema(form: Form) -> dict[str, Any]:
    """The schema of what `parse` reads and `to_json` writes: money in yuan as text, months as 2020-07."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:gongbao:form:{form.id}:{form.version}",
        "title": form.title.zh,
        "x-title-en": form.title.en,
        **_object(form.fields),
    }


def _object(fields: Iterable[Field]) -> dict[str, Any]:
    fields = tuple(fields)
    return {
        "type": "object",
        "properties": {each.name: _property(each) for each in fields},
        "required": [each.name for each in fields if each.required and not each.only_if],
    }


def _property(field: Field) -> dict[str, Any]:
    extras = {
        "description": field.help.zh,
        "x-title-en": field.label.en,
        "x-description-en": field.help.en,
        "x-clause": field.clause,
        "x-prefill": field.prefill,
        "x-unit": field.unit.zh,
        "x-only-if": list(field.only_if) if field.only_if else None,
        "examples": [field.example] if field.example else None,
    }
    return {"title": field.label.zh, **_type(field), **{key: value for key, value in extras.items() if value}}


def _type(field: Field) -> dict[str, Any]:
    if field.kind == "table":
        return {"type": "array", "items": _object(field.columns), "maxItems": field.max_rows}
    if field.kind == "commitment":
        return {"const": field.version, "x-words": field.words.zh}
    if field.kind in ("choice", "choices"):
        one: dict[str, Any] = {"enum": [each.value for each in field.options]}
        return one if field.kind == "choice" else {"type": "array", "items": one, "uniqueItems": True}
    if field.kind in ("months", "files"):
        return {"type": "array", "items": _TYPES[field.kind[:-1]], "uniqueItems": True}
    schema = dict(_TYPES[field.kind])
    if field.kind in ("text", "long_text"):
        schema["maxLength"] = field.limit
    if field.kind == "integer":
        schema |= {"minimum": field.minimum} if field.minimum is not None else {}
        schema |= {"maximum": field.maximum} if field.maximum is not None else {}
    return schema
