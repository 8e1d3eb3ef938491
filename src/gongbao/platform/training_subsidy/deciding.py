"""Second review: approval with its money, refusal, and many cases at once, each by its own command."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import NotFound, require_step_up
from gongbao.platform.cases.services import Case
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.training_subsidy import granting, reasons
from gongbao.platform.training_subsidy.commands import Done, reach_claim, require_state, run, step
from gongbao.platform.training_subsidy.models import Claim
from gongbao.platform.training_subsidy.reviewing import REVIEWER, listed, pass_review
from gongbao.platform.training_subsidy.rows import current_rows


@dataclass(frozen=True)
class One:
    """What became of one case of a batch; `refusal` says why it was not done."""

    number: str
    state: str
    refusal: Refusal | None = None


def approve(
    actor: Actor, number: str, *, key: str, why: Sequence[str] = (), note: str = "", seen: int | None = None
) -> Done:
    """Approve what the rules leave: in full, or in part with the reasons the rows give.

    In the same transaction each person's scheme and months are held and the sum is reserved under the
    firm's cap. Another person than applied or reviewed first, with the second factor shown lately.
    """

    def command(tx: Tx) -> Done:
        case, claim = reach_claim(tx, number, "approve")
        require_state(case, "passed")
        require_step_up(tx.actor, tx.now)
        if claim.proposal == "refuse":
            raise Refusal(
                Text("初审意见是不予通过，不能直接通过", "the first review proposed to refuse"),
                mend=Text("请退回初审重新提出意见", "Send it back for another first review"),
            )
        planned = granting.plan(tx, claim)
        if not claim.granted:
            raise Refusal(
                Text("没有可以核定的金额", "there is nothing left to grant"),
                where=number,
                mend=Text("请作不予通过的决定，或退回初审", "Refuse it, or send it back"),
                clause=next((reasons.BY_ID[name].clause for name in reasons.of_all(planned.results)), ""),
            )
        cut = list(dict.fromkeys([*why, *reasons.of_all(planned.results)]))
        full = not cut and claim.granted_months == claim.person_months
        body = {
            "outcome": "full" if full else "partial", "reasons": [] if full else cut or [reasons.OTHER],
            "amount": claim.granted, "people": claim.granted_people, "person_months": claim.granted_months,
            "rows": listed(planned.results),
        }  # fmt: skip
        done = step(tx, case, "approve", REVIEWER, body, {"note": note} if note else None, seen=seen)
        served(tx, case, claim)
        return {**done, "outcome": body["outcome"], "granted": claim.granted, "reasons": body["reasons"]}

    done: Done = run(actor, key, "approve", command, [number, list(why), note])
    return done


def refuse(
    actor: Actor, number: str, why: Sequence[str], *, key: str, note: str = "", seen: int | None = None
) -> Done:
    """Refuse the claim for reasons of the list; the letter names the basis and the remedy."""

    def command(tx: Tx) -> Done:
        case, claim = reach_claim(tx, number, "refuse")
        rows = current_rows(claim)
        body = {"reasons": list(why), "rows": listed(rows)}
        done = step(tx, case, "refuse", REVIEWER, body, {"note": note} if note else None, seen=seen)
        claim.refresh_from_db()
        served(tx, case, claim)
        return {**done, "reasons": list(why)}

    done: Done = run(actor, key, "refuse", command, [number, list(why), note])
    return done


def served(tx: Tx, case: Case, claim: Claim, method: str = "online") -> None:
    """Record the service of the decision in the firm's box today; the time for a remedy runs from it."""
    claim.refresh_from_db()
    day = local_day(tx.now).isoformat()
    step(
        tx,
        case,
        "serve_decision",
        REVIEWER,
        {"served_on": day, "method": method, "letter": str(claim.letter)},
    )


def approve_all(actor: Actor, wanted: Mapping[str, Mapping[str, Any]], *, key: str) -> list[One]:
    """Approve many cases, each with its own reasons and note, each by its own command; one failing stops none."""
    return _each(wanted, key, lambda number, more, own: approve(actor, number, key=own, **_taken(more)))


def refuse_all(actor: Actor, wanted: Mapping[str, Mapping[str, Any]], *, key: str) -> list[One]:
    """Refuse many cases, each with its own reasons."""
    return _each(
        wanted,
        key,
        lambda number, more, own: refuse(
            actor, number, more.get("reasons", ()), key=own, note=more.get("note", "")
        ),
    )


def pass_all(actor: Actor, wanted: Mapping[str, Mapping[str, Any]], *, key: str) -> list[One]:
    """Propose for many cases; each names its ``outcome``."""
    return _each(
        wanted, key,
        lambda number, more, own: pass_review(actor, number, more.get("outcome", "grant"), key=own, **_taken(more)),
    )  # fmt: skip


def _each(
    wanted: Mapping[str, Mapping[str, Any]], key: str, do: Callable[[str, Mapping[str, Any], str], Done]
) -> list[One]:
    """The key of each case's command comes from the batch's, so a batch sent again does nothing twice."""
    found = []
    for number, more in wanted.items():
        try:
            done = do(number, more, f"{key}:{number}")
        except Refusal as refusal:
            found.append(One(number, "", refusal))
        except NotFound:
            found.append(
                One(number, "", Refusal(Text("没有这个办件", "there is no such case"), where=number))
            )
        else:
            found.append(One(number, done["state"]))
    return found


def _taken(more: Mapping[str, Any]) -> dict[str, Any]:
    names = {"reasons": "why", "note": "note", "seen": "seen"}
    return {to: more[name] for name, to in names.items() if name in more}
