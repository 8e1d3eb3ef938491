"""The description of an operation in both languages, and the OpenAPI document in one of them."""

from __future__ import annotations

from typing import Any

from gongbao.web.i18n import Language

EN_SUMMARY, EN_DESCRIPTION = "x-summary-en", "x-description-en"


def told(zh: str, en: str, more: str = "", more_en: str = "") -> dict[str, Any]:
    """Summary and description of an operation, Chinese and English."""
    extra = {EN_SUMMARY: en, **({EN_DESCRIPTION: more_en} if more_en else {})}
    return {"summary": zh, "description": more, "openapi_extra": extra}


def in_language(document: dict[str, Any], language: Language) -> dict[str, Any]:
    """The OpenAPI document with the words of `language` in the usual places; the other's stay beside them."""
    if language == "zh":
        return document
    paths = {
        path: {method: _english(operation) for method, operation in methods.items()}
        for path, methods in document["paths"].items()
    }
    info = document["info"]
    return {**document, "info": {**info, "title": info["x-title-en"], "description": info["x-description-en"]},
            "paths": paths}  # fmt: skip


def _english(operation: dict[str, Any]) -> dict[str, Any]:
    words = {"summary": operation.get(EN_SUMMARY, operation.get("summary", ""))}
    if EN_DESCRIPTION in operation:
        words["description"] = operation[EN_DESCRIPTION]
    return {**operation, **words, "x-summary-zh": operation.get("summary", "")}
