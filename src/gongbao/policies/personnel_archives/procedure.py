"""Procedures: taking an archive in, answering a request, lending, transferring, and answering complaints."""

from __future__ import annotations

from gongbao.kernel.procedure import (
    STAY,
    SYSTEM,
    Action,
    Clock,
    Guard,
    Outcome,
    Procedure,
    Reason,
    Role,
    State,
)
from gongbao.kernel.procedure.common import LOCAL, Common, escalating, returned, withdrawn
from gongbao.law.text import Text

DOCUMENT = "rencai-2020-24/"
ROOM = "personnel_archives"
APPLICANT, CENTRE, REVIEWER, CITY = "applicant", "district_handler", "district_reviewer", "city_officer"
_ROLES = {
    APPLICANT: Role(APPLICANT, Text("申请人", "Applicant")),
    CENTRE: Role(CENTRE, Text("公服中心经办", "Centre, handling")),
    REVIEWER: Role(REVIEWER, Text("公服中心复核", "Centre, review")),
    CITY: Role(CITY, Text("市公服中心", "City centre")),
    SYSTEM: Role(SYSTEM, Text("系统", "System")),
}
_GUIDE = Text(
    "服务指南和经办规程未载入，由公服中心按档案情况认定",
    "The service guide is not loaded: the centre finds it on the archive",
)
RECEIPT, TELL = ("receipt", "notify_office"), ("notify_applicant",)


def _state(name: str, zh: str, en: str, zh_why: str, en_why: str, **more: object) -> State:
    return State(name, Text(zh, en), Text(zh_why, en_why), **more)  # type: ignore[arg-type]


def _guard(name: str, clause: str, zh: str, en: str, mend_zh: str, mend_en: str) -> Guard:
    return Guard(name, Text(zh, en), DOCUMENT + clause, Text(mend_zh, mend_en))


def _reason(name: str, clause: str, zh: str, en: str) -> Reason:
    return Reason(
        name, Text(zh, en), DOCUMENT + clause if clause else "", why_none=Text("", "") if clause else _GUIDE
    )


def _does(
    name: str,
    clause: str,
    words: tuple[str, str, str, str],
    source: str,
    target: str,
    role: str,
    **more: object,
) -> Action:
    zh, en, zh_why, en_why = words
    more = {"effect": TELL, **more}
    return Action(
        name, Text(zh, en), Text(zh_why, en_why), tuple(source.split()), target, tuple(role.split()),
        DOCUMENT + clause, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _submit(clause: str, zh_why: str, en_why: str, guard: str = "", roles: str = APPLICANT) -> Action:
    words = ("提交", "Submit", zh_why, en_why)
    return _does(
        "submit", clause, words, "draft", "submitted", roles,
        guard=guard, form="application", effect=RECEIPT, personal_fields=("form",),
    )  # fmt: skip


def _common(clause: str, overdue: str, *reasons: Reason, withdrawable: str = "draft submitted") -> Common:
    return Common(
        applicant=(APPLICANT,),
        officers=(CENTRE,),
        draft=("draft",),
        withdrawable=tuple(withdrawable.split()),
        returnable=("submitted",),
        return_reasons=reasons,
        return_clause=DOCUMENT + clause,
        resubmitted="submitted",
        handled=tuple(overdue.split()),
        overdue=tuple(overdue.split()),
    )


def _roles(*names: str) -> tuple[Role, ...]:
    return tuple(_ROLES[name] for name in (*names, SYSTEM))


_DRAFT = _state("draft", "填写中", "Draft", "申请人填写", "The applicant fills it in")
NOT_SHAREABLE = _reason(
    "not_shareable", "7.s3", "缺少共享取不到的信息", "Something no register can give is missing"
)

INTAKE = Procedure(
    f"{ROOM}.intake",
    1,
    Text("个人委托存档", "Individual entrusting of an archive"),
    _roles(APPLICANT, CENTRE, REVIEWER),
    (
        _DRAFT,
        _state("submitted", "待受理", "To be accepted", "公服中心核对身份和去向", "The centre checks person and place"),
        _state("called_in", "已发调档函", "Called in", "等原存档单位转来", "Waiting for the former keeper"),
        _state("arrived", "档案已到", "Arrived", "清点封签、页数并扫描", "Seal and pages are checked, then scanned"),
        _state(
            "promise_due", "等待本人承诺", "Promise awaited", "已告知，承诺后接收", "Told; taken in once promised",
            beside="arrived",
        ),
        _state("stored", "已存档", "Stored", "按个人委托存档保管", "Kept as an individual's", terminal=True, tone="done"),
        _state(
            "redirected", "已转办", "Redirected", "已转到应接收的中心", "Sent on to the right centre",
            terminal=True, tone="stopped", beside="submitted",
        ),
        returned("submitted"),
        withdrawn("submitted"),
    ),
    (
        _submit(
            "1.s1", "选户籍所在区的公服中心；转办的由系统续办", "To the household's centre; the system goes on with a redirected one",
            roles=f"{APPLICANT} {SYSTEM}",
        ),
        _does(
            "call_in", "1.s3", ("发调档函", "Call in", "请原存档单位转来", "The former keeper is asked to send it"),
            "submitted", "called_in", CENTRE, guard="may_take_in", effect=("call_in", *TELL),
        ),
        _does(
            "redirect", "1.s1", ("转到应接收的中心", "Redirect", "不退给个人跑", "The person need not go again"),
            "submitted", "redirected", CENTRE, effect=("redirect", *TELL),
            reasons=(
                _reason("other_district", "1.s1", "户籍在另一个区", "The household is in another district"),
                _reason("employer", "2.s1", "应由单位或其委托机构保管", "The employer or its body keeps it"),
            ),
        ),
        _does(
            "receive", "1.s3", ("登记到达", "Record arrival", "核对封签和页数", "Seal and pages are compared"),
            "called_in", "arrived", CENTRE, guard="custody_unbroken",
        ),
        _does(
            "give_notice", "4.s1", ("告知", "Give notice", "依据实体档案逐项告知", "Item by item from the real file"),
            "arrived", "promise_due", CENTRE, guard="archive_reviewed", effect=("notice", *TELL),
        ),
        _does(
            "promise", "4.s2", ("承诺", "Promise", "看过告知书，同意接收", "Having read the notice"),
            "promise_due", "arrived", APPLICANT, form="promise", effect=("promise", *RECEIPT),
        ),
        _does(
            "store", "1.s3", ("入库", "Store", "上架并完成接收", "Shelved; taken in"), "arrived", "stored", CENTRE,
            guard="ready_to_store", effect=("store", *TELL),
        ),
        *_common(
            "7.s3", "submitted called_in arrived promise_due", NOT_SHAREABLE,
            withdrawable="draft submitted called_in promise_due",
        ).actions(),
    ),
    (
        escalating(
            "acceptance", Text("受理期限", "Time to accept"), DOCUMENT + "7.s2", "intake_working_days",
            ("submit", "resubmit"), ("submitted",),
        ),
        escalating(
            "arrival", Text("转递期限", "Time for the transfer"), DOCUMENT + "7.s2", "transfer_working_days",
            ("call_in",), ("called_in",),
        ),
        escalating(
            "promise_wait", Text("承诺提醒", "Reminder of the promise"), DOCUMENT + "4.s2", "promise_working_days",
            ("give_notice",), ("promise_due",),
        ),
    ),
    "draft",
    (
        _guard("may_take_in", "1.s1", "属于可接收的情形和中心", "The person and the centre are right", "户籍在别区的转办；情形存疑的先登记认定", "Send it on where the household is elsewhere; record a finding where it is in doubt"),
        _guard("custody_unbroken", "8.z.s2", "交接记录没有断点", "The custody chain is unbroken", "在档案页查看断点，与移交方补齐交接记录", "See the broken link on the archive's page; complete it with the giver"),
        _guard("archive_reviewed", "4.s1", "已对照实体档案审核", "The real archive was reviewed", "先在档案页登记“已对照实体审核”", "Record on the archive's page that it was read"),
        _guard("ready_to_store", "4.s2", "已上架；临近退休的已承诺", "Shelved; promised where near retirement", "先上架；临近退休的先告知并由本人承诺", "Shelve it; near retirement, notice and promise come first"),
    ),
)  # fmt: skip

REQUEST = Procedure(
    f"{ROOM}.request",
    1,
    Text("档案证明、复印和查询", "Certificates, copies and questions"),
    _roles(APPLICANT, CENTRE, REVIEWER),
    (
        _DRAFT,
        _state("submitted", "办理中", "In hand", "按用途算出可以提供什么", "What may be given is worked out"),
        _state("referred", "人工认定", "With a person", "清单外的由复核认定", "Outside the list: the reviewer finds it",
               beside="submitted"),
        _state("prepared", "待交付", "Ready", "证明或密封的复印件待交付", "The certificate or sealed copies wait"),
        _state("delivered", "已交付", "Delivered", "已交付并留痕", "Handed over and logged", terminal=True, tone="done"),
        _state("explained", "已说明", "Explained", "说明缺什么，并提供存档证明", "Told what is missing; custody certified",
               terminal=True, tone="done", beside="prepared"),
        _state("denied", "不提供", "Denied", "不能提供并说明理由", "Not given, with reasons",
               terminal=True, tone="stopped", beside="prepared"),
        returned("submitted"),
        withdrawn("submitted"),
    ),
    (
        _submit("8.s1", "写明用途，在线办理", "On line, with the purpose"),
        _does(
            "decide", "6.s2", ("作出决定", "Decide", "逐项算出：提供、不提供、说明、转人工", "Item by item"),
            "submitted", "prepared", CENTRE, effect=("decide", *TELL), guard="asker_identified",
            outcomes=(
                Outcome("allow", Text("提供", "Allow"), "prepared"),
                Outcome("inform", Text("说明并出具存档证明", "Explain and certify custody"), "explained", reasoned=True),
                Outcome("deny", Text("不提供", "Deny"), "denied", reasoned=True),
                Outcome("refer", Text("转人工认定", "Refer"), "referred"),
            ),
            reasons=(
                _reason("no_record", "5.s2", "档案没有明确记载", "The archive has no clear record"),
                _reason("contradiction", "5.s2", "记载互相矛盾", "The records contradict"),
                _reason("purpose", "6.s1", "用途不在范围内", "The purpose is not covered"),
                _reason("material", "6.s2", "材料不在可复印范围", "The paper is not of a kind that is copied"),
                _reason("mandate", "", "授权无效或已过期", "The mandate is invalid or has expired"),
            ),
        ),
        _does(
            "find", "6.s2", ("人工认定", "Find", "由复核认定清单外的用途或材料", "Purpose or paper outside the list"),
            "referred", "submitted", REVIEWER, effect=("find",), not_by=("decide",), form="finding",
        ),
        _does(
            "deliver", "6.s3", ("交付", "Deliver", "复印件密封后交付", "Copies leave sealed"), "prepared", "delivered",
            CENTRE, guard="sealed_or_certified", effect=("deliver", *TELL),
        ),
        *_common("7.s3", "submitted referred prepared", NOT_SHAREABLE).actions(),
    ),
    (
        escalating(
            "answer", Text("办理期限", "Time to answer"), DOCUMENT + "7.s2", "request_working_days",
            ("submit", "resubmit"), ("submitted", "referred"), restarts=False,
        ),
    ),
    "draft",
    (
        _guard("asker_identified", "6.s1", "身份和授权已核对", "Identity and mandate are checked", "核对身份和授权，登记认定后再决定", "Check identity and mandate, and record the finding"),
        _guard("sealed_or_certified", "6.s3", "复印件已密封，或证明已制作", "Copies sealed, or the certificate made", "复印件先登记封签；证明制作好后再交付", "Record the seal of the copies; wait until the certificate is made"),
    ),
)  # fmt: skip

LOAN = Procedure(
    f"{ROOM}.loan",
    1,
    Text("部门借阅", "Departments' reading and borrowing"),
    _roles(APPLICANT, CENTRE, REVIEWER),
    (
        _DRAFT,
        _state("submitted", "办理中", "In hand", "优先提供影像", "Images first"),
        _state("paper_asked", "申请实体档案", "Paper asked", "说明影像为什么不够", "Why the image does not suffice"),
        _state("approved", "已审批", "Approved", "清点后外借", "Counted before it leaves"),
        _state("lent", "借出", "Lent", "到期前归还", "To be back in time"),
        _state("back", "已归还", "Back", "页数和状况已核对", "Pages and condition checked", terminal=True, tone="done"),
        _state("image_given", "已提供影像", "Image given", "凭影像办理", "Handled from the image",
               terminal=True, tone="done", beside="submitted"),
        _state("damaged", "归还有差异", "Back with differences", "缺页或损坏，追查中", "Pages missing or damaged",
               beside="lent"),
        _state("refused", "不予借阅", "Refused", "不符合借阅规定", "Against the lending rules",
               terminal=True, tone="stopped", beside="paper_asked"),
        returned("submitted"),
        withdrawn("submitted"),
    ),
    (
        _submit("8.s2", "写明事项和用途", "Matter and purpose are stated"),
        _does(
            "give_image", "8.s2", ("提供影像", "Give the image", "先给影像，留痕", "The image first, logged"),
            "submitted", "image_given", CENTRE, guard="image_allowed", effect=("open_image", *TELL),
        ),
        _does(
            "ask_paper", "8.s2", ("影像不够，申请实体", "Ask for paper", "写明原因", "With the reason"),
            "submitted", "paper_asked", APPLICANT, form="paper_reason", effect=RECEIPT,
        ),
        _does(
            "approve", "8.z.s1", ("审批外借", "Approve", "确需实体档案", "The real archive is needed"),
            "paper_asked", "approved", REVIEWER,
        ),
        _does(
            "refuse", "8.z.s1", ("不予外借", "Refuse", "说明理由", "With reasons"), "submitted paper_asked", "refused",
            REVIEWER,
            reasons=(
                _reason("not_a_body", "8.z.s1", "借阅方不是借阅部门", "The borrower is no lending department"),
                _reason("image_suffices", "8.s2", "影像可以满足", "The image suffices"),
                _reason("overdue", "8.z.s2", "有逾期未还的档案", "Archives are overdue"),
                _reason("own_file", "8.z.s2", "涉及本人或近亲属", "The reader's own or a relative's"),
            ),
        ),
        _does(
            "lend", "8.z.s1", ("借出", "Lend", "清点页数，扫码交接", "Counted and handed over by barcode"),
            "approved", "lent", CENTRE, guard="loan_in_order", not_by=("approve",), effect=("lend", *TELL),
        ),
        _does(
            "renew", "8.z.s1", ("续借", "Renew", "期满前续一次", "Once, before it is due"), "lent", STAY, REVIEWER,
            guard="may_renew", effect=("renew", *TELL),
        ),
        _does(
            "take_back", "8.z.s1", ("归还核对", "Take back", "核对页数和状况", "Pages and condition are compared"),
            "lent", "back", CENTRE, effect=("take_back", *TELL),
            outcomes=(
                Outcome("whole", Text("完好", "Whole"), "back"),
                Outcome("different", Text("有差异", "Different"), "damaged", reasoned=True),
            ),
            reasons=(
                _reason("pages_missing", "8.z.s2", "缺页", "Pages are missing"),
                _reason("damage", "8.z.s2", "损坏", "Damaged"),
                _reason("seal", "8.z.s2", "封签异常", "The seal is not as it was"),
            ),
        ),
        _does(
            "resolve", "8.z.s2", ("差异处理完毕", "Resolve", "找回或登记差异", "Found again, or recorded"),
            "damaged", "back", REVIEWER,
        ),
        *_common("8.z.s1", "submitted paper_asked approved lent damaged", NOT_SHAREABLE,
                 withdrawable="draft submitted paper_asked").actions(),
    ),
    (
        escalating(
            "answer", Text("办理期限", "Time to answer"), DOCUMENT + "7.s2", "request_working_days",
            ("submit", "resubmit", "ask_paper"), ("submitted", "paper_asked"),
        ),
        escalating(
            "loan_term", Text("外借期限", "Term of the loan"), DOCUMENT + "8.z.s1", "loan_days",
            ("lend", "renew"), ("lent",),
        ),
    ),
    "draft",
    (
        _guard("image_allowed", "8.s2", "可以看影像", "The image may be seen", "核对借阅事项和名册；没有影像的先扫描", "Check matter and list; scan where there is no image"),
        _guard("loan_in_order", "8.z.s1", "符合外借规定", "In order by the lending rules", "档案须在库、借阅方在名册且无逾期，归还日不超期限", "In store, a listed borrower with nothing overdue, back within the term"),
        _guard("may_renew", "8.z.s1", "未逾期且没有续过", "Not overdue and not renewed before", "请先归还，再重新申请", "Give it back and ask again"),
    ),
)  # fmt: skip

TRANSFER = Procedure(
    f"{ROOM}.transfer",
    1,
    Text("档案转递", "Transfer of an archive"),
    _roles(APPLICANT, CENTRE, REVIEWER),
    (
        _DRAFT,
        _state("submitted", "待核对去向", "Destination checked", "不转街道，不无故转回原籍", "Not to streets or origin"),
        _state("packed", "已密封", "Sealed", "清点、密封、登记封签", "Counted, sealed and recorded"),
        _state("sent", "转递中", "Under way", "机要或专人转递，等回执", "By confidential carrier; receipt awaited"),
        _state("received", "已收到", "Received", "对方回执已核对", "The receipt is checked", terminal=True, tone="done"),
        _state("missing", "追查", "Traced", "回执逾期或有差异", "The receipt is late or differs", beside="sent"),
        _state("kept", "留存不转", "Kept here", "落户后留在原中心", "Stays here after settling",
               terminal=True, tone="done", beside="submitted"),
        returned("submitted"),
        withdrawn("submitted"),
    ),
    (
        _submit("2.s1", "选转往哪里", "Says where it goes", roles=f"{APPLICANT} {SYSTEM}"),
        _does(
            "keep", "3.s1", ("不转回，归入审批材料", "Keep and file", "审批材料归入本人档案", "Approval papers are filed"),
            "submitted", "kept", CENTRE, guard="may_stay", effect=("file_approval", *TELL),
        ),
        _does(
            "pack", "2.s1", ("清点密封", "Count and seal", "核对目录、页数", "Catalogue and pages are compared"),
            "submitted", "packed", CENTRE, guard="destination_right", effect=("pack",),
        ),
        _does(
            "send", "8.z.s2", ("交寄", "Send", "登记方式和运单", "Carrier and number are recorded"), "packed", "sent",
            CENTRE, guard="seal_on", effect=("send", *TELL),
        ),
        _does(
            "record_receipt", "8.z.s2", ("登记回执", "Record the receipt", "封签和页数一致", "Seal and pages agree"),
            "sent missing", "received", f"{CENTRE} {SYSTEM}", effect=("arrive", *TELL),
        ),
        _does(
            "trace", "8.z.s2", ("追查", "Trace", "回执有差异或一直没有", "The receipt differs, or none comes"), "sent",
            "missing", CENTRE, effect=("notify_supervisor",),
        ),
        _does(
            "no_receipt", "8.z.s2", ("逾期转入追查", "Overdue: traced", "期限内没有回执", "No receipt in time"), "sent",
            "missing", SYSTEM, effect=("notify_supervisor", "notify_office"),
        ),
        *_common("2.s1", "submitted packed missing", NOT_SHAREABLE).actions(),
    ),
    (
        escalating(
            "transfer", Text("转递期限", "Time for the transfer"), DOCUMENT + "7.s2", "transfer_working_days",
            ("submit", "resubmit"), ("submitted", "packed"), restarts=False,
        ),
        Clock(
            "receipt", Text("回执期限", "Time for the receipt"), DOCUMENT + "7.s2", "working_days_after",
            {"start": "$date", "days": "$parameter:receipt_working_days"}, ("send",), (), "no_receipt", ("sent",),
            remind_before=(1,), note=LOCAL,
        ),
    ),
    "draft",
    (
        _guard("may_stay", "3.s1", "已存档并已落户", "Kept here and settled", "先办存档和落户登记", "It is kept here and the person has settled first"),
        _guard("destination_right", "1.s2", "可以转往该处", "The destination is right", "改选单位、其委托机构或户籍所在区的公服中心", "Choose the employer, its body or the household's centre"),
        _guard("seal_on", "8.z.s2", "封签已登记", "The seal is recorded", "先清点密封并登记封签号", "Count, seal and record the number first"),
    ),
)  # fmt: skip

COMPLAINT = Procedure(
    f"{ROOM}.complaint",
    1,
    Text("接诉即办", "Complaints answered at once"),
    _roles(APPLICANT, CENTRE, CITY),
    (
        _DRAFT,
        _state("submitted", "待答复", "To be answered", "由公服中心答复", "The centre answers"),
        _state("with_city", "市级协调", "With the city", "难点问题由市公服中心协调", "The city centre helps",
               beside="submitted"),
        _state("answered", "已答复", "Answered", "等本人确认", "The person is asked whether it is settled"),
        _state("closed", "已办结", "Closed", "原因已归类", "The cause is classed", terminal=True, tone="done"),
        returned("submitted"),
        withdrawn("submitted"),
    ),
    (
        _submit("end.s3", "说明诉求", "Says what is wrong"),
        _does(
            "answer", "end.s3", ("答复", "Answer", "写明原因类别和办法", "Cause and remedy are stated"), "submitted",
            "answered", CENTRE, form="answer", effect=("classify", *TELL),
        ),
        _does(
            "ask_city", "end.s3", ("提请市级协调", "Ask the city", "区里解决不了的", "What a district cannot settle"),
            "submitted", "with_city", CENTRE, form="question", effect=("notify_supervisor",),
        ),
        _does(
            "reply", "end.s3", ("市级答复", "Reply", "答复区中心", "To the district's centre"), "with_city", "submitted",
            CITY, form="reply", effect=("notify_office",),
        ),
        _does(
            "not_settled", "end.s3", ("没有解决", "Not settled", "重新办理", "It is taken up again"), "answered",
            "submitted", APPLICANT, form="statement", effect=RECEIPT,
        ),
        _does("close", "end.s3", ("办结", "Close", "本人确认或无异议", "Confirmed, or no reply"), "answered", "closed",
              f"{APPLICANT} {CENTRE}", effect=()),
        *_common("end.s3", "submitted with_city", NOT_SHAREABLE).actions(),
    ),
    (
        escalating(
            "answer", Text("答复期限", "Time to answer"), DOCUMENT + "end.s3", "complaint_working_days",
            ("submit", "resubmit", "not_settled"), ("submitted",),
        ),
        escalating(
            "city_reply", Text("市级答复期限", "Time for the city's reply"), DOCUMENT + "end.s3",
            "city_reply_working_days", ("ask_city",), ("with_city",),
        ),
    ),
    "draft",
)  # fmt: skip
PROCEDURES = (INTAKE, REQUEST, LOAN, TRANSFER, COMPLAINT)
