"""Rules: who is due a subsidy, for which months and how much; each condition cites its clause."""

from __future__ import annotations

from pathlib import Path

from gongbao.kernel.enterprise_size import TRADES, bounds
from gongbao.kernel.rules.groups import GroupRules
from gongbao.kernel.rules.nodes import (
    ALWAYS,
    Condition,
    CountWhere,
    Fact,
    FirstWhere,
    Greatest,
    Least,
    Lookup,
    MonthOf,
    OnlyIf,
    Param,
    RatioAtLeast,
    Reading,
    Value,
    all_of,
    any_of,
    as_value,
    first_known,
)
from gongbao.kernel.rules.question import Question
from gongbao.law.parameters import Parameters
from gongbao.law.readings import Readings
from gongbao.law.text import Text
from gongbao.policies.training_subsidy import facts as f

ROOM = Path(__file__).parent
BOOK = Parameters.load(ROOM / "parameters.yaml")
READINGS = Readings.load(ROOM / "readings.yaml")
DOCUMENT = "neng-2020-6/"


def _named(part: Condition, name: str, clause: str, zh: str, en: str) -> Condition:
    return part.named(name, Text(zh, en), DOCUMENT + clause)


def _limits(measure: str) -> dict[str, int]:
    """The bound of each trade that has one from which a firm counts as large by `measure`."""
    found = ((trade, bound) for trade in TRADES for bound in bounds(trade))
    return {trade: b.at_least for trade, b in found if b.measure == measure and b.size == "large"}


def _below_large(figure: Fact, measure: str) -> Condition:
    """The firm misses the bound of large firms by one measure that its trade uses."""
    table = _limits(measure)
    return f.firm_trade.one_of(*table) & (figure < Lookup(f"large_{measure}", f.firm_trade, table))


def _firm_not_large(clause: str) -> Condition:
    worked_out = any_of(
        _below_large(f.firm_staff, "staff"),
        _below_large(f.firm_revenue, "revenue"),
        _below_large(f.firm_assets, "assets"),
    )
    return _named(
        first_known(f.firm_size.one_of("medium", "small", "micro"), worked_out, f.firm_size_found),
        "firm_not_large",
        clause,
        "企业是中型、小型或微型",
        "The firm is of medium, small or micro size",
    )


application_in_time = _named(
    f.applied_on <= Param("acceptance_last_day"),
    "application_in_time",
    "1.3.a",
    "在受理截止日之前（含当日）提出申请",
    "Applied on or before the last day of acceptance",
)
commitment_made = _named(
    f.commitment_made, "commitment_made", "3.1.b", "已在线作出承诺", "The commitment was made on line"
)
firm_insured_in_beijing = _named(
    Reading(
        "firm_local",
        {
            "insured": f.firm_insured_here,
            "registered": f.firm_registered_here,
            "both": f.firm_insured_here & f.firm_registered_here,
        },
    ),
    "firm_insured_in_beijing",
    "1.1.b",
    "企业属于本市",
    "The firm is one of the city",
)
hired_in_window = _named(
    (f.hired_on >= Param("expand_window_start")) & (f.hired_on <= Param("expand_window_end")),
    "hired_in_window",
    "1.1.a",
    "入职日在 2020 年下半年",
    "Hired in the second half of 2020",
)

technician_graduate = _named(
    f.graduate_kind.one_of("senior_worker", "preparatory_technician", "technician"),
    "technician_graduate",
    "1.1.d",
    "技师学院三类班的毕业生按高校毕业生对待",
    "Graduates of three technician-college classes count as graduates",
)
_graduate = all_of(
    f.graduate_kind.one_of("university") | technician_graduate,
    Reading(
        "graduation_year",
        {
            "calendar_year": (
                (f.graduated_on >= Param("graduation_year_start"))
                & (f.graduated_on <= Param("graduation_year_end"))
            ),
            "twelve_months": (
                (f.graduated_on <= f.hired_on) & (MonthOf(f.hired_on) - MonthOf(f.graduated_on) <= 12)
            ),
        },
    ),
    Reading(
        "local_scope",
        {
            "either": f.school_here | f.household_here,
            "school": f.school_here,
            "household": f.household_here,
        },
    ),
)
person_category = _named(
    any_of(
        f.registered_unemployed.named(
            "registered_unemployed",
            Text("招用时已登记失业", "Registered unemployed when hired"),
            DOCUMENT + "1.1.c",
        ),
        _named(_graduate, "graduate", "1.1.c", "当年毕业的高校毕业生", "A graduate of the year"),
        f.hard_to_employ.named(
            "hard_to_employ", Text("招用时是就业困难人员", "Hard to employ when hired"), DOCUMENT + "1.1.c"
        ),
    ),
    "person_category",
    "1.1.c",
    "属于三类人员之一",
    "One of the three categories of persons",
)

_start: Value = Reading(
    "half_year_start", {"first_insured_month": f.first_insured_month, "hire_date": MonthOf(f.hired_on)}
)
_months_back = _start - f.prior_months["month"]
not_insured_here_before = _named(
    first_known(
        f.prior_months_in_half_year,
        CountWhere(
            f.prior_months,
            Reading(
                "half_year",
                {
                    "calendar_months": (_months_back >= 1) & (_months_back <= Param("lookback_months")),
                    "days_183": (_months_back >= 1) & (f.hired_on - f.prior_months["until"] <= 183),
                },
            ),
        ),
    ).equals(0),
    "not_insured_here_before",
    "1.1.f",
    "入职前半年没有在本企业参保",
    "Not insured at this firm in the half-year before",
)
dispatch_papers = _named(
    any_of(~f.firm_dispatches, f.host_confirmation & f.dispatch_agreement),
    "dispatch_papers",
    "3.1.f",
    "劳务派遣企业已上传确认意见和派遣协议",
    "A dispatch agency uploaded confirmation and agreement",
)
yearly_times = _named(
    Reading(
        "times_year",
        {
            "calendar_year": Reading(
                "times_counting",
                {
                    "per_policy": f.subsidies_this_year < Param("yearly_times_limit"),
                    "per_payment": f.payments_this_year < Param("yearly_times_limit"),
                },
            ),
            "twelve_months": Reading(
                "times_counting",
                {
                    "per_policy": f.subsidies_12_months < Param("yearly_times_limit"),
                    "per_payment": f.payments_12_months < Param("yearly_times_limit"),
                },
            ),
        },
    ),
    "yearly_times",
    "2.4.b",
    "加上本次，每年享受的培训补贴不超过 3 次",
    "With this one, at most three training subsidies in the year",
)
not_under_earlier_scheme = _named(
    Reading(
        "earlier_scheme",
        {
            "person_month": any_of(~f.earlier_scheme_person, f.earlier_scheme_cleared),
            "person": ~f.earlier_scheme_person,
        },
    ),
    "not_under_earlier_scheme",
    "5.a",
    "没有重复享受此前的以工代训政策",
    "The earlier scheme was not had as well",
)
one_scheme_only = _named(
    Reading(
        "one_scheme_scope",
        {
            "city_wide_whole_period": ~f.other_scheme_anywhere,
            "same_firm": ~f.other_scheme_here,
            "same_month": CountWhere(f.months, ~f.months["other_scheme"]) >= 1,
        },
    ),
    "one_scheme_only",
    "1.3.b",
    "没有享受另一项政策",
    "The other scheme was not had",
)
_granted: Value = Reading("cap_scope", {"legal_person": f.firm_granted, "insured_unit": f.unit_granted})
firm_cap = _named(
    _granted < Param("firm_cap"),
    "firm_cap",
    "2.3",
    "企业的补贴总额还没有到上限",
    "The firm's cap is not used up",
)

_insured = _named(
    Reading("insurance_kinds", {"all": f.months["insured"], "pension": f.months["pension_paid"]})
    & Reading("back_payment", {"does_not_count": ~f.months["paid_late"], "counts": ALWAYS}),
    "month_insured",
    "1.1.e",
    "当月在本企业缴了社会保险",
    "Insured at this firm in the month",
)
_wage = _named(
    Reading(
        "wage_basis",
        {
            "paid": f.months["wage"],
            "paid_plus_own_contributions": f.months["wage"] + f.months["own_contributions"],
        },
    )
    >= Param("minimum_wage", when=f.months["month"]),
    "month_wage",
    "3.1.e",
    "当月到账工资不低于最低工资",
    "The month's wage reaches the minimum",
)
_whole = Reading("part_month", {"whole": ALWAYS, "full_months_only": f.months["full"]})
_fresh = _named(
    ~f.months["granted"], "month_fresh", "3.1.a", "当月没有核定过", "The month was not granted before"
)
_not_earlier = _named(
    ~f.months["earlier_scheme"],
    "month_not_earlier",
    "5.a",
    "当月没有享受此前政策",
    "The month was not paid under the earlier scheme",
)
_not_other = Reading(
    "one_scheme_scope",
    {
        "city_wide_whole_period": ALWAYS,
        "same_firm": ALWAYS,
        "same_month": ~f.months["other_scheme"],
    },
)
_claimed = _named(
    f.months["month"] <= MonthOf(f.applied_on),
    "month_past",
    "3.1.a",
    "月份不晚于申请当月",
    "The month is not after the application",
)
_common = (_insured, _claimed, _whole, _fresh, _not_earlier, _not_other)


def _counted(limit: str, *conditions: Condition) -> Value:
    """Countable months, given or worked out from the list, by the reading of the limit."""
    where = all_of(*conditions)
    first = FirstWhere(f.months, f.months["month"], where)
    in_a_row = CountWhere(f.months, where & (f.months["month"] < first + Param(limit)))
    counted = Reading("month_count", {"countable": CountWhere(f.months, where), "consecutive": in_a_row})
    return first_known(f.countable_months, counted)


_after_hire = _named(
    f.months["month"] >= MonthOf(f.hired_on),
    "month_employed",
    "1.1.g",
    "月份不早于入职月",
    "The month is not before the hire",
)
_in_training_window = _named(
    (f.months["month"] >= MonthOf(Param("stabilise_window_start")))
    & (f.months["month"] <= MonthOf(Param("stabilise_window_end"))),
    "month_in_window",
    "1.2.d",
    "月份在 2020 年下半年",
    "The month lies in the second half of 2020",
)
_trained = Reading(
    "training_proof",
    {"roster_wage_insurance": ALWAYS, "training_record": f.months["training_record"]},
)

_expand_insured = _counted("expand_month_limit", *_common, _after_hire)
expand_months = _counted("expand_month_limit", *_common, _after_hire, _wage)
_stabilise_insured = _counted("stabilise_month_limit", *_common, _in_training_window, _trained)
stabilise_months = _counted("stabilise_month_limit", *_common, _in_training_window, _trained, _wage)


def _month_conditions(name: str, clause: str, insured: Value, counted: Value, zh: str, en: str) -> Condition:
    return all_of(
        _named(insured >= 1, name, clause, zh, en),
        _named(
            counted >= 1,
            "wage_at_least_minimum",
            "3.1.e",
            "至少有一个月工资达到最低标准",
            "The wage reaches the minimum in at least one month",
        ),
    )


def _left(limit: str, granted: Value) -> Value:
    return Greatest(Param(limit) - granted, as_value(0))


def _month_limit(limit: str, granted: Value, clause: str) -> Condition:
    return _named(
        granted < Param(limit), "month_limit", clause, "补贴月数还没有用完", "Months of the limit are left"
    )


def _amount(counted: Value, limit: str, granted: Value, rate: str) -> Value:
    """Months within what is left of the limit, times the rate, within what is left of the firm's cap."""
    due = Least(counted, _left(limit, granted)) * Param(rate)
    return Least(due, Greatest(Param("firm_cap") - _granted, as_value(0)))


_stabilise_granted: Value = Reading(
    "stabilise_limit_scope", {"person": f.months_granted, "firm": f.firm_months_granted}
)
GROUPS = GroupRules(
    person="person",
    scheme="scheme",
    firm="firm",
    order=("applied_on", "number", "row"),
    cap="firm_cap",
    granted="firm_granted",
    exclusive_clause=DOCUMENT + "1.3.b",
    cap_clause=DOCUMENT + "2.3",
)

EXPAND = Question(
    id="training_subsidy/expand",
    title=Text("扩岗：新吸纳一名劳动者能领多少", "Expanding jobs: the subsidy for one new employee"),
    condition=all_of(
        application_in_time,
        commitment_made,
        _firm_not_large("1.1.b"),
        firm_insured_in_beijing,
        hired_in_window,
        person_category,
        not_insured_here_before,
        one_scheme_only,
        yearly_times,
        not_under_earlier_scheme,
        dispatch_papers,
        _month_limit("expand_month_limit", f.months_granted, "2.1.a"),
        firm_cap,
        _month_conditions(
            "months_countable",
            "1.1.e",
            _expand_insured,
            expand_months,
            "入职后至少有一个月在本企业参保",
            "Insured at this firm in at least one month after the hire",
        ),
    ),
    clauses=tuple(DOCUMENT + c for c in ("1.1", "1.1.a", "1.1.b", "1.1.c", "1.1.f", "2.1", "2.3")),
    book=BOOK,
    all_readings=READINGS,
    amount=_amount(expand_months, "expand_month_limit", f.months_granted, "expand_rate"),
    values={"countable_months": expand_months},
    groups=GROUPS,
)
STABILISE = Question(
    id="training_subsidy/stabilise",
    title=Text("稳岗：重点行业企业为一名职工能领多少", "Stabilising jobs: the subsidy for one employee"),
    condition=all_of(
        application_in_time,
        commitment_made,
        _firm_not_large("1.2.c"),
        firm_insured_in_beijing,
        _named(
            f.on_recognised_list,
            "on_recognised_list",
            "1.2.p2",
            "企业在区里认定的名单上",
            "The firm is on the district's recognised list",
        ),
        one_scheme_only,
        yearly_times,
        not_under_earlier_scheme,
        _month_limit("stabilise_month_limit", _stabilise_granted, "2.2.a"),
        firm_cap,
        _month_conditions(
            "trained_in_window",
            "1.2.d",
            _stabilise_insured,
            stabilise_months,
            "2020 年下半年至少有一个月参保并以工代训",
            "Insured and trained in at least one month of the second half of 2020",
        ),
    ),
    clauses=tuple(DOCUMENT + c for c in ("1.2", "1.2.c", "1.2.d", "1.2.p2", "2.2", "2.3")),
    book=BOOK,
    all_readings=READINGS,
    amount=_amount(stabilise_months, "stabilise_month_limit", _stabilise_granted, "stabilise_rate"),
    values={"countable_months": stabilise_months},
    groups=GROUPS,
)


def _drop(before: Value, after: Value) -> Condition:
    return OnlyIf(before > 0, RatioAtLeast(before - after, before, Param("revenue_drop_min")))


_base = f.revenue_may_2019 + f.revenue_june_2019
_drop_worked_out = Reading(
    "revenue_periods",
    {
        "two_months_together": _drop(_base, f.revenue_may_2020 + f.revenue_june_2020),
        "each_month": _drop(f.revenue_may_2019, f.revenue_may_2020)
        & _drop(f.revenue_june_2019, f.revenue_june_2020),
    },
)
RECOGNITION = Question(
    id="training_subsidy/recognition",
    title=Text("认定：企业能否列入重点行业名单", "Recognition: may the firm be listed as hard-hit"),
    condition=all_of(
        _firm_not_large("1.2.c"),
        _named(
            any_of(
                f.key_industry.one_of("technology_innovation", "city_operations", "living_services"),
                f.industry_found,
            ),
            "key_industry",
            "1.2.a",
            "属于受影响较大的重点行业",
            "One of the hard-hit key industries",
        ),
        _named(
            Reading(
                "revenue_no_base",
                {
                    "unknown": first_known(_drop_worked_out, f.revenue_drop_found),
                    "not_met": (_base > 0) & _drop_worked_out,
                },
            ),
            "revenue_drop",
            "1.2.b",
            "2020 年 5 至 6 月收入比上年同期下降 80% 或更多",
            "Revenue of May and June 2020 fell by 80 % or more",
        ),
        _named(
            f.filed_on <= Param("list_batch_2_due"),
            "filed_in_batch",
            "1.2.p2.a",
            "在第二批报送期限之前（含当日）列入名单",
            "Listed on or before the second batch's date",
        ),
    ),
    clauses=tuple(DOCUMENT + c for c in ("1.2.a", "1.2.b", "1.2.c", "1.2.p2.a")),
    book=BOOK,
    all_readings=READINGS,
)
QUESTIONS = (EXPAND, STABILISE, RECOGNITION)
