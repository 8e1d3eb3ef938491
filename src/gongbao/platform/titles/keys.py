"""The two private keys of an item's vote: kept sealed in a file outside the database, gone with the count.

In the database they would live on in its write-ahead log and in every backup; `gongbao backup` does not copy
this folder. Without the keys no token can be signed and no ballot opened, by nobody, ever.
"""

from __future__ import annotations

import base64
import os
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from gongbao.evidence.blind_rsa import PrivateKey, PublicKey
from gongbao.platform.db import secrets
from gongbao.platform.db.target import data_folder
from gongbao.platform.titles.words import refuse

BITS = 2048
"""Keys live for the minutes of one vote."""
SEAL = "titles.ballot_keys"
OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)


def make(item: UUID) -> tuple[str, str]:
    """Draw the keys of an item; returns the token key's modulus (hex) and the sealing key (SPKI, base64)."""
    token, seal = PrivateKey.generate(BITS), rsa.generate_private_key(65537, BITS)
    der = seal.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = _path(item)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    whole = secrets.seal(f"{token.der.hex()}:{der.hex()}", SEAL)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(whole)
        out.flush()
        os.fsync(out.fileno())
    spki = seal.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return f"{token.public.n:x}", base64.b64encode(spki).decode()


def token_key(item: UUID) -> PrivateKey:
    """The key that signs tokens."""
    return PrivateKey.load(_read(item)[0])


def public(modulus: str) -> PublicKey:
    """The token key as everybody knows it."""
    return PublicKey(int(modulus, 16))


def opener(item: UUID) -> rsa.RSAPrivateKey:
    """The key that opens ballots."""
    key = serialization.load_der_private_key(_read(item)[1], None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def destroy(item: UUID) -> None:
    """Overwrite and remove the keys; done again after a crash it does nothing."""
    path = _path(item)
    if path.exists():
        path.write_bytes(os.urandom(path.stat().st_size))
        path.unlink(missing_ok=True)


def there(item: UUID) -> bool:
    """Whether the keys still exist."""
    return _path(item).exists()


def _read(item: UUID) -> tuple[bytes, bytes]:
    path = _path(item)
    if not path.exists():
        raise refuse("本件的选票密钥已经销毁", "the keys of this item are destroyed")
    first, _, second = secrets.unseal(path.read_bytes(), SEAL).partition(":")
    return bytes.fromhex(first), bytes.fromhex(second)


def _path(item: UUID) -> Path:
    return data_folder() / "ballots" / f"{item.hex}.key"
