"""The double entry behind collecting, in the funds' ledger, and the check that everything adds up.

For each scheme and office: `assessed` is what was charged (below zero: owed by the public), `receivable`
what is still to come, `bank` what came in and was not passed on, `loose` what settles no charge yet (below
zero: owed to payers), `treasury` what was passed on. Every booking adds up to zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from gongbao.law.text import Text
from gongbao.platform.collections.models import Charge, DebitBatch, Money, Refund, Remittance
from gongbao.platform.db.services import Tx
from gongbao.platform.funds import services as funds

ASSESSED, RECEIVABLE, BANK, LOOSE, TREASURY = "assessed", "receivable", "bank", "loose", "treasury"


class Movement(NamedTuple):
    """Fen that move from one account of a scheme and office to another."""

    scheme: str
    office: str
    giver: str
    taker: str
    amount: int


class Fault(NamedTuple):
    """Something that does not add up: what, where, the fen expected and found."""

    what: Text
    where: str
    expected: int
    found: int


def account(name: str, scheme: str, office: str) -> str:
    """The key of an account in the funds' ledger."""
    return f"collections/{scheme}/{office}/{name}"


def book(tx: Tx, kind: str, ref: str, movements: Iterable[Movement]) -> None:
    """Book movements once under `ref`; amounts below zero move the other way."""
    sums: dict[str, int] = {}
    scheme = ""
    for move in movements:
        scheme = move.scheme
        for name, amount in ((move.giver, -move.amount), (move.taker, move.amount)):
            key = account(name, move.scheme, move.office)
            sums[key] = sums.get(key, 0) + amount
    legs = [funds.Leg(key, amount) for key, amount in sorted(sums.items()) if amount]
    if not legs:
        return
    funds.open_accounts(funds.Open(leg.account, leg.account.rsplit("/", 1)[1]) for leg in legs)
    funds.post(tx, kind, ref, legs, fund=scheme)


def check_books(scheme: str) -> list[Fault]:
    """Everything of a scheme that does not add up; empty when the books are right. For the city or the system."""
    return [*_charges(scheme), *_money(scheme), *_batches(scheme), *_ledger(scheme)]


def _charges(scheme: str) -> list[Fault]:
    live = Coalesce(Sum("allocations__amount", filter=Q(allocations__undone_at=None)), 0)
    rows = Charge.objects.filter(scheme=scheme).annotate(found=live)
    wrong = rows.filter(amount__gt=0).exclude(found=F("settled"))
    return [Fault(Text("已缴额与分配不符", "Paid differs"), c.number, c.settled, c.found) for c in wrong]


def _money(scheme: str) -> list[Fault]:
    rows = Money.objects.filter(scheme=scheme).annotate(
        used=Coalesce(Sum("allocations__amount", filter=Q(allocations__undone_at=None)), 0)
    )
    back = _given_back(scheme)
    wrong = []
    for row in rows:
        expected = row.amount - row.used - back.get(row.id, 0)
        if expected != row.unallocated:
            wrong.append(
                Fault(Text("未分配款不符", "Loose differs"), row.reference, expected, row.unallocated)
            )
    return wrong


def _given_back(scheme: str) -> dict[object, int]:
    rows = Refund.objects.filter(money__scheme=scheme).exclude(state="rejected")
    return dict(rows.values_list("money").annotate(s=Sum("amount")))


def _batches(scheme: str) -> list[Fault]:
    rows = DebitBatch.objects.filter(scheme=scheme).annotate(s=Coalesce(Sum("lines__amount"), 0))
    wrong = rows.exclude(s=F("total"))
    return [Fault(Text("扣款批次总额不符", "Batch total differs"), b.number, b.s, b.total) for b in wrong]


def _ledger(scheme: str) -> list[Fault]:
    """The ledger's accounts against the rows they are said to sum up, office by office."""
    charged: dict[str, int] = {}
    owed: dict[str, int] = {}
    for office, amount, settled in (
        Charge.objects.filter(scheme=scheme)
        .exclude(state="cancelled")
        .values_list("office")
        .annotate(a=Sum("amount"), b=Sum("settled"))
    ):
        charged[office], owed[office] = -amount, amount - settled
    loose = dict(Money.objects.filter(scheme=scheme).values_list("office").annotate(s=Sum("unallocated")))
    passed = dict(Remittance.objects.filter(scheme=scheme).values_list("office").annotate(s=Sum("amount")))
    wrong = []
    for name, rows in (
        (ASSESSED, charged),
        (RECEIVABLE, owed),
        (LOOSE, {office: -fen for office, fen in loose.items()}),
        (TREASURY, passed),
    ):
        found = funds.balances(account(name, scheme, office) for office in rows)
        for office, expected in rows.items():
            key = account(name, scheme, office)
            if found[key] != expected:
                wrong.append(Fault(Text("分类账与明细不符", "Ledger differs"), key, expected, found[key]))
    return wrong
