"""Telling: an answer in words for a terminal, the outcome first."""

from __future__ import annotations

from gongbao.kernel.money import format_yuan
from gongbao.kernel.rules.question import Determination
from gongbao.law.cite import Cite
from gongbao.law.text import Text

OUTCOMES = {
    "met": Text("符合", "met"),
    "not_met": Text("不符合", "not met"),
    "unknown": Text("待补充", "unknown: a fact is missing"),
    "judgement": Text("待人工认定", "a person must judge"),
}
MARKS = {"met": "●", "not_met": "■", "unknown": "▲", "judgement": "⬢"}


def tell(answer: Determination, language: str = "zh") -> str:
    """The answer as lines: outcome and sum, reasons with clauses, what is missing, readings not at default."""
    english = language.startswith("en")
    lines = [OUTCOMES[answer.outcome].say(language)]
    if answer.amount_fen:
        lines[0] += f"  {format_yuan(answer.amount_fen)} {'yuan' if english else '元'}"
    for reason in answer.reasons:
        label = Cite(reason.unit.tag.clause).label().say(language)
        lines.append(f"  {MARKS[answer.state_of(reason)]} {reason.unit.tag.label.say(language)}  [{label}]")
    for fact, tag in answer.open:
        why = f" ← {tag.label.say(language)}" if tag else ""
        who = f"（{fact.judged_by.say(language)}）" if fact.judged_by else ""
        lines.append(f"  ? {fact.label.say(language)}{who}{why}")
    for name, dated in answer.parameters:
        if dated.flagged:
            note = "to be confirmed" if english else "待核实"
            lines.append(
                f"  ! {name} = {dated.value}  {note}: {dated.source.say(language)} ({dated.confidence})"
            )
    return "\n".join(lines)
