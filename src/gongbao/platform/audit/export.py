"""The global log as a file anybody can check, and this installation's own check told the same way."""

from __future__ import annotations

from pathlib import Path

from gongbao.kernel.logchain import LogReport
from gongbao.law.text import Text
from gongbao.platform.audit.chain import Row
from gongbao.platform.audit.models import Entry
from gongbao.platform.audit.sequencer import sequence_all
from gongbao.platform.audit.verify import head, verify


def export(file: Path) -> int:
    """Write the log as JSON lines; returns how many rows. Personal data stands in it only sealed or hashed."""
    sequence_all()
    count = 0
    with file.open("x", encoding="utf-8") as out:
        for entry in Entry.objects.order_by("position").iterator(chunk_size=2000):
            row = Row(entry.position, entry.key, entry.kind, entry.at, entry.case, entry.subject, entry.body)
            out.write(row.line(entry.previous) + "\n")
            count += 1
    return count


def verify_installation() -> LogReport:
    """Check the log of this installation against itself and its sealed head."""
    sequence_all()
    found = verify()
    position, digest = head()
    if found.fault is not None:
        return LogReport(False, found.fault, found.checked, found.position, digest)
    words = Text(
        f"{found.checked} 条记录前后相接，没有改动；末端 {position}:{digest}",
        f"{found.checked} rows follow each other unaltered; head {position}:{digest}",
    )
    return LogReport(True, words, found.checked, None, digest)
