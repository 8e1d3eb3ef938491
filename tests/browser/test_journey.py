"""The training subsidy's whole journey clicked through the site, from the faulty roster to the money (issue 2)."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from python_calamine import CalamineWorkbook
from tests.browser.people import Person
from tests.platform.training_subsidy.world import city, jobs, to

from gongbao.platform.db.services import SYSTEM, write
from gongbao.platform.funds import services as funds
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import someone
from gongbao.platform.parties.models import Account
from gongbao.platform.parties.services import Role
from gongbao.platform.training_subsidy.demo_sheets import (
    BAD_DATE,
    NO_WAGE,
    OTHER_SCHEME,
    TWICE,
    WRONG_DIGIT,
    demo_roster,
    demo_statement,
    workbook,
)
from gongbao.platform.training_subsidy.words import ROSTER

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
People = Callable[..., Person]
FIRM = "北京样例知舟科技有限公司"


def test_from_the_faulty_roster_to_the_money_over_national_day(people: People, tmp_path: Path) -> None:
    to("2020-09-21 09:30")
    city(cases=True)
    firm, handler, reviewer, officer = (
        people(login) for login in ("firm1", "haidian-handler", "haidian-reviewer", "haidian-funds")
    )
    number = begins(firm)
    mends_on_screen_and_in_the_sheet(firm, number)
    hands_in(firm, number)
    comes_back_and_is_mended(firm, handler, number)
    is_decided_by_two(handler, reviewer, number)
    slug = is_published(handler, number)
    counts_over_the_holiday(firm, number)
    stranger = people(width=360)
    objection, code = objects(stranger, slug)
    is_settled_by_another(handler, reviewer, number, objection)
    reads_the_answer(stranger, objection, code)
    the_worker_closes_the_notice(firm, number)
    request = the_month_is_requested(handler, reviewer, number)
    the_city_provides(people, request)
    is_paid(officer, reviewer, handler, request, tmp_path)
    sees_the_money(firm, people(width=360), number)


def begins(firm: Person) -> str:
    """The clerk chooses the firm, the scheme, and types what is asked of the firm."""
    firm.types_sign_in()
    firm.go("/account/acting-for/")
    firm.looks("01-acting-for")
    firm.pick(FIRM)
    firm.go("/hall/start/training-subsidy/")
    firm.reads("您正代", FIRM)
    firm.looks("02-start", phone=True)
    firm.pick("扩岗")
    number = firm.number()
    assert number.startswith("HD-2020-06-")
    firm.press("保存并继续")
    firm.reads("开户银行", "没有填写")
    firm.looks("03-firm-problems")
    firm.fill({"从业人员": "40", "上年营业收入": "8000000", "联系人": "样癸九", "联系电话": "13912345678"})
    firm.choose("补贴准备用在哪里", "职工教育经费")
    firm.looks("04-firm", phone=True)
    firm.press("保存并继续")
    return number


def mends_on_screen_and_in_the_sheet(firm: Person, number: str) -> None:
    """Five rows are faulty: two are typed anew, two mended in the sheet that came back, one needs another statement."""
    firm.upload("花名册.xlsx", demo_roster(), "roster")
    firm.press("上传")
    firm.reads("30 行", *(f"第{row}行" for row in (WRONG_DIGIT, BAD_DATE, TWICE, OTHER_SCHEME)))
    firm.reads(
        "B列「身份证号码」", "校验码", "请照证件核对", "6号 三（一）", "看不懂日期", "同一人只能享受一项"
    )
    firm.looks("05-roster-findings", phone=True)
    firm.follow(f"第{WRONG_DIGIT}行")
    firm.reads("校验码")
    firm.looks("06-row", phone=True)
    firm.fill({"身份证号码": someone(WRONG_DIGIT - 2).number})
    firm.press("保存这一行")
    firm.follow(f"第{BAD_DATE}行")
    firm.fill({"入职日期": "2020-07-06"})
    firm.press("保存这一行")
    firm.reads("30 行，可用 28 行")  # two rows are left: a person counted twice, one under the other scheme
    firm.upload("花名册.xlsx", mended(firm.download("下载带问题说明的表")[1]), "roster")
    firm.press("继续")
    firm.lacks(f"第{TWICE}行", f"第{OTHER_SCHEME}行")
    firm.press("继续")
    firm.upload("对账单.xlsx", demo_statement(), "statement")
    firm.press("上传")
    firm.reads("花名册上没有这个人")
    firm.looks("07-statement-findings")
    firm.press("继续")
    firm.reads(f"第{NO_WAGE}行", "要看一看的地方")
    firm.looks("07-check-wage-missing")
    firm.follow("上一步")
    firm.upload("对账单.xlsx", demo_statement(0), "statement")
    firm.press("继续")
    firm.press("继续")


def mended(data: bytes) -> bytes:
    """The sheet with its findings, as the clerk sends it back: two people put right, the column of findings gone."""
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert head[-1] == "核对结果"
    told = {number: row[-1] for number, row in enumerate(rows, 2) if row[-1]}
    assert set(told) == {TWICE, OTHER_SCHEME}, told
    for number, place in ((TWICE, 40), (OTHER_SCHEME, 41)):
        rows[number - 2][:2] = [someone(place).name, someone(place).number]
    return workbook(ROSTER, [row[:-1] for row in rows])


def hands_in(firm: Person, number: str) -> None:
    """The check tells the sum; without the commitment nothing is sent; then the receipt."""
    firm.reads("30 人中 30 人符合", "92,400")
    firm.looks("08-check", phone=True)
    firm.press("提交申请")
    firm.reads("须先作出承诺")
    firm.page.get_by_label("我已阅读并作出以上承诺").check()
    firm.press("提交申请")
    firm.reads("申请收到了", number, "核验码")
    firm.looks("09-receipt", phone=True)
    jobs()
    firm.follow("看进度")
    firm.reads("审核中")
    firm.looks("10-status-review", phone=True)


def comes_back_and_is_mended(firm: Person, handler: Person, number: str) -> None:
    """The handler takes the case and returns it once, saying what to do in which row; the firm does it."""
    to("2020-09-22 09:00")
    handler.types_sign_in()
    handler.go("/workbench/")
    handler.follow(number)
    handler.reads("逐人核对", "92,400", FIRM)
    handler.looks("11-officer-case")
    handler.press("由我办理")
    handler.follow("退回补正", within=".desk__panel")
    handler.page.get_by_label("对账单缺少人员或月份").check()
    handler.fill({"其他行": f"{NO_WAGE} 八月工资请附回单\n31 已离职的请去掉", "说明": "其他各行无误"})
    handler.looks("12-return")
    handler.press("退回补正")
    handler.reads("已退回补正")
    to("2020-09-23 10:00")
    firm.go(f"/hall/cases/{number}/")
    firm.reads("退回补正", f"花名册第 {NO_WAGE} 行：八月工资请附回单")
    firm.looks("13-status-returned", phone=True)
    firm.follow("去补正")
    firm.go(f"/hall/cases/{number}/sheets/roster/{NO_WAGE}/")
    firm.reads("经办人员说", "八月工资请附回单")
    firm.looks("14-row-remark")
    firm.fill({"以工代训月份": "2020-07"})
    firm.press("保存这一行")
    firm.go(f"/hall/cases/{number}/sheets/roster/31/")
    firm.press("去掉这一行")
    firm.go(f"/hall/cases/{number}/apply/check/")
    firm.reads("29 人中 29 人符合", "87,780")
    firm.page.get_by_label("我已阅读并作出以上承诺").check()
    firm.press("再次提交")
    firm.reads("申请收到了")
    jobs()


def is_decided_by_two(handler: Person, reviewer: Person, number: str) -> None:
    """The handler sees what changed and proposes; only somebody else may approve, with the second factor again."""
    to("2020-09-28 08:00")
    reviewer.signs_in()
    handler.go(f"/workbench/?queue=mine&case={number}")
    handler.reads("与上次提交相比，2 处变化", "以工代训月份", "减少一人")
    handler.looks("15-officer-difference")
    handler.press("拟通过")
    handler.reads("已办")
    also_reviews("haidian-handler")
    handler.go(f"/workbench/cases/{number}/")
    handler.reads("您不能办这一步：")
    assert handler.page.get_by_role("button", name="复核通过").is_disabled()
    handler.looks("16-four-eyes")
    to("2020-09-28 09:20")
    reviewer.go("/workbench/")
    reviewer.follow(number)
    reviewer.looks("17-reviewer-case")
    reviewer.press("复核通过", within=".decision")
    reviewer.looks("18-step-up")
    reviewer.shows_code()
    reviewer.reads("验证好了，接着办")
    reviewer.looks("19-held")
    reviewer.press("继续提交")
    reviewer.reads("已办")
    jobs()


def also_reviews(login: str) -> None:
    """On a day when the office is short of people, the handler has the reviewer's duty as well."""
    account = Account.objects.get(login=login)
    write(
        lambda tx: parties.appoint(tx, account.pk, "haidian", Role.DISTRICT_REVIEWER, date(2020, 9, 28)) and None,
        actor=SYSTEM, key=str(uuid4()), name="test.appoint",
    )  # fmt: skip


def is_published(handler: Person, number: str) -> str:
    """On Monday 28 September; the window begins on the day after."""
    to("2020-09-28 10:00")
    handler.go(f"/workbench/cases/{number}/")
    handler.follow("公示", within=".desk__panel")
    handler.looks("20-publish")
    handler.press("公示")
    handler.follow("公示", within=".desk__panel > p")
    slug = handler.page.url.rstrip("/").rsplit("/", 1)[1]
    handler.reads(FIRM, "87,780", "发布次日起算，共 5 个工作日")
    return slug


def counts_over_the_holiday(firm: Person, number: str) -> None:
    """Two days before the holiday, three after it, of which one is a Saturday worked for another day."""
    for moment, counted in (
        ("09-29", 1),
        ("09-30", 2),
        ("10-05", 2),
        ("10-09", 3),
        ("10-10", 4),
        ("10-12", 5),
    ):
        to(f"2020-{moment} 10:00")
        firm.go(f"/hall/cases/{number}/")
        firm.reads(f"公示第 {counted} / 5 个工作日", "2020年10月12日 24时止", "已跳过 9 个休息日", "国庆节")
    to("2020-10-10 10:00")
    firm.go(f"/hall/cases/{number}/")
    firm.reads("今天 周六 10 4/5 调休上班")
    firm.looks("21-status-publicity", phone=True)


def objects(stranger: Person, slug: str) -> tuple[str, str]:
    """Without an account, from a phone, in the last hour of the window."""
    to("2020-10-12 23:00")
    stranger.go(f"/notices/{slug}/")
    stranger.reads("公示第 5 / 5 个工作日")
    stranger.looks("22-notice-phone")
    stranger.fill({"异议内容": "有人没有上过班"})
    stranger.press("提交异议")
    stranger.reads("异议收到了")
    stranger.looks("23-objection-received-phone")
    number, code = stranger.page.locator("b.code").inner_text(), stranger.page.locator("p.code").inner_text()
    return number, code


def is_settled_by_another(handler: Person, reviewer: Person, number: str, objection: str) -> None:
    """The officer who reviewed the case may not settle what is said against it."""
    to("2020-10-13 00:10")
    jobs()
    to("2020-10-14 09:00")
    handler.go(f"/workbench/cases/{number}/")
    handler.reads("待处理的异议（1）", "有人没有上过班")
    handler.follow("处理这份异议")
    handler.reads("现在不能办")
    handler.looks("25-objection-barred")
    reviewer.go(f"/workbench/cases/{number}/")
    reviewer.follow("处理这份异议")
    reviewer.choose("哪一份异议", objection)
    reviewer.choose("处理结果", "异议不成立")
    reviewer.fill({"答复": "已核对考勤，属实上班"})
    reviewer.looks("26-settle")
    reviewer.press("处理异议")
    reviewer.reads("已办")


def reads_the_answer(stranger: Person, objection: str, code: str) -> None:
    """The number and the code from the receipt are enough, and nobody has a name."""
    stranger.go("/notices/objection/")
    stranger.fill({"异议编号": objection, "查询码": code})
    stranger.press("查询")
    stranger.reads("异议不成立", "已核对考勤，属实上班")
    stranger.looks("27-objection-answered-phone")


def the_worker_closes_the_notice(firm: Person, number: str) -> None:
    """The period is over and nothing is open: the worker moves the case on by itself."""
    jobs()
    firm.go(f"/hall/cases/{number}/")
    firm.reads("待用款", "等待列入当月用款申请")


def the_month_is_requested(handler: Person, reviewer: Person, number: str) -> str:
    """The handler collects the case into October's request, the reviewer sends it by the 20th."""
    handler.go("/city/")
    handler.looks("28-fund-district")
    handler.follow("列入办件")
    handler.looks("29-collect")
    handler.press("列入办件")
    handler.reads("已列入 1 件")
    handler.follow("海淀")
    request = handler.page.url.rstrip("/").rsplit("/", 1)[1]
    to("2020-10-20 17:00")
    reviewer.go(f"/city/requests/{request}/")
    reviewer.reads("87,780")
    reviewer.looks("30-request")
    reviewer.follow("报送用款申请")
    reviewer.press("报送用款申请")
    reviewer.shows_code()
    reviewer.press("继续提交")
    reviewer.reads("已办")
    return request


def the_city_provides(people: People, request: str) -> None:
    """The city adds up and asks, finance allocates a quarter, the agency passes the money on."""
    city_officer, finance, agency = people("city"), people("finance"), people("agency")
    city_officer.signs_in()
    city_officer.go("/city/")
    city_officer.looks("31-fund-city")
    city_officer.follow("全市汇总")
    city_officer.press("全市汇总")
    city_officer.reads("已汇总 1 份，合计 87,780")
    city_officer.follow("向财政请款")
    city_officer.fill({"请款文号": "京人社请〔2020〕1号"})
    city_officer.looks("32-request-money")
    city_officer.press("向财政请款")
    city_officer.reads("已向市财政局请款 87,780")
    finance.signs_in()
    finance.go("/city/")
    finance.follow("按季预拨")
    finance.choose("季度", "2020Q4")
    finance.fill({"预拨金额": "100000", "预拨文号": "京财预〔2020〕9号"})
    finance.looks("33-preallocate")
    finance.press("按季预拨")
    finance.reads("预拨已入账，批准 1 份")
    agency.signs_in()
    agency.go("/workbench/")
    agency.looks("34-agency-desk")
    agency.go(f"/city/requests/{request}/")
    agency.follow("拨付到区")
    agency.press("拨付到区")
    agency.reads("已办")


def is_paid(officer: Person, reviewer: Person, handler: Person, request: str, folder: Path) -> None:
    """One officer plans, another releases; the bank's file goes out, its receipts come in."""
    to("2020-10-21 10:00")
    officer.signs_in()
    officer.go(f"/city/requests/{request}/")
    officer.follow("拨付企业")
    officer.choose("付款文件格式", "定长文本（银行代发）")
    officer.press("拨付企业")
    officer.go(f"/city/requests/{request}/")
    officer.looks("35-request-planned")
    batch = officer.page.locator("a[href*='/city/batches/']").first.get_attribute("href")
    assert batch
    officer.go(batch)
    officer.reads("批次由您编制，须由另一人放行")
    officer.looks("36-batch-barred")
    reviewer.go(batch)
    reviewer.press("放行拨付")
    reviewer.shows_code()
    reviewer.press("继续提交")
    reviewer.reads("已放行 87,780")
    officer.go(batch)
    officer.looks("37-batch-released")
    name, content = officer.download("下载付款文件")
    bank = funds.LocalBank(folder)
    bank.submit(funds.LAYOUTS["fixed"], content, date(2020, 10, 21))
    receipts = bank.receipts(name.rsplit(".", 1)[0])
    assert list(bank.paid().values()) == [57 * 154_000]
    handler.go(f"/city/requests/{request}/")
    for said in ("到账 1 笔", "已有 1 笔"):
        handler.upload("回执.txt", receipts, "file")
        handler.press("导入回执")
        handler.reads(said)
        handler.go("/city/")
    jobs()
    reviewer.go(f"/city/requests/{request}/")
    reviewer.follow("结清")
    reviewer.press("结清")
    reviewer.reads("已办")
    reviewer.go(f"/city/requests/{request}/")
    reviewer.looks("38-request-settled")


def sees_the_money(firm: Person, anybody: Person, number: str) -> None:
    """The firm reads that it was paid and takes its letters away; anybody can check them by their code."""
    firm.go(f"/hall/cases/{number}/")
    firm.reads("核定", "87,780", "已到账")
    firm.looks("39-status-paid", phone=True)
    name, decision = firm.download("下载决定书")
    assert name.endswith(".pdf")
    assert decision.startswith(b"%PDF-")
    assert firm.download("以工代训补贴申请回执")[1].startswith(b"%PDF-")
    code = firm.page.locator(".verify b").first.inner_text()
    anybody.go("/verify/")
    anybody.fill({"核验码": code.lower()})
    anybody.press("查验")
    anybody.reads("公报确实出具过这份文书")
    anybody.looks("40-verify-phone")
    anybody.upload(name, decision, "file")
    anybody.press("对照")
    anybody.reads("是真的，文件没有被改动")


def test_applying_on_a_phone_without_script(people: People) -> None:
    to("2020-09-21 09:30")
    city(cases=False)
    firm = people("firm1", width=360, script=False)
    firm.signs_in()
    firm.go("/account/acting-for/")
    firm.pick(FIRM)
    firm.go("/hall/start/training-subsidy/")
    firm.pick("扩岗")
    firm.fill({"从业人员": "40", "上年营业收入": "8000000", "联系人": "样癸九", "联系电话": "13912345678"})
    firm.choose("补贴准备用在哪里", "职工教育经费")
    firm.press("保存并继续")
    firm.upload("花名册.xlsx", demo_roster(), "roster")
    firm.press("上传")
    firm.follow(f"第{WRONG_DIGIT}行")
    firm.fill({"身份证号码": someone(WRONG_DIGIT - 2).number})
    firm.press("保存这一行")
    firm.lacks("校验码")
    firm.upload("花名册.xlsx", demo_roster(0), "roster")
    firm.press("继续")
    firm.press("继续")
    firm.upload("对账单.xlsx", demo_statement(0), "statement")
    firm.press("上传")
    firm.press("继续")
    firm.reads("30 人中 30 人符合", "92,400")
    firm.page.get_by_label("我已阅读并作出以上承诺").check()
    firm.press("提交申请")
    firm.reads("申请收到了", firm.number())
    assert firm.page.evaluate("document.documentElement.scrollWidth") <= 360
