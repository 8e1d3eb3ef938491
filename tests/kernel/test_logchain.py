"""An exported log is checked by anybody: each way of tampering is named by its row."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import pytest

from gongbao.cli import main
from gongbao.kernel.logchain import START, Row, check, sm3

BEIJING = timezone(timedelta(hours=8))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Five rows, soundly chained."""
    previous, lines = START, []
    for position in range(1, 6):
        at = datetime(2020, 9, 21, 9, position, tzinfo=BEIJING)
        row = Row(
            position, UUID(int=position), "event", at, UUID(int=7), "", {"action": "递交", "n": position}
        )
        lines.append(row.line(previous))
        previous = row.hash(previous)
    file = tmp_path / "log.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def change(file: Path, number: int, **changes: object) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[number - 1] = json.dumps(json.loads(lines[number - 1]) | changes, ensure_ascii=False)
    file.write_text("\n".join(lines), encoding="utf-8")


def test_a_sound_log_is_valid(log: Path) -> None:
    report = check(log)
    assert (report.sound, report.checked) == (True, 5)
    assert check(log, (5, report.head)).sound is True


@pytest.mark.parametrize(
    "changes",
    [
        {"body": {"action": "撤回", "n": 3}},
        {"at": "2020-09-21T01:04:00+00:00"},
        {"case": None},
        {"kind": "x"},
    ],
)
def test_an_altered_row_is_named(log: Path, changes: dict[str, object]) -> None:
    change(log, 3, **changes)
    report = check(log)
    assert (report.sound, report.position, report.checked) == (False, 3, 2)


def test_removed_swapped_and_cut_rows_are_named(log: Path) -> None:
    lines = log.read_text(encoding="utf-8").splitlines()
    whole = check(log)
    log.write_text("\n".join([*lines[:2], *lines[3:]]), encoding="utf-8")
    assert check(log).position == 3
    log.write_text("\n".join([lines[0], lines[2], lines[1], *lines[3:]]), encoding="utf-8")
    assert check(log).position == 2
    log.write_text("\n".join(lines[:4]), encoding="utf-8")
    assert check(log).sound is True, "a shorter log is sound by itself"
    assert check(log, (5, whole.head)).position == 5, "but not against an anchor"


def test_a_log_rebuilt_whole_is_found_by_its_anchor(log: Path) -> None:
    anchor = (3, json.loads(log.read_text(encoding="utf-8").splitlines()[2])["hash"])
    previous, lines = START, []
    for position in range(1, 6):
        at = datetime(2020, 9, 22, tzinfo=BEIJING)
        row = Row(position, UUID(int=position), "event", at, None, "", {"action": "另造"})
        lines.append(row.line(previous))
        previous = row.hash(previous)
    log.write_text("\n".join(lines), encoding="utf-8")
    assert check(log).sound is True
    assert (check(log, anchor).sound, check(log, anchor).position) == (False, 3)


@pytest.mark.parametrize("text", ["not json", "[1]", '{"position": 1}', ""])
def test_what_is_no_log_cannot_be_judged(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x"
    file.write_text(text, encoding="utf-8")
    assert check(file).sound is None
    assert check(tmp_path / "missing").sound is None


def test_the_command_ends_with_0_3_and_4(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(log)]) == 0
    change(log, 2, kind="x")
    assert main(["verify", str(log), "--json"]) == 3
    assert json.loads(capsys.readouterr().out.partition("\n")[2])["position"] == 2
    log.write_text("x", encoding="utf-8")
    assert main(["verify", str(log)]) == 4


def test_sm3_agrees_with_openssl(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    assert openssl, "openssl is part of every system this runs on"
    data = "公报".encode()
    done = subprocess.run([openssl, "dgst", "-sm3", "-binary"], input=data, capture_output=True, check=True)
    assert done.stdout == sm3(data)
