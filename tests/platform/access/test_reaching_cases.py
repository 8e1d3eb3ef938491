"""Reaching a case: each refusal looks like no case at all, and is logged."""

from __future__ import annotations

from uuid import UUID

import pytest
from tests.platform.cases import sample
from tests.platform.cases.sample import FIRM, HANDLER, OTHER_FIRM, applicant, do, officer, opened

from gongbao.platform.access.cases import refusal
from gongbao.platform.access.services import (
    NotFound,
    access_case,
    access_case_key,
    access_cases,
    access_history,
)
from gongbao.platform.audit.services import accesses
from gongbao.platform.cases.models import Case
from gongbao.platform.db.models import Outbox
from gongbao.platform.db.services import PUBLIC, SYSTEM, Actor, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
NUMBER = "HD-2020-06-000001"


@pytest.fixture
def case() -> UUID:
    sample.register()
    key = opened(FIRM, "haidian")
    do(applicant(), key, "submit", "applicant", body={"bank_account": "62220000"})
    return key


@pytest.mark.parametrize("actor", [SYSTEM, HANDLER, officer("reviewer", 3, "city_hr"), applicant()])
def test_who_may_reaches_it_and_leaves_a_trace(case: UUID, actor: Actor) -> None:
    with read(actor, purpose="审核"):
        assert access_case(actor, NUMBER, doing="see").key == case
        assert access_case_key(actor, case, doing="see").number == NUMBER
    assert [(access.what, access.allowed) for access in accesses(case=case)] == [("case.see", True)] * 2


@pytest.mark.parametrize(
    "actor",
    [
        PUBLIC,
        officer("handler", 4, "chaoyang"),
        officer("", 4, "haidian"),
        applicant(OTHER_FIRM),
        Actor(kind="party", account=UUID(int=4)),
    ],
)
def test_who_may_not_finds_nothing_and_leaves_a_trace_too(case: UUID, actor: Actor) -> None:
    with pytest.raises(NotFound), read(actor, purpose="look"):
        access_case(actor, NUMBER, doing="see")
    with pytest.raises(NotFound), read(actor, purpose="look"):
        access_case(actor, "HD-2020-06-999999", doing="see")
    rows = [row.body for row in Outbox.objects.filter(kind="access")]
    assert [row["allowed"] for row in rows] == [False, False]
    assert all(row["actor"]["kind"] == actor.kind for row in rows)


@pytest.mark.parametrize(
    ("actor", "why"),
    [
        (SYSTEM, ""),
        (PUBLIC, "nobody signed in"),
        (officer("", 4), "no role"),
        (officer("handler", 4, "chaoyang"), "another office"),
        (officer("handler", 4, "city_hr"), ""),
        (HANDLER, ""),
        (Actor(kind="party"), "no party"),
        (applicant(OTHER_FIRM), "another party"),
        (applicant(), ""),
        (Actor(kind="party", account=UUID(int=9), party=FIRM, on_behalf_of=UUID(int=8)), "mandate ended"),
    ],
)
def test_each_condition_by_itself(case: UUID, actor: Actor, why: str) -> None:
    with read(SYSTEM, purpose="test"):
        row = Case.objects.get(key=case)
        assert refusal(actor, row) == why


def test_a_list_holds_ones_own_only(case: UUID) -> None:
    opened(OTHER_FIRM, "chaoyang")
    for actor, count in ((SYSTEM, 2), (HANDLER, 1), (applicant(), 1), (officer("", 4), 0), (PUBLIC, 0)):
        with read(actor, purpose="list"):
            assert access_cases(actor, doing="list").count() == count
            assert access_cases(actor, doing="list", room="other").count() == 0


def test_the_history_with_personal_parts_is_logged(case: UUID) -> None:
    with read(HANDLER, purpose="审核"):
        row = access_case(HANDLER, NUMBER, doing="review")
        assert access_history(HANDLER, row, doing="review")[0].personal == {"bank_account": "62220000"}
    assert [access.what for access in accesses(case=case)] == ["case.review.history", "case.review"]


def test_cases_are_reached_in_ones_own_transaction_only(case: UUID) -> None:
    with pytest.raises(RuntimeError, match="inside read"):
        access_case(HANDLER, NUMBER, doing="see")
    with read(SYSTEM, purpose="x"), pytest.raises(RuntimeError, match="same actor"):
        access_case(HANDLER, NUMBER, doing="see")
