"""The policy: support for flexible employment in many ways, 京人社就发〔2020〕19号."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gongbao.law.text import Text
from gongbao.policies.base import Policy
from gongbao.policies.flexible_employment.forms import FORMS
from gongbao.policies.flexible_employment.procedure import PROCEDURES
from gongbao.policies.flexible_employment.register import ACCOUNTS, PAGES, RECORDS, REGISTERS, REPORTS
from gongbao.policies.flexible_employment.rules import BOOK, QUESTIONS, READINGS

POLICY = Policy(
    room="flexible_employment",
    number="京人社就发〔2020〕19号",
    title=Text("支持多渠道灵活就业", "Support for flexible employment"),
    short=Text("19号", "No. 19"),
    lede=Text(
        "没有单位也有保障：登记、参保、补贴、贷款、找活、维权，一页看全。",
        "Protected without an employer: registration, insurance, subsidies, loans, work and rights on one page.",
    ),
    issuers=(
        Text("北京市人力资源和社会保障局", "Beijing Municipal Human Resources and Social Security Bureau"),
    ),
    issued=date(2020, 9, 29),
    in_force=date(2020, 10, 1),
    closes=None,
    legal_basis=("国办发〔2020〕27号",),
    folder=Path(__file__).parent,
    questions=QUESTIONS,
    parameters=BOOK,
    readings=READINGS,
    procedures=PROCEDURES,
    forms=FORMS,
    records=RECORDS,
    reports=REPORTS,
    registers=REGISTERS,
    accounts=ACCOUNTS,
    pages=PAGES,
)
