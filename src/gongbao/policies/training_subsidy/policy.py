"""The policy: subsidies for training while working, 京人社能发〔2020〕6号."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gongbao.law.text import Text
from gongbao.policies.base import Policy
from gongbao.policies.training_subsidy.forms import FORMS, PARTS
from gongbao.policies.training_subsidy.procedure import PROCEDURES
from gongbao.policies.training_subsidy.register import ACCOUNTS, PAGES, RECORDS, REGISTERS, REPORTS
from gongbao.policies.training_subsidy.rules import BOOK, QUESTIONS, READINGS

POLICY = Policy(
    room="training_subsidy",
    number="京人社能发〔2020〕6号",
    title=Text("以工代训补贴", "Training-while-working subsidies"),
    short=Text("6号", "No. 6"),
    lede=Text(
        "企业新招三类人员，或受疫情影响较大仍稳住岗位，可按月领取培训补贴。",
        "Firms that hire people of three categories, or keep jobs although hard hit, receive a monthly training subsidy.",
    ),
    issuers=(
        Text("北京市人力资源和社会保障局", "Beijing Municipal Human Resources and Social Security Bureau"),
        Text("北京市财政局", "Beijing Municipal Finance Bureau"),
    ),
    issued=date(2020, 8, 18),
    in_force=date(2020, 8, 18),
    closes=date(2021, 7, 31),
    legal_basis=("人社部发〔2020〕30号", "京政办发〔2020〕15号"),
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
    accounts=ACCOUNTS,
    pages=PAGES,
)
