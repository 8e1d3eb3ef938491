"""The table of due work."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongbao.platform.db.keys import new_key


class Due(models.Model):
    """One piece of work; `key` makes it unique within its kind, done or not."""

    id = models.UUIDField(primary_key=True, default=new_key)
    run_at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    case = models.UUIDField(null=True)
    payload = models.JSONField()
    leased_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="jobs_due_once")]
        indexes = [
            models.Index(fields=["run_at"], condition=Q(done_at=None), name="jobs_due_open"),
            models.Index(fields=["case", "run_at"], name="jobs_due_case"),
        ]
