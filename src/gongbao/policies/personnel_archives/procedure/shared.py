"""What the room's procedures share: roles, short ways to write steps and limits, and what every request has."""

from __future__ import annotations

from gongbao.kernel.procedure import Action, Clock, Guard, Procedure, State
from gongbao.kernel.procedure.common import Common, escalating, returned, withdrawn
from gongbao.kernel.procedure.wording import Wording, state
from gongbao.law.text import Text

DOCUMENT = "rencai-2020-24/"
ROOM = "personnel_archives"
APPLICANT, CENTRE, REVIEWER, CITY = "applicant", "district_handler", "district_reviewer", "city_officer"
SAY = Wording(
    DOCUMENT,
    Text(
        "服务指南和经办规程未载入，由公服中心按档案情况认定",
        "The service guide is not loaded: the centre finds it on the archive",
    ),
    {
        APPLICANT: Text("申请人", "Applicant"),
        CENTRE: Text("公服中心经办", "Centre, handling"),
        REVIEWER: Text("公服中心复核", "Centre, review"),
        CITY: Text("市公服中心", "City centre"),
    },
)
DRAFT = state("draft", "填写中", "Draft", "申请人填写", "The applicant fills it in")
NOT_SHAREABLE = SAY.reason(
    "not_shareable", "7.s3", "缺少共享取不到的信息", "Something no register can give is missing"
)


def limit(
    name: str, words: tuple[str, str], clause: str, parameter: str, starts_on: str, runs_in: str, *, restarts: bool = True
) -> Clock:  # fmt: skip
    """A limit of the centre's own, which reminds; steps and states stand in one string each."""
    starts, runs = tuple(starts_on.split()), tuple(runs_in.split())
    return escalating(name, Text(*words), DOCUMENT + clause, parameter, starts, runs, restarts=restarts)


def to_centre(
    name: str, words: tuple[str, str], states: tuple[State, ...], steps: tuple[Action, ...],
    clocks: tuple[Clock, ...], guards: tuple[Guard, ...] = (), *, roles: tuple[str, ...] = (APPLICANT, CENTRE, REVIEWER),
    returned_by: str, overdue: str, withdrawable: str = "draft submitted",
) -> Procedure:  # fmt: skip
    """A request to a centre: draft, withdrawal, return and escalation are every request's, the rest its own."""
    common = Common(
        applicant=(APPLICANT,),
        officers=(CENTRE,),
        draft=("draft",),
        withdrawable=tuple(withdrawable.split()),
        returnable=("submitted",),
        return_reasons=(NOT_SHAREABLE,),
        return_clause=DOCUMENT + returned_by,
        resubmitted="submitted",
        handled=tuple(overdue.split()),
        overdue=tuple(overdue.split()),
    )
    return Procedure(
        f"{ROOM}.{name}", 1, Text(*words), SAY.taking_part(*roles), (DRAFT, *states, returned("submitted"), withdrawn("submitted")),
        (*steps, *common.actions()), clocks, "draft", guards,
    )  # fmt: skip
