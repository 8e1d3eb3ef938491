"""Rules: who is a flexible worker and what each right asks for, with its own circle of people; each cites its clause."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gongbao.kernel.rules.nodes import (
    ALWAYS,
    Choose,
    Condition,
    Const,
    FullYears,
    MonthOf,
    Param,
    Reading,
    Share,
    Today,
    Value,
    YearsAfter,
    all_of,
    any_of,
)
from gongbao.kernel.rules.question import Question
from gongbao.law.parameters import Parameters
from gongbao.law.readings import Readings
from gongbao.law.text import Text
from gongbao.policies.flexible_employment import facts as f

ROOM = Path(__file__).parent
NAME = "flexible_employment"
BOOK = Parameters.load(ROOM / "parameters.yaml")
READINGS = Readings.load(ROOM / "readings.yaml")
DOCUMENT = "jiu-2020-19/"


def _named(part: Condition, name: str, clause: str, zh: str, en: str) -> Condition:
    return part.named(name, Text(zh, en), DOCUMENT + clause)


def _question(
    name: str,
    zh: str,
    en: str,
    condition: Condition,
    *clauses: str,
    amount: Value | None = None,
    routes: tuple[str, ...] = (),
    values: Mapping[str, Value] | None = None,
) -> Question:
    return Question(
        id=f"{NAME}/{name}",
        title=Text(zh, en),
        condition=condition,
        clauses=tuple(DOCUMENT + clause for clause in clauses),
        book=BOOK,
        all_readings=READINGS,
        amount=amount,
        routes=routes,
        values=values or {},
    )


def _turned(born: Value, years: int | Param) -> Condition:
    """A person has that age: on the birthday, or by another reading on the day after."""
    limit = years if isinstance(years, Param) else Const(years)
    return Reading(
        "birthday",
        {"same_day": FullYears(born, limit), "next_day": FullYears(born, limit, way="next_day")},
    )


LOCAL = ("local_rural", "local_urban")

# Who is a flexible worker (article 2): an open list
individual_operator = _named(
    f.work_kind.one_of("individual_operator")
    & Reading("operator", {"any": ALWAYS, "registered": f.business_registered}),
    "individual_operator",
    "2.1",
    "个体经营者",
    "Runs an own business",
)
part_time = _named(
    f.work_kind.one_of("part_time")
    & Reading(
        "part_time_hours",
        {
            "declared": ALWAYS,
            "measured": (f.daily_minutes <= Param("part_time_daily_minutes"))
            & (f.weekly_minutes <= Param("part_time_weekly_minutes")),
        },
    ),
    "part_time",
    "2.2",
    "非全日制从业人员",
    "Works part time",
)
new_form = _named(
    f.work_kind.one_of("platform") & ~f.labour_relation,
    "new_form",
    "2.3",
    "依托平台就业，与平台相关企业没有劳动关系",
    "Works through a platform without being employed by it",
)
other_by_law = _named(
    f.work_kind.one_of("other", "platform") & f.other_flexible_found,
    "other_by_law",
    "2.4",
    "法律、法规、规章规定的其他人员",
    "Another flexible worker by law",
)
FLEXIBLE = any_of(individual_operator, part_time, new_form, other_by_law)
WORKER = _question(
    "worker", "算不算灵活就业", "Is this flexible employment", FLEXIBLE, "2", "2.1", "2.2", "2.3", "2.4",
    routes=("individual_operator", "part_time", "new_form", "other_by_law"),
)  # fmt: skip

# Who may insure (article 3)
rural_household = _named(
    f.household.one_of("local_rural"), "rural_household", "3", "本市农业户籍", "Agricultural household of Beijing"
)  # fmt: skip
under_age_limit = _named(
    any_of(
        f.sex.one_of("man") & ~_turned(f.born_on, Param("max_age_man")),
        f.sex.one_of("woman") & ~_turned(f.born_on, Param("max_age_woman")),
    ),
    "under_age_limit",
    "3.a",
    "男未满60周岁、女未满50周岁",
    "A man under 60 or a woman under 50",
)
employment_registered = _named(
    f.registered, "employment_registered", "3.a.1", "已办理就业登记", "The employment is registered"
)
INSURE_RURAL = _question(
    "insure_rural",
    "农业户籍灵活就业：能不能参加职工三项保险",
    "Agricultural household: may one join the three insurances",
    all_of(rural_household, under_age_limit, FLEXIBLE, employment_registered),
    "3", "3.a", "3.a.1", "3.p2",
)  # fmt: skip

in_traineeship = _named(
    (f.training_from <= Today()) & (f.training_to >= Today()),
    "in_traineeship",
    "3.a.2",
    "在就业见习期间",
    "During the traineeship",
)
_within_two_years = Today() <= YearsAfter(f.graduated_on, Param("trainee_graduate_years"))
_already = f.graduated_on <= Today()
trainee_graduate = _named(
    all_of(
        _already,
        _within_two_years,
        f.unemployed,
        Reading(
            "beijing_origin",
            {
                "all": f.school.one_of("college", "secondary", "technical") & f.origin_here,
                "college_only": (f.school.one_of("college") & f.origin_here)
                | f.school.one_of("secondary", "technical"),
            },
        ),
    ),
    "trainee_graduate",
    "3.b.1",
    "毕业2年内未就业的北京生源毕业生",
    "A graduate of Beijing origin within two years, without work",
)
_young = all_of(_turned(f.born_on, Param("trainee_age_min")), ~_turned(f.born_on, Param("trainee_age_over")))
trainee_unemployed = _named(
    all_of(f.household.one_of(*LOCAL), _young, f.registered_unemployed),
    "trainee_unemployed",
    "3.b.2",
    "本市户籍16至24岁登记失业人员",
    "Beijing household, 16 to 24, registered unemployed",
)
trainee_rural = _named(
    all_of(f.household.one_of(*LOCAL), _young, f.transfer_registered, f.rural_idle),
    "trainee_rural",
    "3.b.3",
    "本市户籍16至24岁转移就业登记的农村无业或务农劳动力",
    "Beijing household, 16 to 24, rural labour registered for transfer",
)
INSURE_TRAINEE = _question(
    "insure_trainee",
    "见习人员：能不能参加职工三项保险",
    "Trainees: may one join the three insurances",
    all_of(in_traineeship, any_of(trainee_graduate, trainee_unemployed, trainee_rural)),
    "3", "3.a.2", "3.b", "3.b.1", "3.b.2", "3.b.3",
    routes=("trainee_graduate", "trainee_unemployed", "trainee_rural"),
)  # fmt: skip
TOWNSHIP_COUNTER = _question(
    "township_counter",
    "是不是到户籍地街道乡镇参保",
    "Is the counter that of the household's township",
    _named(
        f.household.one_of("local_rural") & FLEXIBLE,
        "to_township",
        "3.p2.b",
        "本市农村户籍灵活就业人员",
        "A flexible worker of a rural Beijing household",
    ),
    "3.p2.b", "3.p2.c",
)  # fmt: skip

# What a month costs (3.p2.a, article 6): the day of the determination tells the month
pension_in_limits = _named(
    any_of(~f.joins_pension, (f.pension_base >= Param("base_low")) & (f.pension_base <= Param("base_high"))),
    "pension_in_limits",
    "3.p2.a",
    "养老缴费基数在上下限之间",
    "The pension base lies within the limits",
)
unemployment_in_limits = _named(
    any_of(
        ~f.joins_unemployment,
        all_of(
            f.unemployment_base >= Param("base_low"),
            f.unemployment_base <= Param("base_high"),
            Reading("one_base", {"free": ALWAYS, "same": f.unemployment_base.equals(f.pension_base)}),
        ),
    ),
    "unemployment_in_limits",
    "6.a",
    "失业缴费基数在上下限之间",
    "The unemployment base lies within the limits",
)
COST_PARTS: dict[str, Value] = {
    "pension": Choose(f.joins_pension, Share(f.pension_base, Param("pension_rate")), Const(0)),
    "unemployment": Choose(
        f.joins_unemployment, Share(f.unemployment_base, Param("unemployment_rate")), Const(0)
    ),
    "medical": Choose(f.joins_medical, Param("medical_amount"), Const(0)),
}
MONTH_COST = _question(
    "month_cost",
    "一个月缴多少",
    "What a month costs",
    all_of(pension_in_limits, unemployment_in_limits),
    "3.p2", "3.p2.a", "6", "6.a",
    amount=COST_PARTS["pension"] + COST_PARTS["unemployment"] + COST_PARTS["medical"],
    values={
        **COST_PARTS,
        "own_account": Choose(
            f.joins_pension, Share(f.pension_base, Param("personal_account_rate")), Const(0)
        ),
    },
)  # fmt: skip
from_january_2021 = _named(
    Today() >= Param("one_percent_from"), "from_january_2021", "6", "2021年1月起", "From January 2021"
)  # fmt: skip
archive_payer = _named(
    f.archive_deposited & f.insured_here,
    "archive_payer",
    "6",
    "个人委托存档并在本市参保",
    "The archive is individually entrusted and the person insured in Beijing",
)
base_chosen = _named(
    (f.unemployment_base >= Param("base_low")) & (f.unemployment_base <= Param("base_high")),
    "base_chosen",
    "6.a",
    "所选基数在企业职工养老保险上下限之间（含端点）",
    "The chosen base lies within the limits, both included",
)
ONE_PERCENT = _question(
    "one_percent",
    "能不能按1%缴失业保险费",
    "May one pay unemployment at one per cent",
    all_of(from_january_2021, archive_payer, FLEXIBLE, base_chosen),
    "6", "6.a",
    amount=Share(f.unemployment_base, Param("unemployment_rate")),
)  # fmt: skip

# The 2020 deferral (article 7)
as_person = _named(
    f.insured_as_person, "as_person", "7", "以个人身份参加企业职工养老保险", "Insured for pension as an individual"
)  # fmt: skip
month_of_2020 = _named(
    (f.month >= Param("deferrable_from")) & (f.month <= Param("deferrable_to")),
    "month_of_2020",
    "7",
    "属于2020年的月份",
    "A month of 2020",
)
hardship = _named(
    Reading("hardship", {"declared": f.hardship_declared, "found": f.hardship_found}),
    "hardship",
    "7",
    "缴费确有困难",
    "Paying is a real hardship",
)
still_unpaid = _named(~f.month_paid, "still_unpaid", "7.b", "这个月还没有缴", "The month is unpaid")
DEFER = _question(
    "defer",
    "2020年这个月能不能暂缓缴费",
    "May the month of 2020 be deferred",
    all_of(as_person, month_of_2020, hardship, still_unpaid),
    "7",
    "7.a",
)
in_time_to_make_up = _named(
    Today() <= Param("backpay_last_day"), "in_time_to_make_up", "7.b", "2021年底前（含12月31日）", "By 31 December 2021"
)  # fmt: skip
base_at_payment = _named(
    (f.pension_base >= Param("base_low")) & (f.pension_base <= Param("base_high")),
    "base_at_payment",
    "7.c",
    "基数在补缴时点的上下限之间",
    "The base lies within the limits of the day of payment",
)
MAKE_UP = _question(
    "make_up",
    "2020年没缴的月份能不能补缴、补多少",
    "May an unpaid month of 2020 be made up, and at what sum",
    all_of(as_person, month_of_2020, still_unpaid, in_time_to_make_up, base_at_payment),
    "7.a", "7.b", "7.c",
    amount=Share(f.pension_base, Param("pension_rate")),
    values={"months_total": f.months_before + 1, "own_account": Share(f.pension_base, Param("personal_account_rate"))},
)  # fmt: skip

# Subsidies (articles 4, 5, 10): a person's right, then each month
local_household = _named(f.household.one_of(*LOCAL), "local_household", "4", "本市户籍", "Beijing household")
college_graduate = _named(
    any_of(f.school.one_of("college"), f.school.one_of("overseas", "technical") & f.graduate_found),
    "college_graduate",
    "4",
    "高校毕业生",
    "A college graduate",
)
class_of_2020 = _named(
    MonthOf(f.graduated_on) >= Param("graduate_class_from"),
    "class_of_2020",
    "4",
    "2020年及以后毕业",
    "Graduated in 2020 or later",
)
_two_years = YearsAfter(f.left_school_on, Param("leaving_years"))
left_within_two_years = _named(
    Reading(
        "two_years_at",
        {
            "start": (f.flexible_since >= f.left_school_on) & (f.flexible_since <= _two_years),
            "application": Today() <= _two_years,
        },
    ),
    "left_within_two_years",
    "4",
    "离校2年内（含对应日）",
    "Within two years of leaving school, the corresponding day included",
)
first_employment = _named(
    ~f.employed_before, "first_employment", "4", "初次就业就是灵活就业", "The first employment is flexible"
)
has_work = _named(
    FLEXIBLE & f.registered, "has_work", "4", "正在灵活就业并已登记", "Flexibly employed and registered"
)
GRADUATE_SUBSIDY = _question(
    "graduate_subsidy",
    "高校毕业生灵活就业社会保险补贴：本人符合吗",
    "Graduates' insurance subsidy: is the person entitled",
    all_of(local_household, college_graduate, class_of_2020, left_within_two_years, first_employment, has_work),
    "4", "4.b",
)  # fmt: skip

SUBSIDY_PARTS: dict[str, Value] = {
    "pension": Share(Share(Param("base_low"), Param("pension_rate")), Param("subsidy_share_pension")),
    "unemployment": Share(
        Share(Param("base_low"), Param("unemployment_rate")), Param("subsidy_share_unemployment")
    ),
    "medical": Share(Param("medical_amount"), Param("subsidy_share_medical")),
}
"""A month's subsidy in fen: the share of the lowest contribution that the public pays."""
MONTH_SUBSIDY = SUBSIDY_PARTS["pension"] + SUBSIDY_PARTS["unemployment"] + SUBSIDY_PARTS["medical"]
registered_then = _named(
    f.registered_in_month, "registered_then", "4", "该月灵活就业登记有效", "Registered in the month"
)
paid_then = _named(f.paid_in_month, "paid_then", "4.a", "该月本人已缴费", "The person paid for the month")
no_employer_then = _named(
    ~f.employer_insured,
    "no_employer_then",
    "4",
    "该月没有由单位参保",
    "Not insured by an employer in the month",
)
not_granted_twice = _named(
    ~f.already_granted, "not_granted_twice", "4.a", "该月没有发过", "The month was not granted before"
)
no_other_subsidy = _named(
    Reading("other_subsidy", {"excluded": ~f.other_subsidy, "allowed": ALWAYS}),
    "no_other_subsidy",
    "4.a",
    "该月没有享受其他社会保险补贴",
    "No other insurance subsidy covers the month",
)
_A_MONTH = (registered_then, paid_then, no_employer_then, not_granted_twice, no_other_subsidy)
months_left = _named(
    Reading(
        "three_years",
        {
            "months_counted": f.months_used < Param("max_subsidy_months"),
            "calendar": MonthOf(Today()) < f.first_subsidised + Param("max_subsidy_months"),
        },
    ),
    "months_left",
    "4.a",
    "累计没有超过3年（36个月，中断的不计）",
    "Three years (36 months, breaks not counted) are not used up",
)
GRADUATE_MONTH = _question(
    "graduate_month",
    "毕业生补贴：这个月发不发、发多少",
    "Graduates' subsidy: is the month paid, and how much",
    all_of(months_left, *_A_MONTH),
    "4", "4.a",
    amount=MONTH_SUBSIDY,
    values=SUBSIDY_PARTS,
)  # fmt: skip

term_over_in_time = _named(
    f.term_ends_on <= Param("extension_last_day"),
    "term_over_in_time",
    "5.b",
    "2020年12月31日（含）前期满",
    "The term ran out by 31 December 2020",
)
held_now = _named(
    any_of(f.term_ends_on >= Param("effective_from"), f.held_found),
    "held_now",
    "5",
    "施行时正在享受补贴",
    "The subsidy was being received at commencement",
)
not_stable = _named(
    Reading("stable", {"insured": ~f.stable_job, "found": ~f.stable_found}),
    "not_stable",
    "5",
    "期满时没有以其他形式稳定就业",
    "Not in stable employment of another form",
)
extended_once = _named(~f.extended_before, "extended_once", "5.a", "没有延长过", "Not extended before")
EXTENSION = _question(
    "extension",
    "补贴期满能不能延长1年",
    "May a subsidy that ran out be extended by a year",
    all_of(term_over_in_time, held_now, not_stable, extended_once),
    "5", "5.a", "5.b",
    values={"extended_to_month": MonthOf(f.term_ends_on) + Param("extension_months")},
)  # fmt: skip
extension_open = _named(
    all_of(
        f.extension_granted,
        f.extension_months_used < Param("extension_months"),
        MonthOf(Today()) > MonthOf(f.term_ends_on),
        MonthOf(Today()) <= MonthOf(f.term_ends_on) + Param("extension_months"),
        Reading("extension_until", {"year": ALWAYS, "end_of_2020": Today() <= Param("extension_last_day")}),
    ),
    "extension_open",
    "5.a",
    "在延长的12个月之内",
    "Within the twelve months of the extension",
)
EXTENSION_MONTH = _question(
    "extension_month",
    "延长期：这个月发不发、发多少",
    "The extension: is the month paid, and how much",
    all_of(extension_open, *_A_MONTH),
    "5.a",
    amount=MONTH_SUBSIDY,
    values=SUBSIDY_PARTS,
)

in_pilot = _named(f.pilot_open, "in_pilot", "10.a", "户籍区正在试点", "The district runs a pilot")
pilot_person = _named(
    f.household.one_of("local_rural") & f.hard_to_employ,
    "pilot_person",
    "10.a",
    "本市农业户籍就业困难人员",
    "Agricultural household of Beijing, hard to employ",
)
PILOT_SUBSIDY = _question(
    "pilot_subsidy",
    "区试点补贴：本人符合吗",
    "A district's pilot subsidy: is the person entitled",
    all_of(in_pilot, pilot_person, _named(FLEXIBLE & f.registered, "pilot_work", "10.a", "正在灵活就业并已登记", "Flexibly employed and registered")),
    "10.a",
)  # fmt: skip
PILOT_MONTH = _question(
    "pilot_month",
    "区试点补贴：这个月发不发、发多少",
    "A district's pilot: is the month paid, and how much",
    all_of(
        in_pilot,
        _named(f.months_used < f.pilot_months, "pilot_months_left", "10.a", "没有超过试点最长月数", "The pilot's months are not used up"),
        *_A_MONTH,
    ),
    "10.a",
    amount=f.pilot_month_amount,
)  # fmt: skip

# Loan (article 9): three parties, one after the other
loan_person = _named(f.household.one_of(*LOCAL), "loan_household", "9", "本市户籍", "Beijing household")
own_business = _named(
    f.work_kind.one_of("individual_operator"), "own_business", "9", "从事个体经营", "Runs an own business"
)
business_on_record = _named(
    f.business_registered, "business_on_record", "9", "已登记注册", "The business is registered"
)
LOAN_QUALIFICATION = _question(
    "loan_qualification",
    "创业担保贷款：资格认定",
    "Business-start loan: qualification",
    all_of(loan_person, own_business, business_on_record),
    "9", "9.a",
)  # fmt: skip
qualification_passed = _named(
    f.qualified, "qualification_passed", "9.b", "已通过资格认定", "The qualification was recognised"
)
LOAN_GUARANTEE = _question(
    "loan_guarantee",
    "创业担保贷款：能不能申请担保",
    "Business-start loan: may a guarantee be asked for",
    all_of(
        qualification_passed,
        _named(f.guarantor_signed, "guarantor", "9.b", "向签约担保机构申请", "The guarantor is under contract"),
    ),
    "9.b",
)  # fmt: skip
LOAN_BANK = _question(
    "loan_bank",
    "创业担保贷款：能不能向银行申请",
    "Business-start loan: may the bank be asked",
    all_of(
        _named(f.guarantee_agreed, "guarantee_given", "9.c", "担保机构已同意担保", "The guarantee is agreed"),
        _named(f.bank_listed, "handling_bank", "9.c", "向经办银行申请", "The bank handles such loans"),
    ),
    "9.c",
)  # fmt: skip

# Registration (articles 11 and 12)
works_in_beijing = _named(
    f.works_here, "works_in_beijing", "11", "在本市实现就业（不看户籍）", "Works in Beijing, whatever the household"
)  # fmt: skip
stated = _named(f.information_given, "stated", "11.c", "信息已填全", "The particulars are given")
promised = _named(f.committed, "promised", "11.c", "已书面承诺真实", "Promised in writing to be true")
no_second = _named(
    ~f.already_registered,
    "no_second",
    "11.e",
    "没有另一条有效登记（有的办变更）",
    "No other registration is in force; a change is made to that one",
)
REGISTRATION = _question(
    "registration",
    "能不能办灵活就业登记",
    "May flexible employment be registered",
    all_of(works_in_beijing, FLEXIBLE, stated, promised, no_second),
    "11",
    "11.c",
    "11.e",
)
MAY_DEMAND = _question(
    "may_demand",
    "办灵活就业登记能不能要求这份材料",
    "May this paper be demanded for the registration",
    _named(
        f.paper.one_of("identity", "commitment", "information"),
        "no_work_proof",
        "11.d",
        "不得要求就业证明材料",
        "A proof of work may not be demanded",
    ),
    "11.d",
)
UNEMPLOYMENT = _question(
    "unemployment_registration",
    "能不能办失业登记",
    "May unemployment be registered",
    all_of(
        _named(f.was_flexible_here, "was_flexible", "12", "此前在本市灵活就业", "Was flexibly employed in Beijing"),
        _named(f.now_unemployed, "out_of_work", "12", "现已失业", "Is out of work"),
        _named(f.reason_given, "reason", "12.c", "已填写失业原因", "The reason is given"),
        _named(f.committed, "own_commitment", "12.c", "已书面承诺真实", "Promised in writing to be true"),
    ),
    "12", "12.c",
)  # fmt: skip
UNEMPLOYMENT_PLACE = _question(
    "unemployment_place",
    "可以在这里办失业登记吗",
    "May unemployment be registered here",
    any_of(
        _named(f.counter.one_of("online"), "on_line", "12", "线上办理", "On line"),
        _named(f.counter.one_of("residence") & f.lives_here, "at_residence", "12.a", "常住地区级机构", "The district of residence"),
        _named(
            f.counter.one_of("insured", "work") & ~f.lives_here, "without_residence", "12.b",
            "常住地不在本市的，参保地或就业地", "Without a local residence: district of insurance or of work",
        ),
    ),
    "12", "12.a", "12.b",
    routes=("on_line", "at_residence", "without_residence"),
)  # fmt: skip

# Titles, services, contracts, complaints (articles 13 to 20)
TITLE = _question(
    "title",
    "灵活就业能不能申报职称",
    "May a flexible worker apply for a title",
    all_of(
        FLEXIBLE,
        _named(f.professional & f.title_conditions, "title_ready", "13", "专业技术人员，符合职称条件", "A professional who meets the title's conditions"),
        _named(f.recommender_listed, "association", "13.a", "协会学会经认可", "The association is recognised"),
        _named(f.publicity_done, "published", "13.a", "已公示推荐", "Published and recommended"),
    ),
    "13", "13.a",
)  # fmt: skip
EMPLOYER_SERVICE = _question(
    "employer_service",
    "用人主体能不能享受公共就业服务",
    "May an employer use the public employment service",
    all_of(
        _named(any_of(f.uses_flexible, f.start_up_found), "served_employer", "15.a", "初创阶段或灵活用工", "Starting up or using flexible workers"),
        _named(f.wants_service, "service_asked", "15.a", "提出服务需求", "A service is asked for"),
    ),
    "15.a",
)  # fmt: skip
AGENCY = _question(
    "agency",
    "这家机构能不能提供服务",
    "May this agency offer its services",
    all_of(
        _named(f.licence_number & (f.licensed_to >= Today()), "licensed", "17", "许可证在有效期内", "The licence is in force"),
        _named(f.services_published, "standardised", "17", "服务和收费公开、规范", "Services and fees are published"),
    ),
    "17",
)  # fmt: skip
CONTRACT_FORM = _question(
    "contract_form",
    "可以用这种形式订合同吗",
    "May the contract take this form",
    any_of(
        _named(f.contract_form.one_of("written", "electronic"), "in_writing", "19", "书面或电子劳动合同", "Written or electronic"),
        _named(f.contract_form.one_of("oral") & f.work_kind.one_of("part_time") & f.statement_recorded, "oral_part_time", "19", "非全日制可以口头，要点已记录", "Part time: oral, its terms recorded"),
    ),
    "19",
)  # fmt: skip
about_platform = _named(
    f.opponent.one_of("platform", "related"), "about_platform", "20", "对方是平台或关联企业", "Against a platform or a related firm"
)  # fmt: skip
MEDIATION = _question(
    "mediation",
    "能不能进入调解",
    "May it go to mediation",
    all_of(
        about_platform,
        _named(
            Reading("platform_first", {"first": any_of(f.platform_answered, f.answer_overdue), "open": ALWAYS}),
            "platform_had_its_turn", "20", "平台已答复不被接受，或逾期未答复", "The platform answered in vain, or is overdue",
        ),
    ),
    "20", "20.a",
)  # fmt: skip
ARBITRATION = _question(
    "arbitration",
    "该由仲裁还是监察处理",
    "Is it for arbitration or for inspection",
    any_of(
        _named(f.violation_alleged, "for_inspection", "20.a", "违反劳动保障法规的，由劳动保障监察处理", "A breach: labour inspection"),
        _named(f.relation_claimed & f.body_found, "for_arbitration", "20.a", "主张劳动关系的争议，经认定由仲裁处理", "A dispute over a labour relation, found to be for arbitration"),
    ),
    "20.a",
    routes=("for_inspection", "for_arbitration"),
)  # fmt: skip
QUESTIONS = (
    WORKER, INSURE_RURAL, INSURE_TRAINEE, TOWNSHIP_COUNTER, MONTH_COST, ONE_PERCENT, DEFER, MAKE_UP,
    GRADUATE_SUBSIDY, GRADUATE_MONTH, EXTENSION, EXTENSION_MONTH, PILOT_SUBSIDY, PILOT_MONTH,
    LOAN_QUALIFICATION, LOAN_GUARANTEE, LOAN_BANK, REGISTRATION, MAY_DEMAND, UNEMPLOYMENT, UNEMPLOYMENT_PLACE,
    TITLE, EMPLOYER_SERVICE, AGENCY, CONTRACT_FORM, MEDIATION, ARBITRATION,
)  # fmt: skip
