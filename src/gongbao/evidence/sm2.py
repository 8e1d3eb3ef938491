"""SM2 signatures (GB/T 32918.2) by libcrypto; the user id is always explicit, a failed check raises."""

from __future__ import annotations

from ctypes import byref, c_char_p, c_size_t, c_ubyte, c_void_p
from dataclasses import dataclass
from functools import lru_cache

from gongbao.evidence.errors import Altered, KeyUnusable, WrongUserId
from gongbao.evidence.libcrypto import der, failed, library
from gongbao.law.text import Text

USER_ID = b"1234567812345678"
"""The user id of GM/T 0009 where nothing else is agreed; OpenSSL's own default is the empty one."""
_POINT = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")
"""DER of a public key on the SM2 curve, up to its uncompressed point of 65 bytes."""
_LONGEST = 80


class _Key:
    """A key held by the library; freed with the object."""

    def __init__(self, handle: int) -> None:
        self.handle = handle

    def __del__(self) -> None:
        if self.handle:
            library().EVP_PKEY_free(self.handle)


class _Run:
    """One digest-and-sign (or verify) context with the user id set."""

    def __init__(self, key: _Key, user_id: bytes, start: str) -> None:
        crypto = library()
        self.digest = crypto.EVP_MD_CTX_new()
        self.key = crypto.EVP_PKEY_CTX_new(key.handle, None)
        crypto.EVP_MD_CTX_set_pkey_ctx(self.digest, self.key)
        ready = crypto.EVP_PKEY_CTX_set1_id(self.key, user_id, len(user_id)) > 0
        if not ready or getattr(crypto, start)(self.digest, None, crypto.EVP_sm3(), None, key.handle) != 1:
            self.close()
            raise failed("SM2")

    def close(self) -> None:
        crypto = library()
        crypto.EVP_MD_CTX_free(self.digest)
        crypto.EVP_PKEY_CTX_free(self.key)


@dataclass(frozen=True)
class PublicKey:
    """A public key as its uncompressed point (65 bytes, first 0x04)."""

    point: bytes

    @classmethod
    def from_point(cls, point: bytes) -> PublicKey:
        """The key of a point. Raises KeyUnusable for one that is not on the curve."""
        key = cls(bytes(point))
        _loaded(key.point)
        return key

    @property
    def der(self) -> bytes:
        """SubjectPublicKeyInfo."""
        return _POINT + self.point

    def verify(self, message: bytes, signature: bytes, *, user_id: bytes) -> None:
        """Return where the DER signature is right; raise Altered, or WrongUserId where another id fits."""
        if self._fits(message, signature, user_id):
            return
        for other in {b"", USER_ID} - {user_id}:
            if self._fits(message, signature, other):
                raise WrongUserId(
                    Text(
                        f"签名使用的用户标识是 {other!r}，不是约定的 {user_id!r}",
                        f"signed with the user id {other!r}",
                    )
                )
        raise Altered(Text("SM2 签名与内容不符", "the SM2 signature does not fit the content"))

    def _fits(self, message: bytes, signature: bytes, user_id: bytes) -> bool:
        run = _Run(_loaded(self.point), user_id, "EVP_DigestVerifyInit")
        try:
            crypto = library()
            found = crypto.EVP_DigestVerify(run.digest, signature, len(signature), message, len(message))
            crypto.ERR_clear_error()
            return bool(found == 1)
        finally:
            run.close()


class PrivateKey:
    """A private key; it lives in the library's memory and is written out only by `der`."""

    def __init__(self, key: _Key) -> None:
        self._key = key
        self.public = PublicKey(der("i2d_PUBKEY", key.handle)[len(_POINT) :])

    @property
    def der(self) -> bytes:
        """The private key as DER (SEC 1 or PKCS #8, as the library writes it)."""
        return der("i2d_PrivateKey", self._key.handle)

    def sign(self, message: bytes, *, user_id: bytes) -> bytes:
        """The DER signature over ``Z_A ‖ message`` with SM3."""
        run = _Run(self._key, user_id, "EVP_DigestSignInit")
        try:
            out, length = (c_ubyte * _LONGEST)(), c_size_t(_LONGEST)
            if library().EVP_DigestSign(run.digest, out, byref(length), message, len(message)) != 1:
                raise failed("SM2")
            return bytes(out[: length.value])
        finally:
            run.close()


def generate() -> PrivateKey:
    """A new key pair from the library's random numbers."""
    crypto = library()
    context = crypto.EVP_PKEY_CTX_new_from_name(None, b"SM2", None)
    try:
        made = c_void_p()
        if crypto.EVP_PKEY_keygen_init(context) != 1 or crypto.EVP_PKEY_generate(context, byref(made)) != 1:
            raise failed("SM2")
        assert made.value
        return PrivateKey(_Key(made.value))
    finally:
        crypto.EVP_PKEY_CTX_free(context)


def load(private: bytes) -> PrivateKey:
    """The key of `PrivateKey.der`, or of PKCS #8. Raises KeyUnusable for anything else."""
    return PrivateKey(_decoded("d2i_AutoPrivateKey", private))


@lru_cache(maxsize=4096)
def _loaded(point: bytes) -> _Key:
    return _decoded("d2i_PUBKEY", _POINT + point)


def _decoded(function: str, content: bytes) -> _Key:
    crypto = library()
    handle = getattr(crypto, function)(None, byref(c_char_p(content)), len(content))
    if not handle:
        crypto.ERR_clear_error()
        raise KeyUnusable(Text("不是可用的 SM2 密钥", "this is no usable SM2 key"))
    key = _Key(handle)
    if not crypto.EVP_PKEY_is_a(handle, b"SM2"):
        raise KeyUnusable(Text("密钥不在 SM2 曲线上", "the key is not on the SM2 curve"))
    return key
