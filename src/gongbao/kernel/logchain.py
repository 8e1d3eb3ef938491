"""The chain of the global log, and a check of an exported log by anybody, without us and without a database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives import hashes

from gongbao.law.text import Text

START = "0" * 64


def sm3(data: bytes) -> bytes:
    """The SM3 hash of `data`, 32 bytes."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize()


def canonical(value: Any) -> str:
    """JSON with sorted keys and no blanks, the form that is hashed; UUIDs and dates become text.

    Raises TypeError for values JSON has no form for, ValueError for NaN.
    """
    return _CANONICAL(value)


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is no JSON value")


_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain, allow_nan=False
).encode


@dataclass(frozen=True)
class Row:
    """What of a log row is hashed."""

    position: int
    key: UUID
    kind: str
    at: datetime
    case: UUID | None
    subject: str
    body: dict[str, Any]

    def hash(self, previous: str) -> str:
        """64 hexadecimal digits over this row after `previous`."""
        parts = [self.position, str(self.key), self.kind, self.at.astimezone(UTC).isoformat()]
        parts += [str(self.case or ""), self.subject, self.body, previous]
        return sm3(canonical(parts).encode()).hex()

    def line(self, previous: str) -> str:
        """The row as a line of an exported log."""
        told = {
            "position": self.position,
            "key": self.key,
            "kind": self.kind,
            "at": self.at.astimezone(UTC),
            "case": self.case,
            "subject": self.subject,
            "body": self.body,
            "previous": previous,
            "hash": self.hash(previous),
        }
        return canonical(told)


@dataclass(frozen=True)
class LogReport:
    """What a check found. `sound` is ``None`` where it cannot be judged; `position` is the first faulty row."""

    sound: bool | None
    words: Text
    checked: int
    position: int | None = None
    head: str = START

    def to_json(self) -> dict[str, Any]:
        """The report as JSON."""
        outcome = {True: "valid", False: "invalid", None: "cannot_be_judged"}[self.sound]
        told = {"outcome": outcome, "text": self.words.zh, "text_en": self.words.en, "checked": self.checked}
        return told | {"position": self.position, "head": self.head}


def check(path: Path, anchor: tuple[int, str] | None = None) -> LogReport:
    """Check an exported log (JSON lines) from its first row; `anchor` is a position and hash noted outside.

    The export's end can only be judged against an anchor: rows cut off at the end leave a shorter, sound log.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            return _check(_rows(lines), anchor)
    except OSError as fault:
        words = Text(f"读不到文件：{fault.strerror}", f"the file cannot be read: {fault.strerror}")
    except (ValueError, KeyError, TypeError, AttributeError):
        words = Text("不是导出的日志", "this is not an exported log")
    return LogReport(None, words, 0)


def _rows(lines: Iterable[str]) -> Iterator[tuple[Row, str, str]]:
    for line in lines:
        told = json.loads(line)
        case = UUID(told["case"]) if told["case"] else None
        at = datetime.fromisoformat(told["at"])
        row = Row(
            int(told["position"]),
            UUID(told["key"]),
            told["kind"],
            at,
            case,
            told["subject"],
            dict(told["body"]),
        )
        yield row, str(told["previous"]), str(told["hash"])


def _check(rows: Iterable[tuple[Row, str, str]], anchor: tuple[int, str] | None) -> LogReport:
    previous, count, anchored = START, 0, anchor is None or anchor[0] == 0
    for row, before, digest in rows:
        expected = count + 1
        fault = _fault(row, before, digest, expected, previous)
        if fault:
            return LogReport(False, fault, count, expected, previous)
        if anchor and anchor[0] == expected:
            anchored = anchor[1] == digest
            if not anchored:
                differs = Text(f"第{expected}条与外部留存不符", f"row {expected} differs from the anchor")
                return LogReport(False, differs, count, expected, previous)
        previous, count = digest, expected
    if not anchored:
        cut = Text(f"第{count + 1}条起被截去", f"the log was cut off from row {count + 1}")
        return LogReport(False, cut, count, count + 1, previous)
    if count == 0:
        return LogReport(None, Text("日志是空的", "the log is empty"), 0)
    words = Text(f"{count} 条记录前后相接，没有改动", f"{count} rows follow each other unaltered")
    return LogReport(True, words, count, None, previous)


def _fault(row: Row, before: str, digest: str, expected: int, previous: str) -> Text | None:
    if row.position != expected:
        return Text(f"第{expected}条缺失或次序不对", f"row {expected} is missing or out of order")
    if before != previous:
        return Text(f"第{expected}条与前一条不相接", f"row {expected} does not follow the one before it")
    if row.hash(previous) != digest:
        return Text(f"第{expected}条内容被改动", f"row {expected} was altered")
    return None
