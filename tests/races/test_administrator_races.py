"""Administrators at the same moment: those who dismiss or close one another leave one; a person gets one account."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from tests.platform.parties.people import account, done, number, person
from tests.races.together import together

from gongbao.law.errors import Refusal
from gongbao.platform.db.services import CITY, Actor
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.models import Account
from gongbao.platform.parties.services import AccountKind, Role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.usefixtures("at")]
TODAY = date(2020, 9, 21)
ROUNDS = 4


def administrators(turn: int, count: int) -> list[Account]:
    """So many administrators of a round, and no others."""
    made = [account(f"admin{turn}-{place}", kind=AccountKind.OFFICER) for place in range(count)]
    for one in made:
        done(partial(_appointed, one.key))
    return made


def _appointed(key: UUID, tx: Any) -> str:
    return str(parties.appoint(tx, key, "city_hr", Role.ADMINISTRATOR, TODAY))


def acting(one: Account) -> Actor:
    return Actor("officer", one.key, office=CITY, roles=frozenset({"administrator"}))


def serving(made: list[Account]) -> list[Account]:
    """Who of them still administers roles with an open account."""
    active = set(Account.objects.filter(pk__in=[one.pk for one in made], is_active=True))
    return [one for one in made if one in active and parties.roles_by_office(one.key, TODAY)]


@pytest.mark.parametrize("how", ["dismiss", "shut", "own"])
def test_administrators_who_take_each_other_away_leave_one(how: str) -> None:
    for turn in range(ROUNDS):
        made = administrators(turn, 3)
        calls = []
        for place, one in enumerate(made):
            other = made[(place + 1) % len(made)]
            if how == "dismiss":
                role = parties.role_history(other.key)[0].key
                calls.append(partial(done, lambda tx, role=role: parties.dismiss(tx, role, "x"), acting(one)))
            elif how == "shut":
                calls.append(partial(done, lambda tx, key=other.key: parties.shut(tx, key, "x"), acting(one)))
            else:
                calls.append(
                    partial(done, lambda tx, key=one.key: parties.close_account(tx, key, "x"), acting(one))
                )
        found = together(calls)
        left, refused = serving(made), [each for each in found if each is not None]
        assert len(left) == 1, found
        assert len(refused) == 1
        assert isinstance(refused[0], Refusal)
        assert "最后一位" in refused[0].what.zh
        Account.objects.filter(pk=left[0].pk).update(is_active=False)  # the next round begins with none


def test_one_person_s_account_opened_twice_at_once_is_one() -> None:
    boss = acting(administrators(9, 1)[0])
    person(31, "顾南")  # a new one would make the others wait by itself
    calls = [
        partial(
            done,
            lambda tx, place=place: str(
                parties.open_officer(tx, f"gunan{place}", name="顾南", number=number(31))
            ),
            boss,
        )
        for place in range(6)
    ]
    found = together(calls)
    assert sum(isinstance(each, str) for each in found) == 1, found
    assert all(isinstance(each, str | Refusal) for each in found), found
    assert Account.objects.filter(login__startswith="gunan").count() == 1
