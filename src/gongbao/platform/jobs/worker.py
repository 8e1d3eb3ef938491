"""The worker: takes due jobs on lease, runs each as a command, tries failed ones again later."""

from __future__ import annotations

import random
import threading
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import OperationalError, connection, transaction
from django.db.models import F, Q

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import ZONE as BEIJING
from gongbao.platform.db.services import SYSTEM, Tx, now, write
from gongbao.platform.jobs.handlers import NIGHTLY, Job, handler
from gongbao.platform.jobs.models import Due

LIMIT = 12  # failed attempts after which a person must look
LEASE = timedelta(minutes=5)
BATCH = 20
NIGHT = time(2, 30)
log = structlog.get_logger(__name__)


def run_due(at: datetime | None = None, *, limit: int | None = None) -> int:
    """Run the jobs due at `at` (default: now) until none is left, at most `limit`; returns how many succeeded."""
    done = tried = 0
    while limit is None or tried < limit:
        jobs = _take(at or now(), BATCH if limit is None else min(BATCH, limit - tried))
        if not jobs:
            break
        tried += len(jobs)
        done += sum(_run(job) for job in jobs)
    return done


def plan_nights(day: date) -> None:
    """Plan tonight's jobs, once for each day whoever asks: the key is the day."""
    at = datetime.combine(day, NIGHT, tzinfo=BEIJING)
    if at < now() - timedelta(days=1):
        return

    def command(tx: Tx) -> None:
        for kind in sorted(NIGHTLY):
            tx.enqueue(kind, {}, run_at=at, key=day.isoformat())

    write(command, actor=SYSTEM, key=f"jobs.nights {day}", name="jobs.plan_nights")


def serve_forever(stop: threading.Event, *, pause: float = 1.0) -> None:
    """Run due jobs until `stop` is set; outlives restarts of the database."""
    planned: date | None = None
    while not stop.is_set():
        try:
            today = now().astimezone(BEIJING).date()
            if planned != today:
                plan_nights(today + timedelta(days=1))
                planned = today
            found = run_due(limit=BATCH)
        except OperationalError:
            log.warning("jobs.database_lost")
            connection.close()
            found = 0
        if not found:
            stop.wait(pause)


def stuck() -> list[Job]:
    """Jobs that failed LIMIT times and wait for a person."""
    return [_job(row) for row in Due.objects.filter(done_at=None, attempts__gte=LIMIT).order_by("run_at")]


def unfinished(kind: str, key_starts: str) -> list[Job]:
    """Jobs of a kind that are planned, running or failing, by the start of their keys: what a progress page reads."""
    rows = Due.objects.filter(kind=kind, key__startswith=key_starts, done_at=None)
    return [_job(row) for row in rows.order_by("run_at")]


def try_again(tx: Tx, job: UUID) -> None:
    """Plan a stuck job anew. Raises Refusal when it is not stuck."""
    changed = Due.objects.filter(id=job, done_at=None, attempts__gte=LIMIT)
    if not changed.update(attempts=0, run_at=tx.now, leased_until=None):
        raise Refusal(Text("该任务不在待人工处理之列", "This job does not wait for a person"))
    tx.audit("jobs.try_again", job=str(job))


def _take(at: datetime, most: int) -> list[Job]:
    """Lease up to `most` due jobs; several workers skip each other's."""
    free = Q(leased_until=None) | Q(leased_until__lt=at)
    with transaction.atomic():
        rows = list(
            Due.objects.select_for_update(skip_locked=True)
            .filter(free, done_at=None, run_at__lte=at, attempts__lt=LIMIT)
            .order_by("run_at", "id")[:most]
        )
        Due.objects.filter(id__in=[row.id for row in rows]).update(leased_until=at + LEASE)
    return [_job(row) for row in rows]


def _run(job: Job) -> bool:
    def command(tx: Tx) -> Any:
        row = Due.objects.select_for_update().filter(id=job.id, done_at=None).first()
        if row is None:
            return None  # done under another lease
        handler(job.kind)(tx, job)
        Due.objects.filter(id=job.id).update(done_at=tx.now, error="", leased_until=None)
        return None

    try:
        write(command, actor=SYSTEM, key=f"job:{job.id}", name=f"job.{job.kind}")
    except Exception as fault:  # whatever a handler raises must not end the worker
        _failed(job, fault)
        return False
    return True


def _failed(job: Job, fault: Exception) -> None:
    """Note the failure; wait twice as long each time, from seconds to hours."""
    log.warning(
        "jobs.failed", kind=job.kind, job=str(job.id), attempt=job.attempts + 1, fault=repr(fault)[:200]
    )
    wait = min(2**job.attempts * 5, 4 * 3600) * random.uniform(0.8, 1.2)  # noqa: S311 - spreads retries
    Due.objects.filter(id=job.id, done_at=None).update(
        attempts=F("attempts") + 1,
        error=f"{type(fault).__name__}: {fault}"[:500],
        run_at=now() + timedelta(seconds=wait),
        leased_until=None,
    )


def _job(row: Due) -> Job:
    return Job(row.id, row.kind, row.key, row.case, row.payload, row.run_at, row.attempts, row.error)
