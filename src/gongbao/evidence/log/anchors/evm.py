"""The anchor ``evm``: digests stored in a small contract of an Ethereum-like chain, by block number.

The contract stores ``number`` under a 32-byte digest the first time it is sent, and never again; a call with a digest
returns what is stored. It has no owner and no other way in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from gongbao.evidence.errors import LogRebuilt
from gongbao.evidence.log.anchors import Receipt
from gongbao.evidence.log.checkpoints import Checkpoint
from gongbao.evidence.sm3 import sm3
from gongbao.law.text import Text

RUNTIME = bytes.fromhex(
    "600035"  # the digest, first word of the call
    "36602114"  # is the call 33 bytes long: sent to be kept?
    "601357"  # then go to 0x13
    "54600052"  # else put what is stored into memory
    "60206000f3"  # and return it
    "5b8054"  # 0x13: what is stored under the digest
    "601d57"  # go to the end if there is something
    "439055"  # store the number of this block
    "00"
    "5b00"  # 0x1d: the end
)
CREATION = bytes.fromhex(f"60{len(RUNTIME):02x}600c60003960{len(RUNTIME):02x}6000f3") + RUNTIME
"""What a transaction carries that makes the contract."""
KEEP = b"\1"
"""The thirty-third byte of a digest that is to be kept."""


class Chain(Protocol):
    """An account on a chain of this kind, and the address of the contract."""

    @property
    def name(self) -> Text:
        """Which chain this is, for the compliance page."""

    def send(self, data: bytes) -> str:
        """Send a transaction to the contract and wait for its block; the transaction's hash."""

    def read(self, data: bytes) -> bytes:
        """What a call of the contract returns."""


@dataclass(frozen=True)
class EvmAnchor:
    """Checkpoints in the contract of a chain."""

    chain: Chain

    def leave(self, checkpoint: Checkpoint) -> Receipt:
        """Keep the SM3 digest of the checkpoint's text."""
        return Receipt("evm", self.chain.send(sm3(checkpoint.text) + KEEP))

    def confirm(self, checkpoint: Checkpoint, receipt: Receipt) -> None:
        """The contract must know the digest; says nothing of other digests."""
        if not int.from_bytes(self.chain.read(sm3(checkpoint.text)), "big"):
            raise LogRebuilt(
                Text("链上没有这个检查点：日志被重建，或没有锚定", "the chain does not know this checkpoint")
            )

    def standing(self) -> Text:
        """The chain's own name."""
        return self.chain.name
