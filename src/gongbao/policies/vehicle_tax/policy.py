"""The policy: vehicle tax collected by insurers with the compulsory insurance, 公告2020年第9号."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gongbao.law.text import Text
from gongbao.policies.base import Policy
from gongbao.policies.vehicle_tax.forms import FORMS, PARTS
from gongbao.policies.vehicle_tax.procedure import PROCEDURES
from gongbao.policies.vehicle_tax.register import ACCOUNTS, PAGES, RECORDS, REGISTERS, REPORTS
from gongbao.policies.vehicle_tax.rules import BOOK, QUESTIONS, READINGS

POLICY = Policy(
    room="vehicle_tax",
    number="公告2020年第9号",
    title=Text("保险机构代收代缴车船税", "Vehicle tax collected by insurers"),
    short=Text("9号公告", "Announcement No. 9"),
    lede=Text(
        "在本市买交强险时，由保险机构一并代收车船税，按旬申报并缴入国库。",
        "Who buys compulsory insurance here pays the vehicle tax with it; the insurer files and remits it every ten days.",
    ),
    issuers=(
        Text("国家税务总局北京市税务局", "Beijing Municipal Tax Service, State Taxation Administration"),
        Text(
            "中国银行保险监督管理委员会北京监管局",
            "Beijing Office, China Banking and Insurance Regulatory Commission",
        ),
    ),
    issued=date(2020, 10, 30),
    in_force=date(2021, 1, 1),
    closes=None,
    legal_basis=("税收征收管理法", "车船税法", "京政发〔2011〕77号", "国家税务总局 保监会公告2011年第75号"),
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
