"""The Chinese working calendar, as known on any day, and the named deadline rules that stand on it."""

from gongbao.kernel.calendar.deadline import Deadline, Skipped
from gongbao.kernel.calendar.publicity import DayKind, PublicityDay, PublicityWindow, publicity
from gongbao.kernel.calendar.rules import Reading, RuleInfo, compute, rule, rules
from gongbao.kernel.calendar.suspension import Moved, Pause, Remaining, moved_due, remaining
from gongbao.kernel.calendar.workdays import Calendar, Day
from gongbao.kernel.calendar.years import add_months, add_years, completed_years, years_threshold

__all__ = [
    "Calendar",
    "Day",
    "DayKind",
    "Deadline",
    "Moved",
    "Pause",
    "PublicityDay",
    "PublicityWindow",
    "Reading",
    "Remaining",
    "RuleInfo",
    "Skipped",
    "add_months",
    "add_years",
    "completed_years",
    "compute",
    "moved_due",
    "publicity",
    "remaining",
    "rule",
    "rules",
    "years_threshold",
]
