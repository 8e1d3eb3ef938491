"""Bilingual words and refusals of the funds app."""

from __future__ import annotations

from gongbao.law.errors import Refusal
from gongbao.law.text import Text

KINDS = {
    "treasury": Text("市财政拨款来源", "City treasury"),
    "special": Text("资金专账支出账户", "Special account for spending"),
    "transit": Text("区级待拨付", "In the district's hands"),
    "sent": Text("已送银行在途", "On its way at the bank"),
    "cap": Text("单位累计核定（封顶）", "Granted so far under the cap"),
    "entitlement": Text("应付补贴", "Owed to the payee"),
    "recovery": Text("应收追回款", "To be paid back"),
    "recovered": Text("已决定追回", "Ordered back"),
}

STATES = {
    "planned": Text("待送银行", "Planned"),
    "sent": Text("已送银行", "Sent to the bank"),
    "paid": Text("已到账", "Paid"),
    "returned": Text("银行退回", "Returned by the bank"),
    "draft": Text("汇总中", "Being collected"),
    "submitted": Text("已报市级", "Submitted to the city"),
    "forwarded": Text("已向财政申请", "Forwarded to the treasury"),
    "approved": Text("财政已批准", "Approved by the treasury"),
    "queued": Text("余额不足，排队中", "Queued: balance too low"),
    "transferred": Text("已拨到区", "Transferred to the district"),
    "posted": Text("已入账", "Posted"),
    "settled": Text("银行已办结", "Settled by the bank"),
    "cancelled": Text("已取消", "Cancelled"),
}


def unknown(what: Text, key: object) -> Refusal:
    """A refusal for something that is not in the books."""
    return Refusal(
        Text(f"找不到{what.zh}：{key}", f"No such {what.en}: {key}"),
        mend=Text("请核对编号后重试。", "Check the number and try again."),
    )


def wrong_state(what: Text, state: str, wanted: Text) -> Refusal:
    """A refusal for an act that does not fit the present state."""
    now = STATES.get(state, Text(state, state))
    return Refusal(Text(f"{what.zh}现为“{now.zh}”，不能办理此事", f"{what.en} is '{now.en}'"), mend=wanted)


def four_eyes(one: str, other: str) -> None:
    """Refuse that the person who prepared a step also releases it."""
    if one == other:
        raise Refusal(
            Text("编制人和复核人不能是同一人", "One person cannot both prepare and release"),
            mend=Text("请由另一名经办人员复核。", "Ask another officer to release it."),
        )
