"""What a rule comes to where a table lacks the facts it rests on: the same for every row, so worked out once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.awaits import Open
from gongbao.kernel.rules.interpret import Interpreter
from gongbao.kernel.rules.logic import Truth, point


class Constants:
    """The conditions that are the same for every row of a table with these `columns`."""

    def __init__(self, columns: Collection[str]) -> None:
        self.columns = columns
        self.known: dict[int, bool] = {}
        self.run = Interpreter({})

    def same(self, part: Any) -> bool:
        """Whether the part reads no column at all."""
        if id(part) not in self.known:
            self.known[id(part)] = not isinstance(part, Open) and self._same(part)
        return self.known[id(part)]

    def _same(self, part: Any) -> bool:
        read = (part, getattr(part, "records", None), getattr(part, "key", None))
        facts = (each for each in read if isinstance(each, n.Fact))
        return not any((f.of or f.name) in self.columns for f in facts) and all(
            self.same(each) for each in part.children()
        )

    def truth(self, part: Any) -> Truth:
        """What such a condition comes to."""
        return self.run.truth(part)

    def point(self, part: Any) -> bool:
        """Whether such a value is known."""
        return self.same(part) and point(self.run.bounds(part)) is not None
