"""Sessions in the database as Django keeps them, found by one prepared statement; the setting SESSION_ENGINE names it."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.core.exceptions import SuspiciousOperation
from django.utils import timezone

from gongbao.platform.db.quick import row_by


class SessionStore(db.SessionStore):  # type: ignore[misc]
    """As Django's, whose salt depends on this name: sessions of either are the other's."""

    def _get_session_from_db(self) -> Any:
        try:
            found = row_by(Session, "session_key", self.session_key)
        except SuspiciousOperation as fault:
            logging.getLogger(f"django.security.{fault.__class__.__name__}").warning(str(fault))
            found = None
        if found is not None and found.expire_date > timezone.now():
            return found
        self._session_key = None
        return None
