"""The schools' own procedures: the panel and its plan, initial titles by appointment, old titles confirmed."""

from __future__ import annotations

from gongbao.kernel.dossier.review import APPLICANT, EMPLOYER
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
from gongbao.kernel.procedure.common import HOUSE, Common, escalating, returned, withdrawn
from gongbao.law.text import Text
from gongbao.policies.vocational_teacher_titles.facts import DOCUMENT

SUPERIOR, AUTHORITY = "superior_unit", "transition_authority"
_ROLES = (
    Role(APPLICANT, Text("教师", "Teacher")),
    Role(EMPLOYER, Text("学校（校考评小组）", "School (its panel)")),
    Role(SUPERIOR, Text("上级主管单位", "Superior unit")),
    Role(AUTHORITY, Text("过渡确认机关", "Authority that confirms")),
    Role("public", Text("校内人员", "People of the school")),
    Role(SYSTEM, Text("系统", "System")),
)
_SCHOOL = Role(APPLICANT, Text("学校", "School"))
"""Where the school itself is the party."""
TELL = ("notify_applicant",)
PANEL_IN_ORDER = Guard(
    "panel_in_order",
    Text("小组组成合规", "The panel is in order"),
    DOCUMENT + "annex2.5.1.p2.s1",
    Text(
        "按小组页面列出的人数和比例调整成员后再报",
        "Change the members until size and share are as the panel's page says",
    ),
)
POST_FREE = Guard(
    "post_free",
    Text("结构比例内有空岗", "A post is free within the ratio"),
    DOCUMENT + "annex2.4.s2",
    Text(
        "先核对结构比例和空岗；没有空岗的等待或申请调整岗位",
        "Check ratio and posts; where none is free, wait or ask for other posts",
    ),
)


def _state(
    name: str, zh: str, en: str, explain: tuple[str, str], *, end: str = "", beside: str = ""
) -> State:
    return State(name, Text(zh, en), Text(*explain), bool(end), end or "now", beside)  # type: ignore[arg-type]


def _act(
    name: str, words: tuple[str, str], explain: tuple[str, str], source: tuple[str, ...], target: str, role: str, clause: str,
    **more: object,
) -> Action:  # fmt: skip
    cited = DOCUMENT + clause if clause else ""
    note = Text("", "") if clause else HOUSE
    return Action(name, Text(*words), Text(*explain), source, target, (role,), cited, note, **more)  # type: ignore[arg-type]


def _reason(id_: str, zh: str, en: str, clause: str) -> Reason:
    return Reason(id_, Text(zh, en), DOCUMENT + clause)


_ADOPT, _THIRD = "annex2.5.1.p2.s3", "annex2.5.1.p2.s1"
_IMPROPER = (
    _reason(
        "composition",
        "小组人数或行政人员比例不合规",
        "Size or share of administrators is not in order",
        _THIRD,
    ),
    _reason(
        "plan", "方案不符合基本标准条件", "The plan does not follow the basic conditions", "annex2.5.1.p2.s2"
    ),
    _reason("not_adopted", "没有经职工大会或代表大会通过", "The staff has not adopted it", _ADOPT),
)
PLAN = Procedure(
    "vocational_teacher_titles.plan", 1, Text("校考评小组和评聘方案", "The school’s panel and its plan"),
    (_SCHOOL, *(role for role in _ROLES if role.name in (SUPERIOR, SYSTEM))),
    (
        _state("draft", "拟定", "Draft", ("学校拟定小组名单和评聘方案", "The school drafts panel and plan")),
        _state("adopted", "已通过", "Adopted", ("职工大会或代表大会已通过", "Adopted by the staff")),
        _state("approving", "待批准", "For approval", ("上级主管单位审核", "The superior unit examines")),
        _state("approved", "已批准", "Approved", ("可以开始实施", "May be put into use")),
        _state("in_use", "实施中", "In use", ("按方案公布岗位、接受申请", "Posts are published, applications taken")),
        _state("closed", "已结束", "Closed", ("本轮结束或方案已更换", "The round is over or the plan replaced"), end="done"),
        withdrawn("draft"),
    ),
    (
        _act("adopt", ("职工大会通过", "Adopt"), ("登记到会和赞成人数", "Records those present and in favour"),
             ("draft",), "adopted", APPLICANT, _ADOPT, guard="panel_in_order", form="staff_meeting"),
        _act("send_for_approval", ("报批", "Send for approval"), ("通过后报上级主管单位", "Adopted, it goes to the superior unit"),
             ("adopted",), "approving", APPLICANT, _ADOPT, form="application", effect=("notify_office",)),
        _act("approve", ("批准", "Approve"), ("审核批准后才能实施", "In use after approval only"),
             ("approving",), "approved", SUPERIOR, _ADOPT, effect=TELL),
        _act("send_back", ("退回学校", "Send back"), ("改后重新讨论通过", "To be mended and adopted anew"),
             ("approving",), "draft", SUPERIOR, _ADOPT, reasons=_IMPROPER, effect=TELL),
        _act("put_in_use", ("开始实施", "Put into use"), ("本校评聘工作按此进行", "The school’s rounds follow it"),
             ("approved",), "in_use", APPLICANT, _ADOPT),
        _act("publish_posts", ("公布岗位和条件", "Publish posts"), ("先公布，后受理申请", "Published before applications are taken"),
             ("in_use",), STAY, APPLICANT, "annex2.6.1.p1.s1", form="posts"),
        _act("close", ("结束", "Close"), ("本轮结束", "The round is over"), ("in_use",), "closed", APPLICANT, ""),
        *Common(applicant=(APPLICANT,), draft=("draft",), withdrawable=("draft", "adopted")).actions(),
    ),
    (), "draft", (PANEL_IN_ORDER,),
)  # fmt: skip

_APPRAISE, _NOTICE = "annex2.4.s2", "annex2.6.2.p2.s2"
_UNFIT = (
    _reason(
        "degree_and_years",
        "学历和工作年限不符合任何一条",
        "No route by degree and years holds",
        "annex1.1.1.2",
    ),
    _reason("teaching", "教学教研要求考核不合格", "Appraisal of teaching not passed", "annex1.1.1.1"),
    _reason("ethics", "师德考核不合格", "Ethics appraisal not passed", "art.3.2.1.s2"),
    _reason("no_post", "结构比例内没有空岗", "No post is free within the ratio", _APPRAISE),
)
INITIAL = Procedure(
    "vocational_teacher_titles.initial", 1, Text("初级职称聘任", "Initial titles by appointment"),
    tuple(role for role in _ROLES if role.name in (APPLICANT, EMPLOYER, "public", SYSTEM)),
    (
        _state("draft", "填写", "Draft", ("教师填写申请", "The teacher fills in the application")),
        _state("appraising", "考核", "Appraisal", ("校考评小组审查资格、综合考核", "The panel checks and appraises")),
        _state("school_notice", "校内公示", "Notice in the school", ("确认人选在校内公示", "The names are posted in the school")),
        _state("confirmed", "已确认", "Confirmed", ("公示无异议，等待聘任", "No objection; appointment follows")),
        _state("appointed", "已聘任", "Appointed", ("聘任即取得初级职称", "Appointment confers the initial title"), end="done"),
        _state("declined", "未确认", "Not confirmed", ("理由见告知书", "The reasons are given"), end="stopped", beside="appraising"),
        _state("notice_objection", "公示异议", "Objection", ("正在核实异议", "An objection is being examined"), beside="school_notice"),
        returned("appraising"), withdrawn("appraising"),
    ),
    (
        _act("submit", ("提交申请", "Submit"), ("向所在学校申请", "To one’s own school"),
             ("draft",), "appraising", APPLICANT, "annex2.6.1.p1.s2", form="application", effect=("receipt", "notify_office"), personal_fields=("form",)),
        _act("confirm", ("考核合格", "Confirm"), ("小组考核确认初级人选", "The panel confirms after appraisal"),
             ("appraising",), "school_notice", EMPLOYER, "annex2.5.1.p1.s1", guard="post_free", form="appraisal", effect=TELL),
        _act("decline", ("不予确认", "Decline"), ("写明不符合哪一条", "Names what is not met"),
             ("appraising", "school_notice"), "declined", EMPLOYER, _APPRAISE, reasons=_UNFIT, effect=TELL),
        _act("object_at_work", ("校内公示异议", "Object"), ("公示期间提出", "While the notice hangs"),
             ("school_notice",), "notice_objection", "public", _NOTICE, form="objection", opens="notice_objection", within="school_notice",
             effect=("receipt", "notify_office"), personal_fields=("name", "contact", "statement")),
        _act("settle_at_work", ("处理异议", "Settle"), ("核实后答复", "Examined and answered"),
             ("notice_objection",), STAY, EMPLOYER, _NOTICE, form="objection_answer", reasons=_UNFIT, settles="notice_objection",
             outcomes=(Outcome("unfounded", Text("异议不成立", "Unfounded"), "school_notice", target_while_open="notice_objection"),
                       Outcome("upheld", Text("异议成立，不予确认", "Upheld: not confirmed"), "declined", settles_all=True, reasoned=True)),
             effect=("notify_objector", "notify_applicant"), personal_fields=("answer",)),
        _act("notice_over", ("公示期满", "Notice over"), ("期满无异议", "No objection stands"),
             ("school_notice",), "confirmed", SYSTEM, _NOTICE, unless_open=("notice_objection",)),
        _act("appoint", ("聘任", "Appoint"), ("聘到相应等级岗位，聘任日即取得日", "To a post of the grade; the title dates from that day"),
             ("confirmed",), "appointed", EMPLOYER, _APPRAISE, form="appointment", effect=TELL),
        *Common(
            applicant=(APPLICANT,), officers=(EMPLOYER,), draft=("draft",), withdrawable=("draft", "appraising", "school_notice"),
            returnable=("appraising",), return_reasons=(_reason("incomplete", "申请表或证明材料不齐", "The form or papers are incomplete", "annex2.6.1.p2.s2"),),
            return_clause=DOCUMENT + "annex2.6.1.p2.s2", resubmitted="appraising", overdue=("appraising",),
        ).actions(),
    ),
    (
        Clock(
            "school_notice", Text("校内公示期", "Notice in the school"), DOCUMENT + _NOTICE, "working_days_after",
            {"start": "$date", "days": "$parameter:school_notice_working_days"}, ("confirm",), (), "notice_over",
            ("school_notice", "notice_objection"), remind_before=(1,),
        ),
        escalating("appraisal", Text("考核时限", "Time for the appraisal"), DOCUMENT + "annex2.6.1.p1.s3", "handling_working_days",
                   ("submit", "resubmit"), ("appraising",)),
    ),
    "draft", (POST_FREE,),
)  # fmt: skip

_MOVE = "art.4.3.p1"
TRANSITION = Procedure(
    "vocational_teacher_titles.transition", 1, Text("原职称过渡确认", "Old titles confirmed"),
    (_SCHOOL, *(role for role in _ROLES if role.name in (AUTHORITY, SYSTEM))),
    (
        _state("draft", "填报", "Draft", ("学校填报在编在岗教师的原职称", "The school lists old titles")),
        _state("confirming", "待确认", "For confirmation", ("市级行业主管部门，或区人社局会同区教委确认", "The city’s department, or the district’s bureau and commission")),
        _state("confirmed", "已过渡", "Passed over", ("按对应关系确认，任职时间连续", "Confirmed as it corresponds; service goes on"), end="done"),
        _state("not_moved", "不予过渡", "Not confirmed", ("理由见告知书", "The reasons are given"), end="stopped", beside="confirming"),
        returned("confirming"), withdrawn("confirming"),
    ),
    (
        _act("submit", ("报送", "Submit"), ("按管理权限报送", "To the body in charge"),
             ("draft",), "confirming", APPLICANT, _MOVE, form="application", effect=("receipt", "notify_office"), personal_fields=("form",)),
        _act("confirm_title", ("确认", "Confirm"), ("不再评审，直接确认", "Confirmed without a review"),
             ("confirming",), "confirmed", AUTHORITY, _MOVE, form="confirmation", batchable=True, effect=TELL),
        _act("refuse_title", ("不予过渡", "Refuse"), ("写明原因", "Names the reason"),
             ("confirming",), "not_moved", AUTHORITY, _MOVE,
             reasons=(_reason("not_staff", "不是在编在岗教师", "Not on the establishment and in post", _MOVE),
                      _reason("no_counterpart", "原职称没有对应关系", "The old title has no counterpart", "art.3.1.3.a")), effect=TELL),
        *Common(
            applicant=(APPLICANT,), officers=(AUTHORITY,), draft=("draft",), withdrawable=("draft", "confirming"), returnable=("confirming",),
            return_reasons=(_reason("incomplete", "材料不齐或填写有误", "Material is missing or wrong", _MOVE),),
            return_clause=DOCUMENT + _MOVE, resubmitted="confirming", overdue=("confirming",),
        ).actions(),
    ),
    (escalating("confirmation", Text("确认时限", "Time for the confirmation"), DOCUMENT + _MOVE, "handling_working_days",
                ("submit", "resubmit"), ("confirming",)),),
    "draft",
)  # fmt: skip
