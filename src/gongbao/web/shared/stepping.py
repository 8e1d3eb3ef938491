"""Step-up before a grave act: the second factor first, and nothing typed is lost on the way."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from gongbao.platform.access.services import is_stepped_up, require_step_up
from gongbao.platform.db import secrets
from gongbao.platform.db.services import new_key, now

HELD, MOST, MOST_FIELDS = "held_posts", 3, 2000
SEALED = "session.held_post"
View = Callable[..., HttpResponse]


def stepped_up(view: View) -> View:
    """Ask for the second factor before the view runs; a form that was sent meanwhile is kept and offered again."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if not is_stepped_up(request.actor, now()):
            return ask(request)
        return view(request, *arguments, **named)

    return guarded


def ask(request: HttpRequest) -> HttpResponse:
    """To the step-up page and back: a page is asked for again, a form waits to be sent on."""
    if request.method != "POST" or request.FILES:
        back = request.get_full_path() if request.method in ("GET", "HEAD") else came_from(request) or "/"
    else:
        back = reverse("workbench:held", args=[_hold(request)])
    return redirect(reverse("account:step-up", query={"next": back}))


def resume(request: HttpRequest, token: UUID) -> HttpResponse:
    """The form that waited, to be sent on with one press."""
    require_step_up(request.actor, now())
    sealed = request.session.get(HELD, {}).get(str(token))
    if sealed is None:
        raise Http404("nothing waits here")
    held = json.loads(secrets.unseal(base64.b64decode(sealed), SEALED))
    fields = [(name, value) for name, values in held["fields"].items() for value in values]
    return render(
        request, "workbench/held.html", {"action": held["path"], "hidden": fields, "back": held["back"]}
    )


def came_from(request: HttpRequest) -> str:
    """The page of this site the request came from, empty where it does not say."""
    back = request.headers.get("Referer", "")
    return back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else ""


def _hold(request: HttpRequest) -> str:
    """Keep the fields of the post in the session, sealed as what is typed may be personal; the latest few forms only."""
    token = str(new_key())
    fields = {
        name: values
        for name, values in list(request.POST.lists())[:MOST_FIELDS]
        if name != "csrfmiddlewaretoken"
    }
    kept = list(request.session.get(HELD, {}).items())[1 - MOST :]
    post = json.dumps({"path": request.get_full_path(), "fields": fields, "back": came_from(request)})
    sealed = base64.b64encode(secrets.seal(post, SEALED)).decode()
    request.session[HELD] = dict([*kept, (token, sealed)])
    return token
