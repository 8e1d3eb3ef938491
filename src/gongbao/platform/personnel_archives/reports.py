"""Counts, times, overdue lists, causes of complaints, and the advance list of people about to retire."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple

from django.db.models import Count

from gongbao.kernel import districts
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case, registered
from gongbao.platform.db.clock import ZONE
from gongbao.platform.personnel_archives import nearing, outside
from gongbao.platform.personnel_archives.models import Archive, Item, Loan, Matter
from gongbao.platform.personnel_archives.words import ROOM


class Late(NamedTuple):
    """A case or loan past its day."""

    number: str
    office: str
    what: Text
    due: date
    case: bool


class Soon(NamedTuple):
    """Somebody whose statutory age comes within the lead time, and what the archive still lacks."""

    archive: Archive
    month: int
    lacks: tuple[str, ...]


class Level(NamedTuple):
    """How a procedure went in a period: sent in, finished, days to finish (median), finished within the limit."""

    procedure: Text
    opened: int
    finished: int
    days: float | None
    late_now: int


IN_FORCE = date(2020, 10, 22)
HERE = ("here", "lent")
"""States of the paper of an archive that is kept here."""
LENT = Text("外借未还", "loan not returned")


def overdue(office: str, on: date) -> list[Late]:
    """Everything past its day at an office (every office for ""): cases by their clocks, loans by their term."""
    rows = Case.objects.filter(room=ROOM, due__lt=on, tone="now")
    loans = Loan.objects.filter(returned_on=None, back_on__lt=on).select_related("archive")
    if office:
        rows, loans = rows.filter(office=office), loans.filter(office=office)
    found = [
        Late(
            row.number,
            row.office,
            registered(row.procedure, row.version).procedure.state(row.state).title,
            row.due,
            case=True,
        )
        for row in rows
        if row.due
    ]
    found += [Late(each.archive.number, each.office, LENT, each.back_on, case=False) for each in loans]
    return sorted(found, key=lambda late: (late.due, late.number))


def counts(office: str = "") -> dict[str, dict[str, int]]:
    """Archives by state of paper and of image, cases by procedure and state, in three statements."""
    archives, cases = Archive.objects.all(), Case.objects.filter(room=ROOM)
    if office:
        archives, cases = archives.filter(office=office), cases.filter(office=office)
    told: dict[str, dict[str, int]] = {
        name: dict(archives.order_by().values_list(name).annotate(n=Count("id")))
        for name in ("paper", "digital")
    }
    for procedure, state, n in cases.order_by().values_list("procedure", "state").annotate(n=Count("key")):
        told.setdefault(procedure, {})[state] = n
    return told


def levels(office: str, since: date, until: date, on: date) -> list[Level]:
    """Service levels of cases sent in from one day to another, both included (end.s2, 1.s5)."""
    rows = Case.objects.filter(room=ROOM).exclude(state="draft")
    if office:
        rows = rows.filter(office=office)
    by: dict[str, list[Case]] = defaultdict(list)
    for row in rows:
        if since <= row.opened_at.astimezone(ZONE).date() <= until:
            by[row.procedure].append(row)
    return [_level(procedure, each, on) for procedure, each in sorted(by.items())]


def before_after(office: str, on: date) -> list[tuple[Text, list[Level]]]:
    """The level of service before the notice was in force, and since (1.s5)."""
    return [
        (Text("施行前", "Before"), levels(office, date(2000, 1, 1), IN_FORCE - timedelta(days=1), on)),
        (Text("施行后", "Since"), levels(office, IN_FORCE, on, on)),
    ]


def causes(office: str = "") -> list[tuple[str, str, int]]:
    """Causes of complaints by office (office, cause, how many), the most frequent first."""
    rows = Matter.objects.exclude(cause="")
    if office:
        rows = rows.filter(office=office)
    counted = rows.order_by().values_list("office", "cause").annotate(n=Count("id"))
    return sorted(((o, c, n) for o, c, n in counted), key=lambda each: (-each[2], each[0], each[1]))


def soon(office: str, on: date) -> list[Soon]:
    """Who reaches the statutory age within the lead time, soonest first, with what the archive lacks (4.s3, 4.s4)."""
    if on < IN_FORCE:
        return []
    rows = Archive.objects.filter(office=office, retires_month__range=nearing.window(on), paper__in=HERE)
    known = {row: nearing.group_of(row.born_on, row.sex, row.post) for row in rows.prefetch_related("items")}
    there = {row: group for row, group in known.items() if nearing.comes_near(group, on)}
    retired = outside.among((row.person_hash for row in there), "retirement")
    found = [
        Soon(row, nearing.month_of(group, on), _lacks(row.items.all()))
        for row, group in there.items()
        if row.person_hash not in retired
    ]
    return sorted(found, key=lambda each: (each.month, each.archive.number))


def soon_all(office: str, on: date) -> list[Soon]:
    """As `soon`, over every centre for ""."""
    if office:
        return soon(office, on)
    found = [each for centre in districts.OFFICES for each in soon(centre.code, on)]
    return sorted(found, key=lambda each: (each.month, each.archive.number))


def loans(office: str) -> list[Loan]:
    """Real archives out on loan, those due first."""
    rows = Loan.objects.filter(returned_on=None).select_related("archive").order_by("back_on", "id")
    return list(rows.filter(office=office) if office else rows)


def near(row: Archive, on: date) -> Soon | None:
    """An archive whose person is to be told ahead; None where it is not time, or the person has retired."""
    group = nearing.group_of(row.born_on, row.sex, row.post)
    if (
        row.paper not in HERE
        or not nearing.comes_near(group, on)
        or outside.says(row.person_hash, "retirement")
    ):
        return None
    return Soon(row, nearing.month_of(group, on), _lacks(row.items.all()))


def _lacks(items: Iterable[Item]) -> tuple[str, ...]:
    there = {item.certifies for item in items if item.states}
    return tuple(words for name, words in nearing.WANTED.items() if name not in there)


def _level(procedure: str, rows: list[Case], on: date) -> Level:
    done = [row for row in rows if row.tone != "now"]
    days = [(row.since - row.opened_at).total_seconds() / 86400 for row in done]
    late = sum(row.tone == "now" and row.due is not None and row.due < on for row in rows)
    title = registered(procedure).procedure.title
    return Level(title, len(rows), len(done), round(median(days), 1) if days else None, late)
