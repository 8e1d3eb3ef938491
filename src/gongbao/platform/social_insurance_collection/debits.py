"""Debits of the month: registrations compared first, batches planned per bank, what is left out and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.kernel.calendar import month as months
from gongbao.kernel.rules.question import Question
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections import services as collections
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.services import same_name
from gongbao.platform.social_insurance_collection.models import BankRecord, FlexibleRegistration, Mismatch
from gongbao.platform.social_insurance_collection.words import CITY_OFFICE, MISMATCHES, SCHEME
from gongbao.policies.social_insurance_collection.facts import AGREEMENT_KINDS
from gongbao.policies.social_insurance_collection.rules import BATCH_DEBIT, BOOK, DOCUMENT, FLEXIBLE_DEBIT

PERSON_KINDS = ("registered",)
"""What the agency registered for a flexible worker (3.2)."""


class BankLine(NamedTuple):
    """A line of a bank's file of account holders: account, holder's name and identity number."""

    account: str
    name: str
    number: str


@dataclass(frozen=True)
class LeftOut:
    """What a batch leaves out and why: single charges by number, payers by hash."""

    numbers: dict[str, Text] = field(default_factory=dict)
    payers: dict[str, Text] = field(default_factory=dict)

    def why(self, row: collections.ChargeRow) -> Text | None:
        """Why this charge is left out; None where it is not."""
        return self.numbers.get(row.number) or self.payers.get(row.payer_hash)


def record_bank(tx: Tx, bank: str, lines: Iterable[BankLine], as_of: date) -> int:
    """Take a bank's list of account holders; later lists replace earlier ones account by account.

    An account that stands twice in a list with different holders is refused: nobody can say whose it is.
    """
    rows: dict[str, BankRecord] = {}
    for line in lines:
        row = BankRecord(
            office=CITY_OFFICE,
            bank=bank,
            account_hash=collections.account_print(line.account),
            account_shown="…" + line.account[-4:],
            holder_name=line.name,
            holder_hash=secrets.fingerprint(line.number, "person.number"),
            as_of=as_of,
        )
        known = rows.setdefault(row.account_hash, row)
        if (known.holder_name, known.holder_hash) != (row.holder_name, row.holder_hash):
            raise Refusal(
                Text("同一账号在表里有两个不同的户主", "One account stands in the list with two holders"),
                where=row.account_shown,
                mend=Text("请银行核对后重新提供", "Have the bank check it and send the list again"),
                clause=DOCUMENT + "4.p1.c",
            )
    BankRecord.objects.bulk_create(
        rows.values(),
        2000,
        update_conflicts=True,
        unique_fields=["bank", "account_hash"],
        update_fields=["holder_name", "holder_hash", "as_of", "account_shown"],
    )
    tx.audit("social.bank_records", bank=bank, count=len(rows))
    return len(rows)


def compare_registrations(tx: Tx, month: int) -> list[Mismatch]:
    """Compare the agency's and the banks' records of every flexible worker before the debit (4.p1.c).

    What differs is kept until the next comparison. Charges of those that do not agree are held and their
    payers told; charges of those that agree are let go.
    """
    found = _compared(month, tx.now.astimezone(ZONE).date())
    tx.lock("social/mismatches")
    Mismatch.objects.all().delete()
    Mismatch.objects.bulk_create(found, 2000)
    collections.hold_payers(tx, SCHEME, {row.payer_hash: row.why for row in found}, MISMATCHES)
    for row in found:
        if row.party is not None:
            why = MISMATCHES[row.why]
            text = Text(
                f"扣款前核对不一致：{why.zh}。请到经办机构或银行更正",
                f"Before the debit: {why.en}. Please have it corrected",
            )
            tx.message(row.party, text)
    tx.audit("social.registrations_compared", month=month, mismatches=len(found))
    return found


def mismatches(*, limit: int = 1000) -> list[Mismatch]:
    """What the last comparison found not to agree; inside a read()."""
    return list(Mismatch.objects.order_by("name", "id")[:limit])


def _compared(month: int, on: date) -> list[Mismatch]:
    """Flexible workers whose debit the rule does not allow for want of agreeing records.

    Whether the account is funded is not asked: the balance on the day of the debit decides it.
    """
    agreed = {a.payer_hash: a for a in collections.all_in_force(PERSON_KINDS)}
    banks = {(b.bank, b.account_hash): b for b in BankRecord.objects.all()}
    ruling = FLEXIBLE_DEBIT.at(months.first_day(month))
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
        }
        if ruling.determine(ruling.load(facts)).outcome == "not_met":
            found.append(_mismatch(row, agreement, _reason(facts), month, on))
    return found


def _reason(facts: dict[str, Any]) -> str:
    told = {
        "account": facts["account_registered"],
        "bank": facts["accounts_agree"],
        "number": facts["numbers_agree"],
    }
    return next((name for name, good in told.items() if not good), "name")


def _mismatch(row: FlexibleRegistration, agreement: Any, why: str, month: int, on: date) -> Mismatch:
    return Mismatch(
        office=row.office,
        party=row.party,
        payer_hash=row.person_hash,
        name=row.person_name,
        shown=row.person_shown,
        bank=agreement.bank if agreement else "",
        account=agreement.account_shown if agreement else "",
        why=why,
        month=month,
        found_on=on,
    )


def plan(tx: Tx, bank: str, on: date, *, flexible: bool, layout: str = "fixed") -> UUID | None:
    """Plan a bank's batch for firms or flexible workers; None where nothing is to be debited.

    What is collected in a later month (medical contributions, who pays by quarter or year) waits for it.
    """
    require_service(on)
    out = left_out(on)
    return collections.plan_debits(
        tx,
        SCHEME,
        bank,
        on,
        office=CITY_OFFICE,
        kinds=PERSON_KINDS if flexible else firm_kinds(BATCH_DEBIT, on),
        layout=layout,
        leave_out=out.numbers,
        without=out.payers if flexible else (),
        due_by=months.last_day(months.month_of(on)),
    )


def left_out(on: date, *, payer_hash: str = "") -> LeftOut:
    """What batches of the day leave to the payer: charges tried too often this month, flexible workers stopped.

    Worked out from the answers of the banks each time: a new month, or a payment, ends it by itself.
    """
    tries = int(str(BOOK["debit_tries"].at(on).value))
    spent = Text(
        f"本月扣款已{tries}次不成功，请改用其他方式", f"Not debited {tries} times this month: pay another way"
    )
    counts = collections.failed_tries(SCHEME, on.replace(day=1), payer_hash=payer_hash)
    numbers = {number: spent for number, count in counts.items() if count >= tries}
    rule = BOOK["flexible_stop_after"]
    if on < rule.values[0].from_:
        return LeftOut(numbers)
    most = int(str(rule.at(on).value))
    stopped = Text(
        f"连续{most}个月扣款不成功，已暂停，请到经办机构办理",
        f"Not debited {most} months in a row: stopped; see the agency",
    )
    failed = collections.failed_months(SCHEME, "pension", payer_hash=payer_hash)
    payers = {
        payer: stopped
        for payer, found in failed.items()
        if set(range(max(found) - most + 1, max(found) + 1)) <= found
    }
    return LeftOut(numbers, payers)


def firm_kinds(question: Question, on: date) -> tuple[str, ...]:
    """The kinds of agreement with which a firm may use a way of paying, by the room's rule."""
    ruling = question.at(on)
    asked = {fact.name for fact in question.facts}
    known = {name: True for name in ("is_firm", "uses_client") if name in asked}
    return tuple(
        kind
        for kind in AGREEMENT_KINDS
        if ruling.determine(ruling.load({**known, "agreement": kind})).outcome == "met"
    )


def require_service(on: date) -> None:
    """Refuse to collect on the days of November 2020 without service (4.p1)."""
    first, again = (BOOK[name].values[0].value for name in ("blackout_from", "reopen_date"))
    if first <= on < again:  # type: ignore[operator]
        raise Refusal(
            Text(f"系统升级，{again} 起恢复办理", f"No service: paying is possible again from {again}"),
            where="on",
            mend=Text(f"请在 {again} 以后办理", f"Come back from {again}"),
            clause=DOCUMENT + "4.p1",
        )
