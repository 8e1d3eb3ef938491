"""At least one administrator of roles stays: whoever takes one away looks under one lock."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.models import OfficerRole
from gongbao.platform.parties.words import Role

_LOCK = "parties.administrators"


def on(day: date) -> Q:
    """Roles whose first and last day leave `day` between them."""
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def keep_one(tx: Tx, leaving: UUID) -> None:
    """Refuse when `leaving` is the last account that administers roles today; the lock lasts as long as the command."""
    tx.lock(_LOCK)
    today = on(tx.now.astimezone(ZONE).date())
    serving = OfficerRole.objects.filter(
        today, role=Role.ADMINISTRATOR.value, removed_at=None, account__is_active=True
    )
    others = serving.exclude(account_id=leaving)
    if serving.filter(account_id=leaving).exists() and not others.exists():
        raise Refusal(
            Text("这是最后一位管理员，不能撤销或关闭", "this is the last administrator, who stays"),
            mend=Text("请先任命另一位管理员", "Appoint another administrator first"),
        )
