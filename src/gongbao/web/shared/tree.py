"""An answer as the condition tree of the look: only what decided it, or every named condition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.explain import Reason, Unit, Units
from gongbao.kernel.rules.question import Determination
from gongbao.law.text import Text
from gongbao.web.shared.values import fact_words

ALL_NEEDED = Text("各项都要满足", "All are needed")
ONE_NEEDED = Text("满足一项即可", "One is enough")
Correct = Callable[[n.Fact], str]
"""Where a fact can be corrected, as an address; empty where it cannot."""
Sources = Mapping[str, Text]
"""Where facts came from, by name."""


def decisive(
    answer: Determination, correct: Correct | None = None, sources: Sources | None = None
) -> list[dict[str, Any]]:
    """The minimal explanation: what failed, the route taken, or what can still change the answer."""
    return [_leaf(answer, reason, correct, sources or {}) for reason in answer.reasons]


def whole(
    answer: Determination, correct: Correct | None = None, sources: Sources | None = None
) -> list[dict[str, Any]]:
    """Every named condition in the order of the rule, with those it is made of below it."""
    units = Units(answer.ruling.condition)
    seen: set[str] = set()

    def below(part: Any) -> list[dict[str, Any]]:
        found = []
        for each in units.below(part):
            if not units.named_below[id(each)]:
                continue
            found += [node(each)] if getattr(each, "tag", None) else below(each)
        return [each for each in found if each]

    def node(part: Any) -> dict[str, Any]:
        if part.tag.name in seen:
            return {}
        seen.add(part.tag.name)
        children = below(part)
        made = _leaf(answer, Reason(units.unit(part), answer.run.truth(part)), correct, sources or {})
        if not children:
            return made
        note = ONE_NEEDED if isinstance(part, n.Any_) else ALL_NEEDED if isinstance(part, n.All) else None
        own = made if len(children) == 1 and not isinstance(part, n.Any_) else None
        return own or {**made, "facts": [], "children": children, "note": note}

    root = answer.ruling.condition
    return [node(root)] if getattr(root, "tag", None) else below(root)


def counts(nodes: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many conditions are in each state; of a group, its parts."""
    found: Counter[str] = Counter()
    for each in nodes:
        found.update(counts(each["children"]) if each.get("children") else [each["state"]])
    return dict(found)


def _leaf(answer: Determination, reason: Reason, correct: Correct | None, sources: Sources) -> dict[str, Any]:
    state = answer.state_of(reason)
    known = [fact for fact in reason.unit.facts if answer.facts.get(fact.name) is not None]
    asked = [fact for fact in reason.unit.facts if fact.ask and fact not in known]
    shown = known if known and state in ("met", "not_met") else [*known, *asked]
    mend = next((to for fact in shown if correct and (to := correct(fact))), "")
    return {
        "state": state,
        "text": reason.unit.tag.label,
        "clause": reason.unit.tag.clause,
        "facts": [_fact(answer, fact, sources) for fact in shown],
        "note": _judge(answer, reason.unit) if state == "judgement" else None,
        "correct": mend if state == "not_met" else "",
    }


def _fact(answer: Determination, fact: n.Fact, sources: Sources) -> dict[str, Any]:
    value = fact_words(fact, answer.facts.get(fact.name))
    return {"label": fact.label, "value": value, "source": sources.get(fact.name)}


def _judge(answer: Determination, unit: Unit) -> Text:
    who = [fact.judged_by for fact in unit.facts if fact.judged_by and answer.facts.get(fact.name) is None]
    zh, en = "、".join(each.zh for each in who), " and ".join(each.say("en") for each in who)
    return Text(f"由{zh}认定", f"To be judged by {en}")
