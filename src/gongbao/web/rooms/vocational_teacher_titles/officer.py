"""What an officer above a school sees beside its plan: the panel that goes with it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from gongbao.law.text import Text
from gongbao.platform.cases.services import Case
from gongbao.platform.titles import services as titles
from gongbao.web.rooms.base import OfficerPart

PANEL = "zhongzhi-2020-27/annex2.5.1.p2.s1"


def panel(request: HttpRequest, case: Case) -> dict[str, Any]:
    """The school's panel: how many, how many administrators, who."""
    if not case.procedure.endswith(".plan"):
        return {}
    members = titles.panel_of(case.party)
    heads = [each.name for each in members if each.kind == "administrator"]
    others = [each.name for each in members if each.kind != "administrator"]
    told = Text(
        f"{len(members)}人，其中行政人员{len(heads)}人",
        f"{len(members)}, {len(heads)} of them administrators",
    )
    return {
        "facts": [
            {"label": Text("考评小组", "Panel"), "value": told, "clause": PANEL},
            {"label": Text("行政人员", "Administrators"), "value": "、".join(heads) or "—"},
            {"label": Text("教师代表", "Teachers"), "value": "、".join(others) or "—"},
        ]
    }


OFFICER = OfficerPart(panel=panel)
