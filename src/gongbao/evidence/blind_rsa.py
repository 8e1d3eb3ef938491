"""RSA blind signatures (RFC 9474, RSABSSA-SHA384-PSS-Randomized): who signs a ballot's token never sees it.

The voter's half (`prepare`, `blind`, `finalize`) also runs in the browser (`web/static/gongbao/ballot.js`);
here it serves tests and terminals. The server's half is `sign_blinded` and `verify`.
"""

from __future__ import annotations

import hashlib
import math
import secrets
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from gongbao.evidence.errors import Altered, HostileInput
from gongbao.law.text import Text

BITS, EXPONENT = 3072, 65537
SALT = 48
"""Bytes of the PSS salt: one SHA-384."""
PREFIX_BYTES = 32
_PSS = padding.PSS(padding.MGF1(hashes.SHA384()), SALT)


class PublicKey(NamedTuple):
    """Modulus and exponent."""

    n: int
    e: int = EXPONENT

    @property
    def size(self) -> int:
        """Bytes of a signature."""
        return (self.n.bit_length() + 7) // 8


class Blinded(NamedTuple):
    """What goes to the signer, and the secret that takes the blinding off again."""

    message: bytes
    inverse: int


class PrivateKey:
    """The signer's key."""

    def __init__(self, key: rsa.RSAPrivateKey) -> None:
        numbers = key.private_numbers()
        self._d, self._key = numbers.d, key
        self.public = PublicKey(numbers.public_numbers.n, numbers.public_numbers.e)

    @classmethod
    def generate(cls, bits: int = BITS) -> PrivateKey:
        """A new key."""
        return cls(rsa.generate_private_key(EXPONENT, bits))

    @classmethod
    def load(cls, der: bytes) -> PrivateKey:
        """The key kept as `der`."""
        key = serialization.load_der_private_key(der, None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise HostileInput(Text("不是RSA密钥", "not an RSA key"))
        return cls(key)

    @property
    def der(self) -> bytes:
        """The key in PKCS #8, to be sealed by who keeps it."""
        return self._key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def sign_blinded(self, message: bytes) -> bytes:
        """BlindSign: the raw signature of a blinded message, computed under a blinding of our own.

        The voter chooses what is signed, so the private exponent never meets the number they sent.
        """
        n, e = self.public
        m = int.from_bytes(message)
        if len(message) != self.public.size or not 1 < m < n:
            raise HostileInput(Text("盲化的选票凭据不对", "this is no blinded token"))
        r = _unit(n)
        s = pow(m * pow(r, e, n), self._d, n) * pow(r, -1, n) % n
        if pow(s, e, n) != m:
            raise Altered(Text("签名计算出错", "the signature came out wrong"))
        return s.to_bytes(self.public.size)


def prepare(message: bytes) -> bytes:
    """A message with its random prefix: what is blinded, signed, cast and verified."""
    return secrets.token_bytes(PREFIX_BYTES) + message


def blind(key: PublicKey, prepared: bytes, *, salt: bytes | None = None, r: int | None = None) -> Blinded:
    """Blind a prepared message; `salt` and `r` are drawn unless given (vectors give them)."""
    salt = secrets.token_bytes(SALT) if salt is None else salt
    m = int.from_bytes(encode(prepared, key.n.bit_length() - 1, salt))
    if math.gcd(m, key.n) != 1:
        raise HostileInput(Text("密钥不对", "the key is wrong"))
    r = _unit(key.n) if r is None else r
    z = m * pow(r, key.e, key.n) % key.n
    return Blinded(z.to_bytes(key.size), pow(r, -1, key.n))


def finalize(key: PublicKey, prepared: bytes, signed: bytes, inverse: int) -> bytes:
    """Take the blinding off a signature. Raises Altered when it is not the signature of `prepared`."""
    s = int.from_bytes(signed) * inverse % key.n
    signature = s.to_bytes(key.size)
    verify(key, prepared, signature)
    return signature


def verify(key: PublicKey, prepared: bytes, signature: bytes) -> None:
    """Raises Altered unless `signature` (an ordinary RSASSA-PSS) is the key's on `prepared`."""
    public = rsa.RSAPublicNumbers(key.e, key.n).public_key()
    try:
        public.verify(signature, prepared, _PSS, hashes.SHA384())
    except InvalidSignature:
        raise Altered(Text("凭据不是本次表决签发的", "this token was not issued for this vote")) from None


def encode(message: bytes, bits: int, salt: bytes) -> bytes:
    """EMSA-PSS-ENCODE (RFC 8017, 9.1.1) with SHA-384 and MGF1."""
    size = (bits + 7) // 8
    seed = hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest()
    block = bytes(size - len(salt) - len(seed) - 2) + b"\x01" + salt
    masked = bytes(a ^ b for a, b in zip(block, _mask(seed, len(block)), strict=True))
    first = masked[0] & (0xFF >> (8 * size - bits))
    return bytes([first]) + masked[1:] + seed + b"\xbc"


def _mask(seed: bytes, length: int) -> bytes:
    blocks = range(math.ceil(length / 48))
    return b"".join(hashlib.sha384(seed + n.to_bytes(4)).digest() for n in blocks)[:length]


def _unit(n: int) -> int:
    """A random number that has an inverse modulo `n`."""
    while True:
        r = secrets.randbelow(n - 2) + 2
        if math.gcd(r, n) == 1:
            return r
