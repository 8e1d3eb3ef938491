"""Tables of the write door: commands, outbox, lock names, case keys, the demo's clock."""

from __future__ import annotations

from django.db import models

from gongbao.platform.db.keys import new_key


class Command(models.Model):
    """One command by its idempotency key; the row is claimed first and holds the result at the end."""

    key = models.CharField(primary_key=True, max_length=200)
    name = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    result = models.JSONField(null=True)
    at = models.DateTimeField()


class Outbox(models.Model):
    """What the sequencer has yet to take into the global log."""

    key = models.UUIDField(primary_key=True, default=new_key)
    kind = models.CharField(max_length=16)
    at = models.DateTimeField()
    body = models.JSONField()


class LockName(models.Model):
    """A name that commands lock: an account with a cap, a person whose periods must not overlap."""

    name = models.CharField(primary_key=True, max_length=200)


class CaseKey(models.Model):
    """The key of a case, sealed under the master key; deleting the row erases the case."""

    case = models.UUIDField(primary_key=True)
    sealed = models.BinaryField()


class ClockSetting(models.Model):
    """The offset of a demo's clock; one row."""

    id = models.SmallIntegerField(primary_key=True)
    offset_seconds = models.BigIntegerField()
