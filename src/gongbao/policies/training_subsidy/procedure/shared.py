"""Roles, reasons, guards and the remedy clock that the room's procedures share."""

from __future__ import annotations

from gongbao.kernel.procedure import (
    SYSTEM,
    Clock,
    Guard,
    Reason,
    Role,
)
from gongbao.kernel.procedure.common import RECONSIDERATION
from gongbao.law.text import Text

HANDLER, REVIEWER = "district_handler", "district_reviewer"
DISTRICT = (HANDLER, REVIEWER)
FIRM = ("applicant",)

_ROLES = {
    role.name: role
    for role in (
        Role("applicant", Text("企业", "Firm")),
        Role(HANDLER, Text("区人社局经办人", "District bureau, handling officer")),
        Role(REVIEWER, Text("区人社局复核人", "District bureau, reviewing officer")),
        Role("city_officer", Text("市人社局", "City bureau")),
        Role("city_finance", Text("市财政局", "City finance bureau")),
        Role("insurance_agency", Text("市社保经办机构", "City social insurance agency")),
        Role("district_government", Text("区政府（经开区管委会）", "District government (or BDA committee)")),
        Role("industry_department", Text("市级行业主管部门", "City industry department")),
        Role("public", Text("社会公众", "The public")),
        Role(SYSTEM, Text("系统", "System")),
    )
}


def roles(*names: str) -> tuple[Role, ...]:
    return tuple(_ROLES[name] for name in names)


def _no_clause(zh: str, en: str) -> Text:
    return Text(f"文件未写：{zh}", f"The document does not say: {en}")


UNWRITTEN = _no_clause("由经办机构按事实认定", "the office decides on the facts")

REFUSAL_REASONS = (
    Reason(
        "not_sme", Text("不属于本市中小微企业", "Not a small, medium or micro firm here"), "neng-2020-6/1.1.b"
    ),
    Reason("hired_outside", Text("吸纳时间不在规定期间", "Hired outside the period"), "neng-2020-6/1.1.a"),
    Reason(
        "not_category",
        Text("人员不在三类之内", "Not one of the three groups of persons"),
        "neng-2020-6/1.1.c",
    ),
    Reason(
        "not_insured", Text("当月未缴社会保险", "No contribution paid for the month"), "neng-2020-6/1.1.e"
    ),
    Reason(
        "not_new", Text("此前半年在本企业参过保", "Insured here in the half-year before"), "neng-2020-6/1.1.f"
    ),
    Reason(
        "not_listed", Text("企业不在认定名单", "The firm is not on the recognised list"), "neng-2020-6/1.2.p2"
    ),
    Reason("not_trained", Text("训练月份不在规定期间", "Training outside the period"), "neng-2020-6/1.2.d"),
    Reason(
        "both_schemes", Text("同一职工已享受另一项", "The other scheme was used already"), "neng-2020-6/1.3.b"
    ),
    Reason(
        "months_hire",
        Text("扩岗月数超过上限", "More months than the hiring scheme allows"),
        "neng-2020-6/2.1.a",
    ),
    Reason(
        "months_keep", Text("稳岗月数超过上限", "More months than the job scheme allows"), "neng-2020-6/2.2.a"
    ),
    Reason("firm_cap", Text("企业补贴已到封顶额", "The firm has reached its cap"), "neng-2020-6/2.3"),
    Reason(
        "three_times",
        Text("当年培训补贴已满次数", "The year's training subsidies are used up"),
        "neng-2020-6/2.4.b",
    ),
    Reason(
        "no_wage", Text("对账单没有当月工资", "No wage of the month on the statement"), "neng-2020-6/3.1.d"
    ),
    Reason("low_wage", Text("工资低于最低标准", "The wage is under the minimum"), "neng-2020-6/3.1.e"),
    Reason("dispatch", Text("缺派遣协议或用工单位确认", "Dispatch papers are missing"), "neng-2020-6/3.1.f"),
    Reason("earlier_scheme", Text("与此前政策重复", "Counted under the earlier scheme"), "neng-2020-6/5.a"),
    Reason("claimed_before", Text("当月已核定过补贴", "The month was granted before"), "neng-2020-6/3.1.a"),
    Reason("before_hire", Text("月份早于入职月", "The month is before the hire"), "neng-2020-6/1.1.g"),
    Reason("not_corrected", Text("退回后未补正", "Not corrected after return"), why_none=UNWRITTEN),
)
RETURN_REASONS = (
    Reason("commitment", Text("承诺未作出", "The commitment is missing"), "neng-2020-6/3.1.b"),
    Reason("forms", Text("申请表或花名册填写有误", "Form or roster is not in order"), "neng-2020-6/3.1.c"),
    Reason(
        "statement",
        Text("对账单缺少人员或月份", "The statement lacks persons or months"),
        "neng-2020-6/3.1.d",
    ),
    Reason("dispatch", Text("缺派遣协议或用工单位确认", "Dispatch papers are missing"), "neng-2020-6/3.1.f"),
    Reason("mismatch", Text("与社保信息不一致", "Differs from the insurance records"), "neng-2020-6/3.2"),
)
SEND_BACK_REASONS = (
    Reason("unclear", Text("初审依据不足", "The first review is not well founded"), why_none=UNWRITTEN),
    Reason("amount", Text("金额须重新核算", "The amount must be worked out again"), why_none=UNWRITTEN),
)
OBJECTION_REASONS = (
    Reason("founded", Text("异议反映的情况属实", "What the objection says is true"), "neng-2020-6/3.3"),
    *REFUSAL_REASONS,
)
BANK_REASONS = (
    Reason("account_wrong", Text("户名与账号不符", "Name and account do not match"), "neng-2020-6/3.3.e"),
    Reason("account_closed", Text("账户已销户或冻结", "The account is closed or frozen"), why_none=UNWRITTEN),
)

COMPLETE = Guard(
    "complete",
    Text("已作承诺，表格和材料齐全", "Commitment made, forms and papers complete"),
    "neng-2020-6/3.1.b",
    Text(
        "作出承诺，并上传花名册和工资银行对账单",
        "Make the commitment; upload the roster and the bank's statement of wages",
    ),
)
ACCOUNT_OF_FIRM = Guard(
    "account_of_firm",
    Text("收款账户属于本企业", "The account belongs to the firm"),
    "neng-2020-6/3.3.e",
    Text("登记户名与本企业一致的收款账户", "Record an account in the firm's own name"),
)
PAYMENT_CONFIRMED = Guard(
    "payment_confirmed",
    Text("银行已确认到账", "The bank has confirmed the payment"),
    "neng-2020-6/3.3.e",
    Text(
        "等银行回执入账；被退回的先更正账户",
        "Wait for the bank's receipt; correct the account where it was returned",
    ),
)
TOTALS_AGREE = Guard(
    "totals_agree",
    Text("汇总数与各办件合计一致", "The total equals the sum of its cases"),
    "neng-2020-6/3.3.a",
    Text("重新生成汇总表，核对本月每个办件的金额", "Make the batch anew and compare each case of the month"),
)
ALLOCATION = Guard(
    "allocation_available",
    Text("季度预拨额度足够", "The quarter's allocation suffices"),
    "neng-2020-6/3.3.c",
    Text(
        "请市级追加预拨，或移到下一季度申请",
        "Ask the city for a further allocation, or move it to the next quarter",
    ),
)
SPECIAL_ACCOUNT = Guard(
    "special_account_covers",
    Text("专账支出账户余额足够", "The special account covers it"),
    "neng-2020-6/3.3.d",
    Text("等预拨资金到账，再拨付", "Wait until the allocation is in the account"),
)
LEDGER = Guard(
    "ledger_balances",
    Text("收支账目轧平", "Receipts and payments balance"),
    "neng-2020-6/3.3.e",
    Text(
        "逐件核对已拨付和已退回的金额，轧平后再办结",
        "Compare what was paid and returned case by case until the books balance",
    ),
)
RECOGNISABLE = Guard(
    "training_subsidy/recognition",
    Text("行业、规模和收入降幅都符合", "Industry, size and fall in revenue all fit"),
    "neng-2020-6/4.3.a",
    Text(
        "核对行业、规模和两期营业收入；不符合的作不予认定",
        "Check industry, size and both revenues; refuse where they do not fit",
    ),
)


def remedy(runs_in: tuple[str, ...]) -> Clock:
    return Clock(
        "remedy",
        Text("申请复议的期限", "Time limit for reconsideration"),
        "",
        "calendar_days_after",
        {"start": "$body:served_on", "days": "$parameter:reconsideration_days"},
        starts_on=("serve_decision",),
        stops_on=(),
        on_expiry="finalise",
        runs_in=runs_in,
        note=RECONSIDERATION,
    )
