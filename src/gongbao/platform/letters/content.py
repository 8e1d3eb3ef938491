"""What a letter says, as plain values: facts, legal basis, decision, remedies with their time limits. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NamedTuple

from gongbao.kernel.calendar import Deadline
from gongbao.kernel.calendar.periods import ROLL, calendar_days_after, months_after
from gongbao.kernel.money import format_yuan, in_words
from gongbao.law.text import Text


class Remedy(NamedTuple):
    """A way to contest a letter: what, before whom, within `days` or `months` of service, under which law."""

    what: str
    before: str
    days: int = 0
    months: int = 0
    law: str = ""

    def sentence(self) -> str:
        """The remedy in one sentence."""
        within = f"{self.months}个月" if self.months else f"{self.days}日"
        law = f"（{self.law}）" if self.law else ""
        return f"对本文书不服的，可以自送达之日起{within}内向{self.before}{self.what}{law}。"

    def deadline(self, served_on: date) -> Deadline:
        """The last day, counted from service; from a rest day it moves to the next working day."""
        if self.months:
            return months_after(served_on, self.months, reading=ROLL, clause=self.law)
        return calendar_days_after(served_on, self.days, reading=ROLL, clause=self.law)


@dataclass(frozen=True)
class Content:
    """The text of a letter or receipt. `facts` are label and value; `sum_fen` is shown large where given.

    In a receipt `decision` says what comes next.
    """

    opening: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    basis: Sequence[str] = ()
    decision: Sequence[str] = ()
    sum_fen: int | None = None
    sum_label: str = "核定金额"
    remedies: Sequence[Remedy] = ()
    closing: Sequence[str] = ()

    def as_json(self) -> dict[str, Any]:
        """JSON values that `from_json` reads back."""
        return asdict(self)

    @staticmethod
    def from_json(body: dict[str, Any]) -> Content:
        """The content stored with a letter."""
        facts = [(str(label), str(value)) for label, value in body["facts"]]
        return Content(**{**body, "facts": facts, "remedies": [Remedy(*each) for each in body["remedies"]]})


def template_data(
    content: Content,
    *,
    office: str,
    title: Text,
    number: str,
    code: str,
    qr: str,
    dated: date,
    addressee: str,
) -> dict[str, Any]:
    """What the templates read."""
    fen = content.sum_fen
    return {
        "office": office,
        "title": title.zh,
        "title_en": title.en,
        "number": number,
        "code": code,
        "qr": qr,
        "dated": [dated.year, dated.month, dated.day],
        "addressee": addressee,
        "opening": list(content.opening),
        "facts": [list(f) for f in content.facts],
        "basis": list(content.basis),
        "decision": list(content.decision),
        "sum": "" if fen is None else f"{format_yuan(fen)} 元",
        "sum_label": content.sum_label,
        "sum_words": "" if fen is None else in_words(fen),
        "remedies": [r.sentence() for r in content.remedies],
        "closing": list(content.closing),
    }
