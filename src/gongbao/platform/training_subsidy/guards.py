"""How the procedures' guards are asked: cheaply, from what is on record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gongbao.platform.cases.services import Case
from gongbao.platform.funds import services as funds
from gongbao.platform.parties import services as parties
from gongbao.platform.training_subsidy.models import Claim, ClaimDraft, FundMonth
from gongbao.platform.training_subsidy.words import FUND

MET = {True: "met", False: "not_met"}


def application(case: Case, on: date) -> Mapping[str, str]:
    """Complete papers, an account of the firm's own, a payment the bank has confirmed.

    Whether a draft is complete in every row is asked when it is sent; here it counts that its parts are there.
    """
    claim = Claim.objects.filter(case=case.key).first()
    if claim is None or case.party is None:
        return {}
    parts = set(ClaimDraft.objects.filter(case=case.key).values_list("part", flat=True))
    return {
        "complete": MET[{"form", "roster", "statement"} <= parts],
        "account_of_firm": MET[bool(parties.firm(case.party).bank_account_fingerprint)],
        "payment_confirmed": MET[any(each.code == "paid" for each in funds.payments(case=case.key))],
    }


def fund_request(case: Case, on: date) -> Mapping[str, str]:
    """Totals that agree with their cases, money allocated and in the special account, books that balance."""
    month = FundMonth.objects.filter(case=case.key).first()
    if month is None:
        return {}
    total = request_total(month)
    claims = list(Claim.objects.filter(fund_case=case.key))
    free = funds.balance(funds.special_key(FUND))
    owed = [funds.balance(funds.entitlement_key(each.entitlement)) for each in claims]
    return {
        "totals_agree": MET[
            total is not None and total == sum(each.granted for each in claims) and total > 0
        ],
        "allocation_available": MET[total is not None and free >= total],
        "special_account_covers": MET[total is not None and (free >= total or funded(month))],
        "ledger_balances": MET[bool(claims) and not any(owed)],
    }


def request_total(month: FundMonth) -> int | None:
    """The sum of a month's request in the books, None before it has one."""
    if month.request is None:
        return None
    totals = {each.request: each.total for each in funds.aggregate("training_subsidy", month.month)}
    return totals.get(month.request)


def request_state(month: FundMonth) -> str:
    """The state of a month's request in the books, empty before it has one."""
    states = {each.request: each.state for each in funds.aggregate("training_subsidy", month.month)}
    return states.get(month.request, "") if month.request else ""


def funded(month: FundMonth) -> bool:
    """Whether the books have transferred the request's money already."""
    return request_state(month) == "transferred"
