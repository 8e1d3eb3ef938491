"""The evidence log in PostgreSQL: RFC 9162 tree with SM3, appended in batches, checkpoints stamped twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.electronic_contracts import evidence
from gongbao.platform.electronic_contracts.evidence import (
    BrokenLog,
    Consistency,
    Leaf,
    MemoryNodes,
    Tree,
    checkpoints,
)
from gongbao.platform.electronic_contracts.models import AnchorReceipt, Checkpoint, LogEntry, Node

ORIGIN = "gongbao.electronic-contracts/log"
BATCH = 2000


class TableNodes:
    """The tree's hashes as rows; the caller holds the log's lock while extending."""

    def __init__(self) -> None:
        self.size = LogEntry.objects.filter(index__isnull=False).count()
        self._seen: dict[str, bytes] = {}

    def read(self, level: int, index: int) -> bytes:
        """One hash."""
        name = f"{level}.{index}"
        if name not in self._seen:
            self._seen[name] = bytes(Node.objects.values_list("hash", flat=True).get(key=name))
        return self._seen[name]

    def extend(self, levels: Sequence[Sequence[bytes]], size: int) -> None:
        """Append the new hashes of each level."""
        fresh = []
        for level, hashes in enumerate(levels):
            start = (size >> level) - len(hashes)
            fresh += [(f"{level}.{start + place}", each) for place, each in enumerate(hashes)]
        Node.objects.bulk_create([Node(key=name, hash=each) for name, each in fresh], batch_size=1000)
        self._seen.update(fresh)
        self.size = size


def put(tx: Tx, contract: UUID, content: bytes) -> str:
    """Have a file's hash logged with the next batch; returns the hash."""
    sm3 = evidence.digest(content).hex()
    LogEntry.objects.create(sm3=sm3, contract=contract, length=len(content), at=tx.now)
    tx.enqueue("electronic_contracts.log", {}, key=f"log:{contract}:{sm3}")
    return sm3


def append(tx: Tx) -> list[UUID]:
    """Append what waits and seal a checkpoint; the contracts whose files were logged."""
    tx.lock("contracts:log")
    waiting = list(LogEntry.objects.filter(index__isnull=True).order_by("key")[:BATCH])
    if not waiting:
        return []
    tree = Tree(TableNodes())
    first = tree.append([bytes.fromhex(row.sm3) for row in waiting])
    for place, row in enumerate(waiting):
        row.index = first + place
    LogEntry.objects.bulk_update(waiting, ["index"], batch_size=500)
    here = evidence.house(tx)
    sealed = checkpoints.seal(
        checkpoints.take(tree, ORIGIN), here.operator, {"sm2": here.stamps, "rsa": here.other_stamps}
    )
    Checkpoint.objects.create(
        size=tree.size,
        text=sealed.text.decode(),
        signature=sealed.signature,
        stamps={name: token.hex() for name, token in sealed.stamps.items()},
        at=tx.now,
    )
    return list(dict.fromkeys(row.contract for row in waiting))


def size() -> int:
    """How many entries the newest checkpoint has."""
    row = Checkpoint.objects.order_by("-size").first()
    return row.size if row else 0


def proofs(contract: UUID, length: int) -> dict[str, Any] | None:
    """Leaves, checkpoint, stamps and consistency for the files of a contract, None while any of them waits."""
    rows = list(LogEntry.objects.filter(contract=contract, length__lte=length).order_by("index"))
    latest = Checkpoint.objects.order_by("-size").first()
    if latest is None or not rows or any(row.index is None for row in rows):
        return None
    tree = Tree(TableNodes())
    leaves = [
        Leaf(
            row.length, bytes.fromhex(row.sm3), row.index, latest.size, tree.inclusion(row.index, latest.size)
        )
        for row in rows
        if row.index is not None
    ]
    before = Checkpoint.objects.filter(size__lt=latest.size).order_by("-size").first()
    first = before.size if before else latest.size
    return {
        "leaves": sorted(leaves, key=lambda each: each.length),
        "checkpoint": latest.text.encode(),
        "root_stamps": {name: bytes.fromhex(token) for name, token in latest.stamps.items()},
        "consistency": Consistency(
            first, tree.root(first), latest.size, tree.root(latest.size), tree.consistency(first, latest.size)
        ),
        "anchors": {row.kind: row.detail.encode() for row in AnchorReceipt.objects.filter(size=latest.size)},
    }


class TableLog:
    """The log as a verifier asks it: where a whole file's hash stands."""

    def find(self, sm3: bytes) -> int | None:
        """The entry's index, None where it is not there."""
        found: int | None = (
            LogEntry.objects.filter(sm3=sm3.hex(), index__isnull=False)
            .values_list("index", flat=True)
            .first()
        )
        return found


def check() -> int:
    """Recompute the tree from its entries and compare with every checkpoint; the size. Raises BrokenLog."""
    rows = LogEntry.objects.filter(index__isnull=False).order_by("index").values_list("index", "sm3")
    leaves = []
    for place, (index, sm3) in enumerate(rows):
        if index != place:
            raise BrokenLog(Text(f"存证日志缺第 {place} 条", f"entry {place} of the log is missing"))
        leaves.append(bytes.fromhex(sm3))
    tree = Tree(MemoryNodes())
    tree.append(leaves)
    for row in Checkpoint.objects.order_by("size"):
        told = checkpoints.read(row.text.encode())
        if row.size > len(leaves):
            raise BrokenLog(
                Text(
                    f"存证日志被截短：检查点有 {row.size} 条", f"the log was cut: a checkpoint has {row.size}"
                )
            )
        if tree.root(row.size) != told.root:
            raise BrokenLog(
                Text(
                    f"存证日志前 {row.size} 条被改动或重排",
                    f"the first {row.size} entries were altered or moved",
                )
            )
    return len(leaves)
