"""One step of a derived procedure: its form read, what is personal sealed, done through the write door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongbao.kernel.forms import Form, Parsed, parse, to_json
from gongbao.kernel.procedure import Action, CaseState, Item
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import access_case
from gongbao.platform.cases.services import (
    Case,
    Registered,
    act,
    discard_draft,
    lent,
    lock_case,
    registered,
)
from gongbao.platform.casework.answers import FORM
from gongbao.platform.casework.drafts import FILES, Uploads, draft_name, joined, kept
from gongbao.platform.casework.house import form_of
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Actor, Tx, write
from gongbao.platform.files import services as files

DECIDED = ("outcome", "reasons", "to", "settles")
"""Parts of a step the procedure itself reads; they stay open in the event."""


@dataclass(frozen=True)
class Became:
    """What became of one case of a batch; `refusal` says why it was not done."""

    number: str
    refusal: Refusal | None = None


def derived(case: Case, action: str) -> Action | None:
    """The action, where the platform itself does it from its form; None where the room's services do."""
    made = registered(case.procedure, case.version)
    if not made.derived:
        return None
    return next((each for each in made.procedure.actions if each.name == action), None)


def form_for(case: Case, action: str) -> Form | None:
    """The form of an action of a case."""
    made = registered(case.procedure, case.version)
    return form_of(made, made.procedure.action(action))


def check(form: Form | None, raw: Mapping[str, Any], tx_day: Any = None) -> Parsed | None:
    """The answers read and checked, before anything is sent; None where nothing is asked."""
    return parse(form, raw, on=tx_day) if form else None


def open_items(case: Case, action: Action) -> tuple[Item, ...]:
    """The objections, appeals and the like which the action settles one by one."""
    return CaseState.load(case.fold).opened(action.settles) if action.settles else ()


def do(
    actor: Actor,
    number: str,
    action: str,
    *,
    key: str,
    raw: Mapping[str, Any] | None = None,
    decided: Mapping[str, Any] | None = None,
    note: str = "",
    uploads: Uploads | None = None,
    seen: int | None = None,
) -> dict[str, Any]:
    """Do `action` once for `key`; returns as `cases.act`. `raw` are the form's answers as typed.

    `decided` holds outcome, reasons, `to` (whom it is handed to) and `settles` (which item). The answers and
    the note are sealed under the case's key; what a clock starts on stays open. Raises Refusal.
    """

    def command(tx: Tx) -> dict[str, Any]:
        case = lock_case(access_case(tx.actor, number, doing=action).key)
        done: dict[str, Any] = step(
            tx, case, action, raw=raw, decided=decided, note=note, uploads=uploads, seen=seen
        )
        return done

    request = [number, action, dict(raw or {}), dict(decided or {}), note, seen]
    done: dict[str, Any] = write(
        command, actor=actor, key=key, name=f"casework.{action}", request=_plain(request)
    )
    return done


def do_all(actor: Actor, action: str, wanted: Mapping[str, Mapping[str, Any]], *, key: str) -> list[Became]:
    """Do `action` on many cases, each by itself: what one refuses does not stop the rest.

    `wanted` gives, by the case's number, outcome, reasons and note.
    """
    out = []
    for number, typed in wanted.items():
        decided = {name: typed[name] for name in DECIDED if typed.get(name)}
        try:
            do(actor, number, action, key=f"{key}:{number}", decided=decided, note=typed.get("note", ""))
        except Refusal as refusal:
            out.append(Became(number, refusal))
        else:
            out.append(Became(number))
    return out


def step(
    tx: Tx,
    case: Case,
    action: str,
    *,
    raw: Mapping[str, Any] | None = None,
    decided: Mapping[str, Any] | None = None,
    note: str = "",
    uploads: Uploads | None = None,
    seen: int | None = None,
) -> dict[str, Any]:
    """As `do`, inside a command of the room's own, on a case it has reached and locked."""
    made = registered(case.procedure, case.version)
    if not made.derived:
        raise Refusal(
            Text("这一步由本政策的页面办理", "This step is done on the policy’s own pages"), where=action
        )
    does = made.procedure.action(action)
    form = form_of(made, does)
    answers: dict[str, Any] = dict(raw or {})
    if form is not None:
        answers |= _files(tx, case, action, form, answers, uploads or {})
        parsed = parse(form, answers, on=tx.now.astimezone(ZONE).date())
        if parsed.problems:
            first = parsed.problems[0]
            raise Refusal(first.what, where=first.field, mend=first.mend, clause=first.clause)
        answers = to_json(form, parsed.values)
    body = {
        name: value
        for name, value in (decided or {}).items()
        if name in DECIDED and value not in ("", None, ())
    }
    if form is not None:
        body["answered"] = f"{form.id}/{form.version}"
        body |= {name: answers[name] for name in _starting(made, action) if name in answers}
    personal: dict[str, Any] = {FORM: answers} if form is not None else {}
    if note:
        personal["note"] = note
    done: dict[str, Any] = act(
        tx, case.key, action, role_for(tx.actor, made, does, tx), body, personal or None, seen=seen
    )
    if tx.actor.kind == "party":
        discard_draft(tx, draft_name(case.number, action))
    return done


def role_for(actor: Actor, made: Registered, action: Action, tx: Tx) -> str:
    """The role in which the actor does it: a party's, their own, one lent to them; the case checks it again."""
    if actor.kind == "party":
        held: Iterable[str] = made.party_roles
    elif actor.kind == "system":
        held = ("system",)
    else:
        held = (*actor.roles, *lent(actor, tx.now.astimezone(ZONE).date()))
    own = set(held)
    return next((role for role in action.roles if role in own), action.roles[0])


def _starting(made: Registered, action: str) -> set[str]:
    """The answers on which a clock of this action starts."""
    return {
        value.removeprefix("$body:")
        for clock in made.procedure.clocks
        if action in clock.starts_on
        for value in clock.arguments.values()
        if value.startswith("$body:")
    }


def _files(
    tx: Tx, case: Case, action: str, form: Form, answers: Mapping[str, Any], uploads: Uploads
) -> dict[str, Any]:
    """The keys of the files of each field: those kept with the party's draft, then those sent now.

    What a page posts is never taken for a key: only files stored with this case are.
    """
    before = kept(case.number, action) if tx.actor.kind == "party" else {}
    found = {}
    for field in form.fields:
        if field.kind in FILES:
            stored = [
                files.store(tx, each, office=case.office, case=case.key, party=case.party)
                for each in uploads.get(field.name, ())
            ]
            found[field.name] = joined(field, before.get(field.name), stored)
    return found


def _plain(value: Any) -> Any:
    """Values as JSON, for the request's digest."""
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, str | int | bool) else str(value)
