"""The only place that calls `gongbao.evidence`: keys, certificates, timestamps, papers, the log, packages, verdicts.

Everything local here is real and working and not licensed; the compliance page says so. A licensed authority,
timestamp service or hardware key takes the place of one of these functions' parts.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from asn1crypto import x509

from gongbao.evidence import keys, sm4
from gongbao.evidence.errors import Altered, BrokenLog, ClockSetBack, EvidenceError
from gongbao.evidence.keys import SoftwareKey
from gongbao.evidence.local_ca import LocalAuthority
from gongbao.evidence.log import checkpoints
from gongbao.evidence.log.anchors import Anchor, Receipt
from gongbao.evidence.log.anchors.file import FileAnchor
from gongbao.evidence.log.anchors.rfc3161 import TimestampAnchor
from gongbao.evidence.log.tree import MemoryNodes, Tree
from gongbao.evidence.package.building import Material, build
from gongbao.evidence.package.events import START, Event, Kind
from gongbao.evidence.package.ledger import Consistency, Leaf
from gongbao.evidence.pdf import cms
from gongbao.evidence.pdf.contract import (
    Article,
    ContractText,
    PartyBlock,
    SignatureSpot,
    lay_out_contract,
    seal,
    signature,
)
from gongbao.evidence.pdf.preserving import Proofs, preserve
from gongbao.evidence.pdf.signing import Mark, Place, certify, sign
from gongbao.evidence.providers import IdentityCheck, Standing
from gongbao.evidence.sm2 import USER_ID
from gongbao.evidence.tsa import HttpTimestampAuthority, LocalTimestampAuthority
from gongbao.evidence.verify.report import Report
from gongbao.evidence.verify.signature import check_stamp
from gongbao.evidence.verify.trust import Trust
from gongbao.evidence.verify.verifying import verify_bytes
from gongbao.evidence.x509.status import Revocation
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import secrets
from gongbao.platform.db.services import Tx, required
from gongbao.platform.electronic_contracts.models import Certificate, HouseKey

__all__ = [
    "START", "Altered", "Anchor", "BrokenLog", "Consistency", "Event", "EvidenceError", "Kind", "Leaf", "Material",
    "MemoryNodes", "Receipt", "Report", "Standing", "Tree", "checkpoints",
]  # fmt: skip

ALGORITHM, SECOND = "sm2", "rsa"
YEARS_OF_A_KEY = 3
SIGNATURES = {
    "employer": SignatureSpot("employer", "甲方（用人单位盖章）"),
    "worker": SignatureSpot("worker", "乙方（劳动者签名）"),
}
NOTES = ("本地签发", "未取得许可")
NAMES = {"tsa": "公报本地时间戳", "tsa.second": "公报本地时间戳", "operator": "公报签署系统"}
DAYS_OF_HOUSE_KEY = 365 * 5
NEW_KEY_AFTER = timedelta(days=365 * 3)
PATIENCE = timedelta(minutes=5)
"""How far a command's instant may lie behind the latest timestamp: commands run side by side."""


class TableStore:
    """An authority's records in the database, sealed."""

    def __init__(self, authority: str) -> None:
        self.authority = authority

    def record(self, serial: int, entry: Mapping[str, Any]) -> None:
        """Keep a certificate with its identity check."""
        Certificate.objects.create(
            serial=f"{serial:X}",
            authority=self.authority,
            sealed=secrets.seal(json.dumps(dict(entry), ensure_ascii=False), "contract.certificate"),
            issued_at=required().now,
        )

    def revoke(self, serial: int, revocation: Revocation) -> None:
        """Keep a revocation; the first one stands."""
        Certificate.objects.filter(serial=f"{serial:X}", revoked_at=None).update(
            revoked_at=revocation.at, reason=revocation.reason
        )

    def revocations(self) -> dict[int, Revocation]:
        """All revocations of this authority."""
        rows = Certificate.objects.filter(authority=self.authority, revoked_at__isnull=False)
        return {int(row.serial, 16): Revocation(row.revoked_at, row.reason) for row in rows}


@dataclass(frozen=True)
class House:
    """The keys of this installation, as of one transaction."""

    authority: LocalAuthority
    second: LocalAuthority
    stamps: LocalTimestampAuthority
    other_stamps: LocalTimestampAuthority
    operator: SoftwareKey

    @property
    def trust(self) -> Trust:
        """This installation's own roots: what its pages verify with."""
        return Trust(tuple(x509.Certificate.load(each.root) for each in (self.authority, self.second)))

    def crls(self, at: datetime) -> list[bytes]:
        """The revocation lists as of `at`."""
        return [*self.authority.crls(at), *self.second.crls(at)]

    @property
    def roots(self) -> list[bytes]:
        """Both roots, DER."""
        return [self.authority.root, self.second.root]


def house(tx: Tx | None = None) -> House:
    """The installation's keys; made on first use inside a command, which reads them once. Raises ClockSetBack."""
    known: House | None = getattr(tx, "contracts_house", None)
    if known is None:
        known = _house(tx)
        if tx is not None:
            tx.contracts_house = known  # type: ignore[attr-defined]
    return known


def _house(tx: Tx | None) -> House:
    rows = {row.name: row for row in HouseKey.objects.all()}
    if "operator" not in rows:
        if tx is None:
            raise Refusal(
                Text("本系统还没有签发过任何文件", "Nothing has been signed here yet"),
                mend=Text("先订立一份合同", "Conclude a contract first"),
            )
        tx.lock("contracts:house")
        if not HouseKey.objects.filter(name="operator").exists():
            _found(tx)
        rows = {row.name: row for row in HouseKey.objects.all()}
    now = required().now
    _no_way_back(rows["tsa"], now, tx)
    if tx is not None and _renewed(tx, rows):
        rows = {row.name: row for row in HouseKey.objects.all()}
    authorities = [_authority(rows[name], name) for name in ("ca", "ca.second")]
    stamps = [LocalTimestampAuthority(_key(rows[name]), lambda: now) for name in ("tsa", "tsa.second")]
    return House(authorities[0], authorities[1], stamps[0], stamps[1], _key(rows["operator"]))


def _found(tx: Tx) -> None:
    begun = tx.now.replace(microsecond=0) - timedelta(minutes=1)
    check = IdentityCheck("installation", 4, "local", begun)
    made: dict[str, SoftwareKey] = {}
    for name, algorithm in (("ca", ALGORITHM), ("ca.second", SECOND)):
        authority = LocalAuthority.create(algorithm, begun, TableStore(name))
        more = {"root": authority.root.hex(), "root_crl": authority.root_crl.hex()}
        _keep(tx, name, authority.issuing, more)
        stamp = "tsa" if name == "ca" else "tsa.second"
        made[stamp] = authority.certified(
            keys.generate(algorithm), NAMES[stamp], check, begun, DAYS_OF_HOUSE_KEY, "timestamps"
        )
        if name == "ca":
            made["operator"] = authority.certified(
                keys.generate(algorithm), NAMES["operator"], check, begun, DAYS_OF_HOUSE_KEY
            )
    for name, key in made.items():
        _keep(tx, name, key, {})
    tx.audit("contracts.house_founded", algorithms=[ALGORITHM, SECOND])


def _renewed(tx: Tx, rows: Mapping[str, HouseKey]) -> bool:
    """New keys for timestamps and operator two years before theirs end: a proof renewed then outlives the old stamp.

    What the old keys signed carries their certificates; the authority's list goes on speaking of them.
    """
    late = [name for name in NAMES if tx.now - rows[name].made_at > NEW_KEY_AFTER]
    if not late:
        return False
    tx.lock("contracts:house")
    begun = tx.now.replace(microsecond=0) - timedelta(minutes=1)
    check = IdentityCheck("installation", 4, "local", begun)
    for name in late:
        row = HouseKey.objects.select_for_update().get(name=name)
        if tx.now - row.made_at <= NEW_KEY_AFTER:
            continue  # renewed while this command waited
        issuer = "ca.second" if name == "tsa.second" else "ca"
        fresh = _authority(rows[issuer], issuer).certified(
            keys.generate(row.algorithm), NAMES[name], check, begun, DAYS_OF_HOUSE_KEY,
            "signer" if name == "operator" else "timestamps",
        )  # fmt: skip
        row.sealed = secrets.seal(fresh.der.hex(), f"contract.house.{name}")
        row.chain, row.made_at = [each.hex() for each in fresh.chain], tx.now
        row.save(update_fields=["sealed", "chain", "made_at"])
        tx.audit("contracts.house_key_renewed", name=name)
    return True


def _keep(tx: Tx, name: str, key: SoftwareKey, more: dict[str, str]) -> None:
    HouseKey.objects.create(
        name=name,
        algorithm=key.algorithm,
        sealed=secrets.seal(key.der.hex(), f"contract.house.{name}"),
        chain=[each.hex() for each in key.chain],
        more=more,
        made_at=tx.now,
        last_at=tx.now,
    )


def _key(row: HouseKey) -> SoftwareKey:
    return _opened(row.name, row.algorithm, bytes(row.sealed), tuple(row.chain))


@lru_cache(maxsize=16)
def _opened(name: str, algorithm: str, sealed: bytes, chain: tuple[str, ...]) -> SoftwareKey:
    """A house key in memory: loading an RSA key proves its primes again, which is slow."""
    private = bytes.fromhex(secrets.unseal(sealed, f"contract.house.{name}"))
    return keys.load(algorithm, private, [bytes.fromhex(each) for each in chain])


def _authority(row: HouseKey, name: str) -> LocalAuthority:
    more = row.more
    return LocalAuthority(
        bytes.fromhex(more["root"]), _key(row), TableStore(name), root_crl=bytes.fromhex(more["root_crl"])
    )


def _no_way_back(row: HouseKey, now: datetime, tx: Tx | None) -> None:
    if row.last_at and now < row.last_at - PATIENCE:
        raise ClockSetBack(Text("系统时钟被调回，停止签发", "the clock was set back; nothing is signed"))
    if tx is not None and (row.last_at is None or now - row.last_at > timedelta(minutes=1)):
        HouseKey.objects.filter(name=row.name, last_at=row.last_at).update(last_at=now)


# A party's key


@dataclass(frozen=True)
class NewKey:
    """A key made for a party: how it is kept, its certificate chain, until when it may sign."""

    sealed: bytes
    salt: bytes
    chain: list[str]
    serial: str
    expires_at: datetime


def make_key(tx: Tx, party: UUID, name: str, level: int, password: str) -> NewKey:
    """A key for `party` with a certificate in its name; the private part opens with the password only."""
    begun = tx.now.replace(microsecond=0)
    days = 365 * YEARS_OF_A_KEY
    check = IdentityCheck("register and one-time code", level, "local", begun)
    fresh = keys.generate(ALGORITHM)
    chain = house(tx).authority.issue(name, party.hex, fresh.public, check, begun, days)
    salt = os.urandom(16)
    return NewKey(
        lock_key(fresh.der, password, salt),
        salt,
        [each.hex() for each in chain],
        serial_of(chain[0]),
        begun + timedelta(days=days),
    )


def lock_key(private: bytes, password: str, salt: bytes) -> bytes:
    """A private key under its password and the master key."""
    inner = sm4.seal(_stretched(password, salt), private)
    return secrets.seal(inner.hex(), "contract.key")


def unlock_key(sealed: bytes, salt: bytes, chain: Sequence[str], password: str) -> SoftwareKey:
    """The key; raises Altered for a wrong password."""
    inner = bytes.fromhex(secrets.unseal(bytes(sealed), "contract.key"))
    private = sm4.unseal(_stretched(password, bytes(salt)), inner)
    return keys.load(ALGORITHM, private, [bytes.fromhex(each) for each in chain])


def hold_key(key: SoftwareKey, batch: UUID) -> bytes:
    """A key kept for one batch's sealing, under the master key; erased when the batch is done."""
    return secrets.seal(key.der.hex(), f"contract.batch.{batch}")


def held_key(sealed: bytes, batch: UUID, chain: Sequence[str]) -> SoftwareKey:
    """The key `hold_key` keeps."""
    private = bytes.fromhex(secrets.unseal(bytes(sealed), f"contract.batch.{batch}"))
    return keys.load(ALGORITHM, private, [bytes.fromhex(each) for each in chain])


def _stretched(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1, dklen=16)


def serial_of(certificate: bytes) -> str:
    """The serial number of a certificate in hexadecimal."""
    return f"{x509.Certificate.load(certificate).serial_number:X}"


def revoke(tx: Tx, certificate: bytes, reason: str) -> None:
    """Put a certificate on the revocation list from now on."""
    house(tx).authority.revoke(certificate, tx.now.replace(microsecond=0), reason)


# Papers


@dataclass(frozen=True)
class Paper:
    """What a contract's paper says."""

    title: str
    title_en: str
    number: str
    code: str
    at: datetime
    employer: Sequence[tuple[str, str]]
    worker: Sequence[tuple[str, str]]
    opening: Sequence[str]
    articles: Sequence[tuple[str, Sequence[str]]]
    signers: Sequence[str]
    author: str


def lay_out(paper: Paper) -> tuple[bytes, dict[str, list[float]]]:
    """The paper as PDF/A and where each signature goes. Raises Refusal naming a character no font has."""
    text = ContractText(
        title=paper.title,
        title_en=paper.title_en,
        number=paper.number,
        code=paper.code,
        dated=paper.at.date(),
        parties=[
            PartyBlock("甲方（用人单位）", list(paper.employer)),
            PartyBlock("乙方（劳动者）", list(paper.worker)),
        ],
        opening=list(paper.opening),
        articles=[Article(heading, list(paragraphs)) for heading, paragraphs in paper.articles],
        closing=["本文件以可靠的电子签名签署，签署完成即生效。"] if len(paper.signers) > 1 else [],
        signatures=[SIGNATURES[each] for each in paper.signers],
        author=paper.author,
    )
    laid = lay_out_contract(text)
    return laid.pdf, {name: list(place) for name, place in laid.places.items()}


def put_signature(
    tx: Tx,
    pdf: bytes,
    places: Mapping[str, Sequence[float]],
    role: str,
    name: str,
    key: SoftwareKey,
    *,
    first: bool,
    reason: str,
    strokes: Sequence[Any] = (),
) -> bytes:
    """The file with the employer's seal or the worker's signature, timestamped. The first one certifies."""
    look = (
        _seal(name, tx.now.replace(microsecond=0))
        if role == "employer"
        else signature(name, tx.now, strokes=strokes, notes=NOTES)
    )
    mark = Mark(role, name, reason, look, tx.now)
    stamps = house(tx).stamps
    if first:
        where = {each: Place(int(place[0]), *place[1:]) for each, place in places.items()}
        return certify(pdf, where, mark, key, stamps)
    return sign(pdf, mark, key, stamps)


@lru_cache(maxsize=16)
def _seal(name: str, at: datetime) -> Any:
    """An employer's seal as of a second: drawn once for a whole batch."""
    return seal(name, at, notes=NOTES)


def keep_provable(tx: Tx, pdf: bytes) -> bytes:
    """The signed file with validation data and a document timestamp over all (PAdES B-LTA)."""
    here = house(tx)
    return preserve(pdf, Proofs(here.roots, here.crls(tx.now)), here.stamps, "sm3", tx.now)


def anchor_at(place: str) -> tuple[str, Anchor]:
    """An anchor by its place: a folder, or the address of a timestamp authority outside."""
    if place.startswith(("http://", "https://")):
        return "rfc3161", TimestampAnchor(HttpTimestampAuthority(place, Text(place, place)))
    return "file", FileAnchor(Path(place))


def digest(content: bytes) -> bytes:
    """The SM3 of a whole file: the log's leaf."""
    return cms.digest("sm3", content)


def pack(tx: Tx, material: Material) -> bytes:
    """The evidence package, signed by the operator."""
    here = house(tx)
    return build(material, here.operator, here.stamps, here.trust, tx.now)


def check(content: bytes, *, log: Any = None, at: datetime | None = None) -> Report:
    """What a package or PDF proves to a verifier who trusts this installation's roots."""
    moment = at or required().now
    trust = house().trust.knowing(crls=house().crls(moment))
    return verify_bytes(content, trust, log=log, at=moment)


def self_test() -> dict[str, bool]:
    """Whether signing and timestamping work here and now: done once, and the result checked."""
    try:
        here = house()
        message = b"gongbao self-test"
        here.operator.private.public.verify(message, here.operator.sign(message), user_id=USER_ID)
        check_stamp(here.stamps.timestamp(digest(message), "sm3"), lambda name: cms.digest(name, message))
    except (Refusal, EvidenceError):
        return {"sign": False, "stamp": False}
    return {"sign": True, "stamp": True}


def standings() -> list[Standing]:
    """What each local part may claim under item (七)."""
    here = house()
    return [here.authority.standing(), here.stamps.standing(), here.other_stamps.standing()]
