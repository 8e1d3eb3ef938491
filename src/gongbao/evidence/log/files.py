"""A log in plain files that survives a killed process at any step: hashes by level, then the size that makes them count.

Each level is one file of 32-byte hashes. The file ``head`` holds size and root; it is replaced whole after the hashes
are on the disk, so what a killed process left beyond it never counted and is cut off at the next start.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from gongbao.evidence.errors import BrokenLog, EntryAltered, LogTruncated
from gongbao.evidence.log.tree import EMPTY, MemoryNodes, Tree, node_hash
from gongbao.law.text import Text

HASH = 32


class FileNodes:
    """Hashes in a folder. Raises LogTruncated at the start where a file is shorter than the head says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.size, self.recorded_root = _head(folder)
        level, count = 0, self.size
        while count:
            self._cut(level, count)
            level, count = level + 1, count >> 1
        for path in folder.glob("level-*"):
            if int(path.name.partition("-")[2]) >= level:
                path.unlink()

    def read(self, level: int, index: int) -> bytes:
        """One hash."""
        with self._path(level).open("rb") as file:
            file.seek(index * HASH)
            return file.read(HASH)

    def extend(self, levels: Sequence[Sequence[bytes]], size: int) -> None:
        """Append, flush to the disk, then let the new head count."""
        for level, hashes in enumerate(levels):
            with self._path(level).open("ab") as file:
                file.write(b"".join(hashes))
                file.flush()
                os.fsync(file.fileno())
        _sync(self.folder)
        self.size = size
        self.recorded_root = Tree(self).root()
        part = self.folder / "head.part"
        part.write_text(f"{size}\n{self.recorded_root.hex()}\n")
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(self.folder / "head")
        _sync(self.folder)

    def _path(self, level: int) -> Path:
        return self.folder / f"level-{level:02}"

    def _cut(self, level: int, count: int) -> None:
        path = self._path(level)
        length = path.stat().st_size if path.exists() else 0
        if length < count * HASH:
            raise LogTruncated(
                Text(
                    f"日志第 {level} 层只有 {length // HASH} 条，应有 {count} 条：末尾被截去",
                    f"level {level} of the log is cut off",
                )
            )
        if length > count * HASH:
            os.truncate(path, count * HASH)


def open_log(folder: Path) -> Tree:
    """The log of a folder, made if there is none."""
    return Tree(FileNodes(folder))


def check(folder: Path) -> int:
    """Work the whole log out again from its leaves; the number of entries. Raises a BrokenLog that says what is wrong."""
    nodes = FileNodes(folder)
    again = MemoryNodes()
    leaves = [nodes.read(0, index) for index in range(nodes.size)]
    levels = [leaves]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([node_hash(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)])
    again.extend([level for level in levels if level], nodes.size)
    for level, hashes in enumerate(levels):
        for index, each in enumerate(hashes):
            if nodes.read(level, index) != each:
                raise EntryAltered(
                    Text(
                        f"日志第 {level} 层第 {index + 1} 个散列被改动",
                        f"hash {index + 1} of level {level} was altered",
                    )
                )
    root = Tree(again).root() if nodes.size else EMPTY
    if nodes.size and root != nodes.recorded_root:
        raise BrokenLog(
            Text("日志的根与记录的不同：有条目被改动、删去或重排", "the root is not the recorded one")
        )
    return nodes.size


def _head(folder: Path) -> tuple[int, bytes]:
    path = folder / "head"
    if not path.exists():
        return 0, EMPTY
    size, root = path.read_text().split()
    return int(size), bytes.fromhex(root)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
