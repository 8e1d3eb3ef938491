"""Procedures: the contract, its successors, one-sided notices, keys, and requests of authorities."""

from __future__ import annotations

from gongbao.policies.electronic_contracts.procedure.contract import CONTRACT, SUCCESSOR
from gongbao.policies.electronic_contracts.procedure.notice import NOTICE
from gongbao.policies.electronic_contracts.procedure.requests import INSPECTION, KEY

__all__ = ["CONTRACT", "INSPECTION", "KEY", "NOTICE", "PROCEDURES", "SUCCESSOR"]
PROCEDURES = (CONTRACT, SUCCESSOR, NOTICE, KEY, INSPECTION)
