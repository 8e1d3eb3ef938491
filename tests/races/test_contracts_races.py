"""Both at once on real PostgreSQL: the last signature against a withdrawal, the same signature twice, two lanes of seals."""

from __future__ import annotations

from functools import partial
from uuid import UUID

import pytest
from tests.platform.electronic_contracts import world
from tests.platform.electronic_contracts.world import PASSWORD, key
from tests.races.together import together

from gongbao.law.errors import Refusal
from gongbao.platform.db.services import SYSTEM, Tx, read, write
from gongbao.platform.electronic_contracts import agreeing, batches, drafting, signing
from gongbao.platform.electronic_contracts.models import Batch, Contract, ContractFile
from gongbao.platform.jobs.services import run_due

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def ready(free_clock: None) -> world.Town:
    world.to("2020-12-01 09:30")
    where = world.town()
    world.keys(where)
    return where


def test_the_last_signature_against_a_withdrawal(ready: world.Town) -> None:
    """Exactly one of them happens, whichever comes first; the other is told."""
    for _ in range(3):
        number = world.agreed(ready, probation_months=0)
        signing.sign(ready.employer, number, PASSWORD, key=key())
        ends = together(
            [
                partial(signing.sign, ready.worker, number, PASSWORD, key=key()),
                partial(drafting.withdraw, ready.employer, number, "mistake", key=key()),
            ]
        )
        refused = [each for each in ends if isinstance(each, Refusal)]
        state = world.contract(number).state
        assert len(refused) == 1
        assert (state == "effective") == (refused[0] is ends[1])
        assert state in ("effective", "withdrawn")


def test_the_same_signature_twice_at_once(ready: world.Town) -> None:
    number = world.agreed(ready, probation_months=0)
    ends = together([partial(signing.sign, ready.employer, number, PASSWORD, key=key()) for _ in range(3)])
    assert sum(isinstance(each, Refusal) for each in ends) == 2
    row = world.contract(number)
    with read(SYSTEM, purpose="test"):
        assert ContractFile.objects.filter(contract=row.key, stage="sealed").count() == 1


def test_two_lanes_seal_each_contract_once_and_erase_the_key(
    ready: world.Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "AT_ONCE", 2)
    count = 7

    def drawn(tx: Tx) -> str:
        assert ready.employer.party is not None
        batch = Batch.objects.create(
            office="haidian", employer=ready.employer.party, title="t", created_at=tx.now, state="sent"
        )
        for place in range(1, count + 1):
            row = drafting.open_contract(tx, ready.employer.party, world.terms(place), batch=batch.key)
            row.explained_at = row.worker_agreed_at = tx.now
            drafting.send(tx, row)
        return str(batch.key)

    batch = UUID(write(drawn, actor=ready.employer, key=key(), name="test.batch"))
    with read(SYSTEM, purpose="test"):
        rows = list(Contract.objects.filter(batch=batch))
    for row in rows:
        agreeing.answer(world.party(row.worker), row.number, "accept", key=key())
    assert batches.seal_all(ready.employer, batch, PASSWORD, key=key()) == count
    together([run_due, run_due])
    world.to("2020-12-01 09:31")
    run_due()
    with read(SYSTEM, purpose="test"):
        done = Batch.objects.get(key=batch)
        sealed = [
            ContractFile.objects.filter(contract=each.key, stage="sealed").count()
            for each in Contract.objects.filter(batch=batch)
        ]
    assert (done.state, done.done, done.sealing_key) == ("done", count, None)
    assert sealed == [1] * count
