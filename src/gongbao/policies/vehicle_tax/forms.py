"""Forms: what insurers and officers hand in; the annexes were not printed, so the fields follow the articles."""

from __future__ import annotations

from gongbao.kernel.forms import Field, Form, options
from gongbao.law.text import Text
from gongbao.policies.vehicle_tax import facts as f
from gongbao.policies.vehicle_tax.rules import DOCUMENT

ACCEPTANCE = Form(
    id="vehicle_tax.acceptance",
    version="1",
    title=Text("代收代缴系统验收申请", "Application for acceptance of a collecting system"),
    clause=DOCUMENT + "11",
    fields=(
        Field(name="system", kind="text", label=Text("系统名称", "Name of the system"), max_length=80, clause=DOCUMENT + "11", example="车险核心业务系统"),
        Field(name="release", kind="text", label=Text("版本号", "Version"), max_length=20, clause=DOCUMENT + "11", example="3.2.0"),
        Field(name="change", kind="long_text", label=Text("建设或升级内容", "What is built or changed"), max_length=500, clause=DOCUMENT + "11"),
        Field(
            name="go_live_on", kind="date", label=Text("计划上线日期", "Planned day of going live"), clause=DOCUMENT + "11",
            help=Text("应晚于申请当日", "After the day of the application"), example="2021-03-01",
        ),
    ),
)  # fmt: skip
HANDLING_FEE = Form(
    id="vehicle_tax.handling_fee",
    version="1",
    title=Text("手续费返还申请", "Application for the handling fee"),
    clause=DOCUMENT + "12.a",
    fields=(
        Field(name="year", kind="integer", label=Text("入库年度", "Year of the remittances"), minimum=2021, maximum=2099, clause=DOCUMENT + "12.a", example="2021"),
        Field(name="base", kind="money", label=Text("已入库税款（元）", "Tax remitted (yuan)"), minimum=1, clause=DOCUMENT + "12", help=Text("不含滞纳金；已退税款由系统扣减", "Late fees left out; refunds are taken off by the system")),
    ),
)  # fmt: skip
TEST_REPORT = Form(
    id="vehicle_tax.test_report",
    version="1",
    title=Text("验收测试记录", "Test report"),
    clause=DOCUMENT + "11.a",
    fields=(Field(name="tested", kind="long_text", label=Text("测试了什么、结果如何", "What was tested and how it came out"), max_length=1000, clause=DOCUMENT + "11.a"),),
)  # fmt: skip
FEE_PAYMENT = Form(
    id="vehicle_tax.fee_payment",
    version="1",
    title=Text("手续费支付登记", "Payment of the fee"),
    clause=DOCUMENT + "12.a",
    fields=(
        Field(
            name="slip",
            kind="text",
            label=Text("支付凭证号", "Number of the payment"),
            max_length=40,
            clause=DOCUMENT + "12.a",
        ),
    ),
)
STATEMENT = Form(
    id="vehicle_tax.statement",
    version="1",
    title=Text("情况说明", "Statement"),
    clause=DOCUMENT + "14",
    fields=(
        Field(
            name="statement",
            kind="long_text",
            label=Text("原因和改正情况", "Causes and what was put right"),
            max_length=2000,
            clause=DOCUMENT + "14",
        ),
    ),
)
SANCTION = Form(
    id="vehicle_tax.sanction",
    version="1",
    title=Text("处理决定", "Decision"),
    clause=DOCUMENT + "14",
    fields=(
        Field(
            name="basis",
            kind="long_text",
            label=Text("法律依据和处理内容", "Legal basis and what is decided"),
            max_length=1000,
            clause=DOCUMENT + "14",
        ),
    ),
)
DELEGATION = Form(
    id="vehicle_tax.delegation",
    version="1",
    title=Text("转交办理", "Delegation"),
    clause=DOCUMENT + "6.1.a",
    fields=(
        Field(name="to", kind="text", label=Text("转交给", "To"), max_length=60, clause=DOCUMENT + "6.1.a"),
    ),
)
RETURN = Form(
    id="vehicle_tax.return",
    version="1",
    title=Text("退回补正", "Return for correction"),
    clause=DOCUMENT + "11",
    fields=(
        Field(
            name="what",
            kind="long_text",
            label=Text("需要改正的地方", "What is to be corrected"),
            max_length=1000,
            clause=DOCUMENT + "11",
        ),
    ),
)
TRAINING = Form(
    id="vehicle_tax.training",
    version="1",
    title=Text("培训记录", "Record of training"),
    clause=DOCUMENT + "6.3",
    fields=(
        Field(name="held_on", kind="date", label=Text("培训日期", "Day"), clause=DOCUMENT + "6.3"),
        Field(name="subject", kind="text", label=Text("培训内容", "Subject"), max_length=120, clause=DOCUMENT + "6.3", example="车船税政策和扣缴流程"),
        Field(name="unit", kind="text", label=Text("网点或中介", "Branch or intermediary"), max_length=60, clause=DOCUMENT + "6.3"),
        Field(name="people", kind="integer", label=Text("参加人数", "People"), minimum=1, maximum=10000, clause=DOCUMENT + "6.3"),
    ),
)  # fmt: skip
CONTROL = Form(
    id="vehicle_tax.control",
    version="1",
    title=Text("代收代缴工作制度和内控分工", "Working rules and internal control"),
    clause=DOCUMENT + "6.1",
    fields=(
        Field(name="title", kind="text", label=Text("制度名称", "Title"), max_length=120, clause=DOCUMENT + "6.1"),
        Field(name="release", kind="text", label=Text("版本", "Version"), max_length=20, clause=DOCUMENT + "6.1"),
        Field(name="in_force", kind="date", label=Text("生效日期", "In force from"), clause=DOCUMENT + "6.1"),
        Field(name="duties", kind="long_text", label=Text("收取、申报、解缴、复核各由谁负责", "Who collects, files, remits and checks"), max_length=1000, clause=DOCUMENT + "6.1.a"),
    ),
)  # fmt: skip
VEHICLE = Form(
    id="vehicle_tax.vehicle",
    version="1",
    title=Text("查询应缴车船税", "What is due on a vehicle"),
    clause=DOCUMENT + "4",
    fields=(
        Field(name="vehicle_class", kind="choice", label=f.vehicle_class.label, options=options(f.CLASSES), clause=DOCUMENT + "3"),
        Field(name="displacement_ml", kind="integer", label=f.displacement_ml.label, help=f.displacement_ml.help, minimum=0, maximum=20000, required=False, clause=DOCUMENT + "4"),
        Field(name="seats", kind="integer", label=f.seats.label, minimum=1, maximum=200, required=False, clause=DOCUMENT + "4"),
        Field(name="kerb_kg", kind="integer", label=f.kerb_kg.label, help=f.kerb_kg.help, minimum=1, maximum=200000, required=False, clause=DOCUMENT + "4"),
        Field(name="energy", kind="choice", label=f.energy.label, options=options(f.ENERGY), clause=DOCUMENT + "6.4"),
        Field(name="standing", kind="choice", label=f.standing.label, options=options(f.STANDINGS), clause=DOCUMENT + "6.3.a"),
        Field(name="bought_on", kind="date", label=f.bought_on.label, clause=DOCUMENT + "4"),
    ),
)  # fmt: skip

REFUND = Form(
    id="vehicle_tax.refund",
    version="1",
    title=Text("车船税退税申请", "Claim for a refund of vehicle tax"),
    clause=DOCUMENT + "1",
    fields=(
        Field(name="vin", kind="text", label=Text("车架号（VIN）", "VIN"), max_length=17, clause=DOCUMENT + "1", example="LGB0010E0X0000001"),
        Field(name="tax_year", kind="integer", label=f.tax_year.label, minimum=2021, maximum=2099, clause=DOCUMENT + "1", example="2021"),
        Field(name="event", kind="choice", label=f.event.label, options=options(f.EVENTS), clause=DOCUMENT + "1"),
        Field(name="event_on", kind="date", label=f.event_on.label, help=Text("重复缴纳的填第二次缴款日", "For a second payment, its day"), clause=DOCUMENT + "1", example="2021-09-01"),
        Field(name="account", kind="account", label=Text("收款账号", "Account to be paid to"), clause=DOCUMENT + "1"),
        Field(name="proof", kind="files", label=Text("凭证", "Proof"), help=Text("公安、报废、退货凭证或两次缴税的凭证", "Police, scrapping or return paper, or both payments"), required=False, accept=("pdf", "png", "jpg"), clause=DOCUMENT + "1"),
    ),
)  # fmt: skip
REFUND_CHECK = Form(
    id="vehicle_tax.refund_check",
    version="1",
    title=Text("核对凭证", "Check of the proof"),
    clause=DOCUMENT + "1",
    fields=(
        Field(name="event_proof", kind="yes_no", label=f.event_proof.label, clause=DOCUMENT + "1"),
        Field(name="seen", kind="long_text", label=Text("查验了什么凭证", "What proof was looked at"), max_length=500, clause=DOCUMENT + "1"),
    ),
)  # fmt: skip
REFUND_PAYMENT = Form(
    id="vehicle_tax.refund_payment",
    version="1",
    title=Text("登记国库退付", "Payment by the treasury"),
    clause=DOCUMENT + "1",
    fields=(
        Field(name="slip", kind="text", label=Text("收入退还书号", "Number of the treasury's order"), max_length=40, clause=DOCUMENT + "1"),
        Field(name="paid_on", kind="date", label=Text("退付日期", "Day of the payment"), clause=DOCUMENT + "1"),
    ),
)  # fmt: skip

FORMS = {
    "refund.application": REFUND,
    "refund.check": REFUND_CHECK,
    "refund.payment": REFUND_PAYMENT,
    "acceptance": ACCEPTANCE,
    "handling_fee": HANDLING_FEE,
    "test_report": TEST_REPORT,
    "fee_payment": FEE_PAYMENT,
    "statement": STATEMENT,
    "sanction": SANCTION,
    "delegation": DELEGATION,
    "return": RETURN,
    "training": TRAINING,
    "control": CONTROL,
    "vehicle": VEHICLE,
}
PARTS: dict[str, str] = {}
