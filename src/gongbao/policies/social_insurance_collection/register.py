"""Register: what is kept of collecting, for how long, what is masked; reports, registers and pages."""

from __future__ import annotations

from gongbao.law.text import Text
from gongbao.policies.base import Record, Report

_MASKED = ("name", "identity_number", "account")
RECORDS = (
    Record("charge", Text("应缴记录", "Charge"), 30, (), _MASKED),
    Record("charge_file", Text("应缴费额文件", "Charge file"), 30, (), ()),
    Record("payment", Text("缴费记录", "Payment"), 30, (), _MASKED),
    Record("agreement", Text("缴费协议", "Debit agreement"), 10, (), _MASKED),
    Record("debit_batch", Text("扣款批次", "Debit batch"), 30, (), _MASKED),
    Record("voucher", Text("银行端查询缴税凭证", "Voucher for the bank's counter"), 10, (), _MASKED),
    Record("rights_notice", Text("回传经办机构的缴费结果", "Result told to the agency"), 30, (), _MASKED),
    Record("deferral", Text("2020年缓缴", "Deferral of 2020"), 30, (), _MASKED),
    Record("mismatch", Text("登记不一致清单", "Mismatch of registrations"), 5, (), _MASKED),
)
REPORTS = (
    Report("reconciliation", Text("三方对账差异", "Three-way reconciliation"), "she-2020-18/2.1.b"),
    Report("collection", Text("征收进度", "Progress of collection"), "she-2020-18/2.2"),
    Report("arrears", Text("逾期与滞纳金", "Late payers and late fees"), "she-2020-18/2.2.a"),
)
REGISTERS = {
    "registration": Text("参保登记（经办机构）", "registration, kept by the agency"),
    "agreements": Text("缴费协议", "debit agreements"),
    "bank": Text("扣款银行登记", "the bank's registration"),
    "debit_calendar": Text("灵活就业人员扣款日历", "debit calendar of flexible workers"),
}
ACCOUNTS = {
    "receivable": Text("应收费款", "contributions receivable"),
    "treasury": Text("已划缴国库", "passed on to the treasury"),
}
PAGES = {
    "guide": Text("办事指南", "guide"),
    "status": Text("办件进度", "status"),
    "dues": Text("应缴与怎样缴", "what is due and how to pay"),
    "history": Text("缴费记录", "history of payments"),
    "certificate": Text("缴费证明", "certificate of payment"),
    "help": Text("咨询电话", "whom to ask"),
    "tax_desk": Text("税务征收台", "the tax desk"),
    "agency_desk": Text("经办机构台", "the agency's desk"),
}
