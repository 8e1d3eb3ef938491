"""Years later: proofs stamped again with a younger key, and checkpoints left outside that name a rebuilt log."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.platform.electronic_contracts import world

from gongbao.evidence.errors import LogRebuilt
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.electronic_contracts import anchoring, evidence, packing
from gongbao.platform.electronic_contracts.models import AnchorReceipt, ContractFile, HouseKey

pytestmark = pytest.mark.django_db


def test_a_proof_is_stamped_again_before_its_stamp_ends_and_holds_after_it(ready: world.Town) -> None:
    number = world.effective(ready)
    world.jobs()
    row = world.contract(number)

    def kept() -> list[bytes]:
        with read(SYSTEM, purpose="test"):
            found = ContractFile.objects.filter(contract=row.key, stage="kept").order_by("at", "key")
            return [bytes(each.content) for each in found]

    def stamps() -> str:
        with read(SYSTEM, purpose="test"):
            return str(HouseKey.objects.get(name="tsa").chain[0])

    first, old = kept(), stamps()
    world.to("2024-11-29 09:30")
    world.jobs()
    assert len(kept()) == len(first) == 1, "four years of 365 days are not over"
    world.to("2024-12-01 09:30")
    world.jobs()
    again = kept()
    assert len(again) == 2
    assert again[1].startswith(again[0]), "what stood stays byte for byte"
    assert stamps() != old, "a stamp of the old key would end with it"
    world.to("2026-06-01 09:30")  # the first timestamp certificate ended in November 2025
    with read(SYSTEM, purpose="test"):
        lapsed = evidence.check(first[0])
    assert {type(each.error).__name__ for each in lapsed.findings if each.error} >= {"TimeProofLapsed"}
    report = packing.verify_own(ready.worker, number)
    assert report.answer == "valid", report.say()


def test_each_checkpoint_is_left_outside_and_a_rebuilt_log_is_named(
    ready: world.Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGBAO_ANCHORS", str(tmp_path / "elsewhere"))
    world.effective(ready)
    world.jobs()
    with read(SYSTEM, purpose="test"):
        receipts = list(AnchorReceipt.objects.values_list("size", "kind", "detail").order_by("size"))
        asked = anchoring.check()
    assert [each[1] for each in receipts] == ["file.0"] * len(receipts)
    assert asked == len(receipts) >= 1
    held = sorted((tmp_path / "elsewhere").iterdir())
    assert [each.name for each in held] == [detail for _, _, detail in receipts]
    text = held[0].read_text().splitlines()
    held[0].write_text("\n".join([*text[:2], "AAAA" + text[2][4:]]) + "\n")
    with read(SYSTEM, purpose="test"), pytest.raises(LogRebuilt, match="日志被重建"):
        anchoring.check()
