"""One dossier and every title: states, days, what is lacking and counted; alone, together and in bulk the same."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from bench.titles import dossier

from gongbao.bulk import dossiers as bulk
from gongbao.cli import main
from gongbao.kernel.dossier import prepare, words
from gongbao.kernel.rules.compile_python import compile_outcomes
from gongbao.kernel.rules.facts import load
from gongbao.law.errors import Refusal
from gongbao.policies import dossiers, policies
from gongbao.policies.examples import examples

ON = date(2020, 12, 31)
ENGINEER: dict[str, Any] = {
    "employer": {"place": "北京", "kind": "企业"},
    "degrees": [{"level": "本科", "graduated": "2010-07-01"}, {"level": "硕士", "graduated": "2016-07-01"}],
    "titles": [{"series": "工程", "level": "中级", "date": "2018-10-01"}],
    "jobs": [{"work": "本专业技术工作", "from": "2010-08-01", "to": None}],
    "qualifications": [], "awards": [], "honours": [], "standards": [], "projects": [],
}  # fmt: skip


def answer(name: str, on: date = ON, **changed: Any) -> dossiers.TitleAnswer:
    facts = load(prepare({**ENGINEER, "evaluation_date": on.isoformat(), **changed}), dossiers.f.FACTS)
    found = dossiers.answers(facts, on, "engineering_titles")
    return next(each for each in found if each.name == name)


def test_every_title_of_every_room_is_asked() -> None:
    rooms = {policy.room for policy in policies() if policy.room.endswith("_titles")}
    asked = dossiers.titles()
    assert {policy.room for policy, _ in asked} == rooms
    assert len(asked) == sum(
        1 for policy in policies() if policy.room in rooms for q in policy.questions if q.routes
    )
    assert all(name in words.NAMED_TITLES for name in (q.id.partition("/")[2] for _, q in asked))


def test_what_somebody_finds_is_not_asked_of_the_person() -> None:
    asked, found = {f.name for f in dossiers.asked()}, {f.name for f in dossiers.findings()}
    assert asked & found == set()
    assert "ethics" in found
    assert {"class_teacher", "counsellor", "hours_by_school_year", "degrees", "jobs"} <= asked


def test_a_master_of_2016_reaches_senior_engineer_seven_years_later_to_the_day() -> None:
    before, on = answer("高级工程师", date(2023, 6, 30)), answer("高级工程师", date(2023, 7, 1))
    assert (before.state, before.day) == ("later", date(2023, 7, 1))
    assert (on.state, on.day) == ("judgement", date(2023, 7, 1))
    by_route = {way.tag.name: (way.truth, way.day) for way in before.ways}
    assert by_route["route_2"] == (False, date(2023, 7, 1))
    assert by_route["route_3"] == (False, date(2023, 10, 1))
    assert {fact.judged_by.zh for fact, _ in before.open if fact.judged_by} == {
        "用人单位",
        "专业评议组",
        "评审委员会",
    }


def test_what_is_lacking_and_what_counts_is_told() -> None:
    found = answer("高级工程师")
    lacks = {way.tag.name: [each.zh for each in way.lacking] for way in found.ways}
    assert lacks["route_1"] == ["学历"]
    assert lacks["route_4"] == ["职称"]
    assert lacks["route_2"] == []
    stopped = answer(
        "高级工程师", jobs=[{"work": "本专业技术工作", "from": "2010-08-01", "to": "2019-12-31"}]
    )
    assert stopped.state == "never"
    assert {way.tag.name: [each.zh for each in way.lacking] for way in stopped.ways}["route_2"] == [
        "工作经历"
    ]
    assert found.counted is not None
    assert (found.counted.since, found.counted.years) == (date(2016, 7, 1), 7)
    assert found.counted.periods[0][0] == date(2016, 7, 1)


def test_a_break_in_the_work_pushes_the_day_back_by_its_length() -> None:
    jobs = [
        {"work": "本专业技术工作", "from": "2010-08-01", "to": "2017-12-31"},
        {"work": "其他", "from": "2018-01-01", "to": "2018-03-31"},
        {"work": "本专业技术工作", "from": "2018-04-01", "to": None},
    ]
    found = answer("高级工程师", titles=[], jobs=jobs)
    assert found.day == date(2023, 7, 1) + timedelta(days=90)
    assert found.counted is not None
    assert [start for start, _ in found.counted.periods] == [date(2016, 7, 1), date(2018, 4, 1)]


@pytest.mark.parametrize(
    ("title", "held", "state"),
    [
        ("技术员", True, "judgement"),
        ("工程师", True, "judgement"),
        ("高级工程师", False, "later"),
        ("正高级工程师", False, "never"),
    ],
)
def test_titles_had_are_marked_as_held(title: str, held: bool, state: str) -> None:
    found = answer(title)
    assert (found.held, found.state) == (held, state)


def test_the_next_title_is_the_soonest_above_those_held() -> None:
    facts = load(prepare({**ENGINEER, "evaluation_date": "2020-12-31"}), dossiers.f.FACTS)
    found = dossiers.next_of(dossiers.answers(facts, ON, "engineering_titles"))
    assert found is not None
    assert (found.name, found.day) == ("高级工程师", date(2023, 7, 1))
    award = {"name": "某省科技进步奖", "level": "省部级", "personal": True}
    facts = load(prepare({**ENGINEER, "evaluation_date": "2020-12-31", "awards": [award]}), dossiers.f.FACTS)
    found = dossiers.next_of(dossiers.answers(facts, ON, "engineering_titles"))
    assert found is not None
    assert (found.name, found.state, found.day) == ("高级工程师", "judgement", ON)


def test_work_by_a_word_no_clause_knows_is_asked_about() -> None:
    rows = [{"work": "本专业技术工作"}, {"work": "写代码"}, {"work": "其他"}, {"from": ON}]
    (told,) = dossiers.strange_work({"jobs": rows})
    assert (told.where, told.clause) == ("jobs-1-work", "gong-2020-17/annex.1.2.2")
    assert "本专业技术工作" in told.mend.zh


CASES = [
    each
    for policy in policies()
    if policy.room.endswith("_titles")
    for each in examples(policy)
    if not each.readings
]


def test_all_titles_together_say_what_each_says_alone() -> None:
    """Sharing what was worked out changes no outcome, reason or day."""
    for example in CASES[:: max(1, len(CASES) // 60)]:
        question = next((q for _, q in dossiers.titles() if q.id == example.question), None)
        if question is None:
            continue
        facts = question.load(example.facts)
        alone = question.at(example.on).determine(facts)
        together = {
            a.question.id: a for a in dossiers.answers({**facts, "evaluation_date": example.on}, example.on)
        }
        found = together[question.id].answer
        assert found.outcome == alone.outcome, example.name.en
        assert [r.unit.tag for r in found.reasons] == [r.unit.tag for r in alone.reasons], example.name.en
        assert found.earliest == alone.earliest, example.name.en


def test_the_day_of_a_later_title_is_the_first_on_which_it_is_no_longer_refused() -> None:
    dice, seen = random.Random(11), 0  # noqa: S311 - made-up data
    for _ in range(60):
        raw = {**dossier(dice, "本专业技术工作"), "outputs": None, "employer": ENGINEER["employer"]}
        facts = load(prepare(raw), (*dossiers.f.FACTS, *dossiers.findings()))
        for each in dossiers.answers(facts, ON, "engineering_titles"):
            if each.state == "later" and each.day is not None:
                seen += 1
                for day, refused in ((each.day, False), (each.day - timedelta(days=1), True)):
                    then = each.question.at(day).determine({**facts, "evaluation_date": day})
                    assert (then.truth is False) is refused, (raw, each.name, day)
    assert seen >= 20


def test_the_generated_function_gives_the_interpreters_outcomes() -> None:
    dice = random.Random(5)  # noqa: S311 - made-up data
    for room, work in (("engineering_titles", "本专业技术工作"), ("ai_titles", "人工智能本专业技术工作")):
        asked = bulk.titles(room)
        decide = compile_outcomes([question.at(ON) for question in asked])
        seen = set()
        for _ in range(80):
            raw = dossier(dice, work)
            for name in dice.sample(sorted(set(raw) - {"evaluation_date"}), dice.randint(0, 3)):
                raw[name] = None
            facts = asked[0].load(raw)
            wanted = tuple(question.at(ON).determine(facts).outcome for question in asked)
            assert decide(facts) == wanted, raw
            seen |= set(wanted)
        assert seen == {"met", "not_met", "unknown", "judgement"}


def lines(path: Path, count: int) -> Path:
    dice = random.Random(7)  # noqa: S311 - made-up data
    rows = [
        json.dumps({"who": f"N{i}", **dossier(dice, "本专业技术工作")}, ensure_ascii=False)
        for i in range(count)
    ]
    rows[1] = "{坏"
    late = {
        "who": "late",
        "evaluation_date": "2020-12-31",
        "degrees": [{"level": "硕士", "graduated": "2021-01-01"}],
    }
    rows[2] = json.dumps(late, ensure_ascii=False)
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_file_of_dossiers_is_screened_for_a_rooms_titles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = lines(tmp_path / "in.jsonl", 30), tmp_path / "out.csv"
    assert (
        main(["bulk", "engineering_titles", "--in", str(source), "--out", str(target), "--on", "2020-12-31"])
        == 0
    )
    report = json.loads(capsys.readouterr().out)
    assert (report["dossiers"], report["faulty"]) == (28, 2)
    out = pl.read_csv(target)
    assert out.columns == ["row", "who", "技术员", "助理工程师", "工程师", "高级工程师", "正高级工程师"]
    assert out["row"].to_list() == [1, *range(4, 31)]
    asked = bulk.titles("engineering_titles")
    fourth = json.loads(source.read_text(encoding="utf-8").splitlines()[3])
    fourth.pop("who")
    facts = asked[0].load(fourth)
    assert list(out.row(1)[2:]) == [q.at(ON).determine(facts).outcome for q in asked]
    faults = pl.read_csv(target.with_name("out.csv.findings.csv"))
    assert faults["row"].to_list() == [2, 3]
    assert [name or "" for name in faults["column"]] == ["", "degrees[0].graduated"]


def test_several_processes_give_the_same_in_the_same_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = lines(tmp_path / "in.jsonl", 25)
    monkeypatch.setattr(bulk, "CHUNK", 4)
    one = bulk.screen("engineering_titles", source, tmp_path / "one.csv", on=ON, processes=1)
    two = bulk.screen("engineering_titles", source, tmp_path / "two.csv", on=ON, processes=2)
    assert one.outcomes == two.outcomes
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    assert one.dossiers == 23


def test_a_room_without_titles_and_a_file_that_is_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="没有职称"):
        bulk.titles("training_subsidy")
    with pytest.raises(Refusal, match="读不到"):
        bulk.screen("engineering_titles", tmp_path / "none", tmp_path / "x.csv", on=ON)
