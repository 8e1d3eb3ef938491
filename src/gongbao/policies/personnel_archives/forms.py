"""Forms: what a person, a firm or a department is asked, and the texts of notice and promise."""

from __future__ import annotations

from gongbao.kernel.forms import Field, Form, Option
from gongbao.law.text import Text
from gongbao.policies.personnel_archives import facts as f

DOCUMENT = "rencai-2020-24/"
CERTIFIABLE = {
    "custody": Text("存档证明", "that the archive is kept here"),
    "experience": Text("工作经历", "employment history"),
    "education": Text("学历学位", "education"),
    "identity": Text("干部或工人身份", "status as cadre or worker"),
    "membership": Text("政治面貌", "political status"),
    "born_on": Text("档案记载的出生日期", "date of birth as recorded"),
}
CAUSES = {
    "time": Text("办理慢", "slow"),
    "place": Text("找错地方、跑多次", "wrong place or many visits"),
    "papers": Text("要求多余材料", "papers demanded needlessly"),
    "record": Text("档案记载缺失或矛盾", "missing or contradictory records"),
    "transfer": Text("转递丢失或迟延", "transfer late or lost"),
    "attitude": Text("服务态度", "manner of service"),
    "unknown_rule": Text("不了解政策", "rules not known"),
}


def _options(words: dict[str, Text]) -> tuple[Option, ...]:
    return tuple(Option(word, label) for word, label in words.items())


def _field(name: str, kind: str, zh: str, en: str, clause: str, **more: object) -> Field:
    return Field(name=name, kind=kind, label=Text(zh, en), clause=DOCUMENT + clause, **more)  # type: ignore[arg-type]


def _form(name: str, zh: str, en: str, clause: str, *fields: Field) -> Form:
    return Form(
        id=f"personnel_archives.{name}",
        version="1",
        title=Text(zh, en),
        clause=DOCUMENT + clause,
        fields=fields,
    )


_NAME = _field("name", "text", "姓名", "Name", "1.s1", max_length=60, example="林知舟")
_NUMBER = _field(
    "identity_number",
    "identity_number",
    "身份证号码",
    "Identity number",
    "1.s1",
    aliases=("证件号码", "身份证号"),
)
INTAKE = _form(
    "intake", "个人委托存档申请", "Entrusting an archive", "1.s1",
    _field("former_keeper", "text", "现在的存档单位", "Present keeper", "1.s1", max_length=120),
    _field("post", "choice", "岗位口径", "Kind of post", "4.s1", options=_options(f.POSTS)),
)  # fmt: skip
REQUEST = _form(
    "request", "证明和复印申请", "Certificate or copies", "6.s1",
    _field("purpose", "choice", "用途", "Purpose", "6.s1", options=_options(f.PURPOSES)),
    _field("certify", "choice", "要证明什么", "What to certify", "5.s1", options=_options(CERTIFIABLE), required=False),
    _field("materials", "choices", "要复印什么", "What to copy", "6.s2", options=_options(f.MATERIALS), required=False),
)  # fmt: skip
LOAN = _form(
    "loan", "借阅申请", "Reading or borrowing", "8.s2",
    _NUMBER,
    _field("matter", "choice", "办理事项", "Matter", "8.s2", options=_options(f.MATTERS)),
    _field("purpose", "long_text", "查阅用途", "Purpose", "8.z.s2"),
)  # fmt: skip
PAPER_REASON = _form(
    "paper_reason", "申请实体档案", "Asking for the real archive", "8.s2",
    _field("why", "long_text", "影像为什么不够", "Why the image does not suffice", "8.s2"),
    _field("back_on", "date", "约定归还日", "To be back on", "8.z.s1"),
)  # fmt: skip
TRANSFER = _form(
    "transfer", "转递申请", "Transfer", "2.s1",
    _field("destination", "choice", "转往", "Destination", "1.s2", options=_options(f.DESTINATIONS)),
    _field("destination_name", "text", "接收单位名称", "Name of the receiver", "2.s1", max_length=120),
)  # fmt: skip
PROMISE = _form(
    "promise", "承诺", "Promise", "4.s2",
    _field(
        "promised", "commitment", "本人承诺", "The person's promise", "4.s2", version="1",
        words=Text(
            "我已看过告知书，知道档案里的问题和对办理退休的影响，同意由本中心接收档案。",
            "I have read the notice, know what the archive lacks and what it means for retirement, and agree that the centre takes it in.",
        ),
    ),
)  # fmt: skip
COMPLAINT = _form(
    "complaint", "诉求", "Complaint", "end.s3",
    _field("statement", "long_text", "说明情况", "What is wrong", "end.s3"),
)  # fmt: skip
ANSWER = _form(
    "answer", "答复", "Answer", "end.s3",
    _field("cause", "choice", "原因", "Cause", "end.s3", options=_options(CAUSES)),
    _field("answer", "long_text", "答复", "Answer", "end.s3"),
)  # fmt: skip
CLOSING_FIRM = (
    _NAME,
    _NUMBER,
    _field("barcode", "text", "档案条码", "Barcode", "1.s3", max_length=40, required=False),
    _field("pages", "integer", "页数", "Pages", "1.s3", minimum=1, maximum=5000),
    _field("post", "choice", "岗位口径", "Kind of post", "4.s1", options=_options(f.POSTS)),
)
BATCH = _form(
    "batch", "单位批量移交", "A firm hands archives over", "1.s1",
    _field("archives", "table", "档案清单", "List of archives", "1.s3", columns=CLOSING_FIRM, max_rows=20000),
)  # fmt: skip
FORMS = {
    "application": INTAKE, "request": REQUEST, "loan": LOAN, "transfer": TRANSFER, "paper_reason": PAPER_REASON,
    "promise": PROMISE, "complaint": COMPLAINT, "answer": ANSWER, "batch": BATCH,
}  # fmt: skip
PARTS = {"archives": "batch"}
"""Parts of a form that clauses name by themselves, and the form they stand in."""
