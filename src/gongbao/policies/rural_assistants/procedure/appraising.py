"""Appraisal: the quarter by village and township, the year and the term by the district (15)."""

from __future__ import annotations

from gongbao.kernel.procedure import STAY, Action, Clock, Outcome, Procedure
from gongbao.kernel.procedure.common import withdrawn
from gongbao.kernel.procedure.wording import TELL, end, state
from gongbao.law.text import Text
from gongbao.policies.rural_assistants.procedure.shared import (
    APPLICANT,
    ASSISTANT,
    CITY,
    DISTRICT,
    DOCUMENT,
    DRAFT,
    HANDLER,
    REVIEWER,
    ROOM,
    TOWNSHIP,
    VILLAGE,
    common,
    does,
    guard,
    reason,
    reminding,
    roles,
    submit,
)

_OBJECTIONS = (
    reason("facts", "15.s1", "事实与考核不符", "The facts differ from the appraisal"),
    reason("as_found", "15.s1", "维持原等次", "The grade stands"),
)


def _object(source: str, clock: str) -> Action:
    return does(
        "object", "15.s6", ("对等次提出异议", "Object to the grade", "在异议期内由本人提出", "By the person, while the period runs"),
        source, STAY, ASSISTANT, form="objection", opens="objection", within=clock, effect=("notify_office",),
        personal_fields=("form",),
    )  # fmt: skip


def _settle(source: str, role: str) -> Action:
    return does(
        "settle_objection", "15.s6", ("答复异议", "Answer the objection", "核实后维持或改变", "Kept or changed on the facts"),
        source, STAY, role, form="objection_answer", settles="objection", effect=("answer_objection",),
        personal_fields=("answer",),
        outcomes=(
            Outcome("keep", Text("维持", "Keep"), STAY, reasoned=True),
            Outcome("change", Text("改变等次", "Change the grade"), STAY, reasoned=True),
        ), reasons=_OBJECTIONS,
    )  # fmt: skip


def _objection_clock(starts: str, state: str) -> Clock:
    return Clock(
        "objection", Text("异议期", "Time to object"), DOCUMENT + "15.s6", "working_days_after",
        {"start": "$date", "days": "$parameter:appraisal_objection_days"}, (starts,), (), "objection_over", (state,),
    )  # fmt: skip


QUARTERLY = Procedure(
    f"{ROOM}.quarterly", 1, Text("平时考核（季度）", "Quarterly appraisal"),
    roles(APPLICANT, VILLAGE, TOWNSHIP, ASSISTANT, *DISTRICT),
    (
        DRAFT,
        state("submitted", "村提建议", "Villages propose", "村党组织依据纪实和考勤提出", "From records and attendance"),
        state("decided", "异议期", "Time to object", "结果已告知本人", "The people are told"),
        state("to_file", "待备案", "To be filed", "报区人社局备案，区里不改等次", "Filed; the district changes no grade"),
        end("filed", "已备案", "Filed", "材料由乡镇存档", "The papers stay with the township"),
        withdrawn("submitted"),
    ),
    (
        submit("15.1.s1", "乡镇开始本季度考核", "The township opens the quarter", "open_quarter"),
        does("decide", "15.1.s4", ("确定结果", "Decide", "乡镇研究确定；四成左右只提示", "Decided; about two fifths is only remarked"),
             "submitted", "decided", APPLICANT, guard="proposals_in", effect=("decide_quarter",)),
        _object("decided", "objection"),
        _settle("decided", APPLICANT),
        does("objection_over", "15.1.s4", ("异议期满", "Objections over", "转入备案", "Goes to the district"),
             "decided", "to_file", "system applicant", guard="objections_over", unless_open=("objection",), effect=("notify_office",)),
        does("file", "15.1.s4", ("备案", "Put on record", "只备案，不改等次", "Recorded as it is"),
             "to_file", "filed", "district_handler district_reviewer", effect=("file_quarter", *TELL)),
        *common("submitted decided to_file", "15.1.s4").actions(),
    ),
    (
        reminding("quarter", "15.1.s1", "平时考核提醒", "Reminder of the quarter", "submit", "submitted", "whereabouts_working_days"),
        _objection_clock("decide", "decided"),
    ),
    "draft",
    (
        guard("proposals_in", "15.1.s3", "每名在岗人员都有村党组织建议", "Every person on duty has a proposal", "请村党组织逐人提出建议", "The villages propose for each person"),
        guard("objections_over", "15.s6", "异议期已满", "The time to object is over", "期满后再办", "Wait until it is over"),
    ),
)  # fmt: skip


def _round(name: str, zh: str, en: str, clause: str) -> Procedure:
    """A round graded by the district for one intake: the year's, or the term's."""
    return Procedure(
        f"{ROOM}.{name}", 1, Text(zh, en), roles(APPLICANT, VILLAGE, TOWNSHIP, ASSISTANT, *DISTRICT, CITY),
        (
            state("open", "收集意见并评定", "Opinions and grading", "村、乡镇意见齐了才能评定", "Once village and township gave theirs"),
            state("graded", "待复核", "To be reviewed", "由另一人复核，核对名额", "A second person checks the quota"),
            state("told", "异议期", "Time to object", "结果已告知本人", "The people are told"),
            end("filed", "已归档", "Filed", "登记表已存入本人人事档案", "The forms went to the personal archives"),
        ),
        (
            does("grade", f"{clause}.s2", ("评定完毕", "Graded", "逐人写明依据", "With grounds for each person"),
                 "open", "graded", HANDLER, guard="all_graded", effect=("close_grading",)),
            does("send_back", f"{clause}.s2", ("退回重评", "Send back", "说明哪里不妥", "Says what is wrong"),
                 "graded", "open", REVIEWER, effect=("notify_office",),
                 reasons=(reason("grounds", f"{clause}.s2", "依据不足", "The grounds do not suffice"),
                          reason("pool", f"{clause}.s3", "优秀人选理由不足", "The exception is not well founded"))),
            does("confirm", "15.s5", ("复核通过", "Confirm", "优秀不超过两成", "At most a fifth are excellent"),
                 "graded", "told", REVIEWER, guard="quota_kept", not_by=("grade",), effect=("tell_grades",)),
            _object("told", "objection"),
            _settle("told", REVIEWER),
            does("objection_over", "15.z.s2", ("异议期满", "Objections over", "等待归档", "Ready to be filed"),
                 "told", STAY, "system", unless_open=("objection",), effect=("notify_office",)),
            does("file", "15.z.s2", ("生成登记表并归档", "File the forms", "存入本人人事档案", "Into the personal archives"),
                 "told", "filed", "district_handler district_reviewer", guard="may_file", unless_open=("objection",), effect=("file_forms",)),
            *common("open graded told", "15.s5", withdrawable="").actions(),
        ),
        (
            reminding("grading", f"{clause}.s1", "评定提醒", "Reminder of the grading", "", "open", "whereabouts_working_days"),
            _objection_clock("confirm", "told"),
        ),
        "open",
        (
            guard("all_graded", f"{clause}.s2", "人人有意见和等次", "Everybody has opinions and a grade", "请村、乡镇补齐意见，再逐人评定", "Village and township give their opinions first"),
            guard("quota_kept", "15.s5", "优秀名额没有超", "The quota is kept", "减少优秀人数，改评合格", "Grade fewer people excellent"),
            guard("may_file", "15.z.s2", "异议期已满，名额没有超", "The time to object is over and the quota kept", "期满后再归档；优秀超额的先改评", "Wait until it is over; bring the grades within the quota"),
        ),
    )  # fmt: skip


ANNUAL = _round("annual", "年度考核", "Annual appraisal", "15.2")
TERM = _round("term", "期满考核", "End-of-term appraisal", "15.3")
