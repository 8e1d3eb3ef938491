"""Row security: without a context nothing is read silently, and districts do not see each other."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, connections
from tests.platform.cases import sample
from tests.platform.cases.sample import FIRM, OTHER_FIRM, applicant, officer, opened

from gongbao.platform.cases.models import Case
from gongbao.platform.db.services import PUBLIC, SYSTEM, Actor, read, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cases(at: object) -> None:
    sample.register()
    opened(FIRM, "haidian")
    opened(FIRM, "chaoyang")
    opened(OTHER_FIRM, "chaoyang")


READS: dict[str, Callable[[], object]] = {
    "list": lambda: list(Case.objects.all()),
    "count": Case.objects.count,
    "by number": lambda: Case.objects.filter(number="HD-2020-06-000001").first(),
    "stream": lambda: next(Case.objects.iterator(chunk_size=1)),
    "raw": lambda: connection.cursor().execute("SELECT title FROM cases_case LIMIT 1"),
    "update": lambda: Case.objects.update(title="x"),
}


@pytest.mark.parametrize("way", READS)
def test_a_missing_context_raises(way: str) -> None:
    with pytest.raises(ProgrammingError, match="no row security context"):
        READS[way]()


@pytest.mark.parametrize(
    ("actor", "sees"),
    [
        (SYSTEM, 3),
        (PUBLIC, 0),
        (officer("handler", 1, "haidian"), 1),
        (officer("handler", 1, "chaoyang"), 2),
        (officer("handler", 1, "dongcheng"), 0),
        (officer("handler", 1, "city_hr"), 3),
        (applicant(FIRM), 2),
        (applicant(OTHER_FIRM), 1),
        (Actor(kind="party", account=UUID(int=3)), 0),
        (Actor(kind="party", account=UUID(int=3), office="haidian"), 0),
        (Actor(kind="officer", account=UUID(int=3)), 0),
    ],
)
def test_each_actor_sees_their_own(actor: Actor, sees: int) -> None:
    with read(actor, purpose="test"):
        assert Case.objects.count() == sees
        assert len(list(Case.objects.iterator(chunk_size=1))) == sees


def test_nobody_writes_what_they_may_not_see() -> None:
    stranger = applicant(OTHER_FIRM)
    changed = write(
        lambda tx: Case.objects.filter(office="haidian").update(title="x"), actor=stranger, key="1", name="x"
    )
    assert changed == 0
    with pytest.raises(ProgrammingError, match="row-level security"):
        write(lambda tx: Case.objects.update(office="haidian", party=None), actor=stranger, key="2", name="x")


def test_the_context_does_not_outlive_its_block() -> None:
    with read(SYSTEM, purpose="test"):
        assert Case.objects.count() == 3
    with pytest.raises(ProgrammingError, match="no row security context"):
        Case.objects.count()


def test_the_application_owns_nothing_and_cannot_lift_the_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)"
        )
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False)
    for attempt in (
        "ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY",
        "SET ROLE gongbao_owner",
        "TRUNCATE cases_case",
    ):
        with (
            pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
            read(SYSTEM, purpose="x"),
        ):
            connection.cursor().execute(attempt)


def test_every_table_with_office_and_party_is_protected() -> None:
    query = """SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity FROM pg_class c
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
        AND (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname IN ('office', 'party')) = 2"""
    with connections["owner"].cursor() as cursor:
        cursor.execute(query)
        tables = dict(cursor.fetchall())
    assert tables.keys() >= {"cases_case", "cases_event", "cases_draft"}
    directory = "parties_organisation"  # institutions by kind and office: no case's, nobody's private matter
    assert [name for name, protected in tables.items() if not protected] == [directory]
