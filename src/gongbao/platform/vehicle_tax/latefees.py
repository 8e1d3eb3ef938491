"""Late fees of insurers: charged when a case of late remittance is decided, paid with the electronic payment form."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.kernel.calendar import month as months
from gongbao.kernel.money import format_yuan
from gongbao.law.text import Text
from gongbao.platform.collections import services as collections
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.vehicle_tax.filing import require_prescribed, send_on
from gongbao.platform.vehicle_tax.institutions import institution
from gongbao.platform.vehicle_tax.models import Finding
from gongbao.platform.vehicle_tax.refusals import Coded, not_found
from gongbao.platform.vehicle_tax.words import SCHEME

KINDS = ("under_remitted", "late_remittance")
PREFIX = "VTL-"


class LateFeeRow(NamedTuple):
    """A late fee charged to an insurer, in fen: its number, the period it is for, what is left of it."""

    number: str
    period: date
    amount: int
    left: int


def charge(tx: Tx, finding: Finding) -> str:
    """Charge what a finding's lateness cost, as last worked out; once for each period; "" where it cost nothing."""
    if finding.kind not in KINDS or not finding.late_fee:
        return ""
    insurer = institution(finding.party)
    number = f"{PREFIX}{insurer.code}-{finding.period:%Y%m%d}"
    payer = collections.firm_payer(insurer.code, insurer.name, insurer.office, insurer.party)
    basis = {"period": finding.period.isoformat(), "days": finding.days, "case": str(finding.case)}
    new = collections.NewCharge(
        number, payer, SCHEME, months.month_of(finding.period), finding.late_fee, kind="late_fee", basis=basis
    )
    with opened("vehicle_tax.late_fee"):
        if number not in collections.settled_of([number]):
            collections.charge(tx, SCHEME, new)
    return number


def owed(party: UUID) -> list[LateFeeRow]:
    """The late fees charged to an insurer, newest period first; inside a read() of who may see them."""
    rows = collections.charges(SCHEME, party=party, limit=None)
    return [
        LateFeeRow(row.number, date.fromisoformat(row.basis["period"]), row.amount, row.left)
        for row in rows
        if row.number.startswith(PREFIX)
    ]


def pay(tx: Tx, party: UUID, number: str, form: dict[str, Any]) -> dict[str, Any]:
    """Record the payment form of a late fee; `form` as for a remittance. The same form again changes nothing."""
    insurer = institution(party)
    row = next((each for each in owed(party) if each.number == number), None)
    if row is None:
        raise not_found(Text("滞纳金", "late fee"), number)
    if send_on(tx, insurer, number, [number], form, period=row.period, due=None, left=row.left, check=_check):
        tx.audit("vehicle_tax.late_fee_paid", charge=number, amount=form["amount"])
    left = next(each.left for each in owed(party) if each.number == number)
    return {"late_fee": number, "left_fen": left}


def _check(tx: Tx, form: dict[str, Any], left: int) -> None:
    today = local_day(tx.now)
    require_prescribed(form, today)
    if not 0 < form["amount"] <= left or form["remitted_on"] > today:
        raise Coded(
            "amount", Text(f"尚应缴滞纳金 {format_yuan(left)} 元", f"{format_yuan(left)} yuan are to be paid"), where="amount",
            mend=Text("请核对金额和入库日期", "Check the sum and the day"), clause="8.a",
        )  # fmt: skip
