"""A complaint against a platform: its answer in time, then mediation, then inspection or arbitration."""

from __future__ import annotations

from gongbao.kernel.procedure import SYSTEM, Clock, Outcome, Procedure
from gongbao.kernel.procedure.common import Common, escalating, returned, withdrawn
from gongbao.kernel.procedure.wording import RECEIPT, state
from gongbao.law.text import Text
from gongbao.policies.flexible_employment.procedure import shared as s

_BODIES = (
    Outcome("agreed", Text("达成协议", "Agreed"), "settled"),
    Outcome("inspection", Text("转劳动保障监察", "To labour inspection"), "with_inspection", reasoned=True),
    Outcome("arbitration", Text("转劳动争议仲裁", "To arbitration"), "with_arbitration", reasoned=True),
)
_WHY = (
    s.reason("violation", "20.a", "涉嫌违反劳动保障法规", "A breach of labour protection is alleged"),
    s.reason("relation", "20.a", "主张存在劳动关系", "A labour relation is claimed"),
    s.reason("no_agreement", "20.a", "调解不成", "No agreement was reached"),
)
COMPLAINT = Procedure(
    f"{s.ROOM}.complaint",
    1,
    Text("平台用工申诉", "Complaint about platform work"),
    s.roles(s.APPLICANT, s.HALL, s.MEDIATOR, s.INSPECTOR, s.ARBITRATOR),
    (
        s.DRAFT,
        state("submitted", "平台处理中", "With the platform", "平台应在期限内答复", "The platform answers in time"),
        state("answered", "平台已答复", "Answered", "由本人决定是否接受", "Accepted or not: the person says"),
        state("overdue", "平台逾期未答复", "Not answered", "可以直接进入调解", "Mediation is open at once", beside="submitted"),
        state("mediation", "调解中", "Mediation", "基层调解组织调解", "The mediators hear both sides"),
        state("with_inspection", "监察处理中", "With inspection", "劳动保障监察处理", "Labour inspection takes it up", beside="mediation"),
        state("with_arbitration", "仲裁处理中", "With arbitration", "劳动争议仲裁处理", "Arbitration takes it up", beside="mediation"),
        state("settled", "已解决", "Settled", "诉求已解决", "The claim is settled", terminal=True, tone="done"),
        state("concluded", "已处理", "Concluded", "监察或仲裁已作出结果", "Inspection or arbitration has concluded", terminal=True, tone="done", beside="settled"),
        returned("submitted"),
        withdrawn("submitted"),
    ),
    (
        s.submit("20", "写明平台和诉求", "Names the platform and the claim"),
        s.does(
            "answer", "20", ("平台答复", "Answer", "平台或关联企业答复诉求", "The platform answers"), "submitted overdue", "answered",
            f"{SYSTEM} {s.HALL}", form="answer", personal_fields=("form",),
        ),
        s.does(
            "answer_overdue", "20", ("平台逾期", "Answer overdue", "期限已过没有答复", "No answer in time"), "submitted", "overdue",
            SYSTEM, effect=("notify_applicant", "notify_office"),
        ),
        s.does(
            "accept", "20", ("接受答复", "Accept", "问题已解决", "The matter is settled"), "answered overdue", "settled",
            s.APPLICANT, effect=RECEIPT,
        ),
        s.does(
            "ask_mediation", "20.a", ("申请调解", "Ask for mediation", "不接受答复，或平台逾期", "Not accepted, or overdue"),
            "answered overdue", "mediation", s.APPLICANT, guard="mediation_open", form="statement", effect=RECEIPT, personal_fields=("form",),
        ),
        s.does(
            "conclude_mediation", "20.a", ("调解结果", "Result of the mediation", "达成协议，或转有权机构", "Agreed, or on to the competent body"),
            "mediation", "settled", s.MEDIATOR, form="agreement", outcomes=_BODIES, reasons=_WHY, personal_fields=("form",),
        ),
        s.does(
            "inspect", "20.a", ("监察结果", "Result of the inspection", "查处结果告知本人", "What came of it is told"), "with_inspection",
            "concluded", s.INSPECTOR, form="result", personal_fields=("form",),
        ),
        s.does(
            "arbitrate", "20.a", ("仲裁结果", "Result of the arbitration", "裁决或调解书", "Award or settlement"), "with_arbitration",
            "concluded", s.ARBITRATOR, form="result", personal_fields=("form",),
        ),
        *Common(
            applicant=(s.APPLICANT,),
            officers=(s.HALL,),
            draft=("draft",),
            withdrawable=("draft", "submitted", "answered", "overdue", "mediation"),
            returnable=("submitted",),
            return_reasons=(s.reason("unclear", "20", "诉求或对方不明确", "The claim or the opponent is unclear"),),
            return_clause=s.DOCUMENT + "20",
            resubmitted="submitted",
            handled=("submitted", "mediation"),
            overdue=("mediation", "with_inspection", "with_arbitration"),
        ).actions(),
    ),
    (
        Clock(
            "platform_answer", Text("平台答复期限", "Time for the platform's answer"), s.DOCUMENT + "20", "working_days_after",
            {"start": "$date", "days": "$parameter:platform_answer_working_days"}, ("submit", "resubmit"), ("answer",),
            "answer_overdue", ("submitted",), remind_before=(1,),
        ),
        Clock(
            "mediation", Text("调解期限", "Time for mediation"), s.DOCUMENT + "20.a", "calendar_days_after",
            {"start": "$date", "days": "$parameter:mediation_days"}, ("ask_mediation",), ("conclude_mediation",), "escalate",
            ("mediation",), remind_before=(3,),
        ),
        escalating(
            "body", Text("监察或仲裁处理期限", "Time for inspection or arbitration"), s.DOCUMENT + "20.a", "body_working_days",
            ("conclude_mediation",), ("with_inspection", "with_arbitration"),
        ),
    ),
    "draft",
    (s.guard("mediation_open", "20.a", "平台已答复不被接受，或逾期", "The platform answered in vain, or is overdue", "先等平台答复；逾期或不接受答复时再申请", "Wait for the platform's answer; ask when it is overdue or not accepted"),),
)  # fmt: skip
