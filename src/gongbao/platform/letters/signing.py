"""Letters signed: an appended revision over the PDF, with SM2 and a timestamp, by the house's local authority.

The authority is working and not licensed, and says so in its name; a licensed one takes its place behind the same
interface. Private keys are kept sealed. The signed file takes the plain one's place everywhere, its digest too.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
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
from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import clock, secrets
from gongbao.platform.db.services import Tx
from gongbao.platform.db.target import data_folder
from gongbao.platform.letters.issuing import make
from gongbao.platform.letters.models import Letter, LetterFile, SigningKey, Verification

ALGORITHM, SEAL, DAYS = "sm2", "letters.signing_key", 365 * 3
WHERE = Place(1, 380.0, 640.0, 120.0, 120.0)


def sign(tx: Tx, letter: UUID, by: str, reason: str, purpose: str) -> bytes:
    """Make a letter's PDF and sign it as `by`, once; `purpose` stands on the seal. Refuses while a glyph is missing."""
    row = Letter.objects.select_for_update().filter(pk=letter).first()
    if row is None:
        raise Refusal(Text("没有这份文书", "No such letter"))
    if not make(tx, letter):
        raise Refusal(
            Text("文书缺少字形，还不能签章", "A glyph is missing: the letter cannot be signed yet"),
            where=row.number,
        )
    row.refresh_from_db()
    file = LetterFile.objects.get(letter=row)
    if row.signed_by:
        return bytes(file.content)
    key, stamps = _keys(tx, by)
    mark = Mark("issuer", by, reason, seal(by, tx.now, purpose=purpose), tx.now)
    file.content = certify(bytes(file.content), {"issuer": WHERE}, mark, key, stamps)
    row.digest, row.signed_by = sm3(file.content).hex(), by
    file.save(update_fields=["content"])
    row.save(update_fields=["digest", "signed_by"])
    Verification.objects.filter(code=row.code).update(digest=row.digest)
    tx.audit("letter.signed", letter=str(letter), digest=row.digest, by=by)
    return file.content


def signatures(content: bytes, at: datetime) -> Report:
    """What the signatures of a file prove to who trusts this house's own root."""
    return verify_bytes(content, trust(at), at=at)


def _keys(tx: Tx, by: str) -> tuple[SoftwareKey, LocalTimestampAuthority]:
    stamps = authority_of_stamps(tx)
    return _load(by) or _made(tx, _authority(tx), by, by, "signer"), stamps


def authority_of_stamps(tx: Tx) -> LocalTimestampAuthority:
    """The house's own timestamp authority (RFC 3161), local and not licensed; made when first needed."""
    tx.lock("letters/signing")
    stamp = _load("timestamps") or _made(tx, _authority(tx), "timestamps", "公报本地时间戳", "timestamps")
    return LocalTimestampAuthority(stamp, clock.now)


def trust(at: datetime) -> Trust:
    """The house's own root with what it says of revocations at a time; empty before anything was signed or stamped."""
    authority = _known()
    if authority is None:
        return Trust()
    return Trust((x509.Certificate.load(authority.root),)).knowing(crls=authority.crls(at))


def _authority(tx: Tx) -> LocalAuthority:
    known = _known()
    if known is not None:
        return known
    made = LocalAuthority.create(ALGORITHM, tx.now, _store())
    SigningKey.objects.create(name="root", sealed=made.root, chain=[])
    SigningKey.objects.create(name="root_crl", sealed=made.root_crl, chain=[])
    _keep("issuing", made.issuing)
    return made


def _known() -> LocalAuthority | None:
    issuing = _load("issuing")
    if issuing is None:
        return None
    told = {row.name: bytes(row.sealed) for row in SigningKey.objects.filter(name__in=("root", "root_crl"))}
    return LocalAuthority(told["root"], issuing, _store(), root_crl=told["root_crl"])


def _store() -> FolderStore:
    return FolderStore(data_folder() / "letters-authority")


def _made(tx: Tx, authority: LocalAuthority, name: str, subject: str, use: Any) -> SoftwareKey:
    proof = IdentityCheck("本机签发", 1, "公报登记", tx.now)
    key = authority.certified(keys.generate(ALGORITHM), subject, proof, tx.now, DAYS, use)
    _keep(name, key)
    return key


def _keep(name: str, key: SoftwareKey) -> None:
    SigningKey.objects.create(
        name=name, sealed=secrets.seal(key.der.hex(), SEAL), chain=[each.hex() for each in key.chain]
    )


def _load(name: str) -> SoftwareKey | None:
    row = SigningKey.objects.filter(name=name).first()
    if row is None:
        return None
    private = bytes.fromhex(secrets.unseal(bytes(row.sealed), SEAL))
    return keys.load(ALGORITHM, private, [bytes.fromhex(each) for each in row.chain])
