"""A batch of approvals killed with SIGKILL half-way and sent again: nothing lost, nothing granted twice."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from tests.crash.processes import kill_after_progress
from tests.platform.training_subsidy import world
from tests.platform.training_subsidy.world import case, claim, passed, state

from gongbao.platform.cases.services import Event, verify_case
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.funds import services as funds
from gongbao.platform.letters import services as letters
from gongbao.platform.parties.demo_people import someone
from gongbao.platform.training_subsidy import demo
from gongbao.platform.training_subsidy.books import cap_account

pytestmark = [pytest.mark.crash, pytest.mark.django_db(transaction=True)]
CASES, KILLS, RATE = 16, 3, 154_000
CHILD = Path(__file__).with_name("training_batch_child.py")


@pytest.fixture
def city(transactional_db: None, free_clock: None) -> demo.City:
    world.to("2020-09-21 09:30")
    return world.city()


def child(account: object, numbers: list[str]) -> subprocess.Popen[str]:
    path = os.pathsep.join(
        [str(CHILD.parents[2] / "src"), str(CHILD.parents[2]), os.environ.get("PYTHONPATH", "")]
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "gongbao.settings", "PYTHONPATH": path}
    arguments = [sys.executable, str(CHILD), connection.settings_dict["NAME"], str(account), *numbers]
    return subprocess.Popen(arguments, env=env, stdout=subprocess.PIPE, text=True)


def test_a_killed_batch_of_approvals_grants_everyone_exactly_once(city: demo.City) -> None:
    numbers = [passed(city, people=[someone(place)]) for place in range(CASES)]
    account, dice, halfway = city.accounts["haidian-reviewer"], random.Random(20200818), 0  # noqa: S311
    for _ in range(KILLS):
        with child(account, numbers) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            done = kill_after_progress(process, lambda: sum(state(n) == "approved" for n in numbers), dice)
        halfway += 0 < done < CASES
        assert funds.balance(cap_account(city.firms[0])) == done * 2 * RATE, (
            "a killed approval left no money behind"
        )
    assert halfway > 0, "no child died half-way; this test would prove nothing"
    with child(account, numbers) as process:
        assert process.stdout is not None
        assert process.stdout.read().endswith("done\n")
    assert {state(number) for number in numbers} == {"approved"}
    assert {claim(number).granted for number in numbers} == {2 * RATE}
    assert funds.balance(cap_account(city.firms[0])) == CASES * 2 * RATE
    with read(SYSTEM, purpose="test"):
        for number in numbers:
            key = case(number).key
            assert Event.objects.filter(case=key, action="approve").count() == 1
            assert [row.kind for row in letters.letters(case=key)].count("decision.full") == 1
            assert verify_case(key) is None
        assert funds.check_books() == []
