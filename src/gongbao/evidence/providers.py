"""What may be a local software part or somebody's licensed service: keys, certification, time.

A part tells its own `standing`: which demands of clause (七) on licence, algorithm and level it meets, and on what
ground, so that the compliance page repeats and never guesses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from gongbao.law.text import Text


@dataclass(frozen=True)
class Standing:
    """What a part may claim: whether a licensed provider runs it, whether its algorithms are approved, and why."""

    name: Text
    licensed: bool
    approved_algorithms: bool
    ground: Text


@runtime_checkable
class Signer(Protocol):
    """A key with its certificate: in software, in a hardware module, or at a provider's."""

    @property
    def algorithm(self) -> str:
        """``sm2``, ``ecdsa`` or ``rsa``."""

    @property
    def chain(self) -> Sequence[bytes]:
        """The signer's certificate first, then its issuers, as DER."""

    def sign(self, message: bytes) -> bytes:
        """The signature value over a message, as CMS carries it."""


@dataclass(frozen=True)
class IdentityCheck:
    """How somebody's identity was checked before a certificate was issued: method, level, source, when."""

    method: str
    level: int
    source: str
    at: datetime
    evidence: str = ""


class CertificateAuthority(Protocol):
    """Issues and revokes certificates and says what became of them."""

    def issue(
        self, name: str, identifier: str, public_key: bytes, check: IdentityCheck, at: datetime, days: int
    ) -> list[bytes]:
        """A certificate for a SubjectPublicKeyInfo and its issuers; `identifier` is not an identity number."""

    def revoke(self, certificate: bytes, at: datetime, reason: str) -> None:
        """Revoke a certificate from `at` on."""

    def crl(self, at: datetime) -> bytes:
        """The list of revoked certificates as of `at`."""

    def ocsp(self, certificate: bytes, at: datetime) -> bytes:
        """The status of one certificate as of `at`."""

    def standing(self) -> Standing:
        """What this authority may claim."""


class TimestampAuthority(Protocol):
    """Says at what time a digest existed (RFC 3161)."""

    def timestamp(self, digest: bytes, algorithm: str) -> bytes:
        """A token, DER, over a digest made with ``sm3`` or ``sha256``."""

    def standing(self) -> Standing:
        """What this authority may claim."""
