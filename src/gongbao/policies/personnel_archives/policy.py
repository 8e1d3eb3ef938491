"""The policy: better service with the archives of mobile staff, 京人社人才发〔2020〕24号."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gongbao.law.text import Text
from gongbao.policies.base import Policy
from gongbao.policies.personnel_archives.forms import FORMS, PARTS
from gongbao.policies.personnel_archives.procedure import PROCEDURES
from gongbao.policies.personnel_archives.register import PAGES, RECORDS, REGISTERS, REPORTS
from gongbao.policies.personnel_archives.rules import BOOK, QUESTIONS, READINGS

POLICY = Policy(
    room="personnel_archives",
    number="京人社人才发〔2020〕24号",
    title=Text("流动人员人事档案", "Personnel archives of mobile staff"),
    short=Text("24号", "No. 24"),
    lede=Text(
        "档案放在哪里、能证明什么、能复印什么、谁可以看：少跑路，说清楚。",
        "Where an archive is kept, what it can prove, what may be copied and who may look: few visits, clear answers.",
    ),
    issuers=(
        Text("北京市人力资源和社会保障局", "Beijing Municipal Human Resources and Social Security Bureau"),
    ),
    issued=date(2020, 10, 22),
    in_force=date(2020, 10, 22),
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
    pages=PAGES,
)
