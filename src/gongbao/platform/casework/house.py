"""Forms of the steps every procedure shares, for rooms that ask nothing more there."""

from __future__ import annotations

from gongbao.kernel.forms import Field, Form, Option
from gongbao.kernel.procedure import Action
from gongbao.law.text import Text
from gongbao.platform.cases.services import Registered
from gongbao.platform.letters import services as letters

SERVICE, DELEGATION = "service", "delegation"
NOTE = Field(
    name="note",
    kind="long_text",
    label=Text("说明", "Note"),
    help=Text("写给对方看，不写个人证件号码", "Read by the other side; no identity numbers"),
    required=False,
    max_length=1000,
)
_STATEMENT = Field(
    name="statement",
    kind="long_text",
    label=Text("理由", "Reasons"),
    help=Text("写明哪里不对、依据什么", "Say what is wrong and on what ground"),
)


def _form(name: str, title: Text, *fields: Field) -> Form:
    return Form(id=f"house.{name}", version="1", title=title, fields=fields)


FORMS = {
    SERVICE: _form(
        SERVICE,
        Text("送达", "Service"),
        Field(
            name="method",
            kind="choice",
            label=Text("送达方式", "How"),
            options=tuple(Option(name, letters.METHODS[name]) for name in ("person", "post")),
        ),
        Field(name="served_on", kind="date", label=Text("送达日期", "Day of service")),
        Field(
            name="acknowledged_by",
            kind="text",
            label=Text("签收人或邮件号", "Who signed, or the post number"),
            max_length=60,
        ),
        Field(name="evidence", kind="text", label=Text("凭证", "Proof"), required=False),
    ),
    "appeal": _form("appeal", Text("申请行政复议", "Apply for reconsideration"), _STATEMENT),
    "objection": _form("objection", Text("提出异议", "Object"), _STATEMENT),
    "appeal_answer": _form(
        "appeal_answer",
        Text("登记复议结果", "Record the reconsideration’s result"),
        Field(
            name="document",
            kind="text",
            label=Text("复议决定书文号", "Number of the reconsideration’s decision"),
            max_length=80,
        ),
    ),
    "objection_answer": _form(
        "objection_answer",
        Text("处理异议", "Settle the objection"),
        Field(
            name="answer",
            kind="long_text",
            label=Text("答复", "Answer"),
            help=Text("告诉异议人查了什么、怎样处理", "Tell the objector what was examined and what follows"),
            max_length=2000,
        ),
    ),
}
"""By the name `kernel.procedure.common` gives the form."""


def form_of(made: Registered, action: Action) -> Form | None:
    """The form of an action: the room's, else the house's; None where nothing is asked."""
    return made.form_of(action) or FORMS.get(action.form)
