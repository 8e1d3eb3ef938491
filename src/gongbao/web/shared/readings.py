"""The readings an answer rests on, and what another one would make of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from gongbao.kernel.rules.question import Determination
from gongbao.law.text import Text

Address = Callable[[str, str], str]
"""Where the same answer stands under another choice of a reading."""
Effect = Callable[[Determination, Determination], Text | None]


def turning(
    answer: Determination, chosen: Mapping[str, str], on: date, guide: str, address: Address, effect: Effect
) -> tuple[list[dict[str, Any]], int]:
    """Readings that would turn this answer, or are not at their default; and how many change nothing."""
    question = answer.ruling.question
    found, same = [], 0
    for id_, choice in answer.ruling.readings.items():
        reading = question.readings[id_]
        others = []
        for other in (each for each in reading.choices if each != choice):
            result = question.at(on, {**chosen, id_: other}).determine(answer.facts)
            others.append(
                {
                    "text": reading.choices[other],
                    "href": address(id_, other),
                    "effect": effect(answer, result),
                }
            )
        if choice == reading.default and not any(each["effect"] for each in others):
            same += 1
            continue
        text = Text(
            f"{reading.question.zh}：{reading.choices[choice].zh}",
            f"{reading.question.say('en')}: {reading.choices[choice].say('en')}",
        )
        found.append({"text": text, "others": others, "href": f"{guide}#reading-{id_}"})
    return found, same
