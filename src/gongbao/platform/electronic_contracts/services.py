"""What other apps and rooms use of contracts: open one from a template for two parties, send it, ask its state.

`open_from_template` takes the terms of the form ``electronic_contracts.contract``: worker_name, identity_number,
worker_address, phone, contract_type (``fixed``, ``open_ended``, ``task``, ``part_time``), starts_on, ends_on or
task, probation_months, position, workplace, wage (fen), probation_wage, week_hours, pay_day, own_terms; and of the
employer employer_address and employer_head. A draft without one of these is kept but not sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.electronic_contracts import drafting
from gongbao.platform.electronic_contracts.models import Contract

__all__ = ["ContractState", "contract_state", "findings", "open_from_template"]


@dataclass(frozen=True)
class ContractState:
    """Where a contract stands; `in_force_since` and `ended_on` are days in Beijing."""

    number: str
    state: str
    employer: UUID
    worker: UUID
    contract_type: str
    starts_on: date | None
    ends_on: date | None
    in_force_since: date | None
    ended_on: date | None


def findings(terms: Mapping[str, Any], on: date) -> list[Refusal]:
    """What stands against these terms, each with its clause; empty where a contract can be sent."""
    return drafting.findings(terms, on)


def open_from_template(tx: Tx, employer: UUID, terms: Mapping[str, Any], *, send: bool = False) -> str:
    """A contract of `employer` with the worker named in `terms`, sent to the worker on wish; its number.

    Raises Refusal naming the first gap (with its clause) where it is to be sent and cannot be.
    """
    row = drafting.open_contract(tx, employer, terms)
    if send:
        drafting.send(tx, row)
    return row.number


def contract_state(number: str) -> ContractState | None:
    """The state of a contract, inside a read() or write() of somebody who may see it; None otherwise."""
    row = Contract.objects.filter(number=number).first()
    if row is None:
        return None
    since = local_day(row.effective_at) if row.effective_at else None
    return ContractState(
        row.number, row.state, row.employer, row.worker, row.contract_type, row.starts_on, row.ends_on, since, row.ended_on
    )  # fmt: skip
