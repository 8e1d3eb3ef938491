"""Files kept: once by digest, seen by their office and party only, served as attachments."""

from __future__ import annotations

from datetime import datetime
from hashlib import new as digest_by_name
from pathlib import Path
from uuid import UUID

import pytest
from django.db import DatabaseError
from tests.platform.files import corpus

from gongbao.law.errors import Refusal
from gongbao.platform.db.services import PUBLIC, SYSTEM, Actor, Tx, new_key, read, write
from gongbao.platform.files import depot
from gongbao.platform.files.models import StoredFile
from gongbao.platform.files.services import attachment, files_of, open_file, receive, store

pytestmark = pytest.mark.django_db

FIRM, OTHER = UUID(int=11), UUID(int=12)
CLERK = Actor(kind="party", account=UUID(int=1), party=FIRM)
HAIDIAN = Actor(kind="officer", account=UUID(int=2), office="haidian")
CHAOYANG = Actor(kind="officer", account=UUID(int=3), office="chaoyang")


@pytest.fixture(autouse=True)
def data_folder(settings: object, tmp_path: Path) -> Path:
    settings.GONGBAO_DATA = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def upload(data: bytes, name: str, case: UUID | None = None, actor: Actor = CLERK) -> UUID:
    received = receive(data, name)
    key = write(
        lambda tx: store(tx, received, office="haidian", case=case, party=FIRM),
        actor=actor, key=str(new_key()), name="upload",
    )  # fmt: skip
    return UUID(key)


def test_a_file_is_kept_with_its_digests_and_opened_unchanged(at: datetime, data_folder: Path) -> None:
    data = corpus.pdf()
    key = upload(data, "对账单.pdf", case=UUID(int=5))
    opened = open_file(CLERK, key)
    assert (opened.name, opened.kind, opened.data) == ("对账单.pdf", "pdf", data)
    with read(CLERK, purpose="test"):
        (row,) = files_of(UUID(int=5))
    assert row.sha256 == digest_by_name("sha256", data).hexdigest()
    assert row.created_at == at
    assert (data_folder / "files" / row.path).read_bytes() == data
    assert not Path(row.path).is_absolute()


def test_the_sm3_digest_is_the_standards() -> None:
    """GB/T 32905, appendix A.1: the digest of "abc"."""
    received = receive(b"abc", "a.txt")
    assert received.sm3 == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_the_same_bytes_are_kept_once_and_recorded_twice(data_folder: Path) -> None:
    first, second = upload(corpus.png(), "a.png"), upload(corpus.png(), "b.png")
    assert first != second
    assert sum(each.is_file() for each in (data_folder / "files").rglob("*")) == 1


def test_office_and_party_see_a_file_and_others_do_not() -> None:
    key = upload(corpus.pdf(), "a.pdf")
    for actor in (CLERK, HAIDIAN, SYSTEM):
        assert open_file(actor, key).name == "a.pdf"
    for stranger in (CHAOYANG, PUBLIC, Actor(kind="party", account=UUID(int=9), party=OTHER)):
        with pytest.raises(Refusal, match="没有这个文件"):
            open_file(stranger, key)


def test_the_database_itself_refuses_a_file_for_another_office() -> None:
    received = receive(corpus.pdf(), "a.pdf")
    with pytest.raises(DatabaseError):
        write(
            lambda tx: store(tx, received, office="haidian", party=OTHER),
            actor=CHAOYANG, key="k", name="upload",
        )  # fmt: skip


@pytest.mark.parametrize("key", ["", "no-key", "../etc/passwd", str(UUID(int=99))])
def test_an_unknown_key_is_refused(key: str) -> None:
    with pytest.raises(Refusal, match="没有这个文件"):
        open_file(SYSTEM, key)


def test_a_command_that_fails_records_nothing() -> None:
    received = receive(corpus.pdf(), "a.pdf")

    def fails(tx: Tx) -> None:
        store(tx, received, office="haidian", party=FIRM)
        raise RuntimeError("later")

    with pytest.raises(RuntimeError):
        write(fails, actor=CLERK, key="k", name="upload")
    with read(SYSTEM, purpose="test"):
        assert not StoredFile.objects.exists()


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_kept_bytes_that_changed_are_never_handed_out(harm: str, data_folder: Path) -> None:
    key = upload(corpus.pdf(), "a.pdf")
    (path,) = (each for each in (data_folder / "files").rglob("*") if each.is_file())
    path.write_bytes(corpus.pdf() + b"!") if harm == "changed" else path.unlink()
    with pytest.raises(depot.Damaged):
        open_file(CLERK, key)


def test_an_interrupted_write_leaves_no_file(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(handle: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(depot.os, "fsync", fails)
    with pytest.raises(OSError, match="disk full"):
        receive(corpus.pdf(), "a.pdf")
    assert not [each for each in (data_folder / "files").rglob("*") if each.is_file()]


def test_the_folder_is_closed_to_other_users(data_folder: Path) -> None:
    upload(corpus.pdf(), "a.pdf")
    assert (data_folder / "files").stat().st_mode & 0o077 == 0


def test_the_scanner_is_asked_and_names_what_it_found() -> None:
    with pytest.raises(Refusal, match="EICAR"):
        receive(corpus.TEST_VIRUS, "a.txt")


class Suspicious:
    """A scanner that finds something everywhere."""

    def scan(self, data: bytes) -> str | None:
        return "Anything"


def test_another_scanner_can_be_named_in_the_settings(settings: object) -> None:
    settings.GONGBAO_SCANNER = f"{__name__}.Suspicious"  # type: ignore[attr-defined]
    with pytest.raises(Refusal, match="Anything"):
        receive(corpus.pdf(), "a.pdf")


def test_a_place_may_accept_fewer_kinds() -> None:
    assert receive(corpus.pdf(), "a.pdf", accept=("pdf", "jpeg")).kind == "pdf"
    with pytest.raises(Refusal) as caught:
        receive(corpus.xlsx(), "a.xlsx", accept=("pdf", "jpeg"))
    assert caught.value.mend.zh == "请上传PDF、JPEG"


@pytest.mark.parametrize(("name", "kind"), [('对账单 "9月".pdf', "pdf"), ("a.csv", "csv"), ("a.bin", "exe")])
def test_files_are_sent_as_attachments_that_no_browser_runs(name: str, kind: str) -> None:
    response = attachment(name, kind, b"data")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    assert "html" not in response["Content-Type"]
    assert "\n" not in response["Content-Disposition"]
