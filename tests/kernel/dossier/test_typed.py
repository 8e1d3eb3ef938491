"""A dossier as typed: nothing lost, each fault at its field with its clause, files and forms turned into one another."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongbao.kernel.dossier import facts as f
from gongbao.kernel.dossier import prepare, sheets, typed
from gongbao.kernel.rules.facts import load

ON = date(2020, 12, 31)
FILE: dict[str, Any] = {
    "evaluation_date": "2020-12-31",
    "degrees": [{"level": "专科", "graduated": "2012-07-01", "school": "某大学"}],
    "titles": [{"series": "工程技术", "level": "中级", "date": "2015-12-01"}],
    "jobs": [
        {"work": "本专业技术工作", "from": "2012-07-10", "to": "2014-01-31"},
        {"work": "本专业技术工作", "from": "2015-03-01", "to": None},
    ],
    "awards": [],
    "skill": {"level": "高级工", "date": "2014-05-01"},
    "hours_by_school_year": {"2019-2020": 150},
    "continuing_education": {"2020": {"total": 90, "professional": 60}},
    "achievements": [{"kind": "论文", "claimed_items": [3, 17]}, {"kind": "专利"}],
    "school": {"kind": "中等职业学校", "public": True},
    "class_teacher": [{"from": "2013-09-01", "to": "2015-08-31"}],
    "counsellor": [{"from": "2016-09-01", "to": None}],
    "enterprise_service": {"from": "2018-01-01", "to": "2018-06-30"},
}


def read(**more: str) -> typed.Read:
    return typed.read({"evaluation_date": "2020-12-31", **more}, ON)


def places(found: list[Any]) -> list[tuple[str, str]]:
    return [(each.where, each.clause) for each in found]


def test_a_file_typed_and_read_gives_the_facts_of_the_file() -> None:
    found, problems = typed.of_file(FILE)
    assert problems == []
    assert found["degrees-0-level"] == "专科"
    assert found["achievements-0-claimed_items"] == "3、17"
    got = typed.read(found, ON)
    assert got.problems == []
    known = {name: value for name, value in load(prepare(FILE), f.FACTS).items() if value is not None}
    for rows in known.values():
        for row in rows if isinstance(rows, list) else ():
            for name in [key for key, value in row.items() if value is None]:
                del row[name]
    assert got.facts == known


def test_facts_written_as_a_file_are_read_to_the_same_facts() -> None:
    facts = typed.read(typed.of_file(FILE)[0], ON).facts
    again = load(prepare(typed.to_file(facts)), f.FACTS)
    assert again == facts
    assert typed.read(typed.of_facts(facts), ON).facts == facts


def test_a_strange_name_is_told_and_the_rest_is_kept() -> None:
    found, problems = typed.of_file(
        {"hobbies": ["x"], "direction": "人工智能研究", "degrees": [{"age": 3, "level": "本科"}]}
    )
    assert found == {"direction": "人工智能研究", "degrees-0-level": "本科"}
    assert ["hobbies" in each.what.zh or "degrees[0].age" in each.what.zh for each in problems] == [
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("typed_", "where", "clause", "words"),
    [
        ({"jobs-0-work": "本专业技术工作", "jobs-0-from": "2015-01-02", "jobs-0-to": "2015-01-01"}, "jobs-0-to", "gong-2020-17/annex.1.2.2", "早于起日"),
        ({"degrees-0-level": "硕士", "degrees-0-graduated": "2021-01-01"}, "degrees-0-graduated", "gong-2020-17/annex.1.2.1", "晚于评价截止日"),
        ({"titles-0-series": "相声", "titles-0-level": "中级"}, "titles-0-series", "gong-2020-17/annex.4.1.2.4", "没有“相声”"),
        ({"hours_by_school_year-0-first_year": "2019", "hours_by_school_year-0-hours": "8785"}, "hours_by_school_year-0-hours", "zhongzhi-2020-27/annex1.3.2.s2", "一年不可能有 8785 学时"),
        ({"continuing_education-0-year": "2020", "continuing_education-0-total": "60", "continuing_education-0-professional": "61"}, "continuing_education-0-professional", "gong-2020-17/annex.0.g", "多于总学时"),
        ({"achievements-0-kind": "论文", "achievements-0-claimed_items": "18"}, "achievements-0-claimed_items", "", "不是项的序号"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_a_problem_at_its_field(
    typed_: dict[str, str], where: str, clause: str, words: str
) -> None:
    got = read(**typed_)
    assert places(got.problems) == [(where, clause)]
    assert words in got.problems[0].what.zh
    assert got.problems[0].mend.zh
    assert got.typed == {"evaluation_date": "2020-12-31", **typed_}


@pytest.mark.parametrize(
    ("typed_", "where"),
    [
        ({"jobs-0-work": "本专业技术工作", "jobs-0-from": "2015-01-01", "jobs-0-to": "2015-01-01"}, None),
        ({"degrees-0-level": "硕士", "degrees-0-graduated": "2020-12-31"}, None),
        ({"hours_by_school_year-0-first_year": "2019", "hours_by_school_year-0-hours": "8784"}, None),
        ({"awards-0-name": "某奖", "awards-0-rank": "4"}, None),
        ({"awards-0-name": "某奖"}, "awards-0-rank"),
        ({"standards-0-kind": "国家标准"}, "standards-0-rank"),
        ({"titles-0-level": "中级"}, "titles-0-series"),
    ],
)
def test_boundaries_pass_and_doubts_are_asked(typed_: dict[str, str], where: str | None) -> None:
    got = read(**typed_)
    assert got.problems == []
    assert [each.where for each in got.doubts] == ([where] if where else [])


def test_two_years_of_lessons_together_may_not_pass_a_days_hours() -> None:
    first = {"hours_by_school_year-0-first_year": "2019", "hours_by_school_year-0-hours": "8000"}
    more = {"other_hours-0-first_year": "2019", "other_hours-0-hours": "784"}
    assert read(**first, **more).problems == []
    more["other_hours-0-hours"] = "785"
    assert places(read(**first, **more).problems) == [
        ("other_hours-0-hours", "zhongzhi-2020-27/annex1.3.2.s2")
    ]


def test_work_at_one_time_is_asked_once_and_only_for_the_same_work() -> None:
    rows = {
        "jobs-0-work": "本专业技术工作", "jobs-0-from": "2015-01-01", "jobs-0-to": "2016-12-31",
        "jobs-1-work": "本专业技术工作", "jobs-1-from": "2016-12-31",
        "jobs-2-work": "其他", "jobs-2-from": "2016-01-01",
    }  # fmt: skip
    assert [each.where for each in read(**rows).doubts] == ["jobs-1-from"]
    assert read(**{**rows, "jobs-1-from": "2017-01-01"}).doubts == []


def test_a_period_whose_end_cannot_be_read_does_not_go_on() -> None:
    got = read(**{"jobs-0-work": "本专业技术工作", "jobs-0-from": "2010-01-01", "jobs-0-to": "2015-02-30"})
    assert got.facts["jobs"] == [{"work": "本专业技术工作"}]
    assert [each.where for each in got.problems] == ["jobs-0-to"]


def test_more_records_than_are_read_is_told() -> None:
    rows = {f"degrees-{i}-level": "本科" for i in range(typed.MOST_RECORDS + 1)}
    got = read(**rows)
    assert [each.where for each in got.problems] == ["degrees"]
    assert len(got.facts["degrees"]) == typed.MOST_RECORDS


_TEXT = st.text(alphabet="本科硕士2015-01年月是否x ", max_size=12)
_NAMES = st.sampled_from(
    [
        f"{fact.name}-{row}-{part.name}"
        for fact in typed.SHOWN
        if fact.kind == "records"
        for row in (0, 1)
        for part in fact.fields
    ]
    + [fact.name for fact in typed.SHOWN if fact.kind != "records"]
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(_NAMES, _TEXT, max_size=12))
def test_whatever_is_typed_is_kept_and_read_twice_the_same(answers: dict[str, str]) -> None:
    """Every text that is not blank comes back, and reading what came back says the same again."""
    once = typed.read(answers, ON)
    said = sorted(value.strip() for value in answers.values() if value.strip())
    kept = sorted(value.strip() for value in once.typed.values())
    assert len(kept) == len(said)
    twice = typed.read(once.typed, ON)
    assert (twice.facts, places(twice.problems), twice.typed) == (
        once.facts,
        places(once.problems),
        once.typed,
    )
    back = sheets.typed_of(sheets.rows_of(once.typed, typed.SHOWN), typed.SHOWN)
    assert back == once.typed
