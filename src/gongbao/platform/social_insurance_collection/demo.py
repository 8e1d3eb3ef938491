"""What room 18 adds to the demo city: registrations, staff, flexible workers, tax officers, a month under way.

Everything is invented. The demo's clock starts in September 2020, before the tax authority collects; what is
declared is therefore November 2020, whose last day to pay is known.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from gongbao.platform.collections import services as collections
from gongbao.platform.db.services import SYSTEM, Actor, Tx, read, write
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import PASSWORD
from gongbao.platform.parties.services import AccountKind, Role
from gongbao.platform.social_insurance_collection import services as social

MONTH = 2020 * 12 + 10
OFFICERS = {"tax": ("沈星河", Role.TAX_OFFICER), "tax-review": ("顾明章", Role.TAX_REVIEWER)}
FLEXIBLE = ((901, "样灵一", 361300), (902, "样灵二", 600000), (903, "样灵三", 361300))
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def number(n: int) -> str:
    """A well-formed identity number of nobody."""
    body = f"11010519900307{n:03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


def add(city: Any) -> None:
    """Add it, once; `city` is the demo city with its accounts and firms."""
    for login, (name, role) in OFFICERS.items():
        _write(f"demo.social.{login}", lambda tx, a=login, n=name, r=role: _officer(tx, a, n, r))
    firms = [_firm(city, place) for place in (0, 1)]
    _write("demo.social.flexible", _flexible)
    clerk = city.clerk(0)
    number_ = _write("demo.social.declared", lambda tx: _declared(tx), clerk)
    city.cases["social"] = number_
    second = city.clerk(1)
    case = _write("demo.social.second", lambda tx: _declared(tx, 2), second)
    _hand_over(city, case)
    assert len(firms) == 2


def _write(name: str, command: Any, actor: Actor = SYSTEM) -> Any:
    return write(command, actor=actor, key=name, name=name)


def _officer(tx: Tx, login: str, name: str, role: Role) -> str:
    key = parties.open_account(tx, login, PASSWORD, name=name, kind=AccountKind.OFFICER)
    parties.appoint(tx, key, social.CITY_OFFICE, role, date(2020, 1, 1))
    return str(key)


def _firm(city: Any, place: int) -> UUID:
    with read(SYSTEM, purpose="demo"):
        found = parties.firm(city.firms[place])

    def command(tx: Tx) -> str:
        key = social.register_firm(
            tx,
            found.credit_code,
            found.name,
            office=found.office,
            party=found.key,
            injury_class="2",
            relief_size="small",
            registered_on=date(2018, 1, 1),
        )
        if place == 1:
            payer = collections.firm_payer(found.credit_code, found.name, found.office, found.key)
            collections.sign(
                tx,
                payer,
                "bank_payment",
                bank="icbc",
                account_name=found.name,
                account="110010000000000002",
                signed_on=date(2019, 3, 1),
            )
        return str(key)

    return UUID(_write(f"demo.social.firm.{place}", command))


def _flexible(tx: Tx) -> int:
    for n, name, base in FLEXIBLE:
        party = parties.find_or_create_person(tx, number(n), name)
        parties.open_account(tx, f"flexible{n - 900}", PASSWORD, name=name, person=party)
        social.register_flexible(
            tx,
            number(n),
            name,
            office="haidian",
            party=party,
            flex_type="part_time",
            chosen_base=base,
            last_base=361300,
            joins=("pension", "medical", "unemployment"),
            first_month=MONTH,
            bank="bob",
            account=f"62229900{n:08d}",
            account_name=name,
            registered_on=date(2020, 9, 1),
        )
    lines = [
        social.BankLine(f"62229900{n:08d}", name if n != 903 else "样灵叁", number(n))
        for n, name, _ in FLEXIBLE
    ]
    social.record_bank(tx, "bob", lines, date(2020, 9, 15))
    return len(FLEXIBLE)


def _declared(tx: Tx, first: int = 1) -> str:
    staff = [
        social.Staff(f"样员{n}", number(n), base, n % 3 == 0)
        for n, base in zip(
            range(first * 10, first * 10 + 4), (300_000, 880_000, 1_250_000, 3_100_000), strict=True
        )
    ]
    case = social.open_declaration(tx, MONTH)
    social.send_declaration(tx, case.key, MONTH, staff)
    return case.number


def _hand_over(city: Any, number_: str) -> None:
    from gongbao.platform.cases import services as cases

    agency = city.officer("agency")
    with read(SYSTEM, purpose="demo"):
        case = cases.Case.objects.get(number=number_)
    if case.state != "submitted":
        return
    key = case.key
    _write("demo.social.assess", lambda tx: cases.act(tx, key, "assess", "insurance_agency", {}), agency)
    _write("demo.social.handed", lambda tx: social.do_hand_over(tx, key), agency)
