"""What the web and the review of titles use of dossiers."""

from __future__ import annotations

from gongbao.platform.dossiers.attaching import Copy, attach, attached, copies, detach
from gongbao.platform.dossiers.keeping import drop_own, own, save_own
from gongbao.platform.dossiers.sharing import ShareView, end_share, share, shares
from gongbao.platform.dossiers.sheets import File, Person, read_file, template, written
from gongbao.platform.dossiers.staff import Member, drop_staff, keep_staff, staff

__all__ = [
    "Copy",
    "File",
    "Member",
    "Person",
    "ShareView",
    "attach",
    "attached",
    "copies",
    "detach",
    "drop_own",
    "drop_staff",
    "end_share",
    "keep_staff",
    "own",
    "read_file",
    "save_own",
    "share",
    "shares",
    "staff",
    "template",
    "written",
]
