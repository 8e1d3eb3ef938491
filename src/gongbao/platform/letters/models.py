"""Tables of letters and receipts, their files, their service and their public verification."""

from __future__ import annotations

from django.db import models

from gongbao.platform.db.keys import new_key


class Row(models.Model):
    """A row with an application-made, time-ordered key."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)

    class Meta:
        abstract = True


class Counter(models.Model):
    """The last number given in a sequence without gaps."""

    key = models.CharField(primary_key=True, max_length=80)
    value = models.IntegerField(default=0)

    class Meta:
        db_table = "letters_counter"


class Letter(Row):
    """A letter as issued: its number, text and date never change.

    `state` is issued (no file yet), ready, or parked for want of a glyph (`missing`); `standing` is in
    force, withdrawn or replaced; `issuer` is the body of the office it comes from (``hr``, ``tax``).
    """

    case = models.UUIDField(null=True)
    office = models.CharField(max_length=16)
    party = models.UUIDField(null=True)
    kind = models.CharField(max_length=24)
    number = models.CharField(max_length=60, unique=True)
    code = models.CharField(max_length=14, unique=True)
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    addressee = models.CharField(max_length=120)
    body = models.JSONField()
    dated = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=80)
    issuer = models.CharField(max_length=12, default="hr")
    state = models.CharField(max_length=8, default="issued")
    missing = models.CharField(max_length=200, blank=True)
    standing = models.CharField(max_length=12, default="in_force")
    digest = models.CharField(max_length=64, blank=True)
    signed_by = models.CharField(max_length=120, blank=True)

    class Meta:
        db_table = "letters_letter"
        indexes = [
            models.Index(fields=["case", "issued_at"], name="letters_case"),
            models.Index(fields=["state"], condition=~models.Q(state="ready"), name="letters_to_make"),
        ]


class LetterFile(Row):
    """The PDF of a letter as first made."""

    letter = models.OneToOneField(Letter, models.PROTECT, related_name="file")
    office = models.CharField(max_length=16)
    party = models.UUIDField(null=True)
    content = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "letters_file"


class Delivery(Row):
    """One service of a letter: how, when it counts as served, and the acknowledgement."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="deliveries")
    office = models.CharField(max_length=16)
    party = models.UUIDField(null=True)
    method = models.CharField(max_length=12)
    started_on = models.DateField()
    served_on = models.DateField(null=True)
    acknowledged_by = models.CharField(max_length=80, blank=True)
    evidence = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "letters_delivery"
        indexes = [models.Index(fields=["letter"], name="letters_delivery_of")]


class Verification(models.Model):
    """What anyone with a code may learn: nothing personal."""

    code = models.CharField(primary_key=True, max_length=14)
    kind_zh = models.CharField(max_length=120)
    kind_en = models.CharField(max_length=120)
    number = models.CharField(max_length=60)
    office = models.CharField(max_length=16)
    issuer = models.CharField(max_length=12, default="hr")
    dated = models.DateField()
    standing = models.CharField(max_length=12, default="in_force")
    digest = models.CharField(max_length=64, blank=True)
    remark_zh = models.CharField(max_length=200, blank=True)
    remark_en = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "letters_verification"


class SigningKey(models.Model):
    """A key that signs letters, sealed, with its chain; the house's root and its revocation list stand here too."""

    name = models.CharField(primary_key=True, max_length=120)
    sealed = models.BinaryField()
    chain = models.JSONField(default=list)

    class Meta:
        db_table = "letters_signing_key"
