"""The training subsidy's whole journey clicked through the site, from the faulty roster to the money (issue 2)."""

from __future__ import annotations

import io
import subprocess
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
from gongbao.platform.parties.models import Account
from gongbao.platform.parties.services import Role
from gongbao.platform.training_subsidy.demo_people import someone
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
MONTHS = "2020-07、2020-08"


def test_from_the_faulty_roster_to_the_money_over_national_day(people: People, tmp_path: Path) -> None:
    to("2020-09-21 09:30")
    city(cases=True)
    firm, handler, reviewer, officer = (
        people(login) for login in ("firm1", "haidian-handler", "haidian-reviewer", "haidian-funds")
    )
    number = begins(firm)
    mends_on_screen_and_in_the_sheet(firm, number)
    hands_in(firm, number)


def begins(firm: Person) -> str:
    """The clerk chooses the firm, the scheme, and types what is asked of the firm."""
    firm.signs_in()
    firm.go("/account/acting-for/")
    firm.looks("01-acting-for")
    firm.pick(FIRM)
    firm.go("/hall/start/")
    firm.reads("您正代", FIRM)
    firm.looks("02-start", phone=True)
    firm.pick("扩岗")
    number = firm.number()
    assert number.startswith("HD-2020-06-")
    firm.press("保存并继续")
    firm.reads("开户银行", "没有填写")
    firm.looks("03-firm-problems")
    firm.choose("所属行业", "软件和信息技术服务业")
    firm.fill({"从业人员": "40", "上年营业收入": "8000000", "联系人": "样癸九", "联系电话": "13912345678"})
    firm.choose("补贴准备用在哪里", "职工教育培训")
    firm.looks("04-firm", phone=True)
    firm.press("保存并继续")
    return number


def mends_on_screen_and_in_the_sheet(firm: Person, number: str) -> None:
    """Five rows are faulty: two are typed anew, two mended in the sheet that came back, one needs another statement."""
    firm.upload("花名册.xlsx", demo_roster(), "roster")
    firm.press("上传")
    firm.reads("30 行，可用 27 行", *(f"第{row}行" for row in (WRONG_DIGIT, BAD_DATE, TWICE)), "校验码")
    firm.looks("05-roster-findings", phone=True)
    firm.follow(f"第{WRONG_DIGIT}行")
    firm.reads("校验码")
    firm.looks("06-row", phone=True)
    firm.fill({"身份证号码": someone(WRONG_DIGIT - 2).number})
    firm.press("保存这一行")
    firm.follow(f"第{BAD_DATE}行")
    firm.fill({"招用日期": "2020-07-06"})
    firm.press("保存这一行")
    firm.reads("可用 29 行")
    firm.upload("花名册.xlsx", mended(firm.download("下载带问题说明的表")[1]), "roster")
    firm.press("继续")
    firm.reads("30 行，可用 30 行")
    firm.press("继续")
    firm.upload("对账单.xlsx", demo_statement(), "statement")
    firm.press("上传")
    firm.reads(f"第{NO_WAGE}行")
    firm.looks("07-statement-findings")
    firm.upload("对账单.xlsx", demo_statement(0), "statement")
    firm.press("继续")
    firm.press("继续")


def mended(data: bytes) -> bytes:
    """The sheet with its findings, as the clerk sends it back: two people put right, the column of findings gone."""
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert head[-1] == "校验结果"
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
