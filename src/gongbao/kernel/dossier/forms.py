"""Forms of a title review: what the applicant, the employer, the review body, the experts and the committee write."""

from __future__ import annotations

from collections.abc import Sequence

from gongbao.kernel.drawing import AVOIDED
from gongbao.kernel.forms import Field, Form, Option
from gongbao.law.text import Text


def made(name: str, zh: str, en: str, *fields: Field, clause: str = "") -> Form:
    """A form of the first version."""
    return Form(id=name, version="1", title=Text(zh, en), fields=fields, clause=clause)


def one(name: str, kind: str, zh: str, en: str, **more: object) -> Field:
    """One field of a form."""
    return Field(name=name, kind=kind, label=Text(zh, en), **more)  # type: ignore[arg-type]


_WHO = (
    one("name", "text", "姓名", "Name", max_length=60),
    one("contact", "text", "联系方式", "Contact", max_length=60),
    one("statement", "long_text", "异议内容", "The objection"),
)


PUBLIC_OBJECTION = made(
    "public_objection", "对公示提出异议", "Objection to a public notice",
    one("text", "long_text", "异议内容", "What you object to"),
    one("name", "text", "姓名或单位", "Name", required=False, max_length=60),
    one(
        "phone", "phone", "联系电话", "Phone", required=False, help=Text("只用于答复，不公开", "Only to answer you; not published")
    ),
)  # fmt: skip
"""What anybody fills in on the public page of a notice."""
AVOID = (
    one(
        "why", "choice", "关系", "Relation",
        options=tuple(Option(name, AVOIDED[name]) for name in ("kin", "coauthor", "teacher", "interest")),
    ),
    one("name", "text", "姓名", "Name", max_length=60),
)  # fmt: skip
"""Whom the draw of experts leaves out for this applicant, and why."""


def dossier(zh: str, en: str) -> Field:
    """Whether the applicant's own dossier goes along; who checks the conditions by it, in words."""
    return one(
        "dossier", "yes_no", "附上我保存的职称档案", "Attach the dossier I keep", required=False,
        help=Text(
            f"{zh}据此逐条核对条件；撤回申报即删除，办结后过了查看期不再开放",
            f"{en} the conditions by it; deleted when you withdraw, closed some time after the case has ended",
        ),
    )  # fmt: skip


def forms(titles: Sequence[str], kinds: Sequence[str], undertaking: str) -> dict[str, Form]:
    """The forms of a review for these titles, with these kinds of representative work; `undertaking` is a clause."""
    works = (
        one(
            "kind", "choice", "类型", "Kind", options=tuple(Option(each, Text(each, each)) for each in kinds)
        ),
        one("name", "text", "名称", "Name", max_length=200),
        one("role", "text", "本人角色", "Role", max_length=60),
    )
    return {
        form.id: form
        for form in (
            made(
                "application", "职称申报", "Application for a title",
                one("title", "choice", "申报职称", "Title", options=tuple(Option(each, Text(each, each)) for each in titles)),
                one("speciality", "text", "申报专业", "Speciality", max_length=60),
                one(
                    "employer_code", "credit_code", "推荐单位的统一社会信用代码", "Credit code of the recommending employer",
                    help=Text("没有单位的，填人才机构或行业协会", "Without an employer: a talent agency or trade association"),
                ),
                one("avoid", "table", "需要回避的人", "People to be avoided", columns=AVOID, required=False, max_rows=20),
                one("works", "table", "代表作", "Representative works", columns=works, required=False, max_rows=10),
                one("material", "files", "证明材料", "Papers", required=False, accept=("pdf", "jpg", "png")),
                dossier("推荐单位和评审机构", "The employer and the review body check"),
                one(
                    "undertaking", "commitment", "诚信承诺", "Undertaking", version="1", clause=undertaking,
                    words=Text("所填内容和材料真实，愿承担弄虚作假的后果。", "What I state is true; I know the consequences of fraud."),
                ),
            ),
            made(
                "recommendation", "单位推荐意见", "The employer’s recommendation",
                one("conduct", "long_text", "职业操守考察情况", "Professional conduct"),
                one("opinion", "long_text", "推荐意见", "Recommendation"),
                one("reviewer", "text", "审核人", "Checked by", max_length=60),
                one("head", "text", "单位负责人", "Head of the employer", max_length=60),
            ),
            made("check", "材料审核", "Check of the material", one("note", "long_text", "审核意见", "Note", required=False)),
            made(
                "assessment", "专业评议", "Assessment",
                one("score", "integer", "定量评分", "Marks", minimum=0, maximum=100),
                one("opinion", "long_text", "定性意见", "Opinion"),
            ),
            made(
                "vote", "表决结果", "Result of the vote",
                one("present", "integer", "出席人数", "Present", minimum=1),
                one("for_", "integer", "赞成票", "For", minimum=0),
                one("against", "integer", "反对票", "Against", minimum=0),
                one("abstained", "integer", "弃权票", "Abstained", minimum=0),
            ),
            made(
                "acceptance", "验收", "Acceptance",
                *(
                    one(name, "yes_no", zh, en)
                    for name, zh, en in (
                        ("material_ok", "材料", "Material"), ("scope_ok", "范围", "Scope"),
                        ("procedure_ok", "程序", "Procedure"), ("quality_ok", "质量", "Quality"),
                    )
                ),
            ),
            made(
                "appointment", "聘任", "Appointment",
                one("post", "text", "聘任岗位", "Post", max_length=60), one("from_", "date", "聘任起始日", "From"),
            ),
            made("return", "退回补正", "Return", one("remarks", "long_text", "需要改正的地方", "What to correct")),
            made("delegation", "转交", "Delegation", one("to", "text", "转交给", "To")),
            made("objection", "异议", "Objection", *_WHO),
            made("objection_answer", "异议答复", "Answer", one("answer", "long_text", "答复", "Answer")),
        )
    }  # fmt: skip
