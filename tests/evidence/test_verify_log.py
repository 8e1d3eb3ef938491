"""`gongbao verify` of a log: its folder or its leaves written out, beside anchors kept elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongbao.cli import main
from gongbao.evidence.log.anchors.file import FileAnchor
from gongbao.evidence.log.checkpoints import take
from gongbao.evidence.log.files import FileNodes, open_log
from gongbao.evidence.log.files import place as where
from gongbao.evidence.package.leaflist import write_leaf_list
from gongbao.evidence.sm3 import sm3

LEAVES = [sm3(b"file %d" % number) for number in range(9)]


def write(folder: Path, leaves: list[bytes]) -> None:
    tree = open_log(folder)
    tree.append(leaves)
    assert isinstance(tree.nodes, FileNodes)
    tree.nodes.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write(tmp_path / "log", LEAVES)
    FileAnchor(tmp_path / "anchors").leave(take(open_log(tmp_path / "log"), "gongbao test"))
    (tmp_path / "leaves").write_bytes(write_leaf_list("gongbao test", LEAVES))
    return tmp_path


@pytest.mark.parametrize("form", ["log", "leaves"])
def test_a_sound_log_with_and_without_anchors(
    form: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(place / form), "--anchors", str(place / "anchors"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["answer"], told["size"], told["anchors"]) == ("valid", 9, 1)
    assert main(["verify", str(place / form)]) == 4
    assert "不能判断" in capsys.readouterr().out


def test_a_broken_log_is_named(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hashes = place / "log" / "hashes"
    kept = hashes.read_bytes()
    leaf = [where(0, index) * 32 for index in range(9)]

    def with_leaves(*order: int) -> bytes:
        changed = bytearray(kept)
        for index, other in enumerate(order):
            changed[leaf[index] : leaf[index] + 32] = kept[leaf[other] : leaf[other] + 32]
        return bytes(changed)

    for content, reason in (
        (with_leaves(1, 0), "EntryReordered"),
        (bytes([kept[0] ^ 1]) + kept[1:], "EntryAltered"),
        (with_leaves(0, 1, 3, 4, 5, 6, 7, 8, 0), "EntryRemoved"),
        (kept[:-32], "LogTruncated"),
    ):
        hashes.write_bytes(content)
        assert main(["verify", str(place / "log"), "--anchors", str(place / "anchors"), "--json"]) == 3
        assert json.loads(capsys.readouterr().out)["reason"] == reason


def test_a_log_cut_or_made_anew_is_named_by_its_anchor(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for leaves, reason in (
        (LEAVES[:8], "LogTruncated"),
        ([*LEAVES[:4], *LEAVES[5:], LEAVES[4]], "LogRebuilt"),
    ):
        (place / "made").write_bytes(write_leaf_list("gongbao test", leaves))
        write(place / reason, leaves)
        for form in ("made", reason):
            assert main(["verify", str(place / form)]) == 4
            capsys.readouterr()
            assert main(["verify", str(place / form), "--anchors", str(place / "anchors"), "--json"]) == 3
            assert json.loads(capsys.readouterr().out)["reason"] == reason


def test_anchors_that_are_none_are_refused(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in (place / "nowhere", place / "log"):
        assert main(["verify", str(place / "log"), "--anchors", str(folder)]) not in (0, 3, 4)
    (place / "anchors" / "x.checkpoint").write_bytes(b"x")
    assert main(["verify", str(place / "log"), "--anchors", str(place / "anchors")]) not in (0, 3, 4)
