"""Follow-up visits: agreed with each service given, recorded when made, listed while they are owed (15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.cases.services import Case
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.flexible_employment.models import Given
from gongbao.platform.flexible_employment.words import SERVICE, refuse
from gongbao.policies.flexible_employment.rules import BOOK

OWED = ("served", "follow_up")


@dataclass(frozen=True)
class Visit:
    """A visit agreed and not yet made: whose case, after which service, on which day, how many days late."""

    number: str
    party: UUID | None
    service: str
    given_on: date
    visit_on: date
    late: int


def record(tx: Tx, case: Case, given: Mapping[str, Any]) -> None:
    """Keep a service and the day agreed for the next visit, which lies ahead and not too far."""
    today, on = local_day(tx.now), given["visit_on"]
    most = int(str(BOOK["follow_up_days"].at(today).value))
    if not today < on <= today + timedelta(days=most):
        raise refuse(
            f"回访应约在明天到{most}天以内", f"The next visit lies within {most} days, from tomorrow", "15", where="visit_on",
            mend=Text(f"最晚{today + timedelta(days=most)}", f"At the latest {today + timedelta(days=most)}"),
        )  # fmt: skip
    Given.objects.create(
        office=case.office,
        party=case.party,
        case=case.key,
        given_on=today,
        service=given["service"],
        visit_on=on,
    )


def owed(on: date, *, office: str = "") -> list[Visit]:
    """Visits agreed and not yet made, the longest overdue first; inside a read() of an officer."""
    rows = Given.objects.exclude(visit_on=None)
    rows = rows.filter(office=office) if office else rows
    last = {row.case: row for row in rows.order_by("case", "given_on", "id")}
    cases = Case.objects.filter(key__among=frozenset(last), procedure=SERVICE, state__in=OWED)
    found = []
    for key, number in cases.values_list("key", "number"):
        row = last[key]
        assert row.visit_on is not None
        late = max((on - row.visit_on).days, 0)
        found.append(Visit(number, row.party, row.service, row.given_on, row.visit_on, late))
    return sorted(found, key=lambda each: (each.visit_on, each.number))


def made_in_time(first: date, last: date) -> tuple[int, int]:
    """Visits agreed for days between two, and how many of them were made by the day agreed."""
    rows = Given.objects.exclude(visit_on=None).filter(visit_on__gte=first, visit_on__lte=last)
    agreed = list(rows.values_list("case", "given_on", "visit_on"))
    later: dict[UUID, list[date]] = {}
    for case, day in Given.objects.filter(case__among=frozenset(c for c, _, _ in agreed)).values_list(
        "case", "given_on"
    ):
        later.setdefault(case, []).append(day)
    kept = sum(any(given < day <= wanted for day in later[case]) for case, given, wanted in agreed)
    return len(agreed), kept
