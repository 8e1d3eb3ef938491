"""Agreements to draw money from an account: one in force a payer; a new one takes the place of the old."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from gongbao.kernel import masking
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections.models import Agreement, DebitLine
from gongbao.platform.collections.payers import Payer
from gongbao.platform.collections.words import AGREEMENTS
from gongbao.platform.db import secrets
from gongbao.platform.db.services import Tx

SEAL = "collections.account"


class AgreementRow(NamedTuple):
    """An agreement as screens show it; `account` is masked."""

    id: UUID
    kind: str
    title: Text
    bank: str
    account_name: str
    account: str
    signed_on: date
    ended_on: date | None
    office: str


def sign(
    tx: Tx, payer: Payer, kind: str, *, bank: str, account_name: str, account: str, signed_on: date
) -> UUID:
    """Record an agreement signed with the payer; the one in force until then ends the day before or that day.

    The same agreement again changes nothing. Refuses an unknown kind, an account number that cannot be one,
    and a change while a debit under the old agreement is on its way.
    """
    if kind not in AGREEMENTS:
        raise Refusal(Text(f"没有“{kind}”这种协议", f"There is no agreement “{kind}”"), where="kind")
    if not (account.isascii() and account.isdigit() and 8 <= len(account) <= 32):
        raise Refusal(
            Text("账号应为8至32位数字", "An account number has 8 to 32 digits"),
            where="account",
            mend=Text("请照存折或开户证明填写", "Copy it from the bank's paper"),
        )
    tx.lock(f"collections/agreement/{payer.hash}")
    print_ = secrets.fingerprint(account, SEAL)
    old = Agreement.objects.filter(payer_hash=payer.hash, ended_on=None).first()
    if old is not None and (old.kind, old.bank, old.account_hash) == (kind, bank, print_):
        return old.id
    if old is not None:
        _end(tx, old, signed_on)
    row = Agreement.objects.create(
        **payer.columns(),
        kind=kind,
        bank=bank,
        account_name=account_name,
        account_sealed=secrets.seal(account, SEAL),
        account_hash=print_,
        account_shown=masking.mask_account(account),
        signed_on=signed_on,
        replaces=old,
        recorded_at=tx.now,
    )
    tx.audit("agreement.signed", agreement=str(row.id), kind=kind)
    return row.id


def end(tx: Tx, payer: Payer, on: date) -> bool:
    """End the agreement in force; False where there is none."""
    tx.lock(f"collections/agreement/{payer.hash}")
    old = Agreement.objects.filter(payer_hash=payer.hash, ended_on=None).first()
    if old is None:
        return False
    _end(tx, old, on)
    return True


def _end(tx: Tx, old: Agreement, on: date) -> None:
    if DebitLine.objects.filter(agreement=old, state__in=("planned", "sent")).exists():
        raise Refusal(
            Text(
                "有一笔扣款正在途中，银行答复后才能变更",
                "A debit is on its way; change it once the bank answers",
            ),
            mend=Text("请在扣款结果回来后再办", "Come back after the result"),
        )
    old.ended_on = max(on, old.signed_on)
    old.save(update_fields=["ended_on"])
    tx.audit("agreement.ended", agreement=str(old.id))


def agreements(payer_hash: str) -> list[AgreementRow]:
    """A payer's agreements, newest first, account numbers masked."""
    rows = Agreement.objects.filter(payer_hash=payer_hash).order_by("-signed_on", "-id")
    return [
        AgreementRow(
            r.id,
            r.kind,
            AGREEMENTS[r.kind],
            r.bank,
            r.account_name,
            r.account_shown,
            r.signed_on,
            r.ended_on,
            r.office,
        )
        for r in rows
    ]


def in_force(payer_hash: str) -> AgreementRow | None:
    """The agreement in force, or None."""
    return next((row for row in agreements(payer_hash) if row.ended_on is None), None)


def all_in_force(kinds: Sequence[str], parties: Sequence[UUID | None] | None = None) -> list[Agreement]:
    """Every agreement in force of these kinds (of these parties), for comparisons with a bank's own records."""
    rows = Agreement.objects.filter(ended_on=None, kind__in=kinds)
    if parties is not None:
        rows = rows.filter(party__in=list(parties))
    return list(rows.order_by("payer_hash"))


def agreed_parties(kinds: Sequence[str]) -> QuerySet[Agreement, Any]:
    """The parties with an agreement of these kinds in force, to be asked about within another question."""
    rows = Agreement.objects.filter(ended_on=None, kind__in=kinds)
    return rows.exclude(party=None).values_list("party", flat=True)


def account_print(account: str) -> str:
    """The keyed hash by which an account number is found."""
    return secrets.fingerprint(account, SEAL)
