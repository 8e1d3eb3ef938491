"""Bad input of both collections as it comes in, over the interface and by upload: told, parked, the rest goes on.

| bad input | where it comes in | test |
|---|---|---|
| wrong VIN or plate, displacement missing, bought after the policy, year collected before | insurers' interface | ``test_each_wrong_entry_is_told_in_full_and_the_next_one_is_collected`` |
| wrong total, unknown charge, sent twice, truncated, unreadable line | result file of a bank | ``test_a_spoilt_result_file…``, ``test_bad_lines_of_a_result_file…`` |
| wrong total, unknown item, sent twice, truncated, unreadable line | an insurer's books | ``test_an_insurers_books…`` |
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.platform.collections import scene as money
from tests.platform.collections.test_debits import answer, results
from tests.web import test_vehicle_tax_pages as insurers
from tests.web.api.test_api_vehicle_tax import entered, send
from tests.web.hall.people import html
from tests.web.rooms import test_contribution_pages as social_pages

from gongbao.platform.collections import services as collections
from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.vehicle_tax import demo

pytestmark = pytest.mark.django_db
BANK = "ccb"  # no account of the demo city is with it
VIN = demo.vin(11)
WRONG: list[tuple[dict[str, Any], str, str, str]] = [
    ({"vin": VIN[:16]}, "vin_right", "vin", "车架号有 16 位，应为 17 位"),
    ({"vin": VIN[:8] + ("0" if VIN[8] != "0" else "1") + VIN[9:]}, "vin_right", "vin", "校验位不符"),
    ({"vin": VIN[:10] + "O" + VIN[11:]}, "vin_right", "vin", "没有字母 I、O、Q"),
    ({"plate": "京I00011"}, "plate_right", "plate", "号牌正确"),
    ({"plate": "京Q99999"}, "registry_agrees", "plate", "与车辆登记信息一致"),
    ({"displacement_ml": None}, "size_given", "displacement_ml", "乘用车（9人及以下）没有录入排气量"),
    ({"bought_on": date(2021, 2, 4)}, "bought_before_policy", "bought_on", "购买日期 2021-02-04 晚于签单日期 2021-02-03"),
    ({"cover_to": date(2021, 2, 2)}, "policy_given", "cover_to", "保险止期 2021-02-02 早于起期 2021-02-03"),
]  # fmt: skip


@pytest.fixture
def scene(free_clock: None) -> demo.Scene:
    insurers.to("2021-01-11 09:00")
    made = demo.load(clock.now())
    demo.do(lambda tx: demo.open_accounts(tx, made, "demo-gongbao-2020"), key="accounts")
    insurers.to("2021-02-03 10:00")
    return made


def told_in_full(fault: dict[str, Any]) -> None:
    """What, where, how to mend and the clause, in both languages."""
    for name in ("what", "what_en", "where", "mend", "mend_en", "clause"):
        assert fault[name], (name, fault)


def test_each_wrong_entry_is_told_in_full_and_the_next_one_is_collected(scene: demo.Scene) -> None:
    token = scene.careful.token
    for number, (change, code, where, said) in enumerate(WRONG, 1):
        refused = send(token, "/collections", entered(11, **change), f"wrong-{number:08}")
        assert refused.status_code == 422, change
        fault = refused.json()
        told_in_full(fault)
        assert (fault["code"], fault["where"]) == (code, where), change
        assert said in fault["what"], change
        made = send(token, "/collections", entered(number), f"right-{number:08}")
        assert made.json()["total_fen"] == 35000, "what was refused holds nothing up"
    twice = send(scene.careless.token, "/collections", entered(1), "twice-00000001")
    assert (twice.status_code, twice.json()["code"]) == (409, "collected_before")
    told_in_full(twice.json())
    insurers.to("2021-02-18 09:00")
    filed = send(token, "/filings", {"period": "2021-02-03"}, "filing-00000001").json()
    assert (filed["lines"], filed["total_fen"]) == (len(WRONG), len(WRONG) * 35000)


@pytest.fixture
def people(free_clock: None) -> dict[str, Client]:
    clock.set_clock(datetime(2020, 11, 10, 9, 30, tzinfo=clock.ZONE))
    return social_pages.visitors()


def batch() -> tuple[collections.DebitFile, list[collections.Result], list[str]]:
    """Three debits sent to the bank, and how it would answer all of them."""
    whom = [money.payer() for _ in range(3)]
    numbers = money.charged(*(money.new(who, 1_000 + n) for n, who in enumerate(whom)))
    for who in whom:
        money.signed(who, bank=BANK)
    planned = money.planned(BANK)
    assert planned
    file = money.sent(planned)
    return file, results(file), numbers


def upload(tax: Client, content: bytes, name: str = "结果.txt") -> str:
    """What the desk says to a result file, and its list of what waits for a person."""
    sent = io.BytesIO(content)
    sent.name = name
    page = tax.post(
        "/social-insurance/tax/acts/results/",
        {"key": str(uuid4()), "bank": BANK, "file": sent},
        follow=True,
    )
    return re.sub(r"<[^>]+>", " ", html(page))


def balanced(tax: Client) -> bool:
    return "全部轧平" in html(tax.get("/social-insurance/tax/?check=books"))


def states(numbers: list[str]) -> set[str]:
    with read(SYSTEM, purpose="test"):
        rows = collections.charges(money.SCHEME, limit=None)
    return {row.state for row in rows if row.number in numbers}


SPOILT: list[tuple[Callable[[bytes], bytes], str]] = [
    (lambda b: b.replace(b"|3003\r\n", b"|3004\r\n"), "笔数或总额不符：表头 3 笔 3004 分，内容 3 笔 3003 分"),
    (lambda b: b"\r\n".join(b.split(b"\r\n")[:-2]) + b"\r\n", "文件不完整：表头写 3 笔，只有 2 笔"),
    (lambda b: b[:-30], "文件不完整"),
    (lambda b: b.split(b"\r\n", 1)[1], "不是认识的结果文件"),
    (lambda b: b.replace(b"|D", b"|X", 1), "没有送出过批次"),
]  # fmt: skip


def test_a_spoilt_result_file_is_parked_whole_with_its_reason_and_the_good_one_is_booked(
    people: dict[str, Client],
) -> None:
    tax = people["tax"]
    file, told, numbers = batch()
    good = answer(file, told)
    for spoil, why in SPOILT:
        page = upload(tax, spoil(good))
        assert "文件整份待处理，一笔也没有入账" in page, why
        assert why in page
        assert "18号" in page, "the clause stands with the reason"
        assert states(numbers) == {"open"}
    assert len(re.findall("结果.txt", upload(tax, SPOILT[0][0](good)))) == len(SPOILT), (
        "sent twice, kept once"
    )
    assert "扣款成功 3 笔" in upload(tax, good)
    assert "3 笔结果此前都已入账，没有重复记账" in upload(tax, good, "再发一次.txt")
    assert states(numbers) == {"settled"}
    assert balanced(tax)


def test_bad_lines_of_a_result_file_wait_and_the_others_are_booked(people: dict[str, Client]) -> None:
    tax = people["tax"]
    file, told, numbers = batch()
    strange = told[0]._replace(number=told[0].number[:-6] + "000099")
    wrong = told[1]._replace(amount=told[1].amount + 1)
    page = upload(tax, answer(file, [strange, wrong, told[2]]))
    assert "扣款成功 1 笔，不成功 0 笔，已知 0 笔，待处理 2 行" in page
    assert "这个批次里没有这个扣款编号" in page
    assert "与送出的" in page
    assert states(numbers) == {"open", "settled"}
    mended = answer(file, [told[0], told[1], told[2]])
    assert "扣款成功 2 笔，不成功 0 笔，已知 1 笔" in upload(tax, mended)
    assert states(numbers) == {"settled"}
    assert balanced(tax)


def test_an_insurers_books_are_refused_whole_or_compared_line_by_line(scene: demo.Scene) -> None:
    one, two = insurers.collected(scene.careful, 1, 2)
    clerk = insurers.clerk(scene.careful, "insurer1")
    page = "/vehicle-tax/desk/periods/2021-02-01/"

    def compare(*lines: str) -> str:
        sent = io.BytesIO("\n".join(["number,amount", *lines, ""]).encode())
        sent.name = "台账.csv"
        return html(clerk.post(page, {"go": "books", "books": sent, **insurers.key()}, follow=True))

    for lines, why in (
        ((f"{one},350.00", "TOTAL,351.00"), "合计写 351 元，明细共 350 元"),
        ((f"{one},350.00",), "没有合计行"),
    ):
        told = compare(*lines)
        assert why in told
        assert "请重新导出整份文件" in told
    assert "一致" not in html(clerk.get(page)), "nothing of a refused file is kept"
    lines = f"{one},350.00", "VT-202102-9999999-21,350.00", f"{two},三百五十", "TOTAL,700.00"
    for _ in range(2):  # the same file again is compared again, and books nothing
        told = compare(*lines)
        assert "差异 3 笔" in told, "nothing is remitted yet"
        assert "第4行" in told
        assert "VT-202102-9999999-21" in told
        assert "差异全部列明" in told
    with read(SYSTEM, purpose="test"):
        assert collections.check_books("vehicle_tax") == []
