"""The service window: cards checked, firms entered, mandates on paper; what a careless or dishonest officer meets."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

import pytest
from tests.platform.parties.people import account, code, done, firm, number, person

from gongbao.law.errors import Refusal
from gongbao.platform.audit.models import Entry
from gongbao.platform.audit.services import sequence_all
from gongbao.platform.db import clock
from gongbao.platform.db.services import PUBLIC, SYSTEM, Actor
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.claims import erase_old
from gongbao.platform.parties.models import Account, Mandate
from gongbao.platform.parties.services import MandateKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
OWN, DAY, LAST = "seven green kettles", date(2020, 9, 21), date(2021, 9, 20)


def at_window(role: str = "district_handler", office: str = "haidian", who: UUID | None = None) -> Actor:
    made = account(f"o{uuid4().hex[:8]}", kind=parties.AccountKind.OFFICER, person=who)
    return Actor("officer", made.key, "周砚", office=office, roles=frozenset({role}), person=who)


def registered(sequence: int = 1, name: str = "林舟", login: str = "linzhou") -> UUID:
    """An account opened on line."""
    return UUID(
        done(
            lambda tx: str(parties.register(tx, login, OWN, OWN, name=name, number=number(sequence))), PUBLIC
        )
    )


def verify(one: UUID, typed: str = number(1), actor: Actor = SYSTEM, *, second: bool = False) -> UUID:
    return UUID(done(lambda tx: str(parties.verify(tx, one, typed, second=second)), actor))


def represent(key: UUID, login: str, actor: Actor, *, replaces: bool = False) -> UUID:
    return UUID(
        done(lambda tx: str(parties.enter_representative(tx, key, login, uuid4(), replaces=replaces)), actor)
    )


def entered(actor: Actor, name: str = "北京青柠烘焙有限公司", office: str = "haidian") -> UUID:
    return UUID(
        done(
            lambda tx: str(parties.enter_firm(tx, code(1), name, office=office, is_dispatch_agency=False)),
            actor,
        )
    )


def mandated(principal: UUID, kind: MandateKind, agent: str, actor: Actor, last: date = LAST) -> UUID:
    return UUID(
        done(
            lambda tx: str(
                parties.enter_mandate(tx, principal, kind, agent, ["training_subsidy"], DAY, last, uuid4())
            ),
            actor,
        )
    )


def test_the_number_on_the_card_joins_account_and_person():
    one = registered()
    who = verify(one, actor=at_window())
    assert Account.objects.get(key=one).person == who
    view = parties.account_view(one)
    assert (view.verified, view.verified_at) == (True, clock.now())
    assert number(1) not in repr(view)
    with pytest.raises(Refusal, match="已经实名"):
        verify(one)


def test_another_number_joins_nothing_and_the_try_is_logged():
    one = registered()
    with pytest.raises(Refusal, match="不一致"):
        verify(one, number(2), at_window())
    assert Account.objects.get(key=one).person is None
    sequence_all()
    refused = [each.body for each in Entry.objects.filter(kind="access") if not each.body["allowed"]]
    assert [(each["purpose"], str(one) in each["what"]) for each in refused] == [("window: verify", True)]


def test_a_number_nobody_brings_to_a_window_is_erased_after_ninety_days_and_can_be_given_anew(free_clock):
    one = registered()
    assert parties.account_view(one).kept_until == date(2020, 12, 20)
    for day, gone in (("2020-12-20 23:59", 0), ("2020-12-21 09:31", 1)):
        clock.set_clock(datetime.fromisoformat(day).replace(tzinfo=clock.ZONE))
        assert done(erase_old) == gone
    view = parties.account_view(one)
    assert (view.claimed, view.number_masked, view.kept_until) == (False, "", None)
    with pytest.raises(Refusal, match="填报"):
        verify(one, actor=at_window())
    owner = Actor("party", one, "林舟")
    done(lambda tx: parties.claim(tx, one, "林舟", number(1)), owner)
    assert verify(one, actor=at_window())


def test_an_account_nobody_claims_cannot_be_verified():
    with pytest.raises(Refusal, match="还没有填报身份"):
        verify(account("silent").key, actor=at_window())


def test_only_the_window_verifies_and_never_its_own_people():
    own = person(1)
    one = registered()
    for actor, told in (
        (at_window("district_reviewer"), "只有窗口岗位"),
        (Actor("party", one), "只有窗口岗位"),
        (at_window(who=own), "本人的账号"),
    ):
        with pytest.raises(Refusal, match=told):
            verify(one, actor=actor)
    nameless = at_window()
    namesake = registered(2, name=nameless.name, login="zhouyan")
    with pytest.raises(Refusal, match="本人的账号"):
        verify(namesake, number(2), nameless)


def test_an_officers_account_is_no_matter_of_the_window():
    clerk = account("clerk", kind=parties.AccountKind.OFFICER)
    with pytest.raises(Refusal, match="工作人员账号"):
        parties.find_account("clerk")
    with pytest.raises(Refusal, match="工作人员账号"):
        verify(clerk.key, actor=at_window())


def test_a_second_account_of_one_person_is_confirmed_and_is_the_same_person():
    first, second = registered(), registered(login="linzhou2")
    verify(first)
    with pytest.raises(Refusal, match="已有认证过的账号") as refused:
        verify(second)
    assert refused.value.where == "second"
    verify(second, second=True)
    assert parties.same_person(first, second)


def test_a_forgotten_password_needs_the_number_of_the_account():
    one = registered()
    words: list[str] = []
    for actor, typed, told in (
        (at_window(), number(2), "不是这个账号的"),
        (at_window("district_reviewer"), number(1), "只有窗口岗位"),
    ):
        with pytest.raises(Refusal, match=told):
            done(lambda tx, typed=typed: words.append(parties.forgotten_password(tx, one, typed)), actor)
    done(lambda tx: words.append(parties.forgotten_password(tx, one, number(1))), at_window())
    assert Account.objects.get(key=one).check_password(words[0])
    verify(one)
    done(lambda tx: words.append(parties.forgotten_password(tx, one, number(1))), at_window())
    assert Account.objects.get(key=one).check_password(words[1])


def test_a_firm_is_entered_once_and_a_known_one_stays_as_it_is():
    actor = at_window()
    key = entered(actor)
    assert entered(actor, name="北京青柠烘焙 有限公司") == key
    with pytest.raises(Refusal, match="北京青柠烘焙有限公司"):
        entered(actor, name="北京柠檬有限公司")


def test_a_new_firm_needs_its_district_and_that_is_the_windows_own():
    for office, told in (("", "须选参保的区"), ("chaoyang", "由朝阳区办理"), ("city_hr", "不是参保地机构")):
        with pytest.raises(Refusal, match=told):
            entered(at_window(), office=office)
    assert entered(at_window("administrator", "city_hr"), office="chaoyang")


def test_an_institution_is_found_by_its_code():
    known = UUID(
        done(
            lambda tx: str(
                parties.register_organisation(tx, "township", code(1), "样例镇人民政府", office="haidian")
            )
        )
    )
    assert entered(at_window(), name="样例镇人民政府") == known
    verify(registered())
    with pytest.raises(Refusal, match="由海淀区办理"):
        represent(known, "linzhou", at_window(office="chaoyang"))
    represent(known, "linzhou", at_window())
    assert [each.name for each in parties.members(known, "rural_assistants", DAY)] == ["林舟"]


def test_the_representative_is_a_verified_person_and_not_the_officer():
    key, actor = firm(), at_window()
    registered()
    with pytest.raises(Refusal, match="还没有实名"):
        represent(key, "linzhou", actor)
    who = verify(parties.find_account("linzhou").key)
    with pytest.raises(Refusal, match="本人的账号"):
        represent(key, "linzhou", at_window(who=who))
    represent(key, "linzhou", actor)
    holder = Account.objects.get(login="linzhou")
    assert parties.actor_for(holder, key, "training_subsidy", DAY).roles == {"representative"}


def test_a_representative_is_replaced_only_on_purpose():
    key, actor = firm(), at_window()
    verify(registered())
    verify(registered(2, "何以宁", "heyining"), number(2))
    former = represent(key, "linzhou", actor)
    with pytest.raises(Refusal, match="已是该单位的法定代表人"):
        represent(key, "linzhou", actor, replaces=True)
    with pytest.raises(Refusal, match="已有法定代表人：林舟") as refused:
        represent(key, "heyining", actor)
    assert refused.value.where == "replaces"
    represent(key, "heyining", actor, replaces=True)
    assert Mandate.objects.get(key=former).revoked_at == clock.now()


def test_mandates_on_paper_for_clerks_agents_and_kin():
    key, actor = firm(), at_window()
    other = firm(2, "北京代账有限公司")
    verify(registered())
    elder = person(5, "林老")
    mandated(key, MandateKind.EMPLOYEE_CLERK, "linzhou", actor)
    mandated(key, MandateKind.BOOKKEEPING_AGENT, code(2), actor)
    mandated(elder, MandateKind.KIN, "linzhou", actor)
    assert {each.agent_name for each in parties.paper_mandates(key, DAY)} == {"林舟", "北京代账有限公司"}
    holder = Account.objects.get(login="linzhou")
    assert {each.party.key for each in parties.acting_choices(holder, DAY)} >= {key, elder}
    assert other not in {each.party.key for each in parties.acting_choices(holder, DAY)}


def test_mandates_on_paper_that_are_refused():
    key, verified = firm(), verify(registered())
    own = at_window(who=person(5, "林老"))
    for call, told in (
        (lambda: mandated(key, MandateKind.REPRESENTATIVE, "linzhou", at_window()), "单位登记"),
        (lambda: mandated(key, MandateKind.EMPLOYEE_CLERK, "nobody", at_window()), "没有这个账号"),
        (lambda: mandated(key, MandateKind.BOOKKEEPING_AGENT, code(9), at_window()), "没有登记这家受托单位"),
        (lambda: mandated(key, MandateKind.EMPLOYEE_CLERK, "linzhou", at_window(), date(2020, 9, 20)), "已经过去"),
        (lambda: mandated(key, MandateKind.EMPLOYEE_CLERK, "linzhou", at_window(office="chaoyang")), "由海淀区办理"),
        (lambda: mandated(key, MandateKind.EMPLOYEE_CLERK, "linzhou", at_window(who=verified)), "本人的账号"),
        (lambda: mandated(person(5, "林老"), MandateKind.KIN, "linzhou", own), "本人的账号"),
        (lambda: mandated(key, MandateKind.EMPLOYEE_CLERK, "linzhou", at_window("city_officer")), "只有窗口岗位"),
    ):  # fmt: skip
        with pytest.raises(Refusal, match=told):
            call()
    assert not Mandate.objects.exists()


def test_a_mandate_ends_at_the_principals_wish_by_the_window_of_its_district():
    key, actor = firm(), at_window()
    verify(registered())
    given = mandated(key, MandateKind.EMPLOYEE_CLERK, "linzhou", actor)
    for other in (at_window(office="chaoyang"), at_window("district_reviewer")):
        with pytest.raises(Refusal):
            done(lambda tx: parties.end_mandate(tx, given, uuid4()), other)
    done(lambda tx: parties.end_mandate(tx, given, uuid4()), actor)
    holder = Account.objects.get(login="linzhou")
    with pytest.raises(Refusal, match="已被撤销"):
        parties.actor_for(holder, key, "training_subsidy", DAY)


def test_a_principal_is_found_by_either_number():
    key, who = firm(), person(5, "林老")
    assert (parties.principal_of(code(1)), parties.principal_of(number(5))) == (key, who)
    for typed, told in ((code(9), "没有登记"), (number(9), "没有登记"), ("12345", "既不|不是有效的")):
        with pytest.raises(Refusal, match=told):
            parties.principal_of(typed)
