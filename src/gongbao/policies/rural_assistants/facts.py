"""Facts: what must be known of an applicant, an assistant's service and a round of appraisal; who must judge it."""

from __future__ import annotations

from gongbao.kernel.districts import OFFICES
from gongbao.kernel.rules import asking
from gongbao.kernel.rules.nodes import Fact
from gongbao.law.text import Text

DISTRICT = Text("区人社局", "the district bureau")
CITY = Text("市人社局", "the city bureau")
INSPECTION = Text("区里的考察组", "the district's inspection team")
MEDICAL = Text("区里组织的体检", "the district's medical check")


def _found(name: str, zh: str, en: str, by: Text = DISTRICT, ask: int = 50) -> Fact:
    return asking.found(name, zh, en, by, ask)


DISTRICTS = {each.code: each.name for each in OFFICES}
DEGREES = {
    "doctor": Text("博士研究生", "doctor"),
    "master": Text("硕士研究生", "master"),
    "bachelor": Text("大学本科", "bachelor"),
    "junior_college": Text("大学专科", "junior college"),
    "lower": Text("专科以下", "below junior college"),
}
GRADUATES = {
    "this_year": Text("当年毕业", "graduates this year"),
    "choosing_period": Text("择业期内未就业", "within the job-choosing period, never employed"),
    "earlier": Text("往届", "graduated earlier"),
}
STUDENTS = {
    "studying": Text("在读", "studying"),
    "graduated": Text("已毕业", "graduated"),
    "completed": Text("结业", "completed without graduating"),
    "left": Text("退学或肄业", "left"),
}
UNIVERSITY_SAYS = {
    "confirmed": Text("已核实", "confirmed"),
    "contradicted": Text("有出入", "contradicted"),
    "waiting": Text("待高校核实", "waits for the university"),
    "absent": Text("高校没有接入", "the university takes no part here"),
}
HOMES = {
    "village": Text("岗位所在村", "the village of the post"),
    "township": Text("岗位所在乡镇", "the township of the post"),
    "district": Text("岗位所在区", "the district of the post"),
    "elsewhere": Text("其他地方", "elsewhere"),
}
GRADES = {
    "excellent": Text("优秀", "excellent"),
    "qualified": Text("合格", "qualified"),
    "unqualified": Text("不合格", "unqualified"),
}
LEVELS = {
    "city": Text("市", "city"),
    "district": Text("区", "district"),
    "township": Text("乡镇", "township"),
    "village": Text("村", "village"),
}
DUTIES = {
    "township_stage": Text("乡镇阶段性工作", "work of a period in the township"),
    "post_training": Text("短期岗位锻炼", "a short training post"),
    "city_event": Text("市重大活动", "a major event of the city"),
    "district_event": Text("区重大活动", "a major event of a district"),
    "urgent": Text("紧急任务", "an urgent task"),
    "secondment": Text("借调到其他单位", "secondment to another body"),
}
APPROVERS = {
    "none": Text("没有批准", "nobody"),
    "township": Text("乡镇", "the township"),
    "district": Text("区人社局", "the district bureau"),
    "city": Text("市人社局", "the city bureau"),
}
PROPOSERS = {
    "none": Text("没有提出", "nobody"),
    "village_party": Text("村党组织", "the village Party organisation"),
    "village_committee": Text("村民委员会", "the villagers' committee"),
    "township": Text("乡镇", "the township"),
}
BODIES = {
    "none": Text("没有当选", "not elected"),
    "party_branch": Text("村党组织班子", "leadership of the village Party organisation"),
    "village_committee": Text("村民委员会", "the villagers' committee"),
    "supervision": Text("村务监督委员会", "the supervision committee"),
    "group_leader": Text("村民小组长", "leader of a villagers' group"),
}
DUTY_AREAS = {
    "party_building": Text("农村党建", "Party building"),
    "industry": Text("特色产业", "local industry"),
    "beautiful_village": Text("美丽乡村", "the look of the village"),
    "governance": Text("治理水平", "governance"),
    "revitalisation": Text("服务保障乡村振兴", "serving revitalisation"),
}
TOPICS = {
    "organisation": Text("农村基层组织建设", "village organisations"),
    "governance": Text("乡村治理", "rural governance"),
    "economy": Text("村级经济发展", "the village economy"),
    "other": Text("其他", "another topic"),
}
TRAINING_FORMS = {
    "lecture": Text("集中授课", "lectures"),
    "meeting": Text("以会代训", "training in a meeting"),
    "visit": Text("参观学习", "a visit"),
    "online": Text("网络学习", "online"),
    "other": Text("其他形式", "another form"),
}

# The plan (6) and the announcement (8)
in_post_on_duty_day = asking.whole(
    "in_post_on_duty_day", "新批次上岗日首个合同期在岗人数", "First-term staff on the new intake's first day", 2, "service"
)  # fmt: skip
in_post_at_announcement = asking.whole(
    "in_post_at_announcement", "发布公告时首个合同期在岗人数", "First-term staff at the announcement", 3, "service"
)  # fmt: skip
extended = asking.whole("extended", "其中延期人数", "Extended contracts then in force", 3, "service")
renewed = asking.whole("renewed", "其中续聘人数", "Renewed contracts then in force", 3, "service")
planned = asking.whole("planned", "计划招聘人数", "Planned hires", 1)
post_district = asking.word("post_district", "岗位所在区", "District of the post", DISTRICTS, 1)
demand_decided = asking.yes_no("demand_decided", "各区需求已汇总确定", "The districts' demand is decided", 4)

# Conditions (7)
through_open_recruitment = asking.yes_no(
    "through_open_recruitment", "通过本市公开招聘报名", "Applies through the open recruitment", 1
)
chinese = asking.yes_no("chinese", "具有中国国籍", "Chinese national", 1, "household")
political_found = _found("political_found", "考察认定政治素质好", "Political soundness found", INSPECTION)
willing_found = _found("willing_found", "考察认定有志扎根农村", "Willing to stay in the countryside", INSPECTION, 51)  # fmt: skip
disciplined_found = _found("disciplined_found", "考察认定遵纪守法、服从安排", "Law-abiding and disciplined", INSPECTION, 52)  # fmt: skip
medical_passed = _found("medical_passed", "体检合格，能够正常履职", "Fit for the work", MEDICAL, 53)
degree = asking.word("degree", "学历", "Degree", DEGREES, 2, "education")
beijing_origin = asking.yes_no("beijing_origin", "北京生源", "Of Beijing origin", 2, "education")
graduate = asking.word("graduate", "毕业情况", "Graduate status", GRADUATES, 2, "education")
choosing_period_counts = asking.yes_no(
    "choosing_period_counts", "公告把择业期视同应届", "The announcement counts the job-choosing period", 6, "announcement"
)  # fmt: skip
degree_exception = asking.yes_no(
    "degree_exception", "公告另行开放了学历", "The announcement opens other degrees", 7, "announcement"
)
origin_exception = asking.yes_no(
    "origin_exception", "公告另行开放了生源", "The announcement opens other origins", 7, "announcement"
)
relaxation_announced = asking.yes_no(
    "relaxation_announced", "公告对该岗位放宽到大专", "The announcement relaxes the degree for this post", 6, "announcement"
)  # fmt: skip
mountain_township = asking.fact(
    "mountain_township", "yes_no", "岗位在昌平或房山的山区乡镇", "The post lies in a mountain township", 55,
    "townships", judged_by=CITY,
)  # fmt: skip
post_conditions_found = _found("post_conditions_found", "符合岗位的其他条件", "The post's other conditions are met", DISTRICT, 54)  # fmt: skip

# The university's part in registration (8.2)
university_says = asking.word(
    "university_says", "高校核实毕业信息的结果", "What the university says of the graduation", UNIVERSITY_SAYS, 3, "education"
)  # fmt: skip
graduation_checked = _found("graduation_checked", "区已核对毕业证书或学籍材料", "The district checked diploma or student records")  # fmt: skip

# Ties (7.7) and filing (8)
equal_on_merit = asking.yes_no("equal_on_merit", "成绩等条件完全相同", "Equal in results and everything else", 1, "results")  # fmt: skip
party_member = asking.yes_no("party_member", "中共党员", "Member of the Communist Party", 2)
home = asking.word("home", "原籍在", "Home", HOMES, 3, "household")
major_found = _found("major_found", "认定为涉农或信息化专业", "The subject is agricultural or digital")
publicity_closed = asking.yes_no(
    "publicity_closed", "公示期已满", "The publicity period is over", 1, "notices"
)
objections_open = asking.whole("objections_open", "未处理的异议件数", "Objections not settled", 2, "notices")
steps_skipped = asking.whole("steps_skipped", "略过的招聘步骤数", "Steps of the recruitment left out", 3)
skip_reason_given = asking.yes_no(
    "skip_reason_given", "略过的步骤写明了理由", "Reasons are given for them", 4
)

# Contract, archive, pay (9, 11, 12)
employer_level = asking.word("employer_level", "合同的用人单位", "Employer in the contract", LEVELS, 1)
starts_on = asking.day("starts_on", "自", "From")
left_on = asking.day("left_on", "至", "To")
service = asking.fact(
    "service", "records", "在岗服务时段", "Periods of service", 2, "service", fields=(starts_on, left_on),
    help=Text("没有结束的，“至”留空", "Leave the last day out while it goes on"),
)  # fmt: skip
written_ends_on = asking.day("written_ends_on", "合同写明的终止日", "Last day written in the contract", 3)
work_start_on = asking.day("work_start_on", "登记的参加工作时间", "Recorded start of working life", 4)
archive_at_work_district = asking.yes_no(
    "archive_at_work_district",
    "档案转到工作地所在区",
    "The archive goes to the district of work",
    1,
    "archive",
)
membership_at_work_place = asking.yes_no(
    "membership_at_work_place", "党团关系转到工作地", "Membership moves to the place of work", 2
)
subsidy = asking.fact("subsidy", "fen", "月工作生活补贴", "Monthly subsidy", 1, "pay")
reference_pay = asking.fact(
    "reference_pay", "fen", "本乡镇机关参照工资", "Reference pay of the township", 2, "pay"
)
near_found = _found("near_found", "认定基本达到", "Found to reach the level broadly")
settling_paid = asking.yes_no(
    "settling_paid", "已领过一次性安家费", "The settling-in grant was paid before", 1, "pay"
)
settling_rule = asking.yes_no(
    "settling_rule", "有现行的发放标准", "A rule for the grant is in force", 2, "pay"
)
settling_amount = asking.fact("settling_amount", "fen", "发放标准", "Amount of the grant", 3, "pay")
insured_from = asking.fact("insured_from", "month", "社会保险自", "Insured from", 2, "insurance")
fund_from = asking.fact("fund_from", "month", "住房公积金自", "Housing fund from", 3)
serves_from = asking.day("serves_from", "服务期自", "Service from", 1, "service")
serves_to = asking.day("serves_to", "服务期至", "Service to", 1, "service")
illness_from = asking.day("illness_from", "重大疾病保险自", "Critical-illness cover from", 4)
illness_to = asking.day("illness_to", "重大疾病保险至", "Critical-illness cover to", 4)
accident_from = asking.day("accident_from", "意外伤害保险自", "Accident cover from", 5)
accident_to = asking.day("accident_to", "意外伤害保险至", "Accident cover to", 5)
deduction_rule = asking.yes_no("deduction_rule", "本区有考勤扣发办法", "The district has a rule for deductions", 1, "pay")  # fmt: skip
absent_days = asking.whole(
    "absent_days", "旷工工作日数", "Working days absent without leave", 2, "attendance"
)
daily_deduction = asking.fact("daily_deduction", "fen", "每日扣发额", "Deduction a day", 3, "pay")

# Leave and duty elsewhere (13, 14)
working_days = asking.whole("working_days", "本次请假工作日数", "Working days of this leave", 1, "calendar")
calendar_days = asking.whole(
    "calendar_days", "本次请假自然日数", "Calendar days of this leave", 2, "calendar"
)
adjacent_working_days = asking.whole(
    "adjacent_working_days",
    "前后相连的假期工作日数",
    "Working days of leave back to back with it",
    3,
    "leave",
)
adjacent_calendar_days = asking.whole(
    "adjacent_calendar_days",
    "前后相连的假期自然日数",
    "Calendar days of leave back to back with it",
    4,
    "leave",
)
village_consented = asking.yes_no("village_consented", "所在村已同意", "The village consented", 5, "leave")
township_approved = asking.yes_no("township_approved", "乡镇已批准", "The township approved", 6, "leave")
duty_kind = asking.word("duty_kind", "任务类别", "Kind of duty", DUTIES, 1)
plan_made = asking.yes_no("plan_made", "有计划和任务说明", "There is a plan", 2)
duty_starts_on = asking.day("duty_starts_on", "开始日期", "First day", 3)
duty_ends_on = asking.day("duty_ends_on", "结束日期", "Last day", 3)
approved_by = asking.word("approved_by", "批准机关", "Approved by", APPROVERS, 4)
approved_on = asking.day("approved_on", "批准日期", "Approved on", 5)
long_found = _found("long_found", "认定属于长期借调或截留", "Found to be a long secondment or holding back")

# Appraisal (15)
on_duty = asking.yes_no("on_duty", "考核期内在岗", "On duty in the period", 1, "service")
records_given = asking.whole(
    "records_given", "已提交的月度工作纪实", "Monthly records handed in", 2, "records"
)
months_served = asking.whole("months_served", "本季度在岗月数", "Months served in the quarter", 2, "service")
proposed_by = asking.word("proposed_by", "考核建议由谁提出", "Proposal made by", PROPOSERS, 3, "records")
township_people = asking.whole("township_people", "本乡镇参加考核人数", "Appraised in the township", 1, "appraisals")  # fmt: skip
township_excellent = asking.whole("township_excellent", "其中优秀", "Excellent among them", 2, "appraisals")
district_people = asking.whole("district_people", "全区参加平时考核人数", "Appraised in the district", 3, "appraisals")  # fmt: skip
district_excellent = asking.whole("district_excellent", "全区其中优秀", "Excellent in the district", 3, "appraisals")  # fmt: skip
intake_people = asking.whole("intake_people", "本区同一招聘批次参加考核人数", "Appraised of the district's intake", 1, "appraisals")  # fmt: skip
intake_excellent = asking.whole(
    "intake_excellent", "该批次其中优秀", "Excellent of the intake", 2, "appraisals"
)
round_people = asking.whole("round_people", "本区同一考核批次参加考核人数", "Appraised in the district's round", 3, "appraisals")  # fmt: skip
round_excellent = asking.whole(
    "round_excellent", "该考核批次其中优秀", "Excellent in the round", 3, "appraisals"
)
work_year_from = asking.day("work_year_from", "工作年度起始日", "First day of the work year", 2, "service")
calendar_year_over = asking.yes_no(
    "calendar_year_over", "自然年度已结束", "The calendar year is over", 3, "calendar"
)
village_opinion = asking.yes_no(
    "village_opinion", "村已提出意见", "The village gave its opinion", 4, "appraisals"
)
township_opinion = asking.yes_no(
    "township_opinion", "乡镇已提出意见", "The township gave its opinion", 5, "appraisals"
)
contract_ends_on = asking.day("contract_ends_on", "合同期满日（延期的为延长后）", "Last day of the contract, extended or not", 2, "service")  # fmt: skip
excellent_quarters = asking.whole("excellent_quarters", "本年度平时考核优秀次数", "Excellent quarters in the year", 1, "appraisals")  # fmt: skip
excellent_years = asking.whole("excellent_years", "年度考核优秀次数", "Excellent years", 1, "appraisals")
reason_given = asking.yes_no("reason_given", "写明了特殊理由", "A reason is recorded", 3)
second_reviewed = asking.yes_no("second_reviewed", "另一人已复核", "A second person reviewed it", 4)

# Training (21, 22)
hours_calendar_year = asking.whole("hours_calendar_year", "本自然年培训学时", "Training hours of the calendar year", 1, "training")  # fmt: skip
hours_work_year = asking.whole("hours_work_year", "本工作年度培训学时", "Training hours of the work year", 2, "training")  # fmt: skip
new_hire = asking.yes_no("new_hire", "本年新招聘", "Hired this year", 1, "service")
prejob_hours = asking.whole("prejob_hours", "岗前培训学时", "Hours before the post", 3, "training")
rotation_attended = asking.yes_no(
    "rotation_attended", "参加了市级轮训", "Attended the city's training", 4, "training"
)
study_consented_on = asking.day("study_consented_on", "区人社局同意日期", "The district consented on", 2)
study_consented = asking.yes_no("study_consented", "区人社局已同意脱产学习", "The district consented to full-time study", 1)  # fmt: skip
study_starts_on = asking.day("study_starts_on", "脱产开始日期", "Full-time study from", 2)
mentors = asking.whole("mentors", "现任培养联系人人数", "Mentors now", 1, "service")

# End of the term (16, 19, 27, 28)
ended_early = asking.yes_no("ended_early", "提前解除了合同", "The contract was ended early", 2, "service")
term_grade = asking.word(
    "term_grade", "期满考核等次", "Grade of the end-of-term appraisal", GRADES, 3, "appraisals"
)
excellent_found = _found("excellent_found", "认定在村表现优秀", "Found to have done excellently in the village")  # fmt: skip
assistant_willing = asking.yes_no("assistant_willing", "本人愿意", "The assistant is willing", 4)
township_willing = asking.yes_no("township_willing", "乡镇愿意", "The township is willing", 5)
new_term_written = asking.yes_no("new_term_written", "写明了新的期限", "The new term is written down", 6)
elected_to = asking.word("elected_to", "当选职务所在", "Elected to", BODIES, 1)
committee_ends_on = asking.day("committee_ends_on", "该班子任期届满日", "Last day of that body's term", 2)
amended_on = asking.day("amended_on", "变更合同日期", "The contract was amended on", 6)
protected_period = asking.yes_no("protected_period", "处于孕期、产期、哺乳期或医疗期等", "In a period of legal protection", 4)  # fmt: skip
grassroots_found = _found("grassroots_found", "认定为服务地基层事业单位", "A grass-roots institution where the person served")  # fmt: skip
vacancy = asking.yes_no("vacancy", "该单位有岗位空缺", "The institution has a vacancy", 5)
probation_months = asking.whole("probation_months", "约定的试用期（月）", "Months of probation agreed", 6)
