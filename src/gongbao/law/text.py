"""Bilingual text: every label and message is written once in Chinese and English."""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    """A label or sentence in simplified Chinese and in English."""

    zh: str
    en: str = ""

    def say(self, language: str = "zh") -> str:
        """The text in `language` (``zh`` or ``en``); Chinese where no English was written."""
        return self.en if language.startswith("en") and self.en else self.zh

    def __str__(self) -> str:
        return self.zh
