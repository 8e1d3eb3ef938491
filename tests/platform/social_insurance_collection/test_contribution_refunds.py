"""A payer asks its loose money back: set aside by one, decided by another, paid, and the books agree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from tests.platform.social_insurance_collection.world import OFFICE, REVIEW, TAX, do, firm, seen

from gongbao.law.errors import Refusal
from gongbao.platform.casework import services as casework
from gongbao.platform.collections import services as collections
from gongbao.platform.db import clock
from gongbao.platform.db.services import Actor, new_key
from gongbao.platform.social_insurance_collection import services as social

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


@pytest.fixture
def january() -> Iterator[None]:
    with clock.frozen(datetime(2021, 1, 11, 10, 0, tzinfo=clock.ZONE)):
        yield


def stepped(actor: Actor) -> Actor:
    return Actor(**{**actor.__dict__, "stepped_up_at": clock.now()})


def paid_too_much(actor: Actor, *sums: int) -> None:
    who = seen(lambda: social.payer_of_firm(social.registration_of(actor.party)))
    for n, fen in enumerate(sums):
        do(
            lambda tx, n=n, fen=fen: (
                collections.receive(
                    tx,
                    social.SCHEME,
                    who,
                    fen,
                    channel="transfer",
                    source="t",
                    reference=f"R{n}",
                    received_on=date(2021, 1, 5 + n),
                ).loose
            )
        )


def asked(actor: Actor, yuan: str) -> str:
    started = casework.start(actor, "social_insurance_collection.refund", OFFICE, key=f"k-{new_key()}")
    raw = {"amount": yuan, "reason": "重复缴费", "account": "6222000012345678901"}
    casework.do(actor, started["number"], "submit", key=f"k-{new_key()}", raw=raw)
    return str(started["number"])


def step(number: str, action: str, actor: Actor, **more: Any) -> Any:
    return casework.do(stepped(actor), number, action, key=f"k-{new_key()}", **more)


def loose() -> list[int]:
    return sorted(p.unallocated for p in seen(lambda: collections.payments(social.SCHEME)))


def test_loose_money_goes_back_oldest_first() -> None:
    _, actor = firm()
    paid_too_much(actor, 1_000, 500)
    with pytest.raises(Refusal, match="可退的余款为 15 元"):
        asked(actor, "15.01")
    number = asked(actor, "12")
    step(number, "check", TAX)
    assert loose() == [0, 300]
    step(number, "decide", REVIEW, decided={"outcome": "approve"})
    step(number, "pay", TAX, raw={"reference": "B-9", "paid_on": "2021-01-11"})
    assert seen(lambda: collections.refunds(social.SCHEME)) == []
    done = seen(lambda: collections.refunds(social.SCHEME, states=("paid",)))
    assert [each.amount for each in done] == [1_000, 200]
    assert seen(lambda: collections.check_books(social.SCHEME)) == []


def test_a_refused_claim_lets_the_money_go() -> None:
    _, actor = firm()
    paid_too_much(actor, 1_000)
    number = asked(actor, "10")
    step(number, "check", TAX)
    assert loose() == [0]
    step(number, "decide", REVIEW, decided={"outcome": "refuse", "reasons": ["agency"]})
    assert loose() == [1_000]
    assert seen(lambda: collections.check_books(social.SCHEME)) == []


def test_who_set_it_aside_does_not_decide() -> None:
    _, actor = firm()
    paid_too_much(actor, 1_000)
    number = asked(actor, "10")
    both = Actor(
        "officer", account=TAX.account, office=TAX.office, roles=frozenset({"tax_officer", "tax_reviewer"})
    )
    step(number, "check", both)
    with pytest.raises(Refusal, match="另一人"):
        step(number, "decide", both, decided={"outcome": "approve"})
