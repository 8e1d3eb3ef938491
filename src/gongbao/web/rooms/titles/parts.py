"""Parts the pages share: forms posted by name, facts, dated values with their source, confidence and clause."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from gongbao.kernel.forms import Field, Option
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import now
from gongbao.platform.titles import services as titles
from gongbao.web.i18n import language
from gongbao.web.shared.refusals import tried
from gongbao.web.workbench import forms


def field(name: str, kind: str, zh: str, en: str, **more: Any) -> Field:
    """A field in one line."""
    return Field(name=name, kind=kind, label=Text(zh, en), **more)  # type: ignore[arg-type]


WIDE = 8
"""A form of more fields than this stands in columns."""


def options(found: Mapping[str, Text]) -> tuple[Option, ...]:
    """A mapping of words as options."""
    return tuple(Option(name, words) for name, words in found.items())


def plain_options(found: Sequence[str]) -> tuple[Option, ...]:
    """Names as options that read as they are stored."""
    return tuple(Option(name, Text(name, name)) for name in found)


def form(
    go: str, zh: str, en: str, *fields: Field, text: Text | None = None, clause: str = "", grave: bool = False, why_not: Sequence[Refusal] = (),
    folded: bool = False, values: Mapping[str, Any] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """A form of a page as ``titles/parts.html`` shows it; `go` tells it, and its fields, from the page's others.

    `folded` shows its title until it is opened; `values` are what stands in its fields to begin with."""
    own = tuple(_own(go, each) for each in fields)
    return {
        "go": go, "title": Text(zh, en), "fields": forms.shown(own, {f"{_prefix(go)}{name}": value for name, value in (values or {}).items()}), "asked": own, "text": text, "clause": clause, "grave": grave,
        "why_not": list(why_not), "folded": folded, "wide": len(fields) > WIDE,
    }  # fmt: skip


def posted(
    request: HttpRequest, offered: Sequence[dict[str, Any]], do: Callable[[str, dict[str, Any]], Any]
) -> tuple[bool, list[Refusal]]:
    """Do what was posted of the forms offered; whether it was done, and the problems. What was typed is kept."""
    go = request.POST.get("go", "")
    one = next((each for each in offered if each["go"] == go and not each["why_not"]), None)
    if one is None:
        return False, [
            Refusal(
                Text("现在不能办理这一步", "This step cannot be taken now"),
                mend=Text("请刷新页面", "Reload the page"),
            )
        ]
    filled = forms.filled(request, one["asked"])
    one["folded"] = False
    one["fields"] = forms.shown(one["asked"], filled.raw)
    if filled.problems:
        return False, filled.problems
    before = len(_prefix(go))
    raw = {name[before:]: value for name, value in filled.raw.items()}
    values = {name[before:]: value for name, value in filled.values.items()} | {RAW: raw}
    done, problems = tried(lambda: (do(go, values), True)[1])
    if done:
        messages.success(request, Text("已办理", "Done").say(language()))
    return bool(done), [
        Refusal(each.what, where=f"{_prefix(go)}{each.where}", mend=each.mend, clause=each.clause) if each.where in raw else each for each in problems
    ]  # fmt: skip


def _prefix(go: str) -> str:
    return f"{go.replace('-', '_')}__"


def _own(go: str, one: Field) -> Field:
    """The field under a name no other form of the page has."""
    return replace(
        one,
        name=f"{_prefix(go)}{one.name}",
        only_if=(f"{_prefix(go)}{one.only_if[0]}", one.only_if[1]) if one.only_if else None,
    )


RAW = "_raw"
"""Under which name `posted` hands on what was typed."""


def rules(room: str, *names: str) -> list[dict[str, Any]]:
    """Values in force today as ``components/facts.html`` shows them; what is not well founded says so."""
    today, found = now().date(), []
    for name in names:
        value, clause = titles.dated(room, name, today), titles.clause_of(room, name)
        shown = WORDS.get(str(value.value)) or Text(str(value.value), str(value.value))
        source = value.source
        if value.flagged:
            source = Text(
                f"待确认：{source.zh}（{value.confidence}级）",
                f"to be confirmed: {source.say('en')} ({value.confidence})",
            )
        found.append({"label": LABELS[name], "value": shown, "clause": clause, "source": source})
    return found


WORDS = {"present": Text("参加表决的委员", "those voting"), "members": Text("全体委员", "all members"),
         "no": Text("达到即可", "as much is enough"), "yes": Text("须超过", "more is needed"),
         "待确认": Text("待确认，确认前不收", "to be confirmed; none is taken till then")}  # fmt: skip
LABELS = {
    "quorum_share": Text("开会要求（占委员）", "Quorum, of the members"),
    "pass_share": Text("通过要求", "Share needed to pass"),
    "pass_base": Text("通过比例的基数", "Share of whom"),
    "pass_strictly": Text("达到还是超过", "As much, or more"),
    "publicity_working_days": Text("公示工作日", "Working days of publicity"),
    "review_fee": Text("评审费（元）", "Fee, in yuan"),
}
