"""The tax certificate: from the day the text gives, once the tax is with the treasury; everybody can verify it."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.kernel.districts import office as office_of
from gongbao.kernel.money import format_yuan
from gongbao.law.text import Text
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.letters import services as letters
from gongbao.platform.parties.services import opened
from gongbao.platform.vehicle_tax.collecting import OWNER_SEAL
from gongbao.platform.vehicle_tax.institutions import institution
from gongbao.platform.vehicle_tax.models import Certificate, Filing, Item
from gongbao.platform.vehicle_tax.refusals import Coded, not_found
from gongbao.platform.vehicle_tax.vehicles import owner_hash, vin_hash
from gongbao.policies.vehicle_tax.dates import tenth_after
from gongbao.policies.vehicle_tax.rules import CERTIFICATE

TITLE = Text("税收完税证明（车船税）", "Tax certificate (vehicle tax)")
PREFIX = "税车完"


class CertificateRow(NamedTuple):
    """A certificate as its owner sees it."""

    item: str
    number: str
    code: str
    issued_on: date
    letter: str


def first_day(paid_on: date) -> date:
    """The first day on which a certificate can be asked for, under the reading in use."""
    tenth = tenth_after(paid_on)
    ruling = CERTIFICATE.at(tenth)
    facts = {"paid_through_insurer": True, "in_treasury": True, "asked_on": tenth, "tenth": tenth}
    met = ruling.determine(facts).outcome == "met"
    return tenth if met else tenth.replace(day=tenth.day + 1)


def issue_certificate(tx: Tx, *, vin: str, owner_number: str, tax_year: int) -> dict[str, Any]:
    """Issue, or find again, the certificate of a vehicle's year for who knows its VIN and the owner's number.

    Refused before its first day and while the tax is not with the treasury; both say from when.
    """
    with opened("vehicle_tax.certificate"):
        return _issue(tx, vin, owner_number, tax_year)


def _issue(tx: Tx, vin: str, owner_number: str, tax_year: int) -> dict[str, Any]:
    item = Item.objects.select_for_update().filter(
        vin_hash=vin_hash(vin), owner_hash=owner_hash(owner_number), tax_year=tax_year, state="live", sandbox=False,
        outcome="collected",
    ).first()  # fmt: skip
    if item is None:
        raise not_found(Text("代收的税款", "collected tax"), str(tax_year))
    if not item.kept:
        raise Coded(
            "refunded", Text("这笔税款已经全部退还，不能再开完税证明", "The tax was given back whole; there is no certificate for it"),
            where="tax_year", clause="10", status=409,
            mend=Text("退税情况见退税办件", "See the case of the refund"),
        )  # fmt: skip
    known = Certificate.objects.filter(item=item.number).first()
    if known is not None and known.refunded == item.refunded:
        return _json(known)
    today = local_day(tx.now)
    _require_due(item, today)
    issued = letters.issue(
        tx, "vehicle_tax.certificate", TITLE, _content(item), office=item.office,
        addressee=secrets.unseal(bytes(item.owner_sealed), OWNER_SEAL), prefix=f"{office_of(item.office).short.zh.removesuffix('区')}{PREFIX}",
        issuer="tax",
    )  # fmt: skip
    if known is not None:
        letters.set_standing(tx, known.letter, "replaced")
    row, _ = Certificate.objects.update_or_create(item=item.number, defaults={
        "office": item.office, "party": item.party, "letter": issued.letter, "number": issued.number,
        "code": issued.code, "issued_on": today, "refunded": item.refunded,
    })  # fmt: skip
    letters.make(tx, issued.letter)
    tx.audit("vehicle_tax.certificate", item=item.number, number=issued.number)
    return _json(row)


def note_refund(tx: Tx, item: Item) -> None:
    """Let the certificate of an item show that its tax was given back: wholly, it is withdrawn; in part, remarked."""
    row = Certificate.objects.filter(item=item.number).first()
    if row is None:
        return
    back, on = format_yuan(item.refunded), item.refunded_on
    more = (
        Text("证明已撤销", "the certificate is withdrawn"),
        Text("可以重新开具", "a new certificate can be had"),
    )
    end = more[0] if not item.kept else more[1]
    letters.remark(
        tx, row.letter, Text(f"所证税款已于{on}由国库退还{back}元，{end.zh}", f"Of this tax {back} yuan were given back on {on}; {end.en}")
    )  # fmt: skip
    if not item.kept:
        letters.set_standing(tx, row.letter, "withdrawn")


def certificate_pdf(made: dict[str, Any]) -> letters.Pdf:
    """The PDF of a certificate just asked for with VIN and number. Refuses while a glyph is missing."""
    with opened("vehicle_tax.certificate"):
        return letters.pdf(UUID(made["letter"]))


def _require_due(item: Item, today: date) -> None:
    filing = Filing.objects.filter(number=item.filing).first() if item.filing else None
    facts = {
        "paid_through_insurer": True, "asked_on": today, "tenth": tenth_after(item.collected_on),
        "in_treasury": filing is not None and filing.state == "remitted",
    }  # fmt: skip
    answer = CERTIFICATE.at(today).determine(facts)
    if answer.outcome == "met":
        return
    failed = {reason.unit.tag.name for reason in answer.reasons if reason.state is False}
    day = first_day(item.collected_on)
    if "after_the_tenth" in failed:
        raise Coded(
            "too_early", Text(f"{day}起可以开具", f"It can be had from {day}"), where="tax_year", clause="10", status=409,
            mend=Text("请到期后再来", "Come again from that day"),
        )  # fmt: skip
    raise Coded(
        "not_in_treasury", Text("税款还没有入库", "The tax is not with the treasury yet"), where="tax_year", clause="10", status=409,
        mend=Text("请过几日再查", "Ask again in a few days"),
    )  # fmt: skip


def _content(item: Item) -> letters.Content:
    given_back = (
        [("已退税额", f"{format_yuan(item.refunded)}元"), ("退还日期", f"{item.refunded_on}")] if item.refunded else []
    )  # fmt: skip
    return letters.Content(
        opening=[f"兹证明下列车船税已经缴纳并入库{'，其中一部分已由国库退还' if item.refunded else ''}。"],
        facts=[
            ("税款所属年度", str(item.tax_year)), ("车架号", item.vin_shown), ("号牌号码", item.plate_shown or "新车未登记"),
            ("税额", f"{format_yuan(item.tax)}元"), ("滞纳金", f"{format_yuan(item.late_fee)}元"),
            ("代收日期", item.collected_on.isoformat()), ("代收编号", item.number),
            ("扣缴义务人", institution(item.party).name), ("交强险保单号", item.policy_number),
            *given_back,
        ],
        basis=["《北京市保险机构代收代缴机动车车船税管理办法》第十条"],
        sum_fen=item.kept, sum_label="实缴金额" if not item.refunded else "退还后实缴金额",
    )  # fmt: skip


def _json(row: Certificate) -> dict[str, Any]:
    return {
        "item": row.item, "number": row.number, "code": row.code, "issued_on": row.issued_on.isoformat(),
        "letter": str(row.letter),
    }  # fmt: skip
