"""Collecting with the policy, voiding and correcting: amounts come from the rules, each year is collected once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from gongbao.kernel.calendar.tax import ten_day_period
from gongbao.kernel.money import format_yuan
from gongbao.law.text import Text
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.letters import services as letters
from gongbao.platform.vehicle_tax.credentials import Caller
from gongbao.platform.vehicle_tax.institutions import institution
from gongbao.platform.vehicle_tax.models import Item, PaidYear
from gongbao.platform.vehicle_tax.quoting import Quote, YearDue, quote
from gongbao.platform.vehicle_tax.refusals import Coded, not_found
from gongbao.platform.vehicle_tax.systems import require_usable
from gongbao.platform.vehicle_tax.vehicles import owner_hash
from gongbao.policies.vehicle_tax.entry import masked_plate, masked_vin

OWNER_SEAL = "vehicle_tax.owner"
COLLECTION = Text("代收记录", "collection")


def collect(
    tx: Tx, caller: Caller, entered: Mapping[str, Any], expected: int | None = None
) -> dict[str, Any]:
    """Collect the tax with a policy; returns the collection with a line for each year.

    Nothing can be overridden: `expected` (fen), if given, must be what the rules say. Refused where the
    system is not accepted, an entry is wrong, or a year was collected before, by whomever.
    """
    today = local_day(tx.now)
    insurer = institution(caller.actor.party)
    system = _system(caller, str(entered.get("system") or ""), today, insurer.operates)
    found = quote(entered, today, sandbox=caller.sandbox)
    if expected is not None and expected != found.total:
        raise _override(expected, found.total)
    return _book(tx, caller, entered, found, system, insurer.office)


def void(tx: Tx, caller: Caller, collection: str, why: str) -> dict[str, Any]:
    """Undo a collection whose policy was cancelled, before it is filed; the year can then be collected again."""
    items = _live(caller, collection)
    _end(tx, items, "void", why)
    tx.audit("vehicle_tax.voided", collection=collection)
    return {"collection": collection, "state": "void", "returned_fen": sum(i.tax + i.late_fee for i in items)}


def correct(
    tx: Tx, caller: Caller, collection: str, entered: Mapping[str, Any], why: str, expected: int | None = None
) -> dict[str, Any]:
    """Replace a collection by one with the right entries, before it is filed; tells the difference in fen."""
    items = _live(caller, collection)
    before = sum(item.tax + item.late_fee for item in items)
    _end(tx, items, "corrected", why)
    made = collect(tx, caller, entered, expected)
    Item.objects.filter(collection=made["collection"]).update(corrects=collection)
    tx.audit("vehicle_tax.corrected", collection=collection, by=made["collection"])
    return {**made, "corrects": collection, "difference_fen": made["total_fen"] - before}


def collected(caller: Caller, collection: str) -> dict[str, Any]:
    """A collection of this insurer as its key may see it. Raises Coded 404."""
    items = list(Item.objects.filter(_own(caller), collection=collection).order_by("tax_year"))
    if not items:
        raise not_found(COLLECTION, collection)
    return told(items)


def told(items: list[Item]) -> dict[str, Any]:
    """A collection as JSON: its years, totals and state; VIN and plate masked."""
    first = items[0]
    return {
        "collection": first.collection,
        "state": first.state,
        "policy_number": first.policy_number,
        "collected_on": first.collected_on.isoformat(),
        "period_first_day": first.period.isoformat(),
        "vin": first.vin_shown,
        "plate": first.plate_shown,
        "sandbox": first.sandbox,
        "filing": first.filing,
        "total_fen": sum(item.tax + item.late_fee for item in items),
        "refunded_fen": sum(item.refunded for item in items),
        "years": [
            {
                "number": i.number, "tax_year": i.tax_year, "outcome": i.outcome, "tax_fen": i.tax, "late_fee_fen": i.late_fee,
                "refunded_fen": i.refunded, "refunded_on": i.refunded_on and i.refunded_on.isoformat(),
            }
            for i in items
        ],
    }  # fmt: skip


def _book(
    tx: Tx, caller: Caller, entered: Mapping[str, Any], found: Quote, system: str, office: str
) -> dict[str, Any]:
    today = local_day(tx.now)
    name = _next(f"VT-{today:%Y%m}" if not caller.sandbox else f"VTS-{today:%Y%m}")
    numbers = {year.tax_year: f"{name}-{year.tax_year % 100:02d}" for year in found.years}
    _claim_years(found, numbers, caller.sandbox)
    vin, plate, owner = str(entered["vin"]), str(entered.get("plate") or ""), str(entered["owner_name"])
    common = {
        "office": office, "party": caller.actor.party, "collection": name, "unit": caller.unit, "credential": caller.key,
        "system": system, "sandbox": caller.sandbox, "vin_hash": found.vin_hash, "vin_shown": masked_vin(vin),
        "plate_shown": masked_plate(plate), "owner_hash": owner_hash(str(entered["owner_number"])),
        "owner_sealed": secrets.seal(owner, OWNER_SEAL), "vehicle_class": entered["vehicle_class"],
        "policy_number": entered["policy_number"], "collected_on": today, "period": ten_day_period(today)[0],
        "proof": _proof(entered) or found.relief[:120], "made_at": tx.now,
    }  # fmt: skip
    items = [Item(**common, **_columns(year, numbers[year.tax_year])) for year in found.years]
    Item.objects.bulk_create(items)
    return told(items)


def _columns(year: YearDue, number: str) -> dict[str, Any]:
    return {
        "number": number, "tax_year": year.tax_year, "outcome": year.outcome, "tax": year.tax,
        "late_fee": year.late_fee, "answer": year.answer,
    }  # fmt: skip


def _claim_years(found: Quote, numbers: Mapping[int, str], sandbox: bool) -> None:
    """Take the years for this collection; the database lets one insurer have each."""
    rows = [
        PaidYear(vin_hash=found.vin_hash, tax_year=y, item=n, sandbox=sandbox) for y, n in numbers.items()
    ]
    PaidYear.objects.bulk_create(rows, ignore_conflicts=True)
    mine = PaidYear.objects.filter(vin_hash=found.vin_hash, item__in=numbers.values()).count()
    if mine != len(rows):
        raise Coded(
            "collected_before", Text("该年度的车船税已经代收", "The tax of the year was collected before"), where="vin",
            mend=Text("请重新询价", "Ask for a new quote"), clause="6.3.a", status=409,
        )  # fmt: skip


def _live(caller: Caller, collection: str) -> list[Item]:
    items = list(
        Item.objects.select_for_update().filter(_own(caller), collection=collection).order_by("number")
    )
    if not items:
        raise not_found(COLLECTION, collection)
    if items[0].state != "live":
        raise Coded(
            "ended",
            Text("这笔代收已撤销或更正", "It was voided or corrected before"),
            where=collection,
            status=409,
        )
    if items[0].filing:
        raise Coded(
            "filed", Text("已申报的代收不能撤销或更正", "A collection that was filed cannot be undone"), where=collection,
            mend=Text("请纳税人向主管税务机关申请退税", "The taxpayer applies to the tax authority for a refund"), clause="8", status=409,
        )  # fmt: skip
    return items


def _end(tx: Tx, items: list[Item], state: str, why: str) -> None:
    numbers = [item.number for item in items]
    Item.objects.filter(number__in=numbers).update(state=state, ended_at=tx.now, ended_why=why)
    PaidYear.objects.filter(item__in=numbers).delete()


def _own(caller: Caller) -> Q:
    """The items of the caller: its insurer's, and only its unit's where the key belongs to one."""
    own = Q(party=caller.actor.party, sandbox=caller.sandbox)
    return own & Q(unit=caller.unit) if caller.unit else own


def _system(caller: Caller, release: str, today: date, operates: bool) -> str:
    if caller.sandbox:
        return f"sandbox {release}"
    assert caller.actor.party is not None
    return require_usable(caller.actor.party, release, today, operates=operates)


def _proof(entered: Mapping[str, Any]) -> str:
    parts = (entered.get("proof_office"), entered.get("proof_number"))
    return " ".join(str(part) for part in parts if part)[:120]


def _next(stem: str) -> str:
    return f"{stem}-{letters.next_number(stem):07}"


def _override(expected: int, due: int) -> Coded:
    return Coded(
        "amount_differs",
        Text(
            f"应收 {format_yuan(due)} 元，不得按 {format_yuan(expected)} 元收取",
            f"{format_yuan(due)} yuan are due; {format_yuan(expected)} cannot be collected",
        ),
        where="expected_fen",
        mend=Text(
            "按询价结果收取，不能改动金额", "Collect what the quote says; the amount cannot be changed"
        ),
        clause="6.3.a",
    )
