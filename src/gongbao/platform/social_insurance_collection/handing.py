"""Handing over: assessments become immutable charge files; a later version sends the difference only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.kernel.calendar import month as months
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections import services as collections
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx
from gongbao.platform.social_insurance_collection.assessing import flexible_payer
from gongbao.platform.social_insurance_collection.models import (
    Assessment,
    FirmRegistration,
    FlexibleRegistration,
    Project,
)
from gongbao.platform.social_insurance_collection.registering import stored_debit_days
from gongbao.platform.social_insurance_collection.words import SCHEME
from gongbao.policies.social_insurance_collection.deadlines import (
    collection_month,
    debit_days,
    firm_deadline,
)
from gongbao.policies.social_insurance_collection.rules import BOOK, DOCUMENT, PROJECT


class Sent(NamedTuple):
    """What was handed over: the file's number, how many charges, their total, and the last day to pay."""

    number: str
    charges: int
    total: int
    due_on: date | None


def hand_over(tx: Tx, assessment: UUID) -> Sent:
    """Hand an assessment to the tax side; the same again changes nothing.

    A first version sends its sums; a later one sends, by insurance, the difference against everything sent for
    the month before. Where nothing differs nothing is sent.
    """
    row = Assessment.objects.select_for_update().filter(pk=assessment).first()
    if row is None:
        raise Refusal(Text("没有这次核定", "There is no such assessment"))
    if row.charge_file:
        known = collections.charges(SCHEME, payer_hash=row.payer_hash, period=row.month)
        mine = [c for c in known if c.number.startswith(row.stem + "-")]
        return Sent(row.charge_file, len(mine), sum(c.amount for c in mine), _last(mine))
    payer, today = payer_of(row), tx.now.astimezone(ZONE).date()
    before = _sent_before(row)
    first = _first_charges(row) if row.version > 1 else {}
    due = {item: due_on(payer, item, row.month, today) for item in row.items}
    charges = _charges(row, payer, before, first, due)
    row.charge_file = row.stem
    row.save(update_fields=["charge_file"])
    if not charges:
        return Sent(row.stem, 0, 0, None)
    done = collections.hand_over(tx, SCHEME, "agency", row.stem, row.month, charges, office=row.office)
    _use_credit(tx, payer, [c.number for c in charges if c.amount < 0])
    return Sent(row.stem, done.count, done.total, max((c.due for c in charges if c.due), default=None))


def hand_over_flexible(
    tx: Tx, rows: Sequence[Assessment], registered: Mapping[str, FlexibleRegistration]
) -> int:
    """Hand first assessments of flexible workers over, one file an office and month; returns how many files."""
    today, due = tx.now.astimezone(ZONE).date(), dict[tuple[int, str, str], date]()
    payers = {mark: flexible_payer(row) for mark, row in registered.items()}
    files: dict[tuple[str, int], list[Assessment]] = {}
    for row in rows:
        files.setdefault((row.office, row.month), []).append(row)
    for (office, month), mine in sorted(files.items()):
        stem = f"SI-{months.iso(month)}-flexible-{office}"
        tx.lock(f"social/{stem}")
        sent = Assessment.objects.filter(month=month, office=office, charge_file__startswith=stem)
        number = f"{stem}-{sent.values('charge_file').distinct().count() + 1:04d}"
        charges = []
        for row in mine:
            payer, pays = payers[row.payer_hash], registered[row.payer_hash].pays
            for item in row.items:
                if (month, item, pays) not in due:
                    due[month, item, pays] = due_on(payer, item, month, today, pays)
            days = {item: due[month, item, pays] for item in row.items}
            charges += _charges(row, payer, {}, {}, days)
        Assessment.objects.filter(pk__in=[row.id for row in mine]).update(charge_file=number)
        if charges:
            collections.hand_over(tx, SCHEME, "agency", number, month, charges, office=office)
    return len(files)


def _charges(
    row: Assessment,
    payer: collections.Payer,
    before: Mapping[str, Mapping[str, int]],
    first: Mapping[str, str],
    due: Mapping[str, date],
) -> list[collections.NewCharge]:
    """What an assessment charges by insurance, beyond what was handed over before."""
    charges = []
    for item, parts in sorted(row.items.items()):
        change = {side: fen - before.get(item, {}).get(side, 0) for side, fen in parts.items()}
        if not sum(change.values()):
            continue
        charges.append(
            collections.NewCharge(
                f"{row.stem}-{item}",
                payer,
                item,
                row.month,
                sum(change.values()),
                kind="assessed" if row.version == 1 else "difference",
                persons=row.persons,
                parts=change,
                basis=_basis_of(row.basis, item),
                due=due[item],
                late_after=due[item],
                corrects=first.get(item, ""),
            )
        )
    return charges


def _use_credit(tx: Tx, payer: collections.Payer, less: list[str]) -> None:
    """What a month now costs less settles what the payer still owes, oldest first; the rest stays loose."""
    for number in less:
        money = collections.credit(tx, number).money
        owed = [c for c in collections.charges(SCHEME, payer_hash=payer.hash, states=("open",)) if c.left > 0]
        free = [c.number for c in sorted(owed, key=lambda c: (c.period, c.number))]
        collections.settle(tx, money, free)


def due_on(payer: collections.Payer, item: str, month: int, today: date, pays: str = "month") -> date:
    """The last day to pay an item of a month, handed over today: never in a month that is over.

    `pays` is how often a flexible worker pays. A flexible worker's day is
    the month's last debit day; where the calendar is not loaded, the month's end.
    """
    when = max(collection_month(item, month, pays), months.month_of(today))
    if payer.kind == "firm":
        found = firm_deadline(when)
        return found.due if found.due >= today else firm_deadline(when + 1).due
    try:
        days = debit_days(when, stored_debit_days(when))
    except Refusal:
        return months.last_day(when)
    last = days[-1].day
    return last if last >= today else months.last_day(when + 1)


def charge_project(tx: Tx, project: UUID) -> Sent:
    """Charge a construction project's injury contribution, once, by project (1.1.b)."""
    row = Project.objects.select_related("firm").get(pk=project)
    ruling = PROJECT.at(row.registered_on)
    answer = ruling.determine(ruling.load({"project_registered": True, "project_base": row.base}))
    amount, firm = answer.amount_fen, row.firm
    assert amount is not None
    payer = collections.firm_payer(firm.credit_code, firm.name, firm.office, firm.party)
    month = months.month_of(row.registered_on)
    rate = BOOK["project_injury_rate"].at(row.registered_on)
    due = due_on(payer, "injury", month, tx.now.astimezone(ZONE).date())
    number = f"SI-PROJECT-{row.number}"
    charge = collections.NewCharge(
        f"{number}-injury",
        payer,
        "injury",
        month,
        amount,
        kind="project",
        parts={"employer": amount},
        basis={"base": row.base, "rate": str(rate.value), "source": [rate.source.zh, rate.source.en]},
        due=due,
        late_after=due,
    )
    done = collections.hand_over(tx, SCHEME, "agency", number, month, [charge], office=row.office)
    return Sent(number, 1, done.total, due)


def payer_of(row: Assessment) -> collections.Payer:
    """The payer of an assessment."""
    flexible = FlexibleRegistration.objects.filter(person_hash=row.payer_hash).first()
    if flexible is not None:
        return flexible_payer(flexible)
    for firm in FirmRegistration.objects.filter(party=row.party, office=row.office):
        payer = collections.firm_payer(firm.credit_code, firm.name, firm.office, firm.party)
        if payer.hash == row.payer_hash:
            return payer
    raise Refusal(Text("缴费人没有登记", "The payer is not registered"), clause=DOCUMENT + "2.1")


def _sent_before(row: Assessment) -> dict[str, dict[str, int]]:
    """What earlier versions of the month have been handed over, by insurance and side."""
    last = (
        Assessment.objects.filter(payer_hash=row.payer_hash, month=row.month, version__lt=row.version)
        .exclude(charge_file="")
        .order_by("-version")
        .first()
    )
    return dict(last.items) if last is not None else {}


def _first_charges(row: Assessment) -> dict[str, str]:
    """The number of the month's first charge of each insurance: what differences correct."""
    known = collections.charges(SCHEME, payer_hash=row.payer_hash, period=row.month)
    same = sorted((c for c in known if not c.corrects), key=lambda c: c.number, reverse=True)
    return {c.item: c.number for c in same}


def _basis_of(whole: dict[str, Any], item: str) -> dict[str, Any]:
    """The part of an assessment's basis that speaks of one insurance."""
    wanted = {n: p for n, p in whole["parameters"].items() if item in n}
    relief = {n: p for n, p in whole["parameters"].items() if n.startswith("relief_") and item != "medical"}
    return {**whole, "parameters": {**wanted, **relief}}


def _last(rows: list[collections.ChargeRow]) -> date | None:
    return max((row.due for row in rows if row.due is not None), default=None)
