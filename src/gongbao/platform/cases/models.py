"""Cases, their chained events, drafts, and officers' deputies."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from gongbao.platform.db.keys import new_key


class Case(models.Model):
    """One case. Its row keeps the fold of its events, written in the same transaction as each event."""

    key = models.UUIDField(primary_key=True, default=new_key)
    number = models.CharField(max_length=24, unique=True)
    room = models.CharField(max_length=40)
    procedure = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField()
    office = models.CharField(max_length=16)
    party = models.UUIDField(null=True)
    title = models.CharField(max_length=200)
    once = models.CharField(max_length=200, null=True, unique=True)
    state = models.CharField(max_length=60)
    tone = models.CharField(max_length=8)
    due = models.DateField(null=True)
    assignee = models.CharField(max_length=40, blank=True)
    opened_at = models.DateTimeField()
    since = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64)
    fold = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["office", "procedure", "state", "due", "key"], name="cases_case_inbox"),
            models.Index(fields=["procedure", "state", "due", "key"], name="cases_case_city"),
            models.Index(fields=["party", "opened_at"], name="cases_case_party"),
            models.Index(fields=["assignee", "due"], condition=~Q(assignee=""), name="cases_case_assignee"),
        ]


class Event(models.Model):
    """One event of a case; `step` numbers the procedure's events, remarks have none.

    `office` and `party` are the case's (row security); `by_office` is the actor's. `hash` covers
    everything, the ciphertext in place of the personal data, after `previous`.
    """

    key = models.UUIDField(primary_key=True, default=new_key)
    case = models.UUIDField()
    sequence = models.PositiveIntegerField()
    step = models.PositiveIntegerField(null=True)
    action = models.CharField(max_length=60)
    at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=40, blank=True)
    by_office = models.CharField(max_length=16, blank=True)
    deputy_for = models.CharField(max_length=40, blank=True)
    office = models.CharField(max_length=16)
    party = models.UUIDField(null=True)
    body = models.JSONField()
    personal = models.BinaryField(null=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "sequence"], name="cases_event_sequence")]
        indexes = [models.Index(fields=["actor", "at"], name="cases_event_actor")]


class Counter(models.Model):
    """The last case number given by an office, year and room."""

    name = models.CharField(primary_key=True, max_length=40)
    last = models.PositiveIntegerField()


class Draft(models.Model):
    """A form not yet sent, sealed; `form` tells drafts of one party apart."""

    key = models.UUIDField(primary_key=True, default=new_key)
    account = models.UUIDField()
    party = models.UUIDField()
    office = models.CharField(max_length=16, blank=True)
    form = models.CharField(max_length=120)
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "form"], name="cases_draft_once")]


class Deputy(models.Model):
    """While `away` is on leave, `deputy` acts in the lent roles at `office`; both days are included."""

    key = models.UUIDField(primary_key=True, default=new_key)
    away = models.CharField(max_length=40)
    away_name = models.CharField(max_length=80)
    deputy = models.CharField(max_length=40, db_index=True)
    office = models.CharField(max_length=16)
    roles = ArrayField(models.CharField(max_length=40))
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="cases_deputy_days"),
            models.CheckConstraint(condition=~Q(away=F("deputy")), name="cases_deputy_other"),
        ]
