"""What differs between two submissions: people added, removed, changed, wages, answers and papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from gongbao.kernel.forms import Field, show
from gongbao.kernel.masking import mask_identity
from gongbao.platform.excel.services import Table
from gongbao.platform.training_subsidy import sheets
from gongbao.platform.training_subsidy.store import Draft
from gongbao.platform.training_subsidy.words import FORM, ROSTER, STATEMENT

SECRET = frozenset({"identity_number", "account", "phone"})


@dataclass(frozen=True)
class Change:
    """One cell or answer: whose it is, the field's label, before and after in words (numbers masked)."""

    who: str
    row: int
    label: str
    before: str
    after: str


@dataclass
class Difference:
    """Everything that changed; people as name, masked number and row."""

    added: list[list[Any]] = field(default_factory=list)
    removed: list[list[Any]] = field(default_factory=list)
    people: list[Change] = field(default_factory=list)
    wages: list[Change] = field(default_factory=list)
    answers: list[Change] = field(default_factory=list)
    papers_added: list[str] = field(default_factory=list)
    papers_removed: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        return {name: len(value) for name, value in self.__dict__.items()}

    @property
    def total(self) -> int:
        """How many changes there are in all."""
        return sum(self.counts().values())

    def as_json(self) -> dict[str, Any]:
        """JSON values that `from_json` reads back."""
        return asdict(self)

    @staticmethod
    def from_json(kept: Mapping[str, Any]) -> Difference:
        """The difference that `as_json` wrote."""
        changes = {name: [Change(**each) for each in kept[name]] for name in ("people", "wages", "answers")}
        return Difference(**{**kept, **changes})


def snapshot(draft: Draft) -> dict[str, Any]:
    """A submission as JSON values: people by identity number, wages by person and month, answers, papers."""
    return {
        ROSTER: {row["identity_number"]: row for row in _rows(ROSTER, draft.roster)},
        STATEMENT: _wages(draft.statement),
        "answers": {k: str(v) for k, v in draft.answers.items()},
        "papers": [[paper.kind, paper.host_unit, paper.name, paper.digest] for paper in draft.papers],
    }


def differ(before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    """What the later snapshot has otherwise."""
    found = Difference()
    old, new = before[ROSTER], after[ROSTER]
    found.added = [_who(new[number]) for number in new if number not in old]
    found.removed = [_who(old[number]) for number in old if number not in new]
    for number in new:
        if number in old:
            found.people += _changes(ROSTER, old[number], new[number])
    found.wages = _wage_changes(before[STATEMENT], after[STATEMENT])
    found.answers = _answers(before["answers"], after["answers"])
    old_papers, new_papers = ({tuple(each) for each in side["papers"]} for side in (before, after))
    found.papers_added = sorted(each[2] for each in new_papers - old_papers)
    found.papers_removed = sorted(each[2] for each in old_papers - new_papers)
    return found


def _rows(part: str, table: Table | None) -> list[dict[str, Any]]:
    fields = {each.name: each for each in sheets.FIELDS[part].columns}
    rows = table.rows if table else ()
    return [
        {"row": row.number, **{k: v if k in SECRET else _shown(fields[k], v) for k, v in row.values.items()}}
        for row in rows
    ]


def _wages(table: Table | None) -> dict[str, list[Any]]:
    """The wage lines by name, number and month: row, and the amounts in words."""
    kept: dict[str, list[Any]] = {}
    for row in _rows(STATEMENT, table):
        key = "|".join((row["name"], row.get("identity_number") or "", row["month"]))
        kept[key] = [row["row"], "、".join(filter(None, [kept[key][1] if key in kept else "", row["wage"]]))]
    return kept


def _changes(part: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    labels = {each.name: each.label.zh for each in sheets.FIELDS[part].columns}
    return [
        Change(after["name"], after["row"], label, str(before.get(name, "")), str(after.get(name, "")))
        for name, label in labels.items()
        if name not in SECRET and before.get(name, "") != after.get(name, "")
    ]


def _wage_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    changes = []
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if (old and old[1]) != (new and new[1]):
            name, _, month = key.split("|")
            row = new[0] if new else old[0] if old else 0
            changes.append(Change(name, row, month, old[1] if old else "", new[1] if new else ""))
    return changes


def _answers(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    changes = []
    for each in FORM.fields:
        old, new = before.get(each.name, ""), after.get(each.name, "")
        if old != new:
            told = [_masked(value) if each.name in SECRET else value for value in (old, new)]
            changes.append(Change("", 0, each.label.zh, *told))
    return changes


def _who(row: Mapping[str, Any]) -> list[Any]:
    return [row["name"], mask_identity(row["identity_number"]), row["row"]]


def _shown(each: Field, value: Any) -> str:
    return show(each, value)


def _masked(value: str) -> str:
    return "*" * max(0, len(value) - 4) + value[-4:]
