"""An SM2 authority built from the inside out: certificates, revocation lists and timestamps under SM2 and SM3."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from asn1crypto import x509
from tests.evidence.papers.foreign import FROM, UNTIL

from gongbao.evidence import sm2
from gongbao.evidence.pdf import cms
from gongbao.evidence.pdf.der import integer, octets, oid, sequence, set_of, tlv

_numbers = itertools.count(0x1C840B7F01)
SIGNED_WITH = sequence(oid("1.2.156.10197.1.501"))
KEY = sequence(oid("1.2.840.10045.2.1"), oid("1.2.156.10197.1.301"))
TRUE = b"\x01\x01\xff"


def bits(value: bytes, unused: int = 0) -> bytes:
    return tlv(0x03, bytes([unused]) + value)


def name(text: str) -> bytes:
    return sequence(set_of([sequence(oid("2.5.4.3"), tlv(0x0C, text.encode()))]))


def when(at: datetime) -> bytes:
    return tlv(0x17, at.astimezone(UTC).strftime("%y%m%d%H%M%SZ").encode())


def extension(dotted: str, value: bytes) -> bytes:
    return sequence(oid(dotted), TRUE, octets(value))


@dataclass
class Holder:
    """An SM2 key with its chain; `user_id` is what a wrong signer would use."""

    key: sm2.PrivateKey
    chain: Sequence[bytes]
    user_id: bytes = sm2.USER_ID
    algorithm: str = "sm2"

    def sign(self, message: bytes) -> bytes:
        return self.key.sign(message, user_id=self.user_id)


@dataclass
class Authority:
    """A root that issues SM2 certificates and lists."""

    name: str = "测试根"
    key: sm2.PrivateKey = field(default_factory=sm2.generate)
    root: bytes = b""
    revoked: list[tuple[int, datetime]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.root = self._issue(self.name, self.key.public, FROM, UNTIL + timedelta(days=3650), ca=True)

    def holder(
        self, who: str, *, first: datetime = FROM, last: datetime = UNTIL, stamps: bool = False
    ) -> Holder:
        key = sm2.generate()
        return Holder(key, [self._issue(who, key.public, first, last, stamps=stamps), self.root])

    def revoke(self, holder: Any, at: datetime) -> None:
        self.revoked.append((x509.Certificate.load(holder.chain[0]).serial_number, at))

    def crl(self, at: datetime, days: int = 3650) -> bytes:
        listed = [sequence(integer(serial), when(moment)) for serial, moment in self.revoked]
        body = sequence(
            integer(1),
            SIGNED_WITH,
            name(self.name),
            when(at),
            when(at + timedelta(days=days)),
            *([sequence(*listed)] if listed else []),
        )
        return self._signed(body)

    def _issue(
        self,
        who: str,
        public: sm2.PublicKey,
        first: datetime,
        last: datetime,
        *,
        ca: bool = False,
        stamps: bool = False,
    ) -> bytes:
        extensions = [
            extension("2.5.29.15", bits(b"\x06", 1) if ca else bits(b"\xc0", 6)),
            extension("2.5.29.19", sequence(TRUE) if ca else sequence()),
        ]
        if stamps:
            extensions.append(extension("2.5.29.37", sequence(oid("1.3.6.1.5.5.7.3.8"))))
        body = sequence(
            tlv(0xA0, integer(2)),
            integer(next(_numbers)),
            SIGNED_WITH,
            name(self.name),
            sequence(when(first), when(last)),
            name(who),
            sequence(KEY, bits(public.point)),
            tlv(0xA3, sequence(*extensions)),
        )
        return self._signed(body)

    def _signed(self, body: bytes) -> bytes:
        return sequence(body, SIGNED_WITH, bits(self.key.sign(body, user_id=sm2.USER_ID)))


@dataclass
class Stamps:
    """An SM2 timestamp authority on a clock the test sets."""

    holder: Any
    now: datetime

    def timestamp(self, digest: bytes, algorithm: str) -> bytes:
        chosen = cms.profile(self.holder.algorithm)
        imprint = sequence(
            cms.PROFILES["sm2" if algorithm == "sm3" else "ecdsa"].digest_identifier, octets(digest)
        )
        moment = tlv(0x18, self.now.astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode())
        info = sequence(integer(1), oid("1.2.3.4"), imprint, integer(7), moment)
        certificate = x509.Certificate.load(self.holder.chain[0])
        kind = oid("1.2.840.113549.1.9.16.1.4")
        hashed = chosen.digest_identifier if chosen.digest != "sha256" else b""
        named = sequence(hashed, octets(cms.digest(chosen.digest, self.holder.chain[0])))
        attributes = [
            sequence(oid("1.2.840.113549.1.9.3"), set_of([kind])),
            sequence(oid("1.2.840.113549.1.9.4"), set_of([octets(cms.digest(chosen.digest, info))])),
            sequence(oid("1.2.840.113549.1.9.16.2.47"), set_of([sequence(sequence(named))])),
        ]
        signer = sequence(
            integer(1),
            sequence(certificate.issuer.dump(), integer(certificate.serial_number)),
            chosen.digest_identifier,
            set_of(attributes, 0xA0),
            chosen.signature_identifier,
            octets(self.holder.sign(set_of(attributes))),
        )
        signed = sequence(
            integer(3),
            set_of([chosen.digest_identifier]),
            sequence(kind, tlv(0xA0, octets(info))),
            tlv(0xA0, self.holder.chain[0]),
            set_of([signer]),
        )
        return sequence(oid("1.2.840.113549.1.7.2"), tlv(0xA0, signed))
