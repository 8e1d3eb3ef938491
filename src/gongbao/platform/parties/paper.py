"""Mandates on paper: entered and ended at a window for who cannot do it on line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties.firms import FirmView, find_firm
from gongbao.platform.parties.mandates import grant, revoke
from gongbao.platform.parties.models import Mandate
from gongbao.platform.parties.named import parties, party
from gongbao.platform.parties.persons import PersonView, find_person
from gongbao.platform.parties.standing import THROUGH_FIRMS
from gongbao.platform.parties.verifying import at_window, not_own
from gongbao.platform.parties.windows import own_district, place_of, verified_account
from gongbao.platform.parties.words import MandateKind


@dataclass(frozen=True, slots=True)
class MandateView:
    """A mandate as a window sees it."""

    key: UUID
    principal: UUID
    principal_name: str
    agent_name: str
    kind: MandateKind
    rooms: frozenset[str]
    starts_on: date
    ends_on: date | None
    document: UUID | None
    over: bool


def enter_mandate(
    tx: Tx, principal: UUID, kind: MandateKind, agent: str, rooms: Iterable[str], starts_on: date, ends_on: date,
    document: UUID,
) -> UUID:  # fmt: skip
    """Enter a mandate on a letter; `agent` is a login name, or the credit code of a firm that acts as agent."""
    at_window(tx.actor)
    _giver(tx.actor, principal)
    if kind == MandateKind.REPRESENTATIVE:
        raise Refusal(
            Text("法定代表人在“单位登记”办理", "a legal representative is entered with the firm"),
            where="kind",
        )
    if ends_on < tx.now.date():
        raise Refusal(Text("终止日期已经过去", "the last day has passed"), where="ends_on")
    if kind in THROUGH_FIRMS:
        found = find_firm(agent)
        if found is None:
            raise Refusal(
                Text("没有登记这家受托单位", "this agent is not entered here"),
                where="agent",
                mend=Text("请先办理单位登记", "Enter the firm first"),
            )
        sides: dict[str, UUID] = {"agent_party": found.key}
    else:
        sides = {"agent_account": verified_account(tx.actor, agent, where="agent").key}
    return grant(
        tx, principal=principal, kind=kind, rooms=rooms, starts_on=starts_on, ends_on=ends_on, document=document,
        **sides,
    )  # fmt: skip


def end_mandate(tx: Tx, mandate: UUID, document: UUID) -> None:
    """End a mandate at the wish of who gave it, on the letter or form they signed."""
    at_window(tx.actor)
    found = mandate_view(mandate, tx.now.date())
    _giver(tx.actor, found.principal)
    revoke(tx, mandate)
    tx.audit("parties.revoke_on_paper", mandate=mandate, document=document)


def principal_of(number: str) -> UUID:
    """The firm of this credit code, or the person of this identity number. Refuses an unknown one."""
    try:
        known: PersonView | FirmView | None = find_person(number)
    except Refusal:
        known = _firm_of(number)
    if known is None:
        raise Refusal(
            Text("这里没有登记这个单位或个人", "this firm or person is not entered here"),
            where="principal",
            mend=Text(
                "单位先办理单位登记；个人先实名一个账号",
                "Enter the firm first; a person has an account verified first",
            ),
        )
    return known.key


def paper_mandates(principal: UUID, today: date) -> list[MandateView]:
    """Every mandate a party gave, those that run first."""
    rows = Mandate.objects.filter(principal=principal).select_related("agent_account").order_by("-granted_at")
    return sorted(_views(list(rows), today), key=lambda each: each.over)


def mandate_view(mandate: UUID, today: date) -> MandateView:
    """One mandate. Refuses an unknown one."""
    row = Mandate.objects.filter(key=mandate).select_related("agent_account").first()
    if row is None:
        raise Refusal(Text("没有这项授权", "there is no such mandate"))
    return _views([row], today)[0]


def paper_of(actor: Actor, mandate: UUID, today: date) -> UUID:
    """The file of the letter a mandate was entered on. Refuses another district's, the officer's own, one without."""
    at_window(actor)
    found = mandate_view(mandate, today)
    _giver(actor, found.principal)
    if found.document is None:
        raise Refusal(
            Text("这项授权是在网上办的，没有书面材料", "this mandate was granted on line, without a paper"),
            mend=Text("请看授权记录", "See the list of mandates"),
        )
    return found.document


def _firm_of(number: str) -> FirmView | None:
    try:
        return find_firm(number)
    except Refusal:
        raise Refusal(
            Text("这不是有效的信用代码或身份证号", "this is neither a credit code nor an identity number"),
            where="principal",
            mend=Text("请照执照或证件核对18位号码", "Check the 18 characters against the licence or card"),
        ) from None


def _giver(actor: Actor, principal: UUID) -> None:
    """Refuse where the window is not to act for this principal: another district's firm, or the officer."""
    giver = party(principal)
    if giver.kind == "firm":
        own_district(actor, place_of(principal))
    else:
        not_own(actor, principal, giver.name)


def _views(rows: list[Mandate], today: date) -> list[MandateView]:
    """Rows, their accounts read with them, as a window sees them; the names of all parties in one reading."""
    names = parties(key for row in rows for key in (row.principal, row.agent_party) if key)

    def name(key: UUID | None) -> str:
        return names[key].name if key in names else ""

    return [
        MandateView(
            row.key, row.principal, name(row.principal), row.agent_account.name if row.agent_account else name(row.agent_party),
            MandateKind(row.kind), frozenset(row.rooms), row.starts_on, row.ends_on, row.document,
            row.revoked_at is not None or (row.ends_on is not None and row.ends_on < today),
        )
        for row in rows
    ]  # fmt: skip
