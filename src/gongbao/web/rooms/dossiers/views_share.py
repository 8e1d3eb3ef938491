"""Sharing one's dossier with an employer: until a day, seen and ended by the person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongbao.kernel.forms import Field, Form, parse
from gongbao.kernel.forms.parsing import collect
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import write
from gongbao.platform.dossiers import services as kept
from gongbao.web.i18n import language
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.dossiers.views import TITLE, today
from gongbao.web.shared.doors import for_party, key_of
from gongbao.web.shared.refusals import problems_of, shown, tried

SHARE = Text("把档案共享给单位", "Share your dossier with an employer")
FORM = Form(
    id="dossiers.share", version="1", title=SHARE, clause="gong-2020-17/art.3.4.2.s4",
    fields=(
        Field(name="credit_code", kind="credit_code", label=Text("单位统一社会信用代码", "The employer’s credit code")),
        Field(name="until", kind="date", label=Text("共享到哪一天", "Until which day"), example="2021-06-30",
              help=Text("最长一年；随时可以结束", "A year at most; you may end it at any time")),
    ),
)  # fmt: skip


@for_party("")
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest) -> HttpResponse:
    """Give leave to an employer, see every leave given, end one."""
    raw, problems = {"until": (today() + timedelta(days=180)).isoformat()}, list[Refusal]()
    if request.method == "POST":
        if request.POST.get("go", "").startswith("end-"):
            return _end(request, request.POST["go"].removeprefix("end-"))
        raw = collect(FORM, request.POST)
        parsed = parse(FORM, raw, on=today())
        problems = problems_of(parsed.problems)
        if not problems:
            done, problems = tried(lambda: _share(request, parsed.values))
            if done:
                messages.success(request, Text("已共享", "Shared").say(language()))
                return redirect("dossiers:share")
    given, refused = tried(lambda: kept.shares(request.actor))
    context = {
        "crumbs": [HOME_CRUMB, {"text": TITLE, "href": reverse("dossiers:which")}, {"text": SHARE}],
        "title": SHARE,
        "lede": Text(
            "单位在共享期内能看您的档案，为全员排查能申报的职称；到期或您结束后就看不到了。",
            "While shared, the employer may read your dossier to see who may apply for what; afterwards it cannot.",
        ),
        "fields": [{"field": each, "value": raw.get(each.name)} for each in FORM.fields],
        "action": reverse("dossiers:share"),
        "button": Text("共享", "Share"),
        "shares": given or [],
    }
    return shown(request, "dossiers/share.html", context, [*problems, *refused])


def _share(request: HttpRequest, values: dict[str, Any]) -> str:
    code, until = values["credit_code"], values["until"]
    return str(
        write(
            lambda tx: kept.share(tx, code, until),
            actor=request.actor, key=key_of(request), name="dossiers.share",
            request={"credit_code": code, "until": until.isoformat()},
        )
    )  # fmt: skip


def _end(request: HttpRequest, key: str) -> HttpResponse:
    def end() -> bool:
        share = UUID(key)
        write(
            lambda tx: kept.end_share(tx, share),
            actor=request.actor, key=key_of(request), name="dossiers.end_share", request={"share": key},
        )  # fmt: skip
        return True

    try:
        _, problems = tried(end)
    except ValueError:
        problems = [Refusal(Text("没有这项共享", "There is no such share"))]
    for each in problems:
        messages.error(request, each.say(language()))
    if not problems:
        messages.success(request, Text("已结束共享", "The share has ended").say(language()))
    return redirect("dossiers:share")
