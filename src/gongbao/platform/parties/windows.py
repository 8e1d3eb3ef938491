"""What a window enters of a firm on its licence: the firm itself and its legal representative."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from gongbao.kernel import districts
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties.firms import find_firm, handling_office, register_firm
from gongbao.platform.parties.mandates import grant, revoke
from gongbao.platform.parties.models import Account, Firm, Mandate, Organisation
from gongbao.platform.parties.persons import same_name
from gongbao.platform.parties.verifying import at_window, citizen_account, not_own
from gongbao.platform.parties.words import ALL_ROOMS, MandateKind


def enter_firm(tx: Tx, credit_code: str, name: str, *, office: str, is_dispatch_agency: bool) -> UUID:
    """The firm or institution of this code, entered if it is new; one that is known stays as it is.

    Refuses another name for a known code, and a new firm without its district.
    """
    at_window(tx.actor)
    known = find_firm(credit_code)
    if known is None:
        if not office:
            raise Refusal(
                Text("新登记的单位须选参保的区", "a new firm needs the district where it is insured"),
                where="office",
                mend=Text("请选择", "Choose it"),
            )
        place = handling_office(office)
        own_district(tx.actor, place)
        key = register_firm(tx, credit_code, name, office=place, is_dispatch_agency=is_dispatch_agency)
        tx.audit("parties.enter_firm", firm=key, office=place, is_dispatch_agency=is_dispatch_agency)
        return key
    if not same_name(known.name, name):
        raise Refusal(
            Text(f"这个信用代码登记的单位是“{known.name}”", f"this credit code belongs to {known.name}"),
            where="name",
            mend=Text("请照执照核对代码和名称", "Check code and name against the licence"),
        )
    return known.key


def enter_representative(tx: Tx, firm: UUID, login: str, document: UUID, *, replaces: bool = False) -> UUID:
    """Make the holder of a verified account the legal representative of a firm, on its licence or letter.

    Where there is one already, `replaces` must say that the former one's mandate ends.
    """
    at_window(tx.actor)
    own_district(tx.actor, place_of(firm))
    agent = verified_account(tx.actor, login)
    former = list(
        Mandate.objects.select_for_update().filter(
            running(tx.now.date()), principal=firm, kind=MandateKind.REPRESENTATIVE.value
        )
    )
    if any(row.agent_account_id == agent.key for row in former):
        raise Refusal(
            Text("这个账号已是该单位的法定代表人", "this account is the firm's legal representative already"),
            where="login",
        )
    if former and not replaces:
        raise Refusal(
            Text(
                f"该单位已有法定代表人：{_names(former)}",
                f"the firm has a legal representative: {_names(former)}",
            ),
            where="replaces",
            mend=Text(
                "法定代表人变更的，请勾选确认，原授权随即终止",
                "If the representative has changed, tick the box; the former mandate ends at once",
            ),
        )
    for row in former:
        revoke(tx, row.key)
    return grant(
        tx, principal=firm, kind=MandateKind.REPRESENTATIVE, rooms=[ALL_ROOMS], starts_on=tx.now.date(), ends_on=None,
        agent_account=agent.key, document=document,
    )  # fmt: skip


def verified_account(actor: Actor, login: str, *, where: str = "login") -> Account:
    """The citizen's account of this login name, if a window has verified it; told at the field `where`."""
    try:
        row = citizen_account(login)
    except Refusal as refusal:
        raise Refusal(refusal.what, where=where, mend=refusal.mend) from None
    if row.person is None:
        raise Refusal(
            Text("这个账号还没有实名", "this account is not verified"),
            where=where,
            mend=Text("请先在本窗口核对身份证件", "Verify it at the window first"),
        )
    not_own(actor, row.person, row.name)
    return row


def place_of(firm: UUID) -> str:
    """The office a firm or institution stands under; empty where none is known."""
    insured = Firm.objects.values_list("office", flat=True).get(key=firm)
    return insured or Organisation.objects.filter(party=firm).values_list("office", flat=True).first() or ""


def own_district(actor: Actor, place: str) -> None:
    """Refuse a firm or institution of another district: its own windows know it. City officers serve all."""
    if actor.kind != "officer" or actor.is_city or place in ("", actor.office):
        return
    name = districts.office(place).name
    raise Refusal(
        Text(f"这个单位由{name.zh}办理", f"this firm belongs to {name.en}"),
        where="office",
        mend=Text("请到该区窗口办理", "Have it done at a window there"),
    )


def running(today: date) -> Q:
    """Mandates neither revoked nor over."""
    return Q(revoked_at=None) & (Q(ends_on=None) | Q(ends_on__gte=today))


def _names(rows: list[Mandate]) -> str:
    return "、".join(row.agent_account.name for row in rows if row.agent_account)
