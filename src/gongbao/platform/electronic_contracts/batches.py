"""Many contracts at once: from a roster in Excel, findings by row, sealed in one go by a job with progress."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import note
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import ZONE, local_day
from gongbao.platform.db.services import Actor, Tx, new_key, now, read, write
from gongbao.platform.electronic_contracts import drafting, evidence, gathering, identity, signing, store
from gongbao.platform.electronic_contracts.models import Batch, Contract
from gongbao.platform.electronic_contracts.words import EMPLOYER, refuse
from gongbao.platform.excel.services import CellProblem, read_table, template, with_findings
from gongbao.platform.jobs.services import LIMIT, unfinished
from gongbao.platform.parties.services import firm
from gongbao.policies.electronic_contracts.forms import FORMS

ROSTER = FORMS["roster"].field("roster")
AT_ONCE = 25
LANES = 2
"""Chains of jobs that seal side by side, one for each core of the smallest machine; each process takes what is free."""
MOST = 1000
NAMED = {"employer_name": "-"}
"""The employer's name is the register's: a roster does not state it."""


def roster_template(language: str = "zh") -> bytes:
    """The empty workbook."""
    return template(ROSTER, language=language)


def upload(actor: Actor, data: bytes, *, key: str) -> str:
    """Draw up and send one contract per good row; bad rows are reported and kept out. Returns the batch's key."""
    employer = identity._party(actor)
    on = now().astimezone(ZONE).date()
    from gongbao.kernel.forms.columns import columns

    table = read_table(data, columns(ROSTER), limit_rows=MOST, on=on)
    problems = list(table.problems)
    bad = {each.row for each in problems}
    good: list[tuple[int, dict[str, Any]]] = []
    seen: dict[str, int] = {}
    for line in table.rows:
        if line.number in bad:
            continue
        number = str(line.values.get("identity_number"))
        found = [] if number in seen else drafting.findings(NAMED | line.values, on)
        if number in seen:
            twice = Text(f"与第{seen[number]}行是同一人", f"the same person as in row {seen[number]}")
            problems.append(_problem(table.sheet, line.number, twice, "lao-2020-28/3.s1"))
        for each in found:
            problems.append(_problem(table.sheet, line.number, each.what, each.clause))
        if number not in seen and not found:
            good.append((line.number, dict(line.values)))
        seen.setdefault(number, line.number)
    report = with_findings(table, problems) if problems else None
    told = [
        {"row": each.row, "label": [each.label.zh, each.label.en], "what": [each.what.zh, each.what.en], "clause": each.clause}
        for each in problems
    ]  # fmt: skip

    def command(tx: Tx) -> str:
        where = firm(employer)
        batch = Batch.objects.create(
            office=where.office,
            employer=employer,
            title=f"{local_day(tx.now)} 批量订立",
            total=0,
            findings=told,
            report=secrets.seal(base64.b64encode(report).decode(), "contract.report") if report else None,
            created_at=tx.now,
        )
        for place, (number, values) in enumerate(good):
            try:
                row = drafting.open_contract(tx, employer, values, batch=batch.key)
            except Refusal as refusal:
                told.append(
                    {
                        "row": number,
                        "label": ["姓名", "Name"],
                        "what": [refusal.what.zh, refusal.what.en],
                        "clause": refusal.clause,
                    }
                )
                continue
            drafting.send(tx, row)
            batch.total += 1
            if place == 0:
                tx.audit("contracts.batch", batch=str(batch.key), rows=len(good))
        batch.findings, batch.state = told, "sent"
        batch.save()
        return str(batch.key)

    return str(
        write(command, actor=actor, key=key, name="contracts.batch", request=evidence.digest(data).hex())
    )


def seal_all(actor: Actor, batch: UUID, password: str, *, key: str) -> int:
    """Apply the employer's seal to every contract of the batch whose text is agreed: one password, then a job."""

    def command(tx: Tx) -> int:
        row = _batch(actor, batch, lock=True)
        if row.state == "sealing":
            raise refuse("这一批正在用印", "This batch is being sealed")
        ready = _ready(row).count()
        if not ready:
            raise refuse(
                "这一批还没有可以用印的合同",
                "No contract of this batch can be sealed yet",
                ("等劳动者同意文本", "Wait for the workers to accept"),
            )
        identity.require_level(tx, row.employer, "identity_level_sign")
        _, private = identity.open_key(tx, row.employer, password)
        row.sealing_key, row.state, row.done = evidence.hold_key(private, row.key), "sealing", 0
        row.total, row.sealed_by = ready, str(tx.actor.account or "")
        row.save()
        for lane in range(min(LANES, -(-ready // AT_ONCE))):
            _go_on(tx, row, lane, str(tx.key))
        return ready

    try:
        return int(write(command, actor=actor, key=key, name="contracts.seal_all", request=str(batch)))
    except identity.WrongPassword:
        identity.note_wrong(actor)
        raise


def seal_next(tx: Tx, batch: UUID, lane: int = 0) -> None:
    """Seal some that no other lane holds; the key is erased with the last one, at once where it was stopped meanwhile."""
    row = Batch.objects.get(key=batch)
    held = identity.key_of(row.employer)
    ready = [] if held is None else list(_ready(row).select_for_update(skip_locked=True)[:AT_ONCE])
    if not ready or held is None or row.sealing_key is None:
        _finish(tx, batch, lane, stopped=held is None)
        return
    private = evidence.held_key(bytes(row.sealing_key), row.key, held.chain)
    store.know_names(ready)
    laid = store.newest_of(ready, "laid")
    with gathering.together():
        for contract in ready:
            signing.apply(tx, contract, EMPLOYER, private, 3, file=laid.get(contract.key))
    Batch.objects.filter(key=batch).update(done=F("done") + len(ready))
    _go_on(tx, row, lane, str(new_key()))


def _finish(tx: Tx, batch: UUID, lane: int, *, stopped: bool) -> None:
    """End a lane: the batch with it, unless another lane still holds contracts; then look again in a moment."""
    row = Batch.objects.select_for_update().get(key=batch)
    if row.state != "sealing":
        return
    if not stopped and row.sealing_key is not None and _ready(row).exists():
        _go_on(tx, row, lane, str(new_key()), wait=timedelta(seconds=1))
        return
    row.state, row.sealing_key, row.finished_at = ("stopped" if stopped else "done"), None, tx.now
    row.save(update_fields=["state", "sealing_key", "finished_at"])


def _go_on(tx: Tx, row: Batch, lane: int, turn: str, wait: timedelta | None = None) -> None:
    """Plan a lane's next turn, ahead of the messages that seals cause: somebody waits before the progress bar."""
    tx.enqueue(
        "electronic_contracts.seal_some",
        {"batch": str(row.key), "lane": lane},
        run_at=tx.now + wait if wait else row.created_at,
        key=f"seal:{row.key}:{lane}:{turn}",
    )


def batches_of(actor: Actor) -> list[Batch]:
    """The employer's batches, newest first."""
    with read(actor, purpose="batches"):
        return list(Batch.objects.filter(employer=actor.party).defer("report").order_by("-created_at")[:50])


def batch_of(actor: Actor, batch: UUID) -> tuple[Batch, list[Contract]]:
    """One batch with its contracts."""
    with read(actor, purpose="batch"):
        row = _batch(actor, batch)
        return row, list(Contract.objects.filter(batch=row.key).order_by("number"))


@dataclass(frozen=True)
class Progress:
    """How far the sealing of a batch is, by the state of its jobs: `failing` attempts so far, `stuck` for a person."""

    done: int
    total: int
    lanes: int
    failing: int
    stuck: bool


def progress(actor: Actor, batch: UUID) -> Progress:
    """Read from the batch and its jobs."""
    with read(actor, purpose="batch"):
        row = _batch(actor, batch)
        jobs = (
            unfinished("electronic_contracts.seal_some", f"seal:{row.key}:") if row.state == "sealing" else []
        )
        failing = max((each.attempts for each in jobs), default=0)
        return Progress(row.done, row.total, len(jobs), failing, failing >= LIMIT)


def report_of(actor: Actor, batch: UUID) -> bytes | None:
    """The roster as it came with what is wrong in each row; None where nothing was. The read is logged."""
    with read(actor, purpose="contracts.findings"):
        row = _batch(actor, batch)
        note(f"contracts.findings {batch}")
        return base64.b64decode(secrets.unseal(row.report, "contract.report")) if row.report else None


def _ready(row: Batch) -> Any:
    found = Contract.objects.filter(batch=row.key, state="agreed", first_signer=EMPLOYER)
    return found.filter(worker_agreed_at__isnull=False, explained_at__isnull=False).order_by("number")


def _batch(actor: Actor, batch: UUID, *, lock: bool = False) -> Batch:
    rows = Batch.objects.select_for_update() if lock else Batch.objects.all()
    found: Batch | None = rows.filter(key=batch, employer=actor.party).first()
    if found is None:
        raise store.NotFound
    return found


def _problem(sheet: str, row: int, what: Text, clause: str) -> CellProblem:
    return CellProblem(
        sheet,
        row,
        "",
        "",
        Text("本行", "This row"),
        what,
        Text("改正后重新上传这一行", "Correct and upload this row"),
        clause,
    )
