"""Tables of facts: Parquet, CSV, JSON lines and Excel read into typed columns, faulty rows kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from gongbao.kernel.outside import read_json
from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.compile_polars import type_of
from gongbao.kernel.rules.facts import load
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

ROW = "row"
TRUE, FALSE = ["true", "1", "是", "yes", "y"], ["false", "0", "否", "no", "n"]
_EXPECTED = {
    "yes_no": "应为 true 或 false",
    "integer": "应为整数",
    "fen": "应为以分计的整数",
    "date": "应为日期，如 2020-07-01",
    "month": "应为月份，如 2020-07",
    "word": "不在可选值之内",
}


@dataclass(frozen=True)
class Table:
    """Typed rows that can be determined, and what was wrong with the others (row as in the file, from 1)."""

    frame: pl.DataFrame
    findings: pl.DataFrame


def read(path: Path, facts: Sequence[n.Fact]) -> Table:
    """The rows of a file; raises `Refusal` where the file or a whole column cannot be read."""
    readers = {
        ".parquet": _parquet,
        ".csv": _csv,
        ".xlsx": _xlsx,
        ".jsonl": _json_lines,
        ".ndjson": _json_lines,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise _cannot(
            path, f"不能读 {path.suffix} 文件", f"cannot read {path.suffix} files", "、".join(readers)
        )
    if not path.exists():
        raise _cannot(path, "文件不存在", "the file does not exist", "")
    return reader(path, facts)


def write(frame: pl.DataFrame, path: Path) -> None:
    """Write a result by its file's ending."""
    match path.suffix.lower():
        case ".parquet":
            frame.write_parquet(path)
        case ".csv":
            frame.select(_flat(frame)).write_csv(path)
        case ".jsonl" | ".ndjson":
            frame.write_ndjson(path)
        case ".xlsx":
            frame.select(_flat(frame)).write_excel(path)
        case _:
            raise _cannot(
                path,
                f"不能写 {path.suffix} 文件",
                f"cannot write {path.suffix} files",
                ".parquet、.csv、.jsonl、.xlsx",
            )


def _flat(frame: pl.DataFrame) -> list[str]:
    """The columns a sheet can hold."""
    return [name for name, kind in frame.schema.items() if not kind.is_nested()]


def _cannot(path: Path, zh: str, en: str, kinds: str) -> Refusal:
    return Refusal(
        Text(zh, en), where=path.name, mend=Text(f"可用：{kinds}", f"use {kinds}") if kinds else None
    )


def _parquet(path: Path, facts: Sequence[n.Fact]) -> Table:
    frame = pl.read_parquet(path)
    held = [fact for fact in facts if fact.name in frame.columns]
    for fact in held:
        if not _fits(frame.schema[fact.name], fact):
            raise Refusal(
                Text(
                    f"列 {fact.name} 的类型不对：{frame.schema[fact.name]}",
                    f"column {fact.name} has a wrong type",
                ),
                where=path.name,
                mend=Text(f"应为 {type_of(fact)}", f"it should be {type_of(fact)}"),
            )
    values = frame.with_columns(_cast(frame.schema[fact.name], fact) for fact in held)
    return _apart(frame, values, [fact for fact in held if fact.kind != "records"], first_row=1)


def _fits(kind: pl.DataType, fact: n.Fact) -> bool:
    """Whether a column of a typed file can hold the fact without loss."""
    if kind == pl.Null:
        return True
    match fact.kind:
        case "yes_no":
            return kind == pl.Boolean
        case "integer" | "fen":
            return kind.is_integer()
        case "date":
            return kind in (pl.Date, pl.Datetime)
        case "month":
            return kind.is_integer() or kind in (pl.String, pl.Date)
        case "word":
            return kind in (pl.String, pl.Categorical, pl.Enum)
        case _:
            return bool(kind == type_of(fact))


def _cast(kind: pl.DataType, fact: n.Fact) -> pl.Expr:
    column = pl.col(fact.name)
    if fact.kind == "month" and kind == pl.String:
        return _month(column).alias(fact.name)
    if fact.kind == "month" and kind == pl.Date:
        return (column.dt.year() * 12 + column.dt.month().cast(pl.Int32) - 1).alias(fact.name)
    if fact.kind == "word":
        return _read(column.cast(pl.String), fact).alias(fact.name)
    return column.cast(type_of(fact))


def _month(text: pl.Expr) -> pl.Expr:
    good = text.str.contains(r"^\d{4}-(0[1-9]|1[0-2])$")
    value = (
        text.str.slice(0, 4).cast(pl.Int32, strict=False) * 12
        + text.str.slice(5, 2).cast(pl.Int32, strict=False)
        - 1
    )
    return pl.when(good).then(value).otherwise(None)


def _csv(path: Path, facts: Sequence[n.Fact]) -> Table:
    try:
        frame = pl.read_csv(path, infer_schema=False, encoding="utf8")
    except pl.exceptions.PolarsError as fault:
        raise _cannot(path, f"读不出来：{fault}", f"cannot be read: {fault}", "UTF-8 CSV") from None
    return _typed(frame, facts, first_row=2)


def _xlsx(path: Path, facts: Sequence[n.Fact]) -> Table:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    except (CalamineError, OSError) as fault:
        raise _cannot(path, f"读不出来：{fault}", f"cannot be read: {fault}", "xlsx") from None
    if not rows:
        raise _cannot(path, "表是空的", "the sheet is empty", "")
    names = [str(cell).strip() for cell in rows[0]]
    cells = {name: [_text(row[i]) for row in rows[1:]] for i, name in enumerate(names)}
    return _typed(pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String)), facts, first_row=2)


def _text(cell: Any) -> str | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell.date()) if hasattr(cell, "date") else str(cell)


def _typed(frame: pl.DataFrame, facts: Sequence[n.Fact], first_row: int) -> Table:
    """Columns of text read as their facts' kinds; a cell that is neither blank nor readable is a finding."""
    known = [fact for fact in facts if fact.name in frame.columns and fact.kind != "records"]
    text = frame.with_columns(pl.col(f.name).str.strip_chars().replace("", None) for f in known)
    values = text.with_columns(_read(pl.col(fact.name), fact).alias(fact.name) for fact in known)
    return _apart(text, values, known, first_row)


def _apart(text: pl.DataFrame, values: pl.DataFrame, known: Sequence[n.Fact], first_row: int) -> Table:
    """Rows that could be read, and a finding for each cell that was filled and could not."""
    numbered = pl.int_range(pl.len(), dtype=pl.Int64) + first_row
    found = []
    for fact in known:
        bad = text[fact.name].is_not_null() & values[fact.name].is_null()
        if bad.any():
            rows = text.select(numbered.alias(ROW), pl.col(fact.name).cast(pl.String).alias("value")).filter(
                bad
            )
            labels = {"column": fact.name, "what": f"“{fact.label.zh}”{_EXPECTED[fact.kind]}"}
            found.append(rows.with_columns(pl.lit(v).alias(k) for k, v in labels.items()))
    findings = pl.concat(found).select(ROW, "column", "value", "what") if found else _no_findings()
    if not found:
        return Table(values, findings)
    faulty = findings[ROW].unique()
    kept = values.with_columns(numbered.alias("__row")).filter(~pl.col("__row").is_in(faulty.implode()))
    return Table(kept.drop("__row"), findings.sort(ROW, "column"))


def _read(column: pl.Expr, fact: n.Fact) -> pl.Expr:
    match fact.kind:
        case "yes_no":
            lower = column.str.to_lowercase()
            return pl.when(lower.is_in(TRUE)).then(True).when(lower.is_in(FALSE)).then(False).otherwise(None)
        case "integer" | "fen":
            return column.cast(pl.Int64, strict=False)
        case "date":
            return column.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
        case "month":
            return _month(column)
        case _:
            words = [option.word for option in fact.options]
            return pl.when(column.is_in(words)).then(column).otherwise(None) if words else column


def _json_lines(path: Path, facts: Sequence[n.Fact]) -> Table:
    by_name = {fact.name: fact for fact in facts}
    rows: list[dict[str, Any]] = []
    found: list[dict[str, Any]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            raw = read_json(line)
            asked = {name: value for name, value in raw.items() if name in by_name}
            rows.append({**{k: v for k, v in raw.items() if k not in by_name}, **load(asked, facts)})
        except Refusal as refusal:
            found.append({ROW: number, "column": refusal.where, "value": None, "what": refusal.what.zh})
        except (ValueError, AttributeError):
            found.append({ROW: number, "column": "", "value": line[:80], "what": "不是一个 JSON 对象"})
    others = sorted({name for row in rows for name in row} - set(by_name))
    used = [fact for fact in facts if any(fact.name in row for row in rows)]
    schema: dict[str, Any] = {fact.name: type_of(fact) for fact in used}
    plain = pl.DataFrame([{name: row.get(name) for name in others} for row in rows], infer_schema_length=None)
    typed = pl.DataFrame([{f.name: row.get(f.name) for f in used} for row in rows], schema=schema)
    frame = pl.concat([plain, typed], how="horizontal") if others else typed
    return Table(frame, pl.DataFrame(found, schema=_no_findings().schema))


def _no_findings() -> pl.DataFrame:
    return pl.DataFrame(schema={ROW: pl.Int64, "column": pl.String, "value": pl.String, "what": pl.String})
