"""Register: certificates, integrity entries, review bodies, committees and the yearly rounds."""

from __future__ import annotations

from gongbao.law.text import Text
from gongbao.policies import titling
from gongbao.policies.base import Record, Report

RECORDS = (
    *titling.RECORDS,
    Record("round", Text("年度评审安排", "Yearly round"), 10, ("year", "opens", "closes", "cut_off"), ()),
)
REPORTS = (
    Report("reviews", Text("评审统计：方向、层级、区、年龄段", "Reviews by direction, level, district, age"), "ai-2020-30/art.5.6.s1"),
)  # fmt: skip
REGISTERS, PAGES = titling.REGISTERS, titling.PAGES
