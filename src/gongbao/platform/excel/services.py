"""What other apps use of Excel: templates, exports, reading tables, findings sent back."""

from __future__ import annotations

from gongbao.platform.excel.csvtext import csv_lines, harmless
from gongbao.platform.excel.headings import FINDINGS
from gongbao.platform.excel.reading import read_table
from gongbao.platform.excel.several import Sheets, read_sheets, workbook
from gongbao.platform.excel.table import CellProblem, Row, Table
from gongbao.platform.excel.template import template
from gongbao.platform.excel.writing import export, export_sheets, export_to, with_findings

__all__ = [
    "FINDINGS",
    "CellProblem",
    "Row",
    "Sheets",
    "Table",
    "csv_lines",
    "export",
    "export_sheets",
    "export_to",
    "harmless",
    "read_sheets",
    "read_table",
    "template",
    "with_findings",
    "workbook",
]
