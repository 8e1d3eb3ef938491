"""Marks by Excel: good rows are entered, the others go back with findings at their cells; nothing of another district."""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from tests.platform.rural_assistants import rural_world as r
from tests.platform.rural_assistants.rural_world import CITY_OFFICER, HANDLER, OTHER, Place

from gongbao.law.errors import Refusal
from gongbao.platform.excel.services import FINDINGS, CellProblem
from gongbao.platform.files import services as files
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants.models import Applicant, MarkSheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("free_clock")]
HEAD = ["准考证号", "考场", "座位号", "笔试", "面试", "缺考"]


def book(rows: list[list[Any]], head: list[str] = HEAD) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet("成绩")
        for number, row in enumerate([head, *rows]):
            sheet.write_row(number, 0, row)
    return out.getvalue()


@pytest.fixture
def tickets() -> list[str]:
    """Six people of Miyun with tickets."""
    r.to("2021-03-01")
    post = r.intake(Place(), "2021", 6, shortlist=6)
    r.to("2021-03-15")
    for n in range(1, 7):
        r.step(HANDLER, r.apply(r.person(n), post), "confirm")
    r.to("2021-05-06")
    r.do(lambda tx: rural.ranking.publish_seed(tx, "2021", "seed-2021-0001"), CITY_OFFICER)
    r.do(lambda tx: rural.ranking.draw_seats(tx, "2021", [("甲", 9)]), CITY_OFFICER)
    return sorted(r.seen(lambda: list(Applicant.objects.values_list("ticket", flat=True))))


def take(data: bytes, actor: Any = HANDLER) -> dict[str, Any]:
    received = files.receive(data, "成绩.xlsx", accept=("xlsx", "csv"))
    table = rural.marking.read(data, rural.recruiting.intake_of("2021"))
    done: dict[str, Any] = r.do(lambda tx: rural.marking.take_sheet(tx, "2021", table, received), actor)
    return done


def kept() -> dict[str, tuple[list[int], bool]]:
    rows = r.seen(lambda: list(Applicant.objects.values_list("ticket", "marks", "absent")))
    return {ticket: (marks, absent) for ticket, marks, absent in rows}


def told(sheet: str) -> list[CellProblem]:
    return rural.marking.problems_of(r.seen(lambda: MarkSheet.objects.get(pk=sheet)))


def test_good_rows_are_entered_and_the_others_told_by_row_and_column(tickets: list[str]) -> None:
    a, b, c, d, e, f = tickets
    rows = [
        [a, "甲", 1, 88.5, 90, ""],
        [b, "甲", 2, 100, "70.25", ""],
        [c, "甲", 3, "", "", "是"],
        [d, "甲", 4, 100.01, 80, ""],  # above the full mark
        [e, "甲", 5, "八十", 80, ""],  # no number
        [f, "甲", 6, 70, "", ""],  # the interview is missing
        [a, "甲", 1, 10, 10, ""],  # a second row
        ["2021000999", "", "", 60, 60, ""],  # nobody's ticket
        [b, "甲", 2, 60, 60, "是"],  # a second row, absent and marked
    ]
    done = take(book(rows))
    assert (done["good"], done["faulty"]) == (3, 6)
    assert kept() == {
        a: ([8850, 9000], False), b: ([10000, 7025], False), c: ([], True),
        d: ([], False), e: ([], False), f: ([], False),
    }  # fmt: skip
    found = told(done["sheet"])
    assert [(p.sheet, p.row, p.column, p.what.zh) for p in found] == [
        ("成绩", 5, "D", "100.01分超过满分100分"), ("成绩", 6, "D", "成绩“八十”不是数字"), ("成绩", 7, "E", "没有成绩"),
        ("成绩", 8, "A", "准考证号在表里有两行"), ("成绩", 9, "A", "没有这个准考证号，或不是本区考生"),
        ("成绩", 10, "D", "写了缺考，又有成绩"), ("成绩", 10, "E", "写了缺考，又有成绩"), ("成绩", 10, "A", "准考证号在表里有两行"),
    ]  # fmt: skip
    assert {p.clause for p in found} == {"bi-2020-22/8.3"}
    assert all(p.mend.zh for p in found)


def test_the_sheet_comes_back_with_findings_and_goes_in_again_mended(tickets: list[str]) -> None:
    rows = [[t, "甲", n, 70 + n, 80, ""] for n, t in enumerate(tickets)]
    rows[2][3] = 170
    done = take(book(rows))
    row = r.seen(lambda: rural.marking.sheet(HANDLER, "2021", MarkSheet.objects.get().pk), HANDLER)
    back = rural.marking.findings(HANDLER, row, "zh")
    grid = CalamineWorkbook.from_filelike(io.BytesIO(back)).get_sheet_by_index(0).to_python()
    assert [line[-1] for line in grid] == [
        FINDINGS.zh,
        "",
        "",
        "笔试：170分超过满分100分。请与答卷核对",
        "",
        "",
        "",
    ]
    assert [line[:4] for line in grid[1:]] == [[t, "甲", n, 170 if n == 2 else 70 + n] for n, t in enumerate(tickets)]  # fmt: skip
    mended = [list(line) for line in grid]
    mended[3][3] = 71
    again = take(book(mended[1:], [str(each) for each in mended[0]]))
    assert (done["good"], done["faulty"], again["good"], again["faulty"]) == (5, 1, 6, 0)
    assert kept()[tickets[2]] == ([7100, 8000], False)
    assert r.seen(lambda: rural.marking.standing(HANDLER, rural.recruiting.intake_of("2021")), HANDLER) == (
        6,
        6,
    )


def test_another_district_neither_enters_nor_sees_the_sheet(tickets: list[str]) -> None:
    data = book([[t, "", "", 70, 80, ""] for t in tickets])
    done = take(data, OTHER)
    assert (done["good"], done["faulty"]) == (0, 6)
    assert kept() == dict.fromkeys(tickets, ([], False))
    assert r.seen(lambda: rural.marking.standing(OTHER, rural.recruiting.intake_of("2021")), OTHER) == (0, 0)
    take(data)
    assert [s.good for s in r.seen(lambda: rural.marking.sheets(HANDLER, rural.recruiting.intake_of("2021")), HANDLER)] == [6]  # fmt: skip
    with pytest.raises(Refusal, match="没有这个准考证号"):
        r.do(lambda tx: rural.marking.enter_marks(tx, "2021", {tickets[0]: (1, 1)}), OTHER)


def test_the_blank_sheet_has_every_ticket_and_no_name(tickets: list[str]) -> None:
    data = r.seen(lambda: rural.marking.blank(HANDLER, rural.recruiting.intake_of("2021")), HANDLER)
    grid = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert grid[0] == HEAD
    assert sorted(line[0] for line in grid[1:]) == tickets
    assert [line[1:3] for line in grid[1:]] == [["甲", str(n)] for n in range(1, 7)]
    assert "林舟" not in str(grid)


def test_after_ranking_and_without_a_heading_nothing_is_taken(tickets: list[str]) -> None:
    with pytest.raises(Refusal, match="找不到表头"):
        take(book([[1, 2]], ["甲", "乙"]))
    take(book([[t, "", "", 70, 80, ""] for t in tickets]))
    r.do(lambda tx: rural.ranking.make_ranks(tx, "2021"), CITY_OFFICER)
    with pytest.raises(Refusal, match="已经排名") as told_:
        take(book([[tickets[0], "", "", 99, 99, ""]]))
    assert told_.value.clause == "bi-2020-22/8.3"
    assert kept()[tickets[0]] == ([7000, 8000], False)
