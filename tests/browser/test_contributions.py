"""A month of contributions clicked through the site: declared, assessed, handed over, paid three ways, reconciled."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from tests.browser.people import Person
from tests.platform.training_subsidy.world import city, jobs, to

from gongbao.platform.collections import services as collections
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.social_insurance_collection import demo as social_demo
from gongbao.platform.social_insurance_collection import services as social
from gongbao.web.rooms.social_insurance_collection.screens import SCREENS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
People = Callable[..., Person]
FIRM, OTHER = "北京样例知舟科技有限公司", "北京样例远山餐饮有限公司"
HEAD = ["姓名", "身份证号码", "申报月工资（元）", "户籍", "本月变动"]


def sheet(rows: list[list[object]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("人员")
        for n, row in enumerate([HEAD, *rows]):
            for m, value in enumerate(row):
                page.write(n, m, value)
    return out.getvalue()


def test_a_month_of_contributions(people: People, tmp_path: Path) -> None:
    to("2020-11-10 09:30")
    made = city(cases=False)
    assert SCREENS.demo is not None
    SCREENS.demo(made)
    stranger = people(width=360)
    stranger.go("/social-insurance/")
    stranger.reads("2020年11月", "11月25日", "12366", "扣款日历还没有载入")
    stranger.looks("s01-ways", phone=True)
    firm, agency, tax = people("firm1"), people("agency"), people("tax")
    number = declares(firm)
    assesses(agency, number)
    pays_at_the_counter(firm, tax)
    debits_the_other(tax, tmp_path)
    is_reconciled(tax)
    sees_what_one_pays(people("flexible1", width=360))
    disputes(people("firm2"), agency)
    sees_the_end(firm)


def declares(firm: Person) -> str:
    """A faulty sheet is refused cell by cell; the mended one is sent."""
    firm.signs_in()
    firm.go("/account/acting-for/")
    firm.pick(FIRM)
    firm.go("/social-insurance/declare/")
    good = [[f"样员{n}", social_demo.number(n), 8800 + n, "城镇", "在职参保"] for n in range(30, 33)]
    firm.fill({"费款所属月": "2020-12"})
    firm.upload("人员.xlsx", sheet([*good, ["样员33", "110105199003070000", 9000, "城镇", ""]]), "sheet")
    firm.press("提交申报")
    firm.reads("第5行", "身份证号")
    firm.looks("s02-faulty")
    firm.fill({"费款所属月": "2020-12"})
    firm.upload("人员.xlsx", sheet(good), "sheet")
    firm.press("提交申报")
    firm.reads("申报已提交", "待核定", "样员31")
    return firm.page.url.rstrip("/").rsplit("/", 1)[-1]


def assesses(agency: Person, number: str) -> None:
    """The agency assesses person by person and hands the file over."""
    agency.signs_in()
    agency.go("/social-insurance/agency/")
    agency.reads(number)
    agency.looks("s03-agency")
    agency.go(f"/social-insurance/agency/cases/{number}/")
    agency.press("核定")
    # 8,830 + 8,831 + 8,832 yuan: pension 16 % and 8 %, employer's three parts waived for a small firm
    agency.reads("2,119.44", "逐人明细")
    agency.press("传递税务部门")
    agency.reads("待缴费", "12月30日")
    agency.looks("s04-handed-over")
    agency.go("/social-insurance/agency/")
    agency.fill({"所属月": "2020-11"})
    agency.press("核定并传递")
    agency.reads("已核定并传递 3 人")


def pays_at_the_counter(firm: Person, tax: Person) -> None:
    """Without an agreement only the counter is open: a voucher, paid at the desk by its code."""
    firm.go("/social-insurance/dues/")
    firm.reads("待缴明细", "银行端现金缴税", "暂不能用", "为什么是这个数", "12333")
    firm.looks("s05-dues")
    firm.looks("s05-dues", phone=True)
    firm.press("打印凭证")
    firm.reads("凭证已开出")
    jobs()
    with read(SYSTEM, purpose="test"):
        payer = social.payer_of_firm(social.registration_of(_party(FIRM)))
        voucher = collections.vouchers(social.SCHEME, payer.hash, date(2020, 11, 12))[0]
    name, pdf = firm.download("PDF")
    assert name.endswith(".pdf")
    assert pdf.startswith(b"%PDF")
    tax.signs_in()
    tax.go("/social-insurance/tax/")
    tax.looks("s06-tax")
    tax.follow("登记柜台缴款")
    yuan = f"{voucher.amount // 100}.{voucher.amount % 100:02d}"
    tax.fill({"凭证号码": voucher.spaced, "金额": yuan, "缴款日": "2020-11-12", "银行流水号": "B-77"})
    tax.choose("银行", "工商银行")
    tax.press("登记柜台缴款")
    tax.reads("已入账")
    firm.go("/social-insurance/dues/")
    firm.reads("没有待缴的费款", "银行端现金缴税")


def debits_the_other(tax: Person, folder: Path) -> None:
    """The second firm's old agreement still counts; its file goes out, the local bank answers, twice."""
    tax.follow("编制扣款批次")
    tax.choose("银行", "工商银行")
    tax.choose("扣谁的", "企业（有协议）")
    tax.choose("文件格式", "定长文本")
    tax.fill({"扣款日": "2020-11-16"})
    tax.looks("s07-plan")
    tax.press("编制扣款批次")
    tax.reads("已编 D201116-icbc-001：1 笔")
    tax.follow("送出批次")
    tax.press("送出批次")
    if "第二道验证" in tax.page.title():
        tax.shows_code()
    if tax.page.get_by_role("button", name="继续提交", exact=True).count():
        tax.press("继续提交")
    tax.reads("已送出")
    _, content = tax.download("D201116-icbc-001")
    bank, layout = collections.LocalDebitBank(folder), collections.LAYOUTS["fixed"]
    batch = bank.submit(layout, content, date(2020, 11, 16))
    answer = bank.answer(layout, batch)
    for words in ("扣款成功 1 笔", "1 笔结果此前都已入账"):
        tax.follow("接收银行结果")
        tax.choose("银行", "工商银行")
        tax.upload("回盘.txt", answer, "file")
        tax.press("接收银行结果")
        tax.reads(words)
    tax.follow("接收银行结果")
    tax.choose("银行", "工商银行")
    tax.upload("截断.txt", answer[:-30], "file")
    tax.press("接收银行结果")
    tax.reads("文件不完整", "截断.txt")


def is_reconciled(tax: Person) -> None:
    """Registrations are compared, the month reconciled three ways, the books checked."""
    tax.follow("核对登记")
    tax.fill({"月份": "2020-11"})
    tax.press("核对登记")
    tax.reads("不一致 1 人", "姓名与银行登记不一致")
    tax.follow("三方对账")
    tax.fill({"月份": "2020-11"})
    tax.press("三方对账")
    tax.reads("未解释 0 元")
    tax.follow("核对账目")
    tax.reads("全部轧平")
    tax.looks("s08-desk")
    tax.follow("2020-11")
    tax.reads("差异清单", "已收，尚未划缴国库")
    tax.looks("s09-differences")


def sees_the_end(firm: Person) -> None:
    """The firm has its history and a certificate; the case has closed once everything was paid."""
    firm.press("开缴费证明")
    to("2020-11-20 02:10")
    jobs()
    firm.go("/social-insurance/dues/")
    firm.reads("已缴清")
    firm.looks("s10-paid")
    firm.lacks("暂不能用")


def sees_what_one_pays(worker: Person) -> None:
    """A flexible worker sees base times rate with its source, the debit, the account, and nobody else's."""
    worker.signs_in()
    worker.go("/social-insurance/dues/")
    # 3,613 yuan: 20 % and 1.2 %, and the published medical sum
    worker.reads("722.60", "43.36", "485.66", "1,251.62", "由银行从登记的账户扣款")
    worker.page.locator("main summary").first.click()
    worker.reads("20%", "京人社养发〔2019〕67号")
    worker.lacks("样灵二", "怎样缴")
    worker.looks("s12-flexible")


def disputes(firm: Person, agency: Person) -> None:
    """A dispute goes back to the agency, which upholds its assessment."""
    firm.signs_in()
    firm.go("/account/acting-for/")
    firm.pick(OTHER)
    firm.go("/social-insurance/dues/")
    firm.follow("2020-11 社会保险费申报")
    number = firm.page.url.rstrip("/").rsplit("/", 1)[-1]
    firm.follow("对核定提出异议")
    firm.fill({"哪一笔不对，为什么": "样员20已离职"})
    firm.press("提交异议")
    firm.reads("核定异议处理中")
    agency.go(f"/social-insurance/agency/cases/{number}/")
    agency.choose("结果", "维持核定")
    agency.page.get_by_label("核定符合登记资料").check()
    agency.press("处理异议")
    agency.reads("待缴费")
    agency.looks("s11-upheld")


def _party(name: str) -> object:
    from gongbao.platform.parties.models import Firm

    return Firm.objects.get(name=name).key
