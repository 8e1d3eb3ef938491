"""One's own cases: those of the party one acts for, or of the office one works at."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router
from ninja.security import SessionAuth

from gongbao.platform.access.services import NotFound, access_case, access_cases
from gongbao.platform.audit.services import note_refused
from gongbao.platform.cases.services import Case, all_registered, history, registered
from gongbao.platform.db.services import Actor, read
from gongbao.web.api.describing import told
from gongbao.web.api.faults import FAULTS, FAULTS_SIGNED, UNKNOWN_PERSON
from gongbao.web.api.shapes import CaseWhole, Fault, Mine, Name, Slug
from gongbao.web.shared.mandates import open_rooms
from gongbao.web.workbench.queues import may_see

router = Router(tags=["办件 Cases"], auth=SessionAuth())
PAGE, DRAFT = 50, "draft"
SILENT = frozenset({"save_draft"})


@router.get(
    "/cases",
    response={200: Mine, UNKNOWN_PERSON: Fault, **FAULTS},
    **told("我的办件", "My cases", "每页 50 件。", "Fifty a page."),
)
def cases(
    request: HttpRequest, room: Query[Name | None] = None, page: int = Query(1, ge=1, le=10_000)
) -> Any:
    actor: Actor = request.actor
    with read(actor, purpose="api"):
        found = access_cases(actor, doing="api", room=room or "").filter(room__in=open_rooms(request))
        if actor.kind != "party":
            found = found.exclude(state=DRAFT).filter(procedure__in=_procedures(actor))
        total, rows = found.count(), list(found[PAGE * (page - 1) : PAGE * page])
    return {"total": total, "page": page, "cases": [_short(row) for row in rows]}


@router.get(
    "/cases/{number}",
    response={200: CaseWhole, **FAULTS_SIGNED},
    **told(
        "办件进度",
        "Where a case stands",
        "经过只写步骤，不含个人信息。",
        "The history names the steps, nothing personal.",
    ),
)
def case(request: HttpRequest, number: Path[Slug]) -> Any:
    actor: Actor = request.actor
    with read(actor, purpose="api"):
        row = access_case(actor, number, doing="api")
        if actor.kind != "party" and (row.state == DRAFT or not may_see(actor, row.procedure)):
            note_refused(actor, "api", f"case {number}", case=row.key)
            raise NotFound(number)
        entries = history(row.key, personal=False)
    procedure = registered(row.procedure, row.version).procedure
    steps = [
        {
            "sequence": entry.sequence,
            "action": entry.action,
            "title": procedure.action(entry.action).title._asdict(),
            "at": entry.at,
            "role": entry.role,
        }
        for entry in entries
        if entry.step is not None and entry.action not in SILENT
    ]
    return {**_short(row), "sequence": row.sequence, "history": steps}


def _procedures(actor: Actor) -> list[str]:
    """The procedures whose cases are an officer's business, as on the workbench."""
    return [each.procedure.id for each in all_registered() if may_see(actor, each.procedure.id)]


def _short(row: Case) -> dict[str, Any]:
    state = registered(row.procedure, row.version).procedure.state(row.state)
    shown = ("number", "room", "title", "office", "state", "tone", "due", "opened_at", "since")
    return {**{name: getattr(row, name) for name in shown}, "state_title": state.title._asdict()}
