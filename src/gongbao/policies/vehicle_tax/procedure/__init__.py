"""Who does what, in which time: acceptance of systems, the handling fee, cases of duties not met, refunds."""

from gongbao.policies.vehicle_tax.procedure.acceptance import ACCEPTANCE
from gongbao.policies.vehicle_tax.procedure.handling_fee import HANDLING_FEE
from gongbao.policies.vehicle_tax.procedure.refund import REFUND
from gongbao.policies.vehicle_tax.procedure.violation import VIOLATION

PROCEDURES = (ACCEPTANCE, HANDLING_FEE, VIOLATION, REFUND)

__all__ = ["ACCEPTANCE", "HANDLING_FEE", "PROCEDURES", "REFUND", "VIOLATION"]
