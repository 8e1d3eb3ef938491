"""Departments' reading and borrowing: images first, then the real archive by the lending rules."""

from __future__ import annotations

from gongbao.kernel.procedure import STAY, Outcome
from gongbao.kernel.procedure.wording import RECEIPT, TELL, state
from gongbao.law.text import Text
from gongbao.policies.personnel_archives.procedure.shared import (
    APPLICANT,
    CENTRE,
    REVIEWER,
    SAY,
    limit,
    to_centre,
)

LOAN = to_centre(
    "loan",
    ("部门借阅", "Departments' reading and borrowing"),
    (
        state("submitted", "办理中", "In hand", "优先提供影像", "Images first"),
        state("paper_asked", "申请实体档案", "Paper asked", "说明影像为什么不够", "Why the image does not suffice"),
        state("approved", "已审批", "Approved", "清点后外借", "Counted before it leaves"),
        state("lent", "借出", "Lent", "到期前归还", "To be back in time"),
        state("back", "已归还", "Back", "页数和状况已核对", "Pages and condition checked", terminal=True, tone="done"),
        state("image_given", "已提供影像", "Image given", "凭影像办理", "Handled from the image",
               terminal=True, tone="done", beside="submitted"),
        state("damaged", "归还有差异", "Back with differences", "缺页或损坏，追查中", "Pages missing or damaged",
               beside="lent"),
        state("refused", "不予借阅", "Refused", "不符合借阅规定", "Against the lending rules",
               terminal=True, tone="stopped", beside="paper_asked"),
    ),
    (
        SAY.submit("8.s2", "写明事项和用途", "Matter and purpose are stated"),
        SAY.does(
            "give_image", "8.s2", ("提供影像", "Give the image", "先给影像，留痕", "The image first, logged"),
            "submitted", "image_given", CENTRE, guard="image_allowed", effect=("open_image", *TELL),
        ),
        SAY.does(
            "ask_paper", "8.s2", ("影像不够，申请实体", "Ask for paper", "写明原因", "With the reason"),
            "submitted", "paper_asked", APPLICANT, form="paper_reason", effect=RECEIPT,
        ),
        SAY.does(
            "approve", "8.z.s1", ("审批外借", "Approve", "确需实体档案", "The real archive is needed"),
            "paper_asked", "approved", REVIEWER,
        ),
        SAY.does(
            "refuse", "8.z.s1", ("不予外借", "Refuse", "说明理由", "With reasons"), "submitted paper_asked", "refused",
            REVIEWER,
            reasons=(
                SAY.reason("not_a_body", "8.z.s1", "借阅方不是借阅部门", "The borrower is no lending department"),
                SAY.reason("image_suffices", "8.s2", "影像可以满足", "The image suffices"),
                SAY.reason("overdue", "8.z.s2", "有逾期未还的档案", "Archives are overdue"),
                SAY.reason("own_file", "8.z.s2", "涉及本人或近亲属", "The reader's own or a relative's"),
            ),
        ),
        SAY.does(
            "lend", "8.z.s1", ("借出", "Lend", "清点页数，扫码交接", "Counted and handed over by barcode"),
            "approved", "lent", CENTRE, guard="loan_in_order", not_by=("approve",), effect=("lend", *TELL),
        ),
        SAY.does(
            "renew", "8.z.s1", ("续借", "Renew", "期满前续一次", "Once, before it is due"), "lent", STAY, REVIEWER,
            guard="may_renew", effect=("renew", *TELL),
        ),
        SAY.does(
            "take_back", "8.z.s1", ("归还核对", "Take back", "核对页数和状况", "Pages and condition are compared"),
            "lent", "back", CENTRE, effect=("take_back", *TELL),
            outcomes=(
                Outcome("whole", Text("完好", "Whole"), "back"),
                Outcome("different", Text("有差异", "Different"), "damaged", reasoned=True),
            ),
            reasons=(
                SAY.reason("pages_missing", "8.z.s2", "缺页", "Pages are missing"),
                SAY.reason("damage", "8.z.s2", "损坏", "Damaged"),
                SAY.reason("seal", "8.z.s2", "封签异常", "The seal is not as it was"),
            ),
        ),
        SAY.does(
            "resolve", "8.z.s2", ("差异处理完毕", "Resolve", "找回或登记差异", "Found again, or recorded"),
            "damaged", "back", REVIEWER,
        ),
    ),
    (
        limit(
            "answer", ("办理期限", "Time to answer"), "7.s2", "request_working_days", "submit resubmit ask_paper", "submitted paper_asked",
        ),
        limit(
            "loan_term", ("外借期限", "Term of the loan"), "8.z.s1", "loan_days", "lend renew", "lent",
        ),
    ),
    (
        SAY.guard("image_allowed", "8.s2", "可以看影像", "The image may be seen", "核对借阅事项和名册；没有影像的先扫描", "Check matter and list; scan where there is no image"),
        SAY.guard("loan_in_order", "8.z.s1", "符合外借规定", "In order by the lending rules", "档案须在库、借阅方在名册且无逾期，归还日不超期限", "In store, a listed borrower with nothing overdue, back within the term"),
        SAY.guard("may_renew", "8.z.s1", "未逾期且没有续过", "Not overdue and not renewed before", "请先归还，再重新申请", "Give it back and ask again"),
    ),
    returned_by="8.z.s1",
    overdue="submitted paper_asked approved lent damaged",
    withdrawable="draft submitted paper_asked",
)  # fmt: skip
