"""Signing: in the order told, each party once, with its own key; then in force, logged and kept provable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongbao.law.text import Text
from gongbao.platform.casework.orders import moved
from gongbao.platform.db.services import Actor, Tx, write
from gongbao.platform.electronic_contracts import evidence, gathering, identity, ledger, store
from gongbao.platform.electronic_contracts.models import Contract, ContractFile
from gongbao.platform.electronic_contracts.words import EMPLOYER, WORKER, refuse
from gongbao.policies.electronic_contracts import wording

OTHER = {EMPLOYER: WORKER, WORKER: EMPLOYER}


def sign(actor: Actor, number: str, password: str, *, strokes: Sequence[Any] = (), key: str) -> str:
    """Sign for the party the actor is; returns the contract's state. A wrong password is counted."""

    def command(tx: Tx) -> str:
        row = store.lock(tx, number)
        role = store.role_in(tx.actor, row)
        check_turn(row, role)
        check = identity.require_level(tx, _who(row, role), "identity_level_sign")
        held, private = identity.open_key(tx, _who(row, role), password)
        type(held).objects.filter(key=held.key).update(wrong=0)
        apply(tx, row, role, private, check.level, strokes)
        return row.state

    try:
        return str(write(command, actor=actor, key=key, name="contracts.sign", request=number))
    except identity.WrongPassword:
        identity.note_wrong(actor)
        raise


def check_turn(row: Contract, role: str) -> None:
    """Refuse a signature nobody may give now: not agreed to the form, out of order, twice."""
    if row.kind not in ("notice", "certificate"):
        if row.worker_agreed_at is None or row.employer_agreed_at is None:
            raise refuse(
                "双方都同意采用电子形式以后才能签署",
                "Both agree to the electronic form before anybody signs",
                ("先同意电子形式，或改签纸质合同", "Agree first, or sign on paper"),
                "1",
            )
        if row.explained_at is None:
            raise refuse(
                "劳动者还没有确认签署系统的说明",
                "The worker has not confirmed the explanation",
                clause="11.s1",
            )
    signed = {EMPLOYER: row.employer_signed_at, WORKER: row.worker_signed_at}
    if signed[role] is not None:
        raise refuse("您已经签过，不能重签", "You have signed already", clause="5")
    if row.state == "agreed" and role != row.first_signer:
        raise refuse(
            "还没有轮到您签署，请等对方先签",
            "It is not your turn; the other party signs first",
            ("对方签署后会通知您", "You will be told"),
            "5",
        )


def apply(
    tx: Tx, row: Contract, role: str, private: Any, level: int, strokes: Sequence[Any] = (),
    file: ContractFile | None = None,
) -> None:  # fmt: skip
    """Put one party's signature on a locked contract and move it on; `file` is the one to sign where it is in hand."""
    first = row.state == "agreed"
    file = file or store.newest(row, "laid" if first else "sealed")
    if file is None or row.state not in ("agreed", "part_signed"):
        raise refuse("现在不能签署这份文件", "This document cannot be signed now", clause="5")
    name = store.names_of(row)[0 if role == EMPLOYER else 1]
    signed = evidence.put_signature(
        tx, bytes(file.content), file.places or {}, role, name, private,
        first=first, reason=f"签署{wording.TITLES[row.kind]}", strokes=strokes,
    )  # fmt: skip
    kept = store.keep_file(tx, row, "sealed" if first else "signed", signed)
    if role == EMPLOYER:
        row.employer_signed_at = tx.now
    else:
        row.worker_signed_at = tx.now
    store.record(tx, row, "identity", role, {"level": level, "method": "local"})
    serial = evidence.serial_of(private.chain[0])
    body = {"outcome": "first" if first else "last", "field": role, "serial": serial, "sm3": kept.sm3}
    store.act(tx, row, "sign", role, body)
    if first:
        tx.message(
            _who(row, OTHER[role]), Text(f"轮到您签署 {row.number}", f"It is your turn to sign {row.number}")
        )
    else:
        take_effect(tx, row, signed)
    gathering.save(row)


def take_effect(tx: Tx, row: Contract, signed: bytes) -> None:
    """Both have signed: in force, logged, kept provable; what the document does to its original is done."""
    row.effective_at = tx.now
    store.record(tx, row, "effective", "system", {"sm3": evidence.digest(signed).hex()})
    ledger.put(tx, row.key, signed)
    moved(tx, "labour_contract", row.number)
    tx.enqueue("electronic_contracts.keep", {"contract": str(row.key)}, key=f"keep:{row.key}")
    for each in (row.employer, row.worker):
        tx.message(
            each,
            Text(
                f"{row.number} 双方已签署，可随时查看下载",
                f"{row.number} is signed by both; it can be read at any time",
            ),
        )
    from gongbao.platform.electronic_contracts.ending import follow

    follow(tx, row)


def acknowledge(actor: Actor, number: str, *, key: str) -> bool:
    """A party says the signatures are real (item 14); True once both have."""

    def command(tx: Tx) -> bool:
        row = store.lock(tx, number)
        role = store.role_in(tx.actor, row)
        if role == EMPLOYER:
            row.employer_acknowledged_at = tx.now
        else:
            row.worker_acknowledged_at = tx.now
        store.act(tx, row, "acknowledge", role)
        return bool(row.employer_acknowledged_at and row.worker_acknowledged_at)

    return bool(write(command, actor=actor, key=key, name="contracts.acknowledge", request=number))


def dispute(actor: Actor, number: str, statement: str, *, key: str) -> None:
    """A party doubts the signatures (item 14): kept for both and the authority; the report checks and concludes nothing."""

    def command(tx: Tx) -> None:
        row = store.lock(tx, number)
        if not statement.strip():
            raise refuse(
                "请写明对哪个签名、哪项内容有异议",
                "Say which signature or content is disputed",
                clause="14.s2",
            )
        role = store.role_in(tx.actor, row)
        made = store.act(tx, row, "dispute", role, {"sm3": evidence.digest(statement.encode()).hex()})
        store.keep_statement(tx, row, made, statement)
        tx.message(
            _who(row, OTHER[role]),
            Text(f"对方对 {row.number} 的签署提出异议", f"The other party disputes {row.number}"),
        )

    write(command, actor=actor, key=key, name="contracts.dispute", request=[number, statement])


def _who(row: Contract, role: str) -> Any:
    return row.employer if role == EMPLOYER else row.worker
