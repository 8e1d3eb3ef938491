"""A bulk run gives each case what one determination gives it, on every engine, and loses no row."""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from gongbao.bulk import run, whatif
from gongbao.bulk.engines import on_spark
from gongbao.cli import main
from gongbao.kernel.rules.groups import Claim, settle
from gongbao.law.errors import Refusal
from gongbao.policies import policy, question
from gongbao.policies.examples import Example, examples

ON = date(2020, 11, 9)
EXPAND = question("training_subsidy/expand")
PLAIN = [
    example
    for example in examples(policy("training_subsidy"))
    if example.question == EXPAND.id and not example.readings
]


def lines(folder: Path, rows: list[dict[str, Any]]) -> Path:
    file = folder / "cases.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return file


def result(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("engine", ["polars", "sql"])
def test_each_example_comes_out_as_by_itself(engine: str, tmp_path: Path) -> None:
    source = lines(tmp_path, [{"case": e.name.en, **e.facts} for e in PLAIN])
    report = run(EXPAND, source, tmp_path / "out.jsonl", engine=engine, on=ON, conditions=True)
    assert (report.rows, report.faulty) == (len(PLAIN), 0)
    told = {row["case"]: row for row in result(tmp_path / "out.jsonl")}
    expected = {e.name.en: (e.outcome, _alone(e)) for e in PLAIN}
    assert {name: (row["outcome"], row["amount_fen"]) for name, row in told.items()} == expected
    assert told["Hired on 30 June, a day early"]["hired_in_window"] is False


def _alone(example: Example) -> int | None:
    ruling = EXPAND.at(ON)
    return ruling.determine(ruling.load(example.facts)).amount_fen


CLAIMS = """person,scheme,firm,applied_on,number,row,commitment_made,firm_insured_here,firm_size,hired_on,\
registered_unemployed,prior_months_in_half_year,other_scheme_anywhere,subsidies_this_year,earlier_scheme_person,\
firm_dispatches,months_granted,firm_granted,countable_months
a,expand,F,2020-11-01,1,1,true,true,small,2020-07-06,true,0,false,0,false,false,0,0,6
a,stabilise,F,2020-11-02,2,1,true,true,small,2020-07-06,true,0,false,0,false,false,0,0,6
b,expand,G,2020-11-01,1,2,true,true,large,2020-07-06,true,0,false,0,false,false,0,0,6
c,expand,F,2020-11-01,1,3,是,是,micro,2020-07-06,是,0,否,0,否,否,0,0,4
d,expand,F,2020-11-01,1,4,true,true,small,2020-07-06,,0,false,0,false,false,0,0,4
"""


def test_group_rules_apply_where_their_columns_are(tmp_path: Path) -> None:
    source = tmp_path / "claims.csv"
    source.write_text(CLAIMS, encoding="utf-8")
    report = run(EXPAND, source, tmp_path / "out.parquet", on=ON)
    out = pl.read_parquet(tmp_path / "out.parquet")
    assert out["outcome"].to_list() == ["met", "met", "not_met", "met", "unknown"]
    assert out["granted_fen"].to_list() == [924_000, 0, 0, 616_000, 0]
    assert out["cut_by"].cast(pl.String).to_list() == ["", "exclusive", "", "", ""]
    assert report.granted_fen == 1_540_000


def test_the_cap_pays_the_remainder_like_the_reference(tmp_path: Path) -> None:
    head, first, *_ = CLAIMS.splitlines()
    rows = [first.replace("a,", f"p{n},", 1).replace(",1,1,true", f",1,{n},true", 1) for n in range(40)]
    source = tmp_path / "claims.csv"
    source.write_text("\n".join([head, *rows]), encoding="utf-8")
    run(EXPAND, source, tmp_path / "out.csv", on=ON)
    granted = pl.read_csv(tmp_path / "out.csv")["granted_fen"].to_list()
    claims = [Claim(f"{n:03}", f"p{n}", "expand", "F", ("2020-11-01", "1", n), 924_000) for n in range(40)]
    assert granted == [grant.amount for grant in settle(claims, 30_000_000)]
    assert granted[31:34] == [924_000, 432_000, 0]
    assert sum(granted) == 30_000_000


def test_faulty_rows_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    source = tmp_path / "claims.csv"
    source.write_text(CLAIMS.replace("2020-07-06", "6 July", 1).replace("micro", "tiny"), encoding="utf-8")
    report = run(EXPAND, source, tmp_path / "out.csv", on=ON)
    assert (report.rows, report.faulty) == (3, 2)
    findings = pl.read_csv(tmp_path / "out.csv.findings.csv")
    assert findings.select("row", "column", "value").rows() == [
        (2, "hired_on", "6 July"),
        (5, "firm_size", "tiny"),
    ]


def test_words_and_months_of_a_typed_file_are_checked_too(tmp_path: Path) -> None:
    """A word nobody knows is not silently unknown: the row is named, not determined."""
    words = {"firm_size": ["small", "tiny", None], "first_insured_month": ["2020-07", "2020-08", "July"]}
    pl.DataFrame(words).write_parquet(tmp_path / "cases.parquet")
    report = run(EXPAND, tmp_path / "cases.parquet", tmp_path / "out.csv", on=ON)
    assert (report.rows, report.faulty) == (1, 2)
    findings = pl.read_csv(tmp_path / "out.csv.findings.csv")
    assert findings.select("row", "column", "value").rows() == [
        (2, "firm_size", "tiny"),
        (3, "first_insured_month", "July"),
    ]


def test_faulty_json_lines_are_named(tmp_path: Path) -> None:
    source = lines(tmp_path, [{"hired_on": "2020-07-06"}, {"hired_on": 5}])
    source.write_text(source.read_text(encoding="utf-8") + "\nnot json", encoding="utf-8")
    report = run(EXPAND, source, tmp_path / "out.jsonl", on=ON)
    assert (report.rows, report.faulty) == (1, 2)


@pytest.mark.parametrize("kind", ["parquet", "csv", "xlsx"])
def test_every_kind_of_file_reads_alike(kind: str, tmp_path: Path) -> None:
    plain = tmp_path / "plain.csv"
    plain.write_text(CLAIMS, encoding="utf-8")
    frame = pl.read_csv(plain, infer_schema=False)
    source = tmp_path / f"claims.{kind}"
    if kind == "parquet":
        said = pl.col(
            "commitment_made", "firm_insured_here", "registered_unemployed", "other_scheme_anywhere",
            "earlier_scheme_person", "firm_dispatches",
        )  # fmt: skip
        counts = pl.col(
            "prior_months_in_half_year",
            "subsidies_this_year",
            "months_granted",
            "firm_granted",
            "countable_months",
        )
        days = pl.col("applied_on", "hired_on").str.to_date()
        frame.with_columns(days, said.is_in(["true", "是"]), counts.cast(pl.Int16)).write_parquet(source)
    elif kind == "csv":
        frame.write_csv(source)
    else:
        frame.write_excel(source)
    run(EXPAND, source, tmp_path / "out.csv", on=ON)
    assert pl.read_csv(tmp_path / "out.csv")["outcome"].to_list()[:4] == ["met", "met", "not_met", "met"]


def test_a_what_if_counts_who_changes(tmp_path: Path) -> None:
    source = tmp_path / "claims.csv"
    source.write_text(CLAIMS, encoding="utf-8")
    found = whatif(EXPAND, source, {"expand_rate": "2000"}, on=ON)
    assert found.before["granted_fen"] == 1_540_000
    assert found.after["granted_fen"] == 2_000_000
    assert found.changed == 2
    shut = whatif(EXPAND, source, {"acceptance_last_day": "2020-10-31"}, on=ON)
    assert shut.after["outcomes"] == {"not_met": 5}


def test_what_does_not_serve_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="不存在"):
        run(EXPAND, tmp_path / "none.csv", tmp_path / "out.csv", on=ON)
    (tmp_path / "x.doc").write_text("x")
    with pytest.raises(Refusal, match="不能读"):
        run(EXPAND, tmp_path / "x.doc", tmp_path / "out.csv", on=ON)
    source = lines(tmp_path, [{}])
    with pytest.raises(Refusal, match="不能写"):
        run(EXPAND, source, tmp_path / "out.doc", on=ON)
    with pytest.raises(Refusal, match="no_such"):
        whatif(EXPAND, source, {"no_such": "1"}, on=ON)
    pl.DataFrame({"hired_on": [True]}).write_parquet(tmp_path / "wrong.parquet")
    with pytest.raises(Refusal, match="类型不对"):
        run(EXPAND, tmp_path / "wrong.parquet", tmp_path / "out.csv", on=ON)


def test_a_missing_engine_says_how_to_get_it() -> None:
    if importlib.util.find_spec("pyspark") is None:
        with pytest.raises(Refusal, match="pyspark"):
            on_spark(EXPAND.at(ON), pl.DataFrame({"hired_on": [ON]}), False)
    else:
        assert on_spark(EXPAND.at(ON), pl.DataFrame({"hired_on": [ON]}), False)["verdict"].to_list() == [None]


def test_the_command_line_runs_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "claims.csv"
    source.write_text(CLAIMS, encoding="utf-8")
    files = ["--in", str(source), "--on", "2020-11-09"]
    assert main(["bulk", EXPAND.id, *files, "--out", str(tmp_path / "o.csv"), "--engine", "sql"]) == 0
    assert json.loads(capsys.readouterr().out)["outcomes"] == {
        "met": 3,
        "not_met": 1,
        "unknown": 1,
        "judgement": 0,
    }
    assert main(["whatif", EXPAND.id, *files, "--set", "firm_cap=5000"]) == 0
    assert json.loads(capsys.readouterr().out)["after"]["granted_fen"] == 500_000
