"""Parked input: why it could not be taken, how to mend it, and going on with it; to who sent it and to its centre."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongbao.kernel.forms.parsing import collect
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Actor, Tx, read, write
from gongbao.platform.parties import services as parties
from gongbao.platform.personnel_archives import services as archives
from gongbao.web.i18n import language
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.personnel_archives.asking import field, fields_of, files_of, form, today, values_of
from gongbao.web.rooms.personnel_archives.views_desk import STAFF, TITLE
from gongbao.web.rooms.personnel_archives.views_party import MINE
from gongbao.web.shared.doors import for_party, key_of, signed_in
from gongbao.web.shared.refusals import shown, tried
from gongbao.web.shared.sheets import file_response
from gongbao.web.workbench.doors import officers

DROP = form(
    "drop", "不再办理", "Drop it", field("why", "text", "原因", "Reason", max_length=120), clause="7.s1"
)
GO_ON = {
    "request": Text("继续提交", "Send it now"), "scan": Text("换一份扫描件", "Put another scan in"),
    "pages": Text("补扫或更正", "Scan or correct"),
}  # fmt: skip
MEND = Text("改正后继续", "Mend and go on")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def parked(request: HttpRequest, key: UUID) -> HttpResponse:
    """One parked input to the party that sent it, or to an officer of its centre."""
    if request.actor.kind == "party":
        return for_party(archives.ROOM)(_parked)(request, key=key)
    return officers(*STAFF)(_parked)(request, key=key)


def _parked(request: HttpRequest, key: UUID) -> HttpResponse:
    with read(request.actor, purpose="archives.parked"):
        row = archives.reach_parked(request.actor, key)
        held = archives.raw(key) if row else {}
    if row is None:
        raise Http404(str(key))
    if (
        request.GET.get("file")
        and row.kind == "scan"
        and held.get("content")
        and request.actor.kind == "officer"
    ):
        return file_response(str(held["file"]), archives.kept_file(held), "application/octet-stream")
    if request.method != "POST" or row.settled_at is not None:
        return _page(request, row, held, [])
    done, problems = _act(request, row, held)
    if problems or done is None:
        return _page(request, row, held, problems)
    messages.success(request, Text("已处理", "Settled").say(language()))
    if done.get("number"):
        return redirect("personnel_archives:case", number=done["number"])
    return redirect("personnel_archives:mine" if request.actor.kind == "party" else "personnel_archives:desk")


def _act(
    request: HttpRequest, row: archives.Parked, held: dict[str, Any]
) -> tuple[dict[str, Any] | None, list[Refusal]]:
    key = key_of(request)
    if request.POST.get("go") == "drop":
        values, problems = values_of(request, DROP)
        if problems:
            return None, problems
        why = str(values["why"])

        def drop(tx: Tx) -> dict[str, Any]:
            archives.settle(tx, row.pk, outcome="dropped", why=why)
            return {}

        return tried(
            lambda: write(
                drop, actor=request.actor, key=key, name="archives.drop", request=[str(row.pk), why]
            )
        )
    asked = archives.form_of(row, held)
    values, problems = values_of(request, asked) if asked.fields else ({}, [])
    if problems:
        return None, problems
    return tried(lambda: _mended(request, row, held, values, key))


def _mended(
    request: HttpRequest, row: archives.Parked, held: dict[str, Any], values: dict[str, Any], key: str
) -> dict[str, Any]:
    scans: list[tuple[str, archives.Scan]] = []
    if row.kind == "scan" or (row.kind == "pages" and request.FILES):
        for name, found in archives.check_named(files_of(request, "scan")):
            if isinstance(found, Refusal):
                raise Refusal(found.what, where="scan", mend=found.mend, clause=found.clause)
            scans.append((name, found))
    actor = _sender(request, row, held)
    marks = [scan.sha256 for _, scan in scans]
    done: dict[str, Any] = write(
        lambda tx: archives.mend(tx, row, values, scans=scans, on=today()),
        actor=actor, key=key, name="archives.mend", request=[str(row.pk), values, marks],
    )  # fmt: skip
    return done


def _sender(request: HttpRequest, row: archives.Parked, held: dict[str, Any]) -> Actor:
    """Who sends it now: a request goes in for the party it was written for, if the mandate holds again."""
    actor: Actor = request.actor
    if row.kind != "request":
        return actor
    if actor.kind != "party":
        raise Refusal(
            Text("由提交的人继续", "Whoever sent it goes on with it"),
            mend=Text("可以通知对方续办授权或名册登记", "Tell them to renew the mandate or entry"),
            clause="rencai-2020-24/6.s1",
        )
    wanted = archives.for_whom(held) or actor.party
    return actor if wanted == actor.party else parties.actor_for(request.user, wanted, archives.ROOM, today())


def _page(
    request: HttpRequest, row: archives.Parked, held: dict[str, Any], problems: list[Refusal]
) -> HttpResponse:
    officer = request.actor.kind == "officer"
    home = ("personnel_archives:desk", TITLE) if officer else ("personnel_archives:mine", MINE)
    asked = archives.form_of(row, held)
    typed = archives.typed(asked, held)
    if officer and not request.GET.get("open"):
        typed.pop("identity_number", None)
    if request.POST.get("go") == "mend":
        typed = collect(asked, request.POST)
    acts = [
        {"go": "mend", "title": GO_ON.get(row.kind, MEND), "fields": fields_of(asked, typed), "upload": row.kind in ("scan", "pages")},
        {"go": "drop", "title": DROP.title, "fields": fields_of(DROP, request.POST.dict()), "upload": False},
    ]  # fmt: skip
    if row.kind == "request" and officer:
        acts = acts[1:]
    context = {
        "crumbs": [HOME_CRUMB, {"text": home[1], "href": reverse(home[0])}, {"text": row.place}],
        "title": row.place, "kind": archives.KINDS[row.kind], "row": row, "what": Text(row.what_zh, row.what_en),
        "mend": Text(row.mend_zh, row.mend_en), "acts": [] if row.settled_at else acts, "masked": officer and "identity_number" in held,
        "file": str(held.get("file", "")) if officer and row.kind == "scan" and held.get("content") else "",
    }  # fmt: skip
    return shown(request, "personnel_archives/parked.html", context, problems)
