"""What a verification found: one finding per check, each valid, invalid with its reason, or not to be judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm

from gongbao.evidence.errors import EvidenceError, HostileInput
from gongbao.law.text import Text


class Answer(StrEnum):
    """The three answers there are."""

    VALID = "valid"
    INVALID = "invalid"
    OPEN = "cannot_be_judged"

    @property
    def words(self) -> Text:
        """The answer in one word."""
        return _WORDS[self]


_WORDS = {
    Answer.VALID: Text("有效", "valid"),
    Answer.INVALID: Text("不予认可", "refused"),
    Answer.OPEN: Text("不能判断", "cannot be judged"),
}


@dataclass(frozen=True)
class Finding:
    """The result of one check: what was looked at, the answer, and the reason in one sentence.

    `error` is the exception that says why, for callers who want to tell reasons apart by type.
    """

    check: str
    answer: Answer
    text: Text
    where: str = ""
    error: EvidenceError | None = None

    def to_json(self) -> dict[str, Any]:
        """JSON of the finding; ``reason`` is the exception's name."""
        told: dict[str, Any] = {"check": self.check, "answer": self.answer.value, "zh": self.text.zh}
        told |= {"en": self.text.en, "where": self.where}
        return told | ({"reason": type(self.error).__name__} if self.error is not None else {})


@dataclass(frozen=True)
class SignatureFound:
    """What a signature proves: who, with which certificate, when and how the time is known."""

    field: str
    kind: str
    signer: str = ""
    serial: str = ""
    issuer: str = ""
    algorithm: str = ""
    claimed_at: datetime | None = None
    stamped_at: datetime | None = None
    stamped_by: str = ""
    covered: int = 0
    answer: Answer = Answer.OPEN

    def to_json(self) -> dict[str, Any]:
        """JSON of the signature."""
        times = {"claimed_at": self.claimed_at, "stamped_at": self.stamped_at}
        return {
            "field": self.field,
            "kind": self.kind,
            "signer": self.signer,
            "serial": self.serial,
            "issuer": self.issuer,
            "algorithm": self.algorithm,
            **{name: at.isoformat() if at else None for name, at in times.items()},
            "stamped_by": self.stamped_by,
            "covered": self.covered,
            "answer": self.answer.value,
        }


_TRIPPED = (
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RecursionError,
    UnsupportedAlgorithm,
)


class CannotBeJudged(EvidenceError):
    """Nothing is known to be wrong, and something needed for a judgement is missing."""


@dataclass
class Report:
    """All findings about a file. `subject` says what the file is; `sm3` is the hash of the whole file."""

    subject: Text
    sm3: str
    at: datetime
    findings: list[Finding] = field(default_factory=list)
    signatures: list[SignatureFound] = field(default_factory=list)

    @property
    def answer(self) -> Answer:
        """Invalid when anything is, else not to be judged when anything is, else valid."""
        answers = {each.answer for each in self.findings}
        if Answer.INVALID in answers:
            return Answer.INVALID
        return Answer.OPEN if Answer.OPEN in answers or not answers else Answer.VALID

    def good(self, check: str, text: Text, where: str = "") -> None:
        """A check that passed."""
        self.findings.append(Finding(check, Answer.VALID, text, where))

    def refuse(self, check: str, error: EvidenceError, where: str = "") -> None:
        """A check that failed, and why."""
        self.findings.append(Finding(check, Answer.INVALID, error.text, where, error))

    def leave_open(self, check: str, error: EvidenceError, where: str = "") -> None:
        """A check that could not be made, and what is missing."""
        self.findings.append(Finding(check, Answer.OPEN, error.text, where, error))

    def note(self, check: str, error: EvidenceError, where: str = "") -> None:
        """File an error as what it is: `CannotBeJudged` leaves the question open, any other refuses."""
        if isinstance(error, CannotBeJudged):
            self.leave_open(check, error, where)
        else:
            self.refuse(check, error, where)

    def guard(self, check: str, where: str = "") -> _Guard:
        """A context that files what goes wrong inside it, so that the next check is made all the same."""
        return _Guard(self, check, where)

    def reasons(self, answer: Answer) -> Sequence[Finding]:
        """The findings with this answer."""
        return [each for each in self.findings if each.answer is answer]

    def require(self) -> Report:
        """The report itself when valid; else raises the first reason as its own exception."""
        for answer in (Answer.INVALID, Answer.OPEN):
            for found in self.reasons(answer):
                if found.error is not None:
                    raise found.error
        if self.answer is not Answer.VALID:
            raise CannotBeJudged(Text("没有任何可以核验的内容", "there is nothing to verify"))
        return self

    def say(self, language: str = "zh") -> str:
        """The report as lines of text: the answer with its first reason, then every check."""
        mark = {Answer.VALID: "✓", Answer.INVALID: "✗", Answer.OPEN: "?"}
        reasons = self.reasons(self.answer) if self.answer is not Answer.VALID else []
        colon, stop = ("：", "；") if not language.startswith("en") else (": ", "; ")
        why = stop.join(_place(each, language) for each in reasons[:3])
        lines = [self.subject.say(language), f"SM3 {self.sm3}"]
        lines.append(self.answer.words.say(language) + (colon + why if why else ""))
        lines += [f"  {mark[each.answer]} {_place(each, language)}" for each in self.findings]
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """JSON of the whole report."""
        return {
            "answer": self.answer.value,
            "subject": {"zh": self.subject.zh, "en": self.subject.en},
            "sm3": self.sm3,
            "at": self.at.isoformat(),
            "findings": [each.to_json() for each in self.findings],
            "signatures": [each.to_json() for each in self.signatures],
        }


@dataclass(frozen=True)
class _Guard:
    """Files an EvidenceError as what it is, and what a reader of hostile bytes trips over as hostile."""

    report: Report
    check: str
    where: str

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: object) -> bool:
        if isinstance(fault, EvidenceError):
            self.report.note(self.check, fault, self.where)
            return True
        if isinstance(fault, _TRIPPED):
            told = f"{type(fault).__name__}: {fault}"
            hostile = HostileInput(Text(f"内容读不懂：{told}", f"unreadable: {told}"))
            self.report.refuse(self.check, hostile, self.where)
            return True
        return False


def _place(found: Finding, language: str) -> str:
    colon = "：" if not language.startswith("en") else ": "
    return (f"{found.where}{colon}" if found.where else "") + found.text.say(language)
