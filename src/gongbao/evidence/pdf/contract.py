"""Contracts as paper: what they say, laid out with places for signatures; seals and signatures as drawings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from gongbao.evidence.pdf.drawing import Drawing, convert
from gongbao.evidence.pdf.signing import Place
from gongbao.evidence.pdf.typesetting import drawing, lay_out, qr

TEMPLATES = Path(__file__).parent / "typst"
ZONE = ZoneInfo("Asia/Shanghai")
EMPLOYER, WORKER = "employer", "worker"
Stroke = Sequence[tuple[float, float]]
"""Points of one stroke of the pen, each from 0 to 1 across and down the field."""


@dataclass(frozen=True)
class Article:
    """An article: its heading as it is to be read, and its paragraphs."""

    heading: str
    paragraphs: Sequence[str]


@dataclass(frozen=True)
class PartyBlock:
    """A party as the contract names it: ``甲方（用人单位）`` and rows of label and value."""

    role: str
    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class SignatureSpot:
    """A field to be signed, ``employer`` for example, and what stands above it."""

    field: str
    label: str


TWO_PARTIES = (
    SignatureSpot(EMPLOYER, "甲方（用人单位盖章）"),
    SignatureSpot(WORKER, "乙方（劳动者签名）"),
)


@dataclass(frozen=True)
class ContractText:
    """All that a contract's paper says; `code` is what anybody types to verify it, `link` what the QR code holds."""

    title: str
    number: str
    code: str
    dated: date
    parties: Sequence[PartyBlock]
    articles: Sequence[Article]
    opening: Sequence[str] = ()
    closing: Sequence[str] = ()
    signatures: Sequence[SignatureSpot] = TWO_PARTIES
    title_en: str = ""
    author: str = ""
    link: str = ""


class Laid(NamedTuple):
    """A contract's PDF and where each signature stands on it."""

    pdf: bytes
    places: Mapping[str, Place]


def lay_out_contract(contract: ContractText) -> Laid:
    """The contract as PDF/A-2u with the places of its signatures as laid out.

    The same contract gives the same bytes. Raises MissingGlyph naming every character no font has.
    """
    data = asdict(contract)
    data["dated"] = [contract.dated.year, contract.dated.month, contract.dated.day]
    data["qr"] = qr(contract.link or contract.code)
    sheet = lay_out(TEMPLATES / "contract.typ", data)
    return Laid(sheet.pdf, {name: Place(*where) for name, *where in sheet.told})


def seal(name: str, at: datetime, *, purpose: str = "合同专用章", notes: Sequence[str] = ()) -> Drawing:
    """An employer's seal of this name, with the moment of sealing; `notes` are short lines beside it."""
    return convert(_seal(name, purpose, _day(at), _clock(at), tuple(notes)))


def signature(
    name: str, at: datetime, *, strokes: Sequence[Stroke] = (), notes: Sequence[str] = ()
) -> Drawing:
    """A person's signature from the strokes made on the screen; without strokes the name is set in Song."""
    data = {
        "name": name,
        "strokes": [_tame(stroke) for stroke in strokes if len(stroke) > 1],
        "date": _day(at),
        "time": _clock(at),
        "notes": list(notes),
    }
    return convert(drawing(TEMPLATES / "signature.typ", data))


@lru_cache(maxsize=64)
def _seal(name: str, purpose: str, day: str, time: str, notes: tuple[str, ...]) -> str:
    data = {"name": name, "purpose": purpose, "date": day, "time": time, "notes": list(notes)}
    return drawing(TEMPLATES / "seal.typ", data)


def _tame(stroke: Stroke) -> list[list[float]]:
    """Points inside the field only: what comes from a browser cannot draw outside it."""
    return [[round(min(1.0, max(0.0, x)), 4), round(min(1.0, max(0.0, y)), 4)] for x, y in stroke[:2000]]


def _day(at: datetime) -> str:
    here = at.astimezone(ZONE)
    return f"{here.year}年{here.month}月{here.day}日"


def _clock(at: datetime) -> str:
    return at.astimezone(ZONE).strftime("%H:%M:%S")
