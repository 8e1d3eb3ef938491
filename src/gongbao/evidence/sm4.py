"""SM4-GCM (GB/T 32907, RFC 8998): sealing with a fresh nonce; an altered seal raises."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM

from gongbao.evidence.errors import Altered
from gongbao.law.text import Text

KEY, NONCE, TAG = 16, 12, 16
"""Lengths in bytes."""


def seal(key: bytes, content: bytes, *, bound: bytes = b"", nonce: bytes | None = None) -> bytes:
    """Nonce, ciphertext and tag of `content`; `bound` is authenticated with it and not kept.

    A nonce is drawn unless one is given (test vectors only): never use one twice under a key.
    """
    nonce = nonce or os.urandom(NONCE)
    running = Cipher(SM4(key), GCM(nonce)).encryptor()
    running.authenticate_additional_data(bound)
    return nonce + running.update(content) + running.finalize() + running.tag


def unseal(key: bytes, sealed: bytes, *, bound: bytes = b"") -> bytes:
    """The content of a seal. Raises Altered where key, seal or what it is bound to is not the same."""
    nonce, content, tag = sealed[:NONCE], sealed[NONCE:-TAG], sealed[-TAG:]
    try:
        running = Cipher(SM4(key), GCM(nonce, tag)).decryptor()
        running.authenticate_additional_data(bound)
        return running.update(content) + running.finalize()
    except (InvalidTag, ValueError):
        raise Altered(
            Text("密文被改动过，或密钥不对", "the seal was altered, or the key is another")
        ) from None
