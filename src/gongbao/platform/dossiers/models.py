"""Tables of dossiers: sealed as typed, and the shares by which a person opens theirs to an employer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongbao.platform.db.keys import new_key


class Row(models.Model):
    """A row with a time-ordered key; `party` decides who may see it, no office does."""

    key = models.UUIDField(primary_key=True, default=new_key, editable=False)
    office = models.CharField(max_length=16, default="")
    party = models.UUIDField()

    class Meta:
        abstract = True


class Dossier(Row):
    """A dossier as typed. `party` is the person, or the employer that keeps it of `mark` among its staff."""

    mark = models.CharField(max_length=64)
    name = models.BinaryField()
    typed = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "dossiers_dossier"
        constraints = [models.UniqueConstraint(fields=["party", "mark"], name="dossiers_one_a_person")]


class Share(Row):
    """Leave for an employer (`party`) to read a person's dossier until a day; the person ends it at any time."""

    person = models.UUIDField()
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="shares")
    given_at = models.DateTimeField()
    until = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dossiers_share"
        indexes = [models.Index(fields=["party"], name="dossiers_share_with")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "party"], condition=Q(ended_at=None), name="dossiers_shared_once"
            )
        ]
