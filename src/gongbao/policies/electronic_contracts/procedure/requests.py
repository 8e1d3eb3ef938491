"""A key that leaked, was lost or is withdrawn, and an authority's request to call up a contract: cases of their own."""

from __future__ import annotations

from gongbao.kernel.procedure import STAY, SYSTEM, Action, Clock, Procedure, Reason, State
from gongbao.kernel.procedure.common import HOUSE, escalating
from gongbao.law.text import Text
from gongbao.policies.electronic_contracts.procedure import shared as s

DOCUMENT = "lao-2020-28/"
HOLDER = "holder"

_REVOCATIONS = (
    Reason("leak", Text("已经或可能失密", "Leaked or perhaps leaked"), DOCUMENT + "12.s4"),
    Reason("lost", Text("密钥或密码丢失", "The key or its password is lost"), DOCUMENT + "12.s5"),
    Reason("identity", Text("核验的身份有误", "The identity was wrongly established"), DOCUMENT + "7.s2"),
)
KEY = Procedure(
    "electronic_contracts.key",
    1,
    Text("签名密钥失密、遗失和吊销", "A signing key that leaked, was lost or is revoked"),
    s.roles(HOLDER, s.CUSTODIAN, SYSTEM),
    (
        State("in_use", Text("使用中", "In use"), Text("密钥可以签署", "The key may sign")),
        State(
            "disabled",
            Text("已停用", "Disabled"),
            Text(
                "密钥已停，证书已列入吊销清单，等出具吊销通知",
                "Stopped and on the revocation list; the notice is to be issued",
            ),
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
            Text("报告失密或遗失", "Report a leak or a loss"),
            Text("立即停用并告知各方", "Stops the key and tells everybody"),
            ("in_use",),
            "disabled",
            (HOLDER,),
            DOCUMENT + "12.s4",
            form="leak",
            effect=("disable_key", "receipt", "notify_office"),
        ),
        Action(
            "lock",
            Text("连续输错密码，自动停用", "Stopped after wrong passwords"),
            Text("防止他人试密码", "So that nobody can try passwords"),
            ("in_use",),
            "disabled",
            (SYSTEM,),
            DOCUMENT + "12.s5",
            effect=("disable_key", "notify_applicant", "notify_office"),
        ),
        Action(
            "stop",
            Text("认证方停用", "Stopped by the authority"),
            Text("身份有误等情形，写明原因", "For a wrong identity and the like, with its reason"),
            ("in_use",),
            "disabled",
            (s.CUSTODIAN,),
            DOCUMENT + "7.s2",
            reasons=_REVOCATIONS,
            effect=("disable_key", "notify_applicant"),
        ),
        Action(
            "revoke",
            Text("确认吊销并通知", "Confirm the revocation and give notice"),
            Text("核对受影响的合同，出具吊销通知", "Checks what was signed since and issues the notice"),
            ("disabled",),
            "revoked",
            (s.CUSTODIAN,),
            DOCUMENT + "12.s5",
            reasons=_REVOCATIONS,
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
            starts_on=("report_leak", "lock", "stop"),
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
    s.roles(*s.ASKERS, s.CUSTODIAN, SYSTEM),
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
            (s.CUSTODIAN,),
            DOCUMENT + "14.s1",
            not_by=("request",),
            effect=("open_contract", "decision"),
        ),
        Action(
            "decline",
            Text("不予提供", "Decline"),
            Text("不能以电子形式为由", "Never because it is electronic"),
            ("requested",),
            "declined",
            (s.CUSTODIAN,),
            DOCUMENT + "9.s4",
            not_by=("request",),
            reasons=_NO_PURPOSE,
            effect=("shut_contract", "decision"),
        ),
        Action(
            "read",
            Text("查阅", "Read"),
            Text("记录查阅人和时间", "Who and when is logged"),
            ("granted",),
            STAY,
            s.ASKERS,
            DOCUMENT + "18.s2",
            effect=("only_who_asked",),
        ),
        Action(
            "close",
            Text("结束查阅", "Close"),
            Text("案件办完后关闭", "When the matter is over"),
            ("granted",),
            "closed",
            (*s.ASKERS, SYSTEM),
            note=HOUSE,
            effect=("shut_contract",),
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
            Text("申请或补充申请", "Request, or add to it"),
            Text("写明案号和用途", "With the matter's number and the purpose"),
            ("requested",),
            STAY,
            s.ASKERS,
            DOCUMENT + "14.s1",
            form="inspection",
            effect=("keep_request",),
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
