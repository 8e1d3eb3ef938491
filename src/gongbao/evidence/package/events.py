"""The chain of recorded acts around a contract: who was told what, identified how, agreed, signed, and when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from gongbao.evidence.pdf import cms
from gongbao.evidence.verify.errors import BrokenEvents
from gongbao.kernel.logchain import canonical
from gongbao.law.text import Text

START = "0" * 64


class Kind(StrEnum):
    """What can be recorded."""

    NOTICE_SHOWN = "notice_shown"
    CONSENT = "consent"
    IDENTITY_CHECKED = "identity_checked"
    PROPOSED = "proposed"
    VIEWED = "viewed"
    SIGNED = "signed"
    EFFECTIVE = "effective"
    PRESERVED = "preserved"
    LOGGED = "logged"
    ENDED = "ended"
    OTHER = "other"

    @property
    def words(self) -> Text:
        """The act in a few words."""
        return _WORDS[self]


_WORDS = {
    Kind.NOTICE_SHOWN: Text("展示说明", "notice shown"),
    Kind.CONSENT: Text("同意采用电子形式", "agreed to the electronic form"),
    Kind.IDENTITY_CHECKED: Text("核验身份", "identity checked"),
    Kind.PROPOSED: Text("发出文本", "text proposed"),
    Kind.VIEWED: Text("阅读文本", "text read"),
    Kind.SIGNED: Text("签署", "signed"),
    Kind.EFFECTIVE: Text("生效", "took effect"),
    Kind.PRESERVED: Text("长期保存加固", "made provable for the long term"),
    Kind.LOGGED: Text("存证", "logged"),
    Kind.ENDED: Text("终止", "ended"),
    Kind.OTHER: Text("其他操作", "another act"),
}


@dataclass(frozen=True)
class Event:
    """One act: when, what, who (as the parties may see it, masked), and particulars as JSON values."""

    at: datetime
    kind: Kind
    actor: str
    what: dict[str, Any]


def write_chain(events: Iterable[Event]) -> bytes:
    """The events as JSON lines, each holding the SM3 of the one before."""
    lines, previous = [], START
    for number, event in enumerate(events):
        body = {
            "n": number,
            "at": event.at.isoformat(),
            "kind": event.kind.value,
            "actor": event.actor,
            "what": event.what,
            "previous": previous,
        }
        previous = cms.digest("sm3", canonical(body).encode()).hex()
        lines.append(canonical({**body, "hash": previous}))
    return "".join(f"{line}\n" for line in lines).encode()


def read_chain(content: bytes) -> tuple[Sequence[Event], str]:
    """The events and the hash of the last. Raises BrokenEvents naming the first line that does not fit."""
    found: list[Event] = []
    previous = START
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines()):
        try:
            body = json.loads(line)
            given = body.pop("hash")
            hashed = cms.digest("sm3", canonical(body).encode()).hex()
            sound = body["n"] == number and body["previous"] == previous and hashed == given
            event = Event(
                datetime.fromisoformat(body["at"]), Kind(body["kind"]), str(body["actor"]), dict(body["what"])
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            sound = False
        if not sound:
            raise BrokenEvents(
                Text(f"过程记录第 {number + 1} 条断链或被改动", f"event {number + 1} breaks the chain")
            )
        if found and event.at < found[-1].at:
            raise BrokenEvents(
                Text(f"过程记录第 {number + 1} 条的时间早于上一条", f"event {number + 1} goes back in time")
            )
        found.append(event)
        previous = given
    return found, previous
