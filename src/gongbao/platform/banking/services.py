"""What other apps use of banks' files: layouts, writing and reading tables, a local stand-in's books, and a channel for fees paid on line."""

from __future__ import annotations

from gongbao.platform.banking.layouts import (
    Column,
    Layout,
    Line,
    csv_bytes,
    day,
    read_table,
    table_of,
    write_table,
)
from gongbao.platform.banking.localbooks import LocalBooks
from gongbao.platform.banking.paying import Paid, Payment, PaymentChannel, payment_channel

__all__ = [
    "Column",
    "Layout",
    "Line",
    "LocalBooks",
    "Paid",
    "Payment",
    "PaymentChannel",
    "csv_bytes",
    "day",
    "payment_channel",
    "read_table",
    "table_of",
    "write_table",
]
