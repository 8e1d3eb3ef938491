"""Real concurrency on PostgreSQL: caps and slots under forty connections, one receipt file from many hands."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from tests.platform.funds.scene import (
    BEN,
    CAP,
    FUND,
    MONTH,
    Firm,
    books,
    do,
    funded,
    officer,
    planned,
    requested,
    sent,
)

from gongbao.law.errors import Refusal
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.funds import services as funds

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def at_once(jobs: list[Callable[[], Any]]) -> list[Any]:
    """Run the jobs in a thread each, let go together; a Refusal is returned, anything else raises."""
    gate = Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            gate.wait(30)
            return job()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_forty_reservations_of_20000_yuan_against_300000_give_exactly_fifteen() -> None:
    firm = Firm()
    grants = at_once(
        [lambda: do(lambda tx: firm.reserve(tx, 2_000_000).granted, officer()) for _ in range(40)]
    )
    assert sorted(grants) == [0] * 25 + [2_000_000] * 15
    assert funds.balance(firm.cap) == CAP
    assert books() == []


def test_the_remainder_is_given_to_one_only() -> None:
    firm = Firm()
    grants = at_once(
        [lambda: do(lambda tx: firm.reserve(tx, 7_000_000).granted, officer()) for _ in range(20)]
    )
    assert sorted(grants)[-6:] == [0, 2_000_000, 7_000_000, 7_000_000, 7_000_000, 7_000_000]
    assert sum(grants) == CAP


@pytest.mark.parametrize("known", [False, True])
def test_one_of_forty_claims_of_a_slot_wins_and_the_others_are_told_of_it(known: bool) -> None:
    if known:
        do(lambda tx: funds.claim_slot(tx, "scheme/ab12", "earlier"))
        do(lambda tx: funds.release_slots(tx, "earlier"))

    def claim(n: int) -> str:
        def command(tx: Any) -> str:
            funds.claim_slot(tx, "scheme/ab12", f"case-{n}", shown=f"CY-2020-{n:06d}")
            return f"case-{n}"

        return do(command)

    found = at_once([lambda n=n: claim(n) for n in range(40)])
    won = [f for f in found if isinstance(f, str)]
    assert funds.holders("scheme/ab12") == won
    assert len(won) == 1
    assert {f"****{int(won[0][5:]):04d}" in str(f) for f in found if isinstance(f, Refusal)} == {True}


def test_rosters_in_opposite_orders_do_not_deadlock_and_share_no_month() -> None:
    names = [f"month/{n:03d}" for n in range(60)]

    def claim(n: int) -> int:
        wanted = [funds.Wanted(name) for name in (names if n % 2 else reversed(names))]
        return do(lambda tx: len(wanted) - len(funds.claim_slots(tx, wanted, f"case-{n}")))

    assert sorted(at_once([lambda n=n: claim(n) for n in range(12)])) == [0] * 11 + [60]
    assert books() == []


def test_a_batch_planned_and_receipts_imported_by_many_at_once_happen_once(tmp_path: Path) -> None:
    funded(100_000_000)
    batch = planned([(Firm(), 1_000_000) for _ in range(20)])
    file = sent(batch)
    bank = funds.LocalBank(tmp_path)
    bank.submit(funds.LAYOUTS["fixed"], file.content, date(2020, 9, 30))
    content = bank.receipts(file.name.removesuffix(".txt"))
    taken = at_once(
        [lambda: do(lambda tx: list(funds.import_receipts(tx, content)[:3]), officer()) for _ in range(8)]
    )
    assert sorted(taken) == [[0, 0, 20]] * 7 + [[20, 0, 0]]
    assert books() == []


def test_many_plan_the_same_request_and_each_item_is_planned_once() -> None:
    funded(100_000_000)
    request, payees = requested([(Firm(), 1_000) for _ in range(12)], MONTH + 2)
    do(lambda tx: funds.transfer(tx, request).state)
    at_once(
        [
            lambda: do(lambda tx: str(funds.plan_batch(tx, request, payees, limit=5)), officer())
            for _ in range(6)
        ]
    )
    with read(SYSTEM, purpose="test"):
        batches = funds.batches(request=request)
        planned_now = [p.case for b in batches for p in funds.payments(batch=b.id)]
    assert sorted(b.count for b in batches) == [2, 5, 5]
    assert len(set(planned_now)) == len(planned_now) == 12


def test_transfers_never_overdraw_the_special_account() -> None:
    funded(2_500)
    wanted = []
    for n, office in enumerate(("chaoyang", "haidian", "dongcheng", "xicheng", "fengtai", "shijingshan")):
        wanted.append(requested([(Firm(office), 1_000)], MONTH + 3 + n)[0])
    states = at_once(
        [
            lambda r=r: do(lambda tx: funds.transfer(tx, UUID(str(r))).state, officer("BJ", BEN))
            for r in wanted
        ]
    )
    assert sorted(states) == ["posted"] * 2 + ["queued"] * 4
    assert funds.balance(f"special/{FUND}") == 500
    assert books() == []
