"""The global log and its head."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """One row of the global log; `hash` covers the row and the hash before it."""

    position = models.BigIntegerField(primary_key=True)
    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=16)
    at = models.DateTimeField()
    case = models.UUIDField(null=True)
    subject = models.CharField(max_length=64, blank=True)
    body = models.JSONField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(
                fields=["case", "position"], condition=Q(case__isnull=False), name="audit_entry_case"
            ),
            models.Index(
                fields=["subject", "position"], condition=~Q(subject=""), name="audit_entry_subject"
            ),
        ]


class Head(models.Model):
    """The last position and hash, sealed under the master key; one row, locked by the sequencer."""

    id = models.SmallIntegerField(primary_key=True)
    position = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)
