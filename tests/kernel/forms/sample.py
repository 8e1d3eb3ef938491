"""A form with every kind of field, and values that fit it."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st
from stdnum.cn import ric

from gongbao.kernel.forms import Field, Form, Option
from gongbao.law.text import Text

CATEGORIES = (
    Option("unemployed", Text("登记失业人员", "Registered unemployed")),
    Option("graduate", Text("高校毕业生", "Graduate")),
)

ROSTER = Field(
    name="roster",
    kind="table",
    label=Text("花名册", "Roster"),
    columns=(
        Field(name="person", kind="text", label=Text("姓名", "Name")),
        Field(
            name="number",
            kind="identity_number",
            label=Text("身份证号", "Identity number"),
            aliases=("公民身份号码",),
        ),
        Field(name="hired", kind="date", label=Text("入职日期", "Hired on"), clause="neng-2020-6/1.1.a"),
        Field(name="months", kind="months", label=Text("申请月份", "Months")),
        Field(name="wage", kind="money", label=Text("月工资", "Wage"), required=False),
        Field(name="category", kind="choice", label=Text("人员类别", "Category"), options=CATEGORIES),
        Field(name="dispatched", kind="yes_no", label=Text("劳务派遣", "Dispatched"), required=False),
    ),
)
FORM = Form(
    id="sample",
    version="1",
    title=Text("申请表", "Application"),
    fields=(
        Field(name="firm", kind="text", label=Text("企业名称", "Firm"), max_length=40),
        Field(name="code", kind="credit_code", label=Text("统一社会信用代码", "Credit code"), prefill="firms"),
        Field(name="account", kind="account", label=Text("银行账号", "Account")),
        Field(name="phone", kind="phone", label=Text("联系电话", "Phone"), required=False),
        Field(name="staff", kind="integer", label=Text("职工人数", "Staff"), unit=Text("人", "persons"), minimum=1, maximum=100_000),
        Field(name="drop", kind="ratio", label=Text("收入降幅", "Drop"), required=False),
        Field(name="since", kind="month", label=Text("参保月份", "Insured since"), required=False),
        Field(name="uses", kind="choices", label=Text("用途", "Uses"), options=CATEGORIES, required=False),
        Field(name="is_dispatch", kind="yes_no", label=Text("是否劳务派遣企业", "Dispatch firm")),
        Field(name="agreement", kind="files", label=Text("派遣协议", "Agreement"), only_if=("is_dispatch", True), clause="neng-2020-6/3.1.f"),
        Field(name="remark", kind="long_text", label=Text("说明", "Remark"), required=False),
        Field(name="promise", kind="commitment", label=Text("承诺", "Commitment"), words=Text("所填属实。", "All is true."), version="2020-08"),
        ROSTER,
    ),
)  # fmt: skip


def identity(order: int) -> str:
    """A right identity number for each order number."""
    body = f"110105{1960 + order % 40}{1 + order % 12:02d}{1 + order % 28:02d}{order % 1000:03d}"
    return body + ric.calc_check_digit(body + "0")


names = st.text(
    st.characters(categories=["Lo", "Lu", "Ll"], max_codepoint=0x9FFF), min_size=1, max_size=8
).map(lambda text: __import__("unicodedata").normalize("NFC", text))
months = st.integers(1950 * 12, 2100 * 12 - 1)
rows = st.fixed_dictionaries(
    {
        "person": names,
        "number": st.integers(0, 10**6).map(identity),
        "hired": st.dates(date(1950, 1, 1), date(2099, 12, 31)),
        "months": st.lists(months, min_size=1, max_size=6, unique=True).map(lambda each: tuple(sorted(each))),
        "category": st.sampled_from([each.value for each in CATEGORIES]),
    },
    optional={"wage": st.integers(-(10**13), 10**13), "dispatched": st.booleans()},
)
values: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "firm": names,
        "code": st.just("91110000600037341L"),
        "account": st.from_regex(r"[0-9]{8,32}", fullmatch=True),
        "staff": st.integers(1, 100_000),
        "is_dispatch": st.just(False),
        "promise": st.just("2020-08"),
        "roster": st.lists(rows, min_size=1, max_size=4).map(tuple),
    },
    optional={
        "phone": st.just("13800138000"),
        "drop": st.decimals(0, 10, places=4),
        "since": months,
        "uses": st.sampled_from([("unemployed",), ("graduate",), ("unemployed", "graduate")]),
    },
)
