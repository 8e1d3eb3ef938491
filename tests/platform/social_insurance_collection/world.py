"""A small world for collecting contributions: a firm with staff, an agency, a tax office, flexible workers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from tests.platform.parties import people

from gongbao.platform.db.services import CITY, SYSTEM, Actor, new_key, read, write
from gongbao.platform.parties import services as parties
from gongbao.platform.social_insurance_collection import services as social

NAME, OFFICE = "北京样例制造有限公司", "chaoyang"
MONTH = 2021 * 12  # January 2021
AGENCY = Actor("officer", account=UUID(int=21), office=OFFICE, roles=frozenset({"insurance_agency"}))
TAX = Actor("officer", account=UUID(int=22), office=CITY, roles=frozenset({"tax_officer"}))
REVIEW = Actor("officer", account=UUID(int=23), office=CITY, roles=frozenset({"tax_reviewer"}))


def do(command: Callable[[Any], Any], actor: Actor = SYSTEM) -> Any:
    return write(command, actor=actor, key=f"test-{new_key()}", name="test")


def seen(look: Callable[[], Any], actor: Actor = SYSTEM) -> Any:
    with read(actor, purpose="test"):
        return look()


def person_number(n: int) -> str:
    """A well-formed identity number."""
    return people.number(n)


def firm(n: int = 1, name: str = NAME, **more: Any) -> tuple[UUID, Actor]:
    """A registered firm and the actor that acts for it."""
    code = people.code(n)
    party = UUID(do(lambda tx: str(parties.register_firm(tx, code, name, office=OFFICE))))
    more = {"injury_class": "1", "registered_on": date(2020, 1, 1), **more}
    key = do(lambda tx: str(social.register_firm(tx, code, name, office=OFFICE, party=party, **more)))
    return UUID(key), Actor("party", account=new_key(), party=party)


def staff(count: int, base: int = 1_000_000, first: int = 1) -> list[social.Staff]:
    return [social.Staff(f"职工{n}", person_number(n), base + n, False) for n in range(first, first + count)]


def declared(actor: Actor, those: list[social.Staff], month: int = MONTH) -> UUID:
    """A declaration sent in; the case's key."""
    case = UUID(do(lambda tx: str(social.open_declaration(tx, month).key), actor))
    do(lambda tx: social.send_declaration(tx, case, month, those), actor)
    return case


def act(case: UUID, action: str, actor: Actor, role: str, body: dict[str, Any] | None = None) -> Any:
    from gongbao.platform.cases import services as cases

    return do(lambda tx: cases.act(tx, case, action, role, body or {}), actor)


def handed_over(actor: Actor, those: list[social.Staff], month: int = MONTH) -> UUID:
    """A month declared, assessed and handed over."""
    case = declared(actor, those, month)
    act(case, "assess", AGENCY, "insurance_agency")
    do(lambda tx: social.do_hand_over(tx, case), AGENCY)
    return case


def flexible(
    n: int,
    *,
    bank: str = "bob",
    base: int | None = 361300,
    joins: tuple[str, ...] = ("pension", "medical", "unemployment"),
    pays: str = "month",
    registered_on: date = date(2020, 6, 1),
) -> UUID:
    """A registered flexible worker."""
    name = f"灵活{n}"
    return UUID(
        do(
            lambda tx: str(
                social.register_flexible(
                    tx,
                    person_number(n),
                    name,
                    office=OFFICE,
                    party=None,
                    flex_type="part_time",
                    chosen_base=base,
                    last_base=361300,
                    joins=joins,
                    first_month=MONTH - 6,
                    bank=bank,
                    account=f"62220000{n:08d}",
                    account_name=name,
                    registered_on=registered_on,
                    pays=pays,
                )
            )
        )
    )


def bank_line(n: int, **other: str) -> social.BankLine:
    line = social.BankLine(f"62220000{n:08d}", f"灵活{n}", person_number(n))
    return line._replace(**other)
