"""What a claim adds to its line in a queue: scheme, person-months, sum, how its rows stand together."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from gongbao.platform.cases.services import Case
from gongbao.platform.training_subsidy.models import Claim
from gongbao.platform.training_subsidy.words import SHORT
from gongbao.web.rooms.base import Beyond


def beyond(cases: Iterable[Case]) -> dict[UUID, Beyond]:
    """What the claims of these cases say; months and sum are what is claimed, or granted once decided."""
    found = Claim.objects.filter(case__in=[each.key for each in cases])
    return {
        claim.case: Beyond(
            SHORT[claim.scheme],
            claim.granted_months or claim.person_months,
            claim.granted or claim.amount,
            _outcome(claim),
            claim.version > 1,
        )
        for claim in found
    }


def of_scheme(found: QuerySet[Case], scheme: str) -> QuerySet[Case]:
    """The cases of one scheme."""
    return found.filter(key__in=Claim.objects.filter(scheme=scheme).values("case"))


def by_amount() -> Subquery:
    """The sum a queue is sorted by."""
    return Subquery(Claim.objects.filter(case=OuterRef("key")).values("amount"))


def by_months() -> Subquery:
    """The person-months a queue is sorted by."""
    return Subquery(Claim.objects.filter(case=OuterRef("key")).values("person_months"))


def _outcome(claim: Claim) -> str:
    """How the rows stand together: open ones first, then whether all of what is claimed counts."""
    if claim.compared_at is None:
        return ""
    counted = claim.checked.get("outcomes") or {}
    for name in ("judgement", "unknown"):
        if counted.get(name):
            return name
    return "not_met" if counted.get("not_met") else "met"
