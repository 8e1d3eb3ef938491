"""Facts: what must be known of a person, an archive and a request, who may know it, who must judge it."""

from __future__ import annotations

from gongbao.kernel.rules import asking
from gongbao.kernel.rules.nodes import Fact
from gongbao.law.text import Text

CENTRE = Text("公服中心", "the public service centre")


def _found(name: str, zh: str, en: str, ask: int = 50) -> Fact:
    return asking.found(name, zh, en, CENTRE, ask)


FORMER_EMPLOYERS = {
    "enterprise": Text("企业", "enterprise"),
    "institution": Text("事业单位", "public institution"),
    "other": Text("机关、社会组织等其他单位", "another body"),
    "none": Text("没有工作过", "never employed"),
}
SETTLEMENTS = {
    "none": Text("没有办理进京落户", "not settled"),
    "points": Text("积分落户", "settled by points"),
    "other": Text("其他进京落户", "settled in another way"),
}
DESTINATIONS = {
    "district_centre": Text("区公服中心", "a district centre"),
    "employer": Text("所在单位", "the employer"),
    "entrusted_body": Text("单位委托的存档机构", "the body the employer entrusts"),
    "street": Text("街道（乡镇）公共就业服务机构", "a street or township body"),
    "origin": Text("原籍", "the place of origin"),
    "stay": Text("不转，留在原中心", "nowhere: it stays"),
}
SEXES = {"man": Text("男", "man"), "woman": Text("女", "woman")}
POSTS = {
    "cadre": Text("管理、技术岗位（女55口径）", "managerial or technical post (women: 55)"),
    "worker": Text("工人岗位（女50口径）", "worker's post (women: 50)"),
}
PURPOSES = {
    "employment": Text("就业", "employment"),
    "study": Text("升学", "further study"),
    "examination": Text("考试", "examination"),
    "joining_kin": Text("亲属投靠进京", "kin joining in Beijing"),
    "other": Text("其他用途", "another purpose"),
}
MATERIALS = {
    "experience": Text("个人经历", "personal history"),
    "grades": Text("学习成绩", "school results"),
    "assignment": Text("就业报到", "assignment to a job"),
    "admission": Text("进京审批", "approval to come to Beijing"),
    "appraisal": Text("考核鉴定", "appraisals"),
    "review": Text("政治审查", "political review"),
    "membership": Text("党团材料", "party and league papers"),
    "award": Text("奖励", "awards"),
    "discipline": Text("处分", "disciplinary papers"),
    "wages": Text("工资待遇", "wages and posts"),
    "other": Text("其他材料", "other papers"),
}
ASKERS = {
    "self": Text("本人", "the person"),
    "agent": Text("代办人", "an agent"),
    "employer": Text("所在单位", "the employer"),
    "department": Text("档案借阅部门", "a lending department"),
    "street": Text("街道（乡镇）公共就业服务机构", "a street or township body"),
    "other": Text("其他人", "somebody else"),
}
MATTERS = {
    "flexible_work": Text("灵活就业", "flexible work"),
    "unemployment_benefit": Text("失业保险金申领", "unemployment benefit"),
    "back_payment": Text("社会保险补填", "filling gaps in insurance records"),
    "service_years": Text("工龄核定", "years of service"),
    "retirement": Text("退休申报", "retirement"),
    "other": Text("其他事项", "another matter"),
}

former_employer = asking.word(
    "former_employer", "原单位类型", "Kind of former employer", FORMER_EMPLOYERS, ask=2, prefill="insurance"
)
relation_ended = asking.yes_no(
    "relation_ended", "劳动（聘用）关系已终止或解除", "The employment has ended", ask=2, prefill="insurance"
)
unemployed = asking.yes_no("unemployed", "目前失业", "Now unemployed", ask=3, prefill="unemployed")
local_household = asking.yes_no(
    "local_household", "本市户籍", "Household registered in Beijing", ask=1, prefill="household"
)
centre_of_household = asking.yes_no(
    "centre_of_household",
    "户籍所在区的公服中心",
    "The centre of the household's district",
    ask=4,
    prefill="household",
)
household_in_development_area = asking.yes_no(
    "household_in_development_area",
    "户籍在经开区",
    "Household in the development area",
    ask=5,
    prefill="household",
)
other_person_found = _found(
    "other_person_found", "认定可以接收（其他情形）", "Found to be acceptable in another situation"
)
development_centre_found = _found(
    "development_centre_found", "明确由本中心接收", "This centre is found to be the right one", 51
)
settlement = asking.word(
    "settlement", "进京落户", "Settlement in Beijing", SETTLEMENTS, ask=3, prefill="household"
)
points_qualified = asking.yes_no(
    "points_qualified", "取得积分落户资格", "Qualified by points", ask=4, prefill="settlement"
)
approved_to_settle = asking.yes_no(
    "approved_to_settle", "经核准进京落户", "Approved to settle", ask=4, prefill="settlement"
)
has_employer = asking.yes_no("has_employer", "有就业单位", "Has an employer", ask=3, prefill="insurance")
employer_may_keep = asking.yes_no(
    "employer_may_keep", "单位有人事档案管理权限", "The employer may keep archives", ask=5, prefill="keepers"
)
body_may_keep = asking.yes_no(
    "body_may_keep", "受托机构有存档资格", "The entrusted body may keep archives", ask=5, prefill="keepers"
)
destination = asking.word("destination", "转往", "Destination", DESTINATIONS, ask=2)
transfer_found = _found("transfer_found", "认定可以转往该处", "The destination is found to be right")
lies_with_street = asking.yes_no(
    "lies_with_street",
    "档案在通知前已在街道",
    "The archive lay with the street body before the notice",
    ask=6,
)
stored_here = asking.yes_no(
    "stored_here", "已在本市公服中心存档", "Kept by a centre in Beijing", ask=1, prefill="archive"
)
wishes_return = asking.yes_no("wishes_return", "本人要求转回原籍", "The person asks for the return", ask=4)
approval_filed = asking.yes_no(
    "approval_filed", "审批材料已归入档案", "Approval papers filed", ask=5, prefill="archive"
)

born_on = Fact("born_on", "date", Text("出生日期", "Born on"), ask=2, prefill="household")
sex = asking.word("sex", "性别", "Sex", SEXES, ask=2, prefill="household")
post = asking.word("post", "岗位口径", "Kind of post", POSTS, ask=3, prefill="archive")
near_found = _found("near_found", "认定临近法定退休年龄", "Found to be near the statutory age")
archive_reviewed = asking.yes_no(
    "archive_reviewed", "已对照实体档案审核", "The real archive was reviewed", ask=6, prefill="archive"
)
notice_served = asking.yes_no(
    "notice_served", "告知书已送达", "The notice was served", ask=7, prefill="letters"
)
promise_given = asking.yes_no("promise_given", "本人已承诺", "The person has promised", ask=8)

catalogued = Fact(
    "catalogued",
    "integer",
    Text("目录中有关材料件数", "Catalogued papers on it"),
    Text("没有填0", "0 where there is none"),
    ask=2,
    prefill="archive",
)
clear_record = asking.yes_no("clear_record", "记载明确", "The record is clear", ask=3, prefill="archive")
records_agree = asking.yes_no("records_agree", "各处记载一致", "The records agree", ask=4, prefill="archive")
purpose = asking.word("purpose", "用途", "Purpose", PURPOSES, ask=1)
purpose_found = _found("purpose_found", "清单外用途认定可以", "A purpose outside the list is accepted")
material = asking.word("material", "材料", "Material", MATERIALS, ask=2)
material_found = _found("material_found", "清单外材料认定可以", "A paper outside the list is accepted", 51)
relevant_found = _found("relevant_found", "认定材料与用途有关", "The paper is found to serve the purpose", 52)
asker = asking.word("asker", "申请人身份", "Who asks", ASKERS, ask=1)
mandate_valid = asking.yes_no(
    "mandate_valid", "授权在有效期内", "The mandate is in force", ask=3, prefill="mandates"
)
asker_found = _found("asker_found", "认定申请人可以办理", "The applicant is found to be entitled", 53)
sealed = asking.yes_no("sealed", "复印件已严密包封", "The copies are sealed", ask=2, prefill="archive")
seal_number = asking.yes_no(
    "seal_numbered", "封签号已登记", "The seal's number is recorded", ask=3, prefill="archive"
)
shared_source = asking.yes_no(
    "shared_source", "可以通过数据共享取得", "Available by data sharing", ask=1, prefill="sources"
)
source_down = asking.yes_no(
    "source_down", "共享接口暂时不通", "The exchange is down", ask=2, prefill="sources"
)

matter = asking.word("matter", "办理事项", "Matter", MATTERS, ask=1)
matter_found = _found("matter_found", "清单外事项认定可以借阅", "A matter outside the list is accepted")
borrower_body = asking.yes_no(
    "borrower_body",
    "借阅方是档案借阅部门",
    "The borrower is a lending department",
    ask=2,
    prefill="borrowers",
)
own_file = asking.yes_no(
    "own_file", "借阅经办人查的是本人或近亲属档案", "The reader's own or near kin's archive", ask=3
)
image_available = asking.yes_no(
    "image_available", "有档案影像", "There is an image", ask=3, prefill="archive"
)
image_insufficient_found = _found(
    "image_insufficient_found",
    "影像不能满足、确需实体档案",
    "The image does not suffice; the real archive is needed",
)
approved = asking.yes_no("approved", "外借已审批", "The loan is approved", ask=5, prefill="archive")
inventoried = asking.yes_no(
    "inventoried", "页数已清点登记", "Pages are counted and recorded", ask=6, prefill="archive"
)
lent_on = Fact("lent_on", "date", Text("借出日期", "Lent on"), ask=7, prefill="archive")
back_on = Fact("back_on", "date", Text("约定归还日", "To be back on"), ask=7)
overdue_loans = Fact(
    "overdue_loans",
    "integer",
    Text("借阅方逾期未还件数", "Overdue loans of the borrower"),
    ask=8,
    prefill="archive",
)
street_of_person = asking.yes_no(
    "street_of_person", "该机构服务此人", "The body serves this person", ask=3, prefill="household"
)
purpose_stated = asking.yes_no("purpose_stated", "写明了查阅用途", "The purpose is stated", ask=2)
read_only = asking.yes_no("read_only", "只看影像不取走", "Only the image is looked at", ask=4)
