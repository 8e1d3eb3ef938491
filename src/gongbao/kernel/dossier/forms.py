"""Forms of a title review: what the applicant, the employer, the review body, the experts and the committee write."""

from __future__ import annotations

from collections.abc import Sequence

from gongbao.kernel.drawing import AVOIDED
from gongbao.kernel.forms import Field, Form, Option
from gongbao.law.text import Text


def _form(name: str, zh: str, en: str, *fields: Field, clause: str = "") -> Form:
    return Form(id=name, version="1", title=Text(zh, en), fields=fields, clause=clause)


def _field(name: str, kind: str, zh: str, en: str, **more: object) -> Field:
    return Field(name=name, kind=kind, label=Text(zh, en), **more)  # type: ignore[arg-type]


_WHO = (
    _field("name", "text", "姓名", "Name", max_length=60),
    _field("contact", "text", "联系方式", "Contact", max_length=60),
    _field("statement", "long_text", "异议内容", "The objection"),
)


PUBLIC_OBJECTION = _form(
    "public_objection", "对公示提出异议", "Objection to a public notice",
    _field("text", "long_text", "异议内容", "What you object to"),
    _field("name", "text", "姓名或单位", "Name", required=False, max_length=60),
    _field(
        "phone", "phone", "联系电话", "Phone", required=False, help=Text("只用于答复，不公开", "Only to answer you; not published")
    ),
)  # fmt: skip
"""What anybody fills in on the public page of a notice."""
AVOID = (
    _field(
        "why", "choice", "关系", "Relation",
        options=tuple(Option(name, AVOIDED[name]) for name in ("kin", "coauthor", "teacher", "interest")),
    ),
    _field("name", "text", "姓名", "Name", max_length=60),
)  # fmt: skip
"""Whom the draw of experts leaves out for this applicant, and why."""


def forms(titles: Sequence[str], kinds: Sequence[str], undertaking: str) -> dict[str, Form]:
    """The forms of a review for these titles, with these kinds of representative work; `undertaking` is a clause."""
    works = (
        _field(
            "kind", "choice", "类型", "Kind", options=tuple(Option(each, Text(each, each)) for each in kinds)
        ),
        _field("name", "text", "名称", "Name", max_length=200),
        _field("role", "text", "本人角色", "Role", max_length=60),
    )
    return {
        form.id: form
        for form in (
            _form(
                "application", "职称申报", "Application for a title",
                _field("title", "choice", "申报职称", "Title", options=tuple(Option(each, Text(each, each)) for each in titles)),
                _field("speciality", "text", "申报专业", "Speciality", max_length=60),
                _field(
                    "employer_code", "credit_code", "推荐单位的统一社会信用代码", "Credit code of the recommending employer",
                    help=Text("没有单位的，填人才机构或行业协会", "Without an employer: a talent agency or trade association"),
                ),
                _field("avoid", "table", "需要回避的人", "People to be avoided", columns=AVOID, required=False, max_rows=20),
                _field("works", "table", "代表作", "Representative works", columns=works, required=False, max_rows=10),
                _field("material", "files", "证明材料", "Papers", required=False, accept=("pdf", "jpg", "png")),
                _field(
                    "undertaking", "commitment", "诚信承诺", "Undertaking", version="1", clause=undertaking,
                    words=Text("所填内容和材料真实，愿承担弄虚作假的后果。", "What I state is true; I know the consequences of fraud."),
                ),
            ),
            _form(
                "recommendation", "单位推荐意见", "The employer’s recommendation",
                _field("conduct", "long_text", "职业操守考察情况", "Professional conduct"),
                _field("opinion", "long_text", "推荐意见", "Recommendation"),
                _field("reviewer", "text", "审核人", "Checked by", max_length=60),
                _field("head", "text", "单位负责人", "Head of the employer", max_length=60),
            ),
            _form("check", "材料审核", "Check of the material", _field("note", "long_text", "审核意见", "Note", required=False)),
            _form(
                "assessment", "专业评议", "Assessment",
                _field("score", "integer", "定量评分", "Marks", minimum=0, maximum=100),
                _field("opinion", "long_text", "定性意见", "Opinion"),
            ),
            _form(
                "vote", "表决结果", "Result of the vote",
                _field("present", "integer", "出席人数", "Present", minimum=1),
                _field("for_", "integer", "赞成票", "For", minimum=0),
                _field("against", "integer", "反对票", "Against", minimum=0),
                _field("abstained", "integer", "弃权票", "Abstained", minimum=0),
            ),
            _form(
                "acceptance", "验收", "Acceptance",
                *(
                    _field(name, "yes_no", zh, en)
                    for name, zh, en in (
                        ("material_ok", "材料", "Material"), ("scope_ok", "范围", "Scope"),
                        ("procedure_ok", "程序", "Procedure"), ("quality_ok", "质量", "Quality"),
                    )
                ),
            ),
            _form(
                "appointment", "聘任", "Appointment",
                _field("post", "text", "聘任岗位", "Post", max_length=60), _field("from_", "date", "聘任起始日", "From"),
            ),
            _form("return", "退回补正", "Return", _field("remarks", "long_text", "需要改正的地方", "What to correct")),
            _form("delegation", "转交", "Delegation", _field("to", "text", "转交给", "To")),
            _form("objection", "异议", "Objection", *_WHO),
            _form("objection_answer", "异议答复", "Answer", _field("answer", "long_text", "答复", "Answer")),
        )
    }  # fmt: skip
