"""What the room adds to the page of a case: the claim's rows and papers, an inspection's findings."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from gongbao.kernel.money import format_yuan
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case
from gongbao.platform.db.services import Actor
from gongbao.platform.training_subsidy import services as training
from gongbao.policies.training_subsidy.procedure import APPLICATION, SUPERVISION
from gongbao.web.rooms.training_subsidy.workbench import claim_panel


def panel(request: HttpRequest, case: Case) -> dict[str, Any]:
    """More of the panel's context, by procedure; inside a reading of the officer."""
    if case.procedure == APPLICATION.id:
        return claim_panel.claim(request, case)
    return _inspection(request.actor, case) if case.procedure == SUPERVISION.id else {}


def _inspection(actor: Actor, case: Case) -> dict[str, Any]:
    view = training.inspection_view(actor, case.number)
    kinds = {"sample": Text("抽查", "Sample"), "lead": Text("线索", "Lead")}
    facts = [
        {"label": Text("被检查的办件", "Case inspected"), "value": view.claim_number},
        {
            "label": Text("来源", "Origin"),
            "value": kinds.get(view.kind, view.kind),
            "clause": "neng-2020-6/4.3.b",
        },
        {"label": Text("季度", "Quarter"), "value": view.quarter},
        {
            "label": Text("检查情况", "What was found"),
            "value": view.details or Text("还没有登记", "not yet recorded"),
        },
    ]
    if view.ordered:
        rest = Text(f"应追回 {format_yuan(view.ordered)} 元，已到 {format_yuan(view.returned)} 元",
                    f"{format_yuan(view.ordered)} yuan ordered back, {format_yuan(view.returned)} have come")  # fmt: skip
        facts.append({"label": Text("追回", "Recovery"), "value": rest, "clause": "neng-2020-6/4.3.c"})
    return {"facts": facts}
