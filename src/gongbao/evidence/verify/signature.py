"""Checking one signature or timestamp: its bytes, its algorithms, its certificate, its time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import cms as asn1_cms
from asn1crypto import core, tsp, x509

from gongbao.evidence.errors import Altered, Expired, HostileInput, TimestampAfterExpiry, Untrusted
from gongbao.evidence.pdf import cms
from gongbao.evidence.verify.keys import check_value, digest_name
from gongbao.evidence.verify.trust import Trust
from gongbao.law.text import Text

_SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.47"
_STAMPED_BY = "1.2.840.113549.1.9.16.2.14"
_CONTENT_TYPE, _MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"


@dataclass(frozen=True)
class Cms:
    """A CMS with one signer, read: nothing of it is checked yet."""

    signer: x509.Certificate
    certificates: tuple[bytes, ...]
    digest: str
    attributes: dict[str, Any]
    signed_bytes: bytes
    algorithm: str
    value: bytes
    token: bytes | None
    content: bytes

    def check_value(self) -> str:
        """The kind of key that made the value over the signed attributes. Raises as `keys.check_value`."""
        return check_value(self.signer, self.algorithm, self.signed_bytes, self.value, digest=self.digest)

    def check_certificate(self) -> None:
        """The signed attributes name this very certificate. Raises Altered."""
        named = self.attributes.get(_SIGNING_CERTIFICATE)
        if named is None:
            raise Altered(
                Text("签名属性没有指明签名证书", "the signed attributes do not name the certificate")
            )
        first = named["certs"][0]
        name = digest_name(first["hash_algorithm"])
        if cms.digest(name, self.signer.dump()) != first["cert_hash"].native:
            raise Altered(
                Text("签名证书不是签名时的那一张", "the certificate is not the one that was signed with")
            )

    def check_digest(self, digest: bytes) -> None:
        """The signed attributes hold this digest of the content. Raises Altered."""
        held = self.attributes.get(_MESSAGE_DIGEST)
        if held is None or held.native != digest:
            raise Altered(
                Text(
                    "内容与签名时不同：有字节被改动，或这个签名取自别的文件",
                    "the content is not what was signed: bytes were altered, or the signature is another file's",
                )
            )


@dataclass(frozen=True)
class Stamp:
    """A timestamp that holds: when, by whom, and the authority's certificate."""

    at: datetime
    by: x509.Certificate
    algorithm: str


def read_cms(der: bytes) -> Cms:
    """Read a CMS SignedData with exactly one signer. Raises HostileInput, UnapprovedAlgorithm."""
    try:
        return _read_cms(der)
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        OverflowError,
        AttributeError,
        RecursionError,
    ) as fault:
        raise HostileInput(
            Text(f"签名结构读不懂：{fault}", f"the signature's structure is unreadable: {fault}")
        ) from fault


def _read_cms(der: bytes) -> Cms:
    outer = asn1_cms.ContentInfo.load(der, strict=True)
    if outer["content_type"].native != "signed_data":
        raise ValueError("no signed data")
    signed = outer["content"]
    if len(signed["signer_infos"]) != 1:
        raise ValueError("not exactly one signer")
    info = signed["signer_infos"][0]
    certificates = [each.chosen for each in signed["certificates"] if each.name == "certificate"]
    attributes = {}
    for each in info["signed_attrs"]:
        if len(each["values"]) != 1 or each["type"].dotted in attributes:
            raise ValueError("an attribute twice")
        attributes[each["type"].dotted] = each["values"][0]
    token = None
    for each in info["unsigned_attrs"] or ():
        if each["type"].dotted == _STAMPED_BY:
            token = each["values"][0].dump()
    inner = signed["encap_content_info"]
    kind = attributes[_CONTENT_TYPE]
    if kind.dotted != inner["content_type"].dotted:
        raise ValueError("content types differ")
    return Cms(
        signer=_signer(info["sid"], certificates),
        certificates=tuple(each.dump() for each in certificates),
        digest=digest_name(info["digest_algorithm"]),
        attributes=attributes,
        signed_bytes=b"\x31" + info["signed_attrs"].dump()[1:],
        algorithm=info["signature_algorithm"]["algorithm"].dotted,
        value=info["signature"].native,
        token=token,
        content=b"" if isinstance(inner["content"], core.Void) else bytes(inner["content"]),
    )


def _signer(named: Any, certificates: list[x509.Certificate]) -> x509.Certificate:
    if named.name != "issuer_and_serial_number":
        raise ValueError("the signer is not named by issuer and serial")
    wanted = named.chosen
    for each in certificates:
        same = each.serial_number == wanted["serial_number"].native
        if same and each.issuer.dump() == wanted["issuer"].dump():
            return each
    raise ValueError("the signer's certificate is not there")


def check_stamp(token: bytes, digest_of: Callable[[str], bytes]) -> tuple[Stamp, Cms]:
    """Check an RFC 3161 token over content that `digest_of` hashes by name.

    The authority's own certificate is judged by the caller, who knows when it was used last. Raises Altered,
    UnapprovedAlgorithm, HostileInput, Untrusted for a certificate not made for timestamps.
    """
    read = read_cms(token)
    try:
        info = tsp.TSTInfo.load(read.content, strict=True)
        name = digest_name(info["message_imprint"]["hash_algorithm"])
        hashed = info["message_imprint"]["hashed_message"].native
        at = info["gen_time"].native
    except (ValueError, TypeError, KeyError) as fault:
        raise HostileInput(Text(f"时间戳读不懂：{fault}", f"unreadable timestamp: {fault}")) from fault
    if digest_of(name) != hashed:
        raise Altered(Text("时间戳不是对这些内容盖的", "the timestamp was made over other content"))
    read.check_digest(cms.digest(read.digest, read.content))
    kind = read.check_value()
    _for_timestamps(read.signer)
    return Stamp(at, read.signer, kind), read


def _for_timestamps(certificate: x509.Certificate) -> None:
    usage = certificate.extended_key_usage_value
    if usage is None or "time_stamping" not in usage.native:
        raise Untrusted(Text("时间戳证书没有时间戳用途", "the timestamp's certificate is not for timestamps"))


def check_at(trust: Trust, certificate: x509.Certificate, at: datetime) -> None:
    """The signer's certificate was good when the timestamp says the signature existed.

    Raises TimestampAfterExpiry where the stamp came too late, else as `Trust.check`.
    """
    try:
        trust.check(certificate, at)
    except Expired as fault:
        raise TimestampAfterExpiry(
            Text(f"时间戳盖在证书到期之后：{fault.text.zh}", f"stamped after expiry: {fault.text.en}")
        ) from fault
