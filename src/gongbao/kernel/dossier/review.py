"""The review of a title, from the person's application to the certificate: one table for the documents that share it."""

from __future__ import annotations

from collections.abc import Mapping

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
from gongbao.kernel.procedure.common import HOUSE, Common, escalating, returned, suspended, withdrawn
from gongbao.law.text import Text

APPLICANT, EMPLOYER, BODY, EXPERTS, COMMITTEE, CITY = (
    "applicant", "employer", "review_body", "expert_group", "committee_secretary", "city_titles_officer",
)  # fmt: skip
ROLES = (
    Role(APPLICANT, Text("申报人", "Applicant")),
    Role(EMPLOYER, Text("用人单位", "Employer")),
    Role(BODY, Text("评审服务机构", "Review body")),
    Role(EXPERTS, Text("专业评议组", "Expert group")),
    Role(COMMITTEE, Text("评审委员会秘书", "Secretary of the committee")),
    Role(CITY, Text("市人社局职称管理", "City bureau, titles")),
    Role("public", Text("社会公众", "The public")),
    Role(SYSTEM, Text("系统", "System")),
)
_STATES = (
    State("draft", Text("填写", "Draft"), Text("申报人在线填写材料", "The applicant fills in the material")),
    State("employer_review", Text("单位审核", "Employer"), Text("用人单位核对材料，决定是否推荐", "The employer checks and recommends")),
    State("employer_notice", Text("单位公示", "Notice at work"), Text("在单位内公示，听取意见", "Posted at the place of work")),
    State("fee_due", Text("待缴费", "Fee due"), Text("申报人在线缴纳评审费，缴清后送评审服务机构", "The applicant pays the fee on line; then the review body gets it")),
    State("checking", Text("机构审核", "Check"), Text("评审服务机构按条件审核材料", "The review body checks against the conditions")),
    State("expert_review", Text("专业评议", "Experts"), Text("专业评议组定量和定性评价", "Marks and opinions of the expert group")),
    State("meeting", Text("评委会", "Committee"), Text("评审委员会综合评价，无记名表决", "The committee discusses and votes in secret")),
    State("acceptance", Text("验收", "Acceptance"), Text("市人社局验收材料、范围、程序和质量", "The city accepts material, scope, procedure and quality")),
    State("publicity", Text("公示", "Publicity"), Text("公示通过名单，听取异议", "The names are open to objection")),
    State("certifying", Text("待发证", "To be certified"), Text("公示结束无异议，等待发证", "The notice ended; the certificate follows")),
    State("certified", Text("已发证", "Certified"), Text("电子证书已发，可以公开查验", "The certificate is issued and can be verified"), tone="done"),
    State("appointed", Text("已聘任", "Appointed"), Text("单位已聘任相应职务", "The employer has appointed the person"), True, "done"),
    State("concluded", Text("已办结", "Concluded"), Text("证书继续有效，办件归档", "The certificate stays valid; the case is filed"), True, "done", "appointed"),
    returned("employer_review"), suspended("checking"), withdrawn("employer_review"),
    State("not_recommended", Text("未推荐", "Not recommended"), Text("单位没有推荐，理由见告知书", "Not recommended; the reasons are given"), True, "stopped", "employer_review"),
    State("refused", Text("审核不通过", "Refused"), Text("不符合申报条件，依据逐条列明", "The conditions are not met; each is named"), True, "stopped", "checking"),
    State("not_passed", Text("未通过", "Not passed"), Text("表决未达到通过票数", "The vote did not reach the number needed"), True, "stopped", "meeting"),
    State("notice_objection", Text("单位公示异议", "Objection at work"), Text("单位正在核实公示期间的异议", "The employer examines an objection"), beside="employer_notice"),
    State("objection_open", Text("异议处理", "Objection"), Text("正在核实公示异议", "An objection is being examined"), beside="publicity"),
    State("revoked", Text("已撤销", "Revoked"), Text("职称已撤销，记入诚信档案", "The title is revoked and the integrity file says so"), True, "stopped", "certified"),
)  # fmt: skip


def _reasons(cites: Mapping[str, str]) -> dict[str, tuple[Reason, ...]]:
    def one(id_: str, zh: str, en: str, cite: str = "") -> Reason:
        return Reason(id_, Text(zh, en), cites.get(cite, ""), HOUSE if not cites.get(cite) else Text("", ""))

    conditions = (
        one(
            "degree_and_years", "学历和工作年限不符合任何一条", "No route by degree and years holds", "routes"
        ),
        one("general", "总括条件不符合", "The general conditions are not met", "general"),
        one("works", "业绩或成果不符合", "Performance or outputs do not fit", "works"),
        one("fraud", "材料弄虚作假", "Fraud in the material", "revoke"),
    )
    return {
        "no_fee": (
            one(
                "fee_unknown", "收费标准待确认，暂不收费", "The fee is to be confirmed; none is taken", "pay"
            ),
            one("free", "现行标准不收费", "No fee is charged now", "pay"),
        ),
        "return": (one("incomplete", "材料不齐或填写有误", "Material is missing or wrong", "apply"),),
        "decline": (
            *conditions,
            one("ethics", "考察职业操守不合格", "Professional conduct found wanting", "recommend"),
        ),
        "refuse": conditions,
        "vote": (one("votes", "赞成票未达到规定比例", "Too few votes in favour", "vote"),),
        "object": (
            one("founded", "异议反映的情况属实", "What the objection says is true", "publish"),
            *conditions,
        ),
        "revoke": (
            one("fraud_found", "认定以弄虚作假取得", "Found to have been obtained by fraud", "revoke"),
        ),
    }


def _actions(cites: Mapping[str, str], quota: str) -> tuple[Action, ...]:
    why = _reasons(cites)

    def act(
        name: str,
        words: tuple[str, str],
        explain: tuple[str, str],
        sources: tuple[str, ...],
        target: str,
        role: str,
        cite: str,
        also: tuple[str, ...] = (),
        **more: object,
    ) -> Action:
        clause = cites.get(cite, "")
        note, roles = HOUSE if not clause else Text("", ""), (role, *also)
        return Action(name, Text(*words), Text(*explain), sources, target, roles, clause, note, **more)  # type: ignore[arg-type]

    return (
        act("submit", ("提交申报", "Submit"), ("作出诚信承诺，提交材料和代表作", "With the undertaking, the material and the representative works"),
            ("draft",), "employer_review", APPLICANT, "apply", form="application", effect=("receipt", "notify_office"), personal_fields=("form",)),
        act("recommend", ("单位推荐", "Recommend"), ("审核材料和品德，写明推荐意见", "Checks material and conduct and writes an opinion"),
            ("employer_review",), "employer_notice", EMPLOYER, "recommend", guard=quota, form="recommendation", effect=("notify_applicant",)),
        act("decline", ("不予推荐", "Do not recommend"), ("写明不符合哪一条", "Names what is not met"),
            ("employer_review", "employer_notice"), "not_recommended", EMPLOYER, "recommend", reasons=why["decline"], effect=("notify_applicant",)),
        act("object_at_work", ("单位公示异议", "Object to the notice at work"), ("单位公示期间提出", "While the notice hangs"),
            ("employer_notice",), "notice_objection", "public", "notice", form="objection", opens="notice_objection", within="employer_notice",
            effect=("receipt", "notify_office"), personal_fields=("name", "contact", "statement")),
        act("settle_at_work", ("处理单位公示异议", "Settle the objection at work"), ("核实后答复", "Examined and answered"),
            ("notice_objection",), STAY, EMPLOYER, "notice", form="objection_answer", reasons=why["object"], settles="notice_objection",
            outcomes=(Outcome("unfounded", Text("异议不成立", "Unfounded"), "employer_notice", target_while_open="notice_objection"),
                      Outcome("upheld", Text("异议成立，不予推荐", "Upheld: not recommended"), "not_recommended", settles_all=True, reasoned=True)),
            effect=("notify_objector", "notify_applicant"), personal_fields=("answer",)),
        act("notice_over", ("单位公示期满", "Notice at work over"), ("期满无异议，转入缴费", "No objection stands; the fee comes next"),
            ("employer_notice",), "fee_due", SYSTEM, "notice", unless_open=("notice_objection",), effect=("ask_fee",)),
        act("pay_fee", ("缴纳评审费", "Pay the fee"), ("在线缴清后送评审服务机构", "Once paid on line, the review body gets it"),
            ("fee_due",), "checking", APPLICANT, "pay", also=(SYSTEM,), effect=("settle_fee", "notify_office")),
        act("no_fee", ("不收评审费", "No fee is taken"), ("写明为什么不收，直接送评审服务机构", "Says why; the review body gets it at once"),
            ("fee_due",), "checking", SYSTEM, "pay", reasons=why["no_fee"], effect=("notify_office",)),
        act("accept_for_review", ("审核通过", "Accept for review"), ("逐条核对条件，通过的提交评审", "Condition by condition; what passes goes on"),
            ("checking",), "expert_review", BODY, "check", form="check", batchable=True, effect=("notify_applicant",)),
        act("refuse", ("审核不通过", "Refuse"), ("写明不符合的条款和事实", "Names the clause and the fact"),
            ("checking",), "refused", BODY, "check", reasons=why["refuse"], effect=("notify_applicant",)),
        act("assess", ("专业评议", "Assess"), ("打分并写评议意见，供表决参考", "Marks and an opinion for those who vote"),
            ("expert_review",), "meeting", EXPERTS, "experts", form="assessment", batchable=True),
        act("record_vote", ("登记表决结果", "Record the vote"), ("只登记票数，不登记谁投了什么", "Counts only, never who voted how"),
            ("meeting",), STAY, COMMITTEE, "vote", form="vote", reasons=why["vote"], step_up=True, batchable=True,
            outcomes=(Outcome("passed", Text("通过", "Passed"), "acceptance"),
                      Outcome("failed", Text("未通过", "Not passed"), "not_passed", reasoned=True)), effect=("notify_applicant",)),
        act("accept_results", ("验收结果", "Accept the results"), ("核对材料、范围、程序和质量", "Material, scope, procedure and quality are checked"),
            ("acceptance",), "publicity", CITY, "accept", form="acceptance", batchable=True, not_by=("record_vote",), effect=("publish",)),
        act("send_back_results", ("退回重新处理", "Send back"), ("验收发现问题，退回评委会", "A fault was found; back to the committee"),
            ("acceptance",), "meeting", CITY, "accept", reasons=why["return"]),
        act("publicity_over", ("公示期满", "Publicity over"), ("期满无异议", "No objection stands"),
            ("publicity",), "certifying", SYSTEM, "publish", unless_open=("objection",)),
        act("certify", ("颁发证书", "Certify"), ("签发电子证书，公布查验码", "Issues the electronic certificate with its code"),
            ("certifying",), "certified", CITY, "certify", step_up=True, batchable=True, effect=("issue_certificate", "notify_applicant")),
        act("appoint", ("聘任", "Appoint"), ("单位自主、择优聘任", "The employer appoints as it needs"),
            ("certified",), "appointed", EMPLOYER, "appoint", form="appointment", effect=("notify_applicant",)),
        act("conclude", ("归档", "File"), ("证书长期有效，办件归档", "The certificate stays valid; the case is filed"),
            ("certified",), "concluded", BODY, "certify", batchable=True),
        act("revoke", ("撤销职称", "Revoke"), ("认定弄虚作假的，撤销并记入诚信档案", "Found fraudulent: revoked and filed"),
            ("certified",), "revoked", CITY, "revoke", reasons=why["revoke"], step_up=True, effect=("revoke_certificate", "notify_applicant")),
    )  # fmt: skip


def _common(cites: Mapping[str, str]) -> Common:
    why = _reasons(cites)
    return Common(
        applicant=(APPLICANT,), officers=(BODY,), draft=("draft",),
        withdrawable=("draft", "employer_review", "employer_notice", "fee_due", "checking"),
        returnable=("checking",), return_reasons=why["return"], return_clause=cites.get("check", ""),
        resubmitted="checking", suspendable=("checking", "expert_review"), handled=("checking", "expert_review"),
        published=("publicity",), publicity="publicity", objection_clause=cites.get("publish", ""), objected="objection_open",
        objection_outcomes=(
            Outcome("unfounded", Text("异议不成立", "Unfounded"), "publicity", target_while_open="objection_open"),
            Outcome("upheld", Text("异议成立，不予通过", "Upheld: not passed"), "not_passed", settles_all=True, reasoned=True),
        ),
        objection_reasons=why["object"], settle_not_by=("record_vote",), overdue=("checking",),
    )  # fmt: skip


def _clocks(cites: Mapping[str, str], notice_days: str) -> tuple[Clock, ...]:
    def notice(
        name: str,
        words: tuple[str, str],
        cite: str,
        starts: str,
        over: str,
        state: str,
        objected: str,
        days: str,
    ) -> Clock:
        clause = cites.get(cite, "")
        return Clock(
            name, Text(*words), clause, "working_days_after", {"start": "$date", "days": f"$parameter:{days}"},
            (starts,), (), over, (state, objected), remind_before=(1,), note=HOUSE if not clause else Text("", ""),
        )  # fmt: skip

    return (
        notice("employer_notice", ("单位公示期", "Notice at work"), "notice", "recommend", "notice_over", "employer_notice", "notice_objection", notice_days),
        notice("publicity", ("公示期", "Publicity"), "publish", "accept_results", "publicity_over", "publicity", "objection_open", "publicity_working_days"),
        escalating("handling", Text("材料审核时限", "Time for checking"), cites.get("check", ""), "handling_working_days",
                   ("pay_fee", "no_fee", "resubmit"), ("checking",), ("suspended",)),
    )  # fmt: skip


def review(
    room: str,
    version: int,
    title: Text,
    cites: Mapping[str, str],
    notice_days: str = "publicity_working_days",
    quota: Guard | None = None,
) -> Procedure:
    """The review as a procedure of `room`.

    `cites` names the clause of each part: apply, general, routes, works, recommend, notice, pay, check, experts,
    vote, accept, publish, certify, appoint, revoke; a part without a clause says that the document is silent.
    `notice_days` is the parameter that gives the length of the notice at work; `quota` is what a
    recommendation must keep within, where the document limits their number.
    """
    guards = () if quota is None else (quota,)
    return Procedure(
        f"{room}.review", version, title, ROLES, _STATES,
        (*_actions(cites, quota.name if quota else ""), *_common(cites).actions()), _clocks(cites, notice_days), "draft", guards,
    )  # fmt: skip
