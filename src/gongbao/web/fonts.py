"""Subsets of Noto Sans CJK SC for rare characters: makes the web fonts and their part of the style sheet.

Run ``python -m gongbao.web.fonts`` after a change of the ``noto-cjk`` wheel. Needs ``fonttools`` and
``brotli``, which nothing else here needs. The fonts are under the SIL Open Font Licence 1.1.

Ordinary text never loads them: each `@font-face` has a `unicode-range` that begins where everyday
characters end, and stands behind the system's own families. Noto Sans CJK SC has all of Extension A but
2,108 of the 42,720 characters of Extension B and about two hundred of the later ones. A character it
lacks falls to whatever font the reader's system has, and is drawn as a box where none has it; the text
itself (search, copy, the record) is never changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "static" / "gongbao" / "fonts"
FAMILY = "Gongbao Rare"
SIMPLIFIED = 2  # place of Noto Sans CJK SC in the collection


class Part(NamedTuple):
    """One font file: its name and the first and last code point of each block in it."""

    name: str
    blocks: tuple[tuple[int, int], ...]


PARTS = (
    Part("rare-a1", ((0x3400, 0x3BFF),)),
    Part("rare-a2", ((0x3C00, 0x43FF),)),
    Part("rare-a3", ((0x4400, 0x4DBF),)),
    Part("rare-u", ((0x9FA6, 0x9FFF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))),
    Part("rare-b", ((0x20000, 0x2A6DF),)),
    Part("rare-c", ((0x2A700, 0x2EBE0), (0x30000, 0x323AF))),
)


def face(part: Part) -> str:
    """The `@font-face` rule of one part."""
    span = ",".join(f"U+{a:X}-{b:X}" for a, b in part.blocks)
    return (
        f'@font-face{{font-family:"{FAMILY}";src:url("fonts/{part.name}.woff2") format("woff2");'
        f"font-display:swap;unicode-range:{span}}}"
    )


def subset(part: Part, source: Path) -> int:
    """Write the part's file from the collection at `source`; the number of characters in it."""
    from fontTools import subset as tool

    options = tool.Options(
        font_number=SIMPLIFIED,
        flavor="woff2",
        hinting=False,
        desubroutinize=True,
        layout_features=[],
        drop_tables=["BASE", "GPOS", "GSUB", "VORG", "vhea", "vmtx"],
    )
    font = tool.load_font(str(source), options)
    wanted = {p for a, b in part.blocks for p in range(a, b + 1)} & set(font.getBestCmap())
    worker = tool.Subsetter(options)
    worker.populate(unicodes=wanted)
    worker.subset(font)
    FOLDER.mkdir(parents=True, exist_ok=True)
    tool.save_font(font, str(FOLDER / f"{part.name}.woff2"), options)
    return len(wanted)


def main() -> None:
    """Make every part and say how large each is."""
    import noto_cjk_sans_otc

    source = Path(noto_cjk_sans_otc.__file__).parent / "NotoSansCJK-Regular.ttc"
    for part in PARTS:
        count = subset(part, source)
        print(part.name, count, (FOLDER / f"{part.name}.woff2").stat().st_size)


if __name__ == "__main__":
    main()
