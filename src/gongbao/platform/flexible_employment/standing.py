"""Registrations: one open at a time, changed with their history, ended, looked up as of a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from gongbao.kernel.calendar.month import first_day, last_day
from gongbao.law.text import Text
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.flexible_employment.models import Standing
from gongbao.platform.flexible_employment.words import refuse
from gongbao.platform.parties.services import opened

PURPOSE = "registration of employment"

DETAILS = ("occupation", "platform", "work_district", "labour_relation", "household", "works_here")


def current(party: UUID | None) -> Standing | None:
    """The open standing of a person."""
    with opened(PURPOSE):
        return Standing.objects.filter(party=party, ends_on=None, superseded_at=None).first()


def on(party: UUID | None, kind: str, first: date, last: date) -> bool:
    """Whether a person was registered as `kind` on some day between."""
    rows = Standing.objects.filter(party=party, kind=kind, superseded_at=None, starts_on__lte=last)
    with opened(PURPOSE):
        return rows.filter(Q(ends_on=None) | Q(ends_on__gte=first)).exists()


def in_month(party: UUID | None, month: int) -> bool:
    """Whether a flexible registration was in force on some day of the month."""
    return on(party, "flexible", first_day(month), last_day(month))


def first_flexible(party: UUID | None) -> date | None:
    """The day on which the person's first registered flexible work began."""
    rows = Standing.objects.filter(party=party, kind="flexible", superseded_at=None)
    with opened(PURPOSE):
        return rows.order_by("starts_on").values_list("starts_on", flat=True).first()


def begin(
    tx: Tx, party: UUID, kind: str, given: Mapping[str, Any], *, case: UUID, number: str, office: str
) -> Standing:
    """Open a standing; the person is locked, and a second open one is refused (11.e)."""
    tx.lock(_lock(party))
    open_now = current(party)
    starts = _day(given.get("since") or given.get("lost_on"), local_day(tx.now))
    if open_now is not None and open_now.kind != kind:  # at work ends unemployment, and the other way round
        _end(open_now, max(starts - timedelta(days=1), open_now.starts_on), kind)
        open_now = None
    if open_now is not None:
        raise refuse(
            "已有一条有效登记，不能再登记一条", "Another registration is in force", "11.e",
            mend=Text("信息有变的，在原登记上办变更", "Change that one instead"),
        )  # fmt: skip
    with opened(PURPOSE):
        last = Standing.objects.filter(party=party, superseded_at=None, ends_on__gte=starts).first()
    if last is not None:
        raise refuse(
            f"开始日期与上一段登记（到{last.ends_on}）重叠", f"It overlaps the registration until {last.ends_on}", "11.e",
            where="since", mend=Text("请填上一段结束以后的日期", "Give a day after it"),
        )  # fmt: skip
    with opened(PURPOSE):
        return Standing.objects.create(
        office=office, party=party, case=case, kind=kind, certificate=f"BJ{number[3:].replace('-', '')}",
        starts_on=starts, work_kind=str(given.get("work_kind") or ""),
        details={name: given[name] for name in DETAILS if given.get(name) is not None}, recorded_at=tx.now,
    )  # fmt: skip


def change(tx: Tx, party: UUID, given: Mapping[str, Any]) -> Standing:
    """Change the open registration from a day on: the time before keeps what it said (11.e)."""
    tx.lock(_lock(party))
    old = current(party)
    if old is None or old.kind != "flexible":
        raise refuse("没有可以变更的登记", "There is no registration to change", "11.e")
    changed_on = _day(given.get("changed_on"), local_day(tx.now))
    if changed_on < old.starts_on:
        raise refuse("变更日期早于登记日期", "Before the registration began", "11.e", where="changed_on")
    with opened(PURPOSE):
        Standing.objects.filter(pk=old.pk).update(superseded_at=tx.now)
    if changed_on > old.starts_on:
        _copy(tx, old, ends_on=changed_on - timedelta(days=1), why_ended="changed")
    details = {**old.details, **{name: given[name] for name in DETAILS if given.get(name) is not None}}
    return _copy(
        tx,
        old,
        starts_on=changed_on,
        work_kind=str(given.get("work_kind") or old.work_kind),
        details=details,
    )


def end(tx: Tx, party: UUID, kind: str, given: Mapping[str, Any]) -> None:
    """Close the open standing of a kind; nothing where there is none."""
    tx.lock(_lock(party))
    old = current(party)
    if old is None or old.kind != kind:
        return
    ended = _day(given.get("ended_on"), local_day(tx.now))
    if ended < old.starts_on:
        raise refuse("终止日期早于登记日期", "Before the registration began", "11.e", where="ended_on")
    _end(old, ended, str(given.get("why") or "ended"))


def history(party: UUID | None) -> list[Standing]:
    """What is known of a person now, newest first."""
    with opened(PURPOSE):
        return list(Standing.objects.filter(party=party, superseded_at=None).order_by("-starts_on"))


def _end(row: Standing, day: date, why: str) -> None:
    row.ends_on, row.why_ended = day, why[:12]
    with opened(PURPOSE):
        row.save(update_fields=["ends_on", "why_ended"])


def _copy(tx: Tx, old: Standing, **changed: Any) -> Standing:
    kept = {
        name: getattr(old, name)
        for name in ("office", "party", "case", "kind", "certificate", "starts_on", "work_kind", "details")
    }
    with opened(PURPOSE):
        return Standing.objects.create(**{**kept, **changed}, recorded_at=tx.now)


def _lock(party: UUID) -> str:
    return f"flexible_employment/person/{party}"


def _day(raw: Any, otherwise: date) -> date:
    return raw if isinstance(raw, date) else date.fromisoformat(str(raw)) if raw else otherwise
