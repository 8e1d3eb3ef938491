"""The report in the form of ETSI TS 119 102-2, for readers whose tools take that."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from gongbao.evidence.pdf import cms
from gongbao.evidence.verify.document import Held, SignedDocument
from gongbao.evidence.verify.report import Answer, Finding, Report, SignatureFound
from gongbao.evidence.verify.signature import Cms, read_cms

_VR = "http://uri.etsi.org/19102/v1.2.1#"
_DS = "http://www.w3.org/2000/09/xmldsig#"
_XADES = "http://uri.etsi.org/01903/v1.3.2#"
_DIGESTS = {
    "sm3": "urn:oid:1.2.156.10197.1.401",
    "sha256": "http://www.w3.org/2001/04/xmlenc#sha256",
    "sha384": "http://www.w3.org/2001/04/xmldsig-more#sha384",
    "sha512": "http://www.w3.org/2001/04/xmlenc#sha512",
}
_MAIN = {
    Answer.VALID: "total-passed",
    Answer.INVALID: "total-failed",
    Answer.OPEN: "indeterminate",
}
_SUB = {
    "Altered": "HASH_FAILURE",
    "AppendedRevision": "FORMAT_FAILURE",
    "GapInSignature": "FORMAT_FAILURE",
    "HostileInput": "FORMAT_FAILURE",
    "Revoked": "REVOKED",
    "Expired": "EXPIRED",
    "TimestampAfterExpiry": "EXPIRED",
    "NotYetValid": "NOT_YET_VALID",
    "WrongUserId": "SIG_CRYPTO_FAILURE",
    "UnapprovedAlgorithm": "SIG_CONSTRAINTS_FAILURE",
    "Untrusted": "NO_CERTIFICATE_CHAIN_FOUND",
    "NoRoots": "NO_CERTIFICATE_CHAIN_FOUND",
    "TimeProofLapsed": "NO_POE",
    "NoTimestamp": "NO_POE",
    "ClockSetBack": "TIMESTAMP_ORDER_FAILURE",
    "NoRevocationInformation": "TRY_LATER",
}
for _prefix, _space in (("", _VR), ("ds", _DS), ("XAdES", _XADES)):
    register_namespace(_prefix, _space)


def write_xml(report: Report, document: SignedDocument) -> bytes:
    """One validation report per signature and document timestamp, with the certificates and lists they rest on."""
    root = Element(f"{{{_VR}}}ValidationReport")
    objects: dict[str, tuple[str, bytes]] = {}
    for held, found in zip(document.held, report.signatures, strict=True):
        read = read_cms(held.content)
        for each in read.certificates:
            objects[_id(each)] = ("certificate", each)
        _signature(root, report, held, found, read)
    for kind, values in (
        ("certificate", document.certificates),
        ("CRL", document.crls),
        ("OCSPResponse", document.ocsps),
    ):
        for each in values:
            objects[_id(each)] = (kind, each)
    listed = _add(root, "SignatureValidationObjects")
    for name, (kind, content) in sorted(objects.items()):
        one = _add(listed, "ValidationObject", id=name)
        _add(one, "ObjectType", f"urn:etsi:019102:validationObject:{kind}")
        shown = _add(one, "ValidationObjectRepresentation")
        _add(shown, "base64", base64.b64encode(content).decode())
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _signature(root: Element, report: Report, held: Held, found: SignatureFound, read: Cms) -> None:
    one = _add(root, "SignatureValidationReport")
    named = _add(one, "SignatureIdentifier")
    _digest(named, read.digest, cms.digest(read.digest, read.signed_bytes))
    _add(named, "SignatureValue", base64.b64encode(read.value).decode(), space=_DS)
    _add(named, "HashOnly", "false")
    _add(named, "DocHashOnly", "false")
    times = _add(one, "ValidationTimeInfo")
    _add(times, "ValidationTime", _time(report.at))
    if found.stamped_at is not None:
        best = _add(times, "BestSignatureTime")
        _add(best, "POETime", _time(found.stamped_at))
        _add(best, "TypeOfProof", "urn:etsi:019102:poetype:validation")
    signed = read.attributes["1.2.840.113549.1.9.4"].native
    _digest(_add(one, "SignersDocument"), read.digest, signed)
    _attributes(_add(one, "SignatureAttributes"), held, found)
    who = _add(_add(one, "SignerInformation"), "SignerCertificate")
    who.set("VOReference", _id(read.signer.dump()))
    process = _add(one, "SignatureValidationProcess")
    _add(process, "SignatureValidationProcessID", "urn:etsi:019102:validationprocess:LTA")
    status = _add(one, "SignatureValidationStatus")
    _add(status, "MainIndication", f"urn:etsi:019102:mainindication:{_MAIN[found.answer]}")
    for reason in _reasons(report, found):
        name = _SUB.get(type(reason.error).__name__, "GENERIC")
        _add(status, "SubIndication", f"urn:etsi:019102:subindication:{name}")


def _attributes(told: Element, held: Held, found: SignatureFound) -> None:
    if found.claimed_at is not None:
        _add(_add(told, "SigningTime", Signed="true"), "Time", _time(found.claimed_at))
    if found.stamped_at is not None and held.kind == "signature":
        _add(_add(told, "SignatureTimeStamp", Signed="false"), "TimeStampValue", _time(found.stamped_at))
    if held.name:
        _add(_add(told, "Name", Signed="true"), "NameElement", held.name)
    ranges = _add(told, "ByteRange")
    ranges.text = " ".join(map(str, held.ranges))


def _reasons(report: Report, found: SignatureFound) -> list[Finding]:
    own = {found.field, f"时间戳 {found.field}"}
    return [each for each in report.reasons(found.answer) if each.where in own and each.error is not None][:1]


def _digest(parent: Element, name: str, value: bytes) -> None:
    both = _add(parent, "DigestAlgAndValue")
    _add(both, "DigestMethod", space=_DS, Algorithm=_DIGESTS[name])
    _add(both, "DigestValue", base64.b64encode(value).decode(), space=_DS)


def _add(parent: Element, name: str, text: str = "", *, space: str = _VR, **attributes: str) -> Element:
    made = SubElement(parent, f"{{{space}}}{name}", attributes)
    if text:
        made.text = text
    return made


def _id(value: bytes) -> str:
    return f"vo-{hashlib.sha256(value).hexdigest()}"


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
