"""A log written out for a verifier: the checkpoint's three lines, an empty line, then every leaf in order.

Anybody can compute the root from the leaves; a list cut, reordered or changed does not give the checkpoint's root.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path

from gongbao.evidence.errors import EvidenceError, HostileInput
from gongbao.evidence.package.ledger import read_checkpoint
from gongbao.evidence.pdf import cms
from gongbao.law.text import Text


class BrokenLeafList(EvidenceError):
    """The leaves of a written-out log do not give its checkpoint."""


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
    root = base64.b64encode(root_of(leaves)).decode()
    return "\n".join([origin, str(len(leaves)), root, "", *(leaf.hex() for leaf in leaves), ""]).encode()


def read_leaf_list(path: Path) -> LeafList:
    """The log in a file. Raises BrokenLeafList naming what is wrong, HostileInput for another kind of file."""
    content = path.read_bytes()
    state = read_checkpoint(content)
    head, _, body = content.partition(b"\n\n")
    del head
    try:
        leaves = [bytes.fromhex(line) for line in body.decode("ascii").splitlines()]
    except ValueError:
        raise HostileInput(Text("日志文件读不懂", "the log file is unreadable")) from None
    if any(len(leaf) != 32 for leaf in leaves):
        raise HostileInput(Text("日志文件读不懂", "the log file is unreadable"))
    if len(leaves) != state.size:
        raise BrokenLeafList(
            Text(
                f"日志应有 {state.size} 条，实有 {len(leaves)} 条：被截短或添加",
                f"the log should have {state.size} entries and has {len(leaves)}: cut or added to",
            )
        )
    if root_of(leaves) != state.root:
        raise BrokenLeafList(
            Text(
                "日志条目算不出检查点的根：有条目被改动或重排",
                "the entries do not give the checkpoint's root",
            )
        )
    return LeafList(leaves)


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root of a tree over leaves (RFC 9162, 2.1.1, with SM3), level by level. Raises ValueError for none."""
    if not leaves:
        raise ValueError("an empty log has no root here")
    level = [cms.digest("sm3", b"\0", leaf) for leaf in leaves]
    while len(level) > 1:
        paired = [cms.digest("sm3", b"\1", *level[i : i + 2]) for i in range(0, len(level) - 1, 2)]
        level = paired + ([level[-1]] if len(level) % 2 else [])
    return level[0]
