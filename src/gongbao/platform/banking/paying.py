"""Paying a fee on line: what is needed of a channel, and a local stand-in that works and is no payment service."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from gongbao.kernel.logchain import sm3
from gongbao.law.text import Text
from gongbao.platform.banking.localbooks import LocalBooks

EMPTY = "0000"
"""The end of the numbers of accounts that the stand-in takes to be empty."""


class Payment(NamedTuple):
    """What is to be paid: under which number, from which account, to whom, how many fen, what for."""

    number: str
    account: str
    payee: str
    amount: int
    purpose: str


class Paid(NamedTuple):
    """The channel's answer: its own reference, or why nothing was paid (empty: it was)."""

    reference: str
    why: str


class PaymentChannel(Protocol):
    """A service that takes a payment at once, each number at most once."""

    label: Text

    def pay(self, payment: Payment, at: datetime) -> Paid:
        """Take the payment; asked again under its number it answers the same."""


class LocalPaymentChannel:
    """LOCAL, no payment service: keeps its own books, and moves no money."""

    label = Text("本地模拟收款（不是真实支付渠道）", "local stand-in (not a payment service)")

    def __init__(self, folder: Path) -> None:
        self.books = LocalBooks(folder)

    def pay(self, payment: Payment, at: datetime) -> Paid:
        """Paid from every account but those that are empty; the first answer under a number stands."""

        def make() -> list[object]:
            why = "余额不足" if payment.account.endswith(EMPTY) else ""
            reference = "" if why else f"L-{sm3(payment.number.encode()).hex()[:12].upper()}"
            return [payment.number, payment.amount, at.isoformat(), reference, why]

        told = self.books.once(payment.number, "1", make)
        return Paid(str(told[3]), str(told[4]))

    def taken(self) -> dict[str, int]:
        """Fen taken per number: the channel's own view."""
        return {str(each[0]): int(each[1]) for each in self.books.entries() if not each[4]}


def payment_channel() -> PaymentChannel:
    """The channel in use: the class the setting PAYMENT_CHANNEL names, made with its folder."""
    made: PaymentChannel = import_string(settings.PAYMENT_CHANNEL)(settings.GONGBAO_DATA / "payment-channel")
    return made
