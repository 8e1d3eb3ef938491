"""What a contract's terms say as facts for the room's questions, and the days that follow from them."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from gongbao.law.text import Text
from gongbao.policies.electronic_contracts.rules import BOOK, QUESTIONS

COMPENSATION = next(each for each in QUESTIONS if each.id.endswith("/compensation"))


def months_between(start: date, last: date) -> int:
    """Full months from `start` to `last`, both days included."""
    end = last + timedelta(days=1)
    count = (end.year - start.year) * 12 + end.month - start.month
    return count - (1 if add_months(start, count) > end else 0)


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def contents(
    terms: Mapping[str, Any], *, probation_before: bool = False, own_terms_lawful: bool | None = None
) -> dict[str, Any]:
    """Facts of ``electronic_contracts/contents`` for the typed terms of a template of ours.

    Hours a day are at most a week's hours spread over six days; our own wording covers insurance,
    protection and the other items, so those are there whenever the text comes from a template. What the
    parties add themselves counts as a person found it (`own_terms_lawful`), deposits and penalties included.
    """
    kind = terms.get("contract_type")
    part_time = kind == "part_time"
    ends, starts = terms.get("ends_on"), terms.get("starts_on")
    week = terms.get("week_hours")
    found: dict[str, Any] = {
        "contract_type": kind,
        "has_employer": bool(
            terms.get("employer_name") and terms.get("employer_address") and terms.get("employer_head")
        ),
        "has_worker": bool(
            terms.get("worker_name") and terms.get("worker_address") and terms.get("identity_number")
        ),
        "has_term": bool(
            starts and (kind not in ("fixed", "task") or (ends if kind == "fixed" else terms.get("task")))
        ),
        "has_work": bool(terms.get("position") and terms.get("workplace")),
        "has_hours": bool(week),
        "has_pay": bool(terms.get("wage")),
        "has_insurance": True,
        "has_protection": True,
        "has_other_items": True,
        "term_months": months_between(starts, ends)
        if kind == "fixed" and starts and ends and ends >= starts
        else 0,
        "probation_months": terms.get("probation_months") or 0,
        "probation_before": probation_before,
        "takes_deposit": False,
        "penalty_agreed": False,
        "own_terms": bool(terms.get("own_terms")),
    }
    if part_time:
        found |= {
            "hour_wage": terms.get("wage"),
            "week_hours": week,
            "day_hours": -(-(week or 0) // 6),
            "pay_interval_days": 15,
        }
    else:
        wage = terms.get("wage")
        found |= {
            "wage": wage,
            "probation_wage": terms.get("probation_wage") or wage,
            "lowest_wage_of_post": wage,
        }
    if terms.get("own_terms"):
        found["own_terms_lawful"] = own_terms_lawful
    return {name: value for name, value in found.items() if value is not None}


class Severance(NamedTuple):
    """What the law gives at an agreed ending: the outcome, the amount in fen, and the time it counts."""

    outcome: str
    due: int
    half_months: int
    months: int
    days: int


def severance(terms: Mapping[str, Any]) -> Severance:
    """``electronic_contracts/compensation`` for the typed terms of an agreed ending; half a fen counts as one."""
    last = terms["ends_on"]
    months = months_between(terms["worked_from"], last)
    days = (last + timedelta(days=1) - add_months(terms["worked_from"], months)).days
    facts = {
        "contract_type": terms["contract_type"],
        "ground": "agreement",
        "employer_proposed": terms["proposed_by"] == "employer",
        "worked_months": months,
        "worked_days_over": days,
        "half_month_wage": -(-terms["average_wage"] // 2),
        "half_triple_average": -(-terms["triple_average"] // 2),
    }
    answer = COMPENSATION.at(last).determine(facts)
    halves = answer.run.bounds(answer.ruling.values["half_months"])[0]
    return Severance(answer.outcome, int(answer.amount_fen or 0), int(halves or 0), months, days)


class Obligation(NamedTuple):
    """Something to be done about a contract in force, and by when."""

    name: str
    title: Text
    due: date
    clause: str


def obligations(terms: Mapping[str, Any], *, ended_on: date | None = None) -> list[Obligation]:
    """The days that follow from typed terms: end of probation, notice of expiry, expiry, moves after the end."""
    starts, ends = terms["starts_on"], terms.get("ends_on")
    found = []
    if ended_on is not None:
        moved = ended_on + timedelta(days=_value("transfer_days", ended_on))
        return [
            Obligation("certificate", Text("出具结束证明", "Certify the end"), ended_on, "lao-2020-28/5"),
            Obligation("transfer", Text("转移档案和社保", "Move file and insurance"), moved, "lao-2020-28/5"),
        ]
    if terms.get("probation_months"):
        last = add_months(starts, terms["probation_months"]) - timedelta(days=1)
        found.append(Obligation("probation", Text("试用期满", "Probation ends"), last, "lao-2020-28/3.s2"))
    if terms.get("contract_type") == "fixed" and ends:
        notice = ends - timedelta(days=_value("notice_days", ends))
        found.append(
            Obligation(
                "renewal_notice",
                Text("到期前商定是否续订", "Settle whether to renew"),
                notice,
                "lao-2020-28/5",
            )
        )
        found.append(Obligation("expiry", Text("合同期满", "The term ends"), ends, "lao-2020-28/5"))
    return sorted(found, key=lambda each: each.due)


def _value(name: str, on: date) -> int:
    return int(str(BOOK[name].at(on).value))
