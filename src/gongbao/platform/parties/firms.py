"""Firms: found by credit code, insured in one office, paid to one account of their own name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from gongbao.kernel import districts, identity, masking
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import secrets
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.models import Firm
from gongbao.platform.parties.persons import same_name, unknown_party

BANK_SEAL = "firm.bank_account"
_OWN_ACCOUNT = "neng-2020-6/3.3.e"


@dataclass(frozen=True, slots=True)
class FirmView:
    """A firm as screens show it; the account number in full comes from `reveal` only."""

    key: UUID
    credit_code: str
    name: str
    office: str
    is_dispatch_agency: bool
    industry: str
    bank_name: str
    bank_account_masked: str
    bank_account_fingerprint: str


def register_firm(
    tx: Tx,
    credit_code: str,
    name: str,
    *,
    office: str = "",
    industry: str = "",
    is_dispatch_agency: bool = False,
) -> UUID:
    """The key of the firm with this code, made if new. Refuses a wrong code and an office that is no district's."""
    code = identity.credit_code(credit_code).normal
    if not name.strip():
        raise Refusal(Text("单位名称不能空", "the firm's name is missing"), where="单位名称")
    firm = Firm(
        credit_code=code, name=name.strip(), office=office and handling_office(office), industry=industry,
        is_dispatch_agency=is_dispatch_agency, created_at=tx.now,
    )  # fmt: skip
    Firm.objects.bulk_create([firm], ignore_conflicts=True)
    return Firm.objects.only("key").get(credit_code=code).key


def update_firm(tx: Tx, key: UUID, **changes: str | bool) -> None:
    """Change name, office, industry or is_dispatch_agency of a firm, by officers or the system."""
    if tx.actor.kind not in ("officer", "system"):
        raise Refusal(Text("单位登记信息由工作人员更正", "a firm's registration is corrected by officers"))
    unknown = set(changes) - {"name", "office", "industry", "is_dispatch_agency"}
    if unknown:
        raise ValueError(f"no such field: {unknown}")
    if "office" in changes:
        changes["office"] = handling_office(str(changes["office"]))
    if not Firm.objects.filter(key=key).update(**changes):
        raise unknown_party()
    tx.audit("parties.update_firm", firm=key, changed=sorted(changes))


def set_bank_account(tx: Tx, key: UUID, *, holder: str, bank: str, number: str) -> tuple[Text, ...]:
    """Keep the account subsidies go to; its holder must be the firm itself. Returns doubts about the number."""
    row = Firm.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise unknown_party()
    if tx.actor.kind == "public" or (tx.actor.kind == "party" and tx.actor.party != key):
        raise Refusal(Text("只能填写本单位的账户", "only the firm's own account can be given"))
    if not same_name(holder, row.name):
        raise Refusal(
            Text("收款户名与单位名称不一致", "the holder of the account is not the firm"),
            where="户名",
            mend=Text(f"请填写“{row.name}”名下的对公账户", f"Give an account held by {row.name}"),
            clause=_OWN_ACCOUNT,
        )
    account = identity.bank_account(number)
    row.bank_name = bank.strip()
    row.bank_account_sealed = secrets.seal(account.normal, BANK_SEAL)
    row.bank_account_fingerprint = secrets.fingerprint(account.normal, "bank.account")
    row.save(update_fields=["bank_name", "bank_account_sealed", "bank_account_fingerprint"])
    tx.audit("parties.bank_account", firm=key, account=account.masked)
    return account.doubts


def firm(key: UUID) -> FirmView:
    """The firm with this key; refuses an unknown one."""
    row = Firm.objects.filter(key=key).first()
    if row is None:
        raise unknown_party()
    return view(row)


def find_firm(credit_code: str) -> FirmView | None:
    """The firm with this credit code, None when it is not known; refuses a wrong code."""
    row = Firm.objects.filter(credit_code=identity.credit_code(credit_code).normal).first()
    return view(row) if row else None


def handling_office(office: str) -> str:
    """The code of one of the 17 offices; refuses others."""
    found = districts.find_office(office)
    if found.is_city:
        raise Refusal(
            Text(f"{found.name.zh}不是参保地机构", f"{found.name.en} is no place of insurance"),
            where="区",
            mend=Text("请选择十六区或经开区", "Choose one of the sixteen districts or the development area"),
            clause="neng-2020-6/1.3",
        )
    return found.code


def view(row: Firm) -> FirmView:
    """A row as its masked view."""
    account = secrets.unseal(bytes(row.bank_account_sealed), BANK_SEAL) if row.bank_account_sealed else ""
    return FirmView(
        row.key, row.credit_code, row.name, row.office, row.is_dispatch_agency, row.industry, row.bank_name,
        masking.mask_account(account), row.bank_account_fingerprint,
    )  # fmt: skip


def industries(firms: Iterable[UUID]) -> dict[UUID, str]:
    """The industry of each firm, "" where none is registered; in one query, for sums."""
    return dict(Firm.objects.filter(key__in=list(firms)).values_list("key", "industry"))
