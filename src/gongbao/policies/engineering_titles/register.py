"""Register: certificates, integrity entries, review bodies and experts; what is published and masked."""

from __future__ import annotations

from gongbao.law.text import Text
from gongbao.policies.base import Record, Report

_PERSON = ("name", "identity_number", "phone")
RECORDS = (
    Record("application", Text("申报", "Application"), 10, (), _PERSON),
    Record("certificate", Text("职称证书", "Certificate"), 100, ("name", "title", "speciality", "date", "number"), ("identity_number",)),
    Record("old_certificate", Text("改革前的高级工程师（教授级）证书", "Professor-grade certificates of before"), 100, ("name", "title", "number"), ("identity_number",)),
    Record("appointment", Text("聘任记录", "Appointment"), 10, (), _PERSON),
    Record("integrity_entry", Text("职称评价诚信档案", "Integrity file"), 10, (), _PERSON),
    Record("review_body", Text("评审服务机构备案", "Filing of a review body"), 10, ("name", "levels", "specialities", "valid_until"), ()),
    Record("committee", Text("评审委员会备案", "Filing of a committee"), 10, ("name", "level", "speciality"), ("members",)),
    Record("expert", Text("评审专家", "Expert"), 10, (), _PERSON),
    Record("recusal", Text("回避", "Recusal"), 10, (), _PERSON),
    Record("rectification", Text("限期整改", "Rectification order"), 10, ("body", "due", "result"), ()),
    Record("speciality", Text("职称专业目录", "Directory of specialities"), 100, ("name", "from", "to"), ()),
    Record("correspondence", Text("职业资格与职称对应清单", "Correspondence of qualifications"), 100, ("name", "grade", "level", "from", "to"), ()),
)  # fmt: skip
REPORTS = (
    Report("reviews", Text("评审统计：专业、层级、区、年龄段", "Reviews by speciality, level, district, age"), "gong-2020-17/art.4.1.s2"),
    Report("supervision", Text("监督检查与整改", "Supervision and rectification"), "gong-2020-17/art.3.4.4.s2"),
)  # fmt: skip
REGISTERS = {
    "integrity": Text("职称评价诚信档案", "integrity file"),
    "titles": Text("职称证书", "title certificates"),
    "education": Text("学历信息", "degrees"),
}
PAGES = {
    "guide": Text("办事指南", "guide"),
    "notice": Text("公示", "public notice"),
    "status": Text("办件进度", "status"),
    "verify": Text("证书查验", "verification"),
}
