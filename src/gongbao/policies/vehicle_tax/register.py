"""Register: what is kept of collections, filings and systems, what is masked, for how long; the reports."""

from __future__ import annotations

from gongbao.law.text import Text
from gongbao.policies.base import Record, Report

RECORDS = (
    Record("collected_item", Text("代收明细", "Collected item"), 10, (), ("owner", "owner_number", "plate", "vin")),
    Record("filing", Text("旬度申报", "Ten-day filing"), 10, (), ()),
    Record("remittance", Text("解缴", "Remittance"), 10, (), ()),
    Record("accepted_system", Text("验收登记", "Register of accepted systems"), 10, ("system", "release", "accepted_on"), ()),
    Record("training", Text("培训记录", "Record of training"), 10, (), ()),
    Record("internal_control", Text("工作制度和内控分工", "Working rules and internal control"), 10, (), ()),
    Record("data_reading", Text("查阅纳税人信息的记录", "Log of readings of taxpayers' data"), 10, (), ("owner",)),
    Record("certificate", Text("完税证明", "Tax certificate"), 10, ("number", "plate", "tax_year"), ("owner",)),
)  # fmt: skip
REPORTS = (
    Report("periods", Text("旬度申报解缴情况", "Ten-day filings and remittances"), "tax-2020-9/6.1.c"),
    Report("branches", Text("网点和代理机构代收情况", "Branches and intermediaries"), "tax-2020-9/6.1.b"),
    Report("inspection", Text("检查一览", "Inspection view"), "tax-2020-9/14"),
)
REGISTERS = {
    "vehicles": Text("车辆登记信息", "vehicle register"),
    "catalogue": Text("节能与新能源车型目录", "catalogue of energy-saving and new-energy models"),
    "institutions": Text("经营交强险的保险机构", "insurers that sell compulsory insurance"),
    "acceptance": Text("系统验收登记", "acceptance register"),
    "vehicle_tax_ledger": Text("车船税代收台账", "ledger of collected vehicle tax"),
}
ACCOUNTS = {
    "collected": Text("代收税款", "tax collected"),
    "treasury": Text("国库", "the treasury"),
    "handling_fee": Text("手续费", "handling fee"),
}
PAGES = {
    "guide": Text("办事指南", "guide"),
    "owner": Text("查询应缴税款", "what is due"),
    "insurer": Text("保险机构工作台", "insurer's desk"),
    "officer": Text("税务工作台", "tax officer's desk"),
    "verify": Text("验证完税证明", "verify a certificate"),
    "notice_sheet": Text("询价结果里告知纳税人的内容", "what a quote tells the taxpayer"),
    "api": Text("保险机构接口", "the insurers' interface"),
}
