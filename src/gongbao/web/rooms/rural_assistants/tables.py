"""What the lists of the room's pages share: cases in hand, figures, readings, and how a list stands on a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from gongbao.law.text import Text
from gongbao.platform.cases.services import Case
from gongbao.platform.cases.services import registered as procedure_of
from gongbao.platform.parties import services as parties
from gongbao.policies.rural_assistants.rules import READINGS
from gongbao.web.shared.sheets import Sheet, column

CASES = (column("title", "事项", "Matter"), column("number", "办件编号", "Number"), column("state", "状态", "State"), column("due", "时限", "Due", "date"))  # fmt: skip
BUILT_IN = (
    column("question", "问题", "Question"), column("choice", "现在的理解", "Reading that holds"), column("why", "为什么不能在这里改", "Why not here"),
    column("who", "由谁明确", "Who decides"),
)  # fmt: skip
ADOPTED = (
    column("question", "问题", "Question"),
    column("choice", "采用的理解", "Adopted"),
    column("from_on", "自", "From", "date"),
    column("source", "依据", "Source"),
)
COUNTS = (column("what", "项目", "What"), column("n", "数量", "Count", "integer"))


def names(rows: Iterable[Any], *fields: str) -> dict[UUID, str]:
    """The names of the institutions that rows point to."""
    keys = {getattr(row, field) for row in rows for field in fields} - {None}
    return {key: each.name for key, each in parties.parties(keys).items()}


def cases(rows: Sequence[Case], title: Text, href: str = "") -> Sheet:
    """Cases in hand."""
    out = []
    for case in rows:
        state = procedure_of(case.procedure, case.version).procedure.state(case.state)
        line: dict[str, Any] = {"title": case.title, "number": case.number, "state": state.title, "due": case.due, "_tags": {"state": "unknown"}}  # fmt: skip
        if href:
            line["_links"] = {"number": reverse(href, args=[case.number])}
        out.append(line)
    return Sheet("rural-cases", title, CASES, out)


def readings(rows: Sequence[Any], title: Text) -> Sheet:
    """Readings adopted."""
    out = []
    for row in rows:
        reading = READINGS[row.reading]
        out.append(
            {
                "question": reading.question,
                "choice": reading.choices[row.choice],
                "from_on": row.from_on,
                "source": row.source,
            }
        )
    return Sheet("rural-readings", title, ADOPTED, out)


def built_in(rows: Mapping[str, tuple[Text, Text]], title: Text) -> Sheet:
    """Readings that hold by themselves: which, why they cannot be adopted, who decides."""
    out = [
        {"question": READINGS[name].question, "choice": READINGS[name].choices[READINGS[name].default], "why": why, "who": who}
        for name, (why, who) in rows.items()
    ]  # fmt: skip
    return Sheet("rural-built-in", title, BUILT_IN, out)


def counts(told: Sequence[tuple[Text, int]], title: Text) -> Sheet:
    """Numbers under their words."""
    return Sheet("rural-counts", title, COUNTS, [{"what": what, "n": n} for what, n in told])


def section(sheet: Sheet, empty_zh: str, empty_en: str, mark: str = "") -> dict[str, Any]:
    """A part of a page: the table whose rows stand as cards on a phone, or the words where it is empty."""
    return {
        "id": sheet.name + mark,
        "title": sheet.title,
        "table": sheet.stacked(),
        "empty": Text(empty_zh, empty_en),
    }
