"""Forms: what the review of an engineering title asks."""

from __future__ import annotations

from gongbao.kernel.dossier.forms import forms

TITLES = ("技术员", "助理工程师", "工程师", "高级工程师", "正高级工程师")
WORKS = (
    "专利成果",
    "技术报告",
    "设计文件",
    "技术标准",
    "行业工法",
    "专业论文",
    "专著编著",
    "技术转移转化服务合同",
    "其他",
)
"""Kinds of representative work; another kind is recognised by hand (gong-2020-17/art.3.2.3.s2)."""
FORMS = forms(TITLES, WORKS, "gong-2020-17/art.3.2.1.s3")
