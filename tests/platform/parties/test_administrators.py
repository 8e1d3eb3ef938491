"""Administrators of roles: one always stays, nobody tends their own account, an officer's account is one person's."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.platform.parties.people import account, done, number, person
from tests.platform.parties.test_second_factor import enrolled

from gongbao.law.errors import Refusal
from gongbao.platform.db.services import CITY, Actor
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.models import Account
from gongbao.platform.parties.services import AccountKind, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
TODAY = date(2020, 9, 21)


def administrator(login: str, whose: UUID | None = None, **days: date) -> Account:
    made = account(login, kind=AccountKind.OFFICER, person=whose)
    days = {"starts_on": TODAY, **days}
    done(lambda tx: str(parties.appoint(tx, made.key, "city_hr", Role.ADMINISTRATOR, **days)))
    return made


def acting(one: Account) -> Actor:
    return Actor("officer", one.key, office=CITY, roles=frozenset({"administrator"}), person=one.person)


def role_of(one: Account) -> UUID:
    return parties.role_history(one.key)[0].key


def test_the_last_administrator_is_neither_dismissed_nor_closed_even_by_the_system() -> None:
    last = administrator("one")
    with pytest.raises(Refusal, match="最后一位"):
        done(lambda tx: parties.dismiss(tx, role_of(last), "调离"))
    with pytest.raises(Refusal, match="最后一位"):
        done(lambda tx: parties.close_account(tx, last.key, "本人申请"), acting(last))
    with pytest.raises(Refusal, match="最后一位"):
        done(lambda tx: parties.shut(tx, last.key, "离职"))
    assert parties.roles_by_office(last.key, TODAY) == {"city_hr": {Role.ADMINISTRATOR}}


@pytest.mark.parametrize("how", ["ended", "to come", "closed"])
def test_one_who_does_not_serve_today_is_no_second(how: str) -> None:
    last = administrator("one")
    days = {
        "ended": {"starts_on": TODAY - timedelta(9), "ends_on": TODAY - timedelta(1)},
        "to come": {"starts_on": TODAY + timedelta(1)},
        "closed": {},
    }[how]
    other = administrator("two", **days)
    if how == "closed":
        done(lambda tx: parties.close_account(tx, other.key, "离职"))
    with pytest.raises(Refusal, match="最后一位"):
        done(lambda tx: parties.dismiss(tx, role_of(last), "调离"))


def test_of_two_one_goes() -> None:
    one, other = administrator("one"), administrator("two")
    done(lambda tx: parties.dismiss(tx, role_of(one), "调离"), acting(other))
    assert parties.roles_by_office(one.key, TODAY) == {}


def test_the_last_is_not_appointed_away_into_the_future() -> None:
    last = administrator("one")

    def again(starts_on: date) -> None:
        done(lambda tx: str(parties.appoint(tx, last.key, "city_hr", Role.ADMINISTRATOR, starts_on)))

    with pytest.raises(Refusal, match="最后一位"):
        again(TODAY + timedelta(1))
    again(TODAY)


def test_an_administrator_s_other_account_is_their_own() -> None:
    me = person(1)
    boss, second = administrator("boss", me), account("second", kind=AccountKind.OFFICER, person=me)
    administrator("colleague")
    by = acting(boss)
    with pytest.raises(Refusal, match="不能给自己"):
        done(lambda tx: str(parties.appoint(tx, second.key, "bda", Role.DISTRICT_FUNDS, TODAY)), by)
    enrolled(second)
    with pytest.raises(Refusal, match="另一位"):
        done(lambda tx: parties.remove_factor(tx, second, "丢失"), by)
    for tend in (parties.lift_lock, parties.sign_out_everywhere, parties.fresh_password):
        with pytest.raises(Refusal, match="自己"):
            done(lambda tx, tend=tend: tend(tx, second.key) and None, by)
    for tend in (parties.reset_factor, parties.shut):
        with pytest.raises(Refusal, match="自己"):
            done(lambda tx, tend=tend: tend(tx, second.key, "x"), by)


def test_nobody_but_an_administrator_tends_officers_accounts_and_citizens_are_none() -> None:
    boss, officer, citizen = administrator("boss"), account("o", kind=AccountKind.OFFICER), account("c")
    handler = Actor("officer", officer.key, office="haidian", roles=frozenset({"district_handler"}))
    with pytest.raises(Refusal, match="权限管理"):
        done(lambda tx: parties.lift_lock(tx, boss.key), handler)
    with pytest.raises(Refusal, match="没有这个工作人员账号"):
        done(lambda tx: parties.shut(tx, citizen.key, "x"), acting(boss))


def test_a_person_has_one_officer_s_account() -> None:
    boss = acting(administrator("boss", person(9, "何以宁")))

    def opens(login: str, sequence: int, name: str) -> str:
        return str(
            done(lambda tx: str(parties.open_officer(tx, login, name=name, number=number(sequence))), boss)
        )

    first = opens("zhou", 1, "周砚")
    made = Account.objects.get(key=first)
    assert made.person == person(1, "周砚")
    assert not made.has_usable_password()
    with pytest.raises(Refusal, match="已有工作人员账号“zhou”"):
        opens("zhou2", 1, "周砚")
    with pytest.raises(Refusal, match="给自己开设"):
        opens("boss2", 9, "何以宁")
    done(lambda tx: parties.shut(tx, made.key, "离职"), boss)
    opens("zhou3", 1, "周砚")


def test_closing_ends_every_duty_and_nothing_can_be_done_to_a_closed_account() -> None:
    boss, officer = acting(administrator("boss")), account("o", kind=AccountKind.OFFICER)
    done(lambda tx: str(parties.appoint(tx, officer.key, "bda", Role.DISTRICT_FUNDS, TODAY)))
    done(lambda tx: parties.shut(tx, officer.key, "离职"), boss)
    (role,) = parties.role_history(officer.key)
    assert (role.removed_at is not None, role.removed_why) == (True, "离职")
    with pytest.raises(Refusal, match="已关闭"):
        done(lambda tx: str(parties.appoint(tx, officer.key, "bda", Role.DISTRICT_FUNDS, TODAY)), boss)
    with pytest.raises(Refusal, match="已关闭"):
        done(lambda tx: parties.lift_lock(tx, officer.key), boss)


def test_officers_are_found_by_office_name_and_standing() -> None:
    boss = administrator("boss")
    serving, idle = account("wang", kind=AccountKind.OFFICER), account("li", kind=AccountKind.OFFICER)
    account("citizen")
    done(lambda tx: str(parties.appoint(tx, serving.key, "bda", Role.DISTRICT_FUNDS, TODAY)))
    done(lambda tx: str(parties.appoint(tx, serving.key, "bda", Role.DISTRICT_HANDLER, TODAY + timedelta(5))))

    def logins(**asked: str) -> list[str]:
        return [each.login for each in parties.staff(TODAY, **asked)]

    assert logins() == ["wang", "boss", "li"]
    assert logins(office="bda") == ["wang"]
    assert logins(search=" WAN") == ["wang"]
    assert logins(search="账号li") == ["li"]
    assert logins(standing="idle") == ["li"]
    done(lambda tx: parties.close_account(tx, idle.key, "离职"))
    assert logins(standing="closed") == ["li"]
    assert logins(standing="serving") == ["wang", "boss"]
    assert [len(each.roles) for each in parties.staff(TODAY, office="bda")] == [2]
    assert parties.staff_member(boss.key, TODAY).ready is False
    assert parties.staff_member(Account.objects.get(login="citizen").key, TODAY) is None


def test_the_roles_at_an_office_are_those_that_can_be_given_there() -> None:
    administrator("boss")
    officer = account("o", kind=AccountKind.OFFICER)
    for office in ("city_hr", "city_finance", "haidian"):
        for role in parties.roles_at(office):
            done(lambda tx, at=office, role=role: str(parties.appoint(tx, officer.key, at, role, TODAY)))
    assert Role.ADMINISTRATOR in parties.roles_at("city_hr")
    assert Role.ADMINISTRATOR not in parties.roles_at("haidian")
    assert Role.CITY_FINANCE in parties.roles_at("city_finance")
