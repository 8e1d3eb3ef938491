"""Published vectors: SM2 (GB/T 32918.5), SM3 (GB/T 32905), SM4-GCM (RFC 8998)."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from gongbao.evidence import keys, sm2, sm4
from gongbao.evidence.errors import Altered, KeyUnusable, UnapprovedAlgorithm, WrongUserId
from gongbao.evidence.sm3 import new, sm3

POINT = bytes.fromhex(
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)
R = 0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3
S = 0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA


def test_sm2_verifies_the_standard_s_signature() -> None:
    key = sm2.PublicKey.from_point(POINT)
    key.verify(b"message digest", encode_dss_signature(R, S), user_id=sm2.USER_ID)
    with pytest.raises(Altered):
        key.verify(b"message digesu", encode_dss_signature(R, S), user_id=sm2.USER_ID)
    with pytest.raises(Altered):
        key.verify(b"message digest", encode_dss_signature(R, S + 1), user_id=sm2.USER_ID)
    with pytest.raises(WrongUserId):
        key.verify(b"message digest", encode_dss_signature(R, S), user_id=b"")


def test_sm3_vectors() -> None:
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert sm3(b"abcd" * 16).hex() == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    running = new()
    running.update(b"ab")
    running.update(b"c")
    assert running.digest() == sm3(b"abc")


def test_sm4_gcm_vector() -> None:
    key, nonce = bytes.fromhex("0123456789abcdeffedcba9876543210"), bytes.fromhex("00001234567800000000abcd")
    plain = bytes.fromhex("aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
                          "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa")  # fmt: skip
    bound = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    sealed = sm4.seal(key, plain, bound=bound, nonce=nonce)
    assert sealed[12:].hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    )
    assert sm4.unseal(key, sealed, bound=bound) == plain
    for place in (0, 20, len(sealed) - 1):
        broken = bytearray(sealed)
        broken[place] ^= 1
        with pytest.raises(Altered):
            sm4.unseal(key, bytes(broken), bound=bound)


@pytest.mark.parametrize("algorithm", keys.ALGORITHMS)
def test_a_key_written_out_is_the_same_key(algorithm: str) -> None:
    key = keys.generate(algorithm)
    assert keys.load(algorithm, key.der).public == key.public
    assert "private" not in repr(key)


def test_what_is_no_key_is_refused() -> None:
    with pytest.raises(KeyUnusable):
        sm2.PublicKey.from_point(b"\4" + b"\1" * 64)
    with pytest.raises(KeyUnusable):
        sm2.load(keys.generate("ecdsa").der)
    with pytest.raises(UnapprovedAlgorithm):
        keys.generate("md5")


def test_two_signatures_of_one_message_differ() -> None:
    key = sm2.generate()
    made = {hashlib.sha256(key.sign(b"x", user_id=sm2.USER_ID)).digest() for _ in range(8)}
    assert len(made) == 8
