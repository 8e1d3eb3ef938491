"""Checking proofs with nothing but hashes (RFC 9162, 2.1.3.2 and 2.1.4.2); a hostile proof is refused, never followed."""

from __future__ import annotations

from collections.abc import Sequence

from gongbao.evidence.errors import HostileProof, LogRebuilt
from gongbao.evidence.log.tree import leaf_hash, node_hash
from gongbao.law.text import Text

LONGEST = 64
"""No log of fewer than 2⁶⁴ entries has a longer path."""


def check_inclusion(entry: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> None:
    """Raise HostileProof unless the log of `size` entries with `root` holds `entry` at `index`."""
    if not (0 <= index < size < 1 << LONGEST) or len(path) > LONGEST or any(len(each) != 32 for each in path):
        raise _hostile("存证路径的形状不对", "the proof has no possible shape")
    at, last, found = index, size - 1, leaf_hash(entry)
    for each in path:
        if last == 0:
            raise _hostile("存证路径过长", "the proof is too long")
        if at & 1 or at == last:
            found = node_hash(each, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, each)
        at, last = at >> 1, last >> 1
    if last or found != root:
        raise _hostile("存证路径通不到检查点的根", "the proof does not lead to the root")


def check_consistency(
    first: int, first_root: bytes, second: int, second_root: bytes, path: Sequence[bytes]
) -> None:
    """Raise LogRebuilt unless the log of `second` entries extends the one of `first`."""
    rebuilt = LogRebuilt(
        Text("日志不是在原有基础上续写的：有条目被删改或重排", "the log was rebuilt, cut or reordered")
    )
    if not 0 < first <= second < 1 << LONGEST or len(path) > 2 * LONGEST or any(len(p) != 32 for p in path):
        raise _hostile("一致性证明的形状不对", "the proof has no possible shape")
    if first == second:
        if path or first_root != second_root:
            raise rebuilt
        return
    if not path:
        raise rebuilt
    steps = ([first_root] if first & (first - 1) == 0 else []) + list(path)
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = steps[0]
    for each in steps[1:]:
        if last == 0:
            raise rebuilt
        if at & 1 or at == last:
            old, new = node_hash(each, old), node_hash(each, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, each)
        at, last = at >> 1, last >> 1
    if last or old != first_root or new != second_root:
        raise rebuilt


def _hostile(zh: str, en: str) -> HostileProof:
    return HostileProof(Text(zh, en))
