"""What the web uses of flexible employment.

Deferral of 2020: `year`, `defer`, `quote`, `charge_make_up`, `pay_make_up`, `make_up_voucher`. Standing: `current`, `history_of`, `person_facts`. Rights and costs: `all_rights`, `RIGHTS`, `cost`, `choices`, `limits`.
Subsidy runs: `draw`, `approve`, `forward`, `fund`, `plan`, `release`, `settle`, `runs`, `lines`. Market: `publish`, `match`.
Lists: `enter`, `entries`, `versions`. Other subsidies: `note_other`, `others`, `take_back_other`. Sharing: `offer`, `answer_offer`. Complaints: `against`, `answer_complaint`, `figures`.
"""

from __future__ import annotations

from gongbao.platform.flexible_employment.complaints import against, figures
from gongbao.platform.flexible_employment.complaints import answer as answer_complaint
from gongbao.platform.flexible_employment.costs import (
    INSURANCES,
    Cost,
    choices,
    cost,
    last_known,
    limits,
    usable,
)
from gongbao.platform.flexible_employment.deferring import (
    PAYABLE,
    Of2020,
    Quote,
    defer,
    last_to_make_up,
    office_of,
    paid_months,
    quote,
    year,
)
from gongbao.platform.flexible_employment.entitling import SEAL, used_up
from gongbao.platform.flexible_employment.facts import of_person as person_facts
from gongbao.platform.flexible_employment.lending import answer as answer_offer
from gongbao.platform.flexible_employment.lending import of_firm as lendings
from gongbao.platform.flexible_employment.lending import offer
from gongbao.platform.flexible_employment.listing import FORMS as LIST_FORMS
from gongbao.platform.flexible_employment.listing import enter, entries, kind_of, versions
from gongbao.platform.flexible_employment.loans import action as loan_action
from gongbao.platform.flexible_employment.loans import decide as decide_loan
from gongbao.platform.flexible_employment.loans import one_put_before, put_before
from gongbao.platform.flexible_employment.making_up import charge as charge_make_up
from gongbao.platform.flexible_employment.making_up import pay as pay_make_up
from gongbao.platform.flexible_employment.making_up import pending as pending_make_up
from gongbao.platform.flexible_employment.making_up import voucher as make_up_voucher
from gongbao.platform.flexible_employment.making_up import vouchers as make_up_vouchers
from gongbao.platform.flexible_employment.making_up import withdraw as withdraw_make_up
from gongbao.platform.flexible_employment.market import (
    Match,
    Seeker,
    close,
    match,
    mine,
    publish,
    seeker,
    skill_words,
)
from gongbao.platform.flexible_employment.mine import Mine, OwnMonth
from gongbao.platform.flexible_employment.mine import mine as own_subsidies
from gongbao.platform.flexible_employment.models import (
    Entitled,
    Grievance,
    Lending,
    Listing,
    LoanStep,
    Look,
    Month,
    Pilot,
    Run,
    Standing,
    Statement,
    Vacancy,
)
from gongbao.platform.flexible_employment.others import SUBSIDIES, note_other, others, take_back_other
from gongbao.platform.flexible_employment.projects import of_firm as projects_of
from gongbao.platform.flexible_employment.reports import (
    market,
    open_pilot,
    pilots,
    registrations,
    services_given,
    state,
    statements,
    subsidies,
)
from gongbao.platform.flexible_employment.rights import RIGHTS, Answered, Right, all_rights
from gongbao.platform.flexible_employment.runs import (
    approve,
    draw,
    forward,
    fund,
    lines,
    pay_again,
    payment_file,
    plan,
    release,
    runs,
    settle,
)
from gongbao.platform.flexible_employment.screening import CIRCLES, circles, looks, not_asked
from gongbao.platform.flexible_employment.screening import SCHEMES as SCREENED
from gongbao.platform.flexible_employment.standing import current
from gongbao.platform.flexible_employment.standing import history as history_of
from gongbao.platform.flexible_employment.visits import Visit, made_in_time
from gongbao.platform.flexible_employment.visits import owed as visits_owed
from gongbao.platform.flexible_employment.words import (
    COMPLAINT,
    LISTS,
    LOAN,
    REGISTRATION,
    ROOM,
    RUN_STATES,
    SERVICE,
    SUBSIDY,
    UNEMPLOYMENT,
    clause,
)

__all__ = [
    "CIRCLES", "COMPLAINT", "INSURANCES", "LISTS", "LIST_FORMS", "LOAN", "PAYABLE", "REGISTRATION", "RIGHTS",
    "ROOM", "RUN_STATES", "SCREENED", "SEAL", "SERVICE", "SUBSIDIES", "SUBSIDY", "UNEMPLOYMENT", "Answered", "Cost", "Entitled",
    "Grievance", "Lending", "Listing", "LoanStep", "Look", "Match", "Mine", "Month", "Of2020", "OwnMonth", "Pilot", "Quote",
    "Right", "Run", "Seeker", "Standing", "Statement", "Vacancy", "Visit", "against", "all_rights",
    "answer_complaint", "answer_offer", "approve", "charge_make_up", "choices", "circles", "clause", "close",
    "cost", "current", "decide_loan", "defer", "draw", "enter", "entries", "figures", "forward", "fund",
    "history_of", "kind_of", "last_known", "last_to_make_up", "lendings", "limits", "lines", "loan_action",
    "looks", "made_in_time", "make_up_voucher", "make_up_vouchers", "market", "match", "mine", "not_asked", "note_other",
    "offer", "office_of", "one_put_before", "open_pilot", "others", "own_subsidies", "paid_months", "pay_again", "pay_make_up",
    "payment_file", "pending_make_up", "person_facts", "pilots", "plan", "projects_of", "publish", "put_before", "quote",
    "registrations", "release", "runs", "seeker", "services_given", "settle", "skill_words", "state",
    "statements", "subsidies", "take_back_other", "usable", "used_up", "versions", "visits_owed", "withdraw_make_up", "year",
]  # fmt: skip
