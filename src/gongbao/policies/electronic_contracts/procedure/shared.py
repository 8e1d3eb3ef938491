"""Roles, reasons and the guard that the room's procedures share."""

from __future__ import annotations

from gongbao.kernel.procedure import SYSTEM, Guard, Reason, Role
from gongbao.law.text import Text

EMPLOYER, WORKER, OFFICER = "employer", "worker", "officer"

_ROLES = {
    role.name: role
    for role in (
        Role(EMPLOYER, Text("用人单位", "Employer")),
        Role(WORKER, Text("劳动者", "Worker")),
        Role(OFFICER, Text("仲裁、稽核、监察人员", "Officer of arbitration, audit or inspection")),
        Role("holder", Text("密钥持有人", "Holder of the key")),
        Role("district_handler", Text("区人社局办案人员", "District bureau, officer of the matter")),
        Role("district_reviewer", Text("区人社局复核人", "District bureau, reviewing officer")),
        Role("city_officer", Text("市人社局", "City bureau")),
        Role("insurance_agency", Text("市社保经办机构", "City social insurance agency")),
        Role(
            "supervisor",
            Text("监督岗位，代签署系统运营者", "Supervisor, for the operator of the signing system"),
        ),
        Role(SYSTEM, Text("系统", "System")),
    )
}
ASKERS = ("district_handler", "district_reviewer", "city_officer", "insurance_agency")
"""Who may ask for a contract in a proceeding of item (十四), by the platform's roles."""
CUSTODIAN = "supervisor"
OWN_DECISION = Text("当事人自行决定，文件未列举事由", "The parties decide; the document lists no grounds")


def roles(*names: str) -> tuple[Role, ...]:
    """The roles by their names."""
    return tuple(_ROLES[name] for name in names)


REFUSAL_REASONS = (
    Reason("paper", Text("希望签纸质合同", "Wants a paper contract"), "lao-2020-28/1"),
    Reason("terms", Text("对条款有不同意见", "Does not agree with the terms"), why_none=OWN_DECISION),
    Reason("mistaken", Text("个人信息有误", "Personal data are wrong"), "lao-2020-28/12.s1"),
    Reason("other", Text("其他原因", "Another reason"), why_none=OWN_DECISION),
)
WITHDRAWAL_REASONS = (
    Reason(
        "mistake", Text("文本有误，重新起草", "The text is wrong and is drawn up anew"), why_none=OWN_DECISION
    ),
    Reason("no_longer", Text("不再订立", "It will not be concluded"), why_none=OWN_DECISION),
)
CONTENTS = Guard(
    "electronic_contracts/contents",
    Text("内容齐全并在法定限度内", "Complete and within the limits"),
    "lao-2020-28/3.s1",
    Text(
        "按合同页列出的条款逐项补齐或改到限度内，再继续",
        "Complete or correct the terms the contract's page lists, then go on",
    ),
)
FORM_AGREED = Guard(
    "form_agreed",
    Text("双方已同意电子形式，说明已确认", "Both agreed to the form; the explanation is confirmed"),
    "lao-2020-28/1",
    Text(
        "先由双方同意采用电子形式，并由劳动者确认说明",
        "Both agree to the electronic form first, and the worker confirms the explanation",
    ),
)
SIGNATURE = Guard(
    "electronic_contracts/signature",
    Text("签名可靠", "The signature is reliable"),
    "lao-2020-28/2.s2",
    Text(
        "按签名检查列出的原因处理：重新核验身份、换用有效证书或重签",
        "Do what the signature's check says: verify the identity again, use a valid certificate or sign anew",
    ),
)
