"""Clocks in working days that stand still: the due date moved by pauses, and what is left of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from gongbao.kernel.calendar.deadline import Deadline, Skipped, settle
from gongbao.kernel.calendar.periods import START_NOT_COUNTED, working_days_after
from gongbao.kernel.calendar.workdays import ONE_DAY, Calendar
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

PAUSED = Text("中止计时", "clock suspended")


class Pause(NamedTuple):
    """A span that does not count, both days included; `last` is None while the pause still lasts."""

    first: date
    last: date | None
    reason: Text = PAUSED


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline before and after its pauses, and the working days they took."""

    before: Deadline
    after: Deadline
    paused: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Remaining:
    """A clock seen at the end of a day: working days used and left, whether it stands still.

    `moved` is None while an open pause leaves the end unknown.
    """

    used: int
    left: int
    standing: bool
    moved: Moved | None


def moved_due(
    start: date,
    days: int,
    pauses: Sequence[Pause],
    *,
    calendar: Calendar | None = None,
    clause: str = "neng-2020-6/3.2.b",
) -> Moved:
    """The end of the `days`-th working day after `start` that lies in no pause, beside the unpaused end.

    Overlapping pauses count once; a pause after the end moves nothing. Refusal for a pause without its
    last day that begins before the end, and for one that ends before it begins.
    """
    calendar = calendar or Calendar.as_known()
    _check(pauses)
    before = working_days_after(start, days, calendar=calendar, clause=clause)
    due, paused = before.due, dict[date, Text]()
    while True:
        if _open(pauses, due):
            raise _unknown_end()
        paused = _paused(calendar, pauses, start + ONE_DAY, due)
        later = calendar.add_working_days(start, days + len(paused))
        if later == due:
            break
        due = later
    after = settle(
        calendar,
        due,
        rule=before.rule,
        clause=clause,
        reading=START_NOT_COUNTED,
        skipped=sorted((dict(calendar.rest_days(start + ONE_DAY, due)) | paused).items()),
        consulted=(start + ONE_DAY, due),
    )
    return Moved(before, after, tuple(Skipped(*each) for each in sorted(paused.items())))


def remaining(
    start: date,
    days: int,
    pauses: Sequence[Pause],
    on: date,
    *,
    calendar: Calendar | None = None,
    clause: str = "neng-2020-6/3.2.b",
) -> Remaining:
    """The clock of `days` working days after `start` as it stands at the end of `on`."""
    calendar = calendar or Calendar.as_known()
    _check(pauses)
    used = 0
    if on > start:
        elapsed = calendar.working_days_between(start, on)
        used = min(elapsed - len(_paused(calendar, pauses, start + ONE_DAY, on)), days)
    standing = any(pause.first <= on <= (pause.last or on) for pause in pauses) and used < days
    try:
        moved = moved_due(start, days, pauses, calendar=calendar, clause=clause)
    except OpenPause:
        moved = None
    return Remaining(used, days - used, standing, moved)


class OpenPause(Refusal):
    """The end cannot be told while a pause lasts."""


def _unknown_end() -> OpenPause:
    return OpenPause(
        Text("计时仍在中止，届满日尚不能确定", "The clock still stands; its end is not yet known"),
        where="pauses",
        mend=Text("先登记恢复计时的日期", "Record the day on which it resumes first"),
    )


def _check(pauses: Sequence[Pause]) -> None:
    for pause in pauses:
        if pause.last is not None and pause.last < pause.first:
            raise Refusal(
                Text("中止的止日早于起日", "A pause ends before it begins"),
                where="pauses",
                mend=Text("改正起止日期", "Correct its dates"),
            )


def _open(pauses: Sequence[Pause], due: date) -> bool:
    return any(pause.last is None and pause.first <= due for pause in pauses)


def _paused(calendar: Calendar, pauses: Sequence[Pause], first: date, last: date) -> dict[date, Text]:
    paused: dict[date, Text] = {}
    for pause in pauses:
        span = calendar.working_days(max(pause.first, first), min(pause.last or last, last))
        paused |= dict.fromkeys(span, pause.reason)
    return paused
