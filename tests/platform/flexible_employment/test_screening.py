"""Who is entitled and has not asked: a district's registered workers, the city's whole registers; purpose, log, masks."""

from __future__ import annotations

from datetime import date

import pytest
from tests.platform.flexible_employment import flex_world as w
from tests.platform.flexible_employment.conftest import october  # noqa: F401
from tests.platform.parties import people
from tests.platform.registers import rows

from gongbao.law.errors import Refusal
from gongbao.platform.audit.models import Entry
from gongbao.platform.audit.services import sequence_all
from gongbao.platform.flexible_employment import services as flexible

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("october")]
WHY = "上门告知补贴政策"


def drawn(
    scheme: str = "graduate", circle: str = "registered", officer: w.Actor = w.HALL, why: str = WHY
) -> list[dict[str, object]]:
    return list(w.do(lambda tx: flexible.not_asked(tx, scheme, why, circle), officer))


def graduate(n: int, on: str = "2020-07-01", level: str = "bachelor") -> dict[str, object]:
    return {
        "person": people.number(n, birth="19980115"), "name": "样毕业", "graduated_on": on, "school": "样例大学",
        "school_in_beijing": True, "household_in_beijing": True, "level": level,
    }  # fmt: skip


def test_a_district_sees_its_own_masked_and_logged() -> None:
    rider = w.person(1)
    w.registered(rider)
    with pytest.raises(Refusal, match="用途"):
        drawn(why=" ")
    found = drawn()
    assert [(each["name"], each["outcome"]) for each in found] == [("林*", "unknown")]
    assert "19980115" not in str(found)
    logged = w.seen(lambda: [(e.purpose, e.people) for e in flexible.looks("haidian")], w.HALL)
    assert logged == [(WHY, 1)]
    assert drawn("pilot") == []  # no district runs a pilot: nobody can be entitled


def test_who_has_asked_or_has_it_is_on_no_list() -> None:
    asking, having = w.person(1), w.person(2, "王小二")
    w.no_employer()
    for each in (asking, having):
        w.registered(each)
    w.begin(asking, flexible.SUBSIDY, w.GRADUATE)
    w.granted(having)
    assert drawn() == []


def test_the_city_sees_the_whole_graduates_register() -> None:
    """Three of four: the class of 2019 is excluded by the rules, a secondary school too; the others miss facts."""
    known = w.person(1)
    w.registered(known)
    rows.record(
        "graduates", graduate(1), graduate(2), graduate(3, "2019-12-31"), graduate(4, level="secondary"), graduate(5, level="other"),
    )  # fmt: skip
    found = drawn(circle="graduates", officer=w.CITY)
    assert len(found) == 3
    assert {each["name"] for each in found} == {"样**"}
    registered = [each for each in found if each["party"] == str(known.party)]
    assert len(registered) == 1
    assert "1998" not in str(found)
    assert "此前就过业" in str(registered[0]["missing"])
    sequence_all()
    logged = w.seen(lambda: [str(each.body) for each in Entry.objects.filter(kind__isnull=False)])
    assert any("everybody graduates" in each and WHY in each for each in logged)


def test_whole_registers_are_not_for_a_district_nor_for_parties() -> None:
    for officer, circle in ((w.HALL, "graduates"), (w.CITY, "registered"), (w.CITY, "everybody")):
        with pytest.raises(Refusal) as refused:
            drawn(circle=circle, officer=officer)
        assert refused.value.where == "circle"
    with pytest.raises(Refusal, match="公共就业服务机构"):
        drawn(officer=w.person(1))


def test_bulk_and_one_by_one_agree() -> None:
    """The facts read for many are those read for one."""
    from gongbao.platform.flexible_employment.facts import of_people, of_person
    from gongbao.platform.parties import services as parties

    rider, other = w.person(1), w.person(2, "王小二")
    w.registered(rider)
    rows.record("graduates", graduate(1), graduate(2))
    day = date(2020, 10, 13)
    marks = w.seen(lambda: parties.fingerprints([rider.party, other.party]))
    many = w.seen(lambda: of_people(marks, day, purpose="test"))
    for mark, party in marks.items():
        one = w.seen(lambda party=party: of_person(party, day, purpose="test"))
        assert {name: value for name, value in one.items() if name not in ("born_on", "sex")} == {
            name: value for name, value in many[mark].items() if value is not None
        }
    assert many[next(iter(marks))]["school"] == "college"


def test_young_unemployed_of_the_register_may_be_trainees() -> None:
    """From 16 up to the day before 25, read from the number without showing it; only for them the household matters."""
    spells = [
        {"person": people.number(n, birth=birth), "name": "样失业", "starts_on": "2020-09-01"}
        for n, birth in ((6, "19951014"), (7, "19951013"), (8, "20041013"), (9, "20041014"))
    ]
    rows.record("unemployed", *spells)
    found = drawn("trainee", "unemployed", w.CITY)
    young = [each for each in found if "户籍" in each["missing"]]
    assert len(young) == 2  # born on 14 October 1995 and on 13 October 2004: 24 and 16 on the day
    assert len(found) == 4  # the others may still be trainees as graduates, whatever their age or household
    assert all("见习开始日" in each["missing"] for each in found)
