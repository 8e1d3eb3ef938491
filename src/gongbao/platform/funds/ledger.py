"""The ledger: accounts, balanced postings and statements; every change locks its accounts in key order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Sum

from gongbao.kernel.money import format_yuan as yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.funds.models import Account, Entry, Posting
from gongbao.platform.funds.words import KINDS, unknown


class Open(NamedTuple):
    """An account to be there: its key, kind, owner, and the bounds of its balance in fen."""

    key: str
    kind: str
    owner: str = ""
    limit: int | None = None
    floor: int | None = None


class Leg(NamedTuple):
    """One side of a posting: `account` is a key, `amount` fen gained (positive) or given (negative)."""

    account: str
    amount: int


class StatementLine(NamedTuple):
    """One entry of an account's statement with the balance after it."""

    at: datetime
    kind: str
    ref: str
    memo: str
    amount: int
    balance: int
    case: UUID | None


def open_accounts(accounts: Iterable[Open]) -> None:
    """Make the accounts that are not there yet; those that are stay as they are."""
    rows = [Account(**a._asdict()) for a in sorted(accounts, key=lambda a: a.key)]
    Account.objects.bulk_create(rows, ignore_conflicts=True)


def lock(keys: Iterable[str]) -> dict[str, Account]:
    """The accounts by key; those that keep a balance are row-locked, in key order."""
    wanted = sorted(set(keys))
    found = {a.key: a for a in Account.objects.filter(key__in=wanted)}
    kept = [key for key in wanted if key in found and found[key].kept]
    locked = Account.objects.select_for_update().filter(key__in=kept).order_by("key")
    found.update({a.key: a for a in locked})
    for key in wanted:
        if key not in found:
            raise unknown(Text("账户", "account"), key)
    return found


class Booking(NamedTuple):
    """A posting to make: `ref` makes it happen once; its legs add up to zero."""

    kind: str
    ref: str
    legs: Sequence[Leg]
    fund: str
    case: UUID | None = None
    memo: str = ""


def post(
    tx: Tx, kind: str, ref: str, legs: Sequence[Leg], *, fund: str, case: UUID | None = None, memo: str = ""
) -> None:
    """Book `legs` once under `ref`; see `post_all`."""
    post_all(tx, [Booking(kind, ref, legs, fund, case, memo)])


def post_all(tx: Tx, bookings: Sequence[Booking]) -> None:
    """Make the postings whose `ref` is new, keeping every account within its bounds.

    Accounts are locked in key order first. Raises Refusal for a balance too low or a limit passed, and
    AssertionError for legs that do not add up to zero.
    """
    accounts = lock(leg.account for b in bookings for leg in b.legs)
    known = set(Posting.objects.filter(ref__in=[b.ref for b in bookings]).values_list("ref", flat=True))
    fresh = [b for b in bookings if b.ref not in known]
    rows, entries = [], []
    for b in fresh:
        if sum(leg.amount for leg in b.legs) != 0:
            raise AssertionError(f"unbalanced posting {b.ref}: {b.legs}")
        row = Posting(
            ref=b.ref, kind=b.kind, fund=b.fund, case=b.case, memo=b.memo, booked_at=tx.now, booked_by=who(tx)
        )
        rows.append(row)
        entries += [Entry(posting=row, account=accounts[leg.account], amount=leg.amount) for leg in b.legs]
    _move(accounts, entries)
    Posting.objects.bulk_create(rows)
    Entry.objects.bulk_create(entries)


def _move(accounts: dict[str, Account], entries: Sequence[Entry]) -> None:
    for entry in entries:
        if entry.account.kept:
            entry.account.balance += entry.amount
    moved = [account for account in accounts.values() if account.kept]
    for account in moved:
        _within(account)
    Account.objects.bulk_update(moved, ["balance"])


def _within(account: Account) -> None:
    if account.floor is not None and account.balance < account.floor:
        short = account.floor - account.balance
        raise Refusal(
            Text(
                f"“{_named(account).zh}”余额不足，还差 {yuan(short)} 元",
                f"{_named(account).en}: balance too low by {yuan(short)} yuan",
            ),
            mend=Text("请等资金到账后再办。", "Wait until the money is there."),
        )
    if account.limit is not None and account.balance > account.limit:
        raise Refusal(
            Text(
                f"“{_named(account).zh}”超过上限 {yuan(account.limit)} 元",
                f"{_named(account).en}: over its limit of {yuan(account.limit)} yuan",
            ),
            mend=Text("请减少金额。", "Lower the sum."),
        )


def _named(account: Account) -> Text:
    return KINDS.get(account.kind, Text(account.kind, account.kind))


def balance(key: str) -> int:
    """The balance of an account in fen, added up from its entries; 0 for an account never used."""
    return Entry.objects.filter(account__key=key).aggregate(s=Sum("amount"))["s"] or 0


def balances(keys: Iterable[str]) -> dict[str, int]:
    """The balances of several accounts in fen."""
    wanted = list(keys)
    sums = Entry.objects.filter(account__key__in=wanted).values_list("account__key").annotate(s=Sum("amount"))
    return dict.fromkeys(wanted, 0) | dict(sums)


def statement(key: str, since: date | None = None, until: date | None = None) -> list[StatementLine]:
    """The account's entries between two days (both included), oldest first, with running balances in fen."""
    lines, total = [], 0
    rows = (
        Entry.objects.filter(account__key=key).select_related("posting").order_by("posting__booked_at", "id")
    )
    for row in rows:
        total += row.amount
        day = local_day(row.posting.booked_at)
        if (since is None or day >= since) and (until is None or day <= until):
            p = row.posting
            lines.append(StatementLine(p.booked_at, p.kind, p.ref, p.memo, row.amount, total, p.case))
    return lines


def who(tx: Tx) -> str:
    """The account that acts, as text for the books; the system acts under its own name."""
    return str(tx.actor.account or tx.actor.kind)
