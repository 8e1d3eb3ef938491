"""The policy: electronic labour contracts, 京人社劳发〔2020〕28号."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gongbao.law.text import Text
from gongbao.policies.base import Policy
from gongbao.policies.electronic_contracts.forms import FORMS, PARTS
from gongbao.policies.electronic_contracts.procedure import PROCEDURES
from gongbao.policies.electronic_contracts.register import PAGES, RECORDS, REGISTERS, REPORTS
from gongbao.policies.electronic_contracts.rules import BOOK, QUESTIONS, READINGS

POLICY = Policy(
    room="electronic_contracts",
    number="京人社劳发〔2020〕28号",
    title=Text("电子劳动合同", "Electronic labour contracts"),
    short=Text("28号", "No. 28"),
    lede=Text(
        "双方同意即可在线订立、变更、结束劳动合同，并长期可查、可验。",
        "Where both agree, labour contracts are made, changed and ended on line, and stay verifiable.",
    ),
    issuers=(
        Text("北京市人力资源和社会保障局", "Beijing Municipal Human Resources and Social Security Bureau"),
    ),
    issued=date(2020, 10, 27),
    in_force=date(2020, 10, 27),
    closes=None,
    legal_basis=("人社厅函〔2020〕33号", "劳动合同法", "电子签名法"),
    folder=Path(__file__).parent,
    questions=QUESTIONS,
    parameters=BOOK,
    readings=READINGS,
    procedures=PROCEDURES,
    forms=FORMS,
    form_parts=PARTS,
    records=RECORDS,
    reports=REPORTS,
    registers=REGISTERS,
    pages=PAGES,
)
