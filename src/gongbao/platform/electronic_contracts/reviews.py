"""Review of the parties' own terms: what somebody other than their author found, bound to one text by its hash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx, read, required, write
from gongbao.platform.electronic_contracts import evidence, store
from gongbao.platform.electronic_contracts.models import Contract, TermsReview, TermsText, Version
from gongbao.platform.electronic_contracts.words import EMPLOYER, refuse
from gongbao.platform.parties.services import firm, party
from gongbao.policies.electronic_contracts.forms import REVIEW_FIELDS
from gongbao.policies.electronic_contracts.rules import QUESTIONS

OWN_TERMS = next(each for each in QUESTIONS if each.id.endswith("/own_terms"))
ASKED = tuple(field.name for field in REVIEW_FIELDS)
SEALED = "contract.own_terms"


def hash_of(text: str) -> str:
    """The SM3 of a text of own terms, spaces around it aside."""
    return evidence.digest(text.strip().encode()).hex()


def review(actor: Actor, number: str, answers: Mapping[str, Any], *, key: str) -> str:
    """Record what the employer's contract officer found in a contract's own terms; returns the outcome.

    Whoever wrote the text does not review it. The findings stand in the contract's events, where the worker reads
    them too. A text with unlawful terms is recorded as such and cannot be sent until it is changed and reviewed again.
    """

    def command(tx: Tx) -> str:
        row = store.lock(tx, number, EMPLOYER)
        text = str(store.terms_of(row).get("own_terms") or "").strip()
        if not text:
            raise refuse("这份合同没有自行约定的条款", "This contract has no terms of its own", clause="3.s2")
        _not_by(tx, author_in(row, text))
        kept = _keep(tx, row.employer, text, answers, number=row.number)
        store.act(tx, row, "review_terms", EMPLOYER, told(kept))
        return kept.outcome

    request = [number, _said(answers)]
    return str(write(command, actor=actor, key=key, name="contracts.review_terms", request=request))


def submit_text(actor: Actor, text: str, *, key: str) -> str:
    """Put a text the employer keeps for use up for review by somebody else; the text's key."""

    def command(tx: Tx) -> str:
        who = tx.actor.party
        if tx.actor.kind != "party" or who is None or party(who).kind != "firm":
            raise refuse("由用人单位审查", "Employers review their own terms", clause="3.s2")
        if not text.strip():
            raise refuse("请填写条款", "Give the text", clause="3.s2")
        row = TermsText.objects.create(
            office=firm(who).office, employer=who, sm3=hash_of(text), text=secrets.seal(text.strip(), SEALED),
            author=str(tx.actor.account or ""), author_name=tx.actor.name[:80], at=tx.now,
        )  # fmt: skip
        tx.audit("contracts.terms_submitted", sm3=row.sm3)
        return str(row.key)

    return str(write(command, actor=actor, key=key, name="contracts.submit_text", request=hash_of(text)))


def review_text(actor: Actor, which: UUID, answers: Mapping[str, Any], *, key: str) -> str:
    """Record what somebody other than its author found in a text that waits; once. Returns the outcome."""

    def command(tx: Tx) -> str:
        tx.lock(f"contracts:terms:{which}")
        row = TermsText.objects.filter(key=which, employer=tx.actor.party).first()
        if row is None or tx.actor.kind != "party":
            raise store.NotFound
        if TermsReview.objects.filter(of=row.key).exists():
            again = ("刷新页面查看结果", "Reload the page")
            raise refuse("这段条款已经审查", "This text has been reviewed", again, "3.s2")
        _not_by(tx, row.author)
        return _keep(tx, row.employer, secrets.unseal(bytes(row.text), SEALED), answers, of=row.key).outcome

    request = [str(which), _said(answers)]
    return str(write(command, actor=actor, key=key, name="contracts.review_text", request=request))


def _not_by(tx: Tx, author: str) -> None:
    """Four eyes: duties are kept apart (item 11)."""
    if author and author == str(tx.actor.account or ""):
        raise refuse(
            "起草这段条款的人不能自己审查",
            "Whoever wrote these terms does not review them",
            ("请本单位另一位经办人审查；没有的，先给一位同事授权", "Have a colleague review them; give one a mandate first where there is none"),
            "11.s2",
        )  # fmt: skip


def author_in(row: Contract, text: str) -> str:
    """The account that first put exactly these own terms into a contract; empty where it was not kept."""
    for each in Version.objects.filter(contract=row.key).order_by("number"):
        if hash_of(str(store.terms_of(each).get("own_terms") or "")) == hash_of(text):
            return each.author
    return ""


def standing(row: Contract, text: str) -> TermsReview | None:
    """The newest review of exactly this text by the employer that counts: not by who wrote it into the contract."""
    rows = TermsReview.objects.filter(employer=row.employer, sm3=hash_of(text))
    author = author_in(row, text)
    rows = rows.exclude(reviewer=author) if author else rows
    return rows.order_by("-at", "-key").first()


def lawful(row: Contract, terms: Mapping[str, Any]) -> bool | None:
    """Whether the own terms of a contract were found lawful; None where there are none or nobody else reviewed them."""
    text = str(terms.get("own_terms") or "")
    found = standing(row, text) if text.strip() else None
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
    found = standing(row, text) if text.strip() else None
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
                "text": secrets.unseal(bytes(row.text), SEALED),
                "remarks": secrets.unseal(bytes(row.remarks), SEALED) if row.remarks else "",
                "findings": findings(row, on),
            }
            for row in rows
        ]


def waiting(actor: Actor) -> Sequence[dict[str, Any]]:
    """The employer's texts that nobody has reviewed yet, newest first; `own` where the actor wrote it."""
    with read(actor, purpose="contracts.reviews"):
        rows = TermsText.objects.filter(employer=actor.party).order_by("-at", "-key")[:100]
        done = set(TermsReview.objects.filter(of__in=[row.key for row in rows]).values_list("of", flat=True))
        return [
            {
                "row": row,
                "text": secrets.unseal(bytes(row.text), SEALED),
                "own": row.author == str(actor.account or ""),
            }
            for row in rows
            if row.key not in done
        ]


def _keep(
    tx: Tx, employer: UUID, text: str, answers: Mapping[str, Any], *, number: str = "", of: UUID | None = None
) -> TermsReview:
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
        text=secrets.seal(text, SEALED),
        answers=said,
        remarks=secrets.seal(remarks[:2000], SEALED) if remarks else None,
        outcome=outcome,
        number=number,
        of=of,
        reviewer=str(tx.actor.account or ""),
        reviewer_name=tx.actor.name[:80],
        at=tx.now,
    )


def _said(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {name: answers[name] for name in ASKED if answers.get(name) is not None}


def _state(truth: bool | None) -> str:
    return "judgement" if truth is None else "met" if truth else "not_met"
