"""A register taken in by sheet: its form, the good rows written, the others told by row and column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongbao.kernel.forms import Field
from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, write
from gongbao.web.i18n import language
from gongbao.web.shared import again, stepping
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import tried
from gongbao.web.shared.uploads import MOST_SHOWN, read_rows
from gongbao.web.workbench.queues import navigation

Row = dict[str, Any]
OFFICE = "vehicle_tax:office"


@dataclass(frozen=True)
class Sheet:
    """One kind of sheet: its columns, which rows are sound, how they are kept, and what is said.

    `sound` parts the rows that can stand from what is wrong with the others; `keep` writes them and says how many;
    `said` tells how many were taken in and how many faults were left out.
    """

    name: str
    title: Text
    lede: Text
    clause: str
    columns: tuple[Field, ...]
    sound: Callable[[list[Row]], tuple[list[Row], list[Refusal]]]
    keep: Callable[[Tx, list[Row]], int]
    said: Callable[[int, int], Text]

    def page(self, request: HttpRequest) -> HttpResponse:
        """The sheet's form, then its taking in; the second factor first."""
        if told := again.answered(request, reverse(OFFICE)):
            return told
        return (
            stepping.stepped_up(self._take)(request) if request.method == "POST" else self._form(request, [])
        )

    def _take(self, request: HttpRequest) -> HttpResponse:
        upload = request.FILES.get("file")
        data = upload.read() if upload else b""
        found, faults = read_rows(data, self.columns)
        rows, wrong = self.sound(found or [])
        faults = [*faults, *wrong][:MOST_SHOWN]
        if not rows:
            nothing = Text("表里没有可用的行", "The sheet has no usable row")
            return self._form(request, faults or [Refusal(nothing, where="file", clause=self.clause)])
        done, problems = tried(
            lambda: write(
                lambda tx: [self.keep(tx, rows)],
                actor=request.actor,
                key=key_of(request),
                name=f"vehicle_tax.{self.name}",
                request=sm3(data).hex(),
            )
        )
        if done is None:
            return self._form(request, problems)
        messages.success(request, self.said(done[0], len(faults)).say(language()))
        for fault in faults:
            messages.warning(request, fault.what.say(language()))
        return redirect(OFFICE)

    def _form(self, request: HttpRequest, problems: list[Refusal]) -> HttpResponse:
        values = {
            "queues": navigation(request, OFFICE),
            "title": self.title,
            "text": self.lede,
            "clause": self.clause,
            "fields": [],
            "upload": True,
            "problems": problems,
            "step_up": True,
            "back": reverse(OFFICE),
        }
        return render(request, "workbench/plain_act.html", values, status=422 if problems else 200)
