"""Where an account is signed in: noted when a session is new, comes from elsewhere, or was last noted a minute ago."""

from __future__ import annotations

import time

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.http import HttpRequest, HttpResponse

MINUTE, MOST = 60.0, 20_000
_noted: dict[str, tuple[str, str, str, float]] = {}
"""By session: the account, address and browser noted by this process, and when."""


class SeenMiddleware(UserSessionsMiddleware):  # type: ignore[misc]
    """As allauth's, which writes a row, and so waits for the disk, in every request."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if not key or not request.user.is_authenticated:
            return self.get_response(request)
        asked = request.META
        seen = (str(request.user.pk), asked.get("REMOTE_ADDR", "") + asked.get("HTTP_X_FORWARDED_FOR", ""),
                asked.get("HTTP_USER_AGENT", ""))  # fmt: skip
        known, present = _noted.get(key), time.monotonic()
        if known and known[:3] == seen and present - known[3] < MINUTE:
            return self.get_response(request)
        response: HttpResponse = super().__call__(request)
        if len(_noted) >= MOST:
            _noted.clear()
        _noted[key] = (*seen, present)
        return response
