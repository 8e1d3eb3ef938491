"""Officers' accounts as administrators of roles see them: who serves where, and whether they can sign in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q

from gongbao.kernel import districts
from gongbao.platform.parties.models import Account, OfficerRole, normal_login
from gongbao.platform.parties.roles import RoleView, view
from gongbao.platform.parties.words import AccountKind

_ORDER = {each.code: place for place, each in enumerate((*districts.OFFICES, *districts.CITY))}
Standing = Literal["", "serving", "idle", "closed"]


@dataclass(frozen=True, slots=True)
class OfficerView:
    """An officer's account; `roles` are those that run or will, `ready` says that the second factor is set up."""

    key: UUID
    login: str
    name: str
    person: UUID | None
    active: bool
    ready: bool
    one_time_until: datetime | None
    factor_locked_until: datetime | None
    roles: tuple[RoleView, ...]


def staff(
    day: date, *, search: str = "", office: str = "", standing: Standing = ""
) -> list[OfficerView]:  # fmt: skip
    """Officers' accounts by office and name; narrowed to a part of the name or login, an office, a standing.

    ``serving`` have a role that runs or will, ``idle`` have none, ``closed`` can sign in no more.
    """
    wanted = Account.objects.exclude(kind=AccountKind.CITIZEN.value)
    if search.strip():
        wanted = wanted.filter(Q(name__icontains=search.strip()) | Q(login__contains=normal_login(search)))
    if standing:
        wanted = wanted.filter(is_active=standing != "closed")
    found = _views(wanted, day)
    if standing in ("serving", "idle"):
        found = [each for each in found if bool(each.roles) is (standing == "serving")]
    if office:
        found = [each for each in found if any(role.office == office for role in each.roles)]
    return sorted(found, key=lambda each: (_place(each), each.name, each.login))


def staff_member(key: UUID, day: date) -> OfficerView | None:
    """One officer's account; None for citizens' accounts and unknown keys."""
    return next(
        iter(_views(Account.objects.exclude(kind=AccountKind.CITIZEN.value).filter(key=key), day)), None
    )


def _place(one: OfficerView) -> int:
    """Where the account stands in the list: with its first office, in the city's order, those without one last."""
    return min((_ORDER[role.office] for role in one.roles), default=len(_ORDER))


def _views(accounts: Iterable[Account], day: date) -> list[OfficerView]:
    rows = list(accounts)
    keys = [row.key for row in rows]
    ready = set(
        Authenticator.objects.filter(user_id__in=keys, type=Authenticator.Type.TOTP).values_list(
            "user_id", flat=True
        )
    )
    roles: dict[UUID, list[RoleView]] = defaultdict(list)
    lasting = Q(ends_on=None) | Q(ends_on__gte=day)
    for role in OfficerRole.objects.filter(lasting, account__in=keys, removed_at=None).select_related(
        "account"
    ):
        roles[role.account_id].append(view(role))
    return [
        OfficerView(
            row.key, row.login, row.name, row.person, row.is_active, row.key in ready, row.one_time_until,
            row.factor_locked_until, tuple(sorted(roles[row.key], key=lambda each: (each.office, each.role.value))),
        )
        for row in rows
    ]  # fmt: skip
