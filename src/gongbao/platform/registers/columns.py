"""The fields register rows are made of, with the codes and Chinese names of their choices."""

from __future__ import annotations

from gongbao.kernel import districts, enterprise_size
from gongbao.kernel.forms import Field, Kind, Option
from gongbao.law.text import Text


def _options(*names: tuple[str, str, str]) -> tuple[Option, ...]:
    return tuple(Option(code, Text(zh, en)) for code, zh, en in names)


INSURANCES = _options(
    ("pension", "养老", "pension"), ("medical", "医疗", "medical"), ("unemployment", "失业", "unemployment"),
    ("injury", "工伤", "work injury"), ("maternity", "生育", "maternity"),
)  # fmt: skip
HARDSHIPS = _options(
    ("zero_employment_family", "零就业家庭", "zero-employment family"), ("minimum_income", "低保", "minimum income"),
    ("age", "女40男50", "woman 40+ or man 50+"), ("disability", "残疾", "disability"),
    ("unemployed_year", "连续失业一年", "unemployed for a year"),
    ("rural_transfer", "农村转移就业", "rural labour to be transferred"), ("other", "其他", "other"),
)  # fmt: skip
"""Categories of 北京市就业援助规定, art. 2-3."""
LEVELS = _options(
    ("doctor", "博士", "doctor"), ("master", "硕士", "master"), ("bachelor", "本科", "bachelor"),
    ("junior_college", "专科", "junior college"), ("technician_college", "技师学院", "technician college"),
    ("secondary", "中专", "secondary"), ("other", "其他", "other"),
)  # fmt: skip
SCHOOL_CLASSES = _options(
    ("senior_worker", "高级工班", "senior worker class"), ("pre_technician", "预备技师班", "pre-technician class"),
    ("technician", "技师班", "technician class"), ("intermediate_worker", "中级工班", "intermediate worker class"),
)  # fmt: skip
"""Classes of technician colleges; the first three count as graduates (neng-2020-6/1.1.d)."""
SIZES = tuple(Option(code, name) for code, name in enterprise_size.SIZE_NAMES.items())
TRADES = tuple(Option(code, name) for code, name in enterprise_size.TRADES.items())
OFFICES = tuple(Option(office.code, office.name) for office in districts.OFFICES)


def _optional(name: str, kind: Kind, zh: str, en: str, **more: int) -> Field:
    return Field(name=name, kind=kind, label=Text(zh, en), required=False, **more)  # type: ignore[arg-type]


def _choice(name: str, zh: str, en: str, options: tuple[Option, ...], *, required: bool = True) -> Field:
    return Field(name=name, kind="choice", label=Text(zh, en), options=options, required=required)


PERSON = Field(
    name="person",
    kind="identity_number",
    label=Text("证件号码", "Identity number"),
    aliases=("身份证号", "身份证号码"),
)
NAME = _optional("name", "text", "姓名", "Name", max_length=64)
FIRM = Field(name="firm", kind="credit_code", label=Text("统一社会信用代码", "Unified social credit code"))
ANY_FIRM = _optional("firm", "credit_code", "统一社会信用代码", "Unified social credit code")
FROM = Field(name="starts_on", kind="date", label=Text("起始日期", "From"))
TO = _optional("ends_on", "date", "终止日期", "To")
OFFICE = _choice("office", "区", "District", OFFICES)
WITHDRAWN = _optional("withdrawn", "yes_no", "作废", "Withdrawn")

MONTH = Field(name="month", kind="month", label=Text("所属月份", "Month"))
ANY_MONTH = _optional("month", "month", "所属月份", "Month")
INSURED_KINDS = Field(
    name="kinds", kind="choices", label=Text("参保险种", "Kinds insured"), options=INSURANCES
)
PAID_KINDS = Field(
    name="paid_kinds",
    kind="choices",
    label=Text("实缴险种", "Kinds paid"),
    options=INSURANCES,
    required=False,
)
PAID_ON = _optional("paid_on", "date", "到账日期", "Paid on")
BASE = _optional("base_fen", "money", "缴费基数", "Base", minimum=0)

CATEGORY = _choice("category", "认定类别", "Category", HARDSHIPS)
APPLIED_ON = _optional("applied_on", "date", "申请日期", "Applied on")
RECOGNISED_FROM = _optional("starts_on", "date", "起始日期", "From")
REFUSED_ON = _optional("refused_on", "date", "不予认定日期", "Refused on")
DECIDED_BY = _optional("office", "text", "认定机构", "Deciding office", max_length=80)
DUE_ON = _optional("due_on", "date", "应办结日期", "Decision due on")

GRADUATED_ON = Field(name="graduated_on", kind="date", label=Text("毕业日期", "Graduated on"))
SCHOOL = _optional("school", "text", "毕业院校", "School", max_length=80)
SCHOOL_HERE = _optional("school_in_beijing", "yes_no", "在京院校", "School in Beijing")
HOUSEHOLD_HERE = _optional("household_in_beijing", "yes_no", "北京生源", "Household in Beijing")
LEVEL = _choice("level", "学历层次", "Level", LEVELS)
CLASS = _choice("class_kind", "技师学院班别", "Technician college class", SCHOOL_CLASSES, required=False)

ON_DAY = Field(name="on_day", kind="date", label=Text("数据日期", "As of"))
TRADE = _choice("trade", "划型行业", "Trade", TRADES, required=False)
STAFF = _optional("staff", "integer", "从业人员", "Staff", minimum=0, maximum=10_000_000)
REVENUE = _optional("revenue_fen", "money", "营业收入", "Revenue", minimum=0)
ASSETS = _optional("assets_fen", "money", "资产总额", "Assets", minimum=0)
SIZE = _choice("size_class", "划型", "Size class", SIZES, required=False)

POLICY = Field(name="policy", kind="text", label=Text("补贴政策", "Policy"), max_length=80)
YEAR = Field(name="year", kind="integer", label=Text("年度", "Year"), minimum=2000, maximum=2100)
SCHEME = _optional("scheme", "text", "项目", "Scheme", max_length=80)
ENJOYED_ON = _optional("enjoyed_on", "date", "享受日期", "Enjoyed on")
AMOUNT = _optional("amount_fen", "money", "金额", "Amount", minimum=0)

LIST_BATCH = Field(name="list_batch", kind="integer", label=Text("批次", "Batch"), minimum=1, maximum=2)
INDUSTRY = Field(name="industry", kind="text", label=Text("行业", "Industry"), max_length=40)
LICENCE = _optional("licence", "text", "许可证编号", "Licence", max_length=40)
