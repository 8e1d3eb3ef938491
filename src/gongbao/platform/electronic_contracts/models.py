"""Tables of contracts: texts by version, events, files; keys and identity checks; the evidence log; requests."""

from __future__ import annotations

from django.db import models

from gongbao.platform.db.keys import new_key


class Owned(models.Model):
    """A row of a contract: its office, its employer and its worker may see it."""

    office = models.CharField(max_length=16)
    employer = models.UUIDField()
    worker = models.UUIDField()

    class Meta:
        abstract = True


class Contract(Owned):
    """A document between an employer and a worker; successors, notices and certificates name their `original`.

    `fold` is the state of its procedure; `sealed` the terms in force, personal data inside.
    """

    key = models.UUIDField(primary_key=True, default=new_key)
    number = models.CharField(max_length=32, unique=True)
    code = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=16)
    by = models.CharField(max_length=8, default="employer")
    contract_type = models.CharField(max_length=12)
    original = models.UUIDField(null=True)
    batch = models.UUIDField(null=True)
    first_signer = models.CharField(max_length=8, default="employer")
    state = models.CharField(max_length=24)
    fold = models.JSONField()
    due = models.DateField(null=True)
    version = models.PositiveSmallIntegerField(default=1)
    sealed = models.BinaryField()
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    employer_agreed_at = models.DateTimeField(null=True)
    worker_agreed_at = models.DateTimeField(null=True)
    explained_at = models.DateTimeField(null=True)
    employer_signed_at = models.DateTimeField(null=True)
    worker_signed_at = models.DateTimeField(null=True)
    effective_at = models.DateTimeField(null=True)
    employer_acknowledged_at = models.DateTimeField(null=True)
    worker_acknowledged_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)
    events = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default="")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "contract"
        indexes = [
            models.Index(fields=["employer", "created_at"], name="contract_employer"),
            models.Index(fields=["worker", "created_at"], name="contract_worker"),
            models.Index(fields=["office", "state"], name="contract_office"),
            models.Index(
                fields=["original"], name="contract_original", condition=models.Q(original__isnull=False)
            ),
            models.Index(fields=["batch"], name="contract_in_batch", condition=models.Q(batch__isnull=False)),
        ]


class Version(Owned):
    """One version of the text: the account that put it forward, the terms and the change wished, sealed."""

    key = models.UUIDField(primary_key=True, default=new_key)
    contract = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    wish = models.BinaryField(null=True)
    author = models.CharField(max_length=64, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "contract_version"
        constraints = [models.UniqueConstraint(fields=["contract", "number"], name="contract_version_once")]


class ContractEvent(Owned):
    """One act on a contract, chained to the one before; `shown` is the actor as both parties may see it."""

    key = models.UUIDField(primary_key=True, default=new_key)
    contract = models.UUIDField()
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=32)
    role = models.CharField(max_length=16)
    kind = models.CharField(max_length=24)
    shown = models.CharField(max_length=80)
    body = models.JSONField(default=dict)
    at = models.DateTimeField()
    step = models.BooleanField(default=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "contract_event"
        constraints = [models.UniqueConstraint(fields=["contract", "sequence"], name="contract_event_once")]


class ContractFile(Owned):
    """The bytes of a stage: ``laid``, ``sealed`` (one signature), ``signed``, ``kept``, ``package``;
    ``statement``: the words of a dispute or a finding, sealed."""

    key = models.UUIDField(primary_key=True, default=new_key)
    contract = models.UUIDField()
    stage = models.CharField(max_length=12)
    content = models.BinaryField()
    places = models.JSONField(null=True)
    sm3 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        db_table = "contract_file"
        indexes = [models.Index(fields=["contract", "stage", "at"], name="contract_file_stage")]


class TermsText(models.Model):
    """Own terms an employer keeps for use in several contracts, put up for review by somebody other than their author."""

    key = models.UUIDField(primary_key=True, default=new_key)
    office = models.CharField(max_length=16)
    employer = models.UUIDField()
    sm3 = models.CharField(max_length=64)
    text = models.BinaryField()
    author = models.CharField(max_length=64)
    author_name = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "contract_terms_text"
        indexes = [models.Index(fields=["employer", "at"], name="contract_terms_text_of")]


class TermsReview(models.Model):
    """What a person found in an employer's own terms: of one text, named by its SM3; `answers` are the facts stated.

    `number` is the contract it was made on; `of` the text kept for use in several, which is reviewed once.
    """

    key = models.UUIDField(primary_key=True, default=new_key)
    office = models.CharField(max_length=16)
    employer = models.UUIDField()
    sm3 = models.CharField(max_length=64)
    text = models.BinaryField()
    answers = models.JSONField()
    remarks = models.BinaryField(null=True)
    outcome = models.CharField(max_length=10)
    number = models.CharField(max_length=32, blank=True)
    of = models.UUIDField(null=True, unique=True)
    reviewer = models.CharField(max_length=64)
    reviewer_name = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "contract_terms_review"
        indexes = [models.Index(fields=["employer", "sm3", "at"], name="contract_terms_of")]


class IdentityCheck(models.Model):
    """How a party's identity was checked: level 1 to 4, by what, until when it serves."""

    key = models.UUIDField(primary_key=True, default=new_key)
    party = models.UUIDField()
    level = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=40)
    source = models.CharField(max_length=40)
    at = models.DateTimeField()
    good_until = models.DateTimeField()

    class Meta:
        db_table = "contract_identity_check"
        indexes = [models.Index(fields=["party", "good_until"], name="contract_identity_party")]


class SigningKey(models.Model):
    """A party's signing key: private part under its password and the master key, certificate chain in hex."""

    key = models.UUIDField(primary_key=True, default=new_key)
    party = models.UUIDField()
    name = models.CharField(max_length=120)
    algorithm = models.CharField(max_length=8)
    sealed = models.BinaryField()
    salt = models.BinaryField()
    chain = models.JSONField()
    serial = models.CharField(max_length=48, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="in_use")
    leak_known_on = models.DateField(null=True)
    stopped_at = models.DateTimeField(null=True)
    wrong = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "contract_signing_key"
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=models.Q(state="in_use"), name="contract_key_one"
            )
        ]


class Certificate(models.Model):
    """What the local authority has issued, with the identity check it rests on, and when it was revoked."""

    serial = models.CharField(max_length=48, primary_key=True)
    authority = models.CharField(max_length=16)
    sealed = models.BinaryField()
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=32, blank=True)

    class Meta:
        db_table = "contract_certificate"


class HouseKey(models.Model):
    """A key of this installation (authorities, timestamps, operator), sealed under the master key."""

    name = models.CharField(max_length=16, primary_key=True)
    algorithm = models.CharField(max_length=8)
    sealed = models.BinaryField()
    chain = models.JSONField()
    more = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "contract_house_key"


class LogEntry(models.Model):
    """A file's hash in the evidence log; without `index` it waits for the next batch."""

    key = models.UUIDField(primary_key=True, default=new_key)
    sm3 = models.CharField(max_length=64)
    contract = models.UUIDField()
    length = models.PositiveIntegerField()
    at = models.DateTimeField()
    index = models.BigIntegerField(null=True, unique=True)

    class Meta:
        db_table = "contract_log_entry"
        indexes = [
            models.Index(fields=["sm3"], name="contract_log_hash"),
            models.Index(fields=["contract"], name="contract_log_contract"),
            models.Index(fields=["key"], name="contract_log_waiting", condition=models.Q(index__isnull=True)),
        ]


class Node(models.Model):
    """A hash of the log's tree."""

    key = models.CharField(max_length=32, primary_key=True)
    hash = models.BinaryField()

    class Meta:
        db_table = "contract_node"


class Checkpoint(models.Model):
    """The log's size and root, signed and stamped by two authorities, with receipts of anchors."""

    size = models.BigIntegerField(primary_key=True)
    text = models.TextField()
    signature = models.BinaryField()
    stamps = models.JSONField()
    anchors = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        db_table = "contract_checkpoint"


class AnchorReceipt(models.Model):
    """Where a checkpoint was left outside, and what is needed to ask there again."""

    key = models.UUIDField(primary_key=True, default=new_key)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=16)
    detail = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "contract_anchor"
        constraints = [models.UniqueConstraint(fields=["size", "kind"], name="contract_anchor_once")]


class Batch(models.Model):
    """Contracts made from one roster; `sealing_key` exists only while the employer's seal is being applied."""

    key = models.UUIDField(primary_key=True, default=new_key)
    office = models.CharField(max_length=16)
    employer = models.UUIDField()
    title = models.CharField(max_length=80)
    state = models.CharField(max_length=12, default="drafting")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list)
    report = models.BinaryField(null=True)
    sealing_key = models.BinaryField(null=True)
    sealed_by = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "contract_batch"


class Inquiry(models.Model):
    """Who may read a contract for a proceeding: what a case of the room's request procedure has opened."""

    key = models.UUIDField(primary_key=True, default=new_key)
    case = models.UUIDField(null=True, unique=True)
    office = models.CharField(max_length=16)
    officer = models.UUIDField()
    contract = models.UUIDField()
    number = models.CharField(max_length=32)
    proceeding = models.CharField(max_length=20)
    matter = models.CharField(max_length=60)
    purpose = models.CharField(max_length=500)
    state = models.CharField(max_length=10, default="requested")
    reason = models.CharField(max_length=200, blank=True)
    decided_by = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    due = models.DateField()

    class Meta:
        db_table = "contract_inquiry"
        indexes = [models.Index(fields=["office", "state"], name="contract_inquiry_office")]


class OfficeKey(models.Model):
    """With what another office's system asks about contracts: its office, its name, the hash of its secret."""

    key = models.UUIDField(primary_key=True, default=new_key)
    office = models.CharField(max_length=16)
    name = models.CharField(max_length=80)
    secret = models.CharField(max_length=64)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "contract_office_key"
        indexes = [models.Index(fields=["office", "made_at"], name="contract_office_key_of")]


class LookupCount(models.Model):
    """How often an institution has looked up in the running minute (unlogged: a crash forgets it, which costs nothing)."""

    institution = models.CharField(max_length=120, primary_key=True)
    minute = models.BigIntegerField()
    used = models.IntegerField()

    class Meta:
        db_table = "contract_lookup_count"


class Assurance(models.Model):
    """A licence, certificate or test the operator of this system holds, or says it does not."""

    key = models.UUIDField(primary_key=True, default=new_key)
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=60)
    holder = models.CharField(max_length=80)
    valid_to = models.DateField()
    level = models.PositiveSmallIntegerField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "contract_assurance"


class Opinion(models.Model):
    """What a firm, a union or a worker thinks of electronic contracts, for the district's report."""

    key = models.UUIDField(primary_key=True, default=new_key)
    office = models.CharField(max_length=16)
    voice = models.CharField(max_length=10)
    statement = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        db_table = "contract_opinion"
