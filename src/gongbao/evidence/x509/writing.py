"""What every signed X.509 object shares: algorithm identifiers, names, and the outer signature."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from asn1crypto import algos, core, keys, x509

from gongbao.evidence.providers import Signer

SM2_CURVE, SM3, SM2_WITH_SM3 = "1.2.156.10197.1.301", "1.2.156.10197.1.401", "1.2.156.10197.1.501"
_SIGNATURES = {"sm2": SM2_WITH_SM3, "ecdsa": "sha256_ecdsa", "rsa": "sha256_rsa"}
DIGESTS = {"sm2": "sm3", "ecdsa": "sha256", "rsa": "sha256"}
_DIGEST_IDS = {"sm3": SM3, "sha256": "sha256"}


def signature_algorithm(algorithm: str) -> algos.SignedDigestAlgorithm:
    """The identifier of a key's signatures."""
    return algos.SignedDigestAlgorithm({"algorithm": _SIGNATURES[algorithm]})


def digest_algorithm(name: str) -> algos.DigestAlgorithm:
    """The identifier of ``sm3`` or ``sha256``."""
    return algos.DigestAlgorithm({"algorithm": _DIGEST_IDS[name]})


def name(common: str, organisation: str = "", identifier: str = "") -> x509.Name:
    """A distinguished name: common name, organisation, and a number that is nobody's identity number."""
    parts = {
        "country_name": "CN",
        "organization_name": organisation,
        "common_name": common,
        "serial_number": identifier,
    }
    return x509.Name.build({key: value for key, value in parts.items() if value})


def subject_of(signer: Signer) -> x509.Name:
    """The name on a signer's own certificate."""
    return x509.Certificate.load(signer.chain[0]).subject


def key_identifier(public_key: bytes) -> bytes:
    """The identifier of a public key (RFC 5280, 4.2.1.2)."""
    bits = keys.PublicKeyInfo.load(public_key)["public_key"]
    return hashlib.sha1(bits.contents[1:], usedforsecurity=False).digest()


def signed(kind: Any, content_field: str, content: Any, signer: Signer) -> bytes:
    """An object of `kind`: its content, the algorithm, and the signature over the content's DER."""
    value = signer.sign(content.dump())
    made = kind(
        {
            content_field: content,
            "signature_algorithm": signature_algorithm(signer.algorithm),
            ("signature_value" if kind is x509.Certificate else "signature"): core.OctetBitString(value),
        }
    )
    return bytes(made.dump())


def instant(at: datetime) -> x509.Time:
    """A time as X.509 writes it: UTC, whole seconds, general time from 2050."""
    exact = at.replace(microsecond=0)
    return x509.Time({"utc_time": exact} if exact.year < 2050 else {"general_time": exact})
