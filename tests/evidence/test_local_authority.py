"""The local authority and its timestamps, judged by OpenSSL's own commands."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from asn1crypto import crl, x509

from gongbao.evidence import keys
from gongbao.evidence.errors import ClockSetBack, UnapprovedAlgorithm
from gongbao.evidence.keys import SoftwareKey
from gongbao.evidence.local_ca import FolderStore, LocalAuthority
from gongbao.evidence.providers import IdentityCheck, Signer
from gongbao.evidence.tsa import LocalTimestampAuthority, digest

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
    for standing in (authority.standing(), LocalTimestampAuthority(holder, lambda: AT).standing()):
        assert standing.licensed is False
        assert standing.ground.zh
        assert standing.ground.en
