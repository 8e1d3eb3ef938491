"""Bulk: determinations over files and tables by compiled rules; `run` and `whatif` are the ways in."""

from __future__ import annotations

from gongbao.bulk.reports import BulkReport, Comparison
from gongbao.bulk.running import run
from gongbao.bulk.whatif import whatif

__all__ = ["BulkReport", "Comparison", "run", "whatif"]
