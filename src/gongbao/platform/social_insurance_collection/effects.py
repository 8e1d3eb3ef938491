"""What the steps of declarations and agreements carry out: assessment, hand-over, messages, the agreement itself."""

from __future__ import annotations

from datetime import date

from gongbao.platform.cases.services import Act, Case, carries_out
from gongbao.platform.casework.services import carry_out_usual
from gongbao.platform.collections import services as collections
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx
from gongbao.platform.social_insurance_collection import (
    assessing,
    declaring,
    deferring,
    handing,
    jobs,
    registering,
    telling,
)
from gongbao.platform.social_insurance_collection.words import AGREEMENT, DECLARATION

carry_out_usual(DECLARATION, AGREEMENT)


@carries_out(DECLARATION, "difference")
def difference(tx: Tx, case: Case, act: Act) -> None:
    """Keep in the case how many people the new version has against the last."""
    rows = declaring.versions(case.key)
    tx.event(case.key, "difference", {"persons": [row.persons for row in rows[-2:]]})


@carries_out(DECLARATION, "assess")
def assess(tx: Tx, case: Case, act: Act) -> None:
    """Record staff and bases as declared and assess the month (2.1.a)."""
    found = declaring.declared(case.key)
    assert found is not None
    row, staff = found
    firm = declaring.registration_of(case.party)
    registering.record_staff(tx, firm.id, row.month, staff)
    assessing.assess_firm(tx, firm.id, row.month, case=case.key)
    for month in declaring.later_months(firm, row.month):
        assessing.assess_firm(tx, firm.id, month, case=case.key)


@carries_out(DECLARATION, "hand_over")
def hand_over(tx: Tx, case: Case, act: Act) -> None:
    """Hand every assessment of the case to the tax side (2.1.b)."""
    rows = declaring.assessments_of(case.key)
    for row in rows:
        handing.hand_over(tx, row.id)
    deferring.apply(tx, declaring.registration_of(case.party), [row.month for row in rows])
    jobs.schedule(tx)


@carries_out(DECLARATION, "reassess")
def reassess(tx: Tx, case: Case, act: Act) -> None:
    """After a dispute found true: the mended records are assessed anew and the difference is sent (2.2)."""
    if act.body.get("outcome") != "corrected":
        return
    row = declaring.assessment_of(case.key)
    assert row is not None
    again = assessing.assess_firm(tx, declaring.registration_of(case.party).id, row.month, case=case.key)
    handing.hand_over(tx, again.id)
    deferring.apply(tx, declaring.registration_of(case.party), [again.month])


@carries_out(DECLARATION, "dun")
def dun(tx: Tx, case: Case, act: Act) -> None:
    """Remind the firm of what is overdue, with the late fee of today (2.2.a)."""
    payer = declaring.payer_of_firm(declaring.registration_of(case.party))
    telling.remind(tx, payer_hash=payer.hash)


@carries_out(DECLARATION, "notify_agency")
def notify_agency(tx: Tx, case: Case, act: Act) -> None:
    """Tell the agency, which keeps the record of rights, that the month is paid (4.p2)."""
    payer = declaring.payer_of_firm(declaring.registration_of(case.party))
    telling.tell_agency(tx, payer_hash=payer.hash)


@carries_out(AGREEMENT, "sign")
def sign(tx: Tx, case: Case, act: Act) -> None:
    """Put the agreement in force in place of the old way of paying (3.1.p4.a)."""
    if act.body.get("outcome") != "confirmed":
        return
    asked = declaring.agreement_asked(case.key)
    firm = declaring.registration_of(case.party)
    on: date = tx.now.astimezone(ZONE).date()
    collections.sign(
        tx,
        declaring.payer_of_firm(firm),
        "tri_party",
        bank=asked["bank"],
        account_name=asked["account_name"],
        account=asked["account"],
        signed_on=on,
    )
