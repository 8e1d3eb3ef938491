"""Shared staff: one firm lends people to another by an agreement both accept (17.a)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.flexible_employment.models import Lending
from gongbao.platform.flexible_employment.words import ROOM, refuse
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened

TERMS = ("work", "pay_by", "insurance_by", "safety", "return")


def offer(tx: Tx, given: Mapping[str, Any]) -> UUID:
    """Offer people to another firm, known by its credit code; the borrower is told on its own page."""
    lender = tx.actor.party
    if lender is None or parties.party(lender).kind != "firm":
        raise refuse("由出借单位发起", "Offered by the lending firm", "17.a")
    found = parties.find_firm(str(given["credit_code"]))
    if found is None:
        raise refuse(
            "没有这个借用单位", "There is no such borrowing firm", "17.a", where="credit_code",
            mend=Text("请核对统一社会信用代码", "Check its credit code"),
        )  # fmt: skip
    if found.key == lender:
        raise refuse(
            "出借和借用不能是同一单位", "A firm does not lend to itself", "17.a", where="credit_code"
        )
    if given["ends_on"] < given["starts_on"]:
        raise refuse("结束日期早于开始日期", "It ends before it begins", "17.a", where="ends_on")
    own = parties.firm(lender)
    row = Lending.objects.create(
        office=own.office, party=lender, borrower=found.key, lender_name=own.name, borrower_name=found.name,
        people=given["people"], starts_on=given["starts_on"], ends_on=given["ends_on"],
        terms={name: given[name] for name in TERMS if given.get(name)}, offered_at=tx.now,
    )  # fmt: skip
    return row.pk


def answer(tx: Tx, lending: UUID, accept: bool) -> str:
    """Accept or decline an offer; only the borrowing firm may, once."""
    tx.lock(f"{ROOM}/lending/{lending}")
    with opened("answering a lending offer"):
        row = Lending.objects.filter(pk=lending, borrower=tx.actor.party).first()
        if row is None:
            raise refuse("没有给本单位的这份协议", "There is no such offer to your firm", "17.a")
        if row.state != "offered":
            raise refuse("这份协议已经答复", "It has been answered", "17.a")
        row.state, row.answered_at = ("agreed" if accept else "declined"), tx.now
        row.save(update_fields=["state", "answered_at"])
    return row.state


def of_firm(party: UUID | None) -> list[Lending]:
    """A firm's agreements on either side, newest first."""
    with opened("lending agreements of a firm"):
        return list(Lending.objects.filter(Q(party=party) | Q(borrower=party)).order_by("-offered_at")[:200])
