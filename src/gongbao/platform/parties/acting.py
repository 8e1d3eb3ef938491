"""Who an account is in this request: itself, a party it may act for, or an officer at one office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from gongbao.kernel import districts
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import clock
from gongbao.platform.db.quick import row_by
from gongbao.platform.db.services import Actor
from gongbao.platform.parties import standing
from gongbao.platform.parties.mandates import links_towards
from gongbao.platform.parties.models import Account
from gongbao.platform.parties.named import Party, parties
from gongbao.platform.parties.roles import roles_by_office
from gongbao.platform.parties.second_factor import officer_ready
from gongbao.platform.parties.words import ALL_ROOMS, AccountKind, MandateKind


@dataclass(frozen=True, slots=True)
class ActingChoice:
    """A party an account may act for: on what footing, through which firm, in which rooms, until when."""

    party: Party
    footing: Text
    rooms: frozenset[str]
    ends_on: date | None = None
    via: Party | None = None


_SELF = Text("本人", "Myself")
_CLOSED = Text("账号已关闭", "the account is closed")


def resolve_actor(
    account: Account,
    *,
    acting_for: UUID | None = None,
    room: str = "",
    office: str = "",
    stepped_up_at: datetime | None = None,
    just_read: bool = False,
) -> Actor:
    """The actor of a request, worked out afresh: closed accounts, ended roles and mandates are refused.

    `acting_for` is the party chosen (none is oneself), `office` the office an officer works at now;
    it may be left out by those who have one only. Officers need their second factor set up. `just_read` says
    that the account was read in this request, as the sign-in does, and need not be read again.
    """
    account = _open(account) if just_read else _fresh(account)
    if account.kind == AccountKind.CITIZEN:
        today = clock.now().date()
        return actor_for(account, acting_for or account.person, room, today, stepped_up_at=stepped_up_at)
    if acting_for is not None:
        raise Refusal(
            Text("工作人员账号不能代人办事", "an officer's account does not act for parties"),
            mend=Text("请用个人账号登录", "Sign in with your own citizen's account"),
        )
    return _officer(account, office, stepped_up_at)


def actor_for(
    account: Account, party: UUID | None, room: str, day: date, *, stepped_up_at: datetime | None = None
) -> Actor:
    """The account as `party` in `room` on `day`: itself or under a mandate; refuses, saying what is amiss."""
    if party is None:
        return Actor("party", account.key, account.name, stepped_up_at=stepped_up_at, person=account.person)
    own = _own(account)
    way = standing.route(links_towards(own), own, party, room, day)
    return Actor(
        kind="party",
        account=account.key,
        name=account.name,
        party=party,
        on_behalf_of=way[-1].key if way else None,
        roles=frozenset({way[-1].kind.value if way else "self"}),
        stepped_up_at=stepped_up_at,
        person=account.person,
    )


def acting_choices(account: Account, day: date, room: str = "") -> list[ActingChoice]:
    """Oneself and every party one may act for on `day` (in `room`, or in any)."""
    own = _own(account)
    ways = standing.reachable(links_towards(own), own, room, day)
    names = parties(
        [*ways, *(way[0].principal for way in ways.values()), *([account.person] if account.person else [])]
    )
    choices = [_choice(names, party, way) for party, way in ways.items() if party in names]
    choices.sort(key=lambda choice: choice.party.name)
    if account.person in names:
        choices.insert(0, ActingChoice(names[account.person], _SELF, frozenset({ALL_ROOMS})))
    return choices


def _choice(names: dict[UUID, Party], party: UUID, way: standing.Route) -> ActingChoice:
    ends = [link.ends_on for link in way if link.ends_on is not None]
    limited = [link.rooms for link in way if ALL_ROOMS not in link.rooms]
    rooms = frozenset.intersection(*limited) if limited else frozenset({ALL_ROOMS})
    via = names.get(way[0].principal) if len(way) > 1 else None
    return ActingChoice(names[party], MandateKind(way[-1].kind).label, rooms, min(ends, default=None), via)


def _officer(account: Account, office: str, stepped_up_at: datetime | None) -> Actor:
    held = roles_by_office(account.key, clock.now().date())
    if not held:
        raise Refusal(
            Text("您目前没有任何岗位", "you hold no role at present"),
            mend=Text("请联系权限管理人员", "Ask the administrator of roles"),
        )
    if not office and len(held) > 1:
        raise Refusal(Text("请选择办公机构", "choose the office you work at"), where="office")
    code = districts.office(office).code if office else next(iter(held))
    if code not in held:
        raise Refusal(
            Text(f"您在{districts.office(code).name.zh}没有岗位", f"you hold no role at {code}"),
            where="office",
        )
    if not officer_ready(account):
        raise Refusal(
            Text("工作人员须先设置动态口令", "officers must set up a second factor first"),
            mend=Text(
                "请在“账号—第二道验证”中绑定动态口令", "Set up one-time codes under Account, Second factor"
            ),
        )
    return Actor(
        kind="officer",
        account=account.key,
        name=account.name,
        office=code,
        roles=frozenset(role.value for role in held[code]),
        stepped_up_at=stepped_up_at,
        person=account.person,
    )


def _own(account: Account) -> frozenset[UUID]:
    return frozenset({account.key} | ({account.person} if account.person else set()))


def _fresh(account: Account) -> Account:
    """The account as it is now; refuses a closed one."""
    found = row_by(Account, "key", account.pk)
    if found is None:
        raise Refusal(_CLOSED)
    return _open(found)


def _open(account: Account) -> Account:
    if not account.is_active:
        raise Refusal(_CLOSED)
    return account
