"""A durable server of its own, so that killing it harms no other test."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.crash.processes import run

from gongbao.platform.db import embedded


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty data folder; its server is stopped afterwards."""
    made = Path(tempfile.mkdtemp(prefix="gongbao-crash-"))
    made.chmod(0o711)
    yield made
    embedded.stop(made, at_once=True)
    shutil.rmtree(made)


@pytest.fixture
def migrated(folder: Path) -> Path:
    """A data folder whose database has its tables."""
    with run(folder, "-m", "django", "migrate", "--verbosity", "0") as program:
        assert program.wait(timeout=300) == 0
    return folder
