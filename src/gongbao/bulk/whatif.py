"""What-if: the same cases under changed parameters, compared with the law as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from gongbao.bulk import tables
from gongbao.bulk.reports import Comparison
from gongbao.bulk.running import determine
from gongbao.kernel.rules.question import Question


def whatif(
    question: Question,
    source: Path,
    changes: Mapping[str, str],
    *,
    on: date,
    readings: Mapping[str, str] | None = None,
) -> Comparison:
    """Outcomes and sums before and after; values are written as in parameters.yaml (money in yuan).

    Raises `Refusal` for an unknown parameter or a value of another kind.
    """
    frame = tables.read(source, question.facts).frame
    before = determine(question.at(on, readings), frame, "polars")
    book = question.book.overridden(dict(changes))
    after = determine(question.at(on, readings, book=book), frame, "polars")
    paid = [name for name in ("granted_fen", "amount_fen") if name in before.columns][:1]
    different = [before[name].ne_missing(after[name]) for name in ("outcome", *paid)]
    changed = different[0] if len(different) == 1 else different[0] | different[1]
    return Comparison(
        question.id,
        on.isoformat(),
        dict(changes),
        _totals(before, paid),
        _totals(after, paid),
        int(changed.sum()),
    )


def _totals(frame: pl.DataFrame, paid: Sequence[str]) -> dict[str, Any]:
    counted = dict(frame["outcome"].value_counts().iter_rows())
    sums = {name: int(frame[name].sum() or 0) for name in paid}
    return {"outcomes": {str(name): int(count) for name, count in sorted(counted.items())}, **sums}
