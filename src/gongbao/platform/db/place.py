"""Where an embedded server lives: its folders, socket, lock and passwords."""

from __future__ import annotations

import contextlib
import json
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gongbao.platform.db import programs
from gongbao.platform.db.unprivileged import Runner, home_for, runner

DATABASE, OWNER, APPLICATION, SUPERUSER = "gongbao", "gongbao_owner", "gongbao_app", "postgres"


@dataclass(frozen=True)
class Server:
    """How to reach a database: connection parameters as the owner and as the application."""

    owner: Mapping[str, str]
    application: Mapping[str, str]


@dataclass(frozen=True)
class Place:
    """The data folder, the server's home in it (or elsewhere) and its socket's folder."""

    data: Path
    home: Path
    run: Path
    runner: Runner

    @classmethod
    def of(cls, data: Path) -> Place:
        """The place for `data`, whose folders are made."""
        data = data.resolve()
        data.mkdir(parents=True, exist_ok=True)
        who = runner()
        with open(
            data / "folders.lock", "a"
        ) as file:  # a second process must not see a folder half given away
            flock(file.fileno(), exclusive=True)
            home = home_for(data, who)
            return cls(data, home, _socket_folder(home, who), who)

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own folder."""
        return self.home / "cluster"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.home / "server.log"

    @property
    def passwords(self) -> Path:
        """The roles' passwords, for us alone."""
        return self.data / "database-passwords.json"

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """One process at a time starts, stops or initialises."""
        with open(self.data / "database.lock", "a") as file:
            flock(file.fileno(), exclusive=True)
            yield

    def pid(self) -> int | None:
        """The live server's process id, None when it is not ready or only a stale file is left."""
        try:
            lines = (self.cluster / "postmaster.pid").read_text().splitlines()
        except (FileNotFoundError, PermissionError):
            return None
        ready = len(lines) > 7 and lines[7].strip() == "ready"
        return int(lines[0]) if ready and programs.is_postgres(int(lines[0])) else None

    def running(self) -> bool:
        """Whether the server is up."""
        return self.pid() is not None

    def server(self) -> Server:
        """How to reach it."""
        known = json.loads(self.passwords.read_text())
        base = {"host": str(self.run), "dbname": DATABASE}
        return Server(
            {**base, "user": OWNER, "password": known[OWNER]},
            {**base, "user": APPLICATION, "password": known[APPLICATION]},
        )


def flock(descriptor: int, *, exclusive: bool, wait: bool = True) -> None:
    """Lock a file for this process; it is freed when the process ends, however it ends. Raises OSError."""
    if sys.platform == "win32":
        raise RuntimeError("The embedded database needs Linux or macOS; set GONGBAO_DATABASE to a server.")
    import fcntl

    kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
    fcntl.flock(descriptor, kind | (0 if wait else fcntl.LOCK_NB))


def _socket_folder(home: Path, who: Runner) -> Path:
    """A folder for the socket whose path fits the system's limit of about 100 bytes."""
    run = home / "run"
    if len(os.fsencode(run)) > 80:
        digest = programs.digest(str(home))
        run = Path(
            os.sep, "tmp", f"gongbao-{who.uid}-{digest}"
        )  # the same for every process, whatever its TMPDIR
    try:
        run.mkdir(mode=0o700)
    except FileExistsError:
        status = run.lstat()  # never through a link somebody else may have laid here
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != who.uid or status.st_mode & 0o077:
            raise RuntimeError(f"{run} must be a private folder of user {who.uid}.") from None
    else:
        who.own(run)
    return run
