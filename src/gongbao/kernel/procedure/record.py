"""What is kept of a case: its events and the state they fold to, both convertible to JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from typing import Any, Literal

from gongbao.kernel.calendar import Deadline, Skipped
from gongbao.law.text import Text

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
"""Beijing has kept one offset without summer time since 1991."""
Status = Literal["running", "suspended", "stopped", "expired"]


@dataclass(frozen=True)
class Event:
    """One act on a case: number from 1 without gaps, instant, who in which role and office, and details."""

    sequence: int
    action: str
    at: datetime
    actor: str
    role: str
    office: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The calendar day in Beijing on which the act happened."""
        return self.at.astimezone(BEIJING).date()

    def dump(self) -> dict[str, Any]:
        """The event as JSON values."""
        return {**self.__dict__, "at": self.at.isoformat(), "body": dict(self.body)}

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> Event:
        """The event `dump` wrote."""
        return cls(**{**data, "at": datetime.fromisoformat(data["at"])})


@dataclass(frozen=True)
class ClockRun:
    """A clock of a case: since when it runs, its deadline and the working days suspension has added."""

    name: str
    status: Status
    started: date
    deadline: Deadline
    paused_on: date | None = None
    working_days_lost: int = 0
    remind_on: tuple[date, ...] = ()

    def late(self, on: date) -> bool:
        """Whether the limit has run out unanswered before the day `on`."""
        return self.status == "running" and on > self.deadline.late_after

    def dump(self) -> dict[str, Any]:
        """The clock as JSON values."""
        return {
            **self.__dict__,
            "started": self.started.isoformat(),
            "deadline": dump_deadline(self.deadline),
            "paused_on": self.paused_on.isoformat() if self.paused_on else None,
            "remind_on": [day.isoformat() for day in self.remind_on],
        }

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> ClockRun:
        """The clock `dump` wrote."""
        return cls(
            **{
                **data,
                "started": date.fromisoformat(data["started"]),
                "deadline": load_deadline(data["deadline"]),
                "paused_on": date.fromisoformat(data["paused_on"]) if data["paused_on"] else None,
                "remind_on": tuple(date.fromisoformat(day) for day in data["remind_on"]),
            }
        )


@dataclass(frozen=True)
class Item:
    """Something opened by an event and not yet settled, such as an objection; `number` is that event's."""

    kind: str
    number: int


@dataclass(frozen=True)
class CaseState:
    """Where a case stands after its events.

    `actors` holds, per action, everybody who has done it; `counts` how often it was done; `back` the state
    to resume into; `sequence` the number of the last event.
    """

    procedure: str
    version: int
    state: str
    since: datetime
    at: datetime
    sequence: int = 0
    clocks: tuple[ClockRun, ...] = ()
    actors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    open: tuple[Item, ...] = ()
    back: str = ""
    assignee: str = ""

    @property
    def due(self) -> date | None:
        """The earliest due day of a running clock, or none."""
        return min((run.deadline.due for run in self.clocks if run.status == "running"), default=None)

    def clock(self, name: str) -> ClockRun | None:
        """The clock `name` if it was ever started."""
        return next((run for run in self.clocks if run.name == name), None)

    def opened(self, kind: str) -> tuple[Item, ...]:
        """The unsettled items of `kind`."""
        return tuple(item for item in self.open if item.kind == kind)

    def dump(self) -> dict[str, Any]:
        """The state as JSON values, with the derived `due`."""
        return {
            **self.__dict__,
            "since": self.since.isoformat(),
            "at": self.at.isoformat(),
            "clocks": [run.dump() for run in self.clocks],
            "actors": {action: list(actors) for action, actors in self.actors.items()},
            "counts": dict(self.counts),
            "open": [{"kind": item.kind, "number": item.number} for item in self.open],
            "due": self.due.isoformat() if self.due else None,
        }

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> CaseState:
        """The state `dump` wrote."""
        return cls(
            **{
                **{name: value for name, value in data.items() if name != "due"},
                "since": datetime.fromisoformat(data["since"]),
                "at": datetime.fromisoformat(data["at"]),
                "clocks": tuple(ClockRun.load(run) for run in data["clocks"]),
                "actors": {action: tuple(actors) for action, actors in data["actors"].items()},
                "open": tuple(Item(item["kind"], item["number"]) for item in data["open"]),
            }
        )

    def with_clocks(self, clocks: tuple[ClockRun, ...]) -> CaseState:
        """The same state with other clocks."""
        return replace(self, clocks=clocks)


def dump_deadline(deadline: Deadline) -> dict[str, Any]:
    """The deadline as JSON values: its public form and the day to remind on."""
    return {**deadline.as_json(), "remind_on": deadline.remind_on.isoformat()}


def load_deadline(data: Mapping[str, Any]) -> Deadline:
    """The deadline `dump_deadline` wrote."""
    skipped = (
        Skipped(date.fromisoformat(day["date"]), Text(day["reason"], day["reason_en"]))
        for day in data["skipped"]
    )
    days = {name: date.fromisoformat(data[name]) for name in ("due", "late_after", "remind_on")}
    return Deadline(**{**data, **days, "skipped": tuple(skipped)})
