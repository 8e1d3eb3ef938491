"""Somebody opens an account, shows their card at a window, is entered as a firm's representative and acts for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.browser.people import Person
from tests.platform.training_subsidy.world import city, to
from tests.web.workbench.test_window_pages import PDF

from gongbao.platform.parties.demo_people import PASSWORD, credit_code, someone

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
People = Callable[..., Person]
WHO, LOGIN, FIRM = someone(89), "yang.renjiu", "北京样例新芽科技有限公司"


def test_from_registration_to_acting_for_a_firm(people: People) -> None:
    to("2020-09-21 09:30")
    city(cases=False)
    own, window = people(LOGIN), people("haidian-handler")
    own.go("/account/sign-in/")
    own.follow("注册")
    own.fill(
        {
            "姓名": WHO.name,
            "身份证号": WHO.number,
            "用户名": LOGIN,
            "密码": PASSWORD,
            "再输入一次": "other words",
        }
    )
    own.press("注册")
    own.reads("两次输入的密码不一样")
    own.looks("a01-register", phone=True)
    own.fill({"密码": PASSWORD, "再输入一次": PASSWORD})
    own.press("注册")
    own.reads("账号已开设，请登录")
    own.fill({"用户名": LOGIN, "密码": PASSWORD})
    own.press("登录")
    own.reads("还没有实名，暂时不能办事")
    own.looks("a02-not-verified", phone=True)

    window.types_sign_in()
    window.go("/workbench/window/")
    window.fill({"用户名": LOGIN})
    window.press("查找")
    window.reads(WHO.name)
    window.lacks(WHO.number)
    window.looks("a03-found", phone=True)
    window.follow("核对身份证")
    window.page.get_by_label("本人在场，身份证已当面核对，人证一致").check()
    window.fill({"身份证号": WHO.number})
    window.looks("a04-card", phone=True)
    window.press("核对身份证")
    window.reads("已实名")
    window.follow("登记单位和法定代表人")
    window.fill({"统一社会信用代码": credit_code(71), "单位名称": FIRM, "法定代表人的用户名": LOGIN})
    window.choose("劳务派遣单位", "否")
    window.upload("licence.pdf", PDF, "document")
    window.page.get_by_label("已看原件和经办人身份证，与所填一致").check()
    window.looks("a05-firm", phone=True)
    window.press("登记单位和法定代表人")
    window.reads("法定代表人现在可以代该单位办事")

    own.go("/account/acting-for/")
    own.pick(FIRM)
    own.go("/account/password/")
    own.looks("a06-password", phone=True)
    own.go("/hall/start/")
    own.reads("您正代", FIRM)
