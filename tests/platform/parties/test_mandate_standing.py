"""Who may act for whom: the exact days, rooms, revocations and chains, without a database."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.law.errors import Refusal
from gongbao.platform.parties.standing import Link, reachable, route
from gongbao.platform.parties.words import ALL_ROOMS, MandateKind

ME, FIRM, AGENCY, KIN, OTHER = (UUID(int=n) for n in range(1, 6))
FIRST, LAST = date(2020, 9, 1), date(2020, 12, 31)
ROOM = "training_subsidy"


def link(
    principal=FIRM,
    agent=ME,
    kind=MandateKind.EMPLOYEE_CLERK,
    rooms=(ROOM,),
    revoked=False,
    key=9,
    ends_on=LAST,
):
    return Link(UUID(int=key), principal, agent, kind, frozenset(rooms), FIRST, ends_on, revoked)


def may(links, party, room=ROOM, day=FIRST) -> bool:
    try:
        route(links, frozenset({ME}), party, room, day)
    except Refusal:
        return False
    return True


@pytest.mark.parametrize(
    ("day", "allowed"),
    [
        (date(2020, 8, 31), False),
        (date(2020, 9, 1), True),
        (date(2020, 12, 31), True),
        (date(2021, 1, 1), False),
    ],
)
def test_a_mandate_runs_from_its_first_to_its_last_day(day, allowed):
    assert may([link()], FIRM, day=day) is allowed


def test_the_refusal_says_on_which_day_the_mandate_ended():
    with pytest.raises(Refusal, match="2020-12-31到期"):
        route([link()], frozenset({ME}), FIRM, ROOM, date(2021, 1, 1))


def test_a_mandate_for_another_room_does_not_serve():
    assert not may([link(rooms=("vehicle_tax",))], FIRM)
    assert may([link(rooms=("vehicle_tax", ROOM))], FIRM)
    assert may([link(rooms=(ALL_ROOMS,))], FIRM)


def test_a_revoked_mandate_does_not_serve_on_its_own_days():
    with pytest.raises(Refusal, match="撤销"):
        route([link(revoked=True)], frozenset({ME}), FIRM, ROOM, FIRST)


def test_an_expired_mandate_does_not_hide_a_running_one():
    old = link(key=7, ends_on=FIRST)
    way = route([old, link(key=8)], frozenset({ME}), FIRM, ROOM, LAST)
    assert [each.key for each in way] == [UUID(int=8)]


def test_nobody_needs_a_mandate_for_themselves():
    assert route([], frozenset({ME, KIN}), KIN, ROOM, FIRST) == ()


def test_a_clerk_of_a_bookkeeping_agent_acts_for_its_customers():
    links = [link(principal=AGENCY), link(agent=AGENCY, kind=MandateKind.BOOKKEEPING_AGENT, key=8)]
    assert [each.principal for each in route(links, frozenset({ME}), FIRM, ROOM, FIRST)] == [AGENCY, FIRM]
    assert set(reachable(links, frozenset({ME}), ROOM, FIRST)) == {FIRM, AGENCY}


def test_a_chain_is_as_weak_as_its_weakest_link():
    ended = link(principal=AGENCY, ends_on=FIRST)
    links = [ended, link(agent=AGENCY, kind=MandateKind.BOOKKEEPING_AGENT, key=8)]
    assert may(links, FIRM, day=FIRST)
    assert not may(links, FIRM, day=FIRST + timedelta(days=1))


def test_a_chain_does_not_go_through_a_person_or_two_firms():
    through_person = [
        link(principal=KIN, kind=MandateKind.KIN),
        link(principal=OTHER, agent=KIN, kind=MandateKind.KIN, key=8),
    ]
    assert not may(through_person, OTHER)
    two_firms = [
        link(principal=AGENCY),
        link(principal=FIRM, agent=AGENCY, kind=MandateKind.BOOKKEEPING_AGENT, key=7),
        link(principal=OTHER, agent=FIRM, kind=MandateKind.DISPATCH_AGENCY, key=8),
    ]
    assert not may(two_firms, OTHER)


KEYS = st.sampled_from([ME, FIRM, AGENCY, KIN, OTHER])
DAYS = st.dates(date(2020, 8, 25), date(2021, 1, 5))
LINKS = st.lists(
    st.builds(
        Link,
        key=st.uuids(),
        principal=KEYS,
        agent=KEYS,
        kind=st.sampled_from(list(MandateKind)),
        rooms=st.frozensets(st.sampled_from([ROOM, "vehicle_tax", ALL_ROOMS]), min_size=1),
        starts_on=DAYS,
        ends_on=st.none() | DAYS,
        revoked=st.booleans(),
    ),
    max_size=6,
)


@given(LINKS, KEYS, DAYS)
def test_whoever_is_let_through_holds_only_sound_links_that_meet(links, party, day):
    own = frozenset({ME})
    if not may(links, party, day=day):
        assert party != ME
        return
    way = route(links, own, party, ROOM, day)
    assert len(way) <= 2
    assert party in own or (way[0].agent in own and way[-1].principal == party)
    assert all(each.fault(ROOM, day) is None for each in way)
    assert all(a.principal == b.agent for a, b in itertools.pairwise(way))


@given(LINKS, DAYS)
def test_what_is_reachable_is_exactly_what_a_route_is_found_for(links, day):
    found = set(reachable(links, frozenset({ME}), ROOM, day))
    assert found == {key for key in (FIRM, AGENCY, KIN, OTHER) if may(links, key, day=day)}


@given(LINKS, KEYS, DAYS)
def test_revoking_everything_leaves_only_oneself(links, party, day):
    from dataclasses import replace

    revoked = [replace(each, revoked=True) for each in links]
    assert may(revoked, party, day=day) is (party == ME)
