"""Work done by itself: the month's flexible assessments, reminders, notices back, closing paid cases."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

from gongbao.platform.cases import services as cases
from gongbao.platform.collections import services as collections
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.social_insurance_collection import assessing, handing, telling
from gongbao.platform.social_insurance_collection.models import Assessment, FlexibleRegistration
from gongbao.platform.social_insurance_collection.words import DECLARATION

NIGHT, CLOSE = "social.night", "social.close"


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
    for case in cases.Case.objects.filter(procedure=DECLARATION, state="handed_over"):
        made = cases.registered(case.procedure, case.version)
        assert made.guards is not None
        if made.guards(case, tx.now.astimezone(ZONE).date())["charges_settled"] == "met":
            tx.enqueue(CLOSE, {}, key=str(case.key), case=case.key)


@handles(CLOSE)
def close(tx: Tx, job: Job) -> None:
    """Close one declaration whose charges are paid."""
    assert job.case is not None
    cases.act(tx, job.case, "close", "system", {})


def assess_month(tx: Tx, month: int, registrations: list[UUID] | None = None) -> int:
    """Assess and hand over every flexible worker's month not assessed yet; returns how many."""
    rows = FlexibleRegistration.objects.filter(first_month__lte=month)
    if registrations is not None:
        rows = rows.filter(pk__in=registrations)
    done = set(Assessment.objects.filter(month=month).values_list("payer_hash", flat=True))
    fresh = [row for row in rows if row.person_hash not in done and (row.last_month or month) >= month]
    for row in fresh:
        made = assessing.assess_flexible(tx, row.id, month)
        handing.hand_over(tx, made.assessment)
    return len(fresh)
