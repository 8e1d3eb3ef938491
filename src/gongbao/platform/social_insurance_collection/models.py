"""Tables of the agency's registrations and assessments, the bank's records, the debit calendar, notices back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongbao.kernel.calendar import month as months
from gongbao.platform.db.keys import new_key


class Row(models.Model):
    """A row with a time-ordered key; `office` and `party` decide who may see it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    office = models.CharField(max_length=16)
    party = models.UUIDField(null=True)

    class Meta:
        abstract = True


class FirmRegistration(Row):
    """What the agency has on record of a firm: kind of payer, injury class and floating, relief class."""

    credit_code = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=120)
    payer_type = models.CharField(max_length=24, default="enterprise")
    injury_class = models.CharField(max_length=1)
    injury_float = models.IntegerField(default=100)
    relief_size = models.CharField(max_length=8, default="none")
    registered_on = models.DateField()

    class Meta:
        db_table = "social_firm"


class Insured(Row):
    """A person insured by a firm, from one month to another (open: null), with the base of that stretch.

    `party` is the firm's. A new base is a new stretch; a back-dated one replaces the months it covers.
    """

    firm = models.ForeignKey(FirmRegistration, models.PROTECT, related_name="insured")
    person_hash = models.CharField(max_length=64)
    person_name = models.CharField(max_length=64)
    person_shown = models.CharField(max_length=24)
    declared_base = models.BigIntegerField()
    rural_household = models.BooleanField()
    first_month = models.IntegerField()
    last_month = models.IntegerField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "social_insured"
        indexes = [models.Index(fields=["firm", "first_month"], name="social_insured_firm")]
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "person_hash"], condition=Q(last_month=None), name="social_one_open_stretch"
            )
        ]


class FlexibleRegistration(Row):
    """A flexible worker as the agency registered one: kind, base chosen, insurances joined; `party` is the person."""

    person_hash = models.CharField(max_length=64, unique=True)
    person_name = models.CharField(max_length=64)
    person_shown = models.CharField(max_length=24)
    flex_type = models.CharField(max_length=24)
    employs_others = models.BooleanField(default=False)
    insured_by_employer = models.BooleanField(default=False)
    chosen_base = models.BigIntegerField(null=True)
    last_base = models.BigIntegerField()
    joins = models.JSONField(default=list)
    pays = models.CharField(max_length=12, default="month")
    first_month = models.IntegerField()
    last_month = models.IntegerField(null=True)
    registered_on = models.DateField()

    class Meta:
        db_table = "social_flexible"


class Project(Row):
    """A construction project that pays injury insurance once, by project; `party` is the contractor's."""

    firm = models.ForeignKey(FirmRegistration, models.PROTECT, related_name="projects")
    number = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    base = models.BigIntegerField()
    registered_on = models.DateField()

    class Meta:
        db_table = "social_project"


class BankRecord(Row):
    """Whose account it is by the bank's records, as its file says; hashes only, nothing in full."""

    bank = models.CharField(max_length=24)
    account_hash = models.CharField(max_length=64)
    account_shown = models.CharField(max_length=40)
    holder_name = models.CharField(max_length=120)
    holder_hash = models.CharField(max_length=64)
    as_of = models.DateField()

    class Meta:
        db_table = "social_bank_record"
        constraints = [
            models.UniqueConstraint(fields=["bank", "account_hash"], name="social_bank_account_once")
        ]


class Mismatch(Row):
    """A flexible worker whose records did not agree at the last comparison, and in what; shown masked."""

    payer_hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=64)
    shown = models.CharField(max_length=24)
    bank = models.CharField(max_length=24, blank=True)
    account = models.CharField(max_length=40, blank=True)
    why = models.CharField(max_length=12)
    month = models.IntegerField()
    found_on = models.DateField()

    class Meta:
        db_table = "social_mismatch"


class Assessment(Row):
    """One assessment of one payer's month by the agency; a later version corrects the one before."""

    case = models.UUIDField(null=True)
    payer_hash = models.CharField(max_length=64)
    month = models.IntegerField()
    version = models.IntegerField()
    persons = models.IntegerField()
    total = models.BigIntegerField()
    items = models.JSONField()
    basis = models.JSONField()
    charge_file = models.CharField(max_length=60, blank=True)
    assessed_at = models.DateTimeField()
    assessed_by = models.CharField(max_length=80)

    class Meta:
        db_table = "social_assessment"
        indexes = [
            models.Index(fields=["case"], name="social_assessment_case"),
            models.Index(fields=["month"], name="social_assessment_month"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["payer_hash", "month", "version"], name="social_assessment_version"
            )
        ]

    @property
    def stem(self) -> str:
        """What the numbers of this assessment's charges begin with; the file's too where it is a firm's."""
        return f"SI-{months.iso(self.month)}-{self.payer_hash[:16]}-{self.version}"


class AssessmentLine(Row):
    """What an assessment found for one person: the base declared and every part in fen."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="lines")
    person_hash = models.CharField(max_length=64)
    person_name = models.CharField(max_length=64)
    person_shown = models.CharField(max_length=24)
    declared_base = models.BigIntegerField()
    parts = models.JSONField()
    amount = models.BigIntegerField()

    class Meta:
        db_table = "social_assessment_line"


class DebitDay(models.Model):
    """A day of the debit calendar of flexible workers, as published for a month: for everybody to read."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    month = models.IntegerField()
    day = models.DateField(unique=True)
    source = models.CharField(max_length=200)

    class Meta:
        db_table = "social_debit_day"
        indexes = [models.Index(fields=["month"], name="social_debit_month")]


class Declared(Row):
    """The month's declaration as sent in: sealed under the case, one version a sending."""

    case = models.UUIDField()
    version = models.IntegerField()
    month = models.IntegerField()
    persons = models.IntegerField()
    sealed = models.BinaryField()
    sent_at = models.DateTimeField()

    class Meta:
        db_table = "social_declared"
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="social_declared_version")]


class RightsNotice(Row):
    """A payment's result as told back to the agency, which keeps the record of rights."""

    payer_hash = models.CharField(max_length=64)
    month = models.IntegerField()
    item = models.CharField(max_length=40)
    charge = models.CharField(max_length=80, unique=True)
    amount = models.BigIntegerField()
    paid_on = models.DateField()
    told_at = models.DateTimeField()

    class Meta:
        db_table = "social_rights_notice"


class RefundClaim(Row):
    """A refund a payer asks for: the sum (fen), and the collected money set aside for it, as refunds by key."""

    case = models.UUIDField(unique=True)
    payer_hash = models.CharField(max_length=64)
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=200)
    refunds = models.JSONField(default=list)

    class Meta:
        db_table = "social_refund"


class Reminder(Row):
    """That a payer was reminded of a charge on a day, with the late fee then told."""

    charge = models.CharField(max_length=80)
    reminded_on = models.DateField()
    late_fee = models.BigIntegerField()

    class Meta:
        db_table = "social_reminder"
        constraints = [
            models.UniqueConstraint(fields=["charge", "reminded_on"], name="social_reminded_once_a_day")
        ]


class Deferral(Row):
    """Months of 2020 a unit in hardship asked to pay later; `until` is set when it is approved."""

    case = models.UUIDField(unique=True)
    first_month = models.IntegerField()
    last_month = models.IntegerField()
    staff_agreed = models.BooleanField()
    hardship_found = models.BooleanField(null=True)
    state = models.CharField(max_length=12, default="asked")
    until = models.DateField(null=True)

    class Meta:
        db_table = "social_deferral"
        indexes = [models.Index(fields=["party", "state"], name="social_deferral_party")]
