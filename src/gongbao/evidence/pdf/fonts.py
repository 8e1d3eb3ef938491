"""Fonts for documents: the packaged sans, Debian's Song where it is installed, and folders an operator gives."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import noto_cjk
import typst

SONG = ("Noto Serif CJK SC", "Source Han Serif SC", "FZXiaoBiaoSong-B05S", "Songti SC", "SimSun")
SANS = ("Noto Sans CJK SC", "Source Han Sans SC")
DEBIAN = "/usr/share/fonts/opentype/noto"
"""Where Debian's fonts-noto-cjk puts its Song; looked into only when it is there."""


def folders() -> tuple[str, ...]:
    """The folders searched: the font package's, Debian's, then those of GONGBAO_FONTS, separated as in PATH."""
    given = [place for place in os.environ.get("GONGBAO_FONTS", "").split(os.pathsep) if place]
    system = [DEBIAN] if Path(DEBIAN).is_dir() else []
    return (str(Path(noto_cjk.otc_path("sans")).parent), *system, *given)


def current() -> typst.Fonts:
    """The fonts of the folders searched now."""
    return load(folders())


def load(places: tuple[str, ...]) -> typst.Fonts:
    """The fonts of these folders, looked for again when a folder changes; the system's own are left out."""
    return _load(
        places, tuple(Path(place).stat().st_mtime_ns if Path(place).is_dir() else 0 for place in places)
    )


@lru_cache(maxsize=4)
def _load(places: tuple[str, ...], changed: tuple[int, ...]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(places))


@lru_cache(maxsize=4)
def _families(found: typst.Fonts) -> frozenset[str]:
    return frozenset(found.families())


def families(places: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The families for what is said (Song first, sans where there is none) and for what is done."""
    there = _families(load(places))
    sans = [name for name in SANS if name in there]
    return [name for name in SONG if name in there] + sans, sans
