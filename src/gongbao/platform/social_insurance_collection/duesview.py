"""What a payer sees: what is due, why, until when, how to pay, what was paid. Plain values for the screens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.kernel.money import format_yuan
from gongbao.kernel.rules.question import Question
from gongbao.law.text import Text
from gongbao.platform.collections import services as collections
from gongbao.platform.db.services import Actor
from gongbao.platform.social_insurance_collection import declaring
from gongbao.platform.social_insurance_collection.assessing import flexible_payer
from gongbao.platform.social_insurance_collection.debits import LeftOut, left_out
from gongbao.platform.social_insurance_collection.models import (
    Assessment,
    AssessmentLine,
    Declared,
    FirmRegistration,
    FlexibleRegistration,
)
from gongbao.platform.social_insurance_collection.telling import fee_shown
from gongbao.platform.social_insurance_collection.words import ITEMS, MISMATCHES, SCHEME, SIDES
from gongbao.policies.social_insurance_collection.rules import BANK_COUNTER, BATCH_DEBIT, ONLINE_DEBIT


class Source(NamedTuple):
    """One dated value behind a sum: what it is, its value in words, from when, from where, how sure."""

    title: Text
    value: Text
    since: date
    source: Text
    confidence: str


class Due(NamedTuple):
    """One charge as its payer sees it; `fee` is the late fee if paid today, `waits` why it is not debited."""

    row: collections.ChargeRow
    item: Text
    parts: tuple[tuple[Text, int], ...]
    why: tuple[Source, ...]
    fee: int
    waits: Text | None = None
    late: bool = False

    @property
    def deferred_yuan(self) -> str:
        """What may be paid later, in yuan."""
        return format_yuan(self.row.deferred)

    @property
    def fee_yuan(self) -> str:
        """The late fee in yuan."""
        return format_yuan(self.fee)

    @property
    def declared_yuan(self) -> str:
        """The wages or base declared behind it, in yuan."""
        return format_yuan(int(self.row.basis.get("declared", self.row.basis.get("base", 0))))


class Way(NamedTuple):
    """A way of paying: whether it is open, and the conditions behind the answer."""

    name: str
    title: Text
    open: bool
    reasons: tuple[tuple[Text, str, str], ...]


@dataclass(frozen=True)
class Dues:
    """Everything on a payer's page; sums in fen."""

    payer: collections.Payer
    open: tuple[Due, ...]
    paid: tuple[Due, ...]
    payments: tuple[collections.PaymentRow, ...]
    vouchers: tuple[collections.VoucherRow, ...]
    agreement: collections.AgreementRow | None
    ways: tuple[Way, ...]
    total: int
    first_due: date | None
    loose: int
    deferred: int = 0

    @property
    def deferred_yuan(self) -> str:
        """What of it may be paid later, in yuan."""
        return format_yuan(self.deferred)

    @property
    def loose_yuan(self) -> str:
        """Loose money in yuan."""
        return format_yuan(self.loose)


def payer_of(actor: Actor) -> collections.Payer | None:
    """The acting party as payer: a registered firm or flexible worker; None where the agency has neither."""
    firm = FirmRegistration.objects.filter(party=actor.party).first()
    if firm is not None:
        return declaring.payer_of_firm(firm)
    row = FlexibleRegistration.objects.filter(party=actor.party).first()
    return flexible_payer(row) if row is not None else None


def dues(actor: Actor, on: date) -> Dues | None:
    """What the acting party owes and has paid; None where it is not registered. Inside a read() of `actor`."""
    payer = payer_of(actor)
    if payer is None:
        return None
    out = left_out(on, payer_hash=payer.hash)
    rows = [due(c, on, out) for c in collections.charges(SCHEME, payer_hash=payer.hash, limit=400)]
    open_ = [d for d in rows if d.row.state == "open" and d.row.amount > 0]
    open_.sort(key=lambda d: (d.row.due or date.max, d.row.period, d.row.item))
    agreement = collections.in_force(payer.hash)
    money = collections.payments(SCHEME, payer_hash=payer.hash, limit=100)
    return Dues(
        payer,
        tuple(open_),
        tuple(d for d in rows if d.row.state == "settled" and d.row.amount > 0),
        tuple(money),
        tuple(collections.vouchers(SCHEME, payer.hash, on)),
        agreement,
        ways(payer, agreement, on),
        sum(d.row.left for d in open_),
        min((d.row.due for d in open_ if d.row.due is not None), default=None),
        sum(m.unallocated for m in money),
        sum(d.row.left - collections.due_now(d.row, on) for d in open_),
    )


def due(row: collections.ChargeRow, on: date, out: LeftOut) -> Due:
    """A charge with its words and sources."""
    told = MISMATCHES.get(row.held) or collections.HELD.get(row.held)
    waits = told or out.why(row) if row.left > 0 else None
    parts = tuple((SIDES.get(side, Text(side, side)), fen) for side, fen in row.parts.items() if fen)
    item = ITEMS.get(row.item, Text(row.item, row.item))
    return Due(row, item, parts, why(row.basis), fee_shown(row, on), waits, _late(row, on))


def _late(row: collections.ChargeRow, on: date) -> bool:
    """Whether something of a charge is late: not what is deferred."""
    if row.left <= 0 or row.due is None or on <= row.due:
        return False
    return row.left > row.deferred or row.deferred_until is None or on > row.deferred_until


def why(basis: dict[str, Any]) -> tuple[Source, ...]:
    """The dated values behind a charge."""
    found = []
    for told in basis.get("parameters", {}).values():
        if told["unit"] in ("month", "date"):
            continue
        found.append(
            Source(
                Text(*told["title"]),
                _value(told["value"], told["unit"]),
                date.fromisoformat(told["from"]),
                Text(*told["source"]),
                told["confidence"],
            )
        )
    return tuple(found)


def _value(value: str, unit: str) -> Text:
    if unit == "ratio":
        top, _, under = value.partition("/")
        percent = f"{int(top) * 100 / int(under or 1):.4f}".rstrip("0").rstrip(".") + "%"
        return Text(percent, percent)
    if unit.startswith("fen"):
        yuan = format_yuan(int(value))
        return Text(f"{yuan} 元", f"{yuan} yuan")
    return Text(value, value)


def ways(payer: collections.Payer, agreement: collections.AgreementRow | None, on: date) -> tuple[Way, ...]:
    """The ways of paying with the rule's own answer; flexible workers are debited and choose nothing."""
    if payer.kind != "firm":
        return ()
    kind = agreement.kind if agreement else "none"
    counter = {"is_firm": True, "voucher_point": "client", "voucher_expires_on": on}
    channels = collections.CHANNELS
    return (
        _way(
            "online_debit",
            channels,
            ONLINE_DEBIT,
            {"is_firm": True, "agreement": kind, "uses_client": True},
            on,
        ),
        _way("batch_debit", channels, BATCH_DEBIT, {"is_firm": True, "agreement": kind}, on),
        _way("bank_counter", channels, BANK_COUNTER, counter, on),
    )


def _way(name: str, titles: dict[str, Text], question: Question, facts: dict[str, Any], on: date) -> Way:
    ruling = question.at(on)
    answer = ruling.determine(ruling.load(facts))
    reasons = tuple(
        (each.unit.tag.label, each.unit.tag.clause, answer.state_of(each)) for each in answer.reasons
    )
    return Way(name, titles[name], answer.outcome == "met", reasons)


class Line(NamedTuple):
    """A person's line of an assessment, masked; the bases and parts in fen."""

    name: str
    shown: str
    declared: int
    parts: dict[str, int]
    amount: int


def lines(assessment: UUID, *, limit: int = 2000) -> list[Line]:
    """What an assessment found for each person; inside a read() of somebody who may see it."""
    rows = AssessmentLine.objects.filter(assessment=assessment).order_by("person_shown", "id")[:limit]
    return [Line(r.person_name, r.person_shown, r.declared_base, r.parts, r.amount) for r in rows]


class Assessed(NamedTuple):
    """An assessment as listed."""

    id: UUID
    month: int
    version: int
    persons: int
    total: int
    items: dict[str, dict[str, int]]
    charge_file: str


def assessments(found: Sequence[UUID]) -> dict[UUID, list[Assessed]]:
    """The assessments of cases, by case."""
    told: dict[UUID, list[Assessed]] = {key: [] for key in found}
    for r in Assessment.objects.filter(case__in=found).order_by("month", "version"):
        assert r.case is not None
        told[r.case].append(Assessed(r.id, r.month, r.version, r.persons, r.total, r.items, r.charge_file))
    return told


class LastDeclared(NamedTuple):
    """The acting firm's last declaration: its case and month, and how many people it named."""

    case: UUID
    month: int
    persons: int


def last_declared(actor: Actor) -> LastDeclared | None:
    """What the firm may declare again; None before any. Nobody's particulars are opened."""
    row = Declared.objects.filter(party=actor.party).order_by("-month", "-version").first()
    return LastDeclared(row.case, row.month, row.persons) if row is not None else None
