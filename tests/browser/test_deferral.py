"""A firm in hardship asks to pay later: from its page of dues to the decision, and back to what is due until when."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.browser.people import Person
from tests.browser.test_contributions import FIRM
from tests.platform.training_subsidy.world import city, jobs, to

from gongbao.web.rooms.social_insurance_collection.screens import SCREENS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
People = Callable[..., Person]


def test_a_deferral_is_asked_for_found_decided_and_seen(people: People) -> None:
    to("2020-11-10 09:30")
    made = city(cases=False)
    assert SCREENS.demo is not None
    SCREENS.demo(made)
    firm = people("firm1")
    firm.signs_in()
    firm.go("/account/acting-for/")
    firm.pick(FIRM)
    firm.go("/social-insurance/dues/")
    firm.looks("d01-dues", phone=True)
    firm.follow("申请缓缴")
    firm.press("开始填写")
    form = firm.page.url.removeprefix(firm.site)
    firm.fill(
        {
            "从哪个月的费款起": "2020-11",
            "到哪个月的费款止": "2021-01",
            "生产经营困难的情况": "停工两个月，收入下降六成",
        }
    )
    firm.choose("个人部分也缓缴（已与职工协商一致）", "是")
    firm.looks("d02-form", phone=True)
    firm.press("保存并核对")
    firm.press("提交缓缴申请")
    firm.reads("2021年1月不能缓缴", "2020年2月至12月")
    firm.looks("d03-refused", phone=True)
    number = firm.number()
    firm.go(form)
    firm.fill({"到哪个月的费款止": "2020-12"})
    firm.press("保存并核对")
    firm.press("提交缓缴申请")
    agency, review = people("agency"), people("tax-review")
    agency.signs_in()
    agency.go(f"/workbench/cases/{number}/act/check/")
    agency.choose("受疫情影响，生产经营严重困难", "是")
    agency.fill({"看了什么材料": "财务报表、停工证明"})
    agency.looks("d04-check")
    agency.press("核实")
    review.signs_in()
    review.go(f"/workbench/cases/{number}/act/decide/")
    review.page.get_by_label("同意缓缴", exact=True).check()
    review.looks("d05-decide")
    review.press("作出决定")
    jobs()
    firm.go(f"/hall/cases/{number}/")
    firm.reads("已批准缓缴")
    firm.looks("d06-decided", phone=True)
    agency.go(f"/social-insurance/agency/cases/{made.cases['social']}/")
    agency.press("核定")
    agency.press("传递税务部门")
    firm.go("/social-insurance/dues/")
    firm.reads("缓缴", "12月31日")
    firm.looks("d07-deferred", phone=True)
    to("2020-12-10 09:30")
    firm.go("/social-insurance/dues/")
    firm.lacks("滞纳金至今日")
