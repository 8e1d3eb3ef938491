"""The policy: titles of vocational-school teachers, 京人社事业发〔2020〕27号."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gongbao.law.text import Text
from gongbao.policies.base import Policy
from gongbao.policies.vocational_teacher_titles.forms import FORMS
from gongbao.policies.vocational_teacher_titles.procedure import PROCEDURES
from gongbao.policies.vocational_teacher_titles.register import PAGES, RECORDS, REGISTERS, REPORTS
from gongbao.policies.vocational_teacher_titles.rules import BOOK, QUESTIONS, READINGS

POLICY = Policy(
    room="vocational_teacher_titles",
    number="京人社事业发〔2020〕27号",
    title=Text("中等职业学校教师职称", "Titles of vocational-school teachers"),
    short=Text("27号", "No. 27"),
    lede=Text(
        "讲师四级、实习指导教师五级，按学历、任职年限、教学、业绩成果、班主任和课时评价。",
        "Four levels of lecturers, five of practice instructors: degree, years, teaching, achievements and duties.",
    ),
    issuers=(
        Text("北京市人力资源和社会保障局", "Beijing Municipal Human Resources and Social Security Bureau"),
        Text("北京市教育委员会", "Beijing Municipal Education Commission"),
    ),
    issued=date(2020, 11, 3),
    in_force=date(2020, 11, 10),
    closes=None,
    legal_basis=("人社部发〔2019〕89号", "京办发〔2018〕4号"),
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
