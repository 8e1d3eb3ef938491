"""Votes at the same moment: one token is one ballot, one seat one token, and what the box took is what is counted."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from tests.platform.titles import titles_world as w
from tests.races.together import together

from gongbao.law.errors import Refusal
from gongbao.platform.titles import demo
from gongbao.platform.titles import services as titles
from gongbao.platform.titles.models import Ballot, Issued

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def scene(free_clock: None) -> demo.Scene:
    w.to("2021-03-29 10:00")
    return demo.load(w.OPENED)


def test_one_token_cast_from_many_windows_is_one_ballot(scene: demo.Scene) -> None:
    _, planned, people = w.ready(scene)
    item = w.open_vote(scene, planned)
    voter = w.Voter(people[0], planned, 1, item)
    voter.fetch()
    sealed = [voter.seal(choice) for choice in ("for", "against") * 4]
    found = together([partial(titles.cast, item, voter.prepared, voter.signature, each) for each in sealed])
    won = [each for each in found if isinstance(each, str)]
    assert len(won) == 1, found
    assert all(isinstance(each, Refusal) for each in found if each not in won)
    assert w.seen(lambda: Ballot.objects.count()) == 1


def test_one_seat_asking_with_many_tokens_gets_one(scene: demo.Scene) -> None:
    _, planned, people = w.ready(scene)
    item = w.open_vote(scene, planned)
    hands = [w.Voter(people[0], planned, 1, item) for _ in range(6)]
    found = together([hand.fetch for hand in hands])
    assert sum(isinstance(each, bytes) for each in found) == 1, found
    assert w.seen(lambda: Issued.objects.count()) == 1


def test_casting_against_the_closing_loses_and_adds_no_ballot(scene: demo.Scene) -> None:
    _, planned, people = w.ready(scene)
    item = w.open_vote(scene, planned)
    hands = [w.Voter(who, planned, 1, item) for who in people]
    for n, hand in enumerate(hands):
        hand.fetch()
        hand.seal("for" if n % 2 else "against")
    hands[0].cast()
    calls: list[Any] = [hand.cast for hand in hands[1:6]]
    calls.append(partial(w.close, scene, planned, 1, "到时"))
    calls += [hand.cast for hand in hands[6:]]
    found = together(calls)
    taken = {each for each in found if isinstance(each, str)} | {titles.code_of(hands[0].prepared)}
    refused = [each for each in found if isinstance(each, Refusal)]
    assert len(taken) + len(refused) == len(hands), found
    result = w.counted(scene, planned)
    assert set(w.tally(item)["codes"]) == taken
    assert result["for"] + result["against"] == len(taken)
    assert result["uncast"] == len(refused)


def test_two_counters_count_once(scene: demo.Scene) -> None:
    _, planned, people = w.ready(scene)
    item = w.open_vote(scene, planned)
    w.vote(people, planned, item, ["for"] * 11)
    w.close(scene, planned)
    found = together([partial(w.counted, scene, planned) for _ in range(3)])
    assert sum(isinstance(each, dict) for each in found) == 1, found
    assert len(w.tally(item)["choices"]) == 11
