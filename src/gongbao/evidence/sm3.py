"""SM3 digests (GB/T 32905): the standard library's where it has them, else the cryptography package's."""

from __future__ import annotations

import hashlib
from typing import Protocol

from cryptography.hazmat.primitives import hashes


class Digest(Protocol):
    """A running digest, as hashlib's."""

    def update(self, data: bytes, /) -> None:
        """Add bytes."""

    def digest(self) -> bytes:
        """The 32 bytes."""


class _Fallback:
    def __init__(self) -> None:
        self._hash = hashes.Hash(hashes.SM3())

    def update(self, data: bytes, /) -> None:
        self._hash.update(data)

    def digest(self) -> bytes:
        return self._hash.copy().finalize()


def new() -> Digest:
    """A running SM3 digest."""
    try:
        return hashlib.new("sm3")
    except ValueError:
        return _Fallback()


def sm3(*parts: bytes) -> bytes:
    """The SM3 digest of the parts one after another (32 bytes)."""
    running = new()
    for part in parts:
        running.update(part)
    return running.digest()
