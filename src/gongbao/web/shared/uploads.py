"""Sheets that come with a form: the good rows, and every fault told with its place."""

from __future__ import annotations

from typing import Any

from gongbao.kernel.forms import Field, columns
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.excel import services as excel
from gongbao.web.shared.refusals import tried

MOST_SHOWN = 50
"""Faults told of one sheet; who mends these meets the next."""


def read_rows(
    data: bytes, fields: tuple[Field, ...], where: str = "file"
) -> tuple[list[dict[str, Any]] | None, list[Refusal]]:
    """The good rows of a sheet under the headings of `fields`, None where it is no such sheet; and its faults."""
    table, problems = tried(lambda: excel.read_table(data, columns(fields)))
    if table is None:
        return None, problems
    told = [
        Refusal(
            Text(f"{p.where('zh')}：{p.what.zh}", f"{p.where('en')}: {p.what.en}"),
            where=where,
            mend=p.mend,
            clause=p.clause,
        )
        for p in table.problems[:MOST_SHOWN]
    ]
    return [row.values for row in table.rows], told
