"""Tables of the room: insurers with their units, keys and systems; collected items, filings, remittances, records."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from gongbao.platform.db.keys import new_key


class Owned(models.Model):
    """A row of one insurer: its tax office and its party decide who may see it."""

    key = models.UUIDField(primary_key=True, default=new_key)
    office = models.CharField(max_length=16)
    party = models.UUIDField(null=True)

    class Meta:
        abstract = True


class Institution(Owned):
    """An insurer as withholding agent; `office` is its tax authority, `party` its firm."""

    code = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=120)
    operates = models.BooleanField(default=True)
    registered_on = models.DateField()

    class Meta:
        db_table = "vehicle_tax_institution"
        constraints = [models.UniqueConstraint(fields=["party"], name="vehicle_tax_institution_party")]


class Unit(Owned):
    """A branch or an intermediary under an insurer."""

    code = models.CharField(max_length=24)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "vehicle_tax_unit"
        constraints = [models.UniqueConstraint(fields=["party", "code"], name="vehicle_tax_unit_code")]


class System(Owned):
    """A collecting system in one version, from its application to its acceptance."""

    case = models.UUIDField(unique=True)
    name = models.CharField(max_length=80)
    release = models.CharField(max_length=20)
    change = models.TextField(blank=True)
    applied_on = models.DateField()
    go_live_on = models.DateField()
    technology_passed_on = models.DateField(null=True)
    business_passed_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    state = models.CharField(max_length=12, default="applied")

    class Meta:
        db_table = "vehicle_tax_system"
        constraints = [
            models.UniqueConstraint(
                fields=["party", "name", "release"], condition=~Q(state="failed"), name="vehicle_tax_system_once"
            )
        ]  # fmt: skip


class Credential(models.Model):
    """A key of the interface: only the keyed hash of its secret is kept. Found before anybody is known."""

    id = models.CharField(max_length=20, primary_key=True)
    holder = models.UUIDField(db_index=True)
    authority = models.CharField(max_length=16)
    holder_name = models.CharField(max_length=120)
    unit = models.CharField(max_length=24, blank=True)
    secret_hash = models.CharField(max_length=64)
    duties = ArrayField(models.CharField(max_length=12))
    sandbox = models.BooleanField(default=False)
    account = models.UUIDField(default=new_key)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "vehicle_tax_credential"


class Usage(models.Model):
    """How often a key was used in the running second (unlogged: lost with a crash, which costs nothing)."""

    credential = models.CharField(max_length=20, primary_key=True)
    second = models.BigIntegerField()
    used = models.IntegerField()

    class Meta:
        db_table = "vehicle_tax_usage"


class Vehicle(models.Model):
    """The local copy of the vehicle register; VIN and owner only as keyed hashes."""

    vin_hash = models.CharField(max_length=64, primary_key=True)
    plate = models.CharField(max_length=12, blank=True)
    vehicle_class = models.CharField(max_length=20)
    displacement_ml = models.IntegerField(null=True)
    seats = models.IntegerField(null=True)
    kerb_kg = models.IntegerField(null=True)
    energy = models.CharField(max_length=16)
    standing = models.CharField(max_length=24, default="ordinary")
    bought_on = models.DateField()
    model = models.CharField(max_length=40, blank=True)
    owner_hash = models.CharField(max_length=64)
    paid_through = models.IntegerField(null=True)

    class Meta:
        db_table = "vehicle_tax_vehicle"


class ListedModel(models.Model):
    """A model in the catalogue of energy-saving or of new-energy vehicles: from when, in which batch, until when.

    A vehicle bought while its model was listed keeps its relief after the model is taken out.
    """

    id = models.UUIDField(primary_key=True, default=new_key)
    kind = models.CharField(max_length=16)
    model = models.CharField(max_length=40)
    maker = models.CharField(max_length=120)
    batch = models.CharField(max_length=40)
    listed_from = models.DateField()
    listed_to = models.DateField(null=True)

    class Meta:
        db_table = "vehicle_tax_listed_model"
        constraints = [
            models.UniqueConstraint(fields=["model", "kind", "listed_from"], name="vehicle_tax_listed_once"),
            models.CheckConstraint(
                condition=Q(listed_to=None) | Q(listed_to__gte=models.F("listed_from")),
                name="vehicle_tax_listed_span",
            ),
        ]


class PaidYear(models.Model):
    """That a vehicle's tax of a year is settled, whoever collected it; the key lets nobody collect it twice."""

    vin_hash = models.CharField(max_length=64)
    tax_year = models.IntegerField()
    item = models.CharField(max_length=24)
    sandbox = models.BooleanField(default=False)

    class Meta:
        db_table = "vehicle_tax_paid_year"
        constraints = [
            models.UniqueConstraint(fields=["vin_hash", "tax_year", "sandbox"], name="vehicle_tax_paid_once")
        ]


class Item(Owned):
    """The tax of one vehicle and year as collected with a policy, or the record that nothing was due.

    `owner_sealed` holds the taxpayer's name; VIN, plate and number are kept as keyed hashes and masked.
    `tax` and `late_fee` are fen; `answer` is what the rules said: facts, readings, parameters. `refunded` is
    what the treasury gave back of the tax since, `refunded_on` the day it did.
    """

    number = models.CharField(max_length=24, unique=True)
    collection = models.CharField(max_length=24, db_index=True)
    unit = models.CharField(max_length=24, blank=True)
    credential = models.CharField(max_length=20)
    system = models.CharField(max_length=110)
    sandbox = models.BooleanField(default=False)
    vin_hash = models.CharField(max_length=64)
    vin_shown = models.CharField(max_length=17)
    plate_shown = models.CharField(max_length=12, blank=True)
    owner_hash = models.CharField(max_length=64)
    owner_sealed = models.BinaryField()
    vehicle_class = models.CharField(max_length=20)
    tax_year = models.IntegerField()
    policy_number = models.CharField(max_length=40)
    outcome = models.CharField(max_length=12)
    tax = models.BigIntegerField()
    late_fee = models.BigIntegerField(default=0)
    proof = models.CharField(max_length=120, blank=True)
    collected_on = models.DateField()
    period = models.DateField()
    answer = models.JSONField()
    state = models.CharField(max_length=12, default="live")
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)
    corrects = models.CharField(max_length=24, blank=True)
    filing = models.CharField(max_length=40, blank=True)
    refunded = models.BigIntegerField(default=0)
    refunded_on = models.DateField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "vehicle_tax_item"
        indexes = [
            models.Index(fields=["party", "period", "state"], name="vehicle_tax_item_period"),
            models.Index(fields=["vin_hash", "tax_year"], name="vehicle_tax_item_vehicle"),
            models.Index(fields=["filing"], condition=~Q(filing=""), name="vehicle_tax_item_filing"),
            models.Index(
                fields=["party", "refunded_on"], condition=Q(refunded__gt=0), name="vehicle_tax_item_refunded"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(tax__gte=0, late_fee__gte=0), name="vehicle_tax_item_positive"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="not_due") | Q(tax=0, late_fee=0), name="vehicle_tax_item_nothing_due"
            ),
            models.CheckConstraint(
                condition=Q(refunded=0, refunded_on=None)
                | Q(refunded__gt=0, refunded__lte=models.F("tax"), refunded_on__isnull=False),
                name="vehicle_tax_item_refund_within",
            ),
        ]

    @property
    def kept(self) -> int:
        """Tax and late fee that are still with the treasury, in fen."""
        return self.tax + self.late_fee - self.refunded


class Filing(Owned):
    """What an insurer filed for one ten-day period; drawn up from its items, never typed. Sums in fen."""

    number = models.CharField(max_length=40, unique=True)
    first = models.DateField()
    last = models.DateField()
    reading = models.CharField(max_length=12)
    filing_due = models.DateField()
    filing_late_after = models.DateField()
    remittance_due = models.DateField()
    remittance_late_after = models.DateField()
    filed_on = models.DateField()
    lines = models.IntegerField()
    not_due = models.IntegerField()
    tax = models.BigIntegerField()
    late_fee = models.BigIntegerField()
    remitted = models.BigIntegerField(default=0)
    remitted_on = models.DateField(null=True)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12, default="filed")

    class Meta:
        db_table = "vehicle_tax_filing"
        constraints = [
            models.UniqueConstraint(fields=["party", "first"], name="vehicle_tax_filing_once"),
            models.CheckConstraint(
                condition=Q(remitted__gte=0, remitted__lte=models.F("tax") + models.F("late_fee")),
                name="vehicle_tax_filing_not_over",
            ),
        ]

    @property
    def total(self) -> int:
        """Tax and late fees filed, in fen."""
        return self.tax + self.late_fee


class PaymentForm(Owned):
    """An electronic payment form with which a filing's tax went to the treasury; its number counts per insurer."""

    filing = models.CharField(max_length=40, db_index=True)
    number = models.CharField(max_length=40)
    instrument = models.CharField(max_length=40)
    tax_type = models.CharField(max_length=20)
    amount = models.BigIntegerField()
    remitted_on = models.DateField()
    treasury_reference = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "vehicle_tax_payment_form"
        constraints = [
            models.UniqueConstraint(fields=["party", "number"], name="vehicle_tax_payment_form_once")
        ]


class Finding(Owned):
    """Something late or short that was found by itself; once per insurer, period and kind.

    `late_fee` is what the lateness costs up to the last look, in fen. `ended_on` and `ended_how` say when it
    was put right or its case was decided; until then it is open.
    """

    period = models.DateField()
    kind = models.CharField(max_length=20)
    amount = models.BigIntegerField(default=0)
    days = models.IntegerField(default=0)
    clause = models.CharField(max_length=24)
    reading = models.CharField(max_length=12)
    late_fee = models.BigIntegerField(default=0)
    found_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_how = models.CharField(max_length=12, blank=True)
    case = models.UUIDField(null=True)

    class Meta:
        db_table = "vehicle_tax_finding"
        indexes = [models.Index(fields=["case"], name="vehicle_tax_finding_case")]
        constraints = [
            models.UniqueConstraint(fields=["party", "period", "kind"], name="vehicle_tax_finding_once")
        ]


class FeeClaim(Owned):
    """A handling fee applied for: the year, the tax that arrived, refunds taken off it, the fee at the dated rate (fen)."""

    case = models.UUIDField(unique=True)
    year = models.IntegerField()
    base = models.BigIntegerField()
    refunded = models.BigIntegerField(default=0)
    fee = models.BigIntegerField(default=0)
    rate = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=12, default="applied")
    slip = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "vehicle_tax_fee_claim"


class RefundClaim(Owned):
    """A refund asked for by a taxpayer: of which item, on what ground, and what the rule gives (fen).

    `office` is the case's, `party` the taxpayer's; one claim of an item is under way or paid at most.
    """

    case = models.UUIDField(unique=True)
    item = models.CharField(max_length=24)
    event = models.CharField(max_length=16)
    event_on = models.DateField()
    amount = models.BigIntegerField(null=True)
    checked_by = models.CharField(max_length=80, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=12, default="asked")
    slip = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "vehicle_tax_refund"
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=~Q(state="ended"), name="vehicle_tax_refund_once"
            )
        ]


class BooksRun(Owned):
    """One reconciliation with the insurer's own books: its run, and the lines of its file that could not be read."""

    period = models.DateField()
    run = models.UUIDField()
    faults = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "vehicle_tax_books_run"


class Record(Owned):
    """Working rules, internal control or training, as the insurer keeps and shows them."""

    kind = models.CharField(max_length=12)
    day = models.DateField()
    title = models.CharField(max_length=120)
    release = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    people = models.IntegerField(default=0)
    text = models.TextField(blank=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "vehicle_tax_record"


class Certificate(Owned):
    """A tax certificate issued for an item; its letter carries the code everybody can verify.

    `refunded` is the refund the letter states: after another one the next letter replaces it.
    """

    item = models.CharField(max_length=24, unique=True)
    letter = models.UUIDField()
    number = models.CharField(max_length=60)
    code = models.CharField(max_length=24)
    issued_on = models.DateField()
    refunded = models.BigIntegerField(default=0)

    class Meta:
        db_table = "vehicle_tax_certificate"
