"""A firm gets what it asks until its 300,000 yuan are used; the remainder is paid, then nothing."""

from __future__ import annotations

import pytest
from tests.platform.funds.scene import CAP, SCHEME, Firm, books, do, officer, requested

from gongbao.law.errors import Refusal
from gongbao.platform.funds import services as funds

pytestmark = pytest.mark.django_db


def grant(firm: Firm, fen: int, ref: str = "") -> list[int]:
    return do(lambda tx: list(firm.reserve(tx, fen, ref)[1:]), officer(firm.office))


def test_the_last_fen_of_the_cap_is_granted_and_not_one_more() -> None:
    firm = Firm()
    assert grant(firm, CAP - 1) == [CAP - 1, CAP - 1, 1]
    assert grant(firm, 5) == [5, 1, 0]
    assert grant(firm, 5) == [5, 0, 0]
    assert books() == []


def test_exactly_the_cap_is_not_reduced() -> None:
    assert grant(Firm(), CAP) == [CAP, CAP, 0]


def test_the_remainder_is_paid() -> None:
    firm = Firm()
    assert grant(firm, 29_000_000) == [29_000_000, 29_000_000, 1_000_000]
    assert grant(firm, 4_620_000) == [4_620_000, 1_000_000, 0]


def test_the_cap_counts_over_districts() -> None:
    here = Firm("chaoyang")
    there = Firm("haidian", party=here.party)
    grant(here, CAP - 100)
    assert grant(there, 500) == [500, 100, 0]


def test_another_firm_has_its_own_cap() -> None:
    grant(Firm(), CAP)
    assert grant(Firm(), CAP) == [CAP, CAP, 0]


def test_the_same_reference_is_granted_once() -> None:
    firm = Firm()
    assert grant(firm, 100_000, "claim-7") == grant(firm, 100_000, "claim-7")
    assert funds.balance(firm.cap) == 100_000


@pytest.mark.parametrize("fen", [0, -1])
def test_nothing_or_less_is_refused(fen: int) -> None:
    with pytest.raises(Refusal, match="大于零"):
        grant(Firm(), fen)


def test_what_is_released_can_be_granted_again() -> None:
    firm = Firm()
    first = firm.entitled(CAP)
    assert do(lambda tx: funds.release(tx, first, amount=154_000, reason="撤回"), officer()) == 154_000
    assert grant(firm, 200_000) == [200_000, 154_000, 0]
    assert funds.balance(funds.entitlement_key(first)) == -(CAP - 154_000)
    assert books() == []


def test_release_of_more_than_granted_is_refused() -> None:
    first = Firm().entitled(1_000)
    with pytest.raises(Refusal, match="最多可释放 10 元"):
        do(lambda tx: funds.release(tx, first, amount=1_001), officer())


def test_what_is_in_a_fund_request_is_not_released() -> None:
    firm = Firm()
    _, payees = requested([(firm, 154_000)])
    with pytest.raises(Refusal, match="已列入用款申请"):
        do(lambda tx: funds.release(tx, next(iter(payees))), officer())


def test_a_raised_limit_takes_effect_and_a_lowered_one_takes_nothing_back() -> None:
    firm = Firm()
    grant(firm, CAP)

    def again(limit: int) -> int:
        return do(
            lambda tx: (
                funds.reserve(
                    tx,
                    SCHEME,
                    firm.cap,
                    700,
                    limit,
                    case=firm.case,
                    number="N",
                    office="chaoyang",
                    party=firm.party,
                    payee_name=firm.name,
                    fund="skills",
                ).granted
            ),
            officer(),
        )

    assert again(CAP - 1_000) == 0
    assert again(CAP + 500) == 500
    assert books() == []


def test_another_district_does_not_see_the_entitlement_but_the_firm_does() -> None:
    from gongbao.platform.db.services import Actor, read

    firm = Firm("chaoyang")
    firm.entitled(100)
    seen = {}
    for who in (
        officer("haidian"),
        officer("chaoyang"),
        officer("BJ"),
        Actor("party", party=firm.party),
        Actor("party", party=Firm().party),
    ):
        with read(who, purpose="test"):
            seen[who] = len(funds.entitlements(case=firm.case))
    assert list(seen.values()) == [0, 1, 1, 1, 0]
