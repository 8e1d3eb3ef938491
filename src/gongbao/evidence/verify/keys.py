"""Checking a signature value with the key in a certificate: SM2, ECDSA and RSA, each only with approved digests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asn1crypto import algos, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from gongbao.evidence import sm2
from gongbao.evidence.errors import Altered, UnapprovedAlgorithm
from gongbao.law.text import Text

SM2_SIGNATURE = "1.2.156.10197.1.501"
SM2_CURVE = "1.2.156.10197.1.301"
DIGESTS = {
    "1.2.156.10197.1.401": "sm3",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
_HASHES: dict[str, Callable[[], hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
_ECDSA = {
    "1.2.840.10045.4.3.2": "sha256",
    "1.2.840.10045.4.3.3": "sha384",
    "1.2.840.10045.4.3.4": "sha512",
}
_RSA = {
    "1.2.840.113549.1.1.11": "sha256",
    "1.2.840.113549.1.1.12": "sha384",
    "1.2.840.113549.1.1.13": "sha512",
}
_RSA_PLAIN = "1.2.840.113549.1.1.1"
SMALLEST_RSA, SMALLEST_CURVE = 2048, 256


def digest_name(identifier: algos.DigestAlgorithm) -> str:
    """The approved digest of an algorithm identifier. Raises UnapprovedAlgorithm (MD5, SHA-1, anything else)."""
    dotted = identifier["algorithm"].dotted
    try:
        return DIGESTS[dotted]
    except KeyError:
        raise _unapproved(f"摘要算法 {dotted}", f"digest {dotted}") from None


def check_value(
    certificate: x509.Certificate, algorithm: str, message: bytes, value: bytes, *, digest: str = ""
) -> str:
    """Check `value` over `message`; `algorithm` is its dotted identifier. Returns ``SM2``, ``ECDSA`` or ``RSA``.

    Raises Altered when the value is wrong, WrongUserId when it was made with another SM2 user id , UnapprovedAlgorithm for an algorithm, curve or key length that is not approved.
    """
    if algorithm == SM2_SIGNATURE:
        _sm2(certificate, message, value)
        return "SM2"
    try:
        if algorithm in _ECDSA:
            _ecdsa(certificate, _ECDSA[algorithm], message, value)
            return "ECDSA"
        if algorithm in _RSA or (algorithm == _RSA_PLAIN and digest in _HASHES):
            _rsa(certificate, _RSA.get(algorithm, digest), message, value)
            return "RSA"
    except InvalidSignature:
        raise Altered(_WRONG) from None
    raise _unapproved(f"签名算法 {algorithm}", f"signature algorithm {algorithm}")


_WRONG = Text(
    "签名值与内容不符：内容或签名被改动过", "the signature value does not match: something was altered"
)


def _sm2(certificate: x509.Certificate, message: bytes, value: bytes) -> None:
    info = certificate.public_key
    if _curve(info) != SM2_CURVE:
        raise _other_key("SM2")
    key = sm2.PublicKey.from_point(info["public_key"].native)
    key.verify(message, value, user_id=sm2.USER_ID)


def _curve(info: x509.PublicKeyInfo) -> str:
    parameters = info["algorithm"]["parameters"]
    chosen = getattr(parameters, "chosen", parameters)
    return str(getattr(chosen, "dotted", ""))


def _ecdsa(certificate: x509.Certificate, digest: str, message: bytes, value: bytes) -> None:
    key = _loaded(certificate)
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise _other_key("ECDSA")
    if key.key_size < SMALLEST_CURVE:
        raise _unapproved("密钥长度：椭圆曲线不足 256 位", "an elliptic curve of fewer than 256 bits")
    key.verify(value, message, ec.ECDSA(_HASHES[digest]()))


def _rsa(certificate: x509.Certificate, digest: str, message: bytes, value: bytes) -> None:
    key = _loaded(certificate)
    if not isinstance(key, rsa.RSAPublicKey):
        raise _other_key("RSA")
    if key.key_size < SMALLEST_RSA:
        raise _unapproved("密钥长度：RSA 不足 2048 位", "an RSA key of fewer than 2048 bits")
    key.verify(value, message, padding.PKCS1v15(), _HASHES[digest]())


def _loaded(certificate: x509.Certificate) -> Any:
    """The key; None for one the library does not know, which then fits no algorithm here."""
    try:
        return serialization.load_der_public_key(certificate.public_key.dump())
    except (ValueError, UnsupportedAlgorithm):
        return None


def _other_key(kind: str) -> Altered:
    return Altered(
        Text(f"证书里的密钥不是 {kind} 密钥，签名不会是它的", f"the certificate's key is no {kind} key")
    )


def _unapproved(zh: str, en: str) -> UnapprovedAlgorithm:
    return UnapprovedAlgorithm(Text(f"不认可的{zh}", f"not approved: {en}"))
