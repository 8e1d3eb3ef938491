"""Accounts: opened, joined to a person, given preferences, closed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.administrators import keep_one
from gongbao.platform.parties.models import Account, Person, normal_login
from gongbao.platform.parties.opening import opened
from gongbao.platform.parties.persons import unknown_party
from gongbao.platform.parties.words import AccountKind

LONGEST_LOGIN = 64
PREFERENCES = {"preferred_language", "elder_mode", "shortcuts_off"}


def open_account(
    tx: Tx,
    login: str,
    password: str | None,
    *,
    name: str,
    kind: AccountKind = AccountKind.CITIZEN,
    person: UUID | None = None,
    email: str = "",
) -> UUID:
    """Open an account; without a password nobody can sign in by one (single sign-on only).

    Officers' accounts name the person, so that nobody handles their own case.
    """
    if kind != AccountKind.CITIZEN and tx.actor.kind != "system" and "administrator" not in tx.actor.roles:
        raise Refusal(Text("工作人员账号由管理员开设", "officers' accounts are opened by an administrator"))
    if not normal_login(login):
        raise Refusal(Text("登录名不能空", "the login name is missing"), where="登录名")
    if len(normal_login(login)) > LONGEST_LOGIN:
        raise Refusal(
            Text(f"登录名最多{LONGEST_LOGIN}个字", f"a login name has at most {LONGEST_LOGIN} characters"),
            where="登录名",
        )
    if Account.objects.filter(login=normal_login(login)).exists():
        raise Refusal(
            Text("登录名已有人用", "the login name is taken"),
            where="登录名",
            mend=Text("请换一个", "Choose another"),
        )
    if person is not None:
        _known(person)
    account = Account.objects.create_user(
        login, password, name=name, kind=kind.value, person=person, email=email, created_at=tx.now
    )
    tx.audit("parties.open_account", account=account.key, kind=kind.value)
    return account.key


def set_preferences(tx: Tx, account: UUID, **values: Any) -> None:
    """Keep preferred_language (``zh`` or ``en``), elder_mode or shortcuts_off of one's own account."""
    if unknown := set(values) - PREFERENCES:
        raise ValueError(f"no such preference: {unknown}")
    if values.get("preferred_language", "zh") not in ("zh", "en"):
        raise Refusal(Text("界面语言为中文或英文", "the language is Chinese or English"), where="语言")
    if tx.actor.kind != "system" and tx.actor.account != account:
        raise Refusal(Text("只能改自己的设置", "you can change only your own settings"))
    Account.objects.filter(key=account).update(**values)


def close_account(tx: Tx, account: UUID, why: str) -> None:
    """Close an account: it cannot sign in, and acts no more from its next request."""
    own = tx.actor.account == account
    if not own and tx.actor.kind != "system" and "administrator" not in tx.actor.roles:
        raise Refusal(Text("账号由本人或管理员关闭", "an account is closed by its owner or an administrator"))
    keep_one(tx, account)
    Account.objects.filter(key=_account(account).key).update(is_active=False)
    tx.audit("parties.close_account", account=account, why=why)


def same_person(one: UUID, other: UUID) -> bool:
    """Whether two accounts are one account or belong to one person (four eyes need two persons)."""
    if one == other:
        return True
    persons = set(Account.objects.filter(key__in=(one, other)).values_list("person", flat=True))
    return len(persons) == 1 and None not in persons


def _account(key: UUID) -> Account:
    row = Account.objects.filter(key=key).first()
    if row is None:
        raise Refusal(Text("没有这个账号", "there is no such account"))
    return row


def _known(person: UUID) -> None:
    with opened("person"):
        if not Person.objects.filter(key=person).exists():
            raise unknown_party()
