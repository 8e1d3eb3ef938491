"""Register: certificates, integrity entries, review bodies and experts; what is published and masked."""

from __future__ import annotations

from gongbao.law.text import Text
from gongbao.policies import titling
from gongbao.policies.base import Record, Report

RECORDS = (
    *titling.RECORDS,
    Record("old_certificate", Text("改革前的高级工程师（教授级）证书", "Professor-grade certificates of before"), 100, ("name", "title", "number"), ("identity_number",)),
    Record("rectification", Text("限期整改", "Rectification order"), 10, ("body", "due", "result"), ()),
)  # fmt: skip
REPORTS = (
    Report("reviews", Text("评审统计：专业、层级、区、年龄段", "Reviews by speciality, level, district, age"), "gong-2020-17/art.4.1.s2"),
    Report("supervision", Text("监督检查与整改", "Supervision and rectification"), "gong-2020-17/art.3.4.4.s2"),
)  # fmt: skip
REGISTERS, PAGES = titling.REGISTERS, titling.PAGES
