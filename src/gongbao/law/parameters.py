"""Dated parameters: what value was in force on a day, from which source, how sure we are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from gongbao.law import units, yamlfile
from gongbao.law.cite import Cite
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.law.units import Value

CONFIDENCES = "ABCDE"
_OWN_TEXT = Text("公报刊载的文件原文", "the document as printed in the gazette")
_NOTHING = Text("", "")
_WHAT_IF = Text("假设值", "assumed for a what-if")


@dataclass(frozen=True)
class Dated:
    """A value and the days it is in force, both ends included; `to` is ``None`` while it still is.

    Confidence: A official text, B secondary sources that agree, C memory only, D uncertain or our own
    setting, E computed.
    """

    from_: date
    to: date | None
    value: Value
    source: Text
    confidence: str
    note: Text = _NOTHING

    @property
    def flagged(self) -> bool:
        """Whether readers must be told that the value is not well founded (confidence C, D or E)."""
        return self.confidence not in "AB"

    def holds(self, day: date) -> bool:
        """Whether the value is in force on `day`."""
        return self.from_ <= day and (self.to is None or day <= self.to)


@dataclass(frozen=True)
class Parameter:
    """A named value of the law that may change over time; `clause` is where the law sets or needs it."""

    name: str
    title: Text
    unit: str
    clause: str
    values: tuple[Dated, ...]

    def __post_init__(self) -> None:
        for earlier, later in zip(self.values, self.values[1:], strict=False):
            if earlier.to is None or later.from_ <= earlier.to:
                zh, en = f"两个值在 {later.from_} 重叠", f"two values overlap on {later.from_}"
                raise yamlfile.fault(self.name, zh, en, clause=self.clause)

    def at(self, day: date) -> Dated:
        """The value in force on `day`; raises `Refusal` naming the days for which there is one."""
        found = next((dated for dated in self.values if dated.holds(day)), None)
        if found is None:
            raise self._no_value(day)
        return found

    @property
    def flagged(self) -> bool:
        """Whether any value is not well founded."""
        return any(dated.flagged for dated in self.values)

    def _no_value(self, day: date) -> Refusal:
        first, last = self.values[0].from_, self.values[-1].to
        zh_last, en_last = (str(last), str(last)) if last else ("今后", "open")
        return Refusal(
            Text(
                f"“{self.title.zh}”（{self.name}）在 {day} 没有有效的数值",
                f"“{self.title.en}” ({self.name}) has no value in force on {day}",
            ),
            where=self.name,
            mend=Text(
                f"已有数值自 {first} 起至 {zh_last}；换一个日期，或在参数文件中补上",
                f"Values run from {first} to {en_last}; choose another day or add one to the parameter file",
            ),
            clause=self.clause,
        )


class Parameters(Mapping[str, Parameter]):
    """The parameters of a room by name."""

    def __init__(self, parameters: tuple[Parameter, ...]) -> None:
        self._by_name = {parameter.name: parameter for parameter in parameters}

    @classmethod
    def load(cls, path: Path) -> Parameters:
        """Read a room's ``parameters.yaml``; raises `Refusal` naming the entry that is not in order."""
        data = yamlfile.keys(yamlfile.read(path), path.name, {"parameters"}, {"sources"})
        sources = {
            name: yamlfile.text(entry, f"{path.name} {name}")
            for name, entry in (data.get("sources") or {}).items()
        }
        sources["text"] = _OWN_TEXT
        entries = data["parameters"]
        if not isinstance(entries, dict) or not entries:
            raise yamlfile.fault(path.name, "没有写参数", "has no parameters")
        return cls(tuple(_parameter(name, entry, sources, path.name) for name, entry in entries.items()))

    def __getitem__(self, name: str) -> Parameter:
        """The parameter `name`; raises `Refusal` when the room has none."""
        if name not in self._by_name:
            raise Refusal(
                Text(f"没有参数“{name}”", f"There is no parameter “{name}”"),
                mend=Text(f"可用的有：{'、'.join(self._by_name)}", f"There are: {', '.join(self._by_name)}"),
            )
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def __hash__(self) -> int:
        return hash(tuple(self._by_name))

    def overridden(self, values: Mapping[str, Value]) -> Parameters:
        """A copy for a what-if in which each named parameter has the given value on every day.

        A text is read by the parameter's unit as in the file (money in yuan: ``"1540"``); anything else
        must already be of the unit's type (money in fen). Raises `Refusal` on an unknown name or a
        value of another type.
        """
        changed = dict(self._by_name)
        for name, value in values.items():
            parameter = self[name]
            value = units.read(value, parameter.unit, name) if isinstance(value, str) else value
            units.require(value, parameter.unit, name)
            changed[name] = replace(parameter, values=(Dated(date.min, None, value, _WHAT_IF, "E"),))
        return Parameters(tuple(changed.values()))


def _parameter(name: str, entry: Any, sources: Mapping[str, Text], where: str) -> Parameter:
    place = f"{where} {name}"
    data = yamlfile.keys(entry, place, {"title", "unit", "clause", "values"}, set())
    if not isinstance(data["values"], list) or not data["values"]:
        raise yamlfile.fault(place, "没有写数值", "has no values")
    unit = str(data["unit"])
    values = [_dated(value, unit, sources, place) for value in data["values"]]
    values.sort(key=lambda dated: dated.from_)
    title, clause = yamlfile.text(data["title"], place), Cite(str(data["clause"])).id
    return Parameter(name, title, unit, clause, tuple(values))


def _dated(entry: Any, unit: str, sources: Mapping[str, Text], where: str) -> Dated:
    required, optional = {"from", "to", "value", "source", "confidence"}, {"note"}
    data = yamlfile.keys(entry, where, required, optional)
    first = units.day(data["from"], where)
    last = units.day(data["to"], where) if data["to"] is not None else None
    if last is not None and last < first:
        raise yamlfile.fault(where, f"止日 {last} 早于起日 {first}", f"ends {last} before it starts {first}")
    if data["source"] not in sources:
        raise yamlfile.fault(where, f"没有来源“{data['source']}”", f"there is no source “{data['source']}”")
    if data["confidence"] not in tuple(CONFIDENCES):
        raise yamlfile.fault(where, "可信度应为 A 至 E", "confidence must be A to E")
    note = yamlfile.text(data["note"], where) if data.get("note") else _NOTHING
    value = units.read(data["value"], unit, where)
    return Dated(first, last, value, sources[data["source"]], data["confidence"], note)
