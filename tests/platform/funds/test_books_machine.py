"""Whatever order things happen in, the books balance and agree with a plain sum kept beside them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.platform.funds.scene import BEN, CAP, FUND, SCHEME, Firm, books, do, officer

from gongbao.law.errors import Refusal
from gongbao.platform.db.services import CITY, SYSTEM, read
from gongbao.platform.funds import services as funds

FEN = st.one_of(st.integers(1, CAP + 1), st.sampled_from([1, CAP // 2, CAP - 1, CAP, CAP + 1]))


class Books(RuleBasedStateMachine):
    """Two firms of one district; the model is a handful of integers."""

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer._from_testcase = True  # type: ignore[attr-defined]  # the door opens its own inside
        self.outer.__enter__()
        self.firms = [Firm(), Firm()]
        self.granted = {f.party: 0 for f in self.firms}
        self.month, self.documents = 2020 * 12, 0
        self.open: dict[UUID, tuple[Firm, int]] = {}
        self.requests: list[tuple[UUID, dict[UUID, funds.Payee]]] = []
        self.waiting: list[tuple[UUID, int, dict[UUID, funds.Payee]]] = []
        self.batches: list[UUID] = []
        self.sent: dict[str, int] = {}
        self.returned: list[str] = []
        self.allocated = self.moved = self.on_the_way = self.paid = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    @rule(firm=st.integers(0, 1), fen=FEN)
    def reserve(self, firm: int, fen: int) -> None:
        one = self.firms[firm]
        grant: list[Any] = do(lambda tx: list(one.reserve(tx, fen)), officer())
        expected = min(fen, CAP - self.granted[one.party])
        assert grant[2] == expected
        self.granted[one.party] += expected
        if expected:
            self.open[UUID(grant[0])] = (one, expected)

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.open)))
        firm, granted = self.open[key]
        give = data.draw(st.integers(1, granted))
        do(lambda tx: funds.release(tx, key, amount=give), officer())
        self.granted[firm.party] -= give
        self.open[key] = (firm, granted - give)
        if give == granted:
            del self.open[key]

    @precondition(lambda self: self.open)
    @rule()
    def request(self) -> None:
        taken, self.open, self.month = dict(self.open), {}, self.month + 1
        month = self.month

        def collect(tx: Any) -> str:
            request = funds.collect(tx, "chaoyang", month, list(taken), scheme=SCHEME, fund=FUND)
            funds.submit(tx, request)
            return str(request)

        request = UUID(do(collect, officer()))
        do(lambda tx: funds.forward(tx, SCHEME, month, f"doc-{month}"))
        do(lambda tx: funds.approve(tx, request), officer(CITY, BEN))
        state, short = do(lambda tx: list(funds.transfer(tx, request)))
        total = sum(granted for _, granted in taken.values())
        self.waiting.append((request, total, {key: firm.payee for key, (firm, _) in taken.items()}))
        assert short == max(0, sum(t for _, t, _ in self.waiting) - (self.allocated - self.moved))
        self._run_queue([request] if state == "posted" else [])

    @rule(fen=FEN)
    def allocate(self, fen: int) -> None:
        self.documents += 1
        made = do(
            lambda tx: [str(r) for r in funds.preallocate(tx, FUND, "2020Q3", fen, f"d{self.documents}")]
        )
        self.allocated += fen
        self._run_queue([UUID(r) for r in made])

    def _run_queue(self, made: list[UUID]) -> None:
        expected = []
        while self.waiting and self.waiting[0][1] <= self.allocated - self.moved:
            request, total, payees = self.waiting.pop(0)
            self.moved += total
            self.requests.append((request, payees))
            expected.append(request)
        assert made == expected

    @precondition(lambda self: self.requests)
    @rule(layout=st.sampled_from(["fixed", "csv"]))
    def plan_and_send(self, layout: str) -> None:
        request, payees = self.requests.pop(0)
        self._send(UUID(do(lambda tx: str(funds.plan_batch(tx, request, payees, layout=layout)), officer())))

    def _send(self, batch: UUID) -> None:
        do(lambda tx: funds.send_batch(tx, batch), officer("chaoyang", BEN))
        with read(SYSTEM, purpose="test"):
            lines = {p.number: p.amount for p in funds.payments(batch=batch)}
        self.sent |= lines
        self.on_the_way += sum(lines.values())

    @precondition(lambda self: self.sent)
    @rule(data=st.data(), outcome=st.sampled_from(["paid", "returned"]), times=st.integers(1, 2))
    def settle(self, data: st.DataObject, outcome: str, times: int) -> None:
        number = data.draw(st.sampled_from(sorted(self.sent)))
        fen = self.sent.pop(number)
        row = f"{number},{fen},{outcome},{date(2020, 9, 30)},,R\r\n"
        content = ("number,amount,outcome,settled_on,reason,reference\r\n" + row * times).encode()
        taken = do(lambda tx: list(funds.import_receipts(tx, content)[:3]), officer())
        assert taken == [int(outcome == "paid"), int(outcome == "returned"), times - 1]
        self.on_the_way -= fen
        if outcome == "paid":
            self.paid += fen
        else:
            self.returned.append(number)

    @precondition(lambda self: self.returned)
    @rule()
    def repay(self) -> None:
        number = self.returned.pop()
        with read(SYSTEM, purpose="test"):
            back = next(p for p in funds.payments(state="returned") if p.number == number)
        firm = next(f for f in self.firms if f.case == back.case)
        self._send(UUID(do(lambda tx: str(funds.repay(tx, back.id, firm.payee)), officer())))

    @invariant()
    def agrees_with_the_model(self) -> None:
        assert books() == []
        found = funds.balances(
            [f"special/{FUND}", f"transit/{FUND}/chaoyang", f"sent/{FUND}/chaoyang", f"treasury/{FUND}"]
        )
        assert list(found.values()) == [
            self.allocated - self.moved,
            self.moved - self.on_the_way - self.paid,
            self.on_the_way,
            -self.allocated,
        ]
        assert {f.party: funds.balance(f.cap) for f in self.firms} == self.granted
        assert all(granted <= CAP for granted in self.granted.values())


@pytest.mark.django_db
def test_the_books_always_balance() -> None:
    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.django_db
def test_a_damaged_book_is_noticed() -> None:
    from gongbao.platform.funds.models import Account, Entry, Slot

    firm = Firm()
    right = firm.entitled(154_000)
    do(lambda tx: funds.claim_slot(tx, "s", "h"))
    assert books() == []
    do(lambda tx: Account.objects.filter(key=firm.cap).update(balance=153_999))
    do(lambda tx: Slot.objects.filter(name="s").update(used=0))
    do(lambda tx: Entry.objects.filter(account__key=funds.entitlement_key(right)).update(amount=-153_000))
    assert sorted(i.what.zh for i in books()) == [
        "分录借贷不平",
        "名额占用数不符",
        "应付补贴与核定、支付不符",
        "账户余额与分录不符",
    ]


@pytest.mark.django_db
def test_an_unbalanced_posting_and_an_overdrawn_account_are_impossible() -> None:
    do(lambda tx: funds.open_accounts([funds.Open("a", "special", floor=0), funds.Open("b", "treasury")]))
    with pytest.raises(AssertionError, match="unbalanced"):
        do(lambda tx: funds.post(tx, "x", "r1", [funds.Leg("a", 5), funds.Leg("b", -4)], fund=FUND))
    with pytest.raises(Refusal, match=r"余额不足，还差 0\.01 元"):
        do(lambda tx: funds.post(tx, "x", "r2", [funds.Leg("a", -1), funds.Leg("b", 1)], fund=FUND))
    assert funds.balance("a") == 0
