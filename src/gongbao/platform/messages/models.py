"""Tables of messages, outgoing addresses and deliveries."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongbao.platform.db.keys import new_key


class Row(models.Model):
    """A row with an application-made, time-ordered key, seen by its office and its party."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    office = models.CharField(max_length=16, blank=True)
    party = models.UUIDField(null=True)

    class Meta:
        abstract = True


class Message(Row):
    """One message to a party (`audience` party) or to an office; shown from `visible_from` on."""

    audience = models.CharField(max_length=8)
    case = models.UUIDField(null=True)
    zh = models.TextField()
    en = models.TextField(blank=True)
    dedupe = models.CharField(max_length=200, unique=True)
    visible_from = models.DateTimeField()
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "messages_message"
        indexes = [
            models.Index(fields=["party", "-visible_from"], name="messages_party_box"),
            models.Index(fields=["office", "audience", "-visible_from"], name="messages_office_box"),
        ]


class Address(Row):
    """Where a party wants to be told outside the site; `value` sealed, `shown` masked."""

    channel = models.CharField(max_length=16)
    sealed = models.BinaryField()
    shown = models.CharField(max_length=60)
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "messages_address"
        constraints = [
            models.UniqueConstraint(
                fields=["party", "channel"], condition=Q(active=True), name="messages_address_once"
            )
        ]


class Delivery(Row):
    """One message on one channel; its key is what the channel knows it by, so that repeats are harmless."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=16)
    address = models.ForeignKey(Address, models.PROTECT)
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "messages_delivery"
        constraints = [models.UniqueConstraint(fields=["message", "channel"], name="messages_delivery_once")]
