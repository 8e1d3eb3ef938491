"""Typed parameters of deadline rules and their reading from strings, with refusals that teach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongbao.kernel.calendar.month import month_of, parse
from gongbao.kernel.calendar.workdays import LAST, outside
from gongbao.law.errors import Refusal
from gongbao.law.text import Text


class Kind(StrEnum):
    """What an argument is; the value is how it is written."""

    DATE = "YYYY-MM-DD"
    MONTH = "YYYY-MM"
    COUNT = "N"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument of a rule; a count runs from 1 to `most`."""

    name: str
    title: Text
    kind: Kind
    most: int = 0

    @property
    def usage(self) -> str:
        """Name and form: ``start=YYYY-MM-DD``."""
        return f"{self.name}={self.kind.value}"

    @property
    def range(self) -> Text:
        """The range of a count in words, empty for other kinds."""
        return Text(f"（1至{self.most}的整数）", f" (1 to {self.most})") if self.most else Text("", "")

    def as_json(self) -> dict[str, object]:
        """JSON form for listings."""
        return {
            "name": self.name,
            "title": self.title.zh,
            "title_en": self.title.en,
            "form": self.kind.value,
        }

    def read(self, text: str) -> date | int:
        """The value written in `text`; ValueError where it is none, Refusal beyond the calendar."""
        match self.kind:
            case Kind.DATE:
                return _date(text.strip())
            case Kind.MONTH:
                return _month(text)
            case Kind.COUNT:
                return _count(text.strip(), self.most)


def read(
    parameters: tuple[Parameter, ...], arguments: Mapping[str, str], *, usage: str, clause: str
) -> dict[str, date | int]:
    """The arguments as typed values; Refusal for a missing, unknown or unreadable one."""
    mend = Text(f"写法：{usage}", f"Usage: {usage}")
    names = {parameter.name for parameter in parameters}
    for name in arguments.keys() - names:
        what = Text(f"没有名为“{name}”的参数", f"There is no parameter “{name}”")
        raise Refusal(what, where=name, mend=mend, clause=clause)
    values: dict[str, date | int] = {}
    for parameter in parameters:
        if parameter.name not in arguments:
            what = Text(f"缺少参数“{parameter.title.zh}”", f"Missing: {parameter.title.en}")
            raise Refusal(what, where=parameter.name, mend=mend, clause=clause)
        values[parameter.name] = _value(parameter, arguments[parameter.name], mend, clause)
    return values


def _value(parameter: Parameter, text: str, mend: Text, clause: str) -> date | int:
    try:
        return parameter.read(text)
    except ValueError:
        what = Text(
            f"“{text}”不能作为{parameter.title.zh}{parameter.range.zh}",
            f"“{text}” cannot be the {parameter.title.en}{parameter.range.en}",
        )
        raise Refusal(what, where=parameter.name, mend=mend, clause=clause) from None


def _date(text: str) -> date:
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(text)
    if day > LAST:
        raise outside()
    return day


def _month(text: str) -> int:
    try:
        month = parse(text)
    except Refusal:
        raise ValueError(text) from None
    if month > month_of(LAST):
        raise outside()
    return month


def _count(text: str, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and 1 <= int(text) <= most):
        raise ValueError(text)
    return int(text)
