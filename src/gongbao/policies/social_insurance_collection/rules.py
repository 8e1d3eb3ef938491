"""Rules: what a month costs, which way of paying is open, what is late; each condition cites its clause."""

from __future__ import annotations

from pathlib import Path

from gongbao.kernel.rules.nodes import (
    Choose,
    Condition,
    Const,
    Lookup,
    MonthOf,
    Param,
    Reading,
    Share,
    Subtract,
    Today,
    Value,
    all_of,
    any_of,
    as_value,
)
from gongbao.kernel.rules.question import Question
from gongbao.law.parameters import Parameters
from gongbao.law.readings import Readings
from gongbao.law.text import Text
from gongbao.policies.social_insurance_collection import facts as f

ROOM = Path(__file__).parent
BOOK = Parameters.load(ROOM / "parameters.yaml")
READINGS = Readings.load(ROOM / "readings.yaml")
DOCUMENT = "she-2020-18/"
MILLION = 1_000_000


def _named(part: Condition, name: str, clause: str, zh: str, en: str) -> Condition:
    return part.named(name, Text(zh, en), DOCUMENT + clause)


def _cites(*clauses: str) -> tuple[str, ...]:
    return tuple(DOCUMENT + clause for clause in clauses)


def _within(base: Value, insurance: str) -> Value:
    """A base raised to the lower and cut to the upper limit of an insurance."""
    return base.at_least_of(Param(f"{insurance}_base_low")).at_most(Param(f"{insurance}_base_high"))


registered = _named(f.registered, "registered", "2.1", "已办理参保登记", "Registered as insured")
collected_by_tax = _named(
    any_of(f.month >= Param("collector_switch_month"), f.collector_found),
    "collected_by_tax",
    "0",
    "该月费款由税务部门征收",
    "The month's contribution is collected by the tax authority",
)

# An employee's month: the agency's assessment
enterprise_payer = _named(
    any_of(
        f.payer_type.one_of("enterprise"),
        f.payer_type.one_of("proprietor_with_staff", "institution") & f.covered_found,
    ),
    "enterprise_payer",
    "1.1",
    "缴费单位是企业（其他单位另有公告的除外）",
    "The payer is a firm, or another unit found to be covered",
)
_CLASS_RATES = {word: int(rate) for word, rate in BOOK["injury_class_rates"].values[0].value.items()}  # type: ignore[union-attr]
_relief_share: Value = Choose(
    f.relief_size.one_of("small"),
    Share(Const(MILLION), Param("relief_small")),
    Choose(f.relief_size.one_of("large"), Share(Const(MILLION), Param("relief_large")), Const(MILLION)),
)
"""The share of three employer parts that is due, in millionths: whole numbers, so nothing is rounded twice."""


INSURANCES = ("pension", "unemployment", "injury", "medical")
EMPLOYEE_BASES = {f"base_{name}": _within(f.declared_base, name) for name in INSURANCES}
"""The base of each insurance in fen, within its limits."""


def _base(insurance: str) -> Value:
    return EMPLOYEE_BASES[f"base_{insurance}"]


def _employer(insurance: str, rate: Value) -> Value:
    """An employer part: the limited base times the rate in millionths."""
    return Share(_base(insurance), rate, MILLION)


def _relieved(rate: Value) -> Value:
    return Share(rate, _relief_share, MILLION)


def _millionths(parameter: str) -> Value:
    return Share(Const(MILLION), Param(parameter))


_injury_rate = Share(
    Share(Lookup("injury_class_rates", f.injury_class, _CLASS_RATES), Param("injury_relief")),
    f.injury_float,
    100,
)
EMPLOYEE_PARTS: dict[str, Value] = {
    "pension_employer": _employer("pension", _relieved(_millionths("pension_employer_rate"))),
    "pension_employee": Share(_base("pension"), Param("pension_employee_rate")),
    "unemployment_employer": _employer("unemployment", _relieved(_millionths("unemployment_employer_rate"))),
    "unemployment_employee": Choose(
        f.rural_household,
        Share(_base("unemployment"), Param("unemployment_rural_rate")),
        Share(_base("unemployment"), Param("unemployment_employee_rate")),
    ),
    "injury_employer": _employer("injury", _relieved(_injury_rate)),
    "medical_employer": Reading(
        "medical_halving",
        {
            "whole": Share(_base("medical"), Param("medical_employer_rate")),
            "halved": _employer(
                "medical",
                Share(_millionths("medical_employer_rate"), _millionths("medical_halving"), MILLION),
            ),
        },
    ),
    "medical_employee": Share(_base("medical"), Param("medical_employee_rate"))
    + Param("medical_employee_fixed"),
}
"""Each part of an employee's month in fen, rounded half up to the fen, part by part."""


def _sum(values: list[Value]) -> Value:
    total = values[0]
    for value in values[1:]:
        total = total + value
    return total


EMPLOYEE = Question(
    id="social_insurance_collection/employee",
    title=Text("职工：一个月的社会保险费是多少", "An employee: what one month's contributions are"),
    condition=all_of(registered, enterprise_payer, collected_by_tax),
    clauses=_cites("0", "1.1", "1.1.a", "2.1", "2.1.a"),
    book=BOOK,
    all_readings=READINGS,
    amount=_sum(list(EMPLOYEE_PARTS.values())),
    values={**EMPLOYEE_BASES, **EMPLOYEE_PARTS},
)

# A flexible worker's month
flexible_worker = _named(
    any_of(
        f.flex_type.one_of("sole_proprietor") & ~f.employs_others,
        f.flex_type.one_of("part_time") & ~f.insured_by_employer,
        f.flex_type.one_of("other") & f.other_flexible_found,
    ),
    "flexible_worker",
    "1.2",
    "属于三类灵活就业人员之一",
    "One of the three kinds of flexible worker",
)
no_injury_line = _named(
    ~f.asks_injury,
    "no_injury_line",
    "1.2.a",
    "灵活就业人员没有工伤保险一项",
    "Flexible workers have no injury insurance",
)
_flexible_base: Value = Choose(f.chose_base, f.chosen_base, f.last_base)
FLEXIBLE_BASES = {f"base_{name}": _within(_flexible_base, name) for name in ("pension", "unemployment")}
FLEXIBLE_PARTS: dict[str, Value] = {
    "pension": Choose(
        f.joins_pension, Share(FLEXIBLE_BASES["base_pension"], Param("flexible_pension_rate")), Const(0)
    ),
    "unemployment": Choose(
        f.joins_unemployment,
        Share(FLEXIBLE_BASES["base_unemployment"], Param("flexible_unemployment_rate")),
        Const(0),
    ),
    "medical": Choose(f.joins_medical, Param("flexible_medical_amount"), Const(0)),
}
FLEXIBLE = Question(
    id="social_insurance_collection/flexible",
    title=Text("灵活就业人员：一个月缴多少", "A flexible worker: what one month costs"),
    condition=all_of(registered, flexible_worker, no_injury_line, collected_by_tax),
    clauses=_cites("0", "1.2", "1.2.a", "2.1", "2.1.a"),
    book=BOOK,
    all_readings=READINGS,
    amount=_sum(list(FLEXIBLE_PARTS.values())),
    values={**FLEXIBLE_BASES, **FLEXIBLE_PARTS},
)

# A construction project; a firm that declares nothing
PROJECT = Question(
    id="social_insurance_collection/project_injury",
    title=Text("工程建设项目：按项目缴多少工伤保险费", "A construction project: its injury contribution"),
    condition=_named(
        f.project_registered,
        "project_registered",
        "1.1.b",
        "项目已办理工伤参保登记",
        "The project is registered for injury insurance",
    ),
    clauses=_cites("1.1.b"),
    book=BOOK,
    all_readings=READINGS,
    amount=Share(f.project_base, Param("project_injury_rate")),
)
UNDECLARED = Question(
    id="social_insurance_collection/undeclared",
    title=Text("未按期申报：先按多少征收", "Nothing declared: what is collected for now"),
    condition=_named(
        ~f.declared_in_time, "not_declared", "2.1", "没有按期申报", "Nothing was declared in time"
    ),
    clauses=_cites("2.1"),
    book=BOOK,
    all_readings=READINGS,
    amount=Share(f.last_month_amount, Param("undeclared_factor")),
)

# Ways of paying
_firm = _named(f.is_firm, "is_firm", "1.1", "缴费人是企业", "The payer is a firm")
_agreed = any_of(
    _named(
        f.agreement.one_of("tri_party"),
        "has_tri_party",
        "3.1.1.a",
        "已签三方协议",
        "A tri-party agreement is signed",
    ),
    _named(
        f.agreement.one_of("bank_payment"),
        "has_earlier_agreement",
        "3.1.p4",
        "已有银行缴费协议，不必重签",
        "The earlier bank agreement still counts",
    ),
)
ONLINE_DEBIT = Question(
    id="social_insurance_collection/online_debit",
    title=Text("能不能用税库银联网缴税", "Is on-line debit open to the payer"),
    condition=all_of(
        _firm,
        _agreed,
        _named(
            f.uses_client,
            "through_client",
            "3.1.1",
            "通过单位客户端申报",
            "Declared through the firms' client",
        ),
    ),
    clauses=_cites("3.1.1", "3.1.1.a", "3.1.p4", "3.1.p4.a"),
    book=BOOK,
    all_readings=READINGS,
)
BATCH_DEBIT = Question(
    id="social_insurance_collection/batch_debit",
    title=Text("能不能用银行批量扣款", "Is the scheduled batch debit open to the payer"),
    condition=all_of(_firm, _agreed),
    clauses=_cites("3.1.2", "3.1.p4", "3.1.p4.a"),
    book=BOOK,
    all_readings=READINGS,
)
BANK_COUNTER = Question(
    id="social_insurance_collection/bank_counter",
    title=Text("能不能到银行柜台缴", "Can the payer pay at a bank's counter"),
    condition=all_of(
        _named(
            f.is_firm,
            "counter_open_to_firms",
            "3.1.3",
            "企业不论签没签协议都可以",
            "Open to firms with or without an agreement",
        ),
        _named(
            f.voucher_point.one_of("client", "agency_hall", "tax_hall"),
            "voucher_from_point",
            "3.1.3.a",
            "凭证在三处之一打印",
            "The voucher was printed at one of the three places",
        ),
        _named(
            Today() <= f.voucher_expires_on,
            "voucher_good",
            "3.1.3",
            "凭证没有过期",
            "The voucher has not expired",
        ),
    ),
    clauses=_cites("3.1.3", "3.1.3.a", "3.1.p4.b"),
    book=BOOK,
    all_readings=READINGS,
)
_fund_by = Param("flexible_fund_by_2020_11")
FLEXIBLE_DEBIT = Question(
    id="social_insurance_collection/flexible_debit",
    title=Text("灵活就业人员：这个月能不能扣款", "A flexible worker: can the month be debited"),
    condition=all_of(
        _named(
            f.account_registered,
            "account_registered",
            "3.2",
            "沿用经办机构登记的缴费方式和账号",
            "The way of paying and account registered with the agency go on",
        ),
        _named(
            all_of(f.names_agree, f.numbers_agree, f.accounts_agree),
            "records_agree",
            "4.p1.c",
            "社保登记与银行登记一致",
            "The agency's and the bank's records agree",
        ),
        _named(
            any_of(
                f.month.differs(MonthOf(_fund_by)),
                Reading(
                    "flexible_funding",
                    {"day_before": f.funded_on < _fund_by, "that_day": f.funded_on <= _fund_by},
                ),
            ),
            "funded_in_time",
            "4.p1.b",
            "2020年11月在规定日前存足费款",
            "In November 2020 the account was funded in time",
        ),
    ),
    clauses=_cites("3.2", "3.2.a", "4.p1.b", "4.p1.c"),
    book=BOOK,
    all_readings=READINGS,
)

# In time or late
_first_day_off, _open_again = Param("blackout_from"), Param("reopen_date")
service_open = _named(
    any_of(f.paid_on < _first_day_off, f.paid_on >= _open_again),
    "service_open",
    "4.p1",
    "不在系统升级停办期间",
    "Not within the days without service",
)
_november = MonthOf(_first_day_off)
in_time = _named(
    Reading(
        "november_due",
        {
            "inclusive": f.paid_on <= f.due_on,
            "exclusive": any_of(f.paid_on < f.due_on, f.month.differs(_november) & (f.paid_on <= f.due_on)),
        },
    ),
    "in_time",
    "2.2.a",
    "在截止日当天或之前缴清",
    "Paid on or before the last day",
)
ON_TIME = Question(
    id="social_insurance_collection/on_time",
    title=Text("这笔缴费算不算按期", "Was this payment in time"),
    condition=all_of(service_open, in_time),
    clauses=_cites("2.2.a", "4.p1", "4.p1.a"),
    book=BOOK,
    all_readings=READINGS,
)
_days_late = Subtract(f.paid_on, f.due_on).at_least_of(0)
_fen_days = Share(f.owed, _days_late)


def _fee(parameter: str) -> Value:
    return Share(_fen_days, Param(parameter))


_late_fee = Reading(
    "late_fee_rate", {"law": _fee("late_fee_daily"), "regulation": _fee("late_fee_daily_1999")}
)
LATE_FEE = Question(
    id="social_insurance_collection/late_fee",
    title=Text("逾期：滞纳金是多少", "Late: what the late fee is"),
    condition=all_of(
        _named(f.paid_on > f.due_on, "paid_late", "2.2", "晚于截止日缴清", "Paid after the last day"),
        _named(
            ~f.deferred,
            "not_deferred",
            "2.2.c",
            "该月没有经批准缓缴（缓缴不是欠费）",
            "Payment was not deferred; a deferred month is no debt",
        ),
    ),
    clauses=_cites("2.2", "2.2.c"),
    book=BOOK,
    all_readings=READINGS,
    amount=_late_fee,
    values={"charged": Reading("late_fee_effect", {"remind": as_value(0), "charge": _late_fee})},
)

# The deferral of 2020
DEFERRAL = Question(
    id="social_insurance_collection/deferral",
    title=Text(
        "困难单位：这个月能缓缴多少，缓到哪天", "A unit in hardship: how much of a month may be paid later"
    ),
    condition=all_of(
        _named(
            f.payer_type.one_of("enterprise", "proprietor_with_staff"),
            "deferral_unit",
            "2.2.c",
            "是企业或有雇工的个体工商户（机关事业单位和个人参保不适用）",
            "A firm, or a sole proprietor with staff; neither a public body nor a person",
        ),
        _named(
            (f.month >= Param("deferrable_from")) & (f.month <= Param("deferrable_to")),
            "deferrable_month",
            "2.2.c",
            "是2020年2月至12月的费款",
            "The month is one from February to December 2020",
        ),
        _named(
            f.insurance.one_of("pension", "unemployment", "injury"),
            "deferrable_insurance",
            "2.2.c",
            "是养老、失业、工伤三项之一",
            "Pension, unemployment or work injury",
        ),
        _named(
            f.asked_on <= Param("deferral_end"),
            "asked_in_time",
            "2.2.c",
            "在缓缴期满以前申请",
            "Asked for before the deferral is over",
        ),
        _named(
            f.hardship_found,
            "hardship_found",
            "2.2.c",
            "核实生产经营严重困难",
            "Grave hardship is found",
        ),
    ),
    clauses=_cites("2.2.c"),
    book=BOOK,
    all_readings=READINGS,
    amount=Choose(f.staff_agreed, f.employer_fen + f.employee_fen, f.employer_fen),
)
QUESTIONS = (
    EMPLOYEE,
    FLEXIBLE,
    PROJECT,
    UNDECLARED,
    ONLINE_DEBIT,
    BATCH_DEBIT,
    BANK_COUNTER,
    FLEXIBLE_DEBIT,
    ON_TIME,
    LATE_FEE,
    DEFERRAL,
)
