"""Tables of accounts, persons, firms, officers' roles and mandates."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from gongbao.platform.db import clock
from gongbao.platform.db.keys import new_key
from gongbao.platform.db.quick import row_by
from gongbao.platform.parties.words import AccountKind, MandateKind, Role


def _key() -> models.UUIDField[UUID, UUID]:
    return models.UUIDField(primary_key=True, default=new_key, editable=False)


def _choices(kinds: type[AccountKind] | type[MandateKind] | type[Role]) -> list[tuple[str, str]]:
    return [(kind.value, kind.label.zh) for kind in kinds]


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by login name; makes them with a hashed password."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(login=normal_login(username or ""))

    def get(self, *args: Any, **asked: Any) -> Account:
        """As Django's; an account by its key alone, which every request asks for, by a prepared statement."""
        if args or asked.keys() != {"pk"}:
            return super().get(*args, **asked)
        found = row_by(Account, "key", Account._meta.pk.to_python(asked["pk"]))
        if found is None:
            raise Account.DoesNotExist
        return found

    def create_user(self, login: str, password: str | None = None, **fields: Any) -> Account:
        account = self.model(login=normal_login(login), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


def normal_login(login: str) -> str:
    """The one spelling of a login name: trimmed, normal form KC, lower case."""
    return AbstractBaseUser.normalize_username(login.strip()).casefold()


class Account(AbstractBaseUser):
    """A way to sign in. `person` is whose account it is, so that nobody decides on their own case.

    While `one_time_until` is set, the password is one that an office gave for one sign-in before that instant.
    """

    key = _key()
    login = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=64)
    email = models.EmailField(blank=True)
    kind = models.CharField(max_length=16, choices=_choices(AccountKind), default=AccountKind.CITIZEN.value)
    person = models.UUIDField(null=True, blank=True, db_index=True)
    is_active = models.BooleanField(default=True)
    preferred_language = models.CharField(
        max_length=2, choices=[("zh", "中文"), ("en", "English")], default="zh"
    )
    elder_mode = models.BooleanField(default=False)
    shortcuts_off = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    totp_counter = models.BigIntegerField(default=0)
    factor_failures = models.PositiveSmallIntegerField(default=0)
    factor_locked_until = models.DateTimeField(null=True, blank=True)
    one_time_until = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def clean(self) -> None:
        self.login = normal_login(self.login)

    def check_password(self, raw_password: str) -> bool:
        """As Django's; a one-time password is none from its last instant on."""
        over = self.one_time_until is not None and clock.now() >= self.one_time_until
        return super().check_password(raw_password) and not over

    def get_full_name(self) -> str:
        return self.name

    get_short_name = get_full_name


class Claim(models.Model):
    """Who the holder of an account says they are, until a window has seen the card; the number is then erased here."""

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.PROTECT, related_name="claim")
    name = models.CharField(max_length=64)
    number_sealed = models.BinaryField(null=True)
    number_fingerprint = models.CharField(max_length=64, blank=True)
    claimed_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.UUIDField(null=True)


class Person(models.Model):
    """A natural person, one row per identity number; numbers are ciphertext plus keyed hash."""

    key = _key()
    name = models.CharField(max_length=64)
    number_sealed = models.BinaryField()
    number_fingerprint = models.CharField(max_length=64, unique=True)
    phone_sealed = models.BinaryField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["name"], name="parties_person_name")]


class Firm(models.Model):
    """An employer, one row per unified social credit code; `office` is where it is insured."""

    key = _key()
    credit_code = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=128)
    office = models.CharField(max_length=16, blank=True)
    is_dispatch_agency = models.BooleanField(default=False)
    industry = models.CharField(max_length=64, blank=True)
    bank_name = models.CharField(max_length=128, blank=True)
    bank_account_sealed = models.BinaryField(null=True)
    bank_account_fingerprint = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["office", "name"], name="parties_firm_office")]


class Organisation(models.Model):
    """A firm that is an institution: its kind, the office it stands under, and the institution above it."""

    party = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=40)
    office = models.CharField(max_length=16)
    parent = models.UUIDField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    registered_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "office"], name="parties_organisation_kind"),
            models.Index(fields=["parent"], name="parties_organisation_parent"),
        ]


class OfficerRole(models.Model):
    """An officer's role at one office; it holds on `day` between both days, unless removed."""

    key = _key()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="officer_roles")
    office = models.CharField(max_length=16)
    role = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    given_by = models.UUIDField(null=True)
    given_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.UUIDField(null=True)
    removed_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "office", "role"], condition=Q(removed_at=None), name="parties_role_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="parties_role_days"
            ),
        ]


class Mandate(models.Model):
    """`agent` may act for `principal` in the rooms named, from the first to the last day."""

    key = _key()
    principal = models.UUIDField(db_index=True)
    agent_account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="mandates")
    agent_party = models.UUIDField(null=True, db_index=True)
    kind = models.CharField(max_length=24, choices=_choices(MandateKind))
    rooms = ArrayField(models.CharField(max_length=40))
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    document = models.UUIDField(null=True)
    granted_by = models.UUIDField(null=True)
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agent_account=None, agent_party__isnull=False)
                | Q(agent_account__isnull=False, agent_party=None),
                name="parties_mandate_one_agent",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="parties_mandate_days"
            ),
        ]
