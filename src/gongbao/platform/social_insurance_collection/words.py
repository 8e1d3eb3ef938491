"""Names and bilingual words of the room's app."""

from __future__ import annotations

from gongbao.law.text import Text

ROOM, SCHEME, DIGITS = "social_insurance_collection", "social_insurance", "18"
DECLARATION = "social_insurance_collection.declaration"
AGREEMENT = "social_insurance_collection.agreement"
CITY_OFFICE = "city_tax"
ITEMS = {
    "pension": Text("养老保险费", "Pension"),
    "medical": Text("医疗（含生育）保险费", "Medical and maternity"),
    "injury": Text("工伤保险费", "Work injury"),
    "unemployment": Text("失业保险费", "Unemployment"),
}
MISMATCHES = {
    "account": Text("没有登记扣款账户", "No account is registered"),
    "bank": Text("银行没有这个账号", "The bank has no such account"),
    "number": Text("证件号码与银行登记不一致", "The identity number differs from the bank's"),
    "name": Text("姓名与银行登记不一致", "The name differs from the bank's"),
}
"""What does not agree between the agency's and the bank's records; charges are held for these."""
SIDES = {
    "employer": Text("单位", "Employer"),
    "employee": Text("个人", "Employee"),
    "own": Text("本人", "Own"),
}
PAYS = {
    "month": Text("按月", "month"),
    "quarter": Text("按季", "quarter"),
    "half_year": Text("按半年", "half-year"),
    "year": Text("按年", "year"),
}
"""How often a flexible worker pays pension and unemployment."""
TOPICS = (
    (
        "hotline_agency",
        Text("参保登记、权益记录、待遇", "Registration, rights, benefits"),
        Text("社保经（代）办机构", "The agency"),
    ),
    (
        "hotline_tax",
        Text("缴费、扣款、凭证", "Paying, debits, vouchers"),
        Text("税务部门", "The tax authority"),
    ),
    (
        "hotline_client",
        Text("单位客户端的下载和使用", "Getting and using the client"),
        Text("技术支持", "Technical help"),
    ),
)
