"""A duty not met by an insurer: found, heard, decided by the authority with its legal basis."""

from __future__ import annotations

from gongbao.kernel.procedure import STAY, SYSTEM, Action, Outcome, Procedure, State
from gongbao.kernel.procedure.common import Common, escalating
from gongbao.law.text import Text
from gongbao.policies.vehicle_tax.procedure import shared as s

_STATES = (
    State("found", Text("发现", "Found"), Text("系统或检查发现可能违规", "The system or an inspection found something")),
    State("notified", Text("已告知", "Notified"), Text("等待保险机构说明", "The insurer may state its case")),
    State("heard", Text("已说明", "Heard"), Text("等待决定", "Waits for a decision")),
    State("decided", Text("已处理", "Decided"), Text("已按法律作出处理", "Decided under the law"), True, "done"),
    State("dropped", Text("不予处理", "Dropped"), Text("已说明理由", "Dropped with reasons"), True, "stopped", beside="heard"),
)  # fmt: skip

_ACTIONS = (
    Action(
        "notify", Text("告知保险机构", "Notify the insurer"), Text("写明事实和依据", "Facts and legal basis"),
        ("found",), "notified", s.DISTRICT, "tax-2020-9/14", effect=("notify_applicant",),
    ),
    Action(
        "state", Text("说明情况", "State the case"), Text("保险机构说明原因和改正", "Causes and what was put right"),
        ("notified",), "heard", s.INSURER, "tax-2020-9/14", form="statement",
    ),
    Action(
        "close_hearing", Text("未作说明", "No statement"), Text("限期内没有说明", "No statement was made"),
        ("notified",), "heard", s.DISTRICT, "tax-2020-9/14",
    ),
    Action(
        "decide", Text("作出处理", "Decide"), Text("另一人按法律决定", "A second person decides under the law"),
        ("heard",), STAY, (s.REVIEWER,), "tax-2020-9/14", form="sanction", not_by=("notify",), step_up=True,
        outcomes=(
            Outcome("sanction", Text("依法处理", "Sanction"), "decided", reasoned=True),
            Outcome("drop", Text("不予处理", "Drop"), "dropped", reasoned=True),
        ),
        reasons=(*s.VIOLATIONS, *s.NO_VIOLATION), effect=("end_finding", "notify_applicant"),
    ),
)  # fmt: skip

VIOLATION = Procedure(
    "vehicle_tax.violation",
    1,
    Text("代收代缴义务检查处理", "Duties of a withholding agent: inspection and decision"),
    s.roles("applicant", *s.DISTRICT, SYSTEM),
    _STATES,
    (
        *_ACTIONS,
        *Common(officers=s.DISTRICT, handled=("found", "notified", "heard"), overdue=("notified", "heard")).actions(),
    ),
    (
        escalating("hearing", Text("说明和决定时限", "Time to hear and decide"), "tax-2020-9/14", "violation_days", ("notify",), ("notified", "heard")),
    ),
    "found",
)  # fmt: skip
