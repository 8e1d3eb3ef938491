"""One embedded PostgreSQL for the whole test run; every worker has its own database in it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings

from gongbao.platform.db import clock, embedded

MADE = "GONGBAO_TEST_MADE"
os.environ.setdefault("POLARS_MAX_THREADS", "1")  # there are as many workers as cores
hypothesis.settings.register_profile("gongbao", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("gongbao")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the data folder before anything asks for a connection; xdist's workers inherit it.

    Accounts are opened with a fast hash: half a second for each of a city's twenty would be most of a test.
    """
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if "GONGBAO_DATA" in os.environ and MADE in os.environ:
        return
    given = os.environ.get("GONGBAO_TEST_DATA")
    folder = Path(given or tempfile.mkdtemp(prefix="gongbao-test-"))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)  # as root, the server runs as another user and must be able to walk here
    os.environ["GONGBAO_DATA"] = str(folder)
    os.environ["GONGBAO_EMBEDDED_DURABLE"] = "0"
    os.environ[MADE] = "given" if given else "here"
    settings.GONGBAO_DATA = folder  # pytest-django reads the settings before this file
    settings.STATIC_ROOT = folder / "static"


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and remove the folder this run made."""
    if hasattr(config, "workerinput") or os.environ.get(MADE) != "here":
        return
    folder = Path(os.environ["GONGBAO_DATA"])
    if (folder / "postgresql").exists():
        embedded.stop(folder, at_once=True)
    shutil.rmtree(folder, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with a database may use both aliases: the application's and the owner's."""
    for item in items:
        for mark in item.iter_markers("django_db"):
            mark.kwargs.setdefault("databases", ["default", "owner"])


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A long value is no name: two workers must name a test alike, and a person must be able to read it."""
    return argname if isinstance(val, str | bytes) and len(val) > 80 else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was left out and how to have it run."""
    left_out = terminalreporter.stats.get("skipped", [])
    if left_out:
        terminalreporter.write_line("Left out here; .ci/run installs what these need (Debian packages).")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where skips are forbidden (.ci/run), one skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("GONGBAO_NO_SKIPS") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture
def at() -> Iterator[datetime]:
    """The clock stands at 09:30 on Monday 21 September 2020 in Beijing."""
    with clock.frozen(datetime(2020, 9, 21, 9, 30, tzinfo=clock.ZONE)) as instant:
        yield instant


@pytest.fixture
def free_clock() -> Iterator[None]:
    """A test may set the clock; afterwards it runs again."""
    yield
    clock.set_clock(None)
