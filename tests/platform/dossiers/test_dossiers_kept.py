"""Dossiers kept sealed, read by their person, opened to an employer for a time; every reading logged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from tests.platform.parties import people

from gongbao.law.errors import Refusal
from gongbao.platform.audit.services import accesses
from gongbao.platform.db import clock
from gongbao.platform.db.services import Actor, read
from gongbao.platform.dossiers import services as dossiers
from gongbao.platform.dossiers.models import Dossier, Share
from gongbao.platform.parties import services as parties

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]
TYPED = {"degrees-0-level": "本科", "degrees-0-graduated": "写错的日期", "jobs-0-work": "保密项目甲"}
TODAY = date(2020, 11, 2)


@pytest.fixture
def november() -> Iterator[None]:
    with clock.frozen(datetime(2020, 11, 2, 10, 0, tzinfo=clock.ZONE)):
        yield


def oneself(sequence: int, name: str = "陈工") -> Actor:
    key = people.person(sequence, name)
    return Actor("party", uuid4(), name, party=key, person=key)


def employer(sequence: int) -> Actor:
    return Actor(
        "party", uuid4(), "人事", party=people.firm(sequence, f"单位{sequence}"), on_behalf_of=uuid4()
    )


def do(command, actor: Actor):
    return people.done(command, actor)


def test_what_is_kept_is_sealed_comes_back_as_typed_and_its_reading_is_logged() -> None:
    one = oneself(801)
    assert dossiers.own(one) is None
    do(lambda tx: dossiers.save_own(tx, TYPED), one)
    do(lambda tx: dossiers.save_own(tx, {**TYPED, "direction": "人工智能研究"}), one)
    assert dossiers.own(one) == {**TYPED, "direction": "人工智能研究"}
    with read(one, purpose="test"):
        (row,) = Dossier.objects.all()
        assert "保密" not in bytes(row.typed).decode("latin-1")
        assert "保密".encode() not in bytes(row.typed)
    assert one.party is not None
    told = accesses(subject=parties.person(one.party).fingerprint)
    assert [each.what for each in told] == ["dossiers.own"]
    assert do(lambda tx: dossiers.drop_own(tx), one) is True
    assert dossiers.own(one) is None


def test_nobody_else_reads_a_dossier_not_even_the_city() -> None:
    one, other = oneself(802), oneself(803, "别人")
    do(lambda tx: dossiers.save_own(tx, TYPED), one)
    assert dossiers.own(other) is None
    officer = Actor("officer", uuid4(), "经办", office="haidian", roles=frozenset({"district_handler"}))
    for actor in (other, employer(804), officer):
        with read(actor, purpose="test"):
            assert list(Dossier.objects.all()) == []
    for actor in (officer, employer(805)):
        with pytest.raises(Refusal, match="本人"):
            dossiers.own(actor)


def test_an_employer_reads_what_is_shared_until_it_ends() -> None:
    one, firm, elsewhere = oneself(806), employer(807), employer(808)
    do(lambda tx: dossiers.save_own(tx, TYPED), one)
    assert dossiers.staff(firm) == []
    share = do(lambda tx: dossiers.share(tx, people.code(807), TODAY + timedelta(days=30)), one)
    (member,) = dossiers.staff(firm)
    assert (member.name, member.typed, member.until) == ("陈工", TYPED, date(2020, 12, 2))
    assert dossiers.staff(elsewhere) == []
    assert one.party is not None
    whats = [each.what for each in accesses(subject=parties.person(one.party).fingerprint)]
    assert whats == ["dossiers.shared"]
    do(lambda tx: dossiers.save_own(tx, {"direction": "人工智能应用"}), one)
    assert dossiers.staff(firm)[0].typed == {"direction": "人工智能应用"}
    with clock.frozen(datetime(2020, 12, 2, 23, 0, tzinfo=clock.ZONE)):
        assert len(dossiers.staff(firm)) == 1
    with clock.frozen(datetime(2020, 12, 3, 0, 0, tzinfo=clock.ZONE)):
        assert dossiers.staff(firm) == []
        assert [each.live for each in dossiers.shares(one)] == [False]
    do(lambda tx: dossiers.end_share(tx, UUID(share)), one)
    assert dossiers.staff(firm) == []
    with read(firm, purpose="test"):
        assert list(Dossier.objects.all()) == []
    with pytest.raises(Refusal, match="已经结束"):
        do(lambda tx: dossiers.end_share(tx, UUID(share)), one)


def test_no_employer_and_nobody_else_gives_leave_to_read_a_dossier() -> None:
    """Not through the services, and row security lets neither make the row by itself."""
    one, other, firm = oneself(830), oneself(831, "别人"), employer(832)
    key = UUID(do(lambda tx: dossiers.save_own(tx, TYPED), one))
    row = {"dossier_id": key, "party": firm.party, "given_at": clock.now(), "until": TODAY}
    with (
        read(firm, purpose="test"),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Share.objects.create(person=one.party, **row)
    with read(other, purpose="test"):
        Share.objects.create(
            person=other.party, **row
        )  # a row of one's own about another's dossier opens nothing
    with read(firm, purpose="test"):
        assert list(Dossier.objects.all()) == []
    assert dossiers.staff(firm) == []
    do(lambda tx: dossiers.share(tx, people.code(832), TODAY), one)
    with read(firm, purpose="test"):
        assert Share.objects.filter(person=one.party).update(until=date(2030, 1, 1)) == 0
        assert Dossier.objects.update(mark="x") == 0


def test_only_the_person_ends_a_share_and_a_second_one_replaces_the_first() -> None:
    one, other = oneself(809), oneself(810, "别人")
    people.firm(811)
    do(lambda tx: dossiers.save_own(tx, TYPED), one)
    first = do(lambda tx: dossiers.share(tx, people.code(811), TODAY), one)
    do(lambda tx: dossiers.share(tx, people.code(811), TODAY + timedelta(days=1)), one)
    assert [(each.until, each.live) for each in dossiers.shares(one)] == [
        (date(2020, 11, 3), True),
        (TODAY, False),
    ]
    assert dossiers.shares(other) == []
    with pytest.raises(Refusal):
        do(lambda tx: dossiers.end_share(tx, UUID(first)), other)


@pytest.mark.parametrize(
    ("days", "sequence", "saved", "words"),
    [
        (-1, 812, True, "一年以内"),
        (367, 812, True, "一年以内"),
        (30, 899, True, "没有登记"),
        (30, 812, False, "还没有保存"),
    ],
)
def test_a_share_needs_a_dossier_an_employer_and_a_day_within_a_year(
    days: int, sequence: int, saved: bool, words: str
) -> None:
    one = oneself(813)
    people.firm(812)
    if saved:
        do(lambda tx: dossiers.save_own(tx, TYPED), one)
    with pytest.raises(Refusal, match=words):
        do(lambda tx: dossiers.share(tx, people.code(sequence), TODAY + timedelta(days=days)), one)
    assert dossiers.shares(one) == []


def test_deleting_a_dossier_ends_its_shares() -> None:
    one, firm = oneself(814), employer(815)
    do(lambda tx: dossiers.save_own(tx, TYPED), one)
    do(lambda tx: dossiers.share(tx, people.code(815), TODAY), one)
    do(lambda tx: dossiers.drop_own(tx), one)
    assert dossiers.staff(firm) == []
    assert dossiers.shares(one) == []


def test_an_employer_keeps_its_own_list_apart_from_every_other() -> None:
    firm, other = employer(816), employer(817)
    assert do(lambda tx: dossiers.keep_staff(tx, [("甲", TYPED), ("乙", {})]), firm) == {
        "new": 2,
        "changed": 0,
    }
    assert do(lambda tx: dossiers.keep_staff(tx, [("甲", {"direction": "x"})]), firm) == {
        "new": 0,
        "changed": 1,
    }
    assert do(lambda tx: dossiers.keep_staff(tx, [("甲", TYPED)]), other) == {"new": 1, "changed": 0}
    found = {each.name: each for each in dossiers.staff(firm)}
    assert {name: each.typed for name, each in found.items()} == {"甲": {"direction": "x"}, "乙": {}}
    with pytest.raises(Refusal, match="没有这份"):
        do(lambda tx: dossiers.drop_staff(tx, found["甲"].key), other)
    do(lambda tx: dossiers.drop_staff(tx, found["甲"].key), firm)
    assert [each.name for each in dossiers.staff(firm)] == ["乙"]
    with connection.cursor() as cursor, pytest.raises(Exception, match="no row security context"):
        cursor.execute("SELECT name FROM dossiers_dossier")


def test_a_person_is_no_employer() -> None:
    with pytest.raises(Refusal, match="单位用的"):
        dossiers.staff(oneself(818))
