"""Routes to a title by degree, title and years in the field, as the engineering documents word them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from gongbao.kernel.dossier import common as c
from gongbao.kernel.rules.nodes import Condition, Value, any_of
from gongbao.law.text import Text

Pair: TypeAlias = tuple[Condition, Condition]
"""A route, and the same route from a technical-school class treated as the degree."""
Words: TypeAlias = tuple[str, str]
"""The same words in Chinese and English."""


@dataclass(frozen=True)
class Naming:
    """How the conditions of one document are named: its prefix, and what the dossier calls work in its field."""

    document: str
    work: str
    also: tuple[str, ...] = ()
    """Other words for the same work, such as the posts in which it is done."""
    where: Condition = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "where", c.doing(self.work, *self.also))

    def named(self, condition: Condition, name: str, clause: str, words: Words) -> Condition:
        """The condition as a unit of explanation under a clause of the document."""
        return condition.named(name, Text(*words), self.document + clause)

    def degree(self, place: int, clause: str, level: str, years: int, words: Words) -> Pair:
        """A route by degree and years."""
        own = c.after_degree(self.where, years, level)
        by_class = c.after_degree(self.where, years, level, schools=True)
        return self.named(own, f"route_{place}", clause, words), by_class

    def titled(
        self, place: int, clause: str, level: str, title: Value, years: int, words: Words, name: str
    ) -> Pair:
        """A route by degree, title (of the level `name`) and years from the later of the two."""
        own = c.after_both(self.where, years, level, title, name=name)
        by_class = c.after_both(self.where, years, level, title, name=name, schools=True)
        return self.named(own, f"route_{place}", clause, words), by_class

    def other(self, place: int, clause: str, title: Value, words: Words, name: str) -> Condition:
        """A route by a title of another series (of the level `name`) and three years."""
        return self.named(c.after_title(self.where, 3, title, name=name), f"route_{place}", clause, words)

    def ways(
        self,
        clause: str,
        pairs: Sequence[Pair],
        school: str,
        others: Sequence[Condition] = (),
        equal: Callable[[Condition], Condition] = lambda by_class: by_class,
    ) -> Condition:
        """Any of a level's routes; `school` is the clause by which technical-school classes take them.

        `equal` says whether they may at all, where the document leaves that open.
        """
        by_class = self.named(
            equal(any_of(*(each for _, each in pairs))), "route_school", school,
            ("技工院校毕业，按相当学历走本级条款", "Technical-school class, treated as the degree it equals"),
        )  # fmt: skip
        routes = any_of(*(own for own, _ in pairs), *others, by_class)
        return self.named(
            routes,
            "education",
            clause,
            ("学历和专业工作经历符合其中一条", "One of the routes by degree and years"),
        )


def route_names(count: int, *more: str) -> tuple[str, ...]:
    """The names of a level's routes."""
    return (*(f"route_{place}" for place in range(1, count + 1)), "route_school", *more)
