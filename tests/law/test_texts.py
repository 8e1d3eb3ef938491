"""The imported words in the data folder."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import pytest
import yaml
from tests.law.test_gazette import ALL, SAMPLE

from gongbao.law import texts
from gongbao.law.cite import DOCUMENTS
from gongbao.law.errors import Refusal
from gongbao.law.gazette import import_text

SHARED = Path(os.environ.get("GONGBAO_SHARED") or Path(__file__).resolve().parents[3] / "shared")


def test_without_an_import_there_are_no_words(tmp_path: Path) -> None:
    empty = texts.load(tmp_path)
    assert not empty
    assert empty.documents == ()
    assert empty.passage("neng-2020-6/2.3") is None


def test_words_survive_saving(tmp_path: Path) -> None:
    texts.save(import_text(SAMPLE, ALL), tmp_path)
    kept = texts.load(tmp_path)
    assert kept
    assert kept.documents == ("cai-2031-5", "dang-2031-7", "xin-2031-9")
    assert kept.passage("xin-2031-9/2") == "(二)系统核验。"
    assert kept.passage("neng-2020-6/2.3") is None


def test_importing_again_replaces(tmp_path: Path) -> None:
    texts.save(import_text(SAMPLE, ALL), tmp_path)
    texts.save(import_text(SAMPLE.replace("系统核验", "两人核验"), ALL), tmp_path)
    assert texts.load(tmp_path).passage("xin-2031-9/2") == "(二)两人核验。"
    assert not list(tmp_path.rglob("*.new"))


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", "{}", '{"format": 0, "passages": {}}', '{"format": 1, "passages": []}']
)
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, damage: str) -> None:
    texts.save(import_text(SAMPLE, ALL), tmp_path)
    (tmp_path / "texts" / "xin-2031-9.json").write_text(damage, encoding="utf-8")
    with pytest.raises(Refusal, match=r"xin-2031-9\.json"):
        texts.load(tmp_path)


def test_what_is_no_clause_id_is_refused() -> None:
    with pytest.raises(Refusal):
        texts.Texts().passage("二（三）")


def _plain(words: str) -> str:
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", words))


@pytest.mark.skipif(
    not (SHARED / "gazette-2020-47.txt").exists(),
    reason="the official text is not here; set GONGBAO_SHARED to the folder that holds it",
)
def test_every_clause_of_issue_47_is_found_by_its_words(tmp_path: Path) -> None:
    """Each clause's quotation stands in the passage of its id: all of No. 6, at least 99 % of the issue."""
    gazette = import_text((SHARED / "gazette-2020-47.txt").read_text(encoding="utf-8"))
    texts.save(gazette, tmp_path)
    kept = texts.load(tmp_path)
    clauses = [
        (clause["id"], clause.get("quote") or clause["anchor"])
        for path in sorted((SHARED / "clauses").glob("*.yaml"))
        for clause in yaml.safe_load(path.read_text(encoding="utf-8"))["clauses"]
    ]
    missed = [id_ for id_, quote in clauses if _plain(quote) not in _plain(kept.passage(id_) or "")]
    assert len(clauses) > 900
    assert len(missed) <= len(clauses) // 100, missed
    assert not [id_ for id_ in missed if id_.startswith("neng-2020-6/")]
    assert {id_.split("/")[0] for id_, _ in clauses} == {document.prefix for document in DOCUMENTS}
    dates = {official.document.prefix: str(official.dated) for official in gazette.documents}
    assert dates["neng-2020-6"] == "2020-08-18"
    assert dates["tax-2020-9"] == "2020-10-30"
    # Passages are the clause's own words, not the whole document's: half of them are under 150 characters.
    lengths = sorted(len(kept.passage(id_) or "") for id_, _ in clauses)
    assert lengths[len(lengths) // 2] < 150
