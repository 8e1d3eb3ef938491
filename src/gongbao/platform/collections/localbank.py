"""A local stand-in for the banks that debit accounts: it works and keeps its own books, and is not a bank."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from gongbao.platform.banking import services as banking
from gongbao.platform.collections.bankfile import Debit, Layout, Result, read_debits, write_results

Judge = Callable[[Debit], str]
"""Why a debit cannot be made (empty: it can)."""
EMPTY = "0000"
"""The end of the numbers of accounts that the stand-in takes to be empty."""


def funded(debit: Debit) -> str:
    """Accounts whose number ends in `EMPTY` have no money."""
    return "余额不足" if debit.account.endswith(EMPTY) else ""


class LocalDebitBank:
    """LOCAL, not a bank: debits each number once, by file or on line, whatever is sent how often."""

    label = "本地模拟银行（不是真实银行）"

    def __init__(self, folder: Path, judge: Judge = funded) -> None:
        self.books, self.judge = banking.LocalBooks(folder), judge

    def debit(self, batch: str, debit: Debit, on: date) -> str:
        """Debit one account at once; why not, or empty. Asked again under the number it says the same."""
        return str(self._done(batch, debit, on)[4])

    def submit(self, layout: Layout, content: bytes, on: date) -> str:
        """Debit every line not yet dealt with; returns the batch's number."""
        batch, debits = read_debits(layout, content)
        for debit in debits:
            self._done(batch, debit, on)
        return batch

    def answer(self, layout: Layout, batch: str) -> bytes:
        """The result file of a batch."""
        return write_results(layout, batch, self._results(batch))

    def debited(self) -> dict[str, int]:
        """Fen debited per number, over all batches: the bank's own view."""
        return {r.number: r.amount for r in self._results("*") if r.outcome == "paid"}

    def _done(self, batch: str, debit: Debit, on: date) -> list[object]:
        def make() -> list[object]:
            why = self.judge(debit)
            return [debit.number, debit.amount, "failed" if why else "paid", on.isoformat(), why]

        return self.books.once(batch, debit.number, make)

    def _results(self, batch: str) -> list[Result]:
        return [
            Result(number, amount, outcome, date.fromisoformat(day), why, row)
            for row, (number, amount, outcome, day, why) in enumerate(self.books.entries(batch), 2)
        ]
