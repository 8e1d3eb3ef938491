"""The deferral of 2020: found by the agency, decided by another; no late fee on what is deferred until it ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from tests.platform.social_insurance_collection.world import (
    AGENCY,
    OFFICE,
    REVIEW,
    do,
    firm,
    handed_over,
    seen,
    staff,
)

from gongbao.law.errors import Refusal
from gongbao.platform.casework import services as casework
from gongbao.platform.collections import services as collections
from gongbao.platform.db import clock
from gongbao.platform.db.services import CITY, Actor, new_key
from gongbao.platform.letters.models import Letter
from gongbao.platform.social_insurance_collection import services as social

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]
NOVEMBER = 2020 * 12 + 10
END = date(2020, 12, 31)


@pytest.fixture
def november() -> Iterator[None]:
    with clock.frozen(datetime(2020, 11, 10, 10, 0, tzinfo=clock.ZONE)):
        yield


def asked(actor: Actor, **more: str) -> str:
    number = str(
        casework.start(actor, "social_insurance_collection.deferral", OFFICE, key=f"k-{new_key()}")["number"]
    )
    raw = {"first": "2020-11", "last": "2020-12", "staff_agreed": "no", "hardship": "停工两个月", **more}
    casework.do(actor, number, "submit", key=f"k-{new_key()}", raw=raw)
    return number


def step(number: str, action: str, actor: Actor, **more: Any) -> Any:
    stepped = Actor(**{**actor.__dict__, "stepped_up_at": clock.now()})
    return casework.do(stepped, number, action, key=f"k-{new_key()}", **more)


def checked(number: str, found: str = "yes") -> None:
    step(number, "check", AGENCY, raw={"hardship_found": found, "seen": "财务报表、停工证明"})


def approved(actor: Actor, **more: str) -> None:
    number = asked(actor, **more)
    checked(number)
    step(number, "decide", REVIEW, decided={"outcome": "approve"})


def charges() -> dict[str, collections.ChargeRow]:
    return {row.item: row for row in seen(lambda: collections.charges(social.SCHEME))}


def test_the_employers_part_is_deferred_and_the_staffs_part_stays_due() -> None:
    _, actor = firm()
    approved(actor)
    handed_over(actor, staff(1), NOVEMBER)
    rows = charges()
    assert rows["pension"].parts == {"employer": 160_000, "employee": 80_000}
    assert (rows["pension"].deferred, rows["pension"].deferred_until) == (160_000, END)
    assert rows["injury"].deferred == rows["injury"].amount
    assert (rows["medical"].deferred, rows["medical"].deferred_until) == (0, None)
    assert rows["pension"].due == date(2020, 11, 25)
    fees = [
        social.fee_shown(rows["pension"], day)
        for day in (date(2020, 11, 25), date(2020, 12, 10), date(2021, 1, 10))
    ]
    # 800 yuan × 15 days; then 800 yuan × 46 days and 1,600 yuan × 10 days, each × 0.05 %
    assert fees == [0, 600, 1_840 + 800]


def test_what_was_charged_before_is_deferred_too_and_with_the_staff_the_whole_of_it() -> None:
    _, actor = firm()
    handed_over(actor, staff(1), NOVEMBER)
    approved(actor, staff_agreed="yes")
    rows = charges()
    for item in ("pension", "unemployment", "injury"):
        assert rows[item].deferred == rows[item].amount, item
        assert social.fee_shown(rows[item], END) == 0, item
    overdue = seen(lambda: collections.charges(social.SCHEME, overdue_on=date(2020, 12, 20)))
    assert overdue == []
    assert seen(lambda: collections.check_books(social.SCHEME)) == []


def test_a_voucher_for_the_staffs_part_says_so_and_leaves_the_employers_deferred() -> None:
    _, actor = firm()
    approved(actor)
    handed_over(actor, staff(1), NOVEMBER)
    who = seen(lambda: social.payer_of_firm(social.registration_of(actor.party)))
    pension = charges()["pension"].number
    printed = do(
        lambda tx: [str(x) for x in social.print_voucher(tx, who, [pension], "client", whole=False)[0]], actor
    )
    assert printed[2] == "80000"
    body = str(seen(lambda: Letter.objects.get(kind="voucher.social")).body)
    assert "800 元（缓缴部分除外）" in body
    assert "2,400" not in body
    day = date(2020, 11, 17)
    do(lambda tx: collections.pay_voucher(tx, printed[1], 80_000, on=day, bank="icbc", reference="V-1").fresh)
    row = charges()["pension"]
    assert (row.settled, row.state) == (80_000, "open")
    assert social.fee_shown(row, END) == 0, "what is left may be paid to the end of the deferral"
    with pytest.raises(Refusal, match="都在缓缴期内"):
        do(lambda tx: str(social.print_voucher(tx, who, [pension], "client", whole=False)[1]), actor)
    left = seen(lambda: social.dues(actor, day))
    assert left is not None
    assert left.deferred == 160_000 + charges()["unemployment"].deferred + charges()["injury"].deferred


@pytest.mark.parametrize(
    ("months", "why"),
    [
        ({"first": "2020-01"}, "2020年2月至12月"),
        ({"last": "2021-01"}, "2020年2月至12月"),
        ({"last": "2020-10"}, "起止月份不对"),
    ],
)
def test_months_that_cannot_be_deferred_are_refused_at_once(months: dict[str, str], why: str) -> None:
    _, actor = firm()
    with pytest.raises(Refusal, match=why) as fault:
        asked(actor, **months)
    assert fault.value.clause == "she-2020-18/2.2.c"
    assert fault.value.mend is not None


def test_a_public_body_cannot_ask_and_after_the_end_nobody_can() -> None:
    _, body = firm(2, "样例事业单位", payer_type="institution")
    with pytest.raises(Refusal, match="机关事业单位"):
        asked(body)
    _, actor = firm(3, "北京样例三号有限公司")
    with (
        clock.frozen(datetime(2021, 1, 1, 9, 0, tzinfo=clock.ZONE)),
        pytest.raises(Refusal, match="期满以前申请"),
    ):
        asked(actor)


def test_no_hardship_no_deferral_and_nobody_decides_what_they_checked() -> None:
    _, actor = firm()
    handed_over(actor, staff(1), NOVEMBER)
    number = asked(actor)
    checked(number, "no")
    with pytest.raises(Refusal, match="没有核实到严重困难"):
        step(number, "decide", REVIEW, decided={"outcome": "approve"})
    with pytest.raises(Refusal):
        step(number, "decide", REVIEW, decided={"outcome": "refuse"})
    step(number, "decide", REVIEW, decided={"outcome": "refuse", "reasons": ["no_hardship"]})
    both = Actor(
        "officer", account=AGENCY.account, office=CITY, roles=frozenset({"insurance_agency", "tax_reviewer"})
    )
    again = asked(actor)
    step(again, "check", both, raw={"hardship_found": "yes", "seen": "财务报表"})
    with pytest.raises(Refusal, match="另一人"):
        step(again, "decide", both, decided={"outcome": "approve"})
    assert {row.deferred for row in charges().values()} == {0}
