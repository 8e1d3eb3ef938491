"""Register rows and files for tests."""

from __future__ import annotations

import csv
import io
from datetime import date

from tests.platform.parties.people import code, done, number

from gongbao.platform.db.services import SYSTEM, Actor
from gongbao.platform.parties.services import person_fingerprint
from gongbao.platform.registers import services as registers
from gongbao.platform.registers.services import Spell

YEAR = Spell(date(2020, 1, 1), date(2020, 12, 31))


def mark(sequence: int, **more: str) -> str:
    """A person's fingerprint."""
    return person_fingerprint(number(sequence, **more))


def month(text: str) -> int:
    year, part = text.split("-")
    return int(year) * 12 + int(part) - 1


def insured(
    sequence: int, when: str, *, firm: int = 1, paid: str | None = "next", **more
) -> dict[str, object]:
    """A row of insurance, paid on the 15th of the month itself unless told otherwise."""
    day = f"{when}-15" if paid == "next" else paid
    return {
        "person": number(sequence), "firm": code(firm), "month": when, "kinds": ["pension", "medical"],
        **({"paid_kinds": ["pension", "medical"], "paid_on": day} if day else {}), **more,
    }  # fmt: skip


def record(kind: str, *rows: dict[str, object], covers: Spell | None = YEAR, actor: Actor = SYSTEM, **more):
    """Rows put into a register, which then answers for the whole of 2020."""

    def command(tx):
        batch = registers.record_rows(tx, kind, rows, source="测试来源", covers=covers, **more)
        return {
            "added": batch.added,
            "changed": batch.changed,
            "unchanged": batch.unchanged,
            "withdrawn": batch.withdrawn,
        }

    return done(command, actor)


def take(
    kind: str,
    data: bytes,
    name: str = "rows.csv",
    *,
    covers: Spell | None = YEAR,
    actor: Actor = SYSTEM,
    **more,
):
    """A file put into a register."""

    def command(tx):
        more.setdefault("as_of", date(2020, 9, 1))
        batch = registers.import_file(tx, kind, data, name, source="测试来源", covers=covers, **more)
        counts = ("added", "changed", "unchanged", "withdrawn", "faulty")
        return {"key": batch.key, **{name: getattr(batch, name) for name in counts}}

    return done(command, actor)


def sheet(headings: list[str], *rows: list[object], encoding: str = "utf-8") -> bytes:
    """A CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([headings, *rows])
    return out.getvalue().encode(encoding)
