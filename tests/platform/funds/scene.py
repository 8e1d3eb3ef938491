"""A small world for money tests: two districts, a city, a treasury, firms with accounts."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from gongbao.platform.db.services import CITY, SYSTEM, Actor, new_key, read, write
from gongbao.platform.funds import services as funds

SCHEME, FUND = "training_subsidy", "skills"
CAP = 30_000_000  # 300,000 yuan
MONTH = 2020 * 12 + 8  # September 2020
_turn = itertools.count()

ANN, BEN = UUID(int=1), UUID(int=2)


def officer(office: str = "chaoyang", account: UUID = ANN) -> Actor:
    return Actor("officer", account=account, office=office)


def do(command: Callable[[Any], Any], actor: Actor = SYSTEM) -> Any:
    return write(command, actor=actor, key=f"test-{new_key()}", name="test")


def good_account(n: int) -> str:
    """An account number the local bank accepts."""
    return f"11001020300{n:08d}"


@dataclass
class Firm:
    """A firm with a case in a district."""

    office: str = "chaoyang"
    name: str = "北京样例科技有限公司"
    party: UUID = field(default_factory=new_key)
    case: UUID = field(default_factory=new_key)
    number: int = field(default_factory=lambda: next(_turn))

    @property
    def cap(self) -> str:
        return funds.cap_key(SCHEME, self.party)

    @property
    def payee(self) -> funds.Payee:
        return funds.Payee(self.name, good_account(self.number), "102100099996")

    def reserve(self, tx: Any, fen: int, ref: str = "") -> funds.Grant:
        return funds.reserve(
            tx,
            SCHEME,
            self.cap,
            fen,
            CAP,
            case=self.case,
            number=f"CY-2020-{self.number:06d}",
            office=self.office,
            party=self.party,
            payee_name=self.name,
            fund=FUND,
            clause="neng-2020-6/2.3",
            ref=ref,
        )

    def entitled(self, fen: int) -> UUID:
        return UUID(do(lambda tx: str(self.reserve(tx, fen).entitlement), officer(self.office)))


def requested(firms: list[tuple[Firm, int]], month: int = MONTH) -> tuple[UUID, dict[UUID, funds.Payee]]:
    """An approved request of the firms' office with fresh entitlements; also their payees."""
    office = firms[0][0].office
    payees = {firm.entitled(fen): firm.payee for firm, fen in firms}
    request = UUID(
        do(
            lambda tx: str(funds.collect(tx, office, month, list(payees), scheme=SCHEME, fund=FUND)),
            officer(office),
        )
    )
    do(lambda tx: funds.submit(tx, request), officer(office))
    do(lambda tx: funds.forward(tx, SCHEME, month, f"doc-{request}"))
    do(lambda tx: funds.approve(tx, request), officer(CITY, BEN))
    return request, payees


def funded(fen: int, document: str = "财预1号") -> None:
    do(lambda tx: [str(r) for r in funds.preallocate(tx, FUND, "2020Q3", fen, document)])


def planned(firms: list[tuple[Firm, int]], layout: str = "fixed") -> UUID:
    """A planned batch for the firms, money in the district's hands."""
    request, payees = requested(firms)
    do(lambda tx: funds.transfer(tx, request).state)
    office = firms[0][0].office
    return UUID(do(lambda tx: str(funds.plan_batch(tx, request, payees, layout=layout)), officer(office)))


def sent(batch: UUID, office: str = "chaoyang") -> funds.PaymentFile:
    do(lambda tx: funds.send_batch(tx, batch), officer(office, BEN))
    with read(SYSTEM, purpose="test"):
        return funds.payment_file(batch)


def books() -> list[funds.Imbalance]:
    with read(SYSTEM, purpose="test"):
        return funds.check_books()
