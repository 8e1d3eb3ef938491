"""Certificates are signed by the centre: an appended revision over the letter's PDF, with SM2 and a timestamp.

The authority is the local one (working, not licensed) and says so in its name; a licensed one takes its place
behind the same interface. Keys are kept sealed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from asn1crypto import x509

from gongbao.evidence import keys
from gongbao.evidence.keys import SoftwareKey
from gongbao.evidence.local_ca import FolderStore, LocalAuthority
from gongbao.evidence.pdf.contract import seal
from gongbao.evidence.pdf.signing import Mark, Place, certify
from gongbao.evidence.providers import IdentityCheck
from gongbao.evidence.tsa import LocalTimestampAuthority
from gongbao.evidence.verify.report import Report
from gongbao.evidence.verify.trust import Trust
from gongbao.evidence.verify.verifying import verify_bytes
from gongbao.kernel import districts
from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import clock, secrets
from gongbao.platform.db.services import CITY, Tx
from gongbao.platform.db.target import data_folder
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.letters import services as letters
from gongbao.platform.parties.services import opened
from gongbao.platform.personnel_archives.models import Matter, Signed, SigningKey

SIGN = "archives.sign"
ALGORITHM, SEAL, DAYS = "sm2", "archives.signing_key", 365 * 3
WHERE = Place(1, 380.0, 640.0, 120.0, 120.0)


class Checked(NamedTuple):
    """What a signed certificate proves: whether its code is known and in force, and the signatures' report."""

    letter: letters.Verified | None
    same_letter: bool
    report: Report


def sign(tx: Tx, letter: UUID, case: UUID) -> bytes:
    """A case's letter with the centre's signature; made once and kept. Refuses while the PDF is being made."""
    made = Signed.objects.filter(letter=letter).first()
    if made is not None:
        return bytes(made.content)
    row = next((each for each in letters.letters(case=case) if each.id == letter), None)
    matter = Matter.objects.filter(case=case).first()
    if row is None or matter is None:
        raise Refusal(
            Text("没有这份证明", "There is no such certificate"),
            mend=Text("请从办件页面打开", "Open it from the case's page"),
            clause="rencai-2020-24/5.s1",
        )
    plain = letters.pdf(letter).content
    key, stamps = _keys(tx, matter.office)
    name = _name(matter.office)
    mark = Mark("centre", name, "依据档案记载出具", seal(name, tx.now, purpose="档案证明专用章"), tx.now)
    content = certify(plain, {"centre": WHERE}, mark, key, stamps)
    Signed.objects.create(
        office=matter.office, party=matter.party, letter=letter, code=row.code, content=content,
        digest=sm3(content).hex(), at=tx.now,
    )  # fmt: skip
    tx.audit("archives.signed", letter=str(letter), digest=sm3(content).hex())
    return content


@handles(SIGN)
def sign_soon(tx: Tx, job: Job) -> None:
    """Sign a certificate once its PDF is there; a PDF that waits for a font is signed when it is asked for."""
    letter = UUID(job.payload["letter"])
    if job.case is not None and letters.make(tx, letter):
        sign(tx, letter, job.case)


def signed(letter: UUID) -> bytes | None:
    """A certificate's signed file, None while there is none; the caller may see the letter."""
    with opened("signed certificate"):
        row = Signed.objects.filter(letter=letter).first()
    return bytes(row.content) if row else None


def is_signed_form(code: str, content: bytes) -> bool:
    """Whether `content` is the signed file of the letter with this code, byte for byte."""
    with opened("certificate checked"):
        return Signed.objects.filter(digest=sm3(content).hex(), code=letters.normal(code)).exists()


def check(code: str, content: bytes, at: datetime) -> Checked:
    """Judge a signed certificate by its code: the letter inside it must be the one issued, the signature good."""
    found = letters.verify_code(code)
    kept = found is not None and is_signed_form(found.code, content)
    with opened("certificate checked"):
        authority = _known()
    trust = Trust()
    if authority is not None:
        trust = Trust((x509.Certificate.load(authority.root),)).knowing(crls=authority.crls(at))
    return Checked(found, kept, verify_bytes(content, trust, at=at))


def _keys(tx: Tx, office: str) -> tuple[SoftwareKey, LocalTimestampAuthority]:
    tx.lock("archives/signing")
    with opened("signing keys"):
        key = _load(office)
        stamp = _load("timestamps")
        if key is None or stamp is None:
            authority = _authority(tx)
            key = key or _made(tx, authority, office, _name(office), "signer")
            stamp = stamp or _made(tx, authority, "timestamps", "公报本地时间戳", "timestamps")
    return key, LocalTimestampAuthority(stamp, clock.now)


def _authority(tx: Tx) -> LocalAuthority:
    known = _known()
    if known is not None:
        return known
    made = LocalAuthority.create(ALGORITHM, tx.now, _store())
    SigningKey.objects.create(office="root", sealed=made.root, chain=[])
    SigningKey.objects.create(office="root_crl", sealed=made.root_crl, chain=[])
    _keep("issuing", made.issuing)
    return made


def _known() -> LocalAuthority | None:
    issuing = _load("issuing")
    if issuing is None:
        return None
    told = {
        row.office: bytes(row.sealed) for row in SigningKey.objects.filter(office__in=("root", "root_crl"))
    }
    return LocalAuthority(told["root"], issuing, _store(), root_crl=told["root_crl"])


def _store() -> FolderStore:
    return FolderStore(data_folder() / "archives-authority")


def _made(tx: Tx, authority: LocalAuthority, office: str, name: str, use: Any) -> SoftwareKey:
    proof = IdentityCheck("本机签发", 1, "公服中心登记", tx.now)
    key = authority.certified(keys.generate(ALGORITHM), name, proof, tx.now, DAYS, use)
    _keep(office, key)
    return key


def _keep(office: str, key: SoftwareKey) -> None:
    SigningKey.objects.create(
        office=office, sealed=secrets.seal(key.der.hex(), SEAL), chain=[each.hex() for each in key.chain]
    )


def _load(office: str) -> SoftwareKey | None:
    row = SigningKey.objects.filter(office=office).first()
    if row is None:
        return None
    private = bytes.fromhex(secrets.unseal(bytes(row.sealed), SEAL))
    return keys.load(ALGORITHM, private, [bytes.fromhex(each) for each in row.chain])


def _name(office: str) -> str:
    return "北京市公服中心" if office == CITY else f"{districts.office(office).name.zh}公服中心"
