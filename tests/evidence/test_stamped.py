"""Timestamps of our own, of OpenSSL's making and over HTTP; checkpoints with their signature and two stamps."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import cms, tsp, x509

from gongbao.evidence import keys
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
    Unreachable,
    Untrusted,
)
from gongbao.evidence.keys import SoftwareKey
from gongbao.evidence.local_ca import FolderStore, LocalAuthority
from gongbao.evidence.log import checkpoints
from gongbao.evidence.log.checkpoints import Checkpoint, SealedCheckpoint
from gongbao.evidence.providers import IdentityCheck
from gongbao.evidence.tsa import HttpTimestampAuthority, LocalTimestampAuthority, digest
from gongbao.evidence.verify.contract import NoTimestamp
from gongbao.evidence.verify.stamped import verify_checkpoint, verify_timestamp
from gongbao.evidence.verify.trust import NoRoots, Trust
from gongbao.law.text import Text

AT = datetime(2020, 11, 9, 1, tzinfo=UTC)
LATER = AT + timedelta(days=1)
CHECK = IdentityCheck("face", 3, "local", AT)
DATA = b"what is stamped"


class House:
    """An authority of one algorithm with a timestamp key."""

    def __init__(self, algorithm: str, folder: Path) -> None:
        self.authority = LocalAuthority.create(algorithm, AT, FolderStore(folder))
        self.stamper = self.authority.certified(
            keys.generate(algorithm), "时间戳", CHECK, AT, 30, "timestamps"
        )
        self.digest = "sm3" if algorithm == "sm2" else "sha256"

    def trust(self, at: datetime = LATER) -> Trust:
        roots = (x509.Certificate.load(self.authority.root),)
        return Trust(roots=roots).knowing(crls=self.authority.crls(at))

    def stamp(self, at: datetime = AT, signer: SoftwareKey | None = None) -> bytes:
        clock = LocalTimestampAuthority(signer or self.stamper, lambda: at)
        return clock.timestamp(digest(self.digest, DATA), self.digest)

    def verify(self, token: bytes, at: datetime = LATER, trust: Trust | None = None) -> None:
        told = verify_timestamp(token, digest(self.digest, DATA), trust or self.trust(), at, self.digest)
        assert told.at == AT


@pytest.fixture(scope="module", params=["sm2", "ecdsa", "rsa"])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, House]:
    return {name: House(name, tmp_path_factory.mktemp(name)) for name in ("sm2", "rsa")}


def refused(kind: type[EvidenceError], house: House, token: bytes, **how: Any) -> None:
    with pytest.raises(kind) as told:
        house.verify(token, **how)
    assert type(told.value) is kind


def test_our_token_is_verified_and_every_wrong_one_named(house: House) -> None:
    token = house.stamp()
    house.verify(token)
    with pytest.raises(Altered):
        verify_timestamp(token, digest(house.digest, b"other"), house.trust(), LATER)
    other = "sha256" if house.digest == "sm3" else "sm3"
    with pytest.raises(UnapprovedAlgorithm):
        verify_timestamp(token, digest(house.digest, DATA), house.trust(), LATER, other)
    refused(ClockSetBack, house, token, at=AT - timedelta(seconds=1))
    refused(TimestampAfterExpiry, house, house.stamp(AT + timedelta(days=31)), at=AT + timedelta(days=32))
    refused(NotYetValid, house, house.stamp(AT - timedelta(days=1)))
    signer = house.authority.certified(keys.generate(house.stamper.algorithm), "甲", CHECK, AT, 30)
    refused(Untrusted, house, house.stamp(signer=signer))
    refused(NoRoots, house, token, trust=Trust().knowing(crls=house.authority.crls(LATER)))
    refused(NoRevocationInformation, house, token, trust=Trust(roots=house.trust().roots))
    refused(HostileInput, house, token[:-1])
    refused(HostileInput, house, b"")


def test_a_foreign_root_and_a_revoked_stamper(house: House, tmp_path: Path) -> None:
    other = House("ecdsa", tmp_path / "other")
    refused(Untrusted, house, house.stamp(), trust=other.trust())
    signer = house.authority.certified(
        keys.generate(house.stamper.algorithm), "时间戳乙", CHECK, AT, 30, "timestamps"
    )
    token = house.stamp(signer=signer)
    house.authority.revoke(signer.chain[0], AT + timedelta(hours=1))
    house.verify(token)
    late = LocalTimestampAuthority(signer, lambda: AT + timedelta(hours=2))
    with pytest.raises(Revoked):
        verify_timestamp(
            late.timestamp(digest(house.digest, DATA), house.digest),
            digest(house.digest, DATA), house.trust(), LATER,
        )  # fmt: skip


def bound(token: bytes) -> dict[str, range]:
    """Where the token's signed parts stand: what it says, the signed attributes and the signature's value."""
    data = cms.ContentInfo.load(token)["content"]
    (signer,) = data["signer_infos"]
    parts = {
        "said": data["encap_content_info"]["content"].parsed.dump(),
        "attributes": signer["signed_attrs"].dump(),
        "value": signer["signature"].dump(),
    }
    assert all(token.count(part) == 1 for part in parts.values())
    return {name: range(token.index(part), token.index(part) + len(part)) for name, part in parts.items()}


def test_no_byte_of_a_token_s_signed_part_can_change(house: House) -> None:
    """Each byte of what is said (policy, imprint, serial, time), of the signed attributes and of the signature."""
    token = house.stamp()
    house.verify(token)
    places = bound(token)
    said = tsp.TSTInfo.load(token[places["said"].start : places["said"].stop])
    assert said["message_imprint"]["hashed_message"].native == digest(house.digest, DATA)
    assert said["gen_time"].native == AT
    trust = house.trust()
    unseen = []
    for part, span in places.items():
        for place in span:
            broken = bytearray(token)
            broken[place] ^= 1
            try:
                verify_timestamp(bytes(broken), digest(house.digest, DATA), trust, LATER, house.digest)
            except EvidenceError:
                continue
            unseen.append((part, place - span.start))
    assert unseen == []


CONFIG = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
certs = {folder}/issuer.pem
signer_key = {folder}/tsa.key
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
"""


@pytest.fixture(scope="module")
def openssl_tsa(tmp_path_factory: pytest.TempPathFactory) -> tuple[House, Path]:
    """OpenSSL's own timestamp authority with a key certified by a local one."""
    folder = tmp_path_factory.mktemp("openssl")
    house = House("rsa", folder / "ca")
    now = datetime.now(UTC)
    house.authority = LocalAuthority.create("rsa", now - timedelta(days=1), FolderStore(folder / "ca"))
    house.stamper = house.authority.certified(
        keys.generate("rsa"), "别家时间戳", CHECK, now - timedelta(days=1), 30, "timestamps"
    )
    (folder / "serial").write_text("01")
    (folder / "openssl.cnf").write_text(CONFIG.format(folder=folder))
    for name, content in (("tsa", house.stamper.chain[0]), ("issuer", house.stamper.chain[1])):
        (folder / f"{name}.der").write_bytes(content)
        run("x509", "-inform", "DER", "-in", folder / f"{name}.der", "-out", folder / f"{name}.pem")
    (folder / "key.der").write_bytes(house.stamper.der)
    run("pkey", "-inform", "DER", "-in", folder / "key.der", "-out", folder / "tsa.key")
    return house, folder


def run(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def reply(folder: Path, question: bytes) -> bytes:
    (folder / "question").write_bytes(question)
    run("ts", "-reply", "-config", folder / "openssl.cnf", "-queryfile", folder / "question",
        "-out", folder / "answer")  # fmt: skip
    return (folder / "answer").read_bytes()


@pytest.fixture
def server(openssl_tsa: tuple[House, Path], socket_enabled: None) -> Iterator[HTTPServer]:
    """OpenSSL's authority over HTTP on loopback; `changed` may alter what it answers."""
    _, folder = openssl_tsa

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            question = self.rfile.read(int(self.headers["Content-Length"]))
            content = self.server.changed(question)  # type: ignore[attr-defined]
            self.send_response(200)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    made = HTTPServer(("127.0.0.1", 0), Handler)
    made.changed = lambda question: reply(folder, question)  # type: ignore[attr-defined]
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


def test_openssl_s_authority_over_http_is_verified(
    openssl_tsa: tuple[House, Path], server: HTTPServer
) -> None:
    house, folder = openssl_tsa
    address = f"http://127.0.0.1:{server.server_port}/"
    outside = HttpTimestampAuthority(address, Text("别家", "another"))
    asked = digest("sha256", DATA)
    token = outside.timestamp(asked, "sha256")
    soon = datetime.now(UTC) + timedelta(minutes=5)
    told = verify_timestamp(token, asked, house.trust(soon), soon, "sha256")
    assert told.by.dump() == house.stamper.chain[0]
    assert outside.standing().licensed is False

    def other_digest(question: bytes) -> bytes:
        read = tsp.TimeStampReq.load(question)
        read["message_imprint"]["hashed_message"] = digest("sha256", b"other")
        return reply(folder, read.dump(force=True))

    def other_nonce(question: bytes) -> bytes:
        read = tsp.TimeStampReq.load(question)
        read["nonce"] = 1
        return reply(folder, read.dump(force=True))

    for change, kind in (
        (other_digest, Altered),
        (other_nonce, Altered),
        (lambda _: b"", HostileInput),
        (lambda _: b"0\x82\xff\xff" + b"\0" * 90_000, HostileInput),
        (lambda _: b"0\x80" * 2000, HostileInput),
    ):
        server.changed = change  # type: ignore[attr-defined]
        with pytest.raises(kind):
            outside.timestamp(asked, "sha256")


def test_an_authority_that_is_not_there(server: HTTPServer) -> None:
    with pytest.raises(Unreachable):
        HttpTimestampAuthority("http://127.0.0.1:1/", Text("无", "none"), timeout=2).timestamp(
            b"\0" * 32, "sha256"
        )
    with pytest.raises(HostileInput):
        HttpTimestampAuthority("file:///etc/passwd", Text("无", "none")).timestamp(b"\0" * 32, "sha256")


@pytest.mark.parametrize("keeper", ["sm2", "rsa"])
def test_a_sealed_checkpoint_is_verified_and_every_wrong_one_named(
    keeper: str, both: dict[str, House], tmp_path: Path
) -> None:
    owner = both[keeper].authority.certified(keys.generate(keeper), "日志", CHECK, AT, 30)
    stampers = {name: LocalTimestampAuthority(each.stamper, lambda: AT) for name, each in both.items()}
    state = Checkpoint("gongbao test", 7, b"\7" * 32)
    sealed = checkpoints.seal(state, owner, stampers)
    trust = Trust(roots=tuple(each.trust().roots[0] for each in both.values())).knowing(
        certificates=[c for each in both.values() for c in each.stamper.chain],
        crls=[c for each in both.values() for c in each.authority.crls(LATER)],
    )

    def verify(one: SealedCheckpoint) -> Checkpoint:
        return verify_checkpoint(one, owner.chain[0], trust, LATER)[0]

    assert verify(sealed) == state
    other = checkpoints.seal(Checkpoint("gongbao test", 8, b"\7" * 32), owner, stampers)
    for wrong, kind in (
        (replace(sealed, signature=other.signature), Altered),
        (replace(sealed, text=other.text), Altered),
        (replace(sealed, text=b"x"), HostileInput),
        (replace(sealed, stamps={"sm2": sealed.stamps["sm2"]}), NoTimestamp),
        (replace(sealed, stamps={**sealed.stamps, "rsa": sealed.stamps["sm2"]}), UnapprovedAlgorithm),
        (replace(sealed, stamps={**sealed.stamps, "rsa": other.stamps["rsa"]}), Altered),
    ):
        with pytest.raises(kind):
            verify(wrong)
