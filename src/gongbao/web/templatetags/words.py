"""The words of the four states and of clause numbers."""

from __future__ import annotations

import re

from gongbao.law.cite import Cite
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.web.i18n import Language

STATE_WORDS = {
    "met": Text("符合", "Met"),
    "not_met": Text("不符合", "Not met"),
    "unknown": Text("待补充", "Information needed"),
    "judgement": Text("待人工认定", "Awaiting judgement"),
}
STATE_CLASSES = {
    "met": "is-met",
    "not_met": "is-not-met",
    "unknown": "is-missing",
    "judgement": "is-judgement",
    "info": "is-info",
}


def clause_anchor(part: str) -> str:
    """The anchor of a clause on its guide page: ``2.4.a`` to ``c2-4-a``."""
    return "c" + re.sub(r"[^0-9A-Za-z]+", "-", part)


def clause_label(clause_id: str, language: Language, short: bool = False) -> str:
    """``6号 二（三）``, or ``二（三）`` where `short`; an id that is none stays as it is written."""
    try:
        label = Cite(clause_id).label().say(language)
    except Refusal:
        return clause_id
    between = ", " if language == "en" else " "
    return label.partition(between)[2] or label if short else label
