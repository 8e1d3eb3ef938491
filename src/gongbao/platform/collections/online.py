"""On-line debits: the charges are held first, the bank is asked once a number, its answer is booked once.

A debit is begun in a command of its own, so that whatever happens afterwards its charges stay held and its
number is known; who finds it unfinished asks the bank again under the same number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections.agreements import SEAL
from gongbao.platform.collections.bankfile import Debit, Result
from gongbao.platform.collections.charging import locked
from gongbao.platform.collections.debiting import ONLINE
from gongbao.platform.collections.deferring import asked_of
from gongbao.platform.collections.models import Agreement, DebitBatch, DebitItem, DebitLine
from gongbao.platform.collections.payers import Payer
from gongbao.platform.collections.results import book_results
from gongbao.platform.collections.words import unknown
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Actor, Tx, write
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.parties.services import opened

FINISH = "collections.online"
"""The job that finishes an on-line debit whose answer was not booked."""
PATIENCE = timedelta(minutes=2)


class OnlineBank(Protocol):
    """What is needed of a bank: to debit one account at once, each number at most once."""

    def debit(self, batch: str, debit: Debit, on: date) -> str:
        """Why the account was not debited, or empty; asked again under the number it answers the same."""


class Asked(NamedTuple):
    """What became of an on-line debit: the fen drawn, and why nothing was (empty: it was)."""

    drawn: int
    why: str


def online_bank() -> OnlineBank:
    """The bank in use: the class the setting ONLINE_BANK names, made with its folder."""
    made: OnlineBank = import_string(settings.ONLINE_BANK)(settings.GONGBAO_DATA / "online-bank")
    return made


def draw(
    actor: Actor,
    scheme: str,
    payer: Callable[[Tx], Payer],
    numbers: Sequence[str],
    *,
    kinds: Sequence[str],
    on: date,
    key: str,
    name: str,
    bank: OnlineBank | None = None,
    whole: bool = True,
) -> Asked:
    """Draw what is left of the payer's charges from the account of its agreement, at once; the same key, once.

    Unless `whole`, what is deferred today is left out. Refuses without an agreement of `kinds`, and charges that are paid, another's, or being debited.
    """
    asked = sorted(set(numbers))
    line = write(
        lambda tx: begin(tx, scheme, payer(tx), asked, kinds=kinds, on=on, whole=whole),
        actor=actor,
        key=key,
        name=name,
        request=[asked, whole],
    )
    told = write(
        lambda tx: finish(tx, line, bank or online_bank())._asdict(),
        actor=actor,
        key=f"{key}/bank",
        name=f"{name}.bank",
        request=line,
    )
    return Asked(**told)


def begin(
    tx: Tx,
    scheme: str,
    payer: Payer,
    numbers: Sequence[str],
    *,
    kinds: Sequence[str],
    on: date,
    whole: bool = True,
) -> str:
    """Hold the charges for one debit of the payer's account; returns the debit's number."""
    agreement = Agreement.objects.filter(payer_hash=payer.hash, ended_on=None, kind__in=kinds).first()
    if agreement is None:
        raise Refusal(
            Text("联网缴费要先有扣款协议", "On-line debit needs a debit agreement"),
            mend=Text("可以先打印凭证到银行缴，或签协议", "Print a voucher, or sign the agreement"),
        )
    rows = list(locked(numbers).values())
    busy = DebitItem.objects.filter(charge__in=rows, live=True).exists()
    if not rows or busy or any(not _payable(row, scheme, payer) for row in rows):
        raise Refusal(
            Text("有的应缴已缴清，或正在扣款途中", "Some are paid, or are being debited"),
            mend=Text("请刷新页面再试", "Reload the page and try again"),
        )
    sums = asked_of(rows, on, whole=whole)
    rows, amount = [row for row in rows if row.id in sums], sum(sums.values())
    common = {"office": agreement.office, "party": payer.party}
    number = f"O-{sm3(tx.key.encode()).hex()[:24]}"
    batch = DebitBatch.objects.create(
        **common,
        scheme=scheme,
        bank=agreement.bank,
        number=number,
        layout=ONLINE,
        debit_on=on,
        state="sent",
        count=1,
        total=amount,
        planned_at=tx.now,
        planned_by=tx.actor.identity,
        sent_at=tx.now,
    )
    line = DebitLine.objects.create(
        **payer.columns(),
        batch=batch,
        agreement=agreement,
        number=f"{number}-1",
        amount=amount,
        state="sent",
    )
    DebitItem.objects.bulk_create(
        DebitItem(office=row.office, party=row.party, line=line, charge=row, amount=sums[row.id])
        for row in rows
    )
    tx.enqueue(FINISH, {"line": line.number}, run_at=tx.now + PATIENCE, key=line.number)
    tx.audit("debit.begun", line=line.number, amount=amount)
    return line.number


def _payable(row: object, scheme: str, payer: Payer) -> bool:
    told = (row.scheme, row.payer_hash, row.state)  # type: ignore[attr-defined]
    return told == (scheme, payer.hash, "open") and row.amount > 0  # type: ignore[attr-defined, no-any-return]


def finish(tx: Tx, number: str, bank: OnlineBank) -> Asked:
    """Ask the bank about a debit that was begun and book the answer; one finished before is told again."""
    with opened("collections.online"):
        batch = DebitBatch.objects.select_for_update().filter(lines__number=number, layout=ONLINE).first()
        if batch is None:
            raise unknown(Text("联网扣款", "on-line debit"), number)
        line = DebitLine.objects.select_for_update().select_related("agreement").get(number=number)
        if line.state == "sent":
            account = secrets.unseal(line.agreement.account_sealed, SEAL)
            debit = Debit(number, line.agreement.account_name, account, line.amount, batch.scheme)
            why = bank.debit(batch.number, debit, batch.debit_on)
            day = tx.now.astimezone(ZONE).date()
            result = Result(number, line.amount, "failed" if why else "paid", day, why, 1)
            book_results(tx, batch, [(line, result)], "online_debit", source=f"online/{batch.bank}")
            batch.state = "done"
            batch.save(update_fields=["state"])
            tx.audit("debit.answered", line=number, paid=not why)
            return Asked(0 if why else line.amount, why)
    return Asked(line.amount if line.state == "paid" else 0, line.reason)


@handles(FINISH)
def finish_job(tx: Tx, job: Job) -> None:
    """Finish what nobody finished: the bank is asked again under the same number."""
    finish(tx, job.payload["line"], online_bank())
