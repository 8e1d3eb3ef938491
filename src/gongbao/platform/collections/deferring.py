"""Deferred charges: a part that may be paid up to a later day without being late. What is not deferred is paid first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol
from uuid import UUID

from django.db.models import F, Q

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections.charging import locked
from gongbao.platform.collections.models import Charge
from gongbao.platform.db.services import Tx


class Deferrable(Protocol):
    """A charge, as kept or as screens know it."""

    @property
    def left(self) -> int:
        """Fen still to be paid."""

    @property
    def deferred(self) -> int:
        """Fen that may be paid later."""

    @property
    def deferred_until(self) -> date | None:
        """Until when."""


def defer(tx: Tx, parts: Mapping[str, int], until: date) -> int:
    """Let of each charge (by number) so many fen be paid up to `until`; returns how many charges changed.

    Charges that are paid, or on which nothing would be deferred, are left as they are.
    """
    changed = []
    for number, row in locked(sorted(parts)).items():
        fen = min(parts[number], row.amount)
        if row.state == "open" and fen > 0:
            row.deferred, row.deferred_until = fen, until
            changed.append(row)
    Charge.objects.bulk_update(changed, ["deferred", "deferred_until"])
    tx.audit(
        "charges.deferred", count=len(changed), fen=sum(row.deferred for row in changed), until=str(until)
    )
    return len(changed)


def due_now(row: Deferrable, on: date) -> int:
    """What of a charge is asked for on a day, in fen: what is left, without what is deferred beyond the day before."""
    waits = row.deferred if row.deferred_until is not None and row.deferred_until >= on else 0
    return max(row.left - waits, 0)


def asked_of(rows: Iterable[Charge], on: date, *, whole: bool) -> dict[UUID, int]:
    """What is asked of each charge on a day, in fen: all that is left, or (unless `whole`) what is due now.

    A charge of which nothing is asked is left out. Raises Refusal where nothing at all is.
    """
    sums = {row.id: fen for row in rows if (fen := row.left if whole else due_now(row, on))}
    if not sums:
        raise Refusal(
            Text(
                "所选的都在缓缴期内，现在不用缴", "All that was chosen is deferred: nothing is to be paid now"
            ),
            mend=Text("要提前缴，请勾选“缓缴的也一起缴”", "To pay early, tick “what is deferred too”"),
        )
    return sums


def running(on: date) -> Q:
    """Charges of which a part is deferred beyond the day before `on`."""
    return Q(deferred__gt=0, deferred_until__gte=on)


def nothing_due(on: date) -> Q:
    """Charges of which nothing is asked for on a day: what is left is deferred."""
    return running(on) & Q(amount__lte=F("settled") + F("deferred"))


def overdue(on: date) -> Q:
    """Open charges of which something is late on `on`: what is deferred on that day is not."""
    late = Q(state="open", amount__gt=0, late_after__lt=on)
    return late & (~running(on) | Q(amount__gt=F("settled") + F("deferred")))
