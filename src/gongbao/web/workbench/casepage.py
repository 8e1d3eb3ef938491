"""The parts of a case's page that every procedure has: its history, letters, acts and what stands against them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from gongbao.kernel import districts
from gongbao.kernel.procedure import BEIJING, CaseState, Choice, Event, Procedure, Visit, begin, step
from gongbao.kernel.procedure.picture import picture as draw
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case, Entry, Registered, registered
from gongbao.platform.cases.services import history as entries_of
from gongbao.platform.letters import services as letters
from gongbao.web.i18n import language
from gongbao.web.rooms import officer_part
from gongbao.web.workbench.doing import known

_COMMA = Text("，", ", ")


def procedure_of(case: Case) -> Procedure:
    """The procedure a case runs under."""
    return registered(case.procedure, case.version).procedure


def frame(
    view: Any, home: Text, address: str, home_crumb: dict[str, Any], *, shown: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """What a room's own page of a case begins with: where the reader is, where the case stands, the way so far, its steps.

    `view` has case, kind, state, explain and entries; `shown` are the steps as `step_form` makes them.
    """
    outcome = {"done": "met", "stopped": "not_met"}.get(view.case.tone, "")
    return {
        "crumbs": [home_crumb, {"text": home, "href": address}, {"text": view.kind}],
        "title": view.kind,
        "kind": view.kind,
        "case": view.case,
        "stage": {"outcome": outcome, "title": view.state, "text": view.explain, "sum_fen": None},
        "events": timeline(view.case, view.entries),
        "steps": list(shown),
    }


def step_form(choice: Choice, fields: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A step as a form of its own: its words, fields, outcomes and reasons, and what stands against it."""
    action = choice.action
    return {
        "name": action.name,
        "title": action.title,
        "text": action.explain,
        "clause": action.clause,
        "fields": list(fields),
        "outcomes": [{"value": o.id, "label": o.title} for o in choice.outcomes] if action.outcomes else [],
        "reasons": [{"value": r.id, "label": r.text} for r in action.reasons],
        "why_not": [hindrance.said for hindrance in choice.hindrances],
    }


def timeline(case: Case, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """The history as ``components/timeline.html`` shows it, the present state at its end."""
    procedure = procedure_of(case)
    shown = [_event(case, procedure, entry) for entry in entries]
    state = procedure.state(case.state)
    ended = state.terminal
    shown.append({"title": state.title, "text": state.explain, "when_words": None if ended else Text("现在", "now"),
                  "place": "done" if ended else "now"})  # fmt: skip
    return shown


def _event(case: Case, procedure: Procedure, entry: Entry) -> dict[str, Any]:
    if entry.step is None:
        title = officer_part(case.room).remarks.get(entry.action, Text(entry.action, entry.action))
    else:
        title = procedure.action(entry.action).title
    return {"title": title, "when": entry.at, "text": _said(procedure, entry), "place": "done"}


def _said(procedure: Procedure, entry: Entry) -> Text:
    """Who, at which office, for whom, with which outcome and reasons; then the note, where one was left."""
    place = districts.office(entry.by_office).short if entry.by_office else None
    parts = (
        [Text(entry.actor_name, entry.actor_name)]
        if entry.actor_name and entry.actor_name != "system"
        else []
    )
    parts += [place] if place else []
    parts += [Text("代办", "as deputy")] if entry.deputy_for else []
    if entry.step is not None:
        parts += _outcome(procedure, entry)
    note = (entry.personal or {}).get("note") or (entry.personal or {}).get("evidence")
    parts += [Text(str(note), str(note))] if note else []
    return Text(_COMMA.zh.join(part.zh for part in parts), _COMMA.en.join(part.say("en") for part in parts))


def _outcome(procedure: Procedure, entry: Entry) -> list[Text]:
    action = procedure.action(entry.action)
    found = [each.title for each in action.outcomes if each.id == entry.body.get("outcome")]
    chosen = entry.body.get("reasons") or ()
    return [*found, *(each.text for each in action.reasons if each.id in chosen)]


def letters_of(case: Case) -> list[dict[str, Any]]:
    """The letters of a case as ``components/documents.html`` lists them; inside a reading."""
    return [_letter(case, row) for row in letters.letters(case=case.key)]


def _letter(case: Case, row: letters.LetterRow) -> dict[str, Any]:
    served = next((each for each in row.served if each.served_on), None)
    note = Text(f"{row.number}　{row.dated}", f"{row.number}  {row.dated}")
    if served:
        note = Text(
            f"{note.zh}　{served.method.zh} {served.served_on}",
            f"{note.en}  {served.method.en} {served.served_on}",
        )
    href = reverse("workbench:letter", args=[case.number, row.id]) if row.ready else ""
    return {"title": row.title, "href": href, "note": note, "state": "met" if row.ready else "info",
            "word": row.standing if row.ready else row.state}  # fmt: skip


def acts(case: Case, choices: Iterable[Choice], skip: frozenset[str] = frozenset()) -> list[dict[str, Any]]:
    """The acts the officer's roles have here: those free as links, those barred with the reason."""
    shown = [each for each in choices if known(case, each.action.name) and each.action.name not in skip]
    order = {name: place for place, name in enumerate((*officer_part(case.room).first, *moving(case)))}
    shown.sort(key=lambda each: order.get(each.action.name, len(order)))
    return [_act(case, each) for each in shown]


def moving(case: Case) -> list[str]:
    """The steps that move the case on, in the procedure's order; they stand before the others."""
    found = procedure_of(case).actions
    return [each.name for each in found if case.state in each.sources and any(each.targets(case.state))]


def _act(case: Case, choice: Choice) -> dict[str, Any]:
    action = choice.action
    page = officer_part(case.room).pages.get((case.procedure, action.name))
    href = (
        reverse(page, args=[case.number])
        if page
        else reverse("workbench:act", args=[case.number, action.name])
    )
    return {
        "name": action.name,
        "text": action.title,
        "href": href,
        "why_not": [each.said for each in choice.hindrances],
        "clause": next((each.clause for each in choice.hindrances if each.clause), ""),
        "key": {"return": "R"}.get(action.name, ""),
    }


def pictures(case: Case) -> dict[str, SafeString]:
    """The procedure with the case's way, for a desk and for a phone; inside a reading."""
    made = registered(case.procedure, case.version)
    state = CaseState.load(case.fold)
    path = _way(case, made)
    return {
        name: mark_safe(draw(made.procedure, state, path, language=language(), wide=wide))  # noqa: S308 - escaped by the drawer
        for name, wide in (("wide", True), ("narrow", False))
    }


def _way(case: Case, made: Registered) -> list[Visit]:
    """The states the case came to, each event folded by what was known on its day."""
    opened = case.opened_at.astimezone(BEIJING)
    state = begin(made.procedure, opened, made.terms(opened.date()))
    found = [Visit(state.state, opened)]
    for entry in entries_of(case.key, personal=False):
        if entry.step is None:
            continue
        at = entry.at.astimezone(BEIJING)
        event = Event(entry.step, entry.action, at, entry.actor, entry.role, entry.by_office, entry.body)
        state = step(made.procedure, state, event, made.terms(at.date()))
        if state.state != found[-1].state:
            found.append(Visit(state.state, at))
    return found


def told(each: Any) -> dict[str, Any]:
    """One thing that happened, as ``components/timeline.html`` shows it."""
    text = Text(f"{each.who.zh}　{each.remark}".strip(), f"{each.who.say('en')}  {each.remark}".strip())
    return {"title": each.title, "when": each.at, "text": text, "place": "done"}
