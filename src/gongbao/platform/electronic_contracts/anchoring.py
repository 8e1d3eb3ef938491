"""Anchors of the evidence log: each checkpoint left outside by a job, and every night all of them asked again.

``GONGBAO_ANCHORS`` names folders somebody else keeps (another machine's, a write-once medium) and addresses of RFC 3161
authorities, separated by spaces. A chain's adapter has the same two calls (`gongbao.evidence.log.anchors`).
"""

from __future__ import annotations

import os

from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.electronic_contracts import evidence, ledger
from gongbao.platform.electronic_contracts.models import AnchorReceipt, Checkpoint
from gongbao.platform.jobs.services import Job, every_night, handles

ANCHOR, CONFIRM = "electronic_contracts.anchor", "electronic_contracts.confirm_anchors"


def configured() -> dict[str, evidence.Anchor]:
    """The anchors of this installation by kind and number, such as ``file.0``."""
    places = os.environ.get("GONGBAO_ANCHORS", "").split()
    made = [evidence.anchor_at(place) for place in places]
    return {f"{kind}.{number}": each for number, (kind, each) in enumerate(made)}


@handles(ANCHOR)
def leave(tx: Tx, job: Job) -> None:
    """Leave one checkpoint at every anchor that lacks it; may run again, an anchor takes the same one twice."""
    row = Checkpoint.objects.get(size=job.payload["size"])
    known = set(AnchorReceipt.objects.filter(size=row.size).values_list("kind", flat=True))
    for kind, anchor in configured().items():
        if kind not in known:
            receipt = anchor.leave(_read(row))
            AnchorReceipt.objects.create(size=row.size, kind=kind, detail=receipt.detail, at=tx.now)
            tx.audit("contracts.anchored", size=row.size, kind=kind)


@every_night(CONFIRM)
def confirm(tx: Tx, job: Job) -> None:
    """Recompute the log and ask every anchor for what it holds; a rebuilt log fails the job and is named."""
    check()


def check() -> int:
    """How many anchored checkpoints agree with the log. Raises BrokenLog or LogRebuilt naming what does not."""
    ledger.check()
    anchors = configured()
    rows = {row.size: row for row in Checkpoint.objects.all()}
    asked = 0
    for receipt in AnchorReceipt.objects.order_by("size", "kind"):
        if receipt.kind in anchors:
            if receipt.size not in rows:
                raise evidence.BrokenLog(
                    Text(f"检查点 {receipt.size} 已被删除", f"the checkpoint of {receipt.size} was removed")
                )
            given = evidence.Receipt(receipt.kind.partition(".")[0], receipt.detail)
            anchors[receipt.kind].confirm(_read(rows[receipt.size]), given)
            asked += 1
    return asked


def _read(row: Checkpoint) -> evidence.checkpoints.Checkpoint:
    return evidence.checkpoints.read(row.text.encode())
