"""The tree of RFC 9162, section 2.1, with SM3: appended in batches, proved from its stored complete subtrees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from gongbao.evidence.errors import LogTruncated
from gongbao.evidence.sm3 import sm3
from gongbao.law.text import Text

LEAF, NODE = b"\0", b"\1"
EMPTY = sm3()
"""The root of an empty log."""


class Nodes(Protocol):
    """Where hashes are kept: level 0 holds the leaves' hashes, level n the roots of complete subtrees of 2ⁿ."""

    @property
    def size(self) -> int:
        """How many leaves are kept for good."""

    def read(self, level: int, index: int) -> bytes:
        """One hash."""

    def extend(self, levels: Sequence[Sequence[bytes]], size: int) -> None:
        """Append the new hashes of each level and make `size` the log's size, all or nothing."""


class MemoryNodes:
    """Hashes in memory: for tests, and for checking a log from its leaves."""

    def __init__(self) -> None:
        self.size = 0
        self._levels: list[list[bytes]] = []

    def read(self, level: int, index: int) -> bytes:
        """One hash."""
        return self._levels[level][index]

    def extend(self, levels: Sequence[Sequence[bytes]], size: int) -> None:
        """Append to each level."""
        self._levels += [[] for _ in range(len(levels) - len(self._levels))]
        for kept, new in zip(self._levels, levels, strict=False):
            kept.extend(new)
        self.size = size


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry: of the whole file's SM3, in the logs kept here."""
    return sm3(LEAF + entry)


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return sm3(NODE + left + right)


class Tree:
    """A log over stored hashes."""

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes

    @property
    def size(self) -> int:
        """How many entries the log has."""
        return self.nodes.size

    def append(self, entries: Sequence[bytes]) -> int:
        """Append entries in one step; the index of the first of them."""
        first = self.nodes.size
        levels, start = [[leaf_hash(each) for each in entries]], first
        while levels[-1]:
            below = levels[-1]
            if start & 1:  # the pair begins with a hash that is stored already
                below = [self.nodes.read(len(levels) - 1, start - 1), *below]
            above = [node_hash(left, right) for left, right in zip(below[::2], below[1::2], strict=False)]
            start >>= 1
            levels.append(above)
        self.nodes.extend(levels[:-1], first + len(entries))
        return first

    def root(self, size: int | None = None) -> bytes:
        """The root of the log as it was at `size` (now, if none is given)."""
        wanted = self.size if size is None else size
        self._within(wanted)
        return self._subtree(0, wanted) if wanted else EMPTY

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """The proof that the log of `size` entries holds entry `index` (RFC 9162, 2.1.3.1)."""
        self._within(size)
        if not 0 <= index < size:
            raise IndexError(f"entry {index} of {size}")
        path: list[bytes] = []
        start, end = 0, size
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                path.append(self._subtree(middle, end))
                end = middle
            else:
                path.append(self._subtree(start, middle))
                start = middle
        return path[::-1]

    def consistency(self, first: int, second: int) -> list[bytes]:
        """The proof that the log of `second` entries extends the one of `first` (RFC 9162, 2.1.4.1)."""
        self._within(second)
        if not 0 < first <= second:
            raise IndexError(f"from {first} to {second}")
        return [] if first == second else self._extends(first, 0, second, whole=True)

    def _extends(self, first: int, start: int, end: int, *, whole: bool) -> list[bytes]:
        if first == end - start:
            return [] if whole else [self._subtree(start, end)]
        half = _split(end - start)
        if first <= half:
            return [*self._extends(first, start, start + half, whole=whole), self._subtree(start + half, end)]
        rest = self._extends(first - half, start + half, end, whole=False)
        return [*rest, self._subtree(start, start + half)]

    def _subtree(self, start: int, end: int) -> bytes:
        count = end - start
        if count & (count - 1) == 0:
            level = count.bit_length() - 1
            return self.nodes.read(level, start >> level)
        half = _split(count)
        return node_hash(self._subtree(start, start + half), self._subtree(start + half, end))

    def _within(self, size: int) -> None:
        if size > self.size:
            raise LogTruncated(
                Text(
                    f"日志只有 {self.size} 条，少于 {size} 条：末尾被截去",
                    f"the log has {self.size} entries, not {size}",
                )
            )


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1
