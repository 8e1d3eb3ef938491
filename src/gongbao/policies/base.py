"""What a policy is: one room's parts under one name, and how a clause's references are found in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from gongbao.kernel.forms import Form
from gongbao.kernel.procedure.model import Procedure
from gongbao.kernel.rules.question import Question
from gongbao.law.clauses import ClauseRegister, Ref, check
from gongbao.law.parameters import Parameters
from gongbao.law.readings import Readings
from gongbao.law.text import Text

DOCUMENT_PARTS = frozenset({"offices", "legal_basis", "in_force", "issued"})
"""What a clause may refer to as ``policy:``: the document's own data."""


@dataclass(frozen=True)
class Record:
    """A kind of record: years it is kept, the fields published, the fields masked wherever they are shown."""

    name: str
    title: Text
    keep_years: int
    published: tuple[str, ...]
    masked: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """Statistics drawn from the records, and the clause that asks for them."""

    name: str
    title: Text
    clause: str


@dataclass(frozen=True, eq=False)
class Policy:
    """One policy of the gazette, whole. `closes` is the last day of acceptance, if the text has one."""

    room: str
    number: str
    title: Text
    short: Text
    lede: Text
    issuers: tuple[Text, ...]
    issued: date
    in_force: date
    closes: date | None
    legal_basis: tuple[str, ...]
    folder: Path
    questions: tuple[Question, ...]
    parameters: Parameters
    readings: Readings
    procedures: tuple[Procedure, ...] = ()
    forms: Mapping[str, Form] | None = None
    form_parts: Mapping[str, str] | None = None
    records: tuple[Record, ...] = ()
    reports: tuple[Report, ...] = ()
    registers: Mapping[str, Text] | None = None
    accounts: Mapping[str, Text] | None = None
    pages: Mapping[str, Text] | None = None

    @cached_property
    def clauses(self) -> ClauseRegister:
        """Every clause of the document."""
        return ClauseRegister.load(self.folder / "clauses.yaml")

    def question(self, name: str) -> Question | None:
        """The question ``room/name`` of this room, by its name or an alias."""
        full = f"{self.room}/{name}"
        return next((q for q in self.questions if q.id == full or name in q.aliases), None)

    def faults(self) -> list[str]:
        """What is wrong with the room's clauses: not accounted for, or referring to nothing."""
        return check(self.clauses, self.carries)

    def carries(self, ref: Ref) -> bool:
        """Whether the room has what a clause refers to."""
        match ref.kind:
            case "rule":
                return self._has_rule(ref.target)
            case "step":
                return self._has_step(ref.target)
            case "parameter":
                return ref.target in self.parameters
            case "form":
                forms, whole = self.forms or {}, (self.form_parts or {}).get(ref.target, "")
                fields = forms[whole].fields if whole in forms else ()
                return ref.target in forms or any(each.name == ref.target for each in fields)
            case "policy":
                return ref.target in DOCUMENT_PARTS
            case "record":
                return any(record.name == ref.target for record in self.records)
            case "report":
                return any(report.name == ref.target for report in self.reports)
            case "register":
                return ref.target in (self.registers or {})
            case "account":
                return ref.target in (self.accounts or {})
            case "page":
                return ref.target in (self.pages or {})
            case _:
                return False

    def _has_rule(self, target: str) -> bool:
        name, _, part = target.partition("#")
        question = next((q for q in self.questions if q.id == name), None)
        if question is None:
            return False
        return not part or part in question.tags or (part == "amount" and question.amount is not None)

    def _has_step(self, target: str) -> bool:
        name, _, part = target.partition("#")
        procedure = next((p for p in self.procedures if p.id == name), None)
        if procedure is None:
            return False
        names = {action.name for action in procedure.actions} | {state.name for state in procedure.states}
        return not part or part in names
