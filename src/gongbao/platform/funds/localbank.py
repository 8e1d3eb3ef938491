"""A local stand-in for the bank: it works, keeps its own books in a folder, and is not a bank."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Protocol

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
        self.folder, self.accepts = folder, accepts
        folder.mkdir(parents=True, exist_ok=True)

    def submit(self, layout: Layout, content: bytes, on: date) -> None:
        """Settle every line not yet settled; a line seen before keeps its first result."""
        batch, lines = read_file(layout, content)
        for line in lines:
            place = self._place(batch, line.number)
            if not place.exists():
                _write(place, self._settle(line, on))

    def receipts(self, batch: str) -> bytes:
        """The receipt file of `batch`."""
        return write_receipts(self._settled(batch))

    def paid(self) -> dict[str, int]:
        """Fen paid out per payment number, over all batches: the bank's own view."""
        return {r.number: r.amount for r in self._settled("*") if r.outcome == "paid"}

    def _place(self, batch: str, number: str) -> Path:
        return self.folder / f"{batch}.{number.rsplit('-', 1)[-1]}.json"

    def _settle(self, line: Line, on: date) -> Result:
        good = self.accepts(line.account)
        return Result(
            line.number,
            line.amount,
            "paid" if good else "returned",
            on,
            "" if good else "账号不符",
            f"LOCAL-{line.number}",
        )

    def _settled(self, batch: str) -> list[Result]:
        found = []
        for place in sorted(self.folder.glob(f"{batch}.*.json")):
            number, amount, outcome, day, reason, reference = json.loads(place.read_text(encoding="utf-8"))
            found.append(Result(number, amount, outcome, date.fromisoformat(day), reason, reference))
        return found


def _write(place: Path, result: Result) -> None:
    new = place.with_suffix(".new")
    new.write_text(
        json.dumps([*result[:3], result.settled_on.isoformat(), *result[4:]], ensure_ascii=False),
        encoding="utf-8",
    )
    os.replace(new, place)
