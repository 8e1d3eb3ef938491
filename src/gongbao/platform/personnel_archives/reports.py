"""Counts, time limits, overdue lists, causes of complaints, and the advance list of people about to retire."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count

from gongbao.platform.cases.services import Case
from gongbao.platform.personnel_archives.models import Archive, Loan, Matter
from gongbao.platform.personnel_archives.words import ROOM
from gongbao.policies.personnel_archives.rules import ADVANCE, BOOK


class Late(NamedTuple):
    """A case or loan past its day."""

    number: str
    office: str
    what: str
    due: date


class Soon(NamedTuple):
    """Somebody whose statutory age comes within the lead time, and what the archive still lacks."""

    archive: Archive
    month: int
    lacks: tuple[str, ...]


IN_FORCE = date(2020, 10, 22)
WANTED = {"born_on": "出生日期", "experience": "工作经历", "identity": "干部或工人身份"}
"""What retirement needs of the archive, by the names of `certifies`."""


def overdue(office: str, on: date) -> list[Late]:
    """Everything past its day at an office (every office for ""): cases by their clocks, loans by their term."""
    rows = Case.objects.filter(room=ROOM, due__lt=on, tone="now")
    loans = Loan.objects.filter(returned_on=None, back_on__lt=on).select_related("archive")
    if office:
        rows, loans = rows.filter(office=office), loans.filter(office=office)
    found = [Late(row.number, row.office, row.state, row.due) for row in rows if row.due]
    return sorted(
        found + [Late(each.archive.number, each.office, "lent", each.back_on) for each in loans],
        key=lambda x: x.due,
    )


def counts(office: str = "") -> dict[str, dict[str, int]]:
    """Archives by state of paper and of image, cases by procedure and state."""
    archives, cases = Archive.objects.all(), Case.objects.filter(room=ROOM)
    if office:
        archives, cases = archives.filter(office=office), cases.filter(office=office)
    return {
        "paper": dict(archives.values_list("paper").annotate(n=Count("id"))),
        "digital": dict(archives.values_list("digital").annotate(n=Count("id"))),
        **{
            procedure: dict(cases.filter(procedure=procedure).values_list("state").annotate(n=Count("key")))
            for procedure in sorted(set(cases.values_list("procedure", flat=True)))
        },
    }


def causes(office: str = "") -> list[tuple[str, int]]:
    """Causes of complaints, the most frequent first."""
    rows = Matter.objects.exclude(cause="")
    if office:
        rows = rows.filter(office=office)
    return Counter(rows.values_list("cause", flat=True)).most_common()


def soon(office: str, on: date) -> list[Soon]:
    """Who reaches the statutory age within the lead time, soonest first, with what the archive lacks (4.s3, 4.s4)."""
    if on < IN_FORCE:
        return []
    now = on.year * 12 + on.month - 1
    lead = int(str(BOOK["early_verification_months"].at(on).value))
    rows = Archive.objects.filter(
        office=office, retires_month__gte=now, retires_month__lte=now + lead
    ).prefetch_related("items")
    found = []
    for row in rows.order_by("retires_month", "number"):
        facts: dict[str, Any] = {"stored_here": row.paper in ("here", "lent"), "born_on": row.born_on}
        answer = ADVANCE.at(on).determine(facts | {"sex": row.sex, "post": row.post})
        if answer.outcome == "met":
            there = {item.certifies for item in row.items.all() if item.states}
            lacks = tuple(words for name, words in WANTED.items() if name not in there)
            found.append(Soon(row, row.retires_month or now, lacks))
    return found
