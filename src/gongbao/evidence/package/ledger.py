"""What a package carries of the log: the leaves of its file, their proofs, the checkpoint, the consistency proof.

Plain text, so that a shell can read it: one leaf a line as ``length sm3 index size hash hash …``. A leaf is the
SM3 of the first `length` bytes of the file: each revision was logged whole, the last one is the whole file.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from gongbao.evidence.errors import EvidenceError, HostileInput
from gongbao.evidence.pdf import cms
from gongbao.law.text import Text

LONGEST_PATH = 64


class BrokenProof(EvidenceError):
    """A proof of the log does not lead to its checkpoint."""


@dataclass(frozen=True)
class Leaf:
    """A logged revision of a file and the proof that the log of `size` entries holds it at `index`."""

    length: int
    sm3: bytes
    index: int
    size: int
    path: Sequence[bytes]

    def root(self) -> bytes:
        """The root the proof leads to (RFC 9162, 2.1.3.2). Raises BrokenProof for a proof of the wrong shape."""
        if not 0 <= self.index < self.size:
            raise BrokenProof(Text("存证序号超出日志范围", "the index lies outside the log"))
        fn, sn, found = self.index, self.size - 1, cms.digest("sm3", b"\0", self.sm3)
        for each in self.path:
            if sn == 0:
                raise BrokenProof(Text("存证路径过长", "the proof is too long"))
            if fn & 1 or fn == sn:
                found = cms.digest("sm3", b"\1", each, found)
                while not fn & 1 and fn:
                    fn, sn = fn >> 1, sn >> 1
            else:
                found = cms.digest("sm3", b"\1", found, each)
            fn, sn = fn >> 1, sn >> 1
        if sn:
            raise BrokenProof(Text("存证路径过短", "the proof is too short"))
        return found


@dataclass(frozen=True)
class Consistency:
    """The proof that the log of `second` entries extends the one of `first`."""

    first: int
    first_root: bytes
    second: int
    second_root: bytes
    path: Sequence[bytes]

    def check(self) -> None:
        """RFC 9162, 2.1.4.2. Raises BrokenProof: the log was rebuilt, cut or its order changed."""
        broken = BrokenProof(
            Text("日志不是在原有基础上续写的：有条目被删改或重排", "the log was rebuilt, cut or reordered")
        )
        if self.first == self.second:
            if self.first_root != self.second_root or self.path:
                raise broken
            return
        if not 0 < self.first < self.second or not self.path:
            raise broken
        path = ([self.first_root] if self.first & (self.first - 1) == 0 else []) + list(self.path)
        fn, sn = self.first - 1, self.second - 1
        while fn & 1:
            fn, sn = fn >> 1, sn >> 1
        old = new = path[0]
        for each in path[1:]:
            if sn == 0:
                raise broken
            if fn & 1 or fn == sn:
                old, new = cms.digest("sm3", b"\1", each, old), cms.digest("sm3", b"\1", each, new)
                while not fn & 1 and fn:
                    fn, sn = fn >> 1, sn >> 1
            else:
                new = cms.digest("sm3", b"\1", new, each)
            fn, sn = fn >> 1, sn >> 1
        if sn or old != self.first_root or new != self.second_root:
            raise broken


@dataclass(frozen=True)
class Checkpoint:
    """The log's state: origin, size and root, as signed text (the first three lines of a checkpoint)."""

    origin: str
    size: int
    root: bytes


def read_checkpoint(text: bytes) -> Checkpoint:
    """The state a checkpoint tells. Raises HostileInput."""
    try:
        origin, size, root, *_ = text.decode("utf-8").split("\n")
        found = Checkpoint(origin, int(size), base64.b64decode(root, validate=True))
    except ValueError as fault:
        raise HostileInput(Text("检查点读不懂", "the checkpoint is unreadable")) from fault
    if len(found.root) != 32 or found.size < 1:
        raise HostileInput(Text("检查点读不懂", "the checkpoint is unreadable"))
    return found


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
