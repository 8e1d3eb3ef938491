"""Keeping a signed document provable: validation data and a document timestamp over everything (PAdES B-LTA)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from gongbao.evidence.pdf import cms
from gongbao.evidence.pdf.revisions import Revision, reference, stream
from gongbao.evidence.pdf.signing import ROOM_FOR_TIMESTAMP, fill_hole, leave_hole
from gongbao.evidence.providers import TimestampAuthority


@dataclass(frozen=True)
class Proofs:
    """What shows later that certificates were good: certificates, CRLs and OCSP responses, as DER."""

    certificates: Sequence[bytes] = ()
    crls: Sequence[bytes] = ()
    ocsps: Sequence[bytes] = ()


def preserve(pdf: bytes, proofs: Proofs, stamps: TimestampAuthority, algorithm: str, at: datetime) -> bytes:
    """The file with `proofs` and a document timestamp made with ``sm3`` or ``sha256`` over the whole.

    Called again before the timestamp's certificate expires, with fresh proofs for that certificate, it keeps the
    chain of timestamps unbroken. What earlier calls put in stays.
    """
    revision = Revision(pdf)
    _store(revision, proofs)
    number = revision.reserve()
    count = len(re.findall(rb"/ETSI\.RFC3161", pdf)) + 1
    page = revision.base.pages()[0]
    name = f"stamp{count}".encode("utf-16-be").hex().upper().encode()
    field = revision.add(
        b"<</Type/Annot/Subtype/Widget/FT/Sig/T<FEFF%s>/Rect[0 0 0 0]/F 132/P %d 0 R/V %d 0 R>>"
        % (name, page, number)
    )
    revision.append_to(page, b"Annots", field)
    form = re.search(rb"/AcroForm (\d+) 0 R", revision.read(revision.base.root))
    if form is None:
        form_number = revision.add(b"<</Fields[]/SigFlags 3>>")
        revision.extend(revision.base.root, {b"AcroForm": reference(form_number)})
    else:
        form_number = int(form[1])
    revision.append_to(form_number, b"Fields", field)
    head = b"<</Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161"
    content, hole = leave_hole(revision, number, head, ROOM_FOR_TIMESTAMP)
    hashed = cms.digest(algorithm, bytes(content[: hole[0]]), bytes(content[hole[1] :]))
    return fill_hole(content, hole, stamps.timestamp(hashed, algorithm))


def _store(revision: Revision, proofs: Proofs) -> None:
    old = re.search(rb"/DSS (\d+) 0 R", revision.read(revision.base.root))
    kept = revision.read(int(old[1])) if old else b"<</Type/DSS>>"
    parts = [b"<</Type/DSS"]
    for name, values in (
        (b"Certs", proofs.certificates),
        (b"CRLs", proofs.crls),
        (b"OCSPs", proofs.ocsps),
    ):
        before = re.search(rb"/%s\[([^\]]*)\]" % name, kept)
        numbers = [before[1]] if before and before[1] else []
        numbers += [reference(revision.add(stream(b"", value))) for value in _once(values)]
        if numbers:
            parts.append(b"/%s[%s]" % (name, b" ".join(numbers)))
    body = b"".join(parts) + b">>"
    if old:
        revision.put(int(old[1]), body)
    else:
        revision.extend(revision.base.root, {b"DSS": reference(revision.add(body))})


def _once(values: Iterable[bytes]) -> list[bytes]:
    return list(dict.fromkeys(values))
