"""Marks of the examination: typed or by sheet; a sheet's good rows are entered, the others go back with findings (8.3)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.http import Http404

from gongbao.kernel.forms import Field, columns
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import note
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.excel import services as excel
from gongbao.platform.excel.services import CellProblem, Table
from gongbao.platform.files import services as files
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import reach
from gongbao.platform.rural_assistants.many import set_many
from gongbao.platform.rural_assistants.models import Applicant, GraduateSheet, Intake, MarkSheet
from gongbao.platform.rural_assistants.recruiting import intake_of, papers_of
from gongbao.platform.rural_assistants.words import DOCUMENT, refuse
from gongbao.policies.rural_assistants import examining
from gongbao.policies.rural_assistants.examining import Paper

CLAUSE = DOCUMENT + "8.3"
MOST_ROWS = 120_000
TICKET = Field(name="ticket", kind="text", label=Text("准考证号", "Ticket"), max_length=20, clause=CLAUSE)
SEAT = (
    Field(name="room", kind="text", label=Text("考场", "Room"), max_length=40, required=False),
    Field(name="seat", kind="text", label=Text("座位号", "Seat"), max_length=8, required=False),
)
ABSENT = Field(
    name="absent", kind="yes_no", label=Text("缺考", "Absent"), required=False, clause=CLAUSE,
    help=Text("缺考填“是”，成绩留空", "Yes where somebody was absent; leave the marks empty"),
)  # fmt: skip


class Standing(NamedTuple):
    """How far an intake's marks are: people with a ticket, those with marks or an absence."""

    tickets: int
    entered: int


def fields_of(papers: Sequence[Paper]) -> tuple[Field, ...]:
    """The columns of a sheet of marks: ticket and seat, a column for each paper, absence."""
    marks = tuple(
        Field(
            name=f"paper{n}", kind="text", label=Text(paper.name, paper.name), max_length=10, required=False, clause=CLAUSE,
            help=Text(f"0至{paper.full / 100:g}分，最多两位小数", f"0 to {paper.full / 100:g}, two decimals at most"),
        )
        for n, paper in enumerate(papers)
    )  # fmt: skip
    return (TICKET, *SEAT, *marks, ABSENT)


def enter_marks(tx: Tx, number: str, marks: Mapping[str, Sequence[int | None] | None]) -> int:
    """Enter marks in hundredths by ticket, None for an absence (city and district together); all or nothing."""
    row, papers = _open(tx, number)
    people = _people(tx.actor, row, list(marks))
    for ticket, told in marks.items():
        if ticket not in people:
            raise refuse("8.3", "没有这个准考证号", "There is no such ticket", "请核对后整批再录", "Check it and enter all again", ticket)  # fmt: skip
        if told is not None and not _within(told, papers):
            raise refuse("8.3", "成绩超出满分范围，或科目数不对", "A mark lies outside its range", "请核对后整批再录", "Check it and enter all again", ticket)  # fmt: skip
    _keep(people, marks)
    tx.audit("rural.marks", intake=number, people=len(marks))
    return len(marks)


def _open(tx: Tx, number: str) -> tuple[Intake, list[Paper]]:
    """The intake, locked while marks may still be entered, and its papers."""
    reach.officer(tx.actor, "8.3")
    with opened("marks"):
        row = Intake.objects.select_for_update().get(pk=intake_of(number).pk)
    if row.state != "announced":
        raise refuse("8.3", "已经排名，成绩不能再改", "Ranks are made", "如有差错，先撤销排名", "Undo the ranking first", number)  # fmt: skip
    return row, papers_of(row)


def _people(actor: Actor, intake: Intake, tickets: list[str]) -> dict[str, UUID]:
    """The applicants of the actor's own reach by ticket."""
    with opened("marks"):
        return dict(_own(actor, intake).filter(ticket__in=tickets).values_list("ticket", "id"))


def _own(actor: Actor, intake: Intake) -> Any:
    rows = Applicant.objects.filter(intake=intake, dropped=False).exclude(ticket="")
    return rows.filter(office=actor.office) if reach.level_of(actor) == "district" else rows


def _within(told: Sequence[int | None], papers: Sequence[Paper]) -> bool:
    return len(told) == len(papers) and all(
        mark is None or 0 <= mark <= paper.full for mark, paper in zip(told, papers, strict=True)
    )


def _keep(people: Mapping[str, UUID], marks: Mapping[str, Sequence[int | None] | None]) -> None:
    with opened("marks"):
        set_many(
            {"marks": "jsonb", "absent": "boolean"},
            [(people[ticket], json.dumps(list(told or ())), told is None) for ticket, told in marks.items()],
        )


def standing(actor: Actor, intake: Intake) -> Standing:
    """How far the marks of the actor's own reach are; inside a reading."""
    with opened("marks"):
        rows = _own(actor, intake)
        return Standing(rows.count(), rows.exclude(marks=[], absent=False).count())


def blank(actor: Actor, intake: Intake) -> bytes:
    """The sheet to fill in: every ticket of the actor's reach with room and seat; no name stands in it."""
    note("rural.marks_sheet")
    with opened("marks"):
        rows = list(_own(actor, intake).order_by("room", "seat").values("ticket", "room", "seat"))
    title = Text(f"{intake.number} 成绩", f"Marks {intake.number}")
    return excel.export(columns(fields_of(papers_of(intake))), rows, title=title)


def read(data: bytes, intake: Intake) -> Table:
    """The table of an uploaded sheet; call it before the command. Raises Refusal where it is none."""
    return excel.read_table(data, columns(fields_of(papers_of(intake))), limit_rows=MOST_ROWS)


def take_sheet(tx: Tx, number: str, table: Table, received: files.Received) -> dict[str, Any]:
    """Enter the good rows of a sheet, keep the sheet and what is wrong with the others; a later sheet replaces marks."""
    row, papers = _open(tx, number)
    people = _people(tx.actor, row, [str(each.values["ticket"]) for each in table.rows])
    marks: dict[str, tuple[int, ...] | None] = {}
    problems = list(table.problems)
    for each in table.rows:
        ticket = str(each.values["ticket"])
        told, found = _row(table, each, papers)
        if ticket in marks:
            found.append(table.problem(each.number, "ticket", _TWICE[0], mend=_TWICE[1], clause=CLAUSE))
        elif ticket not in people:
            found.append(table.problem(each.number, "ticket", _UNKNOWN[0], mend=_UNKNOWN[1], clause=CLAUSE))
        if not found:
            marks[ticket] = told
        problems += found
    _keep(people, marks)
    faulty = len({problem.row for problem in problems})
    problems.sort(key=lambda problem: problem.row)
    kept = MarkSheet.objects.create(
        office=tx.actor.office, intake=row, file=UUID(files.store(tx, received, office=tx.actor.office)), name=received.name,
        at=tx.now, good=len(marks), faulty=faulty, problems=[plain(problem) for problem in problems],
    )  # fmt: skip
    tx.audit("rural.marks", intake=number, people=len(marks), faulty=faulty, sheet=str(kept.id))
    return {"sheet": str(kept.id), "good": len(marks), "faulty": faulty}


_TWICE = Text("准考证号在表里有两行", "The ticket stands in two rows"), Text("每人只填一行，先出现的一行已录入", "One row each; the first was entered")  # fmt: skip
_UNKNOWN = Text("没有这个准考证号，或不是本区考生", "There is no such ticket, or it is another district's"), Text("照下载的成绩表填写", "Copy it from the sheet to fill in")  # fmt: skip


def _row(
    table: Table, row: excel.Row, papers: Sequence[Paper]
) -> tuple[tuple[int, ...] | None, list[CellProblem]]:
    """The marks of one row, None for an absence, and what is wrong with its cells."""
    told: list[int] = []
    found: list[CellProblem] = []
    absent = bool(row.values.get("absent"))
    for n, paper in enumerate(papers):
        name = f"paper{n}"
        text = row.values.get(name)
        if absent and text is not None:
            what = Text("写了缺考，又有成绩", "Absent, and a mark")
            found.append(table.problem(row.number, name, what, mend=Text("两样只留一样", "Keep one of the two"), clause=CLAUSE))  # fmt: skip
        elif not absent and text is None:
            what = Text("没有成绩", "The mark is missing")
            mend = Text("填写成绩；缺考的在“缺考”列填“是”", "Write it, or say yes under Absent")
            found.append(table.problem(row.number, name, what, mend=mend, clause=CLAUSE))
        elif text is not None:
            try:
                mark = examining.points(text)
            except Refusal as why:
                found.append(table.problem(row.number, name, why.what, mend=why.mend, clause=CLAUSE))
                continue
            if mark > paper.full:
                what = Text(
                    f"{text}分超过满分{paper.full / 100:g}分", f"{text} is more than {paper.full / 100:g}"
                )
                found.append(table.problem(row.number, name, what, mend=Text("请与答卷核对", "Check the paper"), clause=CLAUSE))  # fmt: skip
            told.append(mark)
    return (None if absent else tuple(told)), found


def sheets(actor: Actor, intake: Intake) -> list[MarkSheet]:
    """The sheets that came, the newest first; a district's officer sees the district's."""
    rows = list(MarkSheet.objects.filter(intake=intake).order_by("-at")[:20])
    for row in rows:
        row.intake = intake
    return rows


def sheet(actor: Actor, number: str, key: UUID) -> MarkSheet:
    """One sheet, as far as row security shows it; inside a reading. Raises Http404."""
    reach.officer(actor, "8.3")
    intake = intake_of(number)
    row = MarkSheet.objects.filter(intake=intake, pk=key).first()
    if row is None:
        raise Http404(str(key))
    row.intake = intake
    return row


def problems_of(row: MarkSheet | GraduateSheet) -> list[CellProblem]:
    """What was wrong with a sheet's rows."""
    return [
        CellProblem(*place, Text(*label), Text(*what), Text(*mend), clause)
        for *place, label, what, mend, clause in row.problems
    ]


def findings(actor: Actor, row: MarkSheet, language: str) -> bytes:
    """The sheet as it came with a column that says what is wrong in each row."""
    table = read(files.open_file(actor, row.file).data, row.intake)
    return excel.with_findings(table, problems_of(row), language=language)


def plain(each: CellProblem) -> list[Any]:
    """A finding as it is kept with its sheet; `problems_of` tells it again."""
    texts = ([text.zh, text.say("en")] for text in (each.label, each.what, each.mend))
    return [each.sheet, each.row, each.column, each.field, *texts, each.clause]
