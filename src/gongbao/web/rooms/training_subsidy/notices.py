"""How objections to the room's public notices are taken."""

from __future__ import annotations

from gongbao.platform.training_subsidy import services as training
from gongbao.policies.training_subsidy.forms import OBJECTION, SCHEMES
from gongbao.web.rooms.base import NoticePart

NOTICE = NoticePart(
    OBJECTION,
    training.object_to,
    training.standing_of,
    {option.label.zh.partition("：")[0]: option.label for option in SCHEMES},
)
