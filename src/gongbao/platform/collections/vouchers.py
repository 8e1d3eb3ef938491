"""Vouchers for a bank's counter: a unique code that expires, and paying by it."""

from __future__ import annotations

import secrets as random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from gongbao.kernel.money import format_yuan as yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections.charging import locked
from gongbao.platform.collections.deferring import asked_of
from gongbao.platform.collections.models import Charge, DebitItem, Money, Voucher, VoucherItem
from gongbao.platform.collections.payers import Payer
from gongbao.platform.collections.receiving import Received, receive
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx
from gongbao.platform.letters import services as letters


class Issued(NamedTuple):
    """A voucher: its key, code, sum in fen and last day."""

    voucher: UUID
    code: str
    amount: int
    expires_on: date


def issue_voucher(tx: Tx, numbers: Sequence[str], *, days: int, point: str, whole: bool = True) -> Issued:
    """Issue a voucher over open charges of one payer, good for `days` days but not beyond their last day to pay.

    `point` is where it was printed; unless `whole`, what is deferred today is left out. Refuses charges of several payers, paid ones, and ones on their way
    through a debit. An open voucher over the same charges is returned again.
    """
    rows = list(locked(sorted(set(numbers))).values())
    today = tx.now.astimezone(ZONE).date()
    if not rows or len({row.payer_hash for row in rows}) != 1 or len({row.scheme for row in rows}) != 1:
        raise Refusal(
            Text("一张凭证只能用于一个缴费人的同一业务", "A voucher is for one payer and one scheme")
        )
    unfit = next((row for row in rows if row.state != "open" or row.amount < 0), None)
    if unfit is not None:
        raise Refusal(
            Text("这笔应缴已缴清或不需缴", "Nothing is to be paid on this charge"), where=unfit.number
        )
    debited = DebitItem.objects.filter(charge__in=rows, live=True).select_related("charge").first()
    if debited is not None:
        raise Refusal(
            Text("这笔应缴正在银行扣款途中", "This charge is being debited"),
            where=debited.charge.number,
            mend=Text("请等扣款结果；不成功再打印凭证", "Wait for the result; print a voucher if it fails"),
        )
    asked = asked_of(rows, today, whole=whole)
    rows = [row for row in rows if row.id in asked]
    again = _open_over(rows, asked, today)
    if again is not None:
        return Issued(again.id, again.code, again.amount, again.expires_on)
    last = min((row.due for row in rows if row.due is not None and row.due >= today), default=None)
    expires = today + timedelta(days=days)
    first = rows[0]
    voucher = Voucher.objects.create(
        **Payer.of(first).columns(),
        scheme=first.scheme,
        code=_new_code(),
        amount=sum(asked[row.id] for row in rows),
        issued_on=today,
        expires_on=min(expires, last) if last else expires,
        point=point,
        issued_at=tx.now,
        issued_by=tx.actor.identity,
    )
    VoucherItem.objects.bulk_create(
        VoucherItem(office=row.office, party=row.party, voucher=voucher, charge=row, amount=asked[row.id])
        for row in rows
    )
    tx.audit("voucher.issued", voucher=str(voucher.id), amount=voucher.amount)
    return Issued(voucher.id, voucher.code, voucher.amount, voucher.expires_on)


def pay_voucher(tx: Tx, code: str, amount: int, *, on: date, bank: str, reference: str) -> Received:
    """Take a counter payment on a voucher; the same bank reference again changes nothing.

    Refuses a wrong, used, or expired code, another amount, and a bank reference that paid something else;
    says what to do.
    """
    plain = normal(code)
    row = Voucher.objects.select_for_update().filter(code=plain).first()
    if row is None:
        raise Refusal(Text("没有这张凭证", "There is no such voucher"), where=code)
    items = VoucherItem.objects.filter(voucher=row).select_related("charge").order_by("charge__number")
    shares = {item.charge.number: item.amount for item in items if item.charge.state == "open"}
    if row.state == "open":
        if on > row.expires_on:
            raise Refusal(
                Text(f"凭证已于 {row.expires_on} 失效", f"The voucher expired on {row.expires_on}"),
                where=code,
                mend=Text("请重新打印凭证", "Print a new voucher"),
            )
        if amount != row.amount:
            raise Refusal(
                Text(f"凭证金额为 {yuan(row.amount)} 元", f"The voucher is for {yuan(row.amount)} yuan"),
                where=code,
                mend=Text("请按凭证金额缴款", "Pay exactly that"),
            )
    elif row.state != "used":
        raise Refusal(Text("凭证已失效", "The voucher is no longer good"), where=code)
    taken = receive(
        tx,
        row.scheme,
        Payer.of(row),
        amount,
        channel="bank_counter",
        source=f"counter/{bank}",
        reference=reference,
        received_on=on,
        charges=tuple(shares) if row.state == "open" else (),
        shares=shares,
        memo=plain,
    )
    if not taken.fresh and not Money.objects.filter(pk=taken.money, memo=plain).exists():
        raise Refusal(
            Text("这个银行流水号已用于另一笔缴款", "This bank reference paid something else"),
            where=reference,
            mend=Text("请核对凭证号码和银行流水号", "Check the voucher's code and the bank reference"),
        )
    if taken.fresh and row.state == "used":
        tx.audit("voucher.paid_twice", voucher=str(row.id), money=str(taken.money))
    if row.state == "open" and row.letter is not None:
        letters.set_standing(tx, row.letter, "used")
    row.state = "used"
    row.save(update_fields=["state"])
    return taken


def expire_vouchers(tx: Tx) -> int:
    """Close open vouchers whose last day has passed, their printed letters too; returns how many."""
    today = tx.now.astimezone(ZONE).date()
    rows = Voucher.objects.select_for_update().filter(state="open", expires_on__lt=today)
    printed = dict(rows.order_by("id").values_list("id", "letter"))
    Voucher.objects.filter(pk__in=list(printed)).update(state="expired")
    for letter in printed.values():
        if letter is not None:
            letters.set_standing(tx, letter, "expired")
    return len(printed)


def normal(code: str) -> str:
    """A code as typed, in its one spelling: 20 digits whose check digits agree; refuses anything else."""
    plain = "".join(c for c in code if c.isdigit())
    if len(plain) != 20 or int(plain) % 97 != 1:
        raise Refusal(
            Text("凭证号码不对", "This is not a voucher's code"),
            where=code,
            mend=Text("请照凭证重新输入20位号码", "Copy the 20 digits from the voucher"),
        )
    return plain


def _new_code() -> str:
    """18 random digits and two check digits (ISO 7064, modulo 97)."""
    body = str(random.randbelow(9 * 10**17) + 10**17)
    return f"{body}{98 - int(body) * 100 % 97:02d}"


def _open_over(charges: Sequence[Charge], asked: Mapping[UUID, int], today: date) -> Voucher | None:
    """An open voucher over exactly these charges and what is asked of each."""
    wanted = {row.id: asked[row.id] for row in charges}
    total = sum(wanted.values())
    payer = charges[0].payer_hash
    known = Voucher.objects.filter(payer_hash=payer, state="open", expires_on__gte=today, amount=total)
    found: dict[Voucher, dict[UUID, int]] = {}
    for item in VoucherItem.objects.filter(voucher__in=known).select_related("voucher"):
        found.setdefault(item.voucher, {})[item.charge_id] = item.amount
    return next((voucher for voucher, covered in found.items() if covered == wanted), None)


def voucher_parts(voucher: UUID) -> dict[str, int]:
    """What a voucher pays of which charge (by number), in fen."""
    return dict(VoucherItem.objects.filter(voucher=voucher).values_list("charge__number", "amount"))


def voucher_letter(voucher: UUID) -> UUID | None:
    """The letter a voucher was printed as, if it was."""
    return Voucher.objects.filter(pk=voucher).values_list("letter", flat=True).first()


def note_letter(tx: Tx, voucher: UUID, letter: UUID) -> None:
    """Note the letter that prints a voucher."""
    Voucher.objects.filter(pk=voucher).update(letter=letter)
