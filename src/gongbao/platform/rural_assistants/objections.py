"""Objections to a grade and their answers, within the quota (15.s5, 15.s6)."""

from __future__ import annotations

from typing import Any

from gongbao.kernel.procedure import CaseState
from gongbao.platform.cases.services import Act, Case
from gongbao.platform.casework.services import step
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import reach
from gongbao.platform.rural_assistants.carrying import carries, tell
from gongbao.platform.rural_assistants.models import Appraisal
from gongbao.platform.rural_assistants.rounds import lock_quota, person_in, quota_of
from gongbao.platform.rural_assistants.words import ANNUAL, QUARTERLY, TERM, refuse, today_of
from gongbao.policies.rural_assistants import quotas
from gongbao.policies.rural_assistants.facts import GRADES


def objecting(tx: Tx, number: str, statement: str) -> dict[str, Any]:
    """The person appraised objects to the grade while the period runs (15.s6)."""
    with opened("an objection"):
        case = reach.handed(tx, number, "object")
        row = Appraisal.objects.filter(round__case=case.key, party=tx.actor.party).first()
        if row is None or not statement.strip():
            raise refuse("15.s6", "没有您的考核结果，或没有写理由", "No grade of yours, or no reason", "写明理由", "Give the reason", "statement")  # fmt: skip
        if row.objection is not None:
            raise refuse("15.s6", "已经提出过异议", "You have objected already", "请等答复", "Wait for the answer", "statement")  # fmt: skip
        done: dict[str, Any] = step(tx, case, "object", raw={"statement": statement})
        case.refresh_from_db()
        row.objection = max(item.number for item in CaseState.load(case.fold).opened("objection"))
        row.save(update_fields=["objection"])
    return done


@carries("answer_objection", QUARTERLY, ANNUAL, TERM)
def answer_objection(tx: Tx, case: Case, act: Act) -> None:
    """Tell who objected what came of it; a changed grade must have been entered by `change_grade` first."""
    item = int(act.body.get("settles") or 0)
    row = Appraisal.objects.filter(round__case=case.key, objection=item).first()
    if row is None:
        raise refuse("15.s6", "没有这件异议", "There is no such objection", "请核对", "Check it", str(item))
    kept = act.body.get("outcome") == "keep"
    tell(tx, row.party, case, f"{case.key}:{row.id}:answered", f"异议已答复：{'维持' if kept else '改为'}{GRADES[row.grade].zh}", f"Answered: {GRADES[row.grade].en}")  # fmt: skip


def settle(tx: Tx, number: str, assistant: str, outcome: str, answer: str, mark: str = "") -> dict[str, Any]:
    """Answer an objection; with ``change`` the grade becomes `mark`, within the quota (15.s5, 15.s6)."""
    with opened("an objection"):
        case = Case.objects.select_for_update().filter(number=number).first()
        own = case is not None and (
            (tx.actor.kind == "party" and case.party == tx.actor.party) or (tx.actor.kind == "officer" and tx.actor.office in (case.office, "city_hr"))
        )  # fmt: skip
        if case is None or not own:
            raise refuse(
                "15.s6", "没有这个办件", "There is no such case", "请核对编号", "Check the number", number
            )
        row = person_in(case, assistant)
        if outcome == "change":
            if mark not in GRADES or mark == row.grade:
                raise refuse("15.s6", "没有选新的等次", "No new grade is chosen", "选一个不同的等次", "Choose another grade", "grade")  # fmt: skip
            lock_quota(tx, row.round)
            row.grade = mark
            row.save(update_fields=["grade"])
            if (
                row.kind != "quarterly"
                and mark == quotas.EXCELLENT
                and quota_of(row.round, today_of(tx.now)).over
            ):
                raise refuse("15.s5", "优秀名额已满", "The quota of excellent grades is full", "只能在名额内改变", "Only within the quota", assistant)  # fmt: skip
        decided = {
            "outcome": outcome,
            "settles": row.objection,
            "reasons": ["facts" if outcome == "change" else "as_found"],
        }
        done: dict[str, Any] = step(tx, case, "settle_objection", raw={"answer": answer}, decided=decided)
        return done
