"""Roles that rooms add, and institutions beside the 17 offices with who acts for them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.platform.training_subsidy import world

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import SYSTEM, Actor, now, write
from gongbao.platform.parties import services as parties
from gongbao.platform.parties import words
from gongbao.platform.parties.demo_people import credit_code
from gongbao.platform.training_subsidy import demo

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city(db: None, free_clock: None) -> demo.City:
    world.to("2020-09-21 09:30")
    return world.city()


@pytest.fixture
def township_clerk() -> object:
    before = dict(words._room_roles)
    yield parties.register_role("township_clerk", Text("乡镇经办", "Township clerk"))
    words._room_roles.clear()
    words._room_roles.update(before)


def run(command: object, actor: Actor = SYSTEM) -> object:
    return write(command, actor=actor, key=world.key(), name="test")  # type: ignore[arg-type]


def school(office: str = "haidian", number: int = 50, **more: object) -> object:
    return run(
        lambda tx: str(
            parties.register_organisation(
                tx, "school", credit_code(number), f"样例学校{number}", office=office, **more
            )
        )
    )


def test_a_rooms_role_is_given_held_and_named(city: demo.City, township_clerk: words.RoomRole) -> None:
    who = city.accounts["haidian-handler"]
    today = now().date()
    run(lambda tx: str(parties.appoint(tx, who, "haidian", township_clerk, today)))
    held = parties.roles_by_office(who, today)["haidian"]
    assert township_clerk in held
    assert {each.value for each in held} >= {"district_handler", "township_clerk"}
    with pytest.raises(Refusal):
        run(
            lambda tx: str(parties.appoint(tx, who, "city_hr", township_clerk, today))
        )  # not among its offices


def test_a_role_of_the_platform_or_of_other_words_is_taken(township_clerk: words.RoomRole) -> None:
    assert parties.register_role("township_clerk", Text("乡镇经办", "Township clerk")) == township_clerk
    for name, label in (("city_officer", Text("甲", "A")), ("township_clerk", Text("甲", "A"))):
        with pytest.raises(ValueError, match="taken"):
            parties.register_role(name, label)


def test_a_role_no_room_knows_any_more_keeps_its_name() -> None:
    assert parties.role_of("gone").label == Text("gone", "gone")
    assert parties.role_of("city_officer") is parties.Role.CITY_OFFICER


def test_an_institution_is_a_party_of_a_kind_under_an_office(city: demo.City) -> None:
    key = school()
    assert school() == key  # entered once
    found = parties.organisations("school", office="haidian")
    assert [(str(each.party), each.kind, each.office) for each in found] == [(key, "school", "haidian")]
    assert parties.organisations("school", office="chaoyang") == []
    with pytest.raises(Refusal):
        run(
            lambda tx: str(
                parties.register_organisation(tx, "insurer", credit_code(50), "样例学校50", office="haidian")
            )
        )
    with pytest.raises(Refusal):
        school("atlantis", 51)


def test_a_branch_stands_under_its_institution_never_above_itself(city: demo.City) -> None:
    from uuid import UUID

    top = UUID(str(school()))
    branch = UUID(str(school(number=51, parent=top)))
    assert [each.party for each in parties.organisations(parent=top)] == [branch]
    with pytest.raises(Refusal):
        run(lambda tx: parties.update_organisation(tx, top, parent=branch))
    today = now().date()
    run(lambda tx: parties.update_organisation(tx, branch, closed_on=today))
    assert parties.organisations(parent=top, on=today) == []
    assert len(parties.organisations(parent=top, on=today - timedelta(days=1))) == 1


def test_who_acts_for_an_institution_holds_a_mandate_for_the_room(city: demo.City) -> None:
    from uuid import UUID

    key, today = UUID(str(school())), now().date()
    who = city.accounts["firm1"]
    run(
        lambda tx: str(
            parties.grant(
                tx, principal=key, kind=parties.MandateKind.REPRESENTATIVE, rooms=["toy_room"], starts_on=today,
                ends_on=None, agent_account=who,
            )
        )
    )  # fmt: skip
    assert [each.account for each in parties.members(key, "toy_room", today)] == [who]
    assert parties.members(key, "another_room", today) == []
    assert parties.members(key, "toy_room", date(2020, 9, 1)) == []


def test_parties_enter_no_institution(city: demo.City) -> None:
    with pytest.raises(Refusal):
        run(
            lambda tx: str(
                parties.register_organisation(tx, "school", credit_code(60), "某校", office="haidian")
            ),
            city.clerk(),
        )
