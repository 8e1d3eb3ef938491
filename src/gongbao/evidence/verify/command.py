"""What ``gongbao verify`` does with a package or a PDF: no Django, no database, no network."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from gongbao.evidence.errors import EvidenceError
from gongbao.evidence.package.leaflist import read_leaf_list
from gongbao.evidence.verify.report import Answer
from gongbao.evidence.verify.trust import Trust
from gongbao.evidence.verify.verifying import end_of_day, load_roots, verify
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

CODES = {Answer.VALID: 0, Answer.INVALID: 3, Answer.OPEN: 4}


def run(
    path: Path, roots: Path | None, log: Path | None, at: date | None
) -> tuple[Text, dict[str, Any], int]:
    """Words, JSON and exit code for a file. Raises Refusal for roots, a log or a file that cannot be read."""
    try:
        trust = load_roots(roots) if roots is not None else Trust()
        book = read_leaf_list(log) if log is not None else None
        report = verify(path, trust, log=book, at=end_of_day(at) if at is not None else None)
    except OSError as fault:
        raise Refusal(
            Text(f"读不到 {fault.filename}", f"cannot read {fault.filename}: {fault.strerror}")
        ) from None
    except EvidenceError as fault:
        raise Refusal(fault.text) from None
    return Text(report.say("zh"), report.say("en")), report.to_json(), CODES[report.answer]
