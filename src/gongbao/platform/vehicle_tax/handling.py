"""Cases of the room as their desks see them: lists, one case with what can be done, and doing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from gongbao.kernel.procedure import Choice
from gongbao.law.text import Text
from gongbao.platform.access.services import NotFound, access_case, access_cases, access_history
from gongbao.platform.cases.services import Case, Entry, act, options, registered
from gongbao.platform.db.services import Actor, now, read, write
from gongbao.platform.vehicle_tax.refusals import Coded
from gongbao.platform.vehicle_tax.words import ROOM


class CaseLine(NamedTuple):
    """A case in a list."""

    number: str
    procedure: str
    kind: Text
    title: str
    state: Text
    tone: str
    due: Any
    opened_at: datetime


@dataclass(frozen=True)
class CaseView:
    """A case with its history and what the reader can do with it."""

    case: Case
    kind: Text
    state: Text
    explain: Text
    choices: tuple[Choice, ...]
    entries: list[Entry]


def cases(actor: Actor, *, under_way: bool = False) -> list[CaseLine]:
    """The room's cases the actor can reach, newest first."""
    with read(actor, purpose="vehicle_tax.cases"):
        rows = access_cases(actor, doing="list", room=ROOM)
        return [_line(row) for row in (rows.filter(tone="now") if under_way else rows)[:200]]


def case_view(actor: Actor, number: str) -> CaseView:
    """One case; raises what `access_case` raises."""
    with read(actor, purpose="vehicle_tax.case"):
        row = _own(actor, number, "see")
        state = registered(row.procedure, row.version).procedure.state(row.state)
        return CaseView(
            row, _kind(row), state.title, state.explain, options(actor, row, now()),
            access_history(actor, row, doing="see"),
        )  # fmt: skip


def do(
    actor: Actor, number: str, action: str, body: Mapping[str, Any], *, key: str, seen: int | None
) -> dict[str, Any]:
    """Do an action of a case in the one role of the actor's that may; raises what `act` raises."""

    def command(tx: Any) -> dict[str, Any]:
        row = _own(actor, number, action)
        made = registered(row.procedure, row.version)
        roles = set(made.procedure.action(action).roles)
        own = roles & (made.party_roles if actor.kind == "party" else actor.roles)
        if not own:
            raise Coded("role", Text("您的岗位不办理这一步", "This step is not of your duties"), where=action)
        return act(tx, row.key, action, sorted(own)[0], dict(body), seen=seen)

    return write(
        command, actor=actor, key=key, name=f"vehicle_tax.case.{action}", request=[number, dict(body)]
    )  # type: ignore[no-any-return]


def _own(actor: Actor, number: str, doing: str) -> Case:
    """A case of this room; another room's is not found here."""
    row = access_case(actor, number, doing=doing)
    if row.room != ROOM:
        raise NotFound(number)
    return row


def _line(row: Case) -> CaseLine:
    state = registered(row.procedure, row.version).procedure.state(row.state)
    return CaseLine(
        row.number, row.procedure, _kind(row), row.title, state.title, row.tone, row.due, row.opened_at
    )


def _kind(row: Case) -> Text:
    return registered(row.procedure, row.version).procedure.title
