"""Starting a case: what a party may begin, with which office, and the case opened in its first state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from gongbao.kernel import districts
from gongbao.kernel.procedure import Procedure
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Registered, all_registered, open_case, registered
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Actor, Tx, write
from gongbao.platform.parties import services as parties
from gongbao.policies import policy, rooms


@dataclass(frozen=True)
class Startable:
    """A derived procedure a party may begin; `form` is the step that fills it in."""

    made: Registered
    action: str

    @property
    def procedure(self) -> Procedure:
        """The procedure."""
        return self.made.procedure


def startable(on: date, actor: Actor | None = None) -> list[Startable]:
    """Every derived procedure a party may begin on the day, in the newest version of each; of `actor`'s, where given."""
    newest = {made.procedure.id: made for made in all_registered() if made.derived}
    found = [Startable(made, first_step(made)) for made in newest.values()]
    return [
        each for each in found
        if each.action and _open(each.made.room, on) and (actor is None or may_begin(each.made, actor))
    ]  # fmt: skip


def may_begin(made: Registered, actor: Actor) -> bool:
    """Whether the acting party is one that begins such a case, as the room says."""
    return made.begins is None or made.begins(actor, made.procedure.id)


def first_step(made: Registered) -> str:
    """The party's step that leads out of the first state, "" where an officer begins."""
    procedure = made.procedure
    steps = [
        action
        for action in procedure.actions
        if procedure.start in action.sources and set(action.roles) & made.party_roles
    ]
    leading = [
        action
        for action in steps
        if any(
            target and target != procedure.start and procedure.state(target).tone != "stopped"
            for target in action.targets(procedure.start)
            if target not in ("", "@back")
        )
    ]
    return leading[0].name if leading else ""


def usual_office(actor: Actor, made: Registered) -> str:
    """The office a new case goes to, as the room says or as the firm is registered; "" where the party chooses."""
    if made.office_of is not None:
        return made.office_of(actor)
    if actor.party is None:
        return ""
    party = parties.party(actor.party)
    return parties.firm(actor.party).office if party.kind == "firm" else ""


def start(actor: Actor, procedure: str, office: str, *, key: str) -> dict[str, Any]:
    """Open a case of a derived procedure for the acting party. Raises Refusal."""

    def command(tx: Tx) -> dict[str, Any]:
        made = registered(procedure)
        today = tx.now.astimezone(ZONE).date()
        if not made.derived or not first_step(made):
            raise Refusal(Text("这件事不能在这里发起", "This cannot be begun here"), where=procedure)
        if not _open(made.room, today):
            raise Refusal(Text("已经不受理", "Applications are closed"), where=procedure)
        if tx.actor.kind != "party" or tx.actor.party is None:
            raise Refusal(Text("只有个人和单位可以发起", "Only people and firms can begin this"))
        if office not in {each.code for each in districts.OFFICES}:
            raise Refusal(
                Text("请选择办理的区", "Choose the district that handles it"),
                where="office",
                mend=Text("从列表中选一个区", "Choose one from the list"),
            )
        case = open_case(tx, procedure, office, tx.actor.party, title_of(made, tx.actor))
        return {"number": case.number, "action": first_step(made)}

    done: dict[str, Any] = write(
        command, actor=actor, key=key, name="casework.start", request=[procedure, office]
    )
    return done


def title_of(made: Registered, actor: Actor) -> str:
    """What a case is listed under: whose it is and what about."""
    name = parties.party(actor.party).name if actor.party else ""
    return f"{name} {made.procedure.title.zh}".strip()[:200]


def _open(room: str, on: date) -> bool:
    """Whether the room takes applications on the day; a room without a policy here always does."""
    if room not in rooms():
        return True
    known = policy(room)
    return known.closes is None or on <= known.closes
