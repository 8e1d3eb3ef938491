"""Making months of 2020 up: charged on the base chosen that day, drawn from the account or paid by voucher, or lapsed (7)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from uuid import UUID

from gongbao.kernel.calendar.month import iso, label, month_of
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections import services as collections
from gongbao.platform.db.clock import ZONE, local_day
from gongbao.platform.db.keys import new_key
from gongbao.platform.db.services import Actor, Tx, now
from gongbao.platform.flexible_employment.deferring import (
    MARK,
    PAYABLE,
    PENSION,
    STATES,
    Quote,
    own,
    paid_months,
    payer_of,
    quote,
    year,
)
from gongbao.platform.flexible_employment.words import CONTRIBUTIONS, refuse
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.letters import services as letters
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.policies.flexible_employment.rules import BOOK, MAKE_UP

LAPSE = "flexible_employment.make_up_lapse"
VOUCHER = Text("2020年未缴月份补缴凭证", "Voucher for months of 2020 made up")


def charge(tx: Tx, months: Sequence[int], base: int | None) -> list[str]:
    """Charge the months chosen on the base chosen, good until these limits end; returns the charges' numbers.

    What was assessed before for such a month and never paid is cancelled for it. Refuses months that are paid,
    waiting, not over yet or of another year. Unpaid, the charges lapse once the limits change.
    """
    party, on = own(tx), local_day(tx.now)
    tx.lock(f"flexible_employment/person/{party}")
    known = {each.month: each for each in year(party, on)}
    for month in months:
        state = known[month].state if month in known else ""
        if state and state not in PAYABLE:
            words = STATES[state]
            raise refuse(
                f"{label(month).zh}{words.zh}，不能补缴", f"{label(month).say('en')}: {words.en}", "7.b", where="months",
                mend=Text("请去掉这个月", "Leave it out"),
            )  # fmt: skip
    made, payer, mark = quote(sorted(months), base, on, paid_before=paid_months(party)), payer_of(party), new_key().hex[:20]  # fmt: skip
    with opened("months of 2020 made up"):
        for row in collections.charges(CONTRIBUTIONS, payer_hash=payer.hash, states=("open",), limit=None):
            if row.item == PENSION and row.period in made.months:
                collections.cancel(tx, row.number, "改按补缴核定")
        new = [
            collections.NewCharge(
                f"{MARK}{mark}-{iso(month)}", payer, PENSION, month, made.each, kind="arrears", parts={"own": made.each},
                basis=_basis(made), due=made.until,
            )
            for month in made.months
        ]  # fmt: skip
        collections.hand_over(
            tx, CONTRIBUTIONS, "agency", f"{MARK}{mark}", month_of(on), new, office=payer.office
        )
        numbers = [each.number for each in new]
        collections.hold(tx, numbers, collections.BY_PAYER)
    at = datetime.combine(made.until + timedelta(days=1), time(3), tzinfo=ZONE)
    tx.enqueue(LAPSE, {"numbers": numbers}, run_at=at, key=mark)
    return numbers


def pending(party: UUID, on: date) -> list[collections.ChargeRow]:
    """What the person has had charged for making up and not paid."""
    return [each.charge for each in year(party, on) if each.charge is not None]


def pay(actor: Actor, numbers: Sequence[str], *, key: str, bank: collections.OnlineBank | None = None) -> int:
    """Draw the pending charges from the account registered with the agency, at once; returns the fen drawn."""
    on = local_day(now())

    def payer(tx: Tx) -> collections.Payer:
        _pending(tx, numbers)
        return payer_of(own(tx))

    asked = collections.draw(
        actor, CONTRIBUTIONS, payer, numbers, kinds=("registered",), on=on, key=key, name="flexible.make_up", bank=bank
    )  # fmt: skip
    if asked.why:
        raise refuse(
            f"银行没有扣款：{asked.why}", f"The bank did not debit: {asked.why}", "7.b",
            mend=Text("请存足后再试，或打印凭证到柜台缴", "Fund the account, or pay at a counter"),
        )  # fmt: skip
    return asked.drawn


def voucher(tx: Tx, numbers: Sequence[str]) -> collections.Issued:
    """A printed voucher for a bank's counter over the pending charges; it never outlives the limits of the day."""
    rows, on = _pending(tx, numbers), local_day(tx.now)
    made = collections.issue_voucher(
        tx, numbers, days=int(str(BOOK["make_up_voucher_days"].at(on).value)), point="client"
    )
    if collections.voucher_letter(made.voucher) is None:
        payer = payer_of(own(tx))
        spaced = " ".join(made.code[n : n + 4] for n in range(0, 20, 4))
        content = letters.Content(
            opening=("请持本凭证到商业银行柜台缴款。",),
            facts=[
                ("凭证号码", spaced), ("有效期至", made.expires_on.isoformat()),
                *((f"{label(row.period).zh}养老保险补缴", f"{row.left / 100:.2f} 元") for row in rows),
            ],
            basis=("京人社就发〔2020〕19号第七条",), sum_fen=made.amount, sum_label="补缴合计",
            closing=("过期作废；缴费基数上下限调整后按新的上下限重新核定。",),
        )  # fmt: skip
        issued = letters.issue(
            tx, "voucher.flexible", VOUCHER, content, office=payer.office, addressee=payer.name, prefix="灵补凭",
            party=payer.party, issuer="tax",
        )  # fmt: skip
        collections.note_letter(tx, made.voucher, issued.letter)
    return made


def vouchers(party: UUID, on: date) -> list[collections.VoucherRow]:
    """The person's vouchers that are still good."""
    found = collections.vouchers(CONTRIBUTIONS, parties.person(party).fingerprint, on)
    return [each for each in found if each.state == "open"]


def withdraw(tx: Tx, numbers: Sequence[str]) -> int:
    """Take pending charges back, to choose another base or other months; not while a voucher over them is good."""
    rows, on = _pending(tx, numbers), local_day(tx.now)
    if vouchers(own(tx), on):
        raise refuse(
            "凭证还在有效期内，不能撤回", "A voucher over them is still good", "7.b",
            mend=Text("请按凭证缴款，或等它到期", "Pay by it, or wait until it expires"),
        )  # fmt: skip
    with opened("making up taken back"):
        for row in rows:
            collections.cancel(tx, row.number, "本人撤回")
    return len(rows)


@handles(LAPSE)
def lapse(tx: Tx, job: Job) -> None:
    """Charges not paid while their limits held are cancelled: the months are made up on the limits of another day."""
    for number in job.payload["numbers"]:
        with suppress(Refusal):  # paid, taken back, or being debited at this moment
            collections.cancel(tx, number, "基数上下限已变，未缴失效")


def _pending(tx: Tx, numbers: Sequence[str]) -> list[collections.ChargeRow]:
    on = local_day(tx.now)
    rows = [row for row in pending(own(tx), on) if row.number in set(numbers)]
    if not rows or len(rows) < len(set(numbers)):
        raise refuse(
            "没有待付款的补缴，或已经失效", "Nothing is pending, or it has lapsed", "7.c",
            mend=Text("请重新选月份和基数", "Choose months and base again"),
        )  # fmt: skip
    return rows


def _basis(made: Quote) -> dict[str, object]:
    return {
        "question": MAKE_UP.id, "base": made.base, "declared": made.base, "persons": 1,
        "parameters": {
            name: {
                "title": [BOOK[name].title.zh, BOOK[name].title.en], "value": str(dated.value), "unit": BOOK[name].unit,
                "from": dated.from_.isoformat(), "source": [dated.source.zh, dated.source.en], "confidence": dated.confidence,
            }
            for name, dated in made.answer.parameters if name in ("base_low", "base_high", "pension_rate")
        },
    }  # fmt: skip
