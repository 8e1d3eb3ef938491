"""Both at once on real PostgreSQL: the last signature against a withdrawal, and the same signature twice."""

from __future__ import annotations

from functools import partial

import pytest
from tests.platform.electronic_contracts import world
from tests.platform.electronic_contracts.world import PASSWORD, key
from tests.races.together import together

from gongbao.law.errors import Refusal
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.electronic_contracts import drafting, signing
from gongbao.platform.electronic_contracts.models import ContractFile

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
