"""The JSON shapes of the interface, as its OpenAPI description shows them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field

Short = Annotated[str, Field(max_length=200)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Slug = Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{1,80}$")]
Code = Annotated[str, Field(pattern=r"^[0-9A-Za-z -]{1,24}$")]
DayText = Annotated[str, Field(pattern=r"^(19[89]|20\d)\d-\d\d(-\d\d)?$", examples=["2020-10-01", "2020-10"])]
Day = Annotated[date, Field(ge=date(1980, 1, 1), le=date(2099, 12, 31))]


class Fault(Schema):
    """What was wrong, where, how to mend it, and the clause behind it (empty where there is none).

    Where machines call, `code` is stable and `also` names the codes of further faults of the request.
    """

    code: str = ""
    also: list[str] = []
    what: str
    what_en: str
    where: str
    mend: str
    mend_en: str
    clause: str


class QuestionLine(Schema):
    id: str
    title: str
    title_en: str
    clauses: list[str]


class Asked(Schema):
    """The facts of one case by name, as the question's schema describes them; unknown ones are left out."""

    model_config = ConfigDict(extra="forbid")

    facts: dict[Short, Any] = Field(max_length=200)
    on: Day | None = None
    readings: dict[Short, Short] = Field({}, max_length=40)


class Reason(Schema):
    clause: str
    text: str
    state: str
    facts: dict[str, Any]


class Missing(Schema):
    fact: str
    label: str
    why: str


class Judged(Schema):
    fact: str
    label: str
    by: str


class ReadingChosen(Schema):
    id: str
    choice: str


class ParameterUsed(Schema):
    name: str
    value: Any
    from_: date = Field(alias="from")
    source: str
    confidence: str


class Determined(Schema):
    """The same JSON as ``gongbao determine --json``; sums in fen."""

    question: str
    on: date
    outcome: str
    amount_fen: int | None
    values: dict[str, Any]
    explanation: list[Reason]
    missing: list[Missing]
    judgement: list[Judged]
    readings: list[ReadingChosen]
    parameters: list[ParameterUsed]


class ClauseLine(Schema):
    id: str
    kind: str
    summary: str
    summary_en: str
    carried_out_by: list[str]
    reason: str
    reason_en: str


class Clauses(Schema):
    total: int
    accounted: int
    clauses: list[ClauseLine]


class RuleArgument(Schema):
    name: str
    title: str
    title_en: str
    form: str


class RuleReading(Schema):
    id: str
    title: str
    title_en: str


class DeadlineRule(Schema):
    id: str
    title: str
    title_en: str
    usage: str
    parameters: list[RuleArgument]
    clauses: list[str]
    readings: list[RuleReading]


class SkippedDay(Schema):
    date: date
    reason: str
    reason_en: str


class DeadlineFound(Schema):
    due: date
    late_after: date
    rule: str
    clause: str
    reading: str
    skipped: list[SkippedDay]
    provisional: bool


class CalendarDay(Schema):
    date: date
    working: bool
    reason: str
    reason_en: str
    paper: str
    provisional: bool


class Words(Schema):
    zh: str
    en: str


class NoticeShort(Schema):
    slug: str
    office: str
    room: str
    title: Words
    published_on: date
    last_day: date | None
    state: Words
    rows: int
    objections: int
    code: str


class NoticeWhole(NoticeShort):
    clause: str
    columns: list[Words]
    table: list[list[Any]]
    published_at: datetime
    closes_at: datetime | None
    days: int
    counted: int
    takes_objections: bool
    corrected_by: str
    corrects: str
    cleared: bool
    content_hash: str


class LetterFound(Schema):
    kind: Words
    number: str
    office: str
    issuer: Words
    dated: date
    standing: Words
    in_force: bool
    code: str
    digest: str
    remark: Words | None = None


class CaseShort(Schema):
    number: str
    room: str
    title: str
    office: str
    state: str
    state_title: Words
    tone: str
    due: date | None
    opened_at: datetime
    since: datetime


class Happened(Schema):
    sequence: int
    action: str
    title: Words
    at: datetime
    role: str


class CaseWhole(CaseShort):
    sequence: int
    history: list[Happened]


class Mine(Schema):
    total: int
    page: int
    cases: list[CaseShort]
