"""A durable server of its own, so that killing it harms no other test."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.crash.processes import run

from gongbao.platform.db import embedded


def _new() -> Path:
    made = Path(tempfile.mkdtemp(prefix="gongbao-crash-"))
    made.chmod(0o711)
    return made


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty data folder; its server is stopped afterwards."""
    made = _new()
    yield made
    embedded.stop(made, at_once=True)
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def tables() -> Iterator[Path]:
    """A data folder whose database has its tables, at rest; to be copied."""
    made = _new()
    with run(made, "-m", "django", "migrate", "--verbosity", "0") as program:
        assert program.wait(timeout=300) == 0
    embedded.stop(made)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def migrated(tables: Path, folder: Path) -> Path:
    """A data folder of one's own whose database has its tables."""
    subprocess.run(["cp", "-a", f"{tables}/.", folder], check=True)
    return folder
