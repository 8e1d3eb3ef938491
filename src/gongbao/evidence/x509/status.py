"""What became of certificates: revocation lists (RFC 5280) and answers about one certificate (RFC 6960)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import core, crl, ocsp, x509

from gongbao.evidence.errors import HostileInput
from gongbao.evidence.providers import Signer
from gongbao.evidence.sm3 import sm3
from gongbao.evidence.x509 import writing
from gongbao.law.text import Text

REASONS = ("unspecified", "key_compromise", "affiliation_changed", "superseded", "cessation_of_operation")


@dataclass(frozen=True)
class Revocation:
    """From when a certificate no longer counts, and why (one of `REASONS`)."""

    at: datetime
    reason: str = "unspecified"


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


def status_answer(
    certificate: bytes, issuer_certificate: bytes, revoked: Revocation | None, at: datetime, responder: Signer
) -> bytes:
    """A signed answer (OCSP response, DER) about one certificate as of `at`."""
    asked, issuer = _read(certificate), _read(issuer_certificate)
    status = (
        ocsp.CertStatus("good", ocsp.StatusGood())
        if revoked is None or revoked.at > at
        else ocsp.CertStatus(
            "revoked",
            {"revocation_time": revoked.at.replace(microsecond=0), "revocation_reason": revoked.reason},
        )
    )
    single = {
        "cert_id": {
            "hash_algorithm": writing.digest_algorithm("sm3"),
            "issuer_name_hash": sm3(issuer.subject.dump()),
            "issuer_key_hash": sm3(issuer.public_key["public_key"].contents[1:]),
            "serial_number": asked.serial_number,
        },
        "cert_status": status,
        "this_update": at.replace(microsecond=0),
        "next_update": at.replace(microsecond=0) + timedelta(days=1),
    }
    content = ocsp.ResponseData(
        {
            "responder_id": ocsp.ResponderId("by_name", writing.subject_of(responder)),
            "produced_at": at.replace(microsecond=0),
            "responses": [single],
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


def _read(der: bytes) -> x509.Certificate:
    try:
        found = x509.Certificate.load(der)
        _ = found.serial_number
    except (ValueError, TypeError) as fault:
        raise HostileInput(Text("不是 X.509 证书", "this is no X.509 certificate")) from fault
    return found
