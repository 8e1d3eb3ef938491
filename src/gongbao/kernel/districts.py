"""The offices that handle cases: sixteen districts and the development area, and the city's own.

The development area's bodies play the district's parts (neng-2020-6/addr), so every routine "of a district"
takes its office code like any other.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from gongbao.kernel.data import table
from gongbao.law.errors import Refusal
from gongbao.law.text import Text


@dataclass(frozen=True, slots=True)
class Office:
    """One office: its own code, its names and the bodies that act in it.

    `hr` and `finance` are the bodies that play the parts of the district's human resources and finance
    bureaus, `government` the body that recognises firms, `tax` the tax service's office there; for a city
    office all four are the office itself.
    `gbt2260` is empty where the place has no such code.
    """

    code: str
    name: Text
    short: Text
    hr: Text
    finance: Text
    government: Text
    tax: Text
    gbt2260: str = ""
    former_codes: tuple[str, ...] = ()
    also_called: tuple[str, ...] = ()
    is_city: bool = False

    def body(self, name: str) -> Text:
        """The body that acts: the tax service for ``tax``, else the human resources bureau (``hr``)."""
        return self.tax if name == "tax" else self.hr


def _district(row: dict[str, Any]) -> Office:
    name = Text(row["zh"], row["en"])
    full = name if name.zh.startswith("北京") else Text(f"北京市{name.zh}", name.en)

    def body(part: str, zh: str, en: str) -> Text:
        return Text(**row[part]) if part in row else Text(full.zh + zh, f"{full.en} {en}")

    return Office(
        code=row["code"],
        name=name,
        short=Text(**row["short"]) if "short" in row else name,
        hr=body("hr", "人力资源和社会保障局", "Human Resources and Social Security Bureau"),
        finance=body("finance", "财政局", "Finance Bureau"),
        government=body("government", "人民政府", "District Government"),
        tax=Text(f"国家税务总局{full.zh}税务局", f"{full.en} Tax Service"),
        gbt2260=row.get("gbt2260", ""),
        former_codes=tuple(row.get("former", ())),
        also_called=tuple(row.get("also", ())),
    )


def _city_office(row: dict[str, Any]) -> Office:
    name = Text(row["zh"], row["en"])
    return Office(row["code"], name, Text(**row["short"]), name, name, name, name, is_city=True)


OFFICES: tuple[Office, ...] = tuple(_district(row) for row in table("districts")["districts"])
"""The 17 handling offices in the order of their codes, the development area last."""

CITY: tuple[Office, ...] = tuple(_city_office(row) for row in table("districts")["city"])
"""The city's human resources bureau, finance bureau and social insurance agency."""

_BY_CODE = {each.code: each for each in (*OFFICES, *CITY)}


def _names(each: Office) -> set[str]:
    names = {each.code, each.name.zh, each.name.en.lower(), each.short.zh, each.short.en.lower()}
    names |= set(each.also_called) | {f"北京市{each.name.zh}", each.hr.zh}
    if each.gbt2260:
        names |= {each.gbt2260, each.name.zh.removesuffix("区")}
    return names


_BY_NAME = {name: each for each in (*OFFICES, *CITY) for name in _names(each)}
_BY_REGION = {code: each for each in OFFICES for code in (each.gbt2260, *each.former_codes) if code}


def office(code: str) -> Office:
    """The office with this code, a handling office or one of the city's; refuses an unknown code."""
    try:
        return _BY_CODE[code]
    except KeyError:
        raise Refusal(
            Text(f"没有经办机构“{code}”", f"there is no office “{code}”"),
            mend=Text("请从机构列表中选择", "Choose one from the list of offices"),
        ) from None


def find_office(text: str) -> Office:
    """The office a person means by a name, short name, former name or code: 海淀, 海淀区, 亦庄, 110108."""
    wanted = unicodedata.normalize("NFKC", text).strip().lower()
    return _BY_NAME.get(wanted) or _BY_REGION.get(wanted) or office(text)


def office_of_region(region: str) -> Office | None:
    """The office for a county code of GB/T 2260 or its predecessors in Beijing; None for other places."""
    return _BY_REGION.get(region)
