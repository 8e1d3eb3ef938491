"""The insurance subsidy: applied for once, decided by two people, paid month by month, taken up again after a break."""

from __future__ import annotations

from gongbao.kernel.procedure import STAY, SYSTEM, Clock, Outcome, Procedure
from gongbao.kernel.procedure.common import Common, escalating, returned, withdrawn
from gongbao.kernel.procedure.wording import RECEIPT, TELL, state
from gongbao.law.text import Text
from gongbao.policies.flexible_employment.procedure import shared as s

REASONS = (
    s.reason("household", "4", "不是本市户籍", "Not a Beijing household"),
    s.reason("graduate", "4", "不是2020年及以后的高校毕业生", "Not a college graduate of 2020 or later"),
    s.reason("two_years", "4", "超过离校2年", "More than two years after leaving school"),
    s.reason("first_job", "4", "不是初次就业", "Not the first employment"),
    s.reason("not_flexible", "4", "没有灵活就业登记", "No registration of flexible employment"),
    s.reason("term", "5.b", "不在2020年12月31日前期满", "The term did not run out by 31 December 2020"),
    s.reason("stable", "5", "已经稳定就业", "In stable employment"),
    s.reason(
        "no_pilot", "10.a", "户籍区没有试点或不属于试点人员", "No pilot in the district, or not of its circle"
    ),
)
_DECIDED = ("granted", "paused", "refused")
SUBSIDY = Procedure(
    f"{s.ROOM}.subsidy",
    1,
    Text("灵活就业社会保险补贴", "Insurance subsidy for flexible work"),
    s.roles(s.APPLICANT, s.HALL, s.REVIEWER),
    (
        s.DRAFT,
        state("submitted", "审核中", "In review", "经办人按登记和参保记录核对", "Compared with registration and insurance"),
        state("passed", "待复核", "Second review", "等另一位人员复核", "Waiting for a second officer"),
        state("granted", "按月发放", "Paid monthly", "每月核对当月条件后发放", "Each month is checked and paid", tone="done"),
        state("paused", "暂停发放", "Paused", "单位参保等期间暂停，剩余月数保留", "Paused; the months left are kept", beside="granted"),
        state("ended", "期满", "Ended", "月数用完或期限已到", "The months are used up", terminal=True, tone="done"),
        state("refused", "不予补贴", "Refused", "已作出不予补贴的决定", "Refused", tone="stopped", beside="passed"),
        state("refusal_final", "不予补贴（终）", "Refusal final", "救济期满", "The remedy period is over", terminal=True, tone="stopped", beside="passed"),
        state("revoked", "已撤销", "Revoked", "承诺不实，停止并追回", "Untrue: stopped and recovered", terminal=True, tone="stopped", beside="granted"),
        returned("submitted"),
        withdrawn("submitted"),
    ),
    (
        s.submit("4.b", "线上申请，登记和参保信息不用重复提交", "On line; what registers hold is not asked again"),
        s.does(
            "review", "4.b", ("审核", "Review", "提出意见", "Proposes"), "submitted", "passed", s.HALL,
            outcomes=(
                Outcome("grant", Text("拟给予", "To be granted"), "passed"),
                Outcome("refuse", Text("拟不予", "To be refused"), "passed", reasoned=True),
            ),
            reasons=REASONS, not_by=("submit", "resubmit"), batchable=True, effect=(),
        ),
        s.does(
            "approve", "4.b", ("复核同意", "Approve", "另一人复核，开始按月发放", "A second officer approves"), "passed", "granted",
            s.REVIEWER, guard="entitled", not_by=("submit", "resubmit", "review"), batchable=True, effect=("entitle", "decision", *TELL),
        ),
        s.does(
            "refuse", "4.b", ("不予补贴", "Refuse", "写明理由和救济途径", "With reasons and remedy"), "passed", "refused",
            s.REVIEWER, reasons=REASONS, not_by=("submit", "resubmit", "review"), batchable=True,
            effect=("decision", "release_reservation", *TELL),
        ),
        s.does(
            "pause", "4.a", ("暂停发放", "Pause", "由单位参保、停止缴费等", "Insured by an employer, or not paying"),
            "granted", "paused", f"{s.APPLICANT} {s.HALL} {SYSTEM}", effect=TELL,
        ),
        s.does(
            "take_up", "4.a", ("恢复发放", "Take up again", "重新灵活就业，接着计算剩余月数", "The months left go on"),
            "paused", "granted", f"{s.APPLICANT} {s.HALL}", guard="working_again", effect=TELL,
        ),
        s.does(
            "correct_account", "4.a", ("更正账户", "Correct the account", "银行退回的，更正后再付，不必重新申请", "What was returned is paid there"),
            "granted paused ended", STAY, s.APPLICANT, form="account", effect=("account", *RECEIPT), personal_fields=("form",),
        ),
        s.does(
            "complete", "4.a", ("期满", "Complete", "月数用完", "The months are used up"), "granted paused", "ended",
            f"{s.HALL} {SYSTEM}", guard="used_up", effect=("release_reservation", *TELL),
        ),
        s.does(
            "revoke", "11.c", ("撤销并追回", "Revoke", "查实承诺不实", "The commitment is found untrue"), "granted paused",
            "revoked", s.REVIEWER, reasons=(s.FALSE,), not_by=("review",), effect=("recover", "decision", "release_reservation", *TELL),
        ),
        *Common(
            applicant=(s.APPLICANT,),
            officers=(s.HALL,),
            draft=("draft",),
            withdrawable=("draft", "submitted", "passed", "returned"),
            returnable=("submitted",),
            return_reasons=(s.INCOMPLETE, s.UNCLEAR),
            return_clause=s.DOCUMENT + "4.b",
            resubmitted="submitted",
            handled=("submitted", "passed"),
            decided=_DECIDED,
            remedy="remedy",
            appeal_roles=(s.REVIEWER,),
            appeal_outcomes=(
                Outcome("maintained", Text("维持", "Maintained"), STAY),
                Outcome("redo", Text("撤销，重新审核", "Set aside: reviewed again"), "submitted", ("refused",)),
            ),
            final_outcomes=(
                Outcome("refusal", Text("不予补贴生效", "The refusal is final"), "refusal_final", ("refused",)),
                Outcome("grant", Text("决定生效", "The decision is final"), STAY, ("granted", "paused")),
            ),
            overdue=("submitted", "passed"),
        ).actions(),
    ),
    (
        escalating(
            "review", Text("审核期限", "Time to review"), s.DOCUMENT + "4.b", "subsidy_working_days", ("submit", "resubmit"),
            ("submitted", "passed"), restarts=False,
        ),
        Clock(
            "remedy", Text("复议期限", "Time for reconsideration"), "行政复议法", "calendar_days_after",
            {"start": "$date", "days": "$parameter:reconsideration_days"}, ("approve", "refuse"), (), "finalise", _DECIDED,
        ),
    ),
    "draft",
    (
        s.guard("entitled", "4", "本人符合所申请的补贴", "The person is entitled to it", "按上面的条件补正登记、参保或身份信息后再申请", "Correct registration, insurance or status by what is said above, and apply again"),
        s.guard("working_again", "4", "已重新灵活就业并登记", "Flexibly employed and registered again", "先办理灵活就业登记，再恢复", "Register the flexible work, then resume"),
        s.guard("used_up", "4.a", "月数已用完或期限已到", "The months are used up, or the term is over", "月数还有剩余的继续享受；要停止请用“暂停”", "Go on while months are left; use \"pause\" to stop"),
    ),
)  # fmt: skip
