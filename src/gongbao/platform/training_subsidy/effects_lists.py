"""What the steps of recognition and of supervision carry out."""

from __future__ import annotations

from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case, carries_out, registered
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.funds import services as funds
from gongbao.platform.letters import services as letters
from gongbao.platform.messages import services as messages
from gongbao.platform.parties import services as parties
from gongbao.platform.training_subsidy import supervising, wording
from gongbao.platform.training_subsidy.models import ListedFirm, Recovery
from gongbao.platform.training_subsidy.words import RECOGNITION, SUPERVISION
from gongbao.policies.training_subsidy.procedure.supervision import RECOVERY_REASONS


@carries_out(RECOGNITION, "list_firm")
def list_firm(tx: Tx, case: Case, act: Act) -> None:
    """The entry itself is kept with its ruling by the same command; the log says who listed whom."""
    tx.audit("training_subsidy.listed", case=str(case.key), firm=act.body["firm"], batch=act.body["batch"])


@carries_out(RECOGNITION, "notify_firm")
def notify_firm(tx: Tx, case: Case, act: Act) -> None:
    """Tell the firm that it was not recognised, where it is known here."""
    firm = parties.find_firm(act.body["firm"]) if act.body.get("firm") else None
    if firm is not None:
        text = Text(
            f"{case.number}：未列入重点行业企业名单，理由见区政府告知",
            f"{case.number}: the firm was not recognised",
        )
        messages.to_party(tx, firm.key, text, key=f"{case.key}:{case.sequence}:declined")


@carries_out(RECOGNITION, "file_copy")
def file_copy(tx: Tx, case: Case, act: Act) -> None:
    """The copy's row is kept by the same command; the city is told that it went out."""
    text = Text(f"{case.number}：名单已送{act.body['authority']}备案", f"{case.number}: a copy was filed")
    messages.to_office(tx, "city_hr", text, case=case.key, key=f"{case.key}:{case.sequence}:copy")


@carries_out(RECOGNITION, "lock_list")
def lock_list(tx: Tx, case: Case, act: Act) -> None:
    """From now on no firm can be added; what was not reported in time stays off the list."""
    late = ListedFirm.objects.filter(case=case.key, outcome="met", filed_on=None)
    tx.audit("training_subsidy.list_locked", case=str(case.key), not_reported=late.count())


@carries_out(RECOGNITION, "receipt")
@carries_out(RECOGNITION, "notify_supervisor")
def tell_government(tx: Tx, case: Case, act: Act) -> None:
    """Tell the district government's office."""
    _office(tx, case, act, case.office)


@carries_out(RECOGNITION, "notify_city")
def tell_city(tx: Tx, case: Case, act: Act) -> None:
    """Tell the city bureau that a list has come."""
    _office(tx, case, act, "city_hr")


@carries_out(SUPERVISION, "decision")
def recovery_letter(tx: Tx, case: Case, act: Act) -> None:
    """The decision to recover: sum, reasons, basis, remedies; served in the firm's box."""
    assert case.party is not None
    firm = parties.party(case.party).name
    known = {reason.id: reason for reason in RECOVERY_REASONS}
    why = [(known[name].text.zh, wording.place_of(known[name].clause)) for name in act.body["reasons"]]
    content = wording.recovered(case.number, firm, case.office, act.body["amount"], why, local_day(tx.now))
    issued = letters.issue(
        tx, "decision.recovery", wording.TITLES["recovery"], content, office=case.office, addressee=firm,
        prefix=wording.prefix(case.office, "decision.recovery"), case=case.key, party=case.party,
    )  # fmt: skip
    letters.serve(tx, issued.letter, "online")


@carries_out(SUPERVISION, "open_receivable")
def open_receivable(tx: Tx, case: Case, act: Act) -> None:
    """Order the sum back in the books; no more than was paid can be."""
    claim = supervising.claim_of_inspection(case.key)
    assert claim.entitlement is not None
    amount = act.body["amount"]
    funds.recover(tx, claim.entitlement, amount, f"检查{case.number}", ref=str(case.key))
    Recovery.objects.create(
        case=case.key, office=case.office, party=case.party, claim=claim.case, entitlement=claim.entitlement,
        ordered=amount, reasons=act.body["reasons"], ordered_at=tx.now,
    )  # fmt: skip


@carries_out(SUPERVISION, "post_recovery")
def post_recovery(tx: Tx, case: Case, act: Act) -> None:
    """Book what came back into the special account."""
    row = Recovery.objects.select_for_update().get(case=case.key)
    funds.paid_back(tx, row.entitlement, act.body["amount"], ref=f"{case.key}:{case.sequence}")
    row.returned += act.body["amount"]
    row.save(update_fields=["returned"])


@carries_out(SUPERVISION, "archive")
def archive(tx: Tx, case: Case, act: Act) -> None:
    """The inspection is over and kept."""
    tx.audit("training_subsidy.inspected", case=str(case.key), outcome=act.body.get("outcome"))


@carries_out(SUPERVISION, "receipt")
@carries_out(SUPERVISION, "notify_applicant")
def tell_firm(tx: Tx, case: Case, act: Act) -> None:
    """Tell the firm what was done."""
    assert case.party is not None
    messages.to_party(tx, case.party, _done(case, act), case=case.key, key=f"{case.key}:{case.sequence}:firm")


@carries_out(SUPERVISION, "notify_office")
def tell_office(tx: Tx, case: Case, act: Act) -> None:
    """Tell the office."""
    _office(tx, case, act, case.office)


@carries_out(SUPERVISION, "notify_supervisor")
def tell_supervisor(tx: Tx, case: Case, act: Act) -> None:
    """Money that did not come back in time: tell office and city."""
    for office in (case.office, "city_hr"):
        _office(tx, case, act, office)


def _office(tx: Tx, case: Case, act: Act, office: str) -> None:
    messages.to_office(
        tx, office, _done(case, act), case=case.key, key=f"{case.key}:{case.sequence}:{act.action}:{office}"
    )


def _done(case: Case, act: Act) -> Text:
    title = registered(case.procedure, case.version).procedure.action(act.action).title
    return Text(f"{case.number}：{title.zh}", f"{case.number}: {title.en}")
