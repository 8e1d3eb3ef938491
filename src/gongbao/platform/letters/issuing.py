"""Issuing: a letter gets its number and code at once; its PDF is made by a job and parked when a glyph is missing."""

from __future__ import annotations

import os
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.kernel.districts import office as office_of
from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.letters.codes import new_code
from gongbao.platform.letters.content import Content, template_data
from gongbao.platform.letters.models import Letter, LetterFile, Verification
from gongbao.platform.letters.numbers import next_number
from gongbao.platform.letters.typesetting import MissingGlyph, qr, typeset
from gongbao.platform.letters.words import STANDINGS

MAKE = "letters.make"
MEND = Text(
    "请管理员把含这些字的字体放入字体目录，再重新制作。", "Add a font that has them, then make it again."
)


class Issued(NamedTuple):
    """A letter just issued."""

    letter: UUID
    number: str
    code: str


class Pdf(NamedTuple):
    """A letter's PDF and its SM3 digest."""

    name: str
    content: bytes
    digest: str


def issue(
    tx: Tx,
    kind: str,
    title: Text,
    content: Content,
    *,
    office: str,
    addressee: str,
    prefix: str,
    case: UUID | None = None,
    party: UUID | None = None,
    dated: date | None = None,
    issuer: str = "hr",
) -> Issued:
    """Issue a letter: the next number of `prefix` and year (``prefix〔2020〕12号``), whichever office or kind shares the prefix, a code, a date.

    `issuer` is the body of the office it comes from: ``hr`` or ``tax``. A `kind` starting with ``receipt`` is set as a receipt. The PDF follows within the job `letters.make`.
    """
    day = dated or tx.now.astimezone(ZONE).date()
    number = f"{prefix}〔{day.year}〕{next_number(f'{prefix}/{day.year}')}号"
    row = Letter.objects.create(
        case=case,
        office=office,
        party=party,
        kind=kind,
        number=number,
        code=new_code(),
        title_zh=title.zh,
        title_en=title.en,
        addressee=addressee,
        body=content.as_json(),
        dated=day,
        issued_at=tx.now,
        issued_by=str(tx.actor.account or tx.actor.kind),
        issuer=issuer,
    )
    Verification.objects.create(
        code=row.code,
        kind_zh=title.zh,
        kind_en=title.en,
        number=number,
        office=office,
        issuer=issuer,
        dated=day,
    )
    tx.enqueue(MAKE, {"letter": str(row.pk)}, key=str(row.pk), case=case)
    tx.audit("letter.issued", letter=str(row.pk), number=number)
    return Issued(row.pk, number, row.code)


def make(tx: Tx, letter: UUID) -> bool:
    """Make a letter's PDF unless it is there; returns False when it is parked for want of a glyph."""
    row = Letter.objects.select_for_update().filter(pk=letter).first()
    if row is None:
        raise Refusal(Text("没有这份文书", "No such letter"))
    if row.state == "ready":
        return True
    try:
        content = typeset("receipt" if row.kind.startswith("receipt") else "letter", _data(row))
    except MissingGlyph as fault:
        row.state, row.missing = "parked", str(fault)[:200]
        row.save(update_fields=["state", "missing"])
        tx.audit("letter.parked", letter=str(row.pk))
        return False
    row.state, row.missing, row.digest = "ready", "", sm3(content).hex()
    row.save(update_fields=["state", "missing", "digest"])
    LetterFile.objects.create(letter=row, office=row.office, party=row.party, content=content, made_at=tx.now)
    Verification.objects.filter(code=row.code).update(digest=row.digest)
    return True


@handles(MAKE)
def make_job(tx: Tx, job: Job) -> None:
    """The job of making a letter's PDF; a parked letter is done with until `make` is called again."""
    make(tx, UUID(job.payload["letter"]))


def pdf(letter: UUID) -> Pdf:
    """The PDF as first made. Refuses while it is being made, or parked (naming the missing characters)."""
    row = Letter.objects.filter(pk=letter).first()
    if row is None:
        raise Refusal(Text("没有这份文书", "No such letter"))
    if row.state == "parked":
        raise Refusal(
            Text(f"文书缺少字形：{row.missing}", f"No font has {row.missing}"), where=row.number, mend=MEND
        )
    file = LetterFile.objects.filter(letter=row).first()
    if file is None:
        raise Refusal(
            Text("文书正在制作", "The letter is being made"),
            where=row.number,
            mend=Text("请稍后再打开。", "Open it again in a moment."),
        )
    return Pdf(f"{row.number}.pdf", bytes(file.content), row.digest)


def set_standing(tx: Tx, letter: UUID, standing: str) -> None:
    """Mark a letter ``withdrawn`` or ``replaced``; its verification page says so at once."""
    row = Letter.objects.select_for_update().filter(pk=letter).first()
    if row is None or standing not in STANDINGS or standing == "in_force":
        raise Refusal(Text("没有这份文书或这种状态", "No such letter or standing"))
    row.standing = standing
    row.save(update_fields=["standing"])
    Verification.objects.filter(code=row.code).update(standing=standing)
    tx.audit("letter.standing", letter=str(row.pk), standing=standing)


def remark(tx: Tx, letter: UUID, words: Text) -> None:
    """Tell whoever verifies a letter that still holds what happened since; the last remark counts."""
    row = Letter.objects.filter(pk=letter).first()
    if row is None:
        raise Refusal(Text("没有这份文书", "No such letter"))
    Verification.objects.filter(code=row.code).update(remark_zh=words.zh, remark_en=words.en)
    tx.audit("letter.remark", letter=str(row.pk), remark=words.zh)


def _data(row: Letter) -> dict[str, Any]:
    site = os.environ.get("GONGBAO_SITE", "").rstrip("/")
    return template_data(
        Content.from_json(row.body),
        office=office_of(row.office).body(row.issuer).zh,
        title=Text(row.title_zh, row.title_en),
        number=row.number,
        code=row.code,
        qr=qr(f"{site}/verify/{row.code}" if site else row.code),
        dated=row.dated,
        addressee=row.addressee,
    )
