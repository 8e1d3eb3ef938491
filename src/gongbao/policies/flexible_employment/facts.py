"""Facts: what must be known of a person, a month, a loan or a complaint, who may know it, who must judge it."""

from __future__ import annotations

from gongbao.kernel.rules import asking
from gongbao.kernel.rules.nodes import Fact
from gongbao.law.text import Text

BUREAU = Text("市人力资源社会保障局", "the municipal human resources bureau")
CENTRE = Text("区公共就业服务机构", "the district's public employment service")


def _found(name: str, zh: str, en: str, by: Text = CENTRE, ask: int = 50) -> Fact:
    return asking.found(name, zh, en, by, ask)


WORK_KINDS = {
    "individual_operator": Text("个体经营", "own business"),
    "part_time": Text("非全日制", "part-time work"),
    "platform": Text("依托平台（外卖、网约车、快递、电商等）", "platform work"),
    "other": Text("其他", "another kind"),
    "none": Text("没有在工作", "not working"),
}
SEXES = {"man": Text("男", "man"), "woman": Text("女", "woman")}
HOUSEHOLDS = {
    "local_rural": Text("本市农业（农村）户籍", "Beijing, agricultural"),
    "local_urban": Text("本市非农业（城镇）户籍", "Beijing, urban"),
    "elsewhere": Text("外省市户籍", "elsewhere"),
}
SCHOOLS = {
    "college": Text("普通高校", "college or university"),
    "secondary": Text("中专", "secondary vocational school"),
    "technical": Text("技工院校", "technical school"),
    "overseas": Text("境外院校", "a school abroad"),
    "none": Text("没有上述毕业经历", "none of these"),
}
COUNTERS = {
    "online": Text("网站、手机应用或公众号", "on line"),
    "residence": Text("常住地区级机构", "the district of residence"),
    "insured": Text("参保地区级机构", "the district of insurance"),
    "work": Text("就业地区级机构", "the district of work"),
}
PAPERS = {
    "identity": Text("身份证明", "proof of identity"),
    "commitment": Text("真实性承诺", "the commitment"),
    "information": Text("就业信息", "particulars of the work"),
    "work_proof": Text("就业证明材料", "a proof of work"),
}
CONTRACT_FORMS = {
    "written": Text("书面", "on paper"),
    "electronic": Text("电子", "electronic"),
    "oral": Text("口头协议", "oral"),
}
OPPONENTS = {
    "platform": Text("平台企业", "a platform firm"),
    "related": Text("平台的关联企业", "a firm related to a platform"),
    "employer": Text("其他用人单位", "another employer"),
}

# The person and the work (articles 2, 3, 11)
work_kind = asking.word("work_kind", "就业方式", "Kind of work", WORK_KINDS, ask=1, prefill="registration")
business_registered = asking.yes_no(
    "business_registered",
    "已办理市场主体登记",
    "The business is registered",
    ask=4,
    prefill="market_entities",
)
labour_relation = asking.yes_no(
    "labour_relation",
    "与平台或关联企业有劳动关系",
    "Employed by the platform or a related firm",
    ask=3,
    prefill="insurance",
)
daily_minutes = asking.whole("daily_minutes", "平均每天工作分钟数", "Average minutes a day", ask=5)
weekly_minutes = asking.whole("weekly_minutes", "每周累计工作分钟数", "Minutes a week", ask=6)
other_flexible_found = _found(
    "other_flexible_found",
    "按法律法规规章认定为其他灵活就业人员",
    "Found to be another flexible worker by law",
    BUREAU,
)
household = asking.word("household", "户籍", "Household registration", HOUSEHOLDS, ask=1, prefill="household")
born_on = asking.day("born_on", "出生日期", "Date of birth", ask=1, prefill="identity_number")
sex = asking.word("sex", "性别", "Sex", SEXES, ask=1, prefill="identity_number")
registered = asking.yes_no(
    "registered", "已办理灵活就业登记", "Registered as flexibly employed", ask=2, prefill="registration"
)
works_here = asking.yes_no("works_here", "在本市从业", "Works in Beijing", ask=2)
committed = asking.yes_no("committed", "已书面承诺信息真实", "Promised in writing that it is true", ask=8)
information_given = asking.yes_no(
    "information_given", "个人信息和就业类型已填写", "Person and kind of work are given", ask=7
)
already_registered = asking.yes_no(
    "already_registered",
    "已有一条有效的就业登记",
    "Another registration is in force",
    ask=9,
    prefill="registration",
)
paper = asking.word("paper", "要求提交的材料", "Paper that is demanded", PAPERS, ask=1)

# Trainees (3.b)
training_from = asking.day("training_from", "见习开始日", "Traineeship from", ask=3, prefill="traineeships")
training_to = asking.day("training_to", "见习结束日", "Traineeship to", ask=3, prefill="traineeships")
school = asking.word("school", "毕业院校类别", "Kind of school", SCHOOLS, ask=4, prefill="graduates")
graduated_on = asking.day("graduated_on", "毕业日期", "Graduated on", ask=4, prefill="graduates")
unemployed = asking.yes_no("unemployed", "没有就业", "Without work", ask=5, prefill="registration")
origin_here = asking.yes_no("origin_here", "北京生源", "Of Beijing origin", ask=5, prefill="graduates")
registered_unemployed = asking.yes_no(
    "registered_unemployed", "已登记失业", "Registered unemployed", ask=5, prefill="unemployed"
)
transfer_registered = asking.yes_no(
    "transfer_registered", "已办理转移就业登记", "Registered for transfer", ask=6, prefill="registration"
)
rural_idle = asking.yes_no(
    "rural_idle", "农村无业或务农", "Rural, without a job or farming", ask=6, prefill="registration"
)

# Insurance and what it costs (articles 3, 6, 7)
archive_deposited = asking.yes_no(
    "archive_deposited", "个人委托存档", "The archive is individually entrusted", ask=2, prefill="archives"
)
insured_here = asking.yes_no("insured_here", "已在本市参保", "Insured in Beijing", ask=3, prefill="insurance")
joins_pension = asking.yes_no("joins_pension", "缴养老保险", "Pays pension", ask=1)
joins_unemployment = asking.yes_no("joins_unemployment", "缴失业保险", "Pays unemployment", ask=1)
joins_medical = asking.yes_no("joins_medical", "缴医疗保险", "Pays medical", ask=1)
pension_base = asking.fen("pension_base", "选择的养老缴费基数（分）", "Chosen pension base in fen", ask=2)
unemployment_base = asking.fen(
    "unemployment_base", "选择的失业缴费基数（分）", "Chosen unemployment base in fen", ask=2
)
insured_as_person = asking.yes_no(
    "insured_as_person", "以个人身份参加养老保险", "Insured as an individual", ask=2, prefill="insurance"
)
hardship_declared = asking.yes_no(
    "hardship_declared", "本人声明缴费确有困难", "Hardship is declared by the person", ask=3
)
hardship_found = _found("hardship_found", "认定缴费确有困难", "Hardship is found")
month = asking.month("month", "月份", "Month", ask=1)
month_paid = asking.yes_no(
    "month_paid", "这个月已经缴过", "The month has been paid", ask=4, prefill="contributions"
)
months_before = asking.whole(
    "months_before", "此前累计缴费月数", "Months paid so far", ask=5, prefill="contributions"
)

# Subsidies (articles 4, 5, 10)
left_school_on = asking.day("left_school_on", "离校日期", "Left school on", ask=4, prefill="graduates")
flexible_since = asking.day(
    "flexible_since", "开始灵活就业的日期", "Flexible work since", ask=3, prefill="registration"
)
employed_before = asking.yes_no(
    "employed_before", "此前就过业", "Was employed before", ask=5, prefill="employment"
)
graduate_found = _found(
    "graduate_found",
    "认定按高校毕业生对待（留学、技师学院）",
    "Found to count as a college graduate",
    BUREAU,
)
months_used = asking.whole(
    "months_used", "已享受补贴月数", "Months of subsidy so far", ask=6, prefill="flexible_subsidies"
)
first_subsidised = asking.month(
    "first_subsidised",
    "首次享受补贴的月份",
    "First month of subsidy",
    ask=7,
    prefill="flexible_subsidies",
)
registered_in_month = asking.yes_no(
    "registered_in_month", "该月灵活就业登记有效", "Registered in the month", ask=4, prefill="registration"
)
paid_in_month = asking.yes_no(
    "paid_in_month", "该月本人已缴费", "The person paid for the month", ask=5, prefill="contributions"
)
employer_insured = asking.yes_no(
    "employer_insured",
    "该月由单位参保",
    "Insured by an employer in the month",
    ask=5,
    prefill="insurance",
)
already_granted = asking.yes_no(
    "already_granted",
    "该月已发过这项补贴",
    "The month has been granted before",
    ask=6,
    prefill="flexible_subsidies",
)
other_subsidy = asking.yes_no(
    "other_subsidy",
    "该月享受其他社会保险补贴",
    "Another insurance subsidy covers the month",
    ask=6,
    prefill="other_subsidies",
)
term_ends_on = asking.day(
    "term_ends_on", "原补贴期满日", "The term ends on", ask=2, prefill="flexible_subsidies"
)
held_found = _found("held_found", "施行前期满，认定属于“现享受”", "Ended before commencement; counted in")
stable_job = asking.yes_no(
    "stable_job", "期满时已由单位参保就业", "Employed and insured by an employer", ask=4, prefill="insurance"
)
stable_found = _found("stable_found", "认定已稳定就业", "Stable employment is found")
extended_before = asking.yes_no(
    "extended_before", "已经延长过", "Extended before", ask=3, prefill="flexible_subsidies"
)
extension_months_used = asking.whole(
    "extension_months_used",
    "延长期已享受月数",
    "Months used of the extension",
    ask=6,
    prefill="flexible_subsidies",
)
extension_granted = asking.yes_no(
    "extension_granted", "延长已获批准", "The extension was granted", ask=3, prefill="flexible_subsidies"
)
hard_to_employ = asking.yes_no(
    "hard_to_employ", "已认定就业困难人员", "Found hard to employ", ask=4, prefill="hard_to_employ"
)
pilot_open = asking.yes_no(
    "pilot_open", "户籍区正在试点", "The household's district runs a pilot", ask=3, prefill="pilots"
)
pilot_month_amount = asking.fen(
    "pilot_month_amount", "试点区每月补贴（分）", "The pilot's monthly sum in fen", ask=8, prefill="pilots"
)
pilot_months = asking.whole(
    "pilot_months", "试点最长月数", "Most months of the pilot", ask=8, prefill="pilots"
)

# Loan (article 9)
qualified = asking.yes_no(
    "qualified", "资格已获认定", "Qualification was recognised", ask=2, prefill="loan_case"
)
guarantor_signed = asking.yes_no(
    "guarantor_signed", "担保机构是签约机构", "The guarantor is under contract", ask=3, prefill="guarantors"
)
guarantee_agreed = asking.yes_no(
    "guarantee_agreed", "担保机构已同意担保", "The guarantee is agreed", ask=2, prefill="loan_case"
)
bank_listed = asking.yes_no(
    "bank_listed", "银行是经办银行", "The bank handles such loans", ask=3, prefill="banks"
)

# Unemployment registration (article 12)
was_flexible_here = asking.yes_no(
    "was_flexible_here",
    "失业前在本市灵活就业",
    "Was flexibly employed in Beijing",
    ask=2,
    prefill="registration",
)
now_unemployed = asking.yes_no("now_unemployed", "现在没有工作", "Is without work now", ask=1)
reason_given = asking.yes_no("reason_given", "已填写失业原因", "The reason is given", ask=7)
counter = asking.word("counter", "办理渠道", "Counter", COUNTERS, ask=3)
lives_here = asking.yes_no("lives_here", "常住地在本市", "Lives in Beijing", ask=2)

# Titles, services, contracts, complaints (articles 13 to 20)
professional = asking.yes_no("professional", "是专业技术人员", "A professional or technical worker", ask=1)
title_conditions = asking.yes_no(
    "title_conditions",
    "符合所申报职称的条件",
    "Meets the conditions of the title",
    ask=3,
    prefill="title_rooms",
)
recommender_listed = asking.yes_no(
    "recommender_listed",
    "协会学会经行业主管部门认可",
    "The association is recognised",
    ask=4,
    prefill="associations",
)
publicity_done = asking.yes_no("publicity_done", "协会学会已公示并推荐", "Published and recommended", ask=5)
licensed_to = asking.day(
    "licensed_to", "人力资源服务许可有效至", "Licence valid to", ask=2, prefill="agencies"
)
licence_number = asking.yes_no(
    "licence_number", "登记了许可证号", "The licence number is on record", ask=1, prefill="agencies"
)
services_published = asking.yes_no(
    "services_published", "服务项目和收费已公开", "Services and fees are published", ask=3, prefill="agencies"
)
start_up_found = _found("start_up_found", "认定处于初创阶段", "Found to be starting up")
uses_flexible = asking.yes_no("uses_flexible", "灵活用工", "Uses flexible workers", ask=2)
wants_service = asking.yes_no("wants_service", "提出了服务需求", "Asks for a service", ask=1)
contract_form = asking.word("contract_form", "合同形式", "Form of the contract", CONTRACT_FORMS, ask=2)
statement_recorded = asking.yes_no(
    "statement_recorded", "口头约定已记录要点", "Its terms are recorded", ask=4
)
opponent = asking.word("opponent", "对方是谁", "Against whom", OPPONENTS, ask=1)
platform_answered = asking.yes_no(
    "platform_answered", "平台已答复而本人不接受", "Answered, and not accepted", ask=3, prefill="complaint"
)
answer_overdue = asking.yes_no(
    "answer_overdue", "平台逾期未答复", "The answer is overdue", ask=3, prefill="complaint"
)
violation_alleged = asking.yes_no(
    "violation_alleged", "反映违反劳动保障法规", "A breach of labour protection is alleged", ask=4
)
relation_claimed = asking.yes_no(
    "relation_claimed", "主张存在劳动关系", "A labour relation is claimed", ask=5
)
body_found = _found("body_found", "认定由该机构处理", "The body is found competent", BUREAU)
