"""SM2 signatures by the system's libcrypto (OpenSSL 3 or later); the user id is always said, never left to a default."""

from __future__ import annotations

import ctypes
import ctypes.util
from functools import lru_cache
from typing import Any

from gongbao.evidence.errors import Altered, EvidenceError
from gongbao.law.text import Text

USER_ID = b"1234567812345678"
_PRIVATE, _PUBLIC = 0x87, 0x86
_SET_ID = 15
_UNCOMPRESSED = 4


class NoLibrary(EvidenceError):
    """There is no libcrypto of OpenSSL 3 or later."""


class _Parameter(ctypes.Structure):
    _fields_ = [
        ("key", ctypes.c_char_p),
        ("kind", ctypes.c_uint),
        ("data", ctypes.c_void_p),
        ("size", ctypes.c_size_t),
        ("returned", ctypes.c_size_t),
    ]


@lru_cache(maxsize=1)
def _library() -> Any:
    name = ctypes.util.find_library("crypto")
    try:
        found = ctypes.CDLL(name or "libcrypto.so.3")
        found.OpenSSL_version_num.restype = ctypes.c_ulong
        modern = found.OpenSSL_version_num() >= 0x30000000
    except (OSError, AttributeError):
        modern = False
    if not modern:
        raise NoLibrary(Text("需要 OpenSSL 3 以上的 libcrypto", "libcrypto of OpenSSL 3 or later is needed"))
    for each in (
        "EVP_PKEY_CTX_new_from_name",
        "EVP_PKEY_CTX_new",
        "EVP_MD_CTX_new",
        "EVP_sm3",
        "EVP_PKEY_Q_keygen",
    ):
        getattr(found, each).restype = ctypes.c_void_p
    return found


def _pointer(value: Any) -> ctypes.c_void_p:
    return ctypes.c_void_p(value)


def _good(code: int, what: str) -> None:
    if code != 1:
        raise Altered(Text(f"SM2：{what}失败", f"SM2: {what} failed"))


def _key(private: bytes | None, point: bytes) -> ctypes.c_void_p:
    library = _library()
    context = _pointer(library.EVP_PKEY_CTX_new_from_name(None, b"SM2", None))
    try:
        _good(library.EVP_PKEY_fromdata_init(context), "init")
        group = ctypes.create_string_buffer(b"SM2")
        public = ctypes.create_string_buffer(point, len(point))
        secret = ctypes.create_string_buffer(private[::-1], len(private)) if private else None
        parameters = [_Parameter(b"group", 4, ctypes.cast(group, ctypes.c_void_p), 3, 0)]
        parameters.append(_Parameter(b"pub", 5, ctypes.cast(public, ctypes.c_void_p), len(point), 0))
        if secret is not None:
            parameters.append(_Parameter(b"priv", 2, ctypes.cast(secret, ctypes.c_void_p), 32, 0))
        parameters.append(_Parameter(None, 0, None, 0, 0))
        array = (_Parameter * len(parameters))(*parameters)
        out = ctypes.c_void_p()
        _good(
            library.EVP_PKEY_fromdata(context, ctypes.byref(out), _PRIVATE if private else _PUBLIC, array),
            "key",
        )
        return out
    finally:
        library.EVP_PKEY_CTX_free(context)


def _digesting(
    key: ctypes.c_void_p, user_id: bytes, *, sign: bool
) -> tuple[ctypes.c_void_p, ctypes.c_void_p]:
    library = _library()
    digest = _pointer(library.EVP_MD_CTX_new())
    context = _pointer(library.EVP_PKEY_CTX_new(key, None))
    library.EVP_MD_CTX_set_pkey_ctx(digest, context)
    _good(library.EVP_PKEY_CTX_set1_id(context, user_id, ctypes.c_size_t(len(user_id))), "user id")
    start = library.EVP_DigestSignInit if sign else library.EVP_DigestVerifyInit
    _good(start(digest, None, _pointer(library.EVP_sm3()), None, key), "start")
    return digest, context


class PublicKey:
    """A point on the SM2 curve that checks signatures."""

    def __init__(self, point: bytes) -> None:
        self.point = point
        self._handle = _key(None, point)

    @classmethod
    def from_point(cls, point: bytes) -> PublicKey:
        """The key of an uncompressed point (65 bytes). Raises Altered for anything else."""
        if len(point) != 65 or point[0] != _UNCOMPRESSED:
            raise Altered(Text("SM2 公钥格式不对", "not an uncompressed SM2 point"))
        return _public(point)

    def verify(self, message: bytes, signature: bytes, *, user_id: bytes) -> None:
        """Raises Altered unless `signature` (DER) over `message` was made with this key and user id."""
        library = _library()
        digest, context = _digesting(self._handle, user_id, sign=False)
        try:
            code = library.EVP_DigestVerify(
                digest, signature, ctypes.c_size_t(len(signature)), message, ctypes.c_size_t(len(message))
            )
            library.ERR_clear_error()
            _good(code, "验证")
        finally:
            library.EVP_MD_CTX_free(digest)
            library.EVP_PKEY_CTX_free(context)


@lru_cache(maxsize=1024)
def _public(point: bytes) -> PublicKey:
    return PublicKey(point)


class PrivateKey:
    """A key that signs; `secret` is its number as 32 bytes."""

    def __init__(self, secret: bytes, point: bytes) -> None:
        self.secret, self.public = secret, PublicKey.from_point(point)
        self._handle = _key(secret, point)

    def sign(self, message: bytes, *, user_id: bytes) -> bytes:
        """The signature over `message` as DER."""
        library = _library()
        digest, context = _digesting(self._handle, user_id, sign=True)
        try:
            size = ctypes.c_size_t(80)
            out = ctypes.create_string_buffer(80)
            code = library.EVP_DigestSign(
                digest, out, ctypes.byref(size), message, ctypes.c_size_t(len(message))
            )
            _good(code, "签名")
            return out.raw[: size.value]
        finally:
            library.EVP_MD_CTX_free(digest)
            library.EVP_PKEY_CTX_free(context)


def generate() -> PrivateKey:
    """A fresh key."""
    library = _library()
    made = _pointer(library.EVP_PKEY_Q_keygen(None, None, b"SM2"))
    try:
        number = ctypes.c_void_p()
        _good(library.EVP_PKEY_get_bn_param(made, b"priv", ctypes.byref(number)), "generate")
        secret = ctypes.create_string_buffer(32)
        library.BN_bn2binpad(number, secret, 32)
        library.BN_clear_free(number)
        size = ctypes.c_size_t()
        point = ctypes.create_string_buffer(80)
        _good(
            library.EVP_PKEY_get_octet_string_param(
                made, b"pub", point, ctypes.c_size_t(80), ctypes.byref(size)
            ),
            "point",
        )
        return PrivateKey(secret.raw, point.raw[: size.value])
    finally:
        library.EVP_PKEY_free(made)
