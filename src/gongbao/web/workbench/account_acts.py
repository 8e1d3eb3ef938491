"""What an administrator can do to another officer's account: what is asked, what follows, and how it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gongbao.kernel.forms import Field
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.parties import services as parties

Do = Callable[[Tx, UUID, dict[str, Any]], str | None]
"""Does it inside a command; a password it returns is shown once and kept nowhere."""

WHY = Field(
    name="why", kind="text", label=Text("原因", "Reason"), max_length=200,
    help=Text("写进记录，不写证件号码", "Kept on record; no identity numbers"),
)  # fmt: skip


@dataclass(frozen=True)
class AccountAct:
    """One act: its words, what follows from it, its questions; `offered` says for which accounts it makes sense."""

    title: Text
    text: Text
    done: Text
    do: Do
    fields: tuple[Field, ...] = ()
    grave: bool = False
    offered: Callable[[parties.OfficerView], bool] = lambda each: each.active


def _unlock(tx: Tx, account: UUID, values: dict[str, Any]) -> None:
    parties.lift_lock(tx, account)


def _password(tx: Tx, account: UUID, values: dict[str, Any]) -> str:
    return parties.fresh_password(tx, account)


def _sessions(tx: Tx, account: UUID, values: dict[str, Any]) -> None:
    parties.sign_out_everywhere(tx, account)


def _factor(tx: Tx, account: UUID, values: dict[str, Any]) -> None:
    parties.reset_factor(tx, account, values["why"])


def _close(tx: Tx, account: UUID, values: dict[str, Any]) -> None:
    parties.shut(tx, account, values["why"])


ACTS: dict[str, AccountAct] = {
    "unlock": AccountAct(
        Text("解除密码锁定", "Lift the password lock"),
        Text("输错密码的次数清零，可以马上再登录。", "Wrong passwords are forgotten; signing in is possible at once."),
        Text("已解锁", "The lock is lifted"), _unlock,
        offered=lambda each: each.active and parties.failed_sign_ins(each.login) > 0,
    ),
    "password": AccountAct(
        Text("发一次性密码", "Give a one-time password"),
        Text("原密码作废，全部登录退出。新密码只显示一次，24 小时内有效，本人登录后须先自己另设密码。请先核对本人身份。",
             "The old password is void and every session ends. The new one is shown once, lasts 24 hours, and its owner must choose another at once. Make sure who asks."),
        Text("已发一次性密码", "A one-time password was given"), _password, grave=True,
    ),
    "factor": AccountAct(
        Text("重置第二道验证", "Reset the second factor"),
        Text("验证器丢失时办理。原来的验证器和备用码作废，全部登录退出，本人下次登录须重新设置。请先核对本人身份。",
             "For a lost authenticator. It and the recovery codes are void, every session ends, and the next sign-in leads to setting up another. Make sure who asks."),
        Text("已重置，下次登录须重新设置", "Reset; the next sign-in sets up another"), _factor, (WHY,), grave=True,
        offered=lambda each: each.active and each.ready,
    ),
    "sessions": AccountAct(
        Text("退出全部登录", "End every session"),
        Text("这个账号在所有地方立即退出，可以再登录。", "The account is signed out everywhere at once and may sign in again."),
        Text("已全部退出", "Signed out everywhere"), _sessions,
        offered=lambda each: each.active and parties.live_sessions(each.key) > 0,
    ),
    "close": AccountAct(
        Text("关闭账号", "Close the account"),
        Text("立即不能登录，岗位全部撤销，不能恢复。办过的事和记录都保留。手上的办件请先交给同事。",
             "No more signing in; all duties end, for good. What was done stays on record. Hand open cases over first."),
        Text("账号已关闭", "The account is closed"), _close, (WHY,), grave=True,
    ),
}  # fmt: skip
