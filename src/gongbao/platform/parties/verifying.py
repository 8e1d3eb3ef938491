"""What a window does to citizens' accounts: verify the holder's card, help with a forgotten password."""

from __future__ import annotations

from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import note_refused
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties.claims import AccountView, account_view, no_account, said_of, verified_before
from gongbao.platform.parties.models import Account, Claim, normal_login
from gongbao.platform.parties.opening import opened
from gongbao.platform.parties.passwords import one_time_password
from gongbao.platform.parties.persons import find_or_create_person, person, person_fingerprint, same_name
from gongbao.platform.parties.words import AccountKind, Role

WINDOW_ROLES = (Role.DISTRICT_HANDLER, Role.ADMINISTRATOR)
"""Who serves at a window."""


def find_account(login: str) -> AccountView:
    """The citizen's account of this login name, for a window. Refuses officers' accounts and closed ones."""
    return account_view(citizen_account(login).key)


def citizen_account(login: str) -> Account:
    """The open account of this login name. Refuses officers' accounts, closed and unknown ones."""
    row = Account.objects.filter(login=normal_login(login), is_active=True).first()
    if row is None:
        raise no_account()
    _citizens_only(row)
    return row


def verify(tx: Tx, account: UUID, number: str, *, second: bool = False, seen: str | None = None) -> UUID:
    """Join an account to the person whose card a window has seen; `number` is typed from the card.

    Refuses another number than the holder gave, a name changed since the window saw it (`seen`), an officer's
    own, and (unless `second`) a person who has a verified account already. The number kept with the claim is erased.
    """
    at_window(tx.actor)
    row = _locked(account)
    if row.person is not None:
        raise verified_before()
    said = said_of(row)
    if said is None:
        raise Refusal(
            Text("这个账号还没有填报身份", "nobody has said whose account this is"),
            mend=Text(
                "请本人登录后在“实名”页填写姓名和证件号码",
                "The holder gives name and number on the page “Who I am”",
            ),
        )
    if person_fingerprint(number) != said.number_fingerprint:
        note_refused(tx.actor, "window: verify", f"parties.claim {row.key}")
        raise Refusal(
            Text(
                "证件号码与账号填报的不一致，没有认证",
                "the number is not the one given with the account; nothing was joined",
            ),
            where="number",
            mend=Text(
                "请照证件核对；填报有误的，由本人登录更正后再来",
                "Check it against the card; the holder can correct what was given",
            ),
        )
    if seen is not None and seen != said.name:
        raise Refusal(
            Text(
                f"本人刚把姓名改成了“{said.name}”，没有认证",
                f"the holder has just changed the name to {said.name}; nothing was joined",
            ),
            mend=Text("请再照证件核对姓名", "Check the name against the card again"),
        )
    who = find_or_create_person(tx, number, said.name)
    not_own(tx.actor, who, said.name)
    if not second and accounts_of(who):
        raise Refusal(
            Text("这个人已有认证过的账号", "this person has a verified account already"),
            where="second",
            mend=Text("确需第二个账号的，请勾选确认", "If a second one is wanted, tick the box"),
        )
    row.person = who
    row.save(update_fields=["person"])
    with opened("claim"):
        Claim.objects.filter(account=row).update(
            number_sealed=None, number_fingerprint="", verified_at=tx.now, verified_by=tx.actor.account
        )
    tx.audit("parties.verify", account=row.key, person=who, second=second)
    return who


def forgotten_password(tx: Tx, account: UUID, number: str) -> str:
    """A one-time password for a citizen whose card a window has seen; see `one_time_password`."""
    at_window(tx.actor)
    row = _locked(account)
    said = said_of(row)
    known = person(row.person).fingerprint if row.person else said.number_fingerprint if said else ""
    if person_fingerprint(number) != known:
        note_refused(tx.actor, "window: password", f"parties.account {row.key}")
        raise Refusal(
            Text(
                "证件号码不是这个账号的，没有发密码",
                "the number is not that of this account; no password was given",
            ),
            where="number",
            mend=Text("请照证件核对", "Check it against the card"),
        )
    not_own(tx.actor, row.person, row.name)
    word = one_time_password(tx, row.key)
    if row.person:
        tx.message(
            row.person,
            Text(
                "服务窗口核对证件后，给您的账号发了一次性密码。不是您本人办的，请马上修改密码并联系窗口。",
                "A service window saw an identity card and gave your account a one-time password. If that was not "
                "you, change your password at once and tell the window.",
            ),
        )
    return word


def accounts_of(who: UUID) -> list[str]:
    """The login names of a person's verified accounts, officers' left out."""
    rows = Account.objects.filter(person=who, kind=AccountKind.CITIZEN.value, is_active=True)
    return list(rows.order_by("login").values_list("login", flat=True))


def at_window(actor: Actor) -> None:
    """Refuse unless the actor serves at a window."""
    if actor.kind == "system" or (
        actor.kind == "officer" and actor.roles & {role.value for role in WINDOW_ROLES}
    ):
        return
    raise Refusal(
        Text("只有窗口岗位可以办理", "only a service window does this"),
        mend=Text("由区经办或管理员办理", "A district handler or an administrator can"),
    )


def not_own(actor: Actor, who: UUID | None, name: str) -> None:
    """Refuse an officer's own matter; where no person is known on both sides, a namesake is taken for oneself."""
    own = actor.person == who if actor.person and who else bool(actor.name) and same_name(actor.name, name)
    if actor.kind == "officer" and own:
        raise Refusal(
            Text("不能办理本人的账号和授权", "nobody does their own account or mandates at the window"),
            mend=Text("请同事办理", "Ask a colleague"),
        )


def _locked(account: UUID) -> Account:
    row = Account.objects.select_for_update().filter(key=account, is_active=True).first()
    if row is None:
        raise no_account()
    _citizens_only(row)
    return row


def _citizens_only(row: Account) -> None:
    if row.kind != AccountKind.CITIZEN:
        raise Refusal(
            Text("这是工作人员账号，窗口不办理", "this is an officer's account, which windows do not handle"),
            where="login",
            mend=Text("请找系统管理员", "Ask the system administrator"),
        )
