"""The signature inside a PDF: CMS SignedData as PAdES asks for it (ETSI EN 319 142-1, baseline B and T).

It is built in two steps, so that the key may be elsewhere: `Signature` gives the bytes to be signed, `complete`
takes the value and the timestamp over it. The signing time is not an attribute: PAdES takes it from the PDF.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from asn1crypto import x509

from gongbao.evidence.errors import UnapprovedAlgorithm
from gongbao.evidence.pdf import der
from gongbao.evidence.sm3 import sm3
from gongbao.law.text import Text

DATA = der.oid("1.2.840.113549.1.7.1")
TIMESTAMP = der.oid("1.2.840.113549.1.9.16.1.4")
_SIGNED_DATA = der.oid("1.2.840.113549.1.7.2")
_CONTENT_TYPE = der.oid("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST = der.oid("1.2.840.113549.1.9.4")
_SIGNING_CERTIFICATE = der.oid("1.2.840.113549.1.9.16.2.47")
_TIMESTAMP_TOKEN = der.oid("1.2.840.113549.1.9.16.2.14")
_SM3 = der.sequence(der.oid("1.2.156.10197.1.401"))
_SHA256 = der.sequence(der.oid("2.16.840.1.101.3.4.2.1"))

DIGESTS = {"sm3": _SM3, "sha256": _SHA256}
"""Algorithm identifiers of the digests that are made here."""


class Profile(NamedTuple):
    """The algorithms of one kind of key: name of the digest, its identifier and that of the signature."""

    digest: str
    digest_identifier: bytes
    signature_identifier: bytes


PROFILES = {
    "sm2": Profile("sm3", _SM3, der.sequence(der.oid("1.2.156.10197.1.501"))),
    "ecdsa": Profile("sha256", _SHA256, der.sequence(der.oid("1.2.840.10045.4.3.2"))),
    "rsa": Profile("sha256", _SHA256, der.sequence(der.oid("1.2.840.113549.1.1.11"), der.NULL)),
}


def profile(algorithm: str) -> Profile:
    """The profile of ``sm2``, ``ecdsa`` or ``rsa``; raises UnapprovedAlgorithm for anything else."""
    try:
        return PROFILES[algorithm]
    except KeyError:
        raise UnapprovedAlgorithm(
            Text(f"不支持的签名算法 {algorithm}", f"{algorithm} is not an approved signature algorithm")
        ) from None


def digest(name: str, *parts: bytes | memoryview) -> bytes:
    """The hash of the parts one after the other: ``sm3``, ``sha256`` or another of hashlib's."""
    if name == "sm3":
        return sm3(*(bytes(part) for part in parts))
    hashed = hashlib.new(name)
    for part in parts:
        hashed.update(part)
    return hashed.digest()


@dataclass(frozen=True)
class Signature:
    """A signature to be made over content whose digest is known.

    A document stays outside; a timestamp's `content` travels inside, and `kind` names what it is.
    """

    algorithm: str
    chain: Sequence[bytes]
    content_digest: bytes
    content: bytes = b""
    kind: bytes = DATA

    @property
    def attributes(self) -> bytes:
        """The signed attributes as a SET: the bytes that the key signs."""
        return der.set_of(self._attributes())

    def complete(self, value: bytes, token: bytes | None) -> bytes:
        """The CMS with the signature value and, for level T, the RFC 3161 token over it."""
        chosen = profile(self.algorithm)
        unsigned = (
            der.tlv(0xA1, der.sequence(_TIMESTAMP_TOKEN, der.set_of([token]))) if token is not None else b""
        )
        signer = der.sequence(
            der.integer(1),
            _identifier(self.chain[0]),
            chosen.digest_identifier,
            der.set_of(self._attributes(), 0xA0),
            chosen.signature_identifier,
            der.octets(value),
            unsigned,
        )
        inside = der.tlv(0xA0, der.octets(self.content)) if self.content else b""
        signed = der.sequence(
            der.integer(1 if self.kind == DATA else 3),
            der.set_of([chosen.digest_identifier]),
            der.sequence(self.kind, inside),
            der.set_of(self.chain, 0xA0),
            der.set_of([signer]),
        )
        return der.sequence(_SIGNED_DATA, der.tlv(0xA0, signed))

    def _attributes(self) -> list[bytes]:
        chosen = profile(self.algorithm)
        certificate = der.octets(digest(chosen.digest, self.chain[0]))
        hash_named = chosen.digest_identifier if chosen.digest != "sha256" else b""
        return [
            der.sequence(_CONTENT_TYPE, der.set_of([self.kind])),
            der.sequence(_MESSAGE_DIGEST, der.set_of([der.octets(self.content_digest)])),
            der.sequence(
                _SIGNING_CERTIFICATE,
                der.set_of([der.sequence(der.sequence(der.sequence(hash_named, certificate)))]),
            ),
        ]


@lru_cache(maxsize=4096)
def _identifier(certificate: bytes) -> bytes:
    read = x509.Certificate.load(certificate)
    return der.sequence(read.issuer.dump(), der.integer(read.serial_number))
