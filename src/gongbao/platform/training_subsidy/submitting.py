"""Sending a claim, sending it again after a return, taking it back; what differs is worked out."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from gongbao.kernel.forms import show
from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx, canonical
from gongbao.platform.parties import services as parties
from gongbao.platform.training_subsidy import sheets, store
from gongbao.platform.training_subsidy.checking import Check, check
from gongbao.platform.training_subsidy.commands import Done, joined, reach_claim, run, step
from gongbao.platform.training_subsidy.difference import differ, snapshot
from gongbao.platform.training_subsidy.drafts import insured_office, own_firm
from gongbao.platform.training_subsidy.models import Claim, ClaimRow, Submission
from gongbao.platform.training_subsidy.rows import set_standing, write_rows
from gongbao.platform.training_subsidy.words import FORM, ROSTER, clause
from gongbao.policies.training_subsidy.rules import READINGS


def submit(actor: Actor, number: str, *, commitment: str, key: str, leave_out: bool = False) -> Done:
    """Send the claim with the commitment (3.1.b), up to the last day of acceptance (1.3.a).

    Rows with faults stop it, unless `leave_out` sends the good rows only and leaves the faulty ones in
    the draft. Insurance records are compared by a job at once.
    """
    return _send(actor, number, "submit", commitment, key, leave_out)


def resubmit(actor: Actor, number: str, *, commitment: str, key: str, leave_out: bool = False) -> Done:
    """Send a returned claim again; what differs from the version before is kept for the officer."""
    return _send(actor, number, "resubmit", commitment, key, leave_out)


def withdraw(actor: Actor, number: str, *, key: str) -> Done:
    """Take a claim back before it joins a fund request; what was granted or held is released."""

    def command(tx: Tx) -> Done:
        case, claim = reach_claim(tx, number, "withdraw")
        done = step(tx, case, "withdraw", "applicant")
        set_standing(claim.case, None, "")
        return done

    done: Done = run(actor, key, "withdraw", command, [number])
    return done


def _send(actor: Actor, number: str, action: str, commitment: str, key: str, leave_out: bool) -> Done:
    def command(tx: Tx) -> Done:
        case, claim = reach_claim(tx, number, action)
        _committed(commitment)
        firm = own_firm(tx)
        _same_district(tx, case)
        draft = store.load(claim)
        _keep_account(tx, firm, draft)
        claim.applied_on = claim.applied_on or local_day(tx.now)
        claim.readings = READINGS.chosen(claim.readings)
        done = check(draft, claim.applied_on, readings=claim.readings, purpose=action)
        _complete(done, leave_out)
        claim.version += 1
        claim.commitment, claim.committed_at = commitment, tx.now
        claim.people, claim.person_months, claim.amount = done.people, done.person_months, done.amount
        claim.findings = [each.as_json() for each in done.found if each.level == "check"]
        claim.checked, claim.compared_at, claim.proposal = done.summary(), None, ""
        ClaimRow.objects.filter(case=claim.case).update(standing="")
        write_rows(claim, claim.version, done)
        claim.save()
        body = _kept(tx, claim, draft, done)
        store.drop(claim, "returned")
        result = step(tx, case, action, "applicant", body, guards={"complete": "met"})
        return {
            **result,
            "people": claim.people,
            "person_months": claim.person_months,
            "amount": claim.amount,
        }

    done: Done = run(actor, key, action, command, [number, commitment, leave_out])
    return done


def _committed(commitment: str) -> None:
    field = FORM.field("commitment")
    if commitment != field.version:
        raise Refusal(
            Text("须先作出承诺才能提交", "the commitment must be made first"),
            where=field.label.zh,
            mend=Text("请阅读承诺内容后勾选", "Read the commitment and tick it"),
            clause=clause("3.1.b"),
        )


def _same_district(tx: Tx, case: Case) -> None:
    """A case stays with its office: a firm whose insurance has moved since begins a new claim there."""
    firm = own_firm(tx)
    office = insured_office(tx, firm)
    if office != case.office:
        raise Refusal(
            Text(
                "企业参保地已变更到另一个区，这份申请不能再提交",
                "the firm is now insured in another district",
            ),
            where=case.number,
            mend=Text("请撤回本件，重新发起申请（由新参保地区受理）", "Withdraw it and begin a new claim"),
            clause=clause("1.3"),
        )


def _keep_account(tx: Tx, firm: Any, draft: store.Draft) -> None:
    """The account typed becomes the firm's: subsidies are paid to it, under the firm's own name only (3.3.e)."""
    number, bank = draft.answers.get("account"), draft.answers.get("bank")
    if number and bank:
        parties.set_bank_account(tx, firm.key, holder=firm.name, bank=str(bank), number=str(number))


def _complete(done: Check, leave_out: bool) -> None:
    if done.missing:
        raise Refusal(
            joined(done.missing), mend=Text("请补齐后提交", "Complete it and send it"), clause=clause("3.1.c")
        )
    rows = sorted({each.at.row for each in done.faults})
    if rows and not leave_out:
        listed = "、".join(map(str, rows[:8])) + (f"等{len(rows)}行" if len(rows) > 8 else "")
        raise Refusal(
            Text(f"花名册第{listed}行有错，还不能提交", f"rows {listed} of the roster have faults"),
            mend=Text("请改正，或选择“先提交无误的行”", "Mend them, or choose to send the good rows only"),
            clause=clause("3.1.c"),
        )
    if not done.results:
        raise Refusal(
            Text("花名册里没有可以提交的人员", "the roster holds nobody to be sent"),
            mend=Text("请先改正花名册", "Mend the roster first"),
            clause=clause("3.1.c"),
        )


def _kept(tx: Tx, claim: Claim, draft: store.Draft, done: Check) -> dict[str, Any]:
    """Keep the submission as it is, sealed, and what differs; returns what the event says of it."""
    sent = {each.person.row for each in done.results}
    if draft.roster is not None:
        left_out = {row.number for row in draft.roster.rows} - sent
        draft = replace(draft, roster=sheets.without_rows(draft.roster, left_out))
    whole = snapshot(draft)
    before = Submission.objects.filter(case=claim.case, version=claim.version - 1).first()
    text = canonical(whole)
    difference = None
    counts: dict[str, int] = {}
    if before is not None:
        found = differ(json.loads(secrets.unseal_for_case(claim.case, bytes(before.sealed))), whole)
        counts = found.counts()
        difference = secrets.seal_for_case(claim.case, canonical(found.as_json()))
    digest = sm3(text.encode()).hex()
    Submission.objects.create(
        case=claim.case, office=claim.office, party=claim.party, version=claim.version, digest=digest,
        sealed=secrets.seal_for_case(claim.case, text), difference=difference, submitted_at=tx.now,
    )  # fmt: skip
    return {
        "version": claim.version, "people": claim.people, "person_months": claim.person_months,
        "commitment": claim.commitment, "digest": digest, "form": _form_words(draft), "difference": counts,
    }  # fmt: skip


def _form_words(draft: store.Draft) -> dict[str, str]:
    """The answers in words; the procedure moves them under the case's key, as they hold account and phone."""
    assert draft.claim.applied_on is not None
    values = draft.parsed(draft.claim.applied_on).values
    return {field.name: show(field, values[field.name]) for field in FORM.fields if field.name in values}


def numbers(claim: Claim, version: int | None = None) -> dict[str, str]:
    """Identity numbers of a submission by fingerprint; whoever calls it notes the read."""
    row = Submission.objects.get(case=claim.case, version=version or claim.version)
    kept = json.loads(secrets.unseal_for_case(claim.case, bytes(row.sealed)))
    return {
        parties.person_fingerprint(each["identity_number"]): each["identity_number"]
        for each in kept[ROSTER].values()
    }
