"""The vote: who gets a ballot, what the box takes, that the count is the ballots, and that nothing joins them to voters."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.platform.titles import titles_world as w

from gongbao.law.errors import Refusal
from gongbao.platform.access.services import StepUpNeeded
from gongbao.platform.db import backups
from gongbao.platform.db.services import Actor
from gongbao.platform.parties.services import opened
from gongbao.platform.titles import counting, demo, keys
from gongbao.platform.titles import services as titles
from gongbao.platform.titles.models import Ballot, Code, Counted, Issued

pytestmark = pytest.mark.django_db


def recuse(who: Actor, planned: Any, number: int = 1, why: str = "kin") -> None:
    titles.command(who, w.key(), "recuse", lambda tx: titles.recuse(tx, planned, number, why, who), None)


@pytest.fixture
def scene(db: None, free_clock: None) -> demo.Scene:
    """Made anew for each test: one of them commits."""
    w.to("2021-03-29 10:00")
    return demo.load(w.OPENED)


def test_only_who_attends_and_is_not_recused_gets_one_ballot(scene: demo.Scene) -> None:
    _, planned, people = w.ready(scene)
    recuse(people[0], planned)
    item = w.open_vote(scene, planned)
    with pytest.raises(Refusal, match="您应当回避，没有选票") as refused:
        w.Voter(people[0], planned, 1, item).fetch()
    assert refused.value.clause == "gong-2020-17/art.3.4.4.s1.1"
    with w.opened("test"):
        titles.Seat.objects.filter(meeting_id=planned, party=people[1].party).update(state="invited")
    with pytest.raises(Refusal, match="请先签到"):
        w.Voter(people[1], planned, 1, item).fetch()
    voter = w.Voter(people[2], planned, 1, item)
    assert voter.fetch() == voter.fetch()
    with pytest.raises(Refusal, match="已领过"):
        w.Voter(people[2], planned, 1, item).fetch()
    with pytest.raises(Refusal, match="本件选票已领"):
        recuse(people[2], planned)


def test_the_box_takes_one_unchanged_ballot_a_token(scene: demo.Scene) -> None:
    _, planned, people = w.ready(scene)
    item = w.open_vote(scene, planned)
    voter = w.Voter(people[0], planned, 1, item)
    code = voter.votes("for")
    assert voter.cast() == code
    voter.seal("against")
    with pytest.raises(Refusal, match="不能更改"):
        voter.cast()
    with pytest.raises(Refusal, match="不是本次表决签发"):
        titles.cast(item, voter.prepared + b"x", voter.signature, voter.sealed)
    with pytest.raises(Refusal, match="没有密封好"):
        titles.cast(item, voter.prepared, voter.signature, b"for")
    assert w.seen(lambda: Ballot.objects.count()) == 1


def test_without_a_quorum_nothing_opens(scene: demo.Scene) -> None:
    _, planned, people = w.ready(scene)
    with w.opened("test"):
        away = titles.Seat.objects.filter(meeting_id=planned, party__in=[each.party for each in people[:4]])
        away.update(state="invited")
    with pytest.raises(Refusal, match="到会7人，11人中至少要到8人"):
        w.open_vote(scene, planned)


def test_two_people_close_and_count_and_the_counter_shows_the_second_factor(scene: demo.Scene) -> None:
    _, planned, people = w.ready(scene)
    item = w.open_vote(scene, planned)
    w.vote(people[:9], planned, item, ["for"] * 9)
    with pytest.raises(Refusal, match="11人可以投票，已投9票"):
        w.close(scene, planned)
    with pytest.raises(Refusal, match="请先封存"):
        w.counted(scene, planned)
    w.close(scene, planned, reason="两位委员提前离会")
    late = w.Voter(people[9], planned, 1, item)
    with pytest.raises(Refusal, match="已经结束"):
        late.fetch()
    body = scene.bodies[w.ROOM]
    with pytest.raises(Refusal, match="两人分别办理"):
        titles.count_item(scene.clerk(body, "titles-body1"), planned, 1, key=w.key())
    cold = scene.clerk(body, "titles-body2")
    with pytest.raises(StepUpNeeded):
        titles.count_item(Actor(**{**cold.__dict__, "stepped_up_at": None}), planned, 1, key=w.key())
    assert w.counted(scene, planned)["uncast"] == 2


def test_a_spoilt_ballot_abstains(scene: demo.Scene) -> None:
    _, planned, people = w.ready(scene)
    item = w.open_vote(scene, planned)
    w.vote(people[:9], planned, item, ["for"] * 9)
    spoilt = w.Voter(people[9], planned, 1, item)
    spoilt.fetch()
    spoilt.seal("nobody")
    spoilt.cast()
    torn = w.Voter(people[10], planned, 1, item)
    torn.fetch()
    torn.sealed = bytes(keys.BITS // 8)
    torn.cast()
    w.close(scene, planned)
    assert w.counted(scene, planned) == {"for": 9, "against": 0, "abstained": 2, "uncast": 0, "passed": True}


def test_what_is_published_counts_again_and_shows_every_voter_their_code(scene: demo.Scene) -> None:
    _, planned, people = w.ready(scene)
    item = w.open_vote(scene, planned)
    codes = w.vote(people, planned, item, ["for"] * 8 + ["against"] * 3)
    w.close(scene, planned)
    w.counted(scene, planned)
    told = w.tally(item)
    assert set(codes) == set(told["codes"])
    assert len(told["choices"]) == len(told["codes"]) == told["attending"] - told["recused"] - told["uncast"]
    assert told["choices"].count("for") == 8 >= told["needed"] == 8
    assert told["passed"] is True


def test_after_a_crash_between_count_and_destruction_the_keys_are_swept(
    scene: demo.Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, planned, people = w.ready(scene)
    item = w.open_vote(scene, planned)
    w.vote(people, planned, item, ["for"] * 11)
    w.close(scene, planned)

    def crash() -> int:
        raise RuntimeError("power")

    with monkeypatch.context() as patch:
        patch.setattr(counting, "sweep", crash)
        with pytest.raises(RuntimeError):
            w.counted(scene, planned)
    assert keys.there(item)
    assert counting.sweep() == 1
    assert not keys.there(item)
    with pytest.raises(Refusal, match="已经销毁"):
        keys.opener(item)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_count_is_ballots_for_any_attendance_recusal_and_late_vote(
    scene: demo.Scene, data: st.DataObject
) -> None:
    """Each example is an applicant and a meeting of their own; afterwards nobody's year is fuller."""
    w.to("2021-03-29 10:00")
    _, planned, people = w.ready(replace(scene, applicant=w.newcomer()))
    coming = data.draw(st.integers(8, 11))
    with w.opened("test"):
        stay = [each.party for each in people[coming:]]
        titles.Seat.objects.filter(meeting_id=planned, party__in=stay).update(state="invited")
    recused = data.draw(st.integers(0, 3))
    for who in people[:recused]:
        recuse(who, planned)
    item = w.open_vote(scene, planned)
    voters = people[recused:coming]
    choices = data.draw(
        st.lists(st.sampled_from(["for", "against", "abstain"]), min_size=len(voters), max_size=len(voters))
    )
    late = data.draw(st.integers(0, len(voters)))
    hands = [w.Voter(who, planned, 1, item) for who in voters]
    for hand, choice in zip(hands, choices, strict=True):
        hand.fetch()
        hand.seal(choice)
    in_time = hands[: len(hands) - late]
    order = data.draw(st.permutations(range(len(in_time))))
    codes = {in_time[n].cast() for n in order}
    w.close(scene, planned, reason="到时" if late else "")
    for hand in hands[len(in_time) :]:
        with pytest.raises(Refusal, match="已经结束"):
            hand.cast()
    result = w.counted(scene, planned)
    cast = choices[: len(in_time)]
    assert (result["for"], result["against"], result["abstained"]) == tuple(
        cast.count(each) for each in ("for", "against", "abstain")
    )
    assert result["uncast"] == late
    told = w.tally(item)
    assert sorted(told["choices"]) == sorted(cast)
    assert set(told["codes"]) == codes
    assert result["passed"] == (cast.count("for") >= max(1, -(-2 * len(voters) // 3)))
    with w.opened("test"):
        titles.Seat.objects.update(state="away")


@pytest.mark.django_db(transaction=True)
def test_nothing_in_the_database_joins_a_ballot_to_its_voter(
    scene: demo.Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By transaction, place, key, time, or any word in any table, before the count and after it."""
    _, planned, people = w.ready(scene)
    item = w.open_vote(scene, planned)
    hands = [w.Voter(who, planned, 1, item) for who in people]
    for hand in hands:
        hand.fetch()
    order = list(range(len(hands)))
    random.Random(7).shuffle(order)  # noqa: S311 - a fixed order of a test
    choices = ["for"] * 6 + ["against"] * 5
    before = {name: len(rows) for name, rows in everything().items()}
    codes = []
    for place, choice in zip(order, choices, strict=True):
        hands[place].seal(choice)
        codes.append(hands[place].cast())
    tables = everything()
    grown = {name for name, rows in tables.items() if len(rows) != before[name]}
    assert grown == {"titles_ballot"}, "casting left a row elsewhere"
    assert shared_transactions("titles_ballot") == set()
    assert found(codes, tables) == {"titles_ballot"}
    box = [(row.key, bytes(row.sealed)) for row in w.seen(lambda: list(Ballot.objects.all()))]
    assert {key.version for key, _ in box} == {4}
    assert len({sealed for _, sealed in box}) == len(box)
    columns = {field.name for field in Ballot._meta.fields}
    assert columns == {"key", "item", "office", "party", "code", "sealed"}
    secrets = [hand.blinded.message.hex() for hand in hands] + [
        bytes(row.signed).hex() for row in w.seen(lambda: list(Issued.objects.all()))
    ]
    assert not any(each in text for each in secrets for text in tables["titles_ballot"])

    w.close(scene, planned)
    monkeypatch.setattr(counting.random, "SystemRandom", Backwards)
    w.counted(scene, planned)
    with opened("test"):
        assert Ballot.objects.count() == 0
        placed = in_place("titles_counted", "choice")
        by_code = [choice for _, choice in sorted(zip(codes, choices, strict=True))]
        assert placed == by_code[::-1], "the order is the shuffle's alone"
        assert len(transactions("titles_counted") | transactions("titles_code")) == 1
        assert in_place("titles_code", "code") == sorted(codes)
        assert {field.name for field in Counted._meta.fields} & {"code", "sealed"} == set()
        assert "choice" not in {field.name for field in Code._meta.fields}
    after = everything()
    assert found(codes, after) == {"titles_code"}
    assert not keys.there(item)
    assert "ballots" not in backups.FILES


class Backwards:
    def shuffle(self, what: list[Any]) -> None:
        what.reverse()


def names() -> list[str]:
    with opened("test"), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


def everything() -> dict[str, list[str]]:
    """Every row of every table as text; what of it is bytes shows as hexadecimal."""
    tables: dict[str, list[str]] = {}
    for name in names():
        with opened("test"), connection.cursor() as cursor:
            cursor.execute(f'SELECT t::text FROM "{name}" t')
            tables[name] = [row[0] for row in cursor.fetchall()]
    return tables


def found(words: list[str], tables: dict[str, list[str]]) -> set[str]:
    return {name for name, rows in tables.items() if any(word in row for word in words for row in rows)}


def transactions(name: str) -> set[str]:
    with opened("test"), connection.cursor() as cursor:
        cursor.execute(f'SELECT xmin::text FROM "{name}"')
        return {row[0] for row in cursor.fetchall()}


def in_place(name: str, column: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {column} FROM "{name}" ORDER BY ctid')
        return [row[0] for row in cursor.fetchall()]


def shared_transactions(name: str) -> set[str]:
    """The other tables that have a row of the same transaction as one of the table's."""
    own = transactions(name)
    assert own
    return {other for other in names() if other != name and transactions(other) & own}
