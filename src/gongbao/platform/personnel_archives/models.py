"""Tables of archives: register, catalogue, custody, seals, images, looks, matters, loans, parked input."""

from __future__ import annotations

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


class Archive(Row):
    """One person's archive at one centre; the states of paper and image are apart. `party` is the person.

    `came_from` is its row at the centre that sent it, whose custody chain goes on here; `alerted_on` and `told_on`
    are the days on which the centre and the person were told that the statutory age is near.
    """

    number = models.CharField(max_length=24, unique=True)
    barcode = models.CharField(max_length=40, unique=True)
    person_hash = models.CharField(max_length=64)
    name = models.CharField(max_length=64)
    shown = models.CharField(max_length=24)
    born_on = models.DateField()
    sex = models.CharField(max_length=5)
    post = models.CharField(max_length=8, default="cadre")
    custody = models.CharField(max_length=12, default="individual")
    former_keeper = models.CharField(max_length=120, blank=True)
    paper = models.CharField(max_length=12, default="expected")
    digital = models.CharField(max_length=12, default="none")
    shelf = models.CharField(max_length=24, blank=True)
    pages = models.IntegerField(default=0)
    reviewed_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    retires_month = models.IntegerField(null=True)
    alerted_on = models.DateField(null=True)
    told_on = models.DateField(null=True)
    came_from = models.UUIDField(null=True)

    class Meta:
        db_table = "archives_archive"
        indexes = [
            models.Index(fields=["name", "office"], name="archives_name_at"),
            models.Index(fields=["shelf"], name="archives_shelf"),
            models.Index(fields=["person_hash"], condition=Q(paper="sent"), name="archives_person_sent"),
            models.Index(fields=["office", "retires_month"], name="archives_retires"),
            models.Index(fields=["party"], condition=~Q(paper="sent"), name="archives_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person_hash"], condition=~Q(paper="sent"), name="archives_one_a_person"
            )
        ]


class Gram(models.Model):
    """Two neighbouring characters of a name, asked by equality: row security makes other indexes slow.

    The office stands within the key: a centre looks at its own part of a common pair only.
    """

    pk = models.CompositePrimaryKey("gram", "office", "archive")
    office = models.CharField(max_length=16)
    party = models.UUIDField(null=True)
    gram = models.CharField(max_length=2)
    archive = models.UUIDField()

    class Meta:
        db_table = "archives_gram"


class Item(Row):
    """One paper of the catalogue: volume, place, class (1 to 10), kind, pages, and what it records."""

    archive = models.ForeignKey(Archive, models.PROTECT, related_name="items")
    volume = models.IntegerField(default=1)
    place = models.IntegerField()
    class_number = models.IntegerField()
    material = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    dated = models.DateField(null=True)
    pages = models.IntegerField(default=1)
    certifies = models.CharField(max_length=12, blank=True)
    states = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "archives_item"
        constraints = [
            models.UniqueConstraint(fields=["archive", "volume", "place"], name="archives_item_place")
        ]


class Filing(Row):
    """A paper another room sends to be put into a person's archive; `party` is the person, `office` the centre that files it.

    It waits until an officer has put it in (`filed_on`, as which paper of the catalogue); `letter` is its text.
    """

    number = models.CharField(max_length=24, unique=True)
    title = models.CharField(max_length=120)
    class_number = models.IntegerField()
    material = models.CharField(max_length=12)
    dated = models.DateField()
    letter = models.UUIDField(null=True)
    clause = models.CharField(max_length=40)
    at = models.DateTimeField()
    filed_on = models.DateField(null=True)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="filings")

    class Meta:
        db_table = "archives_filing"
        indexes = [models.Index(fields=["office", "filed_on"], name="archives_filing_open")]


class Custody(Row):
    """One hand-over of the paper archive: from where to where, by barcode; each hashes the one before."""

    archive = models.ForeignKey(Archive, models.PROTECT, related_name="custody_chain")
    sequence = models.IntegerField()
    at = models.DateTimeField()
    scanned = models.CharField(max_length=40)
    giver = models.CharField(max_length=120)
    taker = models.CharField(max_length=120)
    carrier = models.CharField(max_length=60, blank=True)
    seal = models.CharField(max_length=40, blank=True)
    pages = models.IntegerField()
    by = models.CharField(max_length=80)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "archives_custody"
        constraints = [models.UniqueConstraint(fields=["archive", "sequence"], name="archives_custody_order")]


class Seal(Row):
    """A numbered seal on a parcel or on copies; broken only by a record of who and why."""

    number = models.CharField(max_length=40, unique=True)
    archive = models.ForeignKey(Archive, models.PROTECT, related_name="seals")
    case = models.UUIDField(null=True)
    put_on = models.DateTimeField()
    put_by = models.CharField(max_length=80)
    broken_at = models.DateTimeField(null=True)
    broken_by = models.CharField(max_length=80, blank=True)
    broken_why = models.CharField(max_length=120, blank=True)

    class Meta:
        db_table = "archives_seal"


class Page(Row):
    """One page of the image: the stored file it stands in, its place there, its place in the archive."""

    archive = models.ForeignKey(Archive, models.PROTECT, related_name="image_pages")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="image_pages")
    order = models.IntegerField()
    file = models.UUIDField()
    kind = models.CharField(max_length=8)
    page_in_file = models.IntegerField(default=1)
    sha256 = models.CharField(max_length=64)
    sm3 = models.CharField(max_length=64)
    thumbnail = models.BinaryField(null=True)

    class Meta:
        db_table = "archives_page"
        indexes = [models.Index(fields=["archive", "order"], name="archives_page_order")]


class Redaction(Row):
    """A rectangle blackened for readers, in thousandths of width and height; the image itself stays whole."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="redactions")
    left = models.IntegerField()
    top = models.IntegerField()
    width = models.IntegerField()
    height = models.IntegerField()
    why = models.CharField(max_length=120)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "archives_redaction"


class Look(Row):
    """One look at one page: who, for what, under which watermark. Added to only."""

    archive = models.UUIDField()
    page = models.UUIDField()
    case = models.UUIDField(null=True)
    viewer = models.CharField(max_length=80)
    purpose = models.CharField(max_length=200)
    watermark = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "archives_look"
        indexes = [models.Index(fields=["archive", "at"], name="archives_look_of")]


class Matter(Row):
    """What a case of the room is about: the archive, what was asked, what people found, what came of it."""

    case = models.UUIDField(unique=True)
    archive = models.ForeignKey(Archive, models.PROTECT, null=True, related_name="matters")
    asked = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    cause = models.CharField(max_length=12, blank=True)

    class Meta:
        db_table = "archives_matter"


class Access(Row):
    """A borrower's leave to look at an image, until a day, for one case. `party` is the borrower's."""

    case = models.UUIDField()
    archive = models.UUIDField()
    purpose = models.CharField(max_length=200)
    until = models.DateField()

    class Meta:
        db_table = "archives_access"


class Loan(Row):
    """A real archive out of the house; `party` is the borrower's."""

    case = models.UUIDField(unique=True)
    archive = models.ForeignKey(Archive, models.PROTECT, related_name="loans")
    borrower = models.UUIDField()
    lent_on = models.DateField()
    back_on = models.DateField()
    renewed = models.BooleanField(default=False)
    pages_out = models.IntegerField()
    returned_on = models.DateField(null=True)
    pages_back = models.IntegerField(null=True)
    condition = models.CharField(max_length=20, blank=True)
    chased_on = models.DateField(null=True)

    class Meta:
        db_table = "archives_loan"
        constraints = [
            models.UniqueConstraint(
                fields=["archive"], condition=Q(returned_on=None), name="archives_lent_once"
            )
        ]


class Body(Row):
    """A lending department, street body, or keeper of archives on the list, with what it may do and until when."""

    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    street = models.CharField(max_length=40, blank=True)
    valid_until = models.DateField(null=True)

    class Meta:
        db_table = "archives_body"
        constraints = [models.UniqueConstraint(fields=["party", "kind"], name="archives_body_once")]


class Outside(Row):
    """What another register says of a person on a day, as imported; the newest says it."""

    person_hash = models.CharField(max_length=64)
    register = models.CharField(max_length=16)
    says = models.JSONField()
    as_of = models.DateField()
    source = models.CharField(max_length=120)

    class Meta:
        db_table = "archives_outside"
        indexes = [models.Index(fields=["person_hash", "register", "as_of"], name="archives_outside_of")]


class Batch(Row):
    """A list sent in: a closing firm's archives, a list to compare with, or imported register rows.

    `told` is what each row came to, as [row, what it is about, good or not, Chinese, English].
    """

    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    rows = models.IntegerField()
    good = models.IntegerField(default=0)
    told = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        db_table = "archives_batch"
        constraints = [
            models.UniqueConstraint(fields=["kind", "office", "digest"], name="archives_batch_once")
        ]


class Parked(Row):
    """Input that could not be taken: where, why, how to mend it; the input itself is sealed and kept.

    `kind` says what can be done with it: ``row`` of a list, ``import`` of a register, ``scan``, ``pages`` that are
    missing, ``request`` of a party. `outcome` is ``mended`` or ``dropped`` once it is settled.
    """

    kind = models.CharField(max_length=8, default="row")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="parked")
    place = models.CharField(max_length=120)
    what_zh = models.CharField(max_length=240)
    what_en = models.CharField(max_length=240)
    mend_zh = models.CharField(max_length=240)
    mend_en = models.CharField(max_length=240)
    clause = models.CharField(max_length=40, blank=True)
    sealed = models.BinaryField()
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=8, blank=True)
    why = models.CharField(max_length=120, blank=True)

    class Meta:
        db_table = "archives_parked"
        indexes = [models.Index(fields=["office", "settled_at"], name="archives_parked_open")]


class Parcel(Row):
    """A sealed archive on its way to another centre, as the receiving centre (`office`) sees it; `party` is the person."""

    case = models.UUIDField(unique=True)
    archive = models.UUIDField()
    sender = models.CharField(max_length=16)
    number = models.CharField(max_length=24)
    barcode = models.CharField(max_length=40)
    name = models.CharField(max_length=64)
    shown = models.CharField(max_length=24)
    carrier = models.CharField(max_length=60)
    seal = models.CharField(max_length=40)
    pages = models.IntegerField()
    sent_on = models.DateField()
    received_on = models.DateField(null=True)
    received_by = models.CharField(max_length=80, blank=True)
    differs = models.CharField(max_length=240, blank=True)

    class Meta:
        db_table = "archives_parcel"
        indexes = [models.Index(fields=["office", "received_on"], name="archives_parcel_open")]


class Signed(Row):
    """A certificate's PDF with the centre's signature, as first made."""

    letter = models.UUIDField(unique=True)
    code = models.CharField(max_length=14)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        db_table = "archives_signed"


class SigningKey(Row):
    """A key of the local authority (sealed) with its chain; ``root`` and ``root_crl`` hold public bytes."""

    sealed = models.BinaryField()
    chain = models.JSONField(default=list)

    class Meta:
        db_table = "archives_signing_key"
        constraints = [models.UniqueConstraint(fields=["office"], name="archives_key_once")]
