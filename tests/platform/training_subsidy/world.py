"""Helpers of the room's tests: the demo city, a claim made ready in one call, and the clock."""

from __future__ import annotations

import itertools
from datetime import date, datetime
from typing import Any
from uuid import UUID

from gongbao.platform.cases.services import Case
from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.jobs.services import run_due
from gongbao.platform.parties.demo_people import Someone, someone
from gongbao.platform.training_subsidy import deciding, demo, drafts, publicity, reviewing, submitting
from gongbao.platform.training_subsidy.demo_sheets import workbook
from gongbao.platform.training_subsidy.models import Claim, ClaimRow
from gongbao.platform.training_subsidy.words import EXPAND, FORM, ROSTER, STATEMENT

COMMITMENT = FORM.field("commitment").version
_turn = itertools.count()


def key() -> str:
    """A key used once."""
    return f"test-{next(_turn)}"


def city(cases: bool = False) -> demo.City:
    """The demo city without one-time codes."""
    return demo.load(secrets=False, cases=cases)


def to(moment: str) -> None:
    """Set the clock, such as ``2020-09-28 10:00``."""
    clock.set_clock(datetime.fromisoformat(moment).replace(tzinfo=clock.ZONE))


def jobs() -> None:
    """Run what is due."""
    run_due()


def roster_row(who: Someone, months: str = "2020-07、2020-08", hired: date = date(2020, 7, 6)) -> list[Any]:
    return [who.name, who.number, "登记失业人员", hired, months]


def wage_rows(
    people: list[Someone], months: tuple[str, ...] = ("2020-07", "2020-08"), wage: int = 3600
) -> list[list[Any]]:
    return [
        [who.name, who.number, month, wage, date(2020, int(month[-2:]) + 1, 10), f"T{next(_turn)}"]
        for who in people
        for month in months
    ]


def filled(
    where: demo.City,
    firm: int = 0,
    scheme: str = EXPAND,
    people: list[Someone] | None = None,
    months: str = "2020-07、2020-08",
) -> str:
    """A draft with form, roster and statement; returns its number."""
    people = people if people is not None else [someone(place) for place in range(3)]
    clerk = where.clerk(firm)
    number: str = drafts.start(clerk, scheme, key=key())["number"]
    drafts.save_draft(clerk, number, demo.answers(scheme) | {"account": demo.account(firm)}, key=key())
    rows = [roster_row(who, months) for who in people]
    drafts.upload_roster(clerk, number, workbook(ROSTER, rows), "花名册.xlsx", key=key())
    statement = workbook(STATEMENT, wage_rows(people, tuple(months.split("、"))))
    drafts.upload_statement(clerk, number, statement, "对账单.xlsx", key=key())
    return number


def submitted(where: demo.City, firm: int = 0, **more: Any) -> str:
    """A claim sent and compared."""
    number = filled(where, firm, **more)
    submitting.submit(where.clerk(firm), number, commitment=COMMITMENT, key=key())
    jobs()
    return number


def passed(
    where: demo.City, firm: int = 0, outcome: str = "grant", why: tuple[str, ...] = (), **more: Any
) -> str:
    """A claim with a first review."""
    number = submitted(where, firm, **more)
    reviewing.pass_review(where.officer(f"{office(number)}-handler"), number, outcome, why=why, key=key())
    return number


def approved(where: demo.City, firm: int = 0, **more: Any) -> str:
    """A claim approved."""
    number = passed(where, firm, **more)
    deciding.approve(where.officer(f"{office(number)}-reviewer"), number, key=key())
    return number


def published(where: demo.City, firm: int = 0, **more: Any) -> tuple[str, str]:
    """A claim in publicity, and its notice."""
    number = approved(where, firm, **more)
    done = publicity.publish(where.officer(f"{office(number)}-handler"), [number], key=key())
    return number, done["notice"]


def case(number: str) -> Case:
    with read(SYSTEM, purpose="test"):
        return Case.objects.get(number=number)


def claim(number: str) -> Claim:
    with read(SYSTEM, purpose="test"):
        return Claim.objects.get(number=number)


def rows(number: str) -> list[ClaimRow]:
    with read(SYSTEM, purpose="test"):
        found = Claim.objects.get(number=number)
        return list(ClaimRow.objects.filter(case=found.case, version=found.version).order_by("row"))


def state(number: str) -> str:
    return case(number).state


def office(number: str) -> str:
    return case(number).office


def entitlement(number: str) -> UUID:
    found = claim(number).entitlement
    assert found is not None
    return found
