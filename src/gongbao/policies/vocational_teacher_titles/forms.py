"""Forms: what the review of a teacher’s title asks, and the forms of the schools' own procedures."""

from __future__ import annotations

from dataclasses import replace

from gongbao.kernel.dossier.forms import dossier, forms, made, one
from gongbao.kernel.forms import Option
from gongbao.law.text import Text
from gongbao.policies.vocational_teacher_titles.facts import DOCUMENT, REVIEWED, TITLES
from gongbao.policies.vocational_teacher_titles.schools import OLD, OTHER_OLD

WORKS = (
    "指导竞赛成绩",
    "教案教材",
    "行业标准",
    "教研报告",
    "发明专利",
    "调研报告",
    "教研教改论文",
    "培训服务案例报告",
    "其他",
)
"""Kinds of representative work; no paper is required, another kind is recognised by hand (art.3.2.3.s2)."""
INITIAL = tuple(each for each in TITLES if each not in REVIEWED)


def _chosen(*words: str) -> tuple[Option, ...]:
    return tuple(Option(word, Text(word, word)) for word in words)


_works = (
    one("kind", "choice", "类型", "Kind", options=_chosen(*WORKS)), one("name", "text", "名称", "Name", max_length=200),
    one("role", "text", "本人角色", "Role", max_length=60),
)  # fmt: skip
SCHOOLS = (
    made("plan.application", "评聘方案", "The plan",
         one("plan", "files", "职工大会通过的评聘方案", "The plan as adopted", accept=("pdf",),
             help=Text("考评小组名单按学校页面，一并报送", "The panel on the school’s page goes with it"))),
    made("staff_meeting", "职工大会讨论", "The staff meeting",
         one("held_on", "date", "开会日期", "Held on"), one("present", "integer", "到会人数", "Present", minimum=1),
         one("for_", "integer", "赞成人数", "For", minimum=0)),
    made("posts", "公布岗位和条件", "Posts and conditions published",
         one("title", "choice", "职称", "Title", options=_chosen(*TITLES)),
         one("posts", "integer", "拟聘岗位数", "Posts", minimum=0), one("conditions", "long_text", "申报条件", "Conditions")),
    made("initial.application", "初级职称申请", "Application for an initial title",
         one("title", "choice", "职称", "Title", options=_chosen(*INITIAL)), one("speciality", "text", "专业", "Speciality", max_length=60),
         one("employer_code", "credit_code", "所在学校的统一社会信用代码", "Credit code of the school"),
         one("works", "table", "代表作", "Representative works", columns=_works, required=False, max_rows=10),
         one("material", "files", "证明材料", "Papers", required=False, accept=("pdf", "jpg", "png")),
         dossier("学校考评小组", "The school’s panel checks")),
    made("appraisal", "综合考核", "Appraisal",
         one("conduct", "long_text", "职业道德", "Professional ethics"), one("ability", "long_text", "业绩能力", "Ability and results"),
         one("academic", "long_text", "学术成果", "Academic results", required=False),
         one("honours", "long_text", "表彰奖励", "Honours", required=False),
         one("yearly", "long_text", "任现职以来各学年度考核", "Yearly appraisals since the present title"),
         one("method", "choice", "评价方式", "Method", options=_chosen("说课讲课", "面试答辩", "专家评议", "民主测评", "实践操作", "其他"))),
    made("transition.application", "过渡人员", "A teacher who passes over",
         one("name", "text", "姓名", "Name", max_length=60),
         one("old_title", "choice", "原职称", "Old title", options=_chosen(*OLD, OTHER_OLD)),
         one("obtained_on", "date", "取得日期", "Obtained on"),
         one("certificate", "files", "原证书", "The old certificate", accept=("pdf", "jpg", "png"))),
    made("confirmation", "确认过渡", "Confirmation",
         one("new_title", "choice", "改革后的职称", "New title", options=_chosen(*TITLES)), one("confirmed_on", "date", "确认日期", "Confirmed on")),
)  # fmt: skip
_REVIEW = forms(REVIEWED, WORKS, DOCUMENT + "annex2.6.1.p2.s1")
PANEL = (
    one("panel_met_on", "date", "考评小组评议日期", "The panel met on", required=False),
    one("panel_present", "integer", "小组到会人数", "Members present", required=False, minimum=1, maximum=30),
    one("panel_for", "integer", "同意推荐人数", "Members for it", required=False, minimum=0, maximum=30),
    one("panel_finding", "long_text", "考评小组意见", "The panel’s finding", required=False),
)
"""What the school's panel found of an applicant, beside the school's own recommendation."""
_RECOMMENDATION = replace(
    _REVIEW["recommendation"], version="2", fields=(*PANEL, *_REVIEW["recommendation"].fields)
)
_GRADE = one(
    "grade", "integer", "专业技术岗位等级（1至13）", "Grade of the post (1 to 13)", minimum=1, maximum=13
)
_APPOINTMENT = replace(
    _REVIEW["appointment"], version="2", fields=(_REVIEW["appointment"].fields[0], _GRADE, *_REVIEW["appointment"].fields[1:])
)  # fmt: skip
"""A teacher's post has a grade of the title's level (art.3.1.4)."""
FORMS = (
    _REVIEW
    | {"recommendation": _RECOMMENDATION, "appointment": _APPOINTMENT}
    | {form.id: form for form in SCHOOLS}
)
