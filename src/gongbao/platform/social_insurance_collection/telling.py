"""Telling: reminders to late payers, results back to the agency, certificates and printed vouchers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from django.db.models import Max

from gongbao.kernel.calendar import month as months
from gongbao.kernel.money import format_yuan as yuan
from gongbao.law.text import Text
from gongbao.platform.collections import services as collections
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx
from gongbao.platform.letters import services as letters
from gongbao.platform.social_insurance_collection.models import Reminder, RightsNotice
from gongbao.platform.social_insurance_collection.words import ITEMS, SCHEME
from gongbao.policies.social_insurance_collection.rules import BOOK, LATE_FEE, READINGS

CERTIFICATE = Text("社会保险费缴费证明", "Certificate of contributions paid")
MARGIN = timedelta(days=2)
"""How far before the last notices payments are looked at again: a payment may have been booked meanwhile."""
VOUCHER = Text("银行端查询缴税凭证", "Voucher for paying at a bank's counter")


def fee_shown(row: collections.ChargeRow, on: date) -> int:
    """The late fee of what is left of a charge, if paid on `on`, by the room's rule; 0 where it is not late."""
    if row.late_after is None or row.left <= 0 or on <= row.late_after:
        return 0
    later = min(row.deferred, row.left)
    end = max(row.late_after, row.deferred_until or row.late_after)
    held = row.held == collections.DEFERRED
    return _fee(row.left - later, row.late_after, on, held) + _fee(later, end, on, on <= end)


def _fee(owed: int, due_on: date, on: date, deferred: bool) -> int:
    if not owed:
        return 0
    ruling = LATE_FEE.at(on)
    facts = {"paid_on": on, "due_on": due_on, "owed": owed, "deferred": deferred}
    return ruling.determine(ruling.load(facts)).amount_fen or 0


def remind(tx: Tx, *, payer_hash: str = "") -> int:
    """Remind every payer (or one) of charges whose last day has passed, once a day; returns how many charges."""
    today = tx.now.astimezone(ZONE).date()
    late = collections.charges(SCHEME, payer_hash=payer_hash, overdue_on=today, limit=None)
    rows = [row for row in late if row.held != collections.DEFERRED]
    told = set(Reminder.objects.filter(reminded_on=today).values_list("charge", flat=True))
    fresh = [(row, fee_shown(row, today)) for row in rows if row.number not in told]
    Reminder.objects.bulk_create(
        [
            Reminder(office=row.office, charge=row.number, reminded_on=today, late_fee=fee)
            for row, fee in fresh
        ],
        2000,
    )
    sums: dict[UUID, tuple[int, int]] = {}
    for row, fee in fresh:
        if row.party is not None:
            owed, fees = sums.get(row.party, (0, 0))
            sums[row.party] = owed + row.left, fees + fee
    for party, (owed, fee) in sums.items():
        text = Text(
            f"社会保险费逾期未缴 {yuan(owed)} 元，至今日滞纳金 {yuan(fee)} 元，请尽快缴纳",
            f"{yuan(owed)} yuan of contributions are overdue; the late fee today is {yuan(fee)} yuan",
        )
        tx.message(party, text)
    tx.audit("social.reminded", charges=len(fresh), payers=len(sums))
    return len(fresh)


def daily_rate(on: date, readings: Mapping[str, str] | None = None) -> Fraction:
    """The late fee a day in force, by the reading in use."""
    choice = READINGS.chosen(readings)["late_fee_rate"]
    name = "late_fee_daily" if choice == "law" else "late_fee_daily_1999"
    rate = BOOK[name].at(on).value
    assert isinstance(rate, Fraction)
    return rate


def charge_late_fees(tx: Tx, readings: Mapping[str, str] | None = None) -> int:
    """Charge the late fee of firms' charges paid late, once each, where that reading is in use; returns how many.

    By the reading taken unless another is chosen the fee is only shown.
    """
    if READINGS.chosen(readings)["late_fee_effect"] != "charge":
        return 0
    on = tx.now.astimezone(ZONE).date()
    rate = daily_rate(on, readings)
    made = [collections.charge_late_fee(tx, number, rate) for number in collections.paid_late(SCHEME)]
    count = sum(each is not None for each in made)
    tx.audit("social.late_fees", count=count)
    return count


def tell_agency(tx: Tx, *, payer_hash: str = "") -> int:
    """Tell the agency of every charge paid since the last time (4.p2); returns how many."""
    last = RightsNotice.objects.aggregate(at=Max("told_at"))["at"] if not payer_hash else None
    rows = collections.charges(
        SCHEME,
        payer_hash=payer_hash,
        states=("settled",),
        paid_since=last - MARGIN if last else None,
        limit=None,
    )
    known = set(
        RightsNotice.objects.filter(charge__in=[r.number for r in rows]).values_list("charge", flat=True)
    )
    fresh = [row for row in rows if row.number not in known and row.amount > 0]
    days = collections.paid_on([row.number for row in fresh])
    RightsNotice.objects.bulk_create(
        (
            RightsNotice(
                office=row.office,
                payer_hash=row.payer_hash,
                month=row.period,
                item=row.item,
                charge=row.number,
                amount=row.amount,
                paid_on=days[row.number],
                told_at=tx.now,
            )
            for row in fresh
        ),
        2000,
    )
    tx.audit("social.rights_told", count=len(fresh))
    return len(fresh)


def certificate(tx: Tx, payer: collections.Payer, first: int, last: int) -> letters.Issued:
    """Issue a certificate of what a payer has paid for the months from `first` to `last`, as a letter."""
    rows = collections.charges(SCHEME, payer_hash=payer.hash, states=("settled",), limit=None)
    paid = [row for row in rows if first <= row.period <= last and row.amount > 0]
    totals: dict[tuple[int, str], int] = {}
    for row in paid:
        totals[row.period, row.item] = totals.get((row.period, row.item), 0) + row.amount
    facts = [
        (f"{months.iso(month)} {ITEMS[item].zh if item in ITEMS else item}", f"{yuan(fen)} 元")
        for (month, item), fen in sorted(totals.items())
    ]
    content = letters.Content(
        opening=(f"{payer.name}（{payer.shown}）{months.iso(first)}至{months.iso(last)}缴费情况如下。",),
        facts=facts or [("缴费", "所选月份没有缴费记录")],
        basis=("京人社发〔2020〕18号第四条：权益记录由社会保险经（代）办机构负责，本证明只证明缴费。",),
        sum_fen=sum(totals.values()),
        sum_label="缴费合计",
    )
    return letters.issue(
        tx,
        "certificate.social",
        CERTIFICATE,
        content,
        office=payer.office,
        addressee=payer.name,
        prefix="京税社保证",
        issuer="tax",
        party=payer.party,
    )


def print_voucher(
    tx: Tx, payer: collections.Payer, numbers: Sequence[str], point: str, *, whole: bool = True
) -> tuple[collections.Issued, UUID]:
    """Issue a voucher over charges and its PDF, unless `whole` without what is deferred; the same again gives the same voucher."""
    on = tx.now.astimezone(ZONE).date()
    days = int(str(BOOK["voucher_days"].at(on).value))
    made = collections.issue_voucher(tx, numbers, days=days, point=point, whole=whole)
    known = collections.voucher_letter(made.voucher)
    if known is not None:
        return made, known
    parts = collections.voucher_parts(made.voucher)
    rows = [c for c in collections.charges(SCHEME, payer_hash=payer.hash) if c.number in parts]
    code = " ".join(made.code[n : n + 4] for n in range(0, 20, 4))
    content = letters.Content(
        opening=("请持本凭证到商业银行柜台缴款。",),
        facts=[
            ("凭证号码", code),
            ("有效期至", made.expires_on.isoformat()),
            *(
                (
                    f"{months.iso(c.period)} {ITEMS[c.item].zh if c.item in ITEMS else c.item}",
                    f"{yuan(parts[c.number])} 元{'（缓缴部分除外）' if parts[c.number] < c.left else ''}",
                )
                for c in rows
            ),
        ],
        basis=("京人社发〔2020〕18号第三条第一款第三项",),
        sum_fen=made.amount,
        sum_label="应缴合计",
        closing=("过期作废，可以重新打印。",),
    )
    issued = letters.issue(
        tx,
        "voucher.social",
        VOUCHER,
        content,
        office=payer.office,
        addressee=payer.name,
        prefix="京税社保凭",
        issuer="tax",
        party=payer.party,
    )
    collections.note_letter(tx, made.voucher, issued.letter)
    return made, issued.letter
