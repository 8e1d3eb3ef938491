"""Who read whose data is logged, refused reads too, and never an identity number."""

from __future__ import annotations

from uuid import UUID

import pytest

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import accesses, note, note_refused, sequence_all
from gongbao.platform.db.models import Outbox
from gongbao.platform.db.secrets import fingerprint
from gongbao.platform.db.services import SYSTEM, Actor, Tx, read, write

pytestmark = pytest.mark.django_db

NUMBER = "110101199003077715"
OFFICER = Actor(
    kind="officer", account=UUID(int=5), name="周砚", office="haidian", roles=frozenset({"handler"})
)


def test_a_read_is_logged_with_who_whom_why_and_when(at: object) -> None:
    subject = fingerprint(NUMBER, "person.number")
    with read(OFFICER, purpose="审核"):
        note("person.number", subject=subject)
    for _ in range(2):  # first from the outbox, then from the log
        (access,) = accesses(subject=subject)
        assert (access.actor["name"], access.what, access.purpose, access.at) == (
            "周砚",
            "person.number",
            "审核",
            at,
        )
        assert access.allowed
        sequence_all()


def test_a_refused_read_stays_logged_although_the_page_fails() -> None:
    case = UUID(int=77)

    def page() -> None:
        with read(OFFICER, purpose="look"):
            note_refused(OFFICER, "look", "case", case=case)
            raise Refusal(Text("没有", "none"))

    with pytest.raises(Refusal):
        page()
    (access,) = accesses(case=case)
    assert not access.allowed


def test_a_read_inside_a_failed_command_stays_logged() -> None:
    def command(tx: Tx) -> None:
        note("person.number", case=UUID(int=78))
        raise Refusal(Text("没有", "none"))

    with pytest.raises(Refusal):
        write(command, actor=OFFICER, key="a", name="a")
    assert len(accesses(case=UUID(int=78))) == 1


def test_only_fingerprints_are_accepted_as_subjects() -> None:
    with read(SYSTEM, purpose="x"), pytest.raises(ValueError, match="fingerprint"):
        note("person.number", subject=NUMBER)


def test_reading_outside_a_transaction_cannot_be_noted() -> None:
    with pytest.raises(RuntimeError, match="inside read"):
        note("x")
    assert not Outbox.objects.exists()
