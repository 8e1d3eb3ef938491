"""One-time passwords: who may give them, until when and how often they open; passwords of one's own."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from tests.platform.parties.people import account, done, person
from tests.platform.parties.test_signing_in import PASSWORD, opened_session, sign_in

from gongbao.law.errors import Refusal
from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, Actor
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.models import Account
from gongbao.web.session_store import SessionStore

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
OWN = "seven green kettles"


def officer(role: str = "district_handler", who: Account | None = None) -> Actor:
    who = who or account(f"an-{role}", kind=parties.AccountKind.OFFICER)
    return Actor("officer", who.key, office="haidian", roles=frozenset({role}), person=who.person)


def given(one: Account, actor: Actor = SYSTEM) -> str:
    """A one-time password, taken out of the command beside its result."""
    words: list[str] = []
    done(lambda tx: words.append(parties.one_time_password(tx, one.key)), actor)
    return words[-1]


def fresh(one: Account) -> Account:
    return Account.objects.get(key=one.key)


def choose(one: Account, new: str = OWN, *, old: str = "", again: str | None = None) -> None:
    done(
        lambda tx: parties.choose_password(tx, one.key, old, new, new if again is None else again),
        Actor("party", one.key),
    )


def test_it_replaces_the_password_ends_sessions_and_lifts_the_lock():
    one = account("linzhou")
    session = opened_session(one)
    for _ in range(5):
        sign_in("linzhou", "wrong")
    word = given(one, officer())
    assert sign_in("linzhou", PASSWORD) is None
    assert sign_in("linzhou", word) == one
    assert not SessionStore().exists(session)


def test_it_opens_to_the_last_moment_of_24_hours_and_not_at_their_end():
    one = account("linzhou")
    word, start = given(one), clock.now()
    with clock.frozen(start + timedelta(hours=24) - timedelta(microseconds=1)):
        assert sign_in("linzhou", word) == one
    with clock.frozen(start + timedelta(hours=24)):
        assert sign_in("linzhou", word) is None


def test_it_opens_once_and_then_asks_for_another():
    one = account("linzhou")
    word = given(one)
    seen = fresh(one).password
    done(lambda tx: parties.use_one_time(tx, one.key, seen))
    assert sign_in("linzhou", word) is None
    with pytest.raises(Refusal, match="已经用过"):
        done(lambda tx: parties.use_one_time(tx, one.key, seen))
    assert parties.must_choose(fresh(one))
    with pytest.raises(Refusal, match="与现在的密码相同"):
        choose(one, word)
    choose(one)
    assert not parties.must_choose(fresh(one))
    assert sign_in("linzhou", OWN) == one


def test_one_that_was_replaced_meanwhile_opens_no_more():
    one = account("linzhou")
    given(one)
    seen = fresh(one).password
    given(one)
    with pytest.raises(Refusal):
        done(lambda tx: parties.use_one_time(tx, one.key, seen))


def test_windows_give_it_to_citizens_and_administrators_to_everybody():
    citizen, clerk = account("linzhou"), account("clerk", kind=parties.AccountKind.OFFICER)
    handler, administrator = officer(), officer("administrator")
    assert given(citizen, handler)
    assert given(citizen, administrator)
    assert given(clerk, administrator)
    for actor, one in (
        (handler, clerk),
        (officer("district_reviewer"), citizen),
        (Actor("party", citizen.key), citizen),
    ):
        with pytest.raises(Refusal, match="不能重置"):
            given(one, actor)


def test_nobody_gives_it_to_themselves_whatever_account_they_use():
    who = person()
    own = account("clerk", kind=parties.AccountKind.OFFICER, person=who)
    private = account("linzhou", person=who)
    for role, one in (("administrator", own), ("district_handler", private)):
        with pytest.raises(Refusal, match="不能给自己"):
            given(one, officer(role, own))


def test_a_closed_account_gets_none():
    one = account("linzhou")
    done(lambda tx: parties.close_account(tx, one.key, "test"))
    with pytest.raises(Refusal):
        given(one)


def test_changing_ones_own_asks_for_the_old_and_ends_other_sessions():
    one = account("linzhou")
    here, there = opened_session(one), opened_session(one)
    with pytest.raises(Refusal, match="现在的密码不对"):
        choose(one, old="wrong")
    done(
        lambda tx: parties.choose_password(tx, one.key, PASSWORD, OWN, OWN, keep=here),
        Actor("party", one.key),
    )
    assert sign_in("linzhou", OWN) == one
    assert SessionStore().exists(here)
    assert not SessionStore().exists(there)
    with pytest.raises(Refusal, match="只能改自己"):
        done(
            lambda tx: parties.choose_password(tx, one.key, OWN, PASSWORD, PASSWORD),
            Actor("party", UUID(int=1)),
        )


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("nine char", "至少要10个"),
        ("20201009114", "全是数字"),
        ("basketball", "太常见"),
        ("linzhou1990", "太像"),
        ("x" * 201, "最多200"),
        (PASSWORD, "与现在的密码相同"),
    ],
)
def test_weak_passwords_are_refused(new, told):
    one = account("linzhou")
    with pytest.raises(Refusal, match=told):
        choose(one, new, old=PASSWORD)


def test_the_second_time_must_be_the_same():
    with pytest.raises(Refusal, match="不一样"):
        choose(account("linzhou"), old=PASSWORD, again=OWN + "!")
