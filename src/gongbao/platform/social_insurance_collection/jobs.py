"""Work done by itself: the month's flexible assessments, reminders, notices back, closing paid cases."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q

from gongbao.platform.cases import services as cases
from gongbao.platform.collections import services as collections
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.social_insurance_collection import assessing, declaring, handing, telling
from gongbao.platform.social_insurance_collection.models import Assessment, FlexibleRegistration
from gongbao.platform.social_insurance_collection.words import DECLARATION

NIGHT, CLOSE, ASSESS = "social.night", "social.close", "social.assess"
MOST = 5000
"""Flexible workers assessed in one transaction."""


def schedule(tx: Tx) -> None:
    """Plan the next nightly round, two in the morning; planned once for each night."""
    today = tx.now.astimezone(ZONE).date()
    at = datetime.combine(today + timedelta(days=1), time(2), tzinfo=ZONE)
    tx.enqueue(NIGHT, {}, run_at=at, key=f"{at:%Y-%m-%d}")


@handles(NIGHT)
def night(tx: Tx, job: Job) -> None:
    """The nightly round: reminders, notices to the agency, expired vouchers, cases whose charges are all paid."""
    schedule(tx)
    telling.remind(tx)
    telling.charge_late_fees(tx)
    telling.tell_agency(tx)
    collections.expire_vouchers(tx)
    open_ = cases.Case.objects.filter(procedure=DECLARATION, state="handed_over")
    for case in declaring.paid_up(list(open_.values_list("key", flat=True))):
        tx.enqueue(CLOSE, {}, key=str(case), case=case)


@handles(CLOSE)
def close(tx: Tx, job: Job) -> None:
    """Close one declaration whose charges are paid."""
    assert job.case is not None
    cases.act(tx, job.case, "close", "system", {})


class MonthDone(NamedTuple):
    """What a round of assessing came to: people assessed, people a person must decide about, people left."""

    assessed: int
    unsettled: tuple[assessing.Unsettled, ...]
    left: int


def assess_month(tx: Tx, month: int, *, most: int = MOST) -> MonthDone:
    """Assess and hand over flexible workers' month not assessed yet, `most` at once; a job does the rest.

    Nobody is passed over for another's sake: whom the rule does not settle is named and waits for a person.
    """
    done = Assessment.objects.filter(month=month).values("payer_hash")
    waiting = FlexibleRegistration.objects.filter(
        Q(last_month=None) | Q(last_month__gte=month), first_month__lte=month
    ).exclude(person_hash__in=done)
    rows = list(waiting.order_by("id")[:most])
    made, unsettled = assessing.assess_flexible(tx, rows, month)
    handing.hand_over_flexible(tx, made, {row.person_hash: row for row in rows})
    left = waiting.count() - len(unsettled) if len(rows) == most and made else 0
    if left > 0:
        tx.enqueue(ASSESS, {"month": month}, key=f"{month}:{tx.key}")
    return MonthDone(len(made), tuple(unsettled), max(left, 0))


@handles(ASSESS)
def assess_job(tx: Tx, job: Job) -> None:
    """Go on with a month's assessments; plans itself until nobody is left."""
    assess_month(tx, job.payload["month"])
