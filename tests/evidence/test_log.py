"""The log against a naive tree, hostile proofs, killed processes and other people's ledgers."""

from __future__ import annotations

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
from gongbao.evidence.errors import (
    BrokenLog,
    EntryAdded,
    EntryAltered,
    EntryRemoved,
    EntryReordered,
    HostileInput,
    HostileProof,
    LogInUse,
    LogRebuilt,
    LogTruncated,
)
from gongbao.evidence.local_ca import FolderStore, LocalAuthority
from gongbao.evidence.log import checkpoints
from gongbao.evidence.log.anchors import Receipt
from gongbao.evidence.log.anchors.evm import CREATION, EvmAnchor
from gongbao.evidence.log.anchors.file import FileAnchor
from gongbao.evidence.log.anchors.rfc3161 import TimestampAnchor
from gongbao.evidence.log.audit import against, audit, compare
from gongbao.evidence.log.files import FileNodes, open_log, place
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


@given(
    st.integers(0, 32),
    st.integers(0, 10**6),
    st.sampled_from(("flip", "drop", "twice", "swap", "more", "other")),
)
def test_an_inclusion_proof_changed_a_little_is_refused(index: int, spot: int, how: str) -> None:
    tree, leaves = log(33), entries(33)
    path, at = tree.inclusion(index, 33), index
    here = spot % len(path)
    if how == "flip":
        path[here] = bytes([path[here][0] ^ 1 << spot % 8]) + path[here][1:]
    elif how == "drop":
        del path[here]
    elif how == "twice":
        path.insert(here, path[here])
    elif how == "swap" and len(path) > 1:
        path[here - 1], path[here] = path[here], path[here - 1]
    elif how == "more":
        path.append(tree.root())
    else:
        at = (index + 1 + spot % 32) % 33
    with pytest.raises(HostileProof):
        check_inclusion(leaves[index], at, 33, path, tree.root())


@given(st.integers(1, 32), st.integers(0, 10**6), st.sampled_from(("flip", "drop", "twice", "more")))
def test_a_consistency_proof_changed_a_little_is_refused(first: int, spot: int, how: str) -> None:
    tree = log(33)
    path = tree.consistency(first, 33)
    here = spot % len(path)
    if how == "flip":
        path[here] = bytes([path[here][0] ^ 1 << spot % 8]) + path[here][1:]
    elif how == "drop":
        del path[here]
    elif how == "twice":
        path.insert(here, path[here])
    else:
        path.append(tree.root())
    with pytest.raises(BrokenLog):
        check_consistency(first, tree.root(first), 33, tree.root(), path)


def test_a_rebuilt_log_does_not_continue_the_old_one() -> None:
    old, other = log(20), Tree(MemoryNodes())
    other.append([*entries(19), sm3(b"swapped"), *entries(30)[20:]])
    with pytest.raises(LogRebuilt):
        check_consistency(20, old.root(), 30, other.root(), other.consistency(20, 30))
    with pytest.raises(LogTruncated):
        old.root(21)


def written(folder: Path, count: int) -> Tree:
    tree = open_log(folder)
    for number in range(0, count, 5):
        tree.append(entries(count)[number : number + 5])
    closed(tree)
    return Tree(FileNodes(folder))


def closed(tree: Tree) -> None:
    assert isinstance(tree.nodes, FileNodes)
    tree.nodes.close()


def leaves_of(folder: Path) -> list[bytes]:
    return FileNodes(folder).levels()[0]


def put_leaves(folder: Path, leaves: list[bytes]) -> None:
    """Write other leaves where the old ones stand; fewer than there were cut the file off."""
    file = folder / "hashes"
    whole, old = bytearray(file.read_bytes()), leaves_of(folder)
    for index, each in enumerate(leaves):
        whole[place(0, index) * 32 : place(0, index) * 32 + 32] = each
    file.write_bytes(whole if len(leaves) == len(old) else whole[: place(0, len(leaves)) * 32])


def test_a_log_in_files_is_checked_whole(tmp_path: Path) -> None:
    tree = written(tmp_path, 23)
    found = audit(tmp_path)
    assert (found.size, found.root, found.torn) == (23, naive(entries(23)), 0)
    with pytest.raises(BrokenLog):
        open_log(tmp_path / "elsewhere").inclusion(0, 1)
    for index in range(23):
        check_inclusion(entries(23)[index], index, 23, tree.inclusion(index, 23), tree.root())


def changes() -> dict[str, tuple[Any, type[BrokenLog]]]:
    def flip(kept: list[bytes], place: int) -> list[bytes]:
        return [*kept[:place], bytes([kept[place][0] ^ 1]) + kept[place][1:], *kept[place + 1 :]]

    return {
        "first altered": (lambda kept: flip(kept, 0), EntryAltered),
        "middle altered": (lambda kept: flip(kept, 11), EntryAltered),
        "last altered, alone on its level": (lambda kept: flip(kept, 22), EntryAltered),
        "neighbours exchanged": (lambda kept: [kept[1], kept[0], *kept[2:]], EntryReordered),
        "two exchanged far apart": (
            lambda kept: [kept[20], *kept[1:20], kept[0], *kept[21:]],
            EntryReordered,
        ),
        "last exchanged with first": (lambda kept: [kept[22], *kept[1:22], kept[0]], EntryReordered),
        "one removed, another put at the end": (lambda kept: [*kept[:6], *kept[7:], kept[0]], EntryRemoved),
        "end cut off": (lambda kept: kept[:-1], LogTruncated),
        "all cut off": (lambda kept: [], LogTruncated),
    }


@pytest.mark.parametrize("name", changes())
def test_what_was_done_to_the_leaves_is_named(name: str, tmp_path: Path) -> None:
    written(tmp_path, 23)
    change, reason = changes()[name]
    put_leaves(tmp_path, change(leaves_of(tmp_path)))
    with pytest.raises(reason) as refused:
        audit(tmp_path)
    assert type(refused.value) is reason
    assert refused.value.text.en


def test_a_missing_or_unreadable_head_is_named(tmp_path: Path) -> None:
    written(tmp_path, 23)
    for content in (b"", b"x y", b"-1\n" + b"0" * 64, b"\xff"):
        (tmp_path / "head").write_bytes(content)
        with pytest.raises(BrokenLog):
            audit(tmp_path)
    (tmp_path / "head").unlink()
    with pytest.raises(LogTruncated):
        audit(tmp_path)


def test_only_an_anchor_tells_of_a_log_cut_or_made_anew(tmp_path: Path) -> None:
    tree = written(tmp_path / "log", 23)
    anchor = FileAnchor(tmp_path / "anchor")
    for size in (9, 23):
        anchor.leave(checkpoints.Checkpoint("gongbao test", size, tree.root(size)))
    assert audit(tmp_path / "log", anchor.held()).size == 23
    written(tmp_path / "cut", 20)
    assert audit(tmp_path / "cut").size == 20
    with pytest.raises(LogTruncated):
        audit(tmp_path / "cut", anchor.held())
    anew = open_log(tmp_path / "anew")
    anew.append([*entries(12), sm3(b"swapped"), *entries(40)[13:]])
    assert audit(tmp_path / "anew").size == 40
    with pytest.raises(LogRebuilt, match="第 10 至 23 条"):
        audit(tmp_path / "anew", anchor.held())
    with pytest.raises(LogRebuilt):
        against(log(23), [checkpoints.Checkpoint("gongbao test", 3, sm3(b"another"))])


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ("abcdef", None), ("abcde", LogTruncated), ("", LogTruncated), ("acdef", EntryRemoved),
        ("bcdef", EntryRemoved), ("abdcef", EntryReordered), ("fedcba", EntryReordered),
        ("abcdefg", EntryAdded), ("abxcdef", EntryAdded), ("abxdef", EntryAltered), ("abcdex", EntryAltered),
        ("uvwxyz", LogRebuilt), ("abxyzuvw", LogRebuilt), ("aabcdef", EntryAdded),
    ],
)  # fmt: skip
def test_files_held_against_the_log(found: str, reason: type[BrokenLog] | None) -> None:
    recorded, now = ([letter.encode() for letter in word] for word in ("abcdef", found))
    if reason is None:
        compare(recorded, now)
        return
    with pytest.raises(reason) as refused:
        compare(recorded, now)
    assert type(refused.value) is reason


def test_one_writer_at_a_time_and_readers_change_nothing(tmp_path: Path) -> None:
    tree = open_log(tmp_path)
    tree.append(entries(5))
    with pytest.raises(LogInUse):
        open_log(tmp_path)
    with (tmp_path / "hashes").open("ab") as file:
        file.write(b"left by a killed writer")
    assert audit(tmp_path).torn == 1
    assert audit(tmp_path).torn == 1
    closed(tree)
    tree = open_log(tmp_path)
    assert audit(tmp_path).torn == 0
    tree.append(entries(8)[5:])
    assert audit(tmp_path).root == naive(entries(8))


CHILD = """
import os, signal, sys
from pathlib import Path
from gongbao.evidence.log import files
from gongbao.evidence.sm3 import sm3
left = int(sys.argv[2])
def dying(real):
    def call(*arguments, **named):
        global left
        left -= 1
        if left == 0:
            if real is write and len(arguments[1]) > 1:
                real(arguments[0], arguments[1][: len(arguments[1]) // 2], arguments[2])
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **named)
    return call
write = os.pwrite
os.pwrite, os.fsync, os.fdatasync = dying(os.pwrite), dying(os.fsync), dying(os.fdatasync)
os.truncate = dying(os.truncate)
Path.replace = dying(Path.replace)
tree = files.open_log(Path(sys.argv[1]))
for _ in range(2):
    tree.append([sm3(b"file %d" % n) for n in range(tree.size, tree.size + 3)])
    print(tree.size, flush=True)
"""


@pytest.mark.crash
def test_a_writer_killed_at_each_of_its_steps_loses_nothing_it_had_answered_for(tmp_path: Path) -> None:
    """The child kills itself at its n-th write (half done), flush or renaming, for every n it has."""
    kept, step, finished, torn = 0, 0, False, 0
    while not finished:
        step += 1
        child = subprocess.run(
            [sys.executable, "-c", CHILD, str(tmp_path), str(step)],
            stdout=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
        finished = child.returncode == 0
        assert finished or child.returncode == -signal.SIGKILL
        kept = max(kept, *map(int, child.stdout.split()), 0)
        found = audit(tmp_path)
        torn += found.torn > 0
        assert found.size >= kept
        assert found.size % 3 == 0
        assert found.root == naive(entries(found.size))
        kept = found.size
    assert step > 12
    assert torn > 3


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
        limit = sys.getrecursionlimit()
        from eth import constants
        from eth.chains.base import MiningChain
        from eth.consensus import NoProofConsensus
        from eth.db.atomic import AtomicDB
        from eth.vm.forks.istanbul import IstanbulVM
        from eth_keys import keys as eth_keys

        sys.setrecursionlimit(limit)  # py-evm raises it for the whole process
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
