"""What other apps use of the notices: publishing, objections, clearance for payment, public pages."""

from __future__ import annotations

from gongbao.platform.notices.objections import (
    Clearance,
    Raised,
    Standing,
    anonymous,
    clearance,
    objections,
    open_objections,
    raise_objection,
    reveal_objector,
    settle,
)
from gongbao.platform.notices.pages import History, NoticeLine, NoticePage, listed, page
from gongbao.platform.notices.publishing import (
    Told,
    clear_expired,
    content_hash,
    correct,
    extend,
    publish,
    resume,
    suspend,
    withdraw,
)
from gongbao.platform.notices.words import OUTCOMES, STATES

__all__ = [
    "OUTCOMES",
    "STATES",
    "Clearance",
    "History",
    "NoticeLine",
    "NoticePage",
    "Raised",
    "Standing",
    "Told",
    "anonymous",
    "clear_expired",
    "clearance",
    "content_hash",
    "correct",
    "extend",
    "listed",
    "objections",
    "open_objections",
    "page",
    "publish",
    "raise_objection",
    "resume",
    "reveal_objector",
    "settle",
    "suspend",
    "withdraw",
]
