"""Result files from banks: taken once, parked whole when the totals are wrong, line by line when a line is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from gongbao.kernel.logchain import sm3
from gongbao.kernel.money import format_yuan as yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections.bankfile import LAYOUTS, Answer, Layout, Result, layout_of, read_results
from gongbao.platform.collections.models import (
    DebitBatch,
    DebitItem,
    DebitLine,
    IncomingFile,
    ParkedLine,
)
from gongbao.platform.collections.payers import Payer
from gongbao.platform.collections.receiving import Incoming, receive_all
from gongbao.platform.collections.words import STATES, as_json
from gongbao.platform.db.services import Tx

RESULT = "result"


class Taken(NamedTuple):
    """What an import did: the file's state, lines newly paid and failed, lines known before, lines parked."""

    file: UUID
    state: str
    paid: int
    failed: int
    known: int
    parked: int
    reason: dict[str, str]


@dataclass
class _Work:
    paid: int = 0
    failed: int = 0
    known: int = 0
    parked: list[ParkedLine] = field(default_factory=list)


def import_results(
    tx: Tx,
    scheme: str,
    content: bytes,
    *,
    name: str,
    sender: str,
    office: str,
    channel: str = "batch_debit",
    layouts: Iterable[Layout] | None = None,
    clause: str = "",
) -> Taken:
    """Take a bank's result file. The same file again changes nothing; nothing of any file is lost.

    A file that cannot be read, is cut off, or has wrong totals is parked whole with the reason. A line that
    names no debit of ours, another amount, or contradicts an earlier answer is parked; the others are booked.
    `clause` is the scheme's own on debits, told with every reason.
    """
    digest = sm3(content).hex()
    tx.lock(f"collections/incoming/{digest}")
    known = IncomingFile.objects.filter(digest=digest).first()
    if known is not None:
        return _told(known, known_lines=sum(known.counts.get(k, 0) for k in ("paid", "failed")))
    file = IncomingFile(
        office=office,
        scheme=scheme,
        kind=RESULT,
        sender=sender,
        name=name,
        digest=digest,
        content=content,
        state="taken",
        came_at=tx.now,
    )
    try:
        answer = read_results(layout_of(content, layouts or LAYOUTS.values()), content)
        batch = _batch(answer.batch)
    except Refusal as fault:
        file.state, file.reason = "parked", as_json(fault, clause)
        file.save(force_insert=True)
        tx.audit("results.parked", file=str(file.id), sm3=digest)
        return _told(file)
    file.save(force_insert=True)
    work = _take(tx, file, batch, answer, channel, clause)
    ParkedLine.objects.bulk_create(work.parked)
    file.counts = {
        "paid": work.paid,
        "failed": work.failed,
        "known": work.known,
        "parked": len(work.parked),
        "batch": batch.number,
    }
    file.save(update_fields=["counts"])
    tx.audit("results.taken", file=str(file.id), sm3=digest, **file.counts)
    return _told(file)


def _batch(number: str) -> DebitBatch:
    row = DebitBatch.objects.select_for_update().filter(number=number).first()
    if row is None or row.state not in ("sent", "done"):
        raise Refusal(
            Text(f"没有送出过批次 {number}", f"No batch {number} was sent"),
            where=number,
            mend=Text("请与银行核对批次号", "Check the batch number with the bank"),
        )
    return row


def _take(tx: Tx, file: IncomingFile, batch: DebitBatch, answer: Answer, channel: str, clause: str) -> _Work:
    work, fresh = _Work(), list[tuple[DebitLine, Result]]()
    numbers = [r.number for r in answer.results]
    rows = DebitLine.objects.select_for_update().filter(batch=batch, number__in=numbers).order_by("number")
    lines = {row.number: row for row in rows}
    work.parked = [_parked(file, row, "", None, raw, why, clause) for row, raw, why in answer.unread]
    for result in answer.results:
        line = lines.get(result.number)
        fault = _fault(line, result)
        if fault is not None:
            work.parked.append(
                _parked(file, result.row, result.number, result.amount, str(result), fault, clause)
            )
        elif line is not None and line.state == result.outcome:
            work.known += 1
        elif line is not None:
            line.state = result.outcome
            fresh.append((line, result))
            work.paid += result.outcome == "paid"
            work.failed += result.outcome == "failed"
    book_results(tx, batch, fresh, channel, source=f"debit/{batch.bank}")
    if not DebitLine.objects.filter(batch=batch, state="sent").exists():
        batch.state = "done"
        batch.save(update_fields=["state"])
    return work


def _fault(line: DebitLine | None, result: Result) -> Refusal | None:
    where = f"第{result.row}行 {result.number}"
    if line is None:
        return Refusal(
            Text("这个批次里没有这个扣款编号", "The batch has no such debit"),
            where=where,
            mend=Text("请与银行核对", "Check with the bank"),
        )
    if line.amount != result.amount:
        return Refusal(
            Text(
                f"金额 {yuan(result.amount)} 元与送出的 {yuan(line.amount)} 元不符",
                "The amount differs from what was sent",
            ),
            where=where,
            mend=Text("未入账，请与银行核对", "Not booked: check with the bank"),
        )
    if line.state in ("paid", "failed") and line.state != result.outcome:
        now = STATES[line.state]
        return Refusal(
            Text(f"此前已答复为“{now.zh}”", f"Answered before as “{now.en}”"),
            where=where,
            mend=Text("未入账，请与银行核对", "Not booked: check with the bank"),
        )
    return None


def book_results(
    tx: Tx, batch: DebitBatch, told: Sequence[tuple[DebitLine, Result]], channel: str, *, source: str
) -> None:
    """Book what became of locked lines: those paid bring money for their charges; all others are free again.

    A charge paid meanwhile some other way takes none of it: that part stays loose for a refund.
    """
    alike: dict[tuple[str, str, date], list[UUID]] = {}
    for line, r in told:
        alike.setdefault((r.outcome, r.reason, r.settled_on), []).append(line.id)
    for (outcome, reason, day), keys in alike.items():
        DebitLine.objects.filter(pk__in=keys).update(state=outcome, reason=reason, settled_on=day)
    items = DebitItem.objects.filter(line__in=[line.id for line, _ in told], live=True)
    shares: dict[UUID, dict[str, int]] = {}
    for line_key, number, state, fen in items.values_list(
        "line", "charge__number", "charge__state", "amount"
    ):
        if state == "open":
            shares.setdefault(line_key, {})[number] = fen
    items.update(live=False)
    money = [
        Incoming(
            Payer.of(line),
            line.amount,
            line.number,
            r.settled_on,
            tuple(sorted(shares.get(line.id, ()))),
            shares=shares.get(line.id, {}),
        )
        for line, r in told
        if r.outcome == "paid"
    ]
    receive_all(tx, batch.scheme, money, channel=channel, source=source)


def _parked(
    file: IncomingFile, row: int, number: str, amount: int | None, raw: str, why: Refusal, clause: str
) -> ParkedLine:
    return ParkedLine(
        office=file.office,
        file=file,
        row=row,
        number=number,
        amount=amount,
        raw=raw,
        reason=as_json(why, clause),
    )


def settle_parked(tx: Tx, parked: Sequence[UUID], how: str) -> int:
    """Note how a person dealt with parked lines; returns how many were still open."""
    rows = ParkedLine.objects.select_for_update().filter(pk__in=parked, settled_at=None)
    done = rows.update(settled_at=tx.now, settled_by=tx.actor.identity, settled_how=how)
    tx.audit("parked.settled", count=done, how=how)
    return done


def _told(file: IncomingFile, known_lines: int | None = None) -> Taken:
    counts = file.counts
    if known_lines is not None:
        return Taken(file.id, file.state, 0, 0, known_lines, counts.get("parked", 0), file.reason)
    return Taken(
        file.id,
        file.state,
        counts.get("paid", 0),
        counts.get("failed", 0),
        counts.get("known", 0),
        counts.get("parked", 0),
        file.reason,
    )
