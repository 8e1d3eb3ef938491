"""Bilingual words of notices and objections."""

from __future__ import annotations

from gongbao.law.text import Text

STATES = {
    "open": Text("公示中", "Open"),
    "over": Text("公示期满", "Period over"),
    "suspended": Text("公示中止", "Suspended"),
    "withdrawn": Text("已撤回", "Withdrawn"),
    "corrected": Text("已更正", "Corrected"),
}
OUTCOMES = {
    "open": Text("办理中", "Being handled"),
    "upheld": Text("异议成立", "Upheld"),
    "partly": Text("部分成立", "Partly upheld"),
    "rejected": Text("异议不成立", "Rejected"),
}
ACTS = {
    "published": Text("发布", "Published"),
    "suspended": Text("中止", "Suspended"),
    "resumed": Text("恢复", "Resumed"),
    "extended": Text("延长", "Extended"),
    "corrected": Text("更正", "Corrected"),
    "withdrawn": Text("撤回", "Withdrawn"),
    "cleared": Text("到期清除个人信息", "Personal data removed"),
}
