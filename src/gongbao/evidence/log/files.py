"""A log in plain files that survives a killed process at any step: all hashes in one file, then the head that counts.

``hashes`` holds every node once, 32 bytes each, in the order in which it became complete: a leaf, then each subtree
that the leaf completes. ``head`` holds size and root; it is replaced whole after the hashes are on the disk. What a
killed process left beyond the head was never answered for: the next writer cuts it off.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongbao.evidence.errors import BrokenLog, LogInUse, LogTruncated
from gongbao.evidence.log.tree import EMPTY, Tree
from gongbao.law.text import Text

HASH = 32


@dataclass(frozen=True)
class Head:
    """What counts: how many entries, and their root."""

    size: int = 0
    root: bytes = EMPTY


class FileNodes:
    """Hashes in a folder, for one writer or for any number of readers, who change nothing.

    Raises LogTruncated where there are fewer hashes than the head says, LogInUse where another process writes.
    """

    def __init__(self, folder: Path, *, writing: bool = False) -> None:
        self.folder = folder
        self.torn = 0
        """How many hashes a killed process left beyond the head."""
        self._lock = self._file = -1
        try:
            if writing:
                self._lock = _lock(folder)
            self.head = read_head(folder)
            self._open(writing=writing)
        except BaseException:
            self.close()
            raise

    @property
    def size(self) -> int:
        """How many entries count."""
        return self.head.size

    def read(self, level: int, index: int) -> bytes:
        """One hash. Raises LogTruncated where it is not there."""
        found = os.pread(self._file, HASH, place(level, index) * HASH) if self._file >= 0 else b""
        if len(found) != HASH:
            raise _cut_short(place(level, index), total(self.size))
        return found

    def levels(self) -> list[list[bytes]]:
        """Every hash that counts, by level."""
        count = total(self.size)
        whole = os.pread(self._file, count * HASH, 0) if count else b""
        if len(whole) != count * HASH:
            raise _cut_short(len(whole) // HASH, count)
        return [
            [whole[at : at + HASH] for at in (place(level, i) * HASH for i in range(self.size >> level))]
            for level in range(self.size.bit_length())
        ]

    def extend(self, levels: Sequence[Sequence[bytes]], size: int) -> None:
        """Write, flush to the disk, then let the new head count."""
        _write(self._file, b"".join(in_order(levels, self.size, size)), total(self.size) * HASH)
        os.fdatasync(self._file)
        self.head = Head(size)
        self.head = Head(size, Tree(self).root())
        write_head(self.folder, self.head)

    def close(self) -> None:
        """Close the files; another process may write then."""
        for file in (self._file, self._lock):
            if file >= 0:
                os.close(file)
        self._file = self._lock = -1

    def __del__(self) -> None:
        self.close()

    def _open(self, *, writing: bool) -> None:
        """Open the hashes, as many as the head says: what is beyond is counted, and cut by a writer."""
        if writing and not self.size:
            write_head(self.folder, self.head)  # before the first hash: hashes without a head are a finding
        path, counts = self.folder / "hashes", total(self.size)
        if writing or path.exists():
            self._file = os.open(path, os.O_RDWR | os.O_CREAT if writing else os.O_RDONLY, 0o600)
        if writing and not self.size:
            _sync(self.folder)
        held = os.fstat(self._file).st_size if self._file >= 0 else 0
        if held < counts * HASH:
            raise _cut_short(held // HASH, counts)
        if held > counts * HASH:
            self.torn = -(-held // HASH) - counts
            if writing:
                os.truncate(self._file, counts * HASH)


def total(size: int) -> int:
    """How many nodes a log of so many entries has."""
    return 2 * size - size.bit_count()


def place(level: int, index: int) -> int:
    """Where a node stands in the file: right after its last leaf and the smaller subtrees that leaf completes."""
    return total(((index + 1) << level) - 1) + level


def in_order(levels: Sequence[Sequence[bytes]], first: int, end: int) -> Iterator[bytes]:
    """The new hashes of each level as the file has them, from leaf `first` up to `end`."""
    for leaf in range(first, end):
        yield levels[0][leaf - first]
        level, done = 1, leaf + 1
        while not done & 1:
            done >>= 1
            yield levels[level][done - 1 - (first >> level)]
            level += 1


def open_log(folder: Path) -> Tree:
    """The log of a folder, made if there is none, to be appended to by this process only."""
    return Tree(FileNodes(folder, writing=True))


def read_head(folder: Path) -> Head:
    """The head that counts, an empty one for a new log. Raises BrokenLog for one that cannot be read."""
    path = folder / "head"
    try:
        size, root = path.read_text().split()
        head = Head(int(size), bytes.fromhex(root))
    except FileNotFoundError:
        if (folder / "hashes").exists():
            raise LogTruncated(
                Text("日志的头文件不见了，散列还在", "the log's head is missing, its hashes are not")
            ) from None
        return Head()
    except ValueError:
        raise BrokenLog(Text("日志的头文件读不懂", "the log's head is unreadable")) from None
    if head.size < 0 or len(head.root) != HASH:
        raise BrokenLog(Text("日志的头文件读不懂", "the log's head is unreadable"))
    return head


def write_head(folder: Path, head: Head) -> None:
    """Replace the head, whole or not at all, and on the disk when this returns."""
    part = folder / "head.part"
    file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        _write(file, f"{head.size}\n{head.root.hex()}\n".encode(), 0)
        os.fsync(file)
    finally:
        os.close(file)
    part.replace(folder / "head")
    _sync(folder)


def _write(file: int, content: bytes, at: int) -> None:
    view = memoryview(content)
    while view:
        done = os.pwrite(file, view, at)
        view, at = view[done:], at + done


def _lock(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    file = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        raise LogInUse(Text("另一个进程正在写这本日志", "another process is writing to this log")) from None
    return file


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _cut_short(held: int, counts: int) -> LogTruncated:
    return LogTruncated(
        Text(
            f"日志只有 {held} 个散列，应有 {counts} 个：被截短",
            f"the log holds {held} hashes of {counts}: it was cut",
        )
    )
