"""A room that brings no screens, in Chromium: begun on a phone, returned, sent again, decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from tests.platform.training_subsidy.world import city, jobs, to
from tests.web.rooms import toy
from tests.web.rooms.conftest import toy_room  # noqa: F401

from gongbao.platform.parties.demo_people import someone

if TYPE_CHECKING:
    from tests.browser.people import Person

    People = Callable[..., Person]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
OWNER = someone(77)


@pytest.mark.usefixtures("toy_room")
def test_a_room_without_screens_from_beginning_to_decision(people: People) -> None:
    to("2020-09-21 09:30")
    city(cases=False)
    owner = people("firm1", width=360)
    owner.signs_in()
    owner.go("/hall/start/")
    owner.reads("摆摊许可")
    owner.looks("start")
    owner.go(f"/hall/begin/{toy.ID}/")
    owner.choose("由哪个区办理", "海淀区")
    owner.looks("begin")
    owner.press("开始填写")
    owner.looks("form-empty")
    owner.fill({"卖什么": "糖葫芦", "摊主身份证号": OWNER.number, "押金": "五百", "开始日期": "2020-10-01"})
    owner.choose("类别", "食品")
    owner.press("保存并核对")
    owner.reads("押金")
    owner.looks("form-problems")
    owner.lacks(OWNER.number)
    owner.fill({"押金": "500.00", "姓名，第 1 行": "王小二", "手机，第 1 行": "13812345678"})
    owner.page.get_by_label("我已阅读并作出以上承诺").check()
    owner.press("保存并核对")
    owner.reads("核对后提交", "糖葫芦", "500元", "王小二")
    owner.looks("check")
    owner.press("提交申请")
    number = owner.number()
    owner.reads("申请收到了", number)
    owner.looks("submitted")
    jobs()

    handler = people("haidian-handler")
    handler.signs_in()
    handler.go("/workbench/?room=toy_room")
    handler.reads(number, "摆摊许可")
    handler.follow(number)
    handler.reads("糖葫芦", "王小二")
    handler.lacks(OWNER.number)
    handler.looks("case-beside", phone=True)
    handler.follow("显示全部")
    handler.fill({"用途": "核对摊主身份"})
    handler.press("显示全部（留痕）")
    handler.reads(OWNER.number)
    handler.looks("answer")
    handler.go(f"/workbench/cases/{number}/act/return/")
    handler.looks("return", phone=True)
    handler.page.get_by_label("材料不全").check()
    handler.fill({"说明": "押金写错了"})
    handler.press("退回补正")
    handler.reads("退回补正")

    owner.go(f"/hall/cases/{number}/")
    owner.reads("押金写错了", "按要求补正")
    owner.looks("returned")
    owner.follow("补正后提交")
    owner.fill({"押金": "800.00"})
    owner.press("保存并核对")
    owner.press("补正后提交")

    handler.go(f"/workbench/cases/{number}/")
    handler.reads("1 处变化", "500元", "800元")
    handler.looks("difference", phone=True)
    handler.go(f"/workbench/cases/{number}/act/check/")
    handler.fill({"查看情况": "摊位不挡通道"})
    handler.press("查看完毕")

    reviewer = people("haidian-reviewer")
    reviewer.signs_in()
    reviewer.go(f"/workbench/cases/{number}/act/decide/")
    reviewer.page.get_by_label("许可", exact=True).check()
    reviewer.looks("decide", phone=True)
    reviewer.press("作出决定")
    if "第二道" in reviewer.page.title() or "验证" in reviewer.page.title():
        reviewer.shows_code()
        reviewer.press("继续提交")
    reviewer.reads("已许可")
    jobs()
    owner.go(f"/hall/cases/{number}/")
    owner.reads("已许可", "摆摊许可决定书")
    owner.looks("granted")
