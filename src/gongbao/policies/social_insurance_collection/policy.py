"""The policy: enterprise social insurance contributions are collected by the tax authority, 京人社发〔2020〕18号."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gongbao.law.text import Text
from gongbao.policies.base import Policy
from gongbao.policies.social_insurance_collection.forms import FORMS, PARTS
from gongbao.policies.social_insurance_collection.procedure import PROCEDURES
from gongbao.policies.social_insurance_collection.register import ACCOUNTS, PAGES, RECORDS, REGISTERS, REPORTS
from gongbao.policies.social_insurance_collection.rules import BOOK, QUESTIONS, READINGS

POLICY = Policy(
    room="social_insurance_collection",
    number="京人社发〔2020〕18号",
    title=Text("社会保险费征收", "Collecting social insurance contributions"),
    short=Text("18号", "No. 18"),
    lede=Text(
        "登记和核定在社保经办机构，缴费在税务部门：每月缴多少、为什么、怎样缴、到哪天为止。",
        "The agency registers and assesses, the tax authority collects: how much, why, how, and until when.",
    ),
    issuers=(
        Text("北京市人力资源和社会保障局", "Beijing Municipal Human Resources and Social Security Bureau"),
        Text("北京市财政局", "Beijing Municipal Finance Bureau"),
        Text("国家税务总局北京市税务局", "Beijing Municipal Tax Service, State Taxation Administration"),
        Text("北京市医疗保障局", "Beijing Municipal Medical Insurance Bureau"),
    ),
    issued=date(2020, 10, 30),
    in_force=date(2020, 11, 1),
    closes=None,
    legal_basis=(),
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
