"""Tables of collecting money: what is charged, what came in, what settles what; all sums are fen."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongbao.platform.db.keys import new_key


class Row(models.Model):
    """A row with a time-ordered key; `office` and `party` decide who may see it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    office = models.CharField(max_length=16)
    party = models.UUIDField(null=True)

    class Meta:
        abstract = True


class PayerRow(Row):
    """A row about one payer: its name, the keyed hash of its number, the number as shown (masked)."""

    payer_kind = models.CharField(max_length=8)
    payer_name = models.CharField(max_length=120)
    payer_hash = models.CharField(max_length=64)
    payer_shown = models.CharField(max_length=40)

    class Meta:
        abstract = True


class ChargeFile(Row):
    """A file of charges as the assessing body handed it over: never altered; the digest is over its bytes."""

    scheme = models.CharField(max_length=40)
    source = models.CharField(max_length=40)
    number = models.CharField(max_length=60, unique=True)
    period = models.IntegerField()
    count = models.IntegerField()
    total = models.BigIntegerField()
    digest = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    handed_over_at = models.DateTimeField()
    handed_over_by = models.CharField(max_length=80)

    class Meta:
        db_table = "collections_charge_file"
        indexes = [models.Index(fields=["scheme", "period"], name="collections_file_period")]


class Charge(PayerRow):
    """What one payer owes for one item and period; `number` names it for ever.

    Its amount never changes: a new assessment is a further charge of kind ``difference`` (below zero where
    less is owed) that points to the one it corrects. `settled` is what has been allocated to it. `due` is the
    last day to pay, `late_after` the day after which paying is late. `basis` tells how it was worked out. Of the
    amount, `deferred` fen may be paid up to `deferred_until` without being late.
    """

    scheme = models.CharField(max_length=40)
    file = models.ForeignKey(ChargeFile, models.PROTECT, null=True, related_name="charges")
    number = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=16)
    item = models.CharField(max_length=40)
    period = models.IntegerField()
    amount = models.BigIntegerField()
    settled = models.BigIntegerField(default=0)
    state = models.CharField(max_length=12, default="open")
    held = models.CharField(max_length=200, blank=True)
    persons = models.IntegerField(default=1)
    parts = models.JSONField(default=dict)
    basis = models.JSONField(default=dict)
    due = models.DateField(null=True)
    late_after = models.DateField(null=True)
    deferred = models.BigIntegerField(default=0)
    deferred_until = models.DateField(null=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    charged_at = models.DateTimeField()

    class Meta:
        db_table = "collections_charge"
        indexes = [
            models.Index(fields=["scheme", "payer_hash", "period"], name="collections_charge_payer"),
            models.Index(fields=["scheme", "state", "due"], name="collections_charge_open"),
            models.Index(fields=["party", "period"], name="collections_charge_party"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="collections_charge_something"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, settled__gte=0, settled__lte=F("amount"))
                | Q(amount__lt=0, settled__lte=0, settled__gte=F("amount")),
                name="collections_charge_not_oversettled",
            ),
            models.CheckConstraint(
                condition=Q(state="settled", settled=F("amount"))
                | Q(state="open") & ~Q(settled=F("amount"))
                | Q(state="cancelled", settled=0),
                name="collections_charge_state",
            ),
            models.CheckConstraint(
                condition=Q(deferred=0, deferred_until=None)
                | Q(deferred__gt=0, deferred__lte=F("amount"), deferred_until__isnull=False),
                name="collections_charge_deferred_within",
            ),
        ]

    @property
    def left(self) -> int:
        """Fen still to be paid."""
        return 0 if self.state == "cancelled" else self.amount - self.settled


class Agreement(PayerRow):
    """A payer's agreement with a bank that money may be drawn from an account; kinds in `words.AGREEMENTS`."""

    kind = models.CharField(max_length=16)
    bank = models.CharField(max_length=24)
    account_name = models.CharField(max_length=120)
    account_sealed = models.BinaryField()
    account_hash = models.CharField(max_length=64)
    account_shown = models.CharField(max_length=40)
    signed_on = models.DateField()
    ended_on = models.DateField(null=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "collections_agreement"
        indexes = [models.Index(fields=["payer_hash"], name="collections_agreement_payer")]
        constraints = [
            models.UniqueConstraint(
                fields=["payer_hash"], condition=Q(ended_on=None), name="collections_one_agreement"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("signed_on")),
                name="collections_agreement_days",
            ),
        ]


class DebitBatch(Row):
    """Debits sent to one bank in one file."""

    scheme = models.CharField(max_length=40)
    bank = models.CharField(max_length=24)
    number = models.CharField(max_length=40, unique=True)
    layout = models.CharField(max_length=24)
    debit_on = models.DateField()
    state = models.CharField(max_length=12, default="planned")
    count = models.IntegerField()
    total = models.BigIntegerField()
    digest = models.CharField(max_length=64, blank=True)
    planned_at = models.DateTimeField()
    planned_by = models.CharField(max_length=80)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "collections_debit_batch"
        indexes = [models.Index(fields=["scheme", "debit_on"], name="collections_batch_day")]


class DebitLine(PayerRow):
    """One debit of one payer's account; what became of it stands here once the bank has answered."""

    batch = models.ForeignKey(DebitBatch, models.PROTECT, related_name="lines")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, unique=True)
    amount = models.BigIntegerField()
    state = models.CharField(max_length=12, default="planned")
    reason = models.CharField(max_length=200, blank=True)
    settled_on = models.DateField(null=True)

    class Meta:
        db_table = "collections_debit_line"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="collections_debit_positive"),
        ]


class DebitItem(Row):
    """A charge within a debit; a charge is in one live debit at most."""

    line = models.ForeignKey(DebitLine, models.PROTECT, related_name="items")
    charge = models.ForeignKey(Charge, models.PROTECT, related_name="debits")
    amount = models.BigIntegerField()
    live = models.BooleanField(default=True)

    class Meta:
        db_table = "collections_debit_item"
        constraints = [
            models.UniqueConstraint(
                fields=["charge"], condition=Q(live=True), name="collections_debited_once"
            )
        ]


class Voucher(PayerRow):
    """A printed order with which a payer pays at a bank's counter; its code is unique and expires."""

    scheme = models.CharField(max_length=40)
    code = models.CharField(max_length=24, unique=True)
    amount = models.BigIntegerField()
    issued_on = models.DateField()
    expires_on = models.DateField()
    point = models.CharField(max_length=24)
    state = models.CharField(max_length=12, default="open")
    letter = models.UUIDField(null=True)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=80)

    class Meta:
        db_table = "collections_voucher"
        indexes = [models.Index(fields=["payer_hash", "state"], name="collections_voucher_payer")]


class VoucherItem(Row):
    """A charge that a voucher pays, and how much of it."""

    voucher = models.ForeignKey(Voucher, models.PROTECT, related_name="items")
    charge = models.ForeignKey(Charge, models.PROTECT, related_name="vouchers")
    amount = models.BigIntegerField()

    class Meta:
        db_table = "collections_voucher_item"


class Remittance(Row):
    """Money a collecting body passed on to the treasury: `due` is the last day, `remitted_on` when it came."""

    scheme = models.CharField(max_length=40)
    collector = models.CharField(max_length=60)
    number = models.CharField(max_length=60, unique=True)
    period = models.CharField(max_length=24)
    amount = models.BigIntegerField()
    count = models.IntegerField()
    due = models.DateField(null=True)
    remitted_on = models.DateField()
    treasury_reference = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "collections_remittance"
        indexes = [models.Index(fields=["scheme", "collector", "period"], name="collections_remitted")]


class Money(PayerRow):
    """Money that came in: by which channel, from which source under which of its references, for whom.

    `unallocated` is what settles no charge yet; `received_on` is the day that counts as the day of payment.
    """

    scheme = models.CharField(max_length=40)
    channel = models.CharField(max_length=24)
    source = models.CharField(max_length=60)
    reference = models.CharField(max_length=80)
    amount = models.BigIntegerField()
    unallocated = models.BigIntegerField()
    received_on = models.DateField()
    received_at = models.DateTimeField()
    remittance = models.ForeignKey(Remittance, models.PROTECT, null=True, related_name="money")
    memo = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "collections_money"
        indexes = [
            models.Index(fields=["scheme", "received_on"], name="collections_money_day"),
            models.Index(fields=["payer_hash"], name="collections_money_payer"),
            models.Index(fields=["scheme"], condition=Q(unallocated__gt=0), name="collections_money_loose"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "reference"], name="collections_money_once"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, unallocated__gte=0, unallocated__lte=F("amount")),
                name="collections_money_bounds",
            ),
        ]


class Allocation(Row):
    """A part of some money that settles a charge; it can be undone, never altered."""

    money = models.ForeignKey(Money, models.PROTECT, related_name="allocations")
    charge = models.ForeignKey(Charge, models.PROTECT, related_name="allocations")
    amount = models.BigIntegerField()
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_why = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "collections_allocation"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="collections_allocation_positive")
        ]


class Refund(Row):
    """Unallocated money to be given back: asked, approved by another, paid (or rejected)."""

    money = models.ForeignKey(Money, models.PROTECT, related_name="refunds")
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=12, default="asked")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    decided_by = models.CharField(max_length=80, blank=True)
    paid_on = models.DateField(null=True)
    bank_reference = models.CharField(max_length=80, blank=True)

    class Meta:
        db_table = "collections_refund"
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="collections_refund_positive")]


class IncomingFile(Row):
    """A file from a bank or another body, kept as it came: taken, parked (waiting for a person) or refused."""

    scheme = models.CharField(max_length=40)
    kind = models.CharField(max_length=16)
    sender = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    state = models.CharField(max_length=12)
    reason = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    came_at = models.DateTimeField()

    class Meta:
        db_table = "collections_incoming"


class ParkedLine(Row):
    """A line of an incoming file that could not be booked, with the reason; a person settles it."""

    file = models.ForeignKey(IncomingFile, models.PROTECT, related_name="parked")
    row = models.IntegerField()
    number = models.CharField(max_length=80, blank=True)
    amount = models.BigIntegerField(null=True)
    raw = models.TextField()
    reason = models.JSONField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=80, blank=True)
    settled_how = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "collections_parked"


class Reconciliation(Row):
    """One comparison of several sides' books: each side's total, and how many differences there were."""

    scheme = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    sides = models.JSONField()
    agreed = models.IntegerField()
    differing = models.IntegerField()
    unexplained = models.BigIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    class Meta:
        db_table = "collections_reconciliation"
        indexes = [models.Index(fields=["scheme", "made_at"], name="collections_reconciled")]


class Difference(Row):
    """One line on which the sides do not agree: what each says (fen, null: not there), and the kind."""

    run = models.ForeignKey(Reconciliation, models.PROTECT, related_name="differences")
    number = models.CharField(max_length=80)
    kind = models.CharField(max_length=24)
    said = models.JSONField()
    amount = models.BigIntegerField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=80, blank=True)
    settled_how = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "collections_difference"
