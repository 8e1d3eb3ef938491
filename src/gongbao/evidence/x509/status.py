"""What became of certificates: revocation lists (RFC 5280) and answers about one certificate (RFC 6960)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import core, crl, ocsp, x509

from gongbao.evidence.errors import HostileInput
from gongbao.evidence.providers import Signer
from gongbao.evidence.sm3 import sm3
from gongbao.evidence.x509 import writing
from gongbao.law.text import Text

MOST_ASKED, LONGEST_NONCE = 20, 64
REASONS = ("unspecified", "key_compromise", "affiliation_changed", "superseded", "cessation_of_operation")


@dataclass(frozen=True)
class Revocation:
    """From when a certificate no longer counts, and why (one of `REASONS`)."""

    at: datetime
    reason: str = "unspecified"


class Unknown:
    """A certificate this authority did not issue."""


def revocation_list(
    revoked: Mapping[int, Revocation], number: int, at: datetime, issuer: Signer, days: int = 7
) -> bytes:
    """The list (DER) of revoked serial numbers as of `at`, valid for `days`."""
    entries = [
        {
            "user_certificate": serial,
            "revocation_date": writing.instant(each.at),
            "crl_entry_extensions": [{"extn_id": "crl_reason", "critical": False, "extn_value": each.reason}],
        }
        for serial, each in sorted(revoked.items())
        if each.at <= at
    ]
    content = crl.TbsCertList(
        {
            "version": "v2",
            "signature": writing.signature_algorithm(issuer.algorithm),
            "issuer": writing.subject_of(issuer),
            "this_update": writing.instant(at),
            "next_update": writing.instant(at + timedelta(days=days)),
            **({"revoked_certificates": entries} if entries else {}),
            "crl_extensions": [{"extn_id": "crl_number", "critical": False, "extn_value": number}],
        }
    )
    return writing.signed(crl.CertificateList, "tbs_cert_list", content, issuer)


@dataclass(frozen=True)
class Asked:
    """One certificate asked about, as the question names it (RFC 6960, CertID), by serial number."""

    name: ocsp.CertId

    @property
    def serial(self) -> int:
        """Its serial number."""
        return int(self.name["serial_number"].native)

    def issued_by(self, issuer: bytes) -> bool:
        """Whether the question names this issuer, by the digests of its name and key."""
        algorithm = self.name["hash_algorithm"]["algorithm"].dotted
        certificate = _read(issuer)
        parts = (certificate.subject.dump(), certificate.public_key["public_key"].contents[1:])
        told = (self.name["issuer_name_hash"].native, self.name["issuer_key_hash"].native)
        return algorithm in _DIGESTS and told == tuple(_DIGESTS[algorithm](part) for part in parts)


_DIGESTS: dict[str, Callable[[bytes], bytes]] = {
    writing.SM3: sm3,
    "2.16.840.1.101.3.4.2.1": lambda part: hashlib.sha256(part).digest(),
    "1.3.14.3.2.26": lambda part: hashlib.sha1(part, usedforsecurity=False).digest(),
}
"""SHA-1 only names an issuer here, as OpenSSL asks by default; nothing rests on it."""


def read_question(question: bytes) -> tuple[list[Asked], bytes]:
    """The certificates an OCSP request asks about, and its nonce. Raises HostileInput for anything else."""
    try:
        content = ocsp.OCSPRequest.load(question, strict=True)["tbs_request"]
        asked = [Asked(each["req_cert"]) for each in content["request_list"]]
        _ = content.native
        nonce = [
            each["extn_value"].parsed.native
            for each in content["request_extensions"] or ()
            if each["extn_id"].native == "nonce"
        ]
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        raise HostileInput(Text("不是 OCSP 请求", "this is no OCSP request")) from fault
    if not 0 < len(asked) <= MOST_ASKED or any(len(each) > LONGEST_NONCE for each in nonce):
        raise HostileInput(Text("OCSP 请求过大", "the OCSP request is too large"))
    return asked, nonce[0] if nonce else b""


def status_answer(
    certificate: bytes, issuer_certificate: bytes, revoked: Revocation | None, at: datetime, responder: Signer
) -> bytes:
    """A signed answer (OCSP response, DER) about one certificate as of `at`."""
    asked, issuer = _read(certificate), _read(issuer_certificate)
    name = writing.DIGESTS[responder.algorithm]
    hashed = _DIGESTS[writing.digest_algorithm(name)["algorithm"].dotted]
    named = ocsp.CertId(
        {
            "hash_algorithm": writing.digest_algorithm(name),
            "issuer_name_hash": hashed(issuer.subject.dump()),
            "issuer_key_hash": hashed(issuer.public_key["public_key"].contents[1:]),
            "serial_number": asked.serial_number,
        }
    )
    return status_answers([(Asked(named), revoked)], at, responder)


def status_answers(
    found: Sequence[tuple[Asked, Revocation | Unknown | None]],
    at: datetime,
    responder: Signer,
    nonce: bytes = b"",
) -> bytes:
    """A signed answer about each certificate asked: not revoked (None), revoked, or unknown here."""
    until = at.replace(microsecond=0) + timedelta(days=1)
    singles = [
        {
            "cert_id": asked.name,
            "cert_status": _status(each, at),
            "this_update": at.replace(microsecond=0),
            "next_update": until,
        }
        for asked, each in found
    ]
    echoed = [{"extn_id": "nonce", "critical": False, "extn_value": nonce}] if nonce else []
    content = ocsp.ResponseData(
        {
            "responder_id": ocsp.ResponderId("by_name", writing.subject_of(responder)),
            "produced_at": at.replace(microsecond=0),
            "responses": singles,
            **({"response_extensions": echoed} if echoed else {}),
        }
    )
    basic = ocsp.BasicOCSPResponse(
        {
            "tbs_response_data": content,
            "signature_algorithm": writing.signature_algorithm(responder.algorithm),
            "signature": core.OctetBitString(responder.sign(content.dump())),
            "certs": [_read(each) for each in responder.chain[:1]],
        }
    )
    whole = ocsp.OCSPResponse(
        {
            "response_status": "successful",
            "response_bytes": {"response_type": "basic_ocsp_response", "response": basic},
        }
    )
    return bytes(whole.dump())


def _status(found: Revocation | Unknown | None, at: datetime) -> ocsp.CertStatus:
    if isinstance(found, Unknown):
        return ocsp.CertStatus("unknown", ocsp.StatusUnknown())
    if found is None or found.at > at:
        return ocsp.CertStatus("good", ocsp.StatusGood())
    told = {"revocation_time": found.at.replace(microsecond=0), "revocation_reason": found.reason}
    return ocsp.CertStatus("revoked", told)


def _read(der: bytes) -> x509.Certificate:
    try:
        found = x509.Certificate.load(der)
        _ = found.serial_number
    except (ValueError, TypeError) as fault:
        raise HostileInput(Text("不是 X.509 证书", "this is no X.509 certificate")) from fault
    return found
