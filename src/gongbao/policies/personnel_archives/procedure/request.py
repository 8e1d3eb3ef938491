"""Certificates, copies and questions: what may be given for which purpose, found by a person where the list is silent."""

from __future__ import annotations

from gongbao.kernel.procedure import Outcome
from gongbao.kernel.procedure.wording import TELL, state
from gongbao.law.text import Text
from gongbao.policies.personnel_archives.procedure.shared import CENTRE, REVIEWER, SAY, limit, to_centre

REQUEST = to_centre(
    "request",
    ("档案证明、复印和查询", "Certificates, copies and questions"),
    (
        state("submitted", "办理中", "In hand", "按用途算出可以提供什么", "What may be given is worked out"),
        state("referred", "人工认定", "With a person", "清单外的由复核认定", "Outside the list: the reviewer finds it",
               beside="submitted"),
        state("prepared", "待交付", "Ready", "证明或密封的复印件待交付", "The certificate or sealed copies wait"),
        state("delivered", "已交付", "Delivered", "已交付并留痕", "Handed over and logged", terminal=True, tone="done"),
        state("explained", "已说明", "Explained", "说明缺什么，并提供存档证明", "Told what is missing; custody certified",
               terminal=True, tone="done", beside="prepared"),
        state("denied", "不提供", "Denied", "不能提供并说明理由", "Not given, with reasons",
               terminal=True, tone="stopped", beside="prepared"),
    ),
    (
        SAY.submit("8.s1", "写明用途，在线办理", "On line, with the purpose"),
        SAY.does(
            "decide", "6.s2", ("作出决定", "Decide", "逐项算出：提供、不提供、说明、转人工", "Item by item"),
            "submitted", "prepared", CENTRE, effect=("decide", *TELL), guard="asker_identified",
            outcomes=(
                Outcome("allow", Text("提供", "Allow"), "prepared"),
                Outcome("inform", Text("说明并出具存档证明", "Explain and certify custody"), "explained", reasoned=True),
                Outcome("deny", Text("不提供", "Deny"), "denied", reasoned=True),
                Outcome("refer", Text("转人工认定", "Refer"), "referred"),
            ),
            reasons=(
                SAY.reason("no_record", "5.s2", "档案没有明确记载", "The archive has no clear record"),
                SAY.reason("contradiction", "5.s2", "记载互相矛盾", "The records contradict"),
                SAY.reason("purpose", "6.s1", "用途不在范围内", "The purpose is not covered"),
                SAY.reason("material", "6.s2", "材料不在可复印范围", "The paper is not of a kind that is copied"),
                SAY.reason("mandate", "", "授权无效或已过期", "The mandate is invalid or has expired"),
            ),
        ),
        SAY.does(
            "find", "6.s2", ("人工认定", "Find", "由复核认定清单外的用途或材料", "Purpose or paper outside the list"),
            "referred", "submitted", REVIEWER, effect=("find",), not_by=("decide",), form="finding",
        ),
        SAY.does(
            "deliver", "6.s3", ("交付", "Deliver", "复印件密封后交付", "Copies leave sealed"), "prepared", "delivered",
            CENTRE, guard="sealed_or_certified", effect=("deliver", *TELL),
        ),
    ),
    (
        limit(
            "answer", ("办理期限", "Time to answer"), "7.s2", "request_working_days", "submit resubmit", "submitted referred", restarts=False,
        ),
    ),
    (
        SAY.guard("asker_identified", "6.s1", "身份和授权已核对", "Identity and mandate are checked", "核对身份和授权，登记认定后再决定", "Check identity and mandate, and record the finding"),
        SAY.guard("sealed_or_certified", "6.s3", "复印件已密封，或证明已制作", "Copies sealed, or the certificate made", "复印件先登记封签；证明制作好后再交付", "Record the seal of the copies; wait until the certificate is made"),
    ),
    returned_by="7.s3",
    overdue="submitted referred prepared",
)  # fmt: skip
