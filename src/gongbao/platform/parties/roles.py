"""Officers' roles per office: given for a time, removed at once, never by oneself to oneself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from gongbao.kernel import districts
from gongbao.kernel.districts import Office
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties.accounts import same_person
from gongbao.platform.parties.administrators import keep_one, on
from gongbao.platform.parties.models import Account, OfficerRole
from gongbao.platform.parties.words import AccountKind, AnyRole, Role, RoomRole, known_roles, role_of

_TAX = frozenset({*(o.code for o in districts.OFFICES), "city_tax"})
OFFICES_OF_ROLE = {
    Role.TAX_OFFICER: _TAX,
    Role.TAX_REVIEWER: _TAX,
    Role.CITY_OFFICER: frozenset({"city_hr"}),
    Role.CITY_FINANCE: frozenset({"city_finance"}),
    Role.INSURANCE_AGENCY: frozenset({"city_insurance"}),
    Role.CITY_TAX_BUSINESS: frozenset({"city_tax"}),
    Role.CITY_TAX_TECHNOLOGY: frozenset({"city_tax"}),
    Role.ADMINISTRATOR: frozenset({"city_hr"}),
    Role.INDUSTRY_DEPARTMENT: frozenset({"city_industry"}),
    Role.SUPERVISOR: frozenset(o.code for o in (*districts.OFFICES, *districts.CITY)),
}
"""Where each role exists; roles not named here exist in the 17 offices."""
REAPPOINTED = "重新任命"
"""Why a role ended that was given anew with other days."""
_DISTRICTS = frozenset(o.code for o in districts.OFFICES)


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role as screens show it."""

    key: UUID
    account: UUID
    account_name: str
    office: str
    role: AnyRole
    starts_on: date
    ends_on: date | None
    removed_at: datetime | None
    removed_why: str = ""


def appoint(
    tx: Tx, account: UUID, office: str, role: AnyRole, starts_on: date, ends_on: date | None = None
) -> UUID:
    """Give an officer a role at an office from the first to the last day; a running one is replaced."""
    _may_manage(tx.actor, account)
    officer = Account.objects.filter(key=account).exclude(kind=AccountKind.CITIZEN.value).first()
    if officer is None:
        raise Refusal(
            Text("这个账号不是工作人员账号", "this account is not an officer's"),
            mend=Text("请先为其开设工作人员账号", "Open an officer's account first"),
        )
    if not officer.is_active:
        raise Refusal(Text("账号已关闭", "the account is closed"))
    code = districts.office(office).code
    if code not in _offices_of(role):
        raise Refusal(
            Text(
                f"{districts.office(code).name.zh}没有“{role.label.zh}”岗位", f"{code} has no {role.label.en}"
            ),
            where="机构",
        )
    if ends_on is not None and ends_on < starts_on:
        raise Refusal(Text("终止日期早于起始日期", "the last day is before the first"), where="终止日期")
    if role == Role.ADMINISTRATOR and starts_on > tx.now.astimezone(ZONE).date():
        keep_one(tx, account)
    running(account).filter(office=code, role=role.value).update(
        removed_at=tx.now, removed_by=tx.actor.account, removed_why=REAPPOINTED
    )
    row = OfficerRole.objects.create(
        account=officer, office=code, role=role.value, starts_on=starts_on, ends_on=ends_on,
        given_by=tx.actor.account, given_at=tx.now,
    )  # fmt: skip
    tx.audit("parties.appoint", account=account, office=code, role=role.value)
    return row.key


def roles_at(office: str) -> list[AnyRole]:
    """The roles that exist at an office, the platform's first."""
    code = districts.office(office).code
    return [role for role in known_roles() if code in _offices_of(role)]


def _offices_of(role: AnyRole) -> frozenset[str]:
    if isinstance(role, RoomRole):
        return role.offices or _DISTRICTS
    return OFFICES_OF_ROLE.get(role, _DISTRICTS)


def dismiss(tx: Tx, role_key: UUID, why: str) -> None:
    """Remove a role; it is gone at the officer's next request. The row stays as history."""
    row = OfficerRole.objects.filter(key=role_key).first()
    if row is None:
        raise Refusal(Text("没有这个岗位记录", "there is no such role"))
    _may_manage(tx.actor, row.account_id)
    if row.role == Role.ADMINISTRATOR:
        keep_one(tx, row.account_id)
    if not OfficerRole.objects.filter(key=role_key, removed_at=None).update(
        removed_at=tx.now, removed_by=tx.actor.account, removed_why=why[:200]
    ):
        raise Refusal(Text("这个岗位已经撤销", "this role was removed before"))
    tx.audit("parties.dismiss", account=row.account_id, office=row.office, role=row.role, why=why)


def roles_by_office(account: UUID, day: date) -> dict[str, frozenset[AnyRole]]:
    """The roles an account holds on `day`, by office code; read afresh at every request."""
    found: dict[str, set[AnyRole]] = {}
    rows = running(account).filter(on(day))
    for office, role in rows.values_list("office", "role"):
        found.setdefault(office, set()).add(role_of(role))
    return {office: frozenset(roles) for office, roles in sorted(found.items())}


def offices(account: UUID, day: date) -> tuple[Office, ...]:
    """The offices where an account holds a role on `day`."""
    return tuple(districts.office(code) for code in roles_by_office(account, day))


def officers(office: str, day: date, role: AnyRole | None = None) -> list[RoleView]:
    """Who holds a role (or that role) at an office on `day`, by name."""
    rows = OfficerRole.objects.filter(on(day), office=office, removed_at=None, account__is_active=True)
    rows = rows.filter(role=role.value) if role else rows
    return [view(row) for row in rows.select_related("account").order_by("account__name", "role")]


def role_history(account: UUID) -> list[RoleView]:
    """Every role an account ever had, the newest first."""
    rows = OfficerRole.objects.filter(account_id=account).select_related("account")
    return [view(row) for row in rows.order_by("-given_at", "-key")]


def running(account: UUID) -> QuerySet[OfficerRole]:
    """The roles of an account that nobody removed, ended and coming ones too."""
    return OfficerRole.objects.filter(account_id=account, removed_at=None)


def view(row: OfficerRole) -> RoleView:
    """A row, its account read with it, as screens show it."""
    return RoleView(
        row.key, row.account_id, row.account.name, row.office, role_of(row.role), row.starts_on, row.ends_on,
        row.removed_at, row.removed_why,
    )  # fmt: skip


def _may_manage(actor: Actor, account: UUID) -> None:
    if actor.kind == "system":
        return
    if actor.kind != "officer" or Role.ADMINISTRATOR.value not in actor.roles:
        raise Refusal(Text("只有权限管理岗位可以任免", "only an administrator of roles may do this"))
    if actor.account is not None and same_person(actor.account, account):
        raise Refusal(
            Text("不能给自己任免岗位", "nobody gives or takes a role of their own"),
            mend=Text("请另一位管理员办理", "Ask another administrator"),
        )
