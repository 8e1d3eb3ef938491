"""Forms: what the review of an AI title asks."""

from __future__ import annotations

from gongbao.kernel.dossier.forms import forms

TITLES = ("助理工程师", "工程师", "高级工程师", "正高级工程师")
WORKS = ("发明专利", "技术报告", "研究报告", "设计文件", "技术标准", "专业论文", "专著编著", "其他")
"""Kinds of representative work; another kind is recognised by hand (ai-2020-30/annex.2.3.b)."""
FORMS = forms(TITLES, WORKS, "ai-2020-30/art.5.1")
