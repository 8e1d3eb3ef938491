"""Rules: who may be recruited, what a contract, a leave, an appraisal and the end of a term must keep to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gongbao.kernel.rules.nodes import (
    ALWAYS,
    Condition,
    Const,
    FirstWhere,
    FullYears,
    MonthOf,
    Param,
    Reading,
    Served,
    Share,
    Subtract,
    Today,
    Value,
    all_of,
    any_of,
)
from gongbao.kernel.rules.question import Question
from gongbao.law.parameters import Parameters
from gongbao.law.readings import Readings
from gongbao.law.text import Text
from gongbao.policies.rural_assistants import facts as f

ROOM = Path(__file__).parent
NAME = "rural_assistants"
BOOK = Parameters.load(ROOM / "parameters.yaml")
READINGS = Readings.load(ROOM / "readings.yaml")
DOCUMENT = "bi-2020-22/"


def _named(part: Condition, name: str, clause: str, zh: str, en: str) -> Condition:
    return part.named(name, Text(zh, en), DOCUMENT + clause)


def _question(
    name: str,
    zh: str,
    en: str,
    condition: Condition,
    clauses: str,
    amount: Value | None = None,
    **values: Value,
) -> Question:
    return Question(
        id=f"{NAME}/{name}",
        title=Text(zh, en),
        condition=condition,
        clauses=tuple(DOCUMENT + clause for clause in clauses.split()),
        book=BOOK,
        all_readings=READINGS,
        amount=amount,
        values=values,
    )


def _listed(name: str) -> tuple[str, ...]:
    """The words of a list parameter that does not change over time."""
    (dated,) = BOOK[name].values
    assert isinstance(dated.value, tuple)
    return dated.value


def _by(reading: str, **choices: Any) -> Reading:
    return Reading(reading, choices)


# What the document governs (31) and the plan (6)
APPLIES = _question(
    "applies", "这件事适用本办法吗", "Does the document govern this",
    _named(Today() >= Param("effective_from"), "in_force", "31", "发生在施行之日或以后", "On or after the day of commencement"),
    "31 notice.3",
)  # fmt: skip
_first_term = _by("cap_moment", on_duty_day=f.in_post_on_duty_day, announcement=f.in_post_at_announcement)
_also = _by("cap_counts", all=f.extended.at_least_of(0) + f.renewed.at_least_of(0), first_term=Const(0))
stock: Value = _first_term + _also + f.planned
PLAN = _question(
    "plan", "招聘计划能不能下达", "May the plan be issued",
    all_of(
        _named(
            f.post_district.one_of(*_listed("agricultural_districts")), "agricultural", "notice.1",
            "岗位在涉农区", "The posts lie in a district with farming",
        ),
        _named(f.demand_decided, "demand_decided", "6.s2", "按基层需要确定了规模", "The size follows from the demand"),
        _named(
            stock <= Param("citywide_headcount_cap"), "within_cap", "6.s1",
            "上岗日全市总量不超过上限", "The city's stock stays within the ceiling",
        ),
    ),
    "6.s1 6.s2 notice.1", stock=stock, left=Subtract(Param("citywide_headcount_cap"), stock),
)  # fmt: skip

# Conditions for applicants (7)
_five = f.post_district.one_of(*_listed("ecological_districts"))
_mountain = f.post_district.one_of(*_listed("partly_ecological_districts")) & f.mountain_township
relaxed = _named(
    all_of(
        f.degree.one_of("junior_college"), _by("eco_area", whole=_five | _mountain, five=_five), f.relaxation_announced
    ),
    "relaxed_degree", "7.6.s2", "生态涵养区岗位经公告放宽到大专", "Relaxed for a post in the ecological area",
)  # fmt: skip
bachelor = _named(
    f.degree.one_of("doctor", "master", "bachelor"), "bachelor", "7.6.s1", "大学本科及以上", "A bachelor's degree or higher"
)  # fmt: skip
other_degree = _named(
    f.degree_exception, "degree_exception", "7.6.s1", "公告另行开放的学历", "A degree the announcement opens"
)
_this_year = f.graduate.one_of("this_year")
fresh = _named(
    _by(
        "fresh_graduate", strict=_this_year,
        announcement=_this_year | f.graduate.one_of("choosing_period") & f.choosing_period_counts,
    ),
    "fresh_graduate", "2", "应届高校毕业生", "A fresh graduate",
)  # fmt: skip
origin = _named(
    f.beijing_origin | f.origin_exception, "beijing_origin", "7.6.s1", "北京生源（公告另有开放的除外）", "Of Beijing origin, unless opened"
)  # fmt: skip
REGISTRATION = all_of(
    _named(
        f.through_open_recruitment, "open_recruitment", "2", "通过公开招聘", "Through the open recruitment"
    ),
    _named(f.chinese, "chinese", "7.1", "具有中国国籍", "A Chinese national"),
    any_of(bachelor, relaxed, other_degree),
    origin,
    fresh,
)
REGISTER = _question(
    "register", "能不能报名", "May this person register", REGISTRATION, "2 7 7.1 7.6.s1 7.6.s2"
)
_said = f.university_says
_checked = _named(
    f.graduation_checked,
    "graduation_checked",
    "8.2",
    "区已核对毕业证书或学籍材料",
    "The district checked the papers",
)
GRADUATION = _question(
    "graduation", "毕业信息核对到位了吗", "Are the facts of graduation checked",
    _by(
        "university_part",
        supports=any_of(
            _named(_said.one_of("confirmed", "waiting", "absent"), "not_contradicted", "8.2", "高校没有指出出入", "The university contradicts nothing"),
            _checked,
        ),
        gates=any_of(_named(_said.one_of("confirmed"), "confirmed", "8.2", "高校已核实", "The university confirmed it"), _checked),
        calls_only=ALWAYS,
    ),
    "8.2",
)  # fmt: skip
RECRUIT = _question(
    "recruit", "符不符合招聘条件", "Are the conditions of recruitment met",
    all_of(
        REGISTRATION,
        _named(f.political_found, "political", "7.2", "政治素质好", "Politically sound"),
        _named(f.willing_found, "willing", "7.3", "有志扎根农村", "Willing to stay in the countryside"),
        _named(f.disciplined_found, "disciplined", "7.4", "遵纪守法、服从安排", "Law-abiding and disciplined"),
        _named(f.medical_passed, "fit", "7.5", "身体、心理和能力能够履职", "Fit for the work"),
        _named(f.post_conditions_found, "post_conditions", "7.8", "符合岗位其他条件", "The post's other conditions"),
    ),
    "7 7.1 7.2 7.3 7.4 7.5 7.6.s1 7.6.s2 7.8",
)  # fmt: skip
_home = _by(
    "home_level", district=f.home.one_of("village", "township", "district"), township=f.home.one_of("village", "township")
)  # fmt: skip
PREFERENCE = _question(
    "preference", "同等条件下是否优先", "Is this person preferred in a tie",
    all_of(
        _named(f.equal_on_merit, "equal", "7.7", "条件完全相同才比较", "Only where everything else is equal"),
        any_of(
            _named(f.party_member, "party_member", "7.7", "中共党员", "A Party member"),
            _named(_home, "returns_home", "7.7", "回原籍", "Returns home"),
            _named(f.major_found, "major", "7.7", "涉农或信息化专业", "An agricultural or digital subject"),
        ),
    ),
    "7.7",
)  # fmt: skip
FILE_LIST = _question(
    "file_list", "拟聘用名单能不能报备案", "May the list be filed",
    all_of(
        _named(f.publicity_closed, "publicity_over", "8.5", "公示已结束", "The publicity period is over"),
        _named(f.objections_open.equals(0), "objections_settled", "8.4", "异议都已处理", "Every objection is settled"),
        _named(
            any_of(f.steps_skipped.equals(0), f.skip_reason_given), "steps_in_order", "8",
            "五步程序走完，略过的写明理由", "All five steps, or reasons for those left out",
        ),
    ),
    "8 8.4 8.5",
)  # fmt: skip

# The contract (9), transfers (11), pay and cover (12)
TERM_COMPLETE = Served(
    f.service, f.service["starts_on"], f.service["left_on"], ALWAYS, Param("contract_term_years"), way="march_first"
)  # fmt: skip
"""The anniversary: the day after the last day of a full term, or by the reading ``civil`` that day itself."""
_term_over = _by("contract_days", inclusive=Today() >= TERM_COMPLETE, civil=Today() > TERM_COMPLETE)
_over = Subtract(TERM_COMPLETE, f.written_ends_on)
CONTRACT = _question(
    "contract", "劳动合同写得对不对", "Is the contract in order",
    all_of(
        _named(f.employer_level.one_of("township"), "township_employs", "9.s1", "用人单位是乡镇", "The township employs"),
        _named(
            _by("contract_days", inclusive=_over.equals(1), civil=_over.equals(0)), "five_years", "9.s2",
            "合同期五年，止日写对", "Five years, with the right last day",
        ),
        _named(
            FirstWhere(f.service, f.service["starts_on"], ALWAYS).equals(f.work_start_on), "work_start", "9.s3",
            "参加工作时间是服务期开始日", "Working life starts with the service",
        ),
    ),
    "9.s1 9.s2 9.s3",
)  # fmt: skip
TRANSFERS = _question(
    "transfers", "档案和组织关系转对地方了吗", "Did archive and membership go to the right place",
    all_of(
        _named(f.archive_at_work_district, "archive_place", "11.s1", "档案转到工作地所在区", "The archive goes to the district of work"),
        _named(f.membership_at_work_place, "membership_place", "11.s2", "党团关系转到工作地", "Membership moves too"),
    ),
    "11.s1 11.s2",
)  # fmt: skip
_gap = Subtract(f.reference_pay, f.subsidy).at_least_of(0)
SUBSIDY = _question(
    "subsidy", "补贴达到参照水平了吗", "Does the subsidy reach the reference level",
    any_of(
        _named(f.subsidy >= f.reference_pay, "at_level", "12.s1", "不低于参照工资", "At least the reference pay"),
        _named(f.near_found, "near", "12.s1", "认定基本达到", "Found to reach it broadly"),
    ),
    "12.s1", gap=_gap,
)  # fmt: skip
SETTLING = _question(
    "settling_in", "能领多少安家费", "How much is the settling-in grant",
    all_of(
        _named(~f.settling_paid, "never_paid", "12.s5", "此前没有领过", "Not paid before"),
        _named(f.settling_rule, "settling_rule", "12.s5", "有现行发放标准", "A rule is in force"),
    ),
    "12.s5", amount=f.settling_amount,
)  # fmt: skip


def _covers(name: str, zh: str, en: str, first: Any, last: Any) -> Condition:
    return _named(all_of(first <= f.serves_from, last >= f.serves_to), name, "12.s6", zh, en)


_first_month = MonthOf(f.serves_from)
BENEFITS = _question(
    "benefits", "待遇保障办齐了吗", "Are all benefits in place",
    all_of(
        _named(f.insured_from <= _first_month, "insured", "12.s3", "自服务首月参加社会保险", "Insured from the first month"),
        _named(f.fund_from <= _first_month, "housing_fund", "12.s4", "自服务首月缴存公积金", "Housing fund from the first month"),
        _covers("illness_cover", "重大疾病保险覆盖服务期", "Critical-illness cover for all of the service", f.illness_from, f.illness_to),
        _covers("accident_cover", "意外伤害保险覆盖服务期", "Accident cover for all of the service", f.accident_from, f.accident_to),
    ),
    "12.s3 12.s4 12.s6",
)  # fmt: skip
DEDUCTION = _question(
    "deduction", "考勤要不要扣发", "Is anything deducted for absence",
    all_of(
        _named(f.deduction_rule, "deduction_rule", "14.2.s4", "本区有扣发办法", "The district has a rule"),
        _named(f.absent_days >= 1, "absent", "14.2.s4", "有旷工", "There were absences"),
    ),
    "14.2.s4", amount=Share(f.absent_days, f.daily_deduction),
)  # fmt: skip

# Leave (14) and duty elsewhere (13)
leave_days: Value = _by(
    "leave_days",
    working_joined=f.working_days + f.adjacent_working_days,
    working_single=f.working_days,
    calendar_joined=f.calendar_days + f.adjacent_calendar_days,
    calendar_single=f.calendar_days,
)
_leave_counts = _by(
    "leave_days", working_joined=f.working_days, working_single=f.working_days,
    calendar_joined=f.calendar_days, calendar_single=f.calendar_days,
)  # fmt: skip
LEAVE = _question(
    "leave", "请假可以开始吗", "May the leave begin",
    all_of(
        _named(_leave_counts >= 1, "takes_days", "14.1.s1", "含有要上班的日子", "It takes days of work"),
        _named(f.village_consented, "village_consents", "14.1.s1", "所在村同意", "The village consents"),
        _named(f.township_approved, "township_approves", "14.1.s1", "乡镇批准", "The township approves"),
    ),
    "14 14.1.s1 14.1.s2", days=leave_days,
)  # fmt: skip
LEAVE_FILING = _question(
    "leave_filing", "请假要不要报区备案", "Must the leave be filed with the district",
    _named(leave_days > Param("leave_threshold_days"), "over_threshold", "14.1.s2", "超过三天", "More than three days"),
    "14.1.s1 14.1.s2", days=leave_days,
)  # fmt: skip
_duty_days = Subtract(f.duty_ends_on, f.duty_starts_on) + 1
DUTY = _question(
    "duty", "可以派出参加这项工作吗", "May the assistant be sent on this duty",
    all_of(
        _named(f.plan_made & (f.duty_ends_on >= f.duty_starts_on), "planned", "13.s3", "有计划和起止日期", "Planned, with a first and a last day"),
        any_of(
            _named(
                f.duty_kind.one_of("township_stage", "post_training") & f.approved_by.one_of("district"),
                "district_approves", "13.s3", "乡镇工作和岗位锻炼由区人社局批准", "Township work and training: the district approves",
            ),
            _named(
                f.duty_kind.one_of("city_event", "district_event", "urgent") & f.approved_by.one_of("city"),
                "city_approves", "13.s4", "重大活动和紧急任务由市人社局批准", "Events and urgent tasks: the city approves",
            ),
        ),
        _named(f.approved_on <= f.duty_starts_on, "approved_before", "13.s3", "先批准后派出", "Approved before it starts"),
        _named(
            _by("long_secondment", flag=~f.long_found, days=_duty_days <= Param("long_secondment_days")),
            "not_long", "13.s2", "不是长期借调或截留", "No long secondment or holding back",
        ),
    ),
    "13.s1 13.s2 13.s3 13.s4", days=_duty_days,
)  # fmt: skip

# Appraisal (15)
on_duty = _named(f.on_duty, "on_duty", "2", "考核期内在岗服务", "On duty in the period")
QUARTERLY = _question(
    "quarterly", "可以确定平时考核结果吗", "May the quarter's grade be decided",
    all_of(
        on_duty,
        _named(f.records_given >= f.months_served, "records_complete", "15.1.s2", "在岗各月都交了工作纪实", "A record for each month served"),
        _named(f.proposed_by.one_of("village_party"), "party_proposes", "15.1.s3", "村党组织提出了建议", "The village Party organisation proposed"),
    ),
    "15.1.s1 15.1.s2 15.1.s3 15.1.s4",
)  # fmt: skip
_people = _by("quarterly_base", township=f.township_people, district=f.district_people)
_excellent = _by("quarterly_base", township=f.township_excellent, district=f.district_excellent)
QUARTERLY_TARGET: Value = Share(_people, Param("quarterly_excellent_ratio"))
_tolerance = Param("quarterly_tolerance")
QUARTERLY_SHARE = _question(
    "quarterly_share", "平时考核优秀是不是四成左右", "Are about two fifths excellent",
    all_of(
        _named(Subtract(_excellent, QUARTERLY_TARGET) <= _tolerance, "not_above", "15.s4", "不高于四成左右", "Not above about two fifths"),
        _named(Subtract(QUARTERLY_TARGET, _excellent) <= _tolerance, "not_below", "15.s4", "不低于四成左右", "Not below about two fifths"),
    ),
    "15.s4", target=QUARTERLY_TARGET,
)  # fmt: skip
_year_over = _by(
    "work_year",
    on_duty=FullYears(f.work_year_from, Const(1), way="march_first"),
    calendar=f.calendar_year_over,
)
opinions = all_of(
    _named(f.village_opinion, "village_opinion", "15.2.s2", "有村的意见", "The village gave its opinion"),
    _named(
        f.township_opinion, "township_opinion", "15.2.s2", "有乡镇的意见", "The township gave its opinion"
    ),
)
ANNUAL = _question(
    "annual", "可以评定年度考核吗", "May the year be graded",
    all_of(on_duty, _named(_year_over, "year_over", "15.2.s1", "工作年度已满", "The work year is over"), opinions),
    "15.2.s1 15.2.s2",
)  # fmt: skip
TERM = _question(
    "term", "可以评定期满考核吗", "May the term be graded",
    all_of(
        on_duty,
        _named(Today() >= f.contract_ends_on, "contract_ends", "15.3.s1", "合同已到期满日", "The contract has come to its last day"),
        opinions,
    ),
    "15.3.s1 15.3.s2",
)  # fmt: skip
_group = _by("batch", intake=f.intake_people, round=f.round_people)
_best = _by("batch", intake=f.intake_excellent, round=f.round_excellent)
_hundredfold = Share(_group * 100, Param("excellent_cap"))
MOST_EXCELLENT: Value = Share(_hundredfold * 2 - 99, Const(1), 200)
"""The cap times the people, rounded down: hundredths keep it exact for every whole percentage."""
EXCELLENT_QUOTA = _question(
    "excellent_quota", "优秀名额超了没有", "Is the quota of excellent grades kept",
    _named(_best * 100 <= _hundredfold, "within_quota", "15.s5", "优秀不超过参加考核人数的两成", "At most a fifth are excellent"),
    "15.s5", most=MOST_EXCELLENT,
)  # fmt: skip
_exception = all_of(f.reason_given, f.second_reviewed)
EXCELLENT_YEAR = _question(
    "excellent_year", "年度可以评优秀吗", "May the year be graded excellent",
    any_of(
        _named(f.excellent_quarters >= Param("pool_quarters"), "from_quarters", "15.2.s3", "平时考核有优秀", "An excellent quarter"),
        _named(_exception, "year_exception", "15.2.s3", "写明理由并经另一人复核", "A reason, and a second reviewer"),
    ),
    "15.2.s3",
)  # fmt: skip
EXCELLENT_TERM = _question(
    "excellent_term", "期满可以评优秀吗", "May the term be graded excellent",
    any_of(
        _named(f.excellent_years >= Param("pool_years"), "from_years", "15.3.s3", "年度考核有优秀", "An excellent year"),
        _named(_exception, "term_exception", "15.3.s3", "写明理由并经另一人复核", "A reason, and a second reviewer"),
    ),
    "15.3.s3",
)  # fmt: skip

# Training (21, 22)
_hours = _by("training_year", calendar=f.hours_calendar_year, work=f.hours_work_year)
_counted = _by("prejob_counts", inside=_hours, additional=Subtract(_hours, f.prejob_hours))
TRAINING = _question(
    "training", "今年培训够不够", "Is this year's training enough",
    all_of(
        _named(_counted >= Param("training_hours"), "hours_enough", "21.s2", "全年学时达到要求", "Enough hours in the year"),
        _named(any_of(~f.new_hire, f.prejob_hours >= Param("prejob_hours")), "prejob_enough", "21.2.s2", "新招聘的岗前培训够", "New hires: enough before the post"),
        _named(any_of(~f.new_hire, f.rotation_attended), "rotation", "21.1.s1", "新招聘的参加市级轮训", "New hires: the city's training"),
    ),
    "21.s1 21.s2 21.1.s1 21.2.s2", missing=Subtract(Param("training_hours"), _counted).at_least_of(0),
)  # fmt: skip
STUDY = _question(
    "study", "可以脱产学习吗", "May full-time study begin",
    all_of(
        _named(f.study_consented, "consented", "21.z", "区人社局同意", "The district consents"),
        _named(f.study_consented_on <= f.study_starts_on, "consent_first", "21.z", "先同意后脱产", "Consent comes first"),
    ),
    "21.z",
)  # fmt: skip
MENTOR = _question(
    "mentor", "培养联系人配好了吗", "Is there one mentor",
    _named(f.mentors.equals(Param("mentors")), "one_mentor", "22", "有且只有一名", "One, and only one"), "22",
)  # fmt: skip

# The end of the term (16, 19, 27, 28)
full_term = _named(_term_over, "full_term", "16.s2", "任满一个合同期", "A full term was served")
qualified = _named(f.term_grade.one_of("excellent", "qualified"), "qualified", "16.s2", "期满考核合格或优秀", "Graded qualified or excellent")  # fmt: skip
not_early = _named(~f.ended_early, "not_early", "19", "没有提前解除合同", "The contract was not ended early")
CERTIFICATE = _question(
    "certificate", "能不能领服务证书", "Is a certificate of service due", all_of(full_term, qualified, not_early), "16.s2 19"
)  # fmt: skip
willing = _named(f.assistant_willing & f.township_willing, "both_willing", "27.1", "双方愿意", "Both sides are willing")  # fmt: skip
RENEWAL = _question(
    "renewal", "能不能续聘", "May the contract be renewed",
    all_of(
        full_term,
        _named(
            _by("excellent_performance", finding=f.excellent_found, grade=f.term_grade.one_of("excellent")),
            "excellent_performance", "27.1", "在村表现优秀", "Excellent performance in the village",
        ),
        willing,
        _named(f.new_term_written, "new_term", "27.1", "写明新的期限", "The new term is written down"),
    ),
    "27 27.1",
)  # fmt: skip
EXTENDED_TO: Value = f.contract_ends_on.at_least_of(f.committee_ends_on)
EXTENSION = _question(
    "extension", "能不能延长合同期", "May the contract be extended",
    all_of(
        _named(f.elected_to.one_of("party_branch", "village_committee"), "elected", "27.2", "当选村“两委”班子成员", "Elected to one of the two bodies"),
        _named(f.committee_ends_on > f.contract_ends_on, "longer", "27.2", "任期届满晚于合同期满", "The body's term ends later"),
        _named(f.assistant_willing & f.township_willing, "extension_agreed", "27.2", "双方同意", "Both sides agree"),
        _named(f.amended_on <= f.contract_ends_on, "amended_in_time", "27.2", "期满前变更合同", "Amended before the old end"),
    ),
    "27.2",
)  # fmt: skip
TERM_END = _question(
    "term_end", "合同可以期满终止吗", "May the contract end with its term",
    all_of(
        full_term,
        _named(~f.protected_period, "not_protected", "9.s2", "不在法定应顺延的期间", "Not in a period that prolongs it by law"),
    ),
    "9.s2",
)  # fmt: skip
CHANNELS = _question(
    "channels", "能走期满就业渠道吗", "Are the channels after the term open",
    all_of(
        _named(_term_over, "term_served", "28", "合同期满", "The term is over"),
        _named(f.term_grade.one_of("excellent", "qualified"), "term_qualified", "28", "期满考核合格", "Graded qualified"),
        not_early,
    ),
    "28 28.1 28.2.s1 28.4",
)  # fmt: skip
DIRECT_HIRE = _question(
    "direct_hire", "基层事业单位能不能直接聘用", "May the institution hire directly",
    all_of(
        _named(f.term_grade.one_of("excellent", "qualified"), "hire_qualified", "28", "期满考核合格", "Graded qualified"),
        _named(f.grassroots_found, "grassroots", "28.2.s2", "是服务地基层事业单位", "A grass-roots institution at the place of service"),
        _named(f.vacancy, "vacancy", "28.2.s2", "有岗位空缺", "There is a vacancy"),
        _named(f.probation_months.equals(Param("probation_months")), "no_probation", "28.2.s2", "不再约定试用期", "No probation"),
    ),
    "28.2.s2",
)  # fmt: skip
QUESTIONS = (
    APPLIES, PLAN, REGISTER, GRADUATION, RECRUIT, PREFERENCE, FILE_LIST, CONTRACT, TRANSFERS, SUBSIDY, SETTLING, BENEFITS, DEDUCTION,
    LEAVE, LEAVE_FILING, DUTY, QUARTERLY, QUARTERLY_SHARE, ANNUAL, TERM, EXCELLENT_QUOTA, EXCELLENT_YEAR,
    EXCELLENT_TERM, TRAINING, STUDY, MENTOR, CERTIFICATE, RENEWAL, EXTENSION, TERM_END, CHANNELS, DIRECT_HIRE,
)  # fmt: skip
