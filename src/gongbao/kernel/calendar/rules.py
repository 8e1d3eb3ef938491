"""The register of named deadline rules and their computation from strings (for ``gongbao deadline``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from gongbao.kernel.calendar import fixed, periods, tax
from gongbao.kernel.calendar.arguments import Kind, Parameter, read
from gongbao.kernel.calendar.deadline import Deadline, choose
from gongbao.kernel.calendar.workdays import Calendar
from gongbao.law.errors import Refusal
from gongbao.law.text import Text


class Reading(NamedTuple):
    """One way to read the clause behind a rule."""

    id: str
    title: Text


@dataclass(frozen=True)
class RuleInfo:
    """A named deadline rule: what it asks for, which clauses it carries out, its readings (default first)."""

    id: str
    title: Text
    parameters: tuple[Parameter, ...]
    clauses: tuple[str, ...]
    readings: tuple[Reading, ...]
    function: Callable[..., Deadline]

    @property
    def usage(self) -> str:
        """How to call it: ``working_days_after start=YYYY-MM-DD days=N``."""
        return " ".join((self.id, *(parameter.usage for parameter in self.parameters)))

    def as_json(self) -> dict[str, object]:
        """JSON form for listings."""
        return {
            "id": self.id,
            "title": self.title.zh,
            "title_en": self.title.en,
            "usage": self.usage,
            "parameters": [parameter.as_json() for parameter in self.parameters],
            "clauses": list(self.clauses),
            "readings": [{"id": r.id, "title": r.title.zh, "title_en": r.title.en} for r in self.readings],
        }


def rules() -> tuple[RuleInfo, ...]:
    """Every named deadline rule."""
    return _RULES


def rule(rule_id: str) -> RuleInfo:
    """The rule of that id; Refusal listing the rules there are."""
    for info in _RULES:
        if info.id == rule_id:
            return info
    names = "、".join(info.id for info in _RULES)
    raise Refusal(
        Text(f"没有名为“{rule_id}”的期限规则", f"There is no deadline rule “{rule_id}”"),
        where="rule",
        mend=Text(f"可用的规则：{names}", f"The rules: {names.replace('、', ', ')}"),
    )


def compute(
    rule_id: str, arguments: dict[str, str], *, reading: str | None = None, known_on: date | None = None
) -> Deadline:
    """The deadline of a rule from string arguments (its parameters and, optionally, ``clause``).

    `known_on` asks for the answer as it was on that day, with the holidays proclaimed until then. Refusal
    names the rule's parameters when an argument is missing, unknown or unreadable.
    """
    info = rule(rule_id)
    given = dict(arguments)
    clause = given.pop("clause", "").strip()
    options: dict[str, object] = dict(read(info.parameters, given, usage=info.usage, clause=info.clauses[0]))
    if clause:
        options["clause"] = clause
    if reading is not None:
        choose(reading, tuple(each.id for each in info.readings), info.id)
    if len(info.readings) > 1:
        options["reading"] = reading or info.readings[0].id
    return info.function(**options, calendar=Calendar.as_known(known_on))


_START = Parameter("start", Text("起算日（当日不计入）", "day it starts from (not counted)"), Kind.DATE)
_DAY = Parameter("day", Text("日期", "date"), Kind.DATE)
_MONTH = Parameter("month", Text("月份", "month"), Kind.MONTH)
_PERIOD = Parameter("period", Text("代收所在旬内任一日", "any day of the ten-day period"), Kind.DATE)

_NO_ROLL = Reading(periods.NO_ROLL, Text("遇休息日不顺延", "does not roll from a rest day"))
_ROLL = Reading(periods.ROLL, Text("遇休息日顺延至下一工作日", "rolls to the next working day"))
_ART_109 = Reading(
    tax.ART_109, Text("期内连休三日以上再按日顺延", "three or more rest days in a row inside also extend it")
)


def _count(name: str, zh: str, en: str, most: int) -> Parameter:
    return Parameter(name, Text(zh, en), Kind.COUNT, most=most)


_RULES: tuple[RuleInfo, ...] = (
    RuleInfo(
        "working_days_after",
        Text("次日起满若干个工作日", "a number of working days after a day"),
        (_START, _count("days", "工作日数", "working days", 2000)),
        ("neng-2020-6/3.2.b", "ai-2020-30/art.5.2.s2", "ai-2020-30/art.5.6.s2.c"),
        (Reading(periods.START_NOT_COUNTED, Text("起算当日不计入", "the first day is not counted")),),
        periods.working_days_after,
    ),
    RuleInfo(
        "calendar_days_after",
        Text("次日起满若干日", "a number of calendar days after a day"),
        (_START, _count("days", "日数", "days", 4000)),
        ("民法典第203条",),
        (_ROLL, _NO_ROLL),
        periods.calendar_days_after,
    ),
    RuleInfo(
        "months_after",
        Text("若干个月后的对应日", "the corresponding day some months later"),
        (_START, _count("months", "月数", "months", 600)),
        ("民法典第202条",),
        (_NO_ROLL, _ROLL),
        periods.months_after,
    ),
    RuleInfo(
        "years_after",
        Text("若干年后的对应日", "the corresponding day some years later"),
        (_START, _count("years", "年数", "years", 100)),
        ("民法典第202条", "bi-2020-22/9.s2"),
        (
            _NO_ROLL,
            _ROLL,
            Reading(periods.START_COUNTED, Text("首日计入，止于对应日前一日", "first day counted")),
        ),
        periods.years_after,
    ),
    RuleInfo(
        "before_last_working_day",
        Text("当月最后一个工作日之前，不含当日", "before the month's last working day, that day excluded"),
        (_MONTH,),
        ("she-2020-18/2.2.a",),
        (Reading(fixed.EXCLUSIVE, Text("不含最后一个工作日", "the last working day is too late")),),
        fixed.before_last_working_day,
    ),
    RuleInfo(
        "fixed_date",
        Text("指定日期当日截止，不顺延", "a fixed date, that day included, without rolling"),
        (_DAY,),
        ("neng-2020-6/1.3.a", "neng-2020-6/1.2.p2.a", "she-2020-18/4.p1.a", "jiu-2020-19/7.b"),
        (Reading(fixed.INCLUSIVE, Text("含当日，不顺延", "that day included, does not roll")),),
        fixed.fixed_date,
    ),
    RuleInfo(
        "fixed_date_rolls",
        Text("指定日期当日截止，遇休息日顺延", "a fixed date, that day included, rolling from a rest day"),
        (_DAY,),
        ("民法典第203条",),
        (Reading(fixed.INCLUSIVE_ROLLS, Text("含当日，可顺延", "that day included, rolls")),),
        fixed.fixed_date_rolls,
    ),
    RuleInfo(
        "day_of_month",
        Text("每月几日前", "by a day of the month"),
        (_MONTH, _count("day", "几日", "day of the month", 31)),
        ("neng-2020-6/3.3.a",),
        (_NO_ROLL, _ROLL),
        fixed.day_of_month,
    ),
    RuleInfo(
        "ten_day_plus_5",
        Text("旬后五日内申报", "declaring within five days after a ten-day period"),
        (_PERIOD,),
        ("tax-2020-9/8",),
        (_ART_109, _ROLL),
        tax.ten_day_plus_5,
    ),
    RuleInfo(
        "ten_day_remittance",
        Text("次旬终了前解缴", "remitting before the next ten-day period ends"),
        (_PERIOD,),
        ("tax-2020-9/8.a",),
        (_ART_109, _ROLL),
        tax.ten_day_remittance,
    ),
    RuleInfo(
        "month_15",
        Text("按月申报纳税期限（15日）", "monthly tax filing deadline (the 15th)"),
        (_MONTH,),
        ("税收征收管理法实施细则第109条",),
        (_ART_109, _ROLL),
        tax.month_15,
    ),
)
