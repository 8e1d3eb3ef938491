"""Rules asked of many cases: a generated function works out every part, the interpreter explains from there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from gongbao.kernel.rules import earliest
from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.compile_python import Writer
from gongbao.kernel.rules.interpret import NEVER, Interpreter
from gongbao.kernel.rules.question import Ruling
from gongbao.kernel.rules.resolve import Day, Elapsed

Work: TypeAlias = Callable[[Mapping[str, Any], Interpreter], None]
OFTEN = 3
"""How many cases are interpreted before a function is generated, which costs as much as some dozen of them."""


class WorkedOut:
    """Rulings whose every part is worked out at once for a case, when they are asked often enough."""

    def __init__(self, rulings: Sequence[Ruling], often: int = OFTEN) -> None:
        self.rulings = tuple(rulings)
        """Kept, as an interpreter knows parts by their identity."""
        self.often = often
        self._asked = 0
        self._work: Work | None = None

    def begin(self, run: Interpreter) -> None:
        """What an interpreter is told before it is asked; its answers are the same without."""
        if self._work is None:
            self._asked += 1
            if self._asked <= self.often:
                return
            self._work = _generated(self.rulings)
        self._work(run.facts, run)


def _generated(rulings: Sequence[Ruling]) -> Work:
    """A function that writes what every part of some rulings comes to into an interpreter's memory."""
    writer = Writer()
    writer.columns([ruling.condition for ruling in rulings])
    days = _Days(writer)
    for ruling in rulings:
        writer.truth(ruling.condition)
        for part in (ruling.condition, *ruling.ways):
            days.of(part)
    states, found, listed = [], [], []
    for key, name in writer.known.items():
        match key:
            case int():
                states.append(f"{key}: {name}")
            case ("bounds", int(part)):
                found.append(f"{part}: ({name[0]}, {name[1]})")
            case ("column", str(records), int(where)):
                rows = writer.known["fact", "", records]
                listed.append(f"({records!r}, {where}): None if {rows} is None else {name}")
    first = [f"{part}: ({low}, {high})" for part, (low, high) in days.known.items()]
    told = (("states", states), ("found", found), ("listed", listed), ("days", first))
    lines = [*writer.lines, *(f" run.{memory}.update({{{', '.join(parts)}}})" for memory, parts in told)]
    source = "\n".join(["def work(facts, run):", " get = facts.get", *lines, ""])
    scope: dict[str, Any] = {"NEVER": NEVER, "MIN": date.min, "full": earliest.full, **writer.pool}
    exec(compile(source, "<parts>", "exec"), scope)  # noqa: S102 - our own generated text
    work: Work = scope["work"]
    return work


class _Days:
    """Writes the earliest day of each part that waits for one, as `earliest` reads the tree."""

    def __init__(self, writer: Writer) -> None:
        self.writer, self.known = writer, dict[int, tuple[str, str]]()

    def of(self, part: Any) -> tuple[str, str]:
        """The names of a part's bounds."""
        if not part.timed:
            truth = self.writer.truth(part)
            return f"(NEVER if {truth} is False else MIN)", f"(MIN if {truth} else NEVER)"
        if id(part) not in self.known:
            low, high = self._of(part)
            self.known[id(part)] = self.writer.let("d", low), self.writer.let("d", high)
        return self.known[id(part)]

    def _of(self, part: Any) -> tuple[str, str]:
        match part:
            case Elapsed(left=since, years=years, way=way):
                low, high = self.writer.bounds(since)
                return f"full({low}, {years}, {way!r}, MIN)", f"full({high}, {years}, {way!r}, NEVER)"
            case n.Compare(left=value, op="<=", right=Day()) | n.Compare(left=Day(), op=">=", right=value):
                low, high = self.writer.bounds(value)
                return f"MIN if {low} is None else {low}", f"NEVER if {high} is None else {high}"
            case n.All(parts=parts):
                return self._of_all("max", parts)
            case n.Any_(parts=parts):
                return self._of_all("min", parts)
            case n.AtLeast(count=count, parts=parts):
                low, high = self._of_all("sorted", parts)
                return f"{low}[{count - 1}]", f"{high}[{count - 1}]"
            case n.FirstKnown(parts=parts):
                return self._of_first(parts)
            case _:
                truth = self.writer.truth(part)
                return f"NEVER if {truth} is False else MIN", f"MIN if {truth} else NEVER"

    def _of_all(self, call: str, parts: Sequence[Any]) -> tuple[str, str]:
        lows, highs = zip(*map(self.of, parts), strict=True)
        return f"{call}(({', '.join(lows)},))", f"{call}(({', '.join(highs)},))"

    def _of_first(self, parts: Sequence[Any]) -> tuple[str, str]:
        speaking, last = [], ("MIN", "NEVER")
        for each in parts:
            if not isinstance(each, n.Fact):
                last = self.of(each)
                break
            speaking.append((self.writer.truth(each), self.of(each)))
        for truth, (low, high) in reversed(speaking):
            last = (
                f"({low} if {truth} is not None else {last[0]})",
                f"({high} if {truth} is not None else {last[1]})",
            )
        return last
