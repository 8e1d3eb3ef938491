"""Procedures: tables of states, actions, roles and clocks, and what is derived from them."""

from gongbao.kernel.procedure.clocks import reminders
from gongbao.kernel.procedure.fold import Visit, begin, fold, step, visits
from gongbao.kernel.procedure.migrate import MIGRATE, migrate, refold
from gongbao.kernel.procedure.model import (
    BACK,
    STAY,
    SYSTEM,
    Action,
    Clock,
    Guard,
    Outcome,
    Procedure,
    Reason,
    Role,
    State,
)
from gongbao.kernel.procedure.permit import (
    Because,
    Choice,
    Hindrance,
    allowed,
    because,
    choices,
    decided,
    expired,
)
from gongbao.kernel.procedure.record import BEIJING, CaseState, ClockRun, Event, Item
from gongbao.kernel.procedure.terms import NO_TERMS, Terms

__all__ = [
    "BACK",
    "BEIJING",
    "MIGRATE",
    "NO_TERMS",
    "STAY",
    "SYSTEM",
    "Action",
    "Because",
    "CaseState",
    "Choice",
    "Clock",
    "ClockRun",
    "Event",
    "Guard",
    "Hindrance",
    "Item",
    "Outcome",
    "Procedure",
    "Reason",
    "Role",
    "State",
    "Terms",
    "Visit",
    "allowed",
    "because",
    "begin",
    "choices",
    "decided",
    "expired",
    "fold",
    "migrate",
    "refold",
    "reminders",
    "step",
    "visits",
]
