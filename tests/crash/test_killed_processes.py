"""kill -9 of a paying process, and of the database under it: everybody is paid once, whoever was told or not."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from tests.crash.processes import run

from gongbao.platform.db.place import Place

pytestmark = [pytest.mark.crash, pytest.mark.xdist_group("killed processes")]
COUNT = 400


def found(data: Path) -> dict[str, Any]:
    with run(data, "tests/crash/count.py") as program:
        said, _ = program.communicate(timeout=120)
    assert program.returncode == 0
    return json.loads(said)  # type: ignore[no-any-return]


def told(program: subprocess.Popen[str], until: int) -> int:
    """Read the program's lines until it says `until` (or ends); the last number said."""
    last = 0
    assert program.stdout is not None
    for line in program.stdout:
        last = int(line)
        if last >= until:
            break
    return last


def test_a_paying_process_killed_again_and_again_pays_each_once(migrated: Path) -> None:
    chance = random.Random(20200921)  # noqa: S311 - the moments of the kills
    for _ in range(3):
        with run(migrated, "tests/crash/batch.py", str(COUNT)) as program:
            acknowledged = told(program, chance.randrange(20, COUNT - 50))
            time.sleep(chance.uniform(0, 0.004))
            program.kill()
            acknowledged = max(acknowledged, rest(program))
        state = found(migrated)
        assert state["paid"] == state["due"] == list(range(1, len(state["paid"]) + 1))
        assert len(state["paid"]) >= acknowledged
        assert state["sound"]
    with run(migrated, "tests/crash/batch.py", str(COUNT)) as program:
        assert told(program, COUNT) == COUNT
    state = found(migrated)
    assert state["paid"] == state["due"] == list(range(1, COUNT + 1))


def test_the_database_killed_under_load_recovers_and_the_process_goes_on(migrated: Path) -> None:
    with run(migrated, "tests/crash/batch.py", str(COUNT)) as program:
        for until in (60, 200):
            assert told(program, until) >= until
            kill_server(migrated)
        assert told(program, COUNT) == COUNT
        assert program.wait(timeout=60) == 0
    state = found(migrated)
    assert state["paid"] == state["due"] == list(range(1, COUNT + 1))
    assert state["sound"]


def test_what_was_acknowledged_is_there_after_a_kill_of_the_server(migrated: Path) -> None:
    with run(migrated, "tests/crash/batch.py", "100000") as program:
        acknowledged = told(program, 80)
        program.send_signal(signal.SIGSTOP)
        kill_server(migrated)
        program.kill()
        acknowledged = max(acknowledged, rest(program))
    state = found(migrated)
    assert state["paid"] == list(range(1, len(state["paid"]) + 1))
    assert len(state["paid"]) >= acknowledged


def rest(program: subprocess.Popen[str]) -> int:
    """The last whole number the killed program had still said."""
    assert program.stdout is not None
    lines = program.stdout.read().split("\n")[:-1]
    return int(lines[-1]) if lines else 0


def kill_server(data: Path) -> None:
    """kill -9 of the postmaster, once it is up again after an earlier kill; its other processes notice and end."""
    place, give_up = Place.of(data), time.monotonic() + 60
    while (pid := place.pid()) is None:
        assert time.monotonic() < give_up, "the server did not come up again"
        time.sleep(0.01)
    os.kill(pid, signal.SIGKILL)
