"""Engines: where a compiled rule runs over a table; all give the same columns for the same rows."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import polars as pl

from gongbao.kernel.rules.compile_polars import determine_frame
from gongbao.kernel.rules.compile_sql import determine_sql
from gongbao.kernel.rules.question import Ruling
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

KEY = "gongbao_row"


def on_polars(ruling: Ruling, frame: pl.DataFrame, conditions: bool) -> pl.DataFrame:
    """The embedded engine; words are compared as numbers of an enumeration, then told as words again."""
    words = {
        fact.name: pl.Enum([option.word for option in fact.options])
        for fact in ruling.question.facts
        if fact.options and fact.name in frame.columns
    }
    numbered = frame.lazy().with_columns(pl.col(name).cast(kind) for name, kind in words.items())
    made = determine_frame(ruling, numbered, conditions=conditions)
    return made.with_columns(pl.col(*words).cast(pl.String) if words else []).collect(engine="in-memory")


def on_duckdb(ruling: Ruling, frame: pl.DataFrame, conditions: bool) -> pl.DataFrame:
    """The portable SQL text on DuckDB; Refusal where the extra is not installed."""
    try:
        import duckdb
    except ImportError:
        raise _missing("duckdb") from None
    parents, children = split(ruling, frame)
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        out = str(Path(folder) / "result.parquet")
        for name, file in _files(Path(folder), parents, children).items():
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{file}')")
        connection.execute(
            f"COPY ({text(ruling, parents, children, conditions)}) TO '{out}' (FORMAT parquet)"
        )
        return _joined(frame, pl.read_parquet(out))


def on_spark(ruling: Ruling, frame: pl.DataFrame, conditions: bool) -> pl.DataFrame:
    """The portable SQL text on Spark (local unless a session exists); Refusal where pyspark is missing."""
    try:
        from pyspark.sql import SparkSession  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        raise _missing("pyspark") from None
    parents, children = split(ruling, frame)
    spark: Any = SparkSession.builder.appName("gongbao").getOrCreate()
    with tempfile.TemporaryDirectory() as folder:
        for name, file in _files(Path(folder), parents, children).items():
            spark.read.parquet(str(file)).createOrReplaceTempView(name)
        out = Path(folder) / "result"
        spark.sql(text(ruling, parents, children, conditions)).write.parquet(str(out))
        result = pl.read_parquet(out / "*.parquet")
    return _joined(frame, result)


ENGINES = {"polars": on_polars, "sql": on_duckdb, "spark": on_spark}


def text(ruling: Ruling, parents: pl.DataFrame, children: dict[str, pl.DataFrame], conditions: bool) -> str:
    """The SQL text over the tables ``cases`` and ``cases_LIST``."""
    return determine_sql(
        ruling,
        "cases",
        key=KEY,
        columns=parents.columns,
        records={name: f"cases_{name}" for name in children},
        conditions=conditions,
    )


def split(ruling: Ruling, frame: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    """Cases with their lists as child tables; a case's list column then says whether the list is known."""
    keyed = frame.with_row_index(KEY).with_columns(pl.col(KEY).cast(pl.Int64))
    lists = [f.name for f in ruling.question.facts if f.kind == "records" and f.name in frame.columns]
    children = {name: keyed.select(KEY, name).explode(name).drop_nulls(name).unnest(name) for name in lists}
    facts = [f.name for f in ruling.question.facts if f.name in frame.columns]
    return keyed.select(KEY, *facts).with_columns(pl.col(name).is_not_null() for name in lists), children


def _files(folder: Path, parents: pl.DataFrame, children: dict[str, pl.DataFrame]) -> dict[str, Path]:
    """The tables as Parquet files by name: what every engine reads without another package."""
    files = {}
    for name, table in {"cases": parents, **{f"cases_{k}": v for k, v in children.items()}}.items():
        files[name] = folder / f"{name}.parquet"
        table.write_parquet(files[name])
    return files


def _joined(frame: pl.DataFrame, result: pl.DataFrame) -> pl.DataFrame:
    made = result.sort(KEY).drop(KEY)
    kept = frame.drop([name for name in made.columns if name in frame.columns])
    return pl.concat([kept, made], how="horizontal")


def _missing(package: str) -> Refusal:
    return Refusal(
        Text(f"没有安装 {package}", f"{package} is not installed"),
        mend=Text(
            f"pip install {package}，或改用 --engine polars", f"pip install {package}, or use --engine polars"
        ),
    )
