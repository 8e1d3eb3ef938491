"""Firms' old ways of paying, taken over as the agency and the banks had them; who still has to sign anew (3.1.p4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections import services as collections
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.social_insurance_collection.debits import firm_kinds
from gongbao.platform.social_insurance_collection.declaring import payer_of_firm
from gongbao.platform.social_insurance_collection.models import FirmRegistration
from gongbao.policies.social_insurance_collection.rules import BATCH_DEBIT, DOCUMENT

OLD = ("bank_payment", "city_collection", "other")
MOST = 1000


class OldAgreement(NamedTuple):
    """A firm's old agreement as its line says it."""

    credit_code: str
    kind: str
    bank: str
    account_name: str
    account: str
    signed_on: date


class Waiting(NamedTuple):
    """A registered firm that no debit may be made of yet, at most `MOST` on a list; `kind` is its old way, empty where it has none."""

    name: str
    code: str
    office: str
    kind: Text
    since: date | None


def take_over(tx: Tx, lines: Iterable[OldAgreement]) -> tuple[int, list[Refusal]]:
    """Put old agreements on record; what cannot be is told line by line, the others are kept. Again changes nothing."""
    rows, taken, faults = list(lines), 0, list[Refusal]()
    codes = {row.credit_code for row in rows}
    firms = {firm.credit_code: firm for firm in FirmRegistration.objects.filter(credit_code__in=codes)}
    for row in rows:
        try:
            _take(tx, row, firms.get(row.credit_code))
        except Refusal as fault:
            faults.append(
                Refusal(
                    fault.what,
                    where=row.credit_code,
                    mend=fault.mend,
                    clause=fault.clause or DOCUMENT + "3.1.p4",
                )
            )
        else:
            taken += 1
    tx.audit("social.agreements_taken_over", count=taken, left=len(faults))
    return taken, faults


def _take(tx: Tx, row: OldAgreement, firm: FirmRegistration | None) -> None:
    if row.kind not in OLD:
        raise Refusal(
            Text("不是原来的缴费方式", "This is no old way of paying"),
            mend=Text("三方协议由企业自己签", "A firm signs the tri-party agreement itself"),
        )
    if firm is None:
        raise Refusal(
            Text(f"{row.credit_code} 还没有参保登记", f"{row.credit_code} is not registered"),
            mend=Text("请先导入参保登记", "Take in its registration first"), clause=DOCUMENT + "2.1",
        )  # fmt: skip
    if row.account_name.strip() != firm.name:
        raise Refusal(
            Text(f"户名“{row.account_name}”与登记的单位名称不一致", "The account is in another name than the firm’s"),
            mend=Text("请与银行核对户名", "Check the name with the bank"),
        )  # fmt: skip
    if row.signed_on > local_day(tx.now):
        raise Refusal(
            Text("签订日期还没到", "It is signed in the future"), mend=Text("请核对日期", "Check the day")
        )
    payer = payer_of_firm(firm)
    now = collections.in_force(payer.hash)
    if now is not None and (now.kind == "tri_party" or now.signed_on > row.signed_on):
        raise Refusal(
            Text(f"已有{now.signed_on}签的“{now.title.zh}”，旧的不再生效", f"“{now.title.en}” of {now.signed_on} stands already"),
            mend=Text("不用导入这一行", "Leave the line out"), clause=DOCUMENT + "3.1.p4.a",
        )  # fmt: skip
    collections.sign(
        tx,
        payer,
        row.kind,
        bank=row.bank,
        account_name=firm.name,
        account=row.account,
        signed_on=row.signed_on,
    )


def waiting(on: date) -> list[Waiting]:
    """Registered firms whose agreement, if any, allows no debit: they sign anew, until then they pay at a counter."""
    allowed = firm_kinds(BATCH_DEBIT, on)
    rows = FirmRegistration.objects.exclude(party__in=collections.agreed_parties(allowed)).order_by("name")[
        :MOST
    ]
    old = {row.party: row for row in collections.all_in_force(OLD, parties=[row.party for row in rows])}
    return [_waiting(firm, old.get(firm.party)) for firm in rows]


def _waiting(firm: FirmRegistration, row: Any) -> Waiting:
    kind = collections.AGREEMENTS[row.kind] if row else Text("没有协议", "None")
    return Waiting(firm.name, firm.credit_code, firm.office, kind, row.signed_on if row else None)
