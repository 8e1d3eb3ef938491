"""A payout killed with SIGKILL again and again, then run to its end: nothing lost, nothing paid twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests.platform.funds.scene import Firm, books, do, funded, requested

from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.funds import services as funds

pytestmark = [pytest.mark.crash, pytest.mark.django_db(transaction=True)]
FIRMS, KILLS = 80, 3
CHILD = Path(__file__).with_name("payout_child.py")


def child(folder: Path, request: object) -> subprocess.Popen[str]:
    path = os.pathsep.join(
        [str(CHILD.parents[2] / "src"), str(CHILD.parents[2]), os.environ.get("PYTHONPATH", "")]
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE, "PYTHONPATH": path}
    arguments = [sys.executable, str(CHILD), connection.settings_dict["NAME"], str(folder), str(request)]
    return subprocess.Popen(arguments, env=env, stdout=subprocess.PIPE, text=True)


def test_a_killed_payout_pays_everyone_exactly_once(tmp_path: Path) -> None:
    funded(100_000_000)
    request, _ = requested([(Firm(), 10_000 + n) for n in range(FIRMS)])
    do(lambda tx: funds.transfer(tx, request).state)
    halfway, dice = 0, random.Random(20200818)  # noqa: S311 - a delay
    for _ in range(KILLS):
        with child(tmp_path, request) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            time.sleep(dice.uniform(0.02, 0.15))
            process.send_signal(signal.SIGKILL)
        assert books() == []
        with read(SYSTEM, purpose="test"):
            halfway += 0 < len(funds.payments(state="paid")) < FIRMS
    assert halfway > 0, "no child died half-way; this test would prove nothing"
    with child(tmp_path, request) as process:
        assert process.stdout is not None
        assert process.stdout.read() == "ready\ndone\n"
    with read(SYSTEM, purpose="test"):
        found = funds.payments()
    assert {p.code for p in found} == {"paid"}
    assert sorted(p.amount for p in found) == [10_000 + n for n in range(FIRMS)]
    assert funds.LocalBank(tmp_path).paid() == {p.number: p.amount for p in found}
    assert books() == []
