"""Charges: taken over in immutable files, or made one by one; they never change, only further ones correct them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.kernel.logchain import canonical, sm3
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections.books import ASSESSED, RECEIVABLE, Movement, book
from gongbao.platform.collections.models import Charge, ChargeFile, DebitItem
from gongbao.platform.collections.payers import Payer
from gongbao.platform.collections.words import unknown
from gongbao.platform.db.services import Tx

STEP = 2000


@dataclass(frozen=True)
class NewCharge:
    """A charge to be made. `number` names it for ever; `amount` in fen, below zero where less is owed.

    `parts` splits the amount (such as employer and employee), `basis` tells how it was worked out:
    base, rate, source and date, as the payer is told. `corrects` is the number of the charge it corrects.
    """

    number: str
    payer: Payer
    item: str
    period: int
    amount: int
    kind: str = "assessed"
    persons: int = 1
    parts: dict[str, int] = field(default_factory=dict)
    basis: dict[str, Any] = field(default_factory=dict)
    due: date | None = None
    late_after: date | None = None
    corrects: str = ""

    def as_json(self) -> dict[str, Any]:
        """The charge as the file writes it: no number of a person, only the hash and the masked form."""
        return {
            "number": self.number,
            "payer": [self.payer.kind, self.payer.name, self.payer.hash, self.payer.shown, self.payer.office],
            "party": self.payer.party,
            "item": self.item,
            "period": self.period,
            "amount": self.amount,
            "kind": self.kind,
            "persons": self.persons,
            "parts": self.parts,
            "basis": self.basis,
            "due": self.due,
            "late_after": self.late_after,
            "corrects": self.corrects,
        }


class HandedOver(NamedTuple):
    """The acknowledgement of a charge file: its number, count, total (fen) and SM3 digest."""

    number: str
    count: int
    total: int
    digest: str
    fresh: bool


def file_bytes(number: str, charges: Sequence[NewCharge]) -> bytes:
    """The bytes of a charge file: a head with count and total, then one canonical line a charge."""
    head = {"number": number, "count": len(charges), "total": sum(c.amount for c in charges)}
    return "\n".join([canonical(head), *(canonical(c.as_json()) for c in charges), ""]).encode()


def hand_over(
    tx: Tx, scheme: str, source: str, number: str, period: int, charges: Sequence[NewCharge], *, office: str
) -> HandedOver:
    """Take over a file of charges from the body that assessed them, whole or not at all.

    The same file again changes nothing and is acknowledged again. Refuses another content under a number
    taken before, an empty file, and a charge whose number is known.
    """
    if not charges:
        raise Refusal(Text("应缴费额文件是空的", "The charge file is empty"), where=number)
    content = file_bytes(number, charges)
    digest, total = sm3(content).hex(), sum(c.amount for c in charges)
    tx.lock(f"collections/{scheme}/files")
    known = ChargeFile.objects.filter(number=number).first()
    if known is not None and known.digest == digest:
        return HandedOver(number, known.count, known.total, digest, fresh=False)
    if known is not None:
        raise Refusal(
            Text("这个文件编号已接收过另一份内容", "Another file was taken over under this number"),
            where=number,
            mend=Text(
                "已接收的文件不可更改；差额请另发文件", "Files never change: send differences in a new one"
            ),
        )
    file = ChargeFile.objects.create(
        office=office,
        scheme=scheme,
        source=source,
        number=number,
        period=period,
        count=len(charges),
        total=total,
        digest=digest,
        content=content,
        handed_over_at=tx.now,
        handed_over_by=tx.actor.identity,
    )
    _make(tx, scheme, charges, file)
    tx.audit("charges.handed_over", file=number, count=len(charges), total=total, sm3=digest)
    return HandedOver(number, len(charges), total, digest, fresh=True)


def charge(tx: Tx, scheme: str, new: NewCharge) -> UUID:
    """Make one charge without a file (a late fee, a tax collected over the counter); refuses a known number."""
    return _make(tx, scheme, [new], None)[0].id


def _make(tx: Tx, scheme: str, charges: Sequence[NewCharge], file: ChargeFile | None) -> list[Charge]:
    numbers = [c.number for c in charges]
    taken = Charge.objects.filter(number__in=numbers).values_list("number", flat=True).first()
    if taken is not None or len(set(numbers)) < len(numbers):
        raise Refusal(
            Text("应缴编号重复", "A charge number is used twice"),
            where=taken or next(n for n in numbers if numbers.count(n) > 1),
            mend=Text("每笔应缴只能有一个编号", "Each charge has a number of its own"),
        )
    corrected = {
        row.number: row
        for row in Charge.objects.filter(number__in=[c.corrects for c in charges if c.corrects])
    }
    rows = [_row(tx, scheme, c, file, corrected) for c in charges]
    Charge.objects.bulk_create(rows, STEP)
    moves = [Movement(scheme, row.office, ASSESSED, RECEIVABLE, row.amount) for row in rows]
    book(tx, "charged", f"charges/{file.number if file else rows[0].number}", moves)
    return rows


def _row(
    tx: Tx, scheme: str, new: NewCharge, file: ChargeFile | None, corrected: dict[str, Charge]
) -> Charge:
    if new.corrects and new.corrects not in corrected:
        raise unknown(Text("被更正的应缴", "charge to correct"), new.corrects)
    return Charge(
        **new.payer.columns(),
        scheme=scheme,
        file=file,
        number=new.number,
        kind=new.kind,
        item=new.item,
        period=new.period,
        amount=new.amount,
        persons=new.persons,
        parts=new.parts,
        basis=new.basis,
        due=new.due,
        late_after=new.late_after or new.due,
        corrects=corrected.get(new.corrects),
        charged_at=tx.now,
    )


def cancel(tx: Tx, number: str, why: str) -> None:
    """Cancel a charge of which nothing is paid and that no live debit holds."""
    row = locked([number])[number]
    if row.state != "open" or row.settled:
        raise Refusal(
            Text("已缴款的应缴不能作废", "A charge with money on it cannot be cancelled"),
            where=number,
            mend=Text(
                "请先撤销缴款分配，或作差额更正", "Undo the allocation first, or correct by a difference"
            ),
        )
    if DebitItem.objects.filter(charge=row, live=True).exists():
        raise Refusal(
            Text("正在扣款途中，不能作废", "It is being debited and cannot be cancelled"), where=number
        )
    row.state = "cancelled"
    row.save(update_fields=["state"])
    book(
        tx,
        "cancelled",
        f"cancelled/{number}",
        [Movement(row.scheme, row.office, RECEIVABLE, ASSESSED, row.amount)],
    )
    tx.audit("charge.cancelled", charge=number, why=why)


def hold(tx: Tx, numbers: Sequence[str], why: str) -> int:
    """Keep charges from being debited and say why (empty: let them go); returns how many changed."""
    changed = [row.id for row in locked(numbers).values() if row.held != why]
    Charge.objects.filter(pk__in=changed).update(held=why)
    tx.audit("charges.held" if why else "charges.released", count=len(changed))
    return len(changed)


def hold_payers(tx: Tx, scheme: str, why: Mapping[str, str], reasons: Collection[str]) -> int:
    """Hold all open charges of some payers (by hash), each for its reason; returns how many changed.

    Charges held for one of `reasons` whose payer is no longer among them are let go.
    """
    payers: dict[str, list[str]] = {}
    for payer, reason in why.items():
        payers.setdefault(reason, []).append(payer)
    open_ = Charge.objects.filter(scheme=scheme, state="open")
    changed = open_.filter(held__in=list(reasons)).exclude(payer_hash__in=list(why)).update(held="")
    for reason, hashes in sorted(payers.items()):
        changed += open_.filter(payer_hash__in=hashes).exclude(held=reason).update(held=reason)
    tx.audit("charges.held_by_payer", count=changed, payers=len(why))
    return changed


def locked(numbers: Sequence[str]) -> dict[str, Charge]:
    """The charges by number, row-locked in number order; refuses a number that is not there."""
    rows = Charge.objects.select_for_update().filter(number__in=numbers).order_by("number")
    found = {row.number: row for row in rows}
    for number in numbers:
        if number not in found:
            raise unknown(Text("应缴记录", "charge"), number)
    return found
