"""After a decision: its service, the firm's acknowledgement, reconsideration and what it leads to."""

from __future__ import annotations

from datetime import date

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.letters import services as letters
from gongbao.platform.training_subsidy.commands import Done, reach_claim, role_of, run, step
from gongbao.platform.training_subsidy.reviewing import DISTRICT, REVIEWER


def serve_decision(
    actor: Actor,
    number: str,
    method: str,
    served_on: date,
    *,
    key: str,
    acknowledged_by: str = "",
    evidence: str = "",
) -> Done:
    """Record another service of the decision (``person`` or ``post``); the first one counts for the remedy."""

    def command(tx: Tx) -> Done:
        case, claim = reach_claim(tx, number, "serve")
        if claim.letter is None:
            raise Refusal(Text("还没有决定可以送达", "there is no decision to serve"), where=number)
        letters.serve(
            tx, claim.letter, method, served_on=served_on, acknowledged_by=acknowledged_by, evidence=evidence
        )
        first = letters.served_on(claim.letter) or served_on
        body = {"served_on": first.isoformat(), "method": method, "letter": str(claim.letter)}
        return step(tx, case, "serve_decision", role_of(tx, *DISTRICT), body)

    done: Done = run(
        actor, key, "serve_decision", command, [number, method, served_on.isoformat(), acknowledged_by]
    )
    return done


def acknowledge(actor: Actor, number: str, *, key: str) -> Done:
    """The firm confirms that it has the decision."""

    def command(tx: Tx) -> Done:
        case, _ = reach_claim(tx, number, "acknowledge")
        return step(tx, case, "acknowledge", "applicant")

    done: Done = run(actor, key, "acknowledge", command, [number])
    return done


def appeal(actor: Actor, number: str, statement: str, *, key: str) -> Done:
    """The firm asks for reconsideration within its time."""

    def command(tx: Tx) -> Done:
        case, _ = reach_claim(tx, number, "appeal")
        if not statement.strip():
            raise Refusal(Text("请写明不服的内容和理由", "say what you contest and why"), where="statement")
        return step(tx, case, "appeal", "applicant", {}, {"statement": statement.strip()})

    done: Done = run(actor, key, "appeal", command, [number, statement])
    return done


def settle_appeal(actor: Actor, number: str, outcome: str, *, key: str, document: str) -> Done:
    """Record what the reconsidering authority decided: ``maintained``, ``redo`` of a refusal, ``supplement``."""

    def command(tx: Tx) -> Done:
        case, _ = reach_claim(tx, number, "appeal")
        return step(tx, case, "settle_appeal", REVIEWER, {"outcome": outcome, "document": document})

    done: Done = run(actor, key, "settle_appeal", command, [number, outcome, document])
    return done
