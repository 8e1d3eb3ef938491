"""Debits of the month: registrations compared first, batches planned per bank, results taken, retries counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections import services as collections
from gongbao.platform.db import secrets
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.services import same_name
from gongbao.platform.social_insurance_collection.models import BankRecord, FlexibleRegistration
from gongbao.platform.social_insurance_collection.words import CITY_OFFICE, SCHEME
from gongbao.policies.social_insurance_collection.rules import BATCH_DEBIT, BOOK, DOCUMENT, FLEXIBLE_DEBIT

PERSON_KINDS, FIRM_KINDS = ("registered",), ("tri_party", "bank_payment")


class BankLine(NamedTuple):
    """A line of a bank's file of account holders: account, holder's name and identity number."""

    account: str
    name: str
    number: str


class Mismatch(NamedTuple):
    """A flexible worker whose records do not agree, and in what; shown masked."""

    payer_hash: str
    name: str
    shown: str
    bank: str
    account: str
    why: Text


def record_bank(tx: Tx, bank: str, lines: Iterable[BankLine], as_of: date) -> int:
    """Take a bank's list of account holders; later lists replace earlier ones account by account."""
    rows = [
        BankRecord(
            office=CITY_OFFICE,
            bank=bank,
            account_hash=collections.account_print(line.account),
            account_shown="…" + line.account[-4:],
            holder_name=line.name,
            holder_hash=secrets.fingerprint(line.number, "person.number"),
            as_of=as_of,
        )
        for line in lines
    ]
    BankRecord.objects.bulk_create(
        rows,
        2000,
        update_conflicts=True,
        unique_fields=["bank", "account_hash"],
        update_fields=["holder_name", "holder_hash", "as_of", "account_shown"],
    )
    tx.audit("social.bank_records", bank=bank, count=len(rows))
    return len(rows)


def compare_registrations(tx: Tx, month: int) -> list[Mismatch]:
    """Compare the agency's and the banks' records of every flexible worker before the debit (4.p1.c).

    Charges of those that do not agree are held and their payers told; charges of those that agree are let go.
    """
    found = mismatches(month)
    wrong = {each.payer_hash: each for each in found}
    open_ = collections.charges(SCHEME, states=("open",), limit=1_000_000)
    people = set(FlexibleRegistration.objects.values_list("person_hash", flat=True))
    for why, rows in _by_reason([c for c in open_ if c.payer_hash in people], wrong).items():
        collections.hold(tx, rows, why)
    for each in found:
        row = FlexibleRegistration.objects.get(person_hash=each.payer_hash)
        if row.party is not None:
            text = Text(
                f"扣款前核对不一致：{each.why.zh}。请到经办机构或银行更正",
                f"Before the debit: {each.why.en}. Please have it corrected",
            )
            tx.message(row.party, text)
    tx.audit("social.registrations_compared", month=month, mismatches=len(found))
    return found


def _by_reason(rows: Sequence[collections.ChargeRow], wrong: dict[str, Mismatch]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        why = wrong[row.payer_hash].why.zh if row.payer_hash in wrong else ""
        if row.held != why:
            found.setdefault(why, []).append(row.number)
    return found


def mismatches(month: int) -> list[Mismatch]:
    """Flexible workers whose debit the rule does not allow for want of agreeing records."""
    agreed = {a.payer_hash: a for a in collections.all_in_force(PERSON_KINDS)}
    banks = {(b.bank, b.account_hash): b for b in BankRecord.objects.all()}
    ruling = FLEXIBLE_DEBIT.at(date(month // 12, month % 12 + 1, 1))
    found = []
    for row in FlexibleRegistration.objects.filter(last_month=None).order_by("person_hash"):
        agreement = agreed.get(row.person_hash)
        bank = banks.get((agreement.bank, agreement.account_hash)) if agreement else None
        facts = {
            "month": month,
            "account_registered": agreement is not None,
            "names_agree": bank is not None and same_name(bank.holder_name, row.person_name),
            "numbers_agree": bank is not None and bank.holder_hash == row.person_hash,
            "accounts_agree": bank is not None,
            "funded_on": date(2020, 11, 8),
        }
        answer = ruling.determine(ruling.load(facts))
        if answer.outcome != "met":
            found.append(_mismatch(row, agreement, facts))
    return found


def _mismatch(row: FlexibleRegistration, agreement: Any, facts: dict[str, object]) -> Mismatch:
    if agreement is None:
        why = Text("没有登记扣款账户", "No account is registered")
    elif not facts["accounts_agree"]:
        why = Text("银行没有这个账号", "The bank has no such account")
    elif not facts["numbers_agree"]:
        why = Text("证件号码与银行登记不一致", "The identity number differs from the bank's")
    else:
        why = Text("姓名与银行登记不一致", "The name differs from the bank's")
    bank = agreement.bank if agreement else ""
    account = agreement.account_shown if agreement else ""
    return Mismatch(row.person_hash, row.person_name, row.person_shown, bank, account, why)


def plan(tx: Tx, bank: str, on: date, *, flexible: bool, layout: str = "fixed") -> UUID | None:
    """Plan a bank's batch for firms or flexible workers; a charge tried too often this month is left to its payer."""
    tries = int(str(BOOK["debit_tries"].at(on).value))
    kinds = PERSON_KINDS if flexible else FIRM_KINDS
    _hold_spent(tx, on, tries)
    if flexible:
        _hold_stopped(tx, on)
    return collections.plan_debits(tx, SCHEME, bank, on, office=CITY_OFFICE, kinds=kinds, layout=layout)


def _hold_spent(tx: Tx, on: date, tries: int) -> None:
    counts = collections.failed_tries(SCHEME, on.replace(day=1))
    spent = [number for number, count in counts.items() if count >= tries]
    if spent:
        collections.hold(tx, spent, f"本月扣款已{tries}次不成功，请改用其他方式")


def _hold_stopped(tx: Tx, on: date) -> None:
    """Stop debiting people whose last months failed in a row, from the day that rule is known to hold."""
    rule = BOOK["flexible_stop_after"]
    if on < rule.values[0].from_:
        return
    most = int(str(rule.at(on).value))
    for payer, failed in collections.failed_months(SCHEME, "pension").items():
        last = max(failed)
        if set(range(last - most + 1, last + 1)) <= failed:
            owed = collections.charges(SCHEME, payer_hash=payer, states=("open",))
            collections.hold(
                tx, [c.number for c in owed], f"连续{most}个月扣款不成功，已暂停，请到经办机构办理"
            )


def banks_with_agreements() -> list[str]:
    """The banks at which some payer has an agreement in force."""
    return sorted({a.bank for a in collections.all_in_force((*PERSON_KINDS, *FIRM_KINDS))})


def may_debit(agreement: str) -> bool:
    """Whether a firm with this agreement may use the batch debit, by the room's rule."""
    ruling = BATCH_DEBIT.at(date(2020, 12, 1))
    return ruling.determine(ruling.load({"is_firm": True, "agreement": agreement})).outcome == "met"


def pay_online(
    tx: Tx, payer: collections.Payer, numbers: Sequence[str], *, on: date, judge: collections.Judge
) -> int:
    """Debit charges at once through the payer's agreement (税库银); refuses without one. Returns the fen paid.

    `judge` is the bank's side: called with account holder, account number and fen, it answers why not (or "").
    """
    held = collections.account_of(payer.hash, FIRM_KINDS)
    if held is None:
        raise Refusal(
            Text("联网缴税要先有三方协议或原银行缴费协议", "On-line debit needs a debit agreement"),
            mend=Text("可以先打印凭证到银行缴，或签三方协议", "Print a voucher, or sign the agreement"),
            clause=DOCUMENT + "3.1.1",
        )
    rows = [
        c for c in collections.charges(SCHEME, payer_hash=payer.hash, states=("open",)) if c.number in numbers
    ]
    if collections.on_the_way(numbers) or len(rows) != len(set(numbers)):
        raise Refusal(
            Text("有的应缴已缴清，或正在扣款途中", "Some are paid, or are being debited"),
            mend=Text("请刷新页面再试", "Reload the page and try again"),
        )
    amount = sum(row.left for row in rows)
    agreement, account = held
    why = judge(collections.Debit(tx.key[-40:], agreement.account_name, account, amount, SCHEME))
    if why:
        raise Refusal(
            Text(f"银行没有扣款：{why}", f"The bank did not debit: {why}"),
            mend=Text("请核对账户后再试", "Check the account and try again"),
        )
    collections.receive(
        tx,
        SCHEME,
        payer,
        amount,
        channel="online_debit",
        source=f"online/{agreement.bank}",
        reference=tx.key,
        received_on=on,
        charges=[row.number for row in sorted(rows, key=lambda c: (c.period, c.number))],
    )
    return amount
