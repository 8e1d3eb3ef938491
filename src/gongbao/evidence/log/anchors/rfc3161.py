"""The anchor ``rfc3161``: a timestamp authority's token over a checkpoint, kept with whoever asked for it."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from asn1crypto import cms, tsp

from gongbao.evidence.errors import LogRebuilt
from gongbao.evidence.log.anchors import Receipt
from gongbao.evidence.log.checkpoints import Checkpoint
from gongbao.evidence.providers import TimestampAuthority
from gongbao.evidence.tsa import digest
from gongbao.law.text import Text


@dataclass(frozen=True)
class TimestampAnchor:
    """An authority outside; the receipt is its token."""

    authority: TimestampAuthority
    algorithm: str = "sha256"

    def leave(self, checkpoint: Checkpoint) -> Receipt:
        """Have the checkpoint's text stamped."""
        token = self.authority.timestamp(digest(self.algorithm, checkpoint.text), self.algorithm)
        return Receipt("rfc3161", base64.b64encode(token).decode())

    def confirm(self, checkpoint: Checkpoint, receipt: Receipt) -> None:
        """The token must be over this text; whether its signature holds the verifier of timestamps says."""
        info = cms.ContentInfo.load(base64.b64decode(receipt.detail))["content"]["encap_content_info"]
        imprint = tsp.TSTInfo.load(info["content"].parsed.dump())
        if imprint["message_imprint"]["hashed_message"].native != digest(self.algorithm, checkpoint.text):
            raise LogRebuilt(Text("时间戳不是这个检查点的：日志被重建", "the token is of another checkpoint"))

    def standing(self) -> Text:
        """The authority's own name."""
        return self.authority.standing().name
