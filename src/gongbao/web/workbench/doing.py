"""What an officer can do to a case: a room's own act, or one derived from the procedure's action and form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from gongbao.kernel.forms import Field, Option
from gongbao.kernel.procedure import Choice
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case, registered
from gongbao.platform.casework import services as casework
from gongbao.platform.db.services import Actor, now
from gongbao.platform.parties import services as parties
from gongbao.web.rooms import officer_part
from gongbao.web.workbench import forms
from gongbao.web.workbench.forms import NOTE, listed

Values = Mapping[str, Any]
Do = Callable[[Actor, str, dict[str, Any], str], Any]
Preview = Callable[[Actor, Case], list[dict[str, Any]]]
Fields = Callable[[Actor, Case, Choice], tuple[Field, ...]]
NOBODY = Option("", Text("没有可选的", "None"))
RAW, UPLOADS = "_raw", "_uploads"
"""Beside the values of a derived act: the answers as typed and the files sent with them."""


@dataclass(frozen=True)
class Act:
    """One act: `fields` are asked inside a reading of the officer; `do` carries it out once per key.

    `preview` is what others will see of it, as ``components/facts.html`` shows it.
    """

    do: Do
    fields: Fields
    step_up: bool = False
    grave: bool = False
    note: Text | None = None
    preview: Preview | None = None
    upload: bool = False


def act_of(case: Case, action: str) -> Act:
    """The act on such a case. Raises Http404 for one that has no form here."""
    own = officer_part(case.room).acts.get(case.procedure, {})
    if action in own:
        return own[action]
    if _derivable(case, action):
        return derived(case, action)
    raise Http404(action)


def known(case: Case, action: str) -> bool:
    """Whether officers do this act on a page."""
    part = officer_part(case.room)
    return (
        action in part.acts.get(case.procedure, {})
        or (case.procedure, action) in part.pages
        or _derivable(case, action)
    )


def derived(case: Case, action: str) -> Act:
    """The act made of the procedure alone: outcomes, reasons, the form, a note; done by `platform.casework`."""
    does = registered(case.procedure, case.version).procedure.action(action)
    form = casework.form_for(case, action)
    fields = form.fields if form else ()
    upload = any(each.kind in casework.FILES for each in fields)
    stopped = {
        state.name
        for state in registered(case.procedure, case.version).procedure.states
        if state.tone == "stopped"
    }
    grave = bool(does.targets(case.state)) and set(does.targets(case.state)) <= stopped

    def do(actor: Actor, number: str, values: dict[str, Any], key: str) -> Any:
        decided = {name: values[name] for name in ("outcome", "to") if values.get(name)}
        if reasons := listed(values):
            decided["reasons"] = list(reasons)
        if values.get("settles"):
            decided["settles"] = int(values["settles"])
        raw = {each.name: values.get(RAW, {}).get(each.name) for each in fields}
        return casework.do(
            actor, number, action, key=key, raw=raw, decided=decided, note=values.get("note") or "",
            uploads=values.get(UPLOADS), seen=values.get("seen"),
        )  # fmt: skip

    return Act(do, _asked, step_up=does.step_up, grave=grave, upload=upload)


def _asked(actor: Actor, case: Case, choice: Choice) -> tuple[Field, ...]:
    action = choice.action
    asked: list[Field] = []
    if len(items := casework.open_items(case, action)) > 1:
        options = tuple(
            Option(str(each.number), Text(f"第{each.number}号记录", f"Record {each.number}"))
            for each in items
        )
        asked.append(
            Field(name="settles", kind="choice", label=Text("处理哪一项", "Which one"), options=options)
        )
    if len(choice.outcomes) > 1:
        asked.append(forms.outcomes(choice.outcomes))
    if action.reasons:
        must = bool(choice.outcomes) and all(each.reasoned for each in choice.outcomes)
        asked.append(forms.reasons(action.reasons, required=must))
    if "assign" in action.effect:
        asked.append(colleague(actor, case))
    form = casework.form_for(case, action.name)
    asked += form.fields if form else ()
    names = {each.name for each in asked}
    return (*asked, *(() if "note" in names or "assign" in action.effect else (NOTE,)))


def colleague(actor: Actor, case: Case) -> Field:
    """To whom a case is handed: the officers of its office but oneself; inside a reading."""
    found = {each.account: each.account_name for each in parties.officers(case.office, now().date())}
    people = tuple(
        Option(str(who), Text(name, name)) for who, name in found.items() if str(who) != actor.identity
    )
    label = Text("交给谁", "To whom")
    help_ = Text("须有本环节的岗位", "Somebody with the duty for this step")
    return Field(name="to", kind="choice", label=label, help=help_, options=people or (NOBODY,))


def _derivable(case: Case, action: str) -> bool:
    """Whether the platform itself does it for officers: not a party's or the machine's step."""
    does = casework.derived(case, action)
    made = registered(case.procedure, case.version)
    return does is not None and bool(set(does.roles) - made.party_roles - {"system", "public"})
