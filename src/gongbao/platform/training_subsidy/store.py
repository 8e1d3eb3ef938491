"""Keeping a claim and its draft parts: sealed under the case's key, read back as they were."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from gongbao.kernel.forms import Parsed, parse
from gongbao.platform.db import secrets
from gongbao.platform.db.services import Tx, canonical
from gongbao.platform.excel.services import Table
from gongbao.platform.training_subsidy import sheets
from gongbao.platform.training_subsidy.models import Claim, ClaimDraft, Paper
from gongbao.platform.training_subsidy.words import FORM, PARTS, ROSTER

TYPED = tuple(field for field in FORM.fields if field.kind not in ("table", "file", "files", "commitment"))


@dataclass(frozen=True)
class Draft:
    """A claim with everything typed and uploaded; tables are None until there is one."""

    claim: Claim
    answers: dict[str, Any]
    roster: Table | None
    statement: Table | None
    papers: list[Paper]
    returned: dict[str, Any]
    saved_at: datetime | None

    def parsed(self, on: date) -> Parsed:
        """The typed answers checked; what was typed stays in `raw`."""
        return parse(_typed_form(), {"scheme": self.claim.scheme, **self.answers}, on=on)


def _typed_form() -> Any:
    from dataclasses import replace

    return replace(FORM, fields=TYPED)


def put(tx: Tx, claim: Claim, part: str, text: str, file: UUID | None = None) -> None:
    """Keep one part of the draft instead of what it was."""
    kept = {"sealed": secrets.seal_for_case(claim.case, text), "saved_at": tx.now, "office": claim.office,
            "party": claim.party}  # fmt: skip
    if file is not None:
        kept["file"] = file
    ClaimDraft.objects.update_or_create(case=claim.case, part=part, defaults=kept)


def put_table(tx: Tx, claim: Claim, part: str, table: Table, file: UUID | None = None) -> None:
    """Keep the roster or the statement."""
    put(tx, claim, part, sheets.dump(part, table), file)


def put_answers(tx: Tx, claim: Claim, answers: Mapping[str, Any]) -> None:
    """Keep the typed answers as typed."""
    put(tx, claim, "form", canonical(dict(answers)))


def drop(claim: Claim, part: str) -> None:
    """Forget one part."""
    ClaimDraft.objects.filter(case=claim.case, part=part).delete()


def load(claim: Claim) -> Draft:
    """The claim's draft; inside read() or write()."""
    rows = {row.part: row for row in ClaimDraft.objects.filter(case=claim.case)}
    texts = {part: secrets.unseal_for_case(claim.case, bytes(row.sealed)) for part, row in rows.items()}
    roster, statement = (sheets.load(part, texts[part]) if part in texts else None for part in PARTS)
    return Draft(
        claim,
        json.loads(texts.get("form", "{}")),
        roster,
        statement,
        papers_of(claim.case),
        json.loads(texts.get("returned", "{}")),
        max((row.saved_at for row in rows.values()), default=None),
    )


def table_of(claim: Claim, part: str) -> Table:
    """The roster or the statement of a draft, blank where there is none yet."""
    row = ClaimDraft.objects.filter(case=claim.case, part=part).first()
    if row is None:
        return sheets.blank(part)
    return sheets.load(part, secrets.unseal_for_case(claim.case, bytes(row.sealed)))


def papers_of(case: UUID) -> list[Paper]:
    """The papers of a case that were not taken back, oldest first."""
    return list(Paper.objects.filter(case=case, removed_at=None).order_by("added_at", "key"))


def numbers_of(draft: Draft) -> dict[int, str]:
    """Identity numbers by row of the roster, for what is sealed with a submission."""
    rows = draft.roster.rows if draft.roster else ()
    return {row.number: row.values["identity_number"] for row in rows}


__all__ = ["ROSTER", "Draft", "drop", "load", "numbers_of", "papers_of", "put", "put_answers",
           "put_table", "table_of"]  # fmt: skip
