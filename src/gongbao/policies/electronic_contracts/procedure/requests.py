"""A key that may be known to others, and an authority's request to call up a contract."""

from __future__ import annotations

from gongbao.kernel.procedure import STAY, SYSTEM, Action, Clock, Procedure, Reason, State
from gongbao.kernel.procedure.common import HOUSE, escalating
from gongbao.law.text import Text
from gongbao.policies.electronic_contracts.procedure import shared as s

DOCUMENT = "lao-2020-28/"
_BOTH = (s.EMPLOYER, s.WORKER)

KEY = Procedure(
    "electronic_contracts.key",
    1,
    Text("签名密钥失密", "A signing key that leaked"),
    s.roles(s.EMPLOYER, s.WORKER, "custodian", SYSTEM),
    (
        State("in_use", Text("使用中", "In use"), Text("密钥可以签署", "The key may sign")),
        State(
            "disabled",
            Text("已停用", "Disabled"),
            Text("报告失密后立即停用", "Stopped at once on the report"),
        ),
        State(
            "revoked",
            Text("证书已吊销", "Revoked"),
            Text("不能再签署，已签的不受影响", "It signs no more; what was signed stays"),
            True,
            "done",
        ),
    ),
    (
        Action(
            "report_leak",
            Text("报告失密", "Report a leak"),
            Text("立即停用并告知各方", "Stops the key and tells everybody"),
            ("in_use",),
            "disabled",
            _BOTH,
            DOCUMENT + "12.s4",
            form="leak",
            effect=("disable_key", "notify_all"),
        ),
        Action(
            "revoke",
            Text("吊销证书", "Revoke the certificate"),
            Text("认证机构列入吊销清单", "Put on the authority's revocation list"),
            ("disabled",),
            "revoked",
            ("custodian", SYSTEM),
            DOCUMENT + "12.s5",
            reasons=(Reason("leak", Text("已经或可能失密", "Leaked or perhaps leaked"), DOCUMENT + "12.s4"),),
            effect=("revoke_certificate",),
        ),
        Action(
            "escalate",
            Text("逾期上报", "Escalate"),
            Text("告知期限已过", "The time to tell is over"),
            ("disabled",),
            STAY,
            (SYSTEM,),
            DOCUMENT + "12.s4",
            effect=("notify_supervisor",),
        ),
    ),
    (
        Clock(
            "tell_parties",
            Text("告知各方的期限", "Time to tell the parties"),
            DOCUMENT + "12.s4",
            "working_days_after",
            {"start": "$date", "days": "$parameter:leak_notice_days"},
            starts_on=("report_leak",),
            stops_on=("revoke",),
            on_expiry="escalate",
            runs_in=("disabled",),
        ),
    ),
    "in_use",
)

_NO_PURPOSE = (
    Reason(
        "purpose",
        Text("用途不在三种程序之内", "The purpose is none of the three proceedings"),
        DOCUMENT + "14.s1",
    ),
    Reason("scope", Text("超出所办案件的范围", "Beyond the matter at hand"), DOCUMENT + "9.s4"),
)
INSPECTION = Procedure(
    "electronic_contracts.inspection",
    1,
    Text("仲裁、稽核、监察调取", "Requests of arbitration, audit and inspection"),
    s.roles(s.OFFICER, "custodian", SYSTEM),
    (
        State(
            "requested",
            Text("已申请", "Requested"),
            Text("写明案号和用途", "With the matter's number and purpose"),
        ),
        State("granted", Text("可查阅", "Granted"), Text("每次查阅都有记录", "Each reading is logged")),
        State("closed", Text("已办结", "Closed"), Text("查阅结束", "The reading is over"), True, "done"),
        State(
            "declined",
            Text("不予提供", "Declined"),
            Text("写明原因", "With its reason"),
            True,
            "stopped",
            "requested",
        ),
    ),
    (
        Action(
            "grant",
            Text("提供", "Grant"),
            Text("提供合同和证据包", "Contract and evidence are provided"),
            ("requested",),
            "granted",
            ("custodian",),
            DOCUMENT + "14.s1",
        ),
        Action(
            "decline",
            Text("不予提供", "Decline"),
            Text("不能以电子形式为由", "Never because it is electronic"),
            ("requested",),
            "declined",
            ("custodian",),
            DOCUMENT + "9.s4",
            reasons=_NO_PURPOSE,
        ),
        Action(
            "read",
            Text("查阅", "Read"),
            Text("记录查阅人和时间", "Who and when is logged"),
            ("granted",),
            STAY,
            (s.OFFICER,),
            DOCUMENT + "18.s2",
        ),
        Action(
            "close",
            Text("结束查阅", "Close"),
            Text("案件办完后关闭", "When the matter is over"),
            ("granted",),
            "closed",
            (s.OFFICER, SYSTEM),
            note=HOUSE,
        ),
        Action(
            "escalate",
            Text("逾期上报", "Escalate"),
            Text("未按期提供", "Not provided in time"),
            ("requested",),
            STAY,
            (SYSTEM,),
            DOCUMENT + "9.s7",
            effect=("notify_supervisor",),
        ),
        Action(
            "request",
            Text("补充申请", "Add to the request"),
            Text("补充案号或用途", "Add number or purpose"),
            ("requested",),
            STAY,
            (s.OFFICER,),
            DOCUMENT + "14.s1",
            form="inspection",
        ),
    ),
    (
        escalating(
            "provide",
            Text("提供期限", "Time to provide"),
            DOCUMENT + "14.s1",
            "inspection_days",
            ("request",),
            ("requested",),
        ),
    ),
    "requested",
)
