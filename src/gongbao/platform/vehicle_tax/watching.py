"""Finding by itself what is late or short in filing and remitting, from the books, by the room's own rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F

from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case, carries_out, open_case
from gongbao.platform.collections import services as collections
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.vehicle_tax import latefees
from gongbao.platform.vehicle_tax.filing import Standing, standings_of
from gongbao.platform.vehicle_tax.institutions import InstitutionRow, institutions
from gongbao.platform.vehicle_tax.models import Finding, PaymentForm
from gongbao.platform.vehicle_tax.words import ENDINGS, FINDINGS, WATCH, next_look
from gongbao.policies.vehicle_tax.procedure import VIOLATION
from gongbao.policies.vehicle_tax.rules import BOOK, DOCUMENT, PERIOD, REMITTED_LATE

NEVER = date.max
LOOK_BACK = timedelta(days=400)
MOST = 1000
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
    late_fee: int
    found_on: date
    ended_on: date | None
    ended: Text
    case: UUID | None


def facts_of(standing: Standing, forms: Sequence[PaymentForm], on: date) -> dict[str, Any]:
    """The facts of the question ``vehicle_tax/period`` as the books stand on a day; `forms` are the filing's."""
    filing, period = standing.filing, standing.period
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
    """Look at every insurer's periods: keep what is late or short, each once, with a case, and end what was put right.

    Returns the kinds found for the first time.
    """
    today = on or local_day(tx.now)
    insurers = {each.party: each for each in institutions()}
    looked = standings_of(list(insurers), today - LOOK_BACK, today)
    forms: dict[tuple[UUID | None, str], list[PaymentForm]] = {}
    for form in PaymentForm.objects.filter(party__in=list(insurers)).order_by("remitted_on", "number"):
        forms.setdefault((form.party, form.filing), []).append(form)
    known = {
        (row.party, row.period, row.kind): row
        for row in Finding.objects.select_for_update().filter(party__in=list(insurers)).order_by("key")
    }
    seen, made = set(), list[str]()
    for party, rows in looked.items():
        for standing in rows:
            theirs = forms.get((party, standing.filing.number), []) if standing.filing else []
            for kind, detail in _found(standing, theirs, today):
                place = (party, standing.period.first, kind)
                seen.add(place)
                made += _keep(tx, insurers[party], standing, kind, detail, known.get(place), today)
    right = [row.key for place, row in known.items() if place not in seen and row.ended_on is None]
    Finding.objects.filter(key__in=right).update(ended_on=today, ended_how="put_right")
    return made


def _found(standing: Standing, forms: Sequence[PaymentForm], today: date) -> list[tuple[str, dict[str, Any]]]:
    """What is wrong with a period today: nothing is late before its limit under the reading in use."""
    facts = facts_of(standing, forms, today)
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
            fee = _late_fee(standing.collected, forms, limit, today) if name == "remitted_in_time" else 0
            detail = {"days": (until - limit).days, "clause": limits[name].clause, "late_fee": fee}
            out.append((kind, {"amount": amount, **detail}))
    if failed & {"right_instrument", "right_type"}:
        out.append(("wrong_form", {"amount": 0, "days": 0, "clause": DOCUMENT + "9.a", "late_fee": 0}))
    return out


def _late_fee(collected: int, forms: Sequence[PaymentForm], limit: date, today: date) -> int:
    """The insurer's late fee: each fen remitted late to its day, what is still missing to today, rounded once."""
    late = [collections.Stretch(form.amount, (form.remitted_on - limit).days) for form in forms]
    missing = collected - sum(form.amount for form in forms)
    stretches = [*late, collections.Stretch(missing, (today - limit).days)]
    fen_days = sum(each.amount * each.days for each in stretches if each.amount > 0 and each.days > 0)
    answer = REMITTED_LATE.at(today).determine({"late_fen_days": fen_days})
    return answer.amount_fen or 0


def _keep(
    tx: Tx,
    insurer: InstitutionRow,
    standing: Standing,
    kind: str,
    detail: dict[str, Any],
    known: Finding | None,
    today: date,
) -> list[str]:
    if known is not None:
        if known.ended_how != "decided":
            changes = {name: detail[name] for name in ("amount", "days", "late_fee")}
            Finding.objects.filter(pk=known.pk).update(**changes, ended_on=None, ended_how="")
        return []
    title = f"{insurer.name} {standing.period.name.zh} {FINDINGS[kind].zh}"
    once = f"vehicle_tax:{insurer.party}:{standing.period.code}:{kind}"
    case = open_case(tx, VIOLATION.id, insurer.office, insurer.party, title, once=once)
    Finding.objects.create(
        party=insurer.party,
        period=standing.period.first,
        kind=kind,
        office=insurer.office,
        reading=standing.reading,
        found_on=today,
        case=case.key,
        **detail,
    )
    tx.audit("vehicle_tax.found", kind=kind, period=standing.period.code, insurer=insurer.code)
    return [kind]


@carries_out(VIOLATION.id, "end_finding")
def end_finding(tx: Tx, case: Case, done: Act) -> None:
    """What the case was opened for is decided; with a sanction the late fee, as it stands, is charged."""
    open_ = Finding.objects.filter(case=case.key).exclude(ended_how="decided")
    if done.body.get("outcome") == "sanction":
        for row in open_:
            latefees.charge(tx, row)
    open_.update(ended_on=local_day(tx.now), ended_how="decided")


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
    """What was found, what is open first; inside a read() of somebody who may see it."""
    names = {each.party: each.name for each in institutions()}
    rows = Finding.objects.filter(**({"party": party} if party else {}))
    rows = rows.order_by(F("ended_on").desc(nulls_first=True), "-found_on", "-period", "kind")[:MOST]
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
            r.late_fee,
            r.found_on,
            r.ended_on,
            ENDINGS[r.ended_how],
            r.case,
        )
        for r in rows
    ]
