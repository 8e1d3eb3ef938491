"""Register: what is kept, what is published and what is masked, for how long; the reports drawn from it."""

from __future__ import annotations

from gongbao.law.text import Text
from gongbao.policies.base import Record, Report

RECORDS = (
    Record(
        "application",
        Text("补贴申请", "Application"),
        keep_years=10,
        published=("firm", "people", "person_months", "amount"),
        masked=("name", "identity_number", "account", "phone"),
    ),
    Record(
        "roster",
        Text("花名册人员", "People on the roster"),
        keep_years=10,
        published=(),
        masked=("name", "identity_number"),
    ),
    Record(
        "recognised_firm",
        Text("认定企业", "Recognised firm"),
        keep_years=10,
        published=("firm", "industry", "district", "batch"),
        masked=(),
    ),
    Record("use", Text("补贴用途", "Use of the money"), keep_years=10, published=(), masked=()),
    Record(
        "inspection",
        Text("检查记录", "Inspection record"),
        keep_years=10,
        published=(),
        masked=("name", "identity_number"),
    ),
)
REPORTS = (
    Report("uses", Text("补贴用途统计", "Uses of the money"), "neng-2020-6/2.4"),
    Report("supervision", Text("监督检查与追回", "Supervision and recovery"), "neng-2020-6/4.3.b"),
    Report("list_changes", Text("认定名单变动", "Changes of the recognised list"), "neng-2020-6/4.3"),
    Report("handling_times", Text("办理用时", "Handling times"), "neng-2020-6/4.2"),
)
REGISTERS = {
    "insurance": Text("社会保险登记", "social insurance"),
    "unemployed": Text("失业登记", "unemployment"),
    "hard_to_employ": Text("就业困难人员认定", "people hard to employ"),
    "graduates": Text("毕业生信息", "graduates"),
    "firm_size": Text("企业规模", "size of firms"),
    "training_subsidies": Text("培训补贴台账", "training subsidies"),
    "earlier_scheme": Text("此前以工代训政策", "the earlier scheme"),
    "recognised_firms": Text("重点行业企业名单", "recognised firms"),
}
ACCOUNTS = {
    "firm_cap": Text("企业补贴上限", "the firm's cap"),
    "special_account": Text("技能提升行动资金专账", "the special account"),
}
PAGES = {
    "guide": Text("办事指南", "guide"),
    "notice": Text("公示", "public notice"),
    "status": Text("办件进度", "status"),
    "fund_view": Text("资金", "funds"),
}
