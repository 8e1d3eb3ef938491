"""Step-up: the second factor shown again before payout, ballot and export."""

from __future__ import annotations

from datetime import datetime, timedelta

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Actor

STEP_UP_FOR = timedelta(minutes=10)


class StepUpNeeded(Refusal):
    """The act needs the second factor again; views answer it by asking for the factor."""


def is_stepped_up(actor: Actor, now: datetime) -> bool:
    """Whether the second factor was shown within the last ten minutes."""
    at = actor.stepped_up_at
    return at is not None and at <= now < at + STEP_UP_FOR


def require_step_up(actor: Actor, now: datetime) -> None:
    """Raise StepUpNeeded unless the factor was shown lately; machines have none and are let through."""
    if actor.kind != "system" and not is_stepped_up(actor, now):
        raise StepUpNeeded(
            Text("此操作须再次验证身份", "This act needs your second factor again"),
            mend=Text("请输入动态验证码后继续", "Enter your one-time code and go on"),
        )
