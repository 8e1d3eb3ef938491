"""Register: what is kept of assistants, for how long, what is masked; reports, registers and pages."""

from __future__ import annotations

from gongbao.law.text import Text
from gongbao.policies.base import Record, Report

_MASKED = ("name", "identity_number")


def _kept(name: str, zh: str, en: str, years: int = 30, masked: tuple[str, ...] = ()) -> Record:
    return Record(name, Text(zh, en), years, (), masked)


RECORDS = (
    _kept("assistant", "协理员名册", "Assistants", 100, _MASKED),
    _kept("intake", "招聘批次和计划", "Intakes and plans"),
    _kept("demand", "各区上报的需求", "What districts need"),
    _kept("post", "岗位和分配", "Posts and assignments"),
    _kept("applicant", "报名和考试成绩", "Applicants and marks", 10, _MASKED),
    _kept("graduate", "高校毕业生名册", "Graduates as universities list them", 10, _MASKED),
    _kept("graduation_check", "高校核实毕业信息", "What universities say of graduations", 10, _MASKED),
    _kept("service", "服务时段", "Periods of service", 100),
    _kept("benefit", "待遇清单", "Benefits, with dates and money"),
    _kept("grant", "市级转移支付台账", "Transfer payments to districts"),
    _kept("attendance", "考勤", "Attendance"),
    _kept("leave", "请假", "Leave"),
    _kept("duty", "临时任务", "Duties elsewhere"),
    _kept("work_record", "月度工作纪实", "Monthly records of work"),
    _kept("appraisal", "考核结果", "Appraisals", 100),
    _kept("archive_form", "归入人事档案的登记表", "Forms filed in personal archives", 100),
    _kept("training", "培训学时", "Training hours"),
    _kept("mentor", "培养联系人", "Mentors"),
    _kept("project", "创业项目", "Ventures"),
    _kept("venture_support", "创业支持措施", "Measures that support ventures"),
    _kept("listing", "后备人才、推荐人选、当选职务", "Reserve lists, nominations and offices held"),
    _kept("condition", "工作生活条件", "Conditions provided"),
    _kept("certificate", "服务证书", "Certificates of service", 100),
    _kept("destination", "期满去向", "Whereabouts after the term"),
    _kept("officer", "信息系统专人", "Named officers of the information system"),
)
REPORTS = (
    Report("city_rollup", Text("全市人员、培训、考核、去向汇总", "City roll-up"), "bi-2020-22/5.1.3"),
    Report("village_time", Text("在村工作时间占比", "Share of days in the village"), "bi-2020-22/13.s1"),
    Report("overdue", Text("逾期未报考勤和考核", "What was not reported in time"), "bi-2020-22/14.2.s2"),
    Report("training_hours", Text("学时不足预警", "Hours that are missing"), "bi-2020-22/21.s2"),
    Report("rewards", Text("考核结果与补贴、奖励", "Grades, pay and reward"), "bi-2020-22/12.s2"),
    Report(
        "programme_export",
        Text("报送“三支一扶”信息系统", "Export to the national programme"),
        "bi-2020-22/20.s2",
    ),
    Report("eligible", Text("可走期满渠道的人员名单", "Who may use the ways after a term"), "bi-2020-22/28"),
    Report("whereabouts", Text("期满就业台账", "Ledger of whereabouts"), "bi-2020-22/29.s2"),
)
REGISTERS = {
    "service": Text("协理员服务记录", "service records of assistants"),
    "household": Text("户籍登记（导入）", "household register, imported"),
    "education": Text("学历学籍（导入）", "education register, imported"),
    "insurance": Text("社会保险参保登记", "insurance records"),
    "townships": Text("山区乡镇名单", "list of mountain townships"),
    "organs": Text("发文对象和四级机构名册", "addressees and organisations of the four levels"),
}
PAGES = {
    "guide": Text("办事指南", "guide"),
    "status": Text("办件进度", "status"),
    "mine": Text("我的协理员服务", "my service"),
    "village": Text("村工作台", "the village's page"),
    "township": Text("乡镇工作台", "the township's page"),
    "district": Text("区工作台", "the district's page"),
    "city": Text("市工作台", "the city's page"),
    "university": Text("高校工作台", "the university's page"),
    "registration": Text("报名和高校核实", "registrations and what universities say"),
    "announcement": Text("招聘公告和成绩", "announcement and results"),
    "verify": Text("证书核验", "checking a certificate"),
}
