"""Persons and firms: sealed numbers, same names, permits, accounts in the firm's own name, reveals."""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from tests.platform.parties.people import code, done, firm, number, person

from gongbao.kernel import districts
from gongbao.law.errors import Refusal
from gongbao.platform.audit.models import Entry
from gongbao.platform.audit.services import accesses, sequence_all
from gongbao.platform.db.services import SYSTEM, Actor, read
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
OFFICER = Actor("officer", uuid4(), "王审核", office="haidian", roles=frozenset({"district_handler"}))


def test_the_same_number_is_the_same_person():
    assert person(1) == person(1)
    assert person(1) != person(2)


def test_two_people_of_one_name_stay_two():
    one, other = person(1, "张伟"), person(2, "张伟")
    assert one != other
    assert parties.person(one).number_masked != parties.person(other).number_masked


def test_a_known_number_under_another_name_is_refused():
    person(1, "张伟")
    with pytest.raises(Refusal, match="不符"):
        person(1, "张薇")


@pytest.mark.parametrize("spelling", ["买买提 · 艾力", "买买提•艾力", "买买提·艾力", " 买买提‧艾力 "])
def test_spellings_of_one_name_are_one_name(spelling):
    assert person(1, "买买提·艾力") == person(1, spelling)


@pytest.mark.parametrize("region", ["810000", "820000", "830000"])
def test_holders_of_residence_permits_are_persons_like_any(region):
    key = person(1, "陈志明", region=region)
    assert parties.find_person(number(1, region=region)).key == key


def test_a_wrong_check_digit_makes_nobody():
    wrong = number(1)[:-1] + ("0" if number(1)[-1] != "0" else "1")
    with pytest.raises(Refusal, match="校验码"):
        done(lambda tx: parties.find_or_create_person(tx, wrong, "林舟"))
    with read(SYSTEM, purpose="test"):
        assert not Person.objects.exists()


def test_many_people_come_back_in_order_each_once():
    wanted = [(number(n), f"员工{n}") for n in (5, 3, 5, 4)]
    keys = done(lambda tx: parties.find_or_create_people(tx, wanted))
    assert keys[0] == keys[2]
    assert len(set(keys)) == 3
    assert parties.find_person(number(4)).key.hex == keys[3].replace("-", "")


def test_the_number_is_not_in_the_table():
    person(1)
    with read(SYSTEM, purpose="test"), connection.cursor() as cursor:
        cursor.execute("SELECT person::text FROM parties_person AS person")
        row = cursor.fetchone()[0]
    assert number(1) not in row
    assert number(1).encode().hex() not in row


def test_a_party_reads_its_own_row_and_no_other():
    mine, other = person(1), person(2)
    with read(Actor("party", uuid4(), party=mine), purpose="test"):
        assert list(Person.objects.values_list("key", flat=True)) == [mine]
        assert Person.objects.filter(key=other).update(name="改") == 0
    with read(OFFICER, purpose="test"):
        assert Person.objects.count() == 2


def test_without_a_context_nothing_can_be_read():
    person(1)
    with pytest.raises(DatabaseError) as caught:
        Person.objects.count()
    assert isinstance(caught.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_an_officer_sees_a_number_with_a_purpose_and_it_is_logged():
    key = person(1)
    assert parties.reveal(OFFICER, key, "number", "核对花名册") == number(1)
    (logged,) = accesses(subject=parties.person_fingerprint(number(1)))
    assert (logged.purpose, logged.actor["name"], logged.allowed) == ("核对花名册", "王审核", True)


def test_no_purpose_no_number():
    with pytest.raises(Refusal, match="用途"):
        parties.reveal(OFFICER, person(1), "number", "  ")


def test_many_numbers_are_read_at_once_and_each_is_logged():
    keys = [person(n, f"员工{n}") for n in (1, 2, 3)]
    told = {}

    def command(tx):
        told.update(parties.disclose_many(tx, keys, "number", "报送"))

    with CaptureQueriesContext(connection) as asked:
        done(command, OFFICER)
    assert told == {key: number(n) for key, n in zip(keys, (1, 2, 3), strict=True)}
    assert len([each for each in asked.captured_queries if 'FROM "parties_person"' in each["sql"]]) == 1
    for n in (1, 2, 3):
        assert [each.purpose for each in accesses(subject=parties.person_fingerprint(number(n)))] == ["test"]
    sequence_all()
    told_of = Entry.objects.filter(kind="audit", body__what="parties.disclose")
    assert {each.body["detail"]["party"] for each in told_of} == {str(key) for key in keys}
    assert {each.body["detail"]["purpose"] for each in told_of} == {"报送"}


def test_one_unknown_of_many_discloses_none():
    key = person(1)
    with pytest.raises(Refusal, match="没有这个单位或个人"):
        done(lambda tx: len(parties.disclose_many(tx, [key, uuid4()], "number", "报送")), OFFICER)
    assert accesses(subject=parties.person_fingerprint(number(1))) == []


def test_a_party_sees_its_own_number_only():
    mine, other = person(1), person(2)
    me = Actor("party", uuid4(), party=mine)
    assert parties.reveal(me, mine, "number", "本人查看") == number(1)
    with pytest.raises(Refusal):
        parties.reveal(me, other, "number", "好奇")


def test_a_firm_is_found_by_its_code_and_insured_in_one_of_17_offices():
    key = firm(1, office="经开区")
    assert parties.find_firm(code(1)).key == key
    assert parties.firm(key).office == "bda"
    with pytest.raises(Refusal, match="参保地"):
        firm(2, office="city_finance")
    assert parties.find_firm(code(2)) is None
    assert len(districts.OFFICES) == 17


def test_subsidies_go_to_an_account_in_the_firms_own_name():
    key = firm(1, "北京青柠烘焙有限公司")
    owner = Actor("party", uuid4(), party=key)
    account = {"bank": "北京银行", "number": "0200001234567890"}
    with pytest.raises(Refusal, match="户名"):
        done(lambda tx: parties.set_bank_account(tx, key, holder="林舟", **account), owner)
    done(lambda tx: parties.set_bank_account(tx, key, holder="北京青柠烘焙有限公司", **account), owner)
    assert parties.firm(key).bank_account_masked == "*" * 12 + "7890"
    assert parties.reveal(owner, key, "bank_account", "核对") == "0200001234567890"


def test_nobody_sets_another_firms_account():
    key = firm(1)
    stranger = Actor("party", uuid4(), party=firm(2, "北京另一家有限公司"))
    with pytest.raises(Refusal):
        done(
            lambda tx: parties.set_bank_account(
                tx, key, holder="北京青柠烘焙有限公司", bank="北京银行", number="0200001234567890"
            ),
            stranger,
        )
