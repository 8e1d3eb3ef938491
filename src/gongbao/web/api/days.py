"""Statutory deadlines by named rules, and what kind of day a day is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from gongbao.kernel.calendar import Calendar, compute, rule, rules
from gongbao.kernel.calendar.month import first_day, last_day, parse
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.web.api.describing import told
from gongbao.web.api.faults import FAULTS, FAULTS_FOUND, NothingThere
from gongbao.web.api.shapes import CalendarDay, Day, DayText, DeadlineFound, DeadlineRule, Name

router = Router(tags=["日历 Calendar"])
Argument = Annotated[str, Field(max_length=40)]


@router.get("/deadlines", response=list[DeadlineRule], **told("期限规则", "The named deadline rules"))
def deadline_rules(request: HttpRequest) -> Any:
    return [each.as_json() for each in rules()]


@router.get(
    "/deadlines/{name}",
    response={200: DeadlineFound, **FAULTS_FOUND},
    **told(
        "按规则推算期限",
        "A deadline by a rule",
        "参数随规则而定，见期限规则列表的 `usage`。`known_on` 问当时已公布的放假安排下的答案。",
        "Which parameters are needed depends on the rule (`usage`). `known_on` answers by the holidays proclaimed then.",
    ),
)
def deadline(
    request: HttpRequest,
    name: Path[Name],
    start: Query[Argument | None] = None,
    day: Query[Argument | None] = None,
    month: Query[Argument | None] = None,
    period: Query[Argument | None] = None,
    days: Query[Argument | None] = None,
    months: Query[Argument | None] = None,
    years: Query[Argument | None] = None,
    clause: Query[Argument | None] = None,
    reading: Query[Argument | None] = None,
    known_on: Query[Day | None] = None,
) -> Any:
    given = {"start": start, "day": day, "month": month, "period": period, "days": days, "months": months,
             "years": years, "clause": clause}  # fmt: skip
    try:
        rule(name)
    except Refusal as refusal:
        raise NothingThere(refusal.what, where=name, mend=refusal.mend) from None
    arguments = {key: value for key, value in given.items() if value is not None}
    return compute(name, arguments, reading=reading, known_on=known_on).as_json()


@router.get(
    "/calendar/{day}",
    response={200: list[CalendarDay], **FAULTS},
    **told("一天或一个月的工作日情况", "Working and rest days of a day or a month"),
)
def calendar(request: HttpRequest, day: Path[DayText], known_on: Query[Day | None] = None) -> Any:
    known = Calendar.as_known(known_on)
    return [known.describe(each).as_json() for each in _days(day)]


def _days(text: str) -> list[date]:
    if len(text) == 7:
        month = parse(text)
        return [first_day(month) + timedelta(n) for n in range(last_day(month).day)]
    try:
        return [date.fromisoformat(text)]
    except ValueError:
        raise Refusal(
            Text("没有这一天", "There is no such day"),
            where="day",
            mend=Text("日期写作 2020-07-01，月份写作 2020-07", "Write a day 2020-07-01, a month 2020-07"),
        ) from None
