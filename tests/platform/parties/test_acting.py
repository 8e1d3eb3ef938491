"""Who an account is in a request: roles and mandates read afresh, removals at the next request."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from tests.platform.parties.people import account, done, firm, person

from gongbao.law.errors import Refusal
from gongbao.platform.db import clock
from gongbao.platform.db.services import CITY, Actor
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import AccountKind, MandateKind, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
TODAY = date(2020, 9, 21)
YEAR_END = date(2020, 12, 31)
ROOM = "training_subsidy"


def at_day(day: date):
    return clock.frozen(clock.now().replace(year=day.year, month=day.month, day=day.day))


def officer(login="wang", *, office="haidian", role=Role.DISTRICT_HANDLER, ready=True, ends_on=None):
    one = account(login, kind=AccountKind.OFFICER)
    done(lambda tx: str(parties.appoint(tx, one.key, office, role, TODAY, ends_on)))
    if ready:
        from tests.platform.parties.test_second_factor import enrolled

        enrolled(one)
    return one


def granted(principal, agent=None, *, kind=MandateKind.EMPLOYEE_CLERK, by=None, ends_on=YEAR_END, **more):
    terms = {"rooms": [ROOM], "starts_on": TODAY, "ends_on": ends_on, "kind": kind, **more}
    if agent is not None:
        terms["agent_account"] = agent.key
    command = lambda tx: parties.grant(tx, principal=principal, **terms)  # noqa: E731
    return done(command, by) if by else done(command)


def test_a_citizen_is_himself_unless_he_says_otherwise():
    me = person(1)
    actor = parties.resolve_actor(account(person=me))
    assert (actor.kind, actor.party, actor.on_behalf_of, actor.roles) == ("party", me, None, {"self"})


def test_a_clerk_acts_for_the_firm_under_the_mandate():
    clerk, company = account(person=person(1)), firm(1)
    mandate = granted(company, clerk)
    actor = parties.resolve_actor(clerk, acting_for=company, room=ROOM)
    assert (actor.party, str(actor.on_behalf_of), actor.roles) == (company, mandate, {"employee_clerk"})


def test_an_expired_mandate_is_refused_from_the_day_after():
    clerk, company = account(), firm(1)
    granted(company, clerk, ends_on=TODAY)
    assert parties.resolve_actor(clerk, acting_for=company, room=ROOM).party == company
    with at_day(date(2020, 9, 22)), pytest.raises(Refusal, match="到期"):
        parties.resolve_actor(clerk, acting_for=company, room=ROOM)


def test_a_mandate_for_one_room_opens_no_other():
    clerk, company = account(), firm(1)
    granted(company, clerk)
    with pytest.raises(Refusal, match="不含这项业务"):
        parties.resolve_actor(clerk, acting_for=company, room="vehicle_tax")


def test_revoking_takes_effect_at_the_next_request():
    clerk, company = account(), firm(1)
    mandate = granted(company, clerk)
    done(lambda tx: parties.revoke(tx, mandate))
    with pytest.raises(Refusal, match="撤销"):
        parties.resolve_actor(clerk, acting_for=company, room=ROOM)


def test_choices_name_the_firm_the_footing_and_the_last_day():
    clerk, company, agency = account(person=person(1, "林舟")), firm(1), firm(2, "北京算清财务咨询有限公司")
    granted(agency, clerk, ends_on=date(2020, 10, 31))
    granted(company, kind=MandateKind.BOOKKEEPING_AGENT, agent_party=agency)
    own, *others = parties.acting_choices(clerk, TODAY, ROOM)
    assert (own.party.name, own.footing.zh) == ("林舟", "本人")
    through = next(choice for choice in others if choice.party.key == company)
    assert (through.via.key, through.footing.zh, through.ends_on) == (
        agency,
        "代理记账机构",
        date(2020, 10, 31),
    )
    assert parties.acting_choices(clerk, date(2021, 1, 1), ROOM) == [own]


def test_the_legal_representative_appoints_clerks_and_a_clerk_appoints_nobody():
    head, clerk, third, company = account("head"), account("clerk"), account("third"), firm(1)
    granted(company, head, kind=MandateKind.REPRESENTATIVE, rooms=[parties.ALL_ROOMS], ends_on=None)
    as_head = parties.resolve_actor(head, acting_for=company, room=ROOM)
    granted(company, clerk, by=as_head)
    as_clerk = parties.resolve_actor(clerk, acting_for=company, room=ROOM)
    with pytest.raises(Refusal, match="无权"):
        granted(company, third, by=as_clerk)


def test_a_revoked_representative_grants_no_more_even_in_an_open_request():
    head, clerk, company = account("head"), account("clerk"), firm(1)
    mandate = granted(company, head, kind=MandateKind.REPRESENTATIVE, rooms=[parties.ALL_ROOMS], ends_on=None)
    as_head = parties.resolve_actor(head, acting_for=company, room=ROOM)
    done(lambda tx: parties.revoke(tx, mandate))
    with pytest.raises(Refusal, match="无权"):
        granted(company, clerk, by=as_head)


def test_a_firm_cannot_make_its_own_legal_representative():
    head, friend, company = account("head"), account("friend"), firm(1)
    granted(company, head, kind=MandateKind.REPRESENTATIVE, rooms=[parties.ALL_ROOMS], ends_on=None)
    as_head = parties.resolve_actor(head, acting_for=company, room=ROOM)
    with pytest.raises(Refusal, match="无权"):
        granted(company, friend, kind=MandateKind.REPRESENTATIVE, by=as_head)


def test_an_officer_grants_on_a_document_only_and_never_to_herself():
    clerk, company = account(), firm(1)
    counter = Actor("officer", uuid4(), office="haidian", roles=frozenset({"district_handler"}))
    with pytest.raises(Refusal, match="书面材料"):
        granted(company, clerk, by=counter)
    granted(company, clerk, by=counter, document=uuid4())
    herself = Actor("officer", clerk.key, office="haidian", roles=frozenset({"district_handler"}))
    with pytest.raises(Refusal, match="给自己"):
        granted(company, clerk, by=herself, document=uuid4())


@pytest.mark.parametrize("missing", [{"rooms": []}, {"ends_on": None}, {"ends_on": date(2020, 9, 20)}])
def test_a_mandate_names_rooms_and_a_last_day(missing):
    clerk, company = account(), firm(1)
    with pytest.raises(Refusal):
        granted(company, clerk, **missing)


def test_kin_act_for_persons_and_dispatch_agencies_must_be_such():
    clerk, company, agency = account(), firm(1), firm(2, "北京某人力资源有限公司")
    with pytest.raises(Refusal, match="双方不符"):
        granted(company, clerk, kind=MandateKind.KIN)
    with pytest.raises(Refusal, match="不是劳务派遣"):
        granted(company, kind=MandateKind.DISPATCH_AGENCY, agent_party=agency)
    done(lambda tx: parties.update_firm(tx, agency, is_dispatch_agency=True))
    granted(company, kind=MandateKind.DISPATCH_AGENCY, agent_party=agency)


def test_an_officer_works_at_one_office_with_the_roles_held_there():
    one = officer()
    actor = parties.resolve_actor(one, office="haidian")
    assert (actor.kind, actor.office, actor.roles) == ("officer", "haidian", {"district_handler"})
    with pytest.raises(Refusal, match="没有岗位"):
        parties.resolve_actor(one, office="chaoyang")


def test_city_officers_see_every_district():
    one = officer(office="city_hr", role=Role.CITY_OFFICER)
    actor = parties.resolve_actor(one)
    assert actor.office == "city_hr"
    assert actor.sees_all


def test_a_removed_role_is_gone_at_the_next_request_and_stays_on_record():
    one = officer()
    (role,) = parties.officers("haidian", TODAY)
    done(lambda tx: parties.dismiss(tx, role.key, "调离"))
    with pytest.raises(Refusal, match="没有任何岗位"):
        parties.resolve_actor(one)
    assert [each.removed_at is not None for each in parties.role_history(one.key)] == [True]


def test_a_role_ends_with_its_last_day():
    one = officer(ends_on=date(2020, 9, 30))
    with at_day(date(2020, 9, 30)):
        assert parties.resolve_actor(one).office == "haidian"
    with at_day(date(2020, 10, 1)), pytest.raises(Refusal, match="没有任何岗位"):
        parties.resolve_actor(one)


def test_no_officer_works_without_a_second_factor():
    with pytest.raises(Refusal, match="动态口令"):
        parties.resolve_actor(officer(ready=False))


def test_an_officer_with_two_offices_says_which():
    one = officer()
    done(lambda tx: str(parties.appoint(tx, one.key, "bda", Role.DISTRICT_REVIEWER, TODAY)))
    with pytest.raises(Refusal, match="选择办公机构"):
        parties.resolve_actor(one)
    assert parties.resolve_actor(one, office="bda").roles == {"district_reviewer"}
    assert [office.code for office in parties.offices(one.key, TODAY)] == ["bda", "haidian"]


def test_an_officers_account_never_acts_for_a_party():
    with pytest.raises(Refusal, match="代人"):
        parties.resolve_actor(officer(), acting_for=firm(1), room=ROOM)


def test_administrators_appoint_others_but_not_themselves():
    boss = account("boss", kind=AccountKind.ADMINISTRATOR)
    other = account("other", kind=AccountKind.OFFICER)
    as_boss = Actor("officer", boss.key, office=CITY, roles=frozenset({"administrator"}))
    done(lambda tx: str(parties.appoint(tx, other.key, "bda", Role.DISTRICT_FUNDS, TODAY)), as_boss)
    with pytest.raises(Refusal, match="不能给自己"):
        done(lambda tx: str(parties.appoint(tx, boss.key, "bda", Role.DISTRICT_FUNDS, TODAY)), as_boss)
    handler = Actor("officer", other.key, office="bda", roles=frozenset({"district_funds"}))
    with pytest.raises(Refusal, match="权限管理"):
        done(lambda tx: str(parties.appoint(tx, boss.key, "bda", Role.SUPERVISOR, TODAY)), handler)


def test_roles_exist_only_where_they_belong():
    one, citizen = account("one", kind=AccountKind.OFFICER), account("citizen")
    with pytest.raises(Refusal, match="岗位"):
        done(lambda tx: str(parties.appoint(tx, one.key, "city_finance", Role.DISTRICT_HANDLER, TODAY)))
    with pytest.raises(Refusal, match="岗位"):
        done(lambda tx: str(parties.appoint(tx, one.key, "haidian", Role.CITY_FINANCE, TODAY)))
    with pytest.raises(Refusal, match="工作人员账号"):
        done(lambda tx: str(parties.appoint(tx, citizen.key, "haidian", Role.DISTRICT_HANDLER, TODAY)))


def test_a_closed_account_is_nobody():
    one = account(person=person(1))
    done(lambda tx: parties.close_account(tx, one.key, "本人申请"))
    with pytest.raises(Refusal, match="已关闭"):
        parties.resolve_actor(one)


def test_two_accounts_of_one_person_are_one_pair_of_eyes():
    me = person(1)
    mine, work, other = (
        account("a", person=me),
        account("b", kind=AccountKind.OFFICER, person=me),
        account("c"),
    )
    assert parties.same_person(mine.key, work.key)
    assert parties.same_person(other.key, other.key)
    assert not parties.same_person(mine.key, other.key)
    assert not parties.same_person(account("d").key, other.key)


def test_login_names_are_one_whatever_their_case_or_width():
    account("LinZhou")
    with pytest.raises(Refusal, match="已有人用"):
        account(" ｌｉｎｚｈｏｕ ")


def test_settings_are_ones_own():
    mine, other = account("a"), account("b")
    me = Actor("party", mine.key)
    done(lambda tx: parties.set_preferences(tx, mine.key, elder_mode=True, preferred_language="en"), me)
    mine.refresh_from_db()
    assert (mine.elder_mode, mine.preferred_language) == (True, "en")
    with pytest.raises(Refusal):
        done(lambda tx: parties.set_preferences(tx, other.key, elder_mode=True), me)
