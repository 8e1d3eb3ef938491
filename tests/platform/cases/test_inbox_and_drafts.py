"""The inbox's queues, and drafts."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest
from tests.platform.cases import sample
from tests.platform.cases.sample import (
    FIRM,
    HANDLER,
    OTHER_FIRM,
    REVIEWER,
    applicant,
    at_publicity,
    do,
    officer,
    opened,
)

from gongbao.law.errors import Refusal
from gongbao.platform.cases.models import Case, Draft
from gongbao.platform.cases.services import (
    appoint,
    appointments,
    counts,
    discard_draft,
    dismiss,
    draft,
    drafts,
    inbox,
    neighbours,
    save_draft,
    started_by,
)
from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, Actor, read, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture(autouse=True)
def _procedure() -> None:
    sample.register()


def queue(actor: Actor, name: str) -> list[UUID]:
    with read(actor, purpose="inbox"):
        return list(inbox(name).values_list("key", flat=True))  # type: ignore[arg-type]


def submitted(office: str = "haidian") -> UUID:
    case = opened(FIRM, office)
    do(applicant(), case, "submit", "applicant")
    return case


def test_each_role_sees_what_it_can_act_on() -> None:
    case = submitted()
    assert queue(HANDLER, "todo") == [case]
    assert queue(REVIEWER, "todo") == []
    do(HANDLER, case, "verify", "handler")
    assert queue(REVIEWER, "todo") == [case]
    assert queue(officer("handler", 11, "chaoyang"), "todo") == []
    assert queue(officer("reviewer", 3, "city_hr"), "todo") == [case]


def test_done_returned_and_publicity() -> None:
    case = submitted()
    do(HANDLER, case, "return", "handler", body={"reasons": ["unclear"]})
    assert queue(HANDLER, "returned") == [case]
    assert queue(HANDLER, "done") == [case]
    assert queue(applicant(), "todo") == [case]
    shown = at_publicity()
    assert queue(REVIEWER, "publicity") == [shown]


def test_a_warning_comes_three_working_days_before_the_end() -> None:
    case = at_publicity()  # ends on Sunday 27 September, a working day
    for day, warned in ((22, []), (23, [case]), (27, [case])):
        with clock.frozen(datetime(2020, 9, day, 12, tzinfo=clock.ZONE)):
            assert queue(REVIEWER, "warning") == warned


def test_counts_agree_with_the_queues() -> None:
    submitted()
    submitted("chaoyang")
    at_publicity()
    with read(HANDLER, purpose="inbox"):
        found = counts()
        assert found == {name: inbox(name).count() for name in found}
        assert (found["all"], found["publicity"]) == (2, 1)


def test_the_way_to_the_next_and_the_previous_case() -> None:
    keys = [submitted() for _ in range(3)]
    with read(HANDLER, purpose="inbox"):
        middle, last = neighbours("todo", keys[1]), neighbours("todo", keys[2])
        assert neighbours("todo", UUID(int=1)) is None
    assert middle is not None
    assert (middle.previous, middle.next, middle.place, middle.of) == (keys[0], keys[2], 2, 3)
    assert (middle.previous_number, middle.next_number) == ("HD-2020-06-000001", "HD-2020-06-000003")
    assert last is not None
    assert (last.next, last.next_number) == (None, "")


def test_assigned_cases_are_seen_by_the_deputy_too() -> None:
    case = submitted()
    do(HANDLER, case, "assign", "handler", body={"to": HANDLER.identity})
    deputy = officer("handler", 31)
    assert (queue(HANDLER, "mine"), queue(deputy, "mine")) == ([case], [])
    days = date(2020, 9, 21), date(2020, 9, 21)
    key = write(
        lambda tx: appoint(tx, UUID(int=31), frozenset({"handler"}), *days), actor=HANDLER, key="a", name="a"
    )
    assert queue(deputy, "mine") == [case]
    assert [str(row.key) for row in appointments(HANDLER)] == [key]
    with pytest.raises(Refusal):
        write(lambda tx: dismiss(tx, UUID(key)), actor=deputy, key="d", name="d")
    write(lambda tx: dismiss(tx, UUID(key)), actor=HANDLER, key="e", name="d")
    assert queue(deputy, "mine") == []


@pytest.mark.parametrize(
    ("deputy", "roles", "days"),
    [
        (UUID(int=11), {"handler"}, (21, 22)),
        (UUID(int=31), {"reviewer"}, (21, 22)),
        (UUID(int=31), set(), (21, 22)),
        (UUID(int=31), {"handler"}, (22, 21)),
    ],
)
def test_nobody_lends_what_they_lack_or_to_themselves(
    deputy: UUID, roles: set[str], days: tuple[int, int]
) -> None:
    first, last = (date(2020, 9, day) for day in days)
    with pytest.raises(Refusal):
        write(lambda tx: appoint(tx, deputy, frozenset(roles), first, last), actor=HANDLER, key="a", name="a")


def test_who_started_a_case_finds_it() -> None:
    case = submitted()
    with read(SYSTEM, purpose="test"):
        assert [row.key for row in Case.objects.filter(started_by(applicant()))] == [case]
        assert not Case.objects.filter(started_by(HANDLER)).exists()


def test_a_draft_is_sealed_kept_once_and_ones_own() -> None:
    for count in (1, 2):
        write(
            lambda tx, n=count: save_draft(tx, "apply", {"card": "62220000", "n": n}),
            actor=applicant(),
            key=f"s{count}",
            name="s",
        )
    with read(applicant(), purpose="form"):
        assert draft("apply") == {"card": "62220000", "n": 2}
        assert [form for form, _ in drafts()] == ["apply"]
        assert b"6222" not in bytes(Draft.objects.get().sealed)
    for stranger in (applicant(OTHER_FIRM), HANDLER):
        with read(stranger, purpose="form"):
            assert draft("apply") is None
            assert not Draft.objects.exists()
    write(lambda tx: discard_draft(tx, "apply"), actor=applicant(), key="x", name="x")
    with read(applicant(), purpose="form"):
        assert draft("apply") is None
