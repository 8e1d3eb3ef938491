"""Checking a signed PDF: every signature and document timestamp, from the last to the first.

The last timestamp must still hold now; each earlier proof must have held when the next one was made. What a
revision may do after a signature is judged by the permission the certifying signature gave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from asn1crypto import x509
from pyhanko.sign.diff_analysis import ModificationLevel

from gongbao.evidence.errors import ClockSetBack
from gongbao.evidence.pdf import cms
from gongbao.evidence.verify.document import Held, SignedDocument, read_document
from gongbao.evidence.verify.errors import AppendedRevision, GapInSignature, ReusedSignature
from gongbao.evidence.verify.report import Answer, CannotBeJudged, Report, SignatureFound
from gongbao.evidence.verify.signature import Cms, Stamp, check_at, check_stamp, read_cms
from gongbao.evidence.verify.trust import ZONE, Trust, name_of
from gongbao.law.text import Text

TOLERANCE = timedelta(minutes=5)
"""How far a signer's own clock may be ahead of the timestamp."""


class TimeProofLapsed(CannotBeJudged):
    """The newest timestamp's certificate has expired and nothing renewed the proof before."""


class NoTimestamp(CannotBeJudged):
    """Only the signer's own clock says when the signature was made."""


class Unsigned(CannotBeJudged):
    """A field waits for its signature, or there is none at all."""


@dataclass
class _Walk:
    """What is known while going from the last signature to the first."""

    pdf: bytes
    document: SignedDocument
    trust: Trust
    at: datetime
    report: Report
    known_by: datetime
    next_time: datetime | None = None


def check_contract(pdf: bytes, trust: Trust, at: datetime, report: Report) -> SignedDocument | None:
    """Check everything inside a PDF and file each finding in `report`; None when it cannot be read at all."""
    document = None
    with report.guard("document"):
        document = read_document(pdf)
        trust = trust.knowing(document.certificates, document.crls, document.ocsps)
    if document is None:
        return None
    if not document.held:
        report.leave_open("signatures", Unsigned(Text("文件里没有电子签名", "the file holds no signature")))
    walk = _Walk(pdf, document, trust, at, report, at)
    found = [_check(walk, each) for each in reversed(document.held)]
    report.signatures.extend(reversed(found))
    _check_reuse(document.held, report)
    _check_end(pdf, document, report)
    for name in document.waiting:
        report.leave_open(
            "signatures", Unsigned(Text(f"“{name}”处尚未签署", f"field {name} is not signed")), name
        )
    return document


def _check(walk: _Walk, held: Held) -> SignatureFound:
    """One signature: what was appended, its bytes and value, its time, its certificate; each step stands alone."""
    report, before = walk.report, len(walk.report.findings)
    told = SignatureFound(held.field, held.kind, held.name, claimed_at=held.claimed_at, covered=held.covers)
    with report.guard("signature", _label(held)):
        read = read_cms(held.content)
        told = replace(
            told,
            signer=name_of(read.signer.subject),
            serial=f"{read.signer.serial_number:X}",
            issuer=name_of(read.signer.issuer),
        )
        _check_cover(walk, held)
        if held.kind == "timestamp":
            told = _check_document_stamp(walk, held, told)
        else:
            told = _check_signature(walk, held, read, told)
    answers = {each.answer for each in report.findings[before:]}
    worst = next((a for a in (Answer.INVALID, Answer.OPEN) if a in answers), Answer.VALID)
    return replace(told, answer=worst)


def _check_cover(walk: _Walk, held: Held) -> None:
    if not held.whole or held.later is None:
        raise GapInSignature(
            Text("签名没有完整盖住它那一版的全部字节", "the signature does not cover its revision wholly")
        )
    allowed = held.allowed or _permission(walk.document)
    if held.later is ModificationLevel.OTHER or held.later.value > allowed.value:
        raise AppendedRevision(
            Text(
                "签名之后追加了不允许的内容（改页、加字或加域）",
                "something was appended after the signature that it does not allow",
            )
        )


def _permission(document: SignedDocument) -> ModificationLevel:
    given = [each.allowed for each in document.held if each.certifies and each.allowed is not None]
    return given[0] if given else ModificationLevel.FORM_FILLING


def _check_signature(walk: _Walk, held: Held, read: Cms, told: SignatureFound) -> SignatureFound:
    report, label = walk.report, _label(held)
    read.check_certificate()
    told = replace(told, algorithm=f"{read.check_value()} / {read.digest.upper()}")
    read.check_digest(held.digest(walk.pdf, read.digest))
    report.good("integrity", Text("内容自签署后未被改动", "the content is as it was signed"), label)
    if read.token is None:
        raise NoTimestamp(
            Text("没有可信时间戳，签署时间只有签署人自报", "there is no timestamp: the time is only claimed")
        )
    trust = walk.trust.knowing(read.certificates)
    stamp, token = check_stamp(read.token, lambda name: cms.digest(name, read.value))
    told = _stamped(walk, held, trust.knowing(token.certificates), stamp, told)
    if held.claimed_at is not None and held.claimed_at > stamp.at + TOLERANCE:
        raise ClockSetBack(
            Text("自报的签署时间晚于时间戳，有时钟被拨过", "the claimed time is later than the timestamp")
        )
    check_at(trust, read.signer, stamp.at)
    report.good("certificate", Text("签署时证书有效且未吊销", "the certificate was good when signing"), label)
    return told


def _check_document_stamp(walk: _Walk, held: Held, told: SignatureFound) -> SignatureFound:
    stamp, token = check_stamp(held.content, lambda name: held.digest(walk.pdf, name))
    told = _stamped(walk, held, walk.trust.knowing(token.certificates), stamp, told)
    walk.known_by = min(walk.known_by, stamp.at)
    return told


def _stamped(walk: _Walk, held: Held, trust: Trust, stamp: Stamp, told: SignatureFound) -> SignatureFound:
    """Judge a timestamp's own certificate and its place in time."""
    if stamp.at > walk.at:
        raise ClockSetBack(
            Text("时间戳的时间在核验时间之后", "the timestamp lies after the moment of checking")
        )
    if walk.next_time is not None and stamp.at > walk.next_time:
        raise ClockSetBack(
            Text(
                "后签的时间戳反而更早，有时钟被拨回",
                "a later signature has an earlier time: a clock was set back",
            )
        )
    walk.next_time = stamp.at
    told = replace(told, stamped_at=stamp.at, stamped_by=name_of(stamp.by.subject))
    check_at(trust, stamp.by, stamp.at)
    _still_holds(stamp.by, walk.known_by)
    walk.report.good(
        "timestamp",
        Text(f"时间戳可信：{_moment(stamp.at)}", f"trusted time {stamp.at.isoformat()}"),
        _label(held),
    )
    if held.kind == "timestamp":
        told = replace(told, algorithm=stamp.algorithm)
    return told


def _still_holds(certificate: x509.Certificate, at: datetime) -> None:
    if at > certificate.not_valid_after:
        day = _moment(certificate.not_valid_after)
        raise TimeProofLapsed(
            Text(
                f"时间戳证书已于 {day} 到期，到期前没有续盖时间戳，现在不能判断",
                f"the timestamp's certificate expired on {day} and nothing renewed it before",
            )
        )


def _check_reuse(held: Sequence[Held], report: Report) -> None:
    seen: dict[bytes, str] = {}
    for each in held:
        if each.content in seen:
            report.refuse(
                "reuse",
                ReusedSignature(
                    Text(
                        f"与“{seen[each.content]}”是同一个签名", f"the same signature as {seen[each.content]}"
                    )
                ),
                _label(each),
            )
        seen[each.content] = each.field


def _check_end(pdf: bytes, document: SignedDocument, report: Report) -> None:
    if document.held and document.held[-1].covers != len(pdf):
        rest = len(pdf) - document.held[-1].covers
        report.leave_open(
            "end",
            CannotBeJudged(
                Text(f"最后一个签名之后还有 {rest} 字节", f"{rest} bytes follow the last signature")
            ),
        )


def _label(held: Held) -> str:
    return held.field if held.kind == "signature" else f"时间戳 {held.field}"


def _moment(at: datetime) -> str:
    return at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S")
