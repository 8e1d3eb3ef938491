"""The words of a guide: kinds of clauses and of what carries them out, units of time."""

from __future__ import annotations

from gongbao.law.text import Text

MEANS = {
    "rule": Text("规则", "Rule"),
    "step": Text("步骤", "Step"),
    "record": Text("记录", "Record"),
    "report": Text("报表", "Report"),
    "page": Text("说明页", "Page"),
    "none": Text("不需执行", "Nothing to carry out"),
}
"""What can carry a clause out, in the fixed order of the coverage bar."""
KIND_OF_REF = {
    "rule": "rule", "parameter": "rule", "step": "step", "job": "step", "record": "record", "register": "record",
    "account": "record", "report": "report", "page": "page", "form": "page", "policy": "page",
}  # fmt: skip
CLAUSES = {
    "achievement": Text("成果", "achievement"), "amount": Text("金额", "amount"), "channel": Text("渠道", "channel"),
    "committee": Text("评审", "committee"), "deadline": Text("期限", "time limit"),
    "declaratory": Text("说明", "statement"), "definition": Text("定义", "definition"),
    "document-required": Text("材料", "documents"), "effective-date": Text("施行", "commencement"),
    "eligibility": Text("资格", "who qualifies"), "equivalence": Text("等同", "equivalence"),
    "exceptional-route": Text("破格", "exceptional route"), "obligation": Text("义务", "duty"),
    "output": Text("结果", "result"), "priority": Text("优先", "priority"),
    "procedure-step": Text("办理", "how it is done"), "prohibition": Text("禁止", "prohibition"),
    "quota": Text("名额", "quota"), "record": Text("记录", "records"),
    "supervision-report": Text("监督", "supervision"), "transition": Text("过渡", "transition"),
}  # fmt: skip
LIMITS = {
    "working_days_after": Text("{n} 个工作日", "{n} working days"),
    "calendar_days_after": Text("{n} 日", "{n} days"),
    "months_after": Text("{n} 个月", "{n} months"),
    "fixed_date": Text("至 {n}", "until {n}"),
    "nth_of_month": Text("每月 {n} 日前", "by day {n} of the month"),
}
DOCUMENT_DATA = {
    "offices": Text("17 个受理机构", "The 17 handling offices"),
    "legal_basis": Text("依据的文件", "Documents it rests on"),
    "in_force": Text("施行日期", "Day of commencement"),
    "issued": Text("成文日期", "Day of issue"),
}
