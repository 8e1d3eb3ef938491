"""Fields as columns of a sheet: heading, width and cell format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from gongbao.kernel.forms.fields import Field, Form, Kind

AS_TEXT: frozenset[Kind] = frozenset(
    {"text", "long_text", "identity_number", "credit_code", "account", "phone", "months", "choice", "choices"}
)
"""Kinds whose cells are text, so that no digit is lost."""

NOT_IN_SHEETS: frozenset[Kind] = frozenset({"file", "files", "commitment", "table"})

_WIDTHS: dict[str, int] = {
    "identity_number": 22, "credit_code": 22, "account": 24, "phone": 15, "date": 14, "month": 12,
    "months": 26, "money": 14, "integer": 10, "ratio": 10, "yes_no": 10, "long_text": 40,
}  # fmt: skip
_FORMATS: dict[str, str] = {
    "date": "yyyy-mm-dd",
    "month": "yyyy-mm",
    "money": "#,##0.00",
    "integer": "0",
    "ratio": "0.00%",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its field, width in characters and Excel number format (``@`` is text)."""

    field: Field
    width: int
    number_format: str

    @property
    def headings(self) -> frozenset[str]:
        """Every heading under which the column is found, folded by `fold_heading`."""
        label = self.field.label
        return frozenset(map(fold_heading, (label.zh, label.en, self.field.name, *self.field.aliases))) - {""}


def fold_heading(text: str) -> str:
    """A heading without case, blanks, width, asterisks and what stands in brackets."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"\(.*?\)|[\s*:_]+", "", plain).lower()


def columns(fields: Form | Field | Iterable[Field]) -> tuple[Column, ...]:
    """The columns of a form, of a table field, or of fields; files, commitments and tables have none."""
    if isinstance(fields, Form):
        fields = fields.fields
    elif isinstance(fields, Field):
        fields = fields.columns
    return tuple(_column(each) for each in fields if each.kind not in NOT_IN_SHEETS)


def _column(field: Field) -> Column:
    width = max(_WIDTHS.get(field.kind, 16), 2 * len(field.label.zh) + 4)
    return Column(
        field, min(width, 60), "@" if field.kind in AS_TEXT else _FORMATS.get(field.kind, "General")
    )
