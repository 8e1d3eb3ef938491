"""Reading a case's past: its events with their personal parts, and the fold done anew."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from gongbao.kernel import procedure as kernel
from gongbao.kernel.procedure import CaseState, begin, step
from gongbao.platform.cases.models import Case, Event
from gongbao.platform.cases.procedures import registered
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import ZONE

OPENED = ("personal", "erased")


@dataclass(frozen=True)
class Entry:
    """One event as shown: `personal` is None where there was nothing personal or the case was erased."""

    sequence: int
    step: int | None
    action: str
    at: datetime
    actor: str
    actor_name: str
    role: str
    by_office: str
    deputy_for: str
    body: dict[str, Any]
    personal: dict[str, Any] | None
    erased: bool
    hash: str


def history(case: UUID, *, personal: bool = True) -> list[Entry]:
    """The events of the case in order; without `personal` nothing is unsealed.

    Who calls it with `personal` has noted the read (`audit.services.note`); `access_case` does so.
    """
    return [_entry(event, personal) for event in Event.objects.filter(case=case).order_by("sequence")]


def refold(case: Case, events: Iterable[Event] | None = None) -> CaseState:
    """The state the case's events lead to, worked out from the beginning; equals `case.fold`."""
    found = Event.objects.filter(case=case.key).order_by("sequence") if events is None else events
    made = registered(case.procedure, case.version)
    opened = case.opened_at.astimezone(ZONE)
    state = begin(made.procedure, opened, made.terms(opened.date()))
    for event in found:
        if event.step is not None:
            heard = kernel_event(event)
            state = step(made.procedure, state, heard, made.terms(heard.day))
    return state


def kernel_event(event: Event) -> kernel.Event:
    """A stored step as the kernel folds it."""
    at = event.at.astimezone(ZONE)
    number = event.step or 0
    return kernel.Event(number, event.action, at, event.actor, event.role, event.by_office, event.body)


def _entry(event: Event, personal: bool) -> Entry:
    opened, erased = None, False
    if event.personal is not None and personal:
        try:
            opened = json.loads(secrets.unseal_for_case(event.case, bytes(event.personal)))
        except secrets.Unreadable:
            erased = True
    shown = {each.name: getattr(event, each.name) for each in fields(Entry) if each.name not in OPENED}
    return Entry(**shown, personal=opened, erased=erased)


def steps_of(cases: Iterable[UUID | str], action: str) -> list[tuple[str, dict[str, Any]]]:
    """Who took the step `action` on these cases, with the events' bodies; inside a reading."""
    return list(Event.objects.filter(case__in=list(cases), action=action).values_list("actor", "body"))
