"""What screens and the command line use of the room: applying, handling, money, lists, supervision, reading."""

from __future__ import annotations

from gongbao.platform.training_subsidy.checking import Check, Found
from gongbao.platform.training_subsidy.deciding import One, approve, approve_all, pass_all, refuse, refuse_all
from gongbao.platform.training_subsidy.drafts import (
    DraftView,
    SheetRow,
    SheetView,
    check_draft,
    draft_of,
    findings_workbook,
    mend_row,
    remove_paper,
    save_draft,
    start,
    upload_paper,
    upload_roster,
    upload_statement,
)

__all__ = [
    "Check", "DraftView", "Found", "One", "SheetRow", "SheetView", "approve", "approve_all", "check_draft",
    "draft_of", "findings_workbook", "mend_row", "pass_all", "refuse", "refuse_all", "remove_paper", "save_draft",
    "start", "upload_paper", "upload_roster", "upload_statement",
]  # fmt: skip
