"""Building a package: the contract, its signatures taken out, everything that proves them, and how to check it.

The same material gives the same bytes. ``sums.txt`` lists every other member with its hashes and is signed and
timestamped by the operator, so nothing can be added, taken away or changed.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from gongbao.evidence.package.archive import pack
from gongbao.evidence.package.etsi import write_xml
from gongbao.evidence.package.events import Event, read_chain, write_chain
from gongbao.evidence.package.ledger import Consistency, Leaf, write_consistency, write_leaves
from gongbao.evidence.package.plain import write_report
from gongbao.evidence.package.words import README
from gongbao.evidence.pdf import cms
from gongbao.evidence.providers import Signer, TimestampAuthority
from gongbao.evidence.verify.document import Held, read_document
from gongbao.evidence.verify.package import check_members
from gongbao.evidence.verify.signature import Cms, read_cms
from gongbao.evidence.verify.trust import Trust
from gongbao.kernel.logchain import canonical

FORMAT = "gongbao-evidence/1"
SCRIPTS = Path(__file__).parent / "scripts"


@dataclass(frozen=True)
class Material:
    """What a package is made of. Names of parties are as the reader may see them (masked by default).

    `leaves` prove revisions of `pdf` in the log of `checkpoint`, the last one the whole file; `root_stamps` are
    RFC 3161 tokens over the checkpoint's text, by ``sm2`` and ``rsa``; `checkpoint_signature` is the log's own over
    the same text with the chain of `checkpoint_signer` (SM2), empty where the log is not signed; `anchors` are receipts of outside ledgers.
    """

    number: str
    title: str
    code: str
    parties: Sequence[str]
    pdf: bytes
    events: Sequence[Event]
    leaves: Sequence[Leaf]
    checkpoint: bytes
    root_stamps: Mapping[str, bytes]
    consistency: Consistency
    certificates: Sequence[bytes]
    crls: Sequence[bytes]
    ocsps: Sequence[bytes] = ()
    checkpoint_signature: bytes = b""
    checkpoint_signer: Sequence[bytes] = ()
    anchors: Mapping[str, bytes] = field(default_factory=dict)


def build(
    material: Material, operator: Signer, stamps: TimestampAuthority, trust: Trust, at: datetime
) -> bytes:
    """The package as a zip, signed by the operator; its reports say what we find with `trust` at `at`."""
    members = _material(material, operator)
    report = check_members(members, trust, at, unfinished=True)
    document = read_document(material.pdf)
    members["report.xml"] = write_xml(report, document)
    members["report.pdf"] = write_report(
        report, material.title, material.number, material.code, material.events
    )
    members["sums.txt"] = _sums(members)
    value = operator.sign(members["sums.txt"])
    name = cms.profile(operator.algorithm).digest
    members["sums.sig"] = value
    members["sums.tst"] = stamps.timestamp(cms.digest(name, value), name)
    return pack(members)


def _material(material: Material, operator: Signer) -> dict[str, bytes]:
    events = write_chain(material.events)
    _, last = read_chain(events)
    members = {
        "README.txt": README.encode(),
        "contract.pdf": material.pdf,
        "events.jsonl": events,
        "ledger/leaves.txt": write_leaves(material.leaves),
        "ledger/checkpoint.txt": material.checkpoint,
        "ledger/consistency.txt": write_consistency(material.consistency),
        "operator.pem": pem("CERTIFICATE", operator.chain[0]),
        "verify.sh": (SCRIPTS / "verify.sh").read_bytes(),
        "verify.py": (SCRIPTS / "verify.py").read_bytes(),
    }
    for name, token in material.root_stamps.items():
        members[f"tst/root.{name}.tsr"] = token
        members |= _extracted(f"tst/root.{name}", read_cms(token))
    if material.checkpoint_signature:
        members["ledger/checkpoint.sig"] = material.checkpoint_signature
        members["ledger/checkpoint.pem"] = pem("CERTIFICATE", material.checkpoint_signer[0])
    certificates = [*material.certificates, *operator.chain, *material.checkpoint_signer]
    for number, held in enumerate(read_document(material.pdf).held, 1):
        read = read_cms(held.content)
        certificates += read.certificates
        members |= _signature(f"sig/{number}", held, read)
        if read.token is not None:
            certificates += read_cms(read.token).certificates
    for token in material.root_stamps.values():
        certificates += read_cms(token).certificates
    members |= _files("certs", "CERTIFICATE", certificates)
    members |= _files("crl", "X509 CRL", material.crls)
    members |= {f"ocsp/{_short(each)}.der": each for each in material.ocsps}
    members |= {f"anchor/{name}.json": body for name, body in material.anchors.items()}
    members["manifest.json"] = _manifest(material, operator, len(material.events), last)
    return members


def _manifest(material: Material, operator: Signer, count: int, last: str) -> bytes:
    body = {
        "format": FORMAT,
        "contract": {"number": material.number, "title": material.title, "code": material.code},
        "parties": list(material.parties),
        "sm2_user_id": "1234567812345678",
        "operator": {"algorithm": operator.algorithm, "certificate": "operator.pem"},
        "events": {"count": count, "last": last},
        "sm3": cms.digest("sm3", material.pdf).hex(),
    }
    return (canonical(body) + "\n").encode()


def _signature(folder: str, held: Held, read: Cms) -> dict[str, bytes]:
    _, first, second, rest = held.ranges
    members = _extracted(folder, read)
    members[f"{folder}/range.txt"] = f"{first} {second} {rest}\n".encode()
    members[f"{folder}/kind.txt"] = f"{held.kind}\n".encode()
    if read.token is not None:
        members |= _extracted(f"{folder}/token", read_cms(read.token))
    return members


def _extracted(folder: str, read: Cms) -> dict[str, bytes]:
    """The parts of a CMS that openssl can check alone."""
    found = {
        f"{folder}/attrs.der": read.signed_bytes,
        f"{folder}/value.der": read.value,
        f"{folder}/cert.pem": pem("CERTIFICATE", read.signer.dump()),
        f"{folder}/digest.txt": f"{read.digest}\n".encode(),
        f"{folder}/key.txt": f"{'sm2' if read.digest == 'sm3' else 'other'}\n".encode(),
    }
    return found | ({f"{folder}/info.der": read.content} if read.content else {})


def _files(folder: str, label: str, values: Iterable[bytes]) -> dict[str, bytes]:
    return {f"{folder}/{_short(each)}.pem": pem(label, each) for each in values}


def _short(value: bytes) -> str:
    return hashlib.sha256(value).hexdigest()[:16]


def pem(label: str, der: bytes) -> bytes:
    """A value in its armour."""
    text = base64.encodebytes(der).replace(b"\n", b"")
    lines = [text[i : i + 64] for i in range(0, len(text), 64)]
    head, foot = f"-----BEGIN {label}-----".encode(), f"-----END {label}-----".encode()
    return b"\n".join([head, *lines, foot]) + b"\n"


def _sums(members: Mapping[str, bytes]) -> bytes:
    lines = [
        f"{cms.digest('sm3', body).hex()} {hashlib.sha256(body).hexdigest()} {len(body)} {name}\n"
        for name, body in sorted(members.items())
    ]
    return "".join(lines).encode()
