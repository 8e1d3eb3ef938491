"""Entitlements: granted with a case's decision, stopped with its end; who is entitled to what, by the rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from gongbao.kernel.calendar.month import month_of
from gongbao.kernel.rules.question import Determination, Question
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.flexible_employment import facts
from gongbao.platform.flexible_employment.models import Entitled
from gongbao.platform.flexible_employment.words import clause, refuse
from gongbao.platform.funds.payments import shown
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.policies.flexible_employment import rules
from gongbao.policies.flexible_employment.rules import BOOK

SEAL = "flexible.account"
QUESTIONS: Mapping[str, Question] = {
    "graduate": rules.GRADUATE_SUBSIDY, "extension": rules.EXTENSION, "pilot": rules.PILOT_SUBSIDY,
}  # fmt: skip
MONTHS: Mapping[str, Question] = {
    "graduate": rules.GRADUATE_MONTH, "extension": rules.EXTENSION_MONTH, "pilot": rules.PILOT_MONTH,
}  # fmt: skip
"""By scheme: whether the person is entitled, and whether a month is paid."""


def answer(scheme: str, party: UUID, given: Mapping[str, Any], on: date) -> Determination:
    """Whether a person is entitled to a scheme, on what was applied with and what is on record."""
    known = facts.of_person(party, on, purpose=f"subsidy {scheme}") | facts.applied(given, on)
    pilot = facts.pilot_in(str(given.get("household_district") or ""), on) if scheme == "pilot" else None
    known["pilot_open"] = pilot is not None
    ruling = QUESTIONS[scheme].at(on)
    wanted = {fact.name for fact in QUESTIONS[scheme].facts}
    return ruling.determine({name: value for name, value in known.items() if name in wanted})


def grant(tx: Tx, *, case: UUID, office: str, party: UUID, given: Mapping[str, Any]) -> Entitled:
    """Keep a granted right; a second running one is refused, whatever its scheme: a month is subsidised once."""
    tx.lock(f"flexible_employment/person/{party}")
    scheme, today = str(given["scheme"]), local_day(tx.now)
    with opened("rights running elsewhere"):
        other = Entitled.objects.filter(party=party, stopped_at=None).exclude(case=case).exists()
    if other:
        raise refuse("已在享受另一项灵活就业补贴", "Another subsidy is running already", "4.a")
    pilot = facts.pilot_in(str(given.get("household_district") or ""), today) if scheme == "pilot" else None
    name = "extension_months" if scheme == "extension" else "max_subsidy_months"
    months = pilot.months if pilot else int(str(BOOK[name].at(today).value))
    account = str(given["account"])
    return Entitled.objects.create(
        case=case, office=office, party=party, scheme=scheme, max_months=months, pilot=pilot,
        term_ends_on=given.get("term_ends_on"), account_sealed=secrets.seal(account, SEAL), account_shown=shown(account),
        payee_name=parties.person(party).name, granted_at=tx.now,
    )  # fmt: skip


def stop(tx: Tx, case: UUID) -> None:
    """A right that has ended is drawn no more."""
    Entitled.objects.filter(case=case, stopped_at=None).update(stopped_at=tx.now)


def month(row: Entitled, on: int) -> Determination:
    """Whether a month of a right is paid and how much, on the month's first day's values."""
    assert row.party is not None
    person = parties.person(row.party)
    known = facts.of_month(row.party, person.fingerprint, on, purpose=f"subsidy month {row.scheme}")
    if row.scheme == "extension":
        known |= {"extension_granted": True, "term_ends_on": row.term_ends_on}
    if row.pilot is not None:
        runs = month_of(row.pilot.starts_on) <= on and (
            row.pilot.ends_on is None or on <= month_of(row.pilot.ends_on)
        )
        known |= {"pilot_open": runs, "pilot_months": row.pilot.months, "pilot_month_amount": row.pilot.month_amount}  # fmt: skip
    question = MONTHS[row.scheme]
    wanted = {fact.name for fact in question.facts}
    return question.at(date(on // 12, on % 12 + 1, 1)).determine(
        {k: v for k, v in known.items() if k in wanted}
    )


def used_up(row: Entitled, on: date) -> bool:
    """Whether every month has been used, or the extension's twelve months are over."""
    paid = row.months.filter(amount__gt=0).count()
    over = row.scheme == "extension" and row.term_ends_on is not None
    ended = (
        over
        and row.term_ends_on is not None
        and month_of(on) > month_of(row.term_ends_on) + int(str(BOOK["extension_months"].at(on).value))
    )
    return paid >= row.max_months or bool(ended)


__all__ = ["MONTHS", "QUESTIONS", "SEAL", "answer", "clause", "grant", "month", "stop", "used_up"]
