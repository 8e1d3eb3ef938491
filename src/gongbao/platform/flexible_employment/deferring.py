"""Months of 2020 put off: what each month of a person is, the declaration, and what making up costs on a day (7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from gongbao.kernel.calendar.month import label, last_day, month_of
from gongbao.kernel.rules.question import Determination
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections import services as collections
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.flexible_employment import standing
from gongbao.platform.flexible_employment.costs import limits
from gongbao.platform.flexible_employment.models import Statement
from gongbao.platform.flexible_employment.words import CONTRIBUTIONS, refuse
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.platform.registers import services as registers
from gongbao.policies.flexible_employment.rules import BOOK, DEFER, MAKE_UP

MARK, PENSION = "MU-", "pension"
"""How the numbers of charges for making up begin; the insurance they are for."""
STATES = {
    "paid": Text("已缴", "paid"),
    "employer": Text("由单位参保", "insured by an employer"),
    "pending": Text("已核定，待付款", "charged, to be paid"),
    "deferred": Text("已暂缓，可补缴", "put off; may be made up"),
    "unpaid": Text("未缴，可补缴", "unpaid; may be made up"),
    "ahead": Text("还没过完，按月缴", "not over yet; paid monthly"),
}
PAYABLE = ("deferred", "unpaid")


class Of2020(NamedTuple):
    """A month of 2020 of one person; `charge` is what waits to be paid where it was charged for making up."""

    month: int
    state: str
    charge: collections.ChargeRow | None = None

    @property
    def words(self) -> Text:
        """The state in words."""
        return STATES[self.state]


@dataclass(frozen=True)
class Quote:
    """What making up costs on a day: the limits of that day, a month's fen, all months', until when it holds."""

    on: date
    months: tuple[int, ...]
    low: int
    high: int
    base: int
    each: int
    total: int
    own_account: int
    months_total: int
    until: date
    answer: Determination


def last_to_make_up(on: date) -> date:
    """The last day for making up, included (7.b)."""
    found = BOOK["backpay_last_day"].at(on).value
    assert isinstance(found, date)
    return found


def year(party: UUID, on: date) -> list[Of2020]:
    """The twelve months of 2020 of a person: paid, put off, unpaid, or waiting for payment."""
    person, (first, last) = parties.person(party), _bounds(on)
    with opened("months of 2020"):
        told = registers.facts_for_roster(
            "", [person.fingerprint], last_day(last), first=first, last=last, purpose="months of 2020"
        )[person.fingerprint]
        rows = [
            row
            for row in collections.charges(
                CONTRIBUTIONS, payer_hash=person.fingerprint, states=("open", "settled"), limit=None
            )
            if row.item == PENSION and row.amount > 0 and first <= row.period <= last
        ]
        put_off = {month for each in Statement.objects.filter(party=party, kind="deferral") for month in each.data["months"]}  # fmt: skip
    return [
        _month(month, on, [row for row in rows if row.period == month], told.insured_elsewhere(month), month in put_off)
        for month in range(first, last + 1)
    ]  # fmt: skip


def _month(
    month: int, on: date, rows: list[collections.ChargeRow], employer: bool | None, put_off: bool
) -> Of2020:
    waiting = next((r for r in rows if r.number.startswith(MARK) and r.left and r.due and r.due >= on), None)
    if waiting is not None:
        return Of2020(month, "pending", waiting)
    if rows and all(row.left == 0 for row in rows):
        return Of2020(month, "paid")
    if employer:
        return Of2020(month, "employer")
    if put_off:
        return Of2020(month, "deferred")
    return Of2020(month, "ahead" if month >= month_of(on) else "unpaid")


def defer(tx: Tx, months: Sequence[int]) -> Statement:
    """Put months of 2020 off on the person's own declaration: no debt, no break, not debited (7, 7.a)."""
    party, on = own(tx), local_day(tx.now)
    known = {each.month: each for each in year(party, on)}
    ruling = DEFER.at(on)
    for month in months:
        state = known[month].state if month in known else ""
        paid = state in ("paid", "employer")
        facts = {"insured_as_person": True, "hardship_declared": True, "month": month, "month_paid": paid}
        _require(ruling.determine(facts), "months", label(month))
    person = parties.person(party)
    with opened("months of 2020 put off"):
        rows = collections.charges(CONTRIBUTIONS, payer_hash=person.fingerprint, states=("open",), limit=None)
        held = [row.number for row in rows if row.item == PENSION and row.period in set(months)]
        collections.hold(tx, held, collections.DEFERRED)
        return Statement.objects.create(
            office=office_of(party), party=party, kind="deferral", data={"months": list(months)}, stated_on=on,
            stated_by=tx.actor.identity,
        )  # fmt: skip


def quote(months: Sequence[int], base: int | None, on: date, *, paid_before: int = 0) -> Quote:
    """What these months cost if paid on a day, on a base chosen within that day's limits (7.c). Raises Refusal."""
    if on > last_to_make_up(on):
        raise refuse(
            "补缴已于2021年12月31日截止", "Making up ended on 31 December 2021", "7.b",
            mend=Text("以后的月份按月缴费", "Later months are paid monthly"),
        )  # fmt: skip
    if not months:
        raise refuse("没有选月份", "No month is chosen", "7.b", where="months")
    low, high = limits(month_of(on))
    chosen, ruling = base or low, MAKE_UP.at(on)
    for place, month in enumerate(months):
        answer = ruling.determine(
            {"insured_as_person": True, "month": month, "month_paid": False, "pension_base": chosen, "months_before": paid_before + place}
        )  # fmt: skip
        span = f"{low / 100:.2f}–{high / 100:.2f}"
        _require(
            answer,
            "pension_base",
            Text(f"{label(month).zh}，{span}元", f"{label(month).say('en')}, {span} yuan"),
        )
    each = int(answer.amount_fen or 0)
    ends, values, n = BOOK["base_low"].at(on).to, answer.to_json()["values"], len(months)
    until = min(last_to_make_up(on), ends) if ends else last_to_make_up(on)
    own_account, total = int(values["own_account"]) * n, int(values["months_total"])
    return Quote(on, tuple(months), low, high, chosen, each, each * n, own_account, total, until, answer)


def paid_months(party: UUID) -> int:
    """Months of pension on the books that are paid in full; a break does not matter (7.a)."""
    person = parties.person(party)
    with opened("months paid"):
        rows = collections.charges(
            CONTRIBUTIONS, payer_hash=person.fingerprint, states=("open", "settled"), limit=None
        )
    owed = {row.period for row in rows if row.item == PENSION and row.left > 0}
    return len({row.period for row in rows if row.item == PENSION and row.amount > 0} - owed)


def payer_of(party: UUID) -> collections.Payer:
    """The person as payer, at the office that has charged them before, else where they are registered."""
    person = parties.person(party)
    if not (office := office_of(party)):
        raise refuse(
            "还没有登记，不知道归哪个区", "Not registered: the district is not known", "7",
            mend=Text("请先办灵活就业登记", "Register the flexible work first"),
        )  # fmt: skip
    return collections.Payer("person", person.name, person.fingerprint, person.number_masked, office, party)


def office_of(party: UUID) -> str:
    """The office a person pays at: of the registered account, the last charge or the registration; empty unknown."""
    person, now_ = parties.person(party), standing.current(party)
    with opened("office of a payer"):
        rows = collections.charges(CONTRIBUTIONS, payer_hash=person.fingerprint, limit=1)
        agreement = collections.in_force(person.fingerprint)
    known = (agreement, rows[0] if rows else None, now_)
    return next((each.office for each in known if each is not None), "")


def own(tx: Tx) -> UUID:
    """The acting person; refuses officers and firms."""
    party = tx.actor.party
    if tx.actor.kind != "party" or party is None or parties.party(party).kind != "person":
        raise refuse("由本人办理", "Done by the person", "7")
    return party


def _bounds(on: date) -> tuple[int, int]:
    return int(str(BOOK["deferrable_from"].at(on).value)), int(str(BOOK["deferrable_to"].at(on).value))


def _require(answer: Determination, where: str, about: Text) -> None:
    if answer.outcome == "met":
        return
    tag = next(each for each in answer.reasons if answer.state_of(each) != "met").unit.tag
    raise Refusal(
        Text(f"{tag.label.zh}：未满足（{about.zh}）", f"{tag.label.say('en')}: not met ({about.say('en')})"),
        where="months" if tag.name in ("month_of_2020", "still_unpaid") else where,
        mend=Text("请改月份或基数", "Change the months or the base"), clause=tag.clause,
    )  # fmt: skip
