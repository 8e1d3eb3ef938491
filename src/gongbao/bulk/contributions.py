"""A whole city's month of contributions: from a table of insured people to charge files, by the room's one rule.

The table (Parquet) has a row a person: `person`, `firm`, and the facts of ``social_insurance_collection/employee``.
What comes out is one file of charge lines for each insurance, the firms' charges, the people that could not be
settled, and a manifest with counts, totals and digests, so that whoever takes the files over can prove them.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import polars as pl
from cryptography.hazmat.primitives import hashes

from gongbao.kernel.calendar.month import first_day
from gongbao.kernel.rules.compile_polars import determine_frame, type_of
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.policies.social_insurance_collection.rules import EMPLOYEE, EMPLOYEE_PARTS, INSURANCES

KEYS = ("person", "firm")


def assess_city(source: Path, folder: Path, month: int) -> dict[str, Any]:
    """Assess everybody in `source` for `month` (year × 12 + month − 1) and write the files; returns the manifest.

    Refuses a table without the two keys. People whose month is open (a fact is missing, or a person must
    decide) are written to ``open.parquet`` and charged nothing.
    """
    table = pl.scan_parquet(source)
    have = table.collect_schema()
    missing = [name for name in KEYS if name not in have.names()]
    if missing:
        raise Refusal(
            Text(f"表里缺少列 {missing[0]}", f"the table has no column {missing[0]}"), where=source.name
        )
    facts = [f for f in EMPLOYEE.facts if f.name in have.names()]
    typed = table.select(
        *KEYS,
        *(
            pl.col(f.name) if isinstance(have[f.name], pl.Enum) else pl.col(f.name).cast(type_of(f))
            for f in facts
        ),
    )
    ruling = EMPLOYEE.at(first_day(month))
    told = determine_frame(ruling, typed, waits=False, values=True).collect(engine="in-memory")
    good = told["verdict"].fill_null(False) & told["amount_fen"].is_not_null()
    folder.mkdir(parents=True, exist_ok=True)
    settled = told if good.all() else told.filter(good)
    with ThreadPoolExecutor(2) as pool:
        written = list(pool.map(lambda item: _lines(settled, folder, item), INSURANCES))
    charges = settled.group_by("firm").agg(
        pl.len().alias("persons"),
        *(pl.col(name).sum() for name in EMPLOYEE_PARTS),
        pl.col("amount_fen").sum(),
    )
    firms = folder / "firms.parquet"
    charges.sort("firm").write_parquet(firms, compression="lz4")
    told.filter(~good).select(*KEYS).write_parquet(folder / "open.parquet")
    manifest = {
        "month": month,
        "persons": settled.height,
        "open": told.height - settled.height,
        "lines": sum(each["lines"] for each in written),
        "total_fen": sum(each["total_fen"] for each in written),
        "files": [*written, _proof(firms, charges.height, int(charges["amount_fen"].sum()))],
    }
    (folder / "manifest.json").write_text(
        json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    return manifest


def _lines(settled: pl.DataFrame, folder: Path, item: str) -> dict[str, Any]:
    """Write one insurance's charge lines and say what is in the file."""
    employee = f"{item}_employee"
    own = pl.col(employee) if employee in settled.columns else pl.lit(0, dtype=pl.Int64)
    lines = settled.select(
        *KEYS,
        pl.col(f"base_{item}").alias("base"),
        pl.col(f"{item}_employer").alias("employer"),
        own.alias("employee"),
        (pl.col(f"{item}_employer") + own).alias("amount"),
    )
    path = folder / f"{item}.parquet"
    lines.write_parquet(path, compression="lz4", statistics=False)
    return _proof(path, lines.height, int(lines["amount"].sum()))


def _proof(path: Path, lines: int, total: int) -> dict[str, Any]:
    digest = hashes.Hash(hashes.SM3())
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return {"name": path.name, "lines": lines, "total_fen": total, "sm3": digest.finalize().hex()}
