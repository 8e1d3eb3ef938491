"""Real concurrency on PostgreSQL: a charge is debited once, paid once over, a file taken once, whoever comes at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.platform.collections.scene import (
    DUE,
    MONTH,
    SCHEME,
    charged,
    do,
    faults,
    new,
    officer,
    one,
    paid,
    payer,
    planned,
    seen,
    sent,
    signed,
    taken,
)
from tests.races.together import together

from gongbao.law.errors import Refusal
from gongbao.platform.collections import services as c
from gongbao.platform.db.services import CITY, new_key

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MANY = 8


def numbers_of(found: list[Any]) -> list[Any]:
    wrong = [each for each in found if isinstance(each, Exception) and not isinstance(each, Refusal)]
    assert wrong == []
    return [each for each in found if each is not None and not isinstance(each, Refusal)]


def test_planners_at_once_put_every_charge_into_one_batch() -> None:
    people = [payer() for _ in range(40)]
    charged(*(new(who, 1_000 + n) for n, who in enumerate(people)))
    for who in people:
        signed(who)
    found = numbers_of(together([lambda: planned(limit=9) for _ in range(MANY)]))
    while (more := planned(limit=9)) is not None:
        found.append(more)
    amounts = [fen for batch in found for fen in _amounts(batch)]
    assert sorted(amounts) == [1_000 + n for n in range(40)]


def _amounts(batch: Any) -> list[int]:
    _, debits = c.read_debits(c.LAYOUTS["fixed"], sent(batch).content)
    return [debit.amount for debit in debits]


def test_the_same_file_handed_over_by_many_is_taken_once() -> None:
    charges = [new(payer(), 500 + n) for n in range(20)]

    def hand() -> Any:
        return do(lambda tx: list(c.hand_over(tx, SCHEME, "agency", "F-RACE", MONTH, charges, office=CITY)))

    found = numbers_of(together([hand] * MANY))
    assert sum(each[4] for each in found) == 1
    assert len(seen(lambda: c.charges(SCHEME))) == 20
    assert faults() == []


def test_payments_at_once_never_settle_a_charge_twice() -> None:
    who = payer()
    (a,) = charged(new(who, 1_000))
    found = numbers_of(together([lambda: paid(who, 400, a) for _ in range(MANY)]))
    assert sum(each.settled for each in found) == 1_000
    assert sum(each.loose for each in found) == MANY * 400 - 1_000
    assert (one(a).state, faults()) == ("settled", [])


def test_the_same_payment_told_by_many_is_booked_once() -> None:
    who = payer()
    (a,) = charged(new(who, 1_000))
    found = numbers_of(together([lambda: paid(who, 1_000, a, reference="SAME") for _ in range(MANY)]))
    assert sum(each.fresh for each in found) == 1
    assert faults() == []


def test_one_result_file_from_many_hands_books_each_line_once() -> None:
    people = [payer() for _ in range(10)]
    charged(*(new(who, 1_000 + n) for n, who in enumerate(people)))
    for who in people:
        signed(who)
    batch = planned()
    assert batch
    file = sent(batch)
    number, debits = c.read_debits(c.LAYOUTS["fixed"], file.content)
    told = [c.Result(d.number, d.amount, "paid", DUE, "", 2) for d in debits]
    files = [c.write_results(c.LAYOUTS[form], number, told) for form in ("fixed", "csv", "xlsx")]
    found = numbers_of(together([lambda content=content: taken(content) for content in files * 2]))
    assert sum(each.paid for each in found) == 10
    assert len(seen(lambda: c.payments(SCHEME))) == 10
    assert faults() == []


def test_planners_that_looked_before_another_committed_take_nothing_twice() -> None:
    """Without a second look under the lock a late planner meets the unique index instead of the next charge."""
    people = [payer() for _ in range(24)]
    charged(*(new(who, 2_000 + n) for n, who in enumerate(people)))
    for who in people:
        signed(who)
    for _ in range(3):
        numbers_of(together([lambda: planned(limit=4) for _ in range(MANY)]))
    while planned(limit=4) is not None:
        pass
    found = seen(lambda: [b.total for b in c.batches(SCHEME, codes=("planned",))])
    assert sum(found) == sum(2_000 + n for n in range(24))


def test_paying_on_line_twice_at_once_debits_once(tmp_path: Path) -> None:
    who = payer()
    (a,) = charged(new(who, 1_000))
    signed(who)
    bank = c.LocalDebitBank(tmp_path)

    def pay() -> Any:
        return c.draw(
            officer(),
            SCHEME,
            lambda _: who,
            [a],
            kinds=("tri_party",),
            on=DUE,
            key=str(new_key()),
            name="t",
            bank=bank,
        )

    found = together([pay] * MANY)
    assert [each.drawn for each in found if isinstance(each, c.Asked)] == [1_000]
    assert len([each for each in found if isinstance(each, Refusal)]) == MANY - 1, found
    assert sum(bank.debited().values()) == 1_000
    assert (one(a).state, faults()) == ("settled", [])


def test_on_line_and_batch_at_once_leave_one_debit(tmp_path: Path) -> None:
    who = payer()
    (a,) = charged(new(who, 1_000))
    signed(who)
    bank = c.LocalDebitBank(tmp_path)

    def pay() -> Any:
        return c.draw(
            officer(),
            SCHEME,
            lambda _: who,
            [a],
            kinds=("tri_party",),
            on=DUE,
            key=str(new_key()),
            name="t",
            bank=bank,
        ).drawn

    found = numbers_of(together([pay, planned, pay, planned]))
    drawn, batches = found.count(1_000), [each for each in found if each != 1_000]
    assert (drawn, len(batches)) in {(1, 0), (0, 1)}
    assert sum(bank.debited().values()) == drawn * 1_000
    assert faults() == []


def test_voucher_and_debit_at_once_leave_one_of_them() -> None:
    who = payer()
    (a,) = charged(new(who, 1_000))
    signed(who)

    def voucher() -> Any:
        return do(lambda tx: c.issue_voucher(tx, [a], days=300, point="client").code)

    found = numbers_of(together([voucher, planned, voucher, planned]))
    codes = {each for each in found if isinstance(each, str)}
    batches = [each for each in found if not isinstance(each, str)]
    assert (len(codes), len(batches)) in {(1, 0), (0, 1)}
