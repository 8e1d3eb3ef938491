"""The room's pages over HTTP on four levels: what can be done, refusals with clause and mend, closed doors."""

from __future__ import annotations

import re
from copy import deepcopy
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.platform.rural_assistants import rural_world as r
from tests.platform.training_subsidy import world
from tests.safety import visitors
from tests.undone import once
from tests.web.hall.people import browser, html

from gongbao.kernel.procedure import CaseState
from gongbao.law.errors import Refusal
from gongbao.platform.cases.services import Case
from gongbao.platform.parties.demo_people import credit_code
from gongbao.platform.rural_assistants import demo
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants.models import (
    Applicant,
    Appraisal,
    Assistant,
    Attendance,
    Entry,
    Mentor,
    Training,
    Venture,
    WorkRecord,
)
from gongbao.web.rooms.rural_assistants.demo import GRADUATES, PEOPLE, add_to
from gongbao.web.shared import acting

pytestmark = pytest.mark.django_db
ROOT = "/rural-assistants"


MONDAY = "2021-08-02 10:00"
made = once(lambda: add_to(world.city(cases=False)), MONDAY)


@pytest.fixture
def scene(made: demo.Scene, free_clock: None) -> demo.Scene:
    world.to(MONDAY)
    return deepcopy(made)


def institution(login: str, party: UUID) -> Client:
    client = browser(login)
    session = client.session
    session[acting.FOR], session[acting.FOR_NAME] = str(party), login
    session.save()
    return client


def officer(login: str) -> Client:
    from django.contrib.auth import get_user_model
    from tests.safety.visitors import officer as ready

    assert get_user_model().objects.filter(login=login).exists()
    return ready(login)


def send(client: Client, page: str, go: str, **values: Any) -> Any:
    stem = "".join(sign if sign.isalnum() else "_" for sign in f"f_{go}")
    typed = {f"{stem}_{name}": value for name, value in values.items()}
    return client.post(f"{ROOT}/{page}/", {**typed, "go": go, "key": str(uuid4())})


def done(answer: Any) -> None:
    assert answer.status_code == 302, html(answer)[:3000]


def refused(answer: Any, *words: str) -> None:
    assert answer.status_code == 422
    page = html(answer)
    assert [each for each in words if each not in page] == [], page[:2000]


def people() -> list[Assistant]:
    return r.seen(lambda: list(Assistant.objects.select_related("intake").order_by("number")))


def case_of(scene: demo.Scene, party: UUID, procedure: str, **values: Any) -> str:
    """Begun and handed in; the hall's derived pages have tests of their own."""
    actor = scene.institution(party)
    number = r.start(actor, procedure, "haidian")
    r.step(actor, number, "submit", values)
    return number


def test_pages_show_in_both_languages_and_only_to_their_level(scene: demo.Scene) -> None:
    one = institution("village1", scene.villages[0])
    two = institution("township1", scene.township)
    mine = browser("assistant1")
    assert "登记考勤" in html(one.get(f"{ROOT}/village/"))
    assert "确定培养联系人" in html(two.get(f"{ROOT}/township/"))
    page = html(mine.get(f"{ROOT}/mine/"))
    assert [each for each in ("样例乡溪口村", "提交月度工作纪实", "还差", "请假") if each not in page] == []
    assert one.get(f"{ROOT}/township/").status_code == 403
    assert two.get(f"{ROOT}/village/").status_code == 403
    assert mine.get(f"{ROOT}/village/").status_code == 403
    assert mine.get(f"{ROOT}/district/").status_code == 403
    assert "村务协理" in html(Client().get(f"{ROOT}/"))
    for client, path in ((one, "village"), (two, "township"), (mine, "mine")):
        english = client.get(f"{ROOT}/{path}/", headers={"accept-language": "en"}, data={"lang": "en"})
        assert english.status_code == 200


def test_a_leave_goes_from_village_to_township_and_joins_the_attendance(scene: demo.Scene) -> None:
    one, two = institution("village1", scene.villages[0]), institution("township1", scene.township)
    number = case_of(
        scene,
        scene.people[0],
        "rural_assistants.leave",
        kind="personal",
        starts_on="2021-08-11",
        ends_on="2021-08-13",
        why="家事",
    )
    assert "3个工作日" in html(one.get(f"{ROOT}/village/"))
    done(send(one, "village", f"{number}-consent"))
    done(send(two, "township", f"{number}-approve"))
    assert r.state(number) == "approved"
    world.to("2021-09-02 10:00")
    row = people()[0]
    refused(
        send(one, "village", "keep", who=row.number, month="2021-08", absent="14"), "2021-08-14", "#c14-2-s1"
    )
    refused(send(one, "village", "send", month="2021-08"), "还没有登记")
    done(send(one, "village", "keep", who=row.number, month="2021-08", absent="20"))
    kept = r.seen(lambda: Attendance.objects.get(assistant=row))
    assert (kept.leave_days, kept.absent_days) == (3, 1)
    third = people()[2]
    done(send(one, "village", "keep", who=third.number, month="2021-08"))
    done(send(one, "village", "send", month="2021-08"))
    refused(send(one, "village", "keep", who=row.number, month="2021-08"), "已报乡镇")
    refused(send(two, "township", "pass_on", month="2021-08"), "村还没有报")


def test_a_quarter_is_proposed_graded_and_objected_to(scene: demo.Scene) -> None:
    one, other = institution("village1", scene.villages[0]), institution("village2", scene.villages[1])
    two = institution("township1", scene.township)
    rows = people()
    world.to("2021-10-08 10:00")
    for n, row in enumerate(rows, 1):
        mine = browser(f"assistant{n}")
        for month in ("2021-08", "2021-09"):
            done(send(mine, "mine", "record", month=month, duty_area="governance", text="走访农户"))
            done(
                send(
                    one if row.village == scene.villages[0] else other,
                    "village",
                    "keep",
                    who=row.number,
                    month=month,
                )
            )
    for client in (one, other):
        for month in ("2021-08", "2021-09"):
            done(send(client, "village", "send", month=month))
    assert r.seen(lambda: WorkRecord.objects.count()) == 6
    number = case_of(scene, scene.township, "rural_assistants.quarterly", year="2021", quarter="3")
    refused(send(one, "village", f"{number}-propose", who=rows[0].number, grade="excellent"), "依据")
    for row in rows:
        client = one if row.village == scene.villages[0] else other
        done(send(client, "village", f"{number}-propose", who=row.number, grade="qualified", why="表现良好"))
    refused(
        send(two, "township", f"{number}-grade", who=rows[0].number, grade="excellent"),
        "没有写理由",
        "#c15-1-s4",
    )
    done(send(two, "township", f"{number}-grade", who=rows[0].number, grade="excellent", why="牵头产业项目"))
    r.step(scene.institution(scene.township), number, "decide")
    mine = browser("assistant2")
    assert "提出异议" in html(mine.get(f"{ROOT}/mine/"))
    done(send(mine, "mine", f"{number}-object", statement="我的任务更多"))
    done(send(two, "township", f"{number}-settle", who=rows[1].number, outcome="keep", answer="已核实，维持"))
    marks = r.seen(
        lambda: list(Appraisal.objects.order_by("assistant__number").values_list("grade", flat=True))
    )
    assert marks == ["excellent", "qualified", "qualified"]


def test_the_district_opens_a_year_and_one_too_many_is_refused(scene: demo.Scene) -> None:
    rows = people()
    handler = officer("haidian-handler")
    refused(send(handler, "district", "open", kind="annual", intake="E1", year="1"), "没有到考核时间")
    world.to("2022-08-02 10:00")
    handler = officer("haidian-handler")
    done(send(handler, "district", "open", kind="annual", intake="E1", year="1"))
    with_round = html(handler.get(f"{ROOT}/district/"))
    number = with_round.split("/rounds/")[1].split("/")[0]
    one, other, two = (
        institution("village1", scene.villages[0]),
        institution("village2", scene.villages[1]),
        institution("township1", scene.township),
    )
    refused(
        send(handler, f"rounds/{number}", "grade", who=rows[0].number, grade="qualified", grounds="实绩"),
        "意见还没有",
    )
    for row in rows:
        client = one if row.village == scene.villages[0] else other
        done(send(client, "village", f"{number}-opinion", who=row.number, text="同意"))
        done(send(two, "township", f"{number}-opinion", who=row.number, text="同意"))
    refused(
        send(handler, f"rounds/{number}", "grade", who=rows[0].number, grade="excellent", grounds="实绩"),
        "平时考核有优秀",
        "#c15-2-s3",
    )
    refused(
        send(handler, f"rounds/{number}", "grade", who=rows[0].number, grade="excellent", grounds="实绩", exception="防汛突出"),
        "优秀名额已满", "最多0人", "#c15-s5",
    )  # fmt: skip
    done(send(handler, f"rounds/{number}", "grade", who=rows[0].number, grade="qualified", grounds="实绩"))
    shown = html(handler.get(f"{ROOT}/rounds/{number}/"))
    assert "参加3人，优秀0人，最多0人" in shown
    assert all(words in shown for words in ("待遇", "生活补贴（元）", "应发（元）"))
    assert rows[0].name in html(handler.get(f"{ROOT}/people/{rows[0].number}/"))
    elsewhere = officer("chaoyang-handler")
    assert elsewhere.get(f"{ROOT}/people/{rows[0].number}/").status_code == 409
    assert elsewhere.get(f"{ROOT}/rounds/{number}/").status_code == 409


def test_township_and_district_keep_their_records(scene: demo.Scene) -> None:
    row = people()[0]
    two, handler = institution("township1", scene.township), officer("haidian-handler")
    done(send(two, "township", "mentor", who=row.number, name="新支书", kind="village"))
    refused(
        send(
            two, "township", "entry", who=row.number, kind="reserve_township", title="推荐", on="2021-08-02"
        ),
        "正职",
        "#c25-s3",
    )
    done(
        send(
            two,
            "township",
            "entry",
            who=row.number,
            kind="elected",
            title="村党支部书记（正职）",
            on="2021-08-02",
        )
    )
    done(
        send(two, "township", "entry", who=row.number, kind="reserve_township", title="推荐", on="2021-08-02")
    )
    refused(
        send(two, "township", "benefit", who=row.number, kind="settling_in", from_on="2021-08-02"),
        "发放标准",
        "#c12-s5",
    )
    done(
        send(
            handler,
            "district",
            "rule",
            from_on="2021-01-01",
            source="海人社发〔2021〕1号",
            settling="5000",
            daily="250",
        )
    )
    done(send(two, "township", "benefit", who=row.number, kind="settling_in", from_on="2021-08-02"))
    refused(
        send(two, "township", "benefit", who=row.number, kind="settling_in", from_on="2021-08-02"),
        "没有领过",
        "#c12-s5",
    )
    done(send(handler, "district", "entry", kind="officer", title="李某", on="2021-08-02"))
    done(
        send(
            handler,
            "district",
            "training",
            who=[row.number],
            course="岗前",
            on="2021-08-01",
            hours="40",
            form="lecture",
            topic="governance",
            special="prejob",
        )
    )
    refused(
        send(
            two,
            "township",
            "training",
            who=[row.number],
            course="会",
            on="2021-08-01",
            hours="4",
            form="meeting",
            topic="economy",
        ),
        "不在岗",
    )
    found = r.seen(
        lambda: (
            Mentor.objects.filter(assistant=row, to_on=None).get().name,
            Training.objects.get().hours,
            Entry.objects.filter(kind="officer").count(),
        )
    )
    assert found == ("新支书", 40, 1)
    page = html(browser("assistant1").get(f"{ROOT}/mine/"))
    assert "5,000" in page


def test_the_city_plans_within_the_ceiling_and_publishes_ranks(scene: demo.Scene) -> None:
    city = officer("city")
    plan = {
        "number": "2022",
        "title": "2022年招聘",
        "opens_on": "2021-08-02",
        "closes_on": "2021-08-20",
        "on_duty_on": "2021-12-01",
        "planned": "1999",
        "written": "60",
    }
    done(send(city, "city", "plan", **plan))
    code = town_code(scene)
    done(
        send(
            city, "city", "post", intake="2022", number="2022-01", title="协理", township=code, places="1999"
        )
    )
    refused(send(city, "city", "announce", intake="2022"), "名额超过区里上报的需求", "#c6-s2")
    handler = officer("haidian-handler")
    refused(
        send(handler, "district", "demand", intake="2022", town=code, wanted="1999", why=" "),
        "需求",
        "#c6-s2",
    )
    done(send(handler, "district", "demand", intake="2022", town=code, wanted="1999", why="各村上报汇总"))
    assert "各村上报汇总" in html(city.get(f"{ROOT}/city/"))
    refused(send(city, "city", "announce", intake="2022"), "上岗日全市总量不超过上限", "#c6-s1")
    refused(send(city, "city", "marks", intake="2021", marks="A1 九十"), "不是数字", "#c8-3")
    refused(send(city, "city", "seats", intake="2021", rooms="第一考场"), "座位数")
    refused(send(city, "city", "ranks", intake="2022x"), "批次")
    seeker = r.person(500, "苏晓")
    number = r.apply_at("haidian", seeker, scene.post)
    r.step(demo.officer("district_handler", "haidian"), number, "confirm")
    done(send(city, "city", "seed", intake="2021", seed="seed-of-the-day"))
    done(send(city, "city", "seats", intake="2021", rooms="第一考场 30"))
    refused(send(city, "city", "ranks", intake="2021"), "成绩不全", "#c8-3")
    ticket = r.seen(lambda: Applicant.objects.get(party=seeker.party).ticket)
    done(send(city, "city", "marks", intake="2021", marks=f"{ticket} 88.5 90"))
    done(send(city, "city", "ranks", intake="2021"))
    refused(send(city, "city", "unrank", intake="2022", why="录错"), "没有可撤销的排名", "#c8-3")
    done(send(city, "city", "unrank", intake="2021", why="笔试录错一分"))
    done(send(city, "city", "marks", intake="2021", marks=f"{ticket} 88.5 90"))
    done(send(city, "city", "ranks", intake="2021"))
    done(send(city, "city", "publish", intake="2021"))
    page = html(Client().get(f"{ROOT}/", {"intake": "2021"}))
    assert [each for each in (ticket, "89.10", "进入体检") if each not in page] == []
    assert "苏晓" not in page


def objection(number: str) -> int:
    return int(
        r.seen(lambda: CaseState.load(Case.objects.get(number=number).fold).opened("objection"))[0].number
    )


def town_code(scene: demo.Scene) -> str:
    from gongbao.platform.parties import services as parties

    return str(r.seen(lambda: parties.organisation(scene.township).credit_code))


def test_a_public_objection_reaches_the_case_and_is_sealed(scene: demo.Scene) -> None:
    world.to("2021-03-01 10:00")
    place = r.Place(n=960)
    r.to("2021-03-02")
    post = r.intake(place, "2023", 1, "2023-08-01")
    r.to("2023-03-15")
    seeker = r.person(501, "林远舟")
    number = r.apply(seeker, post)
    r.step(r.HANDLER, number, "confirm")
    r.do(lambda tx: rural.ranking.publish_seed(tx, "2023", "seed-2023-x"), r.CITY_OFFICER)

    r.do(lambda tx: rural.ranking.draw_seats(tx, "2023", [("甲", 5)]), r.CITY_OFFICER)
    ticket = r.seen(lambda: rural.registering.applicants(r.CITY_OFFICER, "2023")[0].ticket, r.CITY_OFFICER)
    r.do(lambda tx: rural.marking.enter_marks(tx, "2023", {ticket: (9000, 9000)}), r.HANDLER)
    r.do(lambda tx: rural.ranking.make_ranks(tx, "2023"), r.CITY_OFFICER)
    r.do(lambda tx: rural.ranking.publish_results(tx, "2023"), r.CITY_OFFICER)
    r.jobs()
    r.examined(number)
    r.step(r.HANDLER, number, "publish", {"publicity_until": "2023-03-21"})
    page = html(Client().get(f"{ROOT}/"))
    assert "林*舟" in page
    assert "林远舟" not in page
    sent = Client().post(
        f"{ROOT}/",
        {
            "go": "object",
            "key": str(uuid4()),
            "f_object_number": number,
            "f_object_statement": "学历不实",
            "f_object_name": "某人",
        },
    )
    done(sent)
    assert r.state(number) == "objected"
    r.step(
        r.REVIEWER,
        number,
        "settle_objection",
        {"answer": "已核实"},
        outcome="rejected",
        settles=objection(number),
        reasons=["unfounded"],
    )
    assert r.state(number) == "publicity"


def test_who_opens_what(scene: demo.Scene) -> None:
    """Each page answers its own people and turns everybody else away."""
    pages = (
        "",
        "mine/",
        "village/",
        "township/",
        "district/",
        "city/",
        "export/",
        "rounds/HD-2021-22-999999/",
        "people/XL1/",
        "university/",
        "registration/",
    )
    visitors = {
        "anonymous": (Client(), (200, 302, 302, 302, 302, 302, 302, 302, 302, 302, 302)),
        "a firm's clerk": (browser("firm1"), (200, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403)),
        "handler": (officer("haidian-handler"), (200, 403, 403, 403, 200, 403, 200, 409, 409, 403, 200)),
        "government": (
            officer("haidian-government"),
            (200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403),
        ),
        "city": (officer("city"), (200, 403, 403, 403, 403, 200, 200, 409, 409, 403, 200)),
    }
    for who, (client, expected) in visitors.items():
        assert tuple(client.get(f"{ROOT}/{page}").status_code for page in pages) == expected, who


def test_marks_by_sheet_good_rows_kept_and_the_sheet_back(scene: demo.Scene) -> None:
    city, seeker = officer("city"), r.person(502, "苏晓")
    number = r.apply_at("haidian", seeker, scene.post)
    r.step(demo.officer("district_handler", "haidian"), number, "confirm")
    done(send(city, "city", "seed", intake="2021", seed="seed-of-the-day"))
    done(send(city, "city", "seats", intake="2021", rooms="第一考场 30"))
    ticket = r.seen(lambda: Applicant.objects.get(party=seeker.party).ticket)
    address = f"{ROOT}/marks/2021/"
    assert city.get(address, {"export": "xlsx"}).content[:2] == b"PK"

    def sheet(text: str) -> Any:
        sent = SimpleUploadedFile("成绩.csv", text.encode())
        return city.post(address, {"go": "sheet", "key": str(uuid4()), "file": sent})

    refused(city.post(address, {"go": "sheet", "key": str(uuid4())}), "没有选文件", "#c8-3")
    refused(sheet("甲,乙\n1,2\n"), "找不到表头")
    answer = sheet(f"准考证号,笔试,面试,缺考\n{ticket},88.5,90,\n2021999999,60,60,\n")
    done(answer)
    page = html(city.get(answer["Location"]))
    assert [
        w for w in ("1行有问题", "A「准考证号」", "没有这个准考证号", "已有成绩或缺考 1 个") if w not in page
    ] == []
    back = re.findall(r'href="([^"]+findings.xlsx)"', page)
    found = city.get(back[0])
    assert (found.status_code, found.content[:2]) == (200, b"PK")
    assert officer("chaoyang-handler").get(back[0]).status_code == 404
    done(send(city, "city", "ranks", intake="2021"))
    assert r.seen(lambda: Applicant.objects.get(party=seeker.party).total) == 8910


def begins(client: Client) -> set[str]:
    return set(re.findall(r"/hall/begin/rural_assistants\.(\w+)/", html(client.get("/hall/start/"))))


def test_each_party_is_offered_what_it_may_begin(scene: demo.Scene) -> None:
    from gongbao.platform.parties import services as parties
    from gongbao.platform.parties.demo_people import credit_code

    key = r.person(503, "苏晓").party
    r.do(lambda tx: str(parties.open_account(tx, "seeker", "槐荫巷-2020-abc", name="苏晓", person=key)))
    town, village = institution("township1", scene.township), institution("village1", scene.villages[0])
    assert begins(town) == {"duty", "quarterly", "incident"}
    assert begins(village) == {"incident"}
    assert begins(browser("assistant1")) == {"leave", "study", "renewal", "extension", "termination"}
    assert begins(browser("seeker")) == {"recruitment"}
    for client, other in ((village, "quarterly"), (town, "leave"), (browser("assistant1"), "recruitment")):
        answer = client.get(f"/hall/begin/rural_assistants.{other}/")
        assert (answer.status_code, "不由您现在的身份发起" in html(answer)) == (403, True)
    firm = r.seen(lambda: parties.find_firm(credit_code(0)))
    page = html(institution("firm1", firm.key).get("/hall/start/"))
    offered = set(re.findall(r"/hall/begin/(\w+\.\w+)/", page))
    assert [
        each for each in offered if each.startswith("rural_assistants") or each.endswith("_titles.review")
    ] == []


@pytest.mark.parametrize(
    ("login", "name"),
    [("university1", "样例农业大学"), ("township1", "样例乡人民政府"), ("village1", "样例乡溪口村")],
)
def test_who_acts_for_themselves_learns_how_to_act_for_their_institution(
    scene: demo.Scene, login: str, name: str
) -> None:
    client, address = browser(login), f"{ROOT}/mine/"
    page = html(client.get(address))
    assert f"<b>{name}</b>" in page
    link = re.search(r'href="(/account/acting-for/[^"]+)"', page)
    assert link is not None
    form = html(client.get(link[1]))
    party = re.search(rf'value="([^"]+)"[^>]*>(?:(?!</button>).)*{name}', form, re.DOTALL)
    assert party is not None
    back = client.post("/account/acting-for/", {"party": party[1], "next": address, "key": str(uuid4())})
    assert back.headers["Location"] == address
    assert client.get(address).headers["Location"] == f"{ROOT}/{login[:-1]}/"


def test_who_holds_no_institutions_mandate_is_not_sent_to_choose(scene: demo.Scene) -> None:
    for login in ("graduate1", "assistant1"):
        assert "您有这些单位的授权" not in html(browser(login).get(f"{ROOT}/mine/"))


def test_a_university_sends_its_list_and_says_who_is_as_stated(scene: demo.Scene) -> None:
    from gongbao.platform.parties import services as parties

    key = r.seen(lambda: parties.organisations("university")[0].party)
    school, address = institution("university1", key), f"{ROOT}/university/"
    page = html(school.get(address))
    assert [
        w for w in ("名册 3 人，报考 4 人", "名册中没有", "不同：学历", "按名册核实") if w not in page
    ] == []
    assert GRADUATES[0][0] not in page
    assert school.get(f"{ROOT}/mine/").headers["Location"] == address
    assert school.get(f"{ROOT}/university/2021/list.xlsx").content[:2] == b"PK"
    assert "/account/step-up/" in school.get(address, {"export": "xlsx"}).headers["Location"]

    def sheet(text: str) -> Any:
        sent = SimpleUploadedFile("名册.csv", text.encode())
        return school.post(address, {"go": "sheet", "key": str(uuid4()), "file": sent})

    refused(school.post(address, {"go": "sheet", "key": str(uuid4())}), "没有选文件", "#c8-2")
    refused(sheet("甲,乙\n1,2\n"), "找不到表头")
    identity, name = GRADUATES[3]
    answer = sheet(
        f"证件号码,姓名,学历,专业,毕业年份,学籍状态\n{identity},{name},大学本科,社会工作,2021,在读\n{identity},{name},大学本科,社会工作,2021,休学\n"
    )
    done(answer)
    page = html(school.get(answer["Location"]))
    assert [w for w in ("1行有问题", "F「学籍状态」", "名册 4 人") if w not in page] == []
    back = re.findall(r'href="([^"]+findings.xlsx)"', page)[0]
    assert school.get(back).content[:2] == b"PK"
    number = re.findall(r"HD-2021-22-[0-9]+", page)[0]
    refused(
        send(school, "university", "one", case=number, outcome="contradicted"), "没有写明哪里不符", "#c8-2"
    )
    done(send(school, "university", "by_list"))
    refused(send(school, "university", "by_list"), "这一步已经不能办了")
    assert "待核实 0" in html(school.get(address))
    for client in (
        browser("assistant1"),
        institution("village1", scene.villages[0]),
        officer("haidian-handler"),
    ):
        assert client.get(address).status_code == 403
        assert client.get(back).status_code == 403
        assert client.get(f"{ROOT}/university/2021/list.xlsx").status_code == 403
    other = UUID(
        r.do(
            lambda tx: str(
                parties.register_organisation(
                    tx, "university", credit_code(231), "别处大学", office="haidian"
                )
            )
        )
    )
    assert r.seen(lambda: len(parties.organisations("university"))) == 2
    assert other != key


def test_bureaus_see_what_universities_say_and_enter_institutions(scene: demo.Scene) -> None:
    handler, city = officer("haidian-handler"), officer("city")
    page = html(handler.get(f"{ROOT}/registration/"))
    assert [
        w
        for w in ("报名 4 人", "有出入 1", "已核实 2", "待高校核实 1", "样例农业大学", "登记毕业信息核对")
        if w not in page
    ] == []
    assert "报名 0 人" in html(officer("chaoyang-handler").get(f"{ROOT}/registration/"))
    assert "登记毕业信息核对" not in html(city.get(f"{ROOT}/registration/"))
    assert handler.get(f"{ROOT}/registration/", {"export": "xlsx"}).content[:2] == b"PK"
    number = re.findall(
        r"HD-2021-22-[0-9]+", html(handler.get(f"{ROOT}/registration/", {"said": "contradicted"}))
    )[0]
    assert "高校指出有出入" in html(handler.get(f"/workbench/cases/{number}/"))
    refused(
        send(handler, "registration", "check", case="HD-1", found="yes", why="证书"),
        "没有这名报名人员",
        "#c7-6-s1",
    )
    done(send(handler, "registration", "check", case=number, found="yes", why="毕业证书原件"))
    done(send(handler, "registration", "major", case=number, found="yes"))
    assert r.seen(lambda: Applicant.objects.get(case=Case.objects.get(number=number).key).major_found) is True
    mine = browser("graduate2")
    assert [w for w in ("样例农业大学", "有出入", "学历") if w not in html(mine.get(f"{ROOT}/mine/"))] == []
    done(send(city, "city", "university", code=credit_code(232), name="样例理工大学", office="changping"))
    assert "样例理工大学" in html(Client().get(f"{ROOT}/"))
    refused(
        send(handler, "district", "institution", kind="village", code=credit_code(233), name="样例村"),
        "没有选本区的乡镇",
    )
    done(
        send(
            handler, "district", "institution", kind="township", code=credit_code(234), name="样例镇人民政府"
        )
    )
    done(
        send(
            handler,
            "district",
            "institution",
            kind="village",
            code=credit_code(233),
            name="样例村",
            town=credit_code(234),
        )
    )
    with pytest.raises(Refusal, match="不在涉农区名单") as told:
        r.do(
            lambda tx: str(rural.institutions.enter(tx, "township", credit_code(235), "样例街道")),
            demo.officer("district_handler", "dongcheng"),
        )
    assert (told.value.clause, bool(told.value.mend.zh)) == ("bi-2020-22/notice.1", True)


def test_discipline_ventures_and_courses_from_the_pages(scene: demo.Scene) -> None:
    one, two = institution("village1", scene.villages[0]), institution("township1", scene.township)
    handler, city, row = officer("haidian-handler"), officer("city"), people()[0]
    done(send(one, "village", "venture", who=row.number, field="tourism", title="溪口民宿", on="2021-08-02"))
    key = str(r.seen(lambda: Venture.objects.get().pk))
    told = {"venture": key, "measure": "loan", "body": "样例农商行", "asked_on": "2021-08-02"}
    refused(send(two, "township", "support", **told, done_on="2021-08-01"), "日期不对", "#c23-s2")
    done(send(two, "township", "support", **told))
    assert "融资贷款办理中" in html(browser("assistant1").get(f"{ROOT}/mine/"))
    done(send(handler, "district", "support", **told, done_on="2021-08-02", amount="50000"))
    done(send(one, "village", "result", venture=key, text="带动3户"))
    page = html(handler.get(f"{ROOT}/district/"))
    assert [w for w in ("溪口民宿", "融资贷款已办", "带动3户") if w not in page] == []
    done(send(two, "township", "breach", who=row.number, what="8月1日无故离岗"))
    refused(send(handler, "district", "breach", who=row.number, what="再报"), "已在处理", "#c18-s2")
    number = r.seen(lambda: Case.objects.get(procedure="rural_assistants.discipline").number)
    acts, decides = demo.officer("district_handler", "haidian"), demo.officer("district_reviewer", "haidian")
    r.step(acts, number, "tell", {"facts": "8月1日无故离岗"})
    r.step(
        r.Actor("party", account=r.new_key(), name=row.name, party=row.party),
        number,
        "state",
        {"statement": "看病，未及时请假"},
    )
    r.step(
        decides,
        number,
        "decide",
        {"basis": "考勤制度", "result": "批评教育"},
        outcome="sanction",
        reasons=["breach"],
    )
    assert r.state(number) == "decided"
    course = {
        "special": "rotation",
        "course": "新人轮训",
        "on": "2021-08-02",
        "hours": "16",
        "form": "lecture",
        "topic": "governance",
    }
    refused(send(city, "city", "courses", **course, numbers=f"{row.number}\nXL9"), "XL9", "#c21-1-s1")
    refused(send(city, "city", "courses", **course, numbers=f"{row.number}\n{row.number}"), "写了两次")
    assert r.seen(lambda: Training.objects.count()) == 0
    assert "还没有轮训" in html(city.get(f"{ROOT}/city/"))
    done(send(city, "city", "courses", **course, numbers="\n".join(each.number for each in people())))
    courses = r.seen(lambda: rural.training.city_courses(r.CITY_OFFICER, r.today()), r.CITY_OFFICER)
    assert (courses.missing, courses.hired, courses.model, courses.about) == ([], 3, 0, 100)


def test_the_city_adopts_a_reading_and_a_renewal_shows_ventures(scene: demo.Scene) -> None:
    city, row = officer("city"), people()[0]
    told = {"reading": "leave_days-calendar_joined", "from_on": "2021-08-01", "source": "样例〔2021〕1号"}
    refused(send(city, "city", "reading", **told), "起始日已过", "#c5-1-1")
    done(send(city, "city", "reading", **{**told, "from_on": "2021-09-01"}))
    page = html(city.get(f"{ROOT}/city/"))
    assert [w for w in ("自然日，前后相连的合并", "样例〔2021〕1号") if w not in page] == []
    assert [
        w
        for w in ("不能在这里改的理解", "“工作年度”从哪天起", "已开始的工作年度会重复或落空", "到办结不变")
        if w not in page
    ] == []
    told |= {"reading": "work_year-calendar", "from_on": "2021-09-01"}
    assert send(city, "city", "reading", **told).status_code == 422, (
        "what is built in is not among the choices"
    )
    one = institution("village1", scene.villages[0])
    done(send(one, "village", "venture", who=row.number, field="leisure", title="采摘园", on="2021-08-02"))
    number = case_of(
        scene, scene.people[0], "rural_assistants.renewal", until="2028-08-01", performance="良好"
    )
    two = institution("township1", scene.township)
    done(send(two, "township", f"{number}-agree"))
    page = html(officer("haidian-reviewer").get(f"/workbench/cases/{number}/"))
    assert [w for w in ("采摘园", "还没有登记成效") if w not in page] == []


def _cells(workbook: bytes) -> set[str]:
    rows = CalamineWorkbook.from_filelike(BytesIO(workbook)).get_sheet_by_index(0).to_python()
    return {str(cell) for row in rows for cell in row}


def test_tables_for_systems_outside_are_kept_and_mask_numbers(scene: demo.Scene) -> None:
    handler, first = officer("haidian-handler"), people()[0]
    page = html(handler.get(f"{ROOT}/export/"))
    assert [w for w in (first.name, "还没有报送过", "本地发件箱") if w not in page] == []
    assert PEOPLE[0][0] not in page
    for system in ("programme", "city", "channels"):
        answer = handler.post(f"{ROOT}/export/?system={system}", {"go": "send", "key": str(uuid4())})
        done(answer)
        assert "已过 0 天" in html(handler.get(f"{ROOT}/export/", {"system": system}))
    assert handler.get(f"{ROOT}/export/", {"system": "city", "export": "xlsx"}).content[:2] == b"PK"
    assert handler.get(f"{ROOT}/export/", {"system": "moon"}).status_code == 404
    assert PEOPLE[0][0] not in _cells(handler.get(f"{ROOT}/export/", {"export": "xlsx"}).content)
    sent = _cells(handler.get(f"{ROOT}/export/", {"sent": "1"}).content)
    assert PEOPLE[0][0] in sent, "the programme knows people by their numbers"
    assert officer("city").get(f"{ROOT}/export/", {"sent": "1"}).status_code == 404
    early = visitors.officer("haidian-handler", stepped_up=False)
    for answer in (
        early.get(f"{ROOT}/export/", {"sent": "1"}),
        early.post(f"{ROOT}/export/", {"go": "send", "key": str(uuid4())}),
    ):
        assert "/account/step-up/" in answer.headers["Location"], "numbers in full need the second factor"
    world.to("2021-09-02 10:00")
    assert "已过 31 天" in html(handler.get(f"{ROOT}/export/"))
    assert "还没有报送过" in html(officer("city").get(f"{ROOT}/export/"))
