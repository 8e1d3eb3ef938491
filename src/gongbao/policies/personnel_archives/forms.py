"""Forms: what a person, a firm or a department is asked, and the texts of notice and promise."""

from __future__ import annotations

from gongbao.kernel import districts
from gongbao.kernel.forms import Field, Form, Option, options
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


MISSING = {
    "household": (Text("户籍信息", "household"), True),
    "insurance": (Text("参保和单位信息", "insurance and employer"), True),
    "unemployed": (Text("失业登记信息", "registered unemployment"), True),
    "benefit": (Text("失业保险金领取信息", "unemployment benefit"), True),
    "retirement": (Text("退休登记信息", "retirement"), True),
    "settlement": (Text("落户信息", "settlement"), True),
    "former_keeper": (Text("现在的存档单位", "the present keeper"), False),
    "purpose": (Text("用途的说明", "an explanation of the purpose"), False),
    "mandate": (Text("授权", "the mandate"), False),
    "receiver": (Text("接收单位", "the receiver"), False),
    "statement": (Text("情况说明", "a statement of what happened"), False),
}
"""What a return may ask for, and whether a register can give it (7.s3)."""


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


CENTRES = tuple(Option(each.code, each.name) for each in districts.OFFICES)
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
    _field("post", "choice", "岗位口径", "Kind of post", "4.s1", options=options(f.POSTS)),
)  # fmt: skip
REQUEST = _form(
    "request", "证明和复印申请", "Certificate or copies", "6.s1",
    _field("purpose", "choice", "用途", "Purpose", "6.s1", options=options(f.PURPOSES)),
    _field("certify", "choice", "要证明什么", "What to certify", "5.s1", options=options(CERTIFIABLE), required=False),
    _field("materials", "choices", "要复印什么", "What to copy", "6.s2", options=options(f.MATERIALS), required=False),
)  # fmt: skip
LOAN = _form(
    "loan", "借阅申请", "Reading or borrowing", "8.s2",
    _NUMBER,
    _field("matter", "choice", "办理事项", "Matter", "8.s2", options=options(f.MATTERS)),
    _field("purpose", "long_text", "查阅用途", "Purpose", "8.z.s2"),
    _field(
        "own_file", "yes_no", "是不是经办人本人或近亲属的档案", "The reader's own archive or near kin's", "8.z.s2",
        help=Text("本人和近亲属的档案由同事办理", "A colleague handles one's own and near kin's"),
    ),
)  # fmt: skip
PAPER_REASON = _form(
    "paper_reason", "申请实体档案", "Asking for the real archive", "8.s2",
    _field("why", "long_text", "影像为什么不够", "Why the image does not suffice", "8.s2"),
    _field("back_on", "date", "约定归还日", "To be back on", "8.z.s1"),
)  # fmt: skip
TRANSFER = _form(
    "transfer", "转递申请", "Transfer", "2.s1",
    _field(
        "destination", "choice", "转往", "Destination", "1.s2",
        options=options({k: v for k, v in f.DESTINATIONS.items() if k != "stay"}),
    ),
    _field(
        "destination_office", "choice", "转往哪个中心", "Which centre", "1.s2", options=CENTRES,
        only_if=("destination", "district_centre"),
    ),
    _field(
        "destination_name", "text", "接收单位名称", "Name of the receiver", "2.s1", max_length=120, required=False,
        help=Text("转往中心的不用填", "Not needed for a centre"),
    ),
)  # fmt: skip
STAY = _form(
    "stay", "落户后不转回，归入审批材料", "Stay after settling; file the approval", "3.s1",
    _field("title", "text", "落户审批材料名称", "Title of the approval papers", "3.s2", max_length=120, example="积分落户审批表"),
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
    _field("cause", "choice", "原因", "Cause", "end.s3", options=options(CAUSES)),
    _field("answer", "long_text", "答复", "Answer", "end.s3"),
)  # fmt: skip
ASK_FOR = _form(
    "ask_for",
    "为所管人员申请证明和复印",
    "Certificate or copies for a person in one's charge",
    "6.s1",
    _NUMBER,
    *REQUEST.fields,
)
RETURN = _form(
    "return", "退回补正", "Return for correction", "7.s3",
    _field("missing", "choices", "还缺什么", "What is missing", "7.s3", options=options({k: v for k, (v, _) in MISSING.items()})),
)  # fmt: skip
_BARCODE = _field("barcode", "text", "档案条码", "Barcode", "1.s3", max_length=40)
_PAGES = _field("pages", "integer", "页数", "Pages", "1.s3", minimum=1, maximum=5000)
CHECK_LIST = (_BARCODE, _NAME, _PAGES)
CHECK = _form(
    "check", "清单核对", "Compare with a list", "8.z.s2",
    _field("archives", "table", "清单", "List", "8.z.s2", columns=CHECK_LIST, max_rows=50000),
)  # fmt: skip
_YES = {
    "ended": ("已终止或解除", "Ended"), "registered": ("已登记失业", "Registered"),
    "qualified": ("取得资格", "Qualified"), "approved": ("经核准", "Approved"),
}  # fmt: skip


def _says(name: str) -> Field:
    zh, en = _YES[name]
    return _field(name, "yes_no", zh, en, "7.s3")


IMPORTS: dict[str, tuple[Field, ...]] = {
    "household": (
        _NUMBER,
        _field("office", "choice", "户籍所在区", "District", "7.s3", options=CENTRES),
        _field("street", "text", "街道（乡镇）", "Street or township", "7.s3", max_length=40, required=False),
    ),
    "insurance": (
        _NUMBER,
        _field("employer", "choice", "单位类型", "Kind of employer", "7.s3", options=options(f.FORMER_EMPLOYERS)),
        _field("firm", "credit_code", "单位统一社会信用代码", "Credit code", "7.s3", required=False),
        _says("ended"),
    ),
    "unemployed": (_NUMBER, _says("registered")),
    "benefit": (_NUMBER, _field("since", "date", "领取起始日", "Since", "7.s3")),
    "retirement": (_NUMBER, _field("retired_on", "date", "退休日期", "Retired on", "7.s3")),
    "settlement": (
        _NUMBER,
        _field(
            "way", "choice", "落户方式", "Way", "7.s3",
            options=options({k: v for k, v in f.SETTLEMENTS.items() if k != "none"}),
        ),
        _says("qualified"),
        _says("approved"),
    ),
    "death": (_NUMBER, _field("on", "date", "死亡日期", "Died on", "7.s3")),
}  # fmt: skip
"""What other bodies' registers send, by register; the answers keep these names."""
CLOSING_FIRM = (
    _NAME,
    _NUMBER,
    _field("barcode", "text", "档案条码", "Barcode", "1.s3", max_length=40, required=False),
    _PAGES,
    _field("post", "choice", "岗位口径", "Kind of post", "4.s1", options=options(f.POSTS)),
)
BATCH = _form(
    "batch", "单位批量移交", "A firm hands archives over", "1.s1",
    _field("archives", "table", "档案清单", "List of archives", "1.s3", columns=CLOSING_FIRM, max_rows=20000),
)  # fmt: skip
FORMS = {
    "application": INTAKE, "request": REQUEST, "loan": LOAN, "transfer": TRANSFER, "paper_reason": PAPER_REASON,
    "promise": PROMISE, "complaint": COMPLAINT, "answer": ANSWER, "batch": BATCH, "stay": STAY, "ask_for": ASK_FOR,
    "return": RETURN, "check": CHECK,
}  # fmt: skip
PARTS = {"archives": "batch"}
"""Parts of a form that clauses name by themselves, and the form they stand in."""
