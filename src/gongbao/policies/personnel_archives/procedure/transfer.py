"""An archive's transfer to another keeper: destination, seal, carrier, receipt, tracing."""

from __future__ import annotations

from gongbao.kernel.procedure import SYSTEM, Clock
from gongbao.kernel.procedure.common import LOCAL
from gongbao.kernel.procedure.wording import TELL, state
from gongbao.law.text import Text
from gongbao.policies.personnel_archives.procedure.shared import (
    APPLICANT,
    CENTRE,
    DOCUMENT,
    SAY,
    limit,
    to_centre,
)

TRANSFER = to_centre(
    "transfer",
    ("档案转递", "Transfer of an archive"),
    (
        state("submitted", "待核对去向", "Destination checked", "不转街道，不无故转回原籍", "Not to streets or origin"),
        state("packed", "已密封", "Sealed", "清点、密封、登记封签", "Counted, sealed and recorded"),
        state("sent", "转递中", "Under way", "机要或专人转递，等回执", "By confidential carrier; receipt awaited"),
        state("received", "已收到", "Received", "对方回执已核对", "The receipt is checked", terminal=True, tone="done"),
        state("missing", "追查", "Traced", "回执逾期或有差异", "The receipt is late or differs", beside="sent"),
        state("kept", "留存不转", "Kept here", "落户后留在原中心", "Stays here after settling",
               terminal=True, tone="done", beside="submitted"),
    ),
    (
        SAY.submit("2.s1", "选转往哪里", "Says where it goes", role=f"{APPLICANT} {SYSTEM}"),
        SAY.does(
            "keep", "3.s1", ("不转回，归入审批材料", "Keep and file", "审批材料归入本人档案", "Approval papers are filed"),
            "submitted", "kept", CENTRE, guard="may_stay", effect=("file_approval", *TELL),
        ),
        SAY.does(
            "pack", "2.s1", ("清点密封", "Count and seal", "核对目录、页数", "Catalogue and pages are compared"),
            "submitted", "packed", CENTRE, guard="destination_right", effect=("pack",),
        ),
        SAY.does(
            "send", "8.z.s2", ("交寄", "Send", "登记方式和运单", "Carrier and number are recorded"), "packed", "sent",
            CENTRE, guard="seal_on", effect=("send", *TELL),
        ),
        SAY.does(
            "record_receipt", "8.z.s2", ("登记回执", "Record the receipt", "封签和页数一致", "Seal and pages agree"),
            "sent missing", "received", f"{CENTRE} {SYSTEM}", effect=("arrive", *TELL),
        ),
        SAY.does(
            "trace", "8.z.s2", ("追查", "Trace", "回执有差异或一直没有", "The receipt differs, or none comes"), "sent",
            "missing", CENTRE, effect=("notify_supervisor",),
        ),
        SAY.does(
            "no_receipt", "8.z.s2", ("逾期转入追查", "Overdue: traced", "期限内没有回执", "No receipt in time"), "sent",
            "missing", SYSTEM, effect=("notify_supervisor", "notify_office"),
        ),
    ),
    (
        limit(
            "transfer", ("转递期限", "Time for the transfer"), "7.s2", "transfer_working_days", "submit resubmit", "submitted packed", restarts=False,
        ),
        Clock(
            "receipt", Text("回执期限", "Time for the receipt"), DOCUMENT + "7.s2", "working_days_after",
            {"start": "$date", "days": "$parameter:receipt_working_days"}, ("send",), (), "no_receipt", ("sent",),
            remind_before=(1,), note=LOCAL,
        ),
    ),
    (
        SAY.guard("may_stay", "3.s1", "已存档并已落户", "Kept here and settled", "先办存档和落户登记", "It is kept here and the person has settled first"),
        SAY.guard("destination_right", "1.s2", "可以转往该处", "The destination is right", "改选单位、其委托机构或户籍所在区的公服中心", "Choose the employer, its body or the household's centre"),
        SAY.guard("seal_on", "8.z.s2", "封签已登记", "The seal is recorded", "先清点密封并登记封签号", "Count, seal and record the number first"),
    ),
    returned_by="2.s1",
    overdue="submitted packed missing",
)  # fmt: skip
