"""How it goes: the procedure's picture, its steps with their time limits, and what is to be handed in."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from gongbao.kernel.forms import Field, Form
from gongbao.kernel.procedure import SYSTEM
from gongbao.kernel.procedure.guide import Limit, guide
from gongbao.kernel.procedure.picture import picture as draw
from gongbao.kernel.procedure.terms import Terms
from gongbao.law.text import Text
from gongbao.policies.base import Policy
from gongbao.web.public.guide_words import LIMITS


@cache
def picture(policy: Policy, language: str) -> SafeString | None:
    """The applicant's procedure as SVG: two layouts, of which the style sheet shows the fitting one."""
    if not policy.procedures:
        return None
    first = policy.procedures[0]
    drawn = "".join(draw(first, language=language, wide=wide) for wide in (False, True))
    return mark_safe(drawn)  # noqa: S308  (our own drawing, its words escaped)


@cache
def steps(policy: Policy, today: date) -> list[dict[str, Any]]:
    """What people and offices do, in order; what the machine does by itself is left out."""
    found = []
    for procedure in policy.procedures[:1]:
        for step in guide(procedure, today, Terms(policy.parameters)):
            who = [each for each in step.who if each != procedure.role_title(SYSTEM)]
            if step.beside or not who or not step.clause:
                continue
            found.append(
                {
                    "title": step.title,
                    "who": Text("、".join(w.zh for w in who), ", ".join(w.say("en") for w in who)),
                    "text": step.explain,
                    "limit": _limit((*step.limits, *step.starts)),
                    "clause": step.clause,
                }
            )
    return found


def _limit(limits: tuple[Limit, ...]) -> Text | None:
    for limit in limits:
        form = LIMITS.get(limit.rule)
        if form and limit.values:
            n = limit.values[0]
            return Text(
                f"{limit.title.zh}：{form.zh.format(n=n)}", f"{limit.title.say('en')}: {form.en.format(n=n)}"
            )
    return None


@cache
def materials(policy: Policy) -> list[dict[str, Any]]:
    """Forms and papers, with blank sheets to download; then what the city has and nobody hands in."""
    found: list[dict[str, Any]] = []
    for name, form in (policy.forms or {}).items():
        tables = [field for field in form.fields if field.kind == "table"]
        files = [field for field in form.fields if field.kind in ("file", "files")]
        sheet = "" if tables else _sheet(policy, name)
        if form.clause.endswith("/att") and not tables:
            found.append(_item(form.title, _FILLED_SHEET, form.clause, sheet))
        elif not form.clause.endswith("/att") and (tables or files):
            found.append(_item(form.title, _ONLINE, form.clause, ""))
        found += [
            _item(
                form.title if form.clause.endswith("/att") else table.label,
                _FILLED_SHEET,
                table.clause,
                _sheet(policy, name, table.name),
            )
            for table in tables
        ]
        found += [
            _item(field.label, field.help if field.help.zh else _accepted(field), field.clause, "")
            for field in files
        ]
    shared = {fact.prefill for question in policy.questions for fact in question.facts if fact.prefill}
    registers = policy.registers or {}
    found += [
        {"title": _register(registers[name]), "note": _SHARED, "when": None, "shared": True, "href": ""}
        for name in registers
        if name in shared
    ]
    return found


_ONLINE = Text("网上填写", "filled in online")
_FILLED_SHEET = Text("下载空表，填好后上传", "download the sheet, fill it in and upload it")
_SHARED = Text("系统直接比对", "compared by the system")


def _register(name: Text) -> Text:
    return Text(name.zh, f"Records of {name.en}" if name.en else "")


def _item(title: Text, note: Text, clause: str, href: str) -> dict[str, Any]:
    return {"title": title, "note": note, "when": None, "shared": False, "href": href, "clause": clause}


def _accepted(field: Field) -> Text:
    kinds = [kind.upper() for kind in field.accept]
    return Text("、".join(kinds), ", ".join(kinds))


def _sheet(policy: Policy, form: str, field: str = "") -> str:
    names = [policy.clauses.document.prefix, f"{form}.{field}" if field else form]
    return reverse("blank-sheet", args=names)


def sheet_of(policy: Policy, name: str) -> Form | Field | None:
    """The form, or the table of a form (``form.field``), with this name; None where there is none."""
    form_name, _, field_name = name.partition(".")
    form = (policy.forms or {}).get(form_name)
    if form is None or not field_name:
        return form
    found = next((field for field in form.fields if field.name == field_name), None)
    return found if found is not None and found.kind == "table" else None
