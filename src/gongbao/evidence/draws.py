"""A published draw checked whole: drawn again, and its root timestamped (RFC 3161) before anybody drew.

The root's checkpoint (name of the log, row, root) is stamped when the root is published; the token and the checkpoint
stand in the published file. So the root cannot be exchanged afterwards for one that draws other people, unless the
timestamp authority helps. ``python -m gongbao.evidence.draws FILE [ROOTS.pem]`` checks a file: 0 as told, 3 not,
4 cannot be judged (no roots of one's own, or no timestamp).
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from asn1crypto import pem

from gongbao.evidence import tsa
from gongbao.evidence.errors import EvidenceError
from gongbao.evidence.log.checkpoints import Checkpoint, read
from gongbao.evidence.providers import TimestampAuthority
from gongbao.evidence.verify.report import CannotBeJudged
from gongbao.evidence.verify.signature import check_at, check_stamp
from gongbao.evidence.verify.trust import Trust, load_certificates, name_of
from gongbao.kernel import drawing
from gongbao.law.text import Text

ORIGIN, DIGEST = "gongbao audit log", "sm3"
SECOND = timedelta(seconds=1)
"""Tokens tell whole seconds."""


@dataclass
class Checked:
    """What was found: faults, what cannot be judged, when the root was stamped and by whom."""

    faults: list[Text] = field(default_factory=list)
    open: list[Text] = field(default_factory=list)
    stamped_at: datetime | None = None
    by: str = ""


def stamp(position: int, root: str, authority: TimestampAuthority) -> tuple[str, bytes]:
    """The checkpoint of a root as text, and the authority's token over it."""
    text = Checkpoint(ORIGIN, position, bytes.fromhex(root)).text
    return text.decode(), authority.timestamp(tsa.digest(DIGEST, text), DIGEST)


def check(published: Mapping[str, Any], trust: Trust, at: datetime) -> Checked:
    """Check a published draw against roots of the verifier's own choosing, as of `at`."""
    found = Checked()
    if published.get("drawn_at"):
        found.faults += drawing.again(published)
    if not published.get("root"):
        return found
    if not published.get("stamp"):
        found.open.append(
            Text(
                "日志根没有时间戳，不能证明它在抽取之前就固定了",
                "the root has no timestamp: nothing shows that it was fixed before the draw",
            )
        )
        return found
    try:
        _stamped(published, trust.knowing(crls=_bytes(published.get("crls", ()))), at, found)
    except CannotBeJudged as fault:
        found.open.append(fault.text)
    except (EvidenceError, ValueError) as fault:
        found.faults.append(
            fault.text if isinstance(fault, EvidenceError) else Text("时间戳读不懂", "unreadable timestamp")
        )
    return found


def _stamped(published: Mapping[str, Any], trust: Trust, at: datetime, found: Checked) -> None:
    text = str(published["checkpoint"]).encode()
    state = read(text)
    if (state.origin, state.size, state.root.hex()) != (ORIGIN, published["position"], published["root"]):
        found.faults.append(
            Text("盖时间戳的检查点不是公布的日志根", "the checkpoint stamped is not of the published root")
        )
    token = base64.b64decode(str(published["stamp"]), validate=True)
    said, signed = check_stamp(token, lambda name: tsa.digest(name, text))
    found.stamped_at, found.by = said.at, name_of(said.by.subject)
    if said.at > at:
        found.faults.append(Text("时间戳在核验时间之后：时钟被调回", "stamped after the time of checking"))
    if said.at + SECOND <= datetime.fromisoformat(published["announced_at"]):
        found.faults.append(Text("时间戳早于名单的公布", "stamped before the list was announced"))
    if published.get("drawn_at") and said.at > datetime.fromisoformat(published["drawn_at"]):
        found.faults.append(Text("日志根在抽取之后才盖时间戳", "the root was stamped after the draw"))
    check_at(trust.knowing(signed.certificates), said.by, said.at)


def _bytes(written: Iterable[str]) -> list[bytes]:
    return [base64.b64decode(each) for each in written]


def main(arguments: Sequence[str]) -> int:
    """Check the published draw in a file, with roots from a PEM file where one is given."""
    roots = load_certificates(Path(arguments[1]).read_bytes()) if len(arguments) > 1 else ()
    found = check(
        json.loads(Path(arguments[0]).read_text(encoding="utf-8")), Trust(tuple(roots)), datetime.now(UTC)
    )
    for each in (*found.faults, *found.open):
        print(each.zh)
    if found.faults:
        return 3
    when = (
        f"，日志根于{found.stamped_at:%Y-%m-%d %H:%M:%S}Z由“{found.by}”盖时间戳" if found.stamped_at else ""
    )
    print(f"结果一致{when}")
    return 4 if found.open else 0


def root_pem(certificate: bytes) -> str:
    """A root as PEM, to be compared and kept by who checks."""
    return bytes(pem.armor("CERTIFICATE", certificate)).decode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
