"""Forms: what is asked, of whom; the annexes were not printed, so their fields are rebuilt from the clauses."""

from __future__ import annotations

from datetime import date

from gongbao.kernel.enterprise_size import TRADES
from gongbao.kernel.forms import Field, Form, Option, options
from gongbao.law.text import Text

DOCUMENT = "neng-2020-6/"

SCHEMES = (
    Option("expand", Text("扩岗：新招人员", "Expanding: newly hired people")),
    Option("stabilise", Text("稳岗：重点行业在岗职工", "Stabilising: staff of a recognised firm")),
)
CATEGORIES = (
    Option("registered_unemployed", Text("登记失业人员", "Registered unemployed")),
    Option("hard_to_employ", Text("就业困难人员", "Hard to employ")),
    Option("graduate", Text("当年毕业的高校毕业生", "Graduate of the year")),
    Option("none", Text("不适用（稳岗）", "Not applicable (stabilising)")),
)
USES = (
    Option("staff_education", Text("职工教育经费", "Staff education")),
    Option("own_social_insurance", Text("缴纳本企业社会保险费", "The firm's own social insurance")),
    Option("trainee_living_allowance", Text("参训职工生活补助", "Living allowance of trainees")),
    Option("other", Text("其他用途", "Another use")),
)

ROSTER = (
    Field(
        name="name",
        kind="text",
        label=Text("姓名", "Name"),
        max_length=60,
        clause=DOCUMENT + "3.1.c",
        example="林知舟",
    ),
    Field(
        name="identity_number",
        kind="identity_number",
        label=Text("身份证号码", "Identity number"),
        help=Text("18位，单元格设为文本", "18 characters, in a text cell"),
        clause=DOCUMENT + "3.1.c",
        aliases=("身份证号", "公民身份号码", "证件号码"),
    ),
    Field(
        name="category",
        kind="choice",
        label=Text("人员类别", "Category"),
        options=CATEGORIES,
        clause=DOCUMENT + "1.1.c",
    ),
    Field(
        name="hired_on",
        kind="date",
        label=Text("入职日期", "Day of hire"),
        clause=DOCUMENT + "1.1.a",
        minimum=date(1980, 1, 1),
        example="2020-07-06",
    ),
    Field(
        name="months",
        kind="months",
        label=Text("以工代训月份", "Months of training while working"),
        help=Text("一个单元格写几个月，用顿号隔开", "Several months in one cell, separated by commas"),
        clause=DOCUMENT + "3.1.a",
        example="2020-07、2020-08",
    ),
    Field(
        name="host_unit",
        kind="text",
        label=Text("实际用工单位", "Host unit"),
        help=Text("劳务派遣人员填写", "For dispatched people"),
        required=False,
        clause=DOCUMENT + "3.1.f",
    ),
)
STATEMENT_LINES = (
    Field(
        name="name",
        kind="text",
        label=Text("户名", "Account holder"),
        max_length=60,
        clause=DOCUMENT + "3.1.d",
        aliases=("姓名", "收款人"),
    ),
    Field(
        name="identity_number",
        kind="identity_number",
        label=Text("身份证号码", "Identity number"),
        required=False,
        clause=DOCUMENT + "3.1.d",
        aliases=("身份证号", "证件号码"),
    ),
    Field(
        name="month",
        kind="month",
        label=Text("工资月份", "Month of the wage"),
        clause=DOCUMENT + "3.1.d",
        aliases=("月份", "所属月份"),
    ),
    Field(
        name="wage",
        kind="money",
        label=Text("实发金额（元）", "Amount paid (yuan)"),
        clause=DOCUMENT + "3.1.e",
        minimum=0,
        aliases=("实发", "金额", "实发金额", "实发工资"),
    ),
    Field(
        name="paid_on",
        kind="date",
        label=Text("发放日期", "Day of payment"),
        required=False,
        clause=DOCUMENT + "3.1.d",
        aliases=("交易日期",),
    ),
    Field(
        name="reference",
        kind="text",
        label=Text("交易流水号", "Transaction number"),
        required=False,
        clause=DOCUMENT + "4.3.c",
        aliases=("流水号",),
    ),
)
COMMITMENT_WORDS = Text(
    "所填信息和所交材料真实、完整；人员确在本企业工作并参加以工代训；没有重复申请；"
    "愿意接受检查，如有不实，退回补贴并承担责任。",
    "What is stated and handed in is true and complete; the people work here and train while working; nothing is "
    "claimed twice; inspections are accepted, and money wrongly received is paid back.",
)

APPLICATION = Form(
    id="training_subsidy.application",
    version="1",
    title=Text("以工代训补贴申请", "Application for the training-while-working subsidy"),
    clause=DOCUMENT + "3.1.c",
    fields=(
        Field(
            name="scheme",
            kind="choice",
            label=Text("申请哪项补贴", "Which subsidy"),
            options=SCHEMES,
            clause=DOCUMENT + "1.1",
        ),
        Field(
            name="firm_trade",
            kind="choice",
            label=Text("所属行业", "Trade"),
            help=Text("划分企业规模用", "Used to tell the size class"),
            options=options(TRADES),
            clause=DOCUMENT + "1.1.b",
            prefill="firm_size",
        ),
        Field(
            name="firm_staff",
            kind="integer",
            label=Text("从业人员", "Staff"),
            unit=Text("人", "people"),
            minimum=0,
            clause=DOCUMENT + "1.1.b",
            prefill="firm_size",
        ),
        Field(
            name="firm_revenue",
            kind="money",
            label=Text("上年营业收入", "Revenue of the year before"),
            unit=Text("元", "yuan"),
            minimum=0,
            clause=DOCUMENT + "1.1.b",
            prefill="firm_size",
        ),
        Field(
            name="firm_assets",
            kind="money",
            label=Text("资产总额", "Total assets"),
            unit=Text("元", "yuan"),
            minimum=0,
            required=False,
            clause=DOCUMENT + "1.1.b",
            prefill="firm_size",
        ),
        Field(
            name="use",
            kind="choices",
            label=Text("补贴准备用在哪里", "What the subsidy is for"),
            options=USES,
            clause=DOCUMENT + "2.4",
        ),
        Field(
            name="account",
            kind="account",
            label=Text("收款账号", "Account to be paid"),
            help=Text("必须是本企业的对公账户", "It must be the firm's own account"),
            clause=DOCUMENT + "3.3.e",
            prefill="parties",
        ),
        Field(
            name="bank",
            kind="text",
            label=Text("开户银行", "Bank"),
            clause=DOCUMENT + "3.3.e",
            prefill="parties",
        ),
        Field(
            name="contact",
            kind="text",
            label=Text("联系人", "Contact"),
            max_length=60,
        ),
        Field(name="phone", kind="phone", label=Text("联系电话", "Phone")),
        Field(
            name="roster",
            kind="table",
            label=Text("人员花名册", "Roster"),
            columns=ROSTER,
            max_rows=50_000,
            clause=DOCUMENT + "3.1.c",
        ),
        Field(
            name="statement",
            kind="table",
            label=Text("工资银行对账单", "Bank statement of wages"),
            columns=STATEMENT_LINES,
            max_rows=300_000,
            required=False,
            clause=DOCUMENT + "3.1.d",
        ),
        Field(
            name="statement_files",
            kind="files",
            label=Text("对账单原件", "The statement itself"),
            accept=("pdf", "xlsx", "csv", "jpeg", "png"),
            required=False,
            clause=DOCUMENT + "3.1.d",
        ),
        Field(
            name="host_confirmation",
            kind="files",
            label=Text("用工单位确认意见", "Confirmation by the host unit"),
            accept=("pdf", "jpeg", "png"),
            required=False,
            clause=DOCUMENT + "3.1.f",
        ),
        Field(
            name="dispatch_agreement",
            kind="files",
            label=Text("劳务派遣协议", "Dispatch agreement"),
            accept=("pdf", "jpeg", "png"),
            required=False,
            clause=DOCUMENT + "3.1.f",
        ),
        Field(
            name="commitment",
            kind="commitment",
            label=Text("我代表企业承诺", "On behalf of the firm I commit"),
            words=COMMITMENT_WORDS,
            version="2020-08",
            clause=DOCUMENT + "3.1.b",
        ),
    ),
)
OBJECTION = Form(
    id="training_subsidy.objection",
    version="1",
    title=Text("对公示提出异议", "Objection to a public notice"),
    clause=DOCUMENT + "3.3",
    fields=(
        Field(
            name="text",
            kind="long_text",
            label=Text("异议内容", "What you object to"),
            clause=DOCUMENT + "3.3",
        ),
        Field(name="name", kind="text", label=Text("姓名或单位", "Name"), required=False, max_length=60),
        Field(
            name="phone",
            kind="phone",
            label=Text("联系电话", "Phone"),
            help=Text("只用于回复您，不公开", "Only to answer you; not published"),
            required=False,
        ),
    ),
)
RECOGNITION_LIST = Form(
    id="training_subsidy.recognition_list",
    version="1",
    title=Text("重点行业企业名单", "List of hard-hit firms"),
    clause=DOCUMENT + "att",
    fields=(
        Field(
            name="firms",
            kind="table",
            label=Text("企业", "Firms"),
            max_rows=20_000,
            clause=DOCUMENT + "1.2.p2",
            columns=(
                Field(name="name", kind="text", label=Text("企业名称", "Name")),
                Field(name="credit_code", kind="credit_code", label=Text("统一社会信用代码", "Credit code")),
                Field(
                    name="industry",
                    kind="choice",
                    label=Text("行业", "Industry"),
                    options=(
                        Option("technology_innovation", Text("科技创新", "Technology and innovation")),
                        Option("city_operations", Text("城市运行保障", "City operations")),
                        Option("living_services", Text("生活性服务业", "Services for daily life")),
                        Option("other", Text("其他", "Other")),
                    ),
                    clause=DOCUMENT + "1.2.a",
                ),
                Field(
                    name="revenue_2019",
                    kind="money",
                    label=Text("2019年5—6月收入", "Revenue May–June 2019"),
                    minimum=0,
                ),
                Field(
                    name="revenue_2020",
                    kind="money",
                    label=Text("2020年5—6月收入", "Revenue May–June 2020"),
                    minimum=0,
                ),
            ),
        ),
    ),
)
HOST_CONFIRMATION = Form(
    id="training_subsidy.host_confirmation",
    version="1",
    title=Text("用工单位确认意见", "Confirmation by the host unit"),
    clause=DOCUMENT + "att",
    fields=(
        Field(name="host_unit", kind="text", label=Text("用工单位名称", "Host unit")),
        Field(name="credit_code", kind="credit_code", label=Text("统一社会信用代码", "Credit code")),
        Field(name="people", kind="integer", label=Text("派遣人数", "People dispatched"), minimum=1),
        Field(name="confirmed_on", kind="date", label=Text("确认日期", "Day of confirmation")),
    ),
)
FORMS = {
    "application": APPLICATION,
    "objection": OBJECTION,
    "recognition_list": RECOGNITION_LIST,
    "host_confirmation": HOST_CONFIRMATION,
}
PARTS = {"roster": "application", "statement": "application", "commitment": "application"}
"""Parts of a form that clauses name by themselves, and the form they stand in."""
