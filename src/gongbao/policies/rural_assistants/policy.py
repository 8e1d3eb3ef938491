"""The policy: rural-revitalisation assistants, 京人社毕发〔2020〕22号."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gongbao.law.text import Text
from gongbao.policies.base import Policy
from gongbao.policies.rural_assistants.forms import FORMS
from gongbao.policies.rural_assistants.procedure import PROCEDURES
from gongbao.policies.rural_assistants.register import PAGES, RECORDS, REGISTERS, REPORTS
from gongbao.policies.rural_assistants.rules import BOOK, QUESTIONS, READINGS

POLICY = Policy(
    room="rural_assistants",
    number="京人社毕发〔2020〕22号",
    title=Text("乡村振兴协理员", "Rural-revitalisation assistants"),
    short=Text("22号", "No. 22"),
    lede=Text(
        "从招聘到期满：条件、合同、请假、考核、培训和去向，一步一步写清楚。",
        "From recruitment to the end of the term: conditions, contract, leave, appraisal, training and what comes after.",
    ),
    issuers=(
        Text("中共北京市委组织部", "Organisation Department of the CPC Beijing Committee"),
        Text("中共北京市委农村工作委员会", "Rural Work Committee of the CPC Beijing Committee"),
        Text("北京市人力资源和社会保障局", "Beijing Municipal Human Resources and Social Security Bureau"),
        Text("北京市教育委员会", "Beijing Municipal Education Commission"),
        Text("北京市财政局", "Beijing Municipal Finance Bureau"),
    ),
    issued=date(2020, 8, 3),
    in_force=date(2020, 8, 3),
    closes=None,
    legal_basis=(),
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
