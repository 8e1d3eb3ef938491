"""Refusals on screen: a page of their own (409), or the problems of a form that keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongbao.kernel.forms import Problem
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import StepUpNeeded

T = TypeVar("T")


def refused(
    request: HttpRequest, refusals: Sequence[Refusal], *, back: str = "", status: int = 409,
    lead: tuple[str, Text] | None = None,
) -> HttpResponse:  # fmt: skip
    """A page that says what was not done and why, with the way back, or to a page (`lead`) that helps."""
    context = {"refusals": refusals, "back": back, "lead": lead}
    return render(request, "errors/refusal.html", context, status=status)


def tried(act: Callable[[], T]) -> tuple[T | None, list[Refusal]]:
    """What `act` returned, or the refusal it met as the problems of a form; a missing step-up passes through."""
    try:
        return act(), []
    except StepUpNeeded:
        raise
    except Refusal as refusal:
        return None, [refusal]


def problems_of(problems: Iterable[Problem]) -> list[Refusal]:
    """A parsed form's problems as refusals that name their field, in words too."""
    return [Refusal(_named(p), where=p.field, mend=p.mend, clause=p.clause) for p in problems]


def _named(problem: Problem) -> Text:
    """What is wrong behind the label of its field, so that a list of problems can be read by itself."""
    label, what = problem.label, problem.what
    if not label.zh or label.zh in what.zh:
        return what
    return Text(f"{label.zh}：{what.zh}", f"{label.say('en')}: {what.say('en')}")


def under(problems: Iterable[Refusal], clause: str) -> list[Refusal]:
    """The same refusals, each with a clause: its own, or the form's where its field has none."""
    return [Refusal(p.what, where=p.where, mend=p.mend, clause=p.clause or clause) for p in problems]


def at_field(problems: Iterable[Refusal], name: str) -> list[Refusal]:
    """The same refusals, told at one field of the form where they named a place of their own."""
    return [Refusal(p.what, where=name, mend=p.mend, clause=p.clause) for p in problems]


def shown(
    request: HttpRequest, template: str, context: dict[str, Any], problems: Sequence[Refusal]
) -> HttpResponse:
    """A form's page; with problems it answers 422 so that nobody takes it for done."""
    return render(
        request,
        template,
        {**context, "problems": problems},
        status=422 if problems and request.method == "POST" else 200,
    )
