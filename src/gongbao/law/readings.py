"""Readings: open questions of a document, the choices they leave and the one taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongbao.law import yamlfile
from gongbao.law.cite import Cite
from gongbao.law.errors import Refusal
from gongbao.law.text import Text


@dataclass(frozen=True)
class Reading:
    """One open question: where it arises, the choices by id, the choice taken unless another is made."""

    id: str
    clause: str
    question: Text
    choices: Mapping[str, Text]
    default: str
    source: Text

    def require(self, choice: str) -> str:
        """`choice` if the question has it; otherwise `Refusal` naming those it has."""
        if choice not in self.choices:
            raise Refusal(
                Text(f"“{choice}”不是可选的理解", f"“{choice}” is not a choice"),
                where=self.id,
                mend=Text(f"可选：{'、'.join(self.choices)}", f"Choose one of {', '.join(self.choices)}"),
                clause=self.clause,
            )
        return choice


class Readings(Mapping[str, Reading]):
    """The open questions of a room by id."""

    def __init__(self, readings: tuple[Reading, ...]) -> None:
        self._by_id = {reading.id: reading for reading in readings}

    @classmethod
    def load(cls, path: Path, clauses: Mapping[str, str] | None = None) -> Readings:
        """Read a room's ``readings.yaml``; raises `Refusal` naming the entry that is not in order.

        A file that several rooms share names no clauses: `clauses` says which of its readings arise, and where.
        """
        data = yamlfile.keys(yamlfile.read(path), path.name, {"readings"}, {"sources"})
        sources = {
            name: yamlfile.text(entry, f"{path.name} {name}")
            for name, entry in (data.get("sources") or {}).items()
        }
        if not isinstance(data["readings"], list):
            raise yamlfile.fault(path.name, "没有写待定问题", "lists no open questions")
        entries = data["readings"]
        if clauses is not None:
            shared = {entry["id"]: entry for entry in entries}
            entries = [{**shared[id_], "clause": clause} for id_, clause in clauses.items()]
        readings = tuple(_reading(entry, sources, path.name) for entry in entries)
        ids = [reading.id for reading in readings]
        for twice in sorted({id_ for id_ in ids if ids.count(id_) > 1}):
            raise yamlfile.fault(path.name, f"{twice} 写了两次", f"{twice} stands twice")
        return cls(readings)

    def __getitem__(self, id_: str) -> Reading:
        """The open question `id_`; raises `Refusal` when the room has none."""
        if id_ not in self._by_id:
            raise Refusal(
                Text(f"没有待定问题“{id_}”", f"There is no open question “{id_}”"),
                mend=Text(f"有：{'、'.join(self._by_id)}", f"There are: {', '.join(self._by_id)}"),
            )
        return self._by_id[id_]

    def __contains__(self, id_: object) -> bool:
        return id_ in self._by_id

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def __hash__(self) -> int:
        return hash(tuple(self._by_id))

    def chosen(self, choices: Mapping[str, str] | None = None) -> dict[str, str]:
        """The choice for every question: those given, defaults for the rest.

        Raises `Refusal` on an unknown question or choice.
        """
        taken = {id_: reading.default for id_, reading in self._by_id.items()}
        return taken | {id_: self[id_].require(choice) for id_, choice in (choices or {}).items()}


def _reading(entry: Any, sources: Mapping[str, Text], where: str) -> Reading:
    place = f"{where} {entry.get('id', '')}".strip() if isinstance(entry, dict) else where
    required = {"id", "clause", "question", "choices", "default", "source"}
    data = yamlfile.keys(entry, place, required, set())
    choices: dict[str, Text] = {}
    written_choices = data["choices"] if isinstance(data["choices"], list) else []
    for choice in written_choices:
        written = yamlfile.keys(choice, place, {"id", "zh", "en"}, set())
        choices[written["id"]] = yamlfile.text({"zh": written["zh"], "en": written["en"]}, place)
    if len(choices) < 2 or len(choices) < len(written_choices):
        raise yamlfile.fault(place, "至少要有两种不同的理解", "needs at least two different choices")
    if data["source"] not in sources:
        raise yamlfile.fault(place, f"没有来源“{data['source']}”", f"there is no source “{data['source']}”")
    question, clause = yamlfile.text(data["question"], place), Cite(str(data["clause"])).id
    reading = Reading(data["id"], clause, question, choices, data["default"], sources[data["source"]])
    reading.require(reading.default)
    return reading
