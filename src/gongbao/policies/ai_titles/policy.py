"""The policy: AI engineering titles, 京人社事业发〔2020〕30号."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gongbao.law.text import Text
from gongbao.policies.ai_titles.forms import FORMS
from gongbao.policies.ai_titles.procedure import PROCEDURES
from gongbao.policies.ai_titles.register import PAGES, RECORDS, REGISTERS, REPORTS
from gongbao.policies.ai_titles.rules import BOOK, QUESTIONS, READINGS
from gongbao.policies.base import Policy

POLICY = Policy(
    room="ai_titles",
    number="京人社事业发〔2020〕30号",
    title=Text("人工智能工程技术职称", "AI engineering titles"),
    short=Text("30号", "No. 30"),
    lede=Text(
        "人工智能研究和应用两个方向，从助理工程师到正高级工程师。",
        "Research and application of AI: from assistant engineer to professor-level senior engineer.",
    ),
    issuers=(
        Text("北京市人力资源和社会保障局", "Beijing Municipal Human Resources and Social Security Bureau"),
    ),
    issued=date(2020, 11, 4),
    in_force=date(2020, 11, 10),
    closes=None,
    legal_basis=("京人社事业发〔2020〕17号", "京人社事业发〔2020〕12号", "京办发〔2018〕4号"),
    folder=Path(__file__).parent,
    questions=QUESTIONS,
    parameters=BOOK,
    readings=READINGS,
    procedures=PROCEDURES,
    forms=FORMS,
    records=RECORDS,
    reports=REPORTS,
    registers=REGISTERS,
    pages=PAGES,
)
