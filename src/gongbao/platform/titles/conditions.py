"""What the applicant's own dossier says of the title applied for: at a round's cut-off day, else at the day of submission."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from gongbao.kernel.dossier import typed as t
from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case
from gongbao.platform.casework import services as casework
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx, read, required
from gongbao.platform.dossiers import services as dossiers
from gongbao.platform.parties import services as parties
from gongbao.platform.titles import copies
from gongbao.platform.titles.models import Application, Initial
from gongbao.platform.titles.words import TEACHERS, refuse
from gongbao.policies.dossiers import TitleAnswer, answers

MOST = 60
"""So many applications are worked out for one list."""
DOSSIER, CUT_OFF, YES = "dossier", "evaluation_date", (True, "yes")
Row = Application | Initial


def attach(tx: Tx, case: Case, act: Act) -> None:
    """Attach a copy of the applicant's dossier where the application says so; inside a system's context."""
    assert case.party is not None, "a person applies"
    if act.personal[casework.FORM].get(DOSSIER) not in YES:
        dossiers.detach(tx, case.party, case.key, "resubmitted without")
    elif not dossiers.attach(tx, case.party, case.key):
        raise refuse(
            "还没有保存职称档案，不能附上", "no dossier is kept to attach",
            ("请先在“我能评哪些职称”填写并保存，或选“否”", "fill it in and keep it first, or choose no"), where=DOSSIER,
        )  # fmt: skip


def worked_out(rows: Iterable[tuple[Case, Row]]) -> dict[UUID, TitleAnswer]:
    """By case, the title's answer from the dossier attached, where there is one and it is open still.

    Inside a system's context; the copies are read at once and each reading is logged.
    """
    today = local_day(required().now)
    own = {case.key: row for case, row in rows if row.party and copies.is_open(case, today)}
    found = dossiers.attached((row.party, key) for key, row in own.items() if row.party)
    told = {key: _answer(own[key], copy) for key, copy in found.items()}
    return {key: answer for key, answer in told.items() if answer is not None}


def answers_of(actor: Actor, rows: Iterable[tuple[Case, Row]]) -> dict[UUID, TitleAnswer]:
    """The answers of those of `rows` in which the actor's institution stands and whose applicants attached a dossier."""
    with read(actor, purpose="titles.conditions"), parties.opened("titles.conditions"):
        return worked_out([each for each in rows if actor.party in (each[1].employer, each[1].body)][:MOST])


def _answer(row: Row, copy: dossiers.Copy) -> TitleAnswer | None:
    room, day = (TEACHERS, copy.on) if isinstance(row, Initial) else (row.room, row.round.cut_off)
    read = t.read({**copy.typed, CUT_OFF: day.isoformat()}, day)
    return next((each for each in answers(read.facts, day, room) if each.name == row.title), None)


def goes_along(sent: casework.Answers) -> bool:
    """Whether what was sent says that the dossier goes along."""
    return sent.values.get(DOSSIER) in YES


def told(case: Case, answer: TitleAnswer | None) -> Text:
    """Of a dossier attached: up to which day it counts, and in an ended case how long it is open, or that it is closed."""
    if case.state == copies.WITHDRAWN:
        return Text("申报已撤回，附上的档案已经删除", "Withdrawn: the dossier attached was deleted")
    until = copies.open_until(case)
    if answer is None:
        return Text(
            f"附上的档案开放到{until}，现在不能再看" if until else "附上的档案中没有这项职称的条件",
            f"The dossier attached was open until {until}" if until else "The dossier attached tells nothing of this title",
        )  # fmt: skip
    zh, en = f"按申报人附上的档案计算到{answer.on}", f"By the dossier attached, counted to {answer.on}"
    if until is None:
        return Text(zh, en)
    return Text(f"{zh}；办件已结束，可查看到{until}", f"{en}; the case has ended: open until {until}")
