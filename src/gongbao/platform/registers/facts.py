"""Facts for a roster or a firm, gathered from all registers in a constant number of statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from gongbao.kernel import identity
from gongbao.kernel.calendar.month import first_day, last_day, month_of
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit import services as audit
from gongbao.platform.db.services import Actor, required
from gongbao.platform.parties import services as parties
from gongbao.platform.registers.answers import Cover, Earlier, Insurance, RegisterFacts
from gongbao.platform.registers.firm_answers import FirmFacts, Recognition, Size
from gongbao.platform.registers.models import Subject
from gongbao.platform.registers.protocol import Asked, register
from gongbao.platform.registers.spells import Spell

PARTS = {
    "insurance": "insurance",
    "unemployed": "unemployed",
    "hard_to_employ": "hardship",
    "graduates": "graduations",
    "training_subsidies": "training",
    "earlier_scheme": "earlier",
}
"""The registers of persons, and the part of `RegisterFacts` each fills."""
PERSONAL = tuple(PARTS)
FIRMS = ("insured_firms", "firm_size", "recognised_firms", "dispatch_firms")
WINDOW = 24
"""Months looked back from `on` when the caller names none."""
_NAMED = 100
_HAS_NONE: Mapping[str, Any] = {
    "insurance": Insurance(),
    "training_subsidies": {},
    "earlier_scheme": Earlier(),
}


def facts_for_roster(
    firm: str,
    people: Iterable[str],
    on: date,
    *,
    first: int | None = None,
    last: int | None = None,
    known_at: datetime | None = None,
    purpose: str = "",
) -> dict[str, RegisterFacts]:
    """What the registers say of each person (fingerprint), seen from `firm` (credit code), as of `on`.

    Months are asked from `first` to `last` (default: two years up to `on`). `known_at` gives the answers
    of that instant, so that an earlier decision can be retraced. Inside read() or write() only; logged.
    A party may ask about its own roster, or about itself.
    """
    listed = list(dict.fromkeys(people))
    code = identity.credit_code(firm).normal if firm else ""
    asked = Asked(
        frozenset(listed),
        code,
        month_of(on) - WINDOW if first is None else first,
        month_of(on) if last is None else last,
        known_at,
    )
    note_lookup(PERSONAL, code, listed, purpose)
    with parties.opened(purpose):
        registers = {kind: register(kind) for kind in PERSONAL}
        cover = Cover({kind: each.covers(known_at) for kind, each in registers.items()})
        found = {kind: each.lookup_many(asked) for kind, each in registers.items()}
        names = dict(
            Subject.objects.filter(fingerprint__among=asked.people).values_list("fingerprint", "name")
        )
    sources = {kind: each.label.zh for kind, each in registers.items()}
    nothing = _nothing(cover, asked)
    return {
        person: RegisterFacts(
            person=person,
            on=on,
            cover=cover,
            name=names.get(person, ""),
            sources=sources,
            **{part: found[kind].get(person, nothing[kind]) for kind, part in PARTS.items()},
        )
        for person in listed
    }


def facts_for_firm(firm: str, on: date, *, known_at: datetime | None = None, purpose: str = "") -> FirmFacts:
    """What the registers say of a firm (credit code) on a day; inside read() or write() only; logged."""
    code = identity.credit_code(firm).normal
    note_lookup(FIRMS, code, [], purpose)
    asked = Asked([], code, month_of(on), month_of(on), known_at)
    with parties.opened(purpose):
        registers = {kind: register(kind) for kind in FIRMS}
        cover = Cover({kind: each.covers(known_at) for kind, each in registers.items()})
        rows = {kind: each.lookup_many(asked).get(code, []) for kind, each in registers.items()}
    running = {
        kind: [row for row in rows[kind] if _spell(row).holds(on)] for kind in FIRMS if kind != "firm_size"
    }
    sizes = [row for row in rows["firm_size"] if row["on_day"] <= on]
    offices, listed, licences = (
        running[kind] or (running[kind] if cover.whole(kind, on, on) else None)
        for kind in ("insured_firms", "recognised_firms", "dispatch_firms")
    )
    return FirmFacts(
        firm=code,
        on=on,
        office=None if offices is None else (offices[-1]["office"] if offices else ""),
        size=_size(sizes[-1]) if sizes else None,
        recognised=None if listed is None else tuple(map(_recognition, listed)),
        is_dispatch=None if licences is None else bool(licences),
        sources={kind: each.label.zh for kind, each in registers.items()},
    )


def insured_months_here(person: str, firm: str, on: date, *, purpose: str = "") -> frozenset[int] | None:
    """The months of the two years up to `on` in which `firm` insured the person; None is unknown."""
    insurance = facts_for_roster(firm, [person], on, purpose=purpose)[person].insurance
    return None if insurance is None else insurance.here


def paid(person: str, firm: str, month: int, *, purpose: str = "") -> bool | None:
    """Whether every kind insured by `firm` in that month was paid; None is unknown."""
    return _one_month(person, firm, month, purpose).paid_here(month)


def insured_elsewhere(person: str, firm: str, month: int, *, purpose: str = "") -> bool | None:
    """Whether a firm other than `firm` insured the person in that month; None is unknown."""
    return _one_month(person, firm, month, purpose).insured_elsewhere(month)


def _one_month(person: str, firm: str, month: int, purpose: str) -> RegisterFacts:
    return facts_for_roster(firm, [person], last_day(month), first=month, last=month, purpose=purpose)[person]


def _nothing(cover: Cover, asked: Asked) -> dict[str, Any]:
    """The answer for a person without a row: "has none" where the register covers a day asked, else unknown."""
    starts_on, ends_on = first_day(asked.first), last_day(asked.last)
    return {
        kind: _HAS_NONE.get(kind, ()) if cover.any(kind, starts_on, ends_on) else None for kind in PERSONAL
    }


def note_lookup(kinds: tuple[str, ...], firm: str, people: list[str], purpose: str) -> None:
    """Refuse or log a look-up: up to a hundred people each by fingerprint, more by firm and number."""
    _may_ask(required().actor, firm, people)
    what = f"registers {'+'.join(kinds)} {firm} {purpose}".strip()
    if not people or len(people) > _NAMED:
        audit.note(f"{what} ({len(people)})")
        return
    for person in people:
        audit.note(what, subject=person)


def _may_ask(actor: Actor, firm: str, people: list[str]) -> None:
    if actor.kind in ("officer", "system"):
        return
    if actor.kind == "party" and actor.party is not None:
        own = parties.party(actor.party)
        if own.kind == "firm" and firm and parties.firm(own.key).credit_code == firm:
            return
        if own.kind == "person" and people and set(people) == {parties.person(own.key).fingerprint}:
            return
    raise Refusal(
        Text(
            "登记信息只能由本单位、本人或工作人员查询",
            "registers answer about oneself, one's firm, or to officers",
        )
    )


def _spell(row: Mapping[str, Any]) -> Spell:
    return Spell(row["starts_on"], row["ends_on"])


def _recognition(row: Mapping[str, Any]) -> Recognition:
    return Recognition(row["office"], row["industry"], row["list_batch"], _spell(row))


def _size(row: Mapping[str, Any]) -> Size:
    return Size(
        row["on_day"], row["size_class"], row["trade"], row["staff"], row["revenue_fen"], row["assets_fen"]
    )
