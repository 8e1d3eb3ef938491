"""Custody: every hand-over of the paper by barcode, chained by hash, so that a broken link has a name."""

from __future__ import annotations

from datetime import UTC
from typing import NamedTuple
from uuid import UUID

from gongbao.kernel.logchain import canonical, sm3
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.casework.orders import moved
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.personnel_archives.models import Archive, Custody, Seal
from gongbao.platform.personnel_archives.words import DOCUMENT

START = "0" * 64


class Broken(NamedTuple):
    """A link at which the chain breaks: its place, and why."""

    sequence: int
    why: Text


def hand_over(
    tx: Tx,
    archive: UUID,
    *,
    scanned: str,
    giver: str,
    taker: str,
    pages: int,
    carrier: str = "",
    seal: str = "",
    paper: str = "here",
) -> int:
    """Record that the paper went from `giver` to `taker`; returns the link's number.

    The scanned barcode must be the archive's. A giver who is not the last taker is recorded, not refused:
    the chain then names the gap.
    """
    row = Archive.objects.select_for_update().get(pk=archive)
    if scanned != row.barcode:
        raise Refusal(
            Text(f"扫到的条码 {scanned} 不是这份档案的", f"The barcode {scanned} is another archive's"),
            where="barcode",
            mend=Text(f"应为 {row.barcode}；请核对实物", f"It should be {row.barcode}: look at the parcel"),
            clause=DOCUMENT + "8.z.s2",
        )
    last = next(reversed(chain(archive)), None)
    link = Custody(
        office=row.office,
        party=row.party,
        archive=row,
        sequence=last.sequence + 1 if last else 1,
        at=tx.now,
        scanned=scanned,
        giver=giver,
        taker=taker,
        carrier=carrier,
        seal=seal,
        pages=pages,
        by=tx.actor.identity,
    )
    link.hash = _hash(link, last.hash if last else START)
    link.save(force_insert=True)
    if row.paper == "expected" and paper == "here":
        moved(tx, "archive_transfer", row.number)
    row.paper = paper
    row.save(update_fields=["paper"])
    tx.audit("archives.custody", archive=str(archive), sequence=link.sequence, hash=link.hash)
    return link.sequence


def chain(archive: UUID) -> list[Custody]:
    """The hand-overs of an archive, first to last, from the centres before too; the caller may see the archive."""
    with opened("custody of an archive"):
        keys, before = (
            [archive],
            Archive.objects.filter(pk=archive).values_list("came_from", flat=True).first(),
        )
        while before:
            keys.append(before)
            before = Archive.objects.filter(pk=before).values_list("came_from", flat=True).first()
        return list(Custody.objects.filter(archive__in=keys).order_by("sequence"))


def broken(archive: UUID) -> list[Broken]:
    """Every link that does not join the one before: order, hash, hands, pages."""
    found: list[Broken] = []
    links = chain(archive)
    last: Custody | None = None
    for place, link in enumerate(links, 1):
        n = link.sequence
        if n != place:
            found.append(Broken(n, Text(f"第{place}次交接的记录不见了", f"Hand-over {place} is gone")))
            return found
        if link.hash != _hash(link, last.hash if last else START):
            found.append(Broken(n, Text(f"第{n}次交接的记录被改动", f"Hand-over {n} was altered")))
        if last and link.giver != last.taker:
            found.append(
                Broken(
                    n,
                    Text(
                        f"第{n}次交接：移交人是“{link.giver}”，但上一次接收的是“{last.taker}”",
                        f"Hand-over {n}: given by “{link.giver}”, but “{last.taker}” took it before",
                    ),
                )
            )
        if last and link.pages != last.pages:
            found.append(
                Broken(
                    n,
                    Text(
                        f"第{n}次交接：{link.pages}页，上一次是{last.pages}页",
                        f"Hand-over {n}: {link.pages} pages, {last.pages} before",
                    ),
                )
            )
        last = link
    return found


def put_seal(tx: Tx, archive: UUID, number: str, case: UUID | None = None) -> UUID:
    """Record a numbered seal; a number is used once."""
    row = Archive.objects.get(pk=archive)
    tx.lock(f"archives/seal/{number.strip()}")
    with opened("a seal used before"):
        used = Seal.objects.filter(number=number.strip()).exists()
    if used or not number.strip():
        raise Refusal(
            Text(f"封签号“{number}”为空或已经用过", f"The seal number “{number}” is empty or used"),
            where="封签号",
            mend=Text("每张封签的号码只用一次", "Each seal's number is used once"),
            clause=DOCUMENT + "6.s3",
        )
    seal = Seal.objects.create(
        office=row.office, party=row.party, number=number.strip(), archive=row, case=case, put_on=tx.now,
        put_by=tx.actor.identity,
    )  # fmt: skip
    tx.audit("archives.sealed", archive=str(archive), seal=seal.number)
    return seal.id


def break_seal(tx: Tx, number: str, why: str, archive: UUID | None = None) -> None:
    """Record that a seal (of this archive, where one is named) was opened, by whom and why."""
    rows = Seal.objects.filter(number=number.strip(), broken_at=None)
    if archive is not None:
        rows = rows.filter(archive=archive)
    if not why.strip() or not rows.update(
        broken_at=tx.now, broken_by=tx.actor.identity[:80], broken_why=why[:120]
    ):
        raise Refusal(
            Text("没有这张未拆的封签，或没写原因", "No such unbroken seal, or no reason given"),
            where="seal",
            mend=Text("请核对封签号并写明原因", "Compare the number and give the reason"),
            clause=DOCUMENT + "8.z.s2",
        )
    tx.audit("archives.seal_broken", seal=number)


def _hash(link: Custody, before: str) -> str:
    said = [
        before, str(link.archive_id), link.sequence, link.at.astimezone(UTC).isoformat(), link.scanned, link.giver, link.taker,
        link.carrier, link.seal, link.pages, link.by,
    ]  # fmt: skip
    return sm3(canonical(said).encode()).hex()
