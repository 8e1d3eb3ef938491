"""Kinds of account, roles and mandates, with their names on screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from gongbao.law.text import Text

ALL_ROOMS = "*"
"""In a mandate's rooms: every room."""


class AccountKind(StrEnum):
    """What an account is for."""

    CITIZEN = "citizen"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> Text:
        return _ACCOUNT_KINDS[self]


class Role(StrEnum):
    """What an officer may do at an office."""

    DISTRICT_HANDLER = "district_handler"
    DISTRICT_REVIEWER = "district_reviewer"
    DISTRICT_FUNDS = "district_funds"
    DISTRICT_GOVERNMENT = "district_government"
    CITY_OFFICER = "city_officer"
    CITY_FINANCE = "city_finance"
    INSURANCE_AGENCY = "insurance_agency"
    TAX_OFFICER = "tax_officer"
    TAX_REVIEWER = "tax_reviewer"
    CITY_TAX_BUSINESS = "city_tax_business"
    CITY_TAX_TECHNOLOGY = "city_tax_technology"
    INDUSTRY_DEPARTMENT = "industry_department"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> Text:
        return _ROLES[self]


@dataclass(frozen=True)
class RoomRole:
    """A role that a room adds, with the offices where it exists (none named: the 17 offices)."""

    value: str
    label: Text
    offices: frozenset[str] = frozenset()


AnyRole = Role | RoomRole
_room_roles: dict[str, RoomRole] = {}


def register_role(name: str, label: Text, offices: Iterable[str] = ()) -> RoomRole:
    """Make a room's role known, in the `ready` of its app; the same role may be registered again.

    Raises ValueError for a name that is the platform's, or another room's with other words.
    """
    role = RoomRole(name, label, frozenset(offices))
    if name in set(Role) or _room_roles.get(name, role) != role:
        raise ValueError(f"the role {name!r} is taken")
    _room_roles[name] = role
    return role


def role_of(name: str) -> AnyRole:
    """The role of this name; one that no room knows any more has its bare name for words."""
    if name in set(Role):
        return Role(name)
    return _room_roles.get(name) or RoomRole(name, Text(name, name))


def known_roles() -> tuple[AnyRole, ...]:
    """Every role: the platform's, then those of rooms."""
    return (*Role, *_room_roles.values())


class MandateKind(StrEnum):
    """On what footing an agent acts for a principal."""

    REPRESENTATIVE = "representative"
    EMPLOYEE_CLERK = "employee_clerk"
    BOOKKEEPING_AGENT = "bookkeeping_agent"
    DISPATCH_AGENCY = "dispatch_agency"
    KIN = "kin"

    @property
    def label(self) -> Text:
        return _MANDATES[self]


_ACCOUNT_KINDS = {
    AccountKind.CITIZEN: Text("个人", "Citizen"),
    AccountKind.OFFICER: Text("工作人员", "Officer"),
    AccountKind.ADMINISTRATOR: Text("系统管理员", "System administrator"),
}
_ROLES = {
    Role.DISTRICT_HANDLER: Text("区经办", "District handler"),
    Role.DISTRICT_REVIEWER: Text("区复核", "District reviewer"),
    Role.DISTRICT_FUNDS: Text("区资金拨付", "District funds"),
    Role.DISTRICT_GOVERNMENT: Text("区政府企业认定", "District government, recognition of firms"),
    Role.CITY_OFFICER: Text("市人社局经办", "City bureau officer"),
    Role.CITY_FINANCE: Text("市财政局经办", "City finance officer"),
    Role.INSURANCE_AGENCY: Text("市社保经办", "City insurance agency"),
    Role.TAX_OFFICER: Text("税务征收", "Tax collection"),
    Role.TAX_REVIEWER: Text("税务复核", "Tax review"),
    Role.CITY_TAX_BUSINESS: Text("市税务局业务管理", "City tax bureau, tax department"),
    Role.CITY_TAX_TECHNOLOGY: Text("市税务局信息技术", "City tax bureau, technology"),
    Role.INDUSTRY_DEPARTMENT: Text("行业主管部门备案", "Industry department, copies of lists"),
    Role.SUPERVISOR: Text("监督检查", "Supervision"),
    Role.ADMINISTRATOR: Text("权限管理", "Administration of roles"),
}
_MANDATES = {
    MandateKind.REPRESENTATIVE: Text("法定代表人", "Legal representative"),
    MandateKind.EMPLOYEE_CLERK: Text("本单位经办人", "Clerk of the firm"),
    MandateKind.BOOKKEEPING_AGENT: Text("代理记账机构", "Bookkeeping agent"),
    MandateKind.DISPATCH_AGENCY: Text("劳务派遣单位", "Dispatch agency"),
    MandateKind.KIN: Text("亲属代办", "Kin"),
}
