"""Scanning killed with SIGKILL half-way and sent again: every page once, in order, with its bytes; bad scans parked once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from tests.crash.processes import kill_after_progress
from tests.platform.personnel_archives import archive_world as w
from tests.platform.personnel_archives.conftest import november  # noqa: F401

from gongbao.platform.files import services as files
from gongbao.platform.personnel_archives import services as archives

pytestmark = [pytest.mark.crash, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("november")]
ARCHIVES, KILLS, PAGES = 20, 3, 5
CHILD = Path(__file__).with_name("scanning_child.py")


def child(folder: Path, keys: list[UUID]) -> subprocess.Popen[str]:
    path = os.pathsep.join(
        [str(CHILD.parents[2] / "src"), str(CHILD.parents[2]), os.environ.get("PYTHONPATH", "")]
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "gongbao.settings", "PYTHONPATH": path}
    database = connection.settings_dict["NAME"]
    arguments = [sys.executable, str(CHILD), database, str(folder), *map(str, keys)]
    return subprocess.Popen(arguments, env=env, stdout=subprocess.PIPE, text=True)


def pages_by_archive() -> dict[UUID, list[archives.Page]]:
    found: dict[UUID, list[archives.Page]] = {}
    for page in w.seen(lambda: list(archives.Page.objects.order_by("archive", "order"))):
        found.setdefault(page.archive_id, []).append(page)
    return found


def test_killed_scanning_loses_no_page_and_takes_none_twice(tmp_path: Path) -> None:
    keys = [w.archive(n, f"林舟{n}", pages=PAGES) for n in range(1, ARCHIVES + 1)]
    dice, halfway = random.Random(24), 0  # noqa: S311
    for key in keys:
        folder = tmp_path / str(key)
        folder.mkdir()
        (folder / "a.pdf").write_bytes(w.pdf_exact(3))
        (folder / "b.tif").write_bytes(w.tiff(pages=2))
        (folder / "c-fax.tif").write_bytes(w.tiff(compression=4))
    for _ in range(KILLS):
        with child(tmp_path, keys) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            done = kill_after_progress(process, lambda: len(pages_by_archive()), dice)
        halfway += 0 < done < ARCHIVES
        assert {len(pages) for pages in pages_by_archive().values()} == {PAGES}, (
            "an archive is scanned whole or not at all"
        )
    assert halfway > 0, "no child died half-way; this test would prove nothing"
    with child(tmp_path, keys) as process:
        assert process.stdout is not None
        assert process.stdout.read().endswith("done\n")
    found = pages_by_archive()
    assert set(found) == set(keys)
    for pages in found.values():
        assert [(page.order, page.kind, page.page_in_file) for page in pages] == [
            (1, "pdf", 1), (2, "pdf", 2), (3, "pdf", 3), (4, "png", 1), (5, "png", 1),
        ]  # fmt: skip
        assert all(files.open_file(w.SYSTEM, page.file).data for page in pages), "bytes and digest are there"
    waiting = w.seen(lambda: archives.parked(w.OFFICE))
    assert sorted(row.place for row in waiting) == sorted({row.place for row in waiting})
    assert [row.kind for row in waiting] == ["scan"] * ARCHIVES
    assert set(w.seen(lambda: list(archives.Archive.objects.values_list("digital", flat=True)))) == {"whole"}
