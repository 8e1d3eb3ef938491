"""``gongbao verify``: three exit codes, the reason in Chinese and English, JSON; no Django, no network."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.evidence.papers.conftest import Signed
from tests.evidence.papers.material import tree

from gongbao.cli import main
from gongbao.evidence.errors import BrokenLog, HostileInput
from gongbao.evidence.package.building import pem
from gongbao.evidence.package.leaflist import read_leaf_list, root_of, write_leaf_list
from gongbao.evidence.pdf import cms


@pytest.fixture
def files(contract: Signed, tmp_path: Path) -> Path:
    (tmp_path / "package.zip").write_bytes(contract.package)
    (tmp_path / "contract.pdf").write_bytes(contract.kept)
    roots = tmp_path / "roots"
    roots.mkdir()
    for number, each in enumerate(contract.parties.roots):
        (roots / f"{number}.pem").write_bytes(pem("CERTIFICATE", each))
    (roots / "known.crl").write_bytes(b"".join(pem("X509 CRL", each) for each in contract.parties.crls))
    others = [cms.digest("sm3", bytes([n])) for n in range(6)]
    (tmp_path / "log.txt").write_bytes(
        write_leaf_list("gongbao.test/log", [*others[:3], cms.digest("sm3", contract.kept), *others[3:]])
    )
    return tmp_path


def run(files: Path, *arguments: str) -> int:
    return main(["verify", "--at", "2021-06-01", *(a.replace("@", f"{files}/") for a in arguments)])


def test_a_package_is_valid_with_your_roots_and_open_without(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(files, "@package.zip", "--roots", "@roots") == 0
    assert capsys.readouterr().out.splitlines()[2] == "有效"
    assert run(files, "@package.zip") == 4
    assert "没有给出信任根" in capsys.readouterr().out.splitlines()[2]
    monkeypatch.setenv("GONGBAO_LANGUAGE", "en")
    assert run(files, "@package.zip", "--roots", "@roots") == 0
    assert capsys.readouterr().out.splitlines()[2] == "valid"


def test_a_bare_pdf_is_open_and_valid_with_its_log(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(files, "@contract.pdf", "--roots", "@roots") == 4
    assert "整个文件不能判断" in capsys.readouterr().out
    assert run(files, "@contract.pdf", "--roots", "@roots", "--log", "@log.txt", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["answer"] == "valid"
    assert [each["kind"] for each in told["signatures"]] == ["signature", "signature", "timestamp"]


def test_a_flip_is_refused_with_its_reason(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("contract.pdf", "package.zip"):
        body = bytearray((files / name).read_bytes())
        body[40_000] ^= 1
        (files / name).write_bytes(bytes(body))
    assert run(files, "@contract.pdf", "--roots", "@roots", "--log", "@log.txt", "--json") == 3
    told = json.loads(capsys.readouterr().out)
    assert "NotInLog" in {each.get("reason") for each in told["findings"]}
    assert run(files, "@package.zip", "--roots", "@roots") == 3
    answer = capsys.readouterr().out.splitlines()[2]
    assert answer.startswith("不予认可：")
    assert len(answer) > len("不予认可：")


def test_what_cannot_be_read_is_refused_input(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(files, "@nothing.pdf") == 1
    assert "读不到" in capsys.readouterr().err
    assert run(files, "@package.zip", "--roots", "@nowhere") == 1
    (files / "roots" / "bad.pem").write_bytes(b"no certificate")
    assert run(files, "@package.zip", "--roots", "@roots") == 1
    assert "读不懂" in capsys.readouterr().err


def test_a_broken_log_is_named(files: Path) -> None:
    lines = (files / "log.txt").read_text().split("\n")
    for changed in ([*lines[:-2], ""], [*lines[:4], lines[5], lines[4], *lines[6:]], [*lines[:4], ""]):
        (files / "log.txt").write_text("\n".join(changed))
        with pytest.raises(BrokenLog):
            read_leaf_list(files / "log.txt")
        assert run(files, "@contract.pdf", "--log", "@log.txt") == 1
    for text in ("", "a\nb\nc", "\n".join([*lines[:4], "zz"]), "\n".join([*lines[:4], "00"])):
        (files / "log.txt").write_text(text)
        with pytest.raises(HostileInput):
            read_leaf_list(files / "log.txt")
    for size in range(1, 20):
        leaves = [cms.digest("sm3", bytes([n])) for n in range(size)]
        assert root_of(leaves) == tree(leaves)


def test_it_needs_no_django_and_no_database(files: Path) -> None:
    program = (
        "import sys; from gongbao.cli import main; code = main(sys.argv[1:]);"
        "assert 'django' not in sys.modules and 'psycopg' not in sys.modules; sys.exit(code)"
    )
    arguments = ["verify", str(files / "package.zip"), "--roots", str(files / "roots"), "--at", "2021-06-01"]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
