"""Names and bilingual words of the room's app."""

from __future__ import annotations

from gongbao.law.text import Text

ROOM, DIGITS = "personnel_archives", "24"
INTAKE, REQUEST, LOAN, TRANSFER, COMPLAINT = (
    f"{ROOM}.{name}" for name in ("intake", "request", "loan", "transfer", "complaint")
)
DOCUMENT = "rencai-2020-24/"
CLASSES = {
    1: Text("履历", "history"),
    2: Text("自传和思想", "autobiography"),
    3: Text("考核鉴定", "appraisals"),
    4: Text("学历学位、职称、培训", "education, titles, training"),
    5: Text("政治审查", "political review"),
    6: Text("党团", "party and league"),
    7: Text("奖励", "awards"),
    8: Text("处分", "discipline"),
    9: Text("工资、任免、报到、调动、退休", "wages, posts, assignment, moves, retirement"),
    10: Text("其他", "other papers"),
}
"""The ten classes of archive papers (parameter material_classes: confidence C)."""
PAPER_STATES = {
    "expected": Text("等待转来", "expected"),
    "here": Text("在库", "in store"),
    "lent": Text("借出", "lent"),
    "under_way": Text("转递中", "under way"),
    "sent": Text("已转出", "moved on"),
    "missing": Text("追查中", "being traced"),
}
DIGITAL_STATES = {
    "none": Text("未扫描", "not scanned"),
    "partial": Text("部分扫描", "partly scanned"),
    "whole": Text("已扫描", "scanned"),
    "differs": Text("影像与实体不一致，以实体为准", "differs from the paper, which prevails"),
}
OUTCOMES = {
    "allow": Text("可以提供", "Given"),
    "deny": Text("不提供", "Not given"),
    "inform": Text("说明缺什么，可开存档证明", "Explained; custody can be certified"),
    "refer": Text("转人工认定", "A person decides"),
}
OUTSIDE = {
    "household": Text("户籍", "household register"),
    "insurance": Text("社会保险参保", "insurance"),
    "unemployed": Text("失业登记", "registered unemployment"),
    "benefit": Text("失业保险金领取", "unemployment benefit"),
    "retirement": Text("退休登记", "retirement"),
    "settlement": Text("进京落户", "settlement"),
    "death": Text("死亡登记", "deaths"),
}
"""What other bodies' registers answer; here local imports stand in for the exchange."""
BODIES = {
    "department": Text("档案借阅部门", "lending department"),
    "street": Text("街道（乡镇）公共就业服务机构", "street or township body"),
    "employer": Text("用人单位", "employer"),
    "keeper": Text("有管档资格的单位和机构", "unit or body that may keep archives"),
}
"""Kinds of bodies on the lists."""
