"""A one-sided notice of ending: one signature, delivery, the certificate of ending."""

from __future__ import annotations

from gongbao.kernel.procedure import STAY, SYSTEM, Action, Clock, Guard, Procedure, State
from gongbao.kernel.procedure.common import HOUSE
from gongbao.law.text import Text
from gongbao.policies.electronic_contracts.procedure import shared as s

DOCUMENT = "lao-2020-28/"
_BOTH = (s.EMPLOYER, s.WORKER)

NOTICE = Procedure(
    "electronic_contracts.notice",
    1,
    Text("单方通知解除或终止", "One-sided notice of ending"),
    s.roles(s.EMPLOYER, s.WORKER, SYSTEM),
    (
        State("drafting", Text("起草", "Drafting"), Text("写明事由和日期", "Ground and day are written")),
        State(
            "signed", Text("已签署", "Signed"), Text("只需通知一方签署", "Only the party that gives it signs")
        ),
        State(
            "delivered",
            Text("已送达", "Delivered"),
            Text("对方已收到，通知期起算", "Received; the notice period runs"),
        ),
        State(
            "certified",
            Text("已出证明", "Certified"),
            Text("单位已出具结束证明", "The employer certified the end"),
        ),
        State(
            "closed",
            Text("已办结", "Closed"),
            Text("档案和社保已办理转移", "File and insurance are moved"),
            True,
            "done",
        ),
        State(
            "withdrawn",
            Text("已撤回", "Withdrawn"),
            Text("送达之前撤回", "Taken back before delivery"),
            True,
            "stopped",
            "signed",
        ),
    ),
    (
        Action(
            "sign_notice",
            Text("签署通知", "Sign the notice"),
            Text("写明法定事由，一方签署", "With its statutory ground, signed by one"),
            ("drafting",),
            "signed",
            _BOTH,
            DOCUMENT + "5",
            guard="electronic_contracts/ending",
            form="notice",
            step_up=True,
            effect=("seal_evidence",),
        ),
        Action(
            "deliver",
            Text("送达", "Deliver"),
            Text("进入对方系统的时间即送达时间", "Delivered when it reaches the other's system"),
            ("signed",),
            "delivered",
            (SYSTEM,),
            DOCUMENT + "5",
            effect=("notify_other",),
        ),
        Action(
            "withdraw_notice",
            Text("撤回通知", "Withdraw the notice"),
            Text("送达之前可以撤回", "Possible before delivery"),
            ("drafting", "signed"),
            "withdrawn",
            _BOTH,
            note=HOUSE,
            reasons=s.WITHDRAWAL_REASONS,
        ),
        Action(
            "certify_end",
            Text("出具解除或终止证明", "Certify the end"),
            Text("结束当日出具", "Issued on the day of ending"),
            ("delivered",),
            "certified",
            (s.EMPLOYER,),
            DOCUMENT + "5",
            form="ending_certificate",
            effect=("seal_evidence", "end_contract"),
        ),
        Action(
            "remind_transfer",
            Text("提醒办理转移", "Remind of the transfer"),
            Text("十五日内办理档案和社保转移", "File and insurance within fifteen days"),
            ("delivered", "certified"),
            STAY,
            (SYSTEM,),
            DOCUMENT + "5",
            effect=("notify_employer",),
        ),
        Action(
            "confirm_transfer",
            Text("登记已转移", "Record the transfer"),
            Text("档案和社保关系已转出", "File and insurance were moved"),
            ("certified",),
            "closed",
            (s.EMPLOYER,),
            DOCUMENT + "5",
            form="transfer",
        ),
    ),
    (
        Clock(
            "transfer",
            Text("档案和社保转移期限", "Time to move file and insurance"),
            DOCUMENT + "5",
            "calendar_days_after",
            {"start": "$body:ends_on", "days": "$parameter:transfer_days"},
            starts_on=("certify_end",),
            stops_on=("confirm_transfer",),
            on_expiry="remind_transfer",
            runs_in=("certified",),
            remind_before=(3, 1),
        ),
    ),
    "drafting",
    (
        Guard(
            "electronic_contracts/ending",
            Text("可以这样结束", "It may end this way"),
            DOCUMENT + "5",
            Text(
                "改选符合法定情形的结束方式，或补充理由和证据",
                "Choose a way the law allows, or add grounds and evidence",
            ),
        ),
    ),
)
