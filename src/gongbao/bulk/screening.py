"""Several questions of one table in one pass: a verdict column for each, true, false or unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from gongbao.kernel.rules.compile_polars import type_of, verdict_frame
from gongbao.kernel.rules.question import Question


def screen(questions: Sequence[Question], frame: pl.LazyFrame, on: date) -> pl.LazyFrame:
    """One column for each question, named after it, for every row of `frame`; the facts are left out.

    Facts that a question reads and the table lacks are unknown. Columns are typed as for `determine_frame`.
    """
    known = set(frame.collect_schema().names())
    lacking = {fact.name: fact for each in questions for fact in each.facts if fact.name not in known}
    if lacking:
        frame = frame.with_columns(
            pl.lit(None, dtype=type_of(fact)).alias(name) for name, fact in lacking.items()
        )
    rulings = {
        each.id.partition("/")[2]: replace(each, amount=None, values={}, _rulings={}).at(on)
        for each in questions
    }
    return verdict_frame(rulings, frame)
