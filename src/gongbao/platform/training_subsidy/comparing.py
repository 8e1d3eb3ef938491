"""Comparing a claim with the registers before anyone reviews it, and again when something was found out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from gongbao.platform.db.services import Tx
from gongbao.platform.training_subsidy import sheets, store
from gongbao.platform.training_subsidy.checking import Check, check
from gongbao.platform.training_subsidy.models import Claim
from gongbao.platform.training_subsidy.rows import current_rows, excluded_in, write_outcomes


def compare(tx: Tx, claim: Claim) -> Check:
    """Determine every row on the registers as they are now; keeps outcomes, findings and sums."""
    claim.compared_at = tx.now
    done = recheck(claim)
    write_outcomes(claim, done.results, granted=False)
    claim.findings = [each.as_json() for each in done.found if each.level == "check"]
    claim.checked = done.summary()
    claim.people, claim.person_months, claim.amount = done.people, done.person_months, done.amount
    claim.save()
    return done


def recheck(claim: Claim, people: Collection[str] | None = None) -> Check:
    """Check the submission as of its comparison: registers as they were then, the books as they are now.

    `people` (fingerprints) limits it to these rows.
    """
    assert claim.applied_on is not None
    draft = store.load(claim)
    if people is not None and draft.roster is not None:
        wanted = {row.row for row in current_rows(claim) if row.person in people}
        others = {row.number for row in draft.roster.rows} - wanted
        draft = replace(draft, roster=sheets.without_rows(draft.roster, others))
    return check(
        draft, claim.applied_on, committed=bool(claim.commitment), known_at=claim.compared_at,
        readings=claim.readings, hashed=True, excluded=excluded_in(claim), purpose="compare",
    )  # fmt: skip


def refresh(claim: Claim, people: Collection[str] | None = None) -> None:
    """Bring rows up to date after an officer's finding; sums follow."""
    done = recheck(claim, people)
    write_outcomes(claim, done.results, granted=False)
    rows = current_rows(claim)
    claim.amount = sum(row.amount for row in rows if not row.excluded)
    claim.save(update_fields=["amount"])
