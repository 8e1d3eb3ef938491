"""The register: archives, their catalogue and shelf, and finding one by name, number or shelf."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from gongbao.kernel import identity
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import note, note_refused
from gongbao.platform.cases.services import LETTERS
from gongbao.platform.db.services import Actor, Tx, read
from gongbao.platform.letters.services import next_number
from gongbao.platform.parties import services as parties
from gongbao.platform.personnel_archives import outside
from gongbao.platform.personnel_archives.models import Archive, Filing, Gram, Item
from gongbao.platform.personnel_archives.parking import Claimed
from gongbao.platform.personnel_archives.words import CLASSES, DOCUMENT
from gongbao.policies.personnel_archives.facts import MATERIALS
from gongbao.policies.personnel_archives.rules import INTAKE

MOST_SHOWN = 50
STAFF = frozenset({"district_handler", "district_reviewer", "city_officer"})
"""The roles that work with archives."""


class Entry(NamedTuple):
    """A paper for the catalogue. `certifies` names what it proves and `states` what it says of it."""

    class_number: int
    material: str
    title: str
    pages: int = 1
    dated: date | None = None
    certifies: str = ""
    states: str = ""
    volume: int = 1


def grams(name: str) -> list[str]:
    """The neighbouring pairs of a name's characters (rare ones are one character each); a single one alone."""
    plain = "".join(name.split()).replace("·", "")
    return sorted({plain[n : n + 2] for n in range(len(plain) - 1)} or {plain}) if plain else []


def retires(born_on: date, sex: str, post: str, on: date) -> int:
    """The month of the statutory age by the rule of `on` (year × 12 + month − 1)."""
    ruling = INTAKE.at(on)
    answer = ruling.determine({"born_on": born_on, "sex": sex, "post": post})
    return int(answer.run.bounds(ruling.values["statutory_month"])[0])  # type: ignore[arg-type]


def register(
    tx: Tx,
    number: str,
    name: str,
    *,
    office: str,
    on: date,
    post: str = "cadre",
    barcode: str = "",
    former_keeper: str = "",
    custody: str = "individual",
    pages: int = 0,
) -> UUID:
    """Register the archive of a person as expected at a centre; returns its key.

    Refuses a person who has died, and one whose archive another centre holds: both name what to do.
    """
    _may_register(tx.actor, office)
    return expect(
        tx, number, name, office=office, on=on, post=post, barcode=barcode, former_keeper=former_keeper,
        custody=custody, pages=pages,
    ).id  # fmt: skip


def expect(
    tx: Tx, number: str, name: str, *, office: str, on: date, post: str = "cadre", barcode: str = "",
    former_keeper: str = "", custody: str = "individual", pages: int = 0,
) -> Archive:  # fmt: skip
    """As `register`, where the service has checked that the actor may have an archive expected there."""
    who = identity.identity_number(number)
    mark = parties.person_fingerprint(who.normal)
    person = UUID(str(parties.find_or_create_person(tx, who.normal, name)))
    if (gone := outside.says(mark, "death")) is not None:
        raise Refusal(
            Text(
                f"户籍登记显示此人已死亡（{gone.get('on', '')}）",
                "The register says that this person has died",
            ),
            where="姓名",
            mend=Text(
                "请核对号码；死者档案另行移交保管",
                "Check the number; archives of the dead are handed on separately",
            ),
            clause=DOCUMENT + "1.s3",
        )
    tx.lock(f"archives/{mark}", *([f"archives/barcode/{barcode}"] if barcode else []))
    with parties.opened("register an archive"):
        held = Archive.objects.filter(person_hash=mark).exclude(paper="sent").first()
        if held is not None:
            raise _claimed(held)
        if barcode and Archive.objects.filter(barcode=barcode).exists():
            raise Refusal(
                Text(f"条码 {barcode} 已经用在另一份档案上", f"The barcode {barcode} is on another archive"),
                where="条码",
                mend=Text("请换一个条码，或留空由系统编号", "Use another, or leave it to be given"),
                clause=DOCUMENT + "1.s3",
            )
        serial, letters = next_number(f"archives/{office}"), LETTERS[office]
        sex = "man" if who.sex == "male" else "woman"
        row = Archive.objects.create(
            office=office,
            party=person,
            number=f"{letters}DA{serial:09d}",
            barcode=barcode or f"A{letters}{serial:09d}",
            person_hash=mark,
            name=parties.normal_name(name),
            shown=who.masked,
            born_on=who.birth,
            sex=sex,
            post=post,
            custody=custody,
            former_keeper=former_keeper,
            pages=pages,
            retires_month=retires(who.birth, sex, post, on),
        )
        Gram.objects.bulk_create(
            Gram(office=office, party=person, gram=gram, archive=row.id) for gram in grams(row.name)
        )
        papers_follow(person, office)
    tx.audit("archives.registered", archive=str(row.id), number=row.number)
    return row


def papers_follow(person: UUID | None, office: str) -> None:
    """What waits to be put into a person's archive waits where the archive is now; inside `opened`."""
    if person is not None:
        Filing.objects.filter(party=person, filed_on=None).update(office=office)


def catalogue(tx: Tx, archive: UUID, papers: Sequence[Entry]) -> int:
    """Add papers to the catalogue of an archive; returns how many it has. Refuses an unknown class or kind."""
    row = Archive.objects.select_for_update().get(pk=archive)
    place = Item.objects.filter(archive=row).count()
    for paper in papers:
        if paper.class_number not in CLASSES or paper.material not in MATERIALS or paper.pages < 1:
            raise Refusal(
                Text(
                    f"材料“{paper.title}”的类别或页数不对",
                    f"“{paper.title}” has no known class, kind or pages",
                ),
                mend=Text("类别为一至十类，至少一页", "Classes are one to ten; one page at least"),
                clause=DOCUMENT + "1.s3",
            )
        place += 1
        Item.objects.create(office=row.office, party=row.party, archive=row, place=place, **paper._asdict())
    row.pages = sum(Item.objects.filter(archive=row).values_list("pages", flat=True))
    row.save(update_fields=["pages"])
    tx.audit("archives.catalogued", archive=str(archive), papers=len(papers))
    return place


def shelve(tx: Tx, archive: UUID, shelf: str) -> None:
    """Record where the paper archive stands; refuses one that is not here."""
    if not shelf or not Archive.objects.filter(pk=archive, paper="here").update(shelf=shelf[:24]):
        raise Refusal(
            Text("档案不在库，不能上架", "The archive is not here"),
            mend=Text("先登记到达", "Record its arrival first"),
            clause=DOCUMENT + "1.s3",
        )
    tx.audit("archives.shelved", archive=str(archive), shelf=shelf[:24])


def review(tx: Tx, archive: UUID, on: date) -> None:
    """Record that the real archive was read against its catalogue (4.s1)."""
    Archive.objects.filter(pk=archive).update(reviewed_on=on)
    tx.audit("archives.reviewed", archive=str(archive))


def find(actor: Actor, asked: str, *, purpose: str) -> list[Archive]:
    """Archives by identity number, archive number, barcode, shelf or (part of) a name, at most 50; logged."""
    with read(actor, purpose=purpose):
        rows = look_up(asked.strip(), "" if actor.sees_all else actor.office)
        note("archives.find")
        for row in rows:
            note("archives.found", subject=row.person_hash)
    return rows


def look_up(asked: str, office: str = "") -> list[Archive]:
    """As `find`, inside an open transaction and unlogged: each way is one equality on a B-tree."""
    rows: QuerySet[Archive] = Archive.objects.filter(office=office) if office else Archive.objects.all()
    if not asked:
        return []
    if asked[0].isascii():
        try:
            mark = parties.person_fingerprint(identity.identity_number(asked).normal)
        except Refusal:
            return _first(rows, number=asked) or _first(rows, barcode=asked) or _first(rows, shelf=asked)
        # each half has a partial index of its own: what is kept, and what has moved on
        return _first(rows.exclude(paper="sent"), person_hash=mark) or _first(
            rows, person_hash=mark, paper="sent"
        )
    exact = _first(rows, name=asked)
    return exact or _by_grams(rows, asked, office)


def _first(rows: QuerySet[Archive], **equal: Any) -> list[Archive]:
    return list(rows.filter(**equal)[:MOST_SHOWN])


def _by_grams(rows: QuerySet[Archive], part: str, office: str) -> list[Archive]:
    """Names that hold the part: every pair is asked by equality, the rest is compared here."""
    wanted = grams(part)
    if not wanted or len(part) < 2:
        return []
    found: QuerySet[Gram] = Gram.objects.filter(gram=wanted[0])
    if office:
        found = found.filter(office=office)
    for pair in wanted[1:2]:
        # with the office, the pair is one look at the key for each archive that has the first
        same = Gram.objects.filter(gram=pair, office=OuterRef("office"), archive=OuterRef("archive"))
        found = found.filter(Exists(same))
    most = MOST_SHOWN if len(part) == 2 else MOST_SHOWN * 4  # a pair by itself is exact
    keys = list(found.values_list("archive", flat=True)[:most])
    return [row for row in rows.filter(pk__in=keys) if part in row.name][:MOST_SHOWN]


def keeps(actor: Actor) -> bool:
    """Whether this is an officer of the centres: archives are not for other officers of the same office."""
    return actor.kind == "officer" and bool(actor.roles & STAFF)


def _may_register(actor: Actor, office: str) -> None:
    """Officers register at their own centre; a firm's list goes to the centre it names; nobody else registers."""
    if actor.kind == "officer" and not actor.is_city and actor.office != office:
        raise Refusal(
            Text("只能登记到本中心", "Archives are registered at one's own centre"),
            mend=Text("请由接收的中心登记", "The receiving centre registers it"),
            clause=DOCUMENT + "1.s1",
        )
    if office not in LETTERS:
        raise Refusal(
            Text("市级不收存档案", "The city's offices keep no archives"),
            where="office",
            mend=Text("请由区公服中心登记", "A district's centre registers it"),
            clause=DOCUMENT + "1.s3",
        )
    if actor.kind == "public":
        raise Refusal(
            Text("请先登录", "Sign in first"),
            mend=Text("登录后继续", "Go on once signed in"),
            clause=DOCUMENT + "8.s1",
        )


def _claimed(held: Archive) -> Claimed:
    why = Claimed(
        Text(
            f"此人档案已在另一处登记（{held.number}）",
            f"This person's archive is registered elsewhere ({held.number})",
        ),
        where="档案",
        mend=Text(
            "两个中心先核对谁持有实体档案，再由一方转出",
            "The two centres settle who holds the paper; one moves it on",
        ),
        clause=DOCUMENT + "end.s3",
    )
    why.holder = held.office
    return why


def reach(actor: Actor, archive: UUID) -> Archive | None:
    """An archive of the officer's own centre (any, for the city), logged; None for everybody else's."""
    row = Archive.objects.filter(pk=archive).first()
    mine = row is not None and keeps(actor) and (actor.is_city or row.office == actor.office)
    if row is None or not mine:
        note_refused(actor, "archives", f"archive {archive}", subject=row.person_hash if row else "")
        return None
    note("archives.archive", subject=row.person_hash)
    return row
