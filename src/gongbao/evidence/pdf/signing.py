"""Signing a contract: two fields before the first signature, the employer certifies, the worker signs after.

Every act appends one revision, so what was signed before stays byte for byte:

1. `certify` creates every signature field, draws the first seal and allows only further signatures (DocMDP 2);
2. `sign` fills a field that waits;
3. `preserve` adds what proves the signatures later and a document timestamp over all (PAdES B-LTA), and again
   before the authority's certificate expires.

Each act has two halves, so that a key may be elsewhere: the plan (`certifying`, `countersigning`) says what is
to be signed, `Pending.complete` takes the value. `certify` and `sign` do both with a `Signer` at hand.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from gongbao.evidence.errors import HostileInput
from gongbao.evidence.pdf import cms
from gongbao.evidence.pdf.drawing import EMPTY, Drawing
from gongbao.evidence.pdf.revisions import Revision, reference, text
from gongbao.evidence.providers import Signer, TimestampAuthority
from gongbao.law.text import Text

ROOM_FOR_TIMESTAMP = 5120
_RANGE = b"/ByteRange[0 0000000000 0000000000 0000000000]"
_LOCKED_PRINT = b"/F 132"


class Place(NamedTuple):
    """Where a signature stands: page (from 1), left, top, width and height in points from the page's top."""

    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Mark:
    """Who signs which field and how it looks: `name` as on the certificate, `reason` in one sentence."""

    field: str
    name: str
    reason: str
    look: Drawing
    at: datetime


@dataclass(frozen=True)
class Pending:
    """A revision that waits for its signature value."""

    content: bytearray
    hole: tuple[int, int]
    signature: cms.Signature

    @property
    def message(self) -> bytes:
        """The bytes the key signs."""
        return self.signature.attributes

    def complete(self, value: bytes, stamps: TimestampAuthority | None) -> bytes:
        """The file with the signature in its place, timestamped (level T) by `stamps`."""
        token = None
        if stamps is not None:
            name = cms.profile(self.signature.algorithm).digest
            token = stamps.timestamp(cms.digest(name, value), name)
        return fill_hole(self.content, self.hole, self.signature.complete(value, token))


def certifying(
    pdf: bytes, places: Mapping[str, Place], mark: Mark, algorithm: str, chain: Sequence[bytes]
) -> Pending:
    """Plan the first signature of a finished document: makes a field at each place and certifies in `mark.field`."""
    revision = Revision(pdf)
    pages = revision.base.pages()
    signature = revision.reserve()
    fields = []
    for name, place in places.items():
        look = revision.add((mark.look if name == mark.field else EMPTY).form())
        page = pages[place.page - 1]
        value = b"/V %d 0 R" % signature if name == mark.field else b""
        field = revision.add(_field(revision, name, place, page, look, value))
        revision.append_to(page, b"Annots", field)
        fields.append(field)
    form = revision.add(b"<</Fields[%s]/SigFlags 3>>" % b" ".join(reference(f) for f in fields))
    revision.extend(
        revision.base.root,
        {b"AcroForm": reference(form), b"Perms": b"<</DocMDP %d 0 R>>" % signature},
    )
    only_signing = b"/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 2/V/1.2>>"
    return _plan(
        revision, signature, mark, algorithm, chain, b"/Reference[<</Type/SigRef%s>>]" % only_signing
    )


def countersigning(pdf: bytes, mark: Mark, algorithm: str, chain: Sequence[bytes]) -> Pending:
    """Plan a signature in a field that waits for it. Raises HostileInput where there is none or it is filled."""
    revision = Revision(pdf)
    field = _waiting(revision, mark.field)
    signature = revision.reserve()
    look = revision.add(mark.look.form())
    body = re.sub(rb"/AP<<[^>]*>>", b"/AP<</N %d 0 R>>" % look, revision.read(field))
    revision.put(field, body[:-2] + b"/V %d 0 R>>" % signature)
    return _plan(revision, signature, mark, algorithm, chain, b"")


def certify(
    pdf: bytes, places: Mapping[str, Place], mark: Mark, key: Signer, stamps: TimestampAuthority | None
) -> bytes:
    """The document with every field made and the first of them signed."""
    pending = certifying(pdf, places, mark, key.algorithm, key.chain)
    return pending.complete(key.sign(pending.message), stamps)


def sign(pdf: bytes, mark: Mark, key: Signer, stamps: TimestampAuthority | None) -> bytes:
    """The document with a further field signed."""
    pending = countersigning(pdf, mark, key.algorithm, key.chain)
    return pending.complete(key.sign(pending.message), stamps)


def field_names(pdf: bytes) -> dict[str, bool]:
    """The signature fields of a document of ours, each with whether it is signed."""
    revision = Revision(pdf)
    return {
        name: b"/V " in revision.read(field)
        for name, field in _fields(revision)
        if not name.startswith("stamp")
    }


def _field(revision: Revision, name: str, place: Place, page: int, look: int, value: bytes) -> bytes:
    box = re.search(rb"/MediaBox\s*\[([^\]]*)\]", revision.read(page))
    if box is None:
        raise HostileInput(Text("页面没有尺寸", "a page without a size"))
    top = float(box[1].split()[3])
    corners = (place.left, top - place.top - place.height, place.left + place.width, top - place.top)
    return b"".join(
        [
            b"<</Type/Annot/Subtype/Widget/FT/Sig/T%s" % text(name),
            b"/Rect[%.3f %.3f %.3f %.3f]" % corners,
            _LOCKED_PRINT,
            b"/P %d 0 R/AP<</N %d 0 R>>%s>>" % (page, look, value),
        ]
    )


def _fields(revision: Revision) -> list[tuple[str, int]]:
    form = re.search(rb"/AcroForm (\d+) 0 R", revision.read(revision.base.root))
    if form is None:
        return []
    listed = re.search(rb"/Fields\s*\[([^\]]*)\]", revision.read(int(form[1])))
    found = []
    for number in re.findall(rb"(\d+) 0 R", listed[1] if listed else b""):
        name = re.search(rb"/T<FEFF([0-9A-F]*)>", revision.read(int(number)))
        if name is not None:
            found.append((bytes.fromhex(name[1].decode()).decode("utf-16-be"), int(number)))
    return found


def _waiting(revision: Revision, name: str) -> int:
    for each, number in _fields(revision):
        if each == name:
            if b"/V " in revision.read(number):
                raise HostileInput(Text(f"签名域 {name} 已签署", f"field {name} is signed already"))
            return number
    raise HostileInput(Text(f"没有签名域 {name}", f"there is no field {name}"))


def _plan(
    revision: Revision, number: int, mark: Mark, algorithm: str, chain: Sequence[bytes], more: bytes
) -> Pending:
    room = sum(map(len, chain)) + 1024 + ROOM_FOR_TIMESTAMP
    head = b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/Name%s/Reason%s/M%s%s" % (
        text(mark.name),
        text(mark.reason),
        moment(mark.at),
        more,
    )
    content, hole = leave_hole(revision, number, head, room)
    name = cms.profile(algorithm).digest
    view = memoryview(content)
    hashed = cms.digest(name, view[: hole[0]], view[hole[1] :])
    view.release()
    return Pending(content, hole, cms.Signature(algorithm, tuple(chain), hashed))


def leave_hole(revision: Revision, number: int, head: bytes, room: int) -> tuple[bytearray, tuple[int, int]]:
    """The file with a signature object whose value is `room` bytes of zero; and where the value stands, as written."""
    revision.put(number, head + _RANGE + b"/Contents<" + b"0" * (2 * room) + b">>>")
    fresh = hashlib.sha256(head + len(revision.base.pdf).to_bytes(8, "big")).digest()[:16]
    made, places = revision.finish(fresh)
    content = bytearray(made)
    ranges = content.index(_RANGE, places[number])
    start = ranges + len(_RANGE) + len(b"/Contents")
    end = start + 2 * room + 2
    filled = b"/ByteRange[0 %d %d %d]" % (start, end, len(content) - end)
    content[ranges : ranges + len(_RANGE)] = filled.ljust(len(_RANGE))
    return content, (start, end)


def fill_hole(content: bytearray, hole: tuple[int, int], value: bytes) -> bytes:
    """The file with the value written into its hole. Raises ValueError for one that does not fit."""
    room = hole[1] - hole[0] - 2
    written = value.hex().encode()
    if len(written) > room:
        raise ValueError(f"a signature of {len(value)} bytes does not fit into {room // 2}")
    filled = bytes(content[: hole[0] + 1]), written, bytes(content[hole[0] + 1 + len(written) :])
    return b"".join(filled)


def moment(at: datetime) -> bytes:
    """A PDF date in universal time."""
    return b"(D:%s+00'00')" % at.astimezone(UTC).strftime("%Y%m%d%H%M%S").encode()
