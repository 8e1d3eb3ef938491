"""Who does what, in which time: the room's procedures as versioned tables."""

from gongbao.policies.training_subsidy.procedure.application import APPLICATION
from gongbao.policies.training_subsidy.procedure.fund_request import FUND_REQUEST
from gongbao.policies.training_subsidy.procedure.recognition import RECOGNITION
from gongbao.policies.training_subsidy.procedure.supervision import SUPERVISION

PROCEDURES = (APPLICATION, FUND_REQUEST, RECOGNITION, SUPERVISION)

__all__ = ["APPLICATION", "FUND_REQUEST", "PROCEDURES", "RECOGNITION", "SUPERVISION"]
