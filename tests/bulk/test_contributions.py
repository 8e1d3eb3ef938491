"""A city's month in bulk: the same answers as one by one, files that prove themselves, nobody lost."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from bench.assessment import CLASSES, exact, people

from gongbao.bulk.contributions import assess_city
from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal
from gongbao.policies.social_insurance_collection.rules import EMPLOYEE, EMPLOYEE_PARTS

MONTH = 2021 * 12


def test_bulk_is_the_single_answer_and_exact(tmp_path: Path) -> None:
    table = people(500)
    table.write_parquet(tmp_path / "in.parquet")
    manifest = assess_city(tmp_path / "in.parquet", tmp_path / "out", MONTH)
    assert (manifest["persons"], manifest["open"], manifest["lines"]) == (500, 0, 2000)
    files = {item: pl.read_parquet(tmp_path / "out" / f"{item}.parquet") for item in
             ("pension", "unemployment", "injury", "medical")}  # fmt: skip
    ruling = EMPLOYEE.at(date(2021, 1, 1))
    for i, row in enumerate(table.iter_rows(named=True)):
        facts = {k: v for k, v in row.items() if k not in ("person", "firm", "month")}
        told = ruling.determine(ruling.load({**facts, "month": "2021-01"})).to_json()
        sums = {item: lines["amount"][i] for item, lines in files.items()}
        assert sums == exact(row)
        assert sum(sums.values()) == told["amount_fen"] == sum(told["values"][p] for p in EMPLOYEE_PARTS)
    assert manifest["total_fen"] == sum(int(f["amount"].sum()) for f in files.values())
    kept = json.loads((tmp_path / "out" / "manifest.json").read_text())
    for file in kept["files"]:
        assert sm3((tmp_path / "out" / file["name"]).read_bytes()).hex() == file["sm3"]


def test_who_cannot_be_settled_is_named_and_charged_nothing(tmp_path: Path) -> None:
    table = people(20).with_columns(
        pl.when(pl.col("person") == 3).then(None).otherwise("declared_base").alias("declared_base"),
        pl.when(pl.col("person") == 4).then(False).otherwise("registered").alias("registered"),
    )
    table.write_parquet(tmp_path / "in.parquet")
    manifest = assess_city(tmp_path / "in.parquet", tmp_path / "out", MONTH)
    assert (manifest["persons"], manifest["open"]) == (18, 2)
    assert sorted(pl.read_parquet(tmp_path / "out" / "open.parquet")["person"]) == [3, 4]
    firms = pl.read_parquet(tmp_path / "out" / "firms.parquet")
    assert int(firms["amount_fen"].sum()) == manifest["total_fen"]
    assert int(firms["persons"].sum()) == 18


def test_a_table_without_keys_is_refused(tmp_path: Path) -> None:
    people(3).drop("firm").write_parquet(tmp_path / "in.parquet")
    with pytest.raises(Refusal, match="firm"):
        assess_city(tmp_path / "in.parquet", tmp_path / "out", MONTH)
    assert len(CLASSES) == 8
