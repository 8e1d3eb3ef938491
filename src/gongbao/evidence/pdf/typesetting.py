"""The house's one typesetter: data and a template become a PDF/A; the same data gives the same bytes."""

from __future__ import annotations

import io
import json
import re
import threading
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import segno
import typst

from gongbao.evidence.pdf import fonts

TAGGED: Any = ["a-2a"]
SIGNABLE: Any = ["a-2u"]
"""For documents that get signature fields later: level A would ask for tags of fields that are not there yet."""
_GLYPH = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
_turn = threading.Lock()


class MissingGlyph(Exception):
    """No font at hand has these characters."""

    def __init__(self, characters: list[str]) -> None:
        super().__init__("、".join(f"{c}(U+{ord(c[0]):04X})" for c in characters))
        self.characters = characters


class Sheet(NamedTuple):
    """A typeset document, and the value of the template's metadata labelled ``<told>`` (None without)."""

    pdf: bytes
    told: Any


def typeset(template: Path, data: dict[str, Any], *, standards: Any = TAGGED) -> bytes:
    """The PDF of `data` in a template; its `dated` (year, month, day) is the document's date.

    Raises MissingGlyph naming every character no font has.
    """
    return lay_out(template, data, standards=standards).pdf


def lay_out(template: Path, data: dict[str, Any], *, standards: Any = SIGNABLE) -> Sheet:
    """As `typeset`, with what the layout tells: places are read from the laid-out page, never guessed."""
    inputs = _inputs(data)
    with _turn:
        compiler = _compiler(template, fonts.current())
        pdf = _run(
            compiler,
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=standards,
            timestamp=_midnight(*data["dated"]),
        )
        told = json.loads(compiler.query("<told>", field="value"))
    assert isinstance(pdf, bytes)
    return Sheet(pdf, told[0] if told else None)


def drawing(template: Path, data: dict[str, Any]) -> str:
    """The one page of a template as SVG, every sign as an outline. Raises MissingGlyph as `typeset` does."""
    with _turn:
        compiler = _compiler(template, fonts.current())
        # Only an archival PDF refuses a missing glyph: an SVG would show a box in its place.
        _run(compiler, format="pdf", sys_inputs=_inputs(data), pdf_standards=SIGNABLE, timestamp=0)
        svg = _run(compiler, format="svg")
    pages = svg if isinstance(svg, list) else [svg]
    if len(pages) != 1:
        raise ValueError(f"{template.name}: a drawing has one page, not {len(pages)}")
    return bytes(pages[0]).decode()


def qr(text: str) -> str:
    """A QR code as SVG, error correction M, without margin."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", border=0, xmldecl=False, svgns=True, dark="#1f1d1a"
    )
    return out.getvalue().decode()


def _midnight(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


def _inputs(data: dict[str, Any]) -> dict[str, str]:
    song, sans = fonts.families(fonts.folders())
    return {
        "data": json.dumps(data, ensure_ascii=False, sort_keys=True),
        "song": json.dumps(song),
        "sans": json.dumps(sans),
    }


@lru_cache(maxsize=16)
def _compiler(template: Path, found: typst.Fonts) -> typst.Compiler:
    return typst.Compiler(
        str(template), root=str(template.parent), font_paths=found, ignore_system_fonts=True
    )


def _run(compiler: typst.Compiler, **how: Any) -> Any:
    try:
        return compiler.compile(**how)
    except typst.TypstError as fault:
        missing = _missing(fault.diagnostic)
        if missing:
            raise MissingGlyph(missing) from fault
        raise


def _missing(diagnostic: str) -> list[str]:
    found: dict[str, None] = {}
    for text in _GLYPH.findall(diagnostic):
        for sign in _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text):
            found[sign] = None
    return list(found)
