"""Forms: what a person, a hall, a guarantor, a bank, a platform or a mediator is asked."""

from __future__ import annotations

from gongbao.kernel.districts import OFFICES
from gongbao.kernel.forms import Field, Form, Option, options
from gongbao.law.text import Text
from gongbao.policies.flexible_employment import facts as f

DOCUMENT = "jiu-2020-19/"
SCHEMES = {
    "graduate": Text("高校毕业生初次灵活就业", "a graduate's first flexible job"),
    "extension": Text("补贴期满延长1年", "a year more after the term ran out"),
    "pilot": Text("区试点（农业户籍就业困难人员）", "a district's pilot"),
}
SERVICES = {
    "policy_advice": Text("政策咨询", "policy advice"),
    "job_seeking": Text("求职登记", "registration as a job seeker"),
    "career_guidance": Text("职业指导", "career guidance"),
    "placement": Text("岗位推荐", "placement"),
    "follow_up": Text("跟踪回访", "follow-up visit"),
    "staffing_advice": Text("用人指导（单位）", "staffing advice, for firms"),
    "matching": Text("推荐匹配（单位）", "matching, for firms"),
}
CLIENTS = {
    "worker": Text("灵活就业的个人", "a flexible worker"),
    "start_up": Text("初创阶段的单位", "a firm starting up"),
    "flexible_firm": Text("灵活用工的单位", "a firm that uses flexible workers"),
}
LOSSES = {
    "order_end": Text("平台停止派单或合作", "the platform stopped giving work"),
    "business_closed": Text("经营停止", "the business closed"),
    "no_work": Text("没有活可做", "no work to be had"),
    "health": Text("健康原因", "health"),
    "family": Text("家庭原因", "family"),
    "other": Text("其他原因", "another reason"),
}
ENDINGS = {
    "employed": Text("到单位就业", "employed by a firm"),
    "stopped": Text("不再工作", "no longer working"),
    "moved": Text("离开本市", "left Beijing"),
    "retired": Text("退休", "retired"),
    "other": Text("其他", "another reason"),
}
MATTERS = {
    "pay": Text("报酬、扣款", "pay and deductions"),
    "hours": Text("工作时间、休息", "hours and rest"),
    "quota": Text("派单、定额", "orders and piece quota"),
    "safety": Text("伤害、安全保障", "injury and safety"),
    "account": Text("封号、停派", "account closed"),
    "other": Text("其他", "another matter"),
}


DISTRICTS = tuple(Option(each.code, each.name) for each in OFFICES)


def _field(name: str, kind: str, zh: str, en: str, clause: str, **more: object) -> Field:
    return Field(name=name, kind=kind, label=Text(zh, en), clause=DOCUMENT + clause, **more)  # type: ignore[arg-type]


def _form(name: str, zh: str, en: str, clause: str, *fields: Field) -> Form:
    return Form(
        id=f"flexible_employment.{name}", version="1", title=Text(zh, en), clause=DOCUMENT + clause, fields=fields
    )  # fmt: skip


def _commitment(clause: str, zh: str, en: str) -> Field:
    return _field(
        "committed", "commitment", "本人承诺", "My commitment", clause, version="1", words=Text(zh, en)
    )


_WORK = {word: label for word, label in f.WORK_KINDS.items() if word != "none"}
_ASKED_SCHOOLS = f.SCHOOLS
_KIND = _field("work_kind", "choice", "就业类型", "Kind of work", "11.c", options=options(_WORK))
_JOB = _field("occupation", "text", "做什么工作", "Occupation", "11.c", max_length=60, example="外卖配送")
_PLACE = _field("work_district", "choice", "就业地", "District of work", "11.a", options=DISTRICTS)
_PLATFORM = _field(
    "platform", "text", "平台名称", "Platform", "2.3", max_length=80, required=False, only_if=("work_kind", "platform")
)  # fmt: skip
_EMPLOYED_BY_IT = _field(
    "labour_relation", "yes_no", "是否与平台或关联企业签了劳动合同", "Employed by the platform or a related firm", "2.3",
    only_if=("work_kind", "platform"),
)  # fmt: skip
_HOUSEHOLD = _field(
    "household", "choice", "户籍", "Household registration", "3", options=options(f.HOUSEHOLDS)
)
REGISTRATION = _form(
    "registration", "灵活就业登记", "Registration of flexible employment", "11",
    _KIND, _JOB, _PLATFORM, _EMPLOYED_BY_IT, _PLACE,
    _field("since", "date", "从哪天开始", "Since", "11.c"),
    _HOUSEHOLD,
    _field("phone", "phone", "手机号码", "Mobile phone", "11.c"),
    _field("works_here", "yes_no", "在北京从业", "Works in Beijing", "11"),
    _commitment(
        "11.c",
        "以上信息是真实的。如查实不真实，登记会被撤销，已发的补贴要退回，并记入诚信档案。信息有变我会及时修改。",
        "All of this is true. If it is found untrue, the registration is revoked, subsidies are paid back and it is recorded. I report changes in time.",
    ),
)  # fmt: skip
CHANGE = _form(
    "change", "变更就业信息", "Change of the particulars", "11.e",
    _field("changed_on", "date", "从哪天起变更", "From which day", "11.e"),
    _KIND, _JOB, _PLATFORM, _EMPLOYED_BY_IT, _PLACE,
    _commitment("11.c", "变更后的信息是真实的。", "The changed particulars are true."),
)  # fmt: skip
END = _form(
    "end", "终止登记", "End of the registration", "11.e",
    _field("ended_on", "date", "终止日期", "Ended on", "11.e"),
    _field("why", "choice", "原因", "Why", "11.e", options=options(ENDINGS)),
)  # fmt: skip
UNEMPLOYMENT = _form(
    "unemployment", "失业登记", "Registration of unemployment", "12",
    _field("lost_on", "date", "从哪天起没有工作", "Out of work since", "12"),
    _field("reason", "choice", "失业原因", "Reason", "12.c", options=options(LOSSES)),
    _field("reason_told", "long_text", "情况说明", "In your words", "12.c", required=False, max_length=500),
    _field("lives_here", "yes_no", "常住地在本市", "Lives in Beijing", "12.a"),
    _field("counter", "choice", "在哪里办", "Where", "12", options=options(f.COUNTERS)),
    _field("district", "choice", "办理的区", "District", "12.a", options=DISTRICTS),
    _commitment(
        "12.c",
        "本人现在没有工作，填写的信息和失业原因是真实的。如不真实，登记会被撤销，据此享受的待遇要退回。",
        "I am without work and what I state is true. If it is untrue, the registration is revoked and what was received is paid back.",
    ),
)  # fmt: skip
SUBSIDY = _form(
    "subsidy", "灵活就业社会保险补贴申请", "Application for the insurance subsidy", "4.b",
    _field("scheme", "choice", "哪一种补贴", "Which subsidy", "4", options=options(SCHEMES)),
    _HOUSEHOLD,
    _field("school", "choice", "毕业院校类别", "Kind of school", "4", options=options(_ASKED_SCHOOLS), only_if=("scheme", "graduate")),
    _field("graduated_on", "date", "毕业日期", "Graduated on", "4", only_if=("scheme", "graduate")),
    _field("left_school_on", "date", "离校日期", "Left school on", "4", only_if=("scheme", "graduate")),
    _field("employed_before", "yes_no", "此前是否就过业", "Employed before", "4", only_if=("scheme", "graduate")),
    _field("term_ends_on", "date", "原补贴期满日", "The term ended on", "5", only_if=("scheme", "extension")),
    _field("stable_job", "yes_no", "期满时是否由单位参保就业", "Employed and insured by a firm then", "5", only_if=("scheme", "extension")),
    _field("household_district", "choice", "户籍所在区", "District of the household", "10.a", options=DISTRICTS),
    _field("account", "account", "本人银行账号", "Own bank account", "4.a"),
    _commitment(
        "4.b",
        "以上信息是真实的。到单位就业、停止缴费或停止灵活就业时我会告知。如不真实，补贴停止并退回。",
        "All of this is true. I tell when I am employed by a firm, stop paying or stop working. If it is untrue, the subsidy stops and is paid back.",
    ),
)  # fmt: skip
LOAN = _form(
    "loan", "创业担保贷款个人借款人资格认定", "Qualification for a business-start loan", "9.a",
    _field("business", "text", "字号或店名", "Name of the business", "9", max_length=120),
    _field("credit_code", "credit_code", "统一社会信用代码", "Credit code", "9"),
    _HOUSEHOLD,
    _field("household_district", "choice", "户籍所在区", "District of the household", "9.a", options=DISTRICTS),
    _field("business_kind", "choice", "经营方式", "Kind of work", "9", options=options(_WORK)),
    _field("sum", "money", "希望贷款金额", "Sum asked for", "9", minimum=100),
    _field("identity", "file", "身份证明", "Proof of identity", "9.a", required=False),
    _commitment("9.a", "以上信息是真实的。", "All of this is true."),
)  # fmt: skip
GUARANTEE = _form(
    "guarantee", "申请担保", "Asking for a guarantee", "9.b",
    _field("guarantor", "text", "签约担保机构", "Guarantor under contract", "9.b", max_length=120),
    _field("security", "long_text", "反担保措施", "Security offered", "9.b", required=False, max_length=500),
)  # fmt: skip
BANK = _form(
    "bank", "申请贷款", "Asking the bank", "9.c",
    _field("bank", "text", "经办银行", "Handling bank", "9.c", max_length=120),
    _field("use", "long_text", "贷款用途", "Use of the loan", "9.c", max_length=500),
)  # fmt: skip
COMPLAINT = _form(
    "complaint", "平台用工申诉", "Complaint about platform work", "20",
    _field("opponent", "choice", "对方是谁", "Against whom", "20", options=options(f.OPPONENTS)),
    _field("firm", "text", "企业名称", "Name of the firm", "20", max_length=120),
    _field("credit_code", "credit_code", "统一社会信用代码（知道的话）", "Credit code, if known", "20", required=False),
    _field("matter", "choice", "什么问题", "What about", "20", options=options(MATTERS)),
    _field("happened_on", "date", "发生日期", "Happened on", "20"),
    _field("statement", "long_text", "经过和诉求", "What happened and what is claimed", "20"),
    _field("violation_alleged", "yes_no", "反映违反劳动保障法规", "A breach of labour protection is alleged", "20.a"),
    _field("relation_claimed", "yes_no", "主张存在劳动关系", "A labour relation is claimed", "20.a"),
)  # fmt: skip
ANSWER = _form(
    "answer", "平台答复", "The platform's answer", "20",
    _field("answer", "long_text", "答复", "Answer", "20"),
    _field("offer", "long_text", "解决办法", "Offer", "20", required=False),
)  # fmt: skip
STATEMENT = _form(
    "statement", "申请调解", "Asking for mediation", "20.a",
    _field("statement", "long_text", "为什么不接受", "Why it is not accepted", "20.a"),
)  # fmt: skip
AGREEMENT = _form(
    "agreement", "调解结果", "Result of the mediation", "20.a",
    _field("terms", "long_text", "协议内容或调解情况", "Terms agreed, or what came of it", "20.a"),
)  # fmt: skip
RESULT = _form(
    "result", "处理结果", "Result", "20.a",
    _field("document", "text", "文书编号", "Number of the document", "20.a", max_length=80, required=False),
    _field("result", "long_text", "结果", "Result", "20.a"),
)  # fmt: skip
SERVICE = _form(
    "service", "公共就业服务", "Public employment service", "15",
    _field("client", "choice", "您是", "You are", "15.a", options=options(CLIENTS)),
    _field("services", "choices", "需要哪些服务", "Services wanted", "15", options=options(SERVICES)),
    _field("skills", "text", "会做什么、想做什么", "Skills and wishes", "15", required=False, max_length=200),
    _field("phone", "phone", "联系电话", "Phone", "15"),
)  # fmt: skip
GIVEN = _form(
    "given", "服务记录", "Record of a service", "15",
    _field("service", "choice", "服务项目", "Service", "15", options=options(SERVICES)),
    _field("given", "long_text", "做了什么", "What was done", "15", max_length=1000),
    _field("next", "text", "下一步", "Next", "15", required=False, max_length=200),
    _field("visit_on", "date", "约定哪天回访", "Next follow-up on", "15"),
)  # fmt: skip
ACCOUNT = _form(
    "account", "更正银行账号", "Correct the account", "4.a",
    _field("account", "account", "本人银行账号", "Own bank account", "4.a"),
)  # fmt: skip
FORMS = {
    "account": ACCOUNT,
    "registration.application": REGISTRATION, "change": CHANGE, "end": END,
    "unemployment.application": UNEMPLOYMENT, "subsidy.application": SUBSIDY, "loan.application": LOAN,
    "guarantee": GUARANTEE, "bank": BANK, "complaint.application": COMPLAINT, "answer": ANSWER,
    "statement": STATEMENT, "agreement": AGREEMENT, "result": RESULT, "service.application": SERVICE, "given": GIVEN,
}  # fmt: skip
