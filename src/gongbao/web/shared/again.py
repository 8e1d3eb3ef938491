"""A form sent twice: the second time nothing is done, and it is told as done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from gongbao.law.text import Text
from gongbao.platform.db.services import done_before
from gongbao.web.i18n import language
from gongbao.web.shared.doors import key_of, next_of

SAID = Text("这一步刚才已经办好，没有重复办理", "This was done a moment ago; nothing was done twice")


def answered(request: HttpRequest, otherwise: str) -> HttpResponse | None:
    """For a form whose key was used before: back to where it leads; None for a new one."""
    if request.method != "POST" or not done_before(key_of(request)):
        return None
    messages.info(request, SAID.say(language()))
    return redirect(next_of(request, otherwise))
