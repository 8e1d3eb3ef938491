"""A deadline and how it came about: when due, when late, by which rule, clause and reading, days skipped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from gongbao.kernel.calendar.workdays import Calendar
from gongbao.law.errors import Refusal
from gongbao.law.text import Text


class Skipped(NamedTuple):
    """A day that did not count, and why."""

    date: date
    reason: Text


@dataclass(frozen=True, slots=True)
class Deadline:
    """The answer of a deadline rule.

    `due` is the day by which to act (its end, 24:00); acting after `late_after` is late. The two differ only
    where a reading grants more time than the rule's plain words. `remind_on` is the last working day on or
    before `due`. `provisional` says that the days passed lie in a year whose holidays are not proclaimed.
    """

    due: date
    late_after: date
    rule: str
    clause: str
    reading: str
    skipped: tuple[Skipped, ...]
    provisional: bool
    remind_on: date

    def is_late(self, on: date) -> bool:
        """Whether acting on `on` is late."""
        return on > self.late_after

    def as_json(self) -> dict[str, object]:
        """The stable JSON form of ``gongbao deadline``."""
        return {
            "due": self.due.isoformat(),
            "late_after": self.late_after.isoformat(),
            "rule": self.rule,
            "clause": self.clause,
            "reading": self.reading,
            "skipped": [
                {"date": day.isoformat(), "reason": reason.zh, "reason_en": reason.en}
                for day, reason in self.skipped
            ],
            "provisional": self.provisional,
        }


def settle(
    calendar: Calendar,
    due: date,
    *,
    rule: str,
    clause: str,
    reading: str,
    late_after: date | None = None,
    skipped: Iterable[tuple[date, Text]] = (),
    consulted: tuple[date, date] | None = None,
) -> Deadline:
    """A `Deadline`; `consulted` are the first and last day of which the rule asked whether people work."""
    return Deadline(
        due=due,
        late_after=late_after or due,
        rule=rule,
        clause=clause,
        reading=reading,
        skipped=tuple(Skipped(*each) for each in skipped),
        provisional=consulted is not None and calendar.provisional(*consulted),
        remind_on=calendar.on_or_before(due),
    )


def rolled(
    calendar: Calendar, nominal: date, *, rule: str, clause: str, reading: str, rolls: bool
) -> Deadline:
    """The nominal day, or (when it `rolls`) the first working day on or after it."""
    due = calendar.on_or_after(nominal) if rolls else nominal
    return settle(
        calendar,
        due,
        rule=rule,
        clause=clause,
        reading=reading,
        skipped=calendar.rest_days(nominal, due) if rolls else (),
        consulted=(nominal, due) if rolls else None,
    )


def choose(reading: str, known: tuple[str, ...], rule: str) -> str:
    """`reading` if the rule has it; Refusal naming the readings it has."""
    if reading in known:
        return reading
    names = "、".join(known)
    raise Refusal(
        Text(f"规则 {rule} 没有“{reading}”这种读法", f"Rule {rule} has no reading “{reading}”"),
        where="reading",
        mend=Text(f"可选的读法：{names}", f"Its readings: {', '.join(known)}"),
    )
