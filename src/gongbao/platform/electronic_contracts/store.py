"""Reaching a contract and moving it one step: every act is checked, chained, folded and logged here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date
from typing import Any
from uuid import UUID

from django.http import Http404

from gongbao.kernel.logchain import canonical
from gongbao.kernel.masking import mask_name
from gongbao.kernel.procedure import CaseState, Event, Terms, begin, step
from gongbao.platform.audit.services import note, note_refused
from gongbao.platform.casework.orders import moved
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.electronic_contracts import evidence, gathering
from gongbao.platform.electronic_contracts.models import (
    Contract,
    ContractEvent,
    ContractFile,
    Inquiry,
    Version,
)
from gongbao.platform.electronic_contracts.words import EMPLOYER, SYSTEM, WORKER, procedure_of, refuse
from gongbao.platform.parties.services import parties
from gongbao.policies.electronic_contracts.rules import BOOK

KIND_OF_ACT = {
    "save_draft": "other", "review_terms": "other", "discard": "ended", "propose": "proposed", "explain": "notice_shown",
    "agree_form": "consent", "answer": "other", "sign": "signed", "refuse_to_sign": "ended", "withdraw": "ended",
    "lapse": "ended", "end": "ended", "sign_notice": "signed", "identity": "identity_checked", "view": "viewed",
    "keep": "preserved", "log": "logged",
}  # fmt: skip
DAYS = ("starts_on", "ends_on", "worked_from")


class NotFound(Http404):
    """No such contract, or none for this actor: outsiders cannot tell which."""


def role_in(actor: Actor, contract: Contract) -> str:
    """``employer``, ``worker``, ``system`` or nothing."""
    if actor.kind == "system":
        return SYSTEM
    if actor.kind == "party" and actor.party == contract.employer:
        return EMPLOYER
    if actor.kind == "party" and actor.party == contract.worker:
        return WORKER
    return ""


def reach(actor: Actor, number: str, *, doing: str) -> Contract:
    """The contract for one of its parties, or for an officer with a granted request; each read is logged.

    The worker needs nobody's leave, also after the employment ended. Raises NotFound for everybody else.
    """
    found = Contract.objects.filter(number=number).first()
    if found is None or not (role_in(actor, found) or _may_inspect(actor, found)):
        note_refused(actor, doing, f"contracts.{doing} {number}")
        raise NotFound
    note(f"contracts.{doing} {number}")
    return found


def _may_inspect(actor: Actor, contract: Contract) -> bool:
    return (
        actor.kind == "officer"
        and Inquiry.objects.filter(contract=contract.key, officer=actor.account, state="granted").exists()
    )


def lock(tx: Tx, number: str, role: str = "") -> Contract:
    """The contract locked for a command of one of its parties. Raises NotFound."""
    found = Contract.objects.select_for_update().filter(number=number).first()
    if (
        found is None
        or not role_in(tx.actor, found)
        or (role and role_in(tx.actor, found) not in (role, SYSTEM))
    ):
        raise NotFound
    return found


def terms_of(row: Contract | Version) -> dict[str, Any]:
    """The typed terms of a contract or version: dates, fen, text."""
    found: dict[str, Any] = json.loads(secrets.unseal(bytes(row.sealed), "contract.terms"))
    return {
        name: date.fromisoformat(value) if name in DAYS and value else value for name, value in found.items()
    }


def seal_terms(terms: Mapping[str, Any]) -> bytes:
    """Terms as they are kept."""
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in terms.items()}
    return secrets.seal(json.dumps(plain, ensure_ascii=False), "contract.terms")


def started(tx: Tx, contract: Contract) -> None:
    """Put a new contract at the start of its procedure."""
    state = begin(procedure_of(contract.kind), tx.now, terms_on(tx))
    contract.state, contract.fold = state.state, state.dump()


def terms_on(tx: Tx) -> Terms:
    """What clocks stand on."""
    return Terms(BOOK, local_day(tx.now))


def act(
    tx: Tx, contract: Contract, action: str, role: str, body: Mapping[str, Any] | None = None
) -> ContractEvent:
    """One step of the procedure. Raises Refusal for state, role, clock or reasons; saves the contract."""
    made = procedure_of(contract.kind)
    before = CaseState.load(contract.fold)
    told = dict(body or {})
    event = Event(before.sequence + 1, action, tx.now, _who(tx.actor, role), role, contract.office, told)
    after = step(made, before, event, terms_on(tx))
    contract.state, contract.fold, contract.due = after.state, after.dump(), after.due
    row = record(tx, contract, action, role, told, is_step=True)
    gathering.save(contract)
    if contract.effective_at is None and made.state(contract.state).terminal:
        moved(tx, "labour_contract", contract.number)
    return row


def record(
    tx: Tx, contract: Contract, action: str, role: str, body: Mapping[str, Any], *, is_step: bool = False
) -> ContractEvent:
    """Chain an act to the contract's events; the caller saves the contract."""
    contract.events += 1
    shown = _shown(contract, role)
    kind = KIND_OF_ACT.get(action, "other")
    hashed = {
        "n": contract.events, "at": tx.now.astimezone(UTC).isoformat(), "action": action, "role": role, "shown": shown,
        "body": dict(body), "previous": contract.head or evidence.START,
    }  # fmt: skip
    previous = contract.head or evidence.START
    contract.head = evidence.digest(canonical(hashed).encode()).hex()
    row = ContractEvent(
        office=contract.office,
        employer=contract.employer,
        worker=contract.worker,
        contract=contract.key,
        sequence=contract.events,
        action=action,
        role=role,
        kind=kind,
        shown=shown,
        body=dict(body),
        at=tx.now,
        step=is_step,
        previous=previous,
        hash=contract.head,
    )
    gathering.keep_event(row)
    tx.audit(f"contracts.{action}", contract=str(contract.key), event=contract.head)
    return row


def events_of(contract: Contract) -> list[ContractEvent]:
    """The chain of a contract in order."""
    return list(ContractEvent.objects.filter(contract=contract.key).order_by("sequence"))


def broken_event(contract: Contract) -> int | None:
    """The first event that does not fit the chain, None where all do."""
    previous = evidence.START
    count = 0
    for count, row in enumerate(events_of(contract), 1):
        hashed = {
            "n": count, "at": row.at.astimezone(UTC).isoformat(), "action": row.action, "role": row.role, "shown": row.shown,
            "body": row.body, "previous": previous,
        }  # fmt: skip
        previous = evidence.digest(canonical(hashed).encode()).hex()
        if (row.sequence, row.hash) != (count, previous):
            return count
    return None if previous == (contract.head or evidence.START) else count + 1


def keep_file(tx: Tx, contract: Contract, stage: str, content: bytes, places: Any = None) -> ContractFile:
    """Keep the bytes of a stage; earlier ones stay."""
    return gathering.keep_file(
        ContractFile(
            office=contract.office,
            employer=contract.employer,
            worker=contract.worker,
            contract=contract.key,
            stage=stage,
            content=content,
            places=places,
            sm3=evidence.digest(content).hex(),
            at=tx.now,
        )
    )


def keep_statement(tx: Tx, contract: Contract, event: ContractEvent, text: str) -> None:
    """Keep the words of a dispute or a finding, sealed, beside the event that holds their hash."""
    sealed = secrets.seal(text.strip(), "contract.statement")
    keep_file(tx, contract, "statement", sealed, {"event": event.sequence})


def statements_of(contract: Contract) -> dict[int, str]:
    """The words of disputes and findings by their events' places."""
    rows = ContractFile.objects.filter(contract=contract.key, stage="statement")
    return {
        int((row.places or {})["event"]): secrets.unseal(bytes(row.content), "contract.statement")
        for row in rows
    }


def newest(contract: Contract, *stages: str) -> ContractFile | None:
    """The newest file of the first stage there is; its bytes are checked against their hash on every read."""
    for stage in stages:
        row = ContractFile.objects.filter(contract=contract.key, stage=stage).order_by("-at", "-key").first()
        if row is not None:
            return _whole(row)
    return None


def newest_of(contracts: Iterable[Contract], stage: str) -> dict[UUID, ContractFile]:
    """The newest file of a stage of each contract that has one, checked as by `newest`."""
    rows = ContractFile.objects.filter(contract__in=[each.key for each in contracts], stage=stage)
    found = rows.order_by("contract", "-at", "-key").distinct("contract")
    return {row.contract: _whole(row) for row in found}


def _whole(row: ContractFile) -> ContractFile:
    if evidence.digest(bytes(row.content)).hex() != row.sm3:
        raise refuse(
            "文件与存入时的哈希不一致，已停止提供",
            "The file no longer has its hash; it is not given out",
            clause="4",
        )
    return row


def know_names(contracts: Iterable[Contract]) -> None:
    """Ask for the names of many contracts' parties at once; `names_of` then has them."""
    rows = list(contracts)
    found = parties({key for row in rows for key in (row.employer, row.worker)})
    names = {key: each.name for key, each in found.items()}
    for row in rows:
        row.known_names = (names.get(row.employer, ""), names.get(row.worker, ""))  # type: ignore[attr-defined]


def names_of(contract: Contract) -> tuple[str, str]:
    """The employer's and the worker's names; asked once for a contract in hand."""
    known: tuple[str, str] | None = getattr(contract, "known_names", None)
    if known is None:
        know_names([contract])
        known = contract.known_names  # type: ignore[attr-defined]
    return known


def _shown(contract: Contract, role: str) -> str:
    employer, worker = names_of(contract)
    return {EMPLOYER: employer, WORKER: mask_name(worker), "officer": "办案机构"}.get(role, "系统")


def _who(actor: Actor, role: str) -> str:
    return role if actor.kind == "party" else actor.identity
