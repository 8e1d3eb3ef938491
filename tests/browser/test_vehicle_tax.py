"""A month's cycle of the vehicle tax in Chromium: insurers over the interface, owner, desks, officers, certificate."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from tests.browser.people import Person

from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, write
from gongbao.platform.parties.demo_people import PASSWORD
from gongbao.platform.parties.models import Account
from gongbao.platform.vehicle_tax import demo
from gongbao.platform.vehicle_tax import services as tax

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
People = Callable[..., Person]
ON = date(2021, 2, 3)


def to(moment: str) -> None:
    clock.set_clock(datetime.fromisoformat(moment).replace(tzinfo=clock.ZONE))


def collect(insurer: demo.Insurer, number: int, **more: Any) -> Any:
    vehicle = next(v for v in demo.REGISTER if v["vin"] == demo.vin(number))
    body = json.dumps(demo.entry(vehicle, ON, **more), default=str)
    headers = {
        "Authorization": f"Bearer {insurer.token}",
        "Idempotency-Key": f"browser-{insurer.code}-{number}",
    }
    return Client().post(
        "/api/vehicle-tax/collections", body, content_type="application/json", headers=headers
    )


def test_a_months_cycle_from_the_quote_to_the_certificate(people: People) -> None:
    to("2021-01-11 09:00")
    scene = demo.load(clock.now())
    demo.do(lambda tx: demo.open_accounts(tx, scene, PASSWORD), key="accounts")
    to("2021-02-03 10:00")
    for number in range(1, 6):
        assert collect(scene.careful, number).status_code == 200
    assert collect(scene.careless, 1).json()["code"] == "collected_before"
    assert (
        collect(scene.careless, 11, system=demo.UNTESTED).json()["code"] == "system_both_departments_passed"
    )
    for number in (11, 12, 38):
        assert collect(scene.careless, number).status_code == 200
    the_owner_asks_what_is_due(people())
    careful, careless = people("insurer1"), people("insurer2")
    careful.signs_in()
    acts_for(careful, scene.careful)
    it_files_remits_and_compares(careful)
    careless.signs_in()
    acts_for(careless, scene.careless)
    it_files_late_and_short(careless)
    officer = people("xicheng-tax")
    the_officer_sees_it_and_opens_a_case(officer, scene)
    the_new_version_is_tested_by_two_departments(people("xicheng-tax"), people("city-tax-it"))
    the_owner_has_the_certificate(people(width=360))


def acts_for(clerk: Person, insurer: demo.Insurer) -> None:
    clerk.go("/account/acting-for/")
    clerk.pick(insurer.name)


def the_owner_asks_what_is_due(owner: Person) -> None:
    owner.go("/vehicle-tax/")
    owner.choose("车辆类别", "乘用车（9人及以下）")
    owner.fill({"排气量（毫升）": "1600", "购买日期（发票）": "2019-05-06"})
    owner.choose("节能与新能源", "普通")
    owner.choose("车辆身份", "一般车辆")
    owner.press("查询")
    owner.reads("350", "420.00", "-70.00", "待税务机关确认的数值")
    owner.looks("vehicle-owed", phone=True)


def it_files_remits_and_compares(insurer: Person) -> None:
    insurer.go("/vehicle-tax/desk/")
    insurer.reads("2021年2月上旬", "代收中", "1,750")
    insurer.looks("vehicle-desk", phone=True)
    to("2021-02-18 09:00")
    insurer.go("/vehicle-tax/desk/periods/2021-02-01/")
    insurer.press("按代收明细申报")
    insurer.reads("已申报", "待解缴", "2021年2月23日", "2021年3月2日")
    insurer.fill(
        {"缴款书号码": "E1", "入库金额（元）": "1750.01", "入库日期": "2021-02-18", "国库回执号": "T1"}
    )
    insurer.press("登记缴款书")
    insurer.reads("尚应解缴 1,750 元")
    insurer.fill({"入库金额（元）": "1750"})
    insurer.press("登记缴款书")
    insurer.reads("已足额解缴")
    rows = tax_numbers(insurer)
    lines = [
        "number,amount",
        *(f"{number},350.00" for number in rows[1:]),
        f"{rows[0]},349.99",
        "TOTAL,1749.99",
    ]
    insurer.go("/vehicle-tax/desk/periods/2021-02-01/")
    insurer.upload("books.csv", "\n".join([*lines, ""]).encode(), "books")
    insurer.press("核对")
    insurer.reads("一致 4 笔", "差异 1 笔", "差异全部列明", "0.01")
    insurer.looks("vehicle-period")
    insurer.go("/vehicle-tax/desk/keys/")
    insurer.choose("用途", "沙箱测试")
    insurer.press("提交")
    insurer.reads("只显示这一次", "沙箱")
    insurer.looks("vehicle-keys")
    insurer.go("/vehicle-tax/desk/records/?kind=training")
    insurer.fill(
        {"培训日期": "2021-01-20", "培训内容": "车船税政策和扣缴流程", "网点或中介": "HD02", "参加人数": "12"}
    )
    insurer.press("提交")
    insurer.reads("已登记", "车船税政策和扣缴流程")


def tax_numbers(insurer: Person) -> list[str]:
    insurer.go("/vehicle-tax/desk/items/")
    return sorted(insurer.page.locator("main tbody th").all_inner_texts())


def it_files_late_and_short(insurer: Person) -> None:
    to("2021-02-26 09:00")
    insurer.go("/vehicle-tax/desk/")
    insurer.reads("逾期未申报")
    insurer.go("/vehicle-tax/desk/periods/2021-02-01/")
    insurer.press("按代收明细申报")
    insurer.fill({"缴款书号码": "S1", "入库金额（元）": "1600", "入库日期": "2021-02-26", "国库回执号": "T2"})
    insurer.press("登记缴款书")
    insurer.reads("尚欠")


def the_officer_sees_it_and_opens_a_case(officer: Person, scene: demo.Scene) -> None:
    to("2021-03-03 08:00")
    write(lambda tx: tax.watch(tx), actor=SYSTEM, key="watch", name="test")
    officer.signs_in()
    officer.go("/vehicle-tax/office/")
    officer.reads("逾期申报", "到期未足额解缴", "朔方样例")
    officer.looks("vehicle-office", phone=True)
    officer.go(f"/vehicle-tax/office/insurers/{scene.careless.party}/")
    officer.reads("检查", "4.0.0-beta", "逾期未足额解缴")
    officer.page.get_by_label("用途").select_option(label="检查")
    officer.press("查看")
    officer.reads("样例车主")
    officer.looks("vehicle-inspection")
    officer.go("/vehicle-tax/office/")
    officer.follow("朔方样例财产保险股份有限公司北京分公司 2021年2月上旬 到期未足额解缴")
    officer.press("告知保险机构")
    officer.reads("已告知", "等待保险机构说明")
    officer.looks("vehicle-case")


def the_new_version_is_tested_by_two_departments(officer: Person, technology: Person) -> None:
    Account.objects.filter(login="xicheng-tax").update(totp_counter=0)
    officer.signs_in()
    officer.go("/vehicle-tax/office/")
    officer.follow("朔方样例财产保险股份有限公司北京分公司 车险核心业务系统 4.0.0-beta")
    officer.press("上报市税务局")
    officer.reads("已上报")
    technology.signs_in()
    technology.go("/vehicle-tax/office/")
    technology.follow("朔方样例财产保险股份有限公司北京分公司 车险核心业务系统 4.0.0-beta")
    form = technology.page.locator("section.sheet", has_text="技术测试通过")
    form.get_by_label("测试了什么、结果如何").fill("联网、格式、留痕、保密，全部通过")
    technology.press("技术测试通过")
    technology.reads("等待业务测试")


def the_owner_has_the_certificate(owner: Person) -> None:
    vehicle = next(v for v in demo.REGISTER if v["vin"] == demo.vin(1))
    words = {
        "车架号（VIN）": vehicle["vin"],
        "纳税人证件号码或信用代码": vehicle["owner_number"],
        "税款所属年度": "2021",
    }
    owner.go("/vehicle-tax/certificate/")
    owner.fill(words)
    owner.press("开具")
    owner.reads("2021-03-11起可以开具")
    to("2021-03-11 09:00")
    owner.fill(words)
    owner.press("开具")
    owner.reads("已开具", "核验码")
    owner.looks("vehicle-certificate")
    owner.follow("查验")
    owner.reads("税收完税证明")
