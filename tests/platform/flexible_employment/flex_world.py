"""A small world of flexible work: riders, officers of two districts, guarantor, bank, mediators, a platform."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tests.platform.parties import people
from tests.platform.registers import rows

from gongbao.platform.casework import services as casework
from gongbao.platform.collections import services as collections
from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, Actor, new_key, now, read, write
from gongbao.platform.flexible_employment import services as flexible
from gongbao.platform.funds import services as funds
from gongbao.platform.parties import services as parties
from gongbao.platform.registers.services import Spell

OFFICE = "haidian"


def officer(n: int, *roles: str, office: str = OFFICE) -> Actor:
    return Actor("officer", account=UUID(int=n), office=office, roles=frozenset(roles))


HALL = officer(41, "district_handler")
REVIEWER = officer(42, "district_reviewer")
CITY = officer(43, "city_officer", office="city_hr")
FINANCE = officer(44, "city_finance", office="city_finance")
MEDIATOR, INSPECTOR = officer(47, "labour_mediator"), officer(48, "labour_inspector")
ELSEWHERE = officer(49, "district_handler", office="chaoyang")


def do(command: Callable[[Any], Any], actor: Actor = SYSTEM) -> Any:
    return write(command, actor=actor, key=f"test-{new_key()}", name="test")


def stepped(actor: Actor) -> Actor:
    """The officer with the second factor just shown."""
    from dataclasses import replace

    return replace(actor, stepped_up_at=now())


def seen(look: Callable[[], Any], actor: Actor = SYSTEM) -> Any:
    with read(actor, purpose="test"):
        return look()


def to(moment: str) -> None:
    clock.set_clock(datetime.fromisoformat(moment).replace(tzinfo=clock.ZONE))


def person(n: int = 1, name: str = "林舟", birth: str = "19980115") -> Actor:
    key = people.person(n, name, birth=birth)
    return Actor("party", account=new_key(), name=name, party=key)


def begin(actor: Actor, procedure: str, raw: dict[str, Any], office: str = OFFICE) -> str:
    """A case begun and handed in."""
    made = casework.start(actor, procedure, office, key=f"test-{new_key()}")
    number = str(made["number"])
    step(actor, number, "submit", raw)
    return number


def step(actor: Actor, number: str, action: str, raw: dict[str, Any] | None = None, **decided: Any) -> str:
    done = casework.do(actor, number, action, key=f"test-{new_key()}", raw=raw, decided=decided or None)
    return str(done["state"])


RIDER = {
    "work_kind": "platform", "occupation": "外卖配送", "platform": "某平台", "labour_relation": "no",
    "work_district": OFFICE, "since": "2020-10-01", "household": "local_urban", "phone": "13812345678",
    "works_here": "yes", "committed": "1",
}  # fmt: skip
GRADUATE = {
    "scheme": "graduate", "household": "local_urban", "school": "college", "graduated_on": "2020-07-01",
    "left_school_on": "2020-07-01", "employed_before": "no", "household_district": OFFICE,
    "account": "6222021234567890123", "committed": "1",
}  # fmt: skip


def registered(actor: Actor, **changed: Any) -> str:
    number = begin(actor, flexible.REGISTRATION, RIDER | changed)
    step(HALL, number, "register")
    return number


def granted(actor: Actor, **changed: Any) -> str:
    number = begin(actor, flexible.SUBSIDY, GRADUATE | changed)
    step(HALL, number, "review", outcome="grant")
    assert step(REVIEWER, number, "approve") == "granted"
    return number


def contributed(n: int, month: str, name: str = "林舟", birth: str = "19980115") -> None:
    """The person's contribution of a month, charged and paid, on the books of `collections`."""
    contributed_by(people.number(n, birth=birth), name, month)


def contributed_by(number: str, name: str, month: str) -> None:
    """As `contributed`, by identity number."""
    payer = collections.person_payer(number, name, OFFICE)
    period = int(month[:4]) * 12 + int(month[5:]) - 1
    mark = f"T-{number[-6:]}-{month}"
    new = collections.NewCharge(mark, payer, "pension", period, 125162, due=date(2030, 1, 1))
    do(lambda tx: str(collections.charge(tx, "social_insurance", new)))

    def settle(tx: Any) -> int:
        from gongbao.platform.collections.models import Charge

        return Charge.objects.filter(number=mark).update(settled=125162, state="settled")

    do(settle)


def no_employer(first: str = "2020-10-01", last: str = "2024-12-31") -> None:
    """The insurance register answers for these days; nobody in it is insured by an employer."""
    rows.record(
        "insurance",
        rows.insured(999, "2020-10"),
        covers=Spell(date.fromisoformat(first), date.fromisoformat(last)),
    )


def preallocated(fen: int = 100_000_00) -> None:
    do(
        lambda tx: [
            str(each) for each in funds.preallocate(tx, "employment", "2020Q4", fen, "京财〔2020〕1号")
        ]
    )


def firm(n: int = 7, name: str = "某平台科技有限公司") -> Actor:
    key = people.firm(n, name)
    return Actor("party", account=new_key(), name=name, party=key)


def institution(kind: str, n: int, name: str) -> Actor:
    """An institution on its list, and somebody who acts for it."""
    listed(kind, name, credit_code=people.code(n))
    found = seen(lambda: parties.find_firm(people.code(n)))
    return Actor("party", account=new_key(), name=name, party=found.key)


def listed(kind: str, title: str, **more: Any) -> None:
    given = {"code": title, "title": title, "starts_on": date(2020, 1, 1), **more}
    do(lambda tx: str(flexible.enter(tx, kind, given).pk), CITY)
