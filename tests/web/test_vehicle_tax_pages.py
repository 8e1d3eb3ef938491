"""The room's pages over HTTP: answers in both languages, refusals that keep what was typed, closed doors."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.web.hall.people import browser, chinese, html

from gongbao.platform.audit import services as audit
from gongbao.platform.db import clock
from gongbao.platform.vehicle_tax import demo
from gongbao.platform.vehicle_tax import services as tax
from gongbao.platform.vehicle_tax.vehicles import owner_hash
from gongbao.web.shared import acting

pytestmark = pytest.mark.django_db
OWED = {
    "tax_year": "2021", "vehicle_class": "passenger_car", "displacement_ml": "1600", "energy": "ordinary",
    "standing": "ordinary", "bought_on": "2019-05-06",
}  # fmt: skip


def to(moment: str) -> None:
    clock.set_clock(datetime.fromisoformat(moment).replace(tzinfo=clock.ZONE))


@pytest.fixture
def scene(free_clock: None) -> demo.Scene:
    to("2021-01-11 09:00")
    made = demo.load(clock.now())
    demo.do(lambda tx: demo.open_accounts(tx, made, "demo-gongbao-2020"), key="accounts")
    to("2021-02-03 10:00")
    return made


def clerk(insurer: demo.Insurer, login: str) -> Client:
    client = browser(login)
    session = client.session
    session[acting.FOR], session[acting.FOR_NAME] = str(insurer.party), insurer.name
    session.save()
    return client


def key() -> dict[str, str]:
    return {"key": str(uuid4())}


def collected(insurer: demo.Insurer, *numbers: int) -> list[str]:
    from tests.platform.vehicle_tax.test_collecting import collect

    return [collect(insurer, number)["years"][-1]["number"] for number in numbers]


ANSWERS: list[tuple[dict[str, str], tuple[str, ...]]] = [
    ({}, ("350", "-70.00", "420.00")),
    ({"displacement_ml": "1601"}, ("400",)),
    ({"displacement_ml": ""}, ("还缺数据", "排气量")),
    ({"vehicle_class": "truck", "kerb_kg": "1495"}, ("143.52", "凭记忆")),
    ({"vehicle_class": "trailer"}, ("不用缴", "挂车")),
    ({"energy": "electric_car"}, ("不用缴", "纯电动")),
    ({"standing": "police", "proof_seen": "yes"}, ("不用缴", "红色")),
    ({"tax_year": "2020"}, ("滞纳金", "5.95", "355.95")),
    ({"bought_on": "2021-02-01"}, ("11 个月", "320.83")),
]


def test_what_is_due_is_answered_with_its_reasons(scene: demo.Scene) -> None:
    for changes, said in ANSWERS:
        page = html(Client().post("/vehicle-tax/", {**OWED, **changes, **key()}))
        assert [each for each in said if each not in page] == [], changes


def test_a_wrong_entry_keeps_what_was_typed(scene: demo.Scene) -> None:
    answer = Client().post("/vehicle-tax/", {**OWED, "displacement_ml": "1.6L", **key()})
    assert answer.status_code == 422
    assert "1.6L" in html(answer)


def test_the_owners_pages_are_in_english_whole(scene: demo.Scene) -> None:
    for page in ("/vehicle-tax/", "/vehicle-tax/certificate/"):
        assert chinese(html(Client().get(page + "?lang=en"))) == []
    assert chinese(html(Client().post("/vehicle-tax/?lang=en", {**OWED, **key()}))) == []


def test_the_desks_are_in_english_whole(scene: demo.Scene) -> None:
    collected(scene.careless, 1, 38)
    insurer = clerk(scene.careless, "insurer2")
    allowed = (scene.careless.name, "车险核心业务系统", "温如许", "朔方", "京Q")
    for page in ("", "items/", "periods/2021-02-01/", "systems/", "records/", "keys/", "fee/"):
        answer = insurer.get(f"/vehicle-tax/desk/{page}?lang=en")
        assert answer.status_code == 200, page
        assert chinese(html(answer), *allowed) == [], page


def test_only_insurers_and_only_their_own(scene: demo.Scene) -> None:
    (number,) = collected(scene.careful, 1)
    assert Client().get("/vehicle-tax/desk/").status_code == 302
    other = clerk(scene.careless, "insurer2")
    assert number not in html(other.get("/vehicle-tax/desk/items/"))
    nobody = browser("insurer1")
    assert nobody.get("/vehicle-tax/desk/").status_code in (403, 404, 409)
    assert clerk(scene.careful, "insurer1").get("/vehicle-tax/office/").status_code == 403
    assert clerk(scene.careful, "insurer1").get("/vehicle-tax/desk/periods/nonsense/").status_code == 404


def test_a_period_in_which_nothing_was_collected_is_not_there_whatever_is_sent(scene: demo.Scene) -> None:
    insurer = clerk(scene.careful, "insurer1")
    form = {"number": "F1", "amount": "1.00", "remitted_on": "2021-02-03", "treasury_reference": "T1"}
    for day in ("2021-02-01", "2021-02-02", "2011-12-21", "9999-12-31", "0001-01-01"):
        page = f"/vehicle-tax/desk/periods/{day}/"
        assert insurer.get(page).status_code == 404, day
        for go in ("file", "books", "remit"):
            assert insurer.post(page, {**form, "go": go, **key()}).status_code == 404, (day, go)


def test_a_key_made_on_screen_works_once_shown_and_ends_when_revoked(scene: demo.Scene) -> None:
    insurer = clerk(scene.careful, "insurer1")
    page = html(insurer.post("/vehicle-tax/desk/keys/", {"unit": "HD02", "duty": "collect", **key()}))
    found = re.search(r"vt[0-9a-f]{16}\.[\w-]{40,}", page)
    assert found is not None
    assert tax.admit(found[0]).unit == "HD02"
    assert found[0] not in html(insurer.get("/vehicle-tax/desk/keys/"))
    insurer.post("/vehicle-tax/desk/keys/", {"revoke": found[0].partition(".")[0], **key()})
    with pytest.raises(tax.Coded):
        tax.admit(found[0])


def test_acceptance_is_applied_for_before_going_live(scene: demo.Scene) -> None:
    insurer = clerk(scene.careful, "insurer1")
    form = {"system": "车险核心业务系统", "release": "3.3.0", "change": "升级", "go_live_on": "2021-02-03"}
    late = insurer.post("/vehicle-tax/desk/systems/", {**form, **key()})
    assert late.status_code == 422
    assert "应在上线前申请验收" in html(late)
    done = insurer.post(
        "/vehicle-tax/desk/systems/", {**form, "go_live_on": "2021-03-01", **key()}, follow=True
    )
    assert "3.3.0" in html(done)
    assert "已提出验收申请" in html(done)


def test_the_fee_page_tells_the_base_and_refuses_another(scene: demo.Scene) -> None:
    insurer = clerk(scene.careful, "insurer1")
    answer = insurer.post("/vehicle-tax/desk/fee/", {"year": "2021", "base": "100.00", **key()})
    assert answer.status_code == 422
    assert "账上已入库税款为 0 元" in html(answer)


def test_a_taxpayer_is_shown_for_tax_only_and_the_reading_is_logged(
    scene: demo.Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    (number,) = collected(scene.careful, 1)
    monkeypatch.setattr(
        acting, "_officer", lambda request, account: _as(request, demo.officer("tax_officer"))
    )
    officer = browser("xicheng-tax")
    address = f"/vehicle-tax/office/insurers/{scene.careful.party}/taxpayer/"
    refused = officer.post(address, {"number": number, "purpose": "marketing"})
    assert refused.status_code == 403
    assert "只能用于办税" in html(refused)
    assert "样例车主" not in html(refused)
    assert "样例车主" in html(officer.post(address, {"number": number, "purpose": "inspect"}))
    subject = owner_hash(demo.car(1)["owner_number"])
    assert [each.purpose for each in audit.accesses(subject=subject)] == ["vehicle_tax.inspect"]


def _as(request: Any, actor: Any) -> None:
    request.actor = actor


def test_a_certificate_is_refused_until_its_day(scene: demo.Scene) -> None:
    collected(scene.careful, 1)
    car = demo.car(1)
    ask = {"vin": car["vin"], "owner_number": car["owner_number"], "tax_year": "2021"}
    answer = Client().post("/vehicle-tax/certificate/", {**ask, **key()})
    assert answer.status_code == 422
    assert "2021-03-11" in html(answer)
    who = tax.admit(scene.careful.token)
    form = {
        "number": "F1", "instrument": "电子缴库专用缴款书", "tax_type": "四代解缴", "amount": 35000,
        "remitted_on": date(2021, 3, 11), "treasury_reference": "T1",
    }  # fmt: skip
    to("2021-03-11 09:00")
    filed = demo.do(lambda tx: tax.draw_up(tx, scene.careful.party, date(2021, 2, 3)), who.actor, key="file")
    demo.do(lambda tx: tax.remit(tx, scene.careful.party, filed["filing"], form), who.actor, key="remit")
    made = Client().post("/vehicle-tax/certificate/", {**ask, **key()})
    assert "下载 PDF" in html(made)
    taken = Client().post("/vehicle-tax/certificate/", {**ask, **key(), "go": "pdf"})
    assert taken["Content-Type"] == "application/pdf"
    assert taken.content.startswith(b"%PDF-")
    unknown = Client().post(
        "/vehicle-tax/certificate/", {**ask, "owner_number": "110102198001019999", **key()}
    )
    assert "没有这一笔" in html(unknown)
    assert date(2021, 3, 11) == tax.first_day(date(2021, 2, 3))


def test_the_vehicle_register_comes_by_sheet_good_rows_kept_bad_ones_told(scene: demo.Scene) -> None:
    from tests.web.rooms.test_contribution_pages import workbook
    from tests.web.workbench.scene import browser as officers_browser

    head = ["车架号（VIN）", "号牌号码", "车辆类别", "排气量（毫升）", "核定载客人数（含驾驶员）", "整备质量（千克）", "节能与新能源",
            "车辆身份", "购买日期（发票）", "所有人证件号码或信用代码", "已缴至年度"]  # fmt: skip
    good = [
        demo.vin(801),
        "京Q00801",
        "乘用车（9人及以下）",
        1598,
        5,
        "",
        "普通",
        "一般车辆",
        "2019-05-06",
        "110102198001010801",
        2020,
    ]
    wrong_vin = [demo.vin(802)[:-1] + "X", *good[1:]]
    no_size = [demo.vin(803), "京Q00803", good[2], "", *good[4:]]
    twice = [demo.vin(804), *good[1:]]
    officer = officers_browser("xicheng-tax", stepped_up=True)
    sheet = workbook(head, good, wrong_vin, no_size, twice, twice)
    page = html(officer.post("/vehicle-tax/office/register/", {**key(), "file": sheet}, follow=True))
    for said in ("已导入 1 辆", "校验位", "缺少计税所需", "出现两次"):
        assert said in page, said
    vehicle = demo.car(801, owner_number="110102198001010801")
    assert tax.quote(demo.entry(vehicle, date(2021, 2, 3)), date(2021, 2, 3)).total == 35000
    assert officer.post("/vehicle-tax/office/register/", {**key()}).status_code == 422
    assert clerk(scene.careful, "insurer1").get("/vehicle-tax/office/register/").status_code == 403


def test_whoever_verifies_a_certificate_sees_that_tax_was_given_back(scene: demo.Scene) -> None:
    from uuid import UUID

    from tests.platform.parties import people
    from tests.platform.vehicle_tax import test_tax_refunds as refunds
    from tests.platform.vehicle_tax.test_collecting import caller, do

    from gongbao.platform.db.services import Actor, new_key
    from gongbao.platform.parties import services as parties

    number = people.number(60)
    vehicle = demo.car(60, owner_number=number)
    demo.do(lambda tx: tax.take_in(tx, [vehicle]), key="refund/vehicle")
    who = caller(scene.careful)
    do(who, lambda tx: tax.collect(tx, who, demo.entry(vehicle, date(2021, 2, 3))))
    party = demo.do(lambda tx: str(parties.find_or_create_person(tx, number, "林知舟")), key="refund/owner")
    refunds.filed(scene)
    first = refunds.certificate()
    address = f"/verify/?code={first['code']}"
    seen = html(Client().get(address))
    assert "公报确实出具过这份文书" in seen
    assert "国家税务总局北京市西城区税务局" in seen, "a tax certificate comes from the tax service"
    assert "人力资源和社会保障局" not in seen.split("<main")[1].split("</main")[0]
    assert (
        Client().get(f"/api/verify/{first['code']}").json()["issuer"]["zh"]
        == "国家税务总局北京市西城区税务局"
    )
    assert Client().get(f"/api/verify/{first['code']}").json()["remark"] is None
    refunds.given_back(Actor("party", account=new_key(), party=UUID(party)))
    page, told = html(Client().get(address)), Client().get(f"/api/verify/{first['code']}").json()
    assert "出具以后有变动" in page
    assert "116.67元" in page
    assert told["in_force"]
    assert "116.67元" in told["remark"]["zh"]
    assert chinese(html(Client().get(address + "&lang=en")), "西城税车完") == []
    items = "items/?first=2021-02-01&last=2021-02-28"
    assert "部分退税" in html(clerk(scene.careful, "insurer1").get(f"/vehicle-tax/desk/{items}"))
    asked = {"vin": demo.vin(60), "owner_number": number, "tax_year": "2021"}
    second = html(Client().post("/vehicle-tax/certificate/", {**asked, **key()}))
    assert "已开具" in second
    assert first["code"] not in second
    assert "已经失效" in html(Client().get(address))


def test_the_catalogue_comes_by_sheet_good_rows_kept_bad_ones_told(scene: demo.Scene) -> None:
    from tests.web.rooms.test_contribution_pages import workbook
    from tests.web.workbench.scene import browser as officers_browser

    head = ["目录", "批次", "车辆型号", "生产企业", "列入日期", "撤销日期"]
    good = ["节能车型目录", "第十二批", "yl7150 s6", "样例汽车有限公司", "2020-06-01", ""]
    wrong = [*good[:2], "YL7150S3", *good[3:5], "2020-05-31"]
    unreadable = ["节能目录？", *good[1:]]
    city = officers_browser("city-tax", stepped_up=True)
    sent = {**key(), "file": workbook(head, good, wrong, unreadable)}
    page = html(city.post("/vehicle-tax/office/catalogue/", sent, follow=True))
    assert "已导入 1 个车型" in page
    assert "撤销日期早于列入日期" in page
    assert "YL7150S6" in page
    assert officers_browser("xicheng-tax").get("/vehicle-tax/office/catalogue/").status_code == 403
