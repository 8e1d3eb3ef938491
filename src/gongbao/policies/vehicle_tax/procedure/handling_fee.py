"""The handling fee of an insurer: applied for, checked, approved by a second person, paid; never netted."""

from __future__ import annotations

from gongbao.kernel.procedure import SYSTEM, Action, Procedure, Reason, State
from gongbao.kernel.procedure.common import HOUSE, Common, escalating, returned, withdrawn
from gongbao.law.text import Text
from gongbao.policies.vehicle_tax.procedure import shared as s

_STATES = (
    State("planned", Text("待申请", "Planned"), Text("等待保险机构提出申请", "The insurer has not applied")),
    State("applied", Text("已申请", "Applied"), Text("主管税务机关审核中", "The tax authority checks it")),
    State("checked", Text("已审核", "Checked"), Text("等待另一人同意", "Waits for a second person")),
    State("approved", Text("同意返还", "Approved"), Text("等待返还", "Waits for payment")),
    State("paid", Text("已返还", "Paid"), Text("手续费已付给保险机构", "The insurer has the fee"), True, "done"),
    State("refused", Text("不同意", "Refused"), Text("已说明理由", "The reasons were told"), True, "stopped", beside="checked"),
    returned("applied"),
    withdrawn("applied"),
)  # fmt: skip

_ACTIONS = (
    Action(
        "apply", Text("申请手续费", "Apply for the fee"), Text("按已入库税款申请，不得坐扣", "On the tax remitted; nothing may be kept back"),
        ("planned",), "applied", s.INSURER, "tax-2020-9/12.a", form="handling_fee", effect=("record_fee_claim",),
    ),
    Action(
        "check", Text("审核", "Check"), Text("与入库台账核对", "Against the ledger of remittances"),
        ("applied",), "checked", (s.HANDLER,), "tax-2020-9/12.a", guard="fee_sound",
    ),
    Action(
        "approve", Text("同意返还", "Approve"), Text("由另一人同意", "By a second person"),
        ("checked",), "approved", (s.REVIEWER,), "tax-2020-9/12.a", guard="fee_sound", not_by=("check",), step_up=True, effect=("record_fee_approval", "notify_applicant"),
    ),
    Action(
        "refuse", Text("不同意", "Refuse"), Text("写明理由", "With reasons"),
        ("applied", "checked"), "refused", (s.REVIEWER,), "tax-2020-9/12.a", reasons=s.FEE_REFUSED, effect=("record_fee_refusal", "notify_applicant"),
    ),
    Action(
        "pay", Text("办理返还", "Pay"), Text("登记支付凭证号", "With the number of the payment"),
        ("approved",), "paid", s.DISTRICT, "tax-2020-9/12.a", form="fee_payment", not_by=("approve",), step_up=True, effect=("record_fee_payment", "notify_applicant"),
    ),
    Action(
        "withdraw", Text("撤回申请", "Withdraw"), Text("审核前可以撤回", "Possible until it is checked"),
        ("planned", "applied", "returned"), "withdrawn", s.INSURER, note=HOUSE, effect=("record_fee_refusal",),
    ),
)  # fmt: skip

HANDLING_FEE = Procedure(
    "vehicle_tax.handling_fee",
    1,
    Text("代收代缴手续费返还", "Payment of the handling fee"),
    s.roles("applicant", *s.DISTRICT, SYSTEM),
    _STATES,
    (
        *_ACTIONS,
        *Common(
            applicant=s.INSURER,
            officers=s.DISTRICT,
            returnable=("applied",),
            return_reasons=(
                Reason("amount", Text("金额与账目不符", "The sum differs from the books"), "tax-2020-9/12.a"),
                Reason("papers", Text("材料不全", "Papers are missing"), "tax-2020-9/12.a"),
            ),
            return_clause="tax-2020-9/12.a",
            resubmitted="applied",
            handled=("applied", "checked", "approved"),
            overdue=("applied", "checked", "approved"),
        ).actions(),
    ),
    (
        escalating("checking", Text("审核时限", "Time to check"), "tax-2020-9/12.a", "fee_payment_days", ("apply", "resubmit"), ("applied", "checked")),
        escalating("paying", Text("返还时限", "Time to pay"), "tax-2020-9/12.a", "fee_payment_days", ("approve",), ("approved",)),
    ),
    "planned",
    (s.FEE_SOUND,),
)  # fmt: skip
