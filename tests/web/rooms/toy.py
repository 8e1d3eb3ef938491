"""A toy room: one procedure with forms, no screens of its own; registered for these tests only."""

from __future__ import annotations

from gongbao.kernel.forms import Field, Form, Option
from gongbao.kernel.procedure import Action, Clock, Outcome, Procedure, Reason, Role, State
from gongbao.kernel.procedure.common import HOUSE, Common, returned, withdrawn
from gongbao.law.text import Text
from gongbao.platform.cases.services import register_procedure

ROOM, ID = "toy_room", "toy_room.permit"
CLAUSE = "toy-2020-1/2"


def _t(zh: str, en: str) -> Text:
    return Text(zh, en)


MISSING = Reason("missing", _t("材料不全", "Papers are missing"), CLAUSE)
APPLICATION = Form(
    id="toy.application",
    version="1",
    title=_t("摆摊许可申请", "Stall permit"),
    fields=(
        Field(
            name="goods",
            kind="text",
            label=_t("卖什么", "What is sold"),
            help=_t("写明品种", "Name the goods"),
        ),
        Field(
            name="kind",
            kind="choice",
            label=_t("类别", "Kind"),
            options=(Option("food", _t("食品", "Food")), Option("wares", _t("百货", "Wares"))),
        ),
        Field(name="identity", kind="identity_number", label=_t("摊主身份证号", "Identity number")),
        Field(name="deposit", kind="money", label=_t("押金", "Deposit"), unit=_t("元", "yuan"), minimum=100),
        Field(name="from_day", kind="date", label=_t("开始日期", "From"), example="2020-10-01"),
        Field(
            name="helpers",
            kind="table",
            label=_t("帮工", "Helpers"),
            required=False,
            columns=(
                Field(name="name", kind="text", label=_t("姓名", "Name")),
                Field(name="phone", kind="phone", label=_t("手机", "Phone")),
            ),
        ),
        Field(name="photo", kind="file", label=_t("摊位照片", "Photo"), required=False, accept=("png",)),
        Field(
            name="promise",
            kind="commitment",
            label=_t("承诺", "Commitment"),
            version="2020-1",
            words=_t("不占消防通道。", "Fire lanes stay clear."),
        ),
    ),
)
FINDINGS = Form(
    id="toy.findings",
    version="1",
    title=_t("现场查看", "Visit"),
    fields=(Field(name="seen", kind="long_text", label=_t("查看情况", "What was seen")),),
)
PROCEDURE = Procedure(
    id=ID,
    version=1,
    title=_t("摆摊许可", "Stall permit"),
    roles=(
        Role("applicant", _t("申请人", "Applicant")),
        Role("district_handler", _t("经办", "Handler")),
        Role("district_reviewer", _t("复核", "Reviewer")),
        Role("system", _t("系统", "System")),
    ),
    states=(
        State("filling", _t("填写中", "Being filled in"), _t("填好后提交", "Fill in and send")),
        State("visit", _t("待查看", "To be visited"), _t("经办人到现场查看", "The handler visits the stall")),
        returned("visit"),
        State("checked", _t("待决定", "To be decided"), _t("等复核人决定", "Waiting for the reviewer")),
        State("granted", _t("已许可", "Granted"), _t("可以摆摊", "The stall may open"), tone="done"),
        State("refused", _t("不予许可", "Refused"), _t("可以申请复议", "Reconsideration is possible"), tone="stopped",
              beside="granted"),
        State("final", _t("已生效", "Final"), _t("决定已经生效", "The decision is final"), terminal=True, tone="stopped",
              beside="granted"),
        withdrawn("visit"),
    ),
    actions=(
        Action(
            "submit", _t("提交申请", "Submit"), _t("交给区里办理", "Hand it to the district"), ("filling",), "visit",
            ("applicant",), clause=CLAUSE, form="application", effect=("receipt", "notify_office"),
        ),
        Action(
            "check", _t("查看完毕", "Visited"), _t("写下看到的情况", "Write down what was seen"), ("visit",), "checked",
            ("district_handler",), clause=CLAUSE, form="findings",
        ),
        Action(
            "decide", _t("作出决定", "Decide"), _t("发出决定书", "The letter goes out"), ("checked",), "granted",
            ("district_reviewer",), clause=CLAUSE, step_up=True, batchable=True, not_by=("check",),
            outcomes=(
                Outcome("grant", _t("许可", "Grant"), "granted"),
                Outcome("refuse", _t("不予许可", "Refuse"), "refused", reasoned=True),
            ),
            reasons=(MISSING,), effect=("decision", "notify_applicant"),
        ),
        *Common(
            applicant=("applicant",),
            officers=("district_handler", "district_reviewer"),
            withdrawable=("filling", "visit", "returned"),
            returnable=("visit",),
            return_reasons=(MISSING,),
            return_clause=CLAUSE,
            resubmitted="visit",
            handled=("visit", "checked"),
            decided=("refused",),
            remedy="remedy",
            appeal_roles=("district_reviewer",),
            appeal_outcomes=(
                Outcome("maintained", _t("维持", "Maintained"), ""),
                Outcome("redo", _t("撤销重办", "Set aside"), "checked"),
            ),
            final_outcomes=(Outcome("final", _t("生效", "Final"), "final"),),
        ).actions(),
    ),
    clocks=(
        Clock(
            "remedy", _t("申请复议的期限", "Time limit for reconsideration"), "", "calendar_days_after",
            {"start": "$body:served_on", "days": "60"}, starts_on=("serve_decision",), stops_on=(),
            on_expiry="finalise", runs_in=("refused",), note=HOUSE,
        ),
    ),
    start="filling",
)  # fmt: skip


def register() -> None:
    """Make the room known; the same every time."""
    register_procedure(
        PROCEDURE,
        room=ROOM,
        digits="99",
        derived=True,
        forms={"application": APPLICATION, "findings": FINDINGS},
    )
