"""One question, three answers: is this file, a package or a bare PDF, what its parties signed?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Protocol

from asn1crypto import crl as asn1_crl
from asn1crypto import pem, x509

from gongbao.evidence.errors import EvidenceError, HostileInput
from gongbao.evidence.package.archive import LARGEST, unpack
from gongbao.evidence.pdf import cms
from gongbao.evidence.verify.contract import check_contract
from gongbao.evidence.verify.errors import NotInLog
from gongbao.evidence.verify.package import SUBJECT, check_members
from gongbao.evidence.verify.report import CannotBeJudged, Report
from gongbao.evidence.verify.trust import ZONE, Trust, load_certificates
from gongbao.law.text import Text

_CERTIFICATES = frozenset({".pem", ".crt", ".cer", ".der"})
BARE = Text("PDF 文件", "PDF file")


class WholeFileOpen(CannotBeJudged):
    """A bare PDF: its signatures say what they cover, and nothing says anything about the rest."""


class HashLog(Protocol):
    """A log that can be asked for the hash of a whole file."""

    def find(self, sm3: bytes) -> int | None:
        """The place of this hash in the log, None when it is not there. Raises where the log itself is broken."""


def verify(path: Path, roots: Trust, *, log: HashLog | None = None, at: datetime | None = None) -> Report:
    """What a package or a PDF proves as of `at` (now by default), for a verifier who trusts `roots`.

    Never raises for what is in the file: each reason stands in the report as its own exception, and
    ``report.require()`` raises it. Raises OSError when the file cannot be read.
    """
    size = path.stat().st_size
    if size > LARGEST:
        return _refused(path, HostileInput(Text("文件过大，不予读取", "the file is too large")), at)
    return verify_bytes(path.read_bytes(), roots, log=log, at=at)


def verify_bytes(
    content: bytes, roots: Trust, *, log: HashLog | None = None, at: datetime | None = None
) -> Report:
    """As `verify`, of a file's bytes."""
    moment = at or datetime.now(UTC)
    if content.startswith(b"PK"):
        try:
            members = unpack(content)
        except EvidenceError as fault:
            report = Report(SUBJECT, cms.digest("sm3", content).hex(), moment)
            report.refuse("package", fault)
            return report
        report = check_members(members, roots, moment)
        if log is not None:
            _look_up(members.get("contract.pdf", b""), log, report)
        return report
    report = Report(BARE, cms.digest("sm3", content).hex(), moment)
    if log is not None:
        _look_up(content, log, report)
    check_contract(content, roots, moment, report)
    if log is None:
        report.leave_open(
            "whole_file",
            WholeFileOpen(
                Text(
                    "只有 PDF 本身：签名以外的字节没有存证可对照，整个文件不能判断；请用证据包或 --log",
                    "a bare PDF: nothing vouches for the bytes outside its signatures; use its package or --log",
                )
            ),
        )
    return report


def load_roots(folder: Path) -> Trust:
    """The verifier's roots: every certificate in a folder (PEM or DER), and the ``.crl`` files beside them.

    Raises HostileInput for a file that is no certificate, OSError for a folder that cannot be read.
    """
    certificates: list[x509.Certificate] = []
    lists: list[bytes] = []
    for each in sorted(folder.iterdir()):
        if each.suffix.lower() in _CERTIFICATES:
            certificates += load_certificates(each.read_bytes())
        elif each.suffix.lower() == ".crl":
            lists += _lists(each.read_bytes())
    return Trust(roots=tuple(certificates)).knowing(crls=lists)


def end_of_day(day: date) -> datetime:
    """The last moment of a day in Beijing."""
    return datetime.combine(day, time(), ZONE) + timedelta(days=1, microseconds=-1)


def _lists(content: bytes) -> Iterable[bytes]:
    if pem.detect(content):
        return [der for _, _, der in pem.unarmor(content, multiple=True)]
    return [asn1_crl.CertificateList.load(content).dump()]


def _look_up(content: bytes, log: HashLog, report: Report) -> None:
    try:
        place = log.find(cms.digest("sm3", content))
    except EvidenceError as fault:
        report.note("log", fault)
        return
    if place is None:
        report.refuse(
            "whole_file",
            NotInLog(
                Text(
                    "给出的日志里没有这个文件的摘要：文件被改动过，或从未存证",
                    "the log given does not hold this file's hash: it was altered, or never logged",
                )
            ),
        )
        return
    report.good(
        "whole_file",
        Text(f"整个文件与日志第 {place + 1} 条逐字节相同", f"the whole file is entry {place + 1} of the log"),
    )


def _refused(path: Path, fault: EvidenceError, at: datetime | None) -> Report:
    report = Report(Text(path.name, path.name), "", at or datetime.now(UTC))
    report.refuse("file", fault)
    return report
