"""System administrators opened from the server itself: the first one, from whom all other officers come."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.accounts import open_account
from gongbao.platform.parties.models import Account, normal_login
from gongbao.platform.parties.passwords import fit_password
from gongbao.platform.parties.persons import normal_name
from gongbao.platform.parties.roles import appoint
from gongbao.platform.parties.words import AccountKind, Role


def check_installed() -> None:
    """Refuse where the database has no tables yet."""
    if Account._meta.db_table not in connection.introspection.table_names():
        raise Refusal(
            Text("数据库还没有建表", "the database has no tables yet"),
            mend=Text("请先运行 gongbao migrate", "Run gongbao migrate first"),
        )


def open_administrator(tx: Tx, login: str, password: str, again: str, *, name: str) -> UUID:
    """Open a system administrator, who gives and takes roles from today on; by the system only."""
    if tx.actor.kind != "system":
        raise Refusal(
            Text("系统管理员在服务器上开设", "system administrators are opened on the server"),
            mend=Text("运行 gongbao administrator", "Run gongbao administrator"),
        )
    who = normal_name(name)
    fit_password(Account(login=normal_login(login), name=who), password, again)
    key = open_account(tx, login, password, name=who, kind=AccountKind.ADMINISTRATOR)
    appoint(tx, key, "city_hr", Role.ADMINISTRATOR, tx.now.date())
    return key
