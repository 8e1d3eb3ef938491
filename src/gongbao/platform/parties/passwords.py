"""Passwords: chosen by their owner, or given for one sign-in by an office that has seen who asks."""

from __future__ import annotations

from datetime import timedelta
from secrets import choice
from uuid import UUID

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties.accounts import same_person
from gongbao.platform.parties.models import Account
from gongbao.platform.parties.sessions import end_sessions, lift
from gongbao.platform.parties.words import AccountKind, Role

ONE_TIME_FOR = timedelta(hours=24)
LONGEST = 200
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Those that cannot be taken for one another on paper; twelve of them are 59 bits."""
_WINDOW = frozenset({Role.DISTRICT_HANDLER.value, Role.ADMINISTRATOR.value})
_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR.value})
_FAULTS = {
    "password_too_short": Text("至少要10个字符", "it needs at least 10 characters"),
    "password_entirely_numeric": Text("不能全是数字", "it must not be all digits"),
    "password_too_common": Text("这个密码太常见，容易被猜到", "it is among the passwords guessed first"),
    "password_too_similar": Text("与用户名或姓名太像", "it is too much like the user name or the name"),
}


def fit_password(account: Account, password: str, again: str | None = None) -> None:
    """Refuse a password that is weak, too long, or not the same the second time."""
    if len(password) > LONGEST:
        raise _unfit(Text(f"最多{LONGEST}个字符", f"at most {LONGEST} characters"))
    try:
        validate_password(password, account)
    except ValidationError as fault:
        told = [_FAULTS[each.code or ""] for each in fault.error_list]
        raise _unfit(Text("，".join(t.zh for t in told), ", ".join(t.en for t in told))) from None
    if again is not None and again != password:
        raise Refusal(
            Text("两次输入的密码不一样", "the two passwords are not the same"),
            where="again",
            mend=Text("请再输入一次", "Type it again"),
        )


def one_time_password(tx: Tx, account: UUID) -> str:
    """Give an account a password for one sign-in within 24 hours, after which its owner must choose another.

    Officers' accounts by administrators, citizens' by windows too, nobody's own. Its sessions end, a lock after
    wrong passwords is lifted. The command must not return the password: results are kept. Show it once.
    """
    row = Account.objects.select_for_update().filter(key=account).first()
    if row is None or not row.is_active:
        raise Refusal(Text("没有这个账号，或者已经关闭", "there is no such account, or it is closed"))
    _may_give(tx.actor, row)
    word = "-".join("".join(choice(_LETTERS) for _ in range(4)) for _ in range(3))
    row.set_password(word)
    row.one_time_until = tx.now + ONE_TIME_FOR
    row.save(update_fields=["password", "one_time_until"])
    end_sessions(tx, row)
    lift(row.login)
    tx.audit("parties.one_time_password", account=row.key)
    return word


def use_one_time(tx: Tx, account: UUID, seen: str) -> None:
    """Spend the one-time password with which the account is being signed in; `seen` is the hash it was checked
    against. Refuses one that is over, spent, or replaced meanwhile."""
    row = Account.objects.select_for_update().get(key=account)
    if row.password != seen or row.one_time_until is None or tx.now >= row.one_time_until:
        raise Refusal(
            Text("这个一次性密码已经用过或者过期", "this one-time password was used before, or is over"),
            mend=Text(
                "请本人带身份证再到窗口领取；工作人员找管理员",
                "Ask for another at a service window, with your identity card; officers ask an administrator",
            ),
        )
    row.one_time_until = tx.now
    row.save(update_fields=["one_time_until"])
    tx.audit("parties.use_one_time", account=row.key)


def must_choose(account: Account) -> bool:
    """Whether the account was opened with a one-time password and has none of its own yet."""
    return account.one_time_until is not None


def choose_password(tx: Tx, account: UUID, old: str, new: str, again: str, *, keep: str = "") -> None:
    """Change one's own password; every session but `keep` ends.

    The old one is asked for, unless the account was just opened with a one-time password.
    """
    row = Account.objects.select_for_update().get(key=account)
    if tx.actor.account != row.key:
        raise Refusal(Text("只能改自己的密码", "you can change only your own password"))
    if not must_choose(row) and not row.check_password(old):
        raise Refusal(
            Text("现在的密码不对", "the present password is wrong"),
            where="old",
            mend=Text(
                "请重新输入；忘了，请本人带身份证到窗口",
                "Type it again; if you forgot it, ask at a service window",
            ),
        )
    fit_password(row, new, again)
    if check_password(new, row.password):
        raise _unfit(Text("与现在的密码相同", "it is the present one"))
    row.set_password(new)
    row.one_time_until = None
    row.save(update_fields=["password", "one_time_until"])
    end_sessions(tx, row, keep)
    tx.audit("parties.choose_password", account=row.key)


def _may_give(actor: Actor, row: Account) -> None:
    if actor.kind == "system":
        return
    citizen = row.kind == AccountKind.CITIZEN
    if actor.kind != "officer" or not actor.roles & (_WINDOW if citizen else _ADMINISTRATORS):
        raise Refusal(
            Text("您不能重置这个账号的密码", "you may not reset the password of this account"),
            mend=Text(
                "个人账号由服务窗口办理，工作人员账号由管理员办理",
                "A service window does it for citizens, an administrator for officers",
            ),
        )
    if actor.account is None or same_person(actor.account, row.key):
        raise Refusal(
            Text("不能给自己发一次性密码", "nobody gives themselves a one-time password"),
            mend=Text("请同事办理", "Ask a colleague"),
        )


def _unfit(what: Text) -> Refusal:
    return Refusal(
        Text(f"这个密码不行：{what.zh}", f"this password will not do: {what.en}"),
        where="password",
        mend=Text("请另选一个，例如几个不相干的词", "Choose another, such as a few unrelated words"),
    )
