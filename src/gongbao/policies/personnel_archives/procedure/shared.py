"""What the room's procedures share: roles, short ways to write steps, and the steps of every request."""

from __future__ import annotations

from gongbao.kernel.procedure import Reason
from gongbao.kernel.procedure.common import Common
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


def common(clause: str, overdue: str, *reasons: Reason, withdrawable: str = "draft submitted") -> Common:
    """Draft, withdrawal, return and escalation of a request to a centre."""
    return Common(
        applicant=(APPLICANT,),
        officers=(CENTRE,),
        draft=("draft",),
        withdrawable=tuple(withdrawable.split()),
        returnable=("submitted",),
        return_reasons=reasons,
        return_clause=DOCUMENT + clause,
        resubmitted="submitted",
        handled=tuple(overdue.split()),
        overdue=tuple(overdue.split()),
    )
