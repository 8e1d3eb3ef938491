"""Input that cannot be taken is parked with its reason and how to mend it; nothing is lost."""

from __future__ import annotations

import base64
import json
from typing import Any
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import note, note_refused
from gongbao.platform.db import secrets
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.messages import services as messages
from gongbao.platform.parties.services import opened
from gongbao.platform.personnel_archives.models import Batch, Parked
from gongbao.platform.personnel_archives.words import DOCUMENT

SEAL = "archives.parked"
KINDS = {
    "row": Text("清单中的一行", "row of a list"),
    "import": Text("登记导入的一行", "row of a register"),
    "scan": Text("读不出的扫描件", "unreadable scan"),
    "pages": Text("缺页或多页", "pages missing or too many"),
    "request": Text("没能提交的申请", "request that could not be sent"),
}
CLAUSES = {"row": "1.s3", "import": "7.s3", "scan": "1.s4", "pages": "1.s4", "request": "8.s1"}
"""What parked input rests on where its refusal names no clause."""


class Claimed(Refusal):
    """Another centre (`holder`) holds this person's archive; it is told that a second one claims it."""

    holder = ""


def park(
    tx: Tx,
    office: str,
    place: str,
    why: Refusal,
    raw: Any,
    batch: Batch | None = None,
    *,
    kind: str = "row",
    party: UUID | None = None,
) -> UUID:
    """Keep `raw` sealed with the refusal's words, for the office and the party that sent it; returns its key."""
    mend = why.mend if why.mend and why.mend.zh else Text("请核对后重新提交", "Check it and send it again")
    row = Parked(
        office=office,
        party=party,
        batch=batch,
        kind=kind,
        place=place[:120],
        what_zh=why.what.zh[:240],
        what_en=why.what.en[:240],
        mend_zh=mend.zh[:240],
        mend_en=mend.en[:240],
        clause=why.clause or DOCUMENT + CLAUSES[kind],
        sealed=secrets.seal(json.dumps(raw, ensure_ascii=False, default=str), SEAL),
        at=tx.now,
    )
    with opened("park input"):
        row.save(force_insert=True)
        if isinstance(why, Claimed) and why.holder != office:
            text = Text(
                f"另一中心也收到本中心所存的档案：{why.what.zh}",
                f"Another centre claims it too: {why.what.en}",
            )
            messages.to_office(tx, why.holder, text, key=f"{row.id}:claimed")
    tx.audit("archives.parked", parked=str(row.id), kind=kind, place=place[:120])
    return row.id


def parked(office: str) -> list[Parked]:
    """What waits to be mended at an office ("" for all), oldest first."""
    rows = Parked.objects.filter(settled_at=None)
    return list((rows.filter(office=office) if office else rows).order_by("at", "id")[:500])


def parked_by(party: UUID | None) -> list[Parked]:
    """What waits to be mended by the party that sent it."""
    return list(Parked.objects.filter(party=party, settled_at=None).order_by("at", "id")) if party else []


def reach_parked(actor: Actor, key: UUID) -> Parked | None:
    """A parked row of the officer's own centre (any, for the city) or of the party's own, logged; None for others'."""
    row = Parked.objects.filter(pk=key).first()
    mine = row is not None and (
        actor.is_city or row.office == actor.office if actor.kind == "officer" else row.party == actor.party
    )
    if row is None or not mine:
        note_refused(actor, "archives", f"parked {key}")
        return None
    note(f"archives.parked {row.kind}")
    return row


def raw(key: UUID) -> Any:
    """What a parked row holds, as it came; the caller has reached the row and logs that it was read."""
    with opened("what was parked"):
        return json.loads(secrets.unseal(bytes(Parked.objects.get(pk=key).sealed), SEAL))


def kept_file(held: dict[str, Any]) -> bytes:
    """The bytes of a scan that could not be read."""
    return base64.b64decode(held["content"])


def keep_file(data: bytes) -> str:
    """Bytes as they stand in a parked row."""
    return base64.b64encode(data).decode()


def settle(tx: Tx, key: UUID, *, outcome: str = "mended", why: str = "") -> None:
    """Mark a parked row as ``mended`` or ``dropped`` (with the reason); refuses one that was settled."""
    if outcome == "dropped" and not why.strip():
        raise Refusal(
            Text("没有写不再办理的原因", "No reason is given for dropping it"),
            where="why",
            mend=Text("请写明原因", "Give the reason"),
            clause="rencai-2020-24/7.s1",
        )
    with opened("settle a parked row"):
        done = Parked.objects.filter(pk=key, settled_at=None).update(
            settled_at=tx.now, settled_by=tx.actor.identity[:80], outcome=outcome, why=why[:120]
        )
    if not done:
        raise Refusal(
            Text("这一行已经处理过", "This row was settled before"),
            mend=Text("请刷新待改正清单", "Reload the list"),
            clause="rencai-2020-24/7.s1",
        )
    tx.audit("archives.parked_settled", parked=str(key), outcome=outcome)


def of_batch(batch: UUID) -> list[Parked]:
    """What was parked of one list, in its order."""
    with opened("what was parked of a list"):
        return list(Parked.objects.filter(batch=batch).order_by("id"))
