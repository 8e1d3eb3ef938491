"""Scans come in: checked, hashed, put in order; unreadable ones and missing pages are parked with the reason."""

from __future__ import annotations

import io
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from django.db.models import F
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, new_key
from gongbao.platform.files import services as files
from gongbao.platform.personnel_archives import parking, tiff
from gongbao.platform.personnel_archives.models import Archive, Page, Parked
from gongbao.platform.personnel_archives.words import DOCUMENT

ACCEPT = ("pdf", "jpeg", "png")
THUMBNAILS = "archives.thumbnails"
WORKERS = 8


class Scan(NamedTuple):
    """A scan that was checked: the received files and how many pages each has; digests of what came."""

    name: str
    parts: tuple[tuple[files.Received, int], ...]
    sha256: str
    sm3: str

    @property
    def pages(self) -> int:
        """Pages in all."""
        return sum(count for _, count in self.parts)


class Unreadable(Refusal):
    """Why a scan could not be read, with its bytes, so that nothing is lost."""

    def __init__(self, why: Refusal, data: bytes) -> None:
        super().__init__(why.what, where=why.where, mend=why.mend, clause=why.clause)
        self.data = data


def check(data: bytes, name: str) -> Scan:
    """Check one scanned file and keep its bytes; call it before the command. Refuses what cannot be read."""
    if tiff.is_tiff(data):
        stem = name.rsplit(".", 1)[0]
        parts = tuple(
            (files.receive(page, f"{stem}-{n}.png", accept=ACCEPT), 1)
            for n, page in enumerate(tiff.pages(data), 1)
        )
        return Scan(name, parts, sha256(data).hexdigest(), sm3(data).hex())
    received = files.receive(data, name, accept=ACCEPT)
    count = _pdf_pages(data) if received.kind == "pdf" else 1
    return Scan(name, ((received, count),), received.sha256, received.sm3)


def check_many(scans: Sequence[tuple[str, bytes]]) -> list[Scan | Refusal]:
    """Check and keep many files at once, in their order; a file that cannot be read gives its refusal, no more.

    Hashing and flushing wait for the processor and the disk, not for each other.
    """

    def one(named: tuple[str, bytes]) -> Scan | Refusal:
        name, data = named
        try:
            return check(data, name)
        except Refusal as refusal:
            return Unreadable(refusal, data)

    with ThreadPoolExecutor(WORKERS) as team:
        return list(team.map(one, scans))


def check_named(scans: Sequence[tuple[str, bytes]]) -> list[tuple[str, Scan | Refusal]]:
    """As `check_many`, each with its name."""
    return list(zip([name for name, _ in scans], check_many(scans), strict=True))


def attach_many(tx: Tx, archive: UUID, named: Sequence[tuple[str, Scan | Refusal]]) -> int:
    """Attach what could be read and park the rest with its reason and bytes; returns the pages the image has."""
    row = Archive.objects.get(pk=archive)
    for name, found in named:
        if isinstance(found, Refusal):
            content = parking.keep_file(found.data) if isinstance(found, Unreadable) else ""
            held = {"archive": str(archive), "file": name, "content": content}
            parking.park(tx, row.office, f"{row.number} {name}", found, held, kind="scan")
    return attach(tx, archive, [found for _, found in named if isinstance(found, Scan)])


def attach(
    tx: Tx, archive: UUID, scans: Sequence[Scan], *, expected: int | None = None, after: int | None = None
) -> int:
    """Add scans to an archive's image, behind its last page or after page `after`; returns the pages it has.

    Where fewer or more pages came than `expected` (by default, than the paper counts), the pages are kept,
    the image counts as partial or differing, and the difference is parked with what to do.
    """
    row = Archive.objects.select_for_update().get(pk=archive)
    have = Page.objects.filter(archive=row).count()
    place = have if after is None else after
    fresh = sum(scan.pages for scan in scans)
    Page.objects.filter(archive=row, order__gt=place).update(order=F("order") + fresh)
    pages: list[Page] = []
    for scan in scans:
        for received, count in scan.parts:
            stored = UUID(files.store(tx, received, office=row.office, party=None))
            for n in range(1, count + 1):
                place += 1
                pages.append(
                    Page(
                        id=new_key(),
                        office=row.office,
                        party=row.party,
                        archive=row,
                        order=place,
                        file=stored,
                        kind=received.kind,
                        page_in_file=n,
                        sha256=received.sha256,
                        sm3=received.sm3,
                    )
                )
        tx.audit("archives.scanned", archive=str(archive), pages=scan.pages, sha256=scan.sha256, sm3=scan.sm3)
    Page.objects.bulk_create(pages)
    _note_state(tx, row, have + fresh, expected if expected is not None else row.pages)
    tx.enqueue(THUMBNAILS, {"archive": str(archive)})
    return have + fresh


def reorder(tx: Tx, archive: UUID, pages: Sequence[UUID]) -> None:
    """Put the pages into the order given; every page must stand in it once."""
    Archive.objects.select_for_update().get(pk=archive)  # as `attach` does: one order of locks
    have = {page.id: page for page in Page.objects.filter(archive=archive)}
    if len(pages) != len(have) or set(pages) != set(have):
        raise Refusal(
            Text("页序应包含每一页，且只出现一次", "The order names every page once"),
            mend=Text("请刷新后重排", "Reload"),
            clause=DOCUMENT + "8.z.s2",
        )
    for place, key in enumerate(pages, 1):
        have[key].order = place
    Page.objects.bulk_update(have.values(), ["order"])
    tx.audit("archives.reordered", archive=str(archive), pages=len(pages))


def correct_pages(tx: Tx, archive: UUID, pages: int) -> None:
    """Correct how many pages the paper has; the image's state and what was parked of it follow."""
    row = Archive.objects.select_for_update().get(pk=archive)
    row.pages = pages
    row.save(update_fields=["pages"])
    _note_state(tx, row, Page.objects.filter(archive=row).count(), pages)
    tx.audit("archives.pages_corrected", archive=str(archive), pages=pages)


def note_difference(tx: Tx, archive: UUID, why: str) -> None:
    """Record that image and paper differ; the paper prevails until it is scanned anew."""
    if not why.strip():
        raise Refusal(
            Text("没有写哪里不一致", "It is not said what differs"),
            where="why",
            mend=Text("请写明页码和差异", "Say which page and how"),
            clause=DOCUMENT + "8.z.s2",
        )
    Archive.objects.filter(pk=archive).update(digital="differs")
    tx.audit("archives.image_differs", archive=str(archive), why=why[:200])


def _note_state(tx: Tx, row: Archive, have: int, expected: int) -> None:
    row.digital = "none" if not have else "whole" if have == expected or not expected else "partial"
    if expected and have > expected:
        row.digital = "differs"
    row.save(update_fields=["digital"])
    place = f"{row.number} 影像"
    Parked.objects.filter(office=row.office, kind="pages", place=place, settled_at=None).update(
        settled_at=tx.now, settled_by=tx.actor.identity[:80], outcome="mended", why="扫描后重新计数"
    )
    if expected and have != expected:
        why = Refusal(
            Text(
                f"扫描{have}页，实体应有{expected}页", f"{have} pages were scanned, the paper has {expected}"
            ),
            mend=Text("请补扫缺页，或更正目录页数", "Scan what is missing, or correct the catalogue"),
            clause=DOCUMENT + "1.s3",
        )
        parking.park(
            tx,
            row.office,
            place,
            why,
            {"archive": str(row.id), "have": have, "expected": expected},
            kind="pages",
        )


def _pdf_pages(data: bytes) -> int:
    try:
        count = int(PdfFileReader(io.BytesIO(data), strict=False).root["/Pages"]["/Count"])
    except (PdfError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unreadable() from error
    if not 0 < count <= 5000:
        raise _unreadable()
    return count


def _unreadable() -> Refusal:
    return Refusal(
        Text("扫描件打不开，数不出页数", "The scan cannot be opened: its pages cannot be counted"),
        mend=Text("请重新扫描或另存后导入", "Scan or save it again"),
        clause=DOCUMENT + "1.s3",
    )
