"""The paper itself: laid out, sealed, signed and preserved; other people's readers agree."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from asn1crypto import crl, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext
from tests.evidence.papers.conftest import Signed, foreign_parties
from tests.evidence.papers.material import (
    FIRM,
    SIGNED,
    WORKER,
    contract_text,
    employer_mark,
    preserved,
    sign_both,
    worker_mark,
)

from gongbao.evidence.errors import HostileInput, UnapprovedAlgorithm
from gongbao.evidence.pdf import cms
from gongbao.evidence.pdf.contract import Article, Laid, lay_out_contract, seal, signature
from gongbao.evidence.pdf.drawing import convert
from gongbao.evidence.pdf.preserving import Proofs, preserve
from gongbao.evidence.pdf.revisions import NotOurs
from gongbao.evidence.pdf.signing import certify, certifying, field_names, sign
from gongbao.evidence.pdf.typesetting import MissingGlyph


def test_the_same_contract_gives_the_same_bytes_and_its_date_is_an_input(laid: Laid) -> None:
    assert lay_out_contract(contract_text()).pdf == laid.pdf
    other = lay_out_contract(replace(contract_text(), dated=contract_text().dated + timedelta(days=1)))
    assert other.pdf != laid.pdf
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U" in laid.pdf


def test_places_come_from_the_layout(laid: Laid) -> None:
    employer, worker = laid.places["employer"], laid.places["worker"]
    assert employer.page == worker.page
    assert (round(employer.width), round(employer.height)) == (204, 125)
    assert employer.left + employer.width < worker.left
    assert worker.left + worker.width < 595
    long = replace(contract_text(), articles=[Article(f"第{n}条", ["话" * 300]) for n in range(30)])
    moved = lay_out_contract(long).places["worker"]
    assert moved.page > worker.page
    assert moved.top + moved.height < 842 - 37 * 72 / 25.4, "never over the foot of the page"


def test_a_missing_glyph_names_the_character() -> None:
    with pytest.raises(MissingGlyph, match=r"U\+30000"):
        lay_out_contract(replace(contract_text(), opening=["\U00030000"]))
    with pytest.raises(MissingGlyph, match=r"U\+30000"):
        signature("\U00030000某", SIGNED)


def test_drawings_need_no_font_and_keep_inside_the_field() -> None:
    drawn = seal(FIRM, SIGNED)
    assert b"BT" not in drawn.operators
    assert (round(drawn.width), round(drawn.height)) == (204, 125)
    wild = signature(WORKER, SIGNED, strokes=[[(-5.0, 0.5), (9.0, 99.0)], [(0.5, 0.5)]])
    assert wild.operators != signature(WORKER, SIGNED).operators
    with pytest.raises(ValueError, match="outlines only"):
        convert('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><image/></svg>')


def test_every_field_is_there_before_the_first_signature(foreign: Signed) -> None:
    assert field_names(foreign.laid.pdf) == {}
    assert field_names(foreign.sealed) == {"employer": True, "worker": False}
    assert field_names(foreign.signed) == {"employer": True, "worker": True}


def test_each_act_only_appends(foreign: Signed) -> None:
    assert foreign.sealed.startswith(foreign.laid.pdf)
    assert foreign.signed.startswith(foreign.sealed)
    assert foreign.kept.startswith(foreign.signed)


def test_a_key_elsewhere_signs_in_two_halves(foreign: Signed) -> None:
    parties = foreign.parties
    pending = certifying(
        foreign.laid.pdf,
        foreign.laid.places,
        employer_mark(SIGNED),
        parties.employer.algorithm,
        parties.employer.chain,
    )
    done = pending.complete(parties.employer.sign(pending.message), parties.stamping(SIGNED))
    assert field_names(done) == field_names(foreign.sealed)
    with pytest.raises(ValueError, match="does not fit"):
        pending.complete(bytes(20_000), None)


def test_fields_that_are_not_there_or_are_filled_are_refused(foreign: Signed) -> None:
    parties = foreign.parties
    for pdf, mark in (
        (foreign.signed, worker_mark(SIGNED)),
        (foreign.sealed, replace(worker_mark(SIGNED), field="nobody")),
        (foreign.laid.pdf, worker_mark(SIGNED)),
    ):
        with pytest.raises(HostileInput):
            sign(pdf, mark, parties.worker, parties.stamps)


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\n%%EOF\n", b"%PDF-1.7\nstartxref\n5\n%%EOF\n", b"PK\3\4"])
def test_other_peoples_files_are_never_signed(pdf: bytes, foreign: Signed) -> None:
    with pytest.raises(NotOurs):
        certify(pdf, foreign.laid.places, employer_mark(SIGNED), foreign.parties.employer, None)


def test_a_key_of_an_unknown_kind_is_refused(foreign: Signed) -> None:
    with pytest.raises(UnapprovedAlgorithm):
        certifying(foreign.laid.pdf, foreign.laid.places, employer_mark(SIGNED), "md5", [b""])
    with pytest.raises(UnapprovedAlgorithm):
        cms.profile("dsa")


def apart(check: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """Call in a thread of its own: pyHanko starts an event loop, and a browser's may run in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(check, *given, **named).result()


@pytest.mark.parametrize("kind", ["ecdsa", "rsa"])
def test_pyhanko_accepts_every_signature(kind: str, foreign: Signed) -> None:
    if kind == "rsa":
        parties = foreign_parties(kind)
        kept = preserved(parties, sign_both(parties, foreign.laid)[1])
    else:
        parties, kept = foreign.parties, foreign.kept
    reader = PdfFileReader(io.BytesIO(kept), strict=True)
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(each) for each in parties.roots],
        crls=[crl.CertificateList.load(each) for each in parties.crls],
        revocation_mode="require",
        moment=SIGNED + timedelta(days=1),
    )
    *signatures, stamp = reader.embedded_signatures
    for each in signatures:
        status = apart(validate_pdf_signature, each, context, context)
        assert status.bottom_line, status.pretty_print_details()
        assert status.timestamp_validity is not None
        assert status.timestamp_validity.valid
    held = apart(validate_pdf_timestamp, stamp, context)
    assert held.intact
    assert held.valid
    assert held.trusted


@pytest.mark.skipif(not which("pdfsig"), reason="pdfsig (Debian poppler-utils) is not installed")
@pytest.mark.parametrize("kind", ["ecdsa", "rsa"])
def test_pdfsig_accepts_both_signatures(kind: str, foreign: Signed, tmp_path: Path) -> None:
    parties = foreign.parties if kind == "ecdsa" else foreign_parties(kind)
    signed = foreign.signed if kind == "ecdsa" else sign_both(parties, foreign.laid)[1]
    file = tmp_path / "signed.pdf"
    file.write_bytes(signed)
    command = ["pdfsig", "-nocert", str(file)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert told.count("Signature is Valid.") == 2
    assert told.count("Total document signed") == 1
    place = bytearray(signed)
    place[5000] ^= 1
    file.write_bytes(bytes(place))
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." not in told, "the oracle sees a flip"


def test_stamping_again_keeps_what_was_stored(foreign: Signed) -> None:
    parties = foreign.parties
    stamps = parties.stamping(SIGNED + timedelta(days=300))
    again = preserve(foreign.kept, Proofs(parties.roots, parties.crls), stamps, "sha256", SIGNED)
    assert again.startswith(foreign.kept)
    reader = PdfFileReader(io.BytesIO(again), strict=True)
    assert [each.field_name for each in reader.embedded_signatures] == [
        "employer",
        "worker",
        "stamp1",
        "stamp2",
    ]
    assert len(reader.root["/DSS"]["/CRLs"]) == 4
