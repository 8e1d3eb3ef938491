"""A list once written: a table on the page, and the same rows as a workbook to take away, masked."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from gongbao.kernel.forms import Field, columns
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import note
from gongbao.platform.db.services import now, read
from gongbao.platform.excel.services import export_sheets
from gongbao.web.i18n import language
from gongbao.web.shared import stepping

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPORT = "export"
NUMBERS = frozenset({"number", "claim", "firm_code", "account", "digest"})
"""Columns of numbers that are never broken in the middle."""
Row = Mapping[str, Any]


def column(name: str, zh: str, en: str, kind: Any = "text") -> Field:
    """A column of a list."""
    return Field(name=name, kind=kind, label=Text(zh, en), required=False)


@dataclass(frozen=True)
class Sheet:
    """A list: rows by field name. A row's ``_links`` and ``_tags`` give a cell its address or its state."""

    name: str
    title: Text
    fields: tuple[Field, ...]
    rows: Sequence[Row]
    foot: Row | None = None

    def table(self, request: HttpRequest | None = None, *, sortable: bool = False) -> dict[str, Any]:
        """The context of ``components/table.html``; `sortable` headings lead to ``?sort=``."""
        head = [self._heading(field, request if sortable else None) for field in self.fields]
        if head:
            head[0]["num"] = False  # the first cell names the row
        rows = [
            {"cells": [_cell(field, row) for field in self.fields], "current": row.get("_current")}
            for row in self.rows
        ]
        foot = [_cell(field, self.foot) for field in self.fields] if self.foot else None
        return {"caption": self.title, "head": head, "rows": rows, "foot": foot}

    def stacked(self) -> dict[str, Any] | None:
        """The table whose rows stand as cards on a phone; None where there is no row."""
        if not self.rows:
            return None
        table = self.table()
        for row in table["rows"]:
            row["cells"] = [
                {**(cell if isinstance(cell, dict) else {"text": cell}), "label": head["label"]}
                for cell, head in zip(row["cells"], table["head"], strict=True)
            ]
        return {**table, "stack": True}

    def sorted(self, by: str) -> Sheet:
        """The rows by a column, ``-name`` the other way round; unknown columns leave the order."""
        name = by.removeprefix("-")
        if name not in {field.name for field in self.fields}:
            return self
        known = [row for row in self.rows if row.get(name) not in (None, "")]
        unknown = [row for row in self.rows if row.get(name) in (None, "")]
        known.sort(key=lambda row: _sortable(row[name]), reverse=by.startswith("-"))
        return Sheet(self.name, self.title, self.fields, [*known, *unknown], self.foot)

    def workbook(self) -> bytes:
        """The rows in Excel: no formulas, numbers of people, accounts and phones masked."""
        return book(self)

    def _heading(self, field: Field, request: HttpRequest | None) -> dict[str, Any]:
        head: dict[str, Any] = {"label": field.label, "num": field.kind in ("money", "integer")}
        if request is None:
            return head
        now_by = request.GET.get("sort", "")
        head["sort"] = {field.name: "ascending", f"-{field.name}": "descending"}.get(now_by, "")
        head["href"] = query(request, sort=f"-{field.name}" if now_by == field.name else field.name, page="")
        return head


def book(*sheets: Sheet) -> bytes:
    """Lists in one Excel file, each on its sheet; as `Sheet.workbook`."""
    out = io.BytesIO()
    told = [
        (each.title, columns(each.fields), [{field.name: _plain(row.get(field.name)) for field in each.fields} for row in each.rows])
        for each in sheets
    ]  # fmt: skip
    export_sheets(out, told, language=language())
    return out.getvalue()


def query(request: HttpRequest, **changes: str) -> str:
    """This page's address with some parameters changed, empty ones left out."""
    kept = {name: values for name, values in request.GET.lists() if name not in changes}
    pairs = [(name, value) for name, values in kept.items() for value in values]
    return "?" + urlencode([*pairs, *((name, value) for name, value in changes.items() if value)])


def export_address(request: HttpRequest) -> str:
    """Where this list is had as a workbook."""
    return query(request, **{EXPORT: "xlsx", "page": ""})


def wanted(request: HttpRequest) -> bool:
    """Whether the workbook is asked for instead of the page."""
    return request.GET.get(EXPORT) == "xlsx"


def taken(request: HttpRequest, sheet: Sheet, *beside: Sheet) -> HttpResponse:
    """The workbook, with other lists `beside` it; the second factor first, and the log keeps who took which list."""

    def give(request: HttpRequest) -> HttpResponse:
        with read(request.actor, purpose=f"export {sheet.name}"):
            note(f"export.{sheet.name} {len(sheet.rows)} rows")
        day = now().date().isoformat()
        return file_response(f"{sheet.title.say(language())} {day}.xlsx", book(sheet, *beside))

    return stepping.stepped_up(give)(request)


def file_response(name: str, data: bytes, kind: str = XLSX) -> HttpResponse:
    """Bytes to be saved under a name, never shown in place."""
    headers = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
    response = HttpResponse(data, content_type=kind, headers=headers)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _cell(field: Field, row: Row) -> Any:
    value = row.get(field.name)
    more: dict[str, Any] = (
        {"code": True} if value and (field.name in NUMBERS or field.kind == "credit_code") else {}
    )
    if href := row.get("_links", {}).get(field.name):
        more["href"] = href
    if tag := row.get("_tags", {}).get(field.name):
        more["tag"] = tag
    if field.kind in ("money", "integer"):
        shown = {"fen": value} if field.kind == "money" else {"text": "" if value is None else value}
        return {**shown, **more, "num": True}
    if field.kind == "date" and value is not None:
        return {"when": value, "style": "year", "text": value, **more}
    if field.kind == "month" and value is not None:
        from gongbao.kernel.calendar import month as months

        value = months.label(value)
    if isinstance(value, datetime):
        return {"when": value, "style": "time", **more}
    return {"text": value, **more} if more else value


def _plain(value: Any) -> Any:
    if isinstance(value, Text | Refusal):
        return value.say(language())
    if isinstance(value, datetime):
        from gongbao.web.templatetags.formats import in_beijing

        return f"{in_beijing(value):%Y-%m-%d %H:%M}"
    return value


def _sortable(value: Any) -> Any:
    return str(value) if isinstance(value, Text) else value
