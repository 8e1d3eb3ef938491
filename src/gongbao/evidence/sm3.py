"""SM3 digests (GB/T 32905): the standard library's where it has them, else the cryptography package's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from typing import Protocol

from cryptography.hazmat.primitives import hashes


class Digest(Protocol):
    """A running digest, as hashlib's."""

    def update(self, data: bytes, /) -> None:
        """Add bytes."""

    def digest(self) -> bytes:
        """The 32 bytes."""


class _Other:
    def __init__(self, data: bytes = b"") -> None:
        self._hash = hashes.Hash(hashes.SM3())
        self._hash.update(data)

    def update(self, data: bytes, /) -> None:
        self._hash.update(data)

    def digest(self) -> bytes:
        return self._hash.copy().finalize()


_new: Callable[[bytes], Digest] = (
    partial(hashlib.new, "sm3") if "sm3" in hashlib.algorithms_available else _Other
)


def new() -> Digest:
    """A running SM3 digest."""
    return _new(b"")


def sm3(*parts: bytes) -> bytes:
    """The SM3 digest of the parts one after another (32 bytes)."""
    return _new(parts[0] if len(parts) == 1 else b"".join(parts)).digest()
