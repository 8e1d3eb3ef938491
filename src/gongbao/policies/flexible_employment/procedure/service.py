"""Public employment service without a break: asked for, given step by step, followed up."""

from __future__ import annotations

from gongbao.kernel.procedure import SYSTEM, Clock, Procedure
from gongbao.kernel.procedure.common import Common, returned, withdrawn
from gongbao.kernel.procedure.wording import TELL, state
from gongbao.law.text import Text
from gongbao.policies.flexible_employment.procedure import shared as s

SERVICE = Procedure(
    f"{s.ROOM}.service",
    1,
    Text("公共就业服务", "Public employment service"),
    s.roles(s.APPLICANT, s.HALL),
    (
        s.DRAFT,
        state("submitted", "待接待", "To be received", "服务人员联系您", "The service will contact you"),
        state("served", "服务中", "Being served", "咨询、求职、指导、推荐都记在这里", "Every service is recorded here"),
        state("follow_up", "待回访", "Follow-up due", "到了回访的时间", "It is time for a follow-up", beside="served"),
        state("closed", "已结束", "Closed", "需要时随时再来", "Come again at any time", terminal=True, tone="done"),
        returned("submitted"),
        withdrawn("submitted"),
    ),
    (
        s.submit("15", "选择需要的服务", "Says which service is wanted"),
        s.does(
            "serve", "15", ("记录服务", "Record a service", "咨询、求职登记、指导、推荐、回访", "Advice, job seeking, guidance, placement, follow-up"),
            "submitted served follow_up", "served", s.HALL, form="given", guard="may_be_served", personal_fields=("form",),
        ),
        s.does(
            "fall_due", "15", ("到期回访", "Follow-up falls due", "按间隔提醒回访", "By the interval"), "served", "follow_up", SYSTEM,
            effect=("notify_office",),
        ),
        s.does(
            "close", "15", ("结束服务", "Close", "本人已满意或不再需要", "No longer needed"), "served follow_up", "closed",
            f"{s.APPLICANT} {s.HALL}", effect=TELL,
        ),
        *Common(
            applicant=(s.APPLICANT,),
            officers=(s.HALL,),
            draft=("draft",),
            withdrawable=("draft", "submitted"),
            returnable=("submitted",),
            return_reasons=(s.reason("unclear", "15", "需要的服务不明确", "It is unclear what is wanted"),),
            return_clause=s.DOCUMENT + "15",
            resubmitted="submitted",
            handled=("submitted", "served", "follow_up"),
        ).actions(),
    ),
    (
        Clock(
            "follow_up", Text("回访时间", "Time of the follow-up"), s.DOCUMENT + "15", "fixed_date",
            {"day": "$body:visit_on"}, ("serve",), (), "fall_due", ("served",), remind_before=(3,),
        ),
    ),
    "draft",
    (s.guard("may_be_served", "15", "灵活就业人员，或初创、灵活用工的单位", "A flexible worker, or a firm starting up or using them", "先登记灵活就业；单位须处于初创期或有灵活用工", "Register first; a firm must be starting up or use flexible workers"),),
)  # fmt: skip
