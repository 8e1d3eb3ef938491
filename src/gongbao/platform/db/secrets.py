"""Personal data at rest: SM4-GCM, keyed SM3 hashes, and a key per case whose end is erasure."""

from __future__ import annotations

import os
import secrets as random
from functools import cache
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from gongbao.platform.db.target import data_folder

VERSION = b"\x01"
NONCE, TAG = 12, 16


class Unreadable(Exception):
    """Sealed data was altered, belongs to another context, or its key was destroyed."""


def seal(plain: str, context: str) -> bytes:
    """`plain` sealed for `context` (where it is kept, e.g. ``person.number``); only that context opens it."""
    return _encrypt(_derived("seal"), plain.encode(), context)


def unseal(sealed: bytes, context: str) -> str:
    """The text sealed by `seal`. Raises Unreadable."""
    return _decrypt(_derived("seal"), bytes(sealed), context).decode()


def fingerprint(value: str, kind: str) -> str:
    """64 hexadecimal digits that find `value` again among its `kind` (HMAC-SM3) and tell nothing else."""
    mac = _keyed(_derived("fingerprint")).copy()
    mac.update(f"{kind}\0{value}".encode())
    return mac.finalize().hex()


def new_case_key(case: UUID) -> None:
    """Make the key of a new case; call it in the transaction that opens the case."""
    from gongbao.platform.db.models import CaseKey

    sealed = _encrypt(_derived("case keys"), random.token_bytes(16), str(case))
    CaseKey.objects.create(case=case, sealed=sealed)


def destroy_case_key(case: UUID) -> bool:
    """Erase a case: without its key nothing personal in its events can be read again."""
    from gongbao.platform.db.models import CaseKey

    return CaseKey.objects.filter(case=case).delete()[0] == 1


def has_case_key(case: UUID) -> bool:
    """Whether the case can still be read."""
    from gongbao.platform.db.models import CaseKey

    return CaseKey.objects.filter(case=case).exists()


def seal_for_case(case: UUID, plain: str) -> bytes:
    """`plain` under the key of `case`. Raises Unreadable when the key is gone."""
    return _encrypt(_case_key(case), plain.encode(), str(case))


def unseal_for_case(case: UUID, sealed: bytes) -> str:
    """The text sealed by `seal_for_case`. Raises Unreadable when altered or erased."""
    return _decrypt(_case_key(case), bytes(sealed), str(case)).decode()


def key_file() -> Path:
    """GONGBAO_KEY_FILE, by default ``master.key`` in the data folder."""
    return Path(os.environ.get("GONGBAO_KEY_FILE") or data_folder() / "master.key")


def _case_key(case: UUID) -> bytes:
    from gongbao.platform.db.models import CaseKey

    row = CaseKey.objects.filter(case=case).values_list("sealed", flat=True).first()
    if row is None:
        raise Unreadable("The key of this case was destroyed or never made.")
    return _decrypt(_derived("case keys"), bytes(row), str(case))


def _encrypt(key: bytes, plain: bytes, context: str) -> bytes:
    nonce = random.token_bytes(NONCE)
    work = Cipher(algorithms.SM4(key[:16]), modes.GCM(nonce)).encryptor()
    work.authenticate_additional_data(VERSION + context.encode())
    body = work.update(plain) + work.finalize()
    return VERSION + nonce + body + work.tag


def _decrypt(key: bytes, sealed: bytes, context: str) -> bytes:
    if len(sealed) < 1 + NONCE + TAG or sealed[:1] != VERSION:
        raise Unreadable("This is not sealed data.")
    nonce, body, tag = sealed[1 : 1 + NONCE], sealed[1 + NONCE : -TAG], sealed[-TAG:]
    work = Cipher(algorithms.SM4(key[:16]), modes.GCM(nonce, tag)).decryptor()
    work.authenticate_additional_data(VERSION + context.encode())
    try:
        return work.update(body) + work.finalize()
    except InvalidTag as fault:
        raise Unreadable("Sealed data was altered or belongs elsewhere.") from fault


def _derived(purpose: str) -> bytes:
    return _derive(_key_file(os.environ.get("GONGBAO_KEY_FILE"), os.environ.get("GONGBAO_DATA")), purpose)


@cache
def _key_file(*_settings: str | None) -> str:
    """`key_file` under these settings, worked out once: fingerprints are asked for by the ten thousand."""
    return str(key_file())


@cache
def _derive(file: str, purpose: str) -> bytes:
    mac = _keyed(_master(Path(file))).copy()
    mac.update(purpose.encode())
    return mac.finalize()


@cache
def _keyed(key: bytes) -> hmac.HMAC:
    """A keyed hash still empty, to be copied: setting the key up costs more than hashing a number."""
    return hmac.HMAC(key, hashes.SM3())


def _master(file: Path) -> bytes:
    """The master key; made on first use, never replaced. Raises RuntimeError when others could read it."""
    if not file.exists():
        _make_master(file)
    if file.stat().st_mode & 0o077:
        raise RuntimeError(f"{file} must be readable by its owner only (mode 0600).")
    key = bytes.fromhex(file.read_text().strip())
    if len(key) != 32:
        raise RuntimeError(f"{file} must hold 64 hexadecimal digits.")
    return key


def _make_master(file: Path) -> None:
    """Write a new key under another name and link it into place: of several processes one wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{random.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, random.token_hex(32).encode())
        os.fsync(descriptor)
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        os.close(descriptor)
        draft.unlink()
