"""Connects the room's procedures to the platform: registration, roles, guards by the room's rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongbao.kernel.districts import OFFICES
from gongbao.kernel.procedure import decided
from gongbao.kernel.rules.question import Question
from gongbao.platform.cases.services import Case, register_procedure
from gongbao.platform.db.services import Actor
from gongbao.platform.flexible_employment import words as w
from gongbao.platform.parties.services import kind_of, opened, register_role
from gongbao.policies.flexible_employment import procedure as p
from gongbao.policies.flexible_employment import rules
from gongbao.policies.flexible_employment.procedure import shared
from gongbao.policies.flexible_employment.rules import BOOK

MET = {True: "met", False: "not_met"}
ROLES = (shared.MEDIATOR, shared.INSPECTOR, shared.ARBITRATOR)


def connect() -> None:
    """Register everything; called once the apps are loaded."""
    from gongbao.platform.flexible_employment import effects, loans

    codes = [office.code for office in OFFICES]
    for role in ROLES:
        register_role(role, shared.SAY.roles[role], offices=codes)
    for made in p.PROCEDURES:
        register_procedure(
            made, room=w.ROOM, digits=w.DIGITS, parameters=BOOK, guards=guards, derived=True, begins=begins,
            standing=loans.standing if made.id == w.LOAN else None,
        )  # fmt: skip
    assert effects, "what the steps carry out is registered by its import"


def begins(actor: Actor, procedure: str) -> bool:
    """Services and loans are for firms too, everything else for people."""
    if actor.party is None:
        return False
    with opened("who begins"):
        return procedure.endswith((".service", ".loan")) or kind_of(actor.party) == "person"


def guards(case: Case, on: date) -> Mapping[str, str]:
    """The guards of a case by the room's rules, on what is known on a day."""
    if case.party is None or case.state == "draft":
        return {}
    return dict(_asked(case, on))


def says(question: Question, known: Mapping[str, Any], on: date) -> str:
    """The outcome of a question on those of the facts it reads."""
    wanted = {fact.name for fact in question.facts}
    return decided(question.at(on).determine({k: v for k, v in known.items() if k in wanted}))


def _asked(case: Case, on: date) -> list[tuple[str, str]]:
    from gongbao.platform.flexible_employment import effects, entitling, facts, standing
    from gongbao.platform.flexible_employment.models import Entitled

    party = case.party
    assert party is not None
    match case.procedure:
        case w.REGISTRATION:
            now = standing.current(party)
            known = facts.applied(effects.given(case), on) | {
                "already_registered": now is not None and now.case != case.key and now.kind == "flexible",
            }
            return [
                ("may_register", says(rules.REGISTRATION, known, on)),
                ("still_registered", MET[now is not None and now.case == case.key]),
            ]
        case w.UNEMPLOYMENT:
            known = facts.applied(effects.given(case), on)
            known["was_flexible_here"] = any(each.kind == "flexible" for each in standing.history(party))
            right = says(rules.UNEMPLOYMENT, known, on)
            place = says(rules.UNEMPLOYMENT_PLACE, known, on)
            return [("may_register", right if right != "met" else place)]
        case w.SUBSIDY:
            said = effects.given(case)
            row = Entitled.objects.filter(case=case.key).first()
            found = []
            if case.state == "passed":
                answer = entitling.answer(str(said.get("scheme") or "graduate"), party, said, on)
                found.append(("entitled", decided(answer)))
            now = standing.current(party)
            found.append(("working_again", MET[now is not None and now.kind == "flexible"]))
            found.append(("used_up", MET[row is not None and entitling.used_up(row, on)]))
            return found
        case w.COMPLAINT:
            known = {
                "opponent": effects.given(case).get("opponent"),
                "platform_answered": case.state == "answered",
                "answer_overdue": case.state == "overdue",
            }
            return [("mediation_open", says(rules.MEDIATION, known, on))]
        case w.SERVICE:
            client = effects.given(case).get("client")
            return [("may_be_served", MET[client is not None])]
    return []
