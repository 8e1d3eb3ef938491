"""What the steps of the room's cases carry out: standings, certificates, rights, loans' lists, complaints, services."""

from __future__ import annotations

from typing import Any

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case, carries_out, history
from gongbao.platform.casework import services as casework
from gongbao.platform.casework.effects import decision as house_decision
from gongbao.platform.casework.effects import notify_applicant, notify_supervisor, release_reservation
from gongbao.platform.casework.effects import receipt as house_receipt
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.flexible_employment import complaints, entitling, loans, runs, standing, visits
from gongbao.platform.flexible_employment.words import (
    COMPLAINT,
    LOAN,
    REGISTRATION,
    SERVICE,
    SUBSIDY,
    UNEMPLOYMENT,
    clause,
    refuse,
)
from gongbao.platform.letters import services as letters
from gongbao.platform.parties import services as parties
from gongbao.policies.flexible_employment import rules
from gongbao.policies.flexible_employment.forms import FORMS


def given(case: Case, form: str = "application") -> dict[str, Any]:
    """What the case was last answered with on a form."""
    name = f"{case.procedure.partition('.')[2]}.{form}"
    wanted = FORMS.get(name) or FORMS[form]
    found = casework.latest(casework.answers_of(case, history(case.key)), wanted.id)
    return dict(found.values) if found else {}


def now_given(act: Act, form: str) -> dict[str, Any]:
    """What the step just made was answered with."""
    from gongbao.kernel.forms import parse

    raw = act.personal.get(casework.FORM) or {}
    return {name: value for name, value in parse(FORMS[form], raw).values.items() if value is not None}


@carries_out(REGISTRATION, "certificate")
def certificate(tx: Tx, case: Case, act: Act) -> None:
    """Register the person, one registration at a time, and issue the certificate free of charge (11.b)."""
    assert case.party is not None
    row = standing.begin(
        tx, case.party, "flexible", given(case), case=case.key, number=case.number, office=case.office
    )
    person = parties.person(case.party)
    letters.issue(
        tx, "certificate.19", Text("就业失业登记证", "Certificate of registration"),
        letters.Content(
            opening=("兹证明以下人员已办理灵活就业登记。",),
            facts=(("姓名", person.name), ("证件号码", person.number_masked), ("证书编号", row.certificate),
                   ("登记日期", str(local_day(tx.now))), ("就业起始", str(row.starts_on)), ("工本费", "0元")),
            decision=("信息有变请及时办理变更。",),
        ),
        office=case.office, addressee=person.name, prefix="灵就证", case=case.key, party=case.party,
    )  # fmt: skip


@carries_out(REGISTRATION, "change")
def change(tx: Tx, case: Case, act: Act) -> None:
    """Keep the change with its history (11.e)."""
    assert case.party is not None
    standing.change(tx, case.party, now_given(act, "change"))


@carries_out(REGISTRATION, "end")
def end(tx: Tx, case: Case, act: Act) -> None:
    """End the registration; nothing is paid for the months after it."""
    assert case.party is not None
    standing.end(tx, case.party, "flexible", now_given(act, "end") if act.action == "end" else {})


@carries_out(UNEMPLOYMENT, "unemployed")
def unemployed(tx: Tx, case: Case, act: Act) -> None:
    """Register unemployment; the flexible registration ends the day before (12)."""
    assert case.party is not None
    standing.begin(
        tx, case.party, "unemployed", given(case), case=case.key, number=case.number, office=case.office
    )


@carries_out(UNEMPLOYMENT, "at_work")
def at_work(tx: Tx, case: Case, act: Act) -> None:
    """End the registration of unemployment."""
    assert case.party is not None
    standing.end(tx, case.party, "unemployed", now_given(act, "end") if act.action == "end" else {})


@carries_out(SUBSIDY, "entitle")
def entitle(tx: Tx, case: Case, act: Act) -> None:
    """Keep the right: months are drawn for it from now on (4.a)."""
    assert case.party is not None
    entitling.grant(tx, case=case.key, office=case.office, party=case.party, given=given(case))


@carries_out(SUBSIDY, "account")
def account(tx: Tx, case: Case, act: Act) -> None:
    """Keep the corrected account, sealed; what the bank returned is paid there."""
    runs.correct_account(tx, case.key, str(now_given(act, "account")["account"]))


@carries_out(SUBSIDY, "recover")
def recover(tx: Tx, case: Case, act: Act) -> None:
    """Stop the right and order back what was paid on an untrue commitment (11.c)."""
    entitling.stop(tx, case.key)
    runs.recover(tx, case.key, "承诺不实")


@carries_out(SUBSIDY, "release_reservation")
def release(tx: Tx, case: Case, act: Act) -> None:
    """A right that has ended is drawn no more; another may be applied for."""
    entitling.stop(tx, case.key)
    release_reservation(tx, case, act)


@carries_out(LOAN, "checked")
def checked(tx: Tx, case: Case, act: Act) -> None:
    """A qualification the rules deny cannot be recognised (9)."""
    if act.body.get("outcome") != "agree":
        return
    said = given(case)
    known = {
        "household": said.get("household"),
        "work_kind": said.get("business_kind"),
        "business_registered": bool(said.get("credit_code")),
    }
    found = rules.LOAN_QUALIFICATION.at(local_day(tx.now)).determine(known)
    if found.outcome != "met":
        failed = next(each for each in found.reasons if found.state_of(each) != "met")
        tag = failed.unit.tag
        raise Refusal(
            Text(f"不能认定：{tag.label.zh}未满足", f"Not so: {tag.label.en}"), where=case.number,
            mend=Text("请选择“不同意”并写明理由", "Refuse with the reason"), clause=tag.clause,
        )  # fmt: skip


@carries_out(LOAN, "receipt")
def loan_receipt(tx: Tx, case: Case, act: Act) -> None:
    """The hall of the household's district comes first: a form handed in elsewhere is refused (9.a)."""
    if act.action in ("submit", "resubmit"):
        district = now_given(act, "loan.application").get("household_district")
        if district != case.office:
            raise refuse(
                "资格由户籍所在区的政务服务大厅认定，这件开在别的区", "The hall of the household’s district qualifies", "9.a",
                where="household_district", mend=Text("请撤回，改在户籍所在区重新开办", "Withdraw, and begin at that district"),
            )  # fmt: skip
    house_receipt(tx, case, act)


@carries_out(LOAN, "guarantor")
def guarantor(tx: Tx, case: Case, act: Act) -> None:
    """Only a guarantor under contract may be asked; it gets the case in its own list (9.b)."""
    loans.ask(tx, case, "guarantor", now_given(act, "guarantee"), given(case))


@carries_out(LOAN, "bank")
def bank(tx: Tx, case: Case, act: Act) -> None:
    """Only a handling bank may be asked; it gets the case in its own list (9.c)."""
    loans.ask(tx, case, "bank", now_given(act, "bank"), given(case))


@carries_out(LOAN, "notify_supervisor")
def loan_overdue(tx: Tx, case: Case, act: Act) -> None:
    """A limit was passed: the institution that lets it pass is told as well."""
    notify_supervisor(tx, case, act)
    loans.remind(tx, case)


@carries_out(COMPLAINT, "receipt")
def complaint_receipt(tx: Tx, case: Case, act: Act) -> None:
    """A complaint handed in reaches the platform at once; one accepted by its maker is closed."""
    house_receipt(tx, case, act)
    if act.action in ("submit", "resubmit"):
        complaints.receive(tx, case, now_given(act, "complaint.application"))
    if act.action in ("accept", "withdraw"):
        complaints.note_result(tx, case, "accepted" if act.action == "accept" else "withdrawn")


@carries_out(COMPLAINT, "notify_applicant")
def complaint_told(tx: Tx, case: Case, act: Act) -> None:
    """Tell the complainant, and keep how it ended."""
    notify_applicant(tx, case, act)
    if act.after in ("settled", "concluded"):
        complaints.note_result(
            tx, case, {"inspect": "inspection", "arbitrate": "arbitration"}.get(act.action, "mediated")
        )


@carries_out(SERVICE, "notify_applicant")
def served(tx: Tx, case: Case, act: Act) -> None:
    """Keep each service given with the day agreed for the next visit, for follow-up and figures (15)."""
    notify_applicant(tx, case, act)
    if act.action == "serve":
        visits.record(tx, case, now_given(act, "given"))


__all__ = ["clause", "given", "house_decision", "now_given"]
