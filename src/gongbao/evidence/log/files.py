"""A log in plain files that survives a killed process at any step: hashes by level, then the head that makes them count.

Each level is one file of 32-byte hashes. The file ``head`` holds size and root; it is replaced whole after the hashes
are on the disk. What a killed process left beyond the head was never answered for: the next writer cuts it off.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Sequence
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

    Raises LogTruncated where a file is shorter than the head says, LogInUse where another process writes.
    """

    def __init__(self, folder: Path, *, writing: bool = False) -> None:
        self.folder = folder
        self.torn = 0
        """How many hashes a killed process left beyond the head."""
        self._files: dict[int, int] = {}
        self._lock = -1
        try:
            if writing:
                self._lock = _lock(folder)
            self.head = read_head(folder)
            if writing and not self.size:
                write_head(folder, self.head)  # before the first level: entries without a head are a finding
            self._settle(writing=writing)
        except BaseException:
            self.close()
            raise

    @property
    def size(self) -> int:
        """How many entries count."""
        return self.head.size

    def read(self, level: int, index: int) -> bytes:
        """One hash."""
        return self.span(level, index, 1)

    def span(self, level: int, first: int, count: int) -> bytes:
        """Hashes of one level, one after another. Raises LogTruncated where they are not all there."""
        found = os.pread(self._file(level), count * HASH, first * HASH)
        if len(found) != count * HASH:
            raise _cut_short(level, first + len(found) // HASH, first + count)
        return found

    def extend(self, levels: Sequence[Sequence[bytes]], size: int) -> None:
        """Write, flush to the disk, then let the new head count."""
        new_file = False
        for level, hashes in enumerate(levels):
            if hashes:
                new_file |= not self._path(level).exists()
                file = self._file(level)
                _write(file, b"".join(hashes), (self.size >> level) * HASH)
                os.fsync(file)
        if new_file:
            _sync(self.folder)
        self.head = Head(size)
        self.head = Head(size, Tree(self).root())
        write_head(self.folder, self.head)

    def close(self) -> None:
        """Close the files; another process may write then."""
        for file in (*self._files.values(), *([self._lock] if self._lock >= 0 else [])):
            os.close(file)
        self._files, self._lock = {}, -1

    def __del__(self) -> None:
        self.close()

    def _settle(self, *, writing: bool) -> None:
        """Every level as long as the head says: what is beyond is counted, and cut by a writer."""
        found = {int(each.name.partition("-")[2]): each for each in self.folder.glob("level-*")}
        for level in range(max((*found, self.size.bit_length() - 1), default=-1) + 1):
            held = found[level].stat().st_size if level in found else 0
            counts = self.size >> level
            if held < counts * HASH:
                raise _cut_short(level, held // HASH, counts)
            if held > counts * HASH:
                self.torn += -(-held // HASH) - counts
                if writing:
                    os.truncate(found[level], counts * HASH)

    def _path(self, level: int) -> Path:
        return self.folder / f"level-{level:02}"

    def _file(self, level: int) -> int:
        if level not in self._files:
            mode = os.O_RDWR | os.O_CREAT if self._lock >= 0 else os.O_RDONLY
            try:
                self._files[level] = os.open(self._path(level), mode, 0o600)
            except FileNotFoundError:
                raise _cut_short(level, 0, self.size >> level) from None
        return self._files[level]


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
        if any(folder.glob("level-*")):
            raise LogTruncated(
                Text("日志的头文件不见了，条目还在", "the log's head is missing, its entries are not")
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


def _cut_short(level: int, held: int, counts: int) -> LogTruncated:
    return LogTruncated(
        Text(
            f"日志第 {level} 层只有 {held} 个散列，应有 {counts} 个：被截短",
            f"level {level} of the log holds {held} hashes of {counts}: it was cut",
        )
    )
