"""Roles, reasons and guards that the room's procedures share."""

from __future__ import annotations

from gongbao.kernel.procedure import SYSTEM, Guard, Reason, Role
from gongbao.law.text import Text

HANDLER, REVIEWER = "tax_officer", "tax_reviewer"
TECHNOLOGY, BUSINESS = "city_tax_technology", "city_tax_business"
DISTRICT = (HANDLER, REVIEWER)
INSURER = ("applicant",)

_ROLES = {
    role.name: role
    for role in (
        Role("applicant", Text("保险机构", "Insurer")),
        Role(HANDLER, Text("主管税务机关经办人", "District tax authority, handling officer")),
        Role(REVIEWER, Text("主管税务机关复核人", "District tax authority, reviewing officer")),
        Role(TECHNOLOGY, Text("市税务局信息技术部门", "City tax bureau, technology")),
        Role(BUSINESS, Text("市税务局业务管理部门", "City tax bureau, tax department")),
        Role(SYSTEM, Text("系统", "System")),
    )
}


def roles(*names: str) -> tuple[Role, ...]:
    return tuple(_ROLES[name] for name in names)


UNWRITTEN = Text(
    "文件未写：由税务机关按事实认定", "The document does not say: the tax authority decides on the facts"
)
NOT_PASSED = (
    Reason("functions", Text("计税或减免结果不对", "Tax or reliefs come out wrong"), "tax-2020-9/6.3.a"),
    Reason(
        "format", Text("数据格式或必录项不符", "Data format or mandatory items do not fit"), "tax-2020-9/6.2"
    ),
    Reason("offline", Text("可以绕过联网代收", "Collection off line is possible"), "tax-2020-9/6.2.b"),
    Reason("confidential", Text("纳税人信息保护不足", "Taxpayers' data is not protected"), "tax-2020-9/13"),
)
FEE_REFUSED = (
    Reason("netted", Text("已从税款中坐扣", "The fee was kept back from the tax"), "tax-2020-9/12.b"),
    Reason("not_remitted", Text("税款没有全部入库", "Not all of the tax was remitted"), "tax-2020-9/6.1.c"),
    Reason(
        "amount", Text("申请金额与账目不符", "The sum asked for differs from the books"), "tax-2020-9/12.a"
    ),
)
VIOLATIONS = (
    Reason(
        "not_collected",
        Text("应收未收、少收或多收", "Not collected, or too little or too much"),
        "tax-2020-9/6.3.a",
    ),
    Reason("late_filing", Text("逾期申报", "Filed late"), "tax-2020-9/8"),
    Reason("under_remitted", Text("逾期或少缴入库", "Remitted late or short"), "tax-2020-9/8.a"),
    Reason("not_accepted", Text("使用未验收的系统", "A system not accepted was used"), "tax-2020-9/6.2.a"),
    Reason("false_entry", Text("漏录或录入虚假信息", "Items left out or false"), "tax-2020-9/6.3.c"),
    Reason("marketing", Text("以税收优惠名义营销", "Tax used as a sales gift"), "tax-2020-9/6.3.b"),
    Reason("netting", Text("坐扣手续费", "Handling fee kept back"), "tax-2020-9/12.b"),
    Reason(
        "disclosure",
        Text("泄露或他用纳税人信息", "Taxpayers' data disclosed or used otherwise"),
        "tax-2020-9/13",
    ),
)
NO_VIOLATION = (
    Reason("put_right", Text("已自行改正", "Put right by the insurer"), why_none=UNWRITTEN),
    Reason("unfounded", Text("查无此事", "Not found to be so"), why_none=UNWRITTEN),
)
FEE_SOUND = Guard(
    "fee_sound",
    Text("税款已入库、未坐扣、金额与账目相符", "Remitted, nothing netted, the sum agrees"),
    "tax-2020-9/12.b",
    Text(
        "先解缴全年代收税款并补足差额，再按账目金额申请",
        "Remit the year's tax, make good what is short, then claim by the books",
    ),
)
