"""Room 18's pages: who opens what, and that a party, an agency and a tax officer each reach only their own."""

from __future__ import annotations

import io
from datetime import date
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
import xlsxwriter
from django.test import Client
from tests.platform.training_subsidy.world import city, to
from tests.safety.visitors import browser, clerk, officer

from gongbao.kernel.money import format_yuan
from gongbao.platform.collections import services as collections
from gongbao.platform.db.services import SYSTEM, read, write
from gongbao.platform.social_insurance_collection import demo
from gongbao.platform.social_insurance_collection import services as social
from gongbao.web.rooms.social_insurance_collection import acts
from gongbao.web.rooms.social_insurance_collection.screens import SCREENS
from gongbao.web.rooms.social_insurance_collection.urls import urlpatterns

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]
ROOT = "/social-insurance/"
NOWHERE = str(UUID(int=7))


@pytest.fixture
def november(free_clock: None) -> None:
    to("2020-11-10 09:30")


@pytest.fixture
def people() -> dict[str, Client]:
    return visitors()


def visitors() -> dict[str, Client]:
    """The demo city with the room's people, each signed in."""
    made = city()
    assert SCREENS.demo is not None
    SCREENS.demo(made)
    town = SimpleNamespace(city=made)
    return {
        "anonymous": Client(),
        "firm": clerk(town, 1),
        "another firm": clerk(town, 2),
        "worker": browser("flexible1"),
        "agency": officer("agency"),
        "tax": officer("tax"),
        "review": officer("tax-review"),
        "handler": officer("haidian-handler"),
    }


def number() -> str:
    """The second firm's declaration, handed over."""
    with read(SYSTEM, purpose="test"):
        return next(n for n in social.case_numbers() if n.startswith("CY"))


def pages(one: str) -> dict[str, dict[str, int]]:
    """What each visitor is answered at each page, asked by GET."""
    officers = {"agency": 403, "tax": 403, "review": 403, "handler": 403}
    out = {"anonymous": 302, "firm": 403, "another firm": 403, "worker": 403, **officers}
    party = {"anonymous": 302, "firm": 200, "another firm": 200, "worker": 200, **officers}
    own = {"anonymous": 302, "firm": 200, "another firm": 404, "worker": 404, **officers}
    registered = {**party, "another firm": 409, "worker": 409}
    agency, tax = {**out, "agency": 200}, {**out, "tax": 200, "review": 200}
    return {
        "ways": dict.fromkeys(out, 200),
        "dues": party,
        "pay": dict.fromkeys(out, 405) | {"anonymous": 302, **officers},
        "voucher": dict.fromkeys(out, 405) | {"anonymous": 302, **officers},
        "certificate": dict.fromkeys(out, 405) | {"anonymous": 302, **officers},
        "paper": {**own, "firm": 404},
        "declare": registered,
        "agreement": registered,
        "case": own,
        "dispute": own,
        "agency": agency,
        "agency-case": agency,
        "agency-flexible": {**out, "agency": 405},
        "agency-project": agency,
        "agency-registrations": agency,
        "tax": tax,
        "act": {**tax, "review": 404},
        "bank-file": {**out, "tax": 404, "review": 404},
        "run": {**out, "tax": 404, "review": 404},
    }


def test_every_page_opens_for_its_people_and_for_nobody_else(people: dict[str, Client]) -> None:
    one, wrong = number(), []
    expected = pages(one)
    assert {pattern.name for pattern in urlpatterns} == set(expected)
    for pattern in urlpatterns:
        path = ROOT + str(pattern.pattern)
        path = path.replace("<str:number>", one).replace("<uuid:key>", NOWHERE).replace("<slug:name>", "plan")
        for name, wanted in expected[str(pattern.name)].items():
            got = people[name].get(path).status_code
            if got != wanted:
                wrong.append((name, path, got, wanted))
    assert wrong == []


def test_every_act_has_a_form_for_its_role(people: dict[str, Client]) -> None:
    for each in acts.ACTS:
        who = people["tax" if each.role == "tax_officer" else "review"]
        answer = who.get(f"{ROOT}tax/acts/{each.name}/")
        assert answer.status_code == 200, each.name
        assert each.title.zh in answer.content.decode()


def test_english_pages_hold_no_chinese_words_of_ours(people: dict[str, Client]) -> None:
    text = people["anonymous"].get(f"{ROOT}?lang=en", follow=True).content.decode()
    assert "Days to pay" in text
    assert "缴费日" not in text


def test_a_voucher_of_one_firm_is_no_other_firms_to_read(people: dict[str, Client]) -> None:
    with read(SYSTEM, purpose="test"):
        charges = [c.number for c in collections.charges(social.SCHEME) if c.payer_name != "样灵一"]
    sent = {"key": str(uuid4()), "charge": charges}
    assert people["firm"].post(f"{ROOT}dues/voucher/", sent).status_code == 302
    assert people["firm"].post(f"{ROOT}dues/voucher/", sent).status_code == 302, "sent twice, done once"
    with read(SYSTEM, purpose="test"):
        payer = next(c.payer_hash for c in collections.charges(social.SCHEME) if c.number in charges)
        vouchers = collections.vouchers(social.SCHEME, payer, date(2020, 11, 10))
    assert len(vouchers) == 1
    from gongbao.platform.jobs.services import run_due

    run_due()
    address = f"{ROOT}papers/{vouchers[0].letter}.pdf"
    assert people["firm"].get(address).content[:5] == b"%PDF-"
    assert people["another firm"].get(address).status_code == 404
    stolen = {"key": str(uuid4()), "charge": charges}
    assert people["worker"].post(f"{ROOT}dues/voucher/", stolen).status_code == 409


def workbook(head: list[str], *rows: list[object]) -> io.BytesIO:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("表")
        for n, row in enumerate([head, *rows]):
            for m, value in enumerate(row):
                page.write(n, m, value)
    out.seek(0)
    out.name = "表.xlsx"
    return out


def test_registrations_come_by_sheet_good_rows_kept_bad_ones_told(people: dict[str, Client]) -> None:
    head = [
        "姓名", "身份证号码", "所属区（代码）", "灵活就业类型", "所选基数（元）", "上年度基数（元）", "参加的险种", "起始月",
        "扣款银行", "扣款账号", "登记日期",
    ]  # fmt: skip
    good = ["样新甲", demo.number(950), "haidian", "非全日制从业人员", "5000", "3613",
            "养老保险费、失业保险费", "2020-11", "北京银行", "6222990000000950", "2020-11-02"]  # fmt: skip
    bad = [*good[:1], "110105199003070000", *good[2:]]
    sent = {"key": str(uuid4()), "kind": "flexible", "file": workbook(head, good, bad)}
    answer = people["agency"].post(f"{ROOT}agency/registrations/", sent, follow=True)
    text = answer.content.decode()
    assert "已登记 1 条" in text
    assert "第3行" in text
    counted = {"key": str(uuid4()), "month": "2020-11"}
    text = people["agency"].post(f"{ROOT}agency/flexible/", counted, follow=True).content.decode()
    assert "4 人" in text
    with read(SYSTEM, purpose="test"):
        mine = [c for c in collections.charges(social.SCHEME) if c.payer_name == "样新甲"]
    assert sorted((c.item, c.amount) for c in mine) == [("pension", 100_000), ("unemployment", 6_000)]


def test_a_project_is_charged_once(people: dict[str, Client]) -> None:
    with read(SYSTEM, purpose="test"):
        code = next(c.payer_shown for c in collections.charges(social.SCHEME) if len(c.payer_shown) == 18 and "*" not in c.payer_shown)  # fmt: skip
    for _ in range(2):
        sent = {"key": str(uuid4()), "credit_code": code, "number": "P-7", "name": "样例大厦", "base": "10000000",
                "registered_on": "2020-11-03"}  # fmt: skip
        text = people["agency"].post(f"{ROOT}agency/project/", sent, follow=True).content.decode()
        assert "80,000 元" in text
    with read(SYSTEM, purpose="test"):
        projects = [
            c for c in collections.charges(social.SCHEME) if c.item == "injury" and c.amount == 8_000_000
        ]
    assert len(projects) == 1


def test_a_banks_records_come_by_sheet(people: dict[str, Client]) -> None:
    sheet = workbook(["账号", "户名", "身份证号码"], ["6222990000000903", "样灵三", demo.number(903)])
    sent = {"key": str(uuid4()), "bank": "bob", "file": sheet}
    text = people["tax"].post(f"{ROOT}tax/acts/holders/", sent, follow=True).content.decode()
    assert "已更新 1 个账户" in text
    for name, count in (("compare", 0),):
        sent = {"key": str(uuid4()), "month": "2020-11"}
        text = people["tax"].post(f"{ROOT}tax/acts/{name}/", sent, follow=True).content.decode()
        assert f"不一致 {count} 人" in text
    twice = workbook(
        ["账号", "户名", "身份证号码"], *(["6222990000000903", f"样{n}", demo.number(903)] for n in "甲乙")
    )
    sent = {"key": str(uuid4()), "bank": "bob", "file": twice}
    refused = people["tax"].post(f"{ROOT}tax/acts/holders/", sent)
    assert (refused.status_code, "两个不同的户主" in refused.content.decode()) == (422, True)


def test_another_rooms_case_is_not_found_here(people: dict[str, Client]) -> None:
    from gongbao.platform.cases import services as cases

    with read(SYSTEM, purpose="test"):
        others = [c.number for c in cases.Case.objects.exclude(room=social.ROOM)[:1]]
        agreement = [c.number for c in cases.Case.objects.filter(procedure=social.AGREEMENT)[:1]]
    for number_ in [*others, *agreement]:
        assert people["agency"].get(f"{ROOT}agency/cases/{number_}/").status_code == 404
    for number_ in others:
        assert people["firm"].get(f"{ROOT}cases/{number_}/").status_code == 404
        assert people["firm"].get(f"{ROOT}cases/{number_}/dispute/").status_code == 404


def test_the_same_key_with_another_input_does_nothing(people: dict[str, Client]) -> None:
    key = str(uuid4())
    first = {
        "key": key,
        "month": "2020-11",
        "first": "2020-11-09",
        "second": "2020-11-18",
        "source": "扣款日历",
    }
    assert people["tax"].post(f"{ROOT}tax/acts/load-calendar/", first).status_code == 302
    again = people["tax"].post(
        f"{ROOT}tax/acts/load-calendar/", {**first, "second": "2020-11-20"}, follow=True
    )
    assert "没有重复办理" in again.content.decode()
    with read(SYSTEM, purpose="test"):
        assert [d.day for d in social.stored_debit_days(2020 * 12 + 10)] == [9, 18]


def test_money_on_the_wrong_charge_is_taken_back_used_elsewhere_and_a_charge_cancelled(
    people: dict[str, Client],
) -> None:
    with read(SYSTEM, purpose="test"):
        rows = [
            c
            for c in collections.charges(social.SCHEME)
            if len(c.payer_shown) == 18 and "*" not in c.payer_shown
        ]
    one, other = rows[0], rows[1]
    payer = collections.Payer("firm", one.payer_name, one.payer_hash, one.payer_shown, one.office, one.party)
    write(
        lambda tx: collections.receive(
            tx, social.SCHEME, payer, one.amount, channel="transfer", source="t", reference="W-1",
            received_on=date(2020, 11, 10), charges=[one.number],
        ).settled,
        actor=SYSTEM, key="wrong-money", name="test",
    )  # fmt: skip

    def post(who: str, name: str, **fields: str) -> str:
        sent = {"key": str(uuid4()), **fields}
        return people[who].post(f"{ROOT}tax/acts/{name}/", sent, follow=True).content.decode()

    assert "不能作废" in post("review", "cancel-charge", charge=one.number, why="经办机构来函")
    assert "找不到" in post("review", "undo", charge=other.number, reference="W-1", why="记错")
    assert "已撤销" in post("review", "undo", charge=one.number, reference="W-1", why="记错")
    assert "已作废" in post("review", "cancel-charge", charge=one.number, why="经办机构来函")
    with read(SYSTEM, purpose="test"):
        (money,) = collections.payments(social.SCHEME, loose=True)
    assert "已用余款缴清" in post("tax", "allocate", money=str(money.id))
    assert "一致" in post("tax", "reconcile", month="2020-11")
    with read(SYSTEM, purpose="test"):
        difference = collections.open_differences(social.SCHEME)[0]
    assert "已登记" in post("tax", "settle-difference", difference=str(difference.id), how="经办机构已函复")
    with read(SYSTEM, purpose="test"):
        assert difference.id not in {d.id for d in collections.open_differences(social.SCHEME)}
        assert collections.check_books(social.SCHEME) == []


def waiting() -> list[tuple[str, str, str]]:
    with read(SYSTEM, purpose="test"):
        return [(f.name, f.code, f.kind.zh) for f in social.waiting(date(2020, 11, 10))]


def test_old_agreements_are_taken_over_and_who_must_sign_anew_is_listed(people: dict[str, Client]) -> None:
    from gongbao.platform.parties.demo_people import credit_code
    from gongbao.platform.training_subsidy.demo import FIRMS

    [(name, code, kind)] = waiting()
    assert kind == "没有协议", "the second firm's bank payment agreement goes on"
    head = ["统一社会信用代码", "原缴费方式", "银行", "户名", "账号", "签订日期"]
    old = [code, "同城特约委托收款", "北京银行", name, "110020000000000001", "2018-05-01"]
    rows = [
        old,
        [credit_code(77), *old[1:]],
        [code, old[1], old[2], "别的公司", *old[4:]],
        [credit_code(1), old[1], old[2], FIRMS[1][1], "110020000000000002", "2018-05-01"],
        [code, "银税三方协议", *old[2:]],
    ]

    def taken(*lines: list[str]) -> str:
        sent = {"key": str(uuid4()), "file": workbook(head, *lines)}
        answer = people["tax"].post(f"{ROOT}tax/acts/old-agreements/", sent, follow=True)
        return answer.content.decode()

    text = taken(*rows)
    told = ("已接收 1 份，4 行有误", "还没有参保登记", "与登记的单位名称不一致", "旧的不再生效", "第6行")
    assert [said for said in told if said not in text] == []
    assert waiting() == [(name, code, "同城特约委托收款")], "known, and still to be signed anew"
    desk = people["tax"].get(f"{ROOT}tax/").content.decode()
    assert [said for said in ("要签三方协议", name, "同城特约委托收款") if said not in desk] == []
    assert "已接收 1 份" in taken(old), "the same again changes nothing"
    taken([code, "北京市社会保险费银行缴费协议", *old[2:5], "2020-09-01"])
    assert waiting() == [], "a bank payment agreement need not be signed again"
    assert "旧的不再生效" in taken(old)


def test_a_firm_pays_what_is_not_deferred_unless_it_says_so(people: dict[str, Client]) -> None:
    firm = people["firm"]
    with read(SYSTEM, purpose="test"):
        [medical] = [c for c in collections.charges(social.SCHEME, states=("open",)) if c.item == "medical"]
    until, own = date(2020, 12, 31), medical.parts["employer"]
    write(
        lambda tx: collections.defer(tx, {medical.number: own}, until), actor=SYSTEM, key="defer", name="test"
    )
    page = firm.get(f"{ROOT}dues/").content.decode()
    assert f"缓缴的 {format_yuan(own)} 元也一起缴" in page
    amounts: list[int] = []
    for more in ({}, {"whole": "1"}):
        sent = {"key": str(uuid4()), "charge": [medical.number], **more}
        assert firm.post(f"{ROOT}dues/voucher/", sent).status_code == 302
        with read(SYSTEM, purpose="test"):
            open_ = collections.vouchers(social.SCHEME, medical.payer_hash, date(2020, 11, 10))
        amounts = sorted(each.amount for each in open_)
    assert amounts == [medical.amount - own, medical.amount]
    write(
        lambda tx: collections.defer(tx, {medical.number: medical.amount}, until),
        actor=SYSTEM,
        key="all",
        name="test",
    )
    refused = firm.post(f"{ROOT}dues/voucher/", {"key": str(uuid4()), "charge": [medical.number]})
    assert refused.status_code in (409, 422)
    assert "都在缓缴期内" in refused.content.decode()
