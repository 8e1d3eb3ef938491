"""What is planted in the town of these tests: numbers nobody may read in full, and texts that must stay text."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser

from gongbao.kernel.masking import mask_account, mask_identity, mask_phone
from gongbao.platform.parties.demo_people import account, someone

FIRM_PHONE, OBJECTOR_PHONE, TEXTED_PHONE = "13900000000", "13911112222", "13911113333"
PEOPLE = {someone(place).number for place in range(100)}
ACCOUNTS = {account(place) for place in range(10)}
PHONES = {FIRM_PHONE, OBJECTOR_PHONE, TEXTED_PHONE}
SECRETS = {
    **{number: mask_identity(number) for number in PEOPLE},
    **{number: mask_account(number) for number in ACCOUNTS},
    **{number: mask_phone(number) for number in PHONES},
}
"""Every number that is personal, and how it may be shown."""
_SECRET = re.compile("|".join(SECRETS))

ATTACK = "<script>gb()</script>'\"><img src=gb onerror=gb()>{{7*7}}{% gb %}"
_places = itertools.count(1)
planted: dict[str, str] = {}
"""The mark of each hostile text, and where it was planted."""


def hostile(where: str, *, formula: bool = True, lines: bool = False) -> str:
    """A text that attacks pages, templates, workbooks and headers, with a mark of its own to find it again."""
    mark = f"gb{next(_places):03d}z"
    planted[mark] = where
    return f"{'=1+1' if formula else ''}{mark}{ATTACK}" + ("\r\nX-Gb: 1" if lines else "")


def secrets_in(text: str) -> set[str]:
    """The personal numbers that stand in a text in full."""
    return set(_SECRET.findall(text))


def marks_in(text: str) -> set[str]:
    """The marks of hostile texts that stand in a text."""
    return set(re.findall(r"gb\d{3}z", text))


class Attacks(HTMLParser):
    """What a browser would make of a page: attacks that became elements or attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if any(name.startswith("on") or not re.fullmatch(r"[a-zA-Z_][\w:.-]*", name) for name in given):
            self.found.append(f"<{tag} {attributes}>")
        if tag in ("script", "style", "img", "iframe") and (
            given.get("src") == "gb" or (tag == "script" and "src" not in given)
        ):
            self.found.append(f"<{tag} {attributes}>")
        if (given.get("href") or "").strip().lower().startswith("javascript:"):
            self.found.append(f"<{tag} {attributes}>")


def attacks_in(page: str) -> list[str]:
    """Attacks that a page lets through; templates' braces worked out count too."""
    reader = Attacks()
    reader.feed(page)
    return reader.found + (
        ["{{7*7}} was worked out"] if re.search(r"onerror=gb\(\)(?:>|&gt;)49", page) else []
    )
