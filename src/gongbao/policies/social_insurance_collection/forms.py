"""Forms: what a firm declares, how it signs the agreement, what it disputes."""

from __future__ import annotations

from gongbao.kernel.forms import Field, Form, Option
from gongbao.law.text import Text

DOCUMENT = "she-2020-18/"
CHANGES = (
    Option("insured", Text("在职参保", "Insured")),
    Option("joined", Text("本月增加", "Joined this month")),
    Option("left", Text("本月减少", "Left this month")),
)
HOUSEHOLDS = (Option("urban", Text("城镇", "Urban")), Option("rural", Text("农村", "Rural")))
BANKS = (
    Option("icbc", Text("工商银行", "ICBC")),
    Option("ccb", Text("建设银行", "CCB")),
    Option("bob", Text("北京银行", "Bank of Beijing")),
)
STAFF = (
    Field(
        name="name",
        kind="text",
        label=Text("姓名", "Name"),
        max_length=60,
        clause=DOCUMENT + "2.1",
        example="林知舟",
    ),
    Field(
        name="identity_number",
        kind="identity_number",
        label=Text("身份证号码", "Identity number"),
        help=Text("18位，单元格设为文本", "18 characters, in a text cell"),
        clause=DOCUMENT + "2.1",
        aliases=("身份证号", "证件号码"),
    ),
    Field(
        name="declared_base",
        kind="money",
        label=Text("申报月工资（元）", "Declared monthly wage (yuan)"),
        help=Text("超出上下限的自动按上下限", "Limits are applied to it"),
        minimum=0,
        clause=DOCUMENT + "2.1.a",
        aliases=("缴费工资", "申报基数"),
        example="10000",
    ),
    Field(
        name="household",
        kind="choice",
        label=Text("户籍", "Household"),
        options=HOUSEHOLDS,
        clause=DOCUMENT + "2.1.a",
        example="城镇",
    ),
    Field(
        name="change",
        kind="choice",
        label=Text("本月变动", "Change this month"),
        options=CHANGES,
        required=False,
        clause=DOCUMENT + "2.1",
        example="在职参保",
    ),
)
DECLARATION = Form(
    id="social_insurance_collection.declaration",
    version="1",
    title=Text("社会保险费月度申报", "Monthly declaration of contributions"),
    clause=DOCUMENT + "2.1",
    fields=(
        Field(
            name="month",
            kind="month",
            label=Text("费款所属月", "Month of the contribution"),
            clause=DOCUMENT + "2.1",
            example="2021-01",
        ),
        Field(
            name="staff",
            kind="table",
            label=Text("人员和基数", "Staff and bases"),
            help=Text("可以用 Excel 模板填好上传", "May be filled in the Excel template and sent"),
            columns=STAFF,
            max_rows=20000,
            clause=DOCUMENT + "2.1",
        ),
    ),
)
AGREEMENT = Form(
    id="social_insurance_collection.agreement",
    version="1",
    title=Text("银税三方（委托）划缴协议", "Tri-party debit agreement"),
    clause=DOCUMENT + "3.1.1.a",
    fields=(
        Field(
            name="bank",
            kind="choice",
            label=Text("开户银行", "Bank"),
            options=BANKS,
            clause=DOCUMENT + "3.1.1.a",
        ),
        Field(
            name="account_name",
            kind="text",
            label=Text("账户名称", "Name of the account"),
            clause=DOCUMENT + "3.1.1.a",
        ),
        Field(
            name="account", kind="account", label=Text("账号", "Account number"), clause=DOCUMENT + "3.1.1.a"
        ),
        Field(
            name="agreed",
            kind="commitment",
            label=Text("授权", "Authority"),
            words=Text(
                "同意税务部门通过所填银行账户划缴社会保险费。",
                "The tax authority may draw contributions from the account named.",
            ),
            version="1",
            clause=DOCUMENT + "3.1.1.a",
        ),
    ),
)
DISPUTE = Form(
    id="social_insurance_collection.dispute",
    version="1",
    title=Text("对核定的异议", "Dispute of an assessment"),
    clause=DOCUMENT + "2.2",
    fields=(
        Field(
            name="statement",
            kind="long_text",
            label=Text("哪一笔不对，为什么", "Which sum is wrong, and why"),
            clause=DOCUMENT + "2.2",
        ),
    ),
)
REFUND = Form(
    id="social_insurance_collection.refund",
    version="1",
    title=Text("社会保险费退费申请", "Claim for a refund of contributions"),
    clause=DOCUMENT + "2.2",
    fields=(
        Field(
            name="amount",
            kind="money",
            label=Text("退费金额（元）", "Sum (yuan)"),
            help=Text("不超过缴费页所示的余款", "No more than the loose money shown"),
            minimum=1,
            clause=DOCUMENT + "2.2",
        ),
        Field(
            name="reason",
            kind="text",
            label=Text("退费理由", "Reason"),
            max_length=200,
            clause=DOCUMENT + "2.2",
            example="重复缴费",
        ),
        Field(
            name="account",
            kind="account",
            label=Text("收款账号", "Account to be paid to"),
            help=Text("应是缴费人本人或本单位的账户", "The payer's own"),
            clause=DOCUMENT + "2.2",
        ),
    ),
)
REFUND_PAYMENT = Form(
    id="social_insurance_collection.refund_payment",
    version="1",
    title=Text("登记退款", "Payment of the refund"),
    clause=DOCUMENT + "2.2",
    fields=(
        Field(
            name="reference",
            kind="text",
            label=Text("银行流水号", "Bank reference"),
            max_length=60,
            clause=DOCUMENT + "2.2",
        ),
        Field(name="paid_on", kind="date", label=Text("退款日期", "Day paid"), clause=DOCUMENT + "2.2"),
    ),
)
DEFERRAL = Form(
    id="social_insurance_collection.deferral",
    version="1",
    title=Text("2020年缓缴申请", "Application to defer contributions of 2020"),
    clause=DOCUMENT + "2.2.c",
    fields=(
        Field(
            name="first",
            kind="month",
            label=Text("从哪个月的费款起", "From the month"),
            clause=DOCUMENT + "2.2.c",
            example="2020-11",
        ),
        Field(
            name="last",
            kind="month",
            label=Text("到哪个月的费款止", "To the month"),
            help=Text("只限2020年2月至12月", "February to December 2020 only"),
            clause=DOCUMENT + "2.2.c",
            example="2020-12",
        ),
        Field(
            name="staff_agreed",
            kind="yes_no",
            label=Text("个人部分也缓缴（已与职工协商一致）", "Defer the staff's own part too (they agreed)"),
            help=Text("不选则个人部分仍按期缴", "Otherwise that part is paid in time"),
            clause=DOCUMENT + "2.2.c",
        ),
        Field(
            name="hardship",
            kind="long_text",
            label=Text("生产经营困难的情况", "The hardship"),
            max_length=2000,
            clause=DOCUMENT + "2.2.c",
            example="因疫情停工两个月，收入同比下降六成",
        ),
    ),
)
DEFERRAL_CHECK = Form(
    id="social_insurance_collection.deferral_check",
    version="1",
    title=Text("核实困难情况", "Finding of the hardship"),
    clause=DOCUMENT + "2.2.c",
    fields=(
        Field(
            name="hardship_found",
            kind="yes_no",
            label=Text("受疫情影响，生产经营严重困难", "Grave hardship caused by the epidemic"),
            clause=DOCUMENT + "2.2.c",
        ),
        Field(
            name="seen",
            kind="long_text",
            label=Text("看了什么材料", "What was looked at"),
            max_length=500,
            clause=DOCUMENT + "2.2.c",
        ),
    ),
)
FORMS = {
    "refund.application": REFUND,
    "deferral.application": DEFERRAL,
    "deferral.check": DEFERRAL_CHECK,
    "refund.payment": REFUND_PAYMENT,
    "application": DECLARATION,
    "agreement": AGREEMENT,
    "dispute": DISPUTE,
}
PARTS = {"staff": "application"}
"""Parts of a form that clauses name by themselves, and the form they stand in."""
