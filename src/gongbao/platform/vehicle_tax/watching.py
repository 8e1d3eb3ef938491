"""Finding by itself what is late or short in filing and remitting, from the books, by the room's own rule."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.cases.services import open_case
from gongbao.platform.db.clock import now
from gongbao.platform.db.services import Tx
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.vehicle_tax.filing import Standing, standings
from gongbao.platform.vehicle_tax.institutions import InstitutionRow, institutions
from gongbao.platform.vehicle_tax.models import Finding, PaymentForm
from gongbao.platform.vehicle_tax.words import FINDINGS, WATCH, local_day, next_look
from gongbao.policies.vehicle_tax.procedure import VIOLATION
from gongbao.policies.vehicle_tax.rules import BOOK, DOCUMENT, PERIOD

NEVER = date.max
LOOK_BACK = timedelta(days=400)
_KINDS = {
    "filed_in_time": ("not_filed", "late_filing"),
    "remitted_in_time": ("under_remitted", "late_remittance"),
}


class FindingRow(NamedTuple):
    """Something found: at which insurer, in which period, what, how much (fen), how many days late."""

    insurer: str
    period: date
    kind: str
    title: Text
    amount: int
    days: int
    clause: str
    reading: str
    found_on: date
    case: UUID | None


def facts_of(standing: Standing, on: date) -> dict[str, Any]:
    """The facts of the question ``vehicle_tax/period`` as the books stand on a day."""
    filing, period = standing.filing, standing.period
    forms = list(PaymentForm.objects.filter(filing=filing.number)) if filing else []
    whole = filing is not None and filing.remitted >= standing.collected
    day = BOOK["remittance_instrument"].at(on).value, BOOK["remittance_type"].at(on).value
    return {
        "collected_fen": standing.collected,
        "filed_fen": filing.total if filing else 0,
        "remitted_fen": filing.remitted if filing else 0,
        "filed_on": filing.filed_on if filing else NEVER,
        "remitted_on": (filing.remitted_on or filing.filed_on) if filing and whole else NEVER,
        "filing_due": period.filing.due,
        "filing_late_after": period.filing.late_after,
        "remittance_due": period.remittance.due,
        "remittance_late_after": period.remittance.late_after,
        "instrument_right": all(form.instrument == day[0] for form in forms),
        "type_right": all(form.tax_type == day[1] for form in forms),
    }


def watch(tx: Tx, on: date | None = None) -> list[str]:
    """Look at every insurer's periods and keep what is late or short, each once, with a case; returns the new kinds."""
    today, made = on or local_day(tx.now), []
    for insurer in institutions():
        for standing in standings(insurer.party, today - LOOK_BACK, today):
            made += [
                _keep(tx, insurer, standing, kind, detail, today) for kind, detail in _found(standing, today)
            ]
    return [kind for kind in made if kind]


def _found(standing: Standing, today: date) -> list[tuple[str, dict[str, Any]]]:
    """What is wrong with a period today: nothing is late before its limit under the reading in use."""
    facts = facts_of(standing, today)
    answer = PERIOD.at(today, {"ten_day_holidays": standing.reading}).determine(facts)
    failed = {reason.unit.tag.name for reason in answer.reasons if reason.state is False}
    out: list[tuple[str, dict[str, Any]]] = []
    limits = {"filed_in_time": standing.period.filing, "remitted_in_time": standing.period.remittance}
    for name, (open_kind, late_kind) in _KINDS.items():
        limit = limits[name].late_after if standing.reading == "art109" else limits[name].due
        if name in failed and today > limit:
            done = facts["filed_on" if name == "filed_in_time" else "remitted_on"]
            short = standing.collected - (0 if name == "filed_in_time" else facts["remitted_fen"])
            kind, until = (late_kind, done) if done != NEVER else (open_kind, today)
            amount = standing.collected if done != NEVER else short
            out.append(
                (kind, {"amount": amount, "days": (until - limit).days, "clause": limits[name].clause})
            )
    if failed & {"right_instrument", "right_type"}:
        out.append(("wrong_form", {"amount": 0, "days": 0, "clause": DOCUMENT + "9.a"}))
    return out


def _keep(
    tx: Tx, insurer: InstitutionRow, standing: Standing, kind: str, detail: dict[str, Any], today: date
) -> str:
    key = {"party": insurer.party, "period": standing.period.first, "kind": kind}
    known = Finding.objects.filter(**key).first()
    if known is not None:
        Finding.objects.filter(pk=known.pk).update(amount=detail["amount"], days=detail["days"])
        return ""
    title = f"{insurer.name} {standing.period.name.zh} {FINDINGS[kind].zh}"
    once = f"vehicle_tax:{insurer.party}:{standing.period.code}:{kind}"
    case = open_case(tx, VIOLATION.id, insurer.office, insurer.party, title, once=once)
    Finding.objects.create(
        office=insurer.office, reading=standing.reading, found_on=today, case=case.key, **key, **detail
    )
    tx.audit("vehicle_tax.found", kind=kind, period=standing.period.code, insurer=insurer.code)
    return kind


@handles(WATCH)
def watch_job(tx: Tx, job: Job) -> None:
    """The daily look; plans the next one."""
    watch(tx)
    plan_look(tx)


def plan_look(tx: Tx) -> None:
    """Plan the next daily look; planned twice it is one."""
    due = next_look(tx.now)
    tx.enqueue(WATCH, {}, run_at=due, key=f"{WATCH}:{due:%Y-%m-%d}")


def findings(party: UUID | None = None) -> list[FindingRow]:
    """What was found, newest first; inside a read() of somebody who may see it."""
    names = {each.party: each.name for each in institutions()}
    rows = Finding.objects.filter(**({"party": party} if party else {})).order_by(
        "-found_on", "-period", "kind"
    )
    return [
        FindingRow(
            names.get(r.party, "") if r.party else "",
            r.period,
            r.kind,
            FINDINGS[r.kind],
            r.amount,
            r.days,
            r.clause,
            r.reading,
            r.found_on,
            r.case,
        )
        for r in rows
    ]


def today() -> date:
    """The day in Beijing."""
    return local_day(now())
