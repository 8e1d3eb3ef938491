"""Which acts go with which procedure."""

from __future__ import annotations

from django.http import Http404

from gongbao.platform.cases.services import Case
from gongbao.web.workbench import acts, acts_money, acts_supervision
from gongbao.web.workbench.acts import Act

ACTS: dict[str, dict[str, Act]] = {
    "training_subsidy.application": acts.APPLICATION,
    "training_subsidy.fund_request": acts_money.FUND_REQUEST,
    "training_subsidy.supervision": acts_supervision.SUPERVISION,
}
ELSEWHERE = {
    ("training_subsidy.application", "return"): "workbench:return",
    ("training_subsidy.fund_request", "collect"): "city:collect",
}
"""Acts with a page of their own."""


def act_of(case: Case, action: str) -> Act:
    """The act on such a case. Raises Http404 for one that has no form here."""
    try:
        return ACTS[case.procedure][action]
    except KeyError:
        raise Http404(action) from None


def known(case: Case, action: str) -> bool:
    """Whether officers do this act on a page."""
    return action in ACTS.get(case.procedure, {}) or (case.procedure, action) in ELSEWHERE
