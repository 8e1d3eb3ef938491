"""Sealed archives between two centres: announced to the receiver, compared on arrival, taken over with their chain."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from gongbao.kernel import districts
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import note_refused
from gongbao.platform.cases.services import LETTERS, Case, act
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Actor, Tx, new_key
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.letters.services import next_number
from gongbao.platform.messages import services as messages
from gongbao.platform.parties.services import opened
from gongbao.platform.personnel_archives import custody, registering
from gongbao.platform.personnel_archives.models import Archive, Gram, Item, Page, Parcel, Redaction
from gongbao.platform.personnel_archives.words import DOCUMENT

RECEIPT = "archives.receipt"


def announce(tx: Tx, case: Case, archive: Archive, office: str, *, carrier: str, seal: str) -> None:
    """Tell the receiving centre that a sealed archive is on its way."""
    with opened("announce a parcel"):
        Parcel.objects.create(
            office=office, party=archive.party, case=case.key, archive=archive.id, sender=archive.office,
            number=archive.number, barcode=archive.barcode, name=archive.name, shown=archive.shown, carrier=carrier,
            seal=seal, pages=archive.pages, sent_on=tx.now.astimezone(ZONE).date(),
        )  # fmt: skip
    place = districts.office(archive.office).name
    text = Text(
        f"{place.zh}公服中心转来一份档案（{case.number}），请按封签核收",
        f"{place.en} sends an archive ({case.number}): compare the seal on arrival",
    )
    messages.to_office(tx, office, text, key=f"{case.key}:parcel")


def incoming(office: str) -> list[Parcel]:
    """What is on its way to a centre ("" for all), oldest first."""
    rows = Parcel.objects.filter(received_on=None).order_by("sent_on", "id")
    return list(rows.filter(office=office) if office else rows)


def reach_parcel(actor: Actor, key: UUID) -> Parcel | None:
    """A parcel on its way to the officer's own centre (any, for the city to see); None, and logged, for others."""
    row = Parcel.objects.filter(pk=key).first()
    if row is None or not (actor.is_city or row.office == actor.office):
        note_refused(actor, "archives", f"parcel {key}")
        return None
    return row


def receive(tx: Tx, key: UUID, *, barcode: str, seal: str, pages: int) -> str:
    """Compare a parcel with what was announced and take the archive over; returns its new key.

    A difference is kept and told to the sender, and nothing is taken over: the answer then is empty.
    """
    row = Parcel.objects.select_for_update().get(pk=key)
    if tx.actor.office != row.office:
        raise Refusal(
            Text("由接收的中心核收", "The receiving centre receives it"),
            mend=Text("请接收中心办理", "Ask that centre"),
            clause=DOCUMENT + "8.z.s2",
        )
    if row.received_on is not None:
        raise Refusal(
            Text("这份档案已经核收", "This archive was received before"),
            mend=Text("请在档案库中查找", "Find it in the register"),
            clause=DOCUMENT + "8.z.s2",
        )
    told = [row.barcode, row.seal, row.pages]
    found = [barcode.strip(), seal.strip(), pages]
    if told != found:
        names = ("条码", "封签", "页数")
        row.differs = "；".join(
            f"{n}应为{a}，实为{b}" for n, a, b in zip(names, told, found, strict=True) if a != b
        )[:240]
        row.save(update_fields=["differs"])
        text = Text(f"{row.number} 核收有差异：{row.differs}", f"{row.number} differs on arrival")
        messages.to_office(tx, row.sender, text, case=row.case, key=f"{row.id}:{tx.key}")
        tx.audit("archives.parcel_differs", parcel=str(key), differs=row.differs)
        return ""
    taken = _taken_over(tx, row)
    row.received_on, row.received_by, row.differs = tx.now.astimezone(ZONE).date(), tx.actor.identity[:80], ""
    row.save(update_fields=["received_on", "received_by", "differs"])
    tx.enqueue(
        RECEIPT, {"case": str(row.case), "seal": row.seal, "pages": row.pages}, key=f"receipt/{row.case}"
    )
    return str(taken)


@handles(RECEIPT)
def give_receipt(tx: Tx, job: Job) -> None:
    """The sender's case gets the receipt the receiving centre gave."""
    body = {"seal": job.payload["seal"], "pages": job.payload["pages"]}
    act(tx, UUID(job.payload["case"]), "record_receipt", "system", body)


def parcel_of(case: UUID) -> Parcel | None:
    """The parcel of a transfer between centres."""
    with opened("parcel of a transfer"):
        return Parcel.objects.filter(case=case).first()


def _taken_over(tx: Tx, row: Parcel) -> UUID:
    """The archive as the receiving centre's own: catalogue, image and redactions with it, the chain going on."""
    with opened("take an archive over"):
        old = Archive.objects.select_for_update().get(pk=row.archive)
        if old.paper != "under_way":
            raise Refusal(
                Text("这份档案不在转递中", "This archive is not on its way"),
                mend=Text("请与转出的中心核对", "Settle it with the sending centre"),
                clause=DOCUMENT + "8.z.s2",
            )
        last = custody.chain(old.id)[-1]
        old.paper = "sent"
        old.save(update_fields=["paper"])
        serial, letters = next_number(f"archives/{row.office}"), LETTERS[row.office]
        new = Archive.objects.get(pk=old.pk)
        new.id, new.office, new.came_from = new_key(), row.office, old.id
        new.number, new.barcode = f"{letters}DA{serial:09d}", f"A{letters}{serial:09d}"
        new.paper, new.shelf, new.former_keeper = "under_way", "", districts.office(old.office).name.zh
        new.received_on = new.alerted_on = new.told_on = None
        new.save(force_insert=True)
        _copy(old, new)
        registering.papers_follow(new.party, new.office)
        custody.hand_over(
            tx,
            new.id,
            scanned=new.barcode,
            giver=last.taker,
            taker=row.office,
            pages=row.pages,
            seal=row.seal,
        )
    tx.audit("archives.taken_over", archive=str(new.id), came_from=str(old.id))
    return UUID(str(new.id))


def _copy(old: Archive, new: Archive) -> None:
    """Catalogue, names, pages and redactions: the files are the same, so nothing is stored twice."""
    grams = Gram.objects.filter(archive=old.id).values_list("gram", flat=True)
    Gram.objects.bulk_create(Gram(office=new.office, party=new.party, gram=g, archive=new.id) for g in grams)
    items = _renewed(Item.objects.filter(archive=old), new)
    for row in items.values():
        row.archive = new
    Item.objects.bulk_create(items.values())
    pages = _renewed(Page.objects.filter(archive=old), new)
    for row in pages.values():
        row.archive, row.item_id = new, items[row.item_id].id if row.item_id else None
    Page.objects.bulk_create(pages.values())
    black = _renewed(Redaction.objects.filter(page__archive=old, lifted_at=None), new)
    for row in black.values():
        row.page = pages[row.page_id]
    Redaction.objects.bulk_create(black.values())


def _renewed(rows: Any, new: Archive) -> dict[UUID, Any]:
    """The rows under new keys and the new centre's office, by their old keys."""
    found = {}
    for row in rows:
        old = row.pk
        row.id, row.office = new_key(), new.office
        found[old] = row
    return found
