"""Running the database server as an ordinary user when we are root: PostgreSQL refuses root."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CANDIDATES = ("gongbao", "postgres", "nobody")


@dataclass(frozen=True)
class Runner:
    """A user to run the server's programs as; `other` when that is not ourselves."""

    uid: int
    gid: int
    other: bool

    def run(self, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
        """Run a program to its end, in the C locale, with nothing of our environment but the path."""
        who = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.other else {}
        return subprocess.run(
            [str(part) for part in command],
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd="/",
            **who,  # type: ignore[call-overload]
        )

    def own(self, path: Path) -> None:
        """Give `path` to the server's user."""
        if self.other:
            os.chown(path, self.uid, self.gid)

    def own_tree(self, root: Path) -> None:
        """Give everything under `root` to the server's user."""
        if self.other:
            for folder, _, files in os.walk(root):
                self.own(Path(folder))
                for name in files:
                    os.lchown(Path(folder) / name, self.uid, self.gid)


def runner() -> Runner:
    """Ourselves, or as root the first of CANDIDATES this machine has (GONGBAO_DATABASE_USER decides)."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return Runner(os.getuid(), os.getgid(), other=False)
    import pwd

    for name in filter(None, (os.environ.get("GONGBAO_DATABASE_USER"), *CANDIDATES)):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Runner(entry.pw_uid, entry.pw_gid, other=True)
    raise RuntimeError("Root may not run the database and no ordinary user was found: create user gongbao.")


def reachable(path: Path) -> bool:
    """Whether every user may walk down to `path` and read it."""
    folders = path.resolve().parents
    return all(folder.stat().st_mode & 0o001 for folder in folders) and bool(path.stat().st_mode & 0o004)


def home_for(data: Path, who: Runner) -> Path:
    """The folder of the cluster: inside `data`, or under /var/lib when the server's user cannot walk there."""
    if who.other and not all(folder.stat().st_mode & 0o001 for folder in (data, *data.parents)):
        name = hashlib.sha256(str(data).encode()).hexdigest()[:12]
        home = Path("/var/lib/gongbao") / name
        home.parent.mkdir(mode=0o755, exist_ok=True)
    else:
        home = data / "postgresql"
    home.mkdir(mode=0o700, exist_ok=True)  # two processes may start at once
    who.own(home)
    return home
