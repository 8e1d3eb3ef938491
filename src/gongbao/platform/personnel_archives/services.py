"""What the web uses of personnel archives."""

from __future__ import annotations

from gongbao.platform.personnel_archives.batches import Difference, Taken, compare, read, take_in, template
from gongbao.platform.personnel_archives.custody import Broken, break_seal, broken, chain, hand_over, put_seal
from gongbao.platform.personnel_archives.matters import (
    ask_paper,
    facts,
    find,
    list_body,
    of,
    permits_of,
    send,
    submit,
)
from gongbao.platform.personnel_archives.models import Access, Archive, Item, Loan, Matter, Page, Parked
from gongbao.platform.personnel_archives.outside import connect, record
from gongbao.platform.personnel_archives.parking import park, parked, settle
from gongbao.platform.personnel_archives.permits import Permit, Why, may_certify, may_copy, whole
from gongbao.platform.personnel_archives.registering import (
    Entry,
    catalogue,
    look_up,
    register,
    retires,
    review,
    shelve,
)
from gongbao.platform.personnel_archives.registering import find as find_archives
from gongbao.platform.personnel_archives.reports import Late, Soon, causes, counts, overdue, soon
from gongbao.platform.personnel_archives.scanning import Scan, attach, check, note_difference, reorder
from gongbao.platform.personnel_archives.showing import Shown, lift, looks, redact, show
from gongbao.platform.personnel_archives.words import (
    CLASSES,
    COMPLAINT,
    DIGITAL_STATES,
    INTAKE,
    LOAN,
    OUTCOMES,
    OUTSIDE,
    PAPER_STATES,
    REQUEST,
    ROOM,
    TRANSFER,
)

__all__ = [
    "CLASSES", "COMPLAINT", "DIGITAL_STATES", "INTAKE", "LOAN", "OUTCOMES", "OUTSIDE", "PAPER_STATES", "REQUEST",
    "ROOM", "TRANSFER", "Access", "Archive", "Broken", "Difference", "Entry", "Item", "Late", "Loan", "Matter",
    "Page", "Parked", "Permit", "Scan", "Shown", "Soon", "Taken", "Why", "ask_paper", "attach", "break_seal", "broken",
    "catalogue", "causes", "chain", "check", "compare", "connect", "counts", "facts", "find", "find_archives",
    "hand_over", "lift", "list_body", "look_up", "looks", "may_certify", "may_copy", "note_difference", "of",
    "overdue", "park", "parked", "permits_of", "put_seal", "read", "record", "redact", "register", "reorder",
    "retires", "review", "send", "settle", "shelve", "show", "soon", "submit", "take_in", "template", "whole",
]  # fmt: skip
