"""The exported log is checked without the database and holds no personal data in clear."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongbao.kernel.logchain import check
from gongbao.platform.audit import services as audit
from gongbao.platform.db.services import SYSTEM, write


@pytest.mark.django_db
def test_the_export_is_sound_and_matches_the_head(tmp_path: Path, at: object) -> None:
    for number in range(5):
        write(
            lambda tx, n=number: tx.audit("test.noted", number=n), actor=SYSTEM, key=f"k{number}", name="note"
        )
    file = tmp_path / "log.jsonl"
    assert audit.export(file) >= 5
    report = check(file, audit.head())
    assert report.sound is True
    assert report.head == audit.head()[1]
    own = audit.verify_installation()
    assert (own.sound, own.head) == (True, report.head)
