"""A refund of tax already filed: the taxpayer asks, the paper is looked at, a second person decides, it is paid."""

from __future__ import annotations

from gongbao.kernel.procedure import SYSTEM, Action, Outcome, Procedure, Reason, State
from gongbao.kernel.procedure.common import HOUSE, Common, escalating, returned, withdrawn
from gongbao.law.text import Text
from gongbao.policies.vehicle_tax.procedure import shared as s

CLAUSE = "tax-2020-9/1"
REASONS = (
    Reason(
        "no_ground", Text("不属于可退税的情形（如过户）", "No ground for a refund, such as a sale"), CLAUSE
    ),
    Reason(
        "no_proof", Text("没有证明凭证或与事实不符", "No proof, or it does not bear out the claim"), CLAUSE
    ),
    Reason("other_year", Text("发生日期不在税款所属年度", "It did not happen in the tax year"), CLAUSE),
)
_STATES = (
    State("draft", Text("填报中", "Draft"), Text("纳税人填写退税申请", "The taxpayer fills in the claim")),
    State("submitted", Text("待核对", "To be checked"), Text("经办人核对凭证和缴税记录", "Proof and payment are checked")),
    State("checked", Text("待决定", "To be decided"), Text("等待另一人决定", "Waits for a second person")),
    State("approved", Text("同意退税", "Approved"), Text("等待国库退付", "Waits for the treasury")),
    State("paid", Text("已退税", "Paid back"), Text("税款已退还", "The tax was paid back"), True, "done"),
    State("refused", Text("不予退税", "Refused"), Text("已书面说明理由", "The reasons were told in writing"), True, "stopped", beside="approved"),
    returned("submitted"),
    withdrawn("submitted"),
)  # fmt: skip
_ACTIONS = (
    Action(
        "submit", Text("提交退税申请", "Submit"), Text("向主管税务机关申请", "To the tax authority"),
        ("draft",), "submitted", s.INSURER, CLAUSE, form="application", effect=("record_refund", "receipt", "notify_office"),
    ),
    Action(
        "check", Text("核对", "Check"), Text("查验凭证；应退税额由规则计算", "The proof is looked at; the rule works out the sum"),
        ("submitted",), "checked", (s.HANDLER,), CLAUSE, form="check", effect=("work_out_refund", "notify_applicant"),
    ),
    Action(
        "decide", Text("作出决定", "Decide"), Text("由另一人决定", "By a second person"),
        ("checked",), "approved", (s.REVIEWER,), CLAUSE, not_by=("check",), step_up=True,
        outcomes=(
            Outcome("approve", Text("同意退税", "Approve"), "approved"),
            Outcome("refuse", Text("不予退税", "Refuse"), "refused", reasoned=True),
        ),
        reasons=REASONS, effect=("decide_refund", "decision", "notify_applicant"),
    ),
    Action(
        "pay", Text("登记国库退付", "Note the payment"), Text("登记收入退还书号", "With the number of the treasury's order"),
        ("approved",), "paid", (s.HANDLER,), CLAUSE, form="payment", not_by=("decide",), step_up=True, effect=("record_refund_payment", "notify_applicant"),
    ),
    Action(
        "withdraw", Text("撤回申请", "Withdraw"), Text("决定以前可以撤回", "Possible until it is decided"),
        ("draft", "submitted", "returned"), "withdrawn", s.INSURER, note=HOUSE, effect=("drop_refund",),
    ),
)  # fmt: skip

REFUND = Procedure(
    "vehicle_tax.refund",
    1,
    Text("车船税退税", "Refund of vehicle tax"),
    s.roles("applicant", *s.DISTRICT, SYSTEM),
    _STATES,
    (
        *_ACTIONS,
        *Common(
            applicant=s.INSURER,
            officers=s.DISTRICT,
            draft=("draft",),
            returnable=("submitted",),
            return_reasons=(
                Reason("papers", Text("凭证不全", "Papers are missing"), CLAUSE),
                Reason("data", Text("车辆或年度填写有误", "Vehicle or year are wrong"), CLAUSE),
            ),
            return_clause=CLAUSE,
            resubmitted="submitted",
            handled=("submitted", "checked", "approved"),
            overdue=("submitted", "checked", "approved"),
        ).actions(),
    ),
    (
        escalating("checking", Text("核对和决定时限", "Time to check and decide"), CLAUSE, "refund_days", ("submit", "resubmit"), ("submitted", "checked")),
        escalating("paying", Text("退付时限", "Time to pay"), CLAUSE, "refund_days", ("decide",), ("approved",)),
    ),
    "draft",
)  # fmt: skip
