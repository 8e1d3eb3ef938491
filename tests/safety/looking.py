"""What is looked at: one answer with all that came of it, the tables, the log."""

from __future__ import annotations

import io
import logging
import re
import traceback
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.signals import got_request_exception
from django.db import connection
from tests.safety.routes import Address
from tests.safety.visitors import Visitor

from gongbao.platform.db.context import raw_cursor
from gongbao.platform.db.models import Outbox
from gongbao.platform.db.services import SYSTEM, read

KEPT_ELSEWHERE = re.compile(r"django_session|usersessions_|axes_|db_outbox|audit_|django_migrations")
"""Tables a GET may write: the session, where one is signed in, failed sign-ins, the access log on its way."""


@dataclass
class Seen:
    """One answer: to whom, of which address and side, and what it held."""

    visitor: str
    address: Address
    side: str
    status: int
    headers: dict[str, str]
    body: bytes
    cookies: dict[str, dict[str, Any]] = field(default_factory=dict)
    refused: int = 0
    fault: str = ""
    links: list[tuple[tuple[str, ...], Address]] | None = None

    @property
    def kind(self) -> str:
        """The content type without parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0]

    @property
    def text(self) -> str:
        """Everything readable in it: the page, or all parts of a workbook."""
        if self.body[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(io.BytesIO(self.body)) as parts:
                return "\n".join(
                    parts.read(name).decode("utf-8", "replace")
                    for name in parts.namelist()
                    if name.endswith((".xml", ".rels"))
                )
        return self.body.decode("utf-8", "replace")

    def __repr__(self) -> str:
        return f"{self.visitor}: {self.status} {self.address.path}"


def ask(visitor: Visitor, address: Address, side: str, form: dict[str, str] | None = None) -> Seen:
    """One GET, or a POST of `form`, with what it was answered and how many refused reads it logged."""
    faults: list[str] = []

    def keep(**_: Any) -> None:
        faults.append(traceback.format_exc())

    got_request_exception.connect(keep)
    before = _last()
    try:
        answer = (
            visitor.browser.post(address.path, form)
            if form is not None
            else visitor.browser.get(address.path)
        )
    finally:
        got_request_exception.disconnect(keep)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    cookies = {name: dict(value) for name, value in answer.cookies.items()}
    refused = Outbox.objects.filter(key__gt=before, kind="access", body__allowed=False).count()
    return Seen(
        visitor.name,
        address,
        side,
        answer.status_code,
        dict(answer.headers),
        body,
        cookies,
        refused,
        "".join(faults),
    )


def _last() -> UUID:
    """The newest row of the outbox: keys are ordered by time."""
    return Outbox.objects.order_by("-key").values_list("key", flat=True).first() or UUID(int=0)


def tables() -> dict[str, tuple[int, str]]:
    """Count and digest of every table that reading must not change."""
    found = {}
    with read(SYSTEM, purpose="test"):
        for table in connection.introspection.table_names():
            if not KEPT_ELSEWHERE.match(table):
                row = (
                    raw_cursor()
                    .execute(
                        f"SELECT count(*), coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') FROM \"{table}\" t"
                    )
                    .fetchone()
                )
                found[table] = (int(row[0]), str(row[1]))  # type: ignore[index, call-overload]
    return found


def in_the_clear() -> dict[str, str]:
    """The rows of every table as text; what is sealed shows as bytes."""
    found = {}
    with read(SYSTEM, purpose="test"):
        for table in connection.introspection.table_names():
            rows = (
                raw_cursor()
                .execute(f"SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM \"{table}\" t")
                .fetchone()
            )
            found[table] = str(rows[0])  # type: ignore[index]
    return found


@contextmanager
def overheard() -> Iterator[io.StringIO]:
    """What the site writes into its logs and onto its terminal meanwhile."""
    kept = io.StringIO()
    handler = logging.StreamHandler(kept)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    try:
        with redirect_stdout(kept), redirect_stderr(kept):
            yield kept
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
