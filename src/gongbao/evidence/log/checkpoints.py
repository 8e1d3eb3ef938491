"""Checkpoints: the log's size and root as three lines of text, signed and timestamped twice (SM2/SM3 and RSA/SHA-256)."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from gongbao.evidence.errors import HostileInput
from gongbao.evidence.log.tree import Tree
from gongbao.evidence.providers import Signer, TimestampAuthority
from gongbao.evidence.tsa import digest
from gongbao.law.text import Text

STAMPED = {"sm2": "sm3", "rsa": "sha256"}
"""By whose key, over which digest of the text."""


@dataclass(frozen=True)
class Checkpoint:
    """The log's state under the name of its origin."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> bytes:
        """Origin, size and root (base64), a line each: what is signed, stamped and anchored."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n".encode()


@dataclass(frozen=True)
class SealedCheckpoint:
    """A checkpoint's text with the log's signature and the tokens by ``sm2`` and ``rsa``."""

    text: bytes
    signature: bytes
    stamps: Mapping[str, bytes]


def take(tree: Tree, origin: str) -> Checkpoint:
    """The log's present state."""
    size = tree.size
    return Checkpoint(origin, size, tree.root(size))


def seal(
    checkpoint: Checkpoint, signer: Signer, authorities: Mapping[str, TimestampAuthority]
) -> SealedCheckpoint:
    """Sign the checkpoint and have it stamped by each authority (``sm2``, ``rsa``)."""
    text = checkpoint.text
    stamps = {
        name: authority.timestamp(digest(STAMPED[name], text), STAMPED[name])
        for name, authority in authorities.items()
    }
    return SealedCheckpoint(text, signer.sign(text), stamps)


def read(text: bytes) -> Checkpoint:
    """The state a checkpoint tells. Raises HostileInput for a text that is none."""
    try:
        origin, size, root, rest = text.decode("utf-8").split("\n")
        found = Checkpoint(origin, int(size), base64.b64decode(root, validate=True))
    except ValueError as fault:
        raise HostileInput(Text("检查点读不懂", "the checkpoint is unreadable")) from fault
    if rest or len(found.root) != 32 or found.size < 1 or found.text != text:
        raise HostileInput(Text("检查点读不懂", "the checkpoint is unreadable"))
    return found
