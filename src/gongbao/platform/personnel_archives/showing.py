"""Images are shown page by page: redactions blackened into the picture, a watermark with the reader, each look logged."""

from __future__ import annotations

import json
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import typst

from gongbao.evidence.pdf import fonts
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import note, note_refused
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import SYSTEM, Actor, Tx, new_key, read, write
from gongbao.platform.files import services as files
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.parties.services import opened
from gongbao.platform.personnel_archives.models import Access, Archive, Look, Page, Redaction
from gongbao.platform.personnel_archives.scanning import THUMBNAILS
from gongbao.platform.personnel_archives.words import DOCUMENT

PAGE = """#let d = json(bytes(sys.inputs.data))
#set page(width: d.width * 1pt, height: auto, margin: 0pt)
#let picture = if d.kind == "pdf" { image("page", format: "pdf", page: d.page, width: 100%) } else { image("page", format: d.kind, width: 100%) }
#layout(size => context {
  let m = measure(block(width: size.width, picture))
  block(width: size.width, height: m.height, clip: true, {
    picture
    for r in d.black { place(top + left, dx: size.width * r.at(0) / 1000, dy: m.height * r.at(1) / 1000, rect(width: size.width * r.at(2) / 1000, height: m.height * r.at(3) / 1000, fill: black)) }
    if d.mark != "" { for n in range(3) { place(top + left, dx: size.width * 8%, dy: m.height * (15% + n * 30%), rotate(-24deg, text(font: d.font, size: size.width / 28, fill: rgb(90, 90, 90, 90), d.mark))) } }
  })
})
"""
FORMATS = {"pdf": "pdf", "jpeg": "jpg", "png": "png"}
_turn = threading.Lock()


class Shown(NamedTuple):
    """A page ready to be shown, and the mark on it."""

    content: bytes
    watermark: str


def show(actor: Actor, page: UUID, *, purpose: str, case: UUID | None = None) -> Shown:
    """One page as PNG with its watermark; the look is logged before the page leaves.

    Open to officers of the archive's centre and to borrowers whose leave has not ended. Refuses others,
    a look without a purpose, and logs the refusal.
    """
    if not purpose.strip():
        raise Refusal(
            Text("没有写查阅用途", "No purpose is stated"),
            mend=Text("请写明用途", "State it"),
            clause=DOCUMENT + "8.z.s2",
        )
    archive, row, black = _reached(actor, page, purpose)
    when = _now(actor, purpose)
    mark = f"{actor.name or actor.identity[:8]} {when:%Y-%m-%d %H:%M} {archive.number}"

    def log(tx: Tx) -> None:
        with opened("look at an image"):
            Look.objects.create(
                id=new_key(), office=archive.office, party=archive.party, archive=archive.id, page=row.id, case=case,
                viewer=actor.identity, purpose=purpose[:200], watermark=mark[:80], at=tx.now,
            )  # fmt: skip
        note("archives.look", subject=archive.person_hash, case=case)
        tx.audit("archives.look", archive=str(archive.id), page=str(row.id))

    write(log, actor=actor, key=f"look-{new_key()}", name="look at an archive")
    return Shown(draw(row, black, mark, 1000), mark)


def draw(row: Page, black: list[tuple[int, int, int, int]], mark: str, width: int) -> bytes:
    """A page as PNG, `width` pixels wide, with rectangles (in thousandths) and a mark drawn into it."""
    kept = files.open_file(SYSTEM, row.file) if _outside() else _open_inside(row)
    data = {
        "kind": FORMATS[row.kind], "page": row.page_in_file, "width": width, "black": black, "mark": mark,
        "font": list(fonts.families(fonts.folders())[1]),
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder, _turn:
        Path(folder, "page").write_bytes(kept.data)
        Path(folder, "page.typ").write_text(PAGE, encoding="utf-8")
        content = typst.compile(
            str(Path(folder, "page.typ")),
            root=folder,
            font_paths=fonts.load(fonts.folders()),
            ignore_system_fonts=True,
            format="png",
            ppi=72.0,
            sys_inputs={"data": json.dumps(data)},
        )
    assert isinstance(content, bytes)
    return content


def redact(tx: Tx, page: UUID, area: tuple[int, int, int, int], why: str) -> UUID:
    """Blacken a rectangle (left, top, width, height in thousandths) for every reader; the image stays whole."""
    left, top, width, height = area
    if min(area) < 0 or not (width and height) or left + width > 1000 or top + height > 1000 or not why:
        raise Refusal(
            Text("遮盖范围不在页面内，或没写原因", "The area lies outside the page, or no reason is given"),
            mend=Text("范围以千分之几计", "Areas are in thousandths"),
        )
    row = Page.objects.get(pk=page)
    made = Redaction.objects.create(
        office=row.office,
        party=row.party,
        page=row,
        left=left,
        top=top,
        width=width,
        height=height,
        why=why[:120],
    )
    tx.audit("archives.redacted", page=str(page), redaction=str(made.id))
    return made.id


def lift(tx: Tx, redaction: UUID) -> None:
    """Lift a redaction; what was hidden when stays in the record."""
    Redaction.objects.filter(pk=redaction, lifted_at=None).update(lifted_at=tx.now)
    tx.audit("archives.redaction_lifted", redaction=str(redaction))


@handles(THUMBNAILS)
def thumbnails(tx: Tx, job: Job) -> None:
    """Make the missing thumbnails of an archive, in the background, redactions and all."""
    for page in Page.objects.filter(archive=job.payload["archive"], thumbnail=None).order_by("order")[:200]:
        page.thumbnail = draw(page, _black(page), "", 120)
        page.save(update_fields=["thumbnail"])


def looks(archive: UUID) -> list[Look]:
    """Who looked at an archive, newest first."""
    return list(Look.objects.filter(archive=archive).order_by("-at"))


def may_look(actor: Actor, archive: Archive, on: object) -> str:
    """Why `actor` may not look at the image, "" when they may."""
    if actor.kind == "system" or (
        actor.kind == "officer" and actor.roles and (actor.is_city or actor.office == archive.office)
    ):
        return ""
    if actor.kind == "party" and actor.party:
        leave = Access.objects.filter(archive=archive.id, party=actor.party).order_by("-until").first()
        if leave is None:
            return "no leave to look"
        return "" if leave.until >= on else "the leave has ended"  # type: ignore[operator]
    return "not entitled"


def _reached(actor: Actor, page: UUID, purpose: str) -> tuple[Archive, Page, list[tuple[int, int, int, int]]]:
    when = _now(actor, purpose).date()
    with read(actor, purpose=purpose), opened("look at an image"):
        row = Page.objects.select_related("archive").filter(pk=page).first()
        why = may_look(actor, row.archive, when) if row else "no such page"
        black = _black(row) if row else []
    if row is None or why:
        note_refused(
            actor, purpose, f"archive image {page}: {why}", subject=row.archive.person_hash if row else ""
        )
        raise Refusal(
            Text("不能查看这一页", "This page cannot be seen"),
            mend=Text("请先提交借阅申请，写明事项和用途", "Ask for it first, with matter and purpose"),
            clause=DOCUMENT + "8.s2",
        )
    return row.archive, row, black


def _black(page: Page) -> list[tuple[int, int, int, int]]:
    rows = Redaction.objects.filter(page=page, lifted_at=None)
    return [(r.left, r.top, r.width, r.height) for r in rows]


def _now(actor: Actor, purpose: str):  # type: ignore[no-untyped-def]
    with read(actor, purpose=purpose) as reading:
        return reading.now.astimezone(ZONE)


def _outside() -> bool:
    from gongbao.platform.db.services import current

    return current() is None


def _open_inside(row: Page) -> files.Opened:
    from gongbao.platform.db.services import required

    return files.open_file(required().actor, row.file)


def pages_for(actor: Actor, archive: UUID, purpose: str) -> list[tuple[UUID, int]]:
    """The pages of an image in order, for who may look at it; refuses and logs others."""
    day = _now(actor, purpose).date()
    with read(actor, purpose=purpose), opened("pages of an image"):
        row = Archive.objects.filter(pk=archive).first()
        why = may_look(actor, row, day) if row else "no such archive"
        pages = (
            list(Page.objects.filter(archive=archive).order_by("order").values_list("id", "order"))
            if not why
            else []
        )
    if row is None or why:
        note_refused(
            actor, purpose, f"archive image {archive}: {why}", subject=row.person_hash if row else ""
        )
        raise Refusal(
            Text("不能阅览这份档案的影像", "This image cannot be read"),
            mend=Text("请先提交借阅申请，写明事项和用途", "Ask for it first, with matter and purpose"),
            clause=DOCUMENT + "8.s2",
        )
    return pages
