"""Other registers: household, insurance, unemployment, benefit, retirement, deaths. Here local imports answer.

`Exchange` is what a link to the real registers would implement; `Imported` works on rows loaded from files
and says so on screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.personnel_archives.models import Outside
from gongbao.platform.personnel_archives.words import OUTSIDE


class Exchange(Protocol):
    """A link to other bodies' registers."""

    local: bool

    def says(self, person_hash: str, register: str) -> Mapping[str, Any] | None:
        """What a register says of a person; None where it says nothing."""

    def among(self, marks: Sequence[str], register: str) -> set[str]:
        """Those of many people of whom a register says something."""


class Imported:
    """Answers from rows imported into this installation."""

    local = True

    def says(self, person_hash: str, register: str) -> Mapping[str, Any] | None:
        """The newest imported row."""
        with opened(f"register {register}"):
            row = (
                Outside.objects.filter(person_hash=person_hash, register=register)
                .order_by("-as_of", "-id")
                .first()
            )
        return row.says if row and not row.says.get("withdrawn") else None

    def among(self, marks: Sequence[str], register: str) -> set[str]:
        """The newest imported row of each, in one query."""
        with opened(f"register {register}"):
            rows = Outside.objects.filter(person_hash__among=frozenset(marks), register=register)
            newest = dict(rows.order_by("as_of", "id").values_list("person_hash", "says"))
        return {mark for mark, said in newest.items() if not said.get("withdrawn")}


_exchange: list[Exchange] = [Imported()]


def connect(exchange: Exchange) -> None:
    """Use another link to the registers."""
    _exchange[:] = [exchange]


def says(person_hash: str, register: str) -> Mapping[str, Any] | None:
    """What a register says of a person, None where nothing."""
    return _exchange[0].says(person_hash, register)


def among(marks: Iterable[str], register: str) -> set[str]:
    """Those of many people of whom a register says something."""
    return _exchange[0].among(list(marks), register)


def facts_of(person_hash: str, office: str) -> dict[str, Any]:
    """The facts the registers know of a person, named as in the room; what none says is left out."""
    known: dict[str, Any] = {}
    if (house := says(person_hash, "household")) is not None:
        known["local_household"] = bool(house.get("office"))
        known["centre_of_household"] = house.get("office") == office
        known["household_in_development_area"] = house.get("office") == "bda"
    if (work := says(person_hash, "insurance")) is not None:
        known["former_employer"] = work.get("employer", "none")
        known["relation_ended"] = bool(work.get("ended"))
        known["has_employer"] = not work.get("ended") and work.get("employer", "none") != "none"
    if (spell := says(person_hash, "unemployed")) is not None:
        known["unemployed"] = bool(spell.get("registered"))
    if says(person_hash, "benefit") is not None:
        known["unemployed"] = True
    settled = says(person_hash, "settlement")
    known["settlement"] = settled.get("way", "other") if settled else "none"
    if settled:
        known["points_qualified"] = bool(settled.get("qualified"))
        known["approved_to_settle"] = bool(settled.get("approved"))
    return known


def record(
    tx: Tx,
    register: str,
    rows: Sequence[tuple[str, Mapping[str, Any]]],
    *,
    as_of: date,
    source: str,
    office: str,
) -> int:
    """Import what a register says of people (fingerprint, answer); refuses an unknown register."""
    if register not in OUTSIDE:
        raise Refusal(
            Text(f"没有“{register}”登记", f"There is no register {register}"),
            where=register,
            mend=Text("请从列表中选", "Choose one of the list"),
            clause="rencai-2020-24/7.s3",
        )
    Outside.objects.bulk_create(
        Outside(
            office=office, person_hash=mark, register=register, says=dict(says_), as_of=as_of, source=source
        )
        for mark, says_ in rows
    )
    tx.audit("archives.imported", register=register, rows=len(rows), source=source)
    return len(rows)
