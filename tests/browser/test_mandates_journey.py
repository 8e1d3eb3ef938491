"""Who may act for whom, in Chromium: a mandate granted, used, revoked; an officer opened, appointed, at work, dismissed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from tests.browser.people import Person
from tests.platform.parties.people import number, person
from tests.platform.training_subsidy import world

from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, write
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import PASSWORD, one_time_code
from gongbao.platform.parties.models import Account

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
People = Callable[..., Person]
OWN = "five odd words of hers"


@pytest.fixture(autouse=True)
def _city(free_clock: None) -> None:
    clock.set_clock(datetime(2020, 9, 21, 9, 30, tzinfo=clock.ZONE))
    world.city(cases=False)


@pytest.mark.parametrize("script", [True, False])
def test_a_mandate_is_granted_used_and_revoked(people: People, script: bool) -> None:
    whose = person(5, "林舟")
    write(
        lambda tx: str(parties.open_account(tx, "linzhou", PASSWORD, name="林舟", person=whose)),
        actor=SYSTEM, key=world.key(), name="test",
    )  # fmt: skip
    head, agent = people("firm1", script=script), people("linzhou", script=script)
    head.types_sign_in()
    head.go("/account/acting-for/")
    head.pick("北京样例知舟科技有限公司")
    head.go("/account/mandates/")
    head.looks("mandates", phone=True)
    head.follow("新的授权")
    head.looks("mandate-new", phone=True)
    head.press("授权")
    head.reads("有 2 处需要改")
    head.looks("mandate-wrong")
    head.choose("对方的身份", "本单位经办人：一位职工，用自己的账号办理")
    head.fill({"对方的用户名": "linzhou", "对方的姓名": "林舟"})
    head.choose("办理哪些业务", "以工代训补贴")
    head.press("授权")
    head.reads("已授权，双方都收到消息", "林舟", "本单位经办人：以工代训补贴")
    agent.types_sign_in()
    world.jobs()
    agent.go("/account/messages/")
    agent.reads("授权：林舟（本单位经办人）可代北京样例知舟科技有限公司办理以工代训补贴")
    agent.go("/account/acting-for/")
    agent.pick("北京样例知舟科技有限公司")
    agent.go("/account/mandates/")
    agent.reads("单位的授权由法定代表人办理")
    agent.looks("mandates-agent", phone=True)
    head.follow("撤销")
    head.looks("mandate-end", phone=True)
    head.press("确认撤销")
    head.reads("已撤销授权，立即生效")
    agent.go("/help/")
    agent.reads("授权已被撤销")


def test_an_officer_is_opened_appointed_works_and_is_dismissed(people: People) -> None:
    admin = people("admin")
    admin.types_sign_in()
    admin.go("/workbench/")
    admin.looks("accounts", phone=True)
    admin.follow("开设账号")
    admin.looks("account-new", phone=True)
    admin.fill({"登录名": "gunan", "姓名": "顾南", "居民身份证号码": number(31)})
    admin.press("开设工作人员账号")
    admin.reads("只显示这一次")
    admin.looks("account-password", phone=True)
    word = admin.page.locator("dd.code").nth(1).inner_text()
    admin.follow("交好了")
    admin.follow("任命岗位")
    admin.looks("account-office", phone=True)
    admin.choose("机构", "海淀区")
    admin.press("继续")
    admin.looks("account-appoint", phone=True)
    admin.choose("岗位", "区经办")
    admin.press("任命")
    admin.reads("已任命", "区经办")
    admin.looks("account", phone=True)
    officer = people("gunan")
    begins(officer, word)
    officer.go("/workbench/")
    officer.reads("待办")
    admin.follow("撤销")
    admin.looks("account-dismiss", phone=True)
    admin.fill({"原因": "调离"})
    admin.press("撤销岗位")
    admin.reads("岗位已撤销", "调离")
    answer = officer.page.goto(officer.site + "/workbench/")
    assert answer is not None
    assert answer.status == 403


def begins(officer: Person, word: str) -> None:
    """The first sign-in of an officer: the one-time password, one of their own, the second factor."""
    officer.go("/account/sign-in/")
    officer.fill({"用户名": officer.login, "密码": word})
    officer.press("登录")
    officer.fill({"新密码": OWN, "再输入一次": OWN})
    officer.press("保存新密码")
    officer.go("/account/factor/")
    secret = re.search(r'class="code">(\w+)<', officer.page.content())
    assert secret is not None
    officer.fill({"动态口令": one_time_code(secret[1])})
    officer.press("确认")
    officer.reads("备用码")
    assert parties.has_second_factor(Account.objects.get(login=officer.login))
