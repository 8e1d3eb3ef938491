"""Procedures: recruiting, starting a service, leave and duties, appraisal, and how a term ends."""

from __future__ import annotations

from gongbao.policies.rural_assistants.procedure.appraising import ANNUAL, QUARTERLY, TERM
from gongbao.policies.rural_assistants.procedure.ending import EXTENSION, RENEWAL, TERMINATION, WHEREABOUTS
from gongbao.policies.rural_assistants.procedure.recruiting import RECRUITMENT, SERVICE_START
from gongbao.policies.rural_assistants.procedure.serving import DISCIPLINE, DUTY, INCIDENT, LEAVE, STUDY

PROCEDURES = (
    RECRUITMENT, SERVICE_START, LEAVE, DUTY, STUDY, QUARTERLY, ANNUAL, TERM, DISCIPLINE, INCIDENT, RENEWAL,
    EXTENSION, TERMINATION, WHEREABOUTS,
)  # fmt: skip

__all__ = [
    "ANNUAL", "DISCIPLINE", "DUTY", "EXTENSION", "INCIDENT", "LEAVE", "PROCEDURES", "QUARTERLY", "RECRUITMENT",
    "RENEWAL", "SERVICE_START", "STUDY", "TERM", "TERMINATION", "WHEREABOUTS",
]  # fmt: skip
