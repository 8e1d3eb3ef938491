"""An employer's staff: dossiers taken in or shared, who may apply for which title, as a page and a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongbao.kernel.dossier import typed as t
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import note
from gongbao.platform.db.services import read, write
from gongbao.platform.dossiers import services as kept
from gongbao.platform.titles import services as titles
from gongbao.policies import dossiers
from gongbao.web.i18n import language
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.dossiers import form, lists
from gongbao.web.rooms.dossiers.sent import file_of
from gongbao.web.rooms.dossiers.views import TITLE, today
from gongbao.web.shared.doors import for_party, key_of, page_of, signed_in
from gongbao.web.shared.mandates import covers
from gongbao.web.shared.refusals import tried
from gongbao.web.shared.sheets import export_address, file_response, wanted
from gongbao.web.shared.values import day

STAFF = Text("全员一览", "Staff")
COUNTED = 300
"""Up to so many people are counted by title on the page; for more the workbook tells."""
View = Callable[..., HttpResponse]


def for_employer(view: View) -> View:
    """Somebody who acts for an employer under a mandate for any room of titles."""

    @wraps(view)
    def door(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        rooms = list(dict.fromkeys(policy.room for policy, _ in dossiers.titles()))
        room = next((each for each in rooms if covers(request, each)), rooms[0])
        return for_party(room)(view)(request, *arguments, **named)

    return signed_in(door)


@for_employer
@require_http_methods(["GET", "HEAD", "POST"])
def staff(request: HttpRequest) -> HttpResponse:
    """Everybody whose dossier the employer may read; a file is taken in, its faulty parts told cell by cell."""
    problems: list[Refusal] = []
    if request.method == "POST":
        go = request.POST.get("go", "import")
        if go.startswith("drop-"):
            return _drop(request, go.removeprefix("drop-"))
        problems = _take_in(request)
        if not problems:
            return redirect("dossiers:staff")
    people, refused = tried(lambda: kept.staff(request.actor))
    everybody = people or []
    title = Text("全员能申报的职称", "Who may apply for which title")
    if wanted(request) and not refused:
        with read(request.actor, purpose="dossiers.staff"):
            note(f"export.dossiers.staff {len(everybody)} rows")
        lines = _lines(everybody)
        name = f"{title.say(language())} {today()}.xlsx"
        return file_response(name, lists.sheet("staff", title, lines, source=True).workbook())
    page = page_of(request, everybody, 50)
    shown = _lines(page.object_list)
    few = len(everybody) <= COUNTED
    context = {
        "crumbs": [HOME_CRUMB, {"text": TITLE, "href": reverse("dossiers:which")}, {"text": STAFF}],
        "title": title,
        "problems": form.placed([*problems, *refused]),
        "page": page,
        "table": lists.sheet("staff", title, shown, source=True).table() if shown else None,
        "counts": lists.counts(shown if page.paginator.num_pages == 1 else _lines(everybody), _left(request))
        if shown and few
        else None,
        "own": [each for each in page.object_list if each.until is None],
        "export": export_address(request),
        "template": reverse("dossiers:staff-template"),
        "allowed": not refused,
    }
    return render(request, "dossiers/staff.html", context, status=422 if problems else 200)


@for_employer
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The workbook for many people, with the findings an employer makes."""
    return file_response("职称档案全员模板.xlsx", kept.template(many=True, language=language()))


def _take_in(request: HttpRequest) -> list[Refusal]:
    found, problems = tried(lambda: kept.read_file(file_of(request), today(), many=True))
    if found is None:
        return problems
    nameless = [each for each in found.people if not each.who]
    rows = [(each.who, each.typed) for each in found.people if each.who]
    told = list(found.problems)
    if nameless:
        told.append(Refusal(
            Text("有几行没有写姓名或编号，没有读入", "Rows without a name or number were not read"),
            where="file", mend=Text("每张表每一行都写姓名或编号", "Name the person in every row of every sheet"),
        ))  # fmt: skip
    told += [wrong for each in found.people if each.who for wrong in lists_of_faults(each)]
    if rows:
        done, refused = tried(
            lambda: write(
                lambda tx: kept.keep_staff(tx, rows),
                actor=request.actor, key=key_of(request), name="dossiers.keep_staff", request=[[w, t] for w, t in rows],
            )
        )  # fmt: skip
        told += refused
        if done:
            words = Text(
                f"新收 {done['new']} 人，更新 {done['changed']} 人",
                f"{done['new']} new, {done['changed']} changed",
            )
            messages.success(request, words.say(language()))
    return told


def lists_of_faults(person: kept.Person) -> list[Refusal]:
    """What is wrong in one person's part of a file, each at its cell, with the person's name."""
    read_ = t.read(person.typed, today(), dossiers.findings())
    return [
        Refusal(each.what, where=f"{person.who} {each.where}", mend=each.mend, clause=each.clause)
        for each in map(person.at_cell, read_.problems)
    ]


def _drop(request: HttpRequest, key: str) -> HttpResponse:
    def drop() -> bool:
        dossier = UUID(key)
        write(
            lambda tx: kept.drop_staff(tx, dossier),
            actor=request.actor, key=key_of(request), name="dossiers.drop_staff", request={"dossier": key},
        )  # fmt: skip
        return True

    try:
        done, problems = tried(drop)
    except ValueError:
        done, problems = None, [Refusal(Text("没有这份档案", "There is no such dossier"))]
    for each in problems:
        messages.error(request, each.say(language()))
    if done:
        messages.success(request, Text("已删去", "Removed").say(language()))
    return redirect("dossiers:staff")


def _source(member: kept.Member) -> Text:
    if member.until is None:
        return Text("单位导入", "taken in")
    told = day(member.until)
    return Text(f"本人共享至 {told.zh}", f"shared until {told.en}")


def _left(request: HttpRequest) -> dict[str, int]:
    """Posts left at the school one acts for, by the question of the title; nothing for other employers."""
    view = titles.school_view(request.actor)
    if view is None:
        return {}
    left = {title: each.left for each in view.levels for title in titles.levels()[each.level]}
    return {
        question.id: left[name]
        for policy, question in dossiers.titles()
        if policy.room == "vocational_teacher_titles" and (name := question.id.rpartition("/")[2]) in left
    }


def _lines(people: Sequence[kept.Member]) -> list[lists.Line]:
    return [lists.line(str(each.key), each.name, each.typed, today(), _source(each)) for each in people]
