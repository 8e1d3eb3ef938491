"""Rows of many contracts in one command: written together at its end, one statement a table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

from gongbao.platform.electronic_contracts.models import Contract, ContractEvent, ContractFile


@dataclass
class _Sheaf:
    events: list[ContractEvent] = field(default_factory=list)
    files: list[ContractFile] = field(default_factory=list)
    contracts: dict[UUID, Contract] = field(default_factory=dict)


_open: ContextVar[_Sheaf | None] = ContextVar("rows that are written together", default=None)


@contextmanager
def together() -> Iterator[None]:
    """What is kept inside is written when the block ends, each contract once; nothing where it fails.

    Inside, only what is in hand is known: events and files kept meanwhile are not read back.
    """
    sheaf = _Sheaf()
    before = _open.set(sheaf)
    try:
        yield
    finally:
        _open.reset(before)
    ContractFile.objects.bulk_create(sheaf.files)
    ContractEvent.objects.bulk_create(sheaf.events)
    for contract in sheaf.contracts.values():
        contract.save(force_update=True)


def keep_event(row: ContractEvent) -> ContractEvent:
    """Insert an event, now or with the others."""
    sheaf = _open.get()
    if sheaf is None:
        row.save(force_insert=True)
    else:
        sheaf.events.append(row)
    return row


def keep_file(row: ContractFile) -> ContractFile:
    """Insert a file, now or with the others."""
    sheaf = _open.get()
    if sheaf is None:
        row.save(force_insert=True)
    else:
        sheaf.files.append(row)
    return row


def save(contract: Contract) -> None:
    """Save a contract, now or with the others."""
    sheaf = _open.get()
    if sheaf is None:
        contract.save()
    else:
        sheaf.contracts[contract.key] = contract
