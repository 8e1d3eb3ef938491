"""Quotas of excellent grades for whole groups, and what grades and attendance come to in pay, in whole numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple, TypeVar

from gongbao.policies.rural_assistants.rules import BOOK

EXCELLENT, QUALIFIED, UNQUALIFIED = "excellent", "qualified", "unqualified"
Group = TypeVar("Group", bound=Hashable)


class Quota(NamedTuple):
    """A group's people and excellent grades, and the most (or about how many) there may be."""

    people: int
    excellent: int
    most: int

    @property
    def over(self) -> int:
        """How many too many; 0 where it is kept."""
        return max(0, self.excellent - self.most)


def most_excellent(people: int, on: date) -> int:
    """The cap of a year or term, rounded down (15.s5)."""
    cap = _ratio("excellent_cap", on)
    return people * cap.numerator // cap.denominator


def about_excellent(people: int, on: date) -> int:
    """The target of a quarter, rounded half up (15.s4)."""
    share = _ratio("quarterly_excellent_ratio", on)
    return (people * share.numerator * 2 + share.denominator) // (share.denominator * 2)


def quotas(grades: Iterable[tuple[Group, str]], on: date, *, quarterly: bool = False) -> dict[Group, Quota]:
    """The quota of each group from (group, grade) of everybody appraised."""
    people: Counter[Group] = Counter()
    best: Counter[Group] = Counter()
    for group, grade in grades:
        people[group] += 1
        best[group] += grade == EXCELLENT
    limit = about_excellent if quarterly else most_excellent
    return {group: Quota(count, best[group], limit(count, on)) for group, count in people.items()}


class Pay(NamedTuple):
    """A month's pay in fen: the subsidy, what is deducted for absence, what the grade adds."""

    subsidy: int
    deduction: int
    reward: int

    @property
    def paid(self) -> int:
        """What is paid; never below nothing."""
        return max(0, self.subsidy - self.deduction) + self.reward


class LocalRule(NamedTuple):
    """A district's own rule: fen deducted for a day's absence (None: none), reward by grade in fen."""

    daily_deduction: int | None = None
    rewards: Mapping[str, int] = {}


def pay(subsidy: int, absent_days: int, grade: str, rule: LocalRule) -> Pay:
    """A month's pay: without a local rule nothing is deducted and nothing added (12.s2, 14.2.s4)."""
    deduction = 0 if rule.daily_deduction is None else min(subsidy, absent_days * rule.daily_deduction)
    return Pay(subsidy, deduction, rule.rewards.get(grade, 0))


def _ratio(name: str, on: date) -> Fraction:
    value = BOOK[name].at(on).value
    assert isinstance(value, Fraction)
    return value
