"""Roles, states and ways of writing steps that the room's procedures share."""

from __future__ import annotations

from gongbao.kernel.procedure import SYSTEM, Action, Clock, Guard, Reason, Role, State
from gongbao.kernel.procedure.common import Common, escalating
from gongbao.law.text import Text

DOCUMENT = "bi-2020-22/"
ROOM = "rural_assistants"
APPLICANT, VILLAGE, TOWNSHIP, ASSISTANT = "applicant", "village", "township", "assistant"
HANDLER, REVIEWER, CITY, PUBLIC = "district_handler", "district_reviewer", "city_officer", "public"
DISTRICT = (HANDLER, REVIEWER)
_ROLES = {
    APPLICANT: Role(APPLICANT, Text("申请方", "Applicant")),
    VILLAGE: Role(VILLAGE, Text("村", "Village")),
    TOWNSHIP: Role(TOWNSHIP, Text("乡镇", "Township")),
    ASSISTANT: Role(ASSISTANT, Text("协理员本人", "The assistant")),
    HANDLER: Role(HANDLER, Text("区人社局经办", "District bureau, handling")),
    REVIEWER: Role(REVIEWER, Text("区人社局复核", "District bureau, review")),
    CITY: Role(CITY, Text("市人社局", "City bureau")),
    PUBLIC: Role(PUBLIC, Text("任何人", "Anybody")),
    SYSTEM: Role(SYSTEM, Text("系统", "System")),
}
ELSEWHERE = Text(
    "具体标准在公告、合同或其他规定里", "The standard stands in the announcement, the contract or other rules"
)
TELL, RECEIPT = ("notify_applicant",), ("receipt", "notify_office")
DRAFT = State("draft", Text("填写中", "Draft"), Text("随时保存，回来接着填", "Saved; go on later"))


def roles(*names: str) -> tuple[Role, ...]:
    """The roles named, and the system."""
    return tuple(_ROLES[name] for name in (*names, SYSTEM))


def state(name: str, zh: str, en: str, zh_why: str, en_why: str, **more: object) -> State:
    """A state with its words."""
    return State(name, Text(zh, en), Text(zh_why, en_why), **more)  # type: ignore[arg-type]


def end(name: str, zh: str, en: str, zh_why: str, en_why: str, **more: object) -> State:
    """A good end."""
    return state(name, zh, en, zh_why, en_why, terminal=True, tone="done", **more)


def stop(name: str, zh: str, en: str, zh_why: str, en_why: str, beside: str) -> State:
    """A refusal or another end the applicant did not want."""
    return state(name, zh, en, zh_why, en_why, terminal=True, tone="stopped", beside=beside)


def guard(name: str, clause: str, zh: str, en: str, mend_zh: str, mend_en: str) -> Guard:
    """A condition a step waits for, and what to do where it is not met."""
    return Guard(name, Text(zh, en), DOCUMENT + clause, Text(mend_zh, mend_en))


def reason(name: str, clause: str, zh: str, en: str) -> Reason:
    """A ground to choose; without a clause the standard stands elsewhere."""
    return Reason(name, Text(zh, en), DOCUMENT + clause if clause else "", why_none=Text("", "") if clause else ELSEWHERE)  # fmt: skip


def does(
    name: str,
    clause: str,
    words: tuple[str, str, str, str],
    source: str,
    target: str,
    role: str,
    **more: object,
) -> Action:
    """A step: its words, where from, where to, by whom; the applicant is told unless other effects are given."""
    zh, en, zh_why, en_why = words
    more = {"effect": TELL, **more}
    return Action(
        name, Text(zh, en), Text(zh_why, en_why), tuple(source.split()), target, tuple(role.split()),
        DOCUMENT + clause, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def submit(clause: str, zh: str, en: str, *effects: str, guard: str = "") -> Action:
    """Handing in the form."""
    return does(
        "submit", clause, ("提交", "Submit", zh, en), "draft", "submitted", APPLICANT,
        guard=guard, form="application", effect=(*RECEIPT, *effects), personal_fields=("form",),
    )  # fmt: skip


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
