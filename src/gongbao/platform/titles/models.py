"""Tables of the review: bodies, rounds, experts, applications with their fees, meetings with seats and items, draws, ballots; schools.

`Ballot`, `Counted` and `Code` have random keys, no time and no column that any other table has but the item's.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from gongbao.platform.db.keys import new_key


class Owned(models.Model):
    """A row of one party under an office; both decide who may see it."""

    key = models.UUIDField(primary_key=True, default=new_key)
    office = models.CharField(max_length=16)
    party = models.UUIDField(null=True)

    class Meta:
        abstract = True


class Body(Owned):
    """An accredited review body; `authority` lists what its filing covers: room, title, speciality ("" for all)."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16)
    authority = models.JSONField()
    valid_from = models.DateField()
    valid_until = models.DateField()
    state = models.CharField(max_length=12, default="active")

    class Meta:
        db_table = "titles_body"
        constraints = [models.UniqueConstraint(fields=["party"], name="titles_body_once")]


class Order(Owned):
    """What was ordered of a body: rectification with its day, its result, suspension, withdrawal."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="orders")
    kind = models.CharField(max_length=12)
    reason = models.TextField()
    on = models.DateField()
    due = models.DateField(null=True)

    class Meta:
        db_table = "titles_order"


class Round(Owned):
    """A year's round at a body: which titles, when one may apply, on which day years are counted."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="rounds")
    room = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    titles = ArrayField(models.CharField(max_length=40))
    specialities = ArrayField(models.CharField(max_length=60), default=list)
    opens_on = models.DateField()
    closes_on = models.DateField()
    cut_off = models.DateField()

    class Meta:
        db_table = "titles_round"
        indexes = [models.Index(fields=["room", "opens_on"], name="titles_round_room")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")), name="titles_round_days"
            )
        ]


class Expert(Owned):
    """Somebody in the city's pool, published by `code` alone; `party` is the person."""

    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=64)
    employer_code = models.CharField(max_length=18, blank=True)
    employer_name = models.CharField(max_length=120, blank=True)
    specialities = ArrayField(models.CharField(max_length=60))
    title = models.CharField(max_length=40)
    source = models.UUIDField()
    term_from = models.DateField()
    term_to = models.DateField()
    suspended_until = models.DateField(null=True)
    removed = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "titles_expert"
        constraints = [models.UniqueConstraint(fields=["party"], name="titles_expert_once")]


class Application(Owned):
    """What of a case its institutions need: round, body, employer, title; `avoid` names whom the draw leaves out."""

    case = models.UUIDField(unique=True)
    number = models.CharField(max_length=24)
    room = models.CharField(max_length=40)
    round = models.ForeignKey(Round, models.PROTECT, related_name="applications")
    body = models.UUIDField()
    employer = models.UUIDField()
    employer_code = models.CharField(max_length=18)
    employer_name = models.CharField(max_length=120)
    name = models.CharField(max_length=64)
    born_year = models.PositiveSmallIntegerField(null=True)
    title = models.CharField(max_length=40)
    speciality = models.CharField(max_length=60)
    avoid = models.JSONField(default=list)
    submitted_on = models.DateField()
    voted_on = models.DateField(null=True)
    passed = models.BooleanField(null=True)
    notice = models.CharField(max_length=60, blank=True)
    notice_row = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "titles_application"
        indexes = [
            models.Index(fields=["employer"], name="titles_application_employer"),
            models.Index(fields=["body", "room"], name="titles_application_body"),
        ]


class Fee(Owned):
    """One payment of an application's fee: asked of the channel under its number, then paid, failed or to be returned."""

    case = models.UUIDField()
    attempt = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=32, unique=True)
    amount = models.BigIntegerField()
    account = models.BinaryField()
    state = models.CharField(max_length=10, default="asked")
    why = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=120, blank=True)
    reference = models.CharField(max_length=64, blank=True)
    receipt = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "titles_fee"
        indexes = [models.Index(fields=["case"], name="titles_fee_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(state__in=("asked", "paid")), name="titles_fee_once"
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="titles_fee_amount"),
        ]


class Meeting(Owned):
    """A committee's or an expert group's meeting at a body (`party`); `committee` where the document names them by level."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    room = models.CharField(max_length=40)
    round = models.ForeignKey(Round, models.PROTECT, related_name="meetings")
    purpose = models.CharField(max_length=12)
    name = models.CharField(max_length=160)
    committee = models.CharField(max_length=40, blank=True)
    speciality = models.CharField(max_length=60, blank=True)
    held_on = models.DateField()
    size = models.PositiveSmallIntegerField()
    minutes = models.UUIDField(null=True)
    minutes_code = models.CharField(max_length=14, blank=True)

    class Meta:
        db_table = "titles_meeting"


class Draw(Owned):
    """One draw for a meeting, from its announcement to its outcome; a new one says why."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="draws")
    number = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=200, blank=True)
    announcement = models.JSONField()
    digest = models.CharField(max_length=64)
    announced_at = models.DateTimeField()
    position = models.BigIntegerField(null=True)
    root = models.CharField(max_length=64, blank=True)
    checkpoint = models.TextField(blank=True)
    stamp = models.BinaryField(default=bytes)
    stamped_at = models.DateTimeField(null=True)
    members = ArrayField(models.CharField(max_length=8), default=list)
    reserves = ArrayField(models.CharField(max_length=8), default=list)
    drawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "titles_draw"
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="titles_draw_number")]


class Seat(Owned):
    """A member's place at a meeting; `party` is the expert's person."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=8)
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="seats")
    state = models.CharField(max_length=10, default="invited")
    instead_of = models.CharField(max_length=8, blank=True)

    class Meta:
        db_table = "titles_seat"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="titles_seat_number"),
            models.UniqueConstraint(fields=["meeting", "expert"], name="titles_seat_once"),
        ]


class Item(Owned):
    """An application on a meeting's agenda, and its vote: the public keys while it is open, the counts afterwards."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    application = models.ForeignKey(Application, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default="waiting")
    token_key = models.TextField(blank=True)
    seal_key = models.TextField(blank=True)
    closed_by = models.CharField(max_length=40, blank=True)
    close_reason = models.CharField(max_length=200, blank=True)
    attending = models.PositiveSmallIntegerField(default=0)
    recused = models.PositiveSmallIntegerField(default=0)
    in_favour = models.PositiveSmallIntegerField(default=0)
    against = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)
    uncast = models.PositiveSmallIntegerField(default=0)
    needed = models.PositiveSmallIntegerField(default=0)
    terms = models.JSONField(default=dict)
    passed = models.BooleanField(null=True)

    class Meta:
        db_table = "titles_item"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="titles_item_number"),
            models.UniqueConstraint(fields=["meeting", "application"], name="titles_item_once"),
        ]


class Recusal(Owned):
    """A member does not take part in an item, for a named reason."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="recusals")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="recusals")
    why = models.CharField(max_length=12)
    by = models.CharField(max_length=10)

    class Meta:
        db_table = "titles_recusal"
        constraints = [models.UniqueConstraint(fields=["item", "seat"], name="titles_recusal_once")]


class Opinion(Owned):
    """What one member of an expert group gave for an item: marks and words."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="opinions")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="opinions")
    score = models.PositiveSmallIntegerField()
    words = models.TextField()

    class Meta:
        db_table = "titles_opinion"
        constraints = [models.UniqueConstraint(fields=["item", "seat"], name="titles_opinion_once")]


class Issued(Owned):
    """That a seat has its token for an item, and the blind signature, which tells nothing of the token."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="issued")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="issued")
    blinded = models.CharField(max_length=64)
    signed = models.BinaryField()

    class Meta:
        db_table = "titles_issued"
        constraints = [models.UniqueConstraint(fields=["item", "seat"], name="titles_issued_once")]


class Secret(models.Model):
    """A row of the ballot box: a random key, the item, and row security for the system alone."""

    key = models.UUIDField(primary_key=True, default=uuid4)
    item = models.UUIDField()
    office = models.CharField(max_length=16, default="nobody")
    party = models.UUIDField(null=True)

    class Meta:
        abstract = True


class Ballot(Secret):
    """A sealed ballot under its token's code, until the count rewrites all of an item."""

    code = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        db_table = "titles_ballot"
        constraints = [models.UniqueConstraint(fields=["item", "code"], name="titles_ballot_once")]


class Counted(Secret):
    """A counted ballot: what it said, and nothing by which it was cast."""

    choice = models.CharField(max_length=8)

    class Meta:
        db_table = "titles_counted"
        indexes = [models.Index(fields=["item"], name="titles_counted_item")]


class Code(Secret):
    """That the ballot with this code was counted; what it said stands elsewhere, in another order."""

    code = models.CharField(max_length=64)

    class Meta:
        db_table = "titles_code"
        constraints = [models.UniqueConstraint(fields=["item", "code"], name="titles_code_once")]


class Certificate(Owned):
    """A title certificate: what its public page says. The letter has the code; `party` is the holder."""

    case = models.UUIDField(unique=True)
    letter = models.UUIDField()
    code = models.CharField(max_length=14, unique=True)
    number = models.CharField(max_length=60)
    name = models.CharField(max_length=64)
    room = models.CharField(max_length=40)
    title = models.CharField(max_length=40)
    speciality = models.CharField(max_length=60)
    voted_on = models.DateField()
    issued_on = models.DateField()
    revoked_on = models.DateField(null=True)

    class Meta:
        db_table = "titles_certificate"


class Fraud(Owned):
    """An entry of the integrity file: until when, for what; `party` is the person."""

    case = models.UUIDField()
    reason = models.CharField(max_length=200)
    on = models.DateField()
    until = models.DateField()

    class Meta:
        db_table = "titles_fraud"


class Appointment(Owned):
    """That an employer (`party`) appointed a holder to a post."""

    case = models.UUIDField(unique=True)
    holder = models.UUIDField()
    post = models.CharField(max_length=60)
    from_on = models.DateField()

    class Meta:
        db_table = "titles_appointment"


class School(Owned):
    """A school (`party`) whose posts are counted; nothing is recommended on numbers the bureau has not checked."""

    name = models.CharField(max_length=120)
    public = models.BooleanField()
    staff = models.PositiveIntegerField()
    full_places = models.PositiveSmallIntegerField(default=0)
    checked_on = models.DateField(null=True)

    class Meta:
        db_table = "titles_school"
        constraints = [models.UniqueConstraint(fields=["party"], name="titles_school_once")]


class Post(Owned):
    """Posts of a level at a school under the approved structure ratio, and how many are held."""

    school = models.ForeignKey(School, models.PROTECT, related_name="posts")
    level = models.CharField(max_length=8)
    posts = models.PositiveSmallIntegerField()
    held = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "titles_post"
        constraints = [models.UniqueConstraint(fields=["school", "level"], name="titles_post_once")]


class PanelMember(Owned):
    """Somebody on a school's panel, an administrator or a teacher."""

    school = models.ForeignKey(School, models.PROTECT, related_name="panel")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=16)

    class Meta:
        db_table = "titles_panel_member"
        constraints = [models.UniqueConstraint(fields=["school", "name"], name="titles_panel_member_once")]


class Initial(Owned):
    """What of a case for an initial title its school needs; `party` is the teacher, `employer` the school's party."""

    case = models.UUIDField(unique=True)
    number = models.CharField(max_length=24)
    school = models.ForeignKey(School, models.PROTECT, related_name="initial")
    employer = models.UUIDField()
    name = models.CharField(max_length=64)
    title = models.CharField(max_length=40)
    speciality = models.CharField(max_length=60)

    body: ClassVar[UUID | None] = None

    class Meta:
        db_table = "titles_initial"
        indexes = [models.Index(fields=["employer"], name="titles_initial_employer")]
