"""What a register is to those who ask it, local or connected; and which one answers for each kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from gongbao.law.text import Text
from gongbao.platform.registers.spells import Spell


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: which people (fingerprints), seen from which firm, in which months, as known when."""

    people: Collection[str]
    firm: str
    first: int
    last: int
    known_at: datetime | None = None


class Register(Protocol):
    """A register. `label` says where the answers come from; a local one says that it is local."""

    @property
    def label(self) -> Text: ...

    def covers(self, known_at: datetime | None = None) -> tuple[Spell, ...]:
        """The days for which an empty answer means "has none"."""

    def lookup_many(self, asked: Asked) -> Mapping[str, Any]:
        """Answers by person or firm; absent means no row. A constant number of statements."""

    def people(self) -> Collection[str]:
        """The fingerprints of everybody it has rows of now."""


@cache
def register(code: str) -> Register:
    """The register of that kind: a class named in settings.GONGBAO_REGISTERS, else the local one."""
    connected: Mapping[str, str] = getattr(settings, "GONGBAO_REGISTERS", {})
    made: Register
    if code in connected:
        made = import_string(connected[code])()
        return made
    from gongbao.platform.registers import local

    firms = {
        "firm_size": "on_day",
        "insured_firms": "starts_on",
        "recognised_firms": "starts_on",
        "dispatch_firms": "starts_on",
    }
    if code in firms:
        made = local.FirmRegister(code, firms[code])
        return made
    people = local.LocalRegister.__subclasses__()
    made = next(each for each in people if getattr(each, "code", "") == code)()
    return made
