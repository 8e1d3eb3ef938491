"""Opening an uploaded workbook or CSV: every visible sheet as raw cells, after checks that bound its size."""

from __future__ import annotations

import csv
import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.excel.area import check_area
from gongbao.platform.files.services import check_archive, decode_text

_ZIP = b"PK\x03\x04"
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]{1,2000}")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")

Merged = tuple[tuple[int, int], tuple[int, int]]


@dataclass
class Sheet:
    """A visible sheet: rows of raw cells from A1 on, merged areas and hidden rows (indexes from 0)."""

    name: str
    grid: list[list[Any]]
    merged: list[Merged] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)


def open_sheets(data: bytes) -> list[Sheet]:
    """The visible sheets of an xlsx workbook or, for text, its CSV rows as one sheet."""
    if data.startswith(_ZIP):
        return _workbook(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal(
            Text("这是旧格式（xls）或加密的表格", "this is an old (xls) or encrypted workbook"),
            mend=Text("请取消密码，另存为 xlsx 后上传", "Remove the password and save it as xlsx"),
        )
    return [Sheet("CSV", _csv_rows(decode_text(data)))]


def _csv_rows(text: str) -> list[list[Any]]:
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise Refusal(
            Text("读不懂这个CSV文件", "this CSV file cannot be read"),
            mend=Text("请另存为 xlsx 后上传", "Save it as xlsx"),
        ) from error


def _workbook(data: bytes) -> list[Sheet]:
    check_archive(data)
    hidden = _hidden_rows(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [
            each.name
            for each in book.sheets_metadata
            if each.visible == SheetVisibleEnum.Visible and each.typ == SheetTypeEnum.WorkSheet
        ]
        sheets = []
        for name in names:
            sheet = book.get_sheet_by_name(name)
            grid = sheet.to_python(skip_empty_area=False)
            sheets.append(Sheet(name, grid, sheet.merged_cell_ranges or [], hidden.get(name, [])))
    except PasswordError as error:
        raise Refusal(
            Text("表格有密码", "the workbook has a password"),
            mend=Text("请取消密码后上传", "Remove the password"),
        ) from error
    except (CalamineError, ValueError, OSError) as error:
        raise Refusal(
            Text("表格已损坏，无法打开", "the workbook is damaged"),
            mend=Text("请用 Excel 或 WPS 另存为 xlsx 后上传", "Save it again as xlsx"),
        ) from error
    return sheets


def _hidden_rows(data: bytes) -> dict[str, list[int]]:
    """Hidden rows by sheet name; refuses sheets whose cells lie too far apart."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        hidden: dict[str, list[int]] = {}
        for info in archive.infolist():
            part = archive.read(info)
            if b"sheetData" in part:
                check_area(part)
                hidden[info.filename] = _hidden_in(part) if b"hidden" in part else []
        return {name: hidden.get(path, []) for name, path in _sheet_paths(archive)}


def _hidden_in(part: bytes) -> list[int]:
    tags = [_attributes(tag.decode("utf-8", "replace")) for tag in _ROW.findall(part) if b"hidden" in tag]
    return [
        int(tag["r"]) - 1
        for tag in tags
        if tag.get("hidden") in ("1", "true") and tag.get("r", "").isdecimal()
    ]


def _sheet_paths(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {
        each["Id"]: each["Target"]
        for each in map(_attributes, re.findall(r"<(?:\w+:)?Relationship\s[^>]{1,2000}>", links))
        if "Id" in each and "Target" in each
    }
    for sheet in map(_attributes, re.findall(r"<(?:\w+:)?sheet\s[^>]{1,2000}>", book)):
        link = next((value for name, value in sheet.items() if name.endswith(":id")), "")
        target = targets.get(link, "")
        yield sheet.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _attributes(tag: str) -> dict[str, str]:
    return {name: html.unescape(one or two) for name, one, two in _ATTRIBUTE.findall(tag)}
