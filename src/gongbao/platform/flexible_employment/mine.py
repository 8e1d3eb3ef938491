"""A person's own subsidy as they see it: months had, months left, every month with its sum or why nothing was paid (4.a)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from gongbao.kernel.calendar.month import label
from gongbao.law.text import Text
from gongbao.platform.flexible_employment.models import Entitled, Month


@dataclass(frozen=True)
class OwnMonth:
    """One month: its sum in fen, or why nothing was paid; `settled` once it was approved."""

    month: int
    amount: int
    settled: bool
    why: tuple[str, ...]

    @property
    def words(self) -> Text:
        """What became of it."""
        if not self.amount:
            return Text("不发", "not paid")
        return Text("已核定", "approved") if self.settled else Text("待复核", "second review")


@dataclass(frozen=True)
class Mine:
    """A right with its months, the newest first; a month approved is a month had, a break costs none."""

    scheme: str
    most: int
    used: int
    months: tuple[OwnMonth, ...]
    running: bool

    @property
    def left(self) -> int:
        """Months still to be had."""
        return max(self.most - self.used, 0)

    @property
    def breaks(self) -> tuple[Text, ...]:
        """The breaks between months had, as they are told: from the month after one to the month before the next."""
        had = sorted(each.month for each in self.months if each.amount)
        pairs = [(a + 1, b - 1) for a, b in pairwise(had) if b - a > 1]
        return tuple(_span(first, last) for first, last in pairs)


def mine(party: UUID | None) -> list[Mine]:
    """The subsidies of a person; inside a read() of that person."""
    out = []
    for row in Entitled.objects.filter(party=party).exclude(party=None).order_by("-granted_at"):
        months = tuple(
            OwnMonth(each.month, each.amount, each.entitlement is not None, tuple(each.why))
            for each in Month.objects.filter(entitled=row).order_by("-month")
        )
        used = sum(1 for each in months if each.amount)
        out.append(Mine(row.scheme, row.max_months, used, months, row.stopped_at is None))
    return out


def _span(first: int, last: int) -> Text:
    if first == last:
        return label(first)
    return Text(
        f"{label(first).zh}至{label(last).zh}", f"{label(first).say('en')} to {label(last).say('en')}"
    )
