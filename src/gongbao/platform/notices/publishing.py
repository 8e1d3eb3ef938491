"""Publishing and what may befall a notice: suspended, resumed, extended, corrected, withdrawn, cleared."""

from __future__ import annotations

import base64
import secrets as random
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx, canonical
from gongbao.platform.messages.services import refuse_personal
from gongbao.platform.notices.models import Notice, NoticeCase, NoticeEvent
from gongbao.platform.notices.window import closing, deadline


class Told(NamedTuple):
    """A case told of in a notice: its office, its party, and its masked row (one value per column)."""

    case: UUID
    office: str
    party: UUID | None
    row: Sequence[str | int]


def publish(
    tx: Tx,
    cases: Sequence[Told],
    office: str,
    title: Text,
    columns: Sequence[Text],
    *,
    days: int,
    room: str,
    clause: str = "",
    keep_until: date | None = None,
    corrects: Notice | None = None,
) -> Notice:
    """Publish the cases' masked rows for `days` working days, the day of publication not counted.

    Refuses an empty notice, rows that do not fit the columns, and rows with an unmasked personal number.
    """
    _check(cases, columns)
    day = local_day(tx.now)
    due = deadline(day, days, [], clause)
    assert due is not None
    rows = [list(told.row) for told in cases]
    notice = Notice.objects.create(
        slug=_slug(office, day),
        office=office,
        room=room,
        clause=clause,
        title_zh=title.zh,
        title_en=title.en,
        columns=[list(c) for c in columns],
        rows=rows,
        row_count=len(rows),
        published_at=tx.now,
        published_on=day,
        days=days,
        last_day=due.due,
        closes_at=closing(due.due),
        corrects=corrects,
        keep_until=keep_until,
        content_hash=content_hash(office, title, columns, rows, day, days),
    )
    NoticeCase.objects.bulk_create(
        NoticeCase(notice=notice, case=told.case, office=told.office, party=told.party, row=n)
        for n, told in enumerate(cases, 1)
    )
    _note(tx, notice, "published", "", {"last_day": due.due.isoformat()})
    return notice


def suspend(tx: Tx, notice: UUID, reason: str) -> None:
    """Stop the period from today on; the days until `resume` do not count."""
    row = locked(notice)
    _state(row, "open")
    _still_running(tx, row)
    row.pauses = [*row.pauses, [local_day(tx.now).isoformat(), ""]]
    row.state, row.last_day, row.closes_at = "suspended", None, None
    row.save()
    _note(tx, row, "suspended", reason)


def resume(tx: Tx, notice: UUID, reason: str = "") -> date:
    """Let the period run again; the day of resumption is not counted. Returns the new last day."""
    row = locked(notice)
    _state(row, "suspended")
    row.pauses = [*row.pauses[:-1], [row.pauses[-1][0], local_day(tx.now).isoformat()]]
    row.state = "open"
    return _move(tx, row, "resumed", reason)


def extend(tx: Tx, notice: UUID, days: int, reason: str) -> date:
    """Lengthen a running period by `days` working days; returns the new last day."""
    row = locked(notice)
    _state(row, "open")
    _still_running(tx, row)
    if days <= 0:
        raise Refusal(Text("延长的天数须大于零", "The extension must be at least one day"))
    row.days += days
    return _move(tx, row, "extended", reason)


def correct(tx: Tx, notice: UUID, cases: Sequence[Told], reason: str) -> Notice:
    """Replace a notice by a corrected one with a full period of its own; the old page stays and says so."""
    old = locked(notice)
    if old.state not in {"open", "suspended"}:
        raise _wrong(old)
    old.state = "corrected"
    old.save(update_fields=["state"])
    _note(tx, old, "corrected", reason)
    columns = [Text(*c) for c in old.columns]
    return publish(
        tx,
        cases,
        old.office,
        Text(old.title_zh, old.title_en),
        columns,
        days=old.days,
        room=old.room,
        clause=old.clause,
        keep_until=old.keep_until,
        corrects=old,
    )


def withdraw(tx: Tx, notice: UUID, reason: str) -> None:
    """Withdraw a notice: its cases are as if never published. The page stays, without rows."""
    row = locked(notice)
    if row.state not in {"open", "suspended"}:
        raise _wrong(row)
    row.state, row.rows, row.personal_removed_at = "withdrawn", [], tx.now
    row.save()
    _note(tx, row, "withdrawn", reason)


def clear_expired(tx: Tx, limit: int = 500) -> int:
    """Remove the rows of notices kept long enough; title, period and hash stay. Returns how many."""
    rows = Notice.objects.select_for_update().filter(
        keep_until__lt=local_day(tx.now), personal_removed_at__isnull=True
    )
    cleared = list(rows.order_by("id")[:limit])
    for row in cleared:
        row.rows, row.personal_removed_at = [], tx.now
        row.save(update_fields=["rows", "personal_removed_at"])
        _note(tx, row, "cleared", "")
    return len(cleared)


def content_hash(
    office: str, title: Text, columns: Sequence[Text], rows: Sequence[Sequence[Any]], day: date, days: int
) -> str:
    """The SM3 hash of what was published, in canonical JSON."""
    whole = {
        "office": office,
        "title": list(title),
        "columns": [list(c) for c in columns],
        "rows": [list(r) for r in rows],
        "published_on": day.isoformat(),
        "days": days,
    }
    return sm3(canonical(whole).encode()).hex()


def locked(notice: UUID) -> Notice:
    """The notice under a row lock; refuses an unknown one."""
    row = Notice.objects.select_for_update().filter(pk=notice).first()
    if row is None:
        raise Refusal(Text("没有这份公示", "No such notice"))
    return row


def _move(tx: Tx, row: Notice, act: str, reason: str) -> date:
    due = deadline(row.published_on, row.days, row.pauses, row.clause)
    assert due is not None
    row.last_day, row.closes_at = due.due, closing(due.due)
    row.save()
    _note(tx, row, act, reason, {"last_day": due.due.isoformat()})
    return due.due


def _check(cases: Sequence[Told], columns: Sequence[Text]) -> None:
    if not cases:
        raise Refusal(
            Text("公示里没有内容", "The notice is empty"), mend=Text("请先选择案件。", "Choose cases.")
        )
    for n, told in enumerate(cases, 1):
        if len(told.row) != len(columns):
            raise Refusal(
                Text("这一行的列数与表头不符", "The row does not fit the columns"), where=f"第{n}行"
            )
        for value in told.row:
            refuse_personal(str(value), where=f"第{n}行")


def _slug(office: str, day: date) -> str:
    tail = base64.b32encode(random.token_bytes(5)).decode().lower()
    return f"{office.lower()}-{day:%Y%m%d}-{tail}"


def _still_running(tx: Tx, row: Notice) -> None:
    if row.closes_at is None or tx.now >= row.closes_at:
        raise Refusal(
            Text("公示期已满，不能再改动期限", "The period is over"),
            mend=Text("需要重新公示的，请发布更正公示。", "Publish a correction instead."),
        )


def _state(row: Notice, wanted: str) -> None:
    if row.state != wanted:
        raise _wrong(row)


def _wrong(row: Notice) -> Refusal:
    from gongbao.platform.notices.words import STATES

    now = STATES[row.state]
    return Refusal(Text(f"这份公示现为“{now.zh}”，不能办理此事", f"The notice is '{now.en}'"), where=row.slug)


def _note(tx: Tx, notice: Notice, act: str, reason: str, detail: dict[str, Any] | None = None) -> None:
    NoticeEvent.objects.create(notice=notice, act=act, reason=reason, detail=detail or {}, at=tx.now)
    tx.audit(f"notice.{act}", notice=str(notice.pk), office=notice.office)
