"""What the web uses of flexible employment.

Standing: `current`, `history_of`, `person_facts`. Rights and costs: `all_rights`, `RIGHTS`, `cost`, `choices`, `limits`.
Subsidy runs: `draw`, `approve`, `forward`, `fund`, `plan`, `release`, `settle`, `runs`, `lines`. Market: `publish`, `match`.
Lists: `enter`, `entries`, `versions`. Sharing: `offer`, `answer_offer`. Complaints: `against`, `answer_complaint`, `figures`.
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
from gongbao.platform.flexible_employment.entitling import SEAL, used_up
from gongbao.platform.flexible_employment.facts import of_person as person_facts
from gongbao.platform.flexible_employment.lending import answer as answer_offer
from gongbao.platform.flexible_employment.lending import of_firm as lendings
from gongbao.platform.flexible_employment.lending import offer
from gongbao.platform.flexible_employment.listing import FORMS as LIST_FORMS
from gongbao.platform.flexible_employment.listing import enter, entries, versions
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
from gongbao.platform.flexible_employment.models import (
    Entitled,
    Grievance,
    Lending,
    Listing,
    Look,
    Month,
    Pilot,
    Run,
    Standing,
    Statement,
    Vacancy,
)
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
from gongbao.platform.flexible_employment.screening import looks, not_asked
from gongbao.platform.flexible_employment.standing import current
from gongbao.platform.flexible_employment.standing import history as history_of
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
    "COMPLAINT", "INSURANCES", "LISTS", "LIST_FORMS", "LOAN", "REGISTRATION", "RIGHTS", "ROOM", "RUN_STATES", "SEAL",
    "SERVICE", "SUBSIDY", "UNEMPLOYMENT", "Answered", "Cost", "Entitled", "Grievance", "Lending", "Listing", "Look",
    "Match", "Month", "Pilot", "Right", "Run", "Seeker", "Standing", "Statement", "Vacancy", "against", "all_rights",
    "answer_complaint", "answer_offer", "approve", "choices", "clause", "close", "cost", "current", "draw", "enter",
    "entries", "figures", "forward", "fund", "history_of", "last_known", "lendings", "limits", "lines", "looks", "market",
    "match", "mine", "not_asked", "offer", "open_pilot", "pay_again", "payment_file", "person_facts", "pilots", "plan", "publish", "registrations",
    "release", "runs", "seeker", "services_given", "settle", "skill_words", "state", "statements", "subsidies", "usable",
    "used_up", "versions",
]  # fmt: skip
