"""Tables of the room: registrations with their history, entitlements, months and runs, vacancies, lists, complaints."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from gongbao.platform.db.keys import new_key


class Row(models.Model):
    """A row with a time-ordered key; `office` and `party` decide who may see it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    office = models.CharField(max_length=16)
    party = models.UUIDField(null=True)

    class Meta:
        abstract = True


class Standing(Row):
    """What a person was registered as, from a first to a last day, as known from one instant to another.

    `kind` is ``flexible`` or ``unemployed``. Of what is known now, one standing of a person is open at most.
    """

    case = models.UUIDField()
    kind = models.CharField(max_length=12)
    certificate = models.CharField(max_length=40, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    why_ended = models.CharField(max_length=12, blank=True)
    work_kind = models.CharField(max_length=24, blank=True)
    details = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "flexible_standing"
        indexes = [
            models.Index(fields=["party", "starts_on"], name="flexible_standing_party"),
            models.Index(fields=["case"], name="flexible_standing_case"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=Q(ends_on=None, superseded_at=None), name="flexible_one_standing"
            )
        ]


class Pilot(Row):
    """A district's pilot of art. 10: its dates, monthly sum, most months; none is open until entered."""

    district = models.CharField(max_length=16)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    month_amount = models.BigIntegerField()
    months = models.IntegerField()
    document = models.CharField(max_length=80)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=80)

    class Meta:
        db_table = "flexible_pilot"
        constraints = [
            models.UniqueConstraint(
                fields=["district"], condition=Q(ends_on=None), name="flexible_one_open_pilot"
            )
        ]


class Entitled(Row):
    """A person's right to a subsidy: scheme, most months, the term where it is an extension, the account sealed."""

    case = models.UUIDField(unique=True)
    scheme = models.CharField(max_length=12)
    max_months = models.IntegerField()
    term_ends_on = models.DateField(null=True)
    pilot = models.ForeignKey(Pilot, models.PROTECT, null=True, related_name="entitled")
    account_sealed = models.BinaryField()
    account_shown = models.CharField(max_length=40)
    payee_name = models.CharField(max_length=64)
    granted_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "flexible_entitled"
        indexes = [models.Index(fields=["office", "stopped_at"], name="flexible_entitled_office")]


class Run(Row):
    """A district's month: drawn by one officer, approved by another, requested, transferred, paid."""

    month = models.IntegerField()
    scheme = models.CharField(max_length=24)
    state = models.CharField(max_length=12, default="drawn")
    people = models.IntegerField(default=0)
    total = models.BigIntegerField(default=0)
    drawn_by = models.CharField(max_length=80)
    drawn_at = models.DateTimeField()
    approved_by = models.CharField(max_length=80, blank=True)
    request = models.UUIDField(null=True)
    batches = models.JSONField(default=list)
    unsent = models.JSONField(default=list)

    class Meta:
        db_table = "flexible_run"
        constraints = [
            models.UniqueConstraint(fields=["office", "month", "scheme"], name="flexible_run_once")
        ]


class Month(Row):
    """One month of one entitlement in a run: the sum with its parts, or why nothing is paid."""

    case = models.UUIDField()
    run = models.ForeignKey(Run, models.PROTECT, related_name="months")
    entitled = models.ForeignKey(Entitled, models.PROTECT, related_name="months")
    month = models.IntegerField()
    outcome = models.CharField(max_length=12)
    amount = models.BigIntegerField()
    parts = models.JSONField(default=dict)
    why = models.JSONField(default=list)
    entitlement = models.UUIDField(null=True)

    class Meta:
        db_table = "flexible_month"
        indexes = [models.Index(fields=["party", "month"], name="flexible_month_party")]
        constraints = [
            models.UniqueConstraint(fields=["entitled", "month"], name="flexible_month_once"),
            models.UniqueConstraint(
                fields=["party", "month"], condition=Q(amount__gt=0), name="flexible_month_one_subsidy"
            ),
        ]


class Listing(models.Model):
    """An entry of a published list, in one version: for everybody to read, replaced and never changed."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(max_length=16)
    code = models.CharField(max_length=40)
    version = models.IntegerField()
    title = models.CharField(max_length=120)
    data = models.JSONField(default=dict)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=80)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "flexible_listing"
        indexes = [models.Index(fields=["kind", "replaced_at", "title"], name="flexible_listing_kind")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "version"], name="flexible_listing_version"),
            models.UniqueConstraint(
                fields=["kind", "code"], condition=Q(replaced_at=None), name="flexible_listing_current"
            ),
        ]


class Vacancy(models.Model):
    """Work offered by a firm: skills, district, pay in fen an hour, hours a week; published until a day."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    firm = models.UUIDField()
    firm_name = models.CharField(max_length=120)
    title = models.CharField(max_length=80)
    skills = ArrayField(models.CharField(max_length=30))
    district = models.CharField(max_length=16)
    pay = models.IntegerField()
    hours = models.IntegerField()
    places = models.IntegerField(default=1)
    open_until = models.DateField()
    closed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField()

    class Meta:
        db_table = "flexible_vacancy"
        indexes = [models.Index(fields=["firm"], name="flexible_vacancy_firm")]


class VacancySkill(models.Model):
    """A skill a vacancy asks for, with what narrows a search: asked by equality, ordered by pay."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="wanted")
    skill = models.CharField(max_length=30)
    district = models.CharField(max_length=16)
    pay = models.IntegerField()
    hours = models.IntegerField()
    open_until = models.DateField()

    class Meta:
        db_table = "flexible_vacancy_skill"
        indexes = [
            models.Index(
                fields=["skill", "district", "-pay"],
                include=["vacancy", "hours", "open_until"],
                name="flexible_skill_district",
            )
        ]


class Lending(Row):
    """Shared staff: a lender's agreement with a borrower; `party` is the lender's, `borrower` the other firm's."""

    borrower = models.UUIDField()
    lender_name = models.CharField(max_length=120)
    borrower_name = models.CharField(max_length=120)
    people = models.IntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    terms = models.JSONField()
    state = models.CharField(max_length=10, default="offered")
    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "flexible_lending"
        indexes = [models.Index(fields=["borrower"], name="flexible_lending_borrower")]


class Grievance(Row):
    """A complaint as the platform sees it: `party` is the platform's; the case is the complainant's own."""

    case = models.UUIDField(unique=True)
    number = models.CharField(max_length=24)
    firm_name = models.CharField(max_length=120)
    matter = models.CharField(max_length=12)
    statement_sealed = models.BinaryField()
    received_at = models.DateTimeField()
    due = models.DateField(null=True)
    answer_sealed = models.BinaryField(null=True)
    answered_at = models.DateTimeField(null=True)
    late = models.BooleanField(default=False)
    result = models.CharField(max_length=16, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "flexible_grievance"
        indexes = [models.Index(fields=["party", "answered_at"], name="flexible_grievance_firm")]


class LoanStep(Row):
    """A loan's case as its guarantor or bank sees it: `party` is the institution's; the case is the applicant's own."""

    case = models.UUIDField()
    number = models.CharField(max_length=24)
    kind = models.CharField(max_length=12)
    institution = models.CharField(max_length=120)
    applicant = models.CharField(max_length=64)
    asked = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    due = models.DateField(null=True)
    outcome = models.CharField(max_length=12, blank=True)
    why = models.JSONField(default=list)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "flexible_loan_step"
        indexes = [models.Index(fields=["party", "decided_at"], name="flexible_loan_party")]
        constraints = [models.UniqueConstraint(fields=["case", "kind"], name="flexible_loan_once")]


class Given(Row):
    """A service given in a case, for statistics and follow-up."""

    case = models.UUIDField()
    service = models.CharField(max_length=16)
    given_on = models.DateField()
    visit_on = models.DateField(null=True)

    class Meta:
        db_table = "flexible_given"
        indexes = [
            models.Index(fields=["office", "given_on"], name="flexible_given_office"),
            models.Index(fields=["case", "given_on"], name="flexible_given_case"),
        ]


class Statement(Row):
    """Something stated and kept: a deferral of 2020, an oral agreement's terms, a district's wish for a market."""

    kind = models.CharField(max_length=12)
    data = models.JSONField()
    stated_on = models.DateField()
    stated_by = models.CharField(max_length=80)

    class Meta:
        db_table = "flexible_statement"
        indexes = [models.Index(fields=["party", "kind"], name="flexible_statement_party")]


class Look(Row):
    """That an officer drew the list of those entitled who have not asked: for what purpose, how many."""

    scheme = models.CharField(max_length=12)
    purpose = models.CharField(max_length=200)
    people = models.IntegerField()
    looked_at = models.DateTimeField()
    looked_by = models.CharField(max_length=80)

    class Meta:
        db_table = "flexible_look"
