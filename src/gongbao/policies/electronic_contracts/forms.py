"""Forms: what is asked of employer, worker and authorities about a contract and its signatures."""

from __future__ import annotations

from datetime import date

from gongbao.kernel.forms import Field, Form, Option, options
from gongbao.kernel.rules.nodes import Fact
from gongbao.law.text import Text
from gongbao.policies.electronic_contracts import facts as f
from gongbao.policies.electronic_contracts.facts import CONTRACT_TYPES, GROUNDS

DOCUMENT = "lao-2020-28/"
VERSION = "2020-10"

TYPES = options(CONTRACT_TYPES)
END_GROUNDS = options(GROUNDS)
KEY_CASES = (
    Option("leaked", Text("可能被他人知道", "It may be known to somebody else")),
    Option("lost", Text("密钥或密码丢失，无人知道", "The key or its password is lost, nobody has it")),
)
PROCEEDINGS = (
    Option("arbitration", Text("劳动争议调解仲裁", "Mediation or arbitration of a labour dispute")),
    Option("insurance_audit", Text("社会保险稽核", "Audit of social insurance")),
    Option("inspection", Text("劳动保障监察执法", "Labour inspection")),
)


def _field(name: str, kind: str, zh: str, en: str, clause: str = "3.s1", **more: object) -> Field:
    return Field(name=name, kind=kind, label=Text(zh, en), clause=DOCUMENT + clause, **more)  # type: ignore[arg-type]


EMPLOYER_FIELDS = (
    _field(
        "employer_address",
        "text",
        "单位住所",
        "Employer's address",
        max_length=120,
        example="北京市海淀区某路8号",
    ),
    _field(
        "employer_head",
        "text",
        "法定代表人或主要负责人",
        "Legal representative",
        max_length=60,
        example="顾明远",
    ),
)
WORKER_FIELDS = (
    _field("worker_name", "text", "姓名", "Name", max_length=60, example="林知舟"),
    _field(
        "identity_number",
        "identity_number",
        "身份证号码",
        "Identity number",
        aliases=("身份证号", "公民身份号码", "证件号码"),
    ),
    _field("worker_address", "text", "住址", "Address", max_length=120, example="北京市西城区某街1号"),
    _field("phone", "phone", "手机号码", "Mobile phone", example="13800000000", aliases=("手机", "电话")),
)
TERM_FIELDS = (
    _field("contract_type", "choice", "合同类型", "Kind of contract", options=TYPES),
    _field("starts_on", "date", "开始日期", "First day", minimum=date(1990, 1, 1), example="2020-12-01"),
    _field(
        "ends_on",
        "date",
        "结束日期",
        "Last day",
        help=Text("固定期限才填", "For a fixed term only"),
        only_if=("contract_type", "fixed"),
        example="2023-11-30",
    ),
    _field(
        "task",
        "text",
        "工作任务",
        "The task",
        only_if=("contract_type", "task"),
        max_length=200,
    ),
    _field(
        "probation_months",
        "integer",
        "试用期（月）",
        "Probation in months",
        "3.s2",
        minimum=0,
        maximum=6,
        example="2",
    ),
    _field(
        "position", "text", "岗位", "Position", max_length=60, example="数据工程师", aliases=("工作岗位",)
    ),
    _field("workplace", "text", "工作地点", "Place of work", max_length=120, example="北京市朝阳区"),
    _field(
        "wage",
        "money",
        "月工资",
        "Monthly wage",
        "3.s2",
        help=Text("非全日制填小时工资", "The hourly wage for part-time work"),
        example="12000.00",
        aliases=("月工资（元）", "工资"),
    ),
    _field(
        "probation_wage",
        "money",
        "试用期月工资",
        "Wage on probation",
        "3.s2",
        required=False,
        example="9600.00",
    ),
    _field("week_hours", "integer", "每周工作小时", "Hours a week", minimum=1, maximum=60, example="40"),
    _field("pay_day", "integer", "每月发薪日", "Pay day of the month", minimum=1, maximum=31, example="10"),
)
OWN_TERMS = (
    _field(
        "own_terms",
        "long_text",
        "双方自行约定",
        "Terms of the parties' own",
        "3.s2",
        required=False,
        max_length=4000,
    ),
)

ENDING_FIELDS = (
    _field("ends_on", "date", "结束日期", "Last day", "5"),
    _field(
        "proposed_by",
        "choice",
        "解除由谁提出",
        "Who proposed the ending",
        "5",
        options=(
            Option("employer", Text("用人单位", "The employer")),
            Option("worker", Text("劳动者", "The worker")),
        ),
    ),
    _field(
        "worked_from",
        "date",
        "本单位工作起始日",
        "First day with the employer",
        "5",
        minimum=date(1960, 1, 1),
    ),
    _field(
        "average_wage",
        "money",
        "解除前十二个月平均工资",
        "Average monthly wage of the last twelve months",
        "5",
        help=Text(
            "应得工资，含奖金、津贴；不满十二个月的按实际月数",
            "What was due, bonuses included; over fewer months where there were fewer",
        ),
    ),
    _field(
        "triple_average",
        "money",
        "上年度职工月平均工资的三倍",
        "Three times last year's average monthly wage",
        "5",
        help=Text(
            "预填的是缴费基数上限，待核实；以当地公布数为准",
            "Filled in from the highest contribution base, to be confirmed; the published figure counts",
        ),
    ),
    _field(
        "compensation",
        "money",
        "约定的经济补偿",
        "Compensation agreed",
        "5",
        required=False,
        help=Text("不填的，按法定金额", "Left empty, it is what the law gives"),
    ),
)
"""What an agreed ending is worked out from."""


def _asked(fact: Fact, only_if: tuple[str, object] | None = None) -> Field:
    whole = fact.kind == "integer"
    return Field(
        name=fact.name,
        kind="integer" if whole else "yes_no",
        label=fact.label,
        clause=DOCUMENT + "3.s2",
        only_if=only_if,
        minimum=0 if whole else None,
    )


REVIEW_FIELDS = (
    _asked(f.own_deposit),
    _asked(f.own_training_bond),
    _asked(f.own_training_within, ("own_training_bond", True)),
    _asked(f.own_noncompete),
    _asked(f.own_noncompete_person, ("own_noncompete", True)),
    _asked(f.own_noncompete_paid, ("own_noncompete", True)),
    _asked(f.own_noncompete_months, ("own_noncompete", True)),
    _asked(f.own_other_penalty),
    _asked(f.own_exempts),
    _asked(f.own_below_law),
    _asked(f.own_other_end),
)
"""What a person finds in the parties' own terms: the facts of ``electronic_contracts/own_terms``."""
ROSTER_FIELDS = (*EMPLOYER_FIELDS, *WORKER_FIELDS, *TERM_FIELDS)


def _form(id_: str, zh: str, en: str, clause: str, *fields: Field) -> Form:
    return Form(id=id_, version=VERSION, title=Text(zh, en), fields=fields, clause=DOCUMENT + clause)


FORMS = {
    form.id: form
    for form in (
        _form(
            "contract",
            "劳动合同",
            "Labour contract",
            "3.s1",
            *EMPLOYER_FIELDS,
            *WORKER_FIELDS,
            *TERM_FIELDS,
            *OWN_TERMS,
        ),
        _form(
            "roster",
            "批量订立花名册",
            "Roster for many contracts",
            "3.s1",
            Field(
                name="roster",
                kind="table",
                label=Text("花名册", "Roster"),
                columns=ROSTER_FIELDS,
                max_rows=1000,
                clause=DOCUMENT + "3.s1",
            ),
        ),
        _form(
            "terms_review",
            "审查自行约定的条款",
            "Review of the parties' own terms",
            "3.s2",
            *REVIEW_FIELDS,
            _field("remarks", "long_text", "审查意见", "Remarks", "3.s2", required=False, max_length=2000),
        ),
        _form(
            "consent",
            "同意采用电子形式",
            "Agreement to the electronic form",
            "1",
            _field(
                "agreed",
                "commitment",
                "我同意",
                "I agree",
                "1",
                version=VERSION,
                words=Text(
                    "我同意用电子形式订立本合同，知道也可以选择纸质合同。",
                    "I agree to make this contract electronically and know that I may choose paper.",
                ),
            ),
        ),
        _form(
            "explanation",
            "签署系统说明",
            "About the signing system",
            "11.s1",
            _field(
                "understood",
                "commitment",
                "我已了解",
                "I have understood",
                "11.s3",
                version=VERSION,
                words=Text(
                    "我已阅读系统的资质、技术条件、保障措施和签署步骤。",
                    "I have read the system's qualifications, techniques, safeguards and steps.",
                ),
            ),
        ),
        _form(
            "answer",
            "答复",
            "Answer",
            "1",
            _field(
                "answer",
                "choice",
                "答复",
                "Answer",
                "1",
                options=(
                    Option("accept", Text("同意", "Accept")),
                    Option("change", Text("希望修改", "Ask for changes")),
                    Option("refuse", Text("拒绝", "Refuse")),
                ),
            ),
            _field(
                "wish",
                "long_text",
                "希望怎样改",
                "The change wished",
                "1",
                only_if=("answer", "change"),
                max_length=1000,
            ),
        ),
        _form(
            "signing",
            "签署",
            "Signing",
            "2.s2",
            _field("password", "text", "签署密码", "Signing password", "12.s2", max_length=64),
        ),
        _form(
            "notice",
            "单方通知",
            "One-sided notice",
            "5",
            _field("ground", "choice", "事由", "Ground", "5", options=END_GROUNDS),
            _field("ends_on", "date", "结束日期", "Last day", "5"),
            _field("statement", "long_text", "事实和理由", "Facts and reasons", "5", max_length=2000),
        ),
        _form(
            "ending_certificate",
            "解除或终止证明",
            "Certificate of ending",
            "5",
            _field("ends_on", "date", "结束日期", "Last day", "5"),
            _field("worked_from", "date", "本单位工作起始日", "First day with the employer", "5"),
            _field("position", "text", "工作岗位", "Position", "5", max_length=60),
        ),
        _form(
            "transfer",
            "档案和社保转移",
            "Transfer of file and insurance",
            "5",
            _field("moved_on", "date", "转移日期", "Day of the transfer", "5"),
        ),
        _form(
            "leak",
            "密钥失密或遗失告知",
            "Notice of a leaked or lost key",
            "12.s4",
            _field("case", "choice", "是哪种情况", "What it is", "12.s4", options=KEY_CASES),
            _field("known_on", "date", "得知日期", "Day it became known", "12.s4"),
            _field("what", "long_text", "情况", "What happened", "12.s4", max_length=1000),
        ),
        _form(
            "dispute",
            "对签署真实性的异议",
            "Dispute of the signatures",
            "14.s2",
            _field("statement", "long_text", "异议内容", "What is disputed", "14.s2", max_length=2000),
        ),
        _form(
            "finding",
            "审查结果",
            "Finding",
            "14.s2",
            _field("matter", "text", "案号", "Number of the matter", "14.s2", max_length=60),
            _field("statement", "long_text", "审查结果", "Finding", "14.s2", max_length=2000),
        ),
        _form(
            "inspection",
            "调取申请",
            "Request to call up",
            "14.s1",
            _field("number", "text", "合同编号", "Contract number", "14.s1", max_length=32),
            _field("proceeding", "choice", "程序", "Proceeding", "14.s1", options=PROCEEDINGS),
            _field("matter", "text", "案号", "Number of the matter", "14.s1", max_length=60),
            _field("purpose", "long_text", "用途", "Purpose", "18.s2", max_length=500),
        ),
        _form(
            "assurance",
            "系统资质登记",
            "Qualifications of the system",
            "7.s3",
            _field("kind", "text", "种类", "Kind", "7.s3", max_length=60),
            _field("number", "text", "编号", "Number", "7.s3", max_length=60),
            _field("valid_to", "date", "有效期至", "Valid to", "7.s3"),
        ),
        _form(
            "opinion",
            "意见",
            "Opinion",
            "VII.2",
            _field("statement", "long_text", "意见", "Opinion", "VII.2", max_length=2000),
        ),
    )
}
PARTS = {"own_terms": "contract", "identity": "contract"}
