"""Connects the room's procedures to the platform: registration, guards, what steps carry out, jobs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from gongbao.kernel.procedure import decided
from gongbao.kernel.rules.question import Question
from gongbao.law.errors import Refusal
from gongbao.platform.cases.services import Case, register_procedure
from gongbao.platform.casework import orders as ordered
from gongbao.platform.personnel_archives.words import DIGITS, INTAKE, LOAN, REQUEST, ROOM, TRANSFER
from gongbao.policies.personnel_archives import procedure as p
from gongbao.policies.personnel_archives import rules
from gongbao.policies.personnel_archives.rules import BOOK

MET = {True: "met", False: "not_met"}


def connect() -> None:
    """Register everything; called once the apps are loaded."""
    from gongbao.platform.letters.services import SIGNED_FORMS
    from gongbao.platform.personnel_archives import (  # noqa: F401
        effects,
        effects_paper,
        filing,
        orders,
        reminding,
        showing,
        signing,
    )

    ordered.offer(orders.KIND, orders.place, orders.standing)
    ordered.offer(filing.KIND, filing.place, filing.standing)
    SIGNED_FORMS.add(signing.is_signed_form)
    for made in p.PROCEDURES:
        register_procedure(made, room=ROOM, digits=DIGITS, parameters=BOOK, guards=guards)


def guards(case: Case, on: date) -> Mapping[str, str]:
    """The guards of a case by the room's rules, on what is known on a day."""
    from gongbao.platform.personnel_archives import matters

    try:
        row = matters.of(case.key)
    except Refusal:
        return {}
    known = matters.facts(row, on)
    return {
        name: MET[bool(value)] if isinstance(value, bool) else value
        for name, value in _asked(case, row, known, on)
    }


def _says(question: Question, known: Mapping[str, Any], on: date) -> str:
    return decided(question.at(on).determine(known))


def _asked(case: Case, row: Any, known: dict[str, Any], on: date) -> list[tuple[str, Any]]:
    from gongbao.platform.personnel_archives import effects, effects_paper, matters

    archive = row.archive
    match case.procedure:
        case procedure if procedure == INTAKE:
            # whether the person is near the statutory age is asked once the archive is there (4.s1)
            return [
                ("may_take_in", _says(rules.INTAKE, known | {"near_found": False}, on)),
                ("custody_unbroken", archive is not None and archive.paper == "here" and matters.unbroken(archive)),
                ("archive_reviewed", archive is not None and archive.reviewed_on is not None),
                ("ready_to_store", _says(rules.INTAKE, known, on) if archive is not None and archive.shelf else False),
            ]  # fmt: skip
        case procedure if procedure == REQUEST:
            who = known.get("asker")
            sealed = effects.sealed_for(case.key)
            copies = any(
                each["kind"] == "copy" and each["outcome"] == "allow"
                for each in row.result.get("permits", ())
            )
            state = _says(rules.HAND_OVER, {"sealed": sealed, "seal_numbered": sealed}, on)
            return [
                (
                    "asker_identified",
                    who in ("self", "agent") or bool(known.get("employs") or known.get("asker_found")),
                ),
                ("sealed_or_certified", state if copies else "met"),
            ]
        case procedure if procedure == LOAN:
            back = row.asked.get("back_on")
            term = known | {
                "own_file": effects_paper.own_file(case, archive) or known.get("own_file", False),
                "approved": case.state == "approved",
                "inventoried": archive is not None and archive.pages > 0,
                "lent_on": on,
                "back_on": date.fromisoformat(back) if back else None,
            }
            loan = effects_paper.loan_of(case.key)
            return [
                ("image_allowed", _says(rules.IMAGE, known, on)),
                ("loan_in_order", _says(rules.LOAN, {k: v for k, v in term.items() if v is not None}, on)),
                ("may_renew", loan is not None and not loan.renewed and loan.back_on >= on),
            ]
        case procedure if procedure == TRANSFER:
            return [
                (
                    "may_stay",
                    _says(rules.STAY, {"wishes_return": False} | known | {"approval_filed": True}, on),
                ),
                ("destination_right", _says(rules.TRANSFER, known, on)),
                ("seal_on", effects.sealed_for(case.key)),
            ]
    return []


def term(on: date) -> date:
    """The last day of a loan that begins on a day."""
    return on + timedelta(days=int(str(BOOK["loan_days"].at(on).value)))
