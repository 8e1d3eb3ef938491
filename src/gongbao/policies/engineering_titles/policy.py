"""The policy: engineering titles, 京人社事业发〔2020〕17号."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gongbao.law.text import Text
from gongbao.policies.base import Policy
from gongbao.policies.engineering_titles.forms import FORMS
from gongbao.policies.engineering_titles.procedure import PROCEDURES
from gongbao.policies.engineering_titles.register import PAGES, RECORDS, REGISTERS, REPORTS
from gongbao.policies.engineering_titles.rules import BOOK, QUESTIONS, READINGS

POLICY = Policy(
    room="engineering_titles",
    number="京人社事业发〔2020〕17号",
    title=Text("工程技术人才职称", "Engineering titles"),
    short=Text("17号", "No. 17"),
    lede=Text(
        "工程技术人员申报技术员到正高级工程师，按学历、年限、业绩和成果评价。",
        "From technician to professor-level senior engineer: degree, years, performance and outputs.",
    ),
    issuers=(
        Text("北京市人力资源和社会保障局", "Beijing Municipal Human Resources and Social Security Bureau"),
    ),
    issued=date(2020, 9, 28),
    in_force=date(2020, 10, 1),
    closes=None,
    legal_basis=("人社部发〔2019〕16号", "京办发〔2018〕4号"),
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
