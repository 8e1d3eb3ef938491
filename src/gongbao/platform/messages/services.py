"""What other apps use of the messages: sending, reminders, boxes, addresses, the guard for masked text."""

from __future__ import annotations

from gongbao.platform.messages.box import Letter, inbox, mark_read, unread_count
from gongbao.platform.messages.channels import Channel, LocalOutbox, Log, addresses, install, set_address
from gongbao.platform.messages.masked import personal, refuse_personal
from gongbao.platform.messages.sending import cancel_reminder, remind, to_office, to_party

__all__ = [
    "Channel",
    "Letter",
    "LocalOutbox",
    "Log",
    "addresses",
    "cancel_reminder",
    "inbox",
    "install",
    "mark_read",
    "personal",
    "refuse_personal",
    "remind",
    "set_address",
    "to_office",
    "to_party",
    "unread_count",
]
