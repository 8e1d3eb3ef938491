"""The local authority and its timestamps, judged by OpenSSL's own commands."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from asn1crypto import crl, ocsp, x509

from gongbao.evidence import keys
from gongbao.evidence.errors import ClockSetBack, HostileInput, UnapprovedAlgorithm
from gongbao.evidence.keys import SoftwareKey
from gongbao.evidence.local_ca import FolderStore, LocalAuthority
from gongbao.evidence.providers import IdentityCheck, Signer
from gongbao.evidence.tsa import FileMark, LocalTimestampAuthority, digest

AT = datetime(2020, 11, 9, 1, tzinfo=UTC)
CHECK = IdentityCheck("face", 3, "local", AT)
ID = ("-vfyopt", "distid:1234567812345678")


def openssl(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["openssl", *arguments], capture_output=True, text=True, check=False)


@pytest.fixture(params=["sm2", "ecdsa"])
def authority(request: pytest.FixtureRequest, tmp_path: Path) -> LocalAuthority:
    return LocalAuthority.create(request.param, AT, FolderStore(tmp_path / "ca"), "http://localhost/crl")


@pytest.fixture
def holder(authority: LocalAuthority) -> SoftwareKey:
    return authority.certified(keys.generate(authority.issuing.algorithm), "林知舟", CHECK, AT, 365)


def pem(folder: Path, name: str, certificate: bytes) -> Path:
    (folder / f"{name}.der").write_bytes(certificate)
    openssl("x509", "-inform", "DER", "-in", folder / f"{name}.der", "-out", folder / f"{name}.pem")
    return folder / f"{name}.pem"


def test_openssl_checks_each_link_of_the_chain(holder: SoftwareKey, tmp_path: Path) -> None:
    assert isinstance(holder, Signer)
    links = [pem(tmp_path, str(i), each) for i, each in enumerate(holder.chain)]
    extra = ID if holder.algorithm == "sm2" else ()
    for lower, upper in pairwise(links):
        done = openssl("verify", "-partial_chain", "-no_check_time", *extra, "-trusted", upper, lower)
        assert done.returncode == 0, done.stderr
    wrong = openssl("verify", "-partial_chain", "-no_check_time", *extra, "-trusted", links[2], links[0])
    assert wrong.returncode != 0


def test_openssl_reads_revocations_and_answers(
    authority: LocalAuthority, holder: SoftwareKey, tmp_path: Path
) -> None:
    certificate, later = holder.chain[0], AT + timedelta(days=2)
    authority.revoke(certificate, AT + timedelta(days=1), "key_compromise")
    authority.revoke(certificate, AT + timedelta(hours=1), "superseded")  # the first revocation stands
    serial = x509.Certificate.load(certificate).serial_number
    listed = crl.CertificateList.load(authority.crl(later))["tbs_cert_list"]["revoked_certificates"].native
    assert [each["user_certificate"] for each in listed] == [serial]
    assert crl.CertificateList.load(authority.crl(AT))["tbs_cert_list"]["revoked_certificates"].native is None
    for name, at, word in (("late", later, "revoked"), ("early", AT, "good")):
        (tmp_path / name).write_bytes(authority.ocsp(certificate, at))
        told = openssl("ocsp", "-respin", tmp_path / name, "-resp_text", "-noverify")
        assert f"Cert Status: {word}" in told.stdout


def test_openssl_verifies_our_token(tmp_path: Path) -> None:
    authority = LocalAuthority.create("rsa", AT, FolderStore(tmp_path / "ca"))
    stamper = authority.certified(keys.generate("rsa"), "时间戳", CHECK, AT, 365, "timestamps")
    token = LocalTimestampAuthority(stamper, lambda: AT + timedelta(hours=1)).timestamp(
        digest("sha256", b"data"), "sha256"
    )
    (tmp_path / "token").write_bytes(token)
    (tmp_path / "data").write_bytes(b"data")
    root, between = pem(tmp_path, "root", stamper.chain[2]), pem(tmp_path, "between", stamper.chain[1])
    asked = ["ts", "-verify", "-token_in", "-in", tmp_path / "token", "-CAfile", root, "-untrusted", between,
             "-attime", str(int(AT.timestamp()) + 3600), "-data"]  # fmt: skip
    assert openssl(*asked, tmp_path / "data").returncode == 0
    (tmp_path / "data").write_bytes(b"datb")
    assert openssl(*asked, tmp_path / "data").returncode != 0


@pytest.mark.parametrize("algorithm", ["ecdsa", "rsa"])
def test_openssl_asks_and_checks_the_answer(algorithm: str, tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "ca")
    authority = LocalAuthority.create(algorithm, AT, store)
    good, gone, foreign = (
        authority.certified(keys.generate(algorithm), name, CHECK, AT, 365).chain for name in "甲乙丙"
    )
    authority.revoke(gone[0], AT + timedelta(hours=1), "key_compromise")
    (store.folder / f"{x509.Certificate.load(foreign[0]).serial_number:x}.json").unlink()
    issuer, root = pem(tmp_path, "issuer", good[1]), pem(tmp_path, "root", good[2])
    for digest_option in ("-sha1", "-sha256"):
        for chain, word in ((good, "good"), (gone, "revoked"), (foreign, "unknown")):
            holder = pem(tmp_path, "holder", chain[0])
            question, answer = tmp_path / "question", tmp_path / "answer"
            openssl("ocsp", digest_option, "-issuer", issuer, "-cert", holder, "-reqout", question)
            answer.write_bytes(authority.answer(question.read_bytes(), AT + timedelta(hours=2), store.issued))
            told = openssl("ocsp", digest_option, "-no_nonce", "-reqin", question, "-respin", answer, "-issuer", issuer,
                           "-cert", holder, "-CAfile", root, "-verify_other", issuer, "-trust_other",
                           "-attime", str(int(AT.timestamp()) + 7200), "-validity_period", "2147483647")  # fmt: skip
            assert "Response verify OK" in told.stderr, told.stderr
            assert f"holder.pem: {word}" in told.stdout
            assert "nonce" not in told.stderr.lower()
    with pytest.raises(HostileInput):
        authority.answer(b"0\x80" * 40, AT, store.issued)


def test_another_authority_s_certificates_are_unknown(tmp_path: Path) -> None:
    ours, theirs = (LocalAuthority.create("ecdsa", AT, FolderStore(tmp_path / name)) for name in "ab")
    holder = theirs.certified(keys.generate("ecdsa"), "甲", CHECK, AT, 365)
    issuer, held = pem(tmp_path, "issuer", holder.chain[1]), pem(tmp_path, "holder", holder.chain[0])
    openssl("ocsp", "-issuer", issuer, "-cert", held, "-reqout", tmp_path / "question")
    answer = ocsp.OCSPResponse.load(
        ours.answer((tmp_path / "question").read_bytes(), AT, lambda serial: True)
    )
    assert answer.response_data["responses"][0]["cert_status"].name == "unknown"


def test_a_clock_that_goes_back_over_a_restart_is_refused(holder: SoftwareKey, tmp_path: Path) -> None:
    mark = FileMark(tmp_path / "tsa" / "last")
    LocalTimestampAuthority(holder, lambda: AT + timedelta(hours=2), mark).timestamp(b"\0" * 32, "sm3")
    again = LocalTimestampAuthority(holder, lambda: AT + timedelta(hours=1), mark)
    with pytest.raises(ClockSetBack):
        again.timestamp(b"\0" * 32, "sm3")
    LocalTimestampAuthority(holder, lambda: AT + timedelta(hours=2), mark).timestamp(b"\0" * 32, "sm3")
    mark.path.write_text("torn")
    with pytest.raises(ClockSetBack):
        LocalTimestampAuthority(holder, lambda: AT, mark)


def test_a_clock_that_goes_back_is_refused(holder: SoftwareKey) -> None:
    times = iter((AT + timedelta(hours=2), AT + timedelta(hours=1)))
    stamps = LocalTimestampAuthority(holder, lambda: next(times))
    stamps.timestamp(digest("sm3", b"a"), "sm3")
    with pytest.raises(ClockSetBack):
        stamps.timestamp(digest("sm3", b"b"), "sm3")


def test_other_digests_are_not_stamped(holder: SoftwareKey) -> None:
    stamps = LocalTimestampAuthority(holder, lambda: AT)
    for algorithm, value in (("md5", b"\0" * 16), ("sm3", b"\0" * 20)):
        with pytest.raises(UnapprovedAlgorithm):
            stamps.timestamp(value, algorithm)


def test_it_says_that_it_is_not_licensed(authority: LocalAuthority, holder: SoftwareKey) -> None:
    parts = (authority, LocalTimestampAuthority(holder, lambda: AT), holder)
    for standing in (part.standing() for part in parts):
        assert standing.approved_algorithms == (holder.algorithm == "sm2")
        assert standing.licensed is False
        assert standing.ground.zh
        assert standing.ground.en
