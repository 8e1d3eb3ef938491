"""Tables of the registers: every row keeps when it held, when it was learnt and from which batch."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from gongbao.platform.db.keys import new_key


def _key() -> models.UUIDField[Any, Any]:
    return models.UUIDField(primary_key=True, default=new_key, editable=False)


class Subject(models.Model):
    """A person some register knows: fingerprint, sealed identity number and the name last given."""

    fingerprint = models.CharField(primary_key=True, max_length=64)
    number_sealed = models.BinaryField()
    name = models.CharField(max_length=64, blank=True)


class Batch(models.Model):
    """One import: what came, from whom, which days it answers for completely, and what became of it."""

    key = _key()
    kind = models.CharField(max_length=32)
    source = models.CharField(max_length=120)
    file_name = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    covers_from = models.DateField(null=True)
    covers_to = models.DateField(null=True)
    as_of = models.DateField()
    imported_at = models.DateTimeField()
    imported_by = models.UUIDField(null=True)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    faulty = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["kind", "imported_at"], name="registers_batch_kind")]
        constraints = [models.UniqueConstraint(fields=["kind", "digest"], name="registers_batch_once")]


class ParkedRow(models.Model):
    """A row that could not be read: kept sealed with its fault until somebody mends or drops it."""

    key = _key()
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="parked")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=60, blank=True)
    what = models.JSONField()
    mend = models.JSONField()
    raw_sealed = models.BinaryField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    settled_how = models.CharField(
        max_length=8, choices=[("mended", "已更正"), ("dropped", "已作废")], blank=True
    )

    class Meta:
        indexes = [models.Index(fields=["batch", "row"], name="registers_parked_row")]


class Entry(models.Model):
    """What every register row has. `identity` hashes what the row is about, `content` all it says."""

    key = _key()
    identity = models.UUIDField()
    content = models.UUIDField()
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["identity"], condition=Q(superseded_at=None), name="%(app_label)s_%(class)s_current"
            )
        ]


class InsuredMonth(Entry):
    """A person insured by a firm in a month; `paid` when every insured kind of that month was paid."""

    person = models.CharField(max_length=64)
    firm = models.CharField(max_length=18)
    month = models.IntegerField()
    kinds = ArrayField(models.CharField(max_length=12))
    paid_kinds = ArrayField(models.CharField(max_length=12), default=list)
    paid = models.BooleanField()
    paid_on = models.DateField(null=True)
    base_fen = models.BigIntegerField(null=True)

    class Meta(Entry.Meta):
        indexes = [models.Index(fields=["person", "month"], name="registers_insured_person")]


class InsuredFirm(Entry):
    """The office where a firm is insured, from a first to a last day."""

    firm = models.CharField(max_length=18, db_index=True)
    office = models.CharField(max_length=16)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)


class UnemployedSpell(Entry):
    """A spell of registered unemployment."""

    person = models.CharField(max_length=64, db_index=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)


class HardToEmploy(Entry):
    """A recognition as hard to employ, or an application for it still awaiting its decision."""

    person = models.CharField(max_length=64, db_index=True)
    category = models.CharField(max_length=40)
    applied_on = models.DateField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    refused_on = models.DateField(null=True)
    office = models.CharField(max_length=80, blank=True)
    due_on = models.DateField(null=True)


class Graduate(Entry):
    """A graduation; unknown places stay null."""

    person = models.CharField(max_length=64, db_index=True)
    graduated_on = models.DateField()
    school = models.CharField(max_length=80, blank=True)
    school_in_beijing = models.BooleanField(null=True)
    household_in_beijing = models.BooleanField(null=True)
    level = models.CharField(max_length=24)
    class_kind = models.CharField(max_length=24, blank=True)


class FirmSize(Entry):
    """A firm's size class, or the figures it follows from, on a day."""

    firm = models.CharField(max_length=18, db_index=True)
    on_day = models.DateField()
    trade = models.CharField(max_length=40, blank=True)
    staff = models.IntegerField(null=True)
    revenue_fen = models.BigIntegerField(null=True)
    assets_fen = models.BigIntegerField(null=True)
    size_class = models.CharField(max_length=8, blank=True)


class TrainingSubsidy(Entry):
    """One enjoyment of a training subsidy by a person."""

    person = models.CharField(max_length=64, db_index=True)
    policy = models.CharField(max_length=80)
    year = models.IntegerField()
    scheme = models.CharField(max_length=80, blank=True)
    enjoyed_on = models.DateField(null=True)
    amount_fen = models.BigIntegerField(null=True)


class EarlierScheme(Entry):
    """A person's part in an earlier work-training scheme: one month, or no month for the whole of it."""

    person = models.CharField(max_length=64, db_index=True)
    firm = models.CharField(max_length=18, blank=True)
    month = models.IntegerField(null=True)
    scheme = models.CharField(max_length=80, blank=True)


class RecognisedFirm(Entry):
    """A firm on a district's list of firms in key industries."""

    firm = models.CharField(max_length=18, db_index=True)
    list_batch = models.PositiveSmallIntegerField()
    office = models.CharField(max_length=16)
    industry = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)


class DispatchFirm(Entry):
    """A firm licensed to dispatch labour."""

    firm = models.CharField(max_length=18, db_index=True)
    licence = models.CharField(max_length=40, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
