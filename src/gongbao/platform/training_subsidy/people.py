"""A roster's people and a statement's wages as plain values, and how the one is matched to the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from gongbao.kernel.calendar.month import label as month_label
from gongbao.law.text import Text
from gongbao.platform.excel.services import CellProblem, Table
from gongbao.platform.parties.services import normal_name, person_fingerprint, same_name
from gongbao.platform.training_subsidy.words import clause

CHECK = Text("请核对", "Check it")


@dataclass(frozen=True, slots=True)
class Person:
    """One good row of the roster; `fingerprint` stands for the identity number in everything kept."""

    row: int
    fingerprint: str
    number: str = field(repr=False)
    name: str
    category: str
    hired_on: date
    months: tuple[int, ...]
    host_unit: str = ""


class Wage(NamedTuple):
    """One line of the statement; `person` is empty where no row of the roster fits. `wage` in fen."""

    row: int
    person: str
    month: int
    wage: int
    paid_on: date | None
    reference: str
    counted: bool


@dataclass
class Wages:
    """The statement matched: wages that count by person and month, every line, and what does not fit."""

    by: dict[tuple[str, int], int] = field(default_factory=dict)
    lines: list[Wage] = field(default_factory=list)
    faults: list[CellProblem] = field(default_factory=list)


def people_of(table: Table) -> list[Person]:
    """The people on the good rows of a roster, in the sheet's order."""
    return [
        Person(
            row.number,
            person_fingerprint(row.values["identity_number"]),
            row.values["identity_number"],
            row.values["name"],
            row.values.get("category", ""),
            row.values["hired_on"],
            row.values["months"],
            row.values.get("host_unit") or "",
        )
        for row in table.rows
    ]


def repeated(people: Iterable[Person], table: Table) -> tuple[list[Person], list[CellProblem]]:
    """The people without those who stood on an earlier row already, and a problem naming both rows for each."""
    first: dict[str, Person] = {}
    faults = []
    for person in people:
        earlier = first.setdefault(person.fingerprint, person)
        if earlier is not person:
            what = Text(
                f"与第{earlier.row}行是同一人，第{earlier.row}行和第{person.row}行重复",
                f"the same person as in row {earlier.row}: rows {earlier.row} and {person.row} repeat each other",
            )
            mend = Text("每人只写一行，几个月写在同一格", "One row a person, all months in one cell")
            faults.append(
                table.problem(person.row, "identity_number", what, mend=mend, clause=clause("3.1.c"))
            )
    return list(first.values()), faults


def match(people: Sequence[Person], table: Table) -> Wages:
    """Each line of the statement given to a person of the roster, by identity number or, without one, by name.

    Not counted are lines that fit nobody, whose name and number disagree, that repeat a transaction
    number (4.3.c), or a second line of a person and month without a transaction number of its own.
    """
    found = Wages()
    by_number = {person.number: person for person in people}
    by_name: dict[str, list[Person]] = defaultdict(list)
    if any(not row.values.get("identity_number") for row in table.rows):
        for person in people:
            by_name[_key(person.name)].append(person)
    references: dict[str, int] = {}
    first: dict[tuple[str, int], tuple[int, str]] = {}
    for row in table.rows:
        values, reference = row.values, row.values.get("reference") or ""
        whose, fault = _whose(values, by_number, by_name)
        if fault is None and reference in references and reference:
            fault = "reference", _said_twice(references[reference]), "4.3.c"
        references.setdefault(reference, row.number)
        place = (whose.fingerprint if whose else "", values["month"])
        earlier = first.get(place) if whose else None
        if fault is None and earlier and not (reference and earlier[1]):
            fault = "month", _month_twice(earlier[0], values["month"]), "3.1.d"
        if whose and fault is None:
            first.setdefault(place, (row.number, reference))
            found.by[place] = found.by.get(place, 0) + values["wage"]
        elif fault is not None:
            name, what, number = fault
            found.faults.append(table.problem(row.number, name, what, mend=CHECK, clause=clause(number)))
        found.lines.append(
            Wage(
                row.number,
                place[0],
                place[1],
                values["wage"],
                values.get("paid_on"),
                reference,
                fault is None,
            )
        )
    return found


def months_without_wage(people: Iterable[Person], wages: Wages, table: Table) -> list[CellProblem]:
    """A problem for each row of the roster with claimed months that have no line on the statement."""
    faults = []
    for person in people:
        bare = [month for month in person.months if (person.fingerprint, month) not in wages.by]
        if bare:
            zh = "、".join(month_label(month).zh for month in bare)
            en = ", ".join(month_label(month).en for month in bare)
            what = Text(
                f"对账单上没有{zh}的工资，这个月不计",
                f"the statement shows no wage for {en}; it does not count",
            )
            mend = Text(
                "请补充对账单，或从花名册去掉这个月",
                "Add it to the statement, or take the month off the roster",
            )
            faults.append(table.problem(person.row, "months", what, mend=mend, clause=clause("3.1.d")))
    return faults


def _whose(
    values: dict[str, object], by_number: dict[str, Person], by_name: dict[str, list[Person]]
) -> tuple[Person | None, tuple[str, Text, str] | None]:
    name, number = str(values["name"]), str(values.get("identity_number") or "")
    if number:
        person = by_number.get(number)
        if person is None:
            return None, (
                "identity_number",
                Text("花名册上没有这个人", "nobody of this number is on the roster"),
                "3.1.d",
            )
        if person.name != name and not same_name(person.name, name):
            what = Text(
                f"户名“{name}”与花名册第{person.row}行的姓名不一致",
                f"the holder “{name}” is not the name in row {person.row} of the roster",
            )
            return person, ("name", what, "3.1.d")
        return person, None
    fitting = by_name.get(_key(name), [])
    if len(fitting) == 1:
        return fitting[0], None
    if fitting:
        rows = "、".join(str(person.row) for person in fitting)
        what = Text(f"花名册第{rows}行同名，分不清是谁的工资", f"rows {rows} of the roster bear this name")
    else:
        what = Text(f"花名册上没有“{name}”", f"nobody named “{name}” is on the roster")
    return None, ("name", what, "3.1.d")


def _said_twice(row: int) -> Text:
    return Text(
        f"交易流水号与第{row}行相同，同一笔工资只计一次",
        f"the transaction number of row {row} again; it counts once",
    )


def _month_twice(row: int, month: int) -> Text:
    said = month_label(month)
    return Text(
        f"与第{row}行同是这个人{said.zh}的工资，没有不同的流水号，只计一次",
        f"row {row} has this person's wage of {said.en} already, without another transaction number",
    )


def _key(name: str) -> str:
    return normal_name(name).replace(" ", "").replace("·", "").casefold()
