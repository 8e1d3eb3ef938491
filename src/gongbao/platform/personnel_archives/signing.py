"""Certificates are signed by the centre: an appended revision over the letter's PDF, with SM2 and a timestamp.

The centres' authority is local and not licensed (`letters.house`), with keys of its own.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from gongbao.evidence.pdf.contract import seal
from gongbao.evidence.pdf.signing import Mark, Place, certify
from gongbao.evidence.verify.report import Report
from gongbao.evidence.verify.verifying import verify_bytes
from gongbao.kernel import districts
from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import CITY, Tx
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.letters import services as letters
from gongbao.platform.parties.services import opened
from gongbao.platform.personnel_archives.models import Matter, Signed, SigningKey

SIGN = "archives.sign"
_HOUSE = letters.House(SigningKey, "office", "archives-authority", "archives.signing_key", "公服中心登记")
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
    name = _name(matter.office)
    with opened("signing keys"):
        key, stamps = _HOUSE.signer(tx, matter.office, name), _HOUSE.stamps(tx)
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
        trust = _HOUSE.trust(at)
    return Checked(found, kept, verify_bytes(content, trust, at=at))


def _name(office: str) -> str:
    return "北京市公服中心" if office == CITY else f"{districts.office(office).name.zh}公服中心"
