"""The folder of file contents: each kept once under its SHA-256, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from django.conf import settings


def root() -> Path:
    """The folder, made on first use, closed to other users."""
    folder = Path(settings.GONGBAO_DATA) / "files"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def put(data: bytes) -> str:
    """Keep `data` and return its path relative to `root`; keeping the same bytes again changes nothing."""
    digest = sha256(data).hexdigest()
    path = f"{digest[:2]}/{digest[2:4]}/{digest}"
    target = root() / path
    if not target.exists():
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_whole(target, data)
    return path


def drop(path: str) -> None:
    """Remove kept bytes; nothing where they are gone."""
    (root() / path).unlink(missing_ok=True)


def _write_whole(target: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


class Damaged(Exception):
    """A kept file is missing or no longer has its digest; only a backup can mend this."""


def take(path: str, digest: str) -> bytes:
    """The bytes kept at `path`; raises Damaged if they are gone or no longer match `digest`."""
    try:
        data = (root() / path).read_bytes()
    except OSError as error:
        raise Damaged(path) from error
    if sha256(data).hexdigest() != digest:
        raise Damaged(path)
    return data
