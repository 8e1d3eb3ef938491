"""Labour contracts other rooms order: drafted for the employer to send, followed until both have signed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from gongbao.platform.casework.orders import Standing
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.electronic_contracts import drafting, store
from gongbao.platform.electronic_contracts.models import Contract
from gongbao.platform.electronic_contracts.words import procedure_of
from gongbao.platform.parties import services as parties

KIND = "labour_contract"


def place(tx: Tx, /, *, employer: UUID, worker: UUID, terms: Mapping[str, Any]) -> str:
    """A draft of `employer` with `worker` on these terms; name and number are the worker's own. Its number.

    The employer completes and sends it in this room. Raises Refusal naming what of the terms the law does not allow.
    """
    with parties.opened("an ordered contract"):
        number = parties.fill_in(tx, worker, "number", "劳动合同")
        whole = {**terms, "identity_number": number, "worker_name": parties.person(worker).name}
        where = parties.firm(employer)
        named = {"employer_name": where.name, "employer_code": where.credit_code}
        if found := drafting.findings(named | whole, local_day(tx.now)):
            raise found[0]
        return drafting.open_contract(tx, employer, whole).number


def standing(number: str) -> Standing | None:
    """Where an ordered contract stands; done once it came into force."""
    with parties.opened("an ordered contract"):
        row = Contract.objects.filter(number=number, kind="contract").first()
        if row is None:
            return None
        state = procedure_of(row.kind).state(row.state)
        if row.effective_at is None:
            return Standing(number, state.title, "failed" if state.terminal else "open")
        told = store.terms_of(row)
        terms = {
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "wage": told.get("wage"),
            "employer": row.employer,
            "worker": row.worker,
        }
        return Standing(number, state.title, "done", local_day(row.effective_at), terms)
