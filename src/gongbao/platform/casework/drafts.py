"""What a party has filled in and not yet sent: sealed, per case and step, with the files beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gongbao.kernel.forms import Field, Form
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import access_case
from gongbao.platform.cases.services import draft, registered, save_draft
from gongbao.platform.casework.answers import SECRET
from gongbao.platform.casework.house import form_of
from gongbao.platform.db.services import Actor, Tx, write
from gongbao.platform.files import services as files

Uploads = Mapping[str, Sequence[files.Received]]
FILES = ("file", "files")


def draft_name(number: str, action: str) -> str:
    """Under which name a step's draft is kept."""
    return f"{number}:{action}"


def kept(number: str, action: str) -> dict[str, Any]:
    """The raw answers kept so far; inside a reading of the party."""
    return draft(draft_name(number, action)) or {}


def save(
    actor: Actor,
    number: str,
    action: str,
    raw: Mapping[str, Any],
    *,
    key: str,
    uploads: Uploads | None = None,
) -> dict[str, Any]:
    """Keep the raw answers of a step as they were typed, and the files sent with them."""

    def command(tx: Tx) -> dict[str, Any]:
        case = access_case(tx.actor, number, doing="fill in")
        made = registered(case.procedure, case.version)
        does = made.procedure.action(action)
        if not made.derived or case.state not in does.sources or not set(does.roles) & made.party_roles:
            raise Refusal(
                Text("这一步现在不能填写", "This step cannot be filled in now"),
                where=number,
                mend=Text("请回到办件看现在能办什么", "Go back to the case to see what can be done"),
            )
        before, form = kept(number, action), form_of(made, does)
        data = dict(raw)
        for field in form.fields if form else ():
            if field.kind in FILES:
                stored = [
                    files.store(tx, each, office=case.office, case=case.key, party=case.party)
                    for each in (uploads or {}).get(field.name, ())
                ]
                data[field.name] = joined(field, before.get(field.name), stored)
        save_draft(tx, draft_name(number, action), data)
        return {"number": number}

    done: dict[str, Any] = write(
        command, actor=actor, key=key, name="casework.save", request=[number, action]
    )
    return done


def joined(field: Field, before: Any, stored: Sequence[str]) -> Any:
    """The keys of a field's files: a single file is replaced, several are added to."""
    old = [before] if isinstance(before, str) and before else list(before or ())
    if field.kind == "file":
        return stored[-1] if stored else (old[-1] if old else None)
    return [*old, *stored]


def hidden(form: Form, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Raw answers as a page may show them: identity, account and phone numbers masked, in tables too."""
    return {field.name: _hide(field, raw.get(field.name)) for field in form.fields}


def restored(form: Form, raw: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Raw answers whose masked numbers, sent back as they were shown, are again those kept before."""
    return {field.name: _restore(field, raw.get(field.name), before.get(field.name)) for field in form.fields}


def _hide(field: Field, value: Any) -> Any:
    if field.kind == "table":
        return [{c.name: _hide(c, row.get(c.name)) for c in field.columns} for row in value or ()]
    return SECRET[field.kind](str(value)) if field.kind in SECRET and value else value


def _restore(field: Field, value: Any, before: Any) -> Any:
    if field.kind == "table":
        rows, old = list(value or ()), list(before or ())
        return [
            {c.name: _restore_cell(c, row.get(c.name), old, place) for c in field.columns}
            for place, row in enumerate(rows)
        ]
    if field.kind in SECRET and value and before and value == SECRET[field.kind](str(before)):
        return before
    return value


def _restore_cell(column: Field, value: Any, old: list[Mapping[str, Any]], place: int) -> Any:
    """A masked cell is the number of the same row, or of the only row that looks so."""
    if column.kind not in SECRET or not value:
        return value
    numbers = [str(row.get(column.name) or "") for row in old]
    fitting = [each for each in numbers if each and SECRET[column.kind](each) == value]
    if len(set(fitting)) == 1:
        return fitting[0]
    return numbers[place] if place < len(numbers) and numbers[place] in fitting else value
