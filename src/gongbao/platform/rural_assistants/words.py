"""Names, words and refusals the room's app shares."""

from __future__ import annotations

from datetime import date, datetime

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import ZONE
from gongbao.policies.rural_assistants.rules import BOOK

ROOM, DIGITS, DOCUMENT = "rural_assistants", "22", "bi-2020-22/"
RECRUITMENT, SERVICE_START, LEAVE, DUTY, STUDY, QUARTERLY, ANNUAL, TERM = (
    f"{ROOM}.{name}"
    for name in ("recruitment", "service_start", "leave", "duty", "study", "quarterly", "annual", "term")
)
DISCIPLINE, INCIDENT, RENEWAL, EXTENSION, TERMINATION, WHEREABOUTS = (
    f"{ROOM}.{name}"
    for name in ("discipline", "incident", "renewal", "extension", "termination", "whereabouts")
)
TOWNSHIP_KIND, VILLAGE_KIND, UNIVERSITY_KIND = "township", "village", "university"
INSTITUTIONS = {
    TOWNSHIP_KIND: Text("乡镇", "township"),
    VILLAGE_KIND: Text("村", "village"),
    UNIVERSITY_KIND: Text("高校", "university"),
}
ATTENDANCE = {
    "village": Text("在村", "in the village"),
    "duty": Text("外派", "on duty elsewhere"),
    "leave": Text("请假", "on leave"),
    "absent": Text("旷工", "absent"),
}
BENEFITS = {
    "social_insurance": (Text("社会保险", "social insurance"), "12.s3"),
    "housing_fund": (Text("住房公积金", "housing fund"), "12.s4"),
    "illness_cover": (Text("重大疾病保险", "critical-illness cover"), "12.s6"),
    "accident_cover": (Text("人身意外伤害保险", "accident cover"), "12.s6"),
    "settling_in": (Text("一次性安家费", "settling-in grant"), "12.s5"),
    "archive": (Text("人事档案转到工作地所在区", "personal archive to the district of work"), "11.s1"),
    "membership": (Text("党团关系转到工作地", "membership to the place of work"), "11.s2"),
}
NEEDED = ("social_insurance", "housing_fund", "illness_cover", "accident_cover", "archive", "membership")
"""What must be recorded before the start of a service is settled; the grant is paid by its own rule."""
ENTRIES = {
    "project": (Text("创业项目", "venture"), "23.s1"),
    "reserve_village": (Text("村级后备人才", "village reserve list"), "25.s1"),
    "reserve_township": (Text("乡镇后备人才", "township reserve list"), "25.s3"),
    "elected": (Text("参选和当选职务", "candidacy or office held"), "25.s2"),
    "party_member": (Text("发展党员", "Party membership"), "24.s2"),
    "delegate": (Text("代表、委员人选推荐", "nomination as delegate or member"), "26"),
    "conditions": (Text("工作生活条件", "conditions of work and life"), "5.3.4"),
    "officer": (Text("信息系统专人", "named officer of the information system"), "20.s1"),
    "grant": (Text("市级转移支付", "transfer payment of the city"), "5.1.4"),
    "protected": (Text("法定顺延的期间（孕期、医疗期等）", "period of legal protection"), "9.s2"),
    "membership_letter": (Text("组织关系介绍信", "letter of membership"), "11.s2"),
    "export": (Text("报送信息系统", "report to a system"), "20.s2"),
    "reward": (Text("考核奖励", "reward by appraisal"), "12.s2"),
}
MENTORS = {
    "township": Text("乡镇干部", "township official"),
    "village": Text("村干部", "village official"),
    "veteran": Text("老干部", "retired official"),
    "member": Text("老党员", "veteran Party member"),
}
LEFT = {
    "": Text("在岗", "on duty"),
    "early": Text("提前解除", "ended early"),
    "term": Text("期满离岗", "term over"),
}


def today_of(at: datetime) -> date:
    """The day in Beijing of an instant."""
    return at.astimezone(ZONE).date()


def month_of(day: date) -> int:
    """The month of a day as year × 12 + month − 1."""
    return day.year * 12 + day.month - 1


def said_month(month: int) -> str:
    """``2021-03``."""
    return f"{month // 12}-{month % 12 + 1:02d}"


def number_of(parameter: str, on: date) -> int:
    """A whole-number parameter in force on a day."""
    value = BOOK[parameter].at(on).value
    assert isinstance(value, int)
    return value


def refuse(clause: str, zh: str, en: str, mend_zh: str, mend_en: str, where: str = "") -> Refusal:
    """A refusal with its clause and how to mend it."""
    return Refusal(Text(zh, en), where=where, mend=Text(mend_zh, mend_en), clause=DOCUMENT + clause)
