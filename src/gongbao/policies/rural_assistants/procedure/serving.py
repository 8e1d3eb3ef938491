"""Leave, duties elsewhere, full-time study, discipline and incidents (13, 14, 17, 18, 21)."""

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

_WORK = (reason("work", "14", "工作安排不开", "The work does not allow it"),)
LEAVE = Procedure(
    f"{ROOM}.leave", 1, Text("请假", "Leave"), roles(APPLICANT, VILLAGE, TOWNSHIP, *DISTRICT),
    (
        DRAFT,
        state("submitted", "待村同意", "With the village", "先由所在村同意", "The village consents first"),
        state("consented", "待乡镇批准", "With the township", "村已同意，等乡镇批准", "Consented; the township approves"),
        state("to_file", "已批准，待备案", "Approved, to be filed", "超过三天，报区备案；不等备案即可休假", "Over three days: filed, and not waited for"),
        end("approved", "已批准", "Approved", "三天及以内，不用报区", "Three days or fewer: not filed"),
        end("recorded", "已备案", "Filed", "区人社局已备案", "The district has it on record"),
        stop("refused", "未同意", "Refused", "已说明理由", "Reasons are given", "submitted"),
        withdrawn("submitted"),
    ),
    (
        submit("14.1.s1", "写明起止日期和事由", "First and last day, and why", "take_leave", guard="takes_days"),
        does("consent", "14.1.s1", ("村同意", "Village consents", "所在村先同意", "The village comes first"), "submitted", "consented", VILLAGE),
        does("village_refuses", "14.1.s1", ("村不同意", "Village refuses", "说明理由", "With reasons"),
             "submitted", "refused", VILLAGE, reasons=_WORK, effect=("drop_leave", *TELL)),
        does("approve", "14.1.s1", ("乡镇批准", "Township approves", "三天及以内到此为止", "Ends here up to three days"),
             "consented", STAY, TOWNSHIP, effect=("grant_leave", *TELL),
             outcomes=(
                 Outcome("short", Text("批准，不用报区", "Approved, not filed"), "approved"),
                 Outcome("long", Text("批准，报区备案", "Approved, to be filed"), "to_file"),
             )),
        does("refuse", "14.1.s1", ("乡镇不批准", "Township refuses", "说明理由", "With reasons"),
             "consented", "refused", TOWNSHIP, reasons=_WORK, effect=("drop_leave", *TELL)),
        does("record", "14.1.s2", ("备案", "Put on record", "备案不是审批", "A record, not an approval"),
             "to_file", "recorded", "district_handler district_reviewer"),
        *common("submitted consented to_file", "14.1.s1", withdrawable="draft submitted consented").actions(),
    ),
    (reminding("leave", "14", "请假办理提醒", "Reminder of the leave", "submit consent approve", "submitted consented to_file"),),
    "draft",
    (guard("takes_days", "14.1.s1", "含有工作日", "It takes working days", "周末和节假日不用请假；调休上班日要请", "Rest days need no leave; make-up working days do"),),
)  # fmt: skip

_DUTY = (
    reason("long", "13.s2", "属于长期借调或截留", "A long secondment or holding back"),
    reason("village_time", "13.s1", "影响在村工作时间", "It takes too much time from the village"),
    reason("no_plan", "13.s3", "没有计划或期限", "There is no plan or no end"),
)
_DECIDED = (
    Outcome("approve", Text("批准", "Approve"), "approved"),
    Outcome("refuse", Text("不批准", "Refuse"), "refused", reasoned=True),
)
DUTY = Procedure(
    f"{ROOM}.duty", 1, Text("临时参加其他工作", "Temporary duty elsewhere"), roles(APPLICANT, *DISTRICT, CITY),
    (
        DRAFT,
        state("submitted", "待批准", "To be approved", "按任务类别由区或市批准", "District or city, by the kind of duty"),
        state("with_city", "待市批准", "With the city", "重大活动和紧急任务由市人社局批准", "Events and urgent tasks"),
        state("approved", "已批准", "Approved", "到期回村", "Back to the village when it ends"),
        end("ended", "已回村", "Back", "回到村里工作", "Back in the village"),
        stop("refused", "未批准", "Refused", "已说明理由", "Reasons are given", "with_city"),
        returned("submitted"),
        withdrawn("submitted"),
    ),
    (
        submit("13.s3", "乡镇写明任务、期限和人员", "The township names task, term and people", "take_duty"),
        does("decide", "13.s3", ("区里决定", "District decides", "乡镇工作和岗位锻炼", "Township work and training posts"),
             "submitted", STAY, REVIEWER, guard="district_may", outcomes=_DECIDED, reasons=_DUTY, effect=("decide_duty", *TELL)),
        does("pass_on", "13.s4", ("报市批准", "Pass to the city", "区的重大活动也由市批准", "A district's event too is the city's"),
             "submitted", "with_city", HANDLER, guard="city_must"),
        does("decide_city", "13.s4", ("市里决定", "City decides", "重大活动、紧急任务", "Events and urgent tasks"),
             "with_city", STAY, CITY, outcomes=_DECIDED, reasons=_DUTY, effect=("decide_duty", *TELL)),
        does("return_to_village", "13.s1", ("回村", "Return", "任务结束，回村工作", "The duty is over"),
             "approved", "ended", "applicant district_handler", effect=("end_duty",)),
        *common("submitted with_city approved", "13.s3", INCOMPLETE).actions(),
    ),
    (
        reminding("decision", "13.s3", "批准提醒", "Reminder of the decision", "submit resubmit pass_on", "submitted with_city"),
        Clock("duty", Text("任务期限", "Term of the duty"), DOCUMENT + "13.s2", "fixed_date", {"day": "$body:ends_on"},
              ("submit", "resubmit"), (), "escalate", ("submitted", "with_city", "approved")),
    ),
    "draft",
    (
        guard("district_may", "13.s3", "属于区人社局批准的任务", "A duty the district approves", "重大活动和紧急任务转报市人社局批准", "Pass events and urgent tasks to the city"),
        guard("city_must", "13.s4", "属于市人社局批准的任务", "A duty the city approves", "乡镇工作和岗位锻炼由区里决定", "Township work and training posts are the district's"),
    ),
)  # fmt: skip

STUDY = Procedure(
    f"{ROOM}.study", 1, Text("脱产学习或培训", "Full-time study"), roles(APPLICANT, *DISTRICT),
    (
        DRAFT,
        state("submitted", "待区同意", "With the district", "区人社局同意后才能开始", "It may start once the district consents"),
        end("consented", "已同意", "Consented", "可以按期脱产", "It may start on its day"),
        stop("refused", "未同意", "Refused", "已说明理由", "Reasons are given", "submitted"),
        returned("submitted"),
        withdrawn("submitted"),
    ),
    (
        submit("21.z", "写明学习内容和起止日期", "What, and from when to when", "take_study"),
        does("consent", "21.z", ("同意", "Consent", "在开始之前", "Before it starts"), "submitted", "consented", REVIEWER,
             guard="before_start", effect=("decision", "consent_study")),
        does("refuse", "21.z", ("不同意", "Refuse", "说明理由", "With reasons"), "submitted", "refused", REVIEWER,
             effect=("decision",), reasons=(reason("village_work", "13.s1", "影响在村工作", "The village needs the person"),
                                            reason("started", "21.z", "已经开始", "It has already started"))),
        *common("submitted", "21.z", INCOMPLETE).actions(),
    ),
    (reminding("study", "21.z", "办理提醒", "Reminder", "submit resubmit", "submitted"),),
    "draft",
    (guard("before_start", "21.z", "在开始之前", "Before it starts", "请在开始日期之前办理", "Do this before the first day"),),
)  # fmt: skip

DISCIPLINE = Procedure(
    f"{ROOM}.discipline", 1, Text("违纪违规处理", "Discipline"), roles(APPLICANT, *DISTRICT),
    (
        state("found", "发现", "Found", "乡镇或区里发现", "Found by township or district"),
        state("told", "已告知", "Told", "本人可以说明", "The person may state their case"),
        state("heard", "已说明", "Heard", "等待处理", "Waits for the decision"),
        end("decided", "已处理", "Decided", "写明依据和结果", "Basis and result are recorded"),
        end("transferred", "已移送司法机关", "Handed to justice", "写明接收机关和日期", "Receiver and day are recorded", beside="heard"),
        stop("dropped", "不予处理", "Dropped", "已说明理由", "Reasons are given", "heard"),
    ),
    (
        does("tell", "18.s2", ("告知", "Tell", "写明事实", "The facts are stated"), "found", "told", HANDLER, form="facts"),
        does("state", "18.s2", ("说明", "State", "本人说明情况", "The person states their case"), "told", "heard", APPLICANT,
             form="statement", effect=("receipt",)),
        does("no_statement", "18.s2", ("未作说明", "No statement", "限期内没有说明", "Nothing was said in time"), "told", "heard", HANDLER),
        does("decide", "18.s2", ("作出处理", "Decide", "由另一人按有关规定决定", "A second person decides by the rules"),
             "heard", STAY, REVIEWER, form="sanction", not_by=("tell",), effect=("decision",),
             outcomes=(Outcome("sanction", Text("按规定处理", "Sanction"), "decided", reasoned=True),
                       Outcome("drop", Text("不予处理", "Drop"), "dropped", reasoned=True)),
             reasons=(reason("breach", "18.s2", "违纪违规属实", "The breach is proven"),
                      reason("unproven", "18.s2", "查无此事或情节轻微", "Unproven or slight"))),
        does("transfer", "18.s3", ("移送司法机关", "Hand to justice", "涉嫌违法犯罪", "A crime is suspected"),
             "found told heard", "transferred", REVIEWER, form="transfer"),
        *common("found told heard", "18.s2", withdrawable="").actions(),
    ),
    (reminding("hearing", "18.s2", "办理提醒", "Reminder", "tell", "told heard"),),
    "found",
)  # fmt: skip

INCIDENT = Procedure(
    f"{ROOM}.incident", 1, Text("重大情况报告", "Major incidents"), roles(APPLICANT, *DISTRICT, CITY),
    (
        DRAFT,
        state("submitted", "待报市", "To be reported", "区人社局应及时报市", "The district reports to the city without delay"),
        state("reported", "已报市", "Reported", "市人社局跟进", "The city follows it"),
        end("closed", "已办结", "Closed", "写明结果", "The outcome is recorded"),
        returned("submitted"),
        withdrawn("submitted"),
    ),
    (
        submit("17", "村或乡镇写明何时、何人、何事", "When, who and what", "alarm"),
        does("report", "17", ("报市", "Report to the city", "留下知悉和上报的时间", "When known and when reported"),
             "submitted", "reported", "district_handler district_reviewer", effect=("report_city", *TELL)),
        does("close", "17", ("办结", "Close", "写明结果", "With the outcome"), "reported", "closed", "district_reviewer city_officer", form="outcome"),
        *common("submitted reported", "17", INCOMPLETE, withdrawable="draft").actions(),
    ),
    (reminding("report", "17", "上报提醒", "Reminder to report", "submit resubmit", "submitted", "incident_working_days"),),
    "draft",
)  # fmt: skip
