"""What an act will show to others, seen by the officer before the button is pressed."""

from __future__ import annotations

from typing import Any

from gongbao.kernel.money import format_yuan
from gongbao.kernel.procedure import clocks
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case, registered
from gongbao.platform.db.services import Actor
from gongbao.platform.training_subsidy import services as training
from gongbao.web.shared.values import day
from gongbao.web.workbench.reaching import today


def publication(actor: Actor, case: Case) -> list[dict[str, Any]]:
    """The row of the public notice, and the last day of publicity if it is published today."""
    line = training.case_panel(actor, case.number).line
    made, on = registered(case.procedure, case.version), today()
    clock = made.procedure.clock("publicity")
    last = clocks.start(clock, on, {}, made.terms(on)).deadline
    told = day(last.due)
    return [
        {"label": Text("企业", "Firm"), "value": line.firm},
        {"label": Text("补贴项目", "Scheme"), "value": line.scheme},
        {"label": Text("人数", "People"), "value": str(line.people)},
        {"label": Text("人月", "Person-months"), "value": str(line.person_months)},
        {"label": Text("拟拨付金额（元）", "Amount (yuan)"), "value": format_yuan(line.amount)},
        {"label": Text("公示最后一日", "Last day of publicity"), "clause": clock.clause,
         "value": Text(f"{told.zh}（今天公示）", f"{told.en} (if published today)")},
    ]  # fmt: skip
