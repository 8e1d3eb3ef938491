"""The words of a question's page: the answer first, what would make it different."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongbao.kernel.money import format_yuan
from gongbao.kernel.rules.question import Determination
from gongbao.law.text import Text
from gongbao.web.shared.values import day

TRY = Text("先算一算", "Work it out")
GO_ON = Text("继续", "Go on")
VALUES = Text("用到的数值", "Values used")
VALUE_HEADS = [
    {"label": Text("名称", "Name")}, {"label": Text("数值", "Value")},
    {"label": Text("来源", "Source")}, {"label": Text("可信", "How sure")},
]  # fmt: skip
WHAT_IF = Text("如果规定的数不一样", "If the law’s values were different")
WHICH_VALUE = Text("哪一个数", "Which value")
NEW_VALUE = Text("假设它是", "Suppose it were")
HOW_WRITTEN = Text("金额写元，日期写 2020-12-31", "Yuan for money, 2020-12-31 for days, 80/100 for shares")
UNCHANGED = Text("结果不变。", "The answer stays the same.")
BAD_DAY = (Text("日期应写作 2020-07-01", "Write a day as 2020-07-01"),)
OUTCOMES = {
    "met": Text("符合", "met"),
    "not_met": Text("不符合", "not met"),
    "unknown": Text("还定不下来", "still open"),
    "judgement": Text("要由人认定", "for a person to judge"),
}


def subtitle(on: date) -> Text:
    """On which day's rules, and that nothing is kept."""
    told = day(on)
    return Text(
        f"按 {told.zh} 的规定计算。不用登录，填的内容不保存，也不等于正式决定。",
        f"By the rules of {told.en}. No sign-in; nothing you enter is kept, and this is not a decision.",
    )


def yuan(fen: int) -> Text:
    """A sum."""
    return Text(f"{format_yuan(fen)} 元", f"{format_yuan(fen)} yuan")


def result(answer: Determination, left: int) -> dict[str, Any]:
    """The context of ``components/outcome.html``."""
    return {
        "outcome": answer.outcome,
        "title": _title(answer, left),
        "text": _text(answer),
        "sum_label": Text("能领", "You would get"),
        "sum_fen": answer.amount_fen if answer.outcome in ("met", "not_met") else None,
        "sum_note": _months(answer),
    }


def _title(answer: Determination, left: int) -> Text:
    money = answer.ruling.amount is not None
    match answer.outcome:
        case "met":
            return Text("可以领", "You qualify") if money else Text("符合条件", "The conditions are met")
        case "not_met":
            return (
                Text("按所填的情况，领不到", "On these facts, no")
                if money
                else Text("不符合条件", "The conditions are not met")
            )
        case "judgement":
            return Text("您能答的都答了，还要由人认定", "The rest is for a person to judge")
        case _:
            plural = "" if left == 1 else "s"
            return Text(f"最多再答 {left} 个问题就有结果", f"At most {left} more question{plural}")


def _text(answer: Determination) -> Text | None:
    low, high = answer.amount_bounds
    if answer.ruling.amount is None or answer.amount_fen is not None or answer.outcome == "not_met":
        return None
    if high is None:
        return None
    if low:
        return Text(
            f"金额在 {yuan(low).zh}到 {yuan(high).zh}之间。", f"Between {yuan(low).en} and {yuan(high).en}."
        )
    return Text(f"最多 {yuan(high).zh}。", f"At most {yuan(high).en}.")


def _months(answer: Determination) -> Text | None:
    if answer.outcome != "met":
        return None
    told = answer.to_json()["values"].get("countable_months")
    return (
        None
        if told is None
        else Text(f"可计 {told} 个月", f"{told} countable month{'' if told == 1 else 's'}")
    )


def judges(answer: Determination) -> list[dict[str, Any]]:
    """What only a person may find, and who."""
    if answer.outcome not in ("unknown", "judgement"):
        return []
    found = [fact for fact, _ in answer.open if fact.judged_by]
    if not found or answer.outcome == "unknown":
        return []
    return [
        {
            "title": fact.label,
            "text": Text(
                f"由{fact.judged_by.zh}认定，网上填的不算。",
                f"Found by {fact.judged_by.say('en')}, not by what is filled in here.",
            ),
        }
        for fact in found
        if fact.judged_by
    ]


def difference(now: Determination, other: Determination) -> Text | None:
    """How another answer differs from this one; None where it does not."""
    same = (now.outcome, now.amount_bounds) == (other.outcome, other.amount_bounds)
    if same:
        return None
    word = OUTCOMES[other.outcome]
    low, high = other.amount_bounds
    if other.ruling.amount is None or (low != high and high is None):
        return Text(f"结果变为：{word.zh}。", f"The answer would be: {word.en}.")
    sums = (
        yuan(low)
        if low == high
        else Text(f"{yuan(low).zh}至{yuan(high).zh}", f"{yuan(low).en} to {yuan(high).en}")
    )
    return Text(f"结果变为：{word.zh}，{sums.zh}。", f"The answer would be: {word.en}, {sums.en}.")
