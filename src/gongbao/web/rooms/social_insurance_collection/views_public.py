"""For everybody: ways of paying, this month's last days, whom to ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongbao.kernel.calendar import month as months
from gongbao.law.errors import Refusal
from gongbao.platform.db.services import PUBLIC, now, read
from gongbao.platform.social_insurance_collection import services as social
from gongbao.policies.social_insurance_collection.deadlines import debit_days, firm_deadline, firm_first_day
from gongbao.policies.social_insurance_collection.rules import BOOK

FIRST = int(str(BOOK["collector_switch_month"].values[0].value))
"""The first month the tax authority collects, and so the first with a day to pay."""


def date_in_force() -> date:
    """The day from which the announcement holds."""
    day = BOOK["effective_from"].values[0].value
    assert isinstance(day, date)
    return day


@require_safe
def ways(request: HttpRequest) -> HttpResponse:
    """Days, ways and telephone numbers."""
    today = now().date()
    month = max(months.month_of(today), FIRST)
    values = {
        "today": today,
        "month": month,
        "rows": [_days(each) for each in range(month, month + 3)],
        "topics": topics(today),
        "switched": today >= date_in_force(),
    }
    return render(request, "social_insurance_collection/ways.html", values)


def topics(on: date) -> list[dict[str, Any]]:
    """The hotlines by kind of question, with the clause that names each."""
    found = []
    for name, topic, who in social.TOPICS:
        parameter = BOOK[name]
        value = parameter.values[0].value
        found.append({"topic": topic, "who": who, "number": value, "clause": parameter.clause})
    return found


def _days(month: int) -> dict[str, Any]:
    found = firm_deadline(month)
    with read(PUBLIC, purpose="debit calendar"):
        stored = social.stored_debit_days(month)
    try:
        days = debit_days(month, stored)
    except Refusal:
        days = ()
    return {
        "month": month,
        "first": firm_first_day(month),
        "due": found.due,
        "counter": found.remind_on,
        "clause": found.clause,
        "debits": days,
        "loaded": bool(stored),
    }
