"""Five people at the archives' screens: unemployed, firm, street office, retiring, lending department (issue 8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from tests.browser.people import Person
from tests.platform.parties import people as numbers
from tests.platform.personnel_archives import archive_world as w
from tests.platform.training_subsidy.world import city, to

from gongbao.platform.jobs.services import run_due
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import PASSWORD
from gongbao.platform.personnel_archives import services as archives

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
People = Callable[..., Person]
CADRE = "管理、技术岗位（女55口径）"


def account(login: str, person: UUID) -> None:
    w.do(
        lambda tx: parties.open_account(
            tx, login, PASSWORD, name=login, kind=parties.AccountKind.CITIZEN, person=person
        )
    )


def clerk(login: str, number: int, firm: UUID) -> None:
    """Somebody who acts for a firm or body in this room."""
    from gongbao.platform.parties.models import Account

    key, _, _ = w.person(number, f"办事员{number}")
    account(login, key)
    agent = Account.objects.get(login=login).key
    w.do(
        lambda tx: parties.grant(
            tx, principal=firm, kind=parties.MandateKind.EMPLOYEE_CLERK, rooms=[archives.ROOM],
            starts_on=w.ON - timedelta(days=1), ends_on=w.ON + timedelta(days=300), agent_account=agent,
        )
    )  # fmt: skip


def case_number(person: Person) -> str:
    return person.page.url.rstrip("/").rsplit("/", 1)[-1]


def test_five_people_at_the_archives(people: People) -> None:
    to("2020-11-02 10:00")
    city(cases=False)
    handler, reviewer = people("haidian-handler"), people("haidian-reviewer")
    for officer in (handler, reviewer):
        officer.signs_in()
    an_unemployed_person(people, handler)
    a_retiring_person(people, handler)
    a_closing_firm(people)
    a_street_body(people, handler)
    a_lending_department(people, handler, reviewer)
    the_desk(handler)
    a_certificate(people, handler)


def an_unemployed_person(people: People, handler: Person) -> None:
    key, _, mark = w.person(501, "林晓舟")
    w.unemployed(mark)
    account("linxiaozhou", key)
    citizen = people("linxiaozhou", width=390)
    citizen.go("/archives/")
    citizen.choose("谁来办", "本人")
    citizen.choose("用途", "升学")
    citizen.choose("材料", "学习成绩")
    citizen.press("查一查")
    citizen.reads("可以提供")
    citizen.looks("archives-01-may-i", phone=True)
    citizen.signs_in()
    citizen.go("/archives/mine/")
    citizen.follow("个人委托存档")
    citizen.choose("哪个区的公服中心", "海淀区")
    citizen.fill({"现在的存档单位": "样例公司"})
    citizen.choose("岗位口径", CADRE)
    citizen.press("提交")
    citizen.reads("待受理")
    citizen.looks("archives-02-case", phone=True)
    number = case_number(citizen)
    handler.go(f"/archives/cases/{number}/")
    handler.press("发调档函")
    handler.go("/archives/desk/register/")
    handler.fill(
        {"姓名": "林晓舟", "身份证号码": numbers.number(501, birth="19800115"), "原存档单位": "样例公司"}
    )
    handler.choose("岗位口径", CADRE)
    handler.press("登记档案")
    row = w.seen(lambda: archives.Archive.objects.get(person_hash=mark))
    handler.reads("等待转来", row.number)
    paper = archives.Entry(1, "experience", "履历表", 3)
    w.do(lambda tx: archives.catalogue(tx, row.id, [paper]))
    w.arrive(row.id)
    w.do(lambda tx: archives.shelve(tx, row.id, "A-01"))
    handler.go(f"/archives/desk/archives/{row.id}/")
    handler.reads("在库", "衔接")
    handler.looks("archives-03-archive")
    handler.go(f"/archives/cases/{number}/")
    handler.fill({"档案编号": row.number})
    handler.press("关联档案")
    handler.choose("认定临近法定退休年龄", "否")
    handler.press("登记认定")
    handler.press("登记到达")
    handler.press("入库")
    handler.reads("已存档")
    citizen.go("/archives/mine/")
    citizen.reads("海淀区", "在库")
    citizen.looks("archives-04-mine", phone=True)


def a_retiring_person(people: People, handler: Person) -> None:
    key, actor, mark = w.person(507, "吴将退", birth="19610115")
    w.unemployed(mark)
    account("wujiangtui", key)
    case = w.send(actor, archives.INTAKE)
    w.act(case, "call_in", w.CENTRE, "district_handler")
    archive = w.archive(507, "吴将退", birth="19610115")
    row = w.seen(lambda: archives.Archive.objects.get(pk=archive))
    w.do(lambda tx: archives.Matter.objects.filter(case=case).update(archive=row))
    w.act(case, "receive", w.CENTRE, "district_handler")
    w.do(lambda tx: archives.shelve(tx, archive, "A-02"))
    w.do(lambda tx: archives.review(tx, archive, w.ON))
    w.do(lambda tx: archives.find(tx, case, {"near_found": True}), w.CENTRE)
    number = w.seen(
        lambda: __import__("gongbao.platform.cases.services", fromlist=["Case"]).Case.objects.get(key=case)
    ).number
    handler.go(f"/archives/cases/{number}/")
    handler.fill({"逐项写明（一行一项）": "出生日期两处不一致"})
    handler.press("告知")
    handler.reads("等待本人承诺")
    citizen = people("wujiangtui", width=390)
    citizen.signs_in()
    citizen.go(f"/archives/cases/{number}/")
    citizen.page.get_by_label("我已阅读并作出以上承诺").check()
    citizen.press("承诺")
    citizen.reads("档案已到")
    handler.go(f"/archives/cases/{number}/")
    handler.press("入库")
    handler.reads("已存档")
    handler.go("/archives/desk/")
    handler.reads("吴将退", "还缺")
    handler.looks("archives-05-desk")


def a_closing_firm(people: People) -> None:
    from tests.platform.personnel_archives.test_archive_services import sheet

    firm_key = numbers.firm(601, "北京样例关停有限公司")
    clerk("guanting", 603, firm_key)
    firm = people("guanting")
    firm.signs_in()
    firm.go("/account/acting-for/")
    firm.pick("北京样例关停有限公司")
    firm.go("/archives/firm/")
    firm.choose("哪个区的公服中心", "海淀区")
    rows: list[list[object]] = [
        ["赵一", numbers.number(611), "K001", 12, CADRE],
        ["孙二", "110108198001150000", "K002", 5, CADRE],
    ]
    firm.upload("清单.xlsx", sheet(rows), "list")
    firm.press("提交")
    firm.reads("1 / 2", "已暂存")
    firm.looks("archives-06-firm", phone=True)
    firm.follow("改正这一行")
    firm.reads("没有丢")
    firm.looks("archives-06-parked", phone=True)
    firm.fill({"身份证号码": numbers.number(612, birth="19800115")})
    firm.press("改正后继续")
    firm.go("/archives/mine/")
    firm.lacks("待改正")
    assert w.seen(lambda: archives.Archive.objects.get(barcode="K002")).name == "孙二"


def _image(number: int, name: str) -> UUID:
    archive = w.archive(number, name)
    scan = archives.check(w.pdf_exact(3), "a.pdf")
    w.do(lambda tx: archives.attach(tx, archive, [scan]))
    return archive


def a_street_body(people: People, handler: Person) -> None:
    _, _, mark = w.person(503, "周街道")
    w.unemployed(mark)
    _image(503, "周街道")
    body = w.body(602, "street", "中关村街道", street="中关村")
    assert body.party is not None
    clerk("jiedao", 604, body.party)
    street = people("jiedao")
    street.signs_in()
    street.go("/account/acting-for/")
    street.pick("中关村街道")
    street.go("/archives/borrow/")
    street.fill({"身份证号码": numbers.number(503, birth="19800115"), "查阅用途": "申领失业保险金"})
    street.choose("办理事项", "失业保险金申领")
    street.choose("是不是经办人本人或近亲属的档案", "否")
    street.press("提交")
    number = case_number(street)
    handler.go(f"/archives/cases/{number}/")
    handler.press("提供影像")
    handler.reads("已提供影像")
    street.go(f"/archives/cases/{number}/")
    street.follow("阅览影像")
    street.fill({"查阅用途": "申领失业保险金"})
    street.press("开始阅览")
    assert street.page.locator("figure img").count() == 3
    first = street.page.locator("figure img").first
    assert first.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0
    street.looks("archives-07-reading")


def a_lending_department(people: People, handler: Person, reviewer: Person) -> None:
    archive = w.archive(504, "郑退休")
    body = w.body(605, "department", "样例社保中心")
    assert body.party is not None
    clerk("shebao", 606, body.party)
    department = people("shebao")
    department.signs_in()
    department.go("/account/acting-for/")
    department.pick("样例社保中心")
    department.go("/archives/borrow/")
    department.fill({"身份证号码": numbers.number(504, birth="19800115"), "查阅用途": "核定退休"})
    department.choose("办理事项", "退休申报")
    department.choose("是不是经办人本人或近亲属的档案", "否")
    department.press("提交")
    number = case_number(department)
    department.fill({"影像为什么不够": "还没有影像", "约定归还日": "2020-11-16"})
    department.press("影像不够，申请实体")
    department.reads("申请实体档案")
    reviewer.go(f"/archives/cases/{number}/")
    reviewer.press("审批外借")
    row = w.seen(lambda: archives.Archive.objects.get(pk=archive))
    handler.go(f"/archives/cases/{number}/")
    handler.fill({"扫描条码": row.barcode})
    handler.press("借出")
    handler.reads("到期前归还")
    handler.looks("archives-08-loan")
    handler.page.get_by_label("完好").check()
    handler.fill({"扫描条码": row.barcode, "清点页数": "3"})
    handler.press("归还核对")
    handler.reads("已归还")


def the_desk(handler: Person) -> None:
    """Pages are moved, a part is blackened and shown again, a list is compared, and every list opens."""
    row = w.seen(lambda: archives.Archive.objects.get(name="周街道"))
    run_due()
    handler.go(f"/archives/desk/archives/{row.id}/pages/")
    handler.looks("archives-09-pages")
    first = w.seen(lambda: archives.pages_of(row.id))[0]
    handler.page.locator(f"input[name='place-{first.id}']").fill("3")
    handler.press("保存页序")
    assert w.seen(lambda: archives.pages_of(row.id))[2].id == first.id
    handler.choose("第几页", "第1页")
    handler.fill({"左边距": "100", "上边距": "100", "宽": "300", "高": "80", "原因": "第三人信息"})
    handler.press("遮盖")
    handler.reads("现有遮盖", "第三人信息")
    handler.looks("archives-10-redacted")
    handler.press("去除第1页的遮盖")
    handler.lacks("现有遮盖")
    drawn_with_the_pointer(handler)
    handler.go("/archives/desk/lists/")
    handler.looks("archives-11-lists")
    handler.page.locator("summary", has_text="批量登记到达").click()
    handler.page.locator("details[open] input[name=giver]").fill("北京样例关停有限公司")
    handler.page.locator("details[open] textarea[name=barcodes]").fill("K001\nK002\nK404")
    handler.press("批量登记到达")
    handler.reads("2 / 3", "登记簿里没有")
    handler.looks("archives-12-arrivals")
    handler.go("/archives/desk/")
    handler.looks("archives-13-desk", phone=True)


def drawn_with_the_pointer(handler: Person) -> None:
    """A rectangle drawn over the page fills the numbers; numbers typed move the rectangle; the page stays open for more."""
    handler.page.locator("a[href*='draw=']").first.click()
    stage = handler.page.locator("#drawing.is-ready")
    handler.page.locator("#drawing img").evaluate("each => each.decode()")
    stage.scroll_into_view_if_needed()
    area = stage.bounding_box()
    assert area is not None
    x, y, wide, high = area["x"], area["y"], area["width"], area["height"]
    mouse = handler.page.mouse
    mouse.move(x + wide * 0.6, y + high * 0.5)
    mouse.down()
    mouse.move(x + wide * 0.3, y + high * 0.4, steps=4)
    mouse.move(x + wide * 0.2, y + high * 0.25, steps=4)
    mouse.up()
    names = ("left", "top", "width", "height")
    read = [int(handler.page.locator(f"#redact-form [name={name}]").input_value()) for name in names]
    assert [abs(a - b) <= 6 for a, b in zip(read, (200, 250, 400, 250), strict=True)] == [True] * 4, read
    handler.page.locator("#redact-form [name=width]").fill("100")
    assert handler.page.locator(".drawing__box").evaluate("each => each.style.width") == "10%"
    handler.fill({"原因": "第三人姓名"})
    handler.looks("archives-10-drawn", phone=True)
    handler.press("遮盖")
    handler.reads("现有遮盖", "第三人姓名", "100‰ ×", "在第1页上拖出")
    handler.press("去除第1页的遮盖")
    handler.lacks("现有遮盖")


def a_certificate(people: People, handler: Person) -> None:
    """Asked on line, issued and signed, taken home, and checked by somebody with no account."""
    citizen = people("linxiaozhou", width=390)
    citizen.signs_in()
    citizen.go("/archives/ask/request/")
    citizen.choose("哪个区的公服中心", "海淀区")
    citizen.choose("用途", "就业")
    citizen.choose("要证明什么", "存档证明")
    citizen.press("提交")
    number = case_number(citizen)
    handler.go(f"/archives/cases/{number}/")
    handler.page.get_by_label("提供", exact=True).check()
    handler.press("作出决定")
    handler.reads("待交付", "存档证明")
    run_due()
    citizen.go(f"/archives/cases/{number}/")
    citizen.looks("archives-14-paper", phone=True)
    name, signed = citizen.download("存档证明")
    assert name.endswith(".pdf")
    [paper] = archives.papers(w.SYSTEM, number)
    anybody = people("anybody", width=390)
    anybody.go("/archives/verify/")
    anybody.fill({"查验码": paper.code})
    anybody.upload(name, signed, "file")
    anybody.press("核验")
    anybody.reads("内容未改动", "海淀区公服中心")
    anybody.looks("archives-15-verified", phone=True)
