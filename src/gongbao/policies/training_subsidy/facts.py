"""Facts: what must be known of a firm and a person, who may know it, and who must judge it."""

from __future__ import annotations

from gongbao.kernel.enterprise_size import SIZE_NAMES, TRADES
from gongbao.kernel.rules import asking
from gongbao.kernel.rules.nodes import Fact
from gongbao.law.text import Text

DISTRICT = Text("区人力资源和社会保障局", "the district human resources bureau")
DISTRICT_GOVERNMENT = Text("区政府、开发区管委会", "the district government")
STREET = Text("街道（乡镇）公共就业服务机构", "the street or township employment service")


# The application
applied_on = Fact("applied_on", "date", Text("申请日期", "Day of application"), ask=1)
commitment_made = asking.yes_no("commitment_made", "已在线作出承诺", "Commitment made on line", ask=2)

# The firm
firm_insured_here = asking.yes_no(
    "firm_insured_here", "企业在本市参保", "The firm is insured in the city", ask=3, prefill="insurance"
)
firm_registered_here = asking.yes_no(
    "firm_registered_here", "企业在本市注册", "The firm is registered in the city", ask=3
)
firm_size = Fact(
    "firm_size",
    "word",
    Text("企业规模", "Size class of the firm"),
    Text(
        "统计登记或主管部门划定的；没有时由行业、人数、收入、资产推算",
        "As registered; else worked out from trade and figures",
    ),
    ask=8,
    prefill="firm_size",
    options=asking.options(SIZE_NAMES),
)
firm_trade = Fact(
    "firm_trade",
    "word",
    Text("所属行业", "Trade"),
    ask=4,
    prefill="firm_size",
    options=asking.options(TRADES),
)
firm_staff = Fact("firm_staff", "integer", Text("从业人员（人）", "Staff"), ask=5, prefill="firm_size")
firm_revenue = Fact(
    "firm_revenue", "fen", Text("上年营业收入", "Revenue of the year before"), ask=6, prefill="firm_size"
)
firm_assets = Fact("firm_assets", "fen", Text("资产总额", "Total assets"), ask=7, prefill="firm_size")
firm_size_found = asking.yes_no(
    "firm_size_found",
    "认定企业不是大型",
    "The firm was found not to be large",
    ask=60,
    judged_by=DISTRICT,
)
firm_dispatches = asking.yes_no(
    "firm_dispatches", "是劳务派遣企业", "The firm is a labour-dispatch agency", ask=9
)
host_confirmation = asking.yes_no(
    "host_confirmation", "已上传用工单位确认意见", "The host unit's confirmation is uploaded", ask=20
)
dispatch_agreement = asking.yes_no(
    "dispatch_agreement", "已上传劳务派遣协议", "The dispatch agreement is uploaded", ask=21
)
firm_granted = Fact(
    "firm_granted",
    "fen",
    Text("企业已核定的以工代训补贴", "Subsidy already granted to the firm"),
    Text("两项政策、各次申请合计，按法人", "Over both schemes and all claims, for the legal person"),
    ask=15,
    prefill="funds",
)
unit_granted = Fact(
    "unit_granted",
    "fen",
    Text("本参保户已核定的补贴", "Subsidy already granted to this insured unit"),
    ask=15,
    prefill="funds",
)

# The person
hired_on = Fact("hired_on", "date", Text("入职日期", "Day of hire"), ask=3)
first_insured_month = Fact(
    "first_insured_month",
    "month",
    Text("在本企业首次参保月（本次入职后）", "First month insured at this firm after the hire"),
    ask=10,
    prefill="insurance",
)
registered_unemployed = asking.yes_no(
    "registered_unemployed",
    "招用时是本市登记失业人员",
    "Registered unemployed in the city when hired",
    ask=11,
    prefill="unemployed",
)
hard_to_employ = asking.yes_no(
    "hard_to_employ",
    "招用时是就业困难人员",
    "Recognised as hard to employ when hired",
    ask=50,
    prefill="hard_to_employ",
    judged_by=STREET,
)
graduated_on = Fact(
    "graduated_on",
    "date",
    Text("毕业日期", "Day of graduation"),
    Text("没有毕业经历的填 9999-12-31", "9999-12-31 where there is none"),
    ask=12,
    prefill="graduates",
)
graduate_kind = Fact(
    "graduate_kind",
    "word",
    Text("毕业类别", "Kind of graduation"),
    ask=13,
    prefill="graduates",
    options=asking.options(
        {
            "university": Text("高等学校", "university or college"),
            "senior_worker": Text("技师学院高级工班", "technician college, senior worker class"),
            "preparatory_technician": Text(
                "技师学院预备技师班", "technician college, preparatory technician class"
            ),
            "technician": Text("技师学院技师班", "technician college, technician class"),
            "intermediate_worker": Text("技工院校中级工班", "technical school, intermediate worker class"),
            "other": Text("其他", "other"),
            "none": Text("没有", "none"),
        }
    ),
)
school_here = asking.yes_no(
    "school_here", "毕业院校在本市", "The school is in the city", ask=14, prefill="graduates"
)
household_here = asking.yes_no(
    "household_here", "本市户籍", "Household registered in the city", ask=14, prefill="graduates"
)
prior_months = Fact(
    "prior_months",
    "records",
    Text("在本企业的参保记录（本次入职前）", "Months insured at this firm before the hire"),
    ask=10,
    prefill="insurance",
    fields=(
        Fact("month", "month", Text("月份", "Month")),
        Fact("until", "date", Text("该月最后一个参保日", "Last insured day of the month")),
    ),
)
prior_months_in_half_year = Fact(
    "prior_months_in_half_year",
    "integer",
    Text("入职前半年内在本企业参保的月数", "Months insured here in the half-year before"),
    ask=0,
)

# Other benefits
other_scheme_anywhere = asking.yes_no(
    "other_scheme_anywhere",
    "在任何企业享受过另一项政策",
    "Had the other scheme at any firm",
    ask=16,
    prefill="training_subsidies",
)
other_scheme_here = asking.yes_no(
    "other_scheme_here",
    "在本企业享受过另一项政策",
    "Had the other scheme at this firm",
    ask=16,
    prefill="training_subsidies",
)
subsidies_this_year = Fact(
    "subsidies_this_year",
    "integer",
    Text("当年已享受的其他培训补贴政策（项）", "Other training subsidy policies enjoyed this calendar year"),
    ask=17,
    prefill="training_subsidies",
)
payments_this_year = Fact(
    "payments_this_year",
    "integer",
    Text("当年已发放的其他培训补贴（次）", "Other training subsidy payments this calendar year"),
    ask=17,
    prefill="training_subsidies",
)
subsidies_12_months = Fact(
    "subsidies_12_months",
    "integer",
    Text("近12个月享受的其他培训补贴政策（项）", "Other policies in the last 12 months"),
    ask=17,
    prefill="training_subsidies",
)
payments_12_months = Fact(
    "payments_12_months",
    "integer",
    Text("近12个月发放的其他培训补贴（次）", "Other payments in the last 12 months"),
    ask=17,
    prefill="training_subsidies",
)
earlier_scheme_person = asking.yes_no(
    "earlier_scheme_person",
    "享受过此前的以工代训政策",
    "Had the earlier training-while-working scheme",
    ask=18,
    prefill="earlier_scheme",
)
earlier_scheme_cleared = asking.yes_no(
    "earlier_scheme_cleared",
    "认定与此前政策不重复",
    "Found not to double the earlier scheme",
    ask=55,
    judged_by=DISTRICT,
)

# The months claimed
months = Fact(
    "months",
    "records",
    Text("申请的月份", "Months claimed"),
    Text(
        "花名册上的每个月，连同参保和对账单的核对结果",
        "Each month on the roster with what insurance and statement show",
    ),
    ask=5,
    prefill="insurance",
    fields=(
        Fact("month", "month", Text("月份", "Month")),
        Fact("insured", "yes_no", Text("当月各项保险已缴", "All employee insurances paid for the month")),
        Fact("pension_paid", "yes_no", Text("当月养老保险已缴", "Pension insurance paid for the month")),
        Fact("paid_late", "yes_no", Text("属于补缴", "Paid in arrears")),
        Fact("wage", "fen", Text("对账单到账工资", "Wage on the statement")),
        Fact("own_contributions", "fen", Text("个人缴纳的社保和公积金", "The employee's own contributions")),
        Fact("full", "yes_no", Text("满月在岗", "Worked the whole month")),
        Fact("training_record", "yes_no", Text("有培训记录", "A training record exists")),
        Fact(
            "other_scheme",
            "yes_no",
            Text("当月按另一项政策申请或享受", "The month is claimed or had under the other scheme"),
        ),
        Fact(
            "earlier_scheme",
            "yes_no",
            Text("当月已享受此前政策", "The month was paid under the earlier scheme"),
        ),
        Fact("granted", "yes_no", Text("当月已核定过", "The month was granted before")),
    ),
)
countable_months = Fact("countable_months", "integer", Text("可计月数", "Countable months"), ask=0)
months_granted = Fact(
    "months_granted",
    "integer",
    Text("此人已核定的月数", "Months already granted for this person"),
    ask=19,
    prefill="funds",
)
firm_months_granted = Fact(
    "firm_months_granted",
    "integer",
    Text("企业已核定的月数", "Distinct months already granted to the firm"),
    ask=19,
    prefill="funds",
)

# Stabilising jobs: the firm's recognition
on_recognised_list = asking.yes_no(
    "on_recognised_list",
    "企业在认定名单上",
    "The firm is on the recognised list",
    ask=4,
    prefill="recognised_firms",
)
key_industry = Fact(
    "key_industry",
    "word",
    Text("重点行业类别", "Key industry"),
    ask=4,
    options=asking.options(
        {
            "technology_innovation": Text("科技创新", "technology and innovation"),
            "city_operations": Text("城市运行保障", "city operations"),
            "living_services": Text("生活性服务业", "services for daily life"),
            "other": Text("其他行业", "another industry"),
        }
    ),
)
industry_found = asking.yes_no(
    "industry_found",
    "认定属于受影响较大的重点行业",
    "Found to be a hard-hit key industry",
    ask=50,
    judged_by=DISTRICT_GOVERNMENT,
)
REVENUE_HELP = Text("以分计；没有收入填 0", "In fen; 0 where there was none")
revenue_may_2019 = Fact(
    "revenue_may_2019", "fen", Text("2019年5月收入", "Revenue of May 2019"), REVENUE_HELP, ask=5
)
revenue_june_2019 = Fact(
    "revenue_june_2019", "fen", Text("2019年6月收入", "Revenue of June 2019"), REVENUE_HELP, ask=5
)
revenue_may_2020 = Fact(
    "revenue_may_2020", "fen", Text("2020年5月收入", "Revenue of May 2020"), REVENUE_HELP, ask=6
)
revenue_june_2020 = Fact(
    "revenue_june_2020", "fen", Text("2020年6月收入", "Revenue of June 2020"), REVENUE_HELP, ask=6
)
revenue_drop_found = asking.yes_no(
    "revenue_drop_found",
    "认定收入降幅达到要求",
    "Found to have lost that much revenue",
    ask=52,
    judged_by=DISTRICT_GOVERNMENT,
)
filed_on = Fact("filed_on", "date", Text("名单报送日期", "Day the list was filed"), ask=3)
