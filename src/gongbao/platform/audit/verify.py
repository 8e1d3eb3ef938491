"""Verification of the global log: the first broken row is named, whatever was done to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction

from gongbao.law.text import Text
from gongbao.platform.audit.chain import START, Row, seal
from gongbao.platform.audit.models import Entry, Head


@dataclass(frozen=True)
class Report:
    """What verification found: `checked` rows are right; the first fault, if any, and where."""

    checked: int
    fault: Text | None = None
    position: int | None = None

    @property
    def sound(self) -> bool:
        """Whether no fault was found."""
        return self.fault is None


def verify(anchor: tuple[int, str] | None = None) -> Report:
    """Check the whole log against itself, its sealed head and, if given, an `anchor` noted outside.

    `anchor` is a position with its hash, as `head` once told. Reports the first row that was altered,
    removed, put in another place or cut off at the end; never raises for a broken log.
    """
    with transaction.atomic():
        head = Head.objects.filter(id=1).first()
        previous, expected = START, 1
        for entry in Entry.objects.order_by("position").iterator(chunk_size=2000):
            fault = _fault(entry, expected, previous, anchor)
            if fault:
                return Report(expected - 1, fault, expected)
            previous, expected = entry.hash, expected + 1
    return _end(head, expected - 1, previous, anchor)


class Anchor(NamedTuple):
    """Where a row stands in the log, and the chained hash up to and with it: the log's root at that row."""

    position: int
    root: str
    what: str
    detail: dict[str, Any]


def anchor(subject: str) -> Anchor | None:
    """The first row about `subject` (as posted with it), None until the sequencer has taken it in."""
    row = Entry.objects.filter(subject=subject).order_by("position").first() if subject else None
    if row is None:
        return None
    return Anchor(row.position, row.hash, row.body.get("what", ""), row.body.get("detail", {}))


def head() -> tuple[int, str]:
    """The log's last position and hash, to be noted outside as an anchor."""
    row = Head.objects.filter(id=1).first()
    return (row.position, row.hash) if row else (0, START)


def _fault(entry: Entry, expected: int, previous: str, anchor: tuple[int, str] | None) -> Text | None:
    if entry.position != expected:
        return Text(f"第{expected}条缺失", f"row {expected} is missing")
    row = Row(entry.position, entry.key, entry.kind, entry.at, entry.case, entry.subject, entry.body)
    if entry.previous != previous:
        return Text(f"第{expected}条与前一条不相接", f"row {expected} does not follow the one before it")
    if row.hash(previous) != entry.hash:
        return Text(f"第{expected}条内容被改动", f"row {expected} was altered")
    if anchor and anchor[0] == expected and anchor[1] != entry.hash:
        return Text(f"第{expected}条与外部留存不符", f"row {expected} differs from the anchor noted outside")
    return None


def _end(found: Head | None, count: int, last: str, anchor: tuple[int, str] | None) -> Report:
    position = found.position if found else 0
    if anchor and anchor[0] > count:
        cut = Text(f"第{count + 1}条起被截去", f"the log was cut off from row {count + 1}")
        return Report(count, cut, count + 1)
    if position > count:
        cut = Text(f"第{count + 1}条起被截去", f"the log was cut off from row {count + 1}")
        return Report(count, cut, count + 1)
    if found and (found.seal != seal(found.position, found.hash) or (position, found.hash) != (count, last)):
        return Report(count, Text("日志末端印记不符", "the seal over the log's end is wrong"), count)
    if found is None and count:
        return Report(count, Text("日志末端印记缺失", "the seal over the log's end is missing"), count)
    return Report(count)
