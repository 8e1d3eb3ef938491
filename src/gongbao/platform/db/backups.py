"""Backups: the database and the data folder's files into one folder, and back into an empty installation."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import embedded, programs, target

DUMP, FILES = "database.dump", ("files", "gazette")
_NOT_EMPTY = Text("数据库不是空的，没有恢复", "the database is not empty; nothing was restored")
_FAILED = Text("备份程序没有成功", "the backup program failed")


def write(folder: Path) -> list[Path]:
    """Write a backup; returns what was written. The master key is not in it."""
    folder.mkdir(parents=True, exist_ok=False)
    dump = folder / DUMP
    _run("pg_dump", "--format=custom", f"--file={dump}", parameters=_powerful())
    written = [dump]
    for name in FILES:
        source = target.data_folder() / name
        if source.exists():
            shutil.copytree(source, folder / name)
            written.append(folder / name)
    return written


def read(folder: Path) -> None:
    """Restore a backup. Raises `Refusal` when the database already has cases."""
    dump = folder / DUMP
    if not dump.exists():
        raise Refusal(Text(f"{folder} 里没有备份", f"there is no backup in {folder}"))
    if _has_tables():
        raise Refusal(
            _NOT_EMPTY, mend=Text("换一个新的数据文件夹或空库", "use a new data folder or an empty database")
        )
    parameters = _powerful()
    _run(
        "pg_restore",
        "--no-owner",
        f"--role={_owner()}",
        f"--dbname={parameters['dbname']}",
        str(dump),
        parameters=parameters,
    )
    for name in FILES:
        if (folder / name).exists():
            shutil.copytree(folder / name, target.data_folder() / name, dirs_exist_ok=True)


def _owner() -> str:
    return target.current().owner["user"]


def _powerful() -> Mapping[str, str]:
    """A role that row security does not filter: the embedded superuser, or the owner of the given server."""
    owner = dict(target.current().owner)
    if os.environ.get("GONGBAO_DATABASE"):
        return owner
    known = json.loads((target.data_folder() / "database-passwords.json").read_text(encoding="utf-8"))
    return {**owner, "user": embedded.SUPERUSER, "password": known[embedded.SUPERUSER]}


def _has_tables() -> bool:
    import psycopg

    with psycopg.connect(**target.current().owner) as connection:  # type: ignore[arg-type]
        found = connection.execute("SELECT to_regclass('cases_case') IS NOT NULL").fetchone()
    return bool(found and found[0])


def _run(program: str, *arguments: str, parameters: Mapping[str, str]) -> None:
    names = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
    }
    environment = {**os.environ, **{names[k]: v for k, v in parameters.items() if k in names}}
    command: Sequence[str] = [str(programs.wheel() / programs.TREE / "bin" / program), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refusal(
            _FAILED, where=program, mend=Text(done.stderr.strip()[-500:], done.stderr.strip()[-500:])
        )
