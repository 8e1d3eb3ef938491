"""Debit batches killed with SIGKILL at random points, then run to the end: everybody debited exactly once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests.crash.processes import kill_after_progress
from tests.platform.collections.scene import SCHEME, charged, faults, new, payer, seen, signed

from gongbao.platform.collections import services as c

pytestmark = [pytest.mark.crash, pytest.mark.django_db(transaction=True)]
PAYERS, KILLS = 60, 3
CHILD = Path(__file__).with_name("debit_child.py")


def child(folder: Path) -> subprocess.Popen[str]:
    path = os.pathsep.join(
        [str(CHILD.parents[2] / "src"), str(CHILD.parents[2]), os.environ.get("PYTHONPATH", "")]
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE, "PYTHONPATH": path}
    arguments = [sys.executable, str(CHILD), connection.settings_dict["NAME"], str(folder)]
    return subprocess.Popen(arguments, env=env, stdout=subprocess.PIPE, text=True)


def settled() -> list[c.ChargeRow]:
    return seen(lambda: c.charges(SCHEME, states=("settled",)))


def test_killed_debits_take_from_everybody_exactly_once(tmp_path: Path) -> None:
    people = [payer() for _ in range(PAYERS)]
    charged(*(new(who, 10_000 + n) for n, who in enumerate(people)))
    for who in people:
        signed(who)
    halfway, dice = 0, random.Random(20201109)  # noqa: S311 - a delay
    for _ in range(KILLS):
        with child(tmp_path) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            halfway += 0 < kill_after_progress(process, lambda: len(settled()), dice) < PAYERS
        assert faults() == []
    assert halfway > 0, "no child died half-way; this test would prove nothing"
    with child(tmp_path) as process:
        assert process.stdout is not None
        assert process.stdout.read() == "ready\ndone\n"
    expected = sorted(10_000 + n for n in range(PAYERS))
    assert sorted(c.LocalDebitBank(tmp_path).debited().values()) == expected
    assert sorted(row.settled for row in settled()) == expected
    assert seen(lambda: c.payments(SCHEME, loose=True)) == []
    assert faults() == []
