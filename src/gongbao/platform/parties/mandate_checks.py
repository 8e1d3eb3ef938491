"""Which mandates are possible, and who may grant or revoke one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Actor
from gongbao.platform.parties.models import Account, Firm, Mandate
from gongbao.platform.parties.named import Party, PartyKind, party
from gongbao.platform.parties.standing import THROUGH_FIRMS
from gongbao.platform.parties.words import ALL_ROOMS, MandateKind

_OFFICERS = frozenset({"administrator", "district_handler"})
_ONESELF = Text("不能授权给自己", "principal and agent are the same")


def check_terms(kind: MandateKind, rooms: list[str], starts_on: date, ends_on: date | None) -> None:
    """Refuse a mandate for nothing, without a last day, or with its days in the wrong order."""
    if not rooms:
        raise Refusal(
            Text("没有选择业务", "no service is named"),
            where="业务",
            mend=Text("请至少选一项", "Choose at least one"),
        )
    if ends_on is None and kind != MandateKind.REPRESENTATIVE:
        raise Refusal(
            Text("授权须有终止日期", "a mandate needs a last day"),
            where="终止日期",
            mend=Text("请填写", "Give one"),
        )
    if ends_on is not None and ends_on < starts_on:
        raise Refusal(
            Text("终止日期早于起始日期", "the last day is before the first"),
            where="终止日期",
            mend=Text("请改成起始日期当天或以后的日期", "Give the first day or a later one"),
        )


def check_sides(kind: MandateKind, principal: Party, account: UUID | None, agent: UUID | None) -> None:
    """Refuse an agent that does not exist, is the principal, or does not fit the footing."""
    if (account is None) == (agent is None):
        raise Refusal(Text("被授权方须为一个账号或一个单位、个人", "name one account or one party as agent"))
    if account is not None:
        holder = Account.objects.filter(key=account, is_active=True).first()
        if holder is None:
            raise Refusal(Text("没有这个账号", "there is no such account"))
        if holder.person == principal.key:
            raise Refusal(_ONESELF)
    if agent == principal.key:
        raise Refusal(_ONESELF)
    wanted: PartyKind = "person" if kind == MandateKind.KIN else "firm"
    if principal.kind != wanted:
        raise _misfit(kind)
    if agent is not None and party(agent).kind != ("firm" if kind in THROUGH_FIRMS else "person"):
        raise _misfit(kind)
    if kind == MandateKind.DISPATCH_AGENCY and not (
        agent and Firm.objects.filter(key=agent, is_dispatch_agency=True).exists()
    ):
        raise Refusal(
            Text("被授权单位不是劳务派遣单位", "the agent is no dispatch agency"), clause="neng-2020-6/3.1.f"
        )


def check_grant(
    actor: Actor, principal: UUID, kind: MandateKind, rooms: Iterable[str], agent: UUID | None, document: UUID | None
) -> None:  # fmt: skip
    """Refuse unless the actor may grant this for `principal`; nobody gives a mandate to their own account."""
    if actor.account is not None and agent == actor.account:
        raise Refusal(Text("不能给自己授权", "nobody gives themselves a mandate"))
    _may_decide(actor, principal, kind, frozenset(rooms), document)


def check_revoke(actor: Actor, row: Mandate) -> bool:
    """Whether the agent gives the mandate up; refuses unless that, or the principal's side or an officer ends it."""
    if gives_up(actor, row, rooms_decided(actor)):
        return True
    _may_decide(actor, row.principal, MandateKind(row.kind), frozenset(row.rooms), row.document or row.key)
    return False


def gives_up(actor: Actor, row: Mandate, decided: frozenset[str]) -> bool:
    """Whether the mandate is the actor's own to give up: their account's, their person's, or their firm's as its head,
    who decides on something for it (`rooms_decided`)."""
    if actor.kind == "system":
        return False
    if row.agent_account_id is not None:
        return row.agent_account_id == actor.account
    own = actor.person is not None and row.agent_party == actor.person
    return own or (actor.party == row.agent_party and bool(decided))


def rooms_decided(actor: Actor) -> frozenset[str]:
    """The rooms in which the actor decides on mandates of the party acted for, ``*`` for all; none for most agents.

    A person decides on their own; a firm's legal representative on the firm's, in the rooms of their own mandate.
    """
    if actor.kind != "party" or actor.party is None:
        return frozenset()
    if actor.on_behalf_of is None:
        return frozenset({ALL_ROOMS})
    held = Mandate.objects.filter(
        key=actor.on_behalf_of, principal=actor.party, revoked_at=None, kind=MandateKind.REPRESENTATIVE.value
    ).first()
    return frozenset(held.rooms) if held else frozenset()


def decided(rooms: Iterable[str], among: frozenset[str]) -> bool:
    """Whether rooms lie among those decided on."""
    return bool(among) and (ALL_ROOMS in among or set(rooms) <= among)


def _misfit(kind: MandateKind) -> Refusal:
    return Refusal(
        Text(f"“{kind.label.zh}”与授权双方不符", f"“{kind.label.en}” does not fit these two sides")
    )


def _may_decide(
    actor: Actor, principal: UUID, kind: MandateKind, rooms: frozenset[str], document: UUID | None
) -> None:
    if actor.kind == "system":
        return
    if actor.kind == "officer" and actor.roles & _OFFICERS:
        if document is None:
            raise Refusal(
                Text("代为办理授权须有书面材料", "an officer needs the document behind the mandate"),
                mend=Text("请先上传授权书", "Upload the letter of mandate first"),
            )
        return
    if (
        kind != MandateKind.REPRESENTATIVE
        and actor.party == principal
        and decided(rooms, rooms_decided(actor))
    ):
        return
    raise Refusal(
        Text("您无权办理这项授权", "you may not decide on this mandate"),
        mend=Text(
            "请由本人、法定代表人办理，或到窗口办理",
            "The principal, the legal representative or an officer may",
        ),
    )
