"""Open data on titles: small lines and cells left out so that no sum gives them away; page, CSV and JSON for everybody."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.platform.titles import titles_world as w

from gongbao.law.text import Text
from gongbao.platform.titles import demo
from gongbao.platform.titles import services as titles

R = Text("工程", "Engineering")


def line(group: str, *numbers: int) -> titles.Line:
    return titles.Line(R, Text(group, group), *numbers)


def test_small_cells_and_what_would_tell_them_are_empty() -> None:
    told = titles.open_lines(
        [line("a", 9, 6, 3, 3), line("b", 9, 9, 8, 8), line("c", 9, 2, 0, 0), line("d", 3, 0, 0, 0)]
    )
    assert [tuple(each)[2:] for each in told] == [
        (9, 6, 3, 3),
        (9, 9, None, None),
        (9, None, None, None),
        (3, 0, 0, 0),
    ]


def test_a_line_left_out_alone_takes_the_next_smallest_with_it() -> None:
    few = [line("a", 2, 0, 0, 0), line("b", 4, 0, 0, 0), line("c", 9, 0, 0, 0)]
    assert [each.group for each in titles.open_lines(few)] == ["c"]
    more = [line("a", 2, 0, 0, 0), line("d", 1, 0, 0, 0), line("b", 4, 0, 0, 0)]
    assert [each.group for each in titles.open_lines(more)] == ["b"]


@pytest.mark.django_db
def test_everybody_takes_csv_and_json(db: None, free_clock: None) -> None:
    w.to("2021-03-29 10:00")
    made = demo.load(w.OPENED)
    w.submitted(made)
    anybody = Client()
    told = json.loads(anybody.get("/titles/open-data/title.json").content)
    assert (told["lines"], told["by"], told["year"], set(told["dictionary"])) == (
        [],
        "title",
        2021,
        set(titles.OpenLine._fields),
    )
    for n in range(3):
        w.another(made, n, f"申报人{'甲乙丙'[n]}")
    told = json.loads(anybody.get("/titles/open-data/title.json").content)
    assert [(each["group"], each["applied"], each["voted"]) for each in told["lines"]] == [
        ("高级工程师", 4, 0)
    ]
    rows = anybody.get("/titles/open-data/title.csv").content.decode("utf-8-sig").splitlines()
    assert rows[0] == "room,group,applied,voted,passed,certified"
    assert rows[1].endswith(",高级工程师,4,0,0,0")
    assert "高级工程师" in anybody.get("/titles/open-data/").content.decode()
    book = CalamineWorkbook.from_filelike(BytesIO(anybody.get("/titles/open-data/titles.xlsx").content))
    assert book.sheet_names == ["层级", "专业", "区", "年龄段", "数据字典"]
    assert book.get_sheet_by_name("层级").to_python()[1][1:] == ["高级工程师", 4, 0, 0, 0]
    dictionary = book.get_sheet_by_name("数据字典").to_python()
    assert [row[1] for row in dictionary[1:7]] == list(titles.OpenLine._fields)
    assert "少于3人" in dictionary[7][2]
    assert anybody.get("/titles/open-data/other.csv").status_code == 404
