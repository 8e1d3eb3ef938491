"""The review's addresses by HTTP: who gets in, the ballot box without a session, what is published, Excel."""

from __future__ import annotations

import json
from copy import deepcopy
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.platform.titles import titles_world as w
from tests.undone import once

from gongbao.kernel import drawing
from gongbao.platform.casework import services as casework
from gongbao.platform.dossiers import services as dossiers
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import PASSWORD, one_time_code, secret_of
from gongbao.platform.parties.models import Account
from gongbao.platform.titles import demo, demo_school
from gongbao.platform.titles import services as titles

pytestmark = pytest.mark.django_db
MONDAY = "2021-03-29 10:00"


def _with_accounts() -> demo.Scene:
    made = demo.load(w.OPENED)
    w.do(lambda tx: demo.open_accounts(tx, made, PASSWORD))
    return made


made = once(_with_accounts, MONDAY)


@pytest.fixture
def scene(made: demo.Scene, db: None, free_clock: None) -> demo.Scene:
    w.to(MONDAY)
    return deepcopy(made)


def signed_in(login: str, acting_for: Any = None) -> Client:
    client = Client()
    client.force_login(Account.objects.get(login=login), backend="django.contrib.auth.backends.ModelBackend")
    if acting_for is not None:
        session = client.session
        session["acting_for"], session["acting_name"] = str(acting_for), "样例"
        session.save()
    return client


def test_everybody_reads_rounds_draws_and_counts(scene: demo.Scene) -> None:
    _, planned, people = w.ready(scene)
    anybody = Client()
    assert "2021年度工程技术职称评审" in anybody.get("/titles/").content.decode()
    row = w.seen(lambda: titles.Draw.objects.filter(meeting_id=planned).get())
    told = json.loads(anybody.get(f"/titles/draws/{row.key}/draw.json").content)
    assert drawing.again(told) == []
    assert "结果一致" in anybody.get(f"/titles/draws/{row.key}/").content.decode()
    assert anybody.get(f"/titles/meetings/{planned}/count.json").status_code == 404
    item = w.open_vote(scene, planned)
    codes = w.vote(people, planned, item, ["for"] * 11)
    w.close(scene, planned)
    w.counted(scene, planned)
    counts = json.loads(anybody.get(f"/titles/meetings/{planned}/count.json").content)
    assert set(counts["items"][0]["codes"]) == set(codes)
    assert counts["items"][0]["choices"] == ["for"] * 11
    page = anybody.get(f"/titles/meetings/{planned}/count/").content.decode()
    assert all(code in page for code in codes)
    assert "计入的选票编号（11）" in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]


def test_the_ballot_box_takes_ballots_from_nobody_in_particular(scene: demo.Scene) -> None:
    _, planned, people = w.ready(scene)
    item = w.open_vote(scene, planned)
    voter = w.Voter(people[0], planned, 1, item)
    voter.fetch()
    ballot = json.dumps(
        {
            "item": str(item),
            "token": voter.prepared.hex(),
            "signature": voter.signature.hex(),
            "sealed": voter.seal("for").hex(),
        }
    )
    known = signed_in("engineer1")
    answer = known.post("/titles/cast/", ballot, content_type="text/plain")
    assert (answer.status_code, "不带登录信息" in answer.json()["refused"]) == (400, True)
    nobody = Client(enforce_csrf_checks=True)
    answer = nobody.post("/titles/cast/", ballot, content_type="text/plain")
    assert answer.json() == {"code": titles.code_of(voter.prepared)}
    assert answer.cookies == {}
    for broken in ("", "[]", "{}", '{"item": 1}', ballot.replace("a", "z")):
        refused = nobody.post("/titles/cast/", broken, content_type="text/plain")
        assert refused.status_code == 422, broken
    assert nobody.post("/titles/cast/", "x" * 5000, content_type="text/plain").status_code == 413
    assert nobody.get("/titles/cast/").status_code == 405


def test_a_member_fetches_their_token_by_http_and_an_outsider_does_not(scene: demo.Scene) -> None:
    _, planned, people = w.ready(scene)
    item = w.open_vote(scene, planned)
    seat = w.seen(lambda: titles.Seat.objects.filter(meeting_id=planned).order_by("number").first())
    member = signed_in(f"expert{int(seat.code[1:])}")
    page = member.get(f"/titles/seats/{planned}/1/").content.decode()
    assert str(item) in page
    assert demo.APPLICANT not in page
    voter = w.Voter(people[0], planned, 1, item)
    address, sent = (
        f"/titles/seats/{planned}/1/token/",
        {"blinded": voter.blinded.message.hex(), "key": w.key()},
    )
    assert len(bytes.fromhex(member.post(address, sent).json()["signed"])) == 256
    again = member.post(address, {**sent, "blinded": "02" * 256, "key": w.key()})
    assert (again.status_code, "已领过" in again.json()["refused"]) == (409, True)
    assert signed_in("engineer1").post(address, {**sent, "key": w.key()}).status_code == 404
    assert member.post(address, {"blinded": "xyz", "key": w.key()}).status_code == 409


def test_desks_open_for_their_people_only(scene: demo.Scene) -> None:
    number = w.submitted(scene)
    employer, body = (
        signed_in("titles-employer", scene.employer),
        signed_in("titles-body1", scene.bodies[w.ROOM]),
    )
    assert number in employer.get("/titles/desk/").content.decode()
    assert employer.get(f"/titles/cases/{number}/").status_code == 200
    assert body.get(f"/titles/cases/{number}/").status_code == 200
    assert (
        signed_in("titles-body1", scene.bodies["ai_titles"]).get(f"/titles/cases/{number}/").status_code
        == 404
    )
    assert signed_in("expert3").get(f"/titles/cases/{number}/").status_code == 404
    assert employer.get("/titles/body/").status_code == 403
    assert body.get("/titles/body/").status_code == 200
    assert body.get("/titles/city/").status_code == 403
    assert Client().get("/titles/desk/").status_code == 302


def test_a_second_code_less_recommendation_keeps_what_was_typed(scene: demo.Scene) -> None:
    number = w.submitted(scene)
    employer = signed_in("titles-employer", scene.employer)
    answer = employer.post(
        f"/titles/cases/{number}/", {"go": "recommend", "key": w.key(), "recommend__opinion": "同意推荐张工"}
    )
    assert answer.status_code == 422
    assert "同意推荐张工" in answer.content.decode()
    assert w.case(number).state == "employer_review"


def test_the_city_takes_statistics_away_as_excel(scene: demo.Scene) -> None:
    w.submitted(scene)
    officer = Account.objects.get(login=demo.CITY_LOGIN)
    secret = secret_of(demo.CITY_LOGIN)
    parties.enrol(officer, secret, one_time_code(secret))
    city = signed_in(demo.CITY_LOGIN)
    page = city.get("/titles/city/statistics/speciality/").content.decode()
    assert "计算机应用" in page
    assert city.get("/titles/city/statistics/speciality/?export=xlsx").status_code == 302
    session = city.session
    Account.objects.filter(login=demo.CITY_LOGIN).update(totp_counter=0)
    parties.step_up(session, Account.objects.get(login=demo.CITY_LOGIN), one_time_code(secret))
    session.save()
    taken = city.get("/titles/city/statistics/speciality/?export=xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(taken.content))
    cells = [cell for row in book.get_sheet_by_index(0).to_python() for cell in row]
    assert "计算机应用" in cells
    assert 1 in cells
    assert book.sheet_names == [
        "职称评审统计：专业",
        "职称评审统计：层级",
        "职称评审统计：区",
        "职称评审统计：年龄段",
        "数据字典",
    ]
    told = book.get_sheet_by_name("数据字典").to_python()
    assert told[3] == ["申报", "applied", "本年提交的申报件数", "整数"]
    assert city.get("/titles/city/statistics/nothing/").status_code == 404


@pytest.fixture
def school(scene: demo.Scene) -> demo.Scene:
    """The scene with its school, whose plan is in use."""
    made = demo_school.load(scene, w.OPENED)
    w.do(lambda tx: demo_school.open_accounts(tx, made, PASSWORD))
    demo_school.adopt(made)
    return made


def test_a_schools_page_opens_for_the_school_only(school: demo.Scene) -> None:
    own = signed_in(demo_school.CLERK, school.school).get("/titles/school/")
    page = own.content.decode()
    assert own.status_code == 200
    for words in (demo_school.SCHOOL[1], "顾校长", "高级讲师2岗", "2021-03-29", "岗位和余额"):
        assert words in page
    assert (
        "学校岗位和考评小组"
        in signed_in(demo_school.CLERK, school.school).get("/titles/desk/").content.decode()
    )
    other = signed_in("titles-employer", school.employer).get("/titles/school/")
    assert other.status_code == 200
    assert "顾校长" not in other.content.decode()
    assert demo_school.SCHOOL[1] not in other.content.decode()
    assert signed_in("teacher1").get("/titles/school/").status_code == 403
    assert signed_in("titles-employer", school.school).get("/titles/school/").status_code == 403
    assert signed_in(demo_school.SUPERIOR_LOGIN).get("/titles/school/").url == "/account/factor/"
    assert Client().get("/titles/school/").status_code == 302


def test_a_panel_with_too_many_administrators_is_refused_and_what_was_typed_stays(school: demo.Scene) -> None:
    clerk = signed_in(demo_school.CLERK, school.school)
    sent = {
        "go": "panel",
        "key": w.key(),
        "panel__administrators": "甲校长、乙主任",
        "panel__teachers": "丙老师、丁老师、戊老师",
    }
    answer = clerk.post("/titles/school/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in (
        "行政人员不超过三分之一",
        "现为5人，其中行政人员2人",
        "请增减人员",
        "甲校长、乙主任",
        "#cannex2-5-1-p2-s1",
    ):
        assert words in page
    good = clerk.post(
        "/titles/school/", {**sent, "key": w.key(), "panel__teachers": "丙老师、丁老师、戊老师、己老师"}
    )
    assert good.status_code == 302
    assert "己老师" in clerk.get("/titles/school/").content.decode()


def test_a_changed_number_waits_for_the_bureau(school: demo.Scene) -> None:
    clerk = signed_in(demo_school.CLERK, school.school)
    sent = {
        "go": "posts",
        "key": w.key(),
        "posts__public": "yes",
        "posts__staff": "61",
        "posts__full_places": "1",
    }
    sent |= {
        f"posts__{what}_{n}": number for n in range(5) for what, number in (("posts", "3"), ("held", "1"))
    }
    assert clerk.post("/titles/school/", sent).status_code == 302
    assert "待核对" in clerk.get("/titles/school/").content.decode()
    too_many = {**sent, "key": w.key(), "posts__staff": "4"}
    answer = clerk.post("/titles/school/", too_many)
    assert (answer.status_code, "已聘人数之和超过" in answer.content.decode()) == (422, True)
    officer = Account.objects.get(login=demo.CITY_LOGIN)
    secret = secret_of(demo.CITY_LOGIN)
    parties.enrol(officer, secret, one_time_code(secret))
    city = signed_in(demo.CITY_LOGIN)
    assert "核对学校岗位" in city.get("/titles/city/").content.decode()
    assert (
        city.post(
            "/titles/city/", {"go": "check", "key": w.key(), "check__school": str(school.school)}
        ).status_code
        == 302
    )
    assert "待核对" not in clerk.get("/titles/school/").content.decode()
    assert "核对学校岗位" not in city.get("/titles/city/").content.decode()


def test_a_withdrawn_application_is_no_refusal_and_shows_no_dossier(scene: demo.Scene) -> None:
    who = scene.person(scene.applicant)
    w.do(
        lambda tx: dossiers.save_own(tx, {"degrees-0-level": "本科", "degrees-0-graduated": "2019-07-01"}),
        who,
    )
    number = w.submitted(scene, dossier="yes")
    employer, address = signed_in("titles-employer", scene.employer), f"/titles/cases/{number}/"
    assert "按申报人附上的档案计算到2021-12-31" in employer.get(address).content.decode()
    casework.do(who, number, "withdraw", key=w.key())
    page = employer.get(address).content.decode()
    assert [words for words in ("申请人已撤回", "附上的档案已经删除") if words not in page] == []
    assert [words for words in ("不符合", "计算到") if words in page] == []


def test_a_body_accepts_several_at_once_and_sees_what_the_dossiers_say(scene: demo.Scene) -> None:
    w.do(
        lambda tx: dossiers.save_own(tx, {"degrees-0-level": "本科", "degrees-0-graduated": "2019-07-01"}),
        scene.person(scene.applicant),
    )
    numbers = [w.submitted(scene, dossier="yes"), w.another(scene, 1, "申报人乙")]
    for number in numbers:
        w.recommended(scene, number)
    w.to("2021-04-12 09:00")
    w.run_due()
    body = signed_in("titles-body1", scene.bodies[w.ROOM])
    page = body.get("/titles/desk/").content.decode()
    assert "没有附档案" in page
    assert "资料不全" in page
    refused = body.post("/titles/desk/", {"go": "several", "several__numbers": [], "key": w.key()})
    assert refused.status_code == 422
    sent = {"go": "several", "several__numbers": numbers, "several__note": "符合条件", "key": w.key()}
    assert body.post("/titles/desk/", sent).status_code == 302
    assert [w.case(number).state for number in numbers] == ["expert_review", "expert_review"]
    employer = signed_in("titles-employer", scene.employer)
    assert "批量审核通过" not in employer.get("/titles/desk/").content.decode()


@pytest.mark.parametrize("login", ["engineer1", "expert1"])
def test_a_person_finds_what_to_do_on_the_desk(scene: demo.Scene, login: str) -> None:
    page = signed_in(login).get("/titles/desk/")
    assert page.status_code == 200
    told = page.content.decode()
    assert all(words in told for words in ("申报职称", "我能评哪些职称", "我的申报到哪一步"))
    assert "没有申报经过这里" not in told


def test_a_school_sees_who_may_apply_beside_the_posts_left(school: demo.Scene) -> None:
    teacher = school.person(school.teachers[0])
    w.do(
        lambda tx: dossiers.save_own(tx, {"degrees-0-level": "本科", "degrees-0-graduated": "2010-07-01"}),
        teacher,
    )
    w.do(lambda tx: dossiers.share(tx, demo_school.code(), w.date(2021, 12, 31)), teacher)
    page = signed_in(demo_school.CLERK, school.school).get("/which-titles/staff/").content.decode()
    assert "本级余岗" in page
    row = page.partition("正高级讲师（27号）")[2].partition("</tr>")[0]
    assert 'data-label="本级余岗">1<' in row
    assert "—" in page.partition("工程师（17号）")[2].partition("</tr>")[0]
