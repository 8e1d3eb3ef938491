"""Forms: what applicants, assistants, townships and the district are asked at each step."""

from __future__ import annotations

from gongbao.kernel.forms import Field, Form, options
from gongbao.law.text import Text
from gongbao.policies.rural_assistants import facts as f

DOCUMENT = "bi-2020-22/"
INCIDENTS = {
    "safety": Text("安全", "safety"),
    "health": Text("健康", "health"),
    "other": Text("其他重大情况", "another major matter"),
}
DESTINATIONS = {
    "civil_service": Text("公务员定向考录", "civil service"),
    "institution": Text("事业单位", "public institution"),
    "enterprise": Text("企业", "enterprise"),
    "business": Text("自主创业", "own business"),
    "flexible": Text("灵活就业", "flexible work"),
    "study": Text("升学深造", "further study"),
    "village": Text("留村任职（续聘、延期）", "stays in the village"),
    "none": Text("尚未就业", "without work"),
}
LEAVES = {
    "personal": Text("事假", "personal leave"),
    "sick": Text("病假", "sick leave"),
    "annual": Text("年休假", "annual leave"),
    "marriage": Text("婚假", "marriage leave"),
    "maternity": Text("产假、陪产假", "maternity or paternity leave"),
    "bereavement": Text("丧假", "bereavement leave"),
    "other": Text("其他", "other"),
}
QUARTERS = {str(n): Text(f"第{zh}季度", f"quarter {n}") for n, zh in enumerate("一二三四", 1)}


def _field(name: str, kind: str, zh: str, en: str, clause: str, **more: object) -> Field:
    words = more.pop("words", None)
    if isinstance(words, dict):
        more["options"] = options(words)
    return Field(name=name, kind=kind, label=Text(zh, en), clause=DOCUMENT + clause, **more)  # type: ignore[arg-type]


def _form(name: str, zh: str, en: str, clause: str, *fields: Field) -> Form:
    return Form(
        id=f"rural_assistants.{name}",
        version="1",
        title=Text(zh, en),
        clause=DOCUMENT + clause,
        fields=fields,
    )


def _agree(clause: str, zh: str, en: str) -> Field:
    return Field(
        name="agreed", kind="commitment", label=Text("确认", "Confirmation"), clause=DOCUMENT + clause, version="1",
        words=Text(zh, en),
    )  # fmt: skip


RECRUITMENT = _form(
    "recruitment", "报名", "Registration", "8.2",
    _field("post", "text", "岗位编号", "Number of the post", "8.1", max_length=24, example="2021-HD-001"),
    _field("degree", "choice", "学历", "Degree", "7.6.s1", words=f.DEGREES),
    _field("graduate", "choice", "毕业情况", "Graduate status", "2", words=f.GRADUATES),
    _field("school", "text", "毕业院校全称", "School, its full name", "7.6.s1", max_length=120,
           help=Text("照公告页所列高校名称填写，学校可以核实您的毕业信息；没有列出的照毕业证填写", "As the announcement lists it, so that it can confirm; otherwise as on the diploma")),
    _field("major", "text", "专业", "Subject", "7.6.s1", max_length=60),
    _field("chinese", "yes_no", "具有中国国籍", "Chinese national", "7.1"),
    _field("beijing_origin", "yes_no", "北京生源", "Of Beijing origin", "7.6.s1"),
    _field("party_member", "yes_no", "中共党员", "Party member", "7.7"),
    _field("home", "choice", "原籍在", "Home", "7.7", words=f.HOMES),
    _agree("7.3", "我愿意到农村服务，以上填写真实；不符合条件的，取消资格。", "I am willing to serve in the countryside and what I wrote is true; otherwise I lose my place."),
)  # fmt: skip
MEDICAL = _form(
    "medical", "体检结果", "Medical check", "8.4",
    _field("standard", "text", "适用的体检标准", "Standard used", "7.5", max_length=120),
    _field("checked_on", "date", "体检日期", "Day", "8.4"),
)  # fmt: skip
INSPECTION = _form(
    "inspection", "考察结果", "Inspection", "8.4",
    _field("inspectors", "text", "考察人（两人以上）", "Inspectors, two or more", "8.4", max_length=120),
    _field("political", "yes_no", "政治素质好", "Politically sound", "7.2"),
    _field("willing", "yes_no", "有志扎根农村", "Willing to stay", "7.3"),
    _field("disciplined", "yes_no", "遵纪守法、服从安排", "Disciplined", "7.4"),
    _field("post_conditions", "yes_no", "符合岗位其他条件", "The post's other conditions", "7.8"),
    _field("notes", "long_text", "考察情况", "Findings", "8.4", max_length=2000),
)  # fmt: skip
PUBLICITY = _form(
    "publicity", "公示", "Publicity", "8.4",
    _field("publicity_until", "date", "公示截止日", "Last day of publicity", "8.4",
           help=Text("按公告写明的天数填写；文件没有定天数", "As the announcement says; the document names no number of days")),
)  # fmt: skip
ASSIGNMENT = _form(
    "assignment", "分配到村", "Assignment", "10.s1",
    _field("village", "text", "村的机构代码", "Code of the village", "5.4.1", max_length=24),
    _field("duty_area", "choice", "主要职责", "Main area of duty", "3", words=f.DUTY_AREAS),
)  # fmt: skip
CONTRACT = _form(
    "contract", "劳动合同", "Labour contract", "9.s1",
    _field("starts_on", "date", "合同起始日", "First day", "9.s2"),
    _field("ends_on", "date", "合同终止日", "Last day", "9.s2"),
    _field("subsidy", "money", "月工作生活补贴", "Monthly subsidy", "12.s1"),
    _field("number", "text", "电子劳动合同编号", "Number of the electronic contract", "9.s1", required=False, max_length=40),
)  # fmt: skip
DRAFT_CONTRACT = _form(
    "draft_contract", "起草电子劳动合同", "Draft the electronic contract", "9.s1",
    _field("starts_on", "date", "合同起始日", "First day", "9.s2", help=Text("五年，终止日自动算出", "Five years; the last day follows")),
    _field("subsidy", "money", "月工作生活补贴", "Monthly subsidy", "12.s1"),
    _field("pay_day", "integer", "每月发放日", "Pay day of the month", "12.s1", minimum=1, maximum=31),
    _field("week_hours", "integer", "每周工作小时", "Hours a week", "9.s1", minimum=1, maximum=40),
    _field("employer_address", "text", "乡镇住所", "Address of the township", "9.s1", max_length=120),
    _field("employer_head", "text", "乡镇主要负责人", "Head of the township", "9.s1", max_length=60),
    _field("worker_address", "text", "本人住址", "The person's address", "9.s1", max_length=120),
    _field("phone", "phone", "本人手机号码", "The person's phone", "9.s1"),
)  # fmt: skip
REPORTING = _form(
    "reporting", "报到上岗", "Reporting for duty", "10.s2",
    _agree("18.s1", "我已报到，知道并遵守各项规章制度。", "I have reported; I know the rules and keep to them."),
)  # fmt: skip
LEAVE = _form(
    "leave", "请假", "Leave", "14.1.s1",
    _field("kind", "choice", "类别", "Kind", "14", words=LEAVES),
    _field("starts_on", "date", "开始日期", "First day", "14.1.s1"),
    _field("ends_on", "date", "结束日期", "Last day", "14.1.s1"),
    _field("why", "long_text", "事由", "Reason", "14", max_length=500),
)  # fmt: skip
DUTY = _form(
    "duty", "临时任务", "Temporary duty", "13.s3",
    _field("assistant", "text", "协理员编号", "Number of the assistant", "13.s3", max_length=24),
    _field("kind", "choice", "任务类别", "Kind of duty", "13.s4", words={k: v for k, v in f.DUTIES.items() if k != "secondment"}),
    _field("plan", "long_text", "任务和计划", "Task and plan", "13.s3", max_length=1000),
    _field("place", "text", "去哪里", "Where", "13.s2", max_length=120),
    _field("starts_on", "date", "开始日期", "First day", "13.s3"),
    _field("ends_on", "date", "结束日期", "Last day", "13.s3"),
)  # fmt: skip
STUDY = _form(
    "study", "脱产学习或培训", "Full-time study", "21.z",
    _field("course", "text", "学习内容", "Course", "21.z", max_length=120),
    _field("starts_on", "date", "开始日期", "First day", "21.z"),
    _field("ends_on", "date", "结束日期", "Last day", "21.z"),
)  # fmt: skip
QUARTERLY = _form(
    "quarterly", "平时考核", "Quarterly appraisal", "15.1.s1",
    _field("year", "integer", "年", "Year", "15.1.s1", minimum=2020, maximum=2099),
    _field("quarter", "choice", "季度", "Quarter", "15.1.s1", words=QUARTERS),
)  # fmt: skip
FACTS = _form(
    "facts", "告知事实", "Facts told", "18.s2", _field("facts", "long_text", "事实", "Facts", "18.s2")
)
STATEMENT = _form("statement", "说明", "Statement", "18.s2", _field("statement", "long_text", "本人说明", "Statement", "18.s2"))  # fmt: skip
SANCTION = _form(
    "sanction", "处理", "Decision", "18.s2",
    _field("basis", "text", "依据的规定", "Rule it rests on", "18.s2", max_length=200),
    _field("result", "long_text", "处理结果", "Result", "18.s2", max_length=1000),
)  # fmt: skip
TRANSFER = _form(
    "transfer", "移送司法机关", "Hand to justice", "18.s3",
    _field("receiver", "text", "接收机关", "Receiver", "18.s3", max_length=120),
    _field("on", "date", "移送日期", "Day", "18.s3"),
)  # fmt: skip
INCIDENT = _form(
    "incident", "重大情况", "Major incident", "17",
    _field("assistant", "text", "协理员编号", "Number of the assistant", "17", max_length=24),
    _field("kind", "choice", "类别", "Kind", "17", words=INCIDENTS),
    _field("happened_on", "date", "发生日期", "Day", "17"),
    _field("what", "long_text", "情况", "What happened", "17", max_length=2000),
)  # fmt: skip
OUTCOME = _form(
    "outcome", "处理结果", "Outcome", "17", _field("outcome", "long_text", "结果", "Outcome", "17")
)
RENEWAL = _form(
    "renewal", "续聘", "Renewal", "27.1",
    _field("until", "date", "续聘至", "Until", "27.1"),
    _field("performance", "long_text", "在村表现", "Performance in the village", "27.1", max_length=2000),
)  # fmt: skip
EXTENSION = _form(
    "extension", "延长合同期", "Extension", "27.2",
    _field("elected_to", "choice", "当选职务所在", "Elected to", "27.2", words=f.BODIES),
    _field("committee_ends_on", "date", "该班子任期届满日", "Last day of that body's term", "27.2"),
)  # fmt: skip
TERMINATION = _form(
    "termination", "提前解除合同", "Early termination", "19",
    _field("last_day", "date", "最后在岗日", "Last day on duty", "19"),
    _field("why", "long_text", "原因", "Reason", "19", max_length=1000),
    _agree("19", "我知道提前解除后不发服务证书，也不走期满就业渠道。", "I know that no certificate is issued and the channels after the term close."),
)  # fmt: skip
DESTINATION = _form(
    "destination", "去向", "Whereabouts", "29.s2",
    _field("kind", "choice", "去向", "Whereabouts", "29.s2", words=DESTINATIONS),
    _field("where", "text", "单位或学校", "Employer or school", "29.s2", required=False, max_length=120),
)  # fmt: skip
FORMS = {
    "recruitment.application": RECRUITMENT, "medical": MEDICAL, "inspection": INSPECTION, "publicity": PUBLICITY,
    "assignment": ASSIGNMENT, "contract": CONTRACT, "draft_contract": DRAFT_CONTRACT, "reporting": REPORTING, "leave.application": LEAVE,
    "duty.application": DUTY, "study.application": STUDY, "quarterly.application": QUARTERLY, "facts": FACTS,
    "statement": STATEMENT, "sanction": SANCTION, "transfer": TRANSFER, "incident.application": INCIDENT,
    "outcome": OUTCOME, "renewal.application": RENEWAL, "extension.application": EXTENSION,
    "termination.application": TERMINATION, "destination": DESTINATION,
}  # fmt: skip
