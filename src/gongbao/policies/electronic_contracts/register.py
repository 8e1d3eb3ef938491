"""Register: what is kept of contracts and signatures, what is masked, for how long; reports drawn from it."""

from __future__ import annotations

from gongbao.law.text import Text
from gongbao.policies.base import Record, Report

_PERSONAL = ("worker_name", "identity_number", "address", "phone", "wage")

RECORDS = (
    Record("contract", Text("合同文件", "Contract files"), 10, (), _PERSONAL),
    Record("event_chain", Text("意愿、身份和操作记录", "Intent, identity and operations"), 10, (), _PERSONAL),
    Record(
        "terms_review",
        Text("自行约定条款的审查", "Reviews of own terms"),
        10,
        (),
        ("text", "remarks", "reviewer"),
    ),
    Record("identity_check", Text("身份核验记录", "Identity checks"), 10, (), ("identity_number",)),
    Record("certificate", Text("数字证书", "Certificates"), 10, (), ("identity_number",)),
    Record("evidence_log", Text("存证账本", "Evidence log"), 50, ("root", "size"), ()),
    Record("access", Text("查阅记录", "Access log"), 10, (), ("reader",)),
    Record(
        "assurance",
        Text("系统资质和测评", "Qualifications of the system"),
        10,
        ("kind", "number", "valid_to"),
        (),
    ),
    Record(
        "opinion",
        Text("企业、工会和职工意见", "Opinions of firms, unions and workers"),
        5,
        (),
        ("name", "contact"),
    ),
)
REPORTS = (
    Report("contract_return", Text("劳动合同统计报表", "Return on labour contracts"), "lao-2020-28/18.s1"),
    Report("provider_survey", Text("服务机构调研表", "Survey of providers"), "lao-2020-28/19.s1"),
    Report("district_report", Text("各区实施情况", "Report of the districts"), "lao-2020-28/VII.2"),
    Report("sector_report", Text("行业主管部门分析", "Report of sector authorities"), "lao-2020-28/VII.3"),
    Report("inspection", Text("订立和解除监督检查", "Inspection of contracts and ends"), "lao-2020-28/18.s2"),
)
REGISTERS = {
    "firms": Text("单位登记", "registration of firms"),
    "contracts": Text("本系统的合同", "contracts of this system"),
    "events": Text("合同事件链", "the contract's events"),
    "identity_checks": Text("身份核验", "identity checks"),
    "certificates": Text("数字证书", "certificates"),
    "authorities": Text("认证机构信任清单", "trust list of authorities"),
    "keys": Text("签名密钥", "signing keys"),
    "log": Text("存证账本", "evidence log"),
    "self_test": Text("系统自检", "self-test of the system"),
    "pay_scales": Text("单位工资档次", "the employer's pay scale"),
    "city_wages": Text("本市职工平均工资", "average wage of the city"),
}
PAGES = {
    "guide": Text("办事指南", "guide"),
    "contract": Text("合同页", "contract"),
    "verify": Text("验证", "verify"),
    "compliance": Text("系统合规", "compliance"),
    "technology": Text("技术说明", "techniques explained"),
    "terms": Text("自行约定的条款", "terms of the parties' own"),
    "duties": Text("单位责任清单", "the employer's duties"),
    "supervision": Text("监督", "supervision"),
    "api": Text("部门查验接口", "interface for other offices"),
}
