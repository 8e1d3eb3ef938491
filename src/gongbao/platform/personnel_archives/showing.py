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
from gongbao.platform.personnel_archives.registering import keeps
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
AT_A_TIME = 50
FORMATS = {"pdf": "pdf", "jpeg": "jpg", "png": "png"}
_turn = threading.Lock()


class Shown(NamedTuple):
    """A page ready to be shown, and the mark on it."""

    content: bytes
    watermark: str


def show(actor: Actor, page: UUID, *, purpose: str, case: UUID | None = None) -> Shown:
    """One page as PNG with its watermark; the look is logged before the page leaves.

    Open to officers of the archive's centre and to borrowers whose leave has not ended; the borrower's case is
    logged with it. Refuses others, a look without a purpose, and logs the refusal.
    """
    if not purpose.strip():
        raise Refusal(
            Text("没有写查阅用途", "No purpose is stated"),
            mend=Text("请写明用途", "State it"),
            clause=DOCUMENT + "8.z.s2",
        )
    archive, row, black, leave = _reached(actor, page, purpose)
    case = case or leave
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

    content = draw(row, black, mark, 1000)
    write(log, actor=actor, key=f"look-{new_key()}", name="look at an archive")
    return Shown(content, mark)


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
        try:
            content = typst.compile(
                str(Path(folder, "page.typ")),
                root=folder,
                font_paths=fonts.load(fonts.folders()),
                ignore_system_fonts=True,
                format="png",
                ppi=72.0,
                sys_inputs={"data": json.dumps(data)},
            )
        except typst.TypstError as fault:
            raise Refusal(
                Text(f"第{row.order}页的影像画不出来", f"The image of page {row.order} cannot be drawn"),
                mend=Text("请重新扫描这一页", "Scan this page again"),
                clause=DOCUMENT + "1.s3",
            ) from fault
    assert isinstance(content, bytes)
    return content


def redact(tx: Tx, page: UUID, area: tuple[int, int, int, int], why: str) -> UUID:
    """Blacken a rectangle (left, top, width, height in thousandths) for every reader; the image stays whole."""
    left, top, width, height = area
    if min(area) < 0 or not (width and height) or left + width > 1000 or top + height > 1000 or not why:
        raise Refusal(
            Text("遮盖范围不在页面内，或没写原因", "The area lies outside the page, or no reason is given"),
            mend=Text("范围以千分之几计", "Areas are in thousandths"),
            clause=DOCUMENT + "8.z.s2",
        )
    row = Page.objects.get(pk=page)
    _redraw(tx, row)
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
    row = Redaction.objects.select_related("page").filter(pk=redaction, lifted_at=None).first()
    if row is None:
        raise Refusal(
            Text("这处遮盖已经去除", "This redaction was lifted before"),
            mend=Text("请刷新", "Reload"),
            clause=DOCUMENT + "8.z.s2",
        )
    row.lifted_at = tx.now
    row.save(update_fields=["lifted_at"])
    _redraw(tx, row.page)
    tx.audit("archives.redaction_lifted", redaction=str(redaction))


def redactions(archive: UUID) -> list[Redaction]:
    """The redactions in force on an archive's pages."""
    rows = Redaction.objects.filter(page__archive=archive, lifted_at=None).select_related("page")
    return list(rows.order_by("page__order", "id"))


def pages_of(archive: UUID) -> list[Page]:
    """The pages of an image in order, without their thumbnails."""
    return list(Page.objects.filter(archive=archive).defer("thumbnail").order_by("order"))


def thumbnail_of(page: UUID) -> bytes | None:
    """The small picture of a page, redactions and all; None while it is being made."""
    kept = Page.objects.filter(pk=page).values_list("thumbnail", flat=True).first()
    return bytes(kept) if kept else None


@handles(THUMBNAILS)
def thumbnails(tx: Tx, job: Job) -> None:
    """Make the missing thumbnails of an archive, some at a time, in the background, redactions and all.

    A page that cannot be drawn keeps an empty one: it is told when it is opened.
    """
    missing = Page.objects.filter(archive=job.payload["archive"], thumbnail=None).order_by("order")
    pages = list(missing[: AT_A_TIME + 1])
    for page in pages[:AT_A_TIME]:
        try:
            page.thumbnail = draw(page, _black(page), "", 120)
        except Refusal:
            page.thumbnail = b""
        page.save(update_fields=["thumbnail"])
    if len(pages) > AT_A_TIME:
        tx.enqueue(THUMBNAILS, {"archive": job.payload["archive"]})


def _redraw(tx: Tx, page: Page) -> None:
    """The thumbnail is made anew: what is blackened is never shown small."""
    Page.objects.filter(pk=page.pk).update(thumbnail=None)
    tx.enqueue(THUMBNAILS, {"archive": str(page.archive_id)})


def looks(archive: UUID) -> list[Look]:
    """Who looked at an archive, newest first."""
    return list(Look.objects.filter(archive=archive).order_by("-at"))


def leave_of(actor: Actor, archive: UUID) -> Access | None:
    """The borrower's leave for an image that lasts longest."""
    return Access.objects.filter(archive=archive, party=actor.party).order_by("-until").first()


def may_look(actor: Actor, archive: Archive, on: object) -> str:
    """Why `actor` may not look at the image, "" when they may."""
    if actor.kind == "system" or (keeps(actor) and (actor.is_city or actor.office == archive.office)):
        return ""
    if actor.kind == "party" and actor.party:
        leave = leave_of(actor, archive.id)
        if leave is None:
            return "no leave to look"
        return "" if leave.until >= on else "the leave has ended"  # type: ignore[operator]
    return "not entitled"


def _reached(
    actor: Actor, page: UUID, purpose: str
) -> tuple[Archive, Page, list[tuple[int, int, int, int]], UUID | None]:
    when = _now(actor, purpose).date()
    with read(actor, purpose=purpose), opened("look at an image"):
        row = Page.objects.select_related("archive").filter(pk=page).first()
        why = may_look(actor, row.archive, when) if row else "no such page"
        black = _black(row) if row else []
        leave = leave_of(actor, row.archive.id) if row and actor.kind == "party" else None
    if row is None or why:
        note_refused(
            actor, purpose, f"archive image {page}: {why}", subject=row.archive.person_hash if row else ""
        )
        raise Refusal(
            Text("不能查看这一页", "This page cannot be seen"),
            mend=Text("请先提交借阅申请，写明事项和用途", "Ask for it first, with matter and purpose"),
            clause=DOCUMENT + "8.s2",
        )
    return row.archive, row, black, leave.case if leave else None


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
