"""Publicity: claims told of in a notice, objections entered by the platform for the public, and how they are settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case, Event, lock_case
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx, read
from gongbao.platform.notices import services as notices
from gongbao.platform.parties import services as parties
from gongbao.platform.training_subsidy import granting, wording
from gongbao.platform.training_subsidy.commands import (
    Done,
    reach_claim,
    require_state,
    role_of,
    run,
    state_of,
    step,
)
from gongbao.platform.training_subsidy.models import Claim
from gongbao.platform.training_subsidy.reviewing import DISTRICT
from gongbao.platform.training_subsidy.words import ROOM, clause, days

SETTLED = {
    "rejected": "rejected",
    "upheld_review": "upheld",
    "upheld_reduce": "partly",
    "upheld_refuse": "upheld",
}
"""How an outcome of the procedure stands in the notice."""


def publish(actor: Actor, numbers: Sequence[str], *, key: str) -> Done:
    """Publish approved claims of one office in one notice for the working days in force (3.2.b).

    Shown are firm, scheme, people, person-months and sum; never a person.
    """

    def command(tx: Tx) -> Done:
        both = [reach_claim(tx, number, "publish") for number in sorted(set(numbers))]
        offices = {case.office for case, _ in both}
        if len(offices) != 1:
            raise Refusal(Text("一份公示只含一个区的办件", "a notice tells of one district's cases"))
        for case, _ in both:
            require_state(case, "approved")
        office, on = offices.pop(), local_day(tx.now)
        told = [notices.Told(case.key, case.office, case.party, _row(case, claim)) for case, claim in both]
        notice = notices.publish(
            tx, told, office, wording.notice_title(office, len(told)), wording.COLUMNS,
            days=days("publicity_working_days", on), room=ROOM, clause=clause("3.2.b"),
        )  # fmt: skip
        done = []
        for row, (case, _) in enumerate(both, 1):
            body = {"notice": notice.slug, "row": row, "key": str(notice.pk)}
            done.append(step(tx, case, "publish", role_of(tx, *DISTRICT), body))
        return {
            "notice": notice.slug,
            "last_day": notice.last_day,
            "cases": [each["number"] for each in done],
        }

    done: Done = run(actor, key, "publish", command, sorted(set(numbers)))
    return done


def object_to(
    slug: str,
    text: str,
    *,
    key: str,
    actor: Actor | None = None,
    row: int = 1,
    name: str = "",
    contact: str = "",
    evidence: Sequence[str] = (),
) -> Done:
    """Take anybody's objection to one row of a notice; without an `actor` it is anonymous and gets a code.

    The objector never sees the case: the platform enters the objection for them, and the case waits.
    """
    code = ""
    if actor is None or actor.party is None:
        who, code = notices.anonymous()
    else:
        who = actor
    entering = Actor("system", account=who.account, name="公众", party=who.party, person=who.person)

    def command(tx: Tx) -> Done:
        on = local_day(tx.now)
        raised = notices.raise_objection(
            tx, slug, text, row=row, evidence=list(evidence), name=name, contact=contact,
            handling_days=days("objection_handling_working_days", on),
        )  # fmt: skip
        case = _case_at(slug, row)
        body = {"objection": str(raised.objection), "notice": slug, "row": row}
        done = step(tx, case, "object", "system", body, {"statement": text, "name": name, "contact": contact})
        return {"number": raised.number, "received_at": raised.received_at.isoformat(), "due": raised.due,
                "receipt": done["receipt"], "code": code}  # fmt: skip

    request = [slug, row, text, name, contact]
    done: Done = run(entering, key, "object", command, request)
    return done


def settle_objection(
    actor: Actor,
    number: str,
    objection: str,
    outcome: str,
    answer: str,
    *,
    key: str,
    why: Sequence[str] = (),
    seen: int | None = None,
) -> Done:
    """Settle one objection (or, upheld, all of the case) and answer it.

    ``rejected`` lets the publicity go on; ``upheld_review`` has the claim reviewed again, ``upheld_reduce``
    and ``upheld_refuse`` bring it back to the reviewer: then everything granted is released.
    """

    def command(tx: Tx) -> Done:
        case, claim = reach_claim(tx, number, "settle objection")
        if outcome not in SETTLED:
            raise Refusal(
                Text("请选择处理结果", "choose an outcome"), mend=Text("、".join(SETTLED), ", ".join(SETTLED))
            )
        item = _item(case, objection)
        reasons = list(why) or (["founded"] if outcome != "rejected" else [])
        body = {"outcome": outcome, "settles": item, "objection": objection, "reasons": reasons}
        role = role_of(tx, "district_reviewer", "district_handler")
        done = step(tx, case, "settle_objection", role, body, {"answer": answer}, seen=seen)
        standing = notices.open_objections(case.key)
        settled = [each for each in standing if str(each.objection) == objection or outcome != "rejected"]
        for each in settled:
            notices.settle(tx, each.objection, SETTLED[outcome], answer)
        if outcome != "rejected":
            _undo(tx, case, claim, outcome, answer)
        return done

    done: Done = run(actor, key, "settle_objection", command, [number, objection, outcome, answer, list(why)])
    return done


def _undo(tx: Tx, case: Case, claim: Claim, outcome: str, answer: str) -> None:
    """An upheld objection takes the claim out of publicity: what it held is free again."""
    granting.release(tx, case, claim, "异议成立", standing="claimed")
    claim.refresh_from_db()
    claim.proposal = {"upheld_reduce": "reduce", "upheld_refuse": "refuse"}.get(outcome, "")
    slug, notice = claim.notice, claim.notice_key
    claim.notice, claim.notice_key, claim.notice_row = "", None, 0
    claim.save(update_fields=["proposal", "notice", "notice_key", "notice_row"])
    if notice is not None and not Claim.objects.filter(notice=slug).exists():
        notices.withdraw(tx, notice, "公示中的异议成立，重新审核")


def _row(case: Case, claim: Claim) -> list[str | int]:
    assert case.party is not None
    return wording.notice_row(claim, parties.party(case.party).name)


def _case_at(slug: str, row: int) -> Case:
    """The case of a row of a notice, as long as it is publicised there."""
    found = (
        Claim.objects.filter(notice=slug, notice_row=row).values_list("case", flat=True).first()
        if row
        else None
    )
    if found is None:
        raise Refusal(
            Text("请选择对公示中的哪一家提出异议", "choose the firm of the notice you object to"),
            where="row",
            clause=clause("3.3"),
        )
    return lock_case(found)


def _item(case: Case, objection: str) -> int:
    """The procedure's number of an open objection."""
    state = state_of(case)
    rows = Event.objects.filter(case=case.key, action="object", body__objection=objection)
    step_number = rows.values_list("step", flat=True).first()
    if step_number is None or all(item.number != step_number for item in state.opened("objection")):
        raise Refusal(Text("没有这份待处理的异议", "there is no such open objection"), where=case.number)
    return int(step_number)


def standing_of(code: str, number: str) -> Any:
    """What an anonymous objector sees of an objection, by code and number; refuses when they do not fit."""
    actor, _ = notices.anonymous(code)
    with read(actor, purpose="own objection"):
        found = next((each for each in notices.objections() if each.number == number), None)
    if found is None:
        raise Refusal(
            Text("编号与查询码不符", "number and code do not fit"),
            mend=Text("请核对回执", "See your receipt"),
        )
    return found
