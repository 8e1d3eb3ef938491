"""RSA blind signatures against RFC 9474's published vector, and what must not pass."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from gongbao.evidence import blind_rsa
from gongbao.evidence.errors import Altered, HostileInput

VECTOR = json.loads((Path(__file__).parent / "rfc9474.json").read_text())
E = 65537


def of(name: str) -> bytes:
    return bytes.fromhex(VECTOR[name])


@pytest.fixture(scope="module")
def key() -> blind_rsa.PrivateKey:
    p, q = int.from_bytes(of("p")), int.from_bytes(of("q"))
    d = pow(E, -1, (p - 1) * (q - 1))
    numbers = rsa.RSAPrivateNumbers(
        p, q, d, rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q), rsa.RSAPublicNumbers(E, p * q)
    )  # fmt: skip
    return blind_rsa.PrivateKey(numbers.private_key())


def test_the_rfc_s_vector_step_by_step(key: blind_rsa.PrivateKey) -> None:
    public = key.public
    assert blind_rsa.encode(of("msg"), public.n.bit_length() - 1, of("salt")) == of("encoded_msg")
    r = pow(int.from_bytes(of("inv")), -1, public.n)
    blinded = blind_rsa.blind(public, of("msg"), salt=of("salt"), r=r)
    assert blinded.message == of("blinded_msg")
    assert blinded.inverse == int.from_bytes(of("inv"))
    assert key.sign_blinded(blinded.message) == of("blind_sig")
    assert blind_rsa.finalize(public, of("msg"), of("blind_sig"), blinded.inverse) == of("sig")
    blind_rsa.verify(public, of("msg"), of("sig"))


def test_a_drawn_token_is_signed_unseen(key: blind_rsa.PrivateKey) -> None:
    prepared = blind_rsa.prepare(b"item 1")
    first, second = (blind_rsa.blind(key.public, prepared) for _ in range(2))
    assert first.message != second.message
    signatures = {
        blind_rsa.finalize(key.public, prepared, key.sign_blinded(each.message), each.inverse)
        for each in (first, second)
    }
    assert len(signatures) == 2
    for each in signatures:
        blind_rsa.verify(key.public, prepared, each)


def test_another_message_or_signature_does_not_pass(key: blind_rsa.PrivateKey) -> None:
    with pytest.raises(Altered):
        blind_rsa.verify(key.public, of("msg") + b"\0", of("sig"))
    changed = bytearray(of("sig"))
    changed[9] ^= 1
    with pytest.raises(Altered):
        blind_rsa.verify(key.public, of("msg"), bytes(changed))
    with pytest.raises(Altered):
        blind_rsa.finalize(key.public, of("msg"), of("blind_sig"), int.from_bytes(of("inv")) + 1)


@pytest.mark.parametrize("number", [0, 1])
def test_no_signature_on_a_number_that_gives_the_key_away(key: blind_rsa.PrivateKey, number: int) -> None:
    with pytest.raises(HostileInput):
        key.sign_blinded(number.to_bytes(key.public.size))
    with pytest.raises(HostileInput):
        key.sign_blinded((key.public.n + number).to_bytes(key.public.size))
    with pytest.raises(HostileInput):
        key.sign_blinded(b"\x02")


def test_a_key_kept_and_loaded_signs_the_same(key: blind_rsa.PrivateKey) -> None:
    assert blind_rsa.PrivateKey.load(key.der).sign_blinded(of("blinded_msg")) == of("blind_sig")
