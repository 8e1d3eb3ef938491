"""Reconciliation: assessing body, collecting body and treasury, charge by charge, every fen of difference told."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import NamedTuple
from uuid import UUID

import polars as pl
from django.db.models import Q, Sum

from gongbao.kernel.calendar import month as months
from gongbao.law.text import Text
from gongbao.platform.collections.comparing import compare, side
from gongbao.platform.collections.models import (
    Allocation,
    Charge,
    ChargeFile,
    DebitLine,
    Difference,
    Reconciliation,
)
from gongbao.platform.collections.words import DIFFERENCES, unknown
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx

Explain = Callable[[str], str]
"""The kind of a difference, by its number; empty where the comparison's own kind is all there is to say."""

WHY = {
    "not_due": Text("尚未到期，未缴", "Not yet due, unpaid"),
    "overdue": Text("已逾期，未缴", "Overdue, unpaid"),
    "part_paid": Text("只缴了一部分", "Paid in part"),
    "on_debit": Text("扣款在途，银行未答复", "Being debited, no answer yet"),
    "debit_failed": Text("银行扣款不成功", "The bank could not debit"),
    "held": Text("信息不一致，暂停扣款", "Held: records do not agree"),
    "not_remitted": Text("已收，尚未划缴国库", "Collected, not yet passed on"),
    "cancelled": Text("应缴已作废", "The charge was cancelled"),
    "credited": Text("负差额已转为余款", "Less was owed; turned into credit"),
    "no_file": Text("不在交接文件里", "In no file handed over"),
    **DIFFERENCES,
}


class Done(NamedTuple):
    """A reconciliation: its key, each side's total, how many agree and differ, fen left unexplained."""

    run: UUID
    totals: dict[str, int]
    agreed: int
    differing: int
    unexplained: int


def reconcile(
    tx: Tx,
    scheme: str,
    name: str,
    sides: Mapping[str, pl.DataFrame],
    *,
    office: str,
    explain: Explain = lambda _: "",
) -> Done:
    """Compare the sides, keep the run with every difference, and return what came out."""
    found = compare(sides)
    unexplained = found.unexplained()
    run = Reconciliation.objects.create(
        office=office,
        scheme=scheme,
        name=name,
        sides={n: {"total": found.totals[n], "lines": found.lines[n]} for n in sides},
        agreed=found.agreed,
        differing=found.differences.height,
        unexplained=unexplained,
        made_at=tx.now,
        made_by=tx.actor.identity,
    )
    rows = (_difference(run, row, list(sides), explain) for row in found.differences.iter_rows(named=True))
    Difference.objects.bulk_create(rows, 2000)
    tx.audit("reconciled", run=str(run.id), differing=found.differences.height, unexplained=unexplained)
    return Done(run.id, found.totals, found.agreed, found.differences.height, unexplained)


def _difference(
    run: Reconciliation, row: dict[str, object], sides: list[str], explain: Explain
) -> Difference:
    number = str(row["number"])
    return Difference(
        office=run.office,
        run=run,
        number=number,
        kind=explain(number) or row["kind"],
        said={name: row[name] for name in sides},
        amount=row["amount"],
    )


def reconcile_period(tx: Tx, scheme: str, period: int, *, office: str) -> Done:
    """Agency (as handed over), collector (as paid), treasury (as passed on) for the charges of one period."""
    charges = {c.number: c for c in Charge.objects.filter(scheme=scheme, period=period)}
    live = Allocation.objects.filter(charge__scheme=scheme, charge__period=period, undone_at=None)
    paid = dict(live.values_list("charge__number").annotate(s=Sum("amount")))
    passed = dict(
        live.filter(money__remittance__isnull=False).values_list("charge__number").annotate(s=Sum("amount"))
    )
    theirs = Charge.objects.filter(scheme=scheme, period=period).values("file")
    handed = [
        (line["number"], line["amount"])
        for file in ChargeFile.objects.filter(Q(period=period) | Q(pk__in=theirs), scheme=scheme)
        for line in file_lines(bytes(file.content))
        if line["period"] == period
    ]
    why = _Why(charges, paid, passed, {number for number, _ in handed}, tx)
    sides = {
        "agency": side(handed),
        "tax": side(list(paid.items())),
        "treasury": side(list(passed.items())),
    }
    return reconcile(tx, scheme, months.iso(period), sides, office=office, explain=why.of)


class _Why:
    """Why a charge is not the same on all three sides, read from its own state."""

    def __init__(
        self,
        charges: Mapping[str, Charge],
        paid: Mapping[str, int],
        passed: Mapping[str, int],
        handed: set[str],
        tx: Tx,
    ) -> None:
        self.charges, self.paid, self.passed, self.handed = charges, paid, passed, handed
        self.today = tx.now.astimezone(ZONE).date()
        lines = DebitLine.objects.filter(items__charge__in=[c.id for c in charges.values()])
        self.debits = dict(lines.order_by("id").values_list("items__charge__number", "state"))

    def of(self, number: str) -> str:
        row = self.charges.get(number)
        if row is None:
            return ""
        if number not in self.handed:
            return "no_file"
        if row.state == "cancelled":
            return "cancelled"
        if row.amount < 0:
            return "credited" if row.state == "settled" else "not_due"
        if self.paid.get(number, 0) == row.amount:
            return "not_remitted" if self.passed.get(number, 0) != row.amount else ""
        if row.held:
            return "held"
        if self.debits.get(number) in ("planned", "sent"):
            return "on_debit"
        if self.paid.get(number, 0):
            return "part_paid"
        if self.debits.get(number) == "failed":
            return "debit_failed"
        if row.deferred_until is not None and self.today <= row.deferred_until:
            return "not_due"
        return "overdue" if row.late_after is not None and self.today > row.late_after else "not_due"


def file_lines(content: bytes) -> list[dict[str, object]]:
    """The charges of a file as it was handed over."""
    return [json.loads(line) for line in content.decode().split("\n")[1:] if line]


def settle_difference(tx: Tx, difference: UUID, how: str) -> None:
    """Note how a person dealt with a difference; refuses one that is unknown or was dealt with before."""
    changed = Difference.objects.filter(pk=difference, settled_at=None).update(
        settled_at=tx.now, settled_by=tx.actor.identity, settled_how=how
    )
    if not changed:
        raise unknown(Text("待处理的差异", "open difference"), difference)
    tx.audit("difference.settled", difference=str(difference), how=how)
