"""What a fold stands on besides its events: the room's dated parameters and the working calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gongbao.kernel.calendar import Calendar, Deadline, compute
from gongbao.law.parameters import Parameters


@dataclass(frozen=True)
class Terms:
    """Dated parameters, the day as of which holidays are known (today's table for None), chosen readings."""

    parameters: Parameters = Parameters(())
    known_on: date | None = None
    readings: Mapping[str, str] = field(default_factory=dict)

    @property
    def calendar(self) -> Calendar:
        """The working days as known."""
        return Calendar.as_known(self.known_on)

    def deadline(self, rule: str, arguments: Mapping[str, str]) -> Deadline:
        """The deadline by a named rule of `kernel.calendar`."""
        return compute(rule, dict(arguments), known_on=self.known_on)

    def value(self, name: str, on: date) -> str:
        """The parameter in force on a day, as text; `Refusal` where there is none."""
        return str(self.parameters[name].at(on).value)


NO_TERMS = Terms()
