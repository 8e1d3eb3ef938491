"""Sealing, fingerprints and case keys; the OpenSSL programs are the oracle where they can be."""

from __future__ import annotations

import hmac
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given
from hypothesis import strategies as st

from gongbao.kernel.logchain import sm3
from gongbao.platform.db import secrets
from gongbao.platform.db.services import new_key

OPENSSL = shutil.which("openssl")
NEEDS_OPENSSL = pytest.mark.skipif(not OPENSSL, reason="the openssl program is not installed")


def openssl(*arguments: str, data: bytes) -> bytes:
    return subprocess.run([str(OPENSSL), *arguments], input=data, capture_output=True, check=True).stdout


@given(st.text(), st.text())
def test_only_its_context_opens_what_was_sealed(plain: str, context: str) -> None:
    sealed = secrets.seal(plain, context)
    assert secrets.unseal(sealed, context) == plain
    with pytest.raises(secrets.Unreadable):
        secrets.unseal(sealed, context + "x")


@given(st.data())
def test_any_changed_bit_is_noticed(data: st.DataObject) -> None:
    sealed = bytearray(secrets.seal("110101199003077715", "person"))
    place = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[place // 8] ^= 1 << place % 8
    with pytest.raises(secrets.Unreadable):
        secrets.unseal(bytes(sealed), "person")


@pytest.mark.parametrize("length", [0, 1, 28])
def test_what_is_too_short_is_no_sealed_data(length: int) -> None:
    with pytest.raises(secrets.Unreadable):
        secrets.unseal(b"\x01" * length, "person")


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert secrets.seal("x", "c") != secrets.seal("x", "c")


def test_the_published_vector_of_sm4_gcm() -> None:
    """RFC 8998, appendix A.1."""
    work = Cipher(
        algorithms.SM4(bytes.fromhex("0123456789abcdeffedcba9876543210")),
        modes.GCM(bytes.fromhex("00001234567800000000abcd")),
    ).encryptor()
    work.authenticate_additional_data(bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
    plain = b"".join(bytes([value]) * 8 for value in (0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF, 0xEE, 0xAA))
    assert (work.update(plain) + work.finalize()).hex().startswith("17f399f08c67d5ee19d0dc9969c4bb7d")
    assert work.tag.hex() == "83de3541e4c2b58177e065a9bf7b62ec"


@NEEDS_OPENSSL
@pytest.mark.parametrize("plain", ["1", "110101199003077715", "张" * 100])
def test_the_ciphertext_is_what_openssl_makes_in_counter_mode(plain: str) -> None:
    """GCM's ciphertext is counter mode from block 2 on; the program cannot do GCM itself."""
    sealed = secrets.seal(plain, "person")
    nonce, body = sealed[1:13], sealed[13:-16]
    key = secrets._derived("seal")[:16]
    counter = nonce + (2).to_bytes(4, "big")
    assert openssl("enc", "-sm4-ctr", "-K", key.hex(), "-iv", counter.hex(), data=plain.encode()) == body


@NEEDS_OPENSSL
@pytest.mark.parametrize("plain", ["x", "公报" * 300])
def test_the_tag_is_galois_authentication_over_openssl_blocks(plain: str) -> None:
    sealed = secrets.seal(plain, "person")
    nonce, body, tag = sealed[1:13], sealed[13:-16], sealed[-16:]
    key = secrets._derived("seal")[:16].hex()

    def block(data: bytes) -> int:
        return int.from_bytes(openssl("enc", "-sm4-ecb", "-nopad", "-K", key, data=data))

    aad = b"\x01" + b"person"
    expected = _ghash(block(bytes(16)), aad, body) ^ block(nonce + (1).to_bytes(4, "big"))
    assert expected.to_bytes(16) == tag


def _ghash(h: int, aad: bytes, body: bytes) -> int:
    padded = b"".join(part + bytes(-len(part) % 16) for part in (aad, body))
    padded += (len(aad) * 8).to_bytes(8) + (len(body) * 8).to_bytes(8)
    total = 0
    for start in range(0, len(padded), 16):
        total = _times(total ^ int.from_bytes(padded[start : start + 16]), h)
    return total


def _times(x: int, y: int) -> int:
    product = 0
    for bit in range(127, -1, -1):
        if y >> bit & 1:
            product ^= x
        x = x >> 1 ^ (0xE1 << 120 if x & 1 else 0)
    return product


@NEEDS_OPENSSL
@pytest.mark.parametrize("data", [b"", b"abc", "公报".encode() * 1000])
def test_sm3_is_what_openssl_makes(data: bytes) -> None:
    assert sm3(data) == openssl("dgst", "-sm3", "-binary", data=data)


@NEEDS_OPENSSL
def test_a_fingerprint_is_what_openssl_makes() -> None:
    key = secrets._derived("fingerprint").hex()
    expected = openssl(
        "dgst", "-sm3", "-mac", "HMAC", "-macopt", f"hexkey:{key}", "-binary", data=b"kind\x00value"
    )
    assert secrets.fingerprint("value", "kind") == expected.hex()


def test_fingerprints_of_kinds_do_not_meet() -> None:
    assert secrets.fingerprint("1", "phone") != secrets.fingerprint("1", "number")
    assert secrets.fingerprint("1", "phone") == secrets.fingerprint("1", "phone")
    assert not hmac.compare_digest(secrets.fingerprint("1", "phone"), secrets.fingerprint("2", "phone"))


@pytest.mark.django_db
def test_a_case_key_opens_its_case_only_and_erases_it() -> None:
    one, other = new_key(), new_key()
    secrets.new_case_key(one)
    secrets.new_case_key(other)
    sealed = secrets.seal_for_case(one, "x")
    assert secrets.unseal_for_case(one, sealed) == "x"
    with pytest.raises(secrets.Unreadable):
        secrets.unseal_for_case(other, sealed)
    assert secrets.destroy_case_key(one)
    assert not secrets.destroy_case_key(one)
    with pytest.raises(secrets.Unreadable):
        secrets.unseal_for_case(one, sealed)


@pytest.mark.parametrize("setting", ["GONGBAO_DATA", "GONGBAO_KEY_FILE"])
def test_fingerprints_follow_the_key_the_settings_name(
    setting: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = secrets.fingerprint("1", "phone")
    monkeypatch.setenv(setting, str(tmp_path / "other"))
    other = secrets.fingerprint("1", "phone")
    assert other == secrets.fingerprint("1", "phone") != before
    monkeypatch.undo()
    assert secrets.fingerprint("1", "phone") == before


def test_a_key_file_others_can_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "key"
    monkeypatch.setenv("GONGBAO_KEY_FILE", str(file))
    sealed = secrets.seal("x", "c")
    assert file.stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["key"]
    assert secrets.unseal(sealed, "c") == "x"
    file.chmod(0o640)
    secrets._derive.cache_clear()
    with pytest.raises(RuntimeError, match="0600"):
        secrets.seal("x", "c")
    secrets._derive.cache_clear()
