"""What a party can do to a case it has: each act's words, its form, and the service that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gongbao.kernel.forms import Field, Form
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case, registered
from gongbao.platform.casework import services as casework
from gongbao.platform.db.services import Actor
from gongbao.web.rooms import party_part

Do = Callable[[Actor, str, Mapping[str, Any], str], Any]


@dataclass(frozen=True)
class PartyAct:
    """One act: `action` is its step in the procedure, empty where it is none; `effect` may depend on the case."""

    action: str
    title: Text
    effect: Text | Callable[[Case], Text]
    button: Text
    do: Do
    fields: tuple[Field, ...] = ()
    clause: str = ""
    grave: bool = False

    @property
    def form(self) -> Form:
        """Its questions as a form."""
        return Form(id="hall.act", version="1", title=self.title, fields=self.fields)


QUIET = frozenset({"save_draft", "object"})
"""Steps of every procedure that have no page of their own here."""


def own_act(case: Case, name: str) -> PartyAct | None:
    """The room's own act of this name."""
    return party_part(case.room).acts.get(name)


def derivable(case: Case, name: str) -> bool:
    """Whether the platform does this step of a party from the procedure and its form."""
    does = casework.derived(case, name)
    made = registered(case.procedure, case.version)
    return does is not None and name not in QUIET and bool(set(does.roles) & made.party_roles)


def grave(case: Case, name: str) -> bool:
    """Whether the step ends the case for the party."""
    procedure = registered(case.procedure, case.version).procedure
    targets = [each for each in procedure.action(name).targets(case.state) if each and each != "@back"]
    return bool(targets) and all(procedure.state(each).tone == "stopped" for each in targets)


def leads_on(case: Case, name: str) -> bool:
    """Whether the case waits for this step: it moves the case on, and is no way out of it."""
    procedure = registered(case.procedure, case.version).procedure
    targets = [each for each in procedure.action(name).targets(case.state) if each]
    return bool(targets) and not grave(case, name)
