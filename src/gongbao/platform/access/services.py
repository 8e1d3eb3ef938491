"""The only way from a view to a case: every `access_*` checks who, which office, for whom, and logs it."""

from __future__ import annotations

from gongbao.platform.access.cases import NotFound, access_case, access_case_key, access_cases, access_history
from gongbao.platform.access.stepup import STEP_UP_FOR, StepUpNeeded, is_stepped_up, require_step_up

__all__ = [
    "STEP_UP_FOR",
    "NotFound",
    "StepUpNeeded",
    "access_case",
    "access_case_key",
    "access_cases",
    "access_history",
    "is_stepped_up",
    "require_step_up",
]
