"""Taking an archive in for a person: called in, counted, promised where retirement is near, shelved."""

from __future__ import annotations

from gongbao.kernel.procedure import SYSTEM
from gongbao.kernel.procedure.wording import RECEIPT, TELL, state
from gongbao.policies.personnel_archives.procedure.shared import APPLICANT, CENTRE, SAY, limit, to_centre

INTAKE = to_centre(
    "intake",
    ("个人委托存档", "Individual entrusting of an archive"),
    (
        state("submitted", "待受理", "To be accepted", "公服中心核对身份和去向", "The centre checks person and place"),
        state("called_in", "已发调档函", "Called in", "等原存档单位转来", "Waiting for the former keeper"),
        state("arrived", "档案已到", "Arrived", "清点封签、页数并扫描", "Seal and pages are checked, then scanned"),
        state(
            "promise_due", "等待本人承诺", "Promise awaited", "已告知，承诺后接收", "Told; taken in once promised",
            beside="arrived",
        ),
        state("stored", "已存档", "Stored", "按个人委托存档保管", "Kept as an individual's", terminal=True, tone="done"),
        state(
            "redirected", "已转办", "Redirected", "已转到应接收的中心", "Sent on to the right centre",
            terminal=True, tone="stopped", beside="submitted",
        ),
    ),
    (
        SAY.submit(
            "1.s1", "选户籍所在区的公服中心；转办的由系统续办", "To the household's centre; the system goes on with a redirected one",
            role=f"{APPLICANT} {SYSTEM}",
        ),
        SAY.does(
            "call_in", "1.s3", ("发调档函", "Call in", "请原存档单位转来", "The former keeper is asked to send it"),
            "submitted", "called_in", CENTRE, guard="may_take_in", effect=("call_in", *TELL),
        ),
        SAY.does(
            "redirect", "1.s1", ("转到应接收的中心", "Redirect", "不退给个人跑", "The person need not go again"),
            "submitted", "redirected", CENTRE, effect=("redirect", *TELL),
            reasons=(
                SAY.reason("other_district", "1.s1", "户籍在另一个区", "The household is in another district"),
                SAY.reason("employer", "2.s1", "应由单位或其委托机构保管", "The employer or its body keeps it"),
            ),
        ),
        SAY.does(
            "receive", "1.s3", ("登记到达", "Record arrival", "核对封签和页数", "Seal and pages are compared"),
            "called_in", "arrived", CENTRE, guard="custody_unbroken",
        ),
        SAY.does(
            "give_notice", "4.s1", ("告知", "Give notice", "依据实体档案逐项告知", "Item by item from the real file"),
            "arrived", "promise_due", CENTRE, guard="archive_reviewed", effect=("notice", *TELL),
        ),
        SAY.does(
            "promise", "4.s2", ("承诺", "Promise", "看过告知书，同意接收", "Having read the notice"),
            "promise_due", "arrived", APPLICANT, form="promise", effect=("promise", *RECEIPT),
        ),
        SAY.does(
            "store", "1.s3", ("入库", "Store", "上架并完成接收", "Shelved; taken in"), "arrived", "stored", CENTRE,
            guard="ready_to_store", effect=("store", *TELL),
        ),
    ),
    (
        limit(
            "acceptance", ("受理期限", "Time to accept"), "7.s2", "intake_working_days", "submit resubmit", "submitted",
        ),
        limit(
            "arrival", ("转递期限", "Time for the transfer"), "7.s2", "transfer_working_days", "call_in", "called_in",
        ),
        limit(
            "promise_wait", ("承诺提醒", "Reminder of the promise"), "4.s2", "promise_working_days", "give_notice", "promise_due",
        ),
    ),
    (
        SAY.guard("may_take_in", "1.s1", "属于可接收的情形和中心", "The person and the centre are right", "户籍在别区的转办；情形存疑的先登记认定", "Send it on where the household is elsewhere; record a finding where it is in doubt"),
        SAY.guard("custody_unbroken", "8.z.s2", "交接记录没有断点", "The custody chain is unbroken", "在档案页查看断点，与移交方补齐交接记录", "See the broken link on the archive's page; complete it with the giver"),
        SAY.guard("archive_reviewed", "4.s1", "已对照实体档案审核", "The real archive was reviewed", "先在档案页登记“已对照实体审核”", "Record on the archive's page that it was read"),
        SAY.guard("ready_to_store", "4.s2", "已上架；临近退休的已承诺", "Shelved; promised where near retirement", "先上架；临近退休的先告知并由本人承诺", "Shelve it; near retirement, notice and promise come first"),
    ),
    returned_by="7.s3",
    overdue="submitted called_in arrived promise_due",
    withdrawable="draft submitted called_in promise_due",
)  # fmt: skip
