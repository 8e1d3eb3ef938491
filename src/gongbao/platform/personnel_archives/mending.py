"""Parked input taken up again: each kind in its own way; what is mended is settled in the same step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from gongbao.kernel.forms import Field, Form
from gongbao.kernel.forms.fields import fold_answer
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import note
from gongbao.platform.db.services import Tx
from gongbao.platform.parties import services as parties
from gongbao.platform.personnel_archives import (
    asking,
    batches,
    importing,
    matters,
    outside,
    parking,
    scanning,
)
from gongbao.platform.personnel_archives.models import Parked
from gongbao.platform.personnel_archives.words import LOAN, OUTSIDE, REQUEST
from gongbao.policies.personnel_archives.forms import CLOSING_FIRM, IMPORTS

PAGES = Field(
    name="expected", kind="integer", label=Text("实体应有页数（更正）", "Pages of the paper, corrected"), required=False,
    minimum=1, maximum=5000, help=Text("补扫的不用填", "Leave it out where you scan what is missing"),
)  # fmt: skip


def form_of(row: Parked, held: Mapping[str, Any]) -> Form:
    """What is asked to mend a parked row, by its kind; scans are mended with a file beside."""
    fields: tuple[Field, ...] = ()
    if row.kind == "row":
        fields = CLOSING_FIRM
    elif row.kind == "import":
        fields = IMPORTS[str(held["register"])]
    elif row.kind == "pages":
        fields = (PAGES,)
    return Form(
        id=f"personnel_archives.mend.{row.kind}",
        version="1",
        title=Text("改正后继续", "Mend and go on"),
        fields=fields,
        clause=row.clause,
    )


def typed(asked: Form, held: Mapping[str, Any]) -> dict[str, Any]:
    """What came, as the form's fields take it: a sheet names answers by their labels."""
    found = dict(held)
    for each in asked.fields:
        if each.options and (told := held.get(each.name)):
            found[each.name] = each.answers.get(fold_answer(str(told)), told)
    return found


def mend(
    tx: Tx, row: Parked, values: Mapping[str, Any], *, scans: Sequence[tuple[str, scanning.Scan]], on: date
) -> dict[str, Any]:
    """Take a parked row up again with what was mended; refuses as the first time, and then it stays parked."""
    held = parking.raw(row.pk)
    note(f"archives.parked {row.kind} mended")
    done: dict[str, Any] = {}
    match row.kind:
        case "row":
            firm = str(held.get("firm") or held.get("former_keeper") or (row.batch.name if row.batch else ""))
            batches.take_row(tx, dict(values), office=row.office, firm=firm, on=on)
        case "import":
            register = str(held["register"])
            mark = parties.person_fingerprint(str(values["identity_number"]))
            as_of, source = tx.now.date(), f"{OUTSIDE[register].zh}（改正）"
            outside.record(
                tx,
                register,
                [(mark, importing.said(dict(values)))],
                as_of=as_of,
                source=source,
                office=row.office,
            )
        case "scan" | "pages":
            done = _rescanned(tx, row, UUID(held["archive"]), values, [scan for _, scan in scans])
        case _:
            done = send_again(tx, held)
    if not done.get("settled"):
        parking.settle(tx, row.pk, why="改正后继续")
    return done


def send_again(tx: Tx, held: Mapping[str, Any]) -> dict[str, Any]:
    """Send a parked request in for the acting party, as it was written."""
    asked = dict(held["values"])
    number = str(held.get("identity_number") or "")
    if not number:
        return matters.send(tx, str(held["procedure"]), str(held["office"]), asked)
    kinds = asking.READERS if held["procedure"] == LOAN else asking.ASKERS
    archive = asking.held_for(tx, number, kinds)
    procedure = LOAN if held["procedure"] == LOAN else REQUEST
    return matters.send(tx, procedure, archive.office, asked, archive.id)


def for_whom(held: Mapping[str, Any]) -> UUID | None:
    """The party a parked request was written for."""
    return UUID(str(held["for"])) if held.get("for") else None


def _rescanned(
    tx: Tx, row: Parked, archive: UUID, values: Mapping[str, Any], scans: Sequence[scanning.Scan]
) -> dict[str, Any]:
    expected = values.get("expected")
    if not scans and expected is None:
        raise Refusal(
            Text("没有选扫描件，也没有更正页数", "Neither a scan nor a corrected count was given"),
            where="scan",
            mend=Text("请补扫，或更正实体应有页数", "Scan what is missing, or correct the count"),
            clause="rencai-2020-24/1.s3",
        )
    if scans:
        scanning.attach(tx, archive, scans)
    if expected is not None:
        scanning.correct_pages(tx, archive, int(expected))
    row.refresh_from_db()
    return {"settled": row.settled_at is not None}
