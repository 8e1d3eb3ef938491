"""Tables of the room: intakes and applicants, assistants and their service, appraisals, training, ends."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongbao.platform.db.keys import new_key


class Row(models.Model):
    """A row with a time-ordered key; `office` and `party` (the person) decide who may see it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    office = models.CharField(max_length=16)
    party = models.UUIDField(null=True)

    class Meta:
        abstract = True


class Intake(Row):
    """A year's recruitment: dates, ceiling check, papers, what the announcement opens; the city's."""

    number = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=120)
    opens_on = models.DateField()
    closes_on = models.DateField()
    exam_on = models.DateField(null=True)
    on_duty_on = models.DateField()
    planned = models.IntegerField()
    graduates_in = models.IntegerField(null=True)
    choosing_period_counts = models.BooleanField(default=False)
    origin_exception = models.BooleanField(default=False)
    degree_exception = models.BooleanField(default=False)
    pass_mark = models.IntegerField(default=0)
    papers = models.JSONField(default=list)
    seed = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, default="draft")
    stock = models.JSONField(default=dict)

    class Meta:
        db_table = "rural_intake"

    @property
    def fresh_year(self) -> int:
        """The year of graduation that counts as this year's: as announced, else the year in which registration opens."""
        return self.graduates_in or self.opens_on.year


class Post(Row):
    """Posts of one kind in one township: how many, how many go on to the medical check, what is relaxed."""

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="posts")
    number = models.CharField(max_length=24, unique=True)
    title = models.CharField(max_length=120)
    township = models.UUIDField()
    places = models.IntegerField()
    shortlist = models.IntegerField()
    relaxed = models.BooleanField(default=False)
    mountain = models.BooleanField(null=True)
    conditions = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "rural_post"


class Demand(Row):
    """What a district needs in one of its townships for an intake: the plan follows from it (6.s2)."""

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="demands")
    township = models.UUIDField()
    wanted = models.IntegerField()
    why = models.CharField(max_length=300)

    class Meta:
        db_table = "rural_demand"
        constraints = [models.UniqueConstraint(fields=["intake", "township"], name="rural_demand_once")]


class Applicant(Row):
    """Somebody who registered: what they state, where they sit, marks, rank, what was found.

    Half of each page is left free, so that marks and ranks of everybody are written beside the old row and no index is.
    """

    case = models.UUIDField(unique=True, null=True)
    intake = models.ForeignKey(Intake, models.PROTECT, related_name="applicants", db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="applicants")
    name = models.CharField(max_length=64)
    claims = models.JSONField(default=dict)
    confirmed = models.BooleanField(default=False)
    ticket = models.CharField(max_length=20, blank=True)
    room = models.CharField(max_length=40, blank=True)
    seat = models.IntegerField(null=True)
    marks = models.JSONField(default=list)
    absent = models.BooleanField(default=False)
    major_found = models.BooleanField(null=True)
    total = models.IntegerField(null=True)
    rank = models.IntegerField(null=True)
    sharing = models.IntegerField(null=True)
    result = models.CharField(max_length=16, blank=True)
    decided_why = models.CharField(max_length=300, blank=True)
    findings = models.JSONField(default=dict)
    dropped = models.BooleanField(default=False)

    class Meta:
        db_table = "rural_applicant"
        constraints = [
            models.UniqueConstraint(
                fields=["intake", "party"], condition=Q(dropped=False), name="rural_applies_once"
            ),
            models.UniqueConstraint(
                fields=["intake", "ticket"], condition=~Q(ticket=""), name="rural_ticket_once"
            ),
        ]
        indexes = [models.Index(fields=["intake", "post"], name="rural_applicant_post")]


class MarkSheet(Row):
    """A sheet of marks as it came: how many rows were entered, what was wrong with the others."""

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="mark_sheets")
    file = models.UUIDField()
    name = models.CharField(max_length=200)
    at = models.DateTimeField()
    good = models.IntegerField()
    faulty = models.IntegerField()
    problems = models.JSONField(default=list)

    class Meta:
        db_table = "rural_marksheet"
        indexes = [models.Index(fields=["intake", "at"], name="rural_marksheet_of")]


class GraduateSheet(Row):
    """A university's list of graduates as it came (`party`: the university): rows kept, what was wrong with the others."""

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="graduate_sheets")
    file = models.UUIDField()
    name = models.CharField(max_length=200)
    at = models.DateTimeField()
    good = models.IntegerField()
    faulty = models.IntegerField()
    problems = models.JSONField(default=list)

    class Meta:
        db_table = "rural_graduatesheet"
        indexes = [models.Index(fields=["party", "intake", "at"], name="rural_graduatesheet_of")]


class Graduate(Row):
    """Somebody on a university's list (`party`: the university), found by the fingerprint of the identity number."""

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="graduates")
    mark = models.CharField(max_length=64)
    name = models.CharField(max_length=64)
    degree = models.CharField(max_length=16)
    major = models.CharField(max_length=60)
    year = models.IntegerField()
    student = models.CharField(max_length=10)
    beijing_origin = models.BooleanField(null=True)

    class Meta:
        db_table = "rural_graduate"
        constraints = [
            models.UniqueConstraint(fields=["intake", "party", "mark"], name="rural_graduate_once")
        ]


class GraduationCheck(Row):
    """What the university named in a registration says of it (`party`: the university)."""

    applicant = models.OneToOneField(Applicant, models.PROTECT, related_name="graduation")
    intake = models.ForeignKey(Intake, models.PROTECT, db_index=False)
    mark = models.CharField(max_length=64)
    said = models.CharField(max_length=12, default="waiting")
    differs = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rural_graduationcheck"
        indexes = [models.Index(fields=["intake", "party", "said"], name="rural_graduationcheck_of")]


class Assistant(Row):
    """An assistant: village and township now, contract, service, how it ended. `party` is the person."""

    number = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=64)
    intake = models.ForeignKey(Intake, models.PROTECT, related_name="assistants")
    post = models.ForeignKey(Post, models.PROTECT, null=True)
    start = models.UUIDField(unique=True)
    township = models.UUIDField()
    village = models.UUIDField(null=True)
    duty_area = models.CharField(max_length=20, blank=True)
    contract_number = models.CharField(max_length=40, blank=True)
    archive_number = models.CharField(max_length=40, blank=True)
    contract_from = models.DateField(null=True)
    contract_to = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    longer = models.CharField(max_length=10, blank=True)
    serves_from = models.DateField(null=True)
    left_on = models.DateField(null=True)
    left_how = models.CharField(max_length=8, blank=True)
    subsidy = models.BigIntegerField(default=0)

    class Meta:
        db_table = "rural_assistant"
        constraints = [
            models.UniqueConstraint(fields=["party"], condition=Q(left_how=""), name="rural_serves_once")
        ]
        indexes = [
            models.Index(fields=["office", "intake"], name="rural_assistant_office"),
            models.Index(fields=["village"], name="rural_assistant_village"),
            models.Index(fields=["township"], name="rural_assistant_township"),
        ]


class Placement(Row):
    """One village after another in which somebody served; exactly one at a time."""

    assistant = models.ForeignKey(Assistant, models.PROTECT, related_name="placements")
    village = models.UUIDField()
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        db_table = "rural_placement"
        constraints = [
            models.UniqueConstraint(fields=["assistant"], condition=Q(to_on=None), name="rural_one_village")
        ]


class Hand(Row):
    """A case that passes through an institution (`party`): in which role its people act on it."""

    case = models.UUIDField()
    role = models.CharField(max_length=16)
    assistant = models.UUIDField(null=True)

    class Meta:
        db_table = "rural_hand"
        constraints = [models.UniqueConstraint(fields=["case", "party", "role"], name="rural_hand_once")]
        indexes = [models.Index(fields=["party"], name="rural_hand_party")]


class Absence(Row):
    """A leave, a duty elsewhere or full-time study, one table for what takes somebody from the village."""

    case = models.UUIDField(unique=True)
    assistant = models.ForeignKey(Assistant, models.PROTECT, related_name="absences")
    what = models.CharField(max_length=6)
    kind = models.CharField(max_length=16)
    starts_on = models.DateField()
    ends_on = models.DateField()
    working_days = models.IntegerField(default=0)
    joined_days = models.IntegerField(default=0)
    place = models.CharField(max_length=120, blank=True)
    approved_by = models.CharField(max_length=10, blank=True)
    approved_on = models.DateField(null=True)
    back_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default="asked")

    class Meta:
        db_table = "rural_absence"
        indexes = [models.Index(fields=["assistant", "starts_on"], name="rural_absence_of")]


class Attendance(Row):
    """A month's attendance of one assistant, kept by the village, sent on to township and district."""

    assistant = models.ForeignKey(Assistant, models.PROTECT, related_name="months")
    month = models.IntegerField()
    days = models.JSONField(default=dict)
    village_days = models.IntegerField(default=0)
    duty_days = models.IntegerField(default=0)
    leave_days = models.IntegerField(default=0)
    absent_days = models.IntegerField(default=0)
    working_days = models.IntegerField(default=0)
    sent_on = models.DateField(null=True)
    passed_on = models.DateField(null=True)

    class Meta:
        db_table = "rural_attendance"
        constraints = [models.UniqueConstraint(fields=["assistant", "month"], name="rural_attendance_once")]


class WorkRecord(Row):
    """A month's record of work by the assistant, under one area of duty."""

    assistant = models.ForeignKey(Assistant, models.PROTECT, related_name="records")
    month = models.IntegerField()
    duty_area = models.CharField(max_length=20)
    text = models.TextField()
    handed_in_on = models.DateField()

    class Meta:
        db_table = "rural_record"
        constraints = [models.UniqueConstraint(fields=["assistant", "month"], name="rural_record_once")]


class Round(Row):
    """A round of appraisal: a township's quarter, or a district's year or term of one intake."""

    case = models.UUIDField(unique=True)
    kind = models.CharField(max_length=10)
    period = models.CharField(max_length=12)
    intake = models.ForeignKey(Intake, models.PROTECT, null=True)
    township = models.UUIDField(null=True)

    class Meta:
        db_table = "rural_round"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "office", "period", "intake", "township"], nulls_distinct=False, name="rural_round_once"
            )
        ]  # fmt: skip


class Appraisal(Row):
    """One person in a round: proposal, opinions, grade with its grounds, exception, objection, filed form."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="people")
    assistant = models.ForeignKey(Assistant, models.PROTECT, related_name="appraisals")
    kind = models.CharField(max_length=10)
    period = models.CharField(max_length=12)
    intake = models.ForeignKey(Intake, models.PROTECT)
    proposal = models.CharField(max_length=12, blank=True)
    proposal_why = models.CharField(max_length=500, blank=True)
    proposed_on = models.DateField(null=True)
    village_opinion = models.CharField(max_length=500, blank=True)
    township_opinion = models.CharField(max_length=500, blank=True)
    grade = models.CharField(max_length=12, blank=True)
    grounds = models.CharField(max_length=500, blank=True)
    exception = models.CharField(max_length=500, blank=True)
    objection = models.IntegerField(null=True)
    told_on = models.DateField(null=True)
    filed_on = models.DateField(null=True)
    letter = models.UUIDField(null=True)
    filing = models.CharField(max_length=24, blank=True)
    archived_on = models.DateField(null=True)

    class Meta:
        db_table = "rural_appraisal"
        constraints = [
            models.UniqueConstraint(fields=["assistant", "kind", "period"], name="rural_appraised_once")
        ]


class Training(Row):
    """Hours of training of one person in one course."""

    assistant = models.ForeignKey(Assistant, models.PROTECT, related_name="trainings")
    on = models.DateField()
    hours = models.IntegerField()
    level = models.CharField(max_length=10)
    form = models.CharField(max_length=10)
    topic = models.CharField(max_length=12)
    course = models.CharField(max_length=120)
    special = models.CharField(max_length=10, blank=True)

    class Meta:
        db_table = "rural_training"
        indexes = [models.Index(fields=["assistant", "on"], name="rural_training_of")]


class Mentor(Row):
    """A mentor of an assistant; one at a time."""

    assistant = models.ForeignKey(Assistant, models.PROTECT, related_name="mentors")
    name = models.CharField(max_length=64)
    kind = models.CharField(max_length=10)
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        db_table = "rural_mentor"
        constraints = [
            models.UniqueConstraint(fields=["assistant"], condition=Q(to_on=None), name="rural_one_mentor")
        ]


class Benefit(Row):
    """One line of the checklist of benefits and transfers: from when to when, how much, done when."""

    assistant = models.ForeignKey(Assistant, models.PROTECT, related_name="benefits")
    kind = models.CharField(max_length=20)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    amount = models.BigIntegerField(null=True)
    note = models.CharField(max_length=120, blank=True)
    done_on = models.DateField()

    class Meta:
        db_table = "rural_benefit"
        constraints = [models.UniqueConstraint(fields=["assistant", "kind"], name="rural_benefit_once")]


class Entry(Row):
    """A record kept beside: ventures, reserve lists, nominations, conditions, named officers, transfer payments."""

    assistant = models.ForeignKey(Assistant, models.PROTECT, null=True, related_name="entries")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    on = models.DateField()
    until = models.DateField(null=True)
    amount = models.BigIntegerField(null=True)

    class Meta:
        db_table = "rural_entry"
        indexes = [models.Index(fields=["office", "kind"], name="rural_entry_kind")]


class Venture(Row):
    """A venture of an assistant: in which field, since when, what came of it."""

    assistant = models.ForeignKey(Assistant, models.PROTECT, related_name="ventures")
    field = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    on = models.DateField()
    ended_on = models.DateField(null=True)
    results = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "rural_venture"


class VentureSupport(Row):
    """A measure that supports a venture: asked of whom and when, carried out when, how much."""

    venture = models.ForeignKey(Venture, models.PROTECT, related_name="measures")
    measure = models.CharField(max_length=12)
    body = models.CharField(max_length=120)
    asked_on = models.DateField()
    done_on = models.DateField(null=True)
    amount = models.BigIntegerField(null=True)

    class Meta:
        db_table = "rural_venturesupport"
        constraints = [models.UniqueConstraint(fields=["venture", "measure"], name="rural_measure_once")]


class Certificate(Row):
    """The certificate of service: once a person."""

    assistant = models.OneToOneField(Assistant, models.PROTECT, related_name="certificate")
    letter = models.UUIDField()
    number = models.CharField(max_length=60)
    code = models.CharField(max_length=14)
    on = models.DateField()

    class Meta:
        db_table = "rural_certificate"


class Destination(Row):
    """Where somebody went after the term; added to, the newest holds."""

    assistant = models.ForeignKey(Assistant, models.PROTECT, related_name="destinations")
    kind = models.CharField(max_length=16)
    place = models.CharField(max_length=120, blank=True)
    on = models.DateField()

    class Meta:
        db_table = "rural_destination"


class LocalRule(Row):
    """A district's own rule of pay: deduction a day, reward by grade; from a day on."""

    from_on = models.DateField()
    daily_deduction = models.BigIntegerField(null=True)
    rewards = models.JSONField(default=dict)
    settling_in = models.BigIntegerField(null=True)
    reference_pay = models.BigIntegerField(null=True)
    source = models.CharField(max_length=200)

    class Meta:
        db_table = "rural_local_rule"


class Adopted(Row):
    """A reading of an open question that the city adopted, from a day on, with its source."""

    reading = models.CharField(max_length=40)
    choice = models.CharField(max_length=40)
    from_on = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        db_table = "rural_adopted"
