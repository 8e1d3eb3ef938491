"""What the rooms on titles share: values of the review, kinds of records, registers asked, pages."""

from __future__ import annotations

from pathlib import Path

from gongbao.law.parameters import Parameters
from gongbao.law.text import Text
from gongbao.policies.base import Record

PROCESS = Parameters.load(Path(__file__).parent / "titling.yaml")
"""Values of the review itself that no document gives; a room's own value of the same name goes before."""

_PERSON = ("name", "identity_number", "phone")
RECORDS = (
    Record("application", Text("申报", "Application"), 10, (), _PERSON),
    Record("certificate", Text("职称证书", "Certificate"), 100, ("name", "title", "speciality", "date", "number"), ("identity_number",)),
    Record("appointment", Text("聘任记录", "Appointment"), 10, (), _PERSON),
    Record("integrity_entry", Text("职称评价诚信档案", "Integrity file"), 10, (), _PERSON),
    Record("review_body", Text("评审服务机构备案", "Filing of a review body"), 10, ("name", "levels", "specialities", "valid_until"), ()),
    Record("committee", Text("评审委员会备案", "Filing of a committee"), 10, ("name", "level", "speciality"), ("members",)),
    Record("expert", Text("评审专家", "Expert"), 10, (), _PERSON),
    Record("recusal", Text("回避", "Recusal"), 10, (), _PERSON),
    Record("speciality", Text("职称专业目录", "Directory of specialities"), 100, ("name", "from", "to"), ()),
    Record("correspondence", Text("职业资格与职称对应清单", "Correspondence of qualifications"), 100, ("name", "grade", "level", "from", "to"), ()),
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
