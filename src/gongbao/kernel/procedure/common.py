"""The actions every procedure shares, each defined once: a room says only where they apply and to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongbao.kernel.procedure.model import BACK, STAY, SYSTEM, Action, Clock, Outcome, Reason, State
from gongbao.law.text import Text

HOUSE = Text("各类办件通用步骤，政策文件未作规定", "Shared by every procedure; the policy document is silent")
RECONSIDERATION = Text(
    "行政复议法：自知道决定之日起60日内可以申请行政复议",
    "Administrative Reconsideration Law: 60 days from learning of the decision",
)
LOCAL = Text("本地设置的时限，只提醒，不自动决定", "A local setting: it reminds and never decides")
SUSPENSION_REASONS = (
    Reason("evidence", Text("等待其他部门核实", "Waiting for another authority's evidence"), why_none=HOUSE),
    Reason(
        "linked_case", Text("以另一办件结果为依据", "Depends on the result of another case"), why_none=HOUSE
    ),
    Reason("force_majeure", Text("不可抗力", "Force majeure"), why_none=HOUSE),
)


def returned(beside: str) -> State:
    """The state of a case that waits for the applicant's correction."""
    explain = Text("等申请人改正或补齐后重新提交", "Waiting for the applicant to correct and resubmit")
    return State("returned", Text("退回补正", "Returned for correction"), explain, beside=beside)


def suspended(beside: str) -> State:
    """The state of a case that stands still; its clocks do too."""
    explain = Text("办理暂停，计时随之停止", "Handling is suspended and the clocks stand still")
    return State("suspended", Text("中止", "Suspended"), explain, beside=beside)


def withdrawn(beside: str) -> State:
    """The end of a case its applicant has taken back."""
    explain = Text("申请人已撤回，办件结束", "The applicant has withdrawn; the case is over")
    return State(
        "withdrawn", Text("已撤回", "Withdrawn"), explain, terminal=True, tone="stopped", beside=beside
    )


def escalating(
    name: str,
    title: Text,
    clause: str,
    parameter: str,
    starts_on: tuple[str, ...],
    runs_in: tuple[str, ...],
    suspended_in: tuple[str, ...] = (),
    restarts: bool = True,
) -> Clock:
    """A limit in working days the office has set itself: passing it only reminds and tells the supervisors."""
    return Clock(
        name,
        title,
        clause,
        "working_days_after",
        {"start": "$date", "days": f"$parameter:{parameter}"},
        starts_on,
        (),
        "escalate",
        runs_in,
        suspended_in,
        restarts,
        remind_before=(3, 1),
        note=LOCAL,
    )


@dataclass(frozen=True)
class Common:
    """Where the shared actions apply; an empty place leaves the action out.

    `applicant` and `officers` are the roles that act; `until` says how long an applicant may withdraw. A correction goes to `returned` and comes back to
    `resubmitted`. Objections are raised while the clock `publicity` runs and wait in `objected`;
    `objection_outcomes` say what settling one may lead to, `appeal_outcomes` the same of an appeal
    recorded by `appeal_roles`; without a clock `remedy` there is no appeal. `delegates` (by default the
    officers) may hand over the work in a state of `handled`. `overdue` are the states in which a clock escalates.
    """

    applicant: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    draft: tuple[str, ...] = ()
    withdrawable: tuple[str, ...] = ()
    until: Text = Text("决定以前可以撤回", "Possible until it is decided")
    returnable: tuple[str, ...] = ()
    return_reasons: tuple[Reason, ...] = ()
    return_clause: str = ""
    returned: str = "returned"
    resubmitted: str = ""
    resubmit_guard: str = ""
    suspendable: tuple[str, ...] = ()
    handled: tuple[str, ...] = ()
    delegates: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    publicity: str = ""
    objection_clause: str = ""
    objected: str = ""
    objection_outcomes: tuple[Outcome, ...] = ()
    objection_reasons: tuple[Reason, ...] = ()
    settle_not_by: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    remedy: str = ""
    appeal_roles: tuple[str, ...] = ()
    appeal_outcomes: tuple[Outcome, ...] = ()
    final_outcomes: tuple[Outcome, ...] = ()
    overdue: tuple[str, ...] = ()

    def actions(self) -> tuple[Action, ...]:
        """The shared actions of this procedure."""
        found = (
            *self._applying(),
            *self._correcting(),
            *self._waiting(),
            *self._objecting(),
            *self._deciding(),
        )
        return tuple(action for action in found if action.sources)

    def _applying(self) -> Iterator[Action]:
        yield Action(
            "save_draft",
            Text("保存草稿", "Save draft"),
            Text("随时保存，回来接着填", "Save at any time and go on later"),
            self.draft,
            STAY,
            self.applicant,
            note=HOUSE,
            form="application",
            personal_fields=("form",),
        )
        yield Action(
            "withdraw",
            Text("撤回申请", "Withdraw"),
            self.until,
            self.withdrawable,
            "withdrawn",
            self.applicant,
            note=HOUSE,
            effect=("receipt", "release_reservation", "notify_office"),
        )

    def _correcting(self) -> Iterator[Action]:
        yield Action(
            "return",
            Text("退回补正", "Return for correction"),
            Text("一次告知全部需要改正的地方", "Names everything to be corrected at once"),
            self.returnable,
            self.returned,
            self.officers,
            clause=self.return_clause,
            note=HOUSE,
            form="return",
            reasons=self.return_reasons,
            batchable=True,
            effect=("notify_applicant",),
        )
        yield Action(
            "resubmit",
            Text("补正后提交", "Resubmit"),
            Text("经办人看到与上一版的差别", "The officer sees what differs from the last version"),
            (self.returned,) if self.returnable else (),
            self.resubmitted,
            self.applicant,
            note=HOUSE,
            form="application",
            guard=self.resubmit_guard,
            effect=("receipt", "difference", "notify_office"),
            personal_fields=("form",),
        )

    def _waiting(self) -> Iterator[Action]:
        yield Action(
            "suspend",
            Text("中止办理", "Suspend"),
            Text("暂停办理并停止计时", "Handling and clocks stand still"),
            self.suspendable,
            "suspended",
            self.officers,
            note=HOUSE,
            reasons=SUSPENSION_REASONS,
            effect=("notify_applicant",),
        )
        yield Action(
            "resume",
            Text("恢复办理", "Resume"),
            Text("回到中止前的环节，期限相应顺延", "Back to where it was; the due date moves"),
            ("suspended",) if self.suspendable else (),
            BACK,
            self.officers,
            note=HOUSE,
            effect=("notify_applicant",),
        )
        yield Action(
            "delegate",
            Text("转交办理", "Delegate"),
            Text("休假等情形转给同事", "To a colleague, for instance while on leave"),
            self.handled,
            STAY,
            self.delegates or self.officers,
            note=HOUSE,
            form="delegation",
            batchable=True,
            effect=("assign",),
        )
        yield Action(
            "escalate",
            Text("逾期上报", "Escalate"),
            Text("期限已过而未办，报告主管", "The time limit has passed: the supervisors are told"),
            self.overdue,
            STAY,
            (SYSTEM,),
            note=HOUSE,
            effect=("notify_supervisor",),
        )

    def _objecting(self) -> Iterator[Action]:
        yield Action(
            "object",
            Text("提出异议", "Object"),
            Text("公示期内任何人都可以提出", "Open to anybody during the publicity period"),
            self.published,
            self.objected,
            ("public",),
            clause=self.objection_clause,
            form="objection",
            opens="objection",
            within=self.publicity,
            effect=("receipt", "notify_office"),
            personal_fields=("name", "contact", "statement"),
        )
        yield Action(
            "settle_objection",
            Text("处理异议", "Settle the objection"),
            Text("逐件核实并答复异议人", "Each one is examined and answered"),
            (self.objected,) if self.objected else (),
            STAY,
            self.officers,
            clause=self.objection_clause,
            form="objection_answer",
            outcomes=self.objection_outcomes,
            reasons=self.objection_reasons,
            not_by=self.settle_not_by,
            settles="objection",
            effect=("notify_objector", "notify_applicant"),
            personal_fields=("answer",),
        )

    def _deciding(self) -> Iterator[Action]:
        appealable = self.decided if self.remedy else ()
        yield Action(
            "serve_decision",
            Text("送达决定", "Serve the decision"),
            Text("登记送达方式和日期，救济期限由此起算", "Method and date start the time limit for a remedy"),
            self.decided,
            STAY,
            (*self.officers, SYSTEM),
            note=RECONSIDERATION,
            form="service",
            batchable=True,
            effect=("notify_applicant",),
        )
        yield Action(
            "acknowledge",
            Text("确认收到", "Acknowledge receipt"),
            Text("申请人确认已收到决定", "The applicant confirms having received the decision"),
            self.decided,
            STAY,
            self.applicant,
            note=HOUSE,
            effect=("receipt",),
        )
        yield Action(
            "appeal",
            Text("申请行政复议", "Apply for reconsideration"),
            Text("对决定不服，在期限内提出", "Against the decision, within the time limit"),
            appealable,
            STAY,
            self.applicant,
            note=RECONSIDERATION,
            form="appeal",
            opens="appeal",
            within=self.remedy,
            effect=("receipt", "notify_office"),
            personal_fields=("statement",),
        )
        yield Action(
            "settle_appeal",
            Text("登记复议结果", "Record the reconsideration's result"),
            Text("按复议机关的决定办理", "The reconsidering authority's decision is carried out"),
            appealable,
            STAY,
            self.appeal_roles,
            note=RECONSIDERATION,
            form="appeal_answer",
            outcomes=self.appeal_outcomes,
            settles="appeal",
            effect=("notify_applicant",),
        )
        yield Action(
            "finalise",
            Text("救济期满", "Remedy period over"),
            Text("期满未申请复议，决定生效", "Nobody has appealed in time; the decision is final"),
            appealable,
            STAY,
            (SYSTEM,),
            note=RECONSIDERATION,
            outcomes=self.final_outcomes,
            unless_open=("appeal",),
        )
