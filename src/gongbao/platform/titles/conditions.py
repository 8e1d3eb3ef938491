"""What the applicant's own dossier says of the title applied for, years counted to the round's cut-off day."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from gongbao.kernel.dossier import typed as t
from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case
from gongbao.platform.casework import services as casework
from gongbao.platform.db.services import Actor, Tx, read
from gongbao.platform.dossiers import services as dossiers
from gongbao.platform.parties import services as parties
from gongbao.platform.titles.models import Application
from gongbao.platform.titles.words import refuse
from gongbao.policies.dossiers import TitleAnswer, answers

MOST = 60
"""So many applications are worked out for one list."""
DOSSIER, CUT_OFF = "dossier", "evaluation_date"


def attach(tx: Tx, case: Case, act: Act) -> None:
    """Attach a copy of the applicant's dossier where the application says so; inside a system's context."""
    assert case.party is not None, "a person applies"
    if act.personal[casework.FORM].get(DOSSIER) not in (True, "yes"):
        dossiers.detach(case.party, case.key)
    elif not dossiers.attach(tx, case.party, case.key):
        raise refuse(
            "还没有保存职称档案，不能附上", "no dossier is kept to attach",
            ("请先在“我能评哪些职称”填写并保存，或选“否”", "fill it in and keep it first, or choose no"), where=DOSSIER,
        )  # fmt: skip


def answer_of(row: Application) -> TitleAnswer | None:
    """The title's answer from the dossier attached; None without one. Inside a system's context; the reading is logged."""
    typed = dossiers.attached(row.party, row.case) if row.party else None
    if typed is None:
        return None
    cut_off = row.round.cut_off
    read = t.read({**typed, CUT_OFF: cut_off.isoformat()}, cut_off)
    return next((each for each in answers(read.facts, cut_off, row.room) if each.name == row.title), None)


def answers_of(actor: Actor, rows: Iterable[Application]) -> dict[UUID, TitleAnswer]:
    """The answers of those of `rows` in which the actor's institution stands and whose applicants attached a dossier."""
    with read(actor, purpose="titles.conditions"), parties.opened("titles.conditions"):
        own = [row for row in rows if actor.party in (row.employer, row.body)]
        found = {row.case: answer_of(row) for row in own[:MOST]}
    return {case: answer for case, answer in found.items() if answer is not None}


def counted_to(row: Application) -> Text:
    """Up to which day the answer counts, in words."""
    return Text(
        f"按申报人附上的档案计算到{row.round.cut_off}",
        f"By the dossier attached, counted to {row.round.cut_off}",
    )
