"""Questions, their facts and their answers; the clauses and what carries each out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Body, Path, Query, Router

from gongbao.kernel.rules.question import Question
from gongbao.law.clauses import as_json
from gongbao.law.errors import Refusal
from gongbao.platform.db.services import now
from gongbao.policies import policies, policy, question
from gongbao.web.api.describing import told
from gongbao.web.api.faults import FAULTS, FAULTS_BODY, FAULTS_FOUND, NothingThere
from gongbao.web.api.shapes import Asked, Clauses, Determined, Name, QuestionLine

router = Router(tags=["规定 Rules"])


@router.get(
    "/questions", response=list[QuestionLine], **told("可以问的问题", "The questions that can be asked")
)
def questions(request: HttpRequest) -> Any:
    return [
        {"id": each.id, "title": each.title.zh, "title_en": each.title.en, "clauses": list(each.clauses)}
        for one in policies()
        for each in one.questions
    ]


@router.get(
    "/questions/{room}/{name}/facts",
    response={200: dict[str, Any], **FAULTS_FOUND},
    **told("一个问题要用的事实（JSON Schema）", "The facts of a question, as a JSON Schema"),
)
def facts(request: HttpRequest, room: Path[Name], name: Path[Name]) -> Any:
    return _question(room, name).schema()


@router.post(
    "/questions/{room}/{name}/determine",
    response={200: Determined, **FAULTS_BODY},
    by_alias=True,
    **told(
        "按规定认定一件事",
        "Determine one case",
        "不登记、不保存。`on` 是按哪一天的规定，默认今天；`readings` 选择条文的读法。",
        "Nothing is recorded. `on` is the day whose rules apply (today by default); `readings` choose readings.",
    ),
)
def determine(request: HttpRequest, room: Path[Name], name: Path[Name], asked: Body[Asked]) -> Any:
    ruling = _question(room, name).at(asked.on or now().date(), asked.readings)
    return ruling.determine(ruling.load(asked.facts)).to_json()


@router.get(
    "/clauses",
    response={200: Clauses, **FAULTS},
    **told("条款和落实方式", "Clauses and what carries each out"),
)
def clauses(request: HttpRequest, room: Query[Name | None] = None) -> Any:
    chosen = (policy(room),) if room else policies()
    return as_json(*(each.clauses for each in chosen))


def _question(room: str, name: str) -> Question:
    try:
        return question(f"{room}/{name}")
    except Refusal as refusal:
        raise NothingThere(refusal.what, where=f"{room}/{name}", mend=refusal.mend) from None
