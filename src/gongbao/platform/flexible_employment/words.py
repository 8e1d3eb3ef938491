"""Names and bilingual words of the room's app."""

from __future__ import annotations

from gongbao.law.cite import Cite
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

ROOM, DIGITS, DOCUMENT = "flexible_employment", "19", "jiu-2020-19/"
REGISTRATION, UNEMPLOYMENT = f"{ROOM}.registration", f"{ROOM}.unemployment"
SUBSIDY, LOAN = f"{ROOM}.subsidy", f"{ROOM}.loan"
COMPLAINT, SERVICE = f"{ROOM}.complaint", f"{ROOM}.service"
FUND = "employment"
"""The fund the subsidies are paid from: the employment subsidy fund."""
CONTRIBUTIONS = "social_insurance"
"""The scheme under which `collections` keeps the charges of flexible workers."""
LISTS = {
    "occupation": Text("新职业", "New occupations"),
    "course": Text("培训目录", "Training catalogue"),
    "agency": Text("持证人力资源服务机构", "Licensed agencies"),
    "fair": Text("招聘会", "Job fairs"),
    "standard": Text("行业劳动标准", "Agreed standards"),
    "association": Text("认可的协会学会", "Recognised associations"),
    "guarantor": Text("签约担保机构", "Guarantors under contract"),
    "bank": Text("经办银行", "Handling banks"),
}
INSTITUTIONS = ("association", "guarantor", "bank")
"""Lists whose entries are institutions with sign-ins of their own."""
RUN_STATES = {
    "drawn": Text("已生成，待复核", "Drawn; second review"),
    "approved": Text("已复核，已报送用款", "Approved and requested"),
    "forwarded": Text("已报财政", "At the treasury"),
    "funded": Text("资金已到区", "Funded"),
    "queued": Text("专账余额不足，排队中", "Queued: the account is short"),
    "planned": Text("支付已编制", "Payment planned"),
    "sent": Text("已送银行", "At the bank"),
    "returned": Text("有退回，等更正账户", "Some returned; accounts to be corrected"),
    "settled": Text("已入账", "Settled"),
}


def clause(place: str) -> str:
    """A clause of the document."""
    return DOCUMENT + place


def cited(place: str) -> str:
    """A clause as people read it: ``19号 第四条``."""
    return Cite(place).label().zh


def refuse(zh: str, en: str, place: str, *, where: str = "", mend: Text | None = None) -> Refusal:
    """A refusal of the room with its clause."""
    return Refusal(Text(zh, en), where=where, mend=mend or Text("", ""), clause=clause(place))
