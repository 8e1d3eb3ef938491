"""A small world for collecting: payers, charges and the commands around them."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from gongbao.platform.collections import services as c
from gongbao.platform.db.services import CITY, SYSTEM, Actor, new_key, read, write

SCHEME = "social_insurance"
MONTH = 2021 * 12  # January 2021
DUE = date(2021, 1, 28)
ANN, BEN = UUID(int=11), UUID(int=12)
_turn = itertools.count(1)


def officer(account: UUID = ANN) -> Actor:
    return Actor("officer", account=account, office=CITY, roles=frozenset({"tax_officer"}))


def do(command: Callable[[Any], Any], actor: Actor | None = None) -> Any:
    return write(command, actor=actor or officer(), key=f"test-{new_key()}", name="test")


def seen(look: Callable[[], Any]) -> Any:
    with read(SYSTEM, purpose="test"):
        return look()


def payer(office: str = "chaoyang") -> c.Payer:
    n = next(_turn)
    return c.firm_payer(f"91110105MA{n:08d}", f"北京样例{n}号有限公司", office, new_key())


def new(who: c.Payer, fen: int, item: str = "pension", **more: Any) -> c.NewCharge:
    more = {"due": DUE, **more}
    return c.NewCharge(f"SI-{next(_turn):08d}", who, item, more.pop("period", MONTH), fen, **more)


def charged(*charges: c.NewCharge, number: str = "") -> list[str]:
    """The charges handed over in one file."""
    name = number or f"F{next(_turn)}"
    do(lambda tx: list(c.hand_over(tx, SCHEME, "agency", name, MONTH, charges, office=CITY)))
    return [charge.number for charge in charges]


def signed(who: c.Payer, kind: str = "tri_party", bank: str = "icbc", account: str = "") -> str:
    number = account or f"62220212{next(_turn):08d}"
    do(
        lambda tx: str(
            c.sign(
                tx,
                who,
                kind,
                bank=bank,
                account_name=who.name,
                account=number,
                signed_on=date(2020, 9, 1),
            )
        )
    )
    return number


def paid(who: c.Payer, fen: int, *charges: str, on: date = DUE, reference: str = "") -> c.Received:
    ref = reference or f"R{next(_turn)}"
    told = do(
        lambda tx: [
            str(each) if isinstance(each, UUID) else each
            for each in c.receive(
                tx,
                SCHEME,
                who,
                fen,
                channel="transfer",
                source="bank",
                reference=ref,
                received_on=on,
                charges=charges,
            )
        ]
    )
    return c.Received(UUID(told[0]), *told[1:])


def planned(bank: str = "icbc", on: date = DUE, **more: Any) -> UUID | None:
    made = do(
        lambda tx: str(
            c.plan_debits(
                tx, SCHEME, bank, on, office=CITY, kinds=("tri_party", "bank_payment", "registered"), **more
            )
            or ""
        )
    )
    return UUID(made) if made else None


def sent(batch: UUID) -> c.DebitFile:
    do(lambda tx: c.send_debits(tx, batch))
    return seen(lambda: c.debit_file(batch))


def taken(content: bytes, name: str = "result.txt") -> c.Taken:
    told = do(
        lambda tx: [
            str(each) if isinstance(each, UUID) else each
            for each in c.import_results(tx, SCHEME, content, name=name, sender="icbc", office=CITY)
        ]
    )
    return c.Taken(UUID(told[0]), *told[1:])


def one(number: str) -> c.ChargeRow:
    return next(row for row in seen(lambda: c.charges(SCHEME)) if row.number == number)


def faults() -> list[c.Fault]:
    return seen(lambda: c.check_books(SCHEME))
