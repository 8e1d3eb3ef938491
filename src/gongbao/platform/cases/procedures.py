"""Which procedures there are, and what the platform carries out at their steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from gongbao.kernel.forms import Form
from gongbao.kernel.procedure import Action, Procedure, Terms
from gongbao.law.errors import Refusal
from gongbao.law.parameters import Parameters
from gongbao.law.text import Text
from gongbao.platform.db.services import Actor, Tx
from gongbao.policies import policy, rooms

if TYPE_CHECKING:
    from gongbao.platform.cases.models import Case

Guards = Callable[["Case", date], Mapping[str, str]]
OfficeOf = Callable[[Actor], str]
Standing = Callable[[Actor, "Case"], frozenset[str]]
Begins = Callable[[Actor, str], bool]


@dataclass(frozen=True)
class Registered:
    """A procedure with its room, the two digits its case numbers carry, and how its guards are asked.

    `derived`: its steps are done by `platform.casework` from the room's forms; otherwise by services of the room.
    """

    procedure: Procedure
    room: str
    digits: str
    parameters: Parameters = field(default_factory=lambda: Parameters(()))
    guards: Guards | None = None
    party_roles: frozenset[str] = frozenset({"applicant"})
    queues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    derived: bool = False
    forms: Mapping[str, Form] = field(default_factory=dict)
    office_of: OfficeOf | None = None
    standing: Standing | None = None
    begins: Begins | None = None
    body: str = "hr"

    def form_of(self, action: Action) -> Form | None:
        """The room's form of an action: ``procedure.form`` where several procedures have one so named."""
        if not action.form:
            return None
        known = self.forms or (policy(self.room).forms if self.room in rooms() else None) or {}
        return known.get(f"{self.procedure.id.partition('.')[2]}.{action.form}") or known.get(action.form)

    def terms(self, on: date) -> Terms:
        """Parameters, and holidays as known on the day of the event: refolding gives the same deadlines."""
        return Terms(self.parameters, on)


@dataclass(frozen=True)
class Act:
    """What an effect is told of the step just made."""

    action: str
    role: str
    body: dict[str, Any]
    personal: dict[str, Any]
    before: str
    after: str


Effect = Callable[[Tx, "Case", Act], object]
_procedures: dict[tuple[str, int], Registered] = {}
_effects: dict[tuple[str, str], Effect] = {}


def register_procedure(
    procedure: Procedure,
    *,
    room: str,
    digits: str,
    parameters: Parameters = Parameters(()),
    guards: Guards | None = None,
    party_roles: frozenset[str] = frozenset({"applicant"}),
    queues: Mapping[str, tuple[str, ...]] | None = None,
    derived: bool = False,
    forms: Mapping[str, Form] | None = None,
    office_of: OfficeOf | None = None,
    standing: Standing | None = None,
    begins: Begins | None = None,
    body: str = "hr",
) -> None:
    """Make `procedure` known (in an app's `ready`); each version once, old versions stay registered.

    `digits` are the two digits of the policy's number in case numbers. `guards(case, on)` gives the
    guards' outcomes. `party_roles` are the roles a party itself acts in. `queues` names the states of
    the inbox queues ``returned`` and ``publicity``; by default states of these names. With `derived` the
    platform itself does every step from the forms (the policy's, unless `forms` are given), and
    `office_of(actor)` says which office a party's new case goes to; without it the party chooses.
    `standing(actor, case)` gives the roles which somebody other than its party holds in a case (an employer, a
    review body), asked inside the step's transaction. `begins(actor, procedure)` says whether a party is offered to
    begin one; without it every party is (the room's own first step refuses in any case). `body` is the body of the office
    that handles the cases and signs their letters: ``hr`` or ``tax``.
    """
    made = Registered(
        procedure,
        room,
        digits,
        parameters,
        guards,
        party_roles,
        queues or {},
        derived,
        forms or {},
        office_of,
        standing,
        begins,
        body,
    )
    _procedures[procedure.id, procedure.version] = made


def registered(procedure: str, version: int | None = None) -> Registered:
    """The procedure in that version, or the newest. Raises LookupError."""
    versions = [number for name, number in _procedures if name == procedure]
    if not versions or (version is not None and version not in versions):
        raise LookupError(f"Procedure {procedure} version {version or 'any'} is not registered.")
    return _procedures[procedure, version or max(versions)]


def all_registered() -> tuple[Registered, ...]:
    """Every registered procedure and version."""
    return tuple(_procedures[name] for name in sorted(_procedures))


def carries_out(procedure: str, effect: str) -> Callable[[Effect], Effect]:
    """Decorator: the function carries out `effect` of an action of `procedure`, in the step's transaction."""

    def register(function: Effect) -> Effect:
        _effects[procedure, effect] = function
        return function

    return register


def carries_out_derived(effect: str) -> Callable[[Effect], Effect]:
    """Decorator: the function carries out `effect` of every derived procedure whose room brings none."""
    return carries_out("", effect)


def effect_of(procedure: str, effect: str) -> Effect | None:
    """What carries out `effect`; None for ``assign``, which the fold itself does. Raises Refusal."""
    found = _effects.get((procedure, effect))
    if found is None and registered(procedure).derived:
        found = _effects.get(("", effect))
    if found is None and effect != "assign":
        raise Refusal(Text(f"系统尚未接通“{effect}”这一步", f"The effect “{effect}” is not carried out here"))
    return found
