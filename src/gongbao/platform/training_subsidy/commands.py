"""How the room's use cases run: each one command through the write door, once per key, on a case reached by access."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from gongbao.kernel.procedure import CaseState
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import NotFound, access_case
from gongbao.platform.cases.services import Case, act, lock_case, registered
from gongbao.platform.db.services import Actor, Tx, read, write
from gongbao.platform.training_subsidy.models import Claim
from gongbao.platform.training_subsidy.words import APPLICATION, ROOM

Done = dict[str, Any]


def run(actor: Actor, key: str, name: str, command: Callable[[Tx], Any], request: Any = None) -> Any:
    """Run a use case once for `key`; the same key for something else is refused."""
    return write(command, actor=actor, key=key, name=f"{ROOM}.{name}", request=request)


def marked(data: bytes) -> str:
    """What stands for a file in a request: its digest."""
    return sha256(data).hexdigest()


def reach(tx: Tx, number: str, doing: str, procedure: str = APPLICATION) -> Case:
    """The case, locked, if the actor may reach it and it runs under `procedure`. Raises NotFound, Refusal."""
    case = access_case(tx.actor, number, doing=doing)
    if case.procedure != procedure:
        raise Refusal(Text(f"{number}不是这类办件", f"{number} is no case of this kind"), where=number)
    return lock_case(case.key)


def claim_of(case: Case) -> Claim:
    """The claim of an application's case, locked with it."""
    return Claim.objects.select_for_update().get(case=case.key)


def reach_claim(tx: Tx, number: str, doing: str) -> tuple[Case, Claim]:
    """An application's case and claim, both locked."""
    case = reach(tx, number, doing)
    return case, claim_of(case)


def require_state(case: Case, *states: str) -> None:
    """Refuse unless the case is in one of these states."""
    if case.state not in states:
        title = registered(case.procedure, case.version).procedure.state(case.state).title
        raise Refusal(
            Text(
                f"办件现为“{title.zh}”，不能这样办理", f"The case is at “{title.en}”: this cannot be done now"
            ),
            where=case.number,
            mend=Text("请刷新后按当前状态办理", "Reload it and act on its state"),
        )


def only_once_sent(actor: Actor, case: Case) -> None:
    """Refuse officers a draft: what a firm fills in is its own until it sends it; other kinds of case hold none."""
    if case.procedure != APPLICATION:
        raise NotFound(case.number)
    if actor.kind == "officer" and case.state in ("draft", "lapsed"):
        raise Refusal(Text("企业还没有提交", "the firm has not sent it yet"), where=case.number)


def role_of(tx: Tx, *roles: str) -> str:
    """The first of `roles` the actor has (deputies are checked by the case itself)."""
    return next((role for role in roles if role in tx.actor.roles), roles[0])


def step(
    tx: Tx,
    case: Case,
    action: str,
    role: str,
    body: dict[str, Any] | None = None,
    personal: dict[str, Any] | None = None,
    **more: Any,
) -> Done:
    """Do one step of the procedure; the case itself checks role, four eyes, clocks, reasons and step-up."""
    done: Done = act(tx, case.key, action, role, body, personal, **more)
    return done


def state_of(case: Case) -> CaseState:
    """The fold of a case."""
    return CaseState.load(case.fold)


def refusal_from(fault: Refusal) -> dict[str, Any]:
    """A refusal as JSON values, for reports of batches."""
    return {"what": list(fault.what), "where": fault.where, "mend": list(fault.mend), "clause": fault.clause}


def reading(actor: Actor, purpose: str) -> Any:
    """A reading transaction of the actor."""
    return read(actor, purpose=f"{ROOM}: {purpose}")


def joined(texts: Iterable[Text]) -> Text:
    """Several texts in one."""
    listed = list(texts)
    return Text("；".join(each.zh for each in listed), "; ".join(each.en for each in listed))
