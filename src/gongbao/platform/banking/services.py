"""What other apps use of banks' files: layouts, writing and reading tables, and a local stand-in's books."""

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

__all__ = [
    "Column",
    "Layout",
    "Line",
    "LocalBooks",
    "csv_bytes",
    "day",
    "read_table",
    "table_of",
    "write_table",
]
