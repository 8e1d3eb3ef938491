"""Names the room's platform side shares: schemes, questions, accounts, clauses, and values of the law on a day."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from gongbao.kernel.forms import Form
from gongbao.law.text import Text
from gongbao.policies.training_subsidy import forms, rules

ROOM = "training_subsidy"
APPLICATION, FUND_REQUEST = "training_subsidy.application", "training_subsidy.fund_request"
RECOGNITION, SUPERVISION = "training_subsidy.recognition", "training_subsidy.supervision"
EXPAND, STABILISE = "expand", "stabilise"
QUESTIONS = {EXPAND: rules.EXPAND, STABILISE: rules.STABILISE}
SCHEMES = {option.value: option.label for option in forms.SCHEMES}
SHORT = {EXPAND: Text("扩岗", "Expanding"), STABILISE: Text("稳岗", "Stabilising")}
RATES = {EXPAND: "expand_rate", STABILISE: "stabilise_rate"}
LIMITS = {EXPAND: "expand_month_limit", STABILISE: "stabilise_month_limit"}
POLICY_NAMES = {EXPAND: "以工代训补贴（扩岗）", STABILISE: "以工代训补贴（稳岗）"}
"""How each scheme is named in the register of training subsidies."""
FUND = "skills"
"""The fund's short name in the books: the skills-improvement special fund (neng-2020-6/2.4.a)."""
DIGITS = "06"
DOCUMENT = "neng-2020-6/"
FORM: Form = forms.APPLICATION
ROSTER, STATEMENT = "roster", "statement"
PAPERS = ("statement_files", "host_confirmation", "dispatch_agreement")
PARTS = (ROSTER, STATEMENT)
TITLES = {ROSTER: Text("花名册", "Roster"), STATEMENT: Text("工资对账单", "Statement of wages")}


def clause(number: str) -> str:
    """The full id of a clause of the document."""
    return DOCUMENT + number


def value(name: str, on: date) -> Any:
    """The value of a parameter of the room in force on `on`."""
    return rules.BOOK[name].at(on).value


def days(name: str, on: date) -> int:
    """A whole-number parameter (days, months, a day of the month) in force on `on`."""
    return int(cast(int, value(name, on)))
