"""The area of a sheet, bounded from its XML before the reader lays out every cell of it.

A few bytes can put a cell at XFD1048576; the reader would then ask for gigabytes and take the process
down. The bound holds whatever the XML says, also where cells and rows name no place of their own.
"""

from __future__ import annotations

import re

from gongbao.law.errors import Refusal
from gongbao.law.text import Text

MAX_CELLS = 8_000_000

_TAG = r"<(?:[^\s<>/:]+:)?"
_PLAIN = r"""(?:\s+[\w:]+="[^"'<>=]*")*"""
_ROW = re.compile(rf"{_TAG}row[\s/>]".encode())
_CELL = re.compile(rf"{_TAG}c[\s/>]".encode())
# "r" at the start of a word, looked back at from behind it: a pattern that starts with a letter is searched fast.
_PLACE_ROW = re.compile(rb"""r(?<!\wr)\s*=\s*["']\s*[A-Za-z]*([0-9]+)""")
_PLACE_COLUMN = re.compile(rb"""r(?<!\wr)\s*=\s*["']\s*([A-Za-z]{2,})[0-9]""")
_BLANK_CELL = re.compile(rf"{_TAG}c{_PLAIN}\s*/>".encode())
_EMPTY_ROW = re.compile(rf"{_TAG}row{_PLAIN}\s*(?:/>|>\s*</(?:[^\s<>/:]+:)?row>)".encode())
_PLACED = re.compile(rf"""{_TAG}(?:c|row){_PLAIN}?\s+r="[A-Za-z]*[0-9]+"{_PLAIN}\s*/?>""".encode())


def check_area(part: bytes) -> None:
    """Refuse a sheet's XML that may describe more than `MAX_CELLS` cells."""
    if _bound(part) > MAX_CELLS and not _is_small_without_blanks(part):
        raise Refusal(
            Text(
                "表格太大，或数据区以外还有内容", "the sheet is too large, or has content far from its data"
            ),
            mend=Text("请删除数据区以外的行和列，再另存上传", "Delete the rows and columns beyond the data"),
        )


def _bound(part: bytes) -> int:
    """Farthest place named, plus what can follow it without a name of its own, rows times columns."""
    rows = _ROW.split(part)
    return (_last_row(part) + len(rows)) * (_last_column(part) + max(len(_CELL.findall(row)) for row in rows))


def _is_small_without_blanks(part: bytes) -> bool:
    """Whether only formatted cells without content lie far away (the reader skips them), all else named."""
    rest = _EMPTY_ROW.sub(b"", _BLANK_CELL.sub(b"", part))
    if len(_PLACED.findall(rest)) != len(_CELL.findall(rest)) + len(_ROW.findall(rest)):
        return False
    return _last_row(rest) * _last_column(rest) <= MAX_CELLS


def _last_row(part: bytes) -> int:
    return max(map(int, _PLACE_ROW.findall(part)), default=0)


def _last_column(part: bytes) -> int:
    letters = max((each.upper() for each in set(_PLACE_COLUMN.findall(part))), key=_by_length, default=b"Z")
    return sum((letter - 64) * 26**power for power, letter in enumerate(reversed(letters)))


def _by_length(letters: bytes) -> tuple[int, bytes]:
    return len(letters), letters
