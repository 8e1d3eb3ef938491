"""Flexible work in Chromium: a rider on a phone, a graduate paid with a gap, a complaint to mediation, the desks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from tests.platform.flexible_employment import flex_world as w
from tests.platform.training_subsidy.world import city, jobs, to

from gongbao.platform.flexible_employment import services as flexible
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import PASSWORD, credit_code, someone
from gongbao.platform.training_subsidy import demo as town
from gongbao.web.rooms.flexible_employment import demo

if TYPE_CHECKING:
    from tests.browser.people import Person

    People = Callable[..., Person]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
RIDER = someone(demo.PLACE)


def scene(moment: str = "2020-10-13 10:00") -> Any:
    to(moment)
    made = city(cases=False)
    demo.add_to(made)
    return made


def registers(rider: Person) -> str:
    """The rider fills in the registration on a phone and hands it in."""
    rider.go("/hall/begin/flexible_employment.registration/")
    rider.choose("由哪个区办理", "海淀区")
    rider.press("开始填写")
    rider.looks("registration")
    rider.choose("就业类型", "依托平台（外卖、网约车、快递、电商等）")
    rider.fill({"做什么工作": "外卖配送", "从哪天开始": "2020-10-01", "手机号码": "13812345678"})
    rider.choose("就业地", "海淀区")
    rider.choose("户籍", "本市非农业（城镇）户籍")
    rider.choose("是否与平台或关联企业签了劳动合同", "否")
    rider.choose("在北京从业", "是")
    rider.page.get_by_label("我已阅读并作出以上承诺").check()
    rider.press("保存并核对")
    rider.reads("核对后提交", "外卖配送")
    rider.press("提交")
    return rider.number()


def decides(officer: Person, number: str, action: str, button: str, *choices: str) -> None:
    """An officer does a step on the desk."""
    officer.go(f"/workbench/cases/{number}/act/{action}/")
    for each in choices:
        officer.page.get_by_label(each, exact=True).check()
    officer.press(button)


def test_a_rider_registers_sees_costs_and_finds_work(people: People) -> None:
    scene()
    rider = people(demo.LOGIN, width=360)
    rider.signs_in()
    rider.go("/flexible-employment/")
    rider.reads("我能享受什么", "灵活就业登记和登记证", "再说几句，结果更准")
    rider.looks("rights")
    number = registers(rider)
    rider.reads("申请收到了", number)
    jobs()

    hall = people("haidian-handler")
    hall.signs_in()
    hall.go(f"/workbench/cases/{number}/")
    hall.reads("外卖配送")
    hall.lacks(RIDER.number)
    decides(hall, number, "register", "登记并发证")
    hall.reads("已登记")
    jobs()

    rider.go(f"/hall/cases/{number}/")
    rider.reads("已登记", "就业失业登记证")
    rider.looks("registered")
    rider.go("/flexible-employment/")
    rider.reads("您已办理灵活就业登记")
    rider.go("/flexible-employment/costs/")
    rider.reads("1,251.62", "养老保险", "失业保险", "医疗保险", "最低", "最高")
    rider.looks("costs")
    rider.fill({"养老缴费基数（元，不填按下限）": "3000"})
    rider.press("计算")
    rider.reads("养老缴费基数在上下限之间")
    rider.go("/flexible-employment/vacancies/")
    rider.fill({"会做什么（用逗号隔开）": "驾驶，派送"})
    rider.page.get_by_label("海淀区", exact=True).check()
    rider.press("查找")
    rider.reads("社区团购配送", "技能符合2/2")
    rider.looks("work")


def graduate_applies(rider: Person) -> str:
    rider.go("/hall/begin/flexible_employment.subsidy/")
    rider.choose("由哪个区办理", "海淀区")
    rider.press("开始填写")
    rider.choose("哪一种补贴", "高校毕业生初次灵活就业")
    rider.choose("户籍", "本市非农业（城镇）户籍")
    rider.choose("毕业院校类别", "普通高校")
    rider.fill({"毕业日期": "2020-07-01", "离校日期": "2020-07-01", "本人银行账号": "6222021234567890128"})
    rider.choose("此前是否就过业", "否")
    rider.choose("户籍所在区", "海淀区")
    rider.page.get_by_label("我已阅读并作出以上承诺").check()
    rider.looks("subsidy")
    rider.press("保存并核对")
    rider.press("提交")
    return rider.number()


def paid(month: str, at: str, officers: tuple[Person, Person], told: str) -> None:
    """A month drawn by one officer and approved by another, each on their desk."""
    handler, reviewer = officers
    to(at)
    handler.go("/flexible-employment/desk/draw/")
    handler.fill({"月份": month})
    handler.press("生成")
    handler.follow(f"{month[:4]}年{int(month[5:])}月")
    handler.reads(told)
    if told == "不发":
        handler.looks(f"run-{month}", phone=True)
        return
    reviewer.go(handler.page.url.removeprefix(handler.site))
    reviewer.press("复核并报送用款")
    if "验证" in reviewer.page.title():
        reviewer.shows_code()
        reviewer.press("继续提交")
    reviewer.reads("已复核，已报送用款")


def test_a_graduate_is_paid_and_goes_on_after_a_gap(people: People) -> None:
    scene()
    w.no_employer()
    rider = people(demo.LOGIN, width=360)
    rider.signs_in()
    registration = registers(rider)
    subsidy = graduate_applies(rider)
    jobs()
    handler, reviewer = people("haidian-handler"), people("haidian-reviewer")
    handler.signs_in()
    reviewer.signs_in()
    decides(handler, registration, "register", "登记并发证")
    decides(handler, subsidy, "review", "审核", "拟给予")
    decides(reviewer, subsidy, "approve", "复核同意")
    reviewer.reads("按月发放")
    pay = w.contributed_by
    pay(RIDER.number, RIDER.name, "2020-10")
    paid("2020-10", "2020-10-28 10:00", (handler, reviewer), "958.23")
    rider.go(f"/hall/cases/{registration}/do/end/")
    rider.fill({"终止日期": "2020-10-31"})
    rider.choose("原因", "到单位就业")
    rider.press("保存并核对")
    rider.press("终止登记")
    pay(RIDER.number, RIDER.name, "2020-11")
    paid("2020-11", "2020-11-27 10:00", (handler, reviewer), "不发")
    to("2020-12-02 10:00")
    again = w.seen(lambda: parties.find_person(RIDER.number))
    actor = w.Actor("party", account=town.load(secrets=False, cases=False).accounts.get(demo.LOGIN), name=RIDER.name, party=again.key)  # fmt: skip
    w.registered(actor, since="2020-12-01")
    pay(RIDER.number, RIDER.name, "2020-12")
    paid("2020-12", "2020-12-29 10:00", (handler, reviewer), "958.23")
    rider.go("/flexible-employment/")
    rider.reads("已享受 2 个月，还有 34 个月", "中断：2020年11月，不计月数", "2020年12月", "958.23 元")
    rider.looks("two-months")

    for month in range(2021 * 12, 2023 * 12 + 10):  # 34 months more, drawn and approved every month
        text, day = f"{month // 12}-{month % 12 + 1:02d}", f"{month // 12}-{month % 12 + 1:02d}-27"
        pay(RIDER.number, RIDER.name, text)
        to(f"{day} 10:00")
        made = w.do(lambda tx, month=month: flexible.draw(tx, month), w.HALL)
        w.do(lambda tx, run=UUID(made["run"]): flexible.approve(tx, run), w.stepped(w.REVIEWER))
    rider = people(demo.LOGIN, width=390)
    rider.signs_in()
    rider.go("/flexible-employment/")
    rider.reads("已享受 36 个月，还有 0 个月", "中断：2020年11月，不计月数", "2023年10月")
    rider.looks("three-years")
    pay(RIDER.number, RIDER.name, "2023-11")
    handler, reviewer = people("haidian-handler"), people("haidian-reviewer")
    to("2023-11-28 10:00")
    handler.signs_in()
    paid("2023-11", "2023-11-28 10:00", (handler, reviewer), "不发")
    handler.reads("累计没有超过3年")
    decides(handler, subsidy, "complete", "期满")
    handler.reads("期满")
    rider.go(f"/hall/cases/{subsidy}/")
    rider.reads("月数用完")
    rider.looks("term-over")
    used = w.seen(lambda: flexible.person_facts(again.key, w.now().date(), purpose="test")["months_used"])
    assert used == 36


def test_a_complaint_runs_to_mediation(people: People) -> None:
    made = scene()
    mediator(made)
    rider = people(demo.LOGIN, width=360)
    rider.signs_in()
    rider.go("/hall/begin/flexible_employment.complaint/")
    rider.choose("由哪个区办理", "海淀区")
    rider.press("开始填写")
    rider.choose("对方是谁", "平台企业")
    rider.choose("什么问题", "报酬、扣款")
    rider.fill(
        {
            "企业名称": town.FIRMS[0][1],
            "统一社会信用代码（知道的话）": credit_code(0),
            "发生日期": "2020-10-05",
            "经过和诉求": "扣了三百元，没有说明",
        }
    )
    rider.choose("反映违反劳动保障法规", "否")
    rider.choose("主张存在劳动关系", "否")
    rider.looks("complaint")
    rider.press("保存并核对")
    rider.press("提交")
    number = rider.number()
    jobs()

    platform = people("firm1")
    platform.signs_in()
    acts_for_firm(platform)
    platform.go("/flexible-employment/firm/")
    platform.reads(number, "扣了三百元，没有说明", "答复期限")
    platform.lacks(RIDER.name)
    platform.looks("firm", phone=True)
    platform.follow("答复")
    platform.fill({"答复": "按规则扣的"})
    platform.press("提交答复")
    platform.reads("已答复或已结束")
    jobs()

    rider.go(f"/hall/cases/{number}/")
    rider.reads("平台已答复")
    rider.go(f"/hall/cases/{number}/do/ask_mediation/")
    rider.fill({"为什么不接受": "没有约定过这条规则"})
    rider.press("保存并核对")
    rider.press("申请调解")
    jobs()
    helper = people("mediator")
    helper.signs_in()
    helper.go(f"/workbench/cases/{number}/act/conclude_mediation/")
    helper.page.get_by_label("达成协议", exact=True).check()
    helper.fill({"协议内容或调解情况": "平台退还三百元"})
    helper.looks("mediation", phone=True)
    helper.press("调解结果")
    helper.reads("已解决")
    jobs()
    rider.go(f"/hall/cases/{number}/")
    rider.reads("已解决")
    rider.looks("settled")


def acts_for_firm(clerk: Person) -> None:
    """Chooses to act for the first demo firm."""
    clerk.go("/account/acting-for/")
    clerk.pick(town.FIRMS[0][1])


def mediator(made: Any) -> None:
    """A mediator at Haidian, with an account."""
    from datetime import date

    from gongbao.platform.parties.services import AccountKind, role_of

    def open_(tx: Any) -> str:
        key = parties.open_account(tx, "mediator", PASSWORD, name="调解员", kind=AccountKind.OFFICER)
        parties.appoint(tx, key, "haidian", role_of("labour_mediator"), date(2020, 1, 1))
        return str(key)

    w.do(open_)


def test_the_hall_publishes_and_the_district_looks(people: People) -> None:
    scene()
    hall = people("haidian-handler")
    hall.signs_in()
    hall.go("/flexible-employment/desk/")
    hall.reads("每月发放", "区试点", "今年以来", "发布名录")
    hall.looks("desk", phone=True)
    hall.follow("持证人力资源服务机构")
    hall.fill(
        {"编号": "A1", "名称": "样例职介", "从哪天起": "2020-01-01", "服务项目和收费": "推荐岗位，免费"}
    )
    hall.choose("参与共享用工", "是")
    hall.press("发布")
    hall.reads("许可证在有效期内")
    hall.looks("agency-refused", phone=True)
    hall.fill({"许可证编号": "京人服1号", "到哪天止": "2021-12-31"})
    hall.press("发布")
    hall.reads("已发布")
    hall.go("/flexible-employment/lists/agency/")
    hall.reads("样例职介", "京人服1号")
    hall.looks("agencies", phone=True)
    hall.go("/flexible-employment/desk/not-asked/")
    hall.choose("查哪些人", "本区灵活就业登记人员")
    hall.choose("查哪一项", "高校毕业生初次灵活就业补贴")
    hall.fill({"查阅用途（留痕）": "上门告知补贴政策"})
    hall.press("生成名单")
    hall.reads("查阅记录", "上门告知补贴政策")
    hall.looks("not-asked", phone=True)
    hall.go("/flexible-employment/desk/pilot/")
    hall.fill(
        {"从哪天起": "2020-10-01", "每月补贴（元）": "600", "最长月数": "12", "文号": "海人社〔2020〕3号"}
    )
    hall.press("登记")
    hall.reads("海人社〔2020〕3号", "600")


def test_a_loan_goes_through_its_three_parties(people: People) -> None:
    scene()
    owner = people(demo.LOGIN, width=390)
    owner.signs_in()
    owner.go("/hall/begin/flexible_employment.loan/")
    owner.choose("由哪个区办理", "海淀区")
    owner.press("开始填写")
    owner.fill({"字号或店名": "老王早餐", "统一社会信用代码": credit_code(3), "希望贷款金额": "100000"})
    owner.choose("户籍", "本市非农业（城镇）户籍")
    owner.choose("户籍所在区", "海淀区")
    owner.choose("经营方式", "个体经营")
    owner.page.get_by_label("我已阅读并作出以上承诺").check()
    owner.press("保存并核对")
    owner.press("提交")
    number = owner.number()
    jobs()
    hall = people("haidian-handler")
    hall.signs_in()
    decides(hall, number, "qualify", "资格认定", "认定")
    owner.go(f"/hall/cases/{number}/do/ask_guarantee/")
    owner.fill({"签约担保机构": "样例融资担保公司"})
    owner.press("保存并核对")
    owner.press("申请担保")
    decided_by(people, "guarantor1", "样例融资担保公司", number, "guarantee", "同意担保")
    owner.go(f"/hall/cases/{number}/")
    owner.reads("已同意担保")
    owner.go(f"/hall/cases/{number}/do/ask_bank/")
    owner.fill({"经办银行": "样例银行", "贷款用途": "进货"})
    owner.press("保存并核对")
    owner.press("申请贷款")
    decided_by(people, "bank1", "样例银行", number, "bank", "不同意", "信用审核未通过")
    owner.go(f"/hall/cases/{number}/")
    owner.reads("银行未批准")
    owner.looks("loan-refused")


def decided_by(
    people: People, login: str, name: str, number: str, shot: str, outcome: str, reason: str = ""
) -> None:
    """An institution's clerk reads what is asked and decides."""
    clerk = people(login)
    clerk.signs_in()
    clerk.go("/account/acting-for/")
    clerk.pick(name)
    clerk.go("/flexible-employment/loans/")
    clerk.reads(number, "待答复", "答复期限")
    clerk.follow(number)
    clerk.reads("老王早餐", "100,000元")
    clerk.lacks(RIDER.number)
    clerk.choose("决定", outcome)
    if reason:
        clerk.page.get_by_label(reason, exact=True).check()
        clerk.fill({"写给申请人的说明": "近两年有逾期记录"})
    clerk.looks(f"loan-{shot}", phone=True)
    clerk.press("作出决定")
    clerk.reads("已同意" if not reason else "未同意")


def test_months_of_2020_are_made_up(people: People) -> None:
    scene("2021-07-05 10:00")
    w.registered(
        w.Actor("party", party=w.seen(lambda: parties.find_person(RIDER.number).key), name=RIDER.name)
    )
    rider = people(demo.LOGIN, width=390)
    rider.signs_in()
    rider.go("/flexible-employment/costs/")
    rider.fill({"再补缴2020年几个月（不补不填）": "3"})
    rider.press("计算")
    rider.reads("补缴2020年 3 个月，合计 3,216.00 元")
    rider.looks("costs-made-up")
    rider.follow("去补缴")
    for month in ("2020年11月", "2020年12月"):
        rider.page.get_by_label(month, exact=True).check()
    rider.fill({"缴费基数（元，不填按今天的下限）": "6000"})
    rider.press("算一算")
    rider.reads("今天补缴 2 个月：2,400.00 元", "5,360至28,221元", "补缴后累计 2 个月")
    rider.looks("make-up")
    rider.page.get_by_label("我以个人身份参加养老保险，这些月份没有缴过").check()
    rider.press("确认补缴")
    rider.reads("待付款 2,400.00 元", "2021年12月31日")
    rider.press("打印凭证到银行缴")
    rider.reads("凭证已开出", "有效期至")
    rider.looks("make-up-voucher")
    rider.page.set_viewport_size({"width": 1280, "height": 900})
    rider.looks("make-up-desk")
