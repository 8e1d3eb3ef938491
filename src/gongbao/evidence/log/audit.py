"""What became of a log: which entry was removed, changed, exchanged or added, or that all of it was made anew.

Three things can be held against each other: the log's own hashes, the files it is about, and what was anchored
outside. The first two tell which entry; a log made anew as a whole agrees with itself, and only an anchor tells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from gongbao.evidence.errors import (
    BrokenLog,
    EntryAdded,
    EntryAltered,
    EntryRemoved,
    EntryReordered,
    LogRebuilt,
    LogTruncated,
)
from gongbao.evidence.log.checkpoints import Checkpoint
from gongbao.evidence.log.files import FileNodes
from gongbao.evidence.log.tree import Tree, node_hash
from gongbao.law.text import Text

MOST_TRIED = 200
"""Up to so many displaced hashes are tried in every order of two."""


@dataclass(frozen=True)
class Found:
    """A log that is what it was: its state, and how many hashes a killed writer left that never counted."""

    size: int
    root: bytes
    torn: int


def audit(folder: Path, anchored: Iterable[Checkpoint] = ()) -> Found:
    """Work the log of a folder out from its leaves and hold it against what was anchored; changes nothing.

    Raises a BrokenLog that names what happened: LogTruncated, EntryAltered, EntryRemoved, EntryReordered, LogRebuilt.
    """
    nodes = FileNodes(folder)
    try:
        for level, (below, above) in enumerate(pairwise(nodes.levels())):
            _check_level(level, below, above)
        tree = Tree(nodes)
        if tree.root() != nodes.head.root:
            raise EntryAltered(
                Text(
                    "日志的根与记录的不同：最后的条目被改动",
                    "the root is not the recorded one: the last entries were altered",
                )
            )
        against(tree, anchored)
        return Found(nodes.size, nodes.head.root, nodes.torn)
    finally:
        nodes.close()


def against(tree: Tree, anchored: Iterable[Checkpoint]) -> None:
    """Raise LogTruncated or LogRebuilt unless the log continues every checkpoint that was anchored."""
    good = 0
    for each in sorted(anchored, key=lambda one: one.size):
        if each.size > tree.size:
            raise LogTruncated(
                Text(
                    f"日志只有 {tree.size} 条，锚定时已有 {each.size} 条：末尾被截去",
                    f"the log has {tree.size} entries; {each.size} were anchored: its end was cut off",
                )
            )
        if tree.root(each.size) != each.root:
            raise LogRebuilt(
                Text(
                    f"日志与锚定的第 {each.size} 条时的根不同：第 {good + 1} 至 {each.size} 条之间被改写，日志被重建",
                    f"the log is not the one anchored at {each.size}: entries {good + 1} to {each.size} were rebuilt",
                )
            )
        good = each.size


def compare(recorded: Sequence[bytes], found: Sequence[bytes]) -> None:
    """Hold entries as they are found now against the entries that were recorded, in the log's order.

    Raises LogTruncated (the end is missing), EntryRemoved, EntryAdded, EntryReordered, EntryAltered or, where
    nothing at all is left of what was recorded, LogRebuilt. Entries are counted from 1 in what it says.
    """
    if list(recorded) == list(found):
        return
    shared = min(len(recorded), len(found))
    first = next((i for i in range(shared) if recorded[i] != found[i]), shared)
    missing, extra = Counter(recorded) - Counter(found), Counter(found) - Counter(recorded)
    if not missing and not extra:
        raise EntryReordered(
            Text(f"从第 {first + 1} 条起顺序被调换", f"entries were reordered from entry {first + 1} on")
        )
    if not extra and first == len(found):
        raise LogTruncated(
            Text(
                f"应有 {len(recorded)} 条，只有前 {len(found)} 条：末尾被截去",
                f"the end is missing after entry {len(found)} of {len(recorded)}",
            )
        )
    if not extra:
        raise EntryRemoved(Text(f"第 {first + 1} 条被删去", f"entry {first + 1} was removed"))
    if not missing:
        raise EntryAdded(Text(f"第 {first + 1} 条从未存证", f"entry {first + 1} was never logged"))
    if len(recorded) != len(found) or missing.total() == len(recorded):
        raise LogRebuilt(
            Text(
                f"从第 {first + 1} 条起不是原来的日志：被重建",
                f"from entry {first + 1} on this is another log: it was rebuilt",
            )
        )
    raise EntryAltered(
        Text(
            f"第 {first + 1} 条被改动，共 {missing.total()} 条与存证时不同",
            f"entry {first + 1} was altered; {missing.total()} differ from what was logged",
        )
    )


def _check_level(level: int, below: Sequence[bytes], above: Sequence[bytes]) -> None:
    """Raise unless every hash is that of the two below it; say how the lower ones were changed."""
    wrong = [
        place for place, each in enumerate(above) if node_hash(below[2 * place], below[2 * place + 1]) != each
    ]
    if wrong:
        raise _named(level, wrong, below, above)


def _named(level: int, wrong: Sequence[int], below: Sequence[bytes], above: Sequence[bytes]) -> BrokenLog:
    first = 2 * wrong[0]
    if _moved(wrong, below, above):
        return EntryReordered(
            Text(
                f"日志第 {level} 层自第 {first + 1} 个散列起顺序被调换",
                f"hashes of level {level} were reordered from {first + 1} on",
            )
        )
    if len(wrong) > 1 and _shifted(wrong[0], below, above):
        return EntryRemoved(
            Text(
                f"日志第 {level} 层第 {first + 1} 或 {first + 2} 个散列被删去，后面的前移",
                f"hash {first + 1} or {first + 2} of level {level} was removed and the rest moved up",
            )
        )
    return EntryAltered(
        Text(
            f"日志第 {level} 层第 {first + 1} 或 {first + 2} 个散列被改动",
            f"hash {first + 1} or {first + 2} of level {level} was altered",
        )
    )


def _moved(wrong: Sequence[int], below: Sequence[bytes], above: Sequence[bytes]) -> bool:
    """Whether the hashes under the wrong ones, in another order, give what stands above."""
    loose = [below[2 * place + side] for place in wrong for side in (0, 1)]
    loose += below[2 * len(above) :]
    if len(loose) > MOST_TRIED:
        return False
    made = {node_hash(left, right) for left in loose for right in loose if left != right}
    return all(above[place] in made for place in wrong)


def _shifted(place: int, below: Sequence[bytes], above: Sequence[bytes]) -> bool:
    """Whether, from a place on, each pair of hashes stands one too early."""
    return any(
        node_hash(below[2 * after - 1], below[2 * after]) == above[after]
        for after in range(place + 1, min(place + 3, len(above)))
        if 2 * after < len(below)
    )
