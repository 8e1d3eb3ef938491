"""Which titles: the dossier filled in or read from a file, every title answered at once; kept only when asked to."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongbao.kernel.dossier import typed as t
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import now, write
from gongbao.platform.dossiers import services as kept
from gongbao.policies import dossiers
from gongbao.web.i18n import language
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.dossiers import form, told
from gongbao.web.rooms.dossiers.sent import file_of
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import tried
from gongbao.web.shared.sheets import file_response

TITLE = Text("我能评哪些职称", "Which titles may I apply for")
LEDE = Text(
    "档案填一次，所有职称一起回答：今天能申报什么，下一个最早哪天，还缺什么、由谁认定。",
    "One dossier answers every title: what you may apply for today, the next one when at the earliest, what is missing and who decides.",
)
SAVED = Text("档案已保存", "Your dossier is kept")
DROP = re.compile(r"drop-(\w+)-([0-9]+)")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def which(request: HttpRequest) -> HttpResponse:
    """The form and, when asked, the answers; each button of the form is one act."""
    if request.method != "POST":
        typed = (kept.own(request.actor) if told.account_of(request) else None) or {}
        return _page(request, typed, saved=bool(typed), answered=bool(typed))
    go, typed = request.POST.get("go", "answer"), _typed(request.POST)
    if found := DROP.fullmatch(go):
        return _page(request, form.without_row(typed, found[1], int(found[2])))
    if go.startswith("add-"):
        return _page(request, typed, add=go.removeprefix("add-"))
    if go == "import":
        return _import(request, typed)
    if go in ("excel", "json"):
        return _export(typed, go)
    if go == "save" and told.account_of(request):
        return _save(request, typed)
    return _page(request, typed, answered=True)


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    name = Text("职称档案模板.xlsx", "dossier template.xlsx").say(language())
    return file_response(name, kept.template(language=language()))


def today() -> Any:
    """The day in Beijing."""
    return now().astimezone(ZONE).date()


def _save(request: HttpRequest, typed: t.Typed) -> HttpResponse:
    read = t.read(typed, today())

    def keep() -> str:
        return str(
            write(
                lambda tx: kept.save_own(tx, read.typed),
                actor=request.actor, key=key_of(request), name="dossiers.save", request=read.typed,
            )
        )  # fmt: skip

    done, problems = tried(keep)
    if done is None:
        return _page(request, typed, problems=problems)
    messages.success(request, SAVED.say(language()))
    return redirect(reverse("dossiers:which") + "#answer")


def _import(request: HttpRequest, typed: t.Typed) -> HttpResponse:
    """What a file holds in place of what was typed; a file that cannot be read leaves that as it was."""
    found, problems = tried(lambda: kept.read_file(file_of(request), today()))
    if found is None or not found.people:
        return _page(request, typed, problems=problems or (found.problems if found else []))
    person = found.people[0]
    own, notes = _without_findings(person.typed)
    read = t.read(own, today())
    wrong = [
        *form.placed(found.problems),
        *form.placed((person.at_cell(e) for e in read.problems), read.problems),
    ]
    doubts = [*read.doubts, *dossiers.strange_work(read.facts)]
    notes += [_look(each) for each in form.placed(person.at_cell(doubt) for doubt in doubts)]
    notes.insert(0, Text("已读入文件，还没有保存", "The file was read in; nothing is kept yet"))
    return _page(request, own, answered=True, file=wrong, notes=notes)


def _export(typed: t.Typed, kind: str) -> HttpResponse:
    read = t.read(typed, today())
    name = Text("职称档案", "dossier").say(language())
    if kind == "excel":
        return file_response(f"{name}.xlsx", kept.written([("", read.typed)], language=language()))
    told_ = json.dumps(t.to_file(read.facts), ensure_ascii=False, indent=1).encode()
    return file_response(f"{name}.json", told_, "application/json; charset=utf-8")


def _page(
    request: HttpRequest, typed: Mapping[str, str], *, answered: bool = False, saved: bool = False, add: str = "",
    problems: Sequence[Refusal] = (), file: Sequence[Refusal] = (), notes: Sequence[Text] = (),
) -> HttpResponse:  # fmt: skip
    """The page with what was typed; problems of a file are told by sheet, row and column, others by field."""
    read = t.read(typed, today())
    doubts = [*read.doubts, *dossiers.strange_work(read.facts)]
    shown = form.with_row(read.typed, add) if add else read.typed
    faults = list(file) if file else form.labelled(read.problems, language())
    wrong = [*problems, *faults] if answered or problems else []
    context = {
        "crumbs": [HOME_CRUMB, {"text": TITLE}],
        "title": TITLE,
        "lede": LEDE,
        "problems": wrong,
        "notes": list(notes),
        "answer": told.page(read, today()) if answered and read.typed else None,
        "sections": form.sections(shown, read.problems, doubts, folded=saved),
        "datalists": form.datalists(),
        "person": told.account_of(request),
        "saved": saved,
        "links": {"template": reverse("dossiers:template")},
        "action": reverse("dossiers:which"),
    }
    return render(request, "dossiers/which.html", context, status=422 if problems or file else 200)


def _typed(post: Any) -> t.Typed:
    names = {fact.name for fact in dossiers.asked()}
    return {name: value for name, value in post.items() if name.partition("-")[0] in names}


def _without_findings(typed: t.Typed) -> tuple[t.Typed, list[Text]]:
    """A person's own dossier holds no findings: they are other people's to make."""
    known = {fact.name: fact for fact in dossiers.findings()}
    found = [known[name] for name in typed if name in known]
    left = {name: value for name, value in typed.items() if name not in known}
    return left, [
        Text(
            f"“{fact.label.zh}”由{fact.judged_by.zh}认定，文件里填的不算",
            f"{fact.label.say('en')}: found by {fact.judged_by.say('en')}, not by the file",
        )
        for fact in found
        if fact.judged_by
    ]


def _look(doubt: Refusal) -> Text:
    return Text(f"请核对：{doubt.what.zh}。{doubt.mend.zh}", f"Look again: {doubt.what.en}. {doubt.mend.en}")
