"""How a term ends: renewal, extension, early termination, and where people go (19, 27 to 29)."""

from __future__ import annotations

from gongbao.kernel.procedure import Procedure
from gongbao.kernel.procedure.common import returned, withdrawn
from gongbao.kernel.procedure.wording import TELL, end, state, stop
from gongbao.law.text import Text
from gongbao.policies.rural_assistants.procedure.shared import (
    APPLICANT,
    DISTRICT,
    DRAFT,
    HANDLER,
    INCOMPLETE,
    REVIEWER,
    ROOM,
    TOWNSHIP,
    common,
    does,
    guard,
    reason,
    reminding,
    roles,
    submit,
)


def _longer(name: str, zh: str, en: str, clause: str, grounds: str, effect: str) -> Procedure:
    """The assistant asks, the township agrees, the district decides."""
    zh_ground, en_ground = ("未当选或期限不延长", "Not elected, or nothing to extend") if name == "extension" else ("未任满或表现不够", "Term or performance do not suffice")  # fmt: skip
    return Procedure(
        f"{ROOM}.{name}", 1, Text(zh, en), roles(APPLICANT, TOWNSHIP, *DISTRICT),
        (
            DRAFT,
            state("submitted", "待乡镇同意", "With the township", "用人单位是乡镇", "The township is the employer"),
            state("agreed", "待区决定", "With the district", "双方愿意，区里核对条件", "Both sides are willing"),
            end("granted", "已办妥", "Granted", "合同已变更", "The contract is amended"),
            stop("refused", "未通过", "Refused", "已说明理由", "Reasons are given", "agreed"),
            returned("submitted"),
            withdrawn("submitted"),
        ),
        (
            submit(clause, "本人提出并写明期限", "Asked for by the assistant, with the term", "ask_township"),
            does("agree", clause, ("乡镇同意", "Township agrees", "双方愿意", "Both are willing"), "submitted", "agreed", TOWNSHIP),
            does("disagree", clause, ("乡镇不同意", "Township declines", "说明理由", "With reasons"), "submitted", "refused", TOWNSHIP,
                 reasons=(reason("unwilling", clause, "乡镇不愿意", "The township is not willing"),)),
            does("grant", clause, ("批准", "Grant", "期满前变更合同", "The contract is amended before its end"), "agreed", "granted", REVIEWER,
                 guard="conditions_met", effect=("decision", effect)),
            does("refuse", clause, ("不批准", "Refuse", "说明理由", "With reasons"), "agreed", "refused", REVIEWER,
                 reasons=(reason(grounds, clause, zh_ground, en_ground),), effect=("decision",)),
            *common("submitted agreed", clause, INCOMPLETE, withdrawable="draft submitted agreed").actions(),
        ),
        (reminding("answer", clause, "办理提醒", "Reminder", "submit resubmit agree", "submitted agreed"),),
        "draft",
        (guard("conditions_met", clause, "条件都符合", "Every condition is met", "条件齐了再批准；不符合的，不批准并写明理由", "Grant once they are; otherwise refuse, with the reason"),),
    )  # fmt: skip


RENEWAL = _longer("renewal", "续聘", "Renewal", "27.1", "conditions", "renew")
EXTENSION = _longer("extension", "延长合同期", "Extension", "27.2", "conditions", "extend")

TERMINATION = Procedure(
    f"{ROOM}.termination", 1, Text("提前解除合同", "Early termination"), roles(APPLICANT, TOWNSHIP, *DISTRICT),
    (
        DRAFT,
        state("submitted", "待乡镇确认", "With the township", "解除依据劳动合同法", "By the labour contract law"),
        state("agreed", "待区登记", "To be recorded", "登记后不再享受期满政策", "The channels after the term close"),
        end("ended", "已解除", "Ended", "进入人力资源市场自主择业", "Free to look for work"),
        withdrawn("submitted"),
    ),
    (
        submit("19", "写明解除日期，知道后果", "With the last day, knowing what follows", "ask_township"),
        does("agree", "19", ("乡镇确认", "Township confirms", "合同解除", "The contract ends"), "submitted", "agreed", "township district_handler"),
        does("record", "19", ("登记解除", "Record the end", "转入公共就业服务", "Handed to the employment services"),
             "agreed", "ended", "district_handler district_reviewer", effect=("end_early", *TELL)),
        *common("submitted agreed", "19", withdrawable="draft submitted agreed").actions(),
    ),
    (reminding("answer", "19", "办理提醒", "Reminder", "submit agree", "submitted agreed"),),
    "draft",
)  # fmt: skip

WHEREABOUTS = Procedure(
    f"{ROOM}.whereabouts", 1, Text("期满去向登记和帮扶", "Whereabouts after the term"), roles(APPLICANT, *DISTRICT),
    (
        state("due", "待登记去向", "To be recorded", "期满后逐人登记", "For each person whose term is over"),
        state("helping", "帮扶中", "Being helped", "就业指导、职业介绍", "Guidance and placement"),
        end("placed", "已就业或升学", "Placed", "去向已登记", "Recorded"),
    ),
    (
        does("record", "29.s2", ("登记去向", "Record", "单位、升学、创业或灵活就业", "Employer, study, business or flexible work"),
             "due helping", "placed", HANDLER, form="destination", effect=("record_destination", *TELL)),
        does("tell", "29.s2", ("本人填报", "Tell", "本人告知去向", "Told by the person"), "due helping", "placed", APPLICANT,
             form="destination", effect=("record_destination", "notify_office")),
        does("help", "29.s3", ("未就业，转帮扶", "Without work: help", "提供就业指导、职业介绍", "Guidance and placement are offered"),
             "due", "helping", HANDLER, effect=("offer_help", *TELL)),
        *common("due helping", "29.s1", withdrawable="").actions(),
    ),
    (reminding("due", "29.s1", "去向登记提醒", "Reminder", "", "due helping", "whereabouts_working_days"),),
    "due",
)  # fmt: skip
