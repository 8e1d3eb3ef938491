"""Software keys: SM2 by libcrypto, ECDSA and RSA by the cryptography package, behind one `Signer`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from gongbao.evidence import sm2
from gongbao.evidence.errors import KeyUnusable, UnapprovedAlgorithm
from gongbao.evidence.providers import Standing
from gongbao.law.text import Text

ALGORITHMS = ("sm2", "ecdsa", "rsa")
RSA_BITS = 3072
_DER, _PKCS8 = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8
_PLAIN = serialization.NoEncryption()


@dataclass(frozen=True)
class SoftwareKey:
    """A private key in this process's memory; whoever keeps it on disk seals `der` first."""

    algorithm: str
    private: Any = field(repr=False)
    chain: Sequence[bytes] = ()

    @property
    def public(self) -> bytes:
        """SubjectPublicKeyInfo, DER."""
        if self.algorithm == "sm2":
            return bytes(self.private.public.der)
        spki = serialization.PublicFormat.SubjectPublicKeyInfo
        return bytes(self.private.public_key().public_bytes(_DER, spki))

    @property
    def der(self) -> bytes:
        """The private key itself, DER, unprotected."""
        if self.algorithm == "sm2":
            return bytes(self.private.der)
        return bytes(self.private.private_bytes(_DER, _PKCS8, _PLAIN))

    def sign(self, message: bytes) -> bytes:
        """SM2 with SM3 and the usual user id, ECDSA or RSA (PKCS #1) with SHA-256."""
        if self.algorithm == "sm2":
            return bytes(self.private.sign(message, user_id=sm2.USER_ID))
        if self.algorithm == "ecdsa":
            return bytes(self.private.sign(message, ec.ECDSA(hashes.SHA256())))
        return bytes(self.private.sign(message, padding.PKCS1v15(), hashes.SHA256()))

    def standing(self) -> Standing:
        """A key in software: working, no certified module."""
        return Standing(
            Text("软件密钥", "software key"),
            licensed=False,
            approved_algorithms=self.algorithm == "sm2",
            ground=Text(
                "密钥在本进程内存中，没有商用密码产品认证；正式使用须接入经认证的密码模块",
                "kept in this process, without the certification of a cryptographic product; a certified module plugs in",
            ),
        )

    def certified(self, chain: Sequence[bytes]) -> SoftwareKey:
        """The same key with its certificate and issuers."""
        return replace(self, chain=tuple(chain))


def generate(algorithm: str) -> SoftwareKey:
    """A new key of ``sm2``, ``ecdsa`` (P-256) or ``rsa`` (3072 bits); raises UnapprovedAlgorithm otherwise."""
    if algorithm == "sm2":
        return SoftwareKey("sm2", sm2.generate())
    if algorithm == "ecdsa":
        return SoftwareKey("ecdsa", ec.generate_private_key(ec.SECP256R1()))
    if algorithm == "rsa":
        return SoftwareKey("rsa", rsa.generate_private_key(65537, RSA_BITS))
    raise UnapprovedAlgorithm(
        Text(f"不支持的签名算法 {algorithm}", f"{algorithm} is not an approved signature algorithm")
    )


def load(algorithm: str, private: bytes, chain: Sequence[bytes] = ()) -> SoftwareKey:
    """The key that `SoftwareKey.der` wrote. Raises KeyUnusable for other bytes or a key of another algorithm."""
    if algorithm == "sm2":
        return SoftwareKey("sm2", sm2.load(private), tuple(chain))
    try:
        key = serialization.load_der_private_key(private, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    kind = {"ecdsa": ec.EllipticCurvePrivateKey, "rsa": rsa.RSAPrivateKey}.get(algorithm)
    if kind is None or not isinstance(key, kind):
        raise KeyUnusable(Text(f"不是可用的 {algorithm} 密钥", f"this is no usable {algorithm} key"))
    return SoftwareKey(algorithm, key, tuple(chain))
