"""When a preserved document has to be timestamped again: before its newest timestamp's certificate expires."""

from __future__ import annotations

from datetime import datetime, timedelta

from gongbao.evidence.verify.contract import Unsigned
from gongbao.evidence.verify.document import read_document
from gongbao.evidence.verify.signature import read_cms
from gongbao.law.text import Text

MARGIN = timedelta(days=90)


def renew_by(pdf: bytes, margin: timedelta = MARGIN) -> datetime:
    """The day to call `pdf.preserving.preserve` again: `margin` before the newest proof of time lapses.

    For a document not preserved yet, the earliest expiry among its signatures' timestamps counts. Raises Unsigned
    where there is no timestamp at all, HostileInput for what cannot be read.
    """
    held = read_document(pdf).held
    stamps = [read_cms(each.content).signer for each in held if each.kind == "timestamp"][-1:]
    if not stamps:
        tokens = [read_cms(each.content).token for each in held]
        stamps = [read_cms(token).signer for token in tokens if token is not None]
    if not stamps:
        raise Unsigned(Text("文件里没有时间戳", "the file holds no timestamp"))
    soonest: datetime = min(each.not_valid_after for each in stamps)
    return soonest - margin
