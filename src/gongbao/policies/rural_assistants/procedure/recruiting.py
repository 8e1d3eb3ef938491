"""Recruitment from registration to filing (7, 8), and the start of the service (9 to 11)."""

from __future__ import annotations

from gongbao.kernel.procedure import STAY, Clock, Outcome, Procedure
from gongbao.kernel.procedure.common import returned, withdrawn
from gongbao.kernel.procedure.wording import TELL, end, state, stop
from gongbao.law.text import Text
from gongbao.policies.rural_assistants.procedure.shared import (
    APPLICANT,
    CITY,
    DISTRICT,
    DOCUMENT,
    DRAFT,
    HANDLER,
    INCOMPLETE,
    PUBLIC,
    REVIEWER,
    ROOM,
    TOWNSHIP,
    common,
    does,
    guard,
    reason,
    reminding,
    roles,
    submit,
)

_CONDITIONS = (
    reason("nationality", "7.1", "不具有中国国籍", "Not a Chinese national"),
    reason("degree", "7.6.s1", "学历不符合", "The degree does not meet the conditions"),
    reason("origin", "7.6.s1", "不是北京生源", "Not of Beijing origin"),
    reason("fresh", "2", "不是应届毕业生", "Not a fresh graduate"),
    reason("post", "7.8", "不符合岗位其他条件", "The post's other conditions are not met"),
)
_RESULT = (
    reason("rank", "8.3", "成绩排名不在岗位名额内", "The rank lies outside the places of the post"),
    reason("absent", "8.3", "缺考", "Absent from the examination"),
    reason("line", "8.3", "未达到公告的合格线", "Below the announcement's pass mark"),
)
_UNFIT = (reason("unfit", "7.5", "体检不合格", "Not fit by the medical check"),)
_INSPECTED = (
    reason("political", "7.2", "政治素质不符合", "Not politically sound"),
    reason("unwilling", "7.3", "无意扎根农村", "Not willing to stay"),
    reason("undisciplined", "7.4", "纪律观念不符合", "Not disciplined"),
    reason("ability", "7.5", "履职能力不符合", "Not able to do the work"),
)
_OBJECTED = (
    reason("untrue", "8.4", "查实影响录用", "Found true, and it bars the hire"),
    reason("unfounded", "8.4", "查无此事", "Not found to be so"),
)
RECRUITMENT = Procedure(
    f"{ROOM}.recruitment", 1, Text("公开招聘", "Open recruitment"), roles(APPLICANT, *DISTRICT, CITY, PUBLIC),
    (
        DRAFT,
        state("submitted", "资格审查", "Under review", "区人社局核对报名条件", "The district checks the conditions"),
        state("registered", "待考试", "Registered", "等考试安排和成绩", "Waits for the examination and its result"),
        state("medical", "体检", "Medical check", "进入体检", "Called to the medical check"),
        state("inspection", "考察", "Inspection", "区里考察", "The district inspects"),
        state("to_publish", "待公示", "To be published", "拟聘用，等公示", "To be hired; publicity comes next"),
        state("publicity", "公示", "Publicity", "公示期内任何人可以提出异议", "Anybody may object meanwhile"),
        state("objected", "核查异议", "Objection examined", "逐件核实并答复", "Each is examined and answered", beside="publicity"),
        state("to_file", "待备案", "To be filed", "公示结束，报市人社局备案", "The list goes to the city"),
        end("filed", "已备案", "Filed", "名单已备案，等分配和报到", "Filed; assignment comes next"),
        stop("rejected", "未录用", "Not hired", "已说明理由", "Reasons are given", "medical"),
        returned("submitted"),
        withdrawn("submitted"),
    ),
    (
        submit("8.2", "选岗位，填学历和生源", "The post, the degree and the origin", "take_in", guard="window_open"),
        does("confirm", "8.2", ("审查通过", "Confirm", "符合报名条件", "The conditions to register are met"),
             "submitted", "registered", "district_handler district_reviewer", guard="may_register", effect=("confirm", *TELL)),
        does("refuse", "7", ("不予报名", "Refuse", "说明不符合哪一条", "Says which condition is not met"),
             "submitted", "rejected", "district_handler district_reviewer", reasons=_CONDITIONS, effect=("drop", *TELL)),
        does("result", "8.3", ("公布成绩", "Publish the result", "按排名进入体检或说明理由", "By rank to the medical check, or reasons"),
             "registered", STAY, "district_handler city_officer system", guard="ranked", effect=("result", *TELL),
             outcomes=(
                 Outcome("shortlisted", Text("进入体检", "Shortlisted"), "medical"),
                 Outcome("not_shortlisted", Text("未进入体检", "Not shortlisted"), "rejected", reasoned=True),
             ), reasons=_RESULT),
        does("medical", "8.4", ("登记体检结果", "Record the medical check", "按公告的体检标准", "By the announcement's standard"),
             "medical", STAY, HANDLER, form="medical", effect=("medical", *TELL),
             outcomes=(
                 Outcome("fit", Text("合格", "Fit"), "inspection"),
                 Outcome("unfit", Text("不合格", "Unfit"), "rejected", reasoned=True),
             ), reasons=_UNFIT),
        does("inspect", "8.4", ("登记考察结果", "Record the inspection", "由两人以上考察", "By two people or more"),
             "inspection", STAY, HANDLER, form="inspection", effect=("inspect", *TELL),
             outcomes=(
                 Outcome("suitable", Text("适合", "Suitable"), "to_publish"),
                 Outcome("unsuitable", Text("不适合", "Not suitable"), "rejected", reasoned=True),
             ), reasons=_INSPECTED),
        does("publish", "8.4", ("公示", "Publish", "写明公示截止日", "The last day is named"),
             "to_publish", "publicity", HANDLER, form="publicity", guard="conditions_met", effect=("publish", *TELL)),
        does("object", "8.4", ("提出异议", "Object", "公示期内任何人都可以提出", "Anybody, while it runs"),
             "publicity objected", "objected", "public system", form="objection", opens="objection", within="publicity",
             effect=("notify_office",), personal_fields=("name", "contact", "statement")),
        does("settle_objection", "8.4", ("处理异议", "Settle the objection", "核实并答复", "Examined and answered"),
             "objected", STAY, REVIEWER, form="objection_answer", settles="objection", effect=("notify_objector", *TELL),
             personal_fields=("answer",),
             outcomes=(
                 Outcome("rejected", Text("异议不成立", "Not founded"), "publicity", target_while_open="objected", reasoned=True),
                 Outcome("upheld", Text("异议成立，不予录用", "Founded: not hired"), "rejected", settles_all=True, reasoned=True),
             ), reasons=_OBJECTED),
        does("close_publicity", "8.5", ("公示结束", "Publicity over", "期满且没有未处理的异议", "Over, and every objection settled"),
             "publicity", "to_file", "system district_handler", guard="publicity_over", unless_open=("objection",)),
        does("file", "8.5", ("报市备案", "File with the city", "备案不是审批", "A record, not an approval"),
             "to_file", "filed", HANDLER, guard="list_in_order", effect=("file_list", *TELL)),
        *common("submitted medical inspection to_publish to_file objected", "8.2", INCOMPLETE,
                withdrawable="draft submitted registered medical inspection to_publish").actions(),
    ),
    (
        reminding("review", "8.2", "资格审查提醒", "Reminder of the review", "submit resubmit", "submitted"),
        Clock("publicity", Text("公示期", "Publicity"), DOCUMENT + "8.4", "fixed_date", {"day": "$body:publicity_until"},
              ("publish",), (), "close_publicity", ("publicity", "objected")),
    ),
    "draft",
    (
        guard("window_open", "8.1", "报名在公告的时间内", "Within the announcement's dates", "请在公告写明的起止日内报名", "Register between the days announced"),
        guard("may_register", "7", "符合报名条件", "The conditions to register are met", "请对照岗位条件核对报名表；高校指出有出入的，先在“协理员报名”登记核对结果", "Compare the form with the conditions of the post; where the university contradicts, record your own check among the registrations"),
        guard("ranked", "8.3", "成绩已录入并排名", "Marks are entered and ranked", "先由市里排名并公布", "The city ranks and publishes first"),
        guard("conditions_met", "7", "符合招聘条件", "The conditions of recruitment are met", "补正后再办；不符合的，不通过并选理由", "Have it put right; otherwise refuse, with the reason"),
        guard("publicity_over", "8.5", "公示期已满", "The publicity period is over", "公示期满后再办", "Wait until the publicity is over"),
        guard("list_in_order", "8.5", "可以报备案", "The list may be filed", "异议答复完、名额核对后再报", "Answer the objections and check the places first"),
    ),
)  # fmt: skip

SERVICE_START = Procedure(
    f"{ROOM}.service_start", 1, Text("分配、签约和上岗", "Assignment, contract and first day"),
    roles(APPLICANT, TOWNSHIP, *DISTRICT, CITY),
    (
        state("filed", "待分配", "To be assigned", "区里分配到村", "The district assigns the village"),
        state("assigned", "待签约", "To be signed", "与乡镇签订五年合同", "A five-year contract with the township"),
        state("contracted", "待报到", "To report", "合同已签，等报到上岗", "Signed; reporting comes next"),
        state("serving", "在岗，待办手续", "On duty, formalities", "社保、公积金、保险、档案逐项办理", "Insurance, fund, cover and archive"),
        end("settled", "手续办齐", "Settled", "待遇和转接手续都已登记", "Benefits and transfers are recorded"),
        stop("not_reported", "未报到", "Did not report", "未按时报到", "Did not come", "contracted"),
    ),
    (
        does("assign", "10.s1", ("分配到村", "Assign", "写明村和乡镇", "Village and township are named"),
             "filed", "assigned", "district_handler district_reviewer", form="assignment", effect=("assign_village", *TELL)),
        does("draft_contract", "9.s1", ("起草电子劳动合同", "Draft the electronic contract", "在电子劳动合同中发出，双方签署后自动登记", "Sent in the contracts' room; recorded once both have signed"),
             "assigned", "assigned", "township", form="draft_contract", effect=("draft_contract", *TELL)),
        does("sign", "9.s1", ("登记合同", "Record the contract", "用人单位是乡镇，五年", "With the township, for five years"),
             "assigned", "contracted", "township district_handler system", form="contract", effect=("record_contract", *TELL)),
        does("report", "10.s2", ("报到上岗", "Report for duty", "服务期由此开始，确认遵守规章", "The service starts; the rules are acknowledged"),
             "contracted", "serving", APPLICANT, form="reporting", effect=("start_service", *TELL)),
        does("settle", "12.s3", ("办齐手续", "Settle", "逐项核对待遇和转接", "Every benefit and transfer is checked"),
             "serving", "settled", HANDLER, guard="benefits_in_place"),
        does("give_up", "10.s2", ("未报到", "Did not report", "说明情况后结束", "Closed with the reason"),
             "assigned contracted", "not_reported", "district_handler district_reviewer", effect=("drop_start", *TELL),
             reasons=(reason("no_show", "10.s2", "没有按时报到", "Did not report in time"),
                      reason("declined", "9.s1", "本人放弃签约", "Declined the contract"))),
        *common("filed assigned contracted serving", "10.s2", withdrawable="").actions(),
    ),
    (
        reminding("contract", "9.s1", "签约提醒", "Reminder of the contract", "assign", "assigned"),
        reminding("settling", "12.s3", "待遇手续提醒", "Reminder of the formalities", "report", "serving"),
    ),
    "filed",
    (guard("benefits_in_place", "12.s6", "待遇和转接都已登记", "Benefits and transfers are recorded", "在待遇清单中补登记缺的几项", "Record what the checklist still lacks"),),
)  # fmt: skip
