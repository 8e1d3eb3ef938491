"""The draw with fixed vectors: anybody gets the same people from the same published data, and from no other."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.kernel import drawing
from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal

ROOT = "11" * 32
CODES = [f"E{n:04d}" for n in range(1, 13)]
MEMBERS = ("E0006", "E0005", "E0011", "E0002", "E0008")
RESERVES = ("E0010", "E0004")


def announced(avoided: dict[str, str] | None = None, size: int = 5, reserves: int = 2) -> dict[str, object]:
    return drawing.announcement("样例评审会", 1, CODES, avoided or {}, size, reserves, "committee")


def published(root: str = ROOT) -> dict[str, object]:
    list_ = announced({"E0003": "employer", "E0007": "teacher"})
    drawn = drawing.draw(root, list_)
    return {
        "announcement": list_, "digest": drawing.digest(list_), "root": root, "members": list(drawn.members),
        "reserves": list(drawn.reserves),
    }  # fmt: skip


def test_the_fixed_vector() -> None:
    drawn = drawing.draw(ROOT, announced({"E0003": "employer", "E0007": "teacher"}))
    assert drawn == drawing.Drawn(MEMBERS, RESERVES)


def test_by_hand_from_the_description_alone() -> None:
    list_ = announced({"E0003": "employer"})
    key = sm3(b"gongbao draw 1" + bytes.fromhex(ROOT) + bytes.fromhex(drawing.digest(list_)))
    order = sorted((c for c in CODES if c != "E0003"), key=lambda code: sm3(key + code.encode()))
    assert drawing.draw(ROOT, list_).members == tuple(order[:5])


def test_the_order_in_which_candidates_are_listed_does_not_matter() -> None:
    turned = drawing.announcement("样例评审会", 1, CODES[::-1], {}, 5, 2, "committee")
    assert drawing.draw(ROOT, turned) == drawing.draw(ROOT, announced())


def test_another_root_or_another_list_draws_other_people() -> None:
    assert drawing.draw("22" * 32, announced()) != drawing.draw(ROOT, announced())
    fewer = drawing.announcement("样例评审会", 1, CODES[:-1], {}, 5, 2, "committee")
    assert drawing.draw(ROOT, fewer) != drawing.draw(ROOT, announced())


def test_what_was_changed_afterwards_is_found(tmp_path: Path) -> None:
    good = published()
    assert drawing.again(good) == []
    swapped = {**good, "members": list(reversed(good["members"]))}  # type: ignore[call-overload]
    assert "不同" in drawing.again(swapped)[0].zh
    longer = {**good, "announcement": {**good["announcement"], "size": 4}}  # type: ignore[dict-item]
    assert len(drawing.again(longer)) == 2
    file = tmp_path / "draw.json"
    file.write_text(json.dumps(good, ensure_ascii=False))
    assert drawing.main([str(file)]) == 0
    file.write_text(json.dumps(swapped, ensure_ascii=False))
    assert drawing.main([str(file)]) == 3


def test_too_few_left_after_avoidance_is_refused_with_the_numbers() -> None:
    with pytest.raises(Refusal) as refused:
        announced(dict.fromkeys(CODES[:8], "kin"), size=5)
    assert refused.value.what.zh == "需要5人，可抽取的只有4人"
    with pytest.raises(Refusal, match="不认识的回避"):
        announced({"E0001": "dislike"})
    with pytest.raises(Refusal, match="重复"):
        drawing.announcement("x", 1, ["E1", "E1"], {}, 1, 0)


@given(st.sets(st.sampled_from(CODES), max_size=7), st.binary(min_size=32, max_size=32))
def test_nobody_avoided_is_ever_drawn_and_nobody_twice(avoided: set[str], root: bytes) -> None:
    drawn = drawing.draw(root.hex(), announced(dict.fromkeys(sorted(avoided), "kin")))
    both = drawn.members + drawn.reserves
    assert not avoided & set(both)
    assert len(set(both)) == len(both)
    assert len(drawn.members) == 5


def test_everybody_has_the_same_chance() -> None:
    """Twelve candidates, five seats, 4,800 roots: each about 2,000 times (five standard deviations allowed)."""
    list_ = announced()
    found = Counter(
        code for n in range(4800) for code in drawing.draw(sm3(n.to_bytes(4)).hex(), list_).members
    )
    assert all(1829 < found[code] < 2171 for code in CODES), found
