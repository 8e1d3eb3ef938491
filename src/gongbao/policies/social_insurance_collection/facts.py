"""Facts: what must be known of a payer, an insured person and a payment, who may know it, who must judge it."""

from __future__ import annotations

from gongbao.kernel.rules import asking
from gongbao.kernel.rules.nodes import Fact
from gongbao.law.text import Text

AGENCY = Text("社会保险经（代）办机构", "the social insurance agency")
TAX = Text("税务部门", "the tax authority")


PAYER_TYPES = {
    "enterprise": Text("企业", "firm"),
    "proprietor_with_staff": Text("有雇工的个体工商户", "sole proprietor with staff"),
    "institution": Text("机关事业单位", "public body"),
}
FLEX_TYPES = {
    "sole_proprietor": Text("个体工商户", "sole proprietor"),
    "part_time": Text("非全日制从业人员", "part-time worker"),
    "other": Text("其他灵活就业人员", "another flexible worker"),
}
SIZES = {
    "small": Text("中型、小型或微型", "medium, small or micro"),
    "large": Text("大型及其他单位", "large, or another unit"),
    "none": Text("不适用减免", "relief does not apply"),
}
AGREEMENT_KINDS = {
    "none": Text("没有协议", "no agreement"),
    "tri_party": Text("银税三方协议", "tri-party agreement"),
    "bank_payment": Text("北京市社会保险费银行缴费协议", "earlier bank payment agreement"),
    "city_collection": Text("同城特约委托收款", "same-city collection order"),
    "other": Text("其他原缴费方式", "another old way"),
}
POINTS = {
    "client": Text("单位客户端", "the firms' client"),
    "agency_hall": Text("社保（医保）经办大厅的税务窗口", "tax desk in an agency's hall"),
    "tax_hall": Text("综合办税服务厅", "tax service hall"),
    "elsewhere": Text("其他地方", "elsewhere"),
}

month = Fact("month", "month", Text("费款所属月", "Month of the contribution"), ask=1)
payer_type = asking.word(
    "payer_type", "缴费单位类型", "Kind of payer", PAYER_TYPES, ask=2, prefill="registration"
)
covered_found = asking.yes_no(
    "covered_found",
    "已明确也由税务部门征收",
    "Found to be collected by the tax authority as well",
    ask=50,
    judged_by=TAX,
)
collector_found = asking.yes_no(
    "collector_found",
    "此前月份已明确由税务部门征收",
    "The earlier month was found to be the tax authority's",
    ask=51,
    judged_by=TAX,
)
registered = asking.yes_no(
    "registered", "已办理参保登记", "Registered as insured", ask=2, prefill="registration"
)
declared_base = Fact(
    "declared_base",
    "fen",
    Text("申报的月缴费工资", "Declared monthly wage"),
    Text("以分计；超出上下限的自动按上下限", "In fen; limits are applied to it"),
    ask=3,
    prefill="registration",
)
relief_size = asking.word(
    "relief_size", "减免口径的企业规模", "Size class for relief", SIZES, ask=5, prefill="firm_size"
)
injury_class = asking.word(
    "injury_class",
    "工伤保险行业类别",
    "Injury class",
    {str(n): Text(f"{n}类", f"class {n}") for n in range(1, 9)},
    ask=6,
    prefill="registration",
)
injury_float = Fact(
    "injury_float",
    "integer",
    Text("工伤费率浮动（%）", "Injury rate as floated (%)"),
    Text("不浮动填 100", "100 where it does not float"),
    ask=7,
    prefill="registration",
)
rural_household = asking.yes_no(
    "rural_household", "农村户籍", "Of a rural household", ask=8, prefill="registration"
)

flex_type = asking.word(
    "flex_type", "灵活就业类型", "Kind of flexible work", FLEX_TYPES, ask=2, prefill="registration"
)
employs_others = asking.yes_no("employs_others", "有雇工", "Employs others", ask=3)
insured_by_employer = asking.yes_no(
    "insured_by_employer",
    "已在用人单位参加社会保险",
    "Insured through an employer",
    ask=3,
    prefill="registration",
)
other_flexible_found = asking.yes_no(
    "other_flexible_found",
    "认定属于其他灵活就业人员",
    "Found to be another flexible worker",
    ask=50,
    judged_by=AGENCY,
)
asks_injury = asking.yes_no("asks_injury", "要求缴纳工伤保险费", "Wants to pay for injury insurance", ask=9)
chose_base = asking.yes_no(
    "chose_base", "本年度选过缴费基数", "Chose a base this year", ask=4, prefill="registration"
)
chosen_base = Fact("chosen_base", "fen", Text("所选缴费基数", "Base chosen"), ask=5, prefill="registration")
last_base = Fact(
    "last_base", "fen", Text("上年度缴费基数", "Base of last year"), ask=5, prefill="registration"
)
joins_pension = asking.yes_no(
    "joins_pension", "参加养老保险", "Joins pension insurance", ask=6, prefill="registration"
)
joins_unemployment = asking.yes_no(
    "joins_unemployment", "参加失业保险", "Joins unemployment insurance", ask=6, prefill="registration"
)
joins_medical = asking.yes_no(
    "joins_medical", "参加医疗保险", "Joins medical insurance", ask=6, prefill="registration"
)

project_registered = asking.yes_no(
    "project_registered", "项目已办理工伤参保登记", "The project is registered for injury insurance", ask=2
)
project_base = Fact(
    "project_base",
    "fen",
    Text("核定的项目缴费基数", "Base of the project as assessed"),
    Text("基数口径在另外的文件，由经办机构核定", "Set by the agency under another document"),
    ask=50,
    judged_by=AGENCY,
)

declared_in_time = asking.yes_no(
    "declared_in_time", "已按期申报", "Declared in time", ask=2, prefill="registration"
)
last_month_amount = Fact("last_month_amount", "fen", Text("上月缴费额", "Sum of last month"), ask=3)

is_firm = asking.yes_no("is_firm", "缴费人是企业", "The payer is a firm", ask=1)
agreement = asking.word("agreement", "缴费协议", "Agreement", AGREEMENT_KINDS, ask=2, prefill="agreements")
uses_client = asking.yes_no("uses_client", "登录单位客户端申报", "Declares through the firms' client", ask=3)
voucher_point = asking.word("voucher_point", "凭证在哪里打印", "Where the voucher is printed", POINTS, ask=4)
voucher_expires_on = Fact(
    "voucher_expires_on", "date", Text("凭证有效期至", "Voucher good until"), ask=5, prefill="vouchers"
)

account_registered = asking.yes_no(
    "account_registered",
    "缴费方式和账号已在经办机构登记",
    "Way of paying and account registered with the agency",
    ask=1,
    prefill="registration",
)
names_agree = asking.yes_no("names_agree", "姓名一致", "The names agree", ask=2, prefill="bank")
numbers_agree = asking.yes_no(
    "numbers_agree", "证件号码一致", "The identity numbers agree", ask=2, prefill="bank"
)
accounts_agree = asking.yes_no(
    "accounts_agree", "账号一致", "The account numbers agree", ask=2, prefill="bank"
)
funded_on = Fact("funded_on", "date", Text("账户存足费款的日期", "Day the account was funded"), ask=3)

paid_on = Fact("paid_on", "date", Text("缴费（扣款成功）日期", "Day of payment"), ask=2)
due_on = Fact("due_on", "date", Text("缴费截止日", "Last day to pay"), ask=3, prefill="deadlines")
owed = Fact("owed", "fen", Text("逾期的费款", "Sum paid late"), ask=4)
deferred = asking.yes_no(
    "deferred", "该月经批准缓缴", "Payment for the month was deferred", ask=5, prefill="registration"
)

# The 2020 deferral of units in hardship
insurance = asking.word(
    "insurance",
    "险种",
    "Insurance",
    {
        "pension": Text("养老保险", "pension"),
        "unemployment": Text("失业保险", "unemployment"),
        "injury": Text("工伤保险", "work injury"),
        "medical": Text("医疗（含生育）保险", "medical and maternity"),
    },
    ask=3,
)
asked_on = Fact("asked_on", "date", Text("申请缓缴的日期", "Day the deferral is asked for"), ask=4)
staff_agreed = asking.yes_no(
    "staff_agreed",
    "已与职工协商一致，个人部分同时缓缴",
    "The staff agreed that their own part is deferred too",
    ask=5,
)
employer_fen = Fact(
    "employer_fen", "fen", Text("单位部分应缴", "Employer part due"), ask=6, prefill="registration"
)
employee_fen = Fact(
    "employee_fen", "fen", Text("个人部分应缴", "Employee part due"), ask=6, prefill="registration"
)
hardship_found = asking.yes_no(
    "hardship_found",
    "经办机构核实：受疫情影响，生产经营严重困难",
    "The agency finds grave hardship caused by the epidemic",
    ask=50,
    judged_by=AGENCY,
)
