"""How objections to the room's public notices are taken."""

from __future__ import annotations

from gongbao.kernel.dossier.forms import PUBLIC_OBJECTION
from gongbao.platform.titles import services as titles
from gongbao.web.rooms.base import NoticePart

NOTICE = NoticePart(PUBLIC_OBJECTION, titles.object_to, titles.standing_of)
