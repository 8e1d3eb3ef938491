"""A bulk run: a file of cases in, the same file with outcomes and sums out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from gongbao.bulk import tables
from gongbao.bulk.engines import ENGINES
from gongbao.bulk.reports import BulkReport
from gongbao.kernel.rules.groups_polars import settle_frame
from gongbao.kernel.rules.question import Question, Ruling

NUMBER = "__number"


def run(
    question: Question,
    source: Path,
    target: Path,
    *,
    engine: str = "polars",
    conditions: bool = False,
    on: date,
    readings: Mapping[str, str] | None = None,
) -> BulkReport:
    """Determine every case of `source`; write outcomes, sums and, if asked, every named condition to `target`.

    Columns that are no facts pass through. Where the columns of the question's group rules are there
    (person, scheme, firm and the order), exclusivity and cap are applied as well. Faulty rows are written to
    ``TARGET.findings.csv`` and not determined. Raises `Refusal` where file, column or engine do not serve.
    """
    ruling = question.at(on, readings)
    table = tables.read(source, question.facts)
    result = determine(ruling, table.frame, engine, conditions=conditions)
    tables.write(result, target)
    findings = None
    if table.findings.height:
        findings = target.with_name(target.name + ".findings.csv")
        tables.write(table.findings, findings)
    counted = dict(result["outcome"].value_counts().iter_rows())
    return BulkReport(
        question=question.id,
        on=on.isoformat(),
        engine=engine,
        rows=result.height,
        faulty=table.findings["row"].n_unique(),
        outcomes={name: int(counted.get(name, 0)) for name in ("met", "not_met", "unknown", "judgement")},
        amount_fen=_sum(result, "amount_fen"),
        granted_fen=_sum(result, "granted_fen"),
        findings=findings.name if findings else None,
    )


def determine(ruling: Ruling, frame: pl.DataFrame, engine: str, *, conditions: bool = False) -> pl.DataFrame:
    """The frame with `outcome`, `amount_fen` and, where its columns are there, what the group rules grant."""
    result = ENGINES[engine](ruling, frame, conditions)
    verdict, waits = pl.col("verdict"), pl.col("waits_for_people")
    outcome = (
        pl.when(verdict)
        .then(pl.lit("met"))
        .when(~verdict)
        .then(pl.lit("not_met"))
        .when(waits)
        .then(pl.lit("judgement"))
        .otherwise(pl.lit("unknown"))
    )
    named = result.with_columns(outcome.alias("outcome")).drop("verdict", "waits_for_people")
    rules = ruling.question.groups
    if rules is None or not {rules.person, rules.scheme, rules.firm, *rules.order} <= set(named.columns):
        return named
    cap = ruling.question.book[rules.cap].at(ruling.on).value
    if rules.cap in ruling.parameters:
        cap = ruling.parameters[rules.cap].value
    turns = [_turn(named, name, f"__turn{number}") for number, name in enumerate(rules.order)]
    numbered = named.with_row_index(NUMBER).with_columns(turns)
    granted = rules.granted if rules.granted in named.columns else ""
    ordered = replace(rules, order=tuple(turn.meta.output_name() for turn in turns), granted=granted)
    settled = settle_frame(numbered, ordered, int(str(cap)), key=NUMBER)
    return settled.drop(NUMBER, *ordered.order)


def _turn(frame: pl.DataFrame, name: str, alias: str) -> pl.Expr:
    """A column to order by: text that is all digits is ordered as numbers."""
    text = frame[name]
    digits = text.dtype == pl.String and bool(text.str.contains(r"^\d{1,18}$").all())
    return (pl.col(name).cast(pl.Int64) if digits else pl.col(name)).alias(alias)


def _sum(frame: pl.DataFrame, column: str) -> int | None:
    return int(frame[column].sum() or 0) if column in frame.columns else None
