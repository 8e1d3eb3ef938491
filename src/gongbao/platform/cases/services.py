"""What other apps use of cases: opening, acting, history, inbox, drafts, deputies, procedures."""

from __future__ import annotations

from gongbao.platform.cases.acting import act, may_act, options, receipt
from gongbao.platform.cases.chain import verify_case
from gongbao.platform.cases.deputies import appoint, appointments, dismiss, lent, stands_in_for
from gongbao.platform.cases.drafts import discard_draft, draft, drafts, save_draft
from gongbao.platform.cases.erasing import erase, erases
from gongbao.platform.cases.events import lock_case, remark
from gongbao.platform.cases.history import Entry, history, refold, steps_of
from gongbao.platform.cases.inbox import (
    QUEUES,
    Neighbours,
    Queue,
    acted_by,
    counts,
    due_soon,
    inbox,
    neighbours,
    started_by,
)
from gongbao.platform.cases.models import Case, Event
from gongbao.platform.cases.opening import LETTERS, free_once, open_case
from gongbao.platform.cases.procedures import (
    Act,
    Registered,
    all_registered,
    carries_out,
    carries_out_derived,
    register_procedure,
    registered,
)

__all__ = [
    "LETTERS",
    "QUEUES",
    "Act",
    "Case",
    "Entry",
    "Event",
    "Neighbours",
    "Queue",
    "Registered",
    "act",
    "acted_by",
    "all_registered",
    "appoint",
    "appointments",
    "carries_out",
    "carries_out_derived",
    "counts",
    "discard_draft",
    "dismiss",
    "draft",
    "drafts",
    "due_soon",
    "erase",
    "erases",
    "free_once",
    "history",
    "inbox",
    "lent",
    "lock_case",
    "may_act",
    "neighbours",
    "open_case",
    "options",
    "receipt",
    "refold",
    "register_procedure",
    "registered",
    "remark",
    "save_draft",
    "stands_in_for",
    "started_by",
    "steps_of",
    "verify_case",
]
