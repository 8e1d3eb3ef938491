"""What a package carries of the log: the leaves of its file, their proofs, the checkpoint, the consistency proof.

Plain text, so that a shell can read it: one leaf a line as ``length sm3 index size hash hash …``. A leaf is the
SM3 of the first `length` bytes of the file: each revision was logged whole, the last one is the whole file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongbao.evidence.errors import HostileInput, HostileProof
from gongbao.evidence.log.checkpoints import Checkpoint
from gongbao.evidence.log.proofs import check_consistency, check_inclusion
from gongbao.law.text import Text

LONGEST_PATH = 64


@dataclass(frozen=True)
class Leaf:
    """A logged revision of a file and the proof that the log of `size` entries holds it at `index`."""

    length: int
    sm3: bytes
    index: int
    size: int
    path: Sequence[bytes]

    def check(self, state: Checkpoint) -> None:
        """Raise HostileProof unless the proof leads to this checkpoint."""
        if self.size != state.size:
            raise HostileProof(Text("存证路径不是这个检查点的", "the proof belongs to another checkpoint"))
        check_inclusion(self.sm3, self.index, self.size, self.path, state.root)


@dataclass(frozen=True)
class Consistency:
    """The proof that the log of `second` entries extends the one of `first`."""

    first: int
    first_root: bytes
    second: int
    second_root: bytes
    path: Sequence[bytes]

    def check(self, state: Checkpoint) -> None:
        """Raise LogRebuilt or HostileProof unless this checkpoint's log extends the earlier one."""
        if (self.second, self.second_root) != (state.size, state.root):
            raise HostileProof(
                Text("一致性证明不是这个检查点的", "the consistency proof belongs to another checkpoint")
            )
        check_consistency(self.first, self.first_root, self.second, self.second_root, self.path)


def write_leaves(leaves: Sequence[Leaf]) -> bytes:
    """The leaves as lines of text."""
    lines = [
        " ".join(
            [str(each.length), each.sm3.hex(), str(each.index), str(each.size), *(p.hex() for p in each.path)]
        )
        for each in leaves
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def read_leaves(text: bytes) -> list[Leaf]:
    """The leaves of a package. Raises HostileInput."""
    found = []
    try:
        for line in text.decode("ascii").splitlines():
            length, sm3, index, size, *path = line.split(" ")
            if len(path) > LONGEST_PATH:
                raise ValueError("too long a path")
            hashes = [_hash(each) for each in path]
            found.append(Leaf(int(length), _hash(sm3), int(index), int(size), hashes))
    except ValueError as fault:
        raise HostileInput(Text("存证记录读不懂", "the log's leaves are unreadable")) from fault
    if not found:
        raise HostileInput(Text("没有存证记录", "there is no leaf"))
    return found


def write_consistency(proof: Consistency) -> bytes:
    """The proof as one line: ``first root second root hash hash …``."""
    words = [str(proof.first), proof.first_root.hex(), str(proof.second), proof.second_root.hex()]
    return (" ".join(words + [each.hex() for each in proof.path]) + "\n").encode()


def read_consistency(text: bytes) -> Consistency:
    """The consistency proof of a package. Raises HostileInput."""
    try:
        first, old, second, new, *path = text.decode("ascii").rstrip("\n").split(" ")
        if len(path) > LONGEST_PATH:
            raise ValueError("too long a path")
        return Consistency(int(first), _hash(old), int(second), _hash(new), [_hash(each) for each in path])
    except ValueError as fault:
        raise HostileInput(Text("一致性证明读不懂", "the consistency proof is unreadable")) from fault


def _hash(text: str) -> bytes:
    found = bytes.fromhex(text)
    if len(found) != 32:
        raise ValueError("a hash has 32 bytes")
    return found
