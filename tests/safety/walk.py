"""One walk of every visitor through every address; what was answered is kept for the tests to look at."""

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

from django.core.signals import got_request_exception
from django.db import connection
from django.urls import Resolver404, resolve
from tests.safety.routes import Address, Filler, Route, routes
from tests.safety.town import Side, Town
from tests.safety.visitors import Visitor, arrive

from gongbao.platform.audit.models import Entry
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

    @property
    def kind(self) -> str:
        """The content type without parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0]

    @property
    def text(self) -> str:
        """Everything readable in it: the page, or all parts of a workbook."""
        if self.body[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(io.BytesIO(self.body)) as parts:
                return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist() if name.endswith((".xml", ".rels")))
        return self.body.decode("utf-8", "replace")

    def __repr__(self) -> str:
        return f"{self.visitor}: {self.status} {self.address.path}"


@dataclass
class Walk:
    """Everything seen, the tables before and after, what was logged, and what the database holds in the clear."""

    seen: list[Seen] = field(default_factory=list)
    visitors: dict[str, Visitor] = field(default_factory=dict)
    before: dict[str, tuple[int, str]] = field(default_factory=dict)
    after: dict[str, tuple[int, str]] = field(default_factory=dict)
    logged: str = ""
    stored: dict[str, str] = field(default_factory=dict)
    routes: list[Route] = field(default_factory=list)
    planted: dict[str, str] = field(default_factory=dict)


FOLLOW = ("clerk", "handler", "city")
"""Visitors who also follow the links they find."""
MOST_LINKS = 150


def walk(town: Town) -> Walk:
    """Every visitor asks for every route on both sides; some follow every link besides."""
    made = Walk(routes=routes())
    sides = {"here": town.here, "there": town.there}
    fillers = {name: Filler(town, side) for name, side in sides.items()}
    made.visitors = arrive(town)
    made.before = tables()
    with _overheard() as log:
        for visitor in made.visitors.values():
            for name, filler in fillers.items():
                for route in made.routes:
                    made.seen += [ask(visitor, address, name) for address in filler.addresses(route)]
        for name in FOLLOW:
            _more(made, town, made.visitors[name])
    made.logged = log.getvalue()
    made.after = tables()
    made.stored = in_the_clear()
    return made


def _more(made: Walk, town: Town, visitor: Visitor) -> None:
    """The visitor's own cases all through, then the links found there: one address of each shape."""
    side: Side = town.here
    known = {seen.address.path for seen in made.seen if seen.visitor == visitor.name}
    wanted = Filler(town, side, numbers=side.numbers)
    for route in made.routes:
        if route.area == ("hall" if visitor.kind == "party" else "workbench") and "action" not in route.parameters:
            made.seen += [ask(visitor, each, "here") for each in wanted.addresses(route) if each.path not in known]
    shapes: set[tuple[str, ...]] = set()
    for _ in range(MOST_LINKS):
        found = next((each for each in _links(made.seen, visitor) if each[0] not in shapes), None)
        if found is None:
            return
        shapes.add(found[0])
        made.seen.append(ask(visitor, found[1], "link"))


def _links(seen: list[Seen], visitor: Visitor) -> Iterator[tuple[tuple[str, ...], Address]]:
    for each in seen:
        if each.visitor != visitor.name or each.status != 200 or each.kind != "text/html":
            continue
        for link in re.findall(r'href="([^"#]*\?[^"#]*)', each.text):
            path = link.replace("&amp;", "&")
            path = each.address.path.partition("?")[0] + path if path.startswith("?") else path
            try:
                name = resolve(path.partition("?")[0]).view_name
            except Resolver404:
                continue
            keys = sorted(part.partition("=")[0] for part in path.partition("?")[2].split("&"))
            exported = re.search(r"export=\w+", path)
            yield (name, *keys, exported[0] if exported else ""), Address(name, path)


def ask(visitor: Visitor, address: Address, side: str) -> Seen:
    """One GET, with what it was answered and how many refused reads it logged."""
    faults: list[str] = []

    def keep(**_: Any) -> None:
        faults.append(traceback.format_exc())

    got_request_exception.connect(keep)
    before = _refusals()
    try:
        answer = visitor.browser.get(address.path)
    finally:
        got_request_exception.disconnect(keep)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    cookies = {name: dict(value) for name, value in answer.cookies.items()}
    return Seen(visitor.name, address, side, answer.status_code, dict(answer.headers), body, cookies,
                _refusals() - before, "".join(faults))  # fmt: skip


def _refusals() -> int:
    return Outbox.objects.filter(kind="access", body__allowed=False).count()


def tables() -> dict[str, tuple[int, str]]:
    """Count and digest of every table that reading must not change."""
    found = {}
    with read(SYSTEM, purpose="test"):
        for table in connection.introspection.table_names():
            if not KEPT_ELSEWHERE.match(table):
                row = raw_cursor().execute(
                    f'SELECT count(*), coalesce(md5(string_agg(t::text, E\'\\n\' ORDER BY t::text)), \'\') FROM "{table}" t'  # noqa: S608
                ).fetchone()
                found[table] = (int(row[0]), str(row[1]))  # type: ignore[index, call-overload]
    return found


def in_the_clear() -> dict[str, str]:
    """The rows of every table as text; what is sealed shows as bytes."""
    found = {}
    with read(SYSTEM, purpose="test"):
        for table in connection.introspection.table_names():
            rows = raw_cursor().execute(f'SELECT coalesce(string_agg(t::text, E\'\\n\'), \'\') FROM "{table}" t').fetchone()  # noqa: S608
            found[table] = str(rows[0])  # type: ignore[index]
    return found


@contextmanager
def _overheard() -> Iterator[io.StringIO]:
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


def log_entries() -> int:
    """How many rows the global log has."""
    return Entry.objects.count()
