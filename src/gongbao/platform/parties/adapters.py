"""What allauth and axes are told: secrets sealed at rest, wrong passwords counted by one spelling of a login."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from gongbao.platform.db import secrets
from gongbao.platform.parties.models import normal_login

CONTEXT = "account.second_factor"


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors under the master key; the setting MFA_ADAPTER names it."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(secrets.seal(text, CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.unseal(base64.b64decode(encrypted_text), CONTEXT)


def attempted_login(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The login name tried, in its one spelling, so that case and width win no further tries.

    The setting AXES_USERNAME_CALLABLE names it.
    """
    given = credentials or {}
    return normal_login(str(given.get("username") or given.get("login") or request.POST.get("login") or ""))
