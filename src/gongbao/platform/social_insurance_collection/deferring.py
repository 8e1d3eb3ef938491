"""The deferral of 2020: asked for by a unit in hardship, found by the agency, decided by another; no late fee meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from gongbao.kernel.calendar import month as months
from gongbao.kernel.rules.question import Determination
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case, carries_out
from gongbao.platform.casework.services import FORM
from gongbao.platform.collections import services as collections
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx
from gongbao.platform.social_insurance_collection.declaring import payer_of_firm, registration_of
from gongbao.platform.social_insurance_collection.models import Deferral, FirmRegistration
from gongbao.platform.social_insurance_collection.words import ITEMS, SCHEME
from gongbao.policies.social_insurance_collection.procedure import DEFERRAL as PROCEDURE
from gongbao.policies.social_insurance_collection.rules import BOOK, DEFERRAL, DOCUMENT

MOST_MONTHS = 24


@carries_out(PROCEDURE.id, "record_deferral")
def record(tx: Tx, case: Case, done: Act) -> None:
    """Keep what is asked for; refused at once where the rule says no whatever the agency finds."""
    form, on = done.personal[FORM], tx.now.astimezone(ZONE).date()
    first, last = months.parse(form["first"]), months.parse(form["last"])
    if not first <= last < first + MOST_MONTHS:
        raise Refusal(
            Text("起止月份不对", "The months are in the wrong order, or too many"), where="last",
            mend=Text("止月不能早于起月", "The last month is not before the first"), clause=DOCUMENT + "2.2.c",
        )  # fmt: skip
    firm = registration_of(case.party)
    for month in (first, last):
        answer = _asked(firm, month, "pension", on, bool(form["staff_agreed"]), None, {})
        if answer.outcome == "not_met":
            _refuse(answer, month)
    Deferral.objects.update_or_create(
        case=case.key,
        defaults={
            "office": case.office, "party": case.party, "first_month": first, "last_month": last,
            "staff_agreed": bool(form["staff_agreed"]), "state": "asked",
        },
    )  # fmt: skip


@carries_out(PROCEDURE.id, "find_hardship")
def find(tx: Tx, case: Case, done: Act) -> None:
    """Keep what the agency found."""
    Deferral.objects.filter(case=case.key).update(hardship_found=bool(done.personal[FORM]["hardship_found"]))


@carries_out(PROCEDURE.id, "decide_deferral")
def decide(tx: Tx, case: Case, done: Act) -> None:
    """Defer what stands charged for the months; what is charged for them later follows. Never without hardship."""
    row = Deferral.objects.select_for_update().get(case=case.key)
    if done.body.get("outcome") != "approve":
        Deferral.objects.filter(pk=row.pk).update(state="refused")
        return
    if not row.hardship_found:
        raise Refusal(
            Text("经办机构没有核实到严重困难", "The agency found no grave hardship"), where="outcome",
            mend=Text("请写明理由，不予缓缴", "Refuse it with its reasons"), clause=DOCUMENT + "2.2.c",
        )  # fmt: skip
    on = tx.now.astimezone(ZONE).date()
    row.state, row.until = "approved", _end(on)
    row.save(update_fields=["state", "until"])
    apply(tx, registration_of(case.party), range(row.first_month, row.last_month + 1))


def apply(tx: Tx, firm: FirmRegistration, those: Iterable[int]) -> int:
    """Defer the open charges of a firm's months as its approved deferrals say; returns how many changed."""
    wanted = set(those)
    changed = 0
    for row in Deferral.objects.filter(party=firm.party, state="approved").order_by("until"):
        parts = dict[str, int]()
        for charge in collections.charges(
            SCHEME, payer_hash=payer_of_firm(firm).hash, states=("open",), limit=None
        ):
            covered = row.first_month <= charge.period <= row.last_month and charge.period in wanted
            if covered and charge.amount > 0 and charge.item in ITEMS:
                answer = _asked(
                    firm,
                    charge.period,
                    charge.item,
                    _asked_on(row),
                    row.staff_agreed,
                    row.hardship_found,
                    charge.parts,
                )
                parts[charge.number] = (answer.amount_fen or 0) if answer.outcome == "met" else 0
        parts = {number: fen for number, fen in parts.items() if fen}
        if parts and row.until is not None:
            changed += collections.defer(tx, parts, row.until)
    return changed


def deferral_open(on: date) -> bool:
    """Whether a deferral can still be asked for."""
    return on <= _end(on)


def _asked(
    firm: FirmRegistration,
    month: int,
    item: str,
    on: date,
    agreed: bool,
    found: bool | None,
    parts: dict[str, int],
) -> Determination:
    """The rule's answer for one insurance of one month."""
    facts: dict[str, Any] = {
        "payer_type": firm.payer_type, "month": month, "insurance": item, "asked_on": on, "staff_agreed": agreed,
        "employer_fen": max(parts.get("employer", 0), 0), "employee_fen": max(parts.get("employee", 0), 0),
    }  # fmt: skip
    if found is not None:
        facts["hardship_found"] = found
    return DEFERRAL.at(on).determine(facts)


def _refuse(answer: Determination, month: int) -> None:
    tag = next(reason.unit.tag for reason in answer.reasons if reason.state is False)
    label = months.label(month)
    raise Refusal(
        Text(f"{label.zh}不能缓缴：不满足“{tag.label.zh}”", f"{label.en} cannot be deferred; not so: {tag.label.en}"),
        where="first", mend=Text("请去掉不能缓缴的月份，或按期缴费", "Leave those months out, or pay in time"), clause=tag.clause,
    )  # fmt: skip


def _asked_on(row: Deferral) -> date:
    assert row.until is not None
    return row.until


def _end(on: date) -> date:
    end = BOOK["deferral_end"].at(on).value
    assert isinstance(end, date)
    return end
