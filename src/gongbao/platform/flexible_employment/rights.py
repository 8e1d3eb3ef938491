"""Everything one person may have: each right with its own circle, answered and explained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from gongbao.kernel.rules.question import Determination, Question, Ruling
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.policies.flexible_employment import rules


@dataclass(frozen=True)
class Right:
    """A right: its question, a short name, and the procedure by which it is asked for (none: nothing to ask)."""

    question: Question
    title: Text
    procedure: str = ""


RIGHTS = (
    Right(rules.REGISTRATION, Text("灵活就业登记和登记证", "Registration and certificate"), "registration"),
    Right(rules.INSURE_RURAL, Text("参加职工三项保险（农业户籍）", "The three insurances, agricultural household")),
    Right(rules.INSURE_TRAINEE, Text("参加职工三项保险（见习人员）", "The three insurances, trainees")),
    Right(rules.TOWNSHIP_COUNTER, Text("在户籍地街道乡镇参保", "Insured at the household's township")),
    Right(rules.ONE_PERCENT, Text("失业保险按1%缴", "Unemployment at one per cent")),
    Right(rules.GRADUATE_SUBSIDY, Text("高校毕业生补贴（最长3年）", "Graduates' subsidy, three years"), "subsidy"),
    Right(rules.EXTENSION, Text("补贴延长1年", "A year more of subsidy"), "subsidy"),
    Right(rules.PILOT_SUBSIDY, Text("区试点补贴", "A district's pilot subsidy"), "subsidy"),
    Right(rules.DEFER, Text("2020年养老缴费暂缓", "Deferral of 2020")),
    Right(rules.LOAN_QUALIFICATION, Text("创业担保贷款", "Business-start loan"), "loan"),
    Right(rules.UNEMPLOYMENT, Text("失业登记", "Registration of unemployment"), "unemployment"),
    Right(rules.TITLE, Text("职称评审", "Assessment for a title")),
    Right(rules.MEDIATION, Text("对平台申诉和调解", "Complaint and mediation"), "complaint"),
)  # fmt: skip
"""In the order the page shows them."""


@dataclass(frozen=True)
class Answered:
    """A right with its answer; `refusal` where no value is in force on the day."""

    right: Right
    answer: Determination | None
    refusal: Refusal | None = None

    @property
    def outcome(self) -> str:
        """met, not_met, unknown or judgement."""
        return self.answer.outcome if self.answer else "unknown"


@cache
def _ruling(question: Question, on: date) -> tuple[Ruling, frozenset[str]]:
    return question.at(on), frozenset(fact.name for fact in question.facts)


def all_rights(known: Mapping[str, Any], on: date) -> list[Answered]:
    """Every right of one person on a day, each on the facts its own question reads."""
    out = []
    for right in RIGHTS:
        try:
            ruling, wanted = _ruling(right.question, on)
        except Refusal as refusal:
            out.append(Answered(right, None, refusal))
            continue
        answer = ruling.determine({name: known[name] for name in wanted if name in known})
        out.append(Answered(right, answer))
    return out
