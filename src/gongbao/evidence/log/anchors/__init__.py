"""Anchors: a checkpoint's digest left where the log's keeper cannot take it back.

An anchor has ``leave(checkpoint) -> Receipt`` and ``confirm(checkpoint, receipt)``, which raises LogRebuilt where the
outside ledger holds something else. ``file`` writes to a folder (another machine's, a write-once medium), ``rfc3161``
asks a timestamp authority, ``evm`` stores the digest in a contract of an Ethereum-like chain. FISCO BCOS runs the same
contract (its EVM; account and transport differ: `Chain.send` and `Chain.read` are all an adapter writes). ChainMaker
takes a key-value contract with the same two calls, ``put(digest)`` and ``get(digest)``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from gongbao.evidence.log.checkpoints import Checkpoint
from gongbao.law.text import Text


@dataclass(frozen=True)
class Receipt:
    """What an anchor gives back: its kind, and what is needed to ask it again."""

    kind: str
    detail: str


class Anchor(Protocol):
    """A place outside."""

    def leave(self, checkpoint: Checkpoint) -> Receipt:
        """Leave the checkpoint's digest there."""

    def confirm(self, checkpoint: Checkpoint, receipt: Receipt) -> None:
        """Raise LogRebuilt where the place holds something else or nothing."""

    def standing(self) -> Text:
        """What this place is, for the compliance page."""
