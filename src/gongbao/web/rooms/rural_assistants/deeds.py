"""What can be done on a page of the room: small forms, each read, checked and done once through the write door."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from gongbao.kernel.forms import Field, Form, Option, parse
from gongbao.kernel.forms.parsing import collect
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx, now, write
from gongbao.web.i18n import language
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import problems_of, tried, under

Do = Callable[[Tx, dict[str, Any]], object]


@dataclass(frozen=True)
class Deed:
    """One thing to do: `go` names its button, `fields` ask, `do` does it with typed values; what waits stands open."""

    go: str
    title: Text
    fields: tuple[Field, ...]
    do: Do
    clause: str = ""
    note: Text | None = None
    first: Mapping[str, Any] = field(default_factory=dict)
    actor: Any = None
    waits: bool = False

    @property
    def form(self) -> Form:
        """The form, its fields named apart from those of the page's other forms."""
        fields = tuple(
            replace(each, name=self._apart(each.name), only_if=(self._apart(each.only_if[0]), each.only_if[1]) if each.only_if else None)
            for each in self.fields
        )  # fmt: skip
        return Form(id=f"rural_assistants.page.{self.go}", version="1", title=self.title, fields=fields)

    def _apart(self, name: str) -> str:
        return f"{self._stem}_{name}"

    @property
    def _stem(self) -> str:
        return "".join(sign if sign.isalnum() else "_" for sign in f"f_{self.go}")

    def shown(self, raw: Mapping[str, Any] | None, open_: bool) -> dict[str, Any]:
        """What the template shows."""
        typed = raw if raw is not None else {self._apart(k): v for k, v in self.first.items()}
        fields = [{"field": each, "value": typed.get(each.name)} for each in self.form.fields]
        return {
            "go": self.go,
            "title": self.title,
            "fields": fields,
            "clause": self.clause,
            "note": self.note,
            "open": open_ or self.waits,
        }

    def values(self, request: HttpRequest) -> tuple[dict[str, Any], list[Refusal]]:
        """The typed values under their plain names, and the problems."""
        form = self.form
        parsed = parse(form, collect(form, request.POST), on=today())
        stem = len(self._stem) + 1
        return {name[stem:]: value for name, value in parsed.values.items() if value is not None}, under(
            problems_of(parsed.problems), self.clause
        )

    def placed(self, problems: Sequence[Refusal], values: Mapping[str, Any]) -> list[Refusal]:
        """Refusals told at this form's own field: the one they name, or the one whose answer they name; else in words."""
        fields = {each.name: each.name for each in self.fields}
        fields |= {str(values[name]): name for name in fields if values.get(name)}
        return [
            Refusal(p.what, where=self._apart(fields[p.where]), mend=p.mend, clause=p.clause) if p.where in fields else _in_words(p)
            for p in problems
        ]  # fmt: skip


def _in_words(problem: Refusal) -> Refusal:
    """A refusal about something the form does not ask by itself: its words say where."""
    where, what = problem.where, problem.what
    if where and where not in what.zh:
        what = Text(f"{where}：{what.zh}", f"{where}: {what.say('en')}")
    return Refusal(what, mend=problem.mend, clause=problem.clause)


def today() -> date:
    """The day in Beijing."""
    return now().astimezone(ZONE).date()


def worked(
    request: HttpRequest, deeds: Sequence[Deed], back: str
) -> tuple[HttpResponse | None, list[dict[str, Any]], list[Refusal]]:
    """Do what was sent; an answer where it is done, else the forms to show with their problems."""
    go, problems, raw = request.POST.get("go", ""), list[Refusal](), None
    if request.method == "POST":
        deed = next((each for each in deeds if each.go == go), None)
        if deed is None:
            problems = [_GONE]
        else:
            problems, raw = _do(request, deed), collect(deed.form, request.POST)
            if not problems:
                messages.success(
                    request, Text(f"已办：{deed.title.zh}", f"Done: {deed.title.say('en')}").say(language())
                )
                return redirect(back), [], []
    forms = [each.shown(raw if each.go == go else None, each.go == go) for each in deeds]
    return None, forms, problems


def _do(request: HttpRequest, deed: Deed) -> list[Refusal]:
    values, problems = deed.values(request)
    if problems:
        return problems

    def command(tx: Tx) -> bool:
        deed.do(tx, values)
        return True

    asked = [request.path, deed.go, {name: _plain(value) for name, value in values.items()}]
    actor = deed.actor or request.actor
    _, problems = tried(
        lambda: write(command, actor=actor, key=key_of(request), name="rural.page", request=asked)
    )
    return deed.placed(problems, values)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def ask(name: str, kind: str, zh: str, en: str, **more: Any) -> Field:
    """A field; `words` are the options of a choice."""
    words = more.pop("words", None)
    if words is not None:
        more["options"] = tuple(Option(str(key), label) for key, label in words.items())
    return Field(name=name, kind=kind, label=Text(zh, en), **more)  # type: ignore[arg-type]


_GONE = Refusal(
    Text("这一步已经不能办了", "This can no longer be done"),
    mend=Text("页面内容有变化，请重新打开", "The page has changed; open it again"),
)
