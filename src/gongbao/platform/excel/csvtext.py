"""CSV out: values as text that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gongbao.kernel.forms import Column, show
from gongbao.kernel.money import format_yuan

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """Text that a spreadsheet shows instead of running: a quote before = + - @ tab and line ends."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def csv_lines(
    wanted: Sequence[Column], rows: Iterable[Mapping[str, Any]], *, language: str = "zh", masked: bool = True
) -> Iterator[str]:
    """The lines of a CSV file with headings, for streaming; the first begins with a byte-order mark."""
    yield "\ufeff" + _line(column.field.label.say(language) for column in wanted)
    for row in rows:
        yield _line(_cell(column, row.get(column.field.name), language, masked) for column in wanted)


def _cell(column: Column, value: Any, language: str, masked: bool) -> str:
    field = column.field
    if value is None:
        return ""
    if field.kind == "money":
        return format_yuan(value).replace(",", "")
    if field.kind == "integer":
        return str(value)
    return harmless(show(field, value, language, masked=masked))


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(list(cells))
    return out.getvalue()
