"""The agent named in a mandate: a verified person's account by login and name, or a firm by its credit code."""

from __future__ import annotations

from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.parties.firms import FirmView, find_firm
from gongbao.platform.parties.models import Account, normal_login
from gongbao.platform.parties.persons import person, same_name
from gongbao.platform.parties.words import AccountKind


def find_agent(login: str, name: str) -> UUID:
    """The active citizen's account with this login whose verified person has this name.

    One refusal for everything else, so that nobody learns which logins there are or whose they are.
    """
    found = Account.objects.filter(
        login=normal_login(login), kind=AccountKind.CITIZEN.value, is_active=True, person__isnull=False
    ).first()
    if found is None or not same_name(person(found.person).name, name):
        raise Refusal(
            Text("用户名和姓名不是同一个已实名账号的", "User name and name are not those of one verified account"),
            where="login",
            mend=Text(
                "请向对方核对这两项；对方须已开户并实名",
                "Check both with the person; they need an account tied to them",
            ),
        )  # fmt: skip
    return found.key


def find_agent_firm(credit_code: str) -> FirmView:
    """The firm with this credit code, to be named as agent."""
    found = find_firm(credit_code)
    if found is None:
        raise Refusal(
            Text("没有登记过这个单位", "No firm with this code is registered here"),
            where="credit_code",
            mend=Text("请核对统一社会信用代码；单位须先在本系统登记", "Check the code; the firm registers here first"),
        )  # fmt: skip
    return found
