"""A small world of archives: centres, a person with an archive, a lending department, a street body, a scan."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import typst
from tests.platform.parties import people

from gongbao.platform.cases import services as cases
from gongbao.platform.db.services import CITY, SYSTEM, Actor, new_key, read, write
from gongbao.platform.personnel_archives import services as archives

OFFICE = "haidian"
ON = date(2020, 11, 2)
CENTRE = Actor(
    "officer", account=UUID(int=31), name="海淀经办", office=OFFICE, roles=frozenset({"district_handler"})
)
REVIEWER = Actor("officer", account=UUID(int=32), office=OFFICE, roles=frozenset({"district_reviewer"}))
OTHER = Actor("officer", account=UUID(int=33), office="chaoyang", roles=frozenset({"district_handler"}))
CITY_CENTRE = Actor("officer", account=UUID(int=34), office=CITY, roles=frozenset({"city_officer"}))


def do(command: Callable[[Any], Any], actor: Actor = SYSTEM) -> Any:
    return write(command, actor=actor, key=f"test-{new_key()}", name="test")


def seen(look: Callable[[], Any], actor: Actor = SYSTEM) -> Any:
    with read(actor, purpose="test"):
        return look()


def person(n: int, name: str = "林舟", birth: str = "19800115") -> tuple[UUID, Actor, str]:
    """A person on record: key, actor, fingerprint."""
    from gongbao.platform.parties import services as parties

    key = people.person(n, name, birth=birth)
    mark = parties.person_fingerprint(people.number(n, birth=birth))
    return key, Actor("party", account=new_key(), name=name, party=key), mark


def tell(mark: str, register: str, **says: Any) -> None:
    """An imported row of another register."""
    do(lambda tx: archives.record(tx, register, [(mark, says)], as_of=ON, source="测试", office=CITY))


def unemployed(mark: str, office: str = OFFICE, street: str = "中关村") -> None:
    tell(mark, "household", office=office, street=street)
    tell(mark, "insurance", employer="enterprise", ended=True)
    tell(mark, "unemployed", registered=True)


def archive(n: int, name: str = "林舟", birth: str = "19800115", pages: int = 3, **more: Any) -> UUID:
    """An archive that arrived at the centre, catalogued with `pages` pages."""
    number = people.number(n, birth=birth)
    key = UUID(do(lambda tx: str(archives.register(tx, number, name, office=OFFICE, on=ON, **more))))
    papers = [
        archives.Entry(
            1, "experience", "履历表", 1, certifies="experience", states="2003年至2020年在样例公司工作"
        ),
        archives.Entry(4, "grades", "大学成绩单", 1, certifies="education", states="2003年本科毕业"),
        *[archives.Entry(9, "wages", f"工资表{k}") for k in range(pages - 2)],
    ]
    do(lambda tx: archives.catalogue(tx, key, papers))
    arrive(key)
    return key


def arrive(key: UUID, giver: str = "样例公司", taker: str = OFFICE) -> None:
    row = seen(lambda: archives.Archive.objects.get(pk=key))
    do(lambda tx: archives.hand_over(tx, key, scanned=row.barcode, giver=giver, taker=taker, pages=row.pages))


def body(n: int, kind: str, name: str, street: str = "", valid_until: date | None = None) -> Actor:
    """A listed body and the actor who acts for it."""
    key = people.firm(n, name)
    do(
        lambda tx: str(
            archives.list_body(tx, key, kind, name, office=CITY, street=street, valid_until=valid_until)
        )
    )
    return Actor("party", account=new_key(), name=name, party=key)


def send(actor: Actor, procedure: str, archive_: UUID | None = None, **asked: Any) -> UUID:
    return UUID(do(lambda tx: archives.send(tx, procedure, OFFICE, asked, archive_), actor)["case"])


def act(case: UUID, action: str, actor: Actor, role: str, **body_: Any) -> Any:
    return do(lambda tx: cases.act(tx, case, action, role, body_), actor)


def state(case: UUID) -> str:
    return seen(lambda: cases.Case.objects.get(key=case).state)


def pdf(pages: int = 3) -> bytes:
    """A scan as PDF."""
    made = typst.compile(
        f"#set page(width: 60pt, height: 80pt)\n#for i in range({pages}) {{ [] ; pagebreak(weak: false) }}".encode()
    )
    assert isinstance(made, bytes)
    from pyhanko.pdf_utils.reader import PdfFileReader

    count = int(PdfFileReader(io.BytesIO(made)).root["/Pages"]["/Count"])
    return made if count == pages else pdf_exact(pages)


def pdf_exact(pages: int) -> bytes:
    made = typst.compile(
        (
            "#set page(width: 60pt, height: 80pt)\n"
            + "\n#pagebreak()\n".join("#rect()" for _ in range(pages))
        ).encode()
    )
    assert isinstance(made, bytes)
    return made


def tiff(width: int = 4, height: int = 2, compression: int = 1, pages: int = 1) -> bytes:
    """A grey TIFF of some pages, white throughout."""
    raw = b"\xff" * (width * height)
    body_ = {1: raw, 8: zlib.compress(raw), 32773: bytes([257 - len(raw), 255]), 4: b"\0\1"}[compression]
    out = bytearray(b"II*\0\0\0\0\0")
    link = 4
    for _ in range(pages):
        strip = len(out)
        out += body_ + b"\0" * (len(body_) % 2)
        struct.pack_into("<I", out, link, len(out))
        tags = [(256, width), (257, height), (258, 8), (259, compression), (262, 1), (273, strip), (277, 1),
                (278, height), (279, len(body_))]  # fmt: skip
        out += struct.pack("<H", len(tags))
        for tag, value in tags:
            out += struct.pack("<HHII", tag, 4, 1, value)
        link = len(out)
        out += b"\0\0\0\0"
    return bytes(out)


def mark_of(number: str) -> str:
    """The fingerprint of an identity number."""
    from gongbao.platform.parties import services as parties

    return parties.person_fingerprint(number)
