"""A local stand-in for the banks that debit accounts: it works and keeps its own books, and is not a bank."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from gongbao.platform.collections.bankfile import Debit, Layout, Result, read_debits, write_results

Judge = Callable[[Debit], str]
"""Why a debit cannot be made (empty: it can)."""


class LocalDebitBank:
    """LOCAL, not a bank: debits each number once, whatever is sent how often, and answers with result files."""

    label = "本地模拟银行（不是真实银行）"

    def __init__(self, folder: Path, judge: Judge = lambda _: "") -> None:
        self.folder, self.judge = folder, judge
        folder.mkdir(parents=True, exist_ok=True)

    def submit(self, layout: Layout, content: bytes, on: date) -> str:
        """Debit every line not yet dealt with; returns the batch's number."""
        batch, debits = read_debits(layout, content)
        for debit in debits:
            place = self._place(batch, debit.number)
            if not place.exists():
                why = self.judge(debit)
                _write(place, [debit.number, debit.amount, "failed" if why else "paid", on.isoformat(), why])
        return batch

    def answer(self, layout: Layout, batch: str) -> bytes:
        """The result file of a batch."""
        return write_results(layout, batch, self._results(batch))

    def debited(self) -> dict[str, int]:
        """Fen debited per number, over all batches: the bank's own view."""
        return {r.number: r.amount for r in self._results("*") if r.outcome == "paid"}

    def _place(self, batch: str, number: str) -> Path:
        return self.folder / f"{batch}.{number.rsplit('-', 1)[-1]}.json"

    def _results(self, batch: str) -> list[Result]:
        found = []
        for row, place in enumerate(sorted(self.folder.glob(f"{batch}.*.json")), 2):
            number, amount, outcome, day, why = json.loads(place.read_text(encoding="utf-8"))
            found.append(Result(number, amount, outcome, date.fromisoformat(day), why, row))
        return found


def _write(place: Path, told: list[object]) -> None:
    new = place.with_suffix(".new")
    new.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    os.replace(new, place)
