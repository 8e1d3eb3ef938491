"""An ECDSA and RSA authority made with other people's libraries: the profile for foreign readers, and an oracle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

FROM, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)


def new_key(kind: str) -> Any:
    return (
        ec.generate_private_key(ec.SECP256R1()) if kind == "ecdsa" else rsa.generate_private_key(65537, 2048)
    )


@dataclass
class Holder:
    """A key with its certificate chain, as `gongbao.evidence.providers.Signer` asks."""

    key: Any
    chain: Sequence[bytes]

    @property
    def algorithm(self) -> str:
        return "ecdsa" if isinstance(self.key, ec.EllipticCurvePrivateKey) else "rsa"

    def sign(self, message: bytes) -> bytes:
        if self.algorithm == "ecdsa":
            return bytes(self.key.sign(message, ec.ECDSA(hashes.SHA256())))
        return bytes(self.key.sign(message, padding.PKCS1v15(), hashes.SHA256()))


@dataclass
class Authority:
    """A root that issues certificates and CRLs."""

    kind: str = "ecdsa"
    name: str = "Test Root"
    key: Any = None
    root: Any = None
    revoked: list[tuple[int, datetime]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.key = new_key(self.kind)
        self.root = self._issue(self.name, self.key.public_key(), FROM, UNTIL + timedelta(days=3650), ca=True)

    def holder(
        self,
        name: str,
        *,
        first: datetime = FROM,
        last: datetime = UNTIL,
        stamps: bool = False,
        kind: str = "",
    ) -> Holder:
        key = new_key(kind or self.kind)
        certificate = self._issue(name, key.public_key(), first, last, stamps=stamps)
        return Holder(key, [der(certificate), der(self.root)])

    def revoke(self, holder: Holder, at: datetime) -> None:
        self.revoked.append((asn1.Certificate.load(holder.chain[0]).serial_number, at))

    def crl(self, at: datetime, days: int = 3650) -> bytes:
        builder = x509.CertificateRevocationListBuilder(self.root.subject, at, at + timedelta(days=days))
        for serial, when in self.revoked:
            entry = x509.RevokedCertificateBuilder(serial, when).build()
            builder = builder.add_revoked_certificate(entry)
        return builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def _issue(
        self,
        name: str,
        public: Any,
        first: datetime,
        last: datetime,
        *,
        ca: bool = False,
        stamps: bool = False,
    ) -> Any:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, self.name)])
        builder = x509.CertificateBuilder(issuer, subject, public, x509.random_serial_number(), first, last)
        usage = [not ca, not ca, False, False, False, ca, ca, False, False]
        builder = builder.add_extension(x509.KeyUsage(*usage), True)
        builder = builder.add_extension(x509.BasicConstraints(ca, None), True)
        if stamps:
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)
        return builder.sign(self.key, hashes.SHA256())


@dataclass
class Stamps:
    """A timestamp authority on a clock the test sets."""

    holder: Holder
    now: datetime

    def timestamp(self, digest: bytes, algorithm: str) -> bytes:
        certificate = asn1.Certificate.load(self.holder.chain[0])
        info = tsp.TSTInfo(
            {
                "version": "v1",
                "policy": "1.2.3.4",
                "message_imprint": {"hash_algorithm": {"algorithm": algorithm}, "hashed_message": digest},
                "serial_number": 7,
                "gen_time": self.now,
            }
        ).dump()
        attributes = cms.CMSAttributes(
            [
                cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
                cms.CMSAttribute({"type": "message_digest", "values": [_sha256(info)]}),
                cms.CMSAttribute(
                    {
                        "type": "signing_certificate_v2",
                        "values": [{"certs": [{"cert_hash": _sha256(certificate.dump())}]}],
                    }
                ),
            ]
        )
        signer = cms.SignerInfo(
            {
                "version": "v1",
                "sid": {
                    "issuer_and_serial_number": {
                        "issuer": certificate.issuer,
                        "serial_number": certificate.serial_number,
                    }
                },
                "digest_algorithm": {"algorithm": "sha256"},
                "signed_attrs": attributes,
                "signature_algorithm": algos.SignedDigestAlgorithm(
                    {"algorithm": f"sha256_{self.holder.algorithm}"}
                ),
                "signature": self.holder.sign(attributes.dump()),
            }
        )
        signed = cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": [{"algorithm": "sha256"}],
                "encap_content_info": {"content_type": "tst_info", "content": core.ParsableOctetString(info)},
                "certificates": [certificate],
                "signer_infos": [signer],
            }
        )
        return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())


def der(certificate: Any) -> bytes:
    return bytes(certificate.public_bytes(serialization.Encoding.DER))


def _sha256(data: bytes) -> bytes:
    digest = hashes.Hash(hashes.SHA256())
    digest.update(data)
    return digest.finalize()
