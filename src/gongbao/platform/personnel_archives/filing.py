"""Papers other rooms send for a person's archive: they wait at the centre that holds it until an officer has put them in."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import note
from gongbao.platform.cases.services import LETTERS
from gongbao.platform.casework.orders import Standing, moved
from gongbao.platform.db.services import Tx
from gongbao.platform.letters.services import next_number
from gongbao.platform.messages import services as messages
from gongbao.platform.parties import services as parties
from gongbao.platform.personnel_archives import asking, registering
from gongbao.platform.personnel_archives.models import Archive, Filing, Item
from gongbao.platform.personnel_archives.words import DOCUMENT

KIND = "archive_paper"
WAITS, FILED = Text("待归入档案", "to be put into the archive"), Text("已归入档案", "in the archive")


def place(
    tx: Tx, /, *, person: UUID, office: str, title: str, dated: date, ground: str, letter: UUID | None = None,
    class_number: int = 3, material: str = "appraisal",
) -> str:  # fmt: skip
    """Send a paper to the centre that holds or expects the person's archive, else to that of `office`; its number."""
    with parties.opened("a paper for an archive"):
        held = Archive.objects.filter(party=person).exclude(paper="sent").first()
        where = held.office if held else office
        number = f"{LETTERS[where]}CL{next_number(f'archives/filing/{where}'):09d}"
        row = Filing.objects.create(
            office=where, party=person, number=number, title=title[:120], class_number=class_number, material=material,
            dated=dated, letter=letter, clause=ground, at=tx.now,
        )  # fmt: skip
        name = parties.party(person).name
        text = Text(
            f"请把{name}的“{row.title}”归入人事档案（{number}）", f"{number}: put a paper into the archive"
        )
        messages.to_office(tx, where, text, key=f"{row.id}:filing")
    return number


def standing(number: str) -> Standing | None:
    """Whether a paper sent was put in, and when."""
    with parties.opened("a paper for an archive"):
        row = Filing.objects.filter(number=number).first()
    if row is None:
        return None
    done = row.filed_on is not None
    return Standing(number, FILED if done else WAITS, "done" if done else "open", row.filed_on)


def waiting(office: str) -> list[Filing]:
    """What waits to be put in at a centre ("" for all), oldest first; inside a reading."""
    rows = Filing.objects.filter(filed_on=None).order_by("at", "id")
    return list((rows.filter(office=office) if office else rows)[:500])


def papers_at(office: str) -> tuple[list[Filing], dict[UUID | None, UUID]]:
    """What waits at a centre, and the archives of those people; inside a reading."""
    rows = waiting(office)
    held = Archive.objects.filter(party__in={row.party for row in rows}).exclude(paper="sent")
    return rows, dict(held.values_list("party", "id"))


def waiting_for(archive: Archive) -> list[Filing]:
    """What waits to be put into one archive; inside a reading."""
    rows = Filing.objects.filter(office=archive.office, party=archive.party, filed_on=None)
    return list(rows.order_by("at", "id")) if archive.party else []


def file(tx: Tx, archive: UUID, number: str, pages: int) -> None:
    """Put a paper into the archive it was sent for: counted, in the catalogue, told to whoever sent it."""
    held = Archive.objects.select_for_update().get(pk=archive)
    row = Filing.objects.select_for_update().filter(number=number.strip().upper(), party=held.party, office=held.office).first()  # fmt: skip
    if row is None or row.filed_on is not None:
        raise Refusal(
            Text("没有这份待归入的材料，或不是此人的", "No such paper waits, or it is somebody else's"), where="number",
            mend=Text("请照本页“待归入的材料”中的编号填写", "Copy the number from the list of this page"), clause=DOCUMENT + "1.s3",
        )  # fmt: skip
    if held.paper != "here":
        raise Refusal(
            Text("实体档案不在库，不能归入材料", "The archive is not in store"), where="number",
            mend=Text("到达或归还后再归入，材料保留在待办中", "Do it once it is here; the paper goes on waiting"), clause=DOCUMENT + "8.z.s2",
        )  # fmt: skip
    registering.catalogue(
        tx, archive, [registering.Entry(row.class_number, row.material, row.title, pages, row.dated)]
    )
    row.item = Item.objects.filter(archive=held).order_by("-place").first()
    row.filed_on = asking.today(tx)
    row.save(update_fields=["item", "filed_on"])
    note("archives.filing")
    tx.audit("archives.filed", archive=str(archive), number=row.number)
    moved(tx, KIND, row.number)
