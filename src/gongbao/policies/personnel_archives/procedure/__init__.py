"""Procedures: who does what, in which time."""

from __future__ import annotations

from gongbao.policies.personnel_archives.procedure.complaint import COMPLAINT
from gongbao.policies.personnel_archives.procedure.intake import INTAKE
from gongbao.policies.personnel_archives.procedure.loan import LOAN
from gongbao.policies.personnel_archives.procedure.request import REQUEST
from gongbao.policies.personnel_archives.procedure.transfer import TRANSFER

PROCEDURES = (INTAKE, REQUEST, LOAN, TRANSFER, COMPLAINT)
