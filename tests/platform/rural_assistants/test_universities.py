"""The university's part in registration: its list by Excel, what it confirms and contradicts, what the district makes of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
from django.http import Http404
from python_calamine import CalamineWorkbook
from tests.platform.parties import people
from tests.platform.rural_assistants import rural_world as r
from tests.platform.rural_assistants.rural_world import CITY_OFFICER, HANDLER, OTHER, Place

from gongbao.law.errors import Refusal
from gongbao.platform.cases.services import Case
from gongbao.platform.db.services import Actor, new_key
from gongbao.platform.excel.services import FINDINGS, CellProblem
from gongbao.platform.files import services as files
from gongbao.platform.messages.models import Message
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.models import Person
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants.models import (
    Applicant,
    Graduate,
    GraduateSheet,
    GraduationCheck,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("free_clock")]
HEAD = ["证件号码", "姓名", "学历", "专业", "毕业年份", "学籍状态", "北京生源"]
SCHOOL = "样例大学"


def university(n: int = 980, name: str = SCHOOL) -> Actor:
    key = r.do(
        lambda tx: str(
            parties.register_organisation(tx, "university", people.code(n), name, office="haidian")
        )
    )
    return Actor("party", account=new_key(), name="就业办", party=r.UUID(key))


def number(n: int) -> str:
    return people.number(n, birth="19990115")


def good(n: int, **changes: Any) -> list[Any]:
    row = {
        "person": number(n),
        "name": f"林舟{n}",
        "degree": "大学本科",
        "major": "农学",
        "year": 2021,
        "student": "在读",
        "origin": "是",
    }
    return list((row | changes).values())


def book(rows: list[list[Any]], head: list[str] = HEAD) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet("毕业生")
        for line, row in enumerate([head, *rows]):
            sheet.write_row(line, 0, row)
    return out.getvalue()


def take(actor: Actor, rows: list[list[Any]], intake: str = "2021") -> dict[str, Any]:
    data = book(rows)
    table, received = rural.graduates.read(data), files.receive(data, "名册.xlsx", accept=("xlsx", "csv"))
    done: dict[str, Any] = r.do(lambda tx: rural.graduates.take_list(tx, intake, table, received), actor)
    return done


def told(sheet: str) -> list[CellProblem]:
    return rural.graduates.problems_of(r.seen(lambda: GraduateSheet.objects.get(pk=sheet)))


def by_list(actor: Actor) -> dict[str, int]:
    done: dict[str, int] = r.do(lambda tx: rural.graduation.by_list(tx, "2021"), actor)
    return done


def one(actor: Actor, case: str, outcome: str, why: str = "") -> None:
    r.do(lambda tx: rural.graduation.one(tx, "2021", case, outcome, why), actor)


def said(case: str) -> tuple[str, list[str]]:
    row = r.seen(lambda: GraduationCheck.objects.get(applicant__case=Case.objects.get(number=case).key))
    return row.said, row.differs


def refused(clause: str, why: str, act: Callable[[], Any]) -> None:
    with pytest.raises(Refusal) as found:
        act()
    assert why in found.value.what.zh, found.value
    assert found.value.clause == f"bi-2020-22/{clause}"
    assert found.value.mend.zh


def messages(party: Any) -> str:
    r.jobs()  # a party's word reaches another party's box in a job
    return " ".join(r.seen(lambda: [each.zh for each in Message.objects.filter(party=party)]))


@pytest.fixture
def post() -> str:
    """Registration is open in Miyun for graduates of 2021."""
    r.to("2021-03-01")
    made = r.intake(Place(), "2021", 6, shortlist=6)
    r.to("2021-03-15")
    return made


# Bad input first
def test_a_list_keeps_its_good_rows_and_tells_the_others_by_row_and_column(post: str) -> None:
    school = university()
    done = take(
        school,
        [
            good(1),
            good(2, person="11010519990115000X"),  # a wrong check digit
            good(3, degree="本本科"),
            good(4, year="二〇二一"),
            good(5, student=""),
            good(1, name="林舟一"),  # a second row of one person
            good(6, major=""),
            good(7, origin=""),
        ],
    )
    assert (done["good"], done["faulty"]) == (2, 6)
    assert [(p.sheet, p.row, p.column) for p in told(done["sheet"])] == [
        ("毕业生", 3, "A"), ("毕业生", 4, "C"), ("毕业生", 5, "E"), ("毕业生", 6, "F"), ("毕业生", 7, "A"), ("毕业生", 8, "D"),
    ]  # fmt: skip
    assert {p.clause for p in told(done["sheet"])} == {"bi-2020-22/8.2"}
    assert all(p.what.zh and p.mend.zh for p in told(done["sheet"]))
    kept = r.seen(lambda: list(Graduate.objects.order_by("name").values_list("name", "beijing_origin")))
    assert kept == [("林舟1", True), ("林舟7", None)]
    row = r.seen(
        lambda: rural.graduates.sheet(
            school, rural.recruiting.intake_of("2021"), GraduateSheet.objects.get().pk
        ),
        school,
    )
    back = r.seen(lambda: rural.graduates.findings(school, row, "zh"), school)
    grid = CalamineWorkbook.from_filelike(io.BytesIO(back)).get_sheet_by_index(0).to_python()
    assert (grid[0][-1], grid[1][-1]) == (FINDINGS.zh, "")
    assert all(str(line[-1]) for line in grid[2:7])


def test_lists_are_taken_from_universities_only_and_for_announced_intakes(post: str) -> None:
    school, place = university(), Place(n=940)
    with pytest.raises(Refusal, match="找不到表头"):
        rural.graduates.read(book([[1, 2]], ["甲", "乙"]))
    for somebody in (place.clerk, place.heads[0], r.person(9), HANDLER, CITY_OFFICER):
        refused("8.2", "由高校办理", lambda somebody=somebody: take(somebody, [good(1)]))
    refused("8.1", "没有这个招聘批次", lambda: take(school, [good(1)], "2031"))
    r.do(
        lambda tx: str(
            rural.recruiting.plan_intake(
                tx, "2022", "2022年招聘", opens_on=r.date(2022, 3, 1), closes_on=r.date(2022, 4, 1), on_duty_on=r.date(2022, 8, 1), planned=1, papers=r.PAPERS,
            )
        ),
        CITY_OFFICER,
    )  # fmt: skip
    refused("8.2", "没有公告", lambda: take(school, [good(1)], "2022"))
    r.to("2021-08-02")
    refused("8.2", "已经上岗", lambda: take(school, [good(1)]))
    assert r.seen(lambda: Graduate.objects.count()) == 0


def test_nothing_is_said_without_a_list_a_reason_or_a_registration(post: str) -> None:
    school, other = university(), university(981, "别处大学")
    case = r.apply(r.person(1), post)
    refused("8.2", "还没有导入", lambda: by_list(school))
    refused("8.2", "没有写明", lambda: one(school, case, "contradicted"))
    refused("8.2", "没有这名", lambda: one(other, case, "confirmed"))
    refused("8.2", "没有这名", lambda: one(school, "MY-2021-22-999999", "confirmed"))
    refused("8.2", "没有这名", lambda: one(school, case, "perhaps"))
    take(school, [good(1, major="园艺")])
    refused("8.2", "与名册不一致（专业）", lambda: one(school, case, "confirmed"))
    assert said(case) == ("waiting", [])
    one(school, case, "confirmed", "学籍库已更正为农学")
    assert said(case) == ("confirmed", [])


def test_the_announcement_is_passed_on_to_universities_and_the_plan_to_districts_with_farming() -> None:
    r.to("2021-03-01")
    school = university()
    r.intake(Place(), "2021", 6)
    assert "请做好宣传动员，并导入毕业生名册" in messages(school.party)
    told = r.seen(
        lambda: set(Message.objects.filter(zh__contains="请上报各乡镇需求").values_list("office", flat=True))
    )
    assert {"miyun", "yanqing", "changping"} <= told
    assert "dongcheng" not in told


# What the list says
def test_the_list_confirms_contradicts_and_leaves_who_is_not_on_it(post: str) -> None:
    school = university()
    actors = {n: r.person(n) for n in range(1, 9)}
    cases = {n: r.apply(actor, post) for n, actor in actors.items()}
    done = take(
        school,
        [
            good(1), good(2, degree="大学专科"), good(3, year=2020, student="已毕业"), good(4, student="结业"), good(5, origin="否"),
            good(6, name="林周6"), good(7, major="农学专业", origin=""), good(50),
        ],
    )  # fmt: skip
    assert (done["good"], done["faulty"]) == (8, 0)
    assert by_list(school) == {"confirmed": 2, "contradicted": 5, "waiting": 1}
    assert {n: said(case) for n, case in cases.items()} == {
        1: ("confirmed", []), 2: ("contradicted", ["degree"]), 3: ("contradicted", ["graduate"]), 4: ("contradicted", ["student"]),
        5: ("contradicted", ["origin"]), 6: ("contradicted", ["name"]), 7: ("confirmed", []), 8: ("waiting", []),
    }  # fmt: skip
    assert "已核实您的毕业信息" in messages(actors[1].party)
    assert "有出入：学历" in messages(actors[2].party)
    assert messages(actors[8].party).count("核实您的毕业信息") == 0
    assert by_list(school) == {"confirmed": 0, "contradicted": 0, "waiting": 1}  # asked again nothing changes


def test_nobody_of_a_list_becomes_a_person_of_the_platform(post: str) -> None:
    before = r.seen(lambda: Person.objects.count())
    take(university(), [good(n) for n in range(60, 70)])
    assert r.seen(lambda: (Person.objects.count(), Graduate.objects.count())) == (before, 10)


def test_a_later_list_that_says_otherwise_is_confirmed_anew(post: str) -> None:
    school = university()
    one_, two = r.apply(r.person(1), post), r.apply(r.person(2), post)
    take(school, [good(1), good(2)])
    by_list(school)
    assert take(school, [good(1, student="退学或肄业"), good(2)])["again"] == 1
    assert (said(one_), said(two)) == (("waiting", []), ("confirmed", []))
    by_list(school)
    assert said(one_) == ("contradicted", ["student"])


def test_what_was_confirmed_of_another_statement_is_taken_back(post: str) -> None:
    school, other = university(), university(981, "别处大学")
    actor = r.person(1)
    case = r.apply(actor, post)
    take(school, [good(1)])
    by_list(school)
    r.do(lambda tx: rural.graduation.find(tx, case, True, "毕业证原件"), HANDLER)
    r.step(HANDLER, case, "return", {}, reasons=["incomplete"])
    r.step(actor, case, "resubmit", {**r.CLAIMS, "post": post, "major": "兽医"})
    assert said(case) == ("waiting", [])
    assert "graduation_checked" not in r.seen(lambda: Applicant.objects.get().findings)
    by_list(school)
    assert said(case) == ("contradicted", ["major"])
    r.step(HANDLER, case, "return", {}, reasons=["incomplete"])
    r.step(actor, case, "resubmit", {**r.CLAIMS, "post": post, "school": "别处 大学"})
    assert r.seen(lambda: GraduationCheck.objects.get().party) == other.party
    r.step(HANDLER, case, "return", {}, reasons=["incomplete"])
    r.step(actor, case, "resubmit", {**r.CLAIMS, "post": post, "school": "没有接入的大学"})
    assert r.seen(lambda: GraduationCheck.objects.count()) == 0


# What the district makes of it
def test_a_contradiction_waits_for_the_district_and_silence_bars_nobody(post: str) -> None:
    school = university()
    silent, wrong, elsewhere = (
        r.apply(r.person(1), post),
        r.apply(r.person(2), post),
        r.apply(r.person(3), post, school="没有接入的大学"),
    )
    take(school, [good(2, degree="大学专科")])
    by_list(school)
    r.step(HANDLER, silent, "confirm")
    r.step(HANDLER, elsewhere, "confirm")
    refused("8.2", "区已核对毕业证书", lambda: r.step(HANDLER, wrong, "confirm"))
    refused(
        "7.6.s1",
        "没有写核对了什么",
        lambda: r.do(lambda tx: rural.graduation.find(tx, wrong, True, " "), HANDLER),
    )
    refused(
        "7.6.s1", "没有这名", lambda: r.do(lambda tx: rural.graduation.find(tx, wrong, True, "证书"), OTHER)
    )
    r.do(lambda tx: rural.graduation.find(tx, wrong, False, "证书为大专"), HANDLER)
    refused("8.2", "区已核对毕业证书", lambda: r.step(HANDLER, wrong, "confirm"))
    r.do(lambda tx: rural.graduation.find(tx, wrong, True, "毕业证原件为本科"), HANDLER)
    r.step(HANDLER, wrong, "confirm")
    assert r.state(wrong) == "registered"


def test_a_late_contradiction_is_told_to_the_district_and_stops_the_publicity(post: str) -> None:
    school, place = university(), Place(n=950)
    actor = r.person(1)
    case = r.apply(actor, post)
    r.step(HANDLER, case, "confirm")
    assert place
    r.to("2021-05-06")
    r.do(lambda tx: rural.ranking.publish_seed(tx, "2021", "seed-2021-0001"), CITY_OFFICER)
    r.do(lambda tx: rural.ranking.draw_seats(tx, "2021", [("甲", 9)]), CITY_OFFICER)
    ticket = r.seen(lambda: Applicant.objects.get().ticket)
    r.do(lambda tx: rural.marking.enter_marks(tx, "2021", {ticket: (9000, 8000)}), HANDLER)
    r.do(lambda tx: rural.ranking.make_ranks(tx, "2021"), CITY_OFFICER)
    row, _ = r.seen(lambda: rural.ranking.standings(actor), actor)[0]
    assert (row.ticket, row.total, row.rank, row.marks, rural.ranking.explained(row)) == (
        ticket,
        None,
        None,
        [],
        [],
    )
    r.do(lambda tx: rural.ranking.publish_results(tx, "2021"), CITY_OFFICER)
    r.jobs()
    row, _ = r.seen(lambda: rural.ranking.standings(actor), actor)[0]
    why = r.seen(lambda: " ".join(each.zh for each in rural.ranking.explained(row)), actor)
    assert "笔试90分（满分100，占60%）；面试80分（满分100，占40%），总分86.00" in why
    assert f"岗位{post}按总分取前6名进入体检，您是第1名" in why
    other = r.person(2)
    assert r.seen(lambda: rural.ranking.standings(other), other) == []
    r.examined(case)
    one(school, case, "contradicted", "未取得毕业资格")
    assert "未取得毕业资格" in messages(actor.party)
    refused(
        "8.2", "区已核对毕业证书", lambda: r.step(HANDLER, case, "publish", {"publicity_until": "2021-05-26"})
    )
    r.do(lambda tx: rural.graduation.find(tx, case, True, "学籍库复核"), HANDLER)
    r.step(HANDLER, case, "publish", {"publicity_until": "2021-05-26"})
    assert r.state(case) == "publicity"


# Who sees what
def test_a_university_sees_its_own_registrations_and_nothing_else_of_them(post: str) -> None:
    school, other = university(), university(981, "别处大学")
    r.apply(r.person(1), post, party_member="yes")
    r.apply(r.person(2), post, school="别处大学")
    take(school, [good(1)])
    intake = rural.recruiting.intake_of("2021")
    seen = r.seen(lambda: rural.graduation.registered(school, intake), school)
    assert [each.applicant.name for each in seen] == ["林舟1"]
    assert [
        each.applicant.name for each in r.seen(lambda: rural.graduation.registered(other, intake), other)
    ] == ["林舟2"]
    assert r.seen(
        lambda: (Graduate.objects.count(), GraduationCheck.objects.count(), Applicant.objects.count()), other
    ) == (0, 1, 0)
    assert r.seen(lambda: Graduate.objects.count(), HANDLER) == 0
    row = r.seen(lambda: GraduateSheet.objects.get())
    with pytest.raises(Http404):
        r.seen(lambda: rural.graduates.sheet(other, intake, row.pk), other)
    refused(
        "8.2", "由高校办理", lambda: r.seen(lambda: rural.graduation.registered(HANDLER, intake), HANDLER)
    )


def test_district_and_city_see_who_is_confirmed_before_the_review(post: str) -> None:
    school = university()
    for n in (1, 2, 3):
        r.apply(r.person(n), post)
    r.apply(r.person(4), post, school="没有接入的大学")
    take(school, [good(1), good(2, degree="大学专科")])
    by_list(school)
    intake = rural.recruiting.intake_of("2021")
    for officer, people_ in ((HANDLER, 4), (CITY_OFFICER, 4), (OTHER, 0)):
        lines = r.seen(lambda officer=officer: rural.graduation.lines(officer, intake), officer)
        assert len(lines) == people_
    assert [line.said for line in r.seen(lambda: rural.graduation.lines(HANDLER, intake), HANDLER)] == [
        "contradicted",
        "waiting",
        "absent",
        "confirmed",
    ]
    assert [
        line.applicant.name
        for line in r.seen(lambda: rural.graduation.lines(HANDLER, intake, "contradicted"), HANDLER)
    ] == ["林舟2"]
    counted = r.seen(
        lambda: rural.graduation.by_university(rural.graduation.lines(CITY_OFFICER, intake)), CITY_OFFICER
    )
    assert [(name, count["confirmed"], count["contradicted"], count["waiting"], count["absent"]) for name, count in counted] == [
        (SCHOOL, 1, 1, 1, 0), ("", 0, 0, 0, 1),
    ]  # fmt: skip
    with pytest.raises(Refusal):
        r.seen(lambda: rural.graduation.lines(school, intake), school)


def test_universities_are_reminded_once_a_week_and_when_the_time_is_up(post: str) -> None:
    school = university()
    r.apply(r.person(1), post)

    def look(day: str) -> int:
        r.to(day)
        return int(r.do(lambda tx: rural.graduation.remind(tx, r.today())))

    for day in ("2021-03-16", "2021-03-17", "2021-03-22"):
        assert look(day) == 1
    assert messages(school.party).count("待核实") == 2
    assert rural.graduation.due(rural.recruiting.intake_of("2021"), r.today()) == r.date(2021, 4, 16)
    look("2021-04-16")
    assert messages(school.party).count("待核实") == 3
    take(school, [good(1)])
    by_list(school)
    assert look("2021-04-20") == 0
