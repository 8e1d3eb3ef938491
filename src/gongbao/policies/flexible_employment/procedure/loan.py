"""The business-start loan: the hall finds the qualification, the guarantor and the bank decide, each in its time."""

from __future__ import annotations

from gongbao.kernel.procedure import Outcome, Procedure, State
from gongbao.kernel.procedure.common import Common, escalating, returned, withdrawn
from gongbao.kernel.procedure.wording import RECEIPT, TELL, state
from gongbao.law.text import Text
from gongbao.policies.flexible_employment.procedure import shared as s


def _yes_no(yes: str, no: str, zh: str, en: str) -> tuple[Outcome, Outcome]:
    return (
        Outcome("agree", Text(zh, en), yes),
        Outcome("refuse", Text("不同意", "Refused"), no, reasoned=True),
    )


def _end(name: str, zh: str, en: str, beside: str) -> State:
    return state(
        name,
        zh,
        en,
        "已说明理由，可以补齐后重新申请",
        "With reasons; one may apply again",
        terminal=True,
        tone="stopped",
        beside=beside,
    )


LOAN = Procedure(
    f"{s.ROOM}.loan",
    1,
    Text("创业担保贷款", "Business-start loan"),
    s.roles(s.APPLICANT, s.HALL, s.GUARANTOR, s.BANK),
    (
        s.DRAFT,
        state("submitted", "资格认定中", "Qualification", "户籍地政务服务大厅认定", "The hall of the household's district"),
        state("qualified", "资格已认定", "Qualified", "可以向签约担保机构申请担保", "A guarantee may be asked for"),
        state("guarantee_asked", "担保审核中", "Guarantee", "签约担保机构审核", "The guarantor decides"),
        state("guaranteed", "已同意担保", "Guaranteed", "可以向经办银行申请贷款", "The bank may be asked"),
        state("bank_asked", "银行审批中", "At the bank", "经办银行审批", "The bank decides"),
        state("lent", "已放款", "Lent", "银行已放款", "The bank has paid out", terminal=True, tone="done"),
        _end("not_qualified", "资格不符", "Not qualified", "submitted"),
        _end("not_guaranteed", "担保未通过", "No guarantee", "guarantee_asked"),
        _end("not_lent", "银行未批准", "Not lent", "bank_asked"),
        returned("submitted"),
        withdrawn("submitted"),
    ),
    (
        s.submit("9.a", "交认定申请表和身份证明", "The form and proof of identity"),
        s.does(
            "qualify", "9.a", ("资格认定", "Qualify", "本市户籍、个体经营、已登记注册", "Household, own business, registered"),
            "submitted", "qualified", s.HALL, outcomes=_yes_no("qualified", "not_qualified", "认定", "Recognised"),
            reasons=(
                s.reason("household", "9", "不是本市户籍", "Not a Beijing household"),
                s.reason("not_business", "9", "不是个体经营", "No own business"),
                s.reason("not_registered", "9", "没有登记注册", "The business is not registered"),
            ),
            effect=("checked", "decision", *TELL),
        ),
        s.does(
            "ask_guarantee", "9.b", ("申请担保", "Ask for a guarantee", "向签约担保机构申请", "From a guarantor under contract"),
            "qualified", "guarantee_asked", s.APPLICANT, form="guarantee", effect=("guarantor", *RECEIPT), personal_fields=("form",),
        ),
        s.does(
            "decide_guarantee", "9.b", ("担保决定", "Decide on the guarantee", "同意或说明理由", "Agreed, or refused with reasons"),
            "guarantee_asked", "guaranteed", s.GUARANTOR, outcomes=_yes_no("guaranteed", "not_guaranteed", "同意担保", "Agreed"),
            reasons=(s.reason("risk", "", "风险审核未通过", "The risk is too great"), s.reason("collateral", "", "反担保不足", "Too little security")),
            effect=("decision", *TELL),
        ),
        s.does(
            "ask_bank", "9.c", ("申请贷款", "Ask the bank", "担保同意后向经办银行申请", "Once the guarantee is agreed"),
            "guaranteed", "bank_asked", s.APPLICANT, form="bank", effect=("bank", *RECEIPT), personal_fields=("form",),
        ),
        s.does(
            "decide_loan", "9.c", ("贷款决定", "Decide on the loan", "放款或说明理由", "Paid out, or refused with reasons"),
            "bank_asked", "lent", s.BANK, outcomes=_yes_no("lent", "not_lent", "放款", "Paid out"),
            reasons=(s.reason("credit", "", "信用审核未通过", "The credit check failed"), s.reason("use", "", "贷款用途不符", "Not for the business")),
            effect=("decision", *TELL),
        ),
        *Common(
            applicant=(s.APPLICANT,),
            officers=(s.HALL,),
            draft=("draft",),
            withdrawable=("draft", "submitted", "qualified", "guarantee_asked", "guaranteed", "bank_asked"),
            returnable=("submitted",),
            return_reasons=(s.reason("papers", "9.a", "申请表或身份证明不全", "The form or the proof of identity is incomplete"),),
            return_clause=s.DOCUMENT + "9.a",
            resubmitted="submitted",
            handled=("submitted",),
            overdue=("submitted", "guarantee_asked", "bank_asked"),
        ).actions(),
    ),
    (
        escalating("qualification", Text("资格认定期限", "Time to qualify"), s.DOCUMENT + "9.a", "qualification_working_days", ("submit", "resubmit"), ("submitted",)),
        escalating("guarantee", Text("担保审核期限", "Time for the guarantee"), s.DOCUMENT + "9.b", "guarantee_working_days", ("ask_guarantee",), ("guarantee_asked",)),
        escalating("bank", Text("银行审批期限", "Time for the bank"), s.DOCUMENT + "9.c", "bank_working_days", ("ask_bank",), ("bank_asked",)),
    ),
    "draft",
)  # fmt: skip
