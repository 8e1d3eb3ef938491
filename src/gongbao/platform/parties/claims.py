"""Who holds a citizen's account: said by the holder, kept sealed beside the account until a window has seen the card."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from gongbao.kernel import identity
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.accounts import open_account
from gongbao.platform.parties.models import Account, Claim, normal_login
from gongbao.platform.parties.opening import opened
from gongbao.platform.parties.passwords import fit_password
from gongbao.platform.parties.persons import normal_name, person, person_fingerprint
from gongbao.platform.parties.words import AccountKind

CLAIM_SEAL = "claim.number"
KEPT_FOR = timedelta(days=90)
"""How long a number waits for a window: longer than anybody needs to come by, set by this installation, not by law."""
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{3,31}")


@dataclass(frozen=True, slots=True)
class AccountView:
    """A citizen's account as its holder and a window see it: whose it is, or is said to be; numbers masked."""

    key: UUID
    login: str
    name: str
    number_masked: str
    opened_at: datetime
    claimed: bool
    verified: bool
    verified_at: datetime | None
    kept_until: date | None = None
    """The last day on which a window can still verify what was said."""


def register(
    tx: Tx, login: str, password: str, again: str, *, name: str, number: str, language: str = "zh"
) -> UUID:
    """Open an account for somebody who says who they are; it acts for nobody until a window has seen the card."""
    who = normal_name(name)
    card = identity.identity_number(number, on=tx.now.date())
    fit_login(normal_login(login), card.normal)
    fit_password(Account(login=normal_login(login), name=who), password, again)
    tx.lock(f"login {normal_login(login)}")
    key = open_account(tx, login, password, name=who)
    Account.objects.filter(key=key).update(preferred_language=language)
    _keep(tx, key, who, number)
    return key


def claim(tx: Tx, account: UUID, name: str, number: str) -> None:
    """Say anew who holds one's own account, as long as no window has verified it."""
    row = Account.objects.select_for_update().get(key=account)
    if tx.actor.account != row.key or row.kind != AccountKind.CITIZEN:
        raise Refusal(Text("只能填报本人的账号", "you can say this of your own account only"))
    if row.person is not None:
        raise verified_before()
    identity.identity_number(number, on=tx.now.date())
    row.name = normal_name(name)
    row.save(update_fields=["name"])
    _keep(tx, row.key, row.name, number)


def account_view(account: UUID) -> AccountView:
    """A citizen's account with what is known of its holder. Refuses an unknown one."""
    row = Account.objects.filter(key=account).first()
    if row is None:
        raise no_account()
    said = said_of(row)
    masked = person(row.person).number_masked if row.person else _masked(said)
    waits = said is not None and bool(said.number_sealed)
    return AccountView(
        row.key, row.login, row.name, masked, row.created_at, waits, row.person is not None,
        said.verified_at if said else None, local_day(said.claimed_at + KEPT_FOR) if said and waits else None,
    )  # fmt: skip


def said_of(row: Account) -> Claim | None:
    """What the holder of an account said, read for services that have checked who asks."""
    with opened("claim"):
        return Claim.objects.filter(account=row).first()


def erase_old(tx: Tx) -> int:
    """Erase the numbers that no window has verified in time; how many."""
    with opened("claims"):
        old = Claim.objects.filter(
            claimed_at__lt=tx.now - KEPT_FOR - timedelta(days=1), number_sealed__isnull=False
        )
        gone = list(old.values_list("account_id", flat=True))
        old.update(number_sealed=None, number_fingerprint="")
    for account in gone:
        tx.audit("parties.claim_erased", account=account)
    return len(gone)


def no_account() -> Refusal:
    """No open account has this login name or key."""
    return Refusal(
        Text("没有这个账号", "there is no such account"),
        where="login",
        mend=Text(
            "请核对用户名；还没有账号的，先在网上注册",
            "Check the user name; without one, open an account on line first",
        ),
    )


def verified_before() -> Refusal:
    """A window has verified the account already."""
    return Refusal(Text("这个账号已经实名", "this account was verified before"))


def fit_login(login: str, number: str) -> None:
    """Refuse a login name that could be mistaken for another, or that gives the identity number away."""
    if not _LOGIN.fullmatch(login):
        raise Refusal(
            Text("用户名应为4至32位字母、数字或 . _ -", "a user name has 4 to 32 letters, digits or . _ -"),
            where="login",
            mend=Text(
                "请以字母或数字开头，例如 linzhou88", "Begin with a letter or digit, such as linzhou88"
            ),
        )
    if login == number.casefold():
        raise Refusal(
            Text("不要用身份证号作用户名", "do not use your identity number as user name"),
            where="login",
            mend=Text("用户名会显示在页面上，请另起一个", "It is shown on pages; choose another"),
        )


def _keep(tx: Tx, account: UUID, name: str, number: str) -> None:
    normal = identity.identity_number(number).normal
    values = {
        "name": name,
        "number_sealed": secrets.seal(normal, CLAIM_SEAL),
        "number_fingerprint": person_fingerprint(normal),
        "claimed_at": tx.now,
    }
    with opened("claim"):
        Claim.objects.update_or_create(account_id=account, defaults=values)
    tx.audit("parties.claim", account=account)


def _masked(said: Claim | None) -> str:
    if said is None or not said.number_sealed:
        return ""
    return identity.identity_number(secrets.unseal(bytes(said.number_sealed), CLAIM_SEAL)).masked
