"""Tables of the ledger and of the way from an entitlement to a payment; all sums are fen."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongbao.platform.db.keys import new_key


class Row(models.Model):
    """A row with an application-made, time-ordered key."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)

    class Meta:
        abstract = True


class CaseRow(Row):
    """A row of a case: `office` and `party` decide who may see it."""

    case = models.UUIDField(null=True)
    office = models.CharField(max_length=16)
    party = models.UUIDField(null=True)

    class Meta:
        abstract = True


class Account(Row):
    """A ledger account. Only accounts with a limit or a floor keep their balance and are locked."""

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=24)
    owner = models.CharField(max_length=80, blank=True)
    limit = models.BigIntegerField(null=True)
    floor = models.BigIntegerField(null=True)
    balance = models.BigIntegerField(default=0)

    class Meta:
        db_table = "funds_account"
        constraints = [
            models.CheckConstraint(
                condition=Q(limit__isnull=True) | Q(balance__lte=F("limit")),
                name="funds_account_within_limit",
            ),
            models.CheckConstraint(
                condition=Q(floor__isnull=True) | Q(balance__gte=F("floor")), name="funds_account_above_floor"
            ),
        ]

    @property
    def kept(self) -> bool:
        """Whether `balance` is kept under a row lock."""
        return self.limit is not None or self.floor is not None


class Posting(Row):
    """One balanced booking; `ref` makes it happen once."""

    ref = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=24)
    fund = models.CharField(max_length=40)
    case = models.UUIDField(null=True, db_index=True)
    memo = models.CharField(max_length=200, blank=True)
    booked_at = models.DateTimeField()
    booked_by = models.CharField(max_length=80)

    class Meta:
        db_table = "funds_posting"


class Entry(Row):
    """One leg of a posting: what `account` gains (positive) or gives (negative), in fen."""

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="entries")
    account = models.ForeignKey(Account, models.PROTECT, related_name="entries")
    amount = models.BigIntegerField()

    class Meta:
        db_table = "funds_entry"
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="funds_entry_moves_money")]


class Slot(Row):
    """A named thing that `limit` holders at most may hold, such as one person's month."""

    name = models.CharField(max_length=200, unique=True)
    limit = models.IntegerField()
    used = models.IntegerField(default=0)

    class Meta:
        db_table = "funds_slot"
        constraints = [
            models.CheckConstraint(
                condition=Q(used__gte=0) & Q(used__lte=F("limit")), name="funds_slot_within_limit"
            )
        ]


class SlotClaim(Row):
    """Who holds a slot. `shown` is what a later claimant is told, already masked."""

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="claims")
    holder = models.CharField(max_length=80)
    shown = models.CharField(max_length=80)
    claimed_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "funds_slot_claim"
        indexes = [models.Index(fields=["holder"], name="funds_claim_holder")]
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "holder"], condition=Q(released_at__isnull=True), name="funds_claim_once"
            )
        ]


class Entitlement(CaseRow):
    """What a case was granted under a cap: asked, granted, to whom, from which fund, by which clause."""

    ref = models.CharField(max_length=160, unique=True)
    number = models.CharField(max_length=40)
    scheme = models.CharField(max_length=40)
    fund = models.CharField(max_length=40)
    cap = models.ForeignKey(Account, models.PROTECT, related_name="+")
    payee_name = models.CharField(max_length=120)
    asked = models.BigIntegerField()
    granted = models.BigIntegerField()
    clause = models.CharField(max_length=60, blank=True)
    granted_at = models.DateTimeField()

    class Meta:
        db_table = "funds_entitlement"
        indexes = [
            models.Index(fields=["case"], name="funds_entitlement_case"),
            models.Index(fields=["cap"], name="funds_entitlement_cap_of"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(granted__gte=0) & Q(granted__lte=F("asked")), name="funds_granted_within_asked"
            )
        ]


class FundRequest(Row):
    """One office's request for money for one month (`month` is year × 12 + month − 1)."""

    office = models.CharField(max_length=16)
    scheme = models.CharField(max_length=40)
    fund = models.CharField(max_length=40)
    month = models.IntegerField()
    state = models.CharField(max_length=16, default="draft")
    count = models.IntegerField(default=0)
    total = models.BigIntegerField(default=0)
    late = models.BooleanField(default=False)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=80, blank=True)
    approved_by = models.CharField(max_length=80, blank=True)
    city_document = models.CharField(max_length=80, blank=True)

    class Meta:
        db_table = "funds_request"
        constraints = [
            models.UniqueConstraint(fields=["office", "scheme", "month"], name="funds_request_month")
        ]


class FundRequestItem(CaseRow):
    """One entitlement within a fund request."""

    request = models.ForeignKey(FundRequest, models.PROTECT, related_name="items")
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="items")
    amount = models.BigIntegerField()
    live = models.BooleanField(default=True)

    class Meta:
        db_table = "funds_request_item"
        indexes = [models.Index(fields=["case"], name="funds_item_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["entitlement"], condition=Q(live=True), name="funds_requested_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="funds_item_positive"),
        ]


class Allocation(Row):
    """Money moved towards the offices: a quarter's pre-allocation, or the transfer for one request."""

    fund = models.CharField(max_length=40)
    kind = models.CharField(max_length=16)
    office = models.CharField(max_length=16, blank=True)
    quarter = models.CharField(max_length=8, blank=True)
    document = models.CharField(max_length=80, blank=True)
    request = models.OneToOneField(FundRequest, models.PROTECT, null=True, related_name="transfer")
    amount = models.BigIntegerField()
    state = models.CharField(max_length=12)
    queued_at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "funds_allocation"
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "document"], condition=Q(kind="preallocation"), name="funds_preallocated_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="funds_allocation_positive"),
        ]


class PaymentBatch(Row):
    """Payments sent to the bank in one file."""

    office = models.CharField(max_length=16)
    scheme = models.CharField(max_length=40)
    fund = models.CharField(max_length=40)
    request = models.ForeignKey(FundRequest, models.PROTECT, null=True, related_name="batches")
    number = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=12, default="planned")
    layout = models.CharField(max_length=24)
    count = models.IntegerField()
    total = models.BigIntegerField()
    digest = models.CharField(max_length=64, blank=True)
    prepared_by = models.CharField(max_length=80)
    released_by = models.CharField(max_length=80, blank=True)
    planned_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "funds_payment_batch"


class Payment(CaseRow):
    """One payment to one payee under a number used once; planned, sent, then paid or returned."""

    number = models.CharField(max_length=40, unique=True)
    batch = models.ForeignKey(PaymentBatch, models.PROTECT, related_name="payments")
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="payments")
    amount = models.BigIntegerField()
    payee_name = models.CharField(max_length=120)
    bank = models.CharField(max_length=24)
    account_sealed = models.BinaryField()
    account_hash = models.CharField(max_length=64)
    account_shown = models.CharField(max_length=40)
    state = models.CharField(max_length=12, default="planned")
    reason = models.CharField(max_length=200, blank=True)
    settled_on = models.DateField(null=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        db_table = "funds_payment"
        indexes = [
            models.Index(fields=["case"], name="funds_payment_case"),
            models.Index(fields=["office", "state"], name="funds_payment_office_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="funds_payment_positive"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "sent", "paid", "returned"]), name="funds_payment_state"
            ),
            models.UniqueConstraint(
                fields=["entitlement"], condition=~Q(state="returned"), name="funds_paid_once"
            ),
        ]


class Receipt(CaseRow):
    """What the bank said of a payment; the same word twice is taken once."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="receipts")
    outcome = models.CharField(max_length=12)
    reason = models.CharField(max_length=200, blank=True)
    bank_reference = models.CharField(max_length=60, blank=True)
    settled_on = models.DateField()
    file_digest = models.CharField(max_length=64)
    taken_at = models.DateTimeField()

    class Meta:
        db_table = "funds_receipt"
        indexes = [models.Index(fields=["case"], name="funds_receipt_case")]
        constraints = [models.UniqueConstraint(fields=["payment", "outcome"], name="funds_receipt_once")]


class UseRecord(CaseRow):
    """What a party spent subsidy money on; `flagged` where the use is not among those allowed."""

    use = models.CharField(max_length=60)
    amount = models.BigIntegerField()
    month = models.IntegerField()
    evidence = models.JSONField(default=list)
    flagged = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        db_table = "funds_use"
        indexes = [models.Index(fields=["case"], name="funds_use_case")]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="funds_use_positive")]
