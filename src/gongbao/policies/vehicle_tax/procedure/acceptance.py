"""Acceptance of an insurer's collecting system: applied for before going live, tested by two departments."""

from __future__ import annotations

from gongbao.kernel.procedure import SYSTEM, Action, Procedure, Reason, State
from gongbao.kernel.procedure.common import HOUSE, Common, escalating, returned, withdrawn
from gongbao.law.text import Text
from gongbao.policies.vehicle_tax.procedure import shared as s

_STATES = (
    State("planned", Text("待申请", "Planned"), Text("系统建设或升级，等待提出验收申请", "A system is built or changed; acceptance is to be applied for")),
    State("applied", Text("已申请", "Applied"), Text("主管税务机关已收到书面申请", "The tax authority has the written application")),
    State("forwarded", Text("已上报", "Forwarded"), Text("已上报市税务局，等待技术测试", "With the city bureau; the technology test is next")),
    State("technology_tested", Text("技术测试通过", "Technology passed"), Text("等待业务测试", "The tax test is next")),
    State("accepted", Text("验收通过", "Accepted"), Text("可以按登记的上线日期使用", "May be used from its registered day"), True, "done"),
    State("failed", Text("未通过", "Not accepted"), Text("改正后重新申请", "To be mended and applied for again"), True, "stopped", beside="technology_tested"),
    returned("applied"),
    withdrawn("applied"),
)  # fmt: skip

_ACTIONS = (
    Action(
        "apply", Text("提交验收申请", "Apply for acceptance"), Text("上线前书面申请", "In writing, before going live"),
        ("planned",), "applied", s.INSURER, "tax-2020-9/11", form="acceptance", effect=("record_application",),
    ),
    Action(
        "forward", Text("上报市税务局", "Forward to the city bureau"), Text("核对申请后上报", "Checked, then sent on"),
        ("applied",), "forwarded", s.DISTRICT, "tax-2020-9/11.a",
    ),
    Action(
        "pass_technology", Text("技术测试通过", "Pass the technology test"), Text("联网、格式、留痕和保密", "Connection, format, traces, confidentiality"),
        ("forwarded",), "technology_tested", (s.TECHNOLOGY,), "tax-2020-9/11.a", form="test_report", not_by=("forward",), step_up=True, effect=("record_technology",),
    ),
    Action(
        "pass_business", Text("业务测试通过", "Pass the tax test"), Text("计税、减免、申报和解缴", "Tax, reliefs, filing, remittance"),
        ("technology_tested",), "accepted", (s.BUSINESS,), "tax-2020-9/11.a", form="test_report", not_by=("pass_technology", "forward"), step_up=True, effect=("record_acceptance", "notify_applicant"),
    ),
    Action(
        "fail", Text("未通过", "Do not accept"), Text("写明哪些没有通过", "Says what did not pass"),
        ("forwarded", "technology_tested"), "failed", (s.TECHNOLOGY, s.BUSINESS), "tax-2020-9/11.a", form="test_report", reasons=s.NOT_PASSED, effect=("record_failure", "notify_applicant"),
    ),
)  # fmt: skip

ACCEPTANCE = Procedure(
    "vehicle_tax.acceptance",
    1,
    Text("代收代缴系统验收", "Acceptance of a collecting system"),
    s.roles("applicant", *s.DISTRICT, s.TECHNOLOGY, s.BUSINESS, SYSTEM),
    _STATES,
    (
        *_ACTIONS,
        *(
            action
            for action in Common(
                applicant=s.INSURER,
                officers=s.DISTRICT,
                withdrawable=(),
                returnable=("applied",),
                return_reasons=(
                    Reason("papers", Text("材料不全", "Papers are missing"), "tax-2020-9/11"),
                    Reason("already_live", Text("上线日期已过", "It is live already"), "tax-2020-9/11"),
                ),
                return_clause="tax-2020-9/11",
                resubmitted="applied",
                handled=("applied", "forwarded", "technology_tested"),
                delegates=(*s.DISTRICT, s.TECHNOLOGY, s.BUSINESS),
                overdue=("applied", "forwarded", "technology_tested"),
            ).actions()
        ),
        Action(
            "withdraw", Text("撤回申请", "Withdraw"), Text("测试开始前可以撤回", "Possible until tests begin"),
            ("planned", "applied", "returned"), "withdrawn", s.INSURER, note=HOUSE, effect=("record_failure",),
        ),
    ),
    (
        escalating("forwarding", Text("上报时限", "Time to forward"), "tax-2020-9/11.a", "acceptance_days", ("apply", "resubmit"), ("applied",)),
        escalating("testing", Text("测试时限", "Time for the tests"), "tax-2020-9/11.a", "acceptance_days", ("forward",), ("forwarded", "technology_tested")),
    ),
    "planned",
)  # fmt: skip
