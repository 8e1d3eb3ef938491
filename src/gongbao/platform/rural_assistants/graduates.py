"""A university's list of graduates for an intake: good rows are kept, the others go back with findings (8.2).

Nobody of the list becomes a person of the platform: a row is found by the fingerprint of the identity number alone.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404

from gongbao.kernel.forms import Field, columns, options
from gongbao.law.text import Text
from gongbao.platform.db.services import CITY, Actor, Tx
from gongbao.platform.excel import services as excel
from gongbao.platform.excel.services import CellProblem, Table
from gongbao.platform.files import services as files
from gongbao.platform.parties import services as parties
from gongbao.platform.rural_assistants import reach
from gongbao.platform.rural_assistants.marking import plain, problems_of
from gongbao.platform.rural_assistants.models import Graduate, GraduateSheet, GraduationCheck, Intake
from gongbao.platform.rural_assistants.recruiting import intake_of
from gongbao.platform.rural_assistants.words import DOCUMENT, UNIVERSITY_KIND, refuse, today_of
from gongbao.policies.rural_assistants.facts import DEGREES, STUDENTS
from gongbao.policies.rural_assistants.graduating import Listed

CLAUSE, TITLE = DOCUMENT + "8.2", Text("毕业生名册", "Graduates")
MOST_ROWS = 60_000
FIELDS = (
    Field(name="person", kind="identity_number", label=Text("证件号码", "Identity number"), aliases=("身份证号", "身份证号码"), clause=CLAUSE),
    Field(name="name", kind="text", label=Text("姓名", "Name"), max_length=64, clause=CLAUSE),
    Field(name="degree", kind="choice", label=Text("学历", "Degree"), options=options(DEGREES), aliases=("学历层次",), clause=CLAUSE),
    Field(name="major", kind="text", label=Text("专业", "Subject"), max_length=60, aliases=("专业名称",), clause=CLAUSE),
    Field(name="year", kind="integer", label=Text("毕业年份", "Year of graduation"), minimum=2010, maximum=2100, example="2021", clause=CLAUSE),
    Field(name="student", kind="choice", label=Text("学籍状态", "Student status"), options=options(STUDENTS), clause=CLAUSE),
    Field(name="beijing_origin", kind="yes_no", label=Text("北京生源", "Of Beijing origin"), required=False, clause=CLAUSE,
          help=Text("没有掌握的不填", "Leave it empty where it is not known")),
)  # fmt: skip
COLUMNS = columns(FIELDS)
KEPT = ("name", *Listed._fields)


def acting(actor: Actor) -> UUID:
    """The acting university. Raises Refusal for anybody else."""
    return reach.institution(actor, UNIVERSITY_KIND, "8.2")


def open_to_universities(number: str, tx: Tx) -> Intake:
    """The intake, announced and not begun yet: until then lists and confirmations are taken."""
    row = intake_of(number)
    if row.state == "draft" or today_of(tx.now) > row.on_duty_on:
        raise refuse(
            "8.2", "这个批次没有公告，或已经上岗", "This intake is not announced, or people are on duty already",
            f"在公告之后、{row.on_duty_on}之前办理", f"After the announcement and up to {row.on_duty_on}", number,
        )  # fmt: skip
    return row


def blank(intake: Intake) -> bytes:
    """The sheet to fill in, with instructions and drop-downs."""
    form = Field(
        name="graduates", kind="table", label=Text(f"{intake.number} 毕业生名册", f"Graduates {intake.number}"), columns=FIELDS,
        max_rows=MOST_ROWS,
    )  # fmt: skip
    return excel.template(form)


def read(data: bytes) -> Table:
    """The table of an uploaded list; call it before the command. Raises Refusal where it is none."""
    return excel.read_table(data, COLUMNS, limit_rows=MOST_ROWS)


def take_list(tx: Tx, number: str, table: Table, received: files.Received) -> dict[str, Any]:
    """Keep the good rows of a university's list and what is wrong with the others; a later list replaces its people's rows.

    What was confirmed of somebody whose row now says something else waits to be confirmed again.
    """
    university, intake = acting(tx.actor), open_to_universities(number, tx)
    tx.lock(f"rural:graduates:{intake.pk}:{university}")
    rows: dict[str, Graduate] = {}
    problems = list(table.problems)
    for each in table.rows:
        mark = parties.person_fingerprint(each.values["person"])
        if mark in rows:
            problems.append(table.problem(each.number, "person", _TWICE[0], mend=_TWICE[1], clause=CLAUSE))
            continue
        rows[mark] = Graduate(
            office=CITY, party=university, intake=intake, mark=mark, **{name: each.values.get(name) for name in KEPT}
        )  # fmt: skip
    changed = _changed(rows, university, intake)
    Graduate.objects.bulk_create(
        rows.values(), batch_size=5000, update_conflicts=True, unique_fields=["intake", "party", "mark"], update_fields=[*KEPT],
    )  # fmt: skip
    again = GraduationCheck.objects.filter(party=university, intake=intake, mark__in=changed).exclude(
        said="waiting"
    )
    asked = again.update(said="waiting", differs=[], note="", at=None)
    problems.sort(key=lambda problem: problem.row)
    faulty = len({problem.row for problem in problems})
    kept = GraduateSheet.objects.create(
        office=CITY, party=university, intake=intake, file=UUID(files.store(tx, received, office=CITY, party=university)),
        name=received.name, at=tx.now, good=len(rows), faulty=faulty, problems=[plain(each) for each in problems],
    )  # fmt: skip
    tx.audit(
        "rural.graduates", intake=number, people=len(rows), faulty=faulty, again=asked, sheet=str(kept.id)
    )
    return {"sheet": str(kept.id), "good": len(rows), "faulty": faulty, "again": asked}


_TWICE = Text("证件号码在表里有两行", "The number stands in two rows"), Text("每人只填一行，先出现的一行已收下", "One row each; the first was kept")  # fmt: skip


def _changed(rows: dict[str, Graduate], university: UUID, intake: Intake) -> list[str]:
    """The marks of those whose row was there before and says something else now."""
    before = Graduate.objects.filter(party=university, intake=intake, mark__in=list(rows))
    return [
        mark for mark, *told in before.values_list("mark", *KEPT) if told != [getattr(rows[mark], name) for name in KEPT]
    ]  # fmt: skip


def listed(university: UUID, intake: Intake, marks: list[str]) -> dict[str, Graduate]:
    """Those of a university's list by fingerprint; inside `opened` or as the university."""
    return {row.mark: row for row in Graduate.objects.filter(party=university, intake=intake, mark__in=marks)}


def length(intake: Intake, university: UUID) -> int:
    """How many people stand in a university's list."""
    return Graduate.objects.filter(party=university, intake=intake).count()


def sheets(actor: Actor, intake: Intake) -> list[GraduateSheet]:
    """The lists the acting university sent, the newest first."""
    return list(GraduateSheet.objects.filter(party=acting(actor), intake=intake).order_by("-at")[:20])


def sheet(actor: Actor, intake: Intake, key: UUID) -> GraduateSheet:
    """One list of the acting university; inside a reading. Raises Http404."""
    row = GraduateSheet.objects.filter(party=acting(actor), intake=intake, pk=key).first()
    if row is None:
        raise Http404(str(key))
    return row


def findings(actor: Actor, row: GraduateSheet, language: str) -> bytes:
    """The list as it came with a column that says what is wrong in each row."""
    found: list[CellProblem] = problems_of(row)
    return excel.with_findings(read(files.open_file(actor, row.file).data), found, language=language)


__all__ = ["acting", "blank", "findings", "length", "listed", "open_to_universities", "problems_of", "read", "sheet", "sheets", "take_list"]  # fmt: skip
