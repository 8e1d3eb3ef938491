"""Input that cannot be taken is parked with its reason and how to mend it; nothing is lost."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import secrets
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.personnel_archives.models import Batch, Parked

SEAL = "archives.parked"


def park(tx: Tx, office: str, place: str, why: Refusal, raw: Any, batch: Batch | None = None) -> UUID:
    """Keep `raw` sealed with the refusal's words; returns the parked row's key."""
    mend = why.mend if why.mend and why.mend.zh else Text("请核对后重新提交", "Check it and send it again")
    row = Parked(
        office=office,
        batch=batch,
        place=place[:120],
        what_zh=why.what.zh[:240],
        what_en=why.what.en[:240],
        mend_zh=mend.zh[:240],
        mend_en=mend.en[:240],
        clause=why.clause,
        sealed=secrets.seal(json.dumps(raw, ensure_ascii=False, default=str), SEAL),
        at=tx.now,
    )
    with opened("park input"):
        row.save(force_insert=True)
    tx.audit("archives.parked", parked=str(row.id), place=place[:120])
    return row.id


def parked(office: str) -> list[Parked]:
    """What waits to be mended at an office, oldest first."""
    return list(Parked.objects.filter(office=office, settled_at=None).order_by("at", "id"))


def raw(key: UUID) -> Any:
    """What a parked row holds, as it came; the caller logs that it was read."""
    return json.loads(secrets.unseal(bytes(Parked.objects.get(pk=key).sealed), SEAL))


def settle(tx: Tx, key: UUID) -> None:
    """Mark a parked row as mended or dropped."""
    if not Parked.objects.filter(pk=key, settled_at=None).update(settled_at=tx.now):
        raise Refusal(Text("这一行已经处理过", "This row was settled before"))
    tx.audit("archives.parked_settled", parked=str(key))


def of_batch(batch: UUID) -> list[Parked]:
    """What was parked of one list, in its order."""
    with opened("what was parked of a list"):
        return list(Parked.objects.filter(batch=batch).order_by("id"))
