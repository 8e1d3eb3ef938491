"""Review of the parties' own terms: what a person found, clause by clause, bound to one text by its hash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import secrets
from gongbao.platform.db.services import Actor, Tx, read, required, write
from gongbao.platform.electronic_contracts import evidence, store
from gongbao.platform.electronic_contracts.models import Contract, TermsReview
from gongbao.platform.electronic_contracts.words import EMPLOYER, local_day, refuse
from gongbao.platform.parties.services import firm, party
from gongbao.policies.electronic_contracts.forms import REVIEW_FIELDS
from gongbao.policies.electronic_contracts.rules import QUESTIONS

OWN_TERMS = next(each for each in QUESTIONS if each.id.endswith("/own_terms"))
ASKED = tuple(field.name for field in REVIEW_FIELDS)


def hash_of(text: str) -> str:
    """The SM3 of a text of own terms, spaces around it aside."""
    return evidence.digest(text.strip().encode()).hex()


def review(actor: Actor, number: str, answers: Mapping[str, Any], *, key: str) -> str:
    """Record what the employer's contract officer found in a contract's own terms; returns the outcome.

    The findings stand in the contract's events, where the worker reads them too. A text with unlawful terms
    is recorded as such and cannot be sent until it is changed and reviewed again.
    """

    def command(tx: Tx) -> str:
        row = store.lock(tx, number, EMPLOYER)
        text = str(store.terms_of(row).get("own_terms") or "").strip()
        if not text:
            raise refuse("这份合同没有自行约定的条款", "This contract has no terms of its own", clause="3.s2")
        kept = _keep(tx, row.employer, text, answers, row.number)
        store.act(tx, row, "review_terms", EMPLOYER, told(kept))
        return kept.outcome

    request = [number, _said(answers)]
    return str(write(command, actor=actor, key=key, name="contracts.review_terms", request=request))


def review_text(actor: Actor, text: str, answers: Mapping[str, Any], *, key: str) -> str:
    """The same for a text the employer keeps for use in several contracts."""

    def command(tx: Tx) -> str:
        who = tx.actor.party
        if tx.actor.kind != "party" or who is None or party(who).kind != "firm":
            raise refuse("由用人单位审查", "Employers review their own terms", clause="3.s2")
        if not text.strip():
            raise refuse("请填写条款", "Give the text", clause="3.s2")
        return _keep(tx, who, text.strip(), answers, "").outcome

    request = [hash_of(text), _said(answers)]
    return str(write(command, actor=actor, key=key, name="contracts.review_text", request=request))


def standing(employer: UUID, text: str) -> TermsReview | None:
    """The newest review of exactly this text by the employer."""
    rows = TermsReview.objects.filter(employer=employer, sm3=hash_of(text))
    return rows.order_by("-at", "-key").first()


def lawful(row: Contract, terms: Mapping[str, Any]) -> bool | None:
    """Whether the own terms of a contract were found lawful; None where there are none or nobody reviewed them."""
    text = str(terms.get("own_terms") or "")
    found = standing(row.employer, text) if text.strip() else None
    return found.outcome == "met" if found else None


def findings(row: TermsReview, on: date) -> list[tuple[Text, str, str]]:
    """Each condition of the law with its clause and whether the text meets it."""
    answer = OWN_TERMS.at(on).determine(dict(row.answers))
    return [
        (part.tag.label, part.tag.clause, _state(answer.run.truth(part)))
        for part in answer.ruling.condition.children()
    ]


def faults(row: Contract, terms: Mapping[str, Any], on: date) -> list[Refusal]:
    """What the review of a contract's own terms found against the law, clause by clause."""
    text = str(terms.get("own_terms") or "")
    found = standing(row.employer, text) if text.strip() else None
    return [
        Refusal(
            Text(f"自行约定的条款不合法：{label.zh}", f"The parties' own terms are unlawful: {label.en}"),
            mend=Text("修改条款后重新审查", "Change the terms and have them reviewed again"),
            clause=clause,
        )
        for label, clause, state in (findings(found, on) if found else [])
        if state != "met"
    ]


def told(row: TermsReview) -> dict[str, Any]:
    """What a contract's event says of a review: the text's hash, the outcome, each condition's state; no words."""
    on = local_day(row.at)
    answer = OWN_TERMS.at(on).determine(dict(row.answers))
    states = {part.tag.name: _state(answer.run.truth(part)) for part in answer.ruling.condition.children()}
    return {"sm3": row.sm3, "found": row.outcome, "findings": states, "reviewer": row.reviewer_name}


def reviews_of(actor: Actor) -> Sequence[dict[str, Any]]:
    """The employer's reviews, newest first, with text, findings and remarks."""
    with read(actor, purpose="contracts.reviews"):
        on = local_day(required().now)
        rows = TermsReview.objects.filter(employer=actor.party).order_by("-at", "-key")[:100]
        return [
            {
                "row": row,
                "text": secrets.unseal(bytes(row.text), "contract.own_terms"),
                "remarks": secrets.unseal(bytes(row.remarks), "contract.own_terms") if row.remarks else "",
                "findings": findings(row, on),
            }
            for row in rows
        ]


def _keep(tx: Tx, employer: UUID, text: str, answers: Mapping[str, Any], number: str) -> TermsReview:
    on = local_day(tx.now)
    said = _said(answers)
    outcome = OWN_TERMS.at(on).determine(said).outcome
    if outcome not in ("met", "not_met"):
        raise refuse(
            "请逐条写明审查结果", "Answer every question of the review",
            ("每一条都要选“是”或“否”", "Choose yes or no for each"), "3.s2",
        )  # fmt: skip
    remarks = str(answers.get("remarks") or "").strip()
    tx.audit("contracts.terms_reviewed", outcome=outcome, sm3=hash_of(text))
    return TermsReview.objects.create(
        office=firm(employer).office,
        employer=employer,
        sm3=hash_of(text),
        text=secrets.seal(text, "contract.own_terms"),
        answers=said,
        remarks=secrets.seal(remarks[:2000], "contract.own_terms") if remarks else None,
        outcome=outcome,
        number=number,
        reviewer=str(tx.actor.account or ""),
        reviewer_name=tx.actor.name[:80],
        at=tx.now,
    )


def _said(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {name: answers[name] for name in ASKED if answers.get(name) is not None}


def _state(truth: bool | None) -> str:
    return "judgement" if truth is None else "met" if truth else "not_met"
