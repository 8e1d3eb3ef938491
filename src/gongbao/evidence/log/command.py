"""What ``gongbao verify`` does with a log: its folder, or its leaves written out, held against what was anchored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gongbao.evidence.errors import BrokenLog, EvidenceError
from gongbao.evidence.log.anchors.file import FileAnchor
from gongbao.evidence.log.audit import Found, against, audit
from gongbao.evidence.log.checkpoints import Checkpoint
from gongbao.evidence.log.tree import MemoryNodes, Tree
from gongbao.evidence.package.leaflist import read_leaf_list
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

VALID, INVALID, OPEN = 0, 3, 4


def is_log(path: Path) -> bool:
    """Whether a path is a log's folder, or a file that begins like a log's leaves written out."""
    if path.is_dir():
        return (path / "head").exists() or (path / "hashes").exists()
    try:
        with path.open("rb") as file:
            lines = file.read(4096).split(b"\n")
    except OSError:
        return False
    return len(lines) > 3 and lines[1].isdigit() and lines[3] == b"" and len(lines[2]) == 44


def run(path: Path, anchors: Path | None) -> tuple[Text, dict[str, Any], int]:
    """Words, JSON and exit code. Without anchors a sound log "cannot be judged": it could have been made anew.

    Raises Refusal for a path or anchors that cannot be read.
    """
    try:
        anchored = _anchored(anchors)
        found = audit(path, anchored) if path.is_dir() else _leaves(path, anchored)
    except BrokenLog as fault:
        return fault.text, _told(type(fault).__name__, fault.text, "invalid"), INVALID
    except EvidenceError as fault:
        raise Refusal(fault.text) from None
    except OSError as fault:
        raise Refusal(
            Text(f"读不到 {fault.filename}", f"cannot read {fault.filename}: {fault.strerror}")
        ) from None
    torn = Text(
        f"；另有 {found.torn} 个散列是写入中断留下的，从未计入" if found.torn else "",
        f"; {found.torn} hashes were left by a killed writer and never counted" if found.torn else "",
    )
    if not anchored:
        words = Text(
            f"日志共 {found.size} 条，自身一致；没有锚点（--anchors），是否被整体重建不能判断{torn.zh}",
            f"{found.size} entries, at one with themselves; without anchors (--anchors) nobody can say "
            f"whether all of it was made anew{torn.en}",
        )
        return words, {**_told("", words, "cannot_be_judged"), **_state(found)}, OPEN
    words = Text(
        f"日志共 {found.size} 条，与 {len(anchored)} 个锚点一致，最后锚定于第 {max(c.size for c in anchored)} 条{torn.zh}",
        f"{found.size} entries, as {len(anchored)} anchors say, the last at {max(c.size for c in anchored)}{torn.en}",
    )
    return words, {**_told("", words, "valid"), **_state(found), "anchors": len(anchored)}, VALID


def _anchored(folder: Path | None) -> list[Checkpoint]:
    if folder is None:
        return []
    if not folder.is_dir():
        raise Refusal(Text(f"锚点文件夹 {folder} 不存在", f"there is no folder {folder}"))
    held = FileAnchor(folder).held()
    if not held:
        raise Refusal(Text(f"{folder} 里没有锚点（*.checkpoint）", f"{folder} holds no *.checkpoint"))
    return held


def _leaves(path: Path, anchored: list[Checkpoint]) -> Found:
    tree = Tree(MemoryNodes())
    tree.append(read_leaf_list(path).leaves)
    against(tree, anchored)
    return Found(tree.size, tree.root(), 0)


def _state(found: Found) -> dict[str, Any]:
    return {"size": found.size, "root": found.root.hex(), "torn": found.torn}


def _told(reason: str, words: Text, answer: str) -> dict[str, Any]:
    return {"answer": answer, "reason": reason, "words": {"zh": words.zh, "en": words.en}}
