"""Many applicants changed in one statement: an examination has a hundred thousand of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from psycopg import sql

from gongbao.platform.db.context import raw_cursor

BATCH = 20_000


def set_many(columns: Mapping[str, str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Set columns (name to SQL type) of applicants from rows of key and values, in the open transaction."""
    names = [sql.Identifier(name) for name in columns]
    statement = sql.SQL(
        "UPDATE rural_applicant AS a SET {sets} FROM unnest(%s::uuid[], {arrays}) AS v(id, {names}) WHERE a.id = v.id"
    ).format(
        sets=sql.SQL(", ").join(sql.SQL("{0} = v.{0}").format(name) for name in names),
        arrays=sql.SQL(", ").join(sql.SQL("%s::{}[]").format(sql.SQL(kind)) for kind in columns.values()),
        names=sql.SQL(", ").join(names),
    )
    for first in range(0, len(rows), BATCH):
        part = rows[first : first + BATCH]
        raw_cursor().execute(statement, [list(column) for column in zip(*part, strict=True)])
