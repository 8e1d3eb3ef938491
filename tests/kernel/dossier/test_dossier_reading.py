"""A dossier as people keep it: grouped members, years as keys, other names of terms, and what cannot be."""

from __future__ import annotations

from datetime import date
from typing import Any

import jsonschema
import pytest

from gongbao.kernel.dossier import citing, prepare, schema
from gongbao.kernel.dossier import facts as f
from gongbao.kernel.rules.facts import load
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

FILE: dict[str, Any] = {
    "evaluation_date": "2020-12-31",
    "degrees": [{"level": "大学本科", "graduated": "2012-07-01", "school": "某大学", "mode": "全日制"}],
    "titles": [{"series": "工程技术", "level": "中级", "date": "2015-12-01"}],
    "jobs": [{"work": "本专业技术工作", "from": "2012-07-10", "to": None}],
    "skill": {"level": "高级工", "date": "2014-05-01"},
    "hours_by_school_year": {"2019-2020": 150},
    "continuing_education": {"2020": {"total": 90, "professional": 60}},
    "achievements": [{"kind": "论文", "claimed_items": [3, 17]}, {"kind": "专利"}],
    "school": {"kind": "中等职业学校", "public": True},
}


def facts(**changed: Any) -> dict[str, Any]:
    return load(prepare({**FILE, **changed}), f.FACTS)


def test_a_file_becomes_typed_facts() -> None:
    found = facts()
    assert found["degrees"][0]["level"] == "本科"
    assert found["titles"][0] == {"series": "工程", "level": "中级", "date": date(2015, 12, 1)}
    assert found["skill_level"] == "高级工"
    assert found["hours_by_school_year"] == [{"first_year": 2019, "hours": 150}]
    assert found["continuing_education"] == [{"year": 2020, "total": 90, "professional": 60}]
    assert [found["achievements"][0][f"claimed_{i}"] for i in (1, 3, 17)] == [False, True, True]
    assert found["achievements"][1]["claimed_1"] is True
    assert found["school_public"] is True


def test_the_file_fits_the_published_schema() -> None:
    published = schema(Text("档案", "Dossier"), "x", f.FACTS)
    plain = {
        **FILE,
        "degrees": [{**FILE["degrees"][0], "level": "本科"}],
        "titles": [{**FILE["titles"][0], "series": "工程"}],
    }
    jsonschema.validate(plain, published)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**plain, "hours_by_school_year": {"2019": 150}}, published)


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"jobs": [{"work": "本专业技术工作", "from": "2015-01-01", "to": "2014-12-31"}]}, "jobs[0].to"),
        ({"degrees": [{"level": "硕士", "graduated": "2021-01-01"}]}, "degrees[0].graduated"),
        ({"titles": [{"series": "相声", "level": "中级"}]}, "titles[0].series"),
        ({"hours_by_school_year": {"2019-2021": 150}}, "hours_by_school_year"),
        ({"hours_by_school_year": {"2019-2020": 9000}}, "hours_by_school_year[0].hours"),
        ({"skill": {"grade": "高级工"}}, "skill.grade"),
        ({"awards": [{"name": "某奖", "rank": 0}]}, "awards[0].rank"),
        (
            {"counsellor": [{"from": "2015-01-01", "to": "2014-12-31"}], "class_teacher": []},
            "counsellor[0].to",
        ),
        ({"counterpart_support": {"from": "2015-01-01", "to": "2014-12-31"}}, "counterpart_support[0].to"),
        (
            {"continuing_education": {"2020": {"total": 60, "professional": 61}}},
            "continuing_education[0].professional",
        ),
        ({"hobbies": []}, "hobbies"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(changed: dict[str, Any], where: str) -> None:
    with pytest.raises(Refusal) as refused:
        facts(**changed)
    assert refused.value.where == where
    assert refused.value.what.zh


def test_one_stint_may_stand_without_a_list() -> None:
    stint = {"from": "2018-09-01", "to": "2019-09-01"}
    published = schema(Text("档案", "Dossier"), "x", f.FACTS)
    for written in (stint, [stint]):
        found = facts(enterprise_service=written)
        assert found["enterprise_service"] == [{"from": date(2018, 9, 1), "to": date(2019, 9, 1)}]
        jsonschema.validate({"enterprise_service": written}, published)


def test_counsellors_stand_beside_class_teachers() -> None:
    """Years as counsellor are kept apart, and are known only where those as class teacher are."""
    years = {"class_teacher": [{"from": "2015-09-01"}], "counsellor": [{"from": "2018-09-01"}]}
    assert [row["kind"] for row in facts(**years)["class_teacher"]] == ["班主任", "辅导员"]
    assert "class_teacher" not in facts(counsellor=years["counsellor"])


def test_a_refusal_cites_the_clause_its_reader_names() -> None:
    clauses = {"titles": "x/1"}
    with pytest.raises(Refusal) as refused:
        citing({**FILE, "titles": [{"series": "相声", "level": "中级"}]}, clauses)
    assert (refused.value.clause, refused.value.where) == ("x/1", "titles[0].series")
    with pytest.raises(Refusal) as refused:
        citing({**FILE, "skill": {"grade": "高级工"}}, clauses)
    assert refused.value.clause == ""
