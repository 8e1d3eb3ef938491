"""The room's jobs: keeping files provable, the log, packages, offers that lapse, ends, reminders, sealing batches."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from gongbao.kernel.procedure import CaseState, expired
from gongbao.law.text import Text
from gongbao.platform.db.clock import ZONE, local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.electronic_contracts import anchoring, ending, evidence, ledger, packing, store
from gongbao.platform.electronic_contracts.models import Contract
from gongbao.platform.electronic_contracts.words import SYSTEM, procedure_of
from gongbao.platform.jobs.services import Job, handles

RESTAMP_AFTER = timedelta(days=365 * 4)
"""Before the five years of a timestamp certificate are over."""


def day_after(day: date) -> datetime:
    """Just after the end of a day in Beijing."""
    return datetime.combine(day + timedelta(days=1), time(0, 5), ZONE)


def morning_of(day: date) -> datetime:
    """Nine in the morning in Beijing."""
    return datetime.combine(day, time(9), ZONE)


def _locked(job: Job) -> Contract:
    return Contract.objects.select_for_update().get(key=UUID(job.payload["contract"]))


@handles("electronic_contracts.keep")
def keep(tx: Tx, job: Job) -> None:
    """Add validation data and a document timestamp (B-LTA), and again before that timestamp ages."""
    row = _locked(job)
    file = store.newest(row, "kept", "signed")
    if file is None:
        return
    kept = evidence.keep_provable(tx, bytes(file.content))
    store.keep_file(tx, row, "kept", kept)
    store.record(tx, row, "keep", SYSTEM, {"sm3": ledger.put(tx, row.key, kept)})
    row.save()
    again = tx.now + RESTAMP_AFTER
    tx.enqueue(
        "electronic_contracts.keep",
        {"contract": str(row.key)},
        run_at=again,
        key=f"keep:{row.key}:{again:%Y%m}",
    )


@handles("electronic_contracts.log")
def log(tx: Tx, job: Job) -> None:
    """Append what waits to the log, seal a checkpoint, then build the packages of what was logged."""
    logged = ledger.append(tx)
    for contract in logged:
        tx.enqueue("electronic_contracts.pack", {"contract": str(contract)})
    if logged and anchoring.configured():
        size = ledger.size()
        tx.enqueue(anchoring.ANCHOR, {"size": size}, key=f"anchor:{size}")


@handles("electronic_contracts.pack")
def pack(tx: Tx, job: Job) -> None:
    """Build the evidence package once every file of the contract is logged."""
    packing.build_package(tx, _locked(job))


@handles("electronic_contracts.expire")
def expire(tx: Tx, job: Job) -> None:
    """What a procedure does when a time limit is over: offers lapse, late contracts are warned of."""
    row = _locked(job)
    for action in expired(procedure_of(row.kind), CaseState.load(row.fold), local_day(tx.now)):
        if row.state in action.sources:
            store.act(tx, row, action.name, SYSTEM)
            for each in (row.employer, row.worker):
                tx.message(each, Text(f"{row.number}：{action.title.zh}", f"{row.number}: {action.title.en}"))


@handles("electronic_contracts.end")
def end(tx: Tx, job: Job) -> None:
    """End a contract on its day; a renewed one ends only as its renewal says."""
    row = _locked(job)
    ground = job.payload["ground"]
    if ground == "expiry" and ending.renewed(row):
        return
    ending.end(tx, row, date.fromisoformat(job.payload["on"]), ground)


@handles("electronic_contracts.remind")
def remind(tx: Tx, job: Job) -> None:
    """Tell both parties of a day that comes; nothing once the contract is over."""
    row = _locked(job)
    if row.state == "effective":
        told = job.payload
        words = Text(
            f"{row.number}：{told['due']} {told['zh']}", f"{row.number}: {told['en']} on {told['due']}"
        )
        for each in (row.employer, row.worker):
            tx.message(each, words)


@handles("electronic_contracts.seal_some")
def seal_some(tx: Tx, job: Job) -> None:
    """Seal the next contracts of a batch; plans itself until the batch is done."""
    from gongbao.platform.electronic_contracts import batches

    batches.seal_next(tx, UUID(job.payload["batch"]), int(job.payload.get("lane", 0)))
