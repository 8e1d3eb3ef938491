"""A log written out for a verifier: the checkpoint's three lines, an empty line, then every leaf in order.

Anybody can compute the root from the leaves; a list cut, reordered or changed does not give the checkpoint's root.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gongbao.evidence.errors import BrokenLog, HostileInput, LogTruncated
from gongbao.evidence.log.checkpoints import Checkpoint, read
from gongbao.evidence.log.tree import MemoryNodes, Tree
from gongbao.law.text import Text


class LeafList:
    """The leaves of a log, each the SM3 of a whole file."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.leaves = leaves
        self._places = {leaf: place for place, leaf in reversed(list(enumerate(leaves)))}

    def find(self, sm3: bytes) -> int | None:
        """Where this hash stands first, None when it is not there."""
        return self._places.get(sm3)


def write_leaf_list(origin: str, leaves: Sequence[bytes]) -> bytes:
    """The log as text."""
    head = Checkpoint(origin, len(leaves), root_of(leaves)).text
    return head + b"\n" + "".join(f"{leaf.hex()}\n" for leaf in leaves).encode()


def read_leaf_list(path: Path) -> LeafList:
    """The log in a file. Raises a BrokenLog that says what is wrong, HostileInput for another kind of file."""
    content = path.read_bytes()
    head, _, body = content.partition(b"\n\n")
    state = read(head + b"\n")
    try:
        leaves = [bytes.fromhex(line) for line in body.decode("ascii").splitlines()]
    except ValueError:
        raise HostileInput(Text("日志文件读不懂", "the log file is unreadable")) from None
    if any(len(leaf) != 32 for leaf in leaves):
        raise HostileInput(Text("日志文件读不懂", "the log file is unreadable"))
    if len(leaves) != state.size:
        fault = LogTruncated if len(leaves) < state.size else BrokenLog
        raise fault(
            Text(
                f"日志应有 {state.size} 条，实有 {len(leaves)} 条：被截短或添加",
                f"the log should have {state.size} entries and has {len(leaves)}: cut or added to",
            )
        )
    if root_of(leaves) != state.root:
        raise BrokenLog(
            Text(
                "日志条目算不出检查点的根：有条目被改动或重排",
                "the entries do not give the checkpoint's root",
            )
        )
    return LeafList(leaves)


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root of a log with these leaves."""
    tree = Tree(MemoryNodes())
    tree.append(leaves)
    return tree.root()
