"""Drawing up documents: from a template, as a successor, new versions, sending, withdrawing; versions compared."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from gongbao.kernel.forms import Field
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx, write
from gongbao.platform.electronic_contracts import compensating, reviews, store
from gongbao.platform.electronic_contracts.models import Contract, Version
from gongbao.platform.electronic_contracts.words import (
    EMPLOYER,
    SUCCESSORS,
    new_code,
    new_number,
    refuse,
    yuan,
)
from gongbao.platform.parties.services import find_or_create_person, firm
from gongbao.policies.electronic_contracts.derive import contents, obligations
from gongbao.policies.electronic_contracts.forms import (
    EMPLOYER_FIELDS,
    ENDING_FIELDS,
    FORMS,
    OWN_TERMS,
    TERM_FIELDS,
    WORKER_FIELDS,
)
from gongbao.policies.electronic_contracts.rules import QUESTIONS

CONTENTS = next(each for each in QUESTIONS if each.id.endswith("/contents"))
FIELDS: tuple[Field, ...] = (*EMPLOYER_FIELDS, *WORKER_FIELDS, *ENDING_FIELDS, *TERM_FIELDS, *OWN_TERMS)


def findings(
    terms: Mapping[str, Any],
    on: date,
    *,
    probation_before: bool = False,
    own_terms_lawful: bool | None = None,
) -> list[Refusal]:
    """What stands against sending these terms, each with its clause; empty where they may be sent."""
    facts = contents(terms, probation_before=probation_before, own_terms_lawful=own_terms_lawful)
    answer = CONTENTS.at(on).determine(facts)
    if answer.outcome == "met":
        return []
    found = []
    for reason in answer.reasons:
        state = answer.state_of(reason)
        if state != "met":
            label = reason.unit.tag.label
            need = Text("请改正后再发出", "Correct it before sending")
            if state == "judgement":
                need = Text(
                    "先在“审查自行约定的条款”一步逐条登记审查结果",
                    "Record the review of the parties' own terms first",
                )
            found.append(
                Refusal(
                    Text(f"不符合：{label.zh}", f"Not met: {label.en}"),
                    mend=need,
                    clause=reason.unit.tag.clause,
                )
            )
    return found


def open_contract(
    tx: Tx,
    employer: UUID,
    terms: Mapping[str, Any],
    *,
    kind: str = "contract",
    original: Contract | None = None,
    batch: UUID | None = None,
    by: str = EMPLOYER,
) -> Contract:
    """A draft between an employer and the worker named in `terms` (or the original's worker)."""
    where = firm(employer)
    if original is None:
        worker = find_or_create_person(
            tx, terms["identity_number"], terms["worker_name"], terms.get("phone", "")
        )
    else:
        worker = original.worker
    whole = {
        "employer_name": where.name,
        "employer_code": where.credit_code,
        "employer_address": terms.get("employer_address", ""),
        "employer_head": terms.get("employer_head", ""),
        **terms,
    }
    made = Contract(
        office=where.office,
        employer=employer,
        worker=worker,
        number=new_number(tx),
        code=new_code(),
        kind=kind,
        by=by,
        contract_type=str(whole.get("contract_type", "")),
        original=original.key if original else None,
        batch=batch,
        sealed=store.seal_terms(whole),
        starts_on=whole.get("starts_on"),
        ends_on=whole.get("ends_on"),
        created_at=tx.now,
    )
    store.started(tx, made)
    made.save(force_insert=True)
    _version(tx, made, "")
    store.record(tx, made, "drafted", by, {"kind": kind, "template": made.contract_type})
    made.save()
    return made


def start(actor: Actor, terms: Mapping[str, Any], *, key: str) -> str:
    """Draw up a contract for the employer the actor acts for; returns its number."""
    _only_firm(actor)
    return str(
        write(
            lambda tx: open_contract(tx, _party(actor), terms).number,
            actor=actor,
            key=key,
            name="contracts.start",
        )
    )


def succeed(actor: Actor, number: str, kind: str, changes: Mapping[str, Any], *, key: str) -> str:
    """Draw up a renewal, change or agreed ending of a contract in force; returns its number."""

    def command(tx: Tx) -> str:
        original = store.lock(tx, number, EMPLOYER)
        if kind not in SUCCESSORS:
            raise refuse("没有这种后续文件", "There is no such follow-on document")
        if original.kind != "contract" or original.state != "effective":
            raise refuse(
                "只有生效中的合同可以续订、变更或解除",
                "Only a contract in force is renewed, changed or ended",
                clause="5",
            )
        tied = store.terms_of(original) | dict(changes)
        if kind == "end_agreement":
            tied = compensating.complete(original, tied)
        made = open_contract(tx, original.employer, tied, kind=kind, original=original)
        return made.number

    return str(write(command, actor=actor, key=key, name="contracts.succeed", request=[number, kind]))


def revise(actor: Actor, number: str, terms: Mapping[str, Any], *, key: str) -> None:
    """Keep a new version of the text while it is drafted or negotiated."""

    def command(tx: Tx) -> None:
        row = store.lock(tx, number, EMPLOYER)
        kept = store.terms_of(row) | dict(terms)
        if row.kind == "end_agreement":
            kept = compensating.complete(Contract.objects.get(key=row.original), kept)
        row.sealed = store.seal_terms(kept)
        row.contract_type = str(kept.get("contract_type", row.contract_type))
        row.starts_on, row.ends_on = kept.get("starts_on"), kept.get("ends_on")
        row.version += 1
        _version(tx, row, "")
        store.act(tx, row, "save_draft", EMPLOYER, {"version": row.version})

    write(command, actor=actor, key=key, name="contracts.revise", request=number)


def propose(actor: Actor, number: str, *, key: str) -> None:
    """Send the text to the worker. The sender agrees to the electronic form by sending. Refuses gaps by clause."""

    def command(tx: Tx) -> None:
        send(tx, store.lock(tx, number, EMPLOYER))

    write(command, actor=actor, key=key, name="contracts.propose", request=number)


def send(tx: Tx, row: Contract) -> None:
    """Send a locked contract."""
    terms = store.terms_of(row)
    if row.kind in ("contract", "renewal"):
        on = local_day(tx.now)
        found = reviews.faults(row, terms, on) or findings(
            terms,
            on,
            probation_before=had_probation(row),
            own_terms_lawful=reviews.lawful(row, terms),
        )
        if found:
            raise found[0]
    elif row.kind == "change" and str(terms.get("own_terms") or "").strip():
        _own_terms_reviewed(row, terms, local_day(tx.now))
    if row.employer_agreed_at is None:
        row.employer_agreed_at = tx.now
        store.act(tx, row, "agree_form", EMPLOYER, {"version": FORMS["consent"].version})
    employed = row.starts_on or local_day(tx.now)
    store.act(tx, row, "propose", EMPLOYER, {"version": row.version, "employed_on": employed.isoformat()})
    plan_expiry(tx, row)
    tx.message(
        row.worker, Text(f"有一份合同请您阅读：{row.number}", f"A contract is waiting for you: {row.number}")
    )


def _own_terms_reviewed(row: Contract, terms: Mapping[str, Any], on: date) -> None:
    """A change may bring own terms too: reviewed and lawful, or not sent."""
    if found := reviews.faults(row, terms, on):
        raise found[0]
    if reviews.lawful(row, terms) is None:
        raise refuse(
            "自行约定的条款还没有审查",
            "The parties' own terms have not been reviewed",
            (
                "先在“审查自行约定的条款”一步逐条登记审查结果",
                "Record the review of the parties' own terms first",
            ),
            "3.s2",
        )


def plan_expiry(tx: Tx, row: Contract) -> None:
    """Look again when the offer's time is over."""
    from gongbao.platform.electronic_contracts.jobs import day_after

    if row.due:
        tx.enqueue(
            "electronic_contracts.expire",
            {"contract": str(row.key)},
            run_at=day_after(row.due),
            key=f"expire:{row.key}:{row.due}",
        )


def had_probation(row: Contract) -> bool:
    """Whether this worker was on probation with this employer under an earlier contract."""
    earlier = Contract.objects.filter(
        employer=row.employer, worker=row.worker, kind="contract", effective_at__isnull=False
    ).exclude(key=row.key)
    return any(store.terms_of(each).get("probation_months") for each in earlier)


def withdraw(actor: Actor, number: str, reason: str, *, key: str) -> None:
    """Take the document back before both have signed."""

    def command(tx: Tx) -> None:
        row = store.lock(tx, number, EMPLOYER)
        action = "discard" if row.state == "drafting" else "withdraw"
        store.act(tx, row, action, EMPLOYER, {"reasons": [reason]})
        if action == "withdraw":
            tx.message(row.worker, Text(f"单位已撤回 {row.number}", f"The employer withdrew {row.number}"))

    write(command, actor=actor, key=key, name="contracts.withdraw", request=[number, reason])


def differences(row: Contract) -> list[tuple[Text, str, str]]:
    """The fields in which the present version differs from the one before: label, before, now."""
    versions = list(Version.objects.filter(contract=row.key).order_by("-number")[:2])
    if len(versions) < 2:
        return []
    now, before = (store.terms_of(each) for each in versions)
    fields = {field.name: field for field in FIELDS}
    changed = [name for name in fields if (now.get(name) or "") != (before.get(name) or "")]
    return [
        (fields[name].label, _shown(fields[name], before.get(name)), _shown(fields[name], now.get(name)))
        for name in changed
    ]


def _shown(field: Field, value: Any) -> str:
    """A term as people read it."""
    if value is None or value == "":
        return ""
    if field.kind == "money":
        return yuan(value)
    return next((each.label.zh for each in field.options if each.value == value), str(value))


def wish_of(row: Contract) -> str:
    """The change the worker asked for last, empty where none."""
    found = Version.objects.filter(contract=row.key, wish__isnull=False).order_by("-number").first()
    return secrets.unseal(bytes(found.wish or b""), "contract.wish") if found else ""


def duties(row: Contract) -> list[Any]:
    """The days that follow from the contract."""
    return obligations(store.terms_of(row), ended_on=row.ended_on) if row.effective_at else []


def _version(tx: Tx, row: Contract, wish: str) -> None:
    Version.objects.create(
        office=row.office,
        employer=row.employer,
        worker=row.worker,
        contract=row.key,
        number=row.version,
        sealed=bytes(row.sealed),
        wish=secrets.seal(wish, "contract.wish") if wish else None,
        author=str(tx.actor.account or ""),
        at=tx.now,
    )


def asked_for_changes(tx: Tx, row: Contract, wish: str) -> None:
    """Keep what the worker wants changed as a version of its own."""
    row.version += 1
    _version(tx, row, wish)


def _party(actor: Actor) -> UUID:
    if actor.party is None:
        raise refuse("请先选择代表哪个单位办理", "Choose the employer you act for")
    return actor.party


def _only_firm(actor: Actor) -> None:
    from gongbao.platform.parties.services import party

    if actor.kind != "party" or actor.party is None or party(actor.party).kind != "firm":
        raise refuse(
            "起草合同由用人单位办理",
            "Contracts are drawn up by employers",
            ("请代表单位办理", "Act for the employer"),
        )
