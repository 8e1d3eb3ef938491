"""Tables of public notices, the cases they tell of, their history and the objections to them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongbao.platform.db.keys import new_key


class Row(models.Model):
    """A row with an application-made, time-ordered key."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)

    class Meta:
        abstract = True


class Notice(Row):
    """A public notice: everything in it may be read by everyone, so its rows are masked.

    `last_day` and `closes_at` are empty while the period stands still; `pauses` are pairs of days.
    """

    slug = models.CharField(max_length=60, unique=True)
    office = models.CharField(max_length=16)
    room = models.CharField(max_length=40)
    clause = models.CharField(max_length=60, blank=True)
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    columns = models.JSONField()
    rows = models.JSONField()
    row_count = models.IntegerField()
    published_at = models.DateTimeField()
    published_on = models.DateField()
    days = models.IntegerField()
    pauses = models.JSONField(default=list)
    last_day = models.DateField(null=True)
    closes_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, default="open")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    content_hash = models.CharField(max_length=64)
    objections_total = models.IntegerField(default=0)
    objections_open = models.IntegerField(default=0)
    keep_until = models.DateField(null=True)
    personal_removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notices_notice"
        indexes = [
            models.Index(fields=["office", "-published_at"], name="notices_office_published"),
            models.Index(
                fields=["keep_until"], condition=Q(personal_removed_at__isnull=True), name="notices_to_clear"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "suspended", "withdrawn", "corrected"]), name="notices_state"
            ),
            models.CheckConstraint(condition=Q(objections_open__gte=0), name="notices_objections_counted"),
        ]


class NoticeCase(Row):
    """A case told of in a notice, and its row there (counted from 1)."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="cases")
    case = models.UUIDField()
    office = models.CharField(max_length=16)
    party = models.UUIDField(null=True)
    row = models.IntegerField()

    class Meta:
        db_table = "notices_case"
        indexes = [models.Index(fields=["case"], name="notices_case_of")]
        constraints = [models.UniqueConstraint(fields=["notice", "case"], name="notices_case_once")]


class NoticeEvent(Row):
    """What happened to a notice, in order; `detail` holds nothing personal."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="events")
    act = models.CharField(max_length=24)
    reason = models.CharField(max_length=300, blank=True)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        db_table = "notices_event"


class Objection(Row):
    """An objection to a notice. `party` is who raised it: a party, or a key made for an anonymous person.

    `row` is the row objected to, 0 for the whole notice. Name and contact are sealed.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="objections")
    number = models.CharField(max_length=80, unique=True)
    office = models.CharField(max_length=16)
    party = models.UUIDField()
    row = models.IntegerField(default=0)
    text = models.TextField()
    evidence = models.JSONField(default=list)
    name_sealed = models.BinaryField(null=True)
    contact_sealed = models.BinaryField(null=True)
    received_at = models.DateTimeField()
    due = models.DateField(null=True)
    state = models.CharField(max_length=12, default="open")
    reasons = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=80, blank=True)

    class Meta:
        db_table = "notices_objection"
        indexes = [models.Index(fields=["office", "state", "due"], name="notices_objection_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "upheld", "partly", "rejected"]),
                name="notices_objection_state",
            )
        ]
