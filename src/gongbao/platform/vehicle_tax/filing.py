"""Ten-day filings: drawn up from the collected items, handed over as an immutable file; and their remittances."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Sum

from gongbao.kernel.calendar.tax import ten_day_period
from gongbao.kernel.money import format_yuan
from gongbao.law.text import Text
from gongbao.platform.collections import services as collections
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.vehicle_tax.institutions import InstitutionRow, institution
from gongbao.platform.vehicle_tax.models import Filing, Item, PaymentForm
from gongbao.platform.vehicle_tax.refusals import Coded, not_found
from gongbao.platform.vehicle_tax.words import SCHEME
from gongbao.policies.vehicle_tax.dates import Period, period_of
from gongbao.policies.vehicle_tax.rules import BOOK, READINGS

FILING = Text("申报", "filing")


class Standing(NamedTuple):
    """A ten-day period of one insurer: what was collected (fen, lines), what filed and remitted, and the limits."""

    period: Period
    reading: str
    lines: int
    collected: int
    filing: Filing | None


def draw_up(tx: Tx, party: UUID, day: date, *, reading: str | None = None) -> dict[str, Any]:
    """File the ten-day period of `day`, whole, from what was collected; refused while it still runs or when filed.

    The lines become charges of the insurer in one immutable file; its digest stands in the filing.
    """
    today, insurer = local_day(tx.now), institution(party)
    chosen = READINGS["ten_day_holidays"].require(reading or READINGS["ten_day_holidays"].default)
    period = period_of(day, reading=chosen)
    number = f"VTF-{insurer.code}-{period.code}"
    tx.lock(f"vehicle_tax/{number}")
    if today <= period.last:
        raise Coded(
            "period_open", Text(f"{period.name.zh}还没有结束", f"{period.name.en} is not over"), where="period", clause="8",
            mend=Text(f"{period.last + timedelta(days=1)}起可以申报", f"It can be filed from {period.last + timedelta(days=1)}"), status=409,
        )  # fmt: skip
    if Filing.objects.filter(party=party, first=period.first).exists():
        raise Coded(
            "filed",
            Text("这一旬已经申报", "This period was filed before"),
            where=number,
            clause="8",
            status=409,
        )
    items = list(_items(party, period.first).select_for_update().order_by("number"))
    handed = _hand_over(tx, insurer, number, period, [item for item in items if item.tax + item.late_fee])
    row = Filing.objects.create(
        office=insurer.office, party=party, number=number, first=period.first, last=period.last, reading=chosen,
        filing_due=period.filing.due, filing_late_after=period.filing.late_after,
        remittance_due=period.remittance.due, remittance_late_after=period.remittance.late_after,
        filed_on=today, lines=len(items), not_due=sum(item.outcome == "not_due" for item in items),
        tax=sum(item.tax for item in items), late_fee=sum(item.late_fee for item in items),
        digest=handed, state="filed" if handed else "remitted",
    )  # fmt: skip
    Item.objects.filter(key__in=[item.key for item in items]).update(filing=number)
    tx.audit("vehicle_tax.filed", filing=number, lines=row.lines, total=row.total)
    return filing_json(row)


def remit(tx: Tx, party: UUID, number: str, form: dict[str, Any]) -> dict[str, Any]:
    """Record a filing's electronic payment form: it settles the filing's charges and goes to the treasury whole.

    `form` has number, instrument, tax_type, amount (fen), remitted_on, treasury_reference. Refused: another
    instrument or type of tax (9), more than was filed, a day after today. Less is taken and stays short.
    """
    insurer = institution(party)
    row = Filing.objects.select_for_update().filter(party=party, number=number).first()
    if row is None:
        raise not_found(FILING, number)
    owed = Item.objects.filter(party=party, filing=number).exclude(tax=0, late_fee=0)
    charges = list(owed.order_by("number").values_list("number", flat=True))
    if not send_on(
        tx, insurer, number, charges, form, period=row.first, due=row.remittance_due, left=row.total - row.remitted,
        check=lambda tx, form, left: _require_form(row, form, local_day(tx.now)),
    ):  # fmt: skip
        return filing_json(row)
    row.remitted += form["amount"]
    row.remitted_on = max(row.remitted_on or form["remitted_on"], form["remitted_on"])
    row.state = "remitted" if row.remitted == row.total else "filed"
    row.save(update_fields=["remitted", "remitted_on", "state"])
    tx.audit("vehicle_tax.remitted", filing=number, amount=form["amount"])
    return filing_json(row)


def send_on(
    tx: Tx,
    insurer: InstitutionRow,
    place: str,
    charges: Sequence[str],
    form: dict[str, Any],
    *,
    period: date,
    due: date | None,
    left: int,
    check: Callable[[Tx, dict[str, Any], int], None],
) -> bool:
    """Settle charges with the money of a payment form and pass it on whole; False for a form recorded before.

    A form's number counts once for each insurer: used for another place or sum it is refused.
    """
    known = PaymentForm.objects.filter(party=insurer.party, number=form["number"]).first()
    if known is not None and (known.filing, known.amount) == (place, form["amount"]):
        return False
    if known is not None:
        raise Coded(
            "form_used",
            Text("这张缴款书已经登记", "This payment form was used before"),
            where="number",
            clause="9",
            status=409,
        )
    check(tx, form, left)
    payer = collections.firm_payer(insurer.code, insurer.name, insurer.office, insurer.party)
    with opened("vehicle_tax.remit"):
        got = collections.receive(
            tx, SCHEME, payer, form["amount"], channel="insurer", source=insurer.code, reference=form["number"],
            received_on=form["remitted_on"], charges=charges,
        )  # fmt: skip
        collections.remit(
            tx, SCHEME, f"{insurer.code}/{form['number']}", [got.money], form["amount"], office=insurer.office, collector=insurer.code,
            period=period.isoformat(), remitted_on=form["remitted_on"], due=due, treasury_reference=form["treasury_reference"],
        )  # fmt: skip
    PaymentForm.objects.create(
        office=insurer.office, party=insurer.party, filing=place, recorded_at=tx.now, **form
    )
    return True


def standings(party: UUID, first: date, last: date) -> list[Standing]:
    """Every ten-day period between two days in which the insurer collected or filed something, oldest first."""
    return standings_of([party], first, last)[party]


def standings_of(parties: Sequence[UUID], first: date, last: date) -> dict[UUID, list[Standing]]:
    """The same of many insurers, in two statements."""
    sums = (
        Item.objects.filter(party__in=parties, state="live", sandbox=False, period__gte=first, period__lte=last)
        .values_list("party", "period").annotate(n=Count("key"), t=Sum("tax"), f=Sum("late_fee"))
    )  # fmt: skip
    found = {(party, day): (n, t + f) for party, day, n, t, f in sums}
    rows = Filing.objects.filter(party__in=parties, first__gte=first, first__lte=last)
    filings = {(f.party, f.first): f for f in rows}
    out: dict[UUID, list[Standing]] = {party: [] for party in parties}
    for party, day in sorted(set(found) | set(filings), key=lambda each: (str(each[0]), each[1])):
        filing = filings.get((party, day))
        reading = filing.reading if filing else READINGS["ten_day_holidays"].default
        lines, total = found.get((party, day), (0, 0))
        out[party].append(Standing(period_of(day, reading=reading), reading, lines, total, filing))
    return out


def filing_json(row: Filing) -> dict[str, Any]:
    """A filing as JSON, sums in fen."""
    days = (
        "first",
        "last",
        "filing_due",
        "filing_late_after",
        "remittance_due",
        "remittance_late_after",
        "filed_on",
    )
    return {
        "filing": row.number, "state": row.state, "reading": row.reading, "lines": row.lines, "not_due": row.not_due,
        "tax_fen": row.tax, "late_fee_fen": row.late_fee, "total_fen": row.total, "remitted_fen": row.remitted,
        "left_fen": row.total - row.remitted, "digest": row.digest,
        **{name: getattr(row, name).isoformat() for name in days},
    }  # fmt: skip


def _items(party: UUID, first: date) -> Any:
    return Item.objects.filter(party=party, period=first, state="live", sandbox=False)


def _hand_over(tx: Tx, insurer: InstitutionRow, number: str, period: Period, items: list[Item]) -> str:
    if not items:
        return ""
    payer = collections.firm_payer(insurer.code, insurer.name, insurer.office, insurer.party)
    month = period.first.year * 12 + period.first.month - 1
    charges = [
        collections.NewCharge(
            item.number, payer, SCHEME, month, item.tax + item.late_fee, kind="tax",
            parts={"tax": item.tax, "late_fee": item.late_fee}, basis={"filing": number, "tax_year": item.tax_year},
            due=period.remittance.due, late_after=period.remittance.late_after,
        )
        for item in items
    ]  # fmt: skip
    with opened("vehicle_tax.file"):
        return collections.hand_over(
            tx, SCHEME, insurer.code, number, month, charges, office=insurer.office
        ).digest


def require_prescribed(form: dict[str, Any], today: date) -> None:
    """Refuse another instrument or type of tax than the prescribed ones (9, 9.a)."""
    wanted = {"instrument": ("remittance_instrument", "9"), "tax_type": ("remittance_type", "9.a")}
    for name, (parameter, clause) in wanted.items():
        prescribed = BOOK[parameter].at(today).value
        if form[name] != prescribed:
            raise Coded(
                f"wrong_{name}", Text(f"应为“{prescribed}”", f"It must be {prescribed}"), where=name, clause=clause,
                mend=Text("按规定的缴款书和税款类型解缴", "Remit with the prescribed form and type"),
            )  # fmt: skip


def _require_form(row: Filing, form: dict[str, Any], today: date) -> None:
    require_prescribed(form, today)
    left = row.total - row.remitted
    if not 0 < form["amount"] <= left:
        raise Coded(
            "amount", Text(f"尚应解缴 {format_yuan(left)} 元", f"{format_yuan(left)} yuan are to be remitted"), where="amount",
            mend=Text("不得多缴，也不得坐扣手续费", "No more than that; no fee may be kept back"), clause="12.b",
        )  # fmt: skip
    if form["remitted_on"] > today or form["remitted_on"] <= ten_day_period(row.first)[1]:
        raise Coded(
            "day", Text("入库日期不对", "The day of the remittance cannot be right"), where="remitted_on"
        )


__all__ = [
    "FILING",
    "Standing",
    "draw_up",
    "filing_json",
    "remit",
    "require_prescribed",
    "send_on",
    "standings",
    "standings_of",
]
