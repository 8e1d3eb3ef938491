"""Nothing can be changed unseen: every byte of a file with its log entry, and each known trick by its own reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from tests.evidence.papers.chinese import Authority, Stamps
from tests.evidence.papers.conftest import Signed
from tests.evidence.papers.foreign import UNTIL
from tests.evidence.papers.material import (
    LATER,
    SIGNED,
    Parties,
    contract_text,
    employer_mark,
    preserved,
    worker_mark,
)

from gongbao.evidence.errors import (
    Altered,
    ClockSetBack,
    EvidenceError,
    HostileInput,
    NoRevocationInformation,
    NotYetValid,
    Revoked,
    TimestampAfterExpiry,
    UnapprovedAlgorithm,
    Untrusted,
    WrongUserId,
)
from gongbao.evidence.pdf import cms, der
from gongbao.evidence.pdf.contract import lay_out_contract
from gongbao.evidence.pdf.drawing import EMPTY
from gongbao.evidence.pdf.revisions import Revision, stream
from gongbao.evidence.pdf.signing import certify, sign
from gongbao.evidence.verify import document
from gongbao.evidence.verify.contract import NoTimestamp, TimeProofLapsed, Unsigned
from gongbao.evidence.verify.errors import AppendedRevision, NotInLog, ReusedSignature
from gongbao.evidence.verify.renewal import renew_by
from gongbao.evidence.verify.report import Answer, CannotBeJudged, Report
from gongbao.evidence.verify.trust import NoRoots, Trust
from gongbao.evidence.verify.verifying import WholeFileOpen, verify_bytes


@dataclass
class Book:
    """A log of whole-file hashes."""

    hashes: list[bytes]

    def find(self, sm3: bytes) -> int | None:
        return self.hashes.index(sm3) if sm3 in self.hashes else None


@pytest.fixture
def contract(contract: Signed) -> Signed:
    """The session's contract with an authority of its own: what a test revokes ends with it."""
    parties = contract.parties
    authority = replace(parties.authority, revoked=list(parties.authority.revoked))
    authority.root = parties.authority.root
    return replace(contract, parties=replace(parties, authority=authority))


def judged(pdf: bytes, parties: Parties, at: datetime = LATER, trust: Trust | None = None) -> Report:
    """The report on a PDF whose whole hash is in the log, with the authority's revocation lists at hand."""
    known = (trust or parties.trust).knowing(crls=parties.crls)
    return verify_bytes(pdf, known, log=Book([cms.digest("sm3", pdf)]), at=at)


def reason(report: Report) -> type[EvidenceError]:
    """The exception that `require` raises."""
    with pytest.raises(EvidenceError) as caught:
        report.require()
    return type(caught.value)


def test_the_baseline_is_valid(contract: Signed) -> None:
    for pdf in (contract.signed, contract.kept):
        report = judged(pdf, contract.parties)
        assert report.answer is Answer.VALID, report.say()
        assert report.require() is report
    assert [each.field for each in report.signatures] == ["employer", "worker", "stamp1"]
    assert {each.answer for each in report.signatures} == {Answer.VALID}


def test_every_single_byte_of_the_file_is_bound_by_its_log_entry(contract: Signed) -> None:
    """Every flip over a whole signed file changes the leaf: each one is hashed, from the block it stands in.

    The verifier, who hashes the file himself, is asked with the log at 100 places all over it.
    """
    short = replace(contract_text(), parties=[], articles=[], title_en="", closing=[])
    laid = lay_out_contract(short)
    mark = replace(employer_mark(SIGNED), look=EMPTY)
    parties = contract.parties
    stamps = parties.stamping(SIGNED)
    sealed = certify(laid.pdf, laid.places, mark, parties.employer, stamps)
    mark = replace(worker_mark(SIGNED), look=EMPTY)
    pdf = sign(sealed, mark, parties.worker, stamps)
    leaf = cms.digest("sm3", pdf)
    assert judged(pdf, parties).answer is Answer.VALID
    book, known = Book([leaf]), parties.trust.knowing(crls=parties.crls)
    assert verify_bytes(pdf, known, log=book, at=LATER).answer is Answer.VALID
    running, seen = hashes.Hash(hashes.SM3()), 0
    for start in range(0, len(pdf), 64):
        block, rest = bytearray(pdf[start : start + 64]), pdf[start + 64 :]
        for place in range(len(block)):
            block[place] ^= 1
            flipped = running.copy()
            flipped.update(bytes(block))
            flipped.update(rest)
            assert flipped.finalize() != leaf
            block[place] ^= 1
            seen += 1
        running.update(bytes(block))
    assert running.finalize() == leaf
    assert seen == len(pdf)
    asked = {*range(0, len(pdf), len(pdf) // 100), len(pdf) - 1}
    for place in sorted(asked):
        other = bytearray(pdf)
        other[place] ^= 1
        report = verify_bytes(bytes(other), known, log=book, at=LATER)
        assert report.answer is Answer.INVALID, place
        assert NotInLog in {type(each.error) for each in report.reasons(Answer.INVALID)}, place
    assert len(asked) > 100


def test_a_flip_anywhere_is_refused_by_the_verifier(contract: Signed) -> None:
    pdf, book = contract.kept, Book([cms.digest("sm3", contract.kept)])
    for place in [0, 1, len(pdf) // 2, len(pdf) - 1, *range(7, len(pdf), len(pdf) // 20)]:
        flipped = bytearray(pdf)
        flipped[place] ^= 1
        report = verify_bytes(bytes(flipped), contract.parties.trust, log=book, at=LATER)
        assert report.answer is Answer.INVALID, place
        assert any(isinstance(each.error, NotInLog) for each in report.findings)
        assert report.say().splitlines()[2] != "不予认可", "never a bare refusal"


def test_a_bare_pdf_answers_no_more_than_its_signatures_prove(contract: Signed) -> None:
    known = contract.parties.trust.knowing(crls=contract.parties.crls)
    report = verify_bytes(contract.signed, known, at=LATER)
    assert reason(report) is WholeFileOpen
    assert [each.answer for each in report.signatures] == [Answer.VALID] * 2
    covered = contract.signed.index(b"/Contents<")
    seen = set()
    for place in range(11, len(contract.signed), len(contract.signed) // 30):
        flipped = bytearray(contract.signed)
        flipped[place] ^= 1
        report = verify_bytes(bytes(flipped), known, at=LATER)
        told = (report.answer, reason(report))
        seen.add(told)
        if place < covered:
            assert told in {(Answer.INVALID, Altered), (Answer.INVALID, HostileInput)}, place
        else:  # a byte no signature covers leaves the whole file open, never valid
            assert told in {
                (Answer.INVALID, Altered), (Answer.INVALID, HostileInput), (Answer.OPEN, WholeFileOpen),
            }, place  # fmt: skip
    assert {(Answer.INVALID, Altered), (Answer.INVALID, HostileInput)} <= seen


def test_a_flip_in_what_is_signed_is_named_as_that(contract: Signed) -> None:
    flipped = bytearray(contract.signed)
    place = contract.signed.index(b"stream", 20_000) + 40
    flipped[place] ^= 1
    report = judged(bytes(flipped), contract.parties)
    assert reason(report) is Altered
    assert {each.answer for each in report.signatures} == {Answer.INVALID}


def test_something_in_the_space_after_a_signature_is_refused(contract: Signed) -> None:
    end = contract.signed.rindex(b"00>")
    assert (
        reason(judged(contract.signed[:end] + b"01" + contract.signed[end + 2 :], contract.parties))
        is HostileInput
    )


def test_an_appended_page_is_refused(contract: Signed) -> None:
    revision = Revision(contract.signed)
    page = revision.base.pages()[0]
    content = revision.add(stream(b"", b"BT ET"))
    body = re.sub(rb"/Contents \d+ 0 R", b"/Contents %d 0 R" % content, revision.read(page))
    revision.put(page, body)
    swapped, _ = revision.finish(bytes(16))
    report = judged(swapped, contract.parties)
    assert reason(report) is AppendedRevision
    assert [type(each.error) for each in report.reasons(Answer.INVALID)] == [AppendedRevision] * 2


def test_an_appended_field_or_text_is_refused(contract: Signed) -> None:
    revision = Revision(contract.signed)
    info = revision.add(b"<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/Contents(more)/DA(/F 9 Tf)>>")
    revision.append_to(revision.base.pages()[0], b"Annots", info)
    assert reason(judged(revision.finish(bytes(16))[0], contract.parties)) is AppendedRevision


def test_a_page_swapped_before_the_second_signature_is_refused(contract: Signed) -> None:
    """The worker signs a file in which the employer's text was changed after the seal."""
    revision = Revision(contract.sealed)
    page = revision.base.pages()[0]
    content = revision.add(stream(b"", b"BT ET"))
    body = re.sub(rb"/Contents \d+ 0 R", b"/Contents %d 0 R" % content, revision.read(page))
    revision.put(page, body)
    parties = contract.parties
    stamps = parties.stamping(SIGNED + timedelta(hours=1))
    signed = sign(revision.finish(bytes(16))[0], worker_mark(SIGNED), parties.worker, stamps)
    report = judged(signed, parties)
    assert [(each.where, type(each.error)) for each in report.reasons(Answer.INVALID)] == [
        ("employer", AppendedRevision)
    ]


def test_bytes_after_the_end_are_never_valid(contract: Signed) -> None:
    for more in (b"\n", b"%PDF-1.7 another", contract.signed):
        report = judged(contract.signed + more, contract.parties)
        assert (report.answer, reason(report)) == (Answer.OPEN, CannotBeJudged)


def test_a_signature_used_twice_is_refused(contract: Signed) -> None:
    first, second = (each.span(1) for each in re.finditer(rb"/Contents<([0-9a-f]+)>", contract.signed))
    taken = contract.signed[slice(*first)][: second[1] - second[0]].ljust(second[1] - second[0], b"0")
    pdf = contract.signed[: second[0]] + taken + contract.signed[second[1] :]
    report = judged(pdf, contract.parties)
    assert report.answer is Answer.INVALID
    assert ReusedSignature in {type(each.error) for each in report.findings}


def test_a_signature_of_another_contract_is_refused(contract: Signed) -> None:
    parties = contract.parties
    mark = replace(employer_mark(SIGNED), reason="另一份合同")
    stamps = parties.stamping(SIGNED)
    other = certify(contract.laid.pdf, contract.laid.places, mark, parties.employer, stamps)
    (there,) = (each.span(1) for each in re.finditer(rb"/Contents<([0-9a-f]+)>", other))
    (here, _) = (each.span(1) for each in re.finditer(rb"/Contents<([0-9a-f]+)>", contract.signed))
    pdf = contract.signed[: here[0]] + other[slice(*there)] + contract.signed[here[1] :]
    assert Altered in {type(each.error) for each in judged(pdf, parties).findings}


def test_another_user_id_is_named(contract: Signed) -> None:
    worker = contract.parties.worker
    empty = replace(worker, user_id=b"")
    assert reason(judged(signed_by(contract, empty), contract.parties)) is WrongUserId
    other = replace(worker, user_id=b"alice@example.com")
    assert reason(judged(signed_by(contract, other), contract.parties)) is Altered


class Weak:
    """A key that claims another algorithm than it has."""

    def __init__(self, holder: Any, algorithm: str) -> None:
        self.algorithm, self.chain, self.sign = algorithm, holder.chain, holder.sign


def test_an_unapproved_algorithm_is_refused(contract: Signed, monkeypatch: pytest.MonkeyPatch) -> None:
    sha1 = cms.Profile(
        "sha1", der.sequence(der.oid("1.3.14.3.2.26")), der.sequence(der.oid("1.2.840.10045.4.1"))
    )
    monkeypatch.setitem(cms.PROFILES, "weak", sha1)
    parties = contract.parties
    pdf = sign(contract.sealed, worker_mark(AT), Weak(parties.worker, "weak"), None)
    assert reason(judged(pdf, parties)) is UnapprovedAlgorithm
    odd = cms.Profile(
        "sha256", cms.PROFILES["ecdsa"].digest_identifier, der.sequence(der.oid("1.2.840.10045.4.1"))
    )
    monkeypatch.setitem(cms.PROFILES, "odd", odd)
    pdf = sign(contract.sealed, worker_mark(AT), Weak(parties.worker, "odd"), None)
    assert reason(judged(pdf, parties)) is UnapprovedAlgorithm


AT = SIGNED + timedelta(hours=1)


def signed_by(
    contract: Signed, worker: Any, *, stamp: datetime | None = AT, claimed: datetime = AT, by: Any = None
) -> bytes:
    """The sealed contract, signed by this worker and stamped at that time."""
    stamps = Stamps(by or contract.parties.stamps.holder, stamp or AT) if stamp else None
    return sign(contract.sealed, worker_mark(claimed), worker, stamps)


def lists(contract: Signed) -> Parties:
    """The same parties with the authority's lists as they stand now."""
    parties = contract.parties
    return replace(parties, crls=(parties.authority.crl(SIGNED + timedelta(days=20)), *parties.crls[1:]))


def test_revoked_before_signing_is_refused_and_after_it_is_not(contract: Signed) -> None:
    worker = contract.parties.authority.holder("沈知夏")
    signed = signed_by(contract, worker)
    assert judged(signed, contract.parties).answer is Answer.VALID
    contract.parties.authority.revoke(worker, AT + timedelta(days=19))
    assert judged(signed, lists(contract)).answer is Answer.VALID
    early = contract.parties.authority.holder("沈知夏")
    signed = signed_by(contract, early)
    contract.parties.authority.revoke(early, AT - timedelta(hours=3))
    assert reason(judged(signed, lists(contract))) is Revoked


def test_without_revocation_information_nothing_is_valid(contract: Signed) -> None:
    report = judged(contract.signed, replace(contract.parties, crls=()))
    assert reason(report) is NoRevocationInformation
    stale = replace(
        contract.parties, crls=(contract.parties.authority.crl(SIGNED - timedelta(days=9), days=1),)
    )
    assert reason(judged(contract.signed, stale)) is NoRevocationInformation


def test_a_forged_revocation_list_says_nothing(contract: Signed) -> None:
    forger = Authority(contract.parties.authority.name)
    parties = replace(contract.parties, crls=(forger.crl(SIGNED + timedelta(days=1)),))
    assert reason(judged(contract.signed, parties)) is NoRevocationInformation


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (AT + timedelta(seconds=1), AT + timedelta(days=9), NotYetValid),
        (AT - timedelta(days=9), AT - timedelta(seconds=1), TimestampAfterExpiry),
        (AT, AT + timedelta(days=9), None),
        (AT - timedelta(days=9), AT, None),
    ],
)
def test_the_certificate_counts_at_the_second_of_the_stamp(
    first: datetime, last: datetime, expected: type[EvidenceError] | None, contract: Signed
) -> None:
    worker = contract.parties.authority.holder("沈知夏", first=first, last=last)
    report = judged(signed_by(contract, worker), contract.parties)
    if expected is None:
        assert report.answer is Answer.VALID, report.say()
    else:
        assert reason(report) is expected


def test_a_clock_set_back_is_named(contract: Signed) -> None:
    worker = contract.parties.worker
    assert (
        reason(judged(signed_by(contract, worker, stamp=SIGNED - timedelta(hours=1)), contract.parties))
        is ClockSetBack
    )
    late = signed_by(contract, worker, claimed=AT + timedelta(minutes=6))
    assert reason(judged(late, contract.parties)) is ClockSetBack
    assert reason(judged(contract.signed, contract.parties, AT - timedelta(seconds=1))) is ClockSetBack


def test_a_signature_without_a_stamp_proves_no_time(contract: Signed) -> None:
    assert (
        reason(judged(signed_by(contract, contract.parties.worker, stamp=None), contract.parties))
        is NoTimestamp
    )


def test_a_stranger_and_a_stamp_by_a_plain_certificate_are_not_trusted(contract: Signed) -> None:
    stranger = Authority("Somebody").holder("沈知夏")
    assert reason(judged(signed_by(contract, stranger), contract.parties)) is Untrusted
    plain = contract.parties.authority.holder("没有用途")
    assert (
        reason(judged(signed_by(contract, contract.parties.worker, by=plain), contract.parties)) is Untrusted
    )


def test_a_contract_signed_by_one_only_is_not_concluded(contract: Signed) -> None:
    assert reason(judged(contract.sealed, contract.parties)) is Unsigned


def test_without_roots_nothing_is_valid(contract: Signed) -> None:
    report = judged(contract.kept, contract.parties, trust=Trust())
    assert report.answer is Answer.OPEN
    assert reason(report) is NoRoots


def test_years_later_an_unrenewed_proof_cannot_be_judged_and_a_renewed_one_is_valid(contract: Signed) -> None:
    far = UNTIL + timedelta(days=900)
    assert reason(judged(contract.kept, contract.parties, far)) is TimeProofLapsed
    parties = contract.parties
    fresh = parties.authority.holder("新时间戳", last=UNTIL + timedelta(days=2000), stamps=True)
    renewed = preserved(
        replace(parties, stamps=Stamps(fresh, SIGNED)), contract.kept, UNTIL - timedelta(days=30)
    )
    report = judged(renewed, parties, far)
    assert report.answer is Answer.VALID, report.say()


def test_the_day_to_stamp_again_comes_before_the_stamps_certificate_expires(contract: Signed) -> None:
    assert renew_by(contract.kept) == UNTIL - timedelta(days=90)
    assert renew_by(contract.signed, timedelta(days=1)) == UNTIL - timedelta(days=1)
    with pytest.raises(Unsigned):
        renew_by(contract.laid.pdf)


@pytest.mark.parametrize(
    "pdf",
    [
        b"",
        b"%PDF-",
        b"%PDF-1.7\n" + b"<<" * 5000,
        b"%PDF-1.7\n1 0 obj<</Pages 1 0 R>>endobj\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 2>>\nstartxref\n44\n%%EOF",
        b"%PDF-1.7\nstartxref\n999999999\n%%EOF",
    ],
)
def test_a_hostile_pdf_is_refused_with_a_reason(pdf: bytes) -> None:
    report = verify_bytes(pdf, Trust(), at=LATER)
    assert (report.answer, reason(report)) == (Answer.INVALID, HostileInput)
    assert len(report.say().splitlines()) > 3, "with its reason"


def test_a_bomb_in_a_pdf_is_refused(monkeypatch: pytest.MonkeyPatch, contract: Signed) -> None:
    import zlib

    monkeypatch.setattr(document, "LARGEST_UNPACKED", 200_000)
    nested = zlib.compress(zlib.compress(bytes(9_000_000)))
    bomb = b"%PDF-1.7\n1 0 obj<</Fl#61te>>stream\n" + nested + b"\nendstream endobj\n%%EOF"
    assert reason(verify_bytes(bomb, Trust(), at=LATER)) is HostileInput
    assert "炸弹" in verify_bytes(bomb, Trust(), at=LATER).say()


def test_the_report_tells_everything_in_json_and_both_languages(contract: Signed) -> None:
    report = judged(contract.kept, contract.parties)
    told = report.to_json()
    assert told["answer"] == "valid"
    assert [each["field"] for each in told["signatures"]] == ["employer", "worker", "stamp1"]
    assert all(each["zh"] and each["en"] for each in told["findings"])
    assert report.say("en").splitlines()[2] == "valid"
    assert len(told["findings"]) == len(report.findings) > 0
