"""The log against a naive tree, hostile proofs, killed processes and other people's ledgers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.evidence import keys
from gongbao.evidence.errors import BrokenLog, EntryAltered, HostileInput, LogRebuilt, LogTruncated
from gongbao.evidence.local_ca import FolderStore, LocalAuthority
from gongbao.evidence.log import checkpoints
from gongbao.evidence.log.anchors import Receipt
from gongbao.evidence.log.anchors.evm import CREATION, EvmAnchor
from gongbao.evidence.log.anchors.file import FileAnchor
from gongbao.evidence.log.anchors.rfc3161 import TimestampAnchor
from gongbao.evidence.log.files import check, open_log
from gongbao.evidence.log.proofs import check_consistency, check_inclusion
from gongbao.evidence.log.tree import EMPTY, MemoryNodes, Tree
from gongbao.evidence.providers import IdentityCheck
from gongbao.evidence.sm3 import sm3
from gongbao.evidence.tsa import LocalTimestampAuthority
from gongbao.law.text import Text

AT = datetime(2020, 11, 9, 1, tzinfo=UTC)


def entries(count: int) -> list[bytes]:
    return [sm3(b"file %d" % number) for number in range(count)]


def naive(leaves: list[bytes]) -> bytes:
    """The definition of RFC 9162, 2.1.1, word by word."""
    if not leaves:
        return sm3()
    if len(leaves) == 1:
        return sm3(b"\0" + leaves[0])
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sm3(b"\1" + naive(leaves[:half]) + naive(leaves[half:]))


def log(count: int, *batches: int) -> Tree:
    tree, all_entries = Tree(MemoryNodes()), entries(count)
    for size in (*batches, count):
        tree.append(all_entries[tree.size : size])
    return tree


def test_every_proof_of_every_small_log() -> None:
    leaves = entries(33)
    tree = log(33, 1, 2, 3, 7, 8, 20)
    for size in range(1, 34):
        root = naive(leaves[:size])
        assert tree.root(size) == root
        for index in range(size):
            path = tree.inclusion(index, size)
            check_inclusion(leaves[index], index, size, path, root)
            with pytest.raises(BrokenLog):
                check_inclusion(leaves[(index + 1) % 33], index, size, path, root)
        for first in range(1, size + 1):
            check_consistency(first, naive(leaves[:first]), size, root, tree.consistency(first, size))
    assert Tree(MemoryNodes()).root() == EMPTY == naive([])


@given(st.lists(st.integers(1, 40), min_size=1, max_size=6))
def test_batches_make_the_same_log(sizes: list[int]) -> None:
    tree, done = Tree(MemoryNodes()), 0
    everything = entries(sum(sizes))
    for size in sizes:
        assert tree.append(everything[done : done + size]) == done
        done += size
    assert tree.root() == naive(everything)


hashes = st.binary(min_size=0, max_size=40)


@given(st.integers(-2, 70), st.integers(-2, 70), st.lists(hashes, max_size=80), st.booleans())
def test_hostile_inclusion_proofs(index: int, size: int, path: list[bytes], mix: bool) -> None:
    tree, leaves = log(33), entries(33)
    given_path = [*path, *tree.inclusion(5, 33)] if mix else path
    with pytest.raises(BrokenLog):
        check_inclusion(leaves[5], index, size, given_path, sm3(b"another root"))


@given(st.integers(-2, 40), st.integers(-2, 40), st.lists(hashes, max_size=140))
def test_hostile_consistency_proofs(first: int, second: int, path: list[bytes]) -> None:
    with pytest.raises(BrokenLog):
        check_consistency(first, sm3(b"one"), second, sm3(b"two"), path)


def test_a_rebuilt_log_does_not_continue_the_old_one() -> None:
    old, other = log(20), Tree(MemoryNodes())
    other.append([*entries(19), sm3(b"swapped"), *entries(30)[20:]])
    with pytest.raises(LogRebuilt):
        check_consistency(20, old.root(), 30, other.root(), other.consistency(20, 30))
    with pytest.raises(LogTruncated):
        old.root(21)


def test_a_log_in_files_is_checked_whole(tmp_path: Path) -> None:
    tree = open_log(tmp_path)
    for number in range(0, 23, 5):
        tree.append(entries(23)[number : number + 5])
    assert check(tmp_path) == 23
    assert open_log(tmp_path).root() == naive(entries(23))
    level = tmp_path / "level-00"
    kept = level.read_bytes()
    level.write_bytes(kept[:40] + bytes([kept[40] ^ 1]) + kept[41:])
    with pytest.raises(EntryAltered):
        check(tmp_path)
    level.write_bytes(kept[32:64] + kept[:32] + kept[64:])
    with pytest.raises(BrokenLog):
        check(tmp_path)
    level.write_bytes(kept[:-32])
    with pytest.raises(LogTruncated):
        check(tmp_path)


CHILD = """
import sys
from pathlib import Path
from gongbao.evidence.log.files import open_log
from gongbao.evidence.sm3 import sm3
tree = open_log(Path(sys.argv[1]))
print(tree.size, flush=True)
while True:
    tree.append([sm3(b"file %d" % n) for n in range(tree.size, tree.size + 3)])
    print(tree.size, flush=True)
"""


@pytest.mark.crash
def test_a_killed_writer_loses_nothing_it_had_answered_for(tmp_path: Path) -> None:
    answered = 0
    for waits in range(12):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout
        for _ in range(2 + waits):
            answered = int(child.stdout.readline())
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        size = check(tmp_path)
        assert size >= answered
        assert open_log(tmp_path).root() == naive(entries(size))


def test_checkpoints_are_signed_and_stamped_twice(tmp_path: Path) -> None:
    stampers = {}
    for name in ("sm2", "rsa"):
        authority = LocalAuthority.create(name, AT, FolderStore(tmp_path / name))
        key = keys.generate(name)
        check_ = IdentityCheck("local", 1, "local", AT)
        stamper = authority.certified(key, "时间戳", check_, AT, 365, "timestamps")
        stampers[name] = LocalTimestampAuthority(stamper, lambda: AT)
    taken = checkpoints.take(log(9), "gongbao test")
    sealed = checkpoints.seal(taken, keys.generate("sm2"), stampers)
    assert checkpoints.read(sealed.text) == taken
    assert set(sealed.stamps) == {"sm2", "rsa"}
    anchor = TimestampAnchor(stampers["rsa"])
    receipt = anchor.leave(taken)
    anchor.confirm(taken, receipt)
    with pytest.raises(LogRebuilt):
        anchor.confirm(checkpoints.take(log(10), "gongbao test"), receipt)


@pytest.mark.parametrize(
    "text", [b"", b"a\n1\nAAAA\n", b"a\nx\n" + b"A" * 43 + b"=\n", b"\xff", b"a\n1\n\n\n"]
)
def test_an_unreadable_checkpoint_is_refused(text: bytes) -> None:
    with pytest.raises(HostileInput):
        checkpoints.read(text)


def test_files_as_anchor(tmp_path: Path) -> None:
    anchor, taken = FileAnchor(tmp_path), checkpoints.take(log(9), "gongbao test")
    receipt = anchor.leave(taken)
    assert anchor.leave(taken) == receipt
    anchor.confirm(taken, receipt)
    rebuilt = Tree(MemoryNodes())
    rebuilt.append([*entries(8), sm3(b"another")])
    with pytest.raises(LogRebuilt):
        anchor.leave(checkpoints.take(rebuilt, "gongbao test"))


class LocalChain:
    """A chain of py-evm in memory, one block a transaction."""

    name = Text("测试链", "a test chain")

    def __init__(self) -> None:
        from eth import constants
        from eth.chains.base import MiningChain
        from eth.consensus import NoProofConsensus
        from eth.db.atomic import AtomicDB
        from eth.vm.forks.istanbul import IstanbulVM
        from eth_keys import keys as eth_keys

        vm = IstanbulVM.configure(consensus_class=NoProofConsensus)
        kind = MiningChain.configure(
            __name__="LocalChain", vm_configuration=((constants.GENESIS_BLOCK_NUMBER, vm),)
        )
        self.key = eth_keys.PrivateKey(b"\x11" * 32)
        self.sender = self.key.public_key.to_canonical_address()
        state = {self.sender: {"balance": 10**24, "nonce": 0, "code": b"", "storage": {}}}
        genesis = {"difficulty": 1, "gas_limit": 3_000_000, "timestamp": 1_600_000_000}
        self.chain: Any = kind.from_genesis(AtomicDB(), genesis, state)
        self.contract = b""
        self.contract = self._mine(b"", CREATION).storage_address

    def _mine(self, to: bytes, data: bytes) -> Any:
        nonce = self.chain.get_vm().state.get_nonce(self.sender)
        unsigned = self.chain.create_unsigned_transaction(
            nonce=nonce, gas_price=1, gas=200_000, to=to, value=0, data=data
        )
        _, _, computation = self.chain.apply_transaction(unsigned.as_signed_transaction(self.key))
        computation.raise_if_error()
        self.chain.mine_block()
        return computation.msg

    def send(self, data: bytes) -> str:
        self._mine(self.contract, data)
        return "sent"

    def read(self, data: bytes) -> bytes:
        """A call: the contract run against the newest state, which is thrown away."""
        from eth.vm.message import Message

        state = self.chain.get_vm().state
        call = Message(
            gas=100_000,
            to=self.contract,
            sender=self.sender,
            value=0,
            data=data,
            code=state.get_code(self.contract),
        )
        context = state.get_transaction_context_class()(gas_price=1, origin=self.sender)
        computation = state.computation_class.apply_message(state, call, context)
        computation.raise_if_error()
        return bytes(computation.output)


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="py-evm does not run here yet")
def test_a_chain_as_anchor() -> None:
    chain, taken = LocalChain(), checkpoints.take(log(9), "gongbao test")
    anchor = EvmAnchor(chain)
    with pytest.raises(LogRebuilt):
        anchor.confirm(taken, Receipt("evm", "never sent"))
    receipt = anchor.leave(taken)
    anchor.confirm(taken, receipt)
    block = chain.read(sm3(taken.text))
    anchor.leave(taken)  # sent again: the first block stands
    assert chain.read(sm3(taken.text)) == block
    with pytest.raises(LogRebuilt):
        anchor.confirm(checkpoints.take(log(10), "gongbao test"), receipt)
