"""Answers kept with a case: sealed in the event that brought them, read back, compared, shown masked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongbao.kernel import masking
from gongbao.kernel.forms import Field, Form, parse, show
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit import services as audit
from gongbao.platform.cases.services import Case, Entry, Registered, registered
from gongbao.platform.casework.house import form_of

SECRET = {
    "identity_number": masking.mask_identity,
    "account": masking.mask_account,
    "phone": masking.mask_phone,
}
"""Kinds of answers that are shown masked."""
FORM = "form"
"""Where an event's personal part keeps the answers."""


@dataclass(frozen=True)
class Answers:
    """What one event answered: the form, its values, and who gave them when."""

    action: str
    form: Form
    values: dict[str, Any]
    raw: dict[str, Any]
    at: datetime
    role: str
    sequence: int


@dataclass(frozen=True)
class Shown:
    """One answer in words: `secret` says that it is masked and may be asked for in full."""

    field: Field
    label: Text
    value: Text
    secret: bool = False
    rows: tuple[tuple[Text, ...], ...] = ()


@dataclass(frozen=True)
class Changed:
    """One answer that differs from the submission before."""

    label: Text
    before: Text
    after: Text


def answers_of(case: Case, entries: Iterable[Entry]) -> list[Answers]:
    """Every set of answers of a case, in order; erased ones are left out."""
    made = registered(case.procedure, case.version)
    found = [_answers(made, entry) for entry in entries if entry.step is not None]
    return [each for each in found if each is not None]


def latest(found: Sequence[Answers], form: str = "") -> Answers | None:
    """The last answers, of the form with this id where one is named."""
    return next((each for each in reversed(found) if not form or each.form.id == form), None)


def applied(case: Case, found: Sequence[Answers]) -> list[Answers]:
    """What a party applied with, one submission after another: the answers first given, and given again."""
    roles = registered(case.procedure, case.version).party_roles
    first = next((each for each in found if each.role in roles), None)
    return [each for each in found if first and each.role in roles and each.form.id == first.form.id]


def shown(answers: Answers, *, masked: bool = True) -> list[Shown]:
    """The answers in words, in the order of the form; unanswered questions are left out."""
    return [
        _shown(field, answers.values[field.name], masked)
        for field in answers.form.fields
        if answers.values.get(field.name) is not None and field.kind not in ("file", "files")
    ]


def difference(before: Answers, after: Answers) -> list[Changed]:
    """What the second answers differently from the first; table rows one by one, numbers masked."""
    out: list[Changed] = []
    for field in after.form.fields:
        old, new = before.values.get(field.name), after.values.get(field.name)
        if old == new:
            continue
        if field.kind == "table":
            out += _rows(field, old or (), new or ())
        else:
            out.append(Changed(field.label, _words(field, old), _words(field, new)))
    return out


def in_full(case: Case, found: Sequence[Answers], sequence: int, name: str, row: int | None = None) -> str:
    """One masked answer in full; the reading is noted with the purpose of the open read(). Raises Refusal."""
    answers = next((each for each in found if each.sequence == sequence), None)
    holder: Mapping[str, Any] = answers.values if answers else {}
    if row is not None:
        table, _, name = name.partition(".")
        rows = holder.get(table) or ()
        holder = rows[row] if 0 <= row < len(rows) else {}
    value = holder.get(name)
    if answers is None or value is None:
        raise Refusal(Text("没有这一项", "There is no such answer"), where="purpose")
    audit.note(f"answer {name}", case=case.key)
    return str(value)


def field_in(answers: Answers, name: str) -> Field | None:
    """A field of the form, or ``table.column`` of one of its tables."""
    table, _, column = name.partition(".")
    field = next((each for each in answers.form.fields if each.name == table), None)
    if field is None or not column:
        return field
    return next((each for each in field.columns if each.name == column), None)


def _answers(made: Registered, entry: Entry) -> Answers | None:
    raw = (entry.personal or {}).get(FORM)
    form = form_of(made, made.procedure.action(entry.action))
    if not isinstance(raw, dict) or form is None:
        return None
    return Answers(entry.action, form, parse(form, raw).values, raw, entry.at, entry.role, entry.sequence)


def _shown(field: Field, value: Any, masked: bool) -> Shown:
    if field.kind == "table":
        rows = tuple(
            tuple(_words(column, row.get(column.name), masked) for column in field.columns) for row in value
        )
        secret = any(column.kind in SECRET for column in field.columns)
        return Shown(field, field.label, _words(field, value), secret, rows)
    return Shown(field, field.label, _words(field, value, masked), field.kind in SECRET)


def _words(field: Field, value: Any, masked: bool = True) -> Text:
    if field.kind == "commitment" and value:
        return Text(f"已承诺（{value}）", f"given ({value})")
    return Text(show(field, value, masked=masked), show(field, value, "en", masked=masked))


def _rows(table: Field, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> list[Changed]:
    out = []
    for place in range(max(len(old), len(new))):
        before = old[place] if place < len(old) else None
        after = new[place] if place < len(new) else None
        if before == after:
            continue
        label = Text(f"{table.label.zh}第{place + 1}行", f"{table.label.say('en')}, row {place + 1}")
        out.append(Changed(label, _line(table, before), _line(table, after)))
    return out


def _line(table: Field, row: Mapping[str, Any] | None) -> Text:
    if row is None:
        return Text("", "")
    told = [_words(column, row.get(column.name)) for column in table.columns]
    return Text(
        " ".join(each.zh for each in told if each.zh), " ".join(each.say("en") for each in told if each.zh)
    )
