"""Breaches of discipline: found by township or district, told, heard and decided in a case of the district (18)."""

from __future__ import annotations

from gongbao.platform.cases.services import Case
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import reach
from gongbao.platform.rural_assistants.carrying import begun, tell_office
from gongbao.platform.rural_assistants.models import Assistant
from gongbao.platform.rural_assistants.words import DISCIPLINE, TOWNSHIP_KIND, refuse


def found(tx: Tx, assistant: Assistant, what: str) -> str:
    """Open the case of a breach (township or district); its number. The district tells the person, who may answer."""
    if reach.level_of(tx.actor) not in (TOWNSHIP_KIND, "district"):
        raise refuse("18.s2", "由乡镇或区提出", "For the township or the district", "请以乡镇或区的身份办理", "Act for one of them")  # fmt: skip
    if not what.strip() or assistant.left_how:
        raise refuse("18.s2", "没有写发现了什么，或已经离岗", "Nothing is said, or the person has left", "写明时间、事实和线索来源", "Say when, what and from where", assistant.number)  # fmt: skip
    with opened("a breach"):
        under_way = Case.objects.filter(procedure=DISCIPLINE, party=assistant.party, tone="now").first()
        if under_way is not None:
            raise refuse("18.s2", f"已在处理（{under_way.number}）", f"One is under way ({under_way.number})", "在原办件中补充", "Add to that case", assistant.number)  # fmt: skip
        case = begun(tx, DISCIPLINE, assistant.office, assistant.party, f"{assistant.name} 违纪违规处理")
        tx.event(case.key, "breach_found", {}, {"what": what.strip()[:1000]})
        tell_office(tx, assistant.office, f"{case.key}:found", f"{case.number} 发现违纪违规线索，请告知本人", "A breach was found: tell the person", case)  # fmt: skip
    tx.audit("rural.breach", assistant=assistant.number, case=case.number)
    return str(case.number)
