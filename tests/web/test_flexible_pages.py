"""The room's pages over HTTP: the calculator, the search, the rights of one person, lists, the desk, closed doors."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.platform.flexible_employment import flex_world as w
from tests.platform.training_subsidy.world import city
from tests.safety.visitors import officer
from tests.web.hall.people import browser, clerk, html

from gongbao.platform.flexible_employment import services as flexible
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import someone
from gongbao.web.rooms.flexible_employment import demo, urls

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(free_clock: None) -> Any:
    w.to("2020-10-13 10:00")
    made = city(cases=False)
    demo.add_to(made)
    return made


def key() -> dict[str, str]:
    return {"key": str(uuid4())}


COSTS: list[tuple[str, int, tuple[str, ...]]] = [
    ("", 200, ("2020年10月", "1,251.62", "722.60", "43.36", "485.66")),
    (
        "?month=2021-01&joins=pension&joins=unemployment&joins=medical",
        200,
        ("1,244.39", "36.13", "289.04", "凭记忆"),
    ),
    ("?month=2021-08&joins=medical", 200, ("460.96",)),
    ("?month=2021-08&joins=pension&made_up=3", 200, ("补缴2020年", "3,216.00", "1,072.00", "去补缴")),
    ("?month=2022-01&joins=pension&made_up=3", 422, ("已于2021年12月31日截止",)),
    ("?month=2021-08&joins=pension&pension_base=3613", 422, ("上下限", "5360.00")),
    ("?month=2031-01&joins=pension", 422, ("2031",)),
    ("?month=abc&joins=pension", 422, ("月份",)),
]


@pytest.mark.parametrize(("asked", "status", "told"), COSTS)
def test_the_calculator_answers_everybody(
    asked: str, status: int, told: tuple[str, ...], free_clock: None
) -> None:
    w.to("2020-10-13 10:00")
    found = Client().get(f"/flexible-employment/costs/{asked}")
    assert found.status_code == status
    page = html(found)
    assert [each for each in told if each not in page] == []


def test_the_search_explains_its_order(town: Any) -> None:
    found = Client().get(
        "/flexible-employment/vacancies/?skills=驾驶，派送&districts=haidian&districts=chaoyang"
    )
    page = html(found)
    assert page.index("社区团购配送") < page.index("夜班分拣")
    assert "技能符合2/2" in page
    assert "首选区" in page
    assert Client().get("/flexible-employment/vacancies/?skills=驾驶").status_code == 422


def test_published_lists_are_open_and_searchable(town: Any) -> None:
    page = html(Client().get("/flexible-employment/lists/occupation/"))
    assert "数字化管理师" in page
    page = html(Client().get("/flexible-employment/lists/standard/?q=配送"))
    assert "每月至少休息4天" in page
    assert "还没有发布" in html(Client().get("/flexible-employment/lists/standard/?q=没有这个词"))
    assert Client().get("/flexible-employment/lists/nothing/").status_code == 404


def test_a_person_sees_every_right_with_reasons(town: Any) -> None:
    rider = browser(demo.LOGIN)
    page = html(
        rider.get("/flexible-employment/?work_kind=platform&labour_relation=no&household=local_urban")
    )
    assert all(str(each.title.zh) in page for each in flexible.RIGHTS)
    assert "去办理" in page
    assert "本市农业户籍" in page
    english = rider.get("/flexible-employment/?lang=en")
    assert english.status_code in (200, 302)


def test_a_deferral_of_another_year_is_refused(town: Any) -> None:
    rider = browser(demo.LOGIN)
    said = {"months": "2020-11", "hardship": "1"}
    assert rider.post("/flexible-employment/deferral/", {**said, **key()}).status_code == 302
    refused = rider.post("/flexible-employment/deferral/", {**said, "months": "2021-01", **key()})
    assert refused.status_code == 422
    assert "属于2020年的月份" in html(refused)


def test_months_of_2020_are_made_up_on_the_page(town: Any) -> None:
    rider, address = browser(demo.LOGIN), "/flexible-employment/deferral/make-up/"
    rider.post("/flexible-employment/deferral/", {"months": "2020-09", "hardship": "1", **key()})
    page = html(rider.get(address))
    assert [
        each for each in ("2021年12月31日", "已暂缓，可补缴", "今天补缴", "722.60") if each not in page
    ] == []
    over = rider.get(address, {"months": "2020-09", "base": "26541.01"})
    assert "上下限之间" in html(over)
    said = {"do": "charge", "months": "2020-09", "base": "4000"}
    refused = rider.post(address, {**said, **key()})
    assert refused.status_code == 422
    assert "请勾选声明" in html(refused)
    unknown = rider.post(address, {**said, "sworn": "1", **key()})
    assert "先办灵活就业登记" in html(unknown)
    w.registered(w.Actor("party", party=w.seen(lambda: parties.find_person(someone(demo.PLACE).number).key)))
    assert rider.post(address, {**said, "sworn": "1", **key()}).status_code == 302
    page = html(rider.get(address))
    assert "待付款 800.00" in page
    number = page.split('name="charge" value="')[1].split('"')[0]
    assert "协议" in html(rider.post(address, {"do": "account", "charge": number, **key()}))
    assert rider.post(address, {"do": "voucher", "charge": number, **key()}).status_code == 302
    assert "有效期至" in html(rider.get(address))
    w.to("2022-01-01 09:00")
    closed = html(browser(demo.LOGIN).get(f"{address}?months=2020-08"))
    assert "已于2021年12月31日截止" in closed, closed[closed.index("<main") :][:3000]


def test_a_firm_publishes_and_takes_back(town: Any) -> None:
    client = clerk(town)
    given = {"title": "早班洗碗", "skills": "洗碗", "district": "haidian", "pay": "28", "hours": "20", "places": "2", "open_until": "2020-12-01"}  # fmt: skip
    refused = client.post(
        "/flexible-employment/firm/vacancy/", {**given, "open_until": "2020-01-01", **key()}
    )
    assert refused.status_code == 422
    assert "有效期已经过了" in html(refused)
    assert client.post("/flexible-employment/firm/vacancy/", {**given, **key()}).status_code == 302
    page = html(client.get("/flexible-employment/firm/"))
    assert "早班洗碗" in page
    row = w.seen(lambda: flexible.mine(town.firms[0])[0])
    closed = client.post("/flexible-employment/firm/", {"do": "close", "row": str(row.pk), **key()})
    assert closed.status_code == 302
    assert "已撤下" in html(client.get("/flexible-employment/firm/"))
    assert client.get("/flexible-employment/").status_code == 302


def test_the_desk_is_for_its_officers(town: Any) -> None:
    handler = officer("haidian-handler")
    page = html(handler.get("/flexible-employment/desk/"))
    assert "生成当月补贴" in page
    assert handler.post("/flexible-employment/desk/draw/", {"month": "2020-10", **key()}).status_code == 302
    row = w.seen(lambda: flexible.runs("haidian")[0])
    assert "逐人逐月" in html(handler.get(f"/flexible-employment/desk/runs/{row.pk}/"))
    elsewhere = officer("chaoyang-handler")
    assert elsewhere.get(f"/flexible-employment/desk/runs/{row.pk}/").status_code == 404
    found = handler.post(
        "/flexible-employment/desk/not-asked/",
        {"circle": "registered", "scheme": "graduate", "purpose": "上门告知", **key()},
    )
    assert found.status_code == 200
    no_purpose = handler.post(
        "/flexible-employment/desk/not-asked/",
        {"circle": "registered", "scheme": "graduate", "purpose": "", **key()},
    )
    assert no_purpose.status_code == 422
    listed = handler.post(
        "/flexible-employment/desk/lists/agency/",
        {
            "code": "A1",
            "title": "无证职介",
            "starts_on": "2020-01-01",
            "services": "介绍工作",
            "shares_staff": "no",
            **key(),
        },
    )
    assert listed.status_code == 422
    assert "不能进名录" in html(listed)
    assert Client().get("/flexible-employment/desk/").status_code == 302
    assert browser(demo.LOGIN).get("/flexible-employment/desk/").status_code == 403


ALLOWED = {200, 302, 403, 404, 405, 409}
"""What somebody signed in may be answered: shown, sent on, not theirs, nothing there, not by GET, not now."""


def test_every_address_answers_every_visitor(town: Any) -> None:
    filled = {
        "key": str(uuid4()),
        "kind": "occupation",
        "code": "none",
        "run": str(uuid4()),
        "number": "HD-2020-19-999999",
    }
    visitors = {
        "nobody": Client(), "rider": browser(demo.LOGIN), "clerk": clerk(town), "handler": officer("haidian-handler"),
        "city": officer("city"),
    }  # fmt: skip
    wrong = []
    for pattern in urls.urlpatterns:
        wanted = {name: filled[name] for name in pattern.pattern.converters}
        address = reverse(f"flexible_employment:{pattern.name}", kwargs=wanted)
        for name, visitor in visitors.items():
            status = visitor.get(address).status_code
            if status not in (ALLOWED if name != "nobody" else {200, 302, 405}):
                wrong.append((address, name, status))
            if visitor.post(address, key()).status_code >= 500:
                wrong.append((address, name, "post"))
    assert wrong == []
