"""Sheets officers bring in: registrations of firms and flexible workers, old agreements, a bank's account holders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gongbao.kernel.forms import Field, Option, options
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx
from gongbao.platform.parties import services as parties
from gongbao.platform.social_insurance_collection import services as social
from gongbao.policies.social_insurance_collection.facts import AGREEMENT_KINDS, FLEX_TYPES, PAYER_TYPES, SIZES
from gongbao.policies.social_insurance_collection.forms import BANKS

DOCUMENT = "she-2020-18/"


def _text(name: str, zh: str, en: str, kind: Any = "text", **more: Any) -> Field:
    return Field(name=name, kind=kind, label=Text(zh, en), clause=DOCUMENT + "2.1", **more)


_OFFICE = _text("office", "所属区（代码）", "District (code)", example="haidian")
FIRMS = (
    _text("credit_code", "统一社会信用代码", "Credit code", "credit_code"),
    _text("name", "单位名称", "Name"),
    _OFFICE,
    _text("payer_type", "缴费单位类型", "Kind of payer", "choice", options=options(PAYER_TYPES)),
    _text("injury_class", "工伤类别", "Injury class", "integer", minimum=1, maximum=8),
    _text("injury_float", "工伤浮动（%）", "Injury floating (%)", "integer", minimum=0, maximum=300),
    _text("relief_size", "减免口径的规模", "Size for relief", "choice", options=options(SIZES)),
    _text("registered_on", "登记日期", "Registered on", "date"),
)
FLEXIBLE = (
    _text("name", "姓名", "Name"),
    _text("identity_number", "身份证号码", "Identity number", "identity_number"),
    _OFFICE,
    _text("flex_type", "灵活就业类型", "Kind", "choice", options=options(FLEX_TYPES)),
    _text("chosen_base", "所选基数（元）", "Base chosen (yuan)", "money", required=False),
    _text("last_base", "上年度基数（元）", "Base of last year (yuan)", "money"),
    _text(
        "joins",
        "参加的险种",
        "Insurances",
        "choices",
        options=tuple(Option(n, social.ITEMS[n]) for n in social.ITEMS),
    ),
    _text("first_month", "起始月", "From month", "month"),
    _text("bank", "扣款银行", "Bank", "choice", options=BANKS),
    _text("account", "扣款账号", "Account", "account"),
    _text("registered_on", "登记日期", "Registered on", "date"),
    _text("pays", "缴费周期", "Pays by", "choice", options=options(social.PAYS), required=False),
)
HOLDERS = (
    _text("account", "账号", "Account", "account"),
    _text("name", "户名", "Holder"),
    _text("identity_number", "身份证号码", "Identity number", "identity_number"),
)
OLD_AGREEMENTS = (
    _text("credit_code", "统一社会信用代码", "Credit code", "credit_code"),
    _text(
        "kind",
        "原缴费方式",
        "Old way of paying",
        "choice",
        options=tuple(Option(n, AGREEMENT_KINDS[n]) for n in social.OLD),
    ),
    _text("bank", "银行", "Bank", "choice", options=BANKS),
    _text("account_name", "户名", "Holder"),
    _text("account", "账号", "Account", "account"),
    _text("signed_on", "签订日期", "Signed on", "date"),
)
KINDS = {
    "firms": (Text("企业登记", "Firms"), FIRMS),
    "flexible": (Text("灵活就业人员登记", "Flexible workers"), FLEXIBLE),
}


def record_firm(tx: Tx, row: dict[str, Any]) -> None:
    """One firm's registration."""
    party = parties.register_firm(tx, row["credit_code"], row["name"], office=row["office"])
    social.register_firm(
        tx,
        row["credit_code"],
        row["name"],
        office=row["office"],
        party=party,
        injury_class=str(row["injury_class"]),
        injury_float=row["injury_float"],
        relief_size=row["relief_size"],
        payer_type=row["payer_type"],
        registered_on=row["registered_on"],
    )


def record_flexible(tx: Tx, row: dict[str, Any]) -> None:
    """One flexible worker's registration, with the account to be debited."""
    party = parties.find_or_create_person(tx, row["identity_number"], row["name"])
    social.register_flexible(
        tx,
        row["identity_number"],
        row["name"],
        office=row["office"],
        party=party,
        flex_type=row["flex_type"],
        chosen_base=row.get("chosen_base"),
        last_base=row["last_base"],
        joins=tuple(row["joins"]),
        first_month=row["first_month"],
        bank=row["bank"],
        account=row["account"],
        account_name=row["name"],
        registered_on=row["registered_on"],
        pays=row.get("pays") or "month",
    )


RECORD: dict[str, Callable[[Tx, dict[str, Any]], None]] = {"firms": record_firm, "flexible": record_flexible}


def record_holders(tx: Tx, bank: str, rows: list[dict[str, Any]]) -> int:
    """A bank's list of account holders."""
    lines = [social.BankLine(r["account"], r["name"], r["identity_number"]) for r in rows]
    return social.record_bank(tx, bank, lines, tx.now.astimezone(ZONE).date())


def take_over(tx: Tx, rows: list[dict[str, Any]]) -> tuple[int, list[Refusal]]:
    """Firms' old agreements."""
    return social.take_over(tx, [social.OldAgreement(**row) for row in rows])
