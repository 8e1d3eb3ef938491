"""Packages: the same for the same material, checked by three programs, and proof against hostile ones."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.generated.etsi import ts_11910202
from tests.evidence.papers.conftest import Signed
from tests.evidence.papers.material import LATER, SIGNED, consistent, package, path, tree
from xsdata.formats.dataclass.parsers import XmlParser

from gongbao.evidence.errors import Altered, BrokenLog, EvidenceError, HostileInput, HostileProof
from gongbao.evidence.log import checkpoints
from gongbao.evidence.log.checkpoints import Checkpoint
from gongbao.evidence.package import archive, building
from gongbao.evidence.package.archive import pack, unpack
from gongbao.evidence.package.building import pem
from gongbao.evidence.package.events import Event, Kind, read_chain, write_chain
from gongbao.evidence.package.ledger import (
    Consistency,
    Leaf,
    read_consistency,
    read_leaves,
    write_consistency,
    write_leaves,
)
from gongbao.evidence.package.scripts import verify as script
from gongbao.evidence.pdf import cms
from gongbao.evidence.verify.errors import BrokenEvents, BrokenPackage, NotInLog
from gongbao.evidence.verify.package import LOOSE, _sums
from gongbao.evidence.verify.report import Answer, Report
from gongbao.evidence.verify.trust import NoRoots, Trust
from gongbao.evidence.verify.verifying import verify_bytes


@pytest.fixture(scope="session")
def members(contract: Signed) -> dict[str, bytes]:
    return unpack(contract.package)


@pytest.fixture(scope="session")
def roots(contract: Signed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("roots")
    for number, each in enumerate(contract.parties.roots):
        (folder / f"{number}.pem").write_bytes(pem("CERTIFICATE", each))
    return folder


def judged(members: dict[str, bytes], contract: Signed) -> Report:
    return verify_bytes(pack(members), contract.parties.trust, at=LATER)


def reasons(report: Report) -> set[type[EvidenceError]]:
    return {type(each.error) for each in report.findings if each.error is not None}


def test_the_package_is_valid_and_needs_the_verifiers_roots(contract: Signed) -> None:
    report = verify_bytes(contract.package, contract.parties.trust, at=LATER)
    assert report.answer is Answer.VALID, report.say()
    bare = verify_bytes(contract.package, Trust(), at=LATER)
    assert bare.answer is Answer.OPEN
    assert reasons(bare) == {NoRoots}


def test_the_same_material_gives_the_same_bytes_save_for_signatures(contract: Signed) -> None:
    again = unpack(package(contract.parties, contract.signed, contract.kept))
    first = unpack(contract.package)
    assert list(again) == list(first) == sorted(first)
    fresh = re.compile(r"sums\.|tst/|certs/|report\.")
    assert {name for name in first if first[name] != again[name] and not fresh.match(name)} == set()
    assert pack(first) == contract.package


def test_a_change_in_any_member_is_refused(contract: Signed, members: dict[str, bytes]) -> None:
    for number, (name, body) in enumerate(members.items()):
        flipped = bytearray(body)
        flipped[len(body) // 2] ^= 1
        changed = {**members, name: bytes(flipped)}
        if name not in LOOSE:
            with pytest.raises(BrokenPackage, match=name):
                _sums(changed)
        if number % 4 == 0 or name in LOOSE:
            report = judged(changed, contract)
            assert report.answer is Answer.INVALID, name
            assert all(each.text.zh for each in report.findings)


def test_a_member_missing_or_added_is_refused(contract: Signed, members: dict[str, bytes]) -> None:
    for name in (
        "contract.pdf",
        "events.jsonl",
        "ledger/leaves.txt",
        "sums.sig",
        "manifest.json",
        "operator.pem",
    ):
        left = {each: body for each, body in members.items() if each != name}
        report = judged(left, contract)
        assert report.answer is Answer.INVALID, name
        assert reasons(report) & {BrokenPackage, HostileInput}
    assert BrokenPackage in reasons(judged({**members, "more.txt": b"x"}, contract))


def relisted(members: dict[str, bytes]) -> dict[str, bytes]:
    """The members with a hash list that fits them: what a forger would do first."""
    rest = {name: body for name, body in members.items() if name not in ("sums.txt", "sums.sig", "sums.tst")}
    return {**members, "sums.txt": building._sums(rest)}


def test_a_hash_list_written_anew_lacks_the_operators_signature(
    contract: Signed, members: dict[str, bytes]
) -> None:
    forged = relisted({**members, "README.txt": b"other"})
    found = judged(forged, contract)
    assert reasons(found) == {Altered}
    assert [each.check for each in found.reasons(Answer.INVALID)] == ["operator"]


def test_another_contract_in_the_package_is_not_what_was_logged(
    contract: Signed, members: dict[str, bytes]
) -> None:
    assert NotInLog in reasons(judged(relisted({**members, "contract.pdf": contract.signed}), contract))
    flipped = bytearray(contract.kept)
    flipped[-3] ^= 1
    assert NotInLog in reasons(judged(relisted({**members, "contract.pdf": bytes(flipped)}), contract))


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[:-1],
        lambda lines: lines[1:],
        lambda lines: [lines[1], lines[0], *lines[2:]],
        lambda lines: [lines[0].replace("签署系统资质", "什么都没有"), *lines[1:]],
        lambda lines: [*lines, lines[-1]],
        lambda lines: ["{}", *lines],
        lambda lines: ["[" * 3000, *lines],
    ],
)
def test_events_removed_reordered_or_changed_are_refused(
    change: Callable[[list[str]], list[str]], contract: Signed, members: dict[str, bytes]
) -> None:
    lines = members["events.jsonl"].decode().splitlines()
    body = "".join(f"{line}\n" for line in change(lines)).encode()
    assert BrokenEvents in reasons(judged(relisted({**members, "events.jsonl": body}), contract))


def test_signing_without_consent_or_identity_check_is_refused(
    contract: Signed, members: dict[str, bytes]
) -> None:
    import json

    events, _ = read_chain(members["events.jsonl"])
    for left_out in (Kind.CONSENT, Kind.IDENTITY_CHECKED, Kind.SIGNED):
        body = write_chain([each for each in events if each.kind is not left_out])
        kept, last = read_chain(body)
        manifest = json.loads(members["manifest.json"]) | {"events": {"count": len(kept), "last": last}}
        changed = {"events.jsonl": body, "manifest.json": json.dumps(manifest).encode()}
        assert BrokenEvents in reasons(judged(relisted({**members, **changed}), contract))


def test_events_must_not_go_back_in_time() -> None:
    from datetime import timedelta

    there = Event(SIGNED, Kind.VIEWED, "甲", {})
    back = Event(SIGNED - timedelta(seconds=1), Kind.VIEWED, "甲", {})
    assert len(read_chain(write_chain([there, there]))[0]) == 2
    with pytest.raises(BrokenEvents, match="早于"):
        read_chain(write_chain([there, back]))


# ---- Proofs ------------------------------------------------------------------------------------------------


def leaves(count: int) -> list[bytes]:
    return [cms.digest("sm3", bytes([n])) for n in range(count)]


def test_proofs_agree_with_the_definition_of_the_tree() -> None:
    for size in range(1, 34):
        known = leaves(size)
        state = Checkpoint("o", size, tree(known))
        for index in range(size):
            Leaf(1, known[index], index, size, path(known, index)).check(state)
            for wrong in (known[(index + 1) % size] if size > 1 else bytes(32), bytes(32)):
                with pytest.raises(HostileProof):
                    Leaf(1, wrong, index, size, path(known, index)).check(state)
        for first in range(1, size + 1):
            Consistency(first, tree(known[:first]), size, state.root, consistent(known, first)).check(state)
            with pytest.raises(BrokenLog):
                Consistency(first, bytes(32), size, state.root, consistent(known, first)).check(state)


@given(st.integers(-2, 40), st.integers(-2, 40), st.lists(st.binary(min_size=32, max_size=32), max_size=9))
@settings(max_examples=200)
def test_hostile_proofs_are_refused_and_never_crash(index: int, size: int, hashes: list[bytes]) -> None:
    known = leaves(12)
    state = Checkpoint("o", 12, tree(known))
    with pytest.raises(BrokenLog):
        Leaf(1, known[3], index, size, hashes).check(state)
    with pytest.raises(BrokenLog):
        Consistency(index, tree(known[:7]), size, bytes(32), hashes).check(state)


@given(st.binary(max_size=80))
@settings(max_examples=200)
def test_hostile_ledger_texts_are_refused(text: bytes) -> None:
    for read in (checkpoints.read, read_leaves, read_consistency):
        try:
            read(text)
        except HostileInput:
            continue


def test_ledger_texts_are_read_as_they_were_written() -> None:
    known = leaves(9)
    leaf = Leaf(77, known[4], 4, 9, path(known, 4))
    assert read_leaves(write_leaves([leaf])) == [leaf]
    proof = Consistency(3, tree(known[:3]), 9, tree(known), consistent(known, 3))
    assert read_consistency(write_consistency(proof)) == proof


# ---- Hostile zips ------------------------------------------------------------------------------------------


def zipped(*names: str, body: bytes = b"x", how: int = zipfile.ZIP_STORED, attributes: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as made:
        for name in names:
            made.NameToInfo.pop(name, None)
            info = zipfile.ZipInfo(name)
            info.external_attr = attributes
            info.compress_type = how
            made.writestr(info, body)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        zipped("../escape"),
        zipped("/etc/passwd"),
        zipped("a/../../b"),
        zipped("C:\\x"),
        zipped("a\\b"),
        zipped("合同.pdf"),
        zipped("con tract"),
        zipped(".hidden"),
        zipped("a/"),
        zipped("same", "same"),
        zipped("link", attributes=0o120777 << 16),
        zipped("bomb", body=bytes(9_000_000), how=zipfile.ZIP_DEFLATED),
        zipped(*(f"n{n}" for n in range(2001))),
        b"PK\3\4 nothing",
        zipped("cut")[:-9],
        b"PK" + bytes(400),
    ],
    ids=lambda body: str(len(body)),
)
def test_a_hostile_zip_is_refused(content: bytes) -> None:
    with pytest.raises(HostileInput) as caught:
        unpack(content)
    assert caught.value.text.zh
    assert caught.value.text.en
    report = verify_bytes(content, Trust(), at=LATER)
    assert report.answer is Answer.INVALID
    assert reasons(report) == {HostileInput}


def test_a_zip_that_lies_about_sizes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = zipped("a", body=b"12345678")
    place = honest.rindex(b"PK\1\2") + 24
    lying = honest[:place] + (4).to_bytes(4, "little") + honest[place + 4 :]
    with pytest.raises(HostileInput):
        unpack(lying)
    monkeypatch.setattr(archive, "LARGEST", 4)
    with pytest.raises(HostileInput, match="过大"):
        unpack(honest)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_no_damage_to_the_zip_makes_it_valid(contract: Signed, data: st.DataObject) -> None:
    """A byte flipped anywhere in the zip: refused, or the members are the same (the zip's own bookkeeping)."""
    place = data.draw(st.integers(0, len(contract.package) - 1))
    flipped = bytearray(contract.package)
    flipped[place] ^= 1 << data.draw(st.integers(0, 7))
    try:
        found = unpack(bytes(flipped))
    except HostileInput:
        return
    assert found == unpack(contract.package)


# ---- Three programs, one answer ----------------------------------------------------------------------------


def unpacked(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        made.extractall(folder)
    return folder


TOOLS = (
    "sh", "openssl", "basenc", "cat", "date", "head", "mktemp", "od", "printf", "rm", "tail", "tr", "wc",
)  # fmt: skip
"""A shell, openssl and coreutils: no grep, no sed, no awk, no python."""


def empty_root(folder: Path) -> Path:
    """A root folder with these tools, the libraries they load, an empty /tmp, and nothing else."""
    for name in TOOLS:
        found = shutil.which(name)
        assert found is not None
        linked = subprocess.run(["ldd", found], capture_output=True, text=True, check=True).stdout
        for library in re.findall(r"(/\S+) \(0x", linked):
            _copied(library, folder / library.lstrip("/"))
        _copied(found, folder / "bin" / name)
    for name in ("dev", "tmp"):
        (folder / name).mkdir()
    (folder / "dev/null").touch()
    return folder


def _copied(source: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def enter(root: Path) -> list[str]:
    """How a command runs with `root` as its whole world: as root, or as an ordinary user in a namespace of its own."""
    for way in (["chroot"], ["unshare", "--map-root-user", "chroot"]):
        found = shutil.which(way[0], path="/usr/sbin:/usr/bin:/sbin:/bin")
        command = [found or way[0], *way[1:], str(root)]
        if (
            found
            and not subprocess.run(
                [*command, "/bin/sh", "-c", ":"], check=False, capture_output=True
            ).returncode
        ):
            return command
    pytest.fail("neither chroot nor a user namespace: verify.sh cannot be shown to need nothing else")


def by_shell(package: Path, roots: Path | None, world: Path) -> tuple[int, str]:
    """What verify.sh says in a world of its own: the package, the verifier's roots and the tools."""
    if not (world / "bin").exists():
        empty_root(world)
    for name, source in (("package", package), ("roots", roots)):
        shutil.rmtree(world / name, ignore_errors=True)
        if source is not None:
            shutil.copytree(source, world / name)
    there = {each.relative_to(world).parts[0] for each in world.rglob("*") if each.is_file()}
    assert there <= {"bin", "dev", "lib", "lib64", "usr", "package", "roots"}
    assert {each.name for each in (world / "bin").iterdir()} == set(TOOLS)
    assert not [each for each in world.rglob("*") if "python" in each.name or "gongbao" in each.name]
    command = [*enter(world), "/bin/sh", "/package/verify.sh", *(["/roots"] if roots else [])]
    done = subprocess.run(command, env={"PATH": "/bin"}, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def by_python(target: Path, roots: Path | None, tmp_path: Path) -> tuple[int, str]:
    script = SCRIPTS / "verify.py"
    command = [sys.executable, "-I", "-S", str(script), "--at", "2021-06-01", str(target)]
    command += ["--roots", str(roots)] if roots else []
    done = subprocess.run(command, env={}, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


SCRIPTS = Path(__file__).parents[3] / "src/gongbao/evidence/package/scripts"
needs_openssl = pytest.mark.skipif(
    os.name != "posix" or not shutil.which("openssl") or not shutil.which("basenc"),
    reason="openssl 3 and coreutils are not installed",
)


@needs_openssl
def test_the_shell_script_reads_the_foreign_profile(foreign: Signed, tmp_path: Path) -> None:
    theirs = tmp_path / "roots"
    theirs.mkdir()
    for number, each in enumerate(foreign.parties.roots):
        (theirs / f"{number}.pem").write_bytes(pem("CERTIFICATE", each))
    folder = unpacked(foreign.package, tmp_path / "package")
    code, told = by_shell(folder, theirs, tmp_path / "world")
    assert (code, told.splitlines()[-1]) == (0, "有效 VALID"), told
    code, told = by_python(folder, theirs, tmp_path)
    assert (code, told.splitlines()[-1]) == (0, "有效 VALID"), told
    assert verify_bytes(foreign.package, foreign.parties.trust, at=LATER).answer is Answer.VALID


@needs_openssl
def test_the_shell_script_in_an_empty_world_accepts_and_refuses(
    contract: Signed, roots: Path, tmp_path: Path
) -> None:
    """Nothing is there but the package, the verifier's roots, a shell, openssl and coreutils with their libraries."""
    folder = unpacked(contract.package, tmp_path / "package")
    world = tmp_path / "world"
    code, told = by_shell(folder, roots, world)
    assert (code, told.splitlines()[-1]) == (0, "有效 VALID"), told
    code, told = by_shell(folder, None, world)
    assert (code, told.splitlines()[-1]) == (4, "不能判断 CANNOT BE JUDGED"), told
    body = bytearray((folder / "contract.pdf").read_bytes())
    body[30_000] ^= 1
    (folder / "contract.pdf").write_bytes(bytes(body))
    code, told = by_shell(folder, roots, world)
    assert code == 3
    for word in ("contract.pdf 的 SM3 不符", "字节与存证时不同", "signature 1：内容与签名时不同"):
        assert word in told


def test_the_program_of_the_standard_library_alone_accepts_and_refuses(
    contract: Signed, roots: Path, tmp_path: Path, members: dict[str, bytes]
) -> None:
    file = tmp_path / "package.zip"
    file.write_bytes(contract.package)
    code, told = by_python(file, roots, tmp_path)
    assert (code, told.splitlines()[-1]) == (0, "有效 VALID"), told
    assert by_python(unpacked(contract.package, tmp_path / "open"), roots, tmp_path)[0] == 0
    assert by_python(file, None, tmp_path)[0] == 4
    assert members["verify.py"] == (SCRIPTS / "verify.py").read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "contract.pdf",
        "events.jsonl",
        "ledger/leaves.txt",
        "ledger/checkpoint.txt",
        "sums.sig",
        "tst/root.rsa.tsr",
    ],
)
def test_the_program_refuses_what_we_refuse(
    name: str, contract: Signed, roots: Path, tmp_path: Path, members: dict[str, bytes]
) -> None:
    body = bytearray(members[name])
    body[len(body) // 3] ^= 1
    file = tmp_path / "package.zip"
    file.write_bytes(pack(relisted({**members, name: bytes(body)})))
    code, told = by_python(file, roots, tmp_path)
    assert code == 3, told
    assert "不予认可" in told


def test_the_programs_sm3_without_the_library_is_the_same() -> None:
    for size in (0, 1, 55, 56, 63, 64, 65, 300):
        assert script.sm3_plain(bytes(size)) == cms.digest("sm3", bytes(size))


# ---- Reports -----------------------------------------------------------------------------------------------


def test_the_etsi_report_is_read_by_other_peoples_bindings(members: dict[str, bytes]) -> None:
    read = XmlParser().from_bytes(members["report.xml"], ts_11910202.ValidationReport)
    assert len(read.signature_validation_report) == 3
    for each in read.signature_validation_report:
        status = each.signature_validation_status
        assert status.main_indication == "urn:etsi:019102:mainindication:total-passed"
        assert each.signature_identifier.signature_value.value
        assert each.validation_time_info.best_signature_time.poetime is not None
    kinds = {each.object_type for each in read.signature_validation_objects.validation_object}
    assert kinds == {"urn:etsi:019102:validationObject:certificate", "urn:etsi:019102:validationObject:CRL"}


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (Debian poppler-utils) is not installed")
def test_the_plain_report_says_who_when_what_and_how(members: dict[str, bytes], tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(members["report.pdf"])
    told = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True
    ).stdout
    told = "".join(told.split())
    for word in (
        "有效",
        "用人单位签章",
        "劳动者签名：沈知夏",
        "2021-01-0410:30:00",
        "同意采用电子形式",
        "核验身份",
        "存证日志第11条",
    ):
        assert word in told
    assert b"pdfaid" in members["report.pdf"]
