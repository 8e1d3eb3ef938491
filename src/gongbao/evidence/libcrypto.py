"""OpenSSL's libcrypto (3 or later) by ctypes: the few functions SM2 needs, with their types."""

from __future__ import annotations

import ctypes
import ctypes.util
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_size_t, c_ubyte, c_ulong, c_void_p
from functools import cache

from gongbao.evidence.errors import KeyUnusable
from gongbao.law.text import Text

LEAST = 3
_PLACES = ("libcrypto.so.3", "libcrypto.3.dylib", "libcrypto-3-x64.dll", "libcrypto-3.dll")
_P = c_void_p
_TYPES: dict[str, tuple[object, list[object]]] = {
    "OPENSSL_version_major": (c_int, []),
    "EVP_PKEY_CTX_new_from_name": (_P, [_P, c_char_p, c_char_p]),
    "EVP_PKEY_CTX_new": (_P, [_P, _P]),
    "EVP_PKEY_CTX_free": (None, [_P]),
    "EVP_PKEY_keygen_init": (c_int, [_P]),
    "EVP_PKEY_generate": (c_int, [_P, POINTER(_P)]),
    "EVP_PKEY_free": (None, [_P]),
    "EVP_PKEY_is_a": (c_int, [_P, c_char_p]),
    "EVP_PKEY_CTX_set1_id": (c_int, [_P, c_char_p, c_int]),
    "EVP_MD_CTX_new": (_P, []),
    "EVP_MD_CTX_free": (None, [_P]),
    "EVP_MD_CTX_set_pkey_ctx": (None, [_P, _P]),
    "EVP_sm3": (_P, []),
    "EVP_DigestSignInit": (c_int, [_P, _P, _P, _P, _P]),
    "EVP_DigestSign": (c_int, [_P, POINTER(c_ubyte), POINTER(c_size_t), c_char_p, c_size_t]),
    "EVP_DigestVerifyInit": (c_int, [_P, _P, _P, _P, _P]),
    "EVP_DigestVerify": (c_int, [_P, c_char_p, c_size_t, c_char_p, c_size_t]),
    "d2i_PUBKEY": (_P, [_P, POINTER(c_char_p), c_long]),
    "d2i_AutoPrivateKey": (_P, [_P, POINTER(c_char_p), c_long]),
    "i2d_PUBKEY": (c_int, [_P, POINTER(POINTER(c_ubyte))]),
    "i2d_PrivateKey": (c_int, [_P, POINTER(POINTER(c_ubyte))]),
    "CRYPTO_free": (None, [_P, c_char_p, c_int]),
    "ERR_get_error": (c_ulong, []),
    "ERR_error_string_n": (None, [c_ulong, c_char_p, c_size_t]),
    "ERR_clear_error": (None, []),
}


@cache
def library() -> ctypes.CDLL:
    """The library with its functions typed. Raises KeyUnusable where there is none of version 3 or later."""
    found = ctypes.util.find_library("crypto")
    for name in (*([found] if found else []), *_PLACES):
        try:
            crypto = ctypes.CDLL(name)
            version = crypto.OPENSSL_version_major
        except (OSError, AttributeError):
            continue
        if version() >= LEAST:
            for function, (result, arguments) in _TYPES.items():
                one = getattr(crypto, function)
                one.restype, one.argtypes = result, arguments
            return crypto
    raise KeyUnusable(
        Text(
            "没有找到 OpenSSL 3 或更高的 libcrypto，不能做 SM2 签名",
            "no libcrypto of OpenSSL 3 or later was found",
        )
    )


def failed(what: str) -> KeyUnusable:
    """The library's own last error as ours."""
    crypto, told = library(), ctypes.create_string_buffer(256)
    crypto.ERR_error_string_n(crypto.ERR_get_error(), told, 256)
    crypto.ERR_clear_error()
    reason = told.value.decode(errors="replace")
    return KeyUnusable(Text(f"{what}：密码库报错 {reason}", f"{what}: {reason}"))


def der(function: str, key: int) -> bytes:
    """A key as DER, by one of the library's ``i2d`` functions."""
    crypto, out = library(), POINTER(c_ubyte)()
    length = getattr(crypto, function)(key, byref(out))
    if length <= 0:
        raise failed(function)
    try:
        return ctypes.string_at(out, length)
    finally:
        crypto.CRYPTO_free(ctypes.cast(out, c_void_p), None, 0)
