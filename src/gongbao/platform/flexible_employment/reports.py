"""Figures: registrations, subsidies, services, market and pilots, in the reader's offices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum

from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.flexible_employment.models import Given, Month, Pilot, Standing, Statement, Vacancy
from gongbao.platform.flexible_employment.words import refuse


def registrations(on: date) -> dict[str, int]:
    """How many are registered on a day, by kind of work and as unemployed."""
    rows = Standing.objects.filter(superseded_at=None, starts_on__lte=on).filter(
        Q(ends_on=None) | Q(ends_on__gte=on)
    )
    return {f"{kind}:{work}" if work else kind: n for kind, work, n in
            rows.values_list("kind", "work_kind").annotate(n=Count("id")).order_by("kind", "work_kind")}  # fmt: skip


def subsidies() -> list[dict[str, Any]]:
    """Months and fen granted, by month."""
    rows = Month.objects.exclude(entitlement=None).filter(amount__gt=0)
    return list(
        rows.values("month")
        .annotate(people=Count("party", distinct=True), total=Sum("amount"))
        .order_by("-month")[:24]
    )


def services_given(first: date, last: date) -> dict[str, int]:
    """Services given between two days, by kind."""
    rows = Given.objects.filter(given_on__gte=first, given_on__lte=last)
    return dict(rows.values_list("service").annotate(n=Count("id")).order_by("service"))


def market(on: date) -> list[dict[str, Any]]:
    """Vacancies open on a day by district: how many, places, average pay in fen an hour."""
    rows = Vacancy.objects.filter(closed_at=None, open_until__gte=on)
    return list(
        rows.values("district")
        .annotate(n=Count("id"), places=Sum("places"), pay=Sum("pay"))
        .order_by("district")
    )


def pilots() -> list[Pilot]:
    """Every pilot, running ones first."""
    return list(Pilot.objects.order_by("ends_on", "district"))


def open_pilot(tx: Tx, given: Mapping[str, Any]) -> Pilot:
    """Enter a district's pilot of art. 10; only the city and the district itself may, one open pilot at a time."""
    if tx.actor.kind != "officer":
        raise refuse("由区或市登记", "Entered by the district or the city", "10.a")
    district = tx.actor.office
    tx.lock(f"flexible_employment/pilot/{district}")
    if Pilot.objects.filter(district=district, ends_on=None).exists():
        raise refuse("本区已有正在进行的试点", "A pilot is running in this district", "10.a")
    return Pilot.objects.create(
        office=district, party=None, district=district, starts_on=given["starts_on"], ends_on=given.get("ends_on"),
        month_amount=given["month_amount"], months=given["months"], document=given["document"], entered_at=tx.now,
        entered_by=tx.actor.identity,
    )  # fmt: skip


def state(tx: Tx, kind: str, data: Mapping[str, Any]) -> Statement:
    """Keep a statement: a deferral (7), an oral agreement's terms (19), a district's wish for a market (18.a)."""
    office = tx.actor.office or str(data.get("office") or "")
    return Statement.objects.create(
        office=office, party=tx.actor.party, kind=kind, data=dict(data), stated_on=local_day(tx.now),
        stated_by=tx.actor.identity,
    )  # fmt: skip


def statements(kind: str, party: Any = None) -> list[Statement]:
    """Statements of a kind, newest first."""
    rows = Statement.objects.filter(kind=kind)
    return list((rows.filter(party=party) if party else rows).order_by("-id")[:200])
