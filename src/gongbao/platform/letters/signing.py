"""Letters signed: an appended revision over the PDF, with SM2 and a timestamp, by the house's local authority.

The authority is working and not licensed (`house`). The signed file takes the plain one's place everywhere, its digest
too.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from gongbao.evidence.pdf.contract import seal
from gongbao.evidence.pdf.signing import Mark, Place, certify
from gongbao.evidence.tsa import LocalTimestampAuthority
from gongbao.evidence.verify.report import Report
from gongbao.evidence.verify.trust import Trust
from gongbao.evidence.verify.verifying import verify_bytes
from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.letters.house import House
from gongbao.platform.letters.issuing import make
from gongbao.platform.letters.models import Letter, LetterFile, SigningKey, Verification

_HOUSE = House(SigningKey, "name", "letters-authority", "letters.signing_key", "公报登记")
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
    key, stamps = _HOUSE.signer(tx, by, by), _HOUSE.stamps(tx)
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


def authority_of_stamps(tx: Tx) -> LocalTimestampAuthority:
    """The house's own timestamp authority (RFC 3161), local and not licensed; made when first needed."""
    return _HOUSE.stamps(tx)


def trust(at: datetime) -> Trust:
    """The house's own root with what it says of revocations at a time; empty before anything was signed or stamped."""
    return _HOUSE.trust(at)
