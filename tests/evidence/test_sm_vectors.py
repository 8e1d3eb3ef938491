"""Published vectors: SM2 (GB/T 32918.5), SM3 (GB/T 32905), SM4-GCM (RFC 8998)."""

from __future__ import annotations

import hashlib
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import ECB

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


def test_sm4_block_vector() -> None:
    key = bytes.fromhex("0123456789abcdeffedcba9876543210")
    one = Cipher(SM4(key), ECB()).encryptor()  # noqa: S305 - the standard's single block
    assert one.update(key).hex() == "681edf34d206965e86b3e94f536e4246"


def test_sm2_signs_for_openssl_and_verifies_what_openssl_signs(tmp_path: Path) -> None:
    """Both ways over OpenSSL's own commands, with three user ids and messages of every kind of length."""

    def openssl(*arguments: str | Path) -> int:
        return subprocess.run(["openssl", *arguments], capture_output=True, check=False).returncode

    key = sm2.generate()
    files = {
        name: tmp_path / name for name in ("key.der", "key.pem", "public.der", "public.pem", "text", "sig")
    }
    files["key.der"].write_bytes(key.der)
    files["public.der"].write_bytes(key.public.der)
    assert openssl("pkey", "-inform", "DER", "-in", files["key.der"], "-out", files["key.pem"]) == 0
    assert openssl("pkey", "-pubin", "-inform", "DER", "-in", files["public.der"],
                   "-out", files["public.pem"]) == 0  # fmt: skip
    for user_id, message in (
        (sm2.USER_ID, b"a"),
        (b"ALICE123@YAHOO.COM", b"x" * 4097),
        (b"1", "合同".encode()),
    ):
        how = ("-rawin", "-digest", "sm3", "-pkeyopt", f"distid:{user_id.decode()}")
        files["text"].write_bytes(message)
        files["sig"].write_bytes(key.sign(message, user_id=user_id))
        check = ("pkeyutl", "-verify", "-pubin", "-inkey", files["public.pem"], "-in", files["text"],
                 "-sigfile", files["sig"])  # fmt: skip
        assert openssl(*check, *how) == 0
        assert openssl(*check, "-rawin", "-digest", "sm3", "-pkeyopt", "distid:another") != 0
        assert openssl("pkeyutl", "-sign", "-inkey", files["key.pem"], "-in", files["text"],
                       "-out", files["sig"], *how) == 0  # fmt: skip
        key.public.verify(message, files["sig"].read_bytes(), user_id=user_id)
        with pytest.raises(Altered):
            key.public.verify(message + b"x", files["sig"].read_bytes(), user_id=user_id)


def test_sm2_in_many_threads_at_once() -> None:
    held = [sm2.generate() for _ in range(4)]

    def use(number: int) -> int:
        key, message = held[number % 4], b"%d" % number
        signature = key.sign(message, user_id=sm2.USER_ID)
        sm2.PublicKey(key.public.point).verify(message, signature, user_id=sm2.USER_ID)
        with pytest.raises(Altered):
            held[(number + 1) % 4].public.verify(message, signature, user_id=sm2.USER_ID)
        return 1

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(use, range(400))) == 400


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
    for algorithm, content in (
        ("rsa", b"x"),
        ("rsa", keys.generate("ecdsa").der),
        ("dsa", b""),
        ("sm2", b""),
    ):
        with pytest.raises(KeyUnusable):
            keys.load(algorithm, content)


def test_two_signatures_of_one_message_differ() -> None:
    key = sm2.generate()
    made = {hashlib.sha256(key.sign(b"x", user_id=sm2.USER_ID)).digest() for _ in range(8)}
    assert len(made) == 8
