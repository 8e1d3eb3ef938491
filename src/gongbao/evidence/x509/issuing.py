"""Issuing certificates: authorities, signers, timestamp authorities, responders."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from asn1crypto import keys, x509

from gongbao.evidence.providers import Signer
from gongbao.evidence.x509 import writing

Use = Literal["root", "authority", "signer", "timestamps", "status"]
_USAGES = {
    "root": {"key_cert_sign", "crl_sign"}, "authority": {"key_cert_sign", "crl_sign"},
    "signer": {"digital_signature", "non_repudiation"}, "timestamps": {"digital_signature", "non_repudiation"},
    "status": {"digital_signature"},
}  # fmt: skip
_EXTENDED = {"timestamps": "time_stamping", "status": "ocsp_signing"}


@dataclass(frozen=True)
class Wanted:
    """What a certificate is to say: whom it names, for which use, from and to; where its revocation list is."""

    subject: x509.Name
    use: Use
    public_key: bytes
    first: datetime
    last: datetime
    crl_address: str = ""
    serial: int = 0


def issue(wanted: Wanted, issuer: Signer) -> bytes:
    """A certificate (DER) signed by `issuer`, or by the key itself where the issuer has no certificate yet."""
    is_authority = wanted.use in ("root", "authority")
    own = not issuer.chain
    issued_by = wanted.public_key if own else _public_key(issuer.chain[0])
    extensions = [
        _extension("basic_constraints", {"ca": is_authority}, critical=True),
        _extension("key_usage", _USAGES[wanted.use], critical=True),
        _extension("key_identifier", writing.key_identifier(wanted.public_key)),
        _extension("authority_key_identifier", {"key_identifier": writing.key_identifier(issued_by)}),
    ]
    if wanted.use in _EXTENDED:
        extensions.append(_extension("extended_key_usage", [_EXTENDED[wanted.use]], critical=True))
    if wanted.crl_address:
        point = {
            "distribution_point": x509.DistributionPointName("full_name", [_address(wanted.crl_address)])
        }
        extensions.append(_extension("crl_distribution_points", [point]))
    content = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": wanted.serial or secrets.randbits(127) | 1 << 126,
            "signature": writing.signature_algorithm(issuer.algorithm),
            "issuer": wanted.subject if own else writing.subject_of(issuer),
            "validity": {
                "not_before": writing.instant(wanted.first),
                "not_after": writing.instant(wanted.last),
            },
            "subject": wanted.subject,
            "subject_public_key_info": keys.PublicKeyInfo.load(wanted.public_key),
            "extensions": extensions,
        }
    )
    return writing.signed(x509.Certificate, "tbs_certificate", content, issuer)


def _public_key(certificate: bytes) -> bytes:
    return bytes(x509.Certificate.load(certificate).public_key.dump())


def _address(url: str) -> x509.GeneralName:
    return x509.GeneralName("uniform_resource_identifier", url)


def _extension(name: str, value: Any, *, critical: bool = False) -> dict[str, Any]:
    return {"extn_id": name, "critical": critical, "extn_value": value}
