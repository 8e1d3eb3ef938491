"""The clause register: every clause of a document and what carries it out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from gongbao.law import yamlfile
from gongbao.law.cite import Cite, Document, Numbering
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

# fmt: off
KINDS = frozenset((
    "achievement", "amount", "channel", "committee", "deadline", "declaratory", "definition",
    "document-required", "effective-date", "eligibility", "equivalence", "exceptional-route", "obligation",
    "output", "priority", "procedure-step", "prohibition", "quota", "record", "supervision-report",
    "transition",
))
REF_KINDS = frozenset((
    "account", "form", "job", "page", "parameter", "policy", "record", "register", "report", "rule", "step",
))
# fmt: on
_NOTHING = Text("", "")


class Ref(NamedTuple):
    """What carries a clause out: ``rule:training_subsidy/expand#hired_in_window``, ``page:guide``."""

    kind: str
    target: str

    @classmethod
    def parse(cls, text: str) -> Ref:
        """A `Ref` from ``kind:target``; raises `Refusal` on an unknown kind or an empty target."""
        kind, _, target = text.partition(":")
        if kind not in REF_KINDS or not re.fullmatch(r"[\w./#-]+", target):
            kinds = ", ".join(sorted(REF_KINDS))
            zh, en = f"应写成“种类:名称”，种类有 {kinds}", f"is not kind:name; the kinds are {kinds}"
            raise yamlfile.fault(text, zh, en)
        return cls(kind, target)

    def __str__(self) -> str:
        return f"{self.kind}:{self.target}"


@dataclass(frozen=True)
class Clause:
    """One clause in our own words; `reason` says why nothing, or not everything, can carry it out."""

    id: str
    kind: str
    summary: Text
    carried_out_by: tuple[Ref, ...] = ()
    reason: Text = _NOTHING

    @property
    def cite(self) -> Cite:
        """The clause's citation, with its label."""
        return Cite(self.id)

    @property
    def accounted(self) -> bool:
        """Whether something carries the clause out or a reason says why nothing can."""
        return bool(self.carried_out_by) or bool(self.reason.zh)

    def as_json(self) -> dict[str, Any]:
        """The entry of ``gongbao clauses --json``."""
        return {
            "id": self.id,
            "kind": self.kind,
            "summary": self.summary.zh,
            "summary_en": self.summary.en,
            "carried_out_by": [str(ref) for ref in self.carried_out_by],
            "reason": self.reason.zh,
            "reason_en": self.reason.en,
        }


class ClauseRegister:
    """The clauses of one document in printed order, found by id."""

    def __init__(self, document: Document, clauses: tuple[Clause, ...]) -> None:
        self.document, self.clauses = document, clauses
        self._by_id = {clause.id: clause for clause in clauses}

    @classmethod
    def load(cls, path: Path) -> ClauseRegister:
        """Read a room's ``clauses.yaml``; raises `Refusal` naming the clause that is not in order."""
        data = yamlfile.keys(yamlfile.read(path), path.name, {"document", "clauses"}, set())
        document = _document(data["document"], path.name)
        if not isinstance(data["clauses"], list) or not data["clauses"]:
            raise yamlfile.fault(path.name, "没有写条款", "lists no clauses")
        clauses = tuple(_clause(entry, document, path.name) for entry in data["clauses"])
        ids = [clause.id for clause in clauses]
        for twice in sorted({id_ for id_ in ids if ids.count(id_) > 1}):
            raise yamlfile.fault(path.name, f"{twice} 写了两次", f"{twice} stands twice", clause=twice)
        return cls(document, clauses)

    def __iter__(self) -> Iterator[Clause]:
        return iter(self.clauses)

    def __len__(self) -> int:
        return len(self.clauses)

    def __contains__(self, id_: object) -> bool:
        return str(id_) in self._by_id

    def __getitem__(self, id_: str) -> Clause:
        """The clause `id_`; raises `Refusal` when the document has none."""
        Cite(id_).require(self._by_id)
        return self._by_id[id_]

    def label(self, id_: str) -> Text:
        """The readable label of clause `id_`: 「6号 二（三）」."""
        return self[id_].cite.label((self.document,))

    def carried_out_by(self, ref: str) -> tuple[Clause, ...]:
        """The clauses that name `ref`, in printed order."""
        wanted = Ref.parse(ref)
        return tuple(clause for clause in self if wanted in clause.carried_out_by)


def check(register: ClauseRegister, resolve: Callable[[Ref], bool]) -> list[str]:
    """What is wrong with a register: clauses not accounted for, and references `resolve` denies."""
    faults = [f"{clause.id}: not accounted for" for clause in register if not clause.accounted]
    for clause in register:
        faults += [f"{clause.id}: {ref} does not exist" for ref in clause.carried_out_by if not resolve(ref)]
    return faults


def as_json(*registers: ClauseRegister) -> dict[str, Any]:
    """``gongbao clauses``: total, accounted and every clause of the registers given."""
    clauses = [clause for register in registers for clause in register]
    return {
        "total": len(clauses),
        "accounted": sum(clause.accounted for clause in clauses),
        "clauses": [clause.as_json() for clause in clauses],
    }


def _document(entry: Any, where: str) -> Document:
    data = yamlfile.keys(entry, f"{where} document", {"prefix", "number", "short"}, {"numbering"})
    numbering = data.get("numbering", Numbering.PARTS)
    if numbering not in set(Numbering):
        zh, en = f"不认识编号方式 {numbering}", f"unknown numbering {numbering}"
        raise yamlfile.fault(f"{where} document", zh, en)
    short = yamlfile.text(data["short"], f"{where} document")
    return Document(data["prefix"], data["number"], short, Numbering(numbering))


def _clause(entry: Any, document: Document, where: str) -> Clause:
    id_ = str(entry.get("id", "")) if isinstance(entry, dict) else ""
    place = f"{where} {id_}".strip()
    data = yamlfile.keys(entry, place, {"id", "kind", "summary"}, {"carried_out_by", "reason"})
    if Cite(id_).prefix != document.prefix:
        raise yamlfile.fault(place, f"不是 {document.prefix} 的条款", f"is no clause of {document.prefix}")
    if data["kind"] not in KINDS:
        raise yamlfile.fault(place, f"不认识种类 {data['kind']}", f"unknown kind {data['kind']}", clause=id_)
    try:
        refs = tuple(Ref.parse(str(ref)) for ref in data.get("carried_out_by") or ())
    except Refusal as refusal:
        raise Refusal(refusal.what, where=f"{place} {refusal.where}", mend=refusal.mend, clause=id_) from None
    reason = yamlfile.text(data["reason"], place) if data.get("reason") else _NOTHING
    return Clause(id_, data["kind"], yamlfile.text(data["summary"], place), refs, reason)
