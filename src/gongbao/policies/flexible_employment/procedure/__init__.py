"""Procedures: who does what, in which time."""

from __future__ import annotations

from gongbao.policies.flexible_employment.procedure.complaint import COMPLAINT
from gongbao.policies.flexible_employment.procedure.loan import LOAN
from gongbao.policies.flexible_employment.procedure.registering import REGISTRATION, UNEMPLOYMENT
from gongbao.policies.flexible_employment.procedure.service import SERVICE
from gongbao.policies.flexible_employment.procedure.subsidy import SUBSIDY

PROCEDURES = (REGISTRATION, UNEMPLOYMENT, SUBSIDY, LOAN, COMPLAINT, SERVICE)
