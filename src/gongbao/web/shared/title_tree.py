"""A title as a branch of the tree of conditions: its routes, what is missing, who decides, readings that would turn it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongbao.law.text import Text
from gongbao.policies import dossiers
from gongbao.policies.dossiers import TitleAnswer
from gongbao.web.public.question_words import OUTCOMES
from gongbao.web.shared.values import day, listed

STATES = {
    "now": "met",
    "judgement": "judgement",
    "unknown": "unknown",
    "later": "not_met",
    "never": "not_met",
}
NOW, WAITS = Text("现在可以申报", "You may apply now"), Text("只等人认定", "Awaits people’s findings")
MISSING, NEVER = Text("资料不全", "Facts are missing"), Text("时间到了也不够", "Time alone is not enough")
LACKS = {
    "学历": Text("没有这一条要的学历", "the degree of this route is missing"),
    "职称": Text("没有这一条要的职称", "the title of this route is missing"),
    "工作经历": Text(
        "现在没有在做的本专业工作，年限不再增加", "no work in the field goes on, so no years are added"
    ),
}


def node(each: TitleAnswer, *, whole: bool = False) -> dict[str, Any]:
    """One title as a branch of ``components/condition_tree.html``."""
    routes = [_way(way) for way in each.ways]
    found = {("judgement", tag) for fact, tag in each.open if fact.judged_by}
    """Conditions told below with who finds them."""
    others = [
        {"state": each.answer.state_of(r), "text": r.unit.tag.label, "clause": r.unit.tag.clause}
        for r in each.reasons
        if (each.answer.state_of(r), r.unit.tag) not in found
    ]
    parts: list[dict[str, Any]] = [
        {"text": Text("可走的路（有一条就行）", "Routes: one is enough"), "state": _best(routes), "children": routes, "open": each.state != "now"}
    ] if routes else []  # fmt: skip
    held = (
        [
            {
                "state": "met",
                "text": Text("已有同级或更高的职称", "This title, or a higher one, is held already"),
            }
        ]
        if each.held
        else []
    )
    return {
        "state": "met" if each.held else STATES[each.state],
        "text": each.question.title if not each.name else Text(each.name, each.name),
        "tally": Text("已取得", "Held") if each.held else tally(each),
        "open": whole,
        "children": [*held, *parts, *others, *_open(each), *(_readings(each) if whole else [])],
    }


def tally(each: TitleAnswer) -> Text:
    """The state of a title in a few words."""
    if each.state == "later" and each.day is not None:
        told = day(each.day)
        return Text(f"最早 {told.zh}", f"From {told.en}")
    return {"now": NOW, "judgement": WAITS, "unknown": MISSING}.get(each.state, NEVER)


def _way(way: dossiers.Way) -> dict[str, Any]:
    note = None
    if way.truth is not True and way.day is not None:
        told = day(way.day)
        note = Text(f"最早 {told.zh}", f"{told.en} at the earliest") if way.truth is False else None
    elif way.lacking:
        note = listed([LACKS.get(each.zh, each) for each in way.lacking])
    state = "unknown" if way.truth is None else "met" if way.truth else "not_met"
    return {"state": state, "text": way.tag.label, "clause": way.tag.clause, "note": note}


def _open(each: TitleAnswer) -> list[dict[str, Any]]:
    found = []
    for fact, tag in each.open:
        words = tag.label if tag else Text("", "")
        if fact.judged_by:
            by = fact.judged_by
            text = Text(
                f"由{by.zh}认定：{words.zh or fact.label.zh}",
                f"Found by {by.say('en')}: {words.en or fact.label.say('en')}",
            )
            found.append({"state": "judgement", "text": text, "clause": tag.clause if tag else ""})
        else:
            text = Text(f"请填写：{fact.label.zh}", f"Fill in: {fact.label.say('en')}")
            found.append(
                {"state": "unknown", "text": text, "note": words, "clause": tag.clause if tag else ""}
            )
    return found


def _readings(each: TitleAnswer) -> list[dict[str, Any]]:
    """The readings that would turn the answer of this title."""
    found = []
    for id_, choice, outcome in each.answer.turning:
        reading = each.question.readings[id_]
        text = Text(
            f"若把“{reading.question.zh}”理解为：{reading.choices[choice].zh}",
            f"If read otherwise ({reading.question.say('en')}): {reading.choices[choice].say('en')}",
        )
        word = OUTCOMES[outcome]
        note = Text(f"结果是{word.zh}", f"the answer is: {word.en}")
        found.append({"state": outcome, "text": text, "note": note, "clause": reading.clause})
    return found


def _best(routes: Sequence[dict[str, Any]]) -> str:
    states = [each["state"] for each in routes]
    return "met" if "met" in states else "unknown" if "unknown" in states else "not_met"
