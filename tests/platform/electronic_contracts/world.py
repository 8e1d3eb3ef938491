"""Helpers of the room's tests: an employer, workers, officers, and a contract brought to any stage in one call."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from stdnum.cn import ric, uscc

from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, Actor, Tx, read, write
from gongbao.platform.electronic_contracts import agreeing, drafting, identity, signing
from gongbao.platform.electronic_contracts.models import Contract
from gongbao.platform.jobs.services import run_due
from gongbao.platform.messages.services import inbox
from gongbao.platform.parties.services import find_or_create_person, register_firm

PASSWORD = "槐荫巷-2020"
_turn = itertools.count()


def key() -> str:
    """A key used once."""
    return f"contract-test-{next(_turn)}"


def to(moment: str) -> None:
    """Set the clock, such as ``2020-12-01 10:00``."""
    clock.set_clock(datetime.fromisoformat(moment).replace(tzinfo=clock.ZONE))


def number_of(place: int) -> str:
    """A valid identity number nobody has."""
    body = f"110105{1985 + place % 15}{1 + place % 12:02}{1 + place % 28:02}{900 + place % 99:03}"
    return body + str(ric.calc_check_digit(body + "0"))


def code_of(place: int) -> str:
    """A valid credit code nobody has."""
    digits = f"998{place:05d}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11
    body = f"91110108{digits}" + {10: "X", 11: "0"}.get(rest, str(rest))
    return body + str(uscc.calc_check_digit(body + "0"))


@dataclass
class Town:
    """An employer in Haidian, its first worker, an officer and a supervisor."""

    employer: Actor
    worker: Actor
    officer: Actor
    supervisor: Actor


def party(who: UUID) -> Actor:
    return Actor("party", account=uuid4(), party=who, name="test")


def town() -> Town:
    """A fresh town."""

    def command(tx: Tx) -> list[str]:
        firm = register_firm(tx, code_of(1), "槐荫巷餐饮有限公司", office="haidian")
        worker = find_or_create_person(tx, number_of(1), "沈知夏", "13800000000")
        return [str(firm), str(worker)]

    firm, worker = write(command, actor=SYSTEM, key=key(), name="test.town")
    roles = frozenset({"district_handler"})
    officer = Actor("officer", account=uuid4(), office="haidian", roles=roles, name="officer")
    supervisor = Actor(
        "officer", account=uuid4(), office="haidian", roles=frozenset({"supervisor"}), name="boss"
    )
    return Town(party(UUID(firm)), party(UUID(worker)), officer, supervisor)


def terms(place: int = 1, **changes: Any) -> dict[str, Any]:
    """A three-year contract."""
    names = {1: "沈知夏"}
    return {
        "worker_name": names.get(place, f"样人{place}"), "identity_number": number_of(place), "worker_address": "北京市西城区某街1号",
        "phone": "13800000000", "contract_type": "fixed", "starts_on": date(2020, 12, 1), "ends_on": date(2023, 11, 30),
        "probation_months": 2, "position": "门店经理", "workplace": "北京市海淀区", "wage": 780000, "probation_wage": 624000,
        "week_hours": 40, "pay_day": 10, "employer_address": "北京市海淀区槐荫巷8号", "employer_head": "顾明远",
    } | changes  # fmt: skip


def verified(actor: Actor, name: str, number: str) -> None:
    """Bring a party to level 3."""
    identity.check_number(actor, name, number, key=key())
    with read(SYSTEM, purpose="test"):
        letters = inbox(clock.now(), party=actor.party)
    code = next(m[1] for each in letters if (m := re.search(r"验证码 (\d{6})", each.text.zh)))
    identity.check_code(actor, code, key=key())


def with_key(actor: Actor, name: str, number: str) -> None:
    verified(actor, name, number)
    identity.new_signing_key(actor, PASSWORD, key=key())


def keys(where: Town) -> None:
    """Both parties verified and with a key."""
    with_key(where.employer, "槐荫巷餐饮有限公司", code_of(1))
    with_key(where.worker, "沈知夏", number_of(1))


def proposed(where: Town, **changes: Any) -> str:
    number = drafting.start(where.employer, terms(**changes), key=key())
    drafting.propose(where.employer, number, key=key())
    return number


def agreed(where: Town, **changes: Any) -> str:
    number = proposed(where, **changes)
    agree(where.worker, number)
    return number


def agree(worker: Actor, number: str) -> None:
    agreeing.explain(worker, number, key=key())
    agreeing.agree_form(worker, number, key=key())
    agreeing.answer(worker, number, "accept", key=key())


def effective(where: Town, **changes: Any) -> str:
    number = agreed(where, **changes)
    signing.sign(where.employer, number, PASSWORD, key=key())
    signing.sign(where.worker, number, PASSWORD, key=key())
    return number


def jobs() -> None:
    run_due()


def contract(number: str) -> Contract:
    with read(SYSTEM, purpose="test"):
        return Contract.objects.get(number=number)
