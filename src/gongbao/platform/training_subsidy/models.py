"""Tables of the room: claims and their rows by version, drafts, papers, findings of officers, lists, inspections."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from gongbao.platform.db.keys import new_key


class Owned(models.Model):
    """A row of a case: `office` and `party` decide who may see it."""

    office = models.CharField(max_length=16)
    party = models.UUIDField(null=True)

    class Meta:
        abstract = True


class Claim(Owned):
    """What a firm claims in one case; sums in fen. `version` counts submissions, 0 while it is a draft."""

    case = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=24, unique=True)
    scheme = models.CharField(max_length=12)
    version = models.PositiveSmallIntegerField(default=0)
    applied_on = models.DateField(null=True)
    commitment = models.CharField(max_length=20, blank=True)
    committed_at = models.DateTimeField(null=True)
    checked = models.JSONField(default=dict)
    compared_at = models.DateTimeField(null=True)
    readings = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    people = models.PositiveIntegerField(default=0)
    person_months = models.PositiveIntegerField(default=0)
    amount = models.BigIntegerField(default=0)
    proposal = models.CharField(max_length=12, blank=True)
    decisions = models.PositiveSmallIntegerField(default=0)
    granted_people = models.PositiveIntegerField(default=0)
    granted_months = models.PositiveIntegerField(default=0)
    granted = models.BigIntegerField(default=0)
    entitlement = models.UUIDField(null=True)
    letter = models.UUIDField(null=True)
    notice = models.CharField(max_length=60, blank=True)
    notice_key = models.UUIDField(null=True)
    notice_row = models.PositiveIntegerField(default=0)
    fund_case = models.UUIDField(null=True)

    class Meta:
        db_table = "training_claim"
        indexes = [
            models.Index(fields=["party", "scheme"], name="training_claim_party"),
            models.Index(fields=["fund_case"], name="training_claim_fund"),
            models.Index(fields=["notice"], condition=~Q(notice=""), name="training_claim_notice"),
        ]


class ClaimDraft(Owned):
    """One part of what was typed or uploaded, sealed under the case's key: ``form``, ``roster``, ``statement``, ``returned``."""

    key = models.UUIDField(primary_key=True, default=new_key)
    case = models.UUIDField()
    part = models.CharField(max_length=12)
    sealed = models.BinaryField()
    file = models.UUIDField(null=True)
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "training_draft"
        constraints = [models.UniqueConstraint(fields=["case", "part"], name="training_draft_part")]


class Submission(Owned):
    """One submission as it was: answers and identity numbers sealed, counts, and what differs from the one before."""

    key = models.UUIDField(primary_key=True, default=new_key)
    case = models.UUIDField()
    version = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    difference = models.BinaryField(null=True)
    digest = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()

    class Meta:
        db_table = "training_submission"
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="training_submission_once")]


class ClaimRow(Owned):
    """One person of a claim: what is claimed, what the rules say, what is granted.

    `person` is the fingerprint, `shown` the masked number. `months` are claimed, `countable` count by the
    rules, `granted_months` are taken up by the grant. `standing` is ``claimed``, ``granted`` or empty
    (superseded, refused, withdrawn); `reasons` are [condition, clause, state] of the minimal explanation,
    `short` the months not paid for, each [month, clause].
    """

    key = models.UUIDField(primary_key=True, default=new_key)
    case = models.UUIDField()
    version = models.PositiveSmallIntegerField()
    row = models.PositiveIntegerField()
    number = models.CharField(max_length=24)
    scheme = models.CharField(max_length=12)
    applied_on = models.DateField()
    person = models.CharField(max_length=64)
    name = models.CharField(max_length=64)
    shown = models.CharField(max_length=24)
    category = models.CharField(max_length=24, blank=True)
    hired_on = models.DateField()
    months = ArrayField(models.IntegerField())
    host_unit = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=10, blank=True)
    amount = models.BigIntegerField(default=0)
    countable = ArrayField(models.IntegerField(), default=list)
    reasons = models.JSONField(default=list)
    short = models.JSONField(default=list)
    facts_hash = models.CharField(max_length=64, blank=True)
    excluded = models.CharField(max_length=40, blank=True)
    granted = models.BigIntegerField(default=0)
    granted_months = ArrayField(models.IntegerField(), default=list)
    cut_by = models.CharField(max_length=12, blank=True)
    standing = models.CharField(max_length=8, blank=True)

    class Meta:
        db_table = "training_row"
        constraints = [
            models.UniqueConstraint(fields=["case", "version", "row"], name="training_row_place"),
            models.UniqueConstraint(fields=["case", "version", "person"], name="training_row_person"),
            models.CheckConstraint(condition=Q(granted__lte=models.F("amount")), name="training_row_within"),
        ]
        indexes = [
            models.Index(fields=["person"], condition=~Q(standing=""), name="training_row_standing"),
            models.Index(
                fields=["party", "scheme"], condition=Q(standing="granted"), name="training_row_firm"
            ),
        ]


class StatementLine(Owned):
    """One wage on the statement of a submission, in fen; `person` is empty where no row of the roster fits."""

    key = models.UUIDField(primary_key=True, default=new_key)
    case = models.UUIDField()
    version = models.PositiveSmallIntegerField()
    row = models.PositiveIntegerField()
    person = models.CharField(max_length=64, blank=True)
    month = models.IntegerField()
    wage = models.BigIntegerField()
    paid_on = models.DateField(null=True)
    reference = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "training_statement_line"
        indexes = [
            models.Index(fields=["case", "version", "person"], name="training_line_person"),
            models.Index(fields=["reference"], condition=~Q(reference=""), name="training_line_reference"),
        ]


class Paper(Owned):
    """An uploaded paper of a case; `host_unit` says whose confirmation or agreement it is."""

    key = models.UUIDField(primary_key=True, default=new_key)
    case = models.UUIDField()
    kind = models.CharField(max_length=24)
    host_unit = models.CharField(max_length=200, blank=True)
    file = models.UUIDField()
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "training_paper"
        indexes = [models.Index(fields=["case", "kind"], name="training_paper_case")]


class Finding(Owned):
    """A fact an officer judged, of one person (`person`) or of the firm (empty), and on what evidence."""

    key = models.UUIDField(primary_key=True, default=new_key)
    case = models.UUIDField()
    person = models.CharField(max_length=64, blank=True)
    fact = models.CharField(max_length=40)
    value = models.BooleanField()
    evidence = models.CharField(max_length=500)
    found_by = models.CharField(max_length=40)
    found_at = models.DateTimeField()

    class Meta:
        db_table = "training_finding"
        indexes = [models.Index(fields=["case", "fact"], name="training_finding_case")]


class FundMonth(Owned):
    """The fund request of one office for one month: its case and its request in the books."""

    case = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=24, unique=True)
    month = models.IntegerField()
    request = models.UUIDField(null=True)

    class Meta:
        db_table = "training_fund_month"
        constraints = [models.UniqueConstraint(fields=["office", "month"], name="training_fund_month_once")]


class ListedFirm(Owned):
    """A firm a district has looked at for its list; revenue of May and June together, in fen."""

    key = models.UUIDField(primary_key=True, default=new_key)
    case = models.UUIDField()
    firm = models.CharField(max_length=18)
    name = models.CharField(max_length=128)
    batch = models.PositiveSmallIntegerField()
    industry = models.CharField(max_length=40)
    revenue_2019 = models.BigIntegerField()
    revenue_2020 = models.BigIntegerField()
    outcome = models.CharField(max_length=10)
    reasons = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    evidence = models.CharField(max_length=500, blank=True)
    found_by = models.CharField(max_length=40)
    found_at = models.DateTimeField()
    filed_on = models.DateField(null=True)

    class Meta:
        db_table = "training_listed_firm"
        constraints = [models.UniqueConstraint(fields=["firm"], name="training_listed_once")]
        indexes = [models.Index(fields=["case", "batch"], name="training_listed_case")]


class Filing(Owned):
    """A copy of a list sent to an industry department, and its receipt."""

    key = models.UUIDField(primary_key=True, default=new_key)
    case = models.UUIDField()
    batch = models.PositiveSmallIntegerField()
    authority = models.CharField(max_length=80)
    firms = models.PositiveIntegerField()
    item = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "training_filing"
        constraints = [
            models.UniqueConstraint(fields=["case", "batch", "authority"], name="training_filed_once")
        ]


class Inspection(Owned):
    """An inspection of a paid claim, drawn by sample or opened on a lead."""

    case = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=24, unique=True)
    claim = models.UUIDField()
    claim_number = models.CharField(max_length=24)
    kind = models.CharField(max_length=8)
    quarter = models.CharField(max_length=8)
    outcome = models.CharField(max_length=12, blank=True)
    details = models.BinaryField(null=True)
    opened_at = models.DateTimeField()

    class Meta:
        db_table = "training_inspection"
        indexes = [models.Index(fields=["claim"], name="training_inspection_claim")]


class Recovery(Owned):
    """Money of a claim ordered back after an inspection, and what has come back, in fen."""

    case = models.UUIDField(primary_key=True)
    claim = models.UUIDField()
    entitlement = models.UUIDField()
    ordered = models.BigIntegerField()
    returned = models.BigIntegerField(default=0)
    reasons = models.JSONField(default=list)
    ordered_at = models.DateTimeField()

    class Meta:
        db_table = "training_recovery"
        constraints = [
            models.CheckConstraint(
                condition=Q(returned__gte=0) & Q(returned__lte=models.F("ordered")),
                name="training_recovery_within",
            )
        ]
