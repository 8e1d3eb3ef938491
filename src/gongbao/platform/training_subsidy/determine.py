"""Determinations: every row by the compiled rule, one row by the interpreter, the sums by the rules for groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from gongbao.kernel.calendar.month import first_day
from gongbao.kernel.rules.compile_python import Answer, Decide, compile_python
from gongbao.kernel.rules.groups import Claim as Waiting
from gongbao.kernel.rules.groups import settle
from gongbao.kernel.rules.question import Determination, Ruling
from gongbao.platform.db.services import canonical
from gongbao.platform.training_subsidy.facts import Basis, Facts, firm_facts, row_facts
from gongbao.platform.training_subsidy.people import Person
from gongbao.platform.training_subsidy.words import LIMITS, QUESTIONS, RATES, clause, value
from gongbao.policies.training_subsidy.rules import BOOK

STATES = {True: "met", False: "not_met", None: "open"}


@dataclass(slots=True)
class Result:
    """What the rules say of one row, and what it receives in its turn; sums in fen.

    `countable` are the months that count, at most as many as are paid for. `open_amount` is what unknown
    months could still add. `reasons` are [condition, clause, state] of the minimal explanation.
    """

    person: Person
    outcome: str
    amount: int
    open_amount: int
    countable: tuple[int, ...]
    reasons: list[list[str]]
    short: list[tuple[int, str]] = field(default_factory=list)
    facts_hash: str = ""
    granted: int = 0
    granted_months: tuple[int, ...] = ()
    cut_by: str = ""
    excluded: str = ""


@dataclass(frozen=True)
class Rules:
    """One scheme's question on a day, ready to decide."""

    ruling: Ruling
    decide: Decide
    rate: int
    limit: str
    _outcomes: dict[Any, str] = field(default_factory=dict)

    def outcome(self, answer: Answer, facts: Facts) -> str:
        """The outcome's name; of the undetermined the interpreter tells unknown from judgement, once a kind."""
        if answer.truth is not None:
            return "met" if answer.truth else "not_met"
        kind = tuple(
            (unit.tag.name, tuple(each is None for each in values))
            for unit, truth, values in answer.reasons
            if truth is None
        )
        if kind not in self._outcomes:
            self._outcomes[kind] = self.ruling.determine(facts).outcome
        return self._outcomes[kind]


@lru_cache(maxsize=64)
def _rules(scheme: str, on: date, readings: tuple[tuple[str, str], ...]) -> Rules:
    ruling = QUESTIONS[scheme].at(on, dict(readings))
    rate = int(value(RATES[scheme], on))
    return Rules(ruling, compile_python(ruling), rate, BOOK[LIMITS[scheme]].clause)


def rules_for(scheme: str, on: date, readings: Mapping[str, str] | None = None) -> Rules:
    """The scheme's rules on the day of the application; only the readings of its question are taken."""
    known = QUESTIONS[scheme].readings
    return _rules(scheme, on, tuple(sorted((k, v) for k, v in (readings or {}).items() if k in known)))


def determine(
    basis: Basis, people: Iterable[Person], readings: Mapping[str, str] | None = None, *, hashed: bool = False
) -> list[Result]:
    """What the rules say of every row, in the order given, before sums are granted."""
    rules = rules_for(basis.scheme, basis.applied_on, readings)
    firm = firm_facts(basis)
    return [_one(rules, row_facts(basis, firm, person), person, hashed) for person in people]


def explained(basis: Basis, person: Person, readings: Mapping[str, str] | None = None) -> Determination:
    """The interpreter's whole answer for one row."""
    rules = rules_for(basis.scheme, basis.applied_on, readings)
    return rules.ruling.determine(row_facts(basis, firm_facts(basis), person))


def grant(
    results: Sequence[Result], *, scheme: str, firm: str, applied_on: date, number: str, cap: int
) -> list[Result]:
    """The rows with what each receives in its turn: one scheme a person, then `cap` (fen left) in sheet order."""
    waiting = [
        Waiting(
            str(each.person.row), each.person.fingerprint, scheme, firm,
            (applied_on.isoformat(), number, each.person.row), 0 if each.excluded else each.amount,
        )
        for each in results
    ]  # fmt: skip
    found = {given.key: given for given in settle(waiting, max(cap, 0))}
    rate = int(value(RATES[scheme], applied_on))
    for each in results:
        given = found[str(each.person.row)]
        each.granted, each.cut_by = given.amount, given.cut_by
        each.granted_months = each.countable[: -(-given.amount // rate)]
    return list(results)


def _one(rules: Rules, facts: Facts, person: Person, hashed: bool) -> Result:
    answer = rules.decide(facts)
    low, high = (answer.low or 0, answer.high or 0) if answer.truth else (0, 0)
    reasons = [[unit.tag.name, unit.tag.clause, STATES[truth]] for unit, truth, _ in answer.reasons]
    if answer.truth is False:
        reasons = _refined(reasons, facts)
    countable, short = _countable(rules, facts, person, low) if answer.truth else ((), [])
    mark = blake2b(canonical(facts).encode(), digest_size=32).hexdigest() if hashed else ""
    return Result(person, rules.outcome(answer, facts), low, high - low, countable, reasons, short, mark)


MONTHLY = frozenset({"months_countable", "trained_in_window"})


def _refined(reasons: list[list[str]], facts: Facts) -> list[list[str]]:
    """The reasons with the months' own cause: granted before, the earlier scheme, or no wage shown.

    The rule counts wages only in months that are insured; where no month is, a good wage is no reason.
    """
    months = facts["months"]
    told = []
    uninsured = any(name in MONTHLY and state == "not_met" for name, _, state in reasons)
    for name, number, state in reasons:
        if name in MONTHLY and state == "not_met" and months:
            number = _cause(months, number)
        elif name == "wage_at_least_minimum" and state == "not_met":
            if uninsured and any((row["wage"] or 0) >= _minimum_wage(row["month"]) for row in months):
                continue
            number = clause("3.1.d") if all(row["wage"] == 0 for row in months) else number
        told.append([name, number, state])
    return told


def _cause(months: Sequence[Mapping[str, Any]], number: str) -> str:
    if all(row["granted"] for row in months):
        return clause("3.1.a")
    return clause("5.a") if all(row["earlier_scheme"] for row in months) else number


@lru_cache
def _minimum_wage(month: int) -> int:
    return int(value("minimum_wage", first_day(month)))


def _countable(
    rules: Rules, facts: Facts, person: Person, amount: int
) -> tuple[tuple[int, ...], list[tuple[int, str]]]:
    """The months paid for, a remainder taking one up, and the months that are not, with the clause."""
    paid = -(-amount // rules.rate)
    if paid >= len(person.months):
        return person.months, []
    alone = facts | {"months_granted": 0, "firm_months_granted": 0, "firm_granted": 0, "unit_granted": 0}
    fit, short = [], []
    for row in facts["months"]:
        answer = rules.decide(alone | {"months": [row]})
        if answer.truth:
            fit.append(row["month"])
        else:
            short.append((row["month"], _why(answer, row)))
    beyond = rules.limit if amount % rules.rate == 0 else clause("2.3")
    short += [(month, beyond) for month in fit[paid:]]
    return tuple(fit[:paid]), sorted(short)


def _why(answer: Answer, row: Mapping[str, Any]) -> str:
    """The clause by which one month does not count; a wage that is not shown is no low wage (3.1.d)."""
    clauses = [unit.tag.clause for unit, truth, _ in answer.reasons if truth is not True]
    found = _cause([row], clauses[0] if clauses else clause("1.1.g"))
    return clause("3.1.d") if found == clause("3.1.e") and row["wage"] == 0 else found
