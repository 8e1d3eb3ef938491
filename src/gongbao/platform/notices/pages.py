"""What the public sees: the list of an office's notices, the archive, one notice with its days and history."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q

from gongbao.kernel.calendar import PublicityWindow
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import local_day
from gongbao.platform.notices.models import Notice
from gongbao.platform.notices.window import window
from gongbao.platform.notices.words import ACTS, STATES


class NoticeLine(NamedTuple):
    """A notice in a list. `state` is one of open, over, suspended, withdrawn, corrected."""

    slug: str
    office: str
    room: str
    title: Text
    published_on: date
    last_day: date | None
    code: str
    state: Text
    rows: int
    objections: int


class History(NamedTuple):
    """One thing that happened to a notice."""

    at: datetime
    act: Text
    reason: str
    detail: dict[str, Any]


class NoticePage(NamedTuple):
    """A notice as everyone may read it. `counted` of `days` working days have begun; no personal data of objectors."""

    line: NoticeLine
    clause: str
    columns: list[Text]
    rows: list[list[Any]]
    published_at: datetime
    closes_at: datetime | None
    days: int
    counted: int
    window: PublicityWindow
    content_hash: str
    objections_open: int
    takes_objections: bool
    corrected_by: str
    corrects: str
    cleared: bool
    history: list[History]


def listed(
    now: datetime,
    *,
    office: str = "",
    room: str = "",
    archive: bool = False,
    limit: int = 50,
    offset: int = 0,
) -> list[NoticeLine]:
    """Notices still running (or the archive of all others), newest first."""
    running = Q(state="suspended") | Q(state="open", closes_at__gt=now)
    rows = Notice.objects.filter(~running if archive else running)
    rows = rows.filter(**{k: v for k, v in {"office": office, "room": room}.items() if v})
    return [_line(n, now) for n in rows.order_by("-published_at", "-id")[offset : offset + limit]]


def page(slug: str, now: datetime) -> NoticePage:
    """The public page of a notice; refuses an unknown address."""
    row = Notice.objects.select_related("corrects", "corrected_by").filter(slug=slug).first()
    if row is None:
        raise Refusal(
            Text("没有这份公示", "No such notice"),
            where=slug,
            mend=Text("请从公示列表进入。", "Start from the list of notices."),
        )
    line, days = _line(row, now), window(row.published_on, row.days, row.clause)
    later = getattr(row, "corrected_by", None)
    return NoticePage(
        line,
        row.clause,
        [Text(*c) for c in row.columns],
        row.rows,
        row.published_at,
        row.closes_at,
        row.days,
        days.counted(local_day(now)),
        days,
        row.content_hash,
        row.objections_open,
        line.code in {"open", "suspended"},
        later.slug if later else "",
        row.corrects.slug if row.corrects else "",
        row.personal_removed_at is not None,
        [History(e.at, ACTS[e.act], e.reason, e.detail) for e in row.events.order_by("at", "id")],
    )


def _line(row: Notice, now: datetime) -> NoticeLine:
    over = row.state == "open" and row.closes_at is not None and now >= row.closes_at
    code = "over" if over else row.state
    return NoticeLine(
        row.slug,
        row.office,
        row.room,
        Text(row.title_zh, row.title_en),
        row.published_on,
        row.last_day,
        code,
        STATES[code],
        row.row_count,
        row.objections_total,
    )
