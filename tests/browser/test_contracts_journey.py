"""A labour contract clicked through the site by employer and worker, both on a phone (issue 4)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from uuid import UUID
from zipfile import ZipFile

import pytest
from tests.browser.people import Person
from tests.platform.training_subsidy.world import city, jobs, to

from gongbao.evidence import keys
from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, Tx, read, write
from gongbao.platform.messages.services import inbox
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import PASSWORD, credit_code, someone
from gongbao.platform.parties.services import MandateKind
from gongbao.policies.electronic_contracts import facts as f

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
People = Callable[..., Person]
FIRM = "北京样例知舟科技有限公司"
SIGNING = "contract-2020"
WHO = someone(37)


def test_employer_and_worker_on_their_phones(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        keys, "RSA_BITS", 2048
    )  # the house is founded in this test: smaller keys are found sooner
    to("2020-12-01 09:30")
    where = city()
    worker_key = _worker()
    _colleague(where.firms[0])
    firm, worker = people("firm1", width=390), people("contracts-worker", width=390)
    firm.signs_in()
    firm.go("/account/acting-for/")
    firm.pick(FIRM)
    gets_a_key(firm, FIRM, credit_code(0), where.firms[0])
    number = draws_up(firm)
    worker.signs_in()
    gets_a_key(worker, WHO.name, WHO.number, worker_key, looking=True)
    agrees_to_the_form(worker, number)
    negotiates(firm, worker, number)
    seals(firm, number)
    signs(worker, number)
    jobs()
    takes_away(worker, number)
    both_acknowledge(firm, worker, number)
    doubts(worker, number)
    reviews_own_terms(firm, people("firm1-colleague", width=1280))
    leaves_and_still_reads(worker, number)
    loses_the_key(worker)


def _worker() -> UUID:
    def command(tx: Tx) -> str:
        person = parties.find_or_create_person(tx, WHO.number, WHO.name, "13800000000")
        parties.open_account(tx, "contracts-worker", PASSWORD, name=WHO.name, person=person)
        return str(person)

    return UUID(write(command, actor=SYSTEM, key="journey:worker", name="test.worker"))


def _colleague(firm: UUID) -> None:
    """Somebody else of the employer, with a mandate for this room."""

    def command(tx: Tx) -> None:
        account = parties.open_account(tx, "firm1-colleague", PASSWORD, name="何明溪")
        parties.grant(
            tx, principal=firm, kind=MandateKind.EMPLOYEE_CLERK, rooms=["electronic_contracts"], starts_on=date(2020, 1, 1),
            ends_on=date(2020, 12, 31), agent_account=account,
        )  # fmt: skip

    write(command, actor=SYSTEM, key="journey:colleague", name="test.colleague")


def gets_a_key(who: Person, name: str, number: str, party: UUID, *, looking: bool = False) -> None:
    """Name and number, the code from the box, a certificate under a password."""
    who.go("/contracts/identity/")
    who.fill({"姓名或单位名称": name, "身份证号码或统一社会信用代码": number})
    if looking:
        who.looks("contracts-identity")
    who.press("核对并获取验证码")
    with read(SYSTEM, purpose="test"):
        letters = inbox(clock.now(), party=party)
    code = next(m[1] for each in letters if (m := re.search(r"验证码 (\d{6})", each.text.zh)))
    who.fill({"六位验证码": code})
    who.press("验证")
    who.fill({"设置签署密码": SIGNING})
    who.press("领取证书")
    who.reads("已办：签名证书")


def draws_up(firm: Person) -> str:
    """A probation too long is told with its clause; mended, the contract is sent."""
    firm.go("/contracts/new/")
    firm.page.locator("input[value=fixed]").check()
    firm.fill(
        {
            "单位住所": "北京市海淀区样例路8号", "法定代表人或主要负责人": "顾明远", "姓名": WHO.name, "身份证号码": WHO.number,
            "住址": "北京市海淀区样例街1号", "手机号码": "13800000000", "开始日期": "2020-12-01", "结束日期": "2021-11-30",
            "试用期（月）": "3", "岗位": "门店经理", "工作地点": "北京市海淀区", "月工资": "7800", "试用期月工资": "6240",
            "每周工作小时": "40", "每月发薪日": "10",
        }
    )  # fmt: skip
    firm.looks("contracts-new", phone=True)
    firm.press("生成草稿")
    firm.reads("不符合：试用期不超过上限")
    number = firm.page.url.rstrip("/").rsplit("/", 1)[1]
    firm.follow("修改文本")
    firm.fill({"试用期（月）": "2"})
    firm.press("保存这一版")
    firm.looks("contracts-draft")
    firm.press("发出")
    firm.reads("已提出")
    return number


def agrees_to_the_form(worker: Person, number: str) -> None:
    """Reads, acknowledges the explanation, agrees to the electronic form; the text is not accepted by that."""
    worker.go("/contracts/")
    worker.looks("contracts-mine")
    worker.go(f"/contracts/{number}/")
    worker.reads("门店经理", "7,800", "110***", "劳动者未表示")
    worker.lacks(WHO.number)
    worker.looks("contracts-read")
    worker.follow("我已了解")
    worker.press("我已了解")  # nothing is acknowledged by the button alone
    worker.lacks("已办")
    worker.page.locator("main input[type=checkbox]").check()
    worker.looks("contracts-explanation")
    worker.press("我已了解")
    worker.reads("已办：签署系统说明")
    worker.follow("同意")
    worker.page.locator("main input[type=checkbox]").check()
    worker.looks("contracts-consent")
    worker.press("同意")
    worker.reads("劳动者已同意", "已提出")


def negotiates(firm: Person, worker: Person, number: str) -> None:
    """The worker wants a shorter probation; the employer changes it; the worker sees what differs and accepts."""
    worker.follow("希望修改")
    worker.fill({"希望怎样改": "试用期请改为一个月"})
    worker.press("提交")
    worker.reads("协商修改", "答复文本 12月1日 09:30 样*八 希望修改")
    firm.go("/contracts/")
    firm.looks("contracts-mine-firm")
    firm.go(f"/contracts/{number}/")
    firm.reads("劳动者希望修改", "试用期请改为一个月")
    firm.looks("contracts-negotiating")
    firm.follow("保存这一版")
    firm.fill({"试用期（月）": "1"})
    firm.press("保存这一版")
    firm.follow("发给劳动者")
    firm.press("发出")
    firm.reads("已提出")
    worker.go(f"/contracts/{number}/")
    worker.reads("与上一版的差别", "2 → 1", "前 1 个月为试用期")
    worker.looks("contracts-difference")
    worker.press("同意这份文本")
    worker.reads("文本已定")


def seals(firm: Person, number: str) -> None:
    """A wrong password signs nothing; the right one does."""
    firm.go(f"/contracts/{number}/")
    firm.follow("签署")
    firm.looks("contracts-sign-firm")
    firm.fill({"签署密码": "not-the-one"})
    firm.press("签署")
    firm.reads("签署密码不对，没有签署")
    firm.fill({"签署密码": SIGNING})
    firm.press("签署")
    firm.reads("一方已签")


def signs(worker: Person, number: str) -> None:
    """The worker signs on the phone; the contract is in force."""
    worker.go(f"/contracts/{number}/")
    worker.follow("签署")
    worker.looks("contracts-sign")
    worker.fill({"签署密码": SIGNING})
    worker.press("签署")
    worker.reads("已生效")


def takes_away(worker: Person, number: str) -> None:
    """Contract and package are downloaded and verified; a byte changed is refused with its reason."""
    worker.go(f"/contracts/{number}/")
    worker.looks("contracts-in-force")
    package = downloads(worker, number)
    worker.follow("验证")
    worker.reads("核查通过")
    worker.looks("contracts-verified")
    assert answered(worker, number, package) == "核查通过"
    spoiled = bytearray(package)
    spoiled[len(spoiled) // 2] ^= 1
    assert answered(worker, number, bytes(spoiled)) == "核查不通过"
    worker.looks("contracts-refused")
    worker.go("/contracts/compliance/")
    worker.reads("未取得许可", "不符合")
    worker.looks("contracts-compliance")
    worker.go("/contracts/technology/")
    worker.reads("SM2", "SM3")


def downloads(worker: Person, number: str) -> bytes:
    """The worker takes contract and package from the contract's page, free and unasked; the package."""
    name, pdf = worker.download("下载合同")
    assert name == f"{number}.pdf"
    assert pdf.startswith(b"%PDF")
    name, package = worker.download("下载证据包")
    assert name == f"{number}.zip"
    with ZipFile(BytesIO(package)) as members:
        assert members.read("contract.pdf") == pdf
    return package


def answered(worker: Person, number: str, package: bytes) -> str:
    """What the site answers to somebody who brings a package."""
    worker.go("/contracts/verify/")
    worker.upload(f"{number}.zip", package, "file")
    worker.press("验证")
    return worker.page.locator("main .notice b").first.inner_text().partition("：")[0].strip()


def both_acknowledge(firm: Person, worker: Person, number: str) -> None:
    """Item 14: both say the signatures are real."""
    for who in (firm, worker):
        who.go(f"/contracts/{number}/do/acknowledge/")
        who.press("认可")
        who.reads("认可签署")


def doubts(worker: Person, number: str) -> None:
    """Item 14: a dispute stands on the page until an authority examined it; the report concludes nothing."""
    worker.go(f"/contracts/{number}/do/dispute/")
    worker.fill({"异议内容": "第二页不是我看到的那一页"})
    worker.press("提出异议")
    worker.reads("有一方对签署提出异议")


def reviews_own_terms(firm: Person, colleague: Person) -> None:
    """A text kept for use is reviewed by a colleague; another penalty makes it unlawful, with the article."""
    firm.go("/contracts/terms/")
    firm.fill({"双方自行约定": "迟到一次付违约金一百元。"})
    firm.press("提交审查")
    firm.reads("待审查", "由本单位另一位经办人审查")
    firm.looks("contracts-terms")
    colleague.signs_in()
    colleague.go("/account/acting-for/")
    colleague.pick(FIRM)
    colleague.go("/contracts/terms/")
    colleague.follow("审查")
    colleague.reads("迟到一次付违约金一百元")
    for fact in (
        f.own_deposit,
        f.own_training_bond,
        f.own_noncompete,
        f.own_exempts,
        f.own_below_law,
        f.own_other_end,
    ):
        colleague.choose(fact.label.zh, "否")
    colleague.choose(f.own_other_penalty.label.zh, "是")
    colleague.looks("contracts-review", phone=True)
    colleague.press("登记审查结果")
    colleague.reads("有不合法的约定", "劳动合同法第二十五条")


def leaves_and_still_reads(worker: Person, number: str) -> None:
    """The worker gives thirty days' notice; after the last day the contract is ended and still theirs to take."""
    worker.go(f"/contracts/{number}/do/notice/")
    worker.choose("事由", f.GROUNDS["worker_notice"].zh)
    worker.fill({"结束日期": "2020-12-31", "事实和理由": "个人原因", "签署密码": SIGNING})
    worker.press("签署并送达")
    worker.reads("已送达")
    to("2021-01-01 09:30")
    jobs()
    worker.go(f"/contracts/{number}/")
    worker.reads("已结束")
    worker.looks("contracts-ended")
    package = downloads(worker, number)
    assert answered(worker, number, package) == "核查通过"
    worker.go(f"/contracts/{number}/")
    worker.follow("验证")
    worker.reads("核查通过")


def loses_the_key(worker: Person) -> None:
    """A lost key is reported: a case with its receipt, and nothing is signed with it any more."""
    worker.go("/contracts/identity/leak/")
    worker.choose("是哪种情况", "密钥或密码丢失，无人知道")
    worker.fill({"得知日期": "2021-01-01", "情况": "忘记签署密码"})
    worker.looks("contracts-leak")
    worker.press("报告并停用")
    worker.go("/hall/")
    worker.reads("签名密钥失密、遗失和吊销")
