"""What the room gives the workbench: beside a registration, what the university says of the graduation."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from gongbao.law.text import Text
from gongbao.platform.cases.services import Case
from gongbao.platform.db.services import Actor
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants.words import RECRUITMENT, RENEWAL
from gongbao.policies.rural_assistants.facts import UNIVERSITY_SAYS
from gongbao.web.rooms.base import OfficerPart
from gongbao.web.rooms.rural_assistants.tables_joining import SAID
from gongbao.web.workbench.panels import plain_facts


def panel(request: HttpRequest, case: Case) -> dict[str, Any]:
    """The university's word and the district's own check, for a registration; ventures beside a renewal (23.s3)."""
    if case.procedure == RENEWAL:
        return {"facts": [*plain_facts(case), *_ventures(case)]}
    row = rural.registering.applicant_of(case.key) if case.procedure == RECRUITMENT else None
    if row is None:
        return {}
    check = rural.graduation.check_of(row)
    said = check.said if check else "absent"
    told = {
        "label": Text("高校核实毕业信息", "The university of the graduation"),
        "value": UNIVERSITY_SAYS[said],
        "state": SAID[said],
        "clause": "bi-2020-22/8.2",
    }
    if check:
        words = rural.graduation.say(check.differs)
        told["source"] = Text(
            "；".join(filter(None, (rural.reach.name_of(check.party), words.zh, check.note))),
            "; ".join(filter(None, (rural.reach.name_of(check.party), words.say("en"), check.note))),
        )
    facts = [*plain_facts(case), told]
    if "graduation_checked" in row.findings:
        found = row.findings["graduation_checked"]
        facts.append({
            "label": Text("区核对毕业信息", "The district's own check"), "value": Text("属实", "as stated") if found else Text("不符", "not as stated"),
            "state": "met" if found else "not_met", "clause": "bi-2020-22/7.6.s1", "source": Text(row.findings.get("graduation_why", ""), row.findings.get("graduation_why", "")),
        })  # fmt: skip
    noticed = (
        [Text(f"高校指出有出入：{told['source'].zh}", f"The university contradicts: {told['source'].en}")]
        if said == "contradicted"
        else []
    )
    return {"facts": facts, "noticed": noticed}


def _ventures(case: Case) -> list[dict[str, Any]]:
    """What came of the person's ventures."""
    with opened("ventures beside a renewal"):
        people = list(rural.reach.own(Actor("system")).filter(party=case.party))
    return [
        {
            "label": Text("创业项目", "Venture"), "value": Text(row.title, row.title), "clause": "bi-2020-22/23.s3",
            "source": Text(row.results or "还没有登记成效", row.results or "no result recorded yet"),
        }
        for row in rural.ventures.of(people)
    ]  # fmt: skip


OFFICER = OfficerPart(panel=panel, remarks={"breach_found": Text("发现违纪违规线索", "A breach was found")})
