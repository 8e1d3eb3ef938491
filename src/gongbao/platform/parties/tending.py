"""What an administrator of roles does to another officer's account, never to their own."""

from __future__ import annotations

from uuid import UUID

from gongbao.kernel.identity import identity_number
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties.accounts import close_account, open_account, same_person
from gongbao.platform.parties.claims import fit_login
from gongbao.platform.parties.models import Account, normal_login
from gongbao.platform.parties.passwords import one_time_password
from gongbao.platform.parties.persons import find_or_create_person
from gongbao.platform.parties.roles import dismiss, running
from gongbao.platform.parties.second_factor import remove_factor
from gongbao.platform.parties.sessions import end_sessions, unlock
from gongbao.platform.parties.words import AccountKind, Role

_ANOTHER = Text("请另一位管理员办理", "Ask another administrator")


def open_officer(tx: Tx, login: str, *, name: str, number: str) -> UUID:
    """Open an officer's account of the person with this identity number, so that nobody handles their own case.

    One account for each person. It has no password until `fresh_password` gives a first one.
    """
    fit_login(normal_login(login), identity_number(number).normal)
    person = find_or_create_person(tx, number, name)
    tx.lock(f"parties.officer {person}")
    if tx.actor.person is not None and tx.actor.person == person:
        raise Refusal(Text("不能给自己开设账号", "nobody opens an account of their own"), mend=_ANOTHER)
    working = Account.objects.filter(person=person, is_active=True).exclude(kind=AccountKind.CITIZEN.value)
    if other := working.values_list("login", flat=True).first():
        raise Refusal(
            Text(f"此人已有工作人员账号“{other}”", f"this person has the officer's account {other}"),
            where="number",
            mend=Text("请在那个账号上任命岗位", "Appoint that account"),
        )
    return open_account(tx, login, None, name=name, kind=AccountKind.OFFICER, person=person)


def fresh_password(tx: Tx, account: UUID) -> str:
    """A one-time password for an officer; shown once, never returned by the command."""
    return one_time_password(tx, _other(tx.actor, account).key)


def lift_lock(tx: Tx, account: UUID) -> None:
    """Forget an officer's wrong passwords."""
    unlock(tx, _other(tx.actor, account).login)


def sign_out_everywhere(tx: Tx, account: UUID) -> None:
    """End every session of an officer."""
    end_sessions(tx, _other(tx.actor, account))


def reset_factor(tx: Tx, account: UUID, why: str) -> None:
    """Take a lost second factor away and end every session; the next sign-in leads to setting up another."""
    row = _other(tx.actor, account)
    remove_factor(tx, row, why)
    end_sessions(tx, row)


def shut(tx: Tx, account: UUID, why: str) -> None:
    """Close an officer's account for good: roles and sessions end at once, the history stays."""
    row = _other(tx.actor, account)
    for role in running(row.key).values_list("key", flat=True):
        dismiss(tx, role, why)
    end_sessions(tx, row)
    close_account(tx, row.key, why)


def _other(actor: Actor, account: UUID) -> Account:
    """The open account of another officer, where the actor administers roles."""
    if actor.kind != "system" and (actor.kind != "officer" or Role.ADMINISTRATOR.value not in actor.roles):
        raise Refusal(Text("只有权限管理岗位可以办理", "only an administrator of roles may do this"))
    row = Account.objects.exclude(kind=AccountKind.CITIZEN.value).filter(key=account).first()
    if row is None:
        raise Refusal(Text("没有这个工作人员账号", "there is no such officer's account"))
    if not row.is_active:
        raise Refusal(Text("账号已关闭", "the account is closed"))
    if actor.account is not None and same_person(actor.account, row.key):
        raise Refusal(Text("不能办理自己的账号", "nobody tends their own account"), mend=_ANOTHER)
    return row
