"""Keeps allauth's secrets (one-time codes, recovery seeds) sealed at rest; setting MFA_ADAPTER."""

from __future__ import annotations

import base64

from allauth.mfa.adapter import DefaultMFAAdapter

from gongbao.platform.db import secrets

CONTEXT = "account.second_factor"


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors under the master key."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(secrets.seal(text, CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.unseal(base64.b64decode(encrypted_text), CONTEXT)
