"""Sending: into the box of a party or an office, once per key, and onto the channels a party chose."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.db import secrets
from gongbao.platform.db.services import Tx, new_key
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.messages.channels import SEALED, channel
from gongbao.platform.messages.masked import refuse_personal
from gongbao.platform.messages.models import Address, Delivery, Message

SEND, DELIVER = "messages.send", "messages.deliver"
FIELDS = ("audience", "party", "office", "case", "zh", "en", "dedupe", "visible_from", "sent_at")
INSTANTS = ("visible_from", "sent_at")


def to_party(
    tx: Tx,
    party: UUID,
    text: Text,
    *,
    case: UUID | None = None,
    key: str = "",
    visible_from: datetime | None = None,
) -> None:
    """Tell a party; the same `key` is told once. Refuses text with a whole personal number."""
    _send(tx, "party", party, tx.actor.office, text, case, key, visible_from)


def to_office(
    tx: Tx,
    office: str,
    text: Text,
    *,
    case: UUID | None = None,
    key: str = "",
    visible_from: datetime | None = None,
) -> None:
    """Tell an office's officers; the same `key` is told once."""
    _send(tx, "office", None, office, text, case, key, visible_from)


def remind(
    tx: Tx,
    when: datetime,
    text: Text,
    *,
    key: str,
    party: UUID | None = None,
    office: str = "",
    case: UUID | None = None,
) -> None:
    """A message that appears at `when`, such as before a deadline; `cancel_reminder` with its key undoes it."""
    if party is not None:
        to_party(tx, party, text, case=case, key=key, visible_from=when)
    else:
        to_office(tx, office, text, case=case, key=key, visible_from=when)


def cancel_reminder(tx: Tx, key: str) -> bool:
    """Take back a reminder that has not appeared yet; returns whether there was one."""
    waiting = Message.objects.filter(dedupe=key, visible_from__gt=tx.now)
    Delivery.objects.filter(message__in=waiting, done_at=None).delete()
    return waiting.delete()[0] > 0


def _send(
    tx: Tx,
    audience: str,
    party: UUID | None,
    office: str,
    text: Text,
    case: UUID | None,
    key: str,
    visible_from: datetime | None,
) -> None:
    refuse_personal(text.zh)
    refuse_personal(text.en)
    message = Message(
        audience=audience,
        party=party,
        office=office,
        case=case,
        zh=text.zh,
        en=text.en,
        dedupe=key or str(new_key()),
        visible_from=visible_from or tx.now,
        sent_at=tx.now,
    )
    actor = tx.actor
    if actor.sees_all or (office and office == actor.office) or (party and party == actor.party):
        Message.objects.bulk_create([message], ignore_conflicts=True)
        if party is None:
            return
    tx.enqueue(SEND, {name: _plain(getattr(message, name)) for name in FIELDS}, key=message.dedupe)


@handles(SEND)
def put(tx: Tx, job: Job) -> None:
    """Put a message into its box, unless it is there, and plan a delivery on each channel its party chose."""
    fields = {**job.payload, **{name: datetime.fromisoformat(job.payload[name]) for name in INSTANTS}}
    Message.objects.bulk_create([Message(**fields)], ignore_conflicts=True)
    message = Message.objects.get(dedupe=fields["dedupe"])
    for address in Address.objects.filter(party=message.party, active=True) if message.party else ():
        delivery = Delivery.objects.get_or_create(
            message=message,
            channel=address.channel,
            defaults={"address": address, "office": message.office, "party": message.party},
        )[0]
        tx.enqueue(DELIVER, {"delivery": str(delivery.pk)}, run_at=message.visible_from, key=str(delivery.pk))


@handles(DELIVER)
def deliver(tx: Tx, job: Job) -> None:
    """Hand a message to its channel. It may be handed over again after a crash, under the same key."""
    row = Delivery.objects.select_related("message", "address").filter(
        pk=job.payload["delivery"], done_at=None
    )
    delivery = row.first()
    if delivery is None:
        return
    to = secrets.unseal(bytes(delivery.address.sealed), SEALED)
    channel(delivery.channel).send(str(delivery.pk), to, Text(delivery.message.zh, delivery.message.en))
    delivery.done_at = tx.now
    delivery.save(update_fields=["done_at"])


def _plain(value: object) -> object:
    return (
        value.isoformat() if isinstance(value, datetime) else str(value) if isinstance(value, UUID) else value
    )
