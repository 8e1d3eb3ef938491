"""OpenFisca-core on the same claims, in an interpreter of its own (it is never a part of Gongbao)."""

from __future__ import annotations

import json
import subprocess
import tempfile
from array import array
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from bench.claims import QUESTIONS
from bench.one_case import LIMITS
from gongbao.kernel.enterprise_size import TRADES

UNKNOWN_DAY = date(1970, 1, 1)


def measure(claims: dict[str, pl.DataFrame], python: str) -> dict[str, Any]:
    """Seconds for inputs, calculation and settling; what is unknown becomes OpenFisca's default."""
    with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as name:
        folder = Path(name)
        for scheme, frame in claims.items():
            _save(frame, scheme, folder)
        (folder / "limits.json").write_text(json.dumps(_tables(claims["expand"])))
        script = Path(__file__).with_name("openfisca_claims.py")
        done = subprocess.run([python, str(script), name], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"OpenFisca did not run: {done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _save(frame: pl.DataFrame, scheme: str, folder: Path) -> None:
    facts = {fact.name for fact in QUESTIONS[scheme].facts}
    for name, kind in frame.schema.items():
        if name not in facts | {"person", "firm", "number"}:
            continue
        column, code = frame[name], "q"
        match kind:
            case pl.Boolean:
                values, code = column.fill_null(False).cast(pl.Int8), "b"
            case pl.Date:
                values = column.fill_null(UNKNOWN_DAY).to_physical()
            case pl.Enum():
                values = column.to_physical().cast(pl.Int64).fill_null(len(kind.categories))
            case _ if name in ("firm_revenue", "firm_assets"):
                values, code = column.cast(pl.Float64).fill_null(0), "d"
            case _:
                values = column.fill_null(0)
        ending = "D" if kind == pl.Date else code
        with (folder / f"{scheme}.{name}.{ending}").open("wb") as file:
            array(code, values.to_list()).tofile(file)


def _tables(frame: pl.DataFrame) -> dict[str, Any]:
    sizes = frame.schema["firm_size"].categories.to_list()  # type: ignore[attr-defined]
    kinds = frame.schema["graduate_kind"].categories.to_list()  # type: ignore[attr-defined]
    graduates = ("university", "technician", "senior_worker", "preparatory_technician")
    return {
        "small": [sizes.index(size) for size in ("medium", "small", "micro")],
        "none": len(sizes),
        "graduates": [kinds.index(kind) for kind in graduates],
        "trades": {measure: [*(limits.get(t, -1) for t in TRADES), -1] for measure, limits in LIMITS.items()},
    }
