"""A local stand-in for the bank: it works, keeps its own books in a folder, and is not a bank."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Protocol

from gongbao.platform.banking import services as banking
from gongbao.platform.funds.bankfile import Layout, Line, Result, read_file, write_receipts


class Bank(Protocol):
    """What the payment office needs of a bank."""

    def submit(self, layout: Layout, content: bytes, on: date) -> None:
        """Hand in a payment file; handing it in again changes nothing."""

    def receipts(self, batch: str) -> bytes:
        """The receipt file of a batch, as far as it is settled."""


def plausible(account: str) -> bool:
    """Whether an account number has the form banks use: 12 to 32 digits."""
    return account.isascii() and account.isdigit() and 12 <= len(account) <= 32


class LocalBank:
    """LOCAL, not a bank: settles each payment number once and returns payments to faulty accounts."""

    label = "本地模拟银行（不是真实银行）"

    def __init__(self, folder: Path, accepts: Callable[[str], bool] = plausible) -> None:
        self.books, self.accepts = banking.LocalBooks(folder), accepts

    def submit(self, layout: Layout, content: bytes, on: date) -> None:
        """Settle every line not yet settled; a line seen before keeps its first result."""
        batch, lines = read_file(layout, content)
        for line in lines:
            self.books.once(batch, line.number, lambda line=line: self._settle(line, on))  # type: ignore[misc]

    def receipts(self, batch: str) -> bytes:
        """The receipt file of `batch`."""
        return write_receipts(self._settled(batch))

    def paid(self) -> dict[str, int]:
        """Fen paid out per payment number, over all batches: the bank's own view."""
        return {r.number: r.amount for r in self._settled("*") if r.outcome == "paid"}

    def _settle(self, line: Line, on: date) -> list[object]:
        good = self.accepts(line.account)
        outcome, why = ("paid", "") if good else ("returned", "账号不符")
        return [line.number, line.amount, outcome, on.isoformat(), why, f"LOCAL-{line.number}"]

    def _settled(self, batch: str) -> list[Result]:
        return [
            Result(number, amount, outcome, date.fromisoformat(day), why, reference)
            for number, amount, outcome, day, why, reference in self.books.entries(batch)
        ]
