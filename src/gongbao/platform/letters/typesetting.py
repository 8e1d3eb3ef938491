"""Letters and receipts go through the house's typesetter (`gongbao.evidence.pdf.typesetting`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gongbao.evidence.pdf import typesetting
from gongbao.evidence.pdf.typesetting import MissingGlyph, qr

__all__ = ["MissingGlyph", "qr", "typeset"]
TEMPLATES = Path(__file__).parent / "typst"


def typeset(template: str, data: dict[str, Any]) -> bytes:
    """The PDF of `data` in ``letter`` or ``receipt``. Raises MissingGlyph naming every character no font has."""
    return typesetting.typeset(TEMPLATES / f"{template}.typ", data)
