"""Typesetting: data and a template become a PDF/A; the same data gives the same bytes."""

from __future__ import annotations

import io
import json
import re
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import segno
import typst

from gongbao.platform.letters import fonts

TEMPLATES = Path(__file__).parent / "typst"
STANDARDS = ["a-2a"]
_GLYPH = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
_turn = threading.Lock()


class MissingGlyph(Exception):
    """No font at hand has these characters."""

    def __init__(self, characters: list[str]) -> None:
        super().__init__("、".join(f"{c}(U+{ord(c[0]):04X})" for c in characters))
        self.characters = characters


def typeset(template: str, data: dict[str, Any]) -> bytes:
    """The PDF of `data` in ``letter`` or ``receipt``; its `dated` (year, month, day) is the document's date.

    Raises MissingGlyph naming every character no font has.
    """
    places = fonts.folders()
    song, sans = fonts.families(places)
    inputs = {
        "data": json.dumps(data, ensure_ascii=False, sort_keys=True),
        "song": json.dumps(song),
        "sans": json.dumps(sans),
    }
    try:
        with _turn:
            content = typst.compile(
                str(TEMPLATES / f"{template}.typ"),
                root=str(TEMPLATES),
                font_paths=fonts.load(places),
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs=inputs,
                pdf_standards=STANDARDS,
                timestamp=datetime(*data["dated"], tzinfo=UTC),
            )
    except typst.TypstError as fault:
        missing = _missing(fault.diagnostic)
        if missing:
            raise MissingGlyph(missing) from fault
        raise
    assert isinstance(content, bytes)
    return content


def qr(text: str) -> str:
    """A QR code as SVG, error correction M, without margin."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", border=0, xmldecl=False, svgns=True, dark="#1f1d1a"
    )
    return out.getvalue().decode()


def _missing(diagnostic: str) -> list[str]:
    found: dict[str, None] = {}
    for text in _GLYPH.findall(diagnostic):
        for sign in _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text):
            found[sign] = None
    return list(found)
