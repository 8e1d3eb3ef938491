"""Inspection of a firm and recovery of what was wrongly paid."""

from __future__ import annotations

from gongbao.kernel.procedure import STAY, SYSTEM, Action, Clock, Outcome, Procedure, Reason, State
from gongbao.kernel.procedure.common import Common, escalating, suspended
from gongbao.law.text import Text
from gongbao.policies.training_subsidy.procedure import shared as s

RECOVERY_REASONS = (
    Reason("fraud", Text("冒领、骗取", "False claim or fraud"), "neng-2020-6/4.3.c"),
    Reason("both_schemes", Text("两项补贴重复享受", "Both schemes were used"), "neng-2020-6/1.3.b"),
    Reason("earlier_scheme", Text("与此前政策重复", "Counted under the earlier scheme"), "neng-2020-6/5.a"),
    Reason("over_cap", Text("超过企业封顶额", "Over the firm's cap"), "neng-2020-6/2.3"),
    Reason("other_use", Text("用于规定以外的支出", "Spent on something not allowed"), "neng-2020-6/2.4"),
)
NO_RECOVERY_REASONS = (
    Reason("put_right", Text("已自行改正", "Put right by the firm"), why_none=s.UNWRITTEN),
    Reason("no_money", Text("问题不涉及资金", "No money is concerned"), why_none=s.UNWRITTEN),
)

_STATES = (
    State("planned", Text("待检查", "Planned"), Text("已列入检查计划", "On the inspection plan")),
    State(
        "inspecting",
        Text("检查中", "Inspecting"),
        Text("正在查账核人", "Books and persons are being checked"),
    ),
    State(
        "found",
        Text("发现问题", "Finding"),
        Text("检查发现问题，等待处理", "Something was found and awaits a decision"),
    ),
    State(
        "heard",
        Text("待决定", "Heard"),
        Text("企业已陈述或陈述期满", "The firm was heard or its time is over"),
    ),
    State(
        "recovery_open", Text("追回中", "Recovering"), Text("正在追回补贴", "The subsidy is being recovered")
    ),
    State(
        "recovered", Text("已追回", "Recovered"), Text("应追回的已全部到账", "Everything due has come back")
    ),
    State("closed", Text("办结", "Closed"), Text("检查办件结束", "The inspection is over"), True, "done"),
    State(
        "clear", Text("未见问题", "Clear"), Text("检查没有发现问题", "Nothing was found"), beside="inspecting"
    ),
    suspended("inspecting"),
)

_ACTIONS = (
    Action(
        "inspect",
        Text("开始检查", "Inspect"),
        Text("抽查或按线索检查一户企业", "By sample or on a lead"),
        ("planned",),
        "inspecting",
        (*s.DISTRICT, "city_officer"),
        "neng-2020-6/4.3.b",
    ),
    Action(
        "respond",
        Text("企业说明", "Respond"),
        Text("企业陈述情况，提交证明", "The firm states its case and hands in evidence"),
        ("inspecting", "found"),
        STAY,
        s.FIRM,
        "neng-2020-6/4.3.c",
        form="statement",
        outcomes=(
            Outcome("early", Text("检查中说明", "During the inspection"), STAY, ("inspecting",)),
            Outcome("heard", Text("陈述申辩", "Statement before the decision"), "heard", ("found",)),
        ),
        effect=("receipt", "notify_office"),
        personal_fields=("statement",),
    ),
    Action(
        "record",
        Text("登记检查结果", "Record the result"),
        Text("写明查了什么、查到什么", "What was checked and what was found"),
        ("inspecting",),
        STAY,
        (*s.DISTRICT, "city_officer"),
        "neng-2020-6/4.3.b",
        form="inspection",
        outcomes=(
            Outcome("clear", Text("未见问题", "Clear"), "clear"),
            Outcome("finding", Text("发现问题", "Finding"), "found", reasoned=True),
        ),
        reasons=RECOVERY_REASONS,
        personal_fields=("details",),
    ),
    Action(
        "close_statement",
        Text("陈述期满", "Statement period over"),
        Text("企业没有在期限内陈述", "The firm has not stated its case in time"),
        ("found",),
        "heard",
        (SYSTEM,),
        "neng-2020-6/4.3.c",
    ),
    Action(
        "open_recovery",
        Text("决定追回", "Open a recovery"),
        Text("另一人决定追回的金额和理由", "A second officer decides amount and reasons"),
        ("heard",),
        "recovery_open",
        (s.REVIEWER,),
        "neng-2020-6/4.3.c",
        form="recovery",
        reasons=RECOVERY_REASONS,
        not_by=("record",),
        step_up=True,
        effect=("decision", "open_receivable", "notify_applicant"),
    ),
    Action(
        "recover",
        Text("登记追回款", "Recover"),
        Text("登记到账的追回款", "Records money that has come back"),
        ("recovery_open",),
        STAY,
        (s.HANDLER, SYSTEM),
        "neng-2020-6/4.3.c",
        outcomes=(
            Outcome("part", Text("部分到账", "In part"), STAY),
            Outcome("full", Text("全部到账", "In full"), "recovered"),
        ),
        effect=("post_recovery",),
    ),
    Action(
        "close",
        Text("办结", "Close"),
        Text("检查结束，结果存档", "The inspection is over and kept"),
        ("clear", "heard", "recovered"),
        "closed",
        (s.REVIEWER,),
        "neng-2020-6/4.3.b",
        outcomes=(
            Outcome("clear", Text("未见问题", "Clear"), "closed", ("clear",)),
            Outcome("no_recovery", Text("不予追回", "No recovery"), "closed", ("heard",), reasoned=True),
            Outcome("recovered", Text("已追回", "Recovered"), "closed", ("recovered",)),
        ),
        reasons=NO_RECOVERY_REASONS,
        not_by=("record",),
        unless_open=("appeal",),
        effect=("archive",),
    ),
)

SUPERVISION = Procedure(
    "training_subsidy.supervision",
    1,
    Text("监督检查与追回", "Inspection and recovery"),
    s.roles("applicant", s.HANDLER, s.REVIEWER, "city_officer", SYSTEM),
    _STATES,
    (
        *_ACTIONS,
        *Common(
            applicant=s.FIRM,
            officers=s.DISTRICT,
            suspendable=("inspecting", "found", "heard"),
            handled=("planned", "inspecting", "found", "heard", "recovery_open"),
            decided=("recovery_open", "recovered", "closed"),
            remedy="remedy",
            appeal_roles=(s.REVIEWER,),
            overdue=("recovery_open",),
            appeal_outcomes=(
                Outcome("maintained", Text("维持", "Maintained"), STAY),
                Outcome(
                    "revoked", Text("撤销，重新处理", "Set aside: decided again"), "found", ("recovery_open",)
                ),
                Outcome(
                    "refund", Text("撤销，款项退还", "Set aside: refunded"), STAY, ("recovered", "closed")
                ),
            ),
        ).actions(),
    ),
    (
        s.remedy(("recovery_open", "recovered", "closed")),
        Clock(
            "statement",
            Text("陈述申辩时限", "Time for a statement"),
            "neng-2020-6/4.3.c",
            "working_days_after",
            {"start": "$date", "days": "$parameter:statement_working_days"},
            ("record",),
            (),
            "close_statement",
            ("found",),
            suspended_in=("suspended",),
            remind_before=(1,),
        ),
        escalating(
            "recovery",
            Text("退回补贴时限", "Time for paying back"),
            "neng-2020-6/4.3.c",
            "recovery_working_days",
            ("open_recovery",),
            ("recovery_open",),
        ),
    ),
    "planned",
)
