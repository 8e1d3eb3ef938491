"""Procedures: a firm's monthly declaration with the agency, its debit agreement with the tax authority, refunds, deferral."""

from __future__ import annotations

from gongbao.kernel.procedure import (
    STAY,
    SYSTEM,
    Action,
    Clock,
    Guard,
    Outcome,
    Procedure,
    Reason,
    Role,
    State,
)
from gongbao.kernel.procedure.common import Common, escalating, returned, withdrawn
from gongbao.law.text import Text

DOCUMENT = "she-2020-18/"
FIRM, AGENCY, TAX, REVIEWER = "applicant", "insurance_agency", "tax_officer", "tax_reviewer"
ROLES = {
    role.name: role
    for role in (
        Role(FIRM, Text("企业", "Firm")),
        Role(AGENCY, Text("社会保险经（代）办机构", "Social insurance agency")),
        Role(TAX, Text("税务征收", "Tax authority, collection")),
        Role(REVIEWER, Text("税务复核", "Tax authority, review")),
        Role(SYSTEM, Text("系统", "System")),
    )
}
_UNWRITTEN = Text(
    "文件未写：由经办机构按登记资料认定", "The document does not say: the agency decides on its records"
)

DECLARED = Guard(
    "declaration_complete",
    Text("申报表和人员明细齐全", "Form and list of staff complete"),
    DOCUMENT + "2.1",
    Text("填好申报表，并导入本月人员明细", "Fill in the form and take in the month's list of staff"),
)
ASSESSED = Guard(
    "assessment_made",
    Text("已算出本月应缴费额", "The month's contributions are worked out"),
    DOCUMENT + "2.1.a",
    Text("先核定本月应缴费额，再推送税务", "Assess the month's contributions, then hand them over"),
)
SETTLED = Guard(
    "charges_settled",
    Text("应缴费款已缴清", "Everything charged is paid"),
    DOCUMENT + "2.2",
    Text("缴清本月应缴费款，或等扣款回盘入账", "Pay what is charged, or wait until the debit is booked"),
)
ACCOUNT = Guard(
    "account_of_firm",
    Text("扣款账户属于本企业", "The account belongs to the firm"),
    DOCUMENT + "3.1.1.a",
    Text("改用户名与本企业一致的账户", "Use an account in the firm's own name"),
)

_STATES = (
    State("draft", Text("填报中", "Draft"), Text("企业填写本月申报", "The firm fills in the month")),
    State(
        "submitted",
        Text("待核定", "To be assessed"),
        Text("由经办机构核定应缴费额", "The agency assesses what is due"),
    ),
    State(
        "assessed",
        Text("待传递", "To be handed over"),
        Text("核定完成，待传递税务部门", "Assessed; to be handed over to the tax authority"),
    ),
    State(
        "handed_over",
        Text("待缴费", "To be paid"),
        Text("税务部门按接收的费额征收", "The tax authority collects exactly what it received"),
    ),
    State(
        "disputed",
        Text("核定异议处理中", "Assessment disputed"),
        Text(
            "异议退回经办机构处理，税务部门不重算", "Back with the agency; the tax authority never recomputes"
        ),
        beside="handed_over",
    ),
    State(
        "collected",
        Text("已缴清", "Paid"),
        Text("费款缴清，已回传经办机构记录权益", "Paid; the agency has been told and records it"),
        terminal=True,
        tone="done",
    ),
    returned("submitted"),
    withdrawn("submitted"),
)
RETURN_REASONS = (
    Reason("not_registered", Text("人员未办理参保登记", "A person is not registered"), DOCUMENT + "2.1"),
    Reason(
        "base", Text("申报基数与工资记录不符", "A base differs from the wage record"), why_none=_UNWRITTEN
    ),
    Reason("person", Text("人员信息有误", "A person's particulars are wrong"), why_none=_UNWRITTEN),
)
DISPUTE_REASONS = (
    Reason("as_assessed", Text("核定符合登记资料", "The assessment follows the records"), DOCUMENT + "2.1.a"),
    Reason(
        "record_wrong",
        Text("登记资料有误，已更正", "The records were wrong and are mended"),
        DOCUMENT + "2.1.a",
    ),
)
DECLARATION = Procedure(
    "social_insurance_collection.declaration",
    1,
    Text("社会保险费申报与征收", "Declaring and collecting contributions"),
    tuple(ROLES[name] for name in (FIRM, AGENCY, TAX, SYSTEM)),
    _STATES,
    (
        Action(
            "submit",
            Text("提交申报", "Submit"),
            Text("向所属经办机构申报本月人员和基数", "The month's staff and bases, to the agency"),
            ("draft",),
            "submitted",
            (FIRM,),
            DOCUMENT + "2.1",
            guard="declaration_complete",
            form="application",
            effect=("receipt", "notify_office"),
            personal_fields=("form",),
        ),
        Action(
            "assess",
            Text("核定", "Assess"),
            Text("按基数上下限和费率逐人逐险种核定", "Person by person, by limits and rates"),
            ("submitted",),
            "assessed",
            (AGENCY,),
            DOCUMENT + "2.1.a",
            batchable=True,
            effect=("assess", "notify_applicant"),
        ),
        Action(
            "hand_over",
            Text("传递税务部门", "Hand over"),
            Text("以不可更改的应缴费额文件传递", "In a charge file that never changes"),
            ("assessed",),
            "handed_over",
            (AGENCY, SYSTEM),
            DOCUMENT + "2.1.b",
            guard="assessment_made",
            batchable=True,
            effect=("hand_over", "notify_applicant"),
        ),
        Action(
            "dispute",
            Text("对核定提出异议", "Dispute the assessment"),
            Text("说明哪一笔不对；由经办机构处理", "Say which sum is wrong; the agency decides"),
            ("handed_over",),
            "disputed",
            (FIRM,),
            DOCUMENT + "2.2",
            form="dispute",
            effect=("receipt", "notify_office"),
            personal_fields=("statement",),
        ),
        Action(
            "settle_dispute",
            Text("处理异议", "Settle the dispute"),
            Text("维持，或更正登记后另发差额", "Uphold, or mend the records and send the difference"),
            ("disputed",),
            "handed_over",
            (AGENCY,),
            DOCUMENT + "2.2",
            form="dispute_answer",
            outcomes=(
                Outcome("upheld", Text("维持核定", "Upheld"), "handed_over", reasoned=True),
                Outcome(
                    "corrected",
                    Text("更正，另发差额", "Corrected by a difference"),
                    "handed_over",
                    reasoned=True,
                ),
            ),
            reasons=DISPUTE_REASONS,
            effect=("reassess", "notify_applicant"),
        ),
        Action(
            "dun",
            Text("逾期提醒", "Remind"),
            Text(
                "截止日已过未缴清，提醒缴费并告知滞纳金",
                "The last day has passed: a reminder with the late fee",
            ),
            ("handed_over",),
            STAY,
            (SYSTEM, TAX),
            DOCUMENT + "2.2.a",
            effect=("dun", "notify_applicant"),
        ),
        Action(
            "close",
            Text("缴清结件", "Close"),
            Text("缴清后把缴费结果回传经办机构", "Once paid, the agency is told"),
            ("handed_over",),
            "collected",
            (SYSTEM, TAX),
            DOCUMENT + "4.p2",
            guard="charges_settled",
            effect=("notify_agency", "notify_applicant"),
        ),
        *Common(
            applicant=(FIRM,),
            officers=(AGENCY,),
            draft=("draft",),
            withdrawable=("draft", "submitted"),
            returnable=("submitted",),
            return_reasons=RETURN_REASONS,
            return_clause=DOCUMENT + "2.1",
            resubmitted="submitted",
            resubmit_guard="declaration_complete",
            handled=("submitted", "assessed", "disputed"),
            overdue=("assessed", "disputed"),
        ).actions(),
    ),
    (
        escalating(
            "handover",
            Text("传递税务部门的期限", "Time limit for handing over"),
            DOCUMENT + "2.1.b",
            "handover_working_days",
            ("assess",),
            ("assessed",),
        ),
        escalating(
            "dispute_answer",
            Text("答复异议的期限", "Time limit for answering a dispute"),
            DOCUMENT + "2.2",
            "dispute_working_days",
            ("dispute",),
            ("disputed",),
        ),
        Clock(
            "payment",
            Text("缴费截止日", "Last day to pay"),
            DOCUMENT + "2.2.a",
            "fixed_date",
            {"day": "$body:due_on"},
            starts_on=("hand_over",),
            stops_on=(),
            on_expiry="dun",
            runs_in=("handed_over", "disputed"),
            restarts=False,
            remind_before=(3, 1),
        ),
    ),
    "draft",
    (DECLARED, ASSESSED, SETTLED),
)

REFUSAL_REASONS = (
    Reason("not_own", Text("账户不属于本企业", "The account is not the firm's"), DOCUMENT + "3.1.1.a"),
    Reason("bank_refused", Text("银行没有确认", "The bank did not confirm"), DOCUMENT + "3.1.1.a"),
)
AGREEMENT = Procedure(
    "social_insurance_collection.agreement",
    1,
    Text("签订银税三方（委托）划缴协议", "Signing the tri-party debit agreement"),
    tuple(ROLES[name] for name in (FIRM, TAX, SYSTEM)),
    (
        State(
            "draft", Text("填报中", "Draft"), Text("企业填写银行和账号", "The firm names bank and account")
        ),
        State(
            "submitted",
            Text("待核对", "To be checked"),
            Text("税务部门与银行核对账户", "The tax authority checks the account with the bank"),
        ),
        State(
            "in_force",
            Text("已生效", "In force"),
            Text(
                "可用联网缴税和批量扣款；原方式同时终止",
                "On-line and batch debit are open; the old way has ended",
            ),
            terminal=True,
            tone="done",
        ),
        State(
            "refused",
            Text("未通过", "Refused"),
            Text("没有生效，仍可用银行端缴税", "Not in force; paying at a bank's counter stays open"),
            terminal=True,
            tone="stopped",
            beside="in_force",
        ),
        withdrawn("submitted"),
    ),
    (
        Action(
            "submit",
            Text("提交", "Submit"),
            Text("提交三方协议信息", "Send in the agreement"),
            ("draft",),
            "submitted",
            (FIRM,),
            DOCUMENT + "3.1.p4.a",
            guard="account_of_firm",
            form="application",
            effect=("receipt", "notify_office"),
            personal_fields=("form",),
        ),
        Action(
            "confirm",
            Text("核对结果", "Result of the check"),
            Text("与银行核对一致即生效", "In force once the bank agrees"),
            ("submitted",),
            "in_force",
            (TAX,),
            DOCUMENT + "3.1.1.a",
            outcomes=(
                Outcome("confirmed", Text("核对一致，生效", "Confirmed, in force"), "in_force"),
                Outcome("refused", Text("核对不一致", "Refused"), "refused", reasoned=True),
            ),
            reasons=REFUSAL_REASONS,
            step_up=True,
            effect=("sign", "notify_applicant"),
        ),
        *Common(
            applicant=(FIRM,),
            officers=(TAX,),
            draft=("draft",),
            withdrawable=("draft", "submitted"),
            handled=("submitted",),
        ).actions(),
    ),
    (),
    "draft",
    (ACCOUNT,),
)
REFUND_REASONS = (
    Reason("nothing_loose", Text("没有可退的余款", "There is no loose money"), DOCUMENT + "2.2"),
    Reason("agency", Text("多缴由核定引起，先由经办机构更正", "The assessment caused it: the agency mends it first"), DOCUMENT + "2.1.a"),
)  # fmt: skip
REFUND = Procedure(
    "social_insurance_collection.refund",
    1,
    Text("社会保险费退费", "Refund of contributions"),
    tuple(ROLES[name] for name in (FIRM, TAX, REVIEWER, SYSTEM)),
    (
        State("draft", Text("填报中", "Draft"), Text("缴费人填写退费申请", "The payer fills in the claim")),
        State("submitted", Text("待核对", "To be checked"), Text("税务部门核对余款", "The tax authority checks what is loose")),
        State("checked", Text("待决定", "To be decided"), Text("余款已预留，等待另一人决定", "Set aside; waits for a second person")),
        State("approved", Text("同意退费", "Approved"), Text("等待银行退付", "Waits for the bank")),
        State("paid", Text("已退费", "Paid back"), Text("款项已退还", "The money was paid back"), terminal=True, tone="done"),
        State("refused", Text("不予退费", "Refused"), Text("已书面说明理由", "The reasons were told in writing"), terminal=True, tone="stopped", beside="approved"),
        returned("submitted"),
        withdrawn("submitted"),
    ),
    (
        Action(
            "submit", Text("提交退费申请", "Submit"), Text("申请退还多缴或转入的余款", "Loose money is asked back"),
            ("draft",), "submitted", (FIRM,), DOCUMENT + "2.2", form="application", effect=("record_refund", "receipt", "notify_office"),
        ),
        Action(
            "check", Text("核对并预留", "Check and set aside"), Text("从最早的余款起预留", "The oldest loose money first"),
            ("submitted",), "checked", (TAX,), DOCUMENT + "2.2", effect=("set_refund_aside", "notify_applicant"),
        ),
        Action(
            "decide", Text("作出决定", "Decide"), Text("由另一人决定", "By a second person"),
            ("checked",), "approved", (REVIEWER,), DOCUMENT + "2.2", not_by=("check",), step_up=True,
            outcomes=(
                Outcome("approve", Text("同意退费", "Approve"), "approved"),
                Outcome("refuse", Text("不予退费", "Refuse"), "refused", reasoned=True),
            ),
            reasons=REFUND_REASONS, effect=("decide_refund", "decision", "notify_applicant"),
        ),
        Action(
            "pay", Text("登记退款", "Note the payment"), Text("银行退款后登记流水号", "With the bank's reference"),
            ("approved",), "paid", (TAX,), DOCUMENT + "2.2", form="payment", not_by=("decide",), step_up=True, effect=("pay_refund", "notify_applicant"),
        ),
        *Common(
            applicant=(FIRM,),
            officers=(TAX, REVIEWER),
            draft=("draft",),
            withdrawable=("draft", "submitted"),
            returnable=("submitted",),
            return_reasons=(Reason("sum", Text("金额或账号有误", "Sum or account are wrong"), DOCUMENT + "2.2"),),
            return_clause=DOCUMENT + "2.2",
            resubmitted="submitted",
            handled=("submitted", "checked", "approved"),
            overdue=("submitted", "checked", "approved"),
        ).actions(),
    ),
    (
        escalating("deciding", Text("核对和决定时限", "Time to check and decide"), DOCUMENT + "2.2", "refund_working_days", ("submit", "resubmit"), ("submitted", "checked")),
        escalating("paying", Text("退付时限", "Time to pay"), DOCUMENT + "2.2", "refund_working_days", ("decide",), ("approved",)),
    ),
    "draft",
)  # fmt: skip
DEFERRAL_REASONS = (
    Reason("no_hardship", Text("没有核实到严重困难", "No grave hardship was found"), DOCUMENT + "2.2.c"),
    Reason(
        "not_deferrable",
        Text("不属于可以缓缴的单位、月份或险种", "Unit, month or insurance cannot be deferred"),
        DOCUMENT + "2.2.c",
    ),
)
DEFERRAL = Procedure(
    "social_insurance_collection.deferral",
    1,
    Text("2020年社会保险费缓缴", "Deferring contributions of 2020"),
    tuple(ROLES[name] for name in (FIRM, AGENCY, REVIEWER, SYSTEM)),
    (
        State("draft", Text("填报中", "Draft"), Text("单位填写缓缴申请", "The unit fills in the application")),
        State("submitted", Text("待核实", "To be checked"), Text("经办机构核实困难情况", "The agency looks at the hardship")),
        State("checked", Text("待决定", "To be decided"), Text("等待另一人决定", "Waits for a second person")),
        State("deferred", Text("已批准缓缴", "Deferred"), Text("期满前缴清，不收滞纳金", "To be paid before it ends, without a late fee"), terminal=True, tone="done"),
        State("refused", Text("不予缓缴", "Refused"), Text("已书面说明理由，应按期缴费", "The reasons were told in writing; paid in time"), terminal=True, tone="stopped", beside="deferred"),
        returned("submitted"),
        withdrawn("submitted"),
    ),
    (
        Action(
            "submit", Text("提交缓缴申请", "Submit"), Text("向经办机构申请", "To the agency"),
            ("draft",), "submitted", (FIRM,), DOCUMENT + "2.2.c", form="application", effect=("record_deferral", "receipt", "notify_office"),
        ),
        Action(
            "check", Text("核实", "Check"), Text("核实困难情况，写明看了什么材料", "The hardship, and what was looked at"),
            ("submitted",), "checked", (AGENCY,), DOCUMENT + "2.2.c", form="check", effect=("find_hardship", "notify_applicant"),
        ),
        Action(
            "decide", Text("作出决定", "Decide"), Text("由税务复核人员决定", "By a reviewer of the tax authority"),
            ("checked",), "deferred", (REVIEWER,), DOCUMENT + "2.2.c", not_by=("check",), step_up=True,
            outcomes=(
                Outcome("approve", Text("同意缓缴", "Approve"), "deferred"),
                Outcome("refuse", Text("不予缓缴", "Refuse"), "refused", reasoned=True),
            ),
            reasons=DEFERRAL_REASONS, effect=("decide_deferral", "decision", "notify_applicant"),
        ),
        *Common(
            applicant=(FIRM,),
            officers=(AGENCY, REVIEWER),
            draft=("draft",),
            withdrawable=("draft", "submitted"),
            returnable=("submitted",),
            return_reasons=(Reason("months", Text("月份或材料有误", "Months or papers are wrong"), DOCUMENT + "2.2.c"),),
            return_clause=DOCUMENT + "2.2.c",
            resubmitted="submitted",
            handled=("submitted", "checked"),
            overdue=("submitted", "checked"),
        ).actions(),
    ),
    (
        escalating("deciding", Text("核实和决定时限", "Time to check and decide"), DOCUMENT + "2.2.c", "deferral_working_days", ("submit", "resubmit"), ("submitted", "checked")),
    ),
    "draft",
)  # fmt: skip
PROCEDURES = (DECLARATION, AGREEMENT, REFUND, DEFERRAL)
