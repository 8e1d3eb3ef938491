"""What the room's procedures share: roles, short ways to write steps, and the steps of every application."""

from __future__ import annotations

from gongbao.kernel.procedure import Clock, Reason
from gongbao.kernel.procedure.common import Common, escalating
from gongbao.kernel.procedure.wording import Wording, state
from gongbao.law.text import Text

DOCUMENT = "bi-2020-22/"
ROOM = "rural_assistants"
APPLICANT, VILLAGE, TOWNSHIP, ASSISTANT = "applicant", "village", "township", "assistant"
HANDLER, REVIEWER, CITY, PUBLIC = "district_handler", "district_reviewer", "city_officer", "public"
DISTRICT = (HANDLER, REVIEWER)
SAY = Wording(
    DOCUMENT,
    Text(
        "具体标准在公告、合同或其他规定里",
        "The standard stands in the announcement, the contract or other rules",
    ),
    {
        APPLICANT: Text("申请方", "Applicant"),
        VILLAGE: Text("村", "Village"),
        TOWNSHIP: Text("乡镇", "Township"),
        ASSISTANT: Text("协理员本人", "The assistant"),
        HANDLER: Text("区人社局经办", "District bureau, handling"),
        REVIEWER: Text("区人社局复核", "District bureau, review"),
        CITY: Text("市人社局", "City bureau"),
        PUBLIC: Text("任何人", "Anybody"),
    },
)
roles, guard, reason, does, submit = SAY.taking_part, SAY.guard, SAY.reason, SAY.does, SAY.submit
DRAFT = state("draft", "填写中", "Draft", "随时保存，回来接着填", "Saved; go on later")


def common(handled: str, clause: str, *reasons: Reason, withdrawable: str = "draft submitted") -> Common:
    """Draft, withdrawal, return, delegation and escalation of an application to the district."""
    return Common(
        applicant=(APPLICANT,), officers=(HANDLER,), draft=("draft",) if withdrawable else (), withdrawable=tuple(withdrawable.split()),
        returnable=("submitted",) if reasons else (), return_reasons=reasons, return_clause=DOCUMENT + clause,
        resubmitted="submitted", handled=tuple(handled.split()), overdue=tuple(handled.split()),
    )  # fmt: skip


def reminding(name: str, clause: str, zh: str, en: str, starts: str, runs: str, parameter: str = "handling_working_days") -> Clock:  # fmt: skip
    """A local limit that reminds and decides nothing."""
    return escalating(
        name, Text(zh, en), DOCUMENT + clause, parameter, tuple(starts.split()), tuple(runs.split())
    )


INCOMPLETE = reason("incomplete", "", "材料或说明不完整", "Papers or explanations are incomplete")
