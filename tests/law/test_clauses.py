"""The clause register: loading, checking, counting."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongbao.law.clauses import ClauseRegister, Ref, as_json, check
from gongbao.law.errors import Refusal

HEAD = """
document: {prefix: cai-2031-5, number: 京试财发〔2031〕5号, short: {zh: 5号, en: No. 5}}
clauses:
"""
ONE = """
  - id: cai-2031-5/1.1
    kind: amount
    summary: {zh: 每人每月十元。, en: Ten yuan a month.}
    carried_out_by: [rule:room/question#amount, parameter:rate]
"""
TWO = """
  - id: cai-2031-5/4
    kind: declaratory
    summary: {zh: 请各区重视。, en: Districts are asked to care.}
    reason: {zh: 只是倡导。, en: An exhortation.}
"""
LOOSE = """
  - id: cai-2031-5/5
    kind: deadline
    summary: {zh: 月底前报送。, en: Report by the end of the month.}
"""


def load(tmp_path: Path, text: str) -> ClauseRegister:
    path = tmp_path / "clauses.yaml"
    path.write_text(text, encoding="utf-8")
    return ClauseRegister.load(path)


def test_clauses_are_found_by_id_and_labelled(tmp_path: Path) -> None:
    register = load(tmp_path, HEAD + ONE + TWO)
    assert [clause.id for clause in register] == ["cai-2031-5/1.1", "cai-2031-5/4"]
    assert register["cai-2031-5/1.1"].carried_out_by == (
        Ref("rule", "room/question#amount"),
        Ref("parameter", "rate"),
    )
    assert register.label("cai-2031-5/1.1").zh == "5号 一（一）"
    assert "cai-2031-5/4" in register
    assert "cai-2031-5/9" not in register
    with pytest.raises(Refusal, match=r"cai-2031-5/9"):
        register["cai-2031-5/9"]


def test_what_names_a_rule(tmp_path: Path) -> None:
    register = load(tmp_path, HEAD + ONE + TWO)
    assert [clause.id for clause in register.carried_out_by("parameter:rate")] == ["cai-2031-5/1.1"]
    assert register.carried_out_by("parameter:other") == ()


def test_check_names_every_gap(tmp_path: Path) -> None:
    register = load(tmp_path, HEAD + ONE + TWO + LOOSE)
    assert check(register, lambda ref: ref.kind == "rule") == [
        "cai-2031-5/5: not accounted for",
        "cai-2031-5/1.1: parameter:rate does not exist",
    ]
    assert check(load(tmp_path, HEAD + ONE + TWO), lambda ref: True) == []


def test_the_count_over_registers(tmp_path: Path) -> None:
    report = as_json(load(tmp_path, HEAD + ONE + TWO), load(tmp_path, HEAD + LOOSE))
    assert (report["total"], report["accounted"]) == (3, 2)
    assert report["clauses"][0] == {
        "id": "cai-2031-5/1.1",
        "kind": "amount",
        "summary": "每人每月十元。",
        "summary_en": "Ten yuan a month.",
        "carried_out_by": ["rule:room/question#amount", "parameter:rate"],
        "reason": "",
        "reason_en": "",
    }


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("- a\n- b", "clauses.yaml"),
        ("document: [", "读不出来"),
        (HEAD, "没有写条款"),
        (HEAD + ONE + ONE, "写了两次"),
        (HEAD + ONE.replace("cai-2031-5", "cai-2031-6"), "不是 cai-2031-5 的条款"),
        (HEAD + ONE.replace("amount\n", "wish\n", 1), "wish"),
        (HEAD + ONE.replace("rule:", "rool:"), "cai-2031-5/1.1"),
        (HEAD + ONE.replace("parameter:rate", '"parameter:"'), "种类:名称"),
        (HEAD + ONE.replace("en: Ten yuan a month.", "en: ''"), "中文和英文都要写"),
        (HEAD + ONE.replace("kind: amount", "kind: amount\n    kind: record"), "key stands twice"),
        (HEAD + ONE + "    remark: x\n", "remark"),
        (HEAD + ONE.replace("    kind: amount\n", ""), "kind"),
        (HEAD + "  - words\n", "名称: 内容"),
        (HEAD.replace("short:", "numbering: verses, short:") + ONE, "verses"),
    ],
)
def test_a_register_that_is_not_in_order_is_refused(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(Refusal) as caught:
        load(tmp_path, text)
    assert named in str(caught.value)
    assert caught.value.what.en


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="读不出来"):
        ClauseRegister.load(tmp_path / "none.yaml")
