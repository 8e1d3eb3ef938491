"""Dossiers in files: the workbook there and back, many people in one, five faults at their cells, JSON alike."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from gongbao.kernel.dossier import typed as t
from gongbao.platform.dossiers import services as dossiers
from gongbao.policies import dossiers as titles

ON = date(2020, 12, 31)
SOUND = {
    "evaluation_date": "2020-12-31", "employer_place": "北京", "employer_kind": "企业", "fraud": "no",
    "degrees-0-level": "本科", "degrees-0-graduated": "2010-07-01", "degrees-0-certificate": "yes",
    "titles-0-series": "工程", "titles-0-level": "中级", "titles-0-date": "2018-10-01",
    "jobs-0-work": "本专业技术工作", "jobs-0-from": "2010-08-01", "jobs-0-to": "2015-01-31",
    "jobs-1-work": "本专业技术工作", "jobs-1-from": "2015-02-01",
    "awards-0-name": "某省科技进步奖", "awards-0-level": "省部级", "awards-0-rank": "3",
    "honours": "none",
}  # fmt: skip
FIVE_FAULTS = {
    **SOUND, "degrees-1-level": "硕士", "degrees-1-graduated": "2021-07-01", "titles-0-series": "相声",
    "jobs-0-to": "2010-07-31", "jobs-1-from": "2015年13月1日", "awards-0-rank": "",
}  # fmt: skip


def told(file: dossiers.File) -> list[str]:
    """What is wrong in the first person's part, as the page says it."""
    person = file.people[0]
    read = t.read(person.typed, ON)
    found = [person.at_cell(each) for each in (*read.problems, *read.doubts)]
    return sorted(f"{each.where} {each.clause}" for each in (*file.problems, *found))


def test_a_dossier_comes_back_from_its_workbook_as_it_was() -> None:
    file = dossiers.read_file(dossiers.written([("", SOUND)]), ON)
    assert file.problems == []
    assert [t.read(each.typed, ON).typed for each in file.people] == [SOUND]


def test_faulty_cells_come_back_as_they_were_typed_and_are_named_by_sheet_row_and_column() -> None:
    file = dossiers.read_file(dossiers.written([("", FIVE_FAULTS)]), ON)
    assert t.read(file.people[0].typed, ON).typed == {
        name: value for name, value in FIVE_FAULTS.items() if value
    }
    assert told(file) == [
        "学历 第3行 C列「毕业日期」 gong-2020-17/annex.1.2.1",
        "工作经历 第2行 D列「止（至今不填）」 gong-2020-17/annex.1.2.2",
        "工作经历 第3行 C列「起」 gong-2020-17/annex.1.2.2",
        "科技奖项和专利奖 第2行 D列「排名」 gong-2020-17/annex.4.4.2",
        "职称 第2行 B列「系列」 gong-2020-17/annex.4.1.2.4",
    ]


def test_many_people_stand_in_one_workbook_each_with_their_rows() -> None:
    other = {"evaluation_date": "2020-12-31", "degrees-0-level": "博士", "law_ethics_health_ok": "yes"}
    file = dossiers.read_file(dossiers.written([("甲", SOUND), ("乙", other)], many=True), ON, many=True)
    assert {each.who: t.read(each.typed, ON, titles.findings()).typed for each in file.people} == {
        "甲": SOUND,
        "乙": other,
    }
    assert file.problems == []
    one = dossiers.read_file(dossiers.written([("甲", SOUND), ("乙", other)], many=True), ON)
    assert [each.who for each in one.people] == ["甲"]
    assert "2 个人" in one.problems[0].what.zh


def test_the_template_offers_the_words_and_reads_back_empty() -> None:
    data = dossiers.template(many=True)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    names = [each.name for each in book.sheets_metadata]
    assert names[0] == "填写说明"
    assert names[1:-1] == ["基本情况", *(each.label.zh for each in titles.asked() if each.kind == "records")]
    assert dossiers.read_file(data, ON, many=True).people == []


def sheet(rows: dict[str, list[list[Any]]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        look = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, lines in rows.items():
            page = book.add_worksheet(name)
            for y, line in enumerate(lines):
                for x, value in enumerate(line):
                    if isinstance(value, date):
                        page.write_datetime(y, x, value, look)
                    else:
                        page.write(y, x, value)
    return out.getvalue()


def test_a_sheet_of_ones_own_making_is_read_by_its_names() -> None:
    """Other order of columns, real dates, another way of writing a degree, a sheet that is none of ours."""
    data = sheet({
        "随便": [["x"], ["y"]],
        "学历": [["毕业日期", "学历"], [date(2010, 7, 1), "大学本科"]],
        "工作经历": [["从事的工作", "起"], ["本专业技术工作", "2010.8.1"]],
    })  # fmt: skip
    file = dossiers.read_file(data, ON)
    assert file.problems == []
    facts = t.read(file.people[0].typed, ON).facts
    assert facts["degrees"] == [{"level": "本科", "graduated": date(2010, 7, 1)}]
    assert facts["jobs"] == [{"work": "本专业技术工作", "from": date(2010, 8, 1)}]


def test_json_of_one_and_lines_of_many_are_read_and_bad_lines_are_told() -> None:
    one = dossiers.read_file(json.dumps(t.to_file(t.read(SOUND, ON).facts)).encode(), ON)
    assert t.read(one.people[0].typed, ON).facts == t.read(SOUND, ON).facts
    lines = '{"who": "甲", "degrees": [{"level": "本科"}]}\n坏\n{"who": "乙", "hobbies": 1}\n[1]\n'
    many = dossiers.read_file(lines.encode(), ON, many=True)
    assert [each.who for each in many.people] == ["甲", "乙"]
    assert [each.where for each in many.problems] == ["第2行", "第3行", "第4行"]


_WORDS = st.text(alphabet="本科硕士2015-01年月 =", min_size=1, max_size=10).filter(
    lambda s: s.strip() == s and " " not in s
)
_NAMES = st.sampled_from(
    [
        f"{fact.name}-{row}-{part.name}"
        for fact in titles.asked()
        if fact.kind == "records"
        for row in (0, 1)
        for part in fact.fields
    ]
)


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(_NAMES, _WORDS, min_size=1, max_size=10))
def test_whatever_was_typed_survives_the_workbook(answers: dict[str, str]) -> None:
    kept = t.read(answers, ON).typed
    read = dossiers.read_file(dossiers.written([("", kept)]), ON)
    back = read.people[0].typed
    assert t.read(back, ON).facts == t.read(kept, ON).facts
    assert set(back) == set(kept)
